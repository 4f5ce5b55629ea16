"""A private space at rest: no, one or many private writes leave the same size, and every page is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.drills.ground import House, begin_couple, scratch
from tests.drills.plan import Drill, Portion, Tally
from trustapp.domain.answers import Answer, Choice, scale_of
from trustapp.domain.ids import FIRST
from trustapp.storage import padding

NAME: Final = "sizes"
WRITES: Final = (0, 1, 500)
ROUNDS, ALL_ROUNDS = 1, 40
PAGE: Final = 4096


def portions(full: bool) -> Sequence[Portion]:
    """Rounds over each number of writes."""
    return [Portion("rounds", 0, ALL_ROUNDS if full else ROUNDS)]


def run(portion: Portion) -> Tally:
    """Sittings with so many writes, each compared with the one before."""
    tally = Tally()
    with scratch() as place:
        house = begin_couple(place / "vault")
        path = place / "vault" / "p1.db"
        for _round in range(portion.count):
            for writes in WRITES:
                before = _pages(path)
                _sitting(house, writes)
                tally.case(_tells(before, _pages(path)), f"{writes} writes")
            tally.control(_control(house, path))
    return tally


def _sitting(house: House, writes: int) -> None:
    house.open(FIRST)
    items = [one.item for one in house.services.answers.category(house.category()).value.items]
    for number in range(writes):
        item = items[number % len(items)]
        choice = Choice.NO if Choice.NO in scale_of(item) else scale_of(item)[0]
        answer = Answer(item.id, choice, note=f"private words, number {number}. " * 20)
        house.services.answers.keep(replace(answer, note=answer.note[:600]))
    house.services.vault.lock()


def _control(house: House, path: Path) -> bool:
    """Closed without rewriting, the pages tell what was written where."""
    before, largest = _pages(path), padding.LARGEST_REWRITTEN_BYTES
    vars(padding)["LARGEST_REWRITTEN_BYTES"] = 0
    try:
        _sitting(house, 1)
    finally:
        vars(padding)["LARGEST_REWRITTEN_BYTES"] = largest
    return bool(_tells(before, _pages(path)))


def _pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[at : at + PAGE] for at in range(0, len(data), PAGE)]


def _tells(before: list[bytes], after: list[bytes]) -> list[str]:
    if len(before) != len(after):
        return [f"{len(before)} pages became {len(after)}"]
    same = sum(one == other for one, other in zip(before, after, strict=True))
    return [f"{same} pages are as before"] if same else []


DRILL: Final = Drill(
    NAME,
    "0, 1 or 500 private writes leave one size and no page as it was",
    portions,
    run,
    "closed without rewriting",
    least=1.0,
    wrong="told",
)
