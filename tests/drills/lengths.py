"""Files cut short or made longer: found, or put right from the copy, and never a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

from tests.drills.damage import LARGE, SMALL, UNDETECTED, Patient
from tests.drills.ground import scratch
from tests.drills.plan import Drill, Portion, Tally, split

NAME: Final = "lengths"
SAMPLE: Final = 12
PAGE: Final = 4096
LENGTHS: Final = {
    "VAULT": 1_100, "VAULT both": 1_100, "p1.keys": 4_400, "p1.keys both": 4_400, "p1.seal": 800,
    "p1.sheet": 262_400, "p1.tries": 4_400, "p1.stop": 65_900,
}  # fmt: skip
"""Every length up to this one is tried: all that are too short, and some that are too long."""
BOUNDARIES: Final = {"p1.db": 3 * 1_030, "shared.db": 3 * 20}
"""Every page boundary, one byte less and one more, also a little beyond the end."""


def portions(full: bool) -> Sequence[Portion]:
    """Every length and boundary; a sample of both in the short drill."""
    if not full:
        return [Portion("sample", 0, SAMPLE)]
    made = [one for name, lengths in LENGTHS.items() for one in split(name, lengths, 8_800)]
    return [*made, *(one for name, lengths in BOUNDARIES.items() for one in split(name, lengths, 600))]


def run(portion: Portion) -> Tally:
    """One portion on a vault of its own."""
    tally, chance = Tally(), portion.chance(NAME)
    with scratch() as place:
        patient = Patient(place / "vault")
        wanted = (*SMALL, *LARGE) if portion.part == "sample" else (portion.part,)
        for name in wanted:
            good = patient.good[name.split()[0]]
            for length in _lengths(portion, name, len(good), chance):
                _judge(
                    tally, patient, name, (good + bytes(PAGE * 8))[:length] if length != len(good) else good
                )
            tally.control(_found(patient, name, good).startswith(UNDETECTED) or name in _NEVER_FOUND)
    return tally


_NEVER_FOUND: Final = frozenset({"VAULT", "VAULT both", "p1.keys", "p1.keys both", "p1.tries", "p1.stop"})
"""Their judge has nothing to say of an unaltered file but that all is well."""


def _lengths(portion: Portion, name: str, size: int, chance: random.Random) -> Iterator[int]:
    if portion.part == "sample":
        drawn = [chance.randrange(size) for _ in range(SAMPLE - 6)]
        yield from (0, 1, size - 1, size + 1, size + PAGE, size // 2, *drawn)
        return
    for number in range(portion.first, portion.first + portion.count):
        length = number if name in LENGTHS else max(0, (number // 3) * PAGE + number % 3 - 1)
        if length != size:
            yield length


def _found(patient: Patient, name: str, data: bytes) -> str:
    try:
        return patient.judge(name, data)
    except Exception as bug:  # the drill goes on and counts it
        return f"{UNDETECTED}: {type(bug).__name__} {bug}"


def _judge(tally: Tally, patient: Patient, name: str, data: bytes) -> None:
    found = _found(patient, name, data)
    tally.case([found] if found.startswith(UNDETECTED) else [], f"{name} with {len(data)} bytes")
    tally.detail[f"{name}: {found}"] += 1


DRILL: Final = Drill(
    NAME,
    "files cut short or lengthened, databases at each page and a byte beside it",
    portions,
    run,
    "unaltered files",
    least=1.0,
    wrong="undetected",
)
