"""Statements and sheets as JSON, and back: docs/ledger.md describes every body.

What is read back must spell the very same bytes: an unknown field, a missing one or another
spelling is refused, so that nothing can ride along with words that somebody signed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, get_type_hints

import msgspec

from trustapp.domain.merge import Sheet
from trustapp.domain.rituals import EITHER, MAX_MINUTES, STEPS, TURNS, RitualWords
from trustapp.domain.statements import (
    STATEMENTS,
    End,
    EndScope,
    GoOn,
    Joined,
    Lift,
    Limit,
    LineWords,
    Need,
    NewKey,
    PaperNo,
    PaperYes,
    RitualEnd,
    RitualYes,
    Shorten,
    Statement,
    StepDown,
    StepUp,
    StillYes,
    Wait,
    may_be_nobodys,
)  # fmt: skip
from trustapp.vault import canonical

LIMIT: Final = 262_144
"""The longest event, outbox entry or sheet that is read."""

TYPES: Final = {statement.type: statement for statement in STATEMENTS}

_ID: Final = re.compile(r"[0-9a-f]{32}\Z")
_KEY: Final = re.compile(r"[0-9a-f]{64}\Z")
_SIGNATURE: Final = re.compile(r"[0-9a-f]{128}\Z")
_MEMBER: Final = re.compile(r"p[1-9][0-9]{0,3}\Z")
_CLOCK: Final = re.compile(r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9])?\Z")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00Z\Z")


class Refused(ValueError):  # noqa: N818 - a reader passes over what is refused
    """Something else than a statement as docs/ledger.md describes it."""


@dataclass(frozen=True)
class Signed:
    """A statement and what its giver put under it.

    What loosens carries the place it was signed for; what tightens has none, and no signature
    either when it was said in Together or on the unlock page.
    """

    statement: Statement
    prev: str | None
    time: datetime | None
    signature: bytes | None


def whole_minutes(time: datetime) -> datetime:
    """The time as events carry it: UTC, without seconds."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone says nothing")
    return time.astimezone(UTC).replace(second=0, microsecond=0)


def time_text(time: datetime) -> str:
    """The spelling of a time in an event."""
    return whole_minutes(time).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_time(text: Any) -> datetime | None:
    """The time that this spells, or None."""
    if not isinstance(text, str) or not _TIME.match(text):
        return None
    try:
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_digest(value: Any) -> bool:
    """Whether this is the spelling of a head or a public key."""
    return isinstance(value, str) and _KEY.match(value) is not None


def read_signature(value: Any) -> bytes | None:
    """The bytes of a signature's spelling; raises Refused when it is neither that nor None."""
    if value is None:
        return None
    if not isinstance(value, str) or not _SIGNATURE.match(value):
        raise Refused
    return bytes.fromhex(value)


def plain(value: Any) -> Any:
    """A value of the domain as JSON knows it: dicts, lists, texts, whole numbers, booleans and None.

    Every field is named, also one that has its default; msgspec leaves those out that it read none
    for, and a signature must cover them.
    """
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    raise TypeError("the domain has no such value")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def body_of(statement: Statement) -> dict[str, Any]:
    """The body of a statement: all of it but its giver."""
    body: dict[str, Any] = plain(statement)
    del body["by"]
    return body


def statement_of(type_: str, by: str, body: dict[str, Any]) -> Statement:
    """The statement with this type, giver and body; raises Refused."""
    kind = TYPES.get(type_)
    if kind is None:
        raise Refused
    try:
        statement: Statement = msgspec.convert({**body, "by": by}, kind)
        same = "by" not in body and body_of(statement) == body
    except (msgspec.ValidationError, ValueError, TypeError):
        raise Refused from None
    if not same:
        raise Refused
    check(statement)
    return statement


def check(statement: Statement) -> None:
    """Hold a statement against the table of docs/ledger.md, beyond its fields' types; raises Refused."""
    nobody = statement.by == "" and may_be_nobodys(statement)
    if not _ID.match(statement.id) or not (nobody or _MEMBER.match(statement.by)):
        raise Refused
    rule = _RULES.get(type(statement))
    if rule is not None and not rule(statement):
        raise Refused


def _ids(values: Sequence[str]) -> bool:
    return all(_ID.match(value) for value in values)


def _limit(statement: Limit) -> bool:
    return _ids(statement.closes) and 1 <= statement.sensitivity <= 3


def _need(statement: Need) -> bool:
    return _ids([statement.line] if statement.line is not None else []) and 1 <= statement.sensitivity <= 3


def _still_yes(statement: StillYes) -> bool:
    return _line_words(statement.words)


def _line_words(words: LineWords) -> bool:
    people = [given.by for given in words.conditions] + ([words.owner] if words.owner is not None else [])
    lines = [words.id] + ([words.replaces] if words.replaces is not None else [])
    kinds = words.kind.value in ("opening", "shared_way", "commitment")
    return kinds and _ids(lines) and all(_MEMBER.match(one) for one in people) and 1 <= words.sensitivity <= 3


def can_be_said(words: LineWords) -> bool:
    """Whether a statement can hold these words, or name their line to end it.

    The table of drafts can be written by another program: what can be neither said nor ended is no draft.
    """
    return _line_words(words)


def _end(statement: End) -> bool:
    return _ids(statement.lines) and (statement.scope is not EndScope.LINE or len(statement.lines) == 1)


