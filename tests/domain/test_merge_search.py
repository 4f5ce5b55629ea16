"""A search for two people's answers, to the real items, whose reveal tells more or less than it may.

What is looked for is written out from docs/merge.md; every word that somebody typed is marked as theirs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import BOTH, FIRST, NAMES, SECOND
from tests.domain.test_merge_table import BARE, TABLE
from trustapp import places
from trustapp.documents.catalogue import load
from trustapp.domain.answers import (
    Answer,
    BlankType,
    Category,
    Choice,
    Item,
    Kind,
    Merge,
    Release,
    Shape,
    scale_of,
)
from trustapp.domain.ids import ItemId, MemberId, RoundId
from trustapp.domain.merge import Reveal, reveal, sheet_of, shown_for
from trustapp.domain.own_items import own_item
from trustapp.domain.wording import line_text

OPENED = date(2026, 5, 1)
CATEGORIES = load(places.resource("catalogues", "en")).categories
FORMS = [
    (kind, shape, merge)
    for kind, shape in product(Kind, Shape)
    for merge in (tuple(Merge) if (kind, shape) == (Kind.OURS, Shape.OPENING) else (None,))
]
FREE = {BlankType.TEXT}
ALONE = {"limit", "need", "offer", "ask"}

Answers = dict[ItemId, Answer]
Person = tuple[tuple[Item, ...], Answers, bool]


class Couple:
    """A category, and for each of two people the items, the answers, and "wishes too"."""

    def __init__(self, category: Category, people: dict[MemberId, Person]) -> None:
        """Two people in one category."""
        self.category, self.people = category, people

    def __repr__(self) -> str:
        """The answers alone: what a failure is read by."""
        return repr({member: (list(one[1].values()), one[2]) for member, one in self.people.items()})


def own_items(category: Category, member: MemberId) -> tuple[Item, ...]:
    return tuple(
        own_item(ItemId(f"own.{member}{place}"), category.id, *form, f"[{member} own {place} title]")
        for place, form in enumerate(FORMS)
    )


@st.composite
def answers(draw: st.DrawFn, item: Item, member: MemberId) -> Answer:
    """An answer to this item; what is typed says whose it is and where."""
    mark = f"{member} {item.id}"
    blanks = {}
    for blank in item.blanks:
        if blank.type in FREE:
            value = draw(st.sampled_from(["", f"[{mark} filled]"]))
        elif blank.type is BlankType.CHOICE:
            value = draw(st.sampled_from(["", *blank.choices]))
        else:
            value = draw(st.sampled_from(["", str(blank.minimum), blank.default, f"0{blank.default}"]))
        blanks[blank.name] = value
    return Answer(
        item.id,
        draw(st.sampled_from([None, *scale_of(item)])),
        draw(st.sampled_from([(), (f"[{mark} if]",), (f"[{mark} if]", f"[{mark} if too]")])),
        blanks,
        note=f"[{mark} own]",
        released_note=draw(st.sampled_from(["", f"[{mark} note]"])),
        release=draw(st.sampled_from([Release.OPEN, Release.OPEN, *Release])),
        paper=draw(st.booleans()),
    )


@st.composite
def couples(draw: st.DrawFn) -> Couple:
    """Two people who answered some items of one category, and some of their own."""
    category = draw(st.sampled_from(CATEGORIES))
    met = draw(
        st.lists(st.sampled_from(category.items), min_size=1, max_size=3, unique_by=lambda one: one.id)
    )
    people: dict[MemberId, Person] = {}
    for member in BOTH:
        items = (*category.items, *own_items(category, member))
        alone = draw(st.lists(st.sampled_from(items), max_size=2, unique_by=lambda one: one.id))
        chosen = {item.id for item in (*met, *alone)}
        given = {item.id: draw(answers(item, member)) for item in items if item.id in chosen}
        people[member] = (items, given, draw(st.sampled_from([True, True, False])))
    return Couple(category, people)


def opened(category: Category, people: dict[MemberId, Person]) -> Reveal:
    sheets = [
        sheet_of(
            member,
            RoundId("r"),
            category.id,
            items,
            given,
            NAMES,
            wishes,
            [f"{member}-{place}" for place in range(len(items))],
        )
        for member, (items, given, wishes) in people.items()
    ]
    return reveal(sheets[0], sheets[1], OPENED)


def does(item: Item, answer: Answer | None, wishes: bool) -> set[str]:
    """What the table says of this answer."""
    if answer is None or answer.release is not Release.OPEN or answer.choice is None:
        return set()
    choice = "yes_if" if answer.choice is Choice.YES and answer.conditions else answer.choice.value
    merge = item.merge.value if (item.kind, item.shape) == (Kind.OURS, Shape.OPENING) and item.merge else ""
    found = set(filter(None, TABLE[item.kind.value, item.shape.value, merge].get(choice, "").split("+")))
    if item.own:
        found -= {"yes", "wish", "way"}
    return found if wishes else found - {"wish"}


def filled(item: Item, answer: Answer) -> list[object]:
    """What stands in the blanks, an empty one being its suggestion."""
    values = [(blank, answer.blanks[blank.name].strip() or blank.default) for blank in item.blanks]
    return [int(value) if blank.minimum else value for blank, value in values]


def shown(item: Item, mine: Answer | None, theirs: Answer | None, wishes: tuple[bool, bool]) -> set[str]:
    """What of this answer the reveal may show, beside the other's."""
    both = does(item, mine, wishes[0]) & does(item, theirs, wishes[1]) & {"yes", "wish", "way"}
    if both & {"yes", "wish"} and mine and theirs and filled(item, mine) != filled(item, theirs):
        both = set()
    return (does(item, mine, wishes[0]) & ALONE) | both


