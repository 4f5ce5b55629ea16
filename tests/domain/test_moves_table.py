"""docs/moves.md is tried cell by cell: what it says of a move is what the domain allows or refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import (
    BOTH,
    FIRST,
    SECOND,
    TOUCH,
    Story,
    a_go_on,
    a_lift,
    a_limit,
    a_need,
    a_shared_way,
    a_shorter_day,
    a_suspension,
    a_yes,
    an_end,
    an_id,
    an_offer,
    an_opening,
)
from trustapp.domain.agreement import (
    Agreement,
    Line,
    State,
    compute,
    lines_ended_by,
    may_ask_lift,
    may_confirm_lift,
    may_say_still_yes,
)
from trustapp.domain.changing import (
    may_answer,
    may_draft,
    may_draft_beside,
    may_end,
    may_extend,
    may_put_need,
    may_shorten,
    may_state,
)
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.record import read
from trustapp.domain.statements import (
    STATEMENTS,
    Ask,
    EndScope,
    Left,
    Limit,
    LineKind,
    LineWords,
    Need,
    Statement,
    Wait,
)

PAGE = Path(__file__).parents[2] / "docs" / "moves.md"
DAY = timedelta(days=1)
UNTIL = date(2026, 8, 1)
WORDS: dict[str, LineWords] = {
    "opening": an_opening("line"),
    "shared way": a_shared_way("line", until=UNTIL, protects=False),
    "protecting way": a_shared_way("line"),
    "offer": an_offer(FIRST, "line"),
}
OWN: dict[str, Statement] = {
    "limit": a_limit(FIRST, "x"),
    "need": a_need(FIRST, "x"),
    "wait": Wait(StatementId("x"), FIRST, 48),
}
KINDS = ("limit", "need", "opening", "shared way", "protecting way", "offer", "wait")
LINE, X = LineId("line"), StatementId("x")


def tables() -> list[dict[str, dict[str, str]]]:
    """The tables of the page: by the name of a move, what each column says."""
    found: list[dict[str, dict[str, str]]] = []
    heads: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not heads:
            heads = cells
            found.append({})
        elif not set(line) <= set("|-"):
            found[-1][cells[0]] = dict(zip(heads, cells, strict=True))
    return found


WHO, BECOMES, TOLD = tables()


def story_of(kind: str) -> Story:
    """The line of this kind, standing: FIRST's where it is one person's."""
    story = Story()
    if kind in OWN:
        return story.say(OWN[kind])
    words = WORDS[kind]
    givers = (FIRST,) if kind == "offer" else BOTH
    return story.say(*(a_yes(by, words) for by in givers))


def allowed(move: Callable[[], object]) -> bool:
    try:
        move()
    except UserError:
        return False
    return True


def agreed(story: Story) -> Agreement:
    return compute(story.said, (), story.view())


Try = Callable[[str, MemberId | None], bool]


def _state(kind: str, by: MemberId | None) -> bool:
    types: dict[str, type[Statement]] = {"limit": Limit, "need": Need, "wait": Wait}
    return kind in types and allowed(lambda: may_state(types[kind], FIRST, by))


def _draft(kind: str, by: MemberId | None) -> bool:
    words = WORDS.get(kind)
    line = LineKind.LIMIT if kind == "limit" else LineKind.NEED
    return kind != "wait" and allowed(
        lambda: may_draft(agreed(Story()), words.kind if words else line, words and words.owner, by)
    )


def _still_yes(kind: str, by: MemberId | None) -> bool:
    words = WORDS.get(kind)
    if words is None or by is None:
        return False
    story = Story()
    view, seen = story.view(), story.now - DAY
    agreement = compute((), (words,), view)
    return allowed(lambda: may_say_still_yes(agreement, words, by, seen, view))


def _on_line(move: Callable[[Agreement, Story, MemberId | None], object]) -> Try:
    def tried(kind: str, by: MemberId | None) -> bool:
        story = story_of(kind)
        agreement = agreed(story)
        return bool(agreement.by_id) and allowed(lambda: move(agreement, story, by))

    return tried


def _lift(kind: str, by: MemberId | None) -> bool:
    story = story_of(kind)
    asked = story.now
    story.wait(days=1)
    agreement, view = agreed(story), story.view()
    if by is None or not allowed(lambda: may_ask_lift(agreement, X, by, view)):
        return False
    return allowed(lambda: may_confirm_lift(agreement, X, by, asked, "1", "2", view))


def _take_back_lift(kind: str, by: MemberId | None) -> bool:
    """Only who could ask has anything to take back; it needs no leave of the domain."""
    story = story_of(kind)
    return by is not None and allowed(lambda: may_ask_lift(agreed(story), X, by, story.view()))


TRIES: dict[str, Try] = {
    "state": _state,
    "draft": _draft,
    "still yes": _still_yes,
    "narrow": _on_line(lambda agreement, story, by: may_put_need(agreement, LINE, by, story.view())),
    "put a condition": _on_line(lambda agreement, story, by: may_put_need(agreement, LINE, by, story.view())),
    "widen": _on_line(lambda agreement, _story, by: may_draft_beside(agreement, LINE, by)),
    "extend": _on_line(
        lambda agreement, story, by: may_extend(agreement, LINE, by, UNTIL + DAY, story.view())
    ),
    "shorten": _on_line(
        lambda agreement, story, by: may_shorten(agreement, LINE, by, UNTIL - DAY, story.view())
    ),
    "end": _on_line(lambda agreement, _story, by: may_end(agreement, LINE, by)),
    "lift": _lift,
    "take back a lift": _take_back_lift,
}


def cells(table: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    for move, row in table.items():
        for kind in KINDS:
            yield move, kind, row[kind]


def test_the_page_names_every_move_once() -> None:
    assert set(WHO) == set(TRIES)
    assert set(BECOMES) == set(AFTER)
    assert set(TOLD) == set(WHO) | set(BECOMES) | {"answer a question with an offer"}


@pytest.mark.parametrize(("move", "kind", "who"), list(cells(WHO)))
def test_who_may(move: str, kind: str, who: str) -> None:
    people = {"its owner": {FIRST}, "its giver": {FIRST}, "either": {*BOTH}, "each": {*BOTH}, "–": set()}
    assert {by for by in BOTH if TRIES[move](kind, by)} == people[who]


@pytest.mark.parametrize("move", sorted(set(WHO)))
def test_where_a_move_on_a_line_is_made(move: str) -> None:
    where = TOLD[move]["where"]
    together = {kind for kind in KINDS if TRIES[move](kind, None)}
    ours = {kind for kind in KINDS if WHO[move][kind] == "either"}
    expected = {"alone": set(), "alone; a limit together too": {"limit"}}
    assert together == expected.get(where, ours)
    assert where in {*expected, "alone or together; an offer alone"}


# -- moves on everything -------------------------------------------------------------------------------


def _suspended(story: Story) -> Story:
    return story.say(a_suspension(FIRST, "s"))


def _gone_on(story: Story) -> Story:
    _suspended(story).say(a_go_on(FIRST, "s"))
    assert agreed(story).suspended, "one person's go on is not enough"
    story.say(a_go_on(SECOND, "s"))
    before = agreed(story.wait(hours=23))
    assert before.returns is not None
    return story.wait(hours=1)


def _ended(scope: EndScope) -> Callable[[Story], Story]:
    def ended(story: Story) -> Story:
        lines = lines_ended_by(read(story.said, BOTH), FIRST, scope is EndScope.AGREEMENT)
        return story.say(an_end(FIRST, *lines, scope=scope))

    return ended


def _left(story: Story) -> Story:
    return story.say(Left(StatementId(an_id()), FIRST))


AFTER: dict[str, Callable[[Story], Story]] = {
    "suspend": _suspended,
    "go on": _gone_on,
    "end of the whole agreement": _ended(EndScope.AGREEMENT),
    "end of one's offers": _ended(EndScope.OFFERS),
    "leaving": _left,
}


@pytest.mark.parametrize(("move", "kind", "becomes"), list(cells(BECOMES)))
def test_what_becomes_of_a_line(move: str, kind: str, becomes: str) -> None:
    story = story_of(kind)
    before = agreed(story)
    after = agreed(AFTER[move](story))
    if kind == "wait":
        assert becomes == "stays"
        assert after.waits == before.waits
        return
    states = [line.state for line in after.lines]
    live = State.STANDS if kind in OWN else State.COUNTS
    if move == "leaving" and kind not in OWN:
        # What somebody who left had opened is shown nowhere; it was ended by their leaving.
        assert becomes == "ends"
        assert states == []
        return
    assert states == [{"stays": live, "rests": State.RESTS, "returns": live, "ends": State.ENDED}[becomes]]


# -- what is said, and when it counts ------------------------------------------------------------------


@pytest.mark.parametrize("move", sorted(TOLD))
def test_what_a_move_says_has_the_effect_that_it_names(move: str) -> None:
    said, effect = re.findall(r"`(\w+)`", TOLD[move]["what is said"]), TOLD[move]["effect"]
    types = {one.type: one for one in STATEMENTS}
    assert bool(said) is (effect != "neither")
    assert all(types[one].tightens is (effect == "tightens") for one in said)


def counting(story: Story) -> dict[object, Line]:
    return {line.words or line.statement: line for line in agreed(story).counting}


SAYS: dict[str, Callable[[], Statement]] = {
    "narrow": lambda: a_need(FIRST, line=LINE),
    "put a condition": lambda: a_need(FIRST, line=LINE),
    "shorten": lambda: a_shorter_day(FIRST, "line", UNTIL - DAY),
    "end": lambda: an_end(FIRST, "line"),
    "suspend": lambda: a_suspension(FIRST),
}


@pytest.mark.parametrize("kind", ["opening", "shared way", "protecting way", "offer"])
@pytest.mark.parametrize("move", sorted(SAYS))
def test_what_tightens_counts_now_and_leaves_nothing_more_open(move: str, kind: str) -> None:
    assert TOLD[move]["counts"] == "now"
    story = story_of(kind)
    before = counting(story)
    after = counting(story.say(SAYS[move]()))
    for words, line in after.items():
        if isinstance(words, LineWords):
            assert words in before
            assert line.until is None or before[words].until is None or line.until <= before[words].until
    if (WHO.get(move) or BECOMES[move])[kind] not in ("–", "stays"):
        assert after != before


@pytest.mark.parametrize("kind", ["opening", "shared way", "offer"])
def test_what_is_drafted_never_counts_by_itself(kind: str) -> None:
    story, words = story_of(kind), WORDS[kind]
    before = counting(story)
    drafts = [
        replace(words, id=LineId("later"), until=UNTIL + DAY, replaces=LINE),
        replace(words, id=LineId("wider"), text="Wider words", replaces=LINE),
    ]
    found = compute(story.said, drafts, story.view())
    assert {line.words or line.statement: line for line in found.counting} == before
    for move in ("draft", "widen", "extend", "answer a question with an offer"):
        assert TOLD[move]["counts"] == "never"


def test_what_loosens_waits() -> None:
    assert TOLD["still yes"]["counts"] == "slept on"
    words, story = WORDS["opening"], Story()
    view = story.view()
    agreement = compute((), (words,), view)
    early = story.now - DAY + timedelta(minutes=1)
    assert not allowed(lambda: may_say_still_yes(agreement, words, FIRST, early, view))
    assert TOLD["lift"]["counts"] == "another sitting"
    story = story_of("limit")
    agreement, view = agreed(story), story.view()
    for asked, asked_in in ((story.now - DAY, "2"), (story.now - DAY + timedelta(minutes=1), "1")):
        assert not allowed(lambda a=asked, i=asked_in: may_confirm_lift(agreement, X, FIRST, a, i, "2", view))
    assert TOLD["go on"]["counts"] == "a day after both"  # tried in _gone_on


def test_a_lift_tells_only_when_it_is_said() -> None:
    story = story_of("limit")
    assert agreed(story.wait(days=2)).counting
    assert not agreed(story.say(a_lift(FIRST, "x"))).counting


def test_a_question_is_answered_by_the_one_who_was_asked() -> None:
    ask, story = Ask("q", FIRST, TOUCH, "A question", "Would you …?"), Story()
    assert TOLD["answer a question with an offer"]["where"] == "alone"
    assert {
        by for by in (*BOTH, None) if allowed(lambda b=by: may_answer(agreed(story), ask, b, story.view()))
    } == {SECOND}
