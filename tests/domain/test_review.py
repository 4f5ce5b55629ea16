"""What a reading goes through, and what ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import (
    BOTH,
    FIRST,
    SECOND,
    Story,
    a_limit,
    a_need,
    a_shared_way,
    a_suspension,
    a_yes,
    an_end,
    an_offer,
    an_opening,
)
from trustapp.domain.agreement import compute
from trustapp.domain.ids import LineId
from trustapp.domain.review import near_end, review_of
from trustapp.domain.statements import LineWords


def both(*lines: LineWords) -> Story:
    return Story().say(*(a_yes(by, words) for words in lines for by in BOTH))


def test_limits_and_needs_are_carried_and_lines_come_by_their_last_day() -> None:
    late, early = an_opening("late", until=date(2026, 9, 1)), an_opening("early", until=date(2026, 6, 1))
    story = both(late, early, a_shared_way("way")).say(a_limit(SECOND, "x"), a_need(FIRST, "y", line="late"))
    story.say(a_yes(FIRST, an_offer(FIRST, "offer", until=date(2026, 7, 1))))
    found = review_of(compute(story.said, (an_opening("draft"),), story.view()), story.now.date())
    assert [line.rests_on[0] for line in found.carried] == ["x", "y"]
    assert [line.words and line.words.id for line in found.lines] == ["early", "offer", "late", "way"]


def test_what_rests_is_read_too_and_what_is_over_is_not() -> None:
    story = both(an_opening("a"), an_opening("b")).say(an_end(FIRST, "a"), a_suspension())
    found = review_of(compute(story.said, (), story.view()), story.now.date())
    assert [line.words and line.words.id for line in found.lines] == ["b"]


@pytest.mark.parametrize(("days", "near"), [(0, True), (14, True), (15, False), (-1, False)])
def test_two_weeks_before_a_day_it_is_near(days: int, near: bool) -> None:
    until = date(2026, 8, 1)
    story = both(an_opening("a", until=until), an_opening("b", until=date(2027, 1, 1)))
    today = until - timedelta(days=days)
    assert near_end(compute(story.said, (), story.view()), today) == (until if near else None)


def test_what_passed_not_long_ago_is_read_unless_it_is_drafted_again() -> None:
    words = an_opening("a", until=date(2026, 6, 1))
    story = both(words).say(a_yes(FIRST, an_opening("never", until=date(2026, 6, 1)))).wait(days=60)
    again = replace(words, id=LineId("b"), until=date(2026, 9, 1), replaces=LineId("a"))

    def read(*drafts: LineWords, **later: float) -> list[str | None]:
        view = story.wait(**later).view()
        found = review_of(compute(story.said, drafts, view), story.now.date())
        return [line.words and line.words.id for line in found.lines]

    assert read() == ["a"]
    assert read(again) == []
    assert read(replace(again, text="Other words")) == ["a"]
    assert read(days=70) == []
