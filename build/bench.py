"""How long the program takes, beside something bare that does as little as can be done.

Every measurement is a row: what it is, the program's median, the median of what it is compared with,
their ratio and the ratio that is the target. Both sides are started in turns in the same run, so that
a busy computer slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)

app = QApplication(sys.argv[:1])
window = Window()
window.setCentralWidget(QLabel("A bare window"))
window.resize(1200, 800)
window.show()
sys.exit(app.exec())
"""


@dataclass(frozen=True)
class Row:
    """One measurement, in seconds."""

    what: str
    ours: Sequence[float]
    other: Sequence[float]
    target: float
    within: float = 0
    """Milliseconds that it is to stay within on a computer that is not busy; 0 where none are set."""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return statistics.median(self.ours) / statistics.median(self.other)

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.ratio <= self.target

    @property
    def absolute(self) -> str:
        """What it took on this computer, for information: nothing fails because a computer is busy."""
        ours = [1000 * one for one in self.ours]
        within = f"{self.within:>9.0f} ms" if self.within else f"{'':>12}"
        return f"{self.what:<34}{statistics.median(ours):>7.0f} ms{max(ours):>7.0f} ms{within}"

    def __str__(self) -> str:
        ours, other = statistics.median(self.ours), statistics.median(self.other)
        verdict = "met" if self.met else "not met"
        return f"{self.what:<34}{ours:>8.3f} s{other:>8.3f} s{self.ratio:>8.2f}{self.target:>8.2f}  {verdict}"


def main() -> int:
    """Measure everything and print the table; 1 when a target is not met."""
    parser = argparse.ArgumentParser(description="Measure the program beside a bare window.")
    parser.add_argument("--pairs", type=int, default=15, help="how often each side is started (15)")
    pairs = parser.parse_args().pairs
    sys.path.insert(0, str(ROOT))
    rows = [row for measure in MEASUREMENTS for row in measure(pairs)]
    print(f"{'medians of ' + str(pairs):<34}{'ours':>10}{'bare':>10}{'ratio':>8}{'target':>8}")
    for row in rows:
        print(row)
    print(f"\n{'on this computer, for information':<34}{'median':>10}{'worst':>10}{'within':>12}")
    for row in rows:
        print(row.absolute)
    from agreement import main as measure_agreement
    from reflections import main as measure_reflections
    from rituals import main as measure_rituals
    from scrolling import main as measure_scrolling

    parts = (measure_agreement, measure_rituals, measure_reflections, measure_scrolling)
    return max(0 if all(row.met for row in rows) else 1, *(measure() for measure in parts))


def first_start(pairs: int) -> list[Row]:
    """From starting the process to the painted first page, on a computer that has nothing."""
    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        return [_start("start, to the first page", Path(folder) / "vault", pairs)]


def next_start(pairs: int) -> list[Row]:
    """From starting the process to the painted unlock page of two people."""
    from trustapp import demonstration

    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        made = demonstration.make(Path(folder) / "vault")
        return [_start("start, to the unlock page", made.folder, pairs)]


def away(pairs: int) -> list[Row]:
    """Being covered, hidden and locked with a private space of 16 MiB; see ``away.py``."""
    command = [sys.executable, "build/away.py", str(pairs)]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True, check=True
    )
    times = json.loads(done.stdout)
    return [
        Row(what, ours=times[name][0], other=times[name][1], target=target, within=within)
        for what, name, target, within in AWAY
    ]


AWAY = (
    ("covered, beside a blank sheet", "cover", 3.0, 50.0),
    ("hidden, beside a blank window", "hide", 3.0, 200.0),
    ("locked, 16 MiB sealed anew", "lock", 4.0, 1000.0),
)
"""What, its name among the times, its target beside the bare side, and its milliseconds."""


def _start(what: str, vault: Path, pairs: int) -> Row:
    ours = [sys.executable, "-m", "ui", "--measure-start", "--vault", str(vault)]
    bare = [sys.executable, "-c", BARE_WINDOW]
    return Row(what, *_in_turns(ours, bare, pairs), target=1.5)


MEASUREMENTS: Sequence[Callable[[int], list[Row]]] = (first_start, next_start, away)


def _in_turns(ours: Sequence[str], other: Sequence[str], pairs: int) -> tuple[list[float], list[float]]:
    """Both in turns, after one start of each that is not counted: it brings the files into memory."""
    _until_painted(other)
    _until_painted(ours)
    times = [(_until_painted(ours), _until_painted(other)) for _ in range(pairs)]
    return [pair[0] for pair in times], [pair[1] for pair in times]


def _until_painted(command: Sequence[str]) -> float:
    """Seconds from starting a process to its first line, which it prints when it has painted."""
    began = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - began
        trouble = process.communicate()[1]
    if process.returncode != 0 or not line:
        raise SystemExit(
            f"{trouble}{' '.join(command[1:4])} ended with {process.returncode}, painting nothing"
        )
    return taken


def _environment() -> dict[str, str]:
    """Ours without what steers the interpreter, as on a person's computer: compiled modules are kept."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


if __name__ == "__main__":
    sys.exit(main())
