"""What the tests of the vault share: a cheap policy, passphrases, a couple, and statements."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, LineId, MemberId, StatementId
from trustapp.domain.partners import Hue
from trustapp.domain.statements import Given, Limit, LineKind, LineWords, Statement, StillYes
from trustapp.vault import ledger
from trustapp.vault.kdf import KdfParameters, KdfPolicy
from trustapp.vault.own import OwnKeys
from trustapp.vault.session import Vault

CHEAP = KdfPolicy(
    default=KdfParameters(memory_kib=256, passes=1),
    floor=KdfParameters(memory_kib=256, passes=1),
    cap=KdfParameters(memory_kib=4096, passes=3),
)
MINE = "velvet harmonica pebble lantern drizzle"
THEIRS = "cactus mammal pretzel shuffle kettle"
ANOTHER = "gondola thimble oyster marbles parsnip"


class Clock:
    """A clock for tests."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 12, 18, 4, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass, or run back."""
        self.now += timedelta(**by)


@dataclass
class Couple:
    """A vault of two people, both with open keys and their recovery codes."""

    vault: Vault
    one: OwnKeys
    two: OwnKeys
    code_one: tuple[str, ...]
    code_two: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """The folder of the vault."""
        return self.vault.folder


def make_couple(folder: Path, clock: Clock) -> Couple:
    """Begin, invite, join and accept."""
    vault = Vault(folder, CHEAP, clock)
    one, code_one = vault.begin("Robin", Hue.LAKE, MINE)
    vault.invite(one)
    two, code_two = vault.join("Sasha", Hue.CLAY, THEIRS)
    assert vault.accept_join(one, one.invitation) is not None
    return Couple(vault, one, two, code_one, code_two)


def an_id() -> str:
    """A random id."""
    return secrets.token_hex(16)


def a_limit(by: MemberId = FIRST, text: str = "Not in the kitchen.", id_: str | None = None) -> Limit:
    """A limit of this person."""
    return Limit(StatementId(id_ or an_id()), by, CategoryId("touch"), "Kitchen", text, Kind.MINE)


def some_words(text: str = "We hold hands on the way home.") -> LineWords:
    """The words of an opening."""
    return LineWords(
        LineId(an_id()), LineKind.OPENING, CategoryId("touch"), "Hands", text,
        conditions=(Given(SECOND, "When it is dark"),), until=datetime(2026, 8, 10, tzinfo=UTC).date(),
    )  # fmt: skip


def a_yes(by: MemberId = FIRST, words: LineWords | None = None) -> StillYes:
    """A still yes of this person."""
    return StillYes(StatementId(an_id()), by, words or some_words())


class Chain:
    """A ledger in the making."""

    def __init__(self, vault_id: str, time: datetime = datetime(2026, 5, 12, 18, 4, tzinfo=UTC)) -> None:
        self.vault_id = vault_id
        self.time = time
        self.events: list[bytes] = []
        self.head = ledger.NO_HEAD

    def put(self, signed: ledger.Signed) -> bytes:
        """Append a statement as it is."""
        event = ledger.event_bytes(self.vault_id, len(self.events) + 1, self.head, self.time, signed)
        self.put_bytes(event)
        return event

    def put_bytes(self, event: bytes) -> None:
        """Append bytes, whatever they are."""
        self.events.append(event)
        self.head = ledger.head_of(event)

    def say(self, own: OwnKeys, statement: Statement) -> ledger.Signed:
        """Sign and append."""
        signed = ledger.sign(own, statement, self.head, self.time)
        self.put(signed)
        return signed
