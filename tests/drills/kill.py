"""SIGKILL at random moments of real work: what was acknowledged is there, the rest wholly or not at all."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.drills.ground import fresh, scratch
from tests.drills.operation import Facts, Operation
from tests.drills.operations import CARELESS, OPERATIONS, named
from tests.drills.plan import Drill, Portion, Tally, split
from tests.drills.process import FAILED, fork, killed_after

NAME: Final = "kill"
SHORT, FULL = 33, 10_000
CONTROL: Final = "control"


def portions(full: bool) -> Sequence[Portion]:
    """The same number of kills for each operation, the rest for the first."""
    total = FULL if full else SHORT
    each = total // len(OPERATIONS)
    counts = {one.name: each for one in OPERATIONS}
    counts[OPERATIONS[0].name] += total - each * len(OPERATIONS)
    made = [one for name, count in counts.items() for one in split(name, count, 125 if full else 60)]
    return [*made, *split(CONTROL, 100 if full else 20, 50)]


def run(portion: Portion) -> Tally:
    """One portion: each kill begins with a copy of the same vault."""
    tally, chance = Tally(), portion.chance(NAME)
    with scratch() as place:
        if portion.part == CONTROL:
            _run_control(tally, chance, portion.count, place)
            return tally
        operation = named(portion.part)
        facts = operation.prepare(place / "template")
        lasts = _duration(operation, facts, place)
        for number in range(portion.count):
            folder = fresh(place / "template", place / "vault")
            child = fork(partial(operation.work, folder, facts))
            acks = killed_after(child, chance.uniform(0, lasts))
            tally.case(
                operation.check(folder, facts, acks), f"{operation.name}, kill {portion.first + number}"
            )
            tally.detail[operation.name] += 1
    return tally


def _duration(operation: Operation, facts: Facts, place: Path) -> float:
    """How long the whole work takes here, so that every moment of it can be drawn."""
    folder = fresh(place / "template", place / "vault")
    began = time.perf_counter()
    child = fork(partial(operation.work, folder, facts))
    code = child.wait()
    if code == FAILED or child.acks[-1].startswith("refused"):
        raise RuntimeError(f"{operation.name} does not work undisturbed: {child.acks[-1]}")
    return time.perf_counter() - began


def _run_control(tally: Tally, chance: random.Random, count: int, place: Path) -> None:
    facts = CARELESS.prepare(place / "template")
    for _number in range(count):
        folder = fresh(place / "template", place / "vault")
        child = fork(partial(CARELESS.work, folder, facts))
        for _line in range(chance.randint(1, 6)):
            child.next_line()
        child.kill()
        child.wait()
        tally.control(bool(CARELESS.check(folder, facts, child.acks)))


DRILL: Final = Drill(
    NAME,
    "killed during " + ", ".join(one.name for one in OPERATIONS),
    portions,
    run,
    "acknowledged before it was written",
)
