"""The merge, exhaustively: what two answers show follows from the table below and from nothing else.

The table is written out here by hand from docs/merge.md; it shares no code with the merge.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.builders import BOTH, FIRST, ITEM, NAMES, SECOND, a_sheet, an_answer, an_item
from trustapp.domain.answers import (
    SCALES,
    Answer,
    Blank,
    BlankType,
    Choice,
    Item,
    Kind,
    Merge,
    Release,
    Shape,
    scale_of,
)
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.merge import Reveal, Sheet, reveal, shown_for, why_nothing
from trustapp.domain.preview import shown_when_stated
from trustapp.domain.sheet import stated_by
from trustapp.domain.statements import Limit
from trustapp.domain.wording import line_text

OPENED = date(2026, 5, 1)

TABLE: dict[tuple[str, str, str], dict[str, str]] = {
    ("mine", "opening", ""): {"yes_if": "need", "not_now": "limit", "no": "limit"},
    ("mine", "safeguard", ""): {"need": "need", "only_when": "need"},
    ("mine", "offer", ""): {"offer": "offer", "offer_if": "offer"},
    ("ours", "opening", "protective"): {
        "yes": "yes",
        "yes_if": "need+yes",
        "not_now": "limit",
        "no": "limit",
    },
    ("ours", "opening", "mutual"): {"yes": "wish", "yes_if": "wish"},
    ("ours", "safeguard", ""): {"need": "need+way", "like": "way", "only_when": "need+way"},
    ("ours", "offer", ""): {"offer": "offer", "offer_if": "offer"},
    ("ask", "opening", ""): {"yes": "ask", "yes_if": "ask"},
    ("ask", "safeguard", ""): {"need": "ask", "like": "ask", "only_when": "ask"},
    ("ask", "offer", ""): {"offer": "ask", "offer_if": "ask"},
}
"""(kind, shape, merge) -> choice -> what opening it does; what is not named here does nothing."""

BARE = {"no", "not_now", "need"}
"""Choices that protect and that no condition may weaken: none goes with them."""

UNNAMED = {
    "yes_if": ("I say yes each time, beforehand",),
    "offer_if": ("I say so at the time",),
    "only_when": ("I ask for it",),
}

CONDITIONS: tuple[tuple[str, ...], ...] = ((), ("if asked",), ("if asked", "at home"))


def item_of(row: tuple[str, str, str]) -> Item:
    kind, shape, merge = row
    return an_item(Kind(kind), Shape(shape), Merge(merge) if merge else None)


def answers_to(item: Item) -> list[Answer]:
    choices: list[Choice | None] = [None, *SCALES[item.shape]]
    return [
        an_answer(choice, *conditions, release=release)
        for choice, release, conditions in product(choices, Release, CONDITIONS)
    ]


def done_by(row: tuple[str, str, str], answer: Answer) -> set[str]:
    """What the table says of one answer; a yes with a condition is a "Yes, if"."""
    if answer.release is not Release.OPEN or answer.choice is None:
        return set()
    choice = answer.choice.value
    if choice == "yes" and answer.conditions:
        choice = "yes_if"
    return set(filter(None, TABLE[row].get(choice, "").split("+")))


def going_with(answer: Answer) -> tuple[str, ...]:
    """The conditions that the other sees with this answer; an "if" without one says so."""
    choice = answer.choice.value if answer.choice is not None else ""
    return () if choice in BARE else answer.conditions or UNNAMED.get(choice, ())


def expected(
    row: tuple[str, str, str], one: tuple[Answer, bool], other: tuple[Answer, bool]
) -> set[tuple[str, ...]]:
    """Everything that the reveal must hold, as (what, whose) and for what is ours as (what, conditions)."""
    pairs = dict(zip(BOTH, (one, other), strict=True))
    found: set[tuple[str, ...]] = set()
    for member, (answer, _wishes) in pairs.items():
        for what in done_by(row, answer) & {"limit", "need", "offer", "ask"}:
            found.add((what, member, *going_with(answer)))
        if answer.release is Release.TALK:
            found.add(("talk",))
    given = tuple(f"{member} {text}" for member, (answer, _) in pairs.items() for text in going_with(answer))
    both = done_by(row, one[0]) & done_by(row, other[0])
    if "yes" in both or ("wish" in both and one[1] and other[1]):
        found.add(("opening", *given))
    if "way" in both:
        found.add(("way", *given))
    return found


def found_in(revealed: Reveal, answers: dict[MemberId, Answer]) -> set[tuple[str, ...]]:
    """The same, read off the reveal: a condition that is missing from a text, or too many, is so here."""

    def within(text: str, member: MemberId) -> tuple[str, ...]:
        typed = (*answers[member].conditions, *sum(UNNAMED.values(), ()))
        return tuple(one for one in typed if one in text)

    found: set[tuple[str, ...]] = set()
    found |= {("limit", one.by, *within(one.text, one.by)) for one in revealed.limits}
    found |= {("need", one.by, *within(one.text, one.by)) for one in revealed.needs}
    found |= {("ask", one.by, *within(one.text, one.by)) for one in revealed.asks}
    for words in revealed.offers:
        assert words.owner is not None
        found.add(
            (
                "offer",
                words.owner,
                *(given.text.removeprefix("only if ").removeprefix("when ") for given in words.conditions),
            )
        )
    found |= {
        (
            "opening",
            *(
                f"{one.by} {one.text.removeprefix('only if ').removeprefix('when ')}"
                for one in words.conditions
            ),
        )
        for words in revealed.openings
    }
    found |= {
        (
            "way",
            *(
                f"{one.by} {one.text.removeprefix('only if ').removeprefix('when ')}"
                for one in words.conditions
            ),
        )
        for words in revealed.shared_ways
    }
    found |= {("talk",) for _ in revealed.talk_first}
    return found


def number_of(revealed: Reveal) -> int:
    return sum(len(part) for part in vars(revealed).values())


@pytest.mark.parametrize("row", TABLE, ids="-".join)
def test_every_pair_of_answers_shows_what_the_table_says(row: tuple[str, str, str]) -> None:
    item = item_of(row)
    sheets: dict[MemberId, list[tuple[Answer, bool, Sheet]]] = {
        member: [
            (answer, wishes, a_sheet(member, [item], [answer], wishes))
            for answer in answers_to(item)
            for wishes in (True, False)
        ]
        for member in BOTH
    }
    for (one, one_wishes, mine), (other, other_wishes, theirs) in product(sheets[FIRST], sheets[SECOND]):
        revealed = reveal(mine, theirs, OPENED)
        want = expected(row, (one, one_wishes), (other, other_wishes))
        assert found_in(revealed, {FIRST: one, SECOND: other}) == want, (one, other)
        assert number_of(revealed) == len(want), (one, other)


@pytest.mark.parametrize("row", TABLE, ids="-".join)
def test_swapping_the_sheets_changes_nothing(row: tuple[str, str, str]) -> None:
    item = item_of(row)
    for one, other in product(answers_to(item), repeat=2):
        mine, theirs = a_sheet(FIRST, [item], [one]), a_sheet(SECOND, [item], [other])
        assert reveal(mine, theirs, OPENED) == reveal(theirs, mine, OPENED)


@pytest.mark.parametrize("row", TABLE, ids="-".join)
def test_what_is_kept_leaves_no_trace_on_the_sheet(row: tuple[str, str, str]) -> None:
    item = item_of(row)
    empty, titled = (
        repr(a_sheet(FIRST, [item], [])),
        a_sheet(FIRST, [item], [an_answer(None, release=Release.TALK)]),
    )
    for answer in answers_to(item):
        sheet = repr(a_sheet(FIRST, [item], [answer]))
        if answer.release is Release.KEEP or (answer.release is Release.OPEN and not done_by(row, answer)):
            assert sheet == empty
        elif answer.release is Release.TALK:
            assert sheet == repr(titled)
        else:
            assert sheet != empty


@pytest.mark.parametrize("row", TABLE, ids="-".join)
@pytest.mark.parametrize("wishes", [True, False])
def test_the_preview_says_exactly_what_the_sheet_brings(row: tuple[str, str, str], wishes: bool) -> None:
    item = item_of(row)
    for answer in (one for one in answers_to(item) if one.release is Release.OPEN):
        sheet = a_sheet(FIRST, [item], [answer], wishes)
        shown = shown_for(item, answer, FIRST, NAMES, wishes)
        assert bool(shown) == bool(sheet.lines)
        assert bool(shown) != bool(why_nothing(item, answer, wishes))
        together = "\n".join(shown)
        for statement in sheet.statements:
            assert statement.text in together
        for line in sheet.lines:
            assert line.yes_text in together
            assert all(
                (condition in together) == (condition in going_with(answer))
                for condition in answer.conditions
            )


def test_the_table_names_every_row_and_only_steps_of_the_scale() -> None:
    rows = {
        (kind.value, shape.value, merge)
        for kind, shape in product(Kind, Shape)
        for merge in (("protective", "mutual") if (kind, shape) == (Kind.OURS, Shape.OPENING) else ("",))
    }
    assert set(TABLE) == rows
    for row, choices in TABLE.items():
        assert set(choices) <= {choice.value for choice in scale_of(item_of(row))}


WHERE = Blank("where", BlankType.TEXT, "Where")
FILLED: dict[tuple[str | None, str | None, str], str] = {
    # what each of two yeses has in the blank, and its suggestion: what stands in the draft, if one is drafted
    ("cheek", "cheek", ""): "cheek",
    ("cheek", " cheek ", ""): "cheek",
    ("cheek", "mouth", ""): "",
    ("cheek", "", ""): "",
    ("cheek", None, ""): "",
    ("", "", ""): "",
    (None, None, ""): "",
    (None, "", ""): "",
    ("cheek", None, "cheek"): "cheek",
    ("cheek", "", "cheek"): "cheek",
    (None, None, "cheek"): "cheek",
    ("", None, "cheek"): "cheek",
    ("mouth", None, "cheek"): "",
    ("mouth", "", "cheek"): "",
    ("mouth", "cheek", "cheek"): "",
    ("mouth", "mouth", "cheek"): "mouth",
}


@pytest.mark.parametrize("row", [row for row in TABLE if row[1] == "opening"], ids="-".join)
def test_every_pair_of_fillings_shows_what_the_table_says(row: tuple[str, str, str]) -> None:
    """Fillings decide about a draft and about nothing else; conditions are none of them."""
    plain = item_of(row)
    choices = ("yes", "yes_if", "not_now", "no")
    for (mine, theirs, suggested), stands in FILLED.items():
        words = {Choice.YES: "We kiss on the {where}.", Choice.YES_IF: "On the {where} only if"}
        item = replace(plain, wording=words, blanks=(replace(WHERE, default=suggested),))
        for one, other, conditions in product(choices, choices, CONDITIONS):
            first, second = (
                an_answer(Choice(choice), *given, blanks={} if filled is None else {"where": filled})
                for choice, given, filled in ((one, conditions, mine), (other, (), theirs))
            )
            for mine_first in (True, False):
                left, right = (first, second) if mine_first else (second, first)
                revealed = reveal(a_sheet(FIRST, [item], [left]), a_sheet(SECOND, [item], [right]), OPENED)
                want = expected(row, (left, True), (right, True))
                drafted = any(what == "opening" for what, *_rest in want) and stands
                texts = [f"We kiss on the {stands}."] if drafted else []
                assert [words.text for words in revealed.openings] == texts, (left, right)
                others = {entry for entry in want if entry[0] != "opening"}
                found = found_in(replace(revealed, openings=()), {FIRST: left, SECOND: right})
                assert found == others, (left, right)


def test_a_number_is_the_same_however_it_is_written() -> None:
    minutes = Blank("minutes", BlankType.DURATION, "How long", 2, 60)
    item = an_item(wording={Choice.YES: "For {minutes} minutes."}, blanks=(minutes,))
    for one, other, same in (("10", "010", True), ("10", "1", False), ("10", "100", False)):
        sheets = [
            a_sheet(member, [item], [an_answer(Choice.YES, blanks={"minutes": typed})])
            for member, typed in zip(BOTH, (one, other), strict=True)
        ]
        assert bool(reveal(*sheets, OPENED).openings) == same


def test_fillings_are_compared_and_not_the_language_of_the_words() -> None:
    where = Blank("where", BlankType.CHOICE, "Where", choices=("cheek", "mouth"), default="cheek")
    translated = Blank("where", BlankType.CHOICE, "Wo", choices=("Wange", "Mund"), default="Wange")
    english = an_item(wording={Choice.YES: "A kiss: {where}."}, blanks=(where,))
    german = an_item(wording={Choice.YES: "Ein Kuss: {where}."}, blanks=(translated,))
    mine = a_sheet(FIRST, [english], [an_answer(Choice.YES, blanks={"where": "mouth"})])
    same, other = (
        a_sheet(SECOND, [german], [an_answer(Choice.YES, blanks={"where": typed})])
        for typed in ("Mund", "Wange")
    )
    assert [words.text for words in reveal(mine, same, OPENED).openings] == ["A kiss: mouth."]
    assert reveal(mine, other, OPENED) == Reveal()


def test_a_filling_that_stands_in_no_words_of_a_yes_parts_nobody() -> None:
    """One that belongs to a no, or to a blank that the catalogue has no more."""
    words = {Choice.YES: "We may hug.", Choice.NO: "No hug on the {where}."}
    item = an_item(wording=words, blanks=(WHERE,))
    mine = a_sheet(FIRST, [item], [an_answer(Choice.YES, blanks={"where": "stairs", "gone": "x"})])
    theirs = a_sheet(SECOND, [item], [an_answer(Choice.YES, blanks={"gone": "y"})])
    assert [one.text for one in reveal(mine, theirs, OPENED).openings] == ["We may hug."]


def test_a_filling_that_is_not_known_is_not_the_same() -> None:
    sheets = [a_sheet(member, [an_item()], [an_answer(Choice.YES)]) for member in BOTH]
    assert reveal(*sheets, OPENED).openings
    unknown = [replace(one, lines=tuple(replace(line, filling=None) for line in one.lines)) for one in sheets]
    assert reveal(*unknown, OPENED) == Reveal()


@pytest.mark.parametrize("merge", list(Merge))
def test_a_yes_with_a_hole_in_it_says_so_and_is_on_no_sheet(merge: Merge) -> None:
    item = an_item(merge=merge, wording={Choice.YES: "We kiss on the {where}."}, blanks=(WHERE,))
    answer = an_answer(Choice.YES)
    assert a_sheet(FIRST, [item], [answer]).lines == ()
    assert why_nothing(item, answer, True) == "A yes needs every blank filled in."
    [shown] = shown_for(item, replace(answer, blanks={"where": "cheek"}), FIRST, NAMES, True)
    assert "the same filled in, a draft: We kiss on the cheek." in shown


def test_an_opening_of_no_merge_is_read_as_protective() -> None:
    item = an_item(merge=None)
    sheet = a_sheet(FIRST, [item], [an_answer(Choice.NO)])
    assert [one.item for one in reveal(sheet, a_sheet(SECOND, [item], []), OPENED).limits] == [ITEM]


@pytest.mark.parametrize("row", TABLE, ids="-".join)
def test_what_is_stated_by_itself_reads_as_in_a_round(row: tuple[str, str, str]) -> None:
    """The same words, off paper; a no to a wish is a limit only when its owner states it."""
    item = item_of(row)
    for answer in answers_to(item):
        stated = stated_by(item, answer, FIRST, NAMES, StatementId("an-id"))
        released = replace(answer, release=Release.OPEN, paper=True)
        sheet = a_sheet(FIRST, [item], [released], ids=["an-id"])
        silent_no = row[2] == "mutual" and answer.choice in (Choice.NO, Choice.NOT_NOW)
        if silent_no:
            assert sheet.statements == ()
            assert isinstance(stated, Limit)
            assert stated.text == line_text(item, stated_choice(answer), {}, NAMES[FIRST], NAMES[SECOND])
        elif sheet.statements:
            assert stated == replace(sheet.statements[0], paper=False)
            assert shown_when_stated(stated, NAMES) in shown_for(item, released, FIRST, NAMES, True)
        else:
            assert stated is None


def stated_choice(answer: Answer) -> Choice:
    assert answer.choice is not None
    return answer.choice