def _ritual_yes(statement: RitualYes) -> bool:
    return _ritual_words(statement.words)


def _ritual_words(words: RitualWords) -> bool:
    ids = _ids([words.id] + ([words.replaces] if words.replaces is not None else []))
    begins = words.who in (EITHER, TURNS) or _MEMBER.match(words.who) is not None
    bounds = 0 <= words.minutes <= MAX_MINUTES and 0 <= words.step <= STEPS
    if words.plan is None:
        return ids and begins and bounds and not words.step
    singly = not (words.step and words.plan.rule)
    return ids and begins and bounds and singly and _CLOCK.match(words.plan.time) is not None


def _ritual_end(statement: RitualEnd) -> bool:
    return _ids([statement.ritual]) and not (statement.again is not None and not statement.by)


def _target(statement: Lift | PaperNo | PaperYes) -> bool:
    return _ids([statement.target])


def _joined(statement: Joined) -> bool:
    return bool(statement.keys) and all(
        _MEMBER.match(member) and _KEY.match(sign) and _KEY.match(seal)
        for member, sign, seal in statement.keys
    )


def _new_key(statement: NewKey) -> bool:
    keys = _KEY.match(statement.sign_public) and _KEY.match(statement.seal_public)
    return bool(keys) and (statement.signature_new == "" or bool(_SIGNATURE.match(statement.signature_new)))


_RULES: Final[dict[type[Statement], Callable[[Any], bool]]] = {
    Limit: _limit,
    Need: _need,
    StillYes: _still_yes,
    Lift: _target,
    End: _end,
    Shorten: lambda statement: _ids([statement.line]),
    RitualYes: _ritual_yes,
    RitualEnd: _ritual_end,
    StepUp: lambda statement: 1 <= statement.step <= STEPS,
    StepDown: lambda statement: 0 <= statement.step < STEPS,
    GoOn: lambda statement: _ids(statement.suspensions),
    PaperNo: _target,
    PaperYes: _target,
    Wait: lambda statement: 24 <= statement.hours <= 720,
    Joined: _joined,
    NewKey: _new_key,
}


# What leaves a process or waits in one: outbox entries and sheets


def _entry(signed: Signed) -> dict[str, Any]:
    return {
        "type": signed.statement.type,
        "by": signed.statement.by,
        "body": body_of(signed.statement),
        "prev": signed.prev,
        "time": None if signed.time is None else time_text(signed.time),
        "sig": None if signed.signature is None else signed.signature.hex(),
    }


def _read_entry(entry: Any) -> Signed:
    if not isinstance(entry, dict) or set(entry) != {"type", "by", "body", "prev", "time", "sig"}:
        raise Refused
    statement = _read_statement({key: entry[key] for key in ("type", "by", "body")})
    prev, time = entry["prev"], read_time(entry["time"])
    placed = prev is not None or entry["time"] is not None
    if placed == statement.tightens or (placed and (not is_digest(prev) or time is None)):
        raise Refused
    return Signed(statement, prev, time, read_signature(entry["sig"]))


def _read_statement(value: Any) -> Statement:
    if not isinstance(value, dict) or set(value) != {"type", "by", "body"}:
        raise Refused
    type_, by, body = value["type"], value["by"], value["body"]
    if not isinstance(type_, str) or not isinstance(by, str) or not isinstance(body, dict):
        raise Refused
    return statement_of(type_, by, body)


def to_outbox(signed: Signed) -> bytes:
    """A statement with its signature, as the outbox keeps it."""
    return canonical.encode(_entry(signed))


def from_outbox(data: bytes) -> Signed:
    """The statement of an outbox entry; raises Refused when it is not one."""
    entry = canonical.decode(data, LIMIT)
    if entry is None:
        raise Refused
    return _read_entry(entry)


@cache
def _sheet_shape() -> type[msgspec.Struct]:
    """The fields of a sheet, without the statements, which are read one by one by their type."""
    hints = get_type_hints(Sheet)
    shape = [(field.name, hints[field.name]) for field in fields(Sheet) if field.name != "statements"]
    return msgspec.defstruct("SheetShape", shape, forbid_unknown_fields=True, frozen=True)


def encode_sheet(sheet: Sheet, signed: Sequence[Signed]) -> bytes:
    """The content of a sheet file."""
    value = plain(replace(sheet, statements=()))
    value["statements"] = [{"type": one.type, "by": one.by, "body": body_of(one)} for one in sheet.statements]
    return canonical.encode({"sheet": value, "signed": [_entry(one) for one in signed]})


def decode_sheet(data: bytes) -> tuple[Sheet, tuple[Signed, ...]] | None:
    """A sheet and its signed statements, or None when this is not the content of a sheet file."""
    value = canonical.decode(data, LIMIT)
    try:
        if value is None or set(value) != {"sheet", "signed"}:
            return None
        content = dict(value["sheet"])
        statements = tuple(_read_statement(one) for one in content.pop("statements"))
        shape = msgspec.convert(content, _sheet_shape())
        sheet = Sheet(**msgspec.structs.asdict(shape))
        signed = tuple(_read_entry(entry) for entry in value["signed"])
    except (msgspec.ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    own = all(isinstance(one, Limit | Need) and one.by == sheet.member for one in statements)
    return (replace(sheet, statements=statements), signed) if own else None  # type: ignore[arg-type]
