"""Versions: what counted after each day that changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.builders import (
    BOTH,
    FIRST,
    SECOND,
    START,
    Story,
    a_go_on,
    a_lift,
    a_limit,
    a_need,
    a_shorter_day,
    a_suspension,
    a_yes,
    an_end,
    an_id,
    an_offer,
    an_opening,
)
from trustapp.domain.agreement import View, versions
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.statements import Joined, Left

LATER = datetime(2026, 12, 1, tzinfo=UTC)


def told(story: Story, now: datetime = LATER, **more: object) -> list[tuple[int, str, list[str]]]:
    """Each version as (number, month and day, titles of its lines)."""
    view = replace(View(BOTH, now, now), **more)  # type: ignore[arg-type]
    return [
        (version.number, f"{version.day:%m-%d}", [line.title for line in version.lines])
        for version in versions(story.said, view)
    ]


def test_nothing_said_has_no_version() -> None:
    assert told(Story()) == []


def test_a_version_is_what_counted_at_the_end_of_a_day_that_changed_it() -> None:
    words = an_opening(until=date(2026, 6, 1))
    story = Story().say(a_limit(FIRST, "x")).wait(hours=1).say(a_yes(FIRST, words))
    story.wait(days=1).say(a_yes(SECOND, words)).wait(days=2).say(a_limit(SECOND, "y", title="Mine"))
    story.wait(hours=1).say(a_lift(FIRST, "x"))
    assert told(story) == [
        (1, "05-01", ["A limit"]),
        (2, "05-02", ["A limit", "Title of line-1"]),
        (3, "05-04", ["Mine", "Title of line-1"]),
        (4, "06-02", ["Mine"]),
    ]
    assert [number for number, _day, _lines in told(story, START + timedelta(days=4))] == [1, 2, 3]


def test_an_earlier_last_day_makes_a_version_and_its_passing_another() -> None:
    words = an_opening(until=date(2026, 8, 1))
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words)).wait(days=2)
    story.say(a_shorter_day(FIRST, words.id, date(2026, 6, 1)))
    found = versions(story.said, story.view(now=START + timedelta(days=200)))
    assert [(one.day, [line.until for line in one.lines]) for one in found] == [
        (date(2026, 5, 1), [date(2026, 8, 1)]),
        (date(2026, 5, 3), [date(2026, 6, 1)]),
        (date(2026, 6, 2), []),
    ]


def test_a_single_yes_and_a_day_that_changes_nothing_make_no_version() -> None:
    words = an_opening()
    story = Story().say(a_yes(FIRST, words), a_limit(FIRST, "x"), a_lift(FIRST, "x"))
    assert told(story) == []


def test_signing_what_was_said_together_makes_no_version() -> None:
    limit = a_limit(FIRST, "x")
    story = Story().say(limit, signed=False).wait(days=1).say(limit)
    assert [day for _number, day, _lines in told(story)] == ["05-01"]


def test_resting_and_returning_are_versions() -> None:
    words = an_opening()
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words)).wait(days=1).say(a_suspension("", "s"))
    story.wait(days=1).say(a_go_on(FIRST, "s")).wait(days=1).say(a_go_on(SECOND, "s"))
    days = [(day, len(lines)) for _number, day, lines in told(story)]
    assert days == [("05-01", 1), ("05-02", 0), ("05-05", 1), ("08-02", 0)]


def test_what_a_viewer_saw_when_makes_no_difference() -> None:
    words = an_opening()
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words), a_suspension("", "s"))
    story.wait(days=1).say(a_go_on(FIRST, "s"), a_go_on(SECOND, "s"))
    seen = Story()
    seen.said = [replace(one, seen=LATER) for one in story.said]
    assert told(seen) == told(story)
    assert told(story, verified=False) == told(story)


def test_leaving_takes_what_the_leaver_had_opened_out_of_every_version_and_nothing_else() -> None:
    words = an_opening(until=date(2027, 1, 1))
    offers = an_offer(FIRST, "mine"), an_offer(SECOND, "theirs")
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words), a_limit(SECOND), a_need(FIRST))
    story.say(a_yes(FIRST, offers[0]), a_yes(SECOND, offers[1])).wait(days=3)
    assert len(told(story)[0][2]) == 5
    story.say(Left(StatementId(an_id()), SECOND))
    after = [
        (1, "05-01", ["A limit", "A need", "Title of mine"]),
        (2, "05-04", ["A limit", "A need"]),
    ]
    assert told(story) == told(story, members=(FIRST,)) == after
    assert [one.taken_out for one in versions(story.said, story.view())] == [True, False]
    third = MemberId("p3")
    story.wait(days=5).say(Joined(StatementId(an_id()), third, ()))
    assert told(story, members=(FIRST, third)) == after


def test_ending_is_a_version_and_other_words_are_another_line() -> None:
    words = an_opening(until=date(2027, 1, 1))
    other = replace(words, text="Other words")
    story = Story().say(a_yes(FIRST, words), a_yes(SECOND, words)).wait(days=2)
    story.say(a_yes(FIRST, other), a_yes(SECOND, other)).wait(days=2).say(an_end(FIRST, words.id))
    assert [day for _number, day, _lines in told(story)] == ["05-01", "05-03", "05-05"]


def test_a_day_at_the_end_of_the_calendar_breaks_nothing() -> None:
    story = Story(datetime.max.replace(tzinfo=UTC))
    words = an_opening(until=date.max)
    story.say(a_yes(FIRST, words), a_yes(SECOND, words), a_suspension("", "s"), a_go_on(FIRST, "s"))
    assert told(story) == []
    assert len(told(Story(story.now).say(a_limit(FIRST)))) == 1
