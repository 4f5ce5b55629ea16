"""What may be said, and when it is refused (docs/agreement.md names each of these tests)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import (
    BOTH,
    FIRST,
    ITEM,
    SECOND,
    Story,
    a_go_on,
    a_lift,
    a_limit,
    a_need,
    a_shared_way,
    a_shorter_day,
    a_suspension,
    a_yes,
    an_end,
    an_offer,
    an_opening,
)
from trustapp.domain.agreement import (
    compute,
    lines_ended_by,
    may_ask_lift,
    may_confirm_lift,
    may_go_on,
    may_say_still_yes,
    replaced_by,
)
from trustapp.domain.changing import may_extend, may_lengthen_wait, may_shorten
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.record import read
from trustapp.domain.statements import LineWords, Wait

DAY = timedelta(days=1)
X = StatementId("x")


def code_of(move: Callable[[], object]) -> str:
    """The code with which a move is refused; empty when it is allowed."""
    try:
        move()
    except UserError as refused:
        return refused.code
    return ""


def yes_code(
    story: Story,
    words: LineWords,
    by: MemberId = FIRST,
    seen: datetime | None = None,
    drafts: tuple[LineWords, ...] | None = None,
    **more: object,
) -> str:
    """How saying still yes is answered; the words were first seen a day ago."""
    view = story.view(**more)
    agreement = compute(story.said, (words,) if drafts is None else drafts, view)
    first_seen = story.now - DAY if seen is None else seen
    return code_of(lambda: may_say_still_yes(agreement, words, by, first_seen, view))


@pytest.mark.parametrize("by", BOTH)
def test_a_still_yes_to_a_draft_seen_a_day_ago_is_allowed(by: MemberId) -> None:
    assert yes_code(Story(), an_opening(), by) == ""
    assert yes_code(Story(), a_shared_way(), by) == ""


def test_no_yes_to_words_never_seen_or_seen_less_than_a_day_ago() -> None:
    story, words = Story(), an_opening()
    view = story.view()
    agreement = compute((), (words,), view)
    assert code_of(lambda: may_say_still_yes(agreement, words, FIRST, None, view)) == "line.sleep_on_it"
    seen = story.now - DAY + timedelta(seconds=1)
    with pytest.raises(UserError) as refused:
        may_say_still_yes(agreement, words, FIRST, seen, view)
    assert refused.value.values == {"when": (seen + DAY).isoformat(timespec="minutes")}


def test_a_longer_wait_counts_for_both() -> None:
    story, words = Story().say(Wait(X, SECOND, 72)), an_opening()
    assert yes_code(story, words, FIRST, story.now - 2 * DAY) == "line.sleep_on_it"
    assert yes_code(story, words, FIRST, story.now - 3 * DAY) == ""


def test_no_wait_ends_while_the_clock_is_behind_the_latest_time() -> None:
    story, words = Story(), an_opening()
    late = story.now + timedelta(hours=2)
    assert yes_code(story, words, latest=late) == "line.sleep_on_it"
    assert yes_code(story, words, latest=story.now + 2 * DAY) == "agreement.clock_in_doubt"
    assert yes_code(story, words, now=story.now - 2 * DAY, latest=story.now - 2 * DAY) == "line.sleep_on_it"


def test_no_yes_while_the_agreement_rests() -> None:
    words = an_opening()
    story = Story().say(a_suspension("", "s"))
    assert yes_code(story, words) == "agreement.suspended"
    story.say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s")).wait(hours=23)
    assert yes_code(story, words) == "agreement.suspended"
    assert yes_code(story.wait(hours=1), words) == ""


def test_no_yes_on_a_ledger_that_did_not_verify() -> None:
    assert yes_code(Story(), an_opening(), verified=False) == "agreement.not_verified"


def test_no_yes_to_words_that_are_not_the_ones_shown() -> None:
    words = an_opening()
    changed = replace(words, text="Other words")
    assert yes_code(Story(), words, drafts=(changed,)) == "line.changed"
    assert yes_code(Story(), words, drafts=()) == "line.changed"
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words))
    assert yes_code(story, changed, drafts=(changed,)) == "line.changed"


def test_no_yes_to_an_opening_without_an_end_date() -> None:
    assert yes_code(Story(), an_opening(until=None)) == "line.changed"


def test_no_yes_to_the_others_offer() -> None:
    assert yes_code(Story(), an_offer(FIRST), SECOND) == "line.not_yours"
    assert yes_code(Story(), an_offer(FIRST), FIRST) == ""
    assert yes_code(Story(), an_opening(), MemberId("p3")) == "line.not_yours"


def test_no_yes_to_what_a_limit_closes() -> None:
    words = an_opening(item=ITEM)
    story = Story().say(a_limit(SECOND, "x", item=ITEM))
    assert yes_code(story, words) == "line.closed_by_limit"
    assert yes_code(story.say(a_lift(SECOND, "x")), words) == ""
    story = Story().say(a_limit(SECOND, "x", closes=(words.id,)))
    assert yes_code(story, words) == "line.closed_by_limit"
    assert yes_code(story.say(a_lift(SECOND, "x")), words) == "line.ended"
    way = a_shared_way(item=ITEM)
    assert yes_code(Story().say(a_limit(SECOND, item=ITEM)), way) == ""


def test_no_yes_to_what_ended() -> None:
    words = an_opening(item=ITEM)
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words), an_end(SECOND, words.id))
    assert yes_code(story, words) == "line.ended"
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words), a_limit(SECOND, "x", item=ITEM))
    assert yes_code(story.say(a_lift(SECOND, "x")), words) == "line.ended"


def test_no_yes_to_a_date_that_was_passed() -> None:
    words = an_opening(until=date(2026, 4, 30))
    assert yes_code(Story(), words) == "line.passed"
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words))
    assert yes_code(story, words) == "line.passed"


def ask_code(story: Story, target: str, by: MemberId, **more: object) -> str:
    view = story.view(**more)
    agreement = compute(story.said, (), view)
    return code_of(lambda: may_ask_lift(agreement, StatementId(target), by, view))


@pytest.mark.parametrize("statement", [a_limit(FIRST, "x"), a_need(FIRST, "x"), Wait(X, FIRST, 48)])
def test_a_lift_is_asked_for_by_the_owner(statement: Wait) -> None:
    story = Story().say(statement)
    assert ask_code(story, "x", FIRST) == ""
    assert ask_code(story, "x", SECOND) == "statement.not_yours"
    assert ask_code(story, "y", FIRST) == "statement.unknown"
    story.say(a_lift(FIRST, "x"))
    assert ask_code(story, "x", FIRST) == "statement.unknown"


def test_no_lift_while_the_agreement_rests() -> None:
    story = Story().say(a_limit(FIRST, "x"), a_suspension("", "s"))
    assert ask_code(story, "x", FIRST) == "agreement.suspended"
    story.say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s"))
    assert ask_code(story, "x", FIRST) == "agreement.suspended"
    assert ask_code(story.wait(days=1), "x", FIRST) == ""


def confirm_code(
    story: Story, by: MemberId = FIRST, asked: timedelta | None = DAY, asked_in: str = "1", **more: object
) -> str:
    view = story.view(**more)
    agreement = compute(story.said, (), view)
    moment = None if asked is None else story.now - asked
    return code_of(lambda: may_confirm_lift(agreement, X, by, moment, asked_in, "2", view))


def test_a_lift_is_confirmed_in_another_sitting_a_day_later() -> None:
    story = Story().say(a_limit(FIRST, "x"))
    assert confirm_code(story) == ""
    assert confirm_code(story, asked=None) == "lift.not_asked"
    assert confirm_code(story, asked_in="2") == "lift.same_sitting"
    assert confirm_code(story, asked=DAY - timedelta(seconds=1)) == "lift.sleep_on_it"
    assert confirm_code(story, SECOND) == "statement.not_yours"


def test_no_lift_is_confirmed_in_doubt() -> None:
    story = Story().say(a_limit(FIRST, "x"))
    assert confirm_code(story, latest=story.now + 2 * DAY) == "agreement.clock_in_doubt"
    assert confirm_code(story, latest=story.now + DAY / 2) == "lift.sleep_on_it"
    assert confirm_code(story, verified=False) == "agreement.not_verified"
    assert confirm_code(story.say(a_suspension())) == "agreement.suspended"


def test_going_on_names_what_this_person_has_not_gone_on_from() -> None:
    story = Story()
    agreement = compute(story.said, (), story.view())
    assert code_of(lambda: may_go_on(agreement, FIRST, read(story.said, BOTH))) == "agreement.not_suspended"
    story.say(a_suspension("", "s")).say(a_suspension(SECOND, "t"), signed=False)
    story.say(a_go_on(FIRST, "s"))
    agreement = compute(story.said, (), story.view())
    assert may_go_on(agreement, FIRST, read(story.said, BOTH)) == ("t",)
    assert may_go_on(agreement, SECOND, read(story.said, BOTH)) == ("s", "t")
    story.say(a_go_on(FIRST, "t"))
    assert may_go_on(compute(story.said, (), story.view()), FIRST, read(story.said, BOTH)) == ()


def test_an_end_names_ones_own_yeses_within_its_scope() -> None:
    opening, single, theirs = an_opening("l1"), an_opening("l2"), an_opening("l3")
    mine, other, way = an_offer(FIRST, "o1"), an_offer(SECOND, "o2"), a_shared_way("w1")
    story = Story().say(*(a_yes(FIRST, words) for words in (opening, single, mine, way)))
    story.say(*(a_yes(SECOND, words) for words in (opening, theirs, other, way)))
    assert lines_ended_by(read(story.said, BOTH), FIRST, False) == ("o1",)
    assert lines_ended_by(read(story.said, BOTH), FIRST, True) == ("l1", "l2", "o1")
    assert lines_ended_by(read(story.said, BOTH), FIRST, True, (theirs, other, way)) == (
        "l1",
        "l2",
        "o1",
        "l3",
    )
    story.say(an_end(FIRST, "l1"))
    assert lines_ended_by(read(story.said, BOTH), FIRST, True) == ("l2", "o1")


@pytest.mark.parametrize("by", BOTH)
def test_a_line_is_shortened_to_a_day_before_its_own_and_not_past(by: MemberId) -> None:
    words = an_opening(until=date(2026, 8, 1))
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words))

    def code(until: date, line: str = words.id, **view: object) -> str:
        at = story.view(**view)
        return code_of(
            lambda: may_shorten(compute(story.said, (), at), LineId(line), by, until, at),
        )

    assert code(date(2026, 7, 31)) == ""
    assert code(story.now.date()) == "", "today can be its last day"
    assert code(date(2026, 8, 1)) == "line.not_earlier"
    assert code(date(2026, 4, 30)) == "line.date_passed"
    assert code(date(2026, 7, 31), "nothing") == "line.unknown"
    assert code(date(2026, 7, 31), verified=False) == "", "what leaves less is possible in doubt"
    story.say(a_shorter_day(FIRST, words.id, date(2026, 6, 1)))
    assert code(date(2026, 7, 1)) == "line.not_earlier"
    story.say(a_suspension())
    assert code(date(2026, 5, 20)) == ""
    story.say(an_end(FIRST, words.id))
    assert code(date(2026, 5, 20)) == "line.not_counting"


def test_a_line_is_drafted_again_with_a_later_day_also_when_its_own_has_passed() -> None:
    words = an_opening(until=date(2026, 6, 1))
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words))

    def code(until: date, by: MemberId | None = FIRST, **view: object) -> str:
        at = story.view(**view)
        return code_of(lambda: may_extend(compute(story.said, (), at), words.id, by, until, at))

    assert code(date(2026, 6, 2)) == ""
    assert code(date(2026, 6, 2), None) == "", "what is ours, in Together too"
    assert code(date(2026, 6, 1)) == "line.not_later"
    after = datetime(2026, 7, 1, tzinfo=UTC)
    assert code(date(2026, 7, 2), now=after, latest=after) == ""
    assert code(date(2026, 7, 1), now=after, latest=after) == "line.date_passed"
    story.say(an_end(SECOND, words.id))
    assert code(date(2026, 6, 2)) == "line.ended"


def test_either_lengthens_the_wait_and_nobody_shortens_it() -> None:
    story = Story()

    def code(hours: int, by: MemberId | None = FIRST) -> str:
        at = story.view()
        return code_of(lambda: may_lengthen_wait(compute(story.said, (), at), hours, by, at))

    assert code(25) == ""
    assert code(24) == "wait.not_longer"
    assert code(721) == "wait.too_long"
    assert code(48, None) == "sitting.not_own"
    story.say(Wait(X, SECOND, 72))
    assert (code(72), code(73)) == ("wait.not_longer", "")


def test_a_draft_with_an_earlier_last_day_is_not_said_yes_to_after_it() -> None:
    words = an_opening(until=date(2026, 8, 1))
    story = Story().say(a_shorter_day(SECOND, words.id, date(2026, 4, 30)))
    assert yes_code(story, words) == "line.passed"


def test_a_yes_that_makes_new_words_count_names_what_they_replace() -> None:
    new = an_opening("new", replaces=LineId("old"))
    story = Story()
    assert replaced_by(read(story.said, BOTH), new, FIRST, BOTH) is None
    story.say(a_yes(SECOND, new))
    assert replaced_by(read(story.said, BOTH), new, FIRST, BOTH) == "old"
    assert replaced_by(read(story.said, BOTH), new, SECOND, BOTH) is None
    assert replaced_by(read(story.said, BOTH), an_opening("plain"), FIRST, BOTH) is None
    offer = an_offer(FIRST, "offer", replaces=LineId("old"))
    assert replaced_by(read((), BOTH), offer, FIRST, BOTH) == "old"
    assert replaced_by(read((), BOTH), offer, SECOND, BOTH) is None
