"""Triggers and hard days as values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.domain.triggers import HardDay, Part, Told, Trigger, checked, checked_day, next_time, told

LOUD = Trigger(
    "t", "A  loud door ", " It was at night. ", "too_high", ("fast heart", " fast  heart"), ("the window",),
    ("being asked why",), ("Say that you are there.",), ("feet_on_floor",),
)  # fmt: skip


def test_words_are_tidied_and_each_line_stands_once() -> None:
    made = checked(LOUD)
    assert (made.name, made.story, made.signs) == ("A loud door", "It was at night.", ("fast heart",))


@pytest.mark.parametrize("parts", [(), (Part.HELPS,), (Part.SIGNS, Part.PLEASE), tuple(Part)])
def test_the_other_reads_the_name_and_the_shared_parts_and_never_the_story(parts: tuple[Part, ...]) -> None:
    from dataclasses import replace

    made = checked(replace(LOUD, shared=parts))
    copy = told(made, "p1")
    if not parts:
        assert copy is None
        return
    wanted = {part.value: getattr(made, part.value) for part in parts}
    assert copy == Told("t", "A loud door", by="p1", **wanted)
    assert "night" not in repr(copy)


def test_a_part_without_a_line_is_not_shared() -> None:
    assert checked(Trigger("t", "x", shared=(Part.HELPS,))).shared == ()


@pytest.mark.parametrize(
    ("trigger", "code"),
    [
        (Trigger("t", "  "), "trigger.empty"),
        (Trigger("t", "x" * 81), "trigger.too_long"),
        (Trigger("t", "x", "x" * 8001), "trigger.too_long"),
        (Trigger("t", "x", signs=("x" * 241,)), "trigger.too_long"),
        (Trigger("t", "x", helps=tuple(str(n) for n in range(13))), "trigger.too_long"),
    ],
)
def test_what_is_empty_or_too_long_is_refused(trigger: Trigger, code: str) -> None:
    with pytest.raises(UserError) as refused:
        checked(trigger)
    assert refused.value.code == code


@pytest.mark.parametrize("wrong", [(2, 30), (13, 1), (0, 1), (4, 31)])
def test_a_hard_day_is_a_day_of_the_year(wrong: tuple[int, int]) -> None:
    with pytest.raises(UserError, match=r"hard_day\.no_day"):
        checked_day(HardDay("d", "x", *wrong))
    assert checked_day(HardDay("d", " The  day ", 2, 29)).name == "The day"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_the_next_time_is_today_or_within_a_year(today: date, day: date) -> None:
    coming = next_time(HardDay("d", "x", day.month, day.day), today)
    assert 0 <= (coming - today).days <= 366
    assert (coming.month, coming.day) in ((day.month, day.day), (3, 1))
