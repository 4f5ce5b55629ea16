"""Twenty starts at once: one takes the vault, the others say so within two seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.drills.ground import begin_alone, scratch
from tests.drills.plan import Drill, Portion, Tally, split
from tests.drills.process import Child, fork
from trustapp.domain.errors import UserError
from trustapp.services import process

NAME: Final = "starts"
CONTROL: Final = "control"
AT_ONCE: Final = 20
SHORT, FULL = 10, 500
SECONDS: Final = 2.0


def portions(full: bool) -> Sequence[Portion]:
    """Rounds of twenty starts."""
    return [*split("rounds", FULL if full else SHORT, 100), Portion(CONTROL, 0, 20 if full else 5)]


def run(portion: Portion) -> Tally:
    """Start twenty together, again and again; the owner is killed after each round."""
    tally = Tally()
    with scratch() as place:
        house = begin_alone(place / "vault")
        house.services.vault.lock()
        take = _without_lock if portion.part == CONTROL else process.own
        for number in range(portion.count):
            told = _round(partial(take, house.folder))
            opened = [one for one in told if one.startswith("opened")]
            if portion.part == CONTROL:
                tally.control(len(opened) != 1)
            else:
                tally.case(_problems(told, opened), f"round {number}")
    return tally


def _without_lock(_folder: Path) -> None:
    """The control takes nothing."""


def _problems(told: list[str], opened: list[str]) -> list[str]:
    problems = [] if len(opened) == 1 else [f"{len(opened)} opened the vault"]
    problems += sorted({one for one in told if one.split()[0] not in ("opened", "vault.in_use")})
    slowest = max(float(one.split()[1]) for one in told if len(one.split()) > 1)
    return problems if slowest <= SECONDS else [*problems, f"one said so after {slowest:.1f} s"]


def _round(take: Callable[[], None]) -> list[str]:
    """Everyone waits at a gate that opens for all at once; gives what each told, with its seconds."""
    gate, opener = os.pipe()
    done, closer = os.pipe()
    children = [fork(partial(_start, take, gate, opener, done, closer)) for _ in range(AT_ONCE)]
    os.close(gate)
    os.close(done)
    for child in children:
        child.next_line()
    began = time.monotonic()
    os.close(opener)
    told = [_seconds(child, began) for child in children]
    for child in children:
        child.kill()
        child.wait()
    os.close(closer)
    return told


def _seconds(child: Child, began: float) -> str:
    word, _space, at = child.next_line().partition(" ")
    return f"{word} {float(at) - began:.3f}" if at else word or "nothing"


def _start(
    take: Callable[[], None], gate: int, opener: int, done: int, closer: int, ack: Callable[[str], None]
) -> None:
    os.close(opener)
    os.close(closer)
    ack("ready")
    os.read(gate, 1)
    try:
        take()
        word = "opened"
    except UserError as error:
        word = error.code
    ack(f"{word} {time.monotonic()}")
    os.read(done, 1)


DRILL: Final = Drill(
    NAME,
    f"{AT_ONCE} starts at once: one opens, the others say so within {SECONDS:.0f} s",
    portions,
    run,
    "without the owner's lock",
    least=1.0,
    wrong="wrong",
)
