"""The clock runs back, far ahead, and through changes of summer time: nothing comes back, no limit is lost.

Whoever can set the clock forward can shorten a wait; that is said openly and is not drilled.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.drills.ground import BOTH, House, begin_couple, fresh, quick_locks, scratch
from tests.drills.plan import Drill, Portion, Tally, split
from trustapp.demonstration import PASSPHRASES
from trustapp.domain.agreement import State, compute
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId

NAME: Final = "clock"
CONTROL: Final = "control"
SHORT, FULL = 12, 2_000
MOVES: Final = 6
LATER: Final = 48.0
UNTIL: Final = timedelta(days=60)
YEARS: Final = timedelta(days=3_652)
JUMPS: Final = (
    -YEARS,
    YEARS,
    timedelta(days=-2),
    timedelta(days=2),
    timedelta(hours=-1),
    timedelta(hours=1),
    UNTIL,
)
ZONES: Final = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
)
LIMITS: Final = ["mine", "theirs"]


def portions(full: bool) -> Sequence[Portion]:
    """Walks through time, waits over a change of summer time, and the control."""
    walks = FULL if full else SHORT
    return [
        *(one for part in ("walk", "suspended") for one in split(part, walks // 2, 250)),
        Portion("wait", 0, 40 if full else 4),
        Portion(CONTROL, 0, 40 if full else 4),
    ]


def run(portion: Portion) -> Tally:
    """One portion, on a vault with a line that counts, one that was ended, and a limit of each."""
    tally, chance = Tally(), portion.chance(NAME)
    with scratch() as place, quick_locks():
        house = begin_couple(place / "template")
        if portion.part == "wait":
            house.services.vault.lock()
            for number in range(portion.count):
                _wait(tally, fresh(place / "template", place / "vault"), chance, number)
            return tally
        _live(house, suspended=portion.part == "suspended")
        for number in range(portion.count):
            folder = fresh(place / "template", place / "vault")
            if portion.part == CONTROL:
                tally.control(_without_memory(folder))
            else:
                problems = _walk(folder, chance, suspended=portion.part == "suspended")
                tally.case(problems, f"{portion.part} {portion.first + number}")
    return tally


def _live(house: House, *, suspended: bool) -> None:
    _kept, ended = house.agree("stays", "ended")
    house.limit("theirs")
    house.open(FIRST)
    house.limit("mine")
    house.services.agreements.end_line(ended)
    if suspended:
        house.services.agreements.suspend()
    for member in BOTH:
        house.open(member)
    house.services.vault.lock()


def _walk(folder: Path, chance: random.Random, *, suspended: bool) -> list[str]:
    """Both open again and again while clock and zone are moved about."""
    house, problems = House.on(folder, LATER), []
    present, expires = house.clock(), house.clock() + UNTIL
    closed: set[MemberId] = set()
    for _move in range(MOVES):
        _be_in(chance.choice(ZONES))
        moment = present if chance.random() < 0.3 else house.clock() + chance.choice(JUMPS)
        house.clock.now = min(max(moment, present - YEARS), present + YEARS)
        member = chance.choice(BOTH)
        house.open(member)
        counting, when = set(house.texts(State.COUNTS)), f"{house.clock().date()} for {member}"
        if house.texts(State.STANDS) != LIMITS:
            problems.append(f"on {when} not every limit stands")
        if counting - {"stays"} or (suspended and counting):
            problems.append(f"on {when} {sorted(counting)} counts")
        if counting and (member in closed or house.clock() > expires):
            problems.append(f"on {when} a line counts again that was closed by its day")
        if house.clock() > expires + timedelta(days=2):
            closed.add(member)
    _be_in("UTC")
    house.services.vault.lock()
    return problems


def _be_in(zone: str) -> None:
    os.environ["TZ"] = zone
    time.tzset()


def _wait(tally: Tally, folder: Path, chance: random.Random, number: int) -> None:
    """Nobody says yes before a day has passed since they saw the words, in a night of 25 hours either."""
    _be_in(ZONES[1 + number % 3])
    house = House.on(folder)
    if number % 2:
        house.clock.set(2026, 10, 24, 12)
    else:
        house.clock.set(2027, 3, 27, 12)
    house.open(FIRST)
    line = house.draft("slept on", days=400)
    house.services.agreements.mark_seen((line,))
    house.clock.on(hours=chance.uniform(0.1, 23.9))
    house.open(FIRST)
    try:
        house.services.agreements.still_yes(line, PASSPHRASES[FIRST], paper=False)
        problems = ["a still yes was taken before a day had passed"]
    except UserError as error:
        problems = [] if error.code == "line.sleep_on_it" else [error.code]
    house.services.vault.lock()
    _be_in("UTC")
    tally.case(problems, f"wait {number}")


def _without_memory(folder: Path) -> bool:
    """The control: computed by the present clock alone, a line that was closed by its day is back."""
    house = House.on(folder, LATER)
    house.clock.now += YEARS
    house.open(SECOND)
    house.clock.now -= YEARS
    house.open(SECOND)
    within = house.services.agreements._household
    naive = compute(within.said(), within.drafts(), replace(within.view(), latest=within.now()))
    back = any(line.state is State.COUNTS for line in naive.lines)
    house.services.vault.lock()
    return back


DRILL: Final = Drill(
    NAME,
    "clock 10 years back and ahead, days and zones about: nothing comes back, limits stand",
    portions,
    run,
    "without the latest time seen",
    least=1.0,
)
