"""A person's triggers and hard days: kept among the facts of their space."""

from __future__ import annotations

from typing import Final, TypeVar

from trustapp.domain.triggers import HardDay, Trigger
from trustapp.storage import rows
from trustapp.storage.facts import FactTable

T = TypeVar("T", Trigger, HardDay)

_TRIGGERS: Final = "triggers"
_HARD_DAYS: Final = "hard_days"


class TriggerTable:
    """Both lists as a whole: they are short."""

    def __init__(self, facts: FactTable) -> None:
        """Work on the facts of an open private space."""
        self._facts = facts

    def triggers(self) -> tuple[Trigger, ...]:
        """In the order in which they were made. Codes: storage.damaged."""
        return self._get(_TRIGGERS, tuple[Trigger, ...])

    def save_triggers(self, triggers: tuple[Trigger, ...]) -> None:
        """Keep them in place of those before; none leave nothing behind."""
        self._set(_TRIGGERS, triggers)

    def hard_days(self) -> tuple[HardDay, ...]:
        """In the order in which they were made. Codes: storage.damaged."""
        return self._get(_HARD_DAYS, tuple[HardDay, ...])

    def save_hard_days(self, days: tuple[HardDay, ...]) -> None:
        """Keep them in place of those before; none leave nothing behind."""
        self._set(_HARD_DAYS, days)

    def _get(self, name: str, kind: type[tuple[T, ...]]) -> tuple[T, ...]:
        kept = self._facts.value(name, kind) or ()
        rows.require_distinct([one.id for one in kept])
        return kept

    def _set(self, name: str, value: tuple[T, ...]) -> None:
        self._facts.keep(name, value)
