"""The difference between two days, by line and by word."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import BOTH, FIRST, ITEM, SECOND, Story, a_lift, a_limit, a_shorter_day, a_yes, an_opening
from tests.domain.histories import World, move
from trustapp.domain.agreement import Line, compute
from trustapp.domain.differences import changed_words, difference
from trustapp.domain.ids import LineId
from trustapp.domain.lines import line_name


def counting(story: Story) -> tuple[Line, ...]:
    return compute(story.said, (), story.view()).counting


def test_a_limit_that_was_changed_reads_otherwise_by_word() -> None:
    story = Story().say(a_limit(FIRST, "x", item=ITEM, text="Not in the morning."))
    before = counting(story)
    story.say(a_limit(FIRST, "y", item=ITEM, text="Not in the morning or at night."), a_lift(FIRST, "x"))
    found = difference(before, counting(story))
    assert (found.came, found.went) == ((), ())
    (one,) = found.otherwise
    assert (one.came, one.went) == (("morning or at night.",), ("morning.",))


def test_the_same_title_of_the_other_is_another_line() -> None:
    story = Story().say(a_limit(FIRST, "x", text="Not early."))
    before = counting(story)
    story.say(a_limit(SECOND, "y", text="Not late."), a_lift(FIRST, "x"))
    found = difference(before, counting(story))
    assert ([line.owner for line in found.came], [line.owner for line in found.went]) == ([SECOND], [FIRST])
    assert found.otherwise == ()


def test_words_that_take_the_place_of_others_and_an_earlier_day() -> None:
    old = an_opening("old", text="We may hold hands.")
    new = an_opening("new", text="We may hold hands at home.", title="Other", replaces=LineId("old"))
    story = Story().say(*(a_yes(by, old) for by in BOTH))
    before = counting(story)
    story.say(*(a_yes(by, new) for by in BOTH))
    (one,) = difference(before, counting(story)).otherwise
    assert (one.came, one.went) == (("hands at home.",), ("hands.",))
    before = counting(story)
    story.say(a_shorter_day(FIRST, "new", date(2026, 6, 1)))
    (one,) = difference(before, counting(story)).otherwise
    assert (one.came, one.went) == ((), ())
    assert (one.before.until, one.after.until) == (date(2026, 8, 1), date(2026, 6, 1))


@given(st.text("ab c", max_size=40), st.text("ab c", max_size=40))
def test_without_what_came_and_went_the_same_words_remain(before: str, after: str) -> None:
    came, went = changed_words(before, after)
    new, old = after.split(), before.split()
    for group in came:
        for word in group.split():
            new.remove(word)
    for group in went:
        for word in group.split():
            old.remove(word)
    assert sorted(new) == sorted(old)


@given(st.integers(0, 2**32))
def test_every_line_of_both_days_is_told_once(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(20):
        move(world, world.random.choice(BOTH))
    before = world.agreement().counting
    for _ in range(10):
        move(world, world.random.choice(BOTH))
    after = world.agreement().counting
    found = difference(before, after)
    old, new = {line_name(line) for line in before}, {line_name(line) for line in after}
    told_new = [line_name(line) for line in (*found.came, *(one.after for one in found.otherwise))]
    told_old = [line_name(line) for line in (*found.went, *(one.before for one in found.otherwise))]
    assert sorted(told_new) == sorted(new - old)
    assert sorted(told_old) == sorted(old - new)
    assert difference(after, after).nothing


def test_thousands_of_changes_are_paired() -> None:
    """Whoever writes the file may change each of thousands of lines, in whatever order."""
    before = Story().say(
        *(a_limit(FIRST, f"{one:032x}", title=f"{one}", text="Old.") for one in range(6_000))
    )
    after = Story().say(
        *(a_limit(FIRST, f"f{one:031x}", title=f"{one}", text="New.") for one in reversed(range(6_000)))
    )
    old, new = counting(before), counting(after)
    assert len(difference(old, new).otherwise) == 6_000


def test_longer_words_than_anybody_types_are_told_whole() -> None:
    before, after = "no " * 20_000, "no " * 10_000 + "yes " + "no " * 10_000
    assert changed_words(before, after) == ((after,), (before,))
