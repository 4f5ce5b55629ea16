"""The sheet and the reveal beyond the table: words, ids, order, notes, and what must leave no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import BOTH, FIRST, NAMES, SECOND, TOUCH, a_sheet, an_answer, an_item
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
)
from trustapp.domain.ids import CategoryId, MemberId, RoundId
from trustapp.domain.merge import Reveal, Sheet, protects, reveal, sheet_of, shown_for, why_nothing
from trustapp.domain.statements import Given, LineKind

OPENED = date(2026, 5, 1)
WORD = Blank("word", BlankType.TEXT, "The word", maximum=20)
STOP = an_item(
    shape=Shape.SAFEGUARD,
    item="no.stop_word",
    title="Our stop word",
    wording={Choice.LIKE: "Our stop word is {word}.", Choice.NEED: "I need the stop word {word}."},
    blanks=(WORD,),
)
BEHIND = an_item(
    Kind.MINE,
    merge=None,
    item="touch.behind",
    title="Touch from behind",
    wording={
        Choice.YES_IF: "Coming up behind me: only if…",
        Choice.NO: "{other} does not come up behind {name}.",
    },
)


def opened(
    items: list[Item], mine: list[Answer], theirs: list[Answer], wishes: tuple[bool, bool] = (True, True)
) -> Reveal:
    return reveal(a_sheet(FIRST, items, mine, wishes[0]), a_sheet(SECOND, items, theirs, wishes[1]), OPENED)


# Words


def test_a_limit_reads_as_its_owner_put_it() -> None:
    [limit] = opened([BEHIND], [an_answer(Choice.NO, item=BEHIND.id, paper=True)], []).limits
    assert limit.text == "Sasha does not come up behind Robin."
    assert (limit.by, limit.title, limit.kind, limit.item) == (FIRST, BEHIND.title, Kind.MINE, BEHIND.id)
    assert (limit.paper, limit.closes, limit.category) == (True, (), TOUCH)


def test_a_need_holds_its_conditions_and_its_released_note() -> None:
    answer = an_answer(
        Choice.YES_IF, "you speak first.", "not after a quarrel", item=BEHIND.id, released_note="It helps."
    )
    [need] = opened([BEHIND], [answer], []).needs
    assert (
        need.text == "Coming up behind me: only if you speak first; and not after a quarrel. Note: It helps."
    )


def test_conditions_go_where_the_wording_puts_them() -> None:
    item = replace(BEHIND, wording={Choice.YES_IF: "Behind me only if {conditions}, always."})
    [need] = opened([item], [an_answer(Choice.YES_IF, "asked", item=item.id)], []).needs
    assert need.text == "Behind me only if asked, always."


@pytest.mark.parametrize(
    ("shape", "choice"), [(Shape.OPENING, Choice.YES_IF), (Shape.SAFEGUARD, Choice.ONLY_WHEN)]
)
def test_a_need_protects_even_without_a_condition(shape: Shape, choice: Choice) -> None:
    item = an_item(Kind.MINE, shape)
    [need] = opened([item], [an_answer(choice)], []).needs
    assert need.text.endswith((" I say yes each time, beforehand.", " I ask for it."))


def test_a_yes_with_a_condition_is_read_as_a_yes_if() -> None:
    item = an_item()
    revealed = opened([item], [an_answer(Choice.YES, "at home")], [an_answer(Choice.YES)])
    assert [need.by for need in revealed.needs] == [FIRST]
    assert revealed.openings[0].conditions == (Given(FIRST, "only if at home"),)


def test_an_opening_is_a_draft_that_ends_after_ninety_days() -> None:
    item = an_item(merge=Merge.MUTUAL, wording={Choice.YES: "We may kiss hello."}, sensitivity=2)
    mine = an_answer(Choice.YES_IF, "at home", released_note="Gladly")
    [words] = opened([item], [mine], [an_answer(Choice.YES_IF, "asked")]).openings
    assert (words.kind, words.text, words.item, words.owner) == (
        LineKind.OPENING,
        "We may kiss hello.",
        item.id,
        None,
    )
    assert (words.until, words.sensitivity, words.protects) == (OPENED + timedelta(days=90), 2, False)
    assert words.conditions == (
        Given(FIRST, "only if at home"),
        Given(FIRST, "Note: Gladly"),
        Given(SECOND, "only if asked"),
    )


def test_a_shared_way_protects_and_holds_both_fillings() -> None:
    mine = an_answer(Choice.LIKE, item=STOP.id, blanks={"word": "red"})
    theirs = an_answer(Choice.NEED, item=STOP.id, blanks={"word": "pear"})
    revealed = opened([STOP], [mine], [theirs])
    [words] = revealed.shared_ways
    assert words.text == "Our stop word is red. Or: Our stop word is pear."
    assert (words.kind, words.until, words.protects) == (LineKind.SHARED_WAY, None, True)
    assert [need.text for need in revealed.needs] == ["I need the stop word pear."]
    same = opened([STOP], [mine], [replace(theirs, blanks={"word": "red"})])
    assert [one.text for one in same.shared_ways] == ["Our stop word is red."]


@pytest.mark.parametrize("merge", list(Merge))
@pytest.mark.parametrize("theirs", ["on the mouth", ""])
def test_an_opening_is_drafted_only_in_words_that_both_filled_in(merge: Merge, theirs: str) -> None:
    where = Blank("where", BlankType.TEXT, "Where")
    item = an_item(merge=merge, wording={Choice.YES: "We may kiss, {where}."}, blanks=(where,))
    mine = an_answer(Choice.YES, blanks={"where": "on the cheek"})
    revealed = opened([item], [mine], [an_answer(Choice.YES, blanks={"where": theirs})])
    assert revealed == Reveal()
    [same] = opened([item], [mine], [mine]).openings
    assert same.text == "We may kiss, on the cheek."


def test_other_fillings_of_an_opening_leave_each_ones_need_standing() -> None:
    where = Blank("where", BlankType.TEXT, "Where")
    item = an_item(blanks=(where,), wording={Choice.YES: "We may kiss, {where}."})
    mine = an_answer(Choice.YES_IF, "you ask", blanks={"where": "on the cheek"})
    revealed = opened([item], [mine], [an_answer(Choice.YES, blanks={"where": "on the mouth"})])
    assert [need.by for need in revealed.needs] == [FIRST]
    assert revealed.openings == ()


@pytest.mark.parametrize("choice", [Choice.NO, Choice.NOT_NOW])
def test_no_condition_weakens_a_no(choice: Choice) -> None:
    answer = an_answer(choice, "you ask first", item=BEHIND.id, released_note="Not for now.")
    [limit] = opened([BEHIND], [answer], []).limits
    assert "you ask first" not in limit.text
    assert limit.text.endswith("Note: Not for now.")


def test_no_condition_weakens_a_need() -> None:
    answer = an_answer(Choice.NEED, "in the evening", item=STOP.id, blanks={"word": "pear"})
    [need] = opened([STOP], [answer], []).needs
    assert need.text == "I need the stop word pear."


def test_an_offer_is_its_givers_draft() -> None:
    item = an_item(Kind.MINE, Shape.OFFER, wording={Choice.OFFER_IF: "{name} tells {other} unasked."})
    answer = an_answer(Choice.OFFER_IF, "on workdays", released_note="From Monday.")
    [words] = opened([item], [], [answer]).offers
    assert (words.kind, words.owner) == (LineKind.COMMITMENT, SECOND)
    assert words.text == "Sasha tells Robin unasked. Note: From Monday."
    assert (words.conditions, words.until) == (
        (Given(SECOND, "only if on workdays"),),
        OPENED + timedelta(days=90),
    )


def test_an_ask_is_a_question_under_its_givers_name() -> None:
    item = an_item(Kind.ASK, Shape.SAFEGUARD, wording={Choice.LIKE: "I ask {other} to ring"})
    [ask] = opened([item], [an_answer(Choice.LIKE, "when late", released_note="Please")], []).asks
    assert (ask.by, ask.title, ask.text) == (
        FIRST,
        item.title,
        "I ask Sasha to ring when late. Note: Please",
    )


def test_titles_to_talk_about_carry_no_name_and_come_once() -> None:
    items = [an_item(item=f"touch.{name}", title=title) for name, title in (("z", "Apples"), ("a", "pears"))]
    talk = [
        an_answer(Choice.NO, item=item.id, release=Release.TALK, released_note="secret") for item in items
    ]
    together = opened(items, talk[1:], talk)
    assert [one.title for one in together.talk_first] == ["Apples", "pears"]
    assert opened(items, talk, []) == opened(items, [], talk) == together
    assert "secret" not in repr(together)


def test_statements_come_in_item_order_and_then_by_member() -> None:
    items = [an_item(item=f"touch.{letter}") for letter in "cab"]
    no = [an_answer(Choice.NO, item=item.id) for item in items]
    assert [(one.item, one.by) for one in opened(items, no[::2], no[::-1]).limits] == [
        ("touch.c", FIRST),
        ("touch.c", SECOND),
        ("touch.a", SECOND),
        ("touch.b", FIRST),
        ("touch.b", SECOND),
    ]


# Ids


def test_ids_follow_from_round_item_and_giver_alone() -> None:
    item = an_item(Kind.OURS, Shape.OFFER)
    offer = an_answer(Choice.OFFER)
    found = set()
    for round_id in ("r1", "r2"):
        one, other = (a_sheet(member, [item], [offer], round_id=round_id) for member in BOTH)
        found |= {words.id for words in reveal(one, other, OPENED).offers}
        again = a_sheet(FIRST, [item], [replace(offer, released_note="Another")], round_id=round_id)
        assert reveal(again, other, OPENED).offers[0].id in found
    assert len(found) == 4
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in found)


def test_statements_take_the_given_ids_in_order() -> None:
    items = [an_item(item=f"touch.{place}") for place in range(3)]
    answers = [an_answer(Choice.NO, item=items[0].id), an_answer(Choice.YES_IF, item=items[2].id)]
    sheet = a_sheet(FIRST, items, answers, ids=["i1", "i2", "i3"])
    assert [one.id for one in sheet.statements] == ["i1", "i2"]


# What does not belong together


def test_two_sheets_of_one_round_belong_together_and_no_others() -> None:
    mine = a_sheet(FIRST, [], [])
    other = replace(mine, member=SECOND)
    for wrong in (
        mine,
        replace(other, round=RoundId("another")),
        replace(other, category=CategoryId("other")),
    ):
        with pytest.raises(ValueError, match="one round"):
            reveal(mine, wrong, OPENED)


def test_a_sheet_made_by_hand_opens_no_wish_without_both_saying_wishes() -> None:
    item = an_item(merge=Merge.MUTUAL)
    yes = a_sheet(FIRST, [item], [an_answer(Choice.YES)])
    made = replace(a_sheet(SECOND, [item], [an_answer(Choice.YES)]), wishes=False)
    assert reveal(yes, made, OPENED) == Reveal()
    other_kind = replace(made, wishes=True, lines=(replace(made.lines[0], merge=Merge.PROTECTIVE),))
    assert reveal(yes, other_kind, OPENED) == Reveal()


def test_items_of_another_category_stay_out() -> None:
    item = an_item(category=CategoryId("health"))
    assert a_sheet(FIRST, [item], [an_answer(Choice.NO)]) == a_sheet(FIRST, [], [])


# One's own items


def test_a_yes_to_an_own_item_is_not_put_on_the_sheet() -> None:
    for merge in Merge:
        item = an_item(merge=merge, own=True)
        assert a_sheet(FIRST, [item], [an_answer(Choice.YES)]).lines == ()
        assert shown_for(item, an_answer(Choice.YES), FIRST, NAMES, True) == ()
        assert "talk first" in why_nothing(item, an_answer(Choice.YES), True)
    item = an_item(own=True)
    assert [one.text for one in a_sheet(FIRST, [item], [an_answer(Choice.NO)]).statements] == [
        f"Not: {item.title}."
    ]


def test_the_place_of_an_own_item_tells_of_no_other() -> None:
    shared = an_item(item="touch.first")
    own = [an_item(item=f"own.{place}", own=True) for place in range(3)]
    answers = [an_answer(Choice.NO, item=own[2].id)]
    kept = an_answer(Choice.NO, item=own[0].id, release=Release.KEEP)
    assert a_sheet(FIRST, [shared, *own], [*answers, kept], ids=["i"]) == a_sheet(
        FIRST, [shared, own[2]], answers, ids=["i"]
    )
    for silent in (
        an_answer(Choice.UNKNOWN, item=own[0].id),
        an_answer(Choice.YES, item=own[0].id),
        an_answer(Choice.NO, item=own[0].id, release=Release.TALK),
    ):
        beside = a_sheet(FIRST, [shared, *own], [*answers, silent], ids=["i"])
        assert [line.order for line in beside.lines] == [1]
    both = a_sheet(FIRST, [shared, *own], [*answers, an_answer(Choice.NO, item=own[1].id)])
    assert [(line.item, line.order) for line in both.lines] == [(own[1].id, 1), (own[2].id, 2)]


# What is kept back


def test_what_protects_nowhere_yet_is_shown_to_its_owner() -> None:
    rows = [
        (an_item(item="a"), Choice.NO, True),
        (an_item(item="b"), Choice.YES_IF, True),
        (an_item(item="c"), Choice.YES, False),
        (an_item(item="d", merge=Merge.MUTUAL), Choice.NO, False),
        (an_item(Kind.MINE, Shape.SAFEGUARD, item="e"), Choice.ONLY_WHEN, True),
        (an_item(Kind.OURS, Shape.SAFEGUARD, item="f"), Choice.LIKE, False),
        (an_item(Kind.ASK, Shape.SAFEGUARD, item="g"), Choice.NEED, False),
        (an_item(Kind.MINE, Shape.OFFER, item="h"), Choice.NO, False),
    ]
    for release in Release:
        for item, choice, kept in rows:
            assert protects(item, an_answer(choice, item=item.id, release=release)) == kept


# Nothing unreleased changes a byte

KINDS = [
    (Kind.MINE, Shape.OPENING, None),
    (Kind.OURS, Shape.OPENING, Merge.MUTUAL),
    (Kind.OURS, Shape.OPENING, Merge.PROTECTIVE),
    (Kind.OURS, Shape.SAFEGUARD, None),
    (Kind.OURS, Shape.OFFER, None),
    (Kind.ASK, Shape.OPENING, None),
]
ITEMS = [
    an_item(kind, shape, merge, item=f"{'own' if own else 'touch'}.{place}", own=own)
    for own in (False, True)
    for place, (kind, shape, merge) in enumerate(KINDS)
]
TEXT = st.sampled_from(["", "canary", "a longer canary"])


@st.composite
def categories(draw: st.DrawFn, releases: tuple[Release, ...]) -> list[Answer]:
    """Answers to some of the items."""
    return [
        an_answer(
            draw(st.sampled_from([None, *SCALES[item.shape]])),
            *draw(st.lists(TEXT.filter(bool), max_size=2)),
            item=item.id,
            release=draw(st.sampled_from(releases)),
            note=draw(TEXT),
            released_note=draw(TEXT),
            paper=draw(st.booleans()),
        )
        for item in ITEMS
        if draw(st.booleans())
    ]


def with_kept(answers: list[Answer], kept: list[Answer]) -> list[Answer]:
    """The same released answers beside other unreleased ones."""
    released = {answer.item: answer for answer in answers if answer.release is not Release.KEEP}
    return [*released.values(), *(answer for answer in kept if answer.item not in released)]


def a_full_sheet(member: MemberId, answers: list[Answer], wishes: bool) -> Sheet:
    return sheet_of(
        member,
        RoundId("r"),
        TOUCH,
        ITEMS,
        {answer.item: answer for answer in answers},
        NAMES,
        wishes,
        [f"{member}.{place}" for place in range(len(ITEMS))],
    )


@settings(max_examples=150, deadline=None)
@given(
    categories(tuple(Release)),
    categories(tuple(Release)),
    categories((Release.KEEP,)),
    categories((Release.KEEP,)),
    st.booleans(),
)
def test_nothing_unreleased_changes_a_byte(
    mine: list[Answer], theirs: list[Answer], kept: list[Answer], other_kept: list[Answer], wishes: bool
) -> None:
    one = a_full_sheet(FIRST, with_kept(mine, kept), wishes)
    again = a_full_sheet(FIRST, with_kept(mine, other_kept), wishes)
    assert repr(one) == repr(again)
    other = a_full_sheet(SECOND, theirs, True)
    assert repr(reveal(one, other, OPENED)) == repr(reveal(again, other, OPENED))


@settings(max_examples=100, deadline=None)
@given(categories(tuple(Release)), st.booleans())
def test_what_is_not_opened_and_ones_own_notes_are_on_no_sheet(answers: list[Answer], wishes: bool) -> None:
    marked = [
        replace(answer, note="own canary")
        if answer.release is Release.OPEN
        else replace(
            answer, conditions=("kept canary",), released_note="kept canary", note="own canary", paper=True
        )
        for answer in answers
    ]
    sheet = repr(a_full_sheet(FIRST, marked, wishes))
    assert "own canary" not in sheet
    assert "kept canary" not in sheet


@settings(max_examples=100, deadline=None)
@given(categories(tuple(Release)), categories(tuple(Release)), st.booleans())
def test_a_reveal_of_many_items_is_the_reveal_of_each(
    mine: list[Answer], theirs: list[Answer], wishes: bool
) -> None:
    whole = reveal(a_full_sheet(FIRST, mine, wishes), a_full_sheet(SECOND, theirs, True), OPENED)
    single = [
        reveal(
            a_full_sheet(FIRST, [one for one in mine if one.item == item.id], wishes),
            a_full_sheet(SECOND, [one for one in theirs if one.item == item.id], True),
            OPENED,
        )
        for item in ITEMS
    ]
    for part in ("openings", "shared_ways", "offers", "asks"):
        assert set(getattr(whole, part)) == {one for revealed in single for one in getattr(revealed, part)}
    for part in ("limits", "needs"):
        assert {one.text for one in getattr(whole, part)} == {
            one.text for revealed in single for one in getattr(revealed, part)
        }
