"""Five quiet questions: gentle first, from here and there, always five, and by chance."""

from __future__ import annotations

import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item
from trustapp.domain.answers import Answer, Choice, Item
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.domain.quiet import HOW_MANY, quiet_five


def item(number: int, sensitivity: int = 1, category: str = "touch") -> Item:
    return an_item(item=f"{category}.{number}", sensitivity=sensitivity, category=CategoryId(category))


def answered(items: list[Item], choice: Choice = Choice.NO) -> Mapping[ItemId, Answer]:
    return {one.id: Answer(one.id, choice) for one in items}


def test_the_least_sensitive_that_are_open_come_first() -> None:
    items = [item(n, sensitivity=3 - n % 3) for n in range(30)]
    assert {one.sensitivity for one in quiet_five(items, {})} == {1}
    light = [one for one in items if one.sensitivity == 1]
    assert {one.sensitivity for one in quiet_five(items, answered(light))} == {2}


def test_they_come_from_here_and_there() -> None:
    items = [item(n, category=where) for where in "abcde" for n in range(4)]
    assert {one.category for one in quiet_five(items, {})} == set("abcde")


def test_there_are_five_whatever_is_left() -> None:
    items = [item(n) for n in range(9)]
    for left in range(10):
        said = {**answered(items[left:], Choice.NO), **answered(items[8:], Choice.UNKNOWN)}
        assert len(quiet_five(items, said)) == HOW_MANY
    nearly = answered(items[1:8]) | answered(items[8:], Choice.UNKNOWN)
    assert [one.id for one in quiet_five(items, nearly)][:2] == [items[0].id, items[8].id]


@given(st.integers())
def test_chance_decides_between_items_that_are_alike(seed: int) -> None:
    items = [item(n) for n in range(100)]
    one, other = items.copy(), items.copy()
    random.Random(seed).shuffle(one)
    random.Random(seed + 1).shuffle(other)
    assert quiet_five(one, {}) == tuple(one[:HOW_MANY])
    assert quiet_five(one, {}) != quiet_five(other, {}) or one[:HOW_MANY] == other[:HOW_MANY]
