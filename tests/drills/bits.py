"""One flipped bit in any file of a closed vault: found, or put right from the copy, and never a traceback."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.drills.damage import LARGE, SMALL, UNDETECTED, Patient
from tests.drills.ground import scratch
from tests.drills.plan import Drill, Portion, Tally, split

NAME: Final = "bits"
CONTROL: Final = "control"
SAMPLE: Final = 40
PER_DATABASE, ALL_PER_DATABASE = 60, 10_000
BITS: Final = {
    "VAULT": 8 * 1_022, "VAULT both": 8 * 1_022, "p1.keys": 8 * 4_096, "p1.keys both": 8 * 4_096,
    "p1.seal": 8 * 512, "p1.sheet": 8 * 262_144, "p1.tries": 8 * 4_096, "p1.stop": 8 * 65_536,
}  # fmt: skip
"""How many bits each small file has; the header's length follows from the names of the two."""


def portions(full: bool) -> Sequence[Portion]:
    """Every bit of the small files and many of the databases; a sample of both in the short drill."""
    if not full:
        return [Portion("sample", 0, SAMPLE), Portion(CONTROL, 0, 100)]
    made = [
        one for name, bits in BITS.items() for one in split(name, bits, 8_192 if bits < 300_000 else 65_536)
    ]
    made += [one for name in LARGE for one in split(name, ALL_PER_DATABASE, 500)]
    return [*made, Portion(CONTROL, 0, 1_000)]


def run(portion: Portion) -> Tally:
    """One portion on a vault of its own."""
    tally, chance = Tally(), portion.chance(NAME)
    with scratch() as place:
        if portion.part == CONTROL:
            _run_control(tally, chance, portion.count, place)
            return tally
        patient = Patient(place / "vault")
        wanted = (*SMALL, *LARGE) if portion.part == "sample" else (portion.part,)
        for name in wanted:
            _flip(
                tally, patient, name, _places(portion, name, len(patient.good[name.split()[0]]) * 8, chance)
            )
    return tally


def _places(portion: Portion, name: str, bits: int, chance: random.Random) -> Iterator[int]:
    if portion.part == "sample":
        yield from (chance.randrange(bits) for _ in range(PER_DATABASE if name in LARGE else portion.count))
    elif name in LARGE:
        yield from (chance.randrange(bits) for _ in range(portion.count))
    else:
        yield from range(portion.first, min(bits, portion.first + portion.count))


def _flip(tally: Tally, patient: Patient, name: str, places: Iterator[int]) -> None:
    good = patient.good[name.split()[0]]
    for place in places:
        data = bytearray(good)
        data[place >> 3] ^= 1 << (place & 7)
        try:
            found = patient.judge(name, bytes(data))
        except Exception as bug:  # the drill goes on and counts it
            found = f"{UNDETECTED}: {type(bug).__name__} {bug}"
        tally.case([found] if found.startswith(UNDETECTED) else [], f"{name}, bit {place}")
        tally.detail[f"{name}: {found}"] += 1


def _run_control(tally: Tally, chance: random.Random, count: int, place: Path) -> None:
    """The same flips in a database that nothing signs, asked by its own integrity check."""
    path = place / "plain.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answer (note TEXT)")
    connection.executemany(
        "INSERT INTO answer VALUES (?)", [(f"note {number} " * 40,) for number in range(2_000)]
    )
    connection.commit()
    connection.close()
    good = path.read_bytes()
    for _number in range(count):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            with sqlite3.connect(path) as plain:
                well = plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            plain.close()
        except sqlite3.DatabaseError:
            well = False
        tally.control(well)


DRILL: Final = Drill(
    NAME,
    "one bit flipped in header, keys, seal, sheet, tries, stop file and databases",
    portions,
    run,
    "in a plain SQLite file",
    wrong="undetected",
)
