"""Wordings, own items, and what the preview says when nothing is shown."""

from __future__ import annotations

from itertools import product

import pytest

from tests.builders import FIRST, NAMES, TOUCH, an_answer, an_item
from trustapp.domain.answers import Blank, BlankType, Choice, Kind, Merge, Shape, scale_of
from trustapp.domain.ids import ItemId
from trustapp.domain.merge import shown_for, why_nothing
from trustapp.domain.own_items import own_item, plain_wording
from trustapp.domain.wording import fill, full_text, line_text, with_note

HOSTILE = "{name} {title} {0} %s {{x}} <b>"


def test_blanks_and_names_are_filled_in() -> None:
    assert fill("{name} tells {other} within {hours} hours", {"hours": " 24 "}, "Robin", "Sasha") == (
        "Robin tells Sasha within 24 hours"
    )


def test_an_empty_blank_leaves_a_mark_and_not_a_hole() -> None:
    assert fill("within {hours} hours", {"hours": " "}, "Robin", "Sasha") == "within … hours"
    assert fill("within {hours} hours", {}, "Robin", "Sasha") == "within … hours"


def test_what_was_typed_is_never_read_as_a_wording() -> None:
    assert fill("{word}", {"word": HOSTILE}, "Robin", "Sasha") == HOSTILE
    assert fill("{name}", {}, HOSTILE, "Sasha") == HOSTILE
    item = an_item(title=HOSTILE)
    assert line_text(item, Choice.NO, {}, "Robin", "Sasha") == f"Not: {HOSTILE}."
    text = full_text(item, Choice.YES_IF, {}, (HOSTILE,), HOSTILE, "Robin", "Sasha")
    assert text == f"{HOSTILE}: only if {HOSTILE}. Note: {HOSTILE}"


def test_a_name_cannot_be_overwritten_by_a_blank() -> None:
    assert fill("{name}", {"name": "Sasha"}, "Robin", "Sasha") == "Robin"


def test_a_blank_falls_back_to_its_default() -> None:
    blank = Blank("hours", BlankType.NUMBER, "Hours", 1, 72, default="24")
    item = an_item(wording={Choice.NO: "Not within {hours} hours."}, blanks=(blank,))
    assert line_text(item, Choice.NO, {}, "Robin", "Sasha") == "Not within 24 hours."
    assert line_text(item, Choice.NO, {"hours": "12"}, "Robin", "Sasha") == "Not within 12 hours."


def test_an_empty_note_adds_nothing() -> None:
    assert with_note("A line.", "  ") == "A line."


@pytest.mark.parametrize(("kind", "shape"), list(product(Kind, Shape)))
def test_an_own_item_has_words_for_every_answer_that_makes_a_line(kind: Kind, shape: Shape) -> None:
    item = own_item(ItemId("own.1"), TOUCH, kind, shape, Merge.PROTECTIVE, "Dancing")
    for choice in scale_of(item):
        shown = shown_for(item, an_answer(choice, item=item.id), FIRST, NAMES, True)
        assert not shown or "Dancing" in shown[0]
        if shown:
            assert "{title}" in plain_wording(kind, shape)[choice]
    assert (item.own, item.sensitivity) == (True, 3)


@pytest.mark.parametrize(("kind", "shape"), list(product(Kind, Shape)))
def test_nothing_shown_always_has_a_reason(kind: Kind, shape: Shape) -> None:
    for merge, own, wishes in product(Merge, (True, False), (True, False)):
        item = an_item(kind, shape, merge, own=own)
        for choice in (None, *scale_of(item)):
            answer = an_answer(choice)
            assert bool(shown_for(item, answer, FIRST, NAMES, wishes)) != bool(
                why_nothing(item, answer, wishes)
            )


def test_reasons_name_what_is_so() -> None:
    wish = an_item(merge=Merge.MUTUAL)
    assert (
        why_nothing(wish, an_answer(Choice.NO), True) == "A wish is shown only if both of you say yes to it."
    )
    assert why_nothing(wish, an_answer(Choice.YES), False) == "Wishes are not part of it this time."
    mine = an_item(Kind.MINE, merge=None)
    assert why_nothing(mine, an_answer(Choice.YES), True).startswith("A yes about your own body")
    assert why_nothing(mine, an_answer(None), True) == "There is no answer to show."


def test_a_yes_that_needs_the_others_says_so() -> None:
    shown = shown_for(
        an_item(), an_answer(Choice.YES_IF, "at home", released_note="Gladly"), FIRST, NAMES, True
    )
    assert shown == (
        "As Robin’s need: Title of touch.ask_first: only if at home. Note: Gladly",
        "Only if Sasha says yes to it too, a draft: Title of touch.ask_first: this may happen.",
        "Robin: only if at home",
        "Robin: Note: Gladly",
    )
