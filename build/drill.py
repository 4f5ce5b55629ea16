"""The drills: real work is killed, cut off, damaged and put back, and nothing acknowledged may be lost.

``python3 build/dev.py drill`` tries a sample in a minute or two, ``drill --full`` everything that
docs/drills.md names. What a full run has done is kept under ``.work/drills``, so that it can be
interrupted and gone on with, and shared between computers (``--shard 1/4``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tests.drills.plan import Drill, Portion, Tally

ROOT: Final = Path(__file__).resolve().parents[1]
STATE: Final = ROOT / ".work" / "drills"
PROGRAM: Final = ("trustapp", "ui", "tests/drills", "tests/clocks.py")
"""What a result is about: one that was found with another program does not count."""


class Shard(NamedTuple):
    """One of ``parts`` parts of all portions, from 1."""

    number: int
    parts: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """From "1/4"."""
        number, _slash, parts = text.partition("/")
        shard = cls(int(number), int(parts))
        if not 1 <= shard.number <= shard.parts:
            raise ValueError(text)
        return shard

    def has(self, place: int) -> bool:
        """Whether the portion at this place is in the shard."""
        return place % self.parts == self.number - 1


class State:
    """The portions that a full run has done, found with this very program; nothing where it is not kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of_this_program(cls) -> State:
        """Below ``.work/drills``, in a folder that is named after the program's files."""
        digest = hashlib.sha256()
        for name in PROGRAM:
            path = ROOT / name
            for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
        return cls(STATE / digest.hexdigest()[:16])

    def get(self, drill: Drill, portion: Portion) -> Tally | None:
        """What was found before."""
        from tests.drills.plan import Tally

        path = self._path(drill, portion)
        if path is None or not path.is_file():
            return None
        return Tally.of_json(json.loads(path.read_text(encoding="utf-8")))

    def set(self, drill: Drill, portion: Portion, tally: Tally) -> None:
        """Keep what was found, whole or not at all."""
        path = self._path(drill, portion)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(tally.as_json()), encoding="utf-8")
        new.replace(path)

    def _path(self, drill: Drill, portion: Portion) -> Path | None:
        return self._folder / drill.name / f"{portion.name}.json" if self._folder else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drills; 1 where anything was lost, or a control did not lose."""
    if os.name == "nt":
        print("The drills kill processes and cut disks off in ways of Linux; they do not run on Windows.")
        return 0
    sys.path.insert(0, str(ROOT))
    from tests.drills.registry import DRILLS

    parsed = _parser([one.name for one in DRILLS]).parse_args(arguments)
    drills = [one for one in DRILLS if not parsed.only or one.name in parsed.only]
    state = State.of_this_program() if parsed.full else State(None)
    began = time.monotonic()
    found: list[tuple[Drill, Tally]] = []
    for drill, tally in _all(drills, full=parsed.full, shard=parsed.shard, jobs=parsed.jobs, state=state):
        print(drill.line(tally), flush=True)
        found.append((drill, tally))
    return _sum_up(found, time.monotonic() - began)


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build/dev.py drill", description="Try what must never be lost.")
    parser.add_argument(
        "--full", action="store_true", help="all of it, for hours; goes on where it was interrupted"
    )
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--shard", type=Shard.read, default=Shard(1, 1), metavar="1/4", help="one part of it")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    return parser


def _all(
    drills: Sequence[Drill], *, full: bool, shard: Shard, jobs: int, state: State
) -> Iterator[tuple[Drill, Tally]]:
    """Each drill with what was found, as soon as all its portions are done."""
    from tests.drills.plan import Tally

    pool = ThreadPoolExecutor(max_workers=jobs)
    place = 0
    waiting: list[tuple[Drill, list[Future[Tally]]]] = []
    try:
        for drill in drills:
            futures = []
            for portion in drill.portions(full):
                if shard.has(place):
                    futures.append(pool.submit(_portion, drill, portion, state))
                place += 1
            waiting.append((drill, futures))
        for drill, futures in waiting:
            total = Tally()
            for future in futures:
                total.add(future.result())
            if futures:
                yield drill, total
    finally:
        pool.shutdown(cancel_futures=True)


def _portion(drill: Drill, portion: Portion, state: State) -> Tally:
    """One portion in a process of its own, unless it was done before."""
    from tests.drills.plan import Tally

    known = state.get(drill, portion)
    if known is not None:
        return known
    command = [sys.executable, "-m", "tests.drills.lot", drill.name, portion.part]
    command += [str(portion.first), str(portion.count)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        tally = Tally(tried=1)
        last = done.stderr.strip().splitlines()[-1:] or [""]
        tally.lose(f"{portion.name} ended with {done.returncode}: {last[0]}")
        return tally
    tally = Tally.of_json(json.loads(done.stdout.splitlines()[-1]))
    state.set(drill, portion, tally)
    return tally


def _sum_up(found: Sequence[tuple[Drill, Tally]], seconds: float) -> int:
    tried = sum(tally.tried for _drill, tally in found)
    bad = [(drill, tally) for drill, tally in found if not drill.holds(tally)]
    verdict = "everything holds" if not bad else f"{len(bad)} do not hold"
    print(f"{len(found)} drills, {tried:,} cases in {seconds:.0f} s: {verdict}.")
    for drill, tally in bad:
        for problem in tally.problems or ["the control did not lose, so that this drill sees nothing"]:
            print(f"  {drill.name}: {problem}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
