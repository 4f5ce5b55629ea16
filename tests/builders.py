"""Builders of domain values for tests: each makes something whole and says only what matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from trustapp.domain.agreement import View
from trustapp.domain.answers import Answer, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.ids import FIRST as FIRST
from trustapp.domain.ids import SECOND as SECOND
from trustapp.domain.ids import CategoryId, ItemId, LineId, MemberId, StatementId
from trustapp.domain.merge import Sheet, sheet_of
from trustapp.domain.statements import (
    End,
    EndScope,
    Given,
    GoOn,
    Lift,
    Limit,
    LineKind,
    LineWords,
    Need,
    Said,
    Shorten,
    Statement,
    StillYes,
    Suspend,
)

NAMES: Mapping[MemberId, str] = {FIRST: "Robin", SECOND: "Sasha"}
BOTH = (FIRST, SECOND)
TOUCH = CategoryId("touch")
START = datetime(2026, 5, 1, 18, 0, tzinfo=UTC)
ITEM = ItemId("touch.ask_first")

_numbers = count(1)


def an_id() -> str:
    """A fresh id in the form that the ledger asks for."""
    return f"{next(_numbers):032x}"


def some_ids(number: int) -> list[str]:
    """Fresh ids, as services give them to a sheet."""
    return [an_id() for _ in range(number)]


def an_item(
    kind: Kind = Kind.OURS,
    shape: Shape = Shape.OPENING,
    merge: Merge | None = Merge.PROTECTIVE,
    *,
    item: str = ITEM,
    title: str = "",
    wording: Mapping[Choice, str] | None = None,
    **more: object,
) -> Item:
    """A catalogue item; without a wording it reads as an own item would."""
    made = Item(
        id=ItemId(item),
        category=TOUCH,
        kind=kind,
        shape=shape,
        merge=merge if shape is Shape.OPENING and kind is Kind.OURS else None,
        title=title or f"Title of {item}",
        text="",
        sensitivity=1,
        wording=wording or {},
    )
    return replace(made, **more)  # type: ignore[arg-type]


def an_answer(
    choice: Choice | None,
    *conditions: str,
    item: str = ITEM,
    release: Release = Release.OPEN,
    **more: object,
) -> Answer:
    """An answer that is opened, unless said otherwise."""
    return replace(Answer(ItemId(item), choice, tuple(conditions), release=release), **more)  # type: ignore[arg-type]


def a_sheet(
    member: MemberId,
    items: Sequence[Item],
    answers: Iterable[Answer],
    wishes: bool = True,
    round_id: str = "round-1",
    ids: Sequence[str] | None = None,
) -> Sheet:
    """The sheet that these answers release."""
    return sheet_of(
        member,
        round_id,  # type: ignore[arg-type]
        TOUCH,
        items,
        {answer.item: answer for answer in answers},
        NAMES,
        wishes,
        ids if ids is not None else [f"{member}-{place}" for place in range(len(items))],
    )


def an_opening(line: str = "line-1", **more: object) -> LineWords:
    """The words of an opening that ends by itself."""
    return _words(LineKind.OPENING, line, more)


def a_shared_way(line: str = "way-1", **more: object) -> LineWords:
    """The words of a shared way that protects."""
    return _words(LineKind.SHARED_WAY, line, {"until": None, "protects": True, **more})


def an_offer(owner: MemberId, line: str = "offer-1", **more: object) -> LineWords:
    """The words of a commitment."""
    return _words(
        LineKind.COMMITMENT, line, {"owner": owner, "conditions": (Given(owner, "by day"),), **more}
    )


def _words(kind: LineKind, line: str, more: Mapping[str, object]) -> LineWords:
    made = LineWords(
        LineId(line), kind, TOUCH, f"Title of {line}", f"Words of {line}", until=date(2026, 8, 1)
    )
    return replace(made, **more)  # type: ignore[arg-type]


def a_limit(by: MemberId, limit: str = "", **more: object) -> Limit:
    """A limit about what the two do."""
    return replace(
        Limit(StatementId(limit or an_id()), by, TOUCH, "A limit", "Not this.", Kind.OURS),
        **more,  # type: ignore[arg-type]
    )


def a_need(by: MemberId, need: str = "", **more: object) -> Need:
    """A need about what the two do."""
    return replace(
        Need(StatementId(need or an_id()), by, TOUCH, "A need", "Only if you ask.", Kind.OURS),
        **more,  # type: ignore[arg-type]
    )


def a_yes(by: MemberId, words: LineWords, paper: bool = False) -> StillYes:
    """A still yes to these words."""
    return StillYes(StatementId(an_id()), by, words, paper)


def an_end(by: MemberId, *lines: str, scope: EndScope = EndScope.LINE) -> End:
    """An end of these lines."""
    return End(StatementId(an_id()), by, scope, tuple(LineId(line) for line in lines))


def a_shorter_day(by: MemberId, line: str, until: date) -> Shorten:
    """A line ends on an earlier day."""
    return Shorten(StatementId(an_id()), by, LineId(line), until)


def a_lift(by: MemberId, target: str) -> Lift:
    """The owner takes a statement back."""
    return Lift(StatementId(an_id()), by, StatementId(target))


def a_suspension(by: MemberId | str = "", suspension: str = "") -> Suspend:
    """Everything that was opened rests."""
    return Suspend(StatementId(suspension or an_id()), MemberId(by))


def a_go_on(by: MemberId, *suspensions: str) -> GoOn:
    """One person goes on."""
    return GoOn(StatementId(an_id()), by, tuple(StatementId(one) for one in suspensions))


class Story:
    """A ledger as it is told: each ``say`` is one event, and ``wait`` lets time pass."""

    def __init__(self, start: datetime = START) -> None:
        """Begin with nothing said."""
        self.now = start
        self.said: list[Said] = []

    def say(self, *statements: Statement, signed: bool = True) -> Story:
        """Each statement enters the ledger now."""
        for statement in statements:
            self.said.append(Said(len(self.said) + 1, statement, signed, self.now))
        return self

    def wait(self, **time: float) -> Story:
        """Let time pass."""
        self.now += timedelta(**time)
        return self

    def view(self, **more: object) -> View:
        """How both find it now."""
        return replace(View(BOTH, self.now, self.now), **more)  # type: ignore[arg-type]