def each_answer(people: dict[MemberId, Person]) -> list[tuple[MemberId, Item, Answer, set[str]]]:
    found = []
    for member, other in ((FIRST, SECOND), (SECOND, FIRST)):
        items, given, wishes = people[member]
        _theirs, others, other_wishes = people[other]
        for item in items:
            answer = given.get(item.id)
            if answer is not None:
                seen = shown(item, answer, others.get(item.id), (wishes, other_wishes))
                found.append((member, item, answer, seen))
    return found


@settings(max_examples=120, deadline=None)
@given(couples())
def test_only_what_may_be_shown_is_shown(couple: Couple) -> None:
    category, people = couple.category, couple.people
    revealed = opened(category, people)
    text = repr(revealed)
    for member, item, answer, seen in each_answer(people):
        mark = f"[{member} {item.id} "
        assert f"{mark}own]" not in text, answer
        bare = answer.choice is not None and answer.choice.value in BARE
        for condition in answer.conditions:
            assert (condition in text) == bool(seen and not bare), (answer, seen)
        if answer.released_note:
            assert (answer.released_note in text) == bool(seen), (answer, seen)
        if not seen:
            assert mark not in text, answer


@settings(max_examples=120, deadline=None)
@given(couples())
def test_what_protects_stands_as_its_owner_put_it(couple: Couple) -> None:
    category, people = couple.category, couple.people
    revealed = opened(category, people)
    said = {(one.by, one.item): one.text for one in (*revealed.limits, *revealed.needs)}
    wanted = {}
    for member, item, answer, seen in each_answer(people):
        if not seen & {"limit", "need"} or answer.choice is None:
            continue
        wanted[member, item.id] = answer
        if answer.choice.value in BARE:
            names = (NAMES[member], NAMES[SECOND if member == FIRST else FIRST])
            plain = line_text(item, answer.choice, answer.blanks, *names)
            note = f" Note: {answer.released_note}" if answer.released_note else ""
            assert said[member, item.id] == plain + note
    assert set(said) == set(wanted)
    assert len(revealed.limits) + len(revealed.needs) == len(wanted)


