"""What an operation of the drills is, and what several of them need to work and to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from tests.drills.ground import ALARMS, BOTH, House, quick_locks
from trustapp.domain.answers import Answer, Choice, Item, scale_of
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId

Facts = dict[str, Any]
Ack = Callable[[str], None]

LATER: Final = 48.0
"""Hours after the beginning at which the work is done; what was prepared is settled by then."""


class Operation(NamedTuple):
    """Something that a person does and relies on."""

    name: str
    prepare: Callable[[Path], Facts]
    work: Callable[[Path, Facts, Ack], None]
    look: Callable[[Path, Facts, Sequence[str]], list[str]]
    coarse: int = 1
    """How many steps of 4 KiB lie between two full disks that it is tried on."""

    def check(self, folder: Path, facts: Facts, acks: Sequence[str]) -> list[str]:
        """What is wrong with the vault after work that acknowledged so much."""
        try:
            with quick_locks():
                return self.look(folder, facts, acks)
        except UserError as error:
            return [f"refused with {error.code}"]
        except Exception as bug:  # the drill goes on and counts it
            return [f"{type(bug).__name__} {bug}"]


def alarms(notices: Sequence[str]) -> list[str]:
    """Those of the notices that nobody may meet."""
    return sorted(ALARMS & set(notices))


def missing(wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    """A problem for each text that has to be there and is not."""
    return [f"{text!r} was acknowledged and is not there" for text in wanted if text not in found]


def _answerable(house: House) -> list[Item]:
    return [one.item for one in house.services.answers.category(house.category()).value.items]


def keep_note(house: House, number: int) -> str:
    """Keep one private answer; gives its note."""
    item = _answerable(house)[number]
    note = f"note {number}"
    house.services.answers.keep(Answer(item.id, _plain(item), note=note))
    return note


def _plain(item: Item) -> Choice:
    """A choice on the scale of an item that asks for nothing more."""
    return next(
        one for one in scale_of(item) if not one.value.endswith("_if") and one is not Choice.ONLY_WHEN
    )


def notes(house: House) -> list[str]:
    """The notes of the private answers of the sitting."""
    entries = house.services.answers.category(house.category()).value.items
    return [one.answer.note for one in entries if one.answer is not None]


T = TypeVar("T")


def visit(folder: Path, look: Callable[[House], T]) -> tuple[list[str], dict[MemberId, T]]:
    """Each opens after the interruption, who worked first; what they are told, and what each finds.

    What could not reach the ledger waits in the worker's outbox, and the other sees it after that opening.
    """
    house = House.on(folder, LATER + 1)
    problems, found = [], {}
    for member in BOTH:
        problems += [f"{member} is told {one}" for one in alarms(house.open(member))]
        found[member] = look(house)
    house.services.vault.lock()
    return problems, found
