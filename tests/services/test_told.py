"""What is kept of the ledger while a sitting lasts is what reading it from the beginning would give."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta

import pytest
from nacl.signing import SigningKey

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_nothing_is_lost import a_limit, an_agreed_line
from trustapp.domain.agreement import compute, versions
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, MemberId, StatementId
from trustapp.domain.statements import Lift, Limit, Said, Statement, Suspend
from trustapp.services.told import Told
from trustapp.vault import events, ledger
from trustapp.vault.ledger import Signed

VAULT = "0" * 32


def same_as_read_anew(home: Home) -> None:
    """Everything that the sitting keeps, beside the same read from the beginning."""
    house = home.services.agreements._household
    keys = house._together or house.keys()
    fresh = ledger.read(house.events(), keys.vault_id, keys.pins)
    assert house.reading() == fresh
    seen: dict[int, datetime] = {}
    if home.services.vault.sitting().member is not None:  # type: ignore[union-attr]
        with house.private.transaction() as tables:
            seen = tables.witness.seen_times()
    said = tuple(Said(one.seq, one.statement, one.signed, one.at, seen.get(one.seq)) for one in fresh.said)
    assert house.said() == said
    assert house.agreement() == compute(said, house.drafts(), house.view())
    assert house.versions() == versions(said, house.view())


def test_what_a_sitting_keeps_is_what_reading_anew_gives(couple: Home) -> None:
    line = an_agreed_line(couple)
    same_as_read_anew(couple)
    a_limit(couple, "Not this.")
    same_as_read_anew(couple)
    couple.clock.on(days=1)
    couple.services.agreements.suspend()
    same_as_read_anew(couple)
    for member, words in ((SECOND, SASHA), (FIRST, ROBIN)):
        couple.services.agreements.go_on(words)
        same_as_read_anew(couple)
        couple.clock.on(hours=30)
        couple.open(FIRST if member == SECOND else SECOND)
    couple.together()
    same_as_read_anew(couple)
    couple.services.agreements.end_line(line)
    same_as_read_anew(couple)


def test_a_clock_that_goes_back_and_forth_leaves_nothing_behind(couple: Home) -> None:
    an_agreed_line(couple)
    for days in (100, -150, 30, 3650, -3650):
        couple.clock.on(days=days)
        same_as_read_anew(couple)
        a_limit(couple, f"After {days}.")
        same_as_read_anew(couple)


@pytest.mark.parametrize("seed", range(12))
def test_any_ledger_after_any_other_reads_like_itself(seed: int) -> None:
    """Longer, shorter, changed in the middle, broken: nothing of the one before remains."""
    chance = random.Random(seed)
    keys = {member: SigningKey(bytes([number]) * 32) for number, member in enumerate((FIRST, SECOND))}
    pins = {member: bytes(key.verify_key) for member, key in keys.items()}
    told = Told()
    chain: list[bytes] = []
    for _ in range(30):
        chain = _another(chain, chance, keys)
        assert told.reading(list(chain), VAULT, pins) == ledger.read(chain, VAULT, pins)


def _another(chain: list[bytes], chance: random.Random, keys: dict[MemberId, SigningKey]) -> list[bytes]:
    """The same ledger, a few events longer, cut, or with an event changed."""
    changed = list(chain)
    what = chance.random()
    if changed and what < 0.15:
        del changed[chance.randrange(len(changed)) :]
    elif changed and what < 0.25:
        changed[chance.randrange(len(changed))] = b"noise"
    for _ in range(chance.randrange(4)):
        changed.append(_event(changed, chance, keys))
    return changed


def _event(chain: list[bytes], chance: random.Random, keys: dict[MemberId, SigningKey]) -> bytes:
    by = chance.choice((FIRST, SECOND))
    some_id = StatementId(os.urandom(16).hex())
    limit = Limit(some_id, by, "touch", "A limit", "Not this.", Kind.MINE)  # type: ignore[arg-type]
    statement: Statement = chance.choice((limit, Suspend(some_id, by), Lift(some_id, by, some_id)))
    at = datetime(2026, 5, 1).astimezone() + timedelta(days=chance.randrange(9))
    prev = ledger.head_of(chain[-1]) if chain else ledger.NO_HEAD
    place = (None, None) if statement.tightens else (prev, ledger_time(at))
    signature = keys[by].sign(events.signed_bytes(VAULT, statement, *place)).signature
    if statement.tightens and chance.random() < 0.3:
        signature = None
    return ledger.event_bytes(VAULT, len(chain) + 1, prev, at, Signed(statement, *place, signature))


def ledger_time(at: datetime) -> datetime:
    """Whole minutes, as events carry them."""
    return at.replace(second=0, microsecond=0)
