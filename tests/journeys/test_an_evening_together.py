"""A round as two people go through it: the sentences before and after, the question, a soft close."""

from __future__ import annotations

from tests.clocks import Clock
from tests.homes import WORDS
from tests.journeys.door import Door
from tests.journeys.test_for_everyone import unnamed
from tests.journeys.test_html_strings import Typist
from trustapp.domain.answers import Answer, Choice, Release
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, MemberId
from ui.features.agreement.page import AgreementPage
from ui.features.answers.page import AnswersPage
from ui.features.meeting.page import MeetingPage
from ui.widgets.talk_time import TalkRow

TOUCH = CategoryId("touch")
ASLEEP, BEHIND = ItemId("touch.while_asleep"), ItemId("touch.from_behind")


def choose(door: Door) -> None:
    door.unlock(FIRST)
    door.together()
    door.services.rounds.choose(TOUCH)


def release(door: Door, member: MemberId, *answers: Answer) -> str:
    """Through the page, after reading what stands on it."""
    door.unlock(member)
    for answer in answers:
        door.services.answers.keep(answer)
    door.go("release")
    door.press("Release this sheet")
    door.press("Release it")
    ticket = next(line for line in door.words().splitlines() if len(line.split()) == 4 and "   " in line)
    door.press("I have copied them")
    return " ".join(ticket.split())


def opened(door: Door, *answers: Answer) -> MeetingPage:
    choose(door)
    tickets = (release(door, FIRST, *answers), release(door, SECOND))
    door.unlock(SECOND)
    door.together()
    page = door.page
    assert isinstance(page, MeetingPage)
    page.open_with(tickets)
    door.settle()
    return page


def held(door: Door) -> str:
    """Everything that this person's space and the shared one hold."""
    house = door.services.rounds._household
    with house.private.transaction() as mine, house.shared.transaction() as ours:
        private = (mine.answers.get_all(), mine.past.all(), mine.release.get(), mine.outbox.all())
        facts = mine.facts._database.execute("SELECT name, value FROM fact ORDER BY name")
        return repr((private, facts, ours.events.all(), ours.drafts.all(), ours.rounds.all()))


def test_before_releasing_each_reads_alone_what_opening_can_tell_and_is_asked_what_is_never_kept(
    door: Door,
) -> None:
    door.set_up(("Robin", "Sasha"))
    choose(door)
    door.unlock(FIRST)
    door.go("release")
    told = door.words()
    for sentence in (
        "An empty sheet is a full answer",
        "did not release a yes",
        "Someone who says yes to everything reads the other’s yeses.",
        "the giver of a limit can be guessed",
        "Nobody has to say why.",
        "Wishes too, this time",
    ):
        assert sentence in told
    before = held(door)
    door.press("Release this sheet")
    asked = door.words()
    assert "Is there something the other needs to know to say yes freely?" in asked
    assert "find help to say it. Nothing of this question is kept." in asked
    door.press("Help and safety")
    assert "Is there something" not in door.words()
    assert held(door) == before, "neither the question nor the way to help is kept"
    door.go("release")
    door.press("Release this sheet")
    door.press("Leave it as it is")
    assert held(door) == before


def test_another_answer_beside_a_sealed_sheet_says_that_the_sheet_stays(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    choose(door)
    release(door, FIRST, Answer(ASLEEP, Choice.NO, release=Release.OPEN))
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item=ASLEEP)
    page.choose(Choice.NOT_NOW)
    door.settle()
    assert "Your sealed sheet says what you said when you released it." in door.words()
    page.open_at(category="affection")
    door.settle()
    assert "Your sealed sheet" not in door.words()


def test_two_empty_sheets_are_opened_and_closed_softly(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    page = opened(door)
    told = door.words()
    assert told.count("Nothing here today.") == 2
    assert "What is not here was not released as a yes by both. Nobody has to say why." in told
    door.press("Enough for today")
    told = door.words()
    assert "Nothing has to be decided tonight" in told
    assert "Nobody has to explain." in told
    assert "talk about first" not in told
    assert unnamed(door.app.window) == []
    door.go("agreement")
    door.go("meeting")
    assert "Nothing has to be decided tonight" in door.words(), "what was opened does not come back by itself"
    door.press("Back to choosing")
    assert "What would you two like to open?" in page.title
    assert "Touch: asking, places, pace: opened not long ago." in door.words()


def test_closing_for_today_locks(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    opened(door, Answer(ASLEEP, Choice.NO, release=Release.OPEN))
    assert "No touch while I sleep." in door.words()
    door.press("Enough for today")
    assert "No touch while I sleep." not in door.words()
    door.press("Close for today")
    assert door.app.frame is None
    door.unlock(SECOND)
    door.go("agreement")
    assert "No touch while I sleep." in door.words(), "a limit stands, however softly it was closed"


def test_a_title_to_talk_about_gets_a_time_in_their_words(door: Door, clock: Clock) -> None:
    door.set_up(("Robin", "Sasha"))
    opened(door, Answer(BEHIND, Choice.UNKNOWN, release=Release.TALK))
    door.press("Enough for today")
    assert "Being touched from behind" in door.words()
    door.press("Name a time to talk")
    row = door.page.findChild(TalkRow)
    assert row is not None
    row._field.setText("<b>Sunday</b> after breakfast")
    assert unnamed(door.app.window) == []
    Typist(door).fill("a time to talk")
    door.press("Keep this time")
    assert "When: <b>Sunday</b> after breakfast" in door.words()
    clock.on(days=40)
    for member in WORDS:
        door.unlock(member)
        door.go("agreement")
        assert isinstance(door.page, AgreementPage)
        told = door.words()
        assert "When: <b>Sunday</b> after breakfast" in told, "a time that has passed is still only words"
        assert "overdue" not in told.lower()
    door.press("Another time")
    door.press("Leave it")
    door.press("Put it away")
    assert "Being touched from behind" not in door.words()
