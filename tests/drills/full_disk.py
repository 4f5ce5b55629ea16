"""The disk is full at every step of 4 KiB of an operation: the old is whole, the words are clear.

With suspending, nothing may be refused at all: it is written into a file that has its blocks already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.drills.disks import STEP, fill, limit_files, make_room, may_mount, small_disk
from tests.drills.ground import BOTH, House, fresh, quick_locks, scratch
from tests.drills.operation import LATER
from tests.drills.operations import OPERATIONS, named
from tests.drills.plan import Drill, Portion, Tally, split
from tests.drills.process import FINISHED, REFUSED, Child, fork
from trustapp.domain.agreement import State
from trustapp.domain.ids import FIRST

NAME: Final = "full"
CONTROL: Final = "control"
ALWAYS: Final = "always"
STEPS: Final = 1_280
"""More than any operation takes: the journal of a rewritten space of 4 MiB has 1,040 steps. Operations that
write whole files beside the old ones take several times as much; their steps are ``coarse``."""

SAMPLE: Final = (0, 64, 1_050)
CLEAR: Final = frozenset({"storage.full"})
"""What a person is told; words for it stand in ``ui.widgets.messages``."""


def portions(full: bool) -> Sequence[Portion]:
    """Every step in the full drill, some of them in the short one."""
    size, total = (80, STEPS) if full else (len(SAMPLE), len(SAMPLE))
    made = [one for operation in OPERATIONS for one in split(operation.name, total, size)]
    made = [Portion(f"{one.part}{'' if full else '-sample'}", one.first, one.count) for one in made]
    return [*made, Portion(ALWAYS, 0, 64 if full else 3), Portion(CONTROL, 0, 64 if full else 8)]


def run(portion: Portion) -> Tally:
    """One portion, on a disk of its own."""
    tally = Tally()
    with scratch() as place:
        if not may_mount():
            tally.skipped = "no small disk without root: a limit on the size of files instead"
            _run(portion, tally, place, place)
            return tally
        with small_disk(place / "disk") as disk:
            _run(portion, tally, place, disk)
    return tally


def _run(portion: Portion, tally: Tally, place: Path, disk: Path) -> None:
    if portion.part == ALWAYS:
        _always(portion, tally, place, disk)
    elif portion.part == CONTROL:
        _control(portion, tally, place, disk)
    else:
        _steps(portion, tally, place, disk)


def _steps(portion: Portion, tally: Tally, place: Path, disk: Path) -> None:
    name, _dash, sample = portion.part.partition("-")
    operation = named(name)
    facts = operation.prepare(place / "template")
    for number in range(portion.first, portion.first + portion.count):
        room = (SAMPLE[number] if sample else number) * STEP * operation.coarse
        folder = fresh(place / "template", disk / "vault")
        child = _with_room(disk, room, partial(operation.work, folder, facts))
        problems = [*_clear(child), *operation.check(folder, facts, _acks(child))]
        tally.case(problems, f"{name} with room for {room:,} bytes")
        tally.detail[f"{name} {'finished' if child.acks and not _refusal(child) else 'refused'}"] += 1


def _with_room(disk: Path, room: int, work: Callable[[Callable[[str], None]], None]) -> Child:
    """Work while only so much room is left; afterwards there is room again."""
    if may_mount():
        fill(disk, room)
        child = fork(work)
    else:
        child = fork(partial(_limited, room, work))
    child.wait()
    make_room(disk)
    return child


def _limited(room: int, work: Callable[[Callable[[str], None]], None], ack: Callable[[str], None]) -> None:
    limit_files(room)
    work(ack)


def _refusal(child: Child) -> str:
    """The code with which the operation was refused; "" where it was not."""
    last = child.acks[-1] if child.acks else ""
    return last.removeprefix("refused ") if last.startswith("refused ") else ""


def _clear(child: Child) -> list[str]:
    """A refusal says that the disk is full, and nothing else goes wrong."""
    refusal = _refusal(child)
    if child.code == FINISHED or (child.code == REFUSED and refusal in CLEAR):
        return []
    return [f"ended with {child.code}: {child.acks[-1] if child.acks else 'nothing'}"]


def _acks(child: Child) -> tuple[str, ...]:
    return child.acks if child.code == FINISHED else child.acks[:-1]


# -- what a full disk must never refuse -----------------------------------------------------------------


def _always(portion: Portion, tally: Tally, place: Path, disk: Path) -> None:
    """Suspending without a passphrase, and in a sitting a limit, an end and a suspension."""
    operation = named("end")
    operation.prepare(place / "template")
    for number in range(portion.count):
        room = number * STEP if may_mount() else 65536 + number * STEP
        for name, act in (("without a passphrase", _suspend), ("in a sitting", _speak)):
            folder = fresh(place / "template", disk / "vault")
            child = _with_room(disk, room, partial(act, folder))
            problems = [] if child.code == FINISHED else [f"was refused: {child.acks}"]
            problems += _said(folder, child.acks)
            tally.case(problems, f"ending and suspending {name} with {room:,} bytes")
            tally.detail[f"said {name}"] += child.code == FINISHED


def _suspend(folder: Path, ack: Callable[[str], None]) -> None:
    House.on(folder, LATER).services.vault.suspend_without_key()
    ack("suspended")


def _speak(folder: Path, ack: Callable[[str], None]) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    house.limit("No more of this.")
    ack("limit")
    view = house.services.agreements.view().value.agreement
    ended = next(
        one.words for one in view.lines if one.state in (State.COUNTS, State.RESTS) and one.words is not None
    )
    house.services.agreements.end_line(ended.id)
    ack(f"end {ended.text}")
    house.services.agreements.suspend()
    ack("suspended")


def _said(folder: Path, acks: Sequence[str]) -> list[str]:
    """What was acknowledged holds for both, once there is room again."""
    house, problems = House.on(folder, LATER + 1), []
    with quick_locks():
        for member in BOTH:
            house.open(member)
            if "suspended" in acks and not house.services.agreements.view().value.agreement.suspended:
                problems.append(f"nothing rests for {member}")
            if "limit" in acks and "No more of this." not in house.texts(State.STANDS):
                problems.append(f"the limit is not there for {member}")
            ended = {one.removeprefix("end ") for one in acks if one.startswith("end ")}
            if ended & set(house.texts(State.COUNTS, State.RESTS)):
                problems.append(f"what was ended is back for {member}")
        house.services.vault.lock()
    return problems


# -- the control: a program that writes over what it has ---------------------------------------------------


def _control(portion: Portion, tally: Tally, place: Path, disk: Path) -> None:
    operation = named("commit")
    facts = operation.prepare(place / "template")
    for number in range(portion.count):
        folder = fresh(place / "template", disk / "vault")
        child = _with_room(disk, (number % 2) * STEP // 2, partial(_write_over, folder, number))
        tally.control(child.code != FINISHED or bool(operation.check(folder, facts, ())))


def _write_over(folder: Path, number: int, ack: Callable[[str], None]) -> None:
    from trustapp.domain.errors import UserError

    path = folder / ("p1.db" if number % 2 else "shared.db")
    data = path.read_bytes()
    try:
        with path.open("wb") as stream, (folder / "other").open("wb") as other:
            other.write(data)  # meanwhile another program takes the room that was given up
            stream.write(data)
    except OSError as error:
        raise UserError("storage.full") from error
    ack("written")


DRILL: Final = Drill(
    NAME,
    "disk full at each 4 KiB of "
    + ", ".join(one.name for one in OPERATIONS)
    + "; ending and suspending always",
    portions,
    run,
    "by a writer that writes over what it has",
)
