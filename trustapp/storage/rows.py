"""Rows into values and back: whatever comes out of a file is checked before it counts as a value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec

from trustapp.domain.errors import UserError
from trustapp.storage.connection import Database, Value

T = TypeVar("T")

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone: one without does not say when it was."""

Flag = Literal[0, 1]

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


def read(database: Database, kind: type[T], statement: str, values: Sequence[Value] = ()) -> list[T]:
    """The rows of a question, each checked against what it has to be. Codes: storage.damaged."""
    return [_checked(row, kind) for row in database.execute(statement, values)]


def _checked(row: tuple[Any, ...], kind: type[T]) -> T:
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError:
        # Its words quote the value: nobody's words belong into a traceback.
        raise UserError("storage.damaged") from None


def text_of(value: object) -> str:
    """A value as canonical JSON: keys in order, no white space."""
    return _ENCODER.encode(value).decode()


def value_of(text: str, kind: type[T]) -> T:
    """A value out of its JSON, checked. Codes: storage.damaged."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError):
        raise UserError("storage.damaged") from None


def moment_of(at: datetime) -> str:
    """A time as it is stored: in UTC, to the microsecond."""
    if at.tzinfo is None:
        raise ValueError("a stored time says its zone")
    return at.astimezone(UTC).isoformat()


def require_distinct(ids: Sequence[str]) -> None:
    """Refuse an id that stands twice: only a tampered index lets one in. Codes: storage.damaged."""
    if len(set(ids)) != len(ids):
        raise UserError("storage.damaged")
