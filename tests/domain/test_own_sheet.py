"""One's own sheet: order, limits, and what one's own answers already say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TOUCH, an_item
from trustapp.domain import own_sheet
from trustapp.domain.answers import Answer, Category, Choice, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.own_sheet import LONGEST, MOST_LINES, OwnLine, Part, Sheet

LINES = st.lists(
    st.builds(OwnLine, st.uuids().map(str), st.sampled_from(Part), st.text(min_size=1, max_size=20)),
    max_size=12, unique_by=lambda one: one.id,
).map(own_sheet.in_order)  # fmt: skip


def sheet_of(*texts: str, part: Part = Part.WILL) -> Sheet:
    return tuple(OwnLine(text, part, text) for text in texts)


def test_a_line_goes_behind_those_of_its_part() -> None:
    sheet = own_sheet.put(sheet_of("say", part=Part.WILL_SAY), OwnLine("1", Part.WILL, "first"))
    sheet = own_sheet.put(sheet, OwnLine("2", Part.WILL, "second"))
    assert [one.text for one in sheet] == ["first", "second", "say"]


@pytest.mark.parametrize(
    ("by", "wanted"),
    [(-1, ["b", "a", "c"]), (1, ["a", "c", "b"]), (9, ["a", "c", "b"]), (-9, ["b", "a", "c"])],
)
def test_a_line_moves_within_its_part(by: int, wanted: list[str]) -> None:
    others = sheet_of("x", part=Part.WILL_SAY)
    assert [one.text for one in own_sheet.moved((*sheet_of("a", "b", "c"), *others), "b", by)] == [
        *wanted,
        "x",
    ]


@given(LINES, st.data())
def test_moving_loses_and_doubles_nothing(sheet: Sheet, data: st.DataObject) -> None:
    if sheet:
        line = data.draw(st.sampled_from(sheet))
        after = own_sheet.moved(sheet, line.id, data.draw(st.integers(-15, 15)))
        assert sorted(after, key=lambda one: one.id) == sorted(sheet, key=lambda one: one.id)
        assert own_sheet.in_order(after) == after


def test_what_is_refused() -> None:
    with pytest.raises(UserError, match=r"sheet\.empty"):
        own_sheet.checked("  \n ")
    with pytest.raises(UserError, match=r"sheet\.too_long"):
        own_sheet.checked("x" * (LONGEST + 1))
    full = sheet_of(*(str(number) for number in range(MOST_LINES)))
    with pytest.raises(UserError, match=r"sheet\.full"):
        own_sheet.put(full, OwnLine("more", Part.WILL, "more"))
    with pytest.raises(UserError, match=r"sheet\.gone"):
        own_sheet.changed(sheet_of("a"), "b", "x")
    assert own_sheet.removed(sheet_of("a"), "b") == sheet_of("a")


def test_answers_that_say_a_boundary_are_offered_once() -> None:
    photos = an_item(Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, item="touch.photos", title="Pictures of me")
    word = an_item(Kind.MINE, Shape.OFFER, None, item="touch.word", title="Say when I am late")
    wish = an_item(Kind.OURS, Shape.OPENING, Merge.MUTUAL, item="touch.wish", title="A wish")
    answers = {
        photos.id: Answer(photos.id, Choice.NO),
        word.id: Answer(word.id, Choice.OFFER, release=Release.OPEN),
        wish.id: Answer(wish.id, Choice.NO),
    }
    category = Category(TOUCH, "Touch", "", (photos, word, wish))
    found = list(own_sheet.from_answers((category,), (), answers, (), ("Robin", "Sasha")))
    assert [part for part, _text in found] == [Part.WILL_NOT, Part.WILL]
    part, text = found[0]
    taken = (OwnLine("1", part, text),)
    again = list(own_sheet.from_answers((category,), (), answers, taken, ("Robin", "Sasha")))
    assert again == found[1:]
    mine = replace(photos, id="own.1", own=True)
    only = {mine.id: Answer(mine.id, Choice.NO)}
    assert len(list(own_sheet.from_answers((category,), (mine,), only, (), ("Robin", "Sasha")))) == 1
