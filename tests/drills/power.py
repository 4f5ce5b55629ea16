"""The power fails between any two calls to the disk: what was acknowledged is there afterwards.

What may lie on the disk then is ``disk_model``; docs/drills.md tells what it leaves out.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.drills import strace
from tests.drills.disk_model import MODES
from tests.drills.ground import fresh, scratch
from tests.drills.operation import Facts, Operation
from tests.drills.operations import OPERATIONS, named
from tests.drills.plan import Drill, Portion, Tally, split

NAME: Final = "power"
SHORT, FULL = 3, 20_000
"""States of each operation."""
CONTROL: Final = "control"
CONTROL_OPERATION: Final = "commit"


def portions(full: bool) -> Sequence[Portion]:
    """States of each operation in turn."""
    total = FULL if full else SHORT
    made = [one for operation in OPERATIONS for one in split(operation.name, total, 500)]
    return [*made, *split(CONTROL, 1_000 if full else 10, 500)]


@dataclass
class _Recording:
    """An operation as it was recorded on a copy of its vault."""

    facts: Facts
    folder: Path
    before: dict[str, bytes]
    calls: list[strace.Call]
    steps: int
    first_ack: int
    """The step after which something was acknowledged for the first time."""


def run(portion: Portion) -> Tally:
    """One portion: record once, then fail the power in every state that was drawn."""
    tally = Tally()
    if not strace.available():
        tally.skipped = "strace is not here or may not trace"
        return tally
    is_control = portion.part == CONTROL
    operation = named(CONTROL_OPERATION if is_control else portion.part)
    with scratch() as place:
        made = _record(operation, place, careless=is_control)
        _fail(operation, made, portion, tally, place / "after")
    return tally


def _record(operation: Operation, place: Path, *, careless: bool) -> _Recording:
    facts = operation.prepare(place / "template")
    folder = fresh(place / "template", place / "vault")
    before = _content(folder)
    calls = strace.record(operation.name, folder, facts, careless=careless)
    replay = strace.Replay(folder, before)
    steps, first_ack = 0, 0
    for number in replay.steps(calls):
        steps = number
        if replay.acks and not first_ack:
            first_ack = number
    if replay.model.live() != _content(folder):
        raise RuntimeError(f"{operation.name}: the model does not give the folder as it is")
    return _Recording(facts, folder, before, calls, steps, first_ack)


def _content(folder: Path) -> dict[str, bytes]:
    files = [path for where in (".", *strace.WITHIN) for path in (folder / where).glob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _fail(operation: Operation, made: _Recording, portion: Portion, tally: Tally, folder: Path) -> None:
    chance = portion.chance(NAME)
    is_control = portion.part == CONTROL
    lowest = made.first_ack if is_control else 1
    drawn = sorted(chance.randint(lowest, made.steps) for _ in range(portion.count))
    replay = strace.Replay(made.folder, made.before)
    steps = replay.steps(made.calls)
    at = 0
    for number, wanted in enumerate(drawn):
        while at < wanted:
            at = next(steps)
        mode = MODES[(portion.first + number) % len(MODES)]
        _lay_out(folder, replay.model.after(mode, chance))
        problems = operation.check(folder, made.facts, replay.acks)
        if is_control:
            tally.control(bool(problems))
        else:
            tally.case(problems, f"{operation.name}, step {wanted} of {made.steps}, {mode}")
            tally.detail[f"{operation.name} {mode}"] += 1


def _lay_out(folder: Path, content: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, data in content.items():
        (folder / name).parent.mkdir(mode=0o700, exist_ok=True)
        (folder / name).write_bytes(data)


DRILL: Final = Drill(
    NAME,
    "power cut during " + ", ".join(one.name for one in OPERATIONS),
    portions,
    run,
    "with synchronous=OFF",
)
