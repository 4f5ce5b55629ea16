"""A household of years, made in seconds: as many lines, versions and events as ``bench`` measures with.

Everything is signed with the keys of both and written into a real shared space; only the saying of it,
one by one with a passphrase each, is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from trustapp import demonstration
from trustapp.bootstrap import Services, build
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, LineId, MemberId, StatementId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import (
    End,
    EndScope,
    Lift,
    Limit,
    LineKind,
    LineWords,
    Need,
    PaperNo,
    PaperYes,
    Statement,
    StillYes,
)
from trustapp.services.files_under import SHARED_FILE
from trustapp.services.openings import Setup
from trustapp.storage.space import SharedSpace
from trustapp.vault import ledger
from trustapp.vault.session import OwnKeys, Vault

LINES: Final = 500
VERSIONS: Final = 40
EVENTS: Final = 5_000

_BOTH: Final = (FIRST, SECOND)
_SHARES: Final = {"limit": 150, "need": 100, "opening": 150, "offer": 100}
"""How many of the lines are of each kind."""


@dataclass(frozen=True)
class Years:
    """The vault of a couple with years behind them; nobody's sitting is open."""

    folder: Path
    services: Services
    clock: demonstration.MovableClock


Told = Callable[[datetime, int], Iterable[tuple[Statement, datetime]]]
"""What was said, and when, from a moment on and up to a number of statements."""


def make(folder: Path, now: datetime | None = None, told: Told | None = None) -> Years:
    """Make it in an empty folder; ``told`` says something else than lines of an agreement."""
    present = now or datetime.now(UTC)
    clock = demonstration.MovableClock(present - timedelta(days=3 * VERSIONS))
    services = build(folder, clock=clock, policy=demonstration.DEMO_POLICY)
    for member, hue in ((FIRST, Hue.LAKE), (SECOND, Hue.CLAY)):
        setup = Setup(demonstration.NAMES[member], hue, demonstration.PASSPHRASES[member])
        if member == FIRST:
            services.vault.begin(setup)
            services.vault.invite()
        else:
            services.vault.join(setup)
        services.vault.finish_setup()
        services.vault.lock()
    services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
    services.vault.lock()
    _write_history(folder, clock(), told or _history)
    clock.set(present)
    for member in _BOTH:
        services.vault.unlock(member, demonstration.PASSPHRASES[member])
        services.vault.lock()
    return Years(folder, services, clock)


def _write_history(folder: Path, begun: datetime, told: Told) -> None:
    vault = Vault(folder, demonstration.DEMO_POLICY)
    keys = {member: vault.unlock(member, demonstration.PASSPHRASES[member]) for member in _BOTH}
    shared_key = keys[FIRST].shared_key
    assert shared_key is not None
    space = SharedSpace.open(vault.path(SHARED_FILE), shared_key.view())
    try:
        with space.transaction() as tables:
            known = list(tables.events.all())
            head = ledger.head_of(known[-1]) if known else ledger.NO_HEAD
            for seq, (statement, at) in enumerate(told(begun, EVENTS - len(known)), start=len(known) + 1):
                head = _append(tables.events.append, seq, head, keys[statement.by], statement, at)
    finally:
        space.close()
        for own in keys.values():
            own.wipe()


def timed(action: Callable[[], object]) -> float:
    """How long something takes, in seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def reading_once(folder: Path, times: int) -> list[float]:
    """How long the whole ledger takes to read and verify, each time from its first event."""
    vault = Vault(folder, demonstration.DEMO_POLICY)
    keys = vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
    assert keys.shared_key is not None
    space = SharedSpace.open(vault.path(SHARED_FILE), keys.shared_key.view())
    try:
        with space.transaction() as tables:
            events = list(tables.events.all())
        return [timed(lambda: ledger.read(events, keys.vault_id, keys.pins)) for _ in range(times)]
    finally:
        space.close()
        keys.wipe()


def _append(
    append: Callable[[int, bytes], None],
    seq: int,
    head: str,
    own: OwnKeys,
    statement: Statement,
    at: datetime,
) -> str:
    signed = ledger.sign(own, statement, head, at)
    event = ledger.event_bytes(own.vault_id, seq, head, signed.time or at, signed)
    append(seq, event)
    return ledger.head_of(event)


# -- what they said ------------------------------------------------------------------------------------


def _history(begun: datetime, count: int) -> Iterator[tuple[Statement, datetime]]:
    """As many statements as are wanted, over as many days as there are to be versions."""
    names = _Names()
    story = [*_lines(names, begun)]
    story += _talk(names, story, count - len(story))
    for place, statement in enumerate(story):
        day = 1 + place * VERSIONS // len(story)
        yield statement, begun + timedelta(days=2 * day, seconds=60 * (place % 600))


class _Names:
    """Ids that are all different."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self) -> StatementId:
        self._number += 1
        return StatementId(f"{self._number:032x}")


def _lines(names: _Names, begun: datetime) -> Iterator[Statement]:
    until = (begun + timedelta(days=400)).date()
    for place in range(_SHARES["limit"]):
        yield Limit(
            names(), _BOTH[place % 2], _category(place), f"Limit {place}", some_words(place), Kind.MINE
        )
    for place in range(_SHARES["need"]):
        yield Need(names(), _BOTH[place % 2], _category(place), f"Need {place}", some_words(place), Kind.MINE)
    for place in range(_SHARES["opening"]):
        words = LineWords(
            LineId(names()), LineKind.OPENING, _category(place), f"Line {place}", some_words(place),
            item=ItemId(f"years-{place}"), until=until,
        )  # fmt: skip
        yield from (StillYes(names(), member, words, True) for member in _BOTH)
    for place in range(_SHARES["offer"]):
        by = _BOTH[place % 2]
        words = LineWords(
            LineId(names()), LineKind.COMMITMENT, _category(place), f"Offer {place}", some_words(place),
            owner=by, until=until,
        )  # fmt: skip
        yield StillYes(names(), by, words, True)


def _talk(names: _Names, story: list[Statement], count: int) -> Iterator[Statement]:
    """Limits stated and lifted, lines ended, paper allowed and not: years have more of this than of lines."""
    allowed = [one for one in story if isinstance(one, Limit | Need)]
    made = 0
    while made < count:
        by: MemberId = _BOTH[made % 2]
        short = Limit(names(), by, _category(made), f"For a while {made}", some_words(made), Kind.MINE)
        own = allowed[made % len(allowed)]
        ended = LineId(f"{made:032x}")
        for statement in (
            short,
            Lift(names(), by, short.id),
            PaperYes(names(), own.by, own.id),
            PaperNo(names(), own.by, own.id),
            End(names(), by, EndScope.LINE, (ended,)),
        ):
            if made < count:
                made += 1
                yield statement


def _category(place: int) -> CategoryId:
    return CategoryId(("affection", "touch", "stopping")[place % 3])


def some_words(place: int) -> str:
    """Words of a usual length, different from all others."""
    return f"Words {place} that two people found together, long enough to fill a line and a half of the page."