@settings(max_examples=120, deadline=None)
@given(couples())
def test_a_draft_needs_two_yeses_to_the_same_words(couple: Couple) -> None:
    category, people = couple.category, couple.people
    revealed = opened(category, people)
    drafted = sorted(words.item or "" for words in (*revealed.openings, *revealed.shared_ways))
    wanted = {
        item.id for _member, item, _answer, seen in each_answer(people) if seen & {"yes", "wish", "way"}
    }
    assert drafted == sorted(wanted)
    for words in revealed.openings:
        assert words.item is not None
        for _member, item, answer, _seen in (one for one in each_answer(people) if one[1].id == words.item):
            assert words.text == line_text(item, Choice.YES, answer.blanks, "", "") or any(
                value.startswith("0") for value in answer.blanks.values()
            )


@settings(max_examples=80, deadline=None)
@given(couples())
def test_what_is_not_shown_might_never_have_been_answered(
    couple: Couple,
) -> None:
    """Any answer of which nothing shows, a no to a wish among them, leaves the reveal as it is without it."""
    category, people = couple.category, couple.people
    revealed = opened(category, people)
    text = repr(revealed)
    for member in BOTH:
        items, given, wishes = people[member]
        unseen = {item.id for one, item, _answer, seen in each_answer(people) if one == member and not seen}
        silent = {key for key in unseen if given[key].release is not Release.TALK}
        fewer = without(given, silent)
        assert repr(opened(category, {**people, member: (items, fewer, wishes)})) == text
        titled = opened(category, {**people, member: (items, without(given, unseen), wishes)})
        assert repr(replace(titled, talk_first=revealed.talk_first)) == text, "nothing tells whose a title is"
        closed = {
            key: replace(answer, choice=Choice.NO) if key in silent and wish(items, key) else answer
            for key, answer in given.items()
        }
        assert repr(opened(category, {**people, member: (items, closed, wishes)})) == text


def without(given: Answers, gone: set[ItemId]) -> Answers:
    return {key: answer for key, answer in given.items() if key not in gone}


def wish(items: tuple[Item, ...], key: ItemId) -> bool:
    return any(item.id == key and item.merge is Merge.MUTUAL for item in items)


@settings(max_examples=80, deadline=None)
@given(couples())
def test_each_reads_beforehand_all_that_is_shown_of_theirs(
    couple: Couple,
) -> None:
    category, people = couple.category, couple.people
    revealed = opened(category, people)
    for member in BOTH:
        items, given, wishes = people[member]
        read = "\n".join(
            line
            for item in items
            if item.id in given and given[item.id].release is Release.OPEN
            for line in shown_for(item, given[item.id], member, NAMES, wishes)
        )
        owned = [one.text for one in (*revealed.limits, *revealed.needs, *revealed.asks) if one.by == member]
        owned += [words.text for words in revealed.offers if words.owner == member]
        for words in (*revealed.openings, *revealed.shared_ways, *revealed.offers):
            owned += [one.text for one in words.conditions if one.by == member]
        assert all(text in read for text in owned)


@pytest.mark.parametrize("member", BOTH)
@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.id)
def test_no_words_that_protect_ever_hold_a_condition(category: Category, member: MemberId) -> None:
    """Every item, whoever answers it, and every way in which a no or a need could be weakened."""
    for item in (*category.items, *own_items(category, member)):
        for choice in (choice for choice in scale_of(item) if choice.value in BARE):
            free = Answer(item.id, choice, release=Release.OPEN)
            tied = replace(free, conditions=("unless I am asked", "only at night"))
            sheets = [
                sheet_of(member, RoundId("r"), category.id, [item], {item.id: one}, NAMES, True, ["s"])
                for one in (free, tied)
            ]
            assert repr(sheets[0]) == repr(sheets[1])
            assert shown_for(item, free, member, NAMES, True) == shown_for(item, tied, member, NAMES, True)
