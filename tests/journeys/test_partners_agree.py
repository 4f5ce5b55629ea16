"""Two people sit down at a computer that has nothing, and get up with an agreement on paper."""

from __future__ import annotations

from pathlib import Path

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA
from tests.journeys.door import Door
from trustapp.domain.answers import Choice, Release
from trustapp.domain.ids import FIRST, SECOND, MemberId
from ui.features.answers.page import AnswersPage
from ui.features.help.page import HelpAndSafetyPage
from ui.features.meeting.page import MeetingPage
from ui.features.printing.page import PrintPage


def answer(door: Door, item: str, choice: Choice) -> None:
    """Through the answer page: choose, release, keep."""
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="affection", item=item)
    presenter = page._presenter
    presenter.choose(choice)
    shown = presenter.answer
    assert shown is not None
    page._panel._card._set_release(Release.OPEN)
    page._panel._card._set_paper(True)
    door.press("Keep and go on")


def release(door: Door, member: MemberId, answers: dict[str, Choice]) -> str:
    """Alone: answer, release the sheet, copy the ticket."""
    door.unlock(member)
    for item, choice in answers.items():
        answer(door, item, choice)
    door.go("release")
    door.press("Release this sheet")
    door.press("Help and safety")
    assert isinstance(door.page, HelpAndSafetyPage), "the question names help, and the way to it is there"
    door.go("release")
    door.press("Release this sheet")
    door.press("Release it")
    ticket = next(line for line in door.words().splitlines() if len(line.split()) == 4 and "   " in line)
    door.press("I have copied them")
    assert "Your sheet is sealed" in door.words()
    return " ".join(ticket.split())


def test_partners_agree(door: Door, clock: Clock, tmp_path: Path) -> None:
    door.set_up(("Robin", "Sasha"))
    assert door.app.window.windowTitle() == "Notes"
    assert "Your partner has joined" in door.unlock(FIRST)
    door.together()
    door.press("We choose this")
    first = release(door, FIRST, {"affection.hands_at_home": Choice.YES, "affection.kiss_hello": Choice.NO})
    second = release(
        door, SECOND, {"affection.hands_at_home": Choice.YES, "affection.kiss_hello": Choice.YES}
    )

    door.unlock(SECOND)
    door.together()
    meeting = door.page
    assert isinstance(meeting, MeetingPage)
    meeting.open_with((first, second))
    door.settle()
    revealed = door.words()
    assert "We may hold hands at home" in revealed
    assert "No kissing hello and goodbye" in revealed
    assert "What is not here was not released as a yes by both." in revealed

    for member in (FIRST, SECOND):
        door.unlock(member)
        door.go("agreement")
        assert "You can say still yes from" in door.words()
        assert not door.has_button("Still yes…")
    clock.on(hours=25)
    for member, passphrase in ((FIRST, ROBIN), (SECOND, SASHA)):
        door.unlock(member)
        door.go("agreement")
        door.press("Still yes…")
        if member == FIRST:
            door.press("Help and safety")
            assert isinstance(door.page, HelpAndSafetyPage), (
                "the question names help, and the way to it is there"
            )
            door.go("agreement")
            assert "Draft. It counts for nothing yet." in door.words(), "nothing was said on the way"
            door.press("Still yes…")
        door.give_passphrase(passphrase)
        counts = "Counts: each of you said still yes." in door.words()
        assert counts is (member == SECOND)

    door.press("Print…")
    page = door.page
    assert isinstance(page, PrintPage)
    assert page._paper is not None
    page._paper.to_pdf(tmp_path / "paper.pdf")
    text = page._paper.page_text(0)
    assert "No kissing hello and goodbye" in text
    assert "This paper cannot know what changed since." in text
