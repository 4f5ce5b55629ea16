"""How long the agreement takes with years behind it, besides deriving a key and the print engine.

500 lines, 40 versions and 5,000 events, in a real vault. Beside each figure stands what reading the ledger
once, with every signature, took in the same run: a busy computer slows both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import years

from trustapp import demonstration
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, CategoryId, LineId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.papers import PaperOptions

TARGET = 0.1
"""Seconds that each action may take."""

TIMES = 7


class Bench:
    """The vault of years, and one person's sitting in it."""

    def __init__(self, folder: Path) -> None:
        made = years.make(folder)
        self.services, self._clock = made.services, made.clock
        self.reading = years.reading_once(made.folder, TIMES)
        self.services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
        self._lines = 0
        self._ready: list[LineId] = []

    def figures(self) -> list[tuple[str, list[float]]]:
        """Every action with its times, in seconds."""
        first = [years.timed(self.services.agreements.view)]
        self._prepare()
        actions: list[tuple[str, Callable[[], object]]] = [
            ("opening the page", self.services.agreements.view),
            ("drafting a line", self._draft),
            ("stating a limit", self._limit),
            ("answering: still yes", self._still_yes),
            ("its paper, up to the print engine", self._paper),
        ]
        return [
            ("opening the page, the first time", first),
            *((what, self._times(act)) for what, act in actions),
        ]

    @staticmethod
    def _times(action: Callable[[], object]) -> list[float]:
        return [years.timed(action) for _ in range(TIMES)]

    def _words(self) -> NewDraft:
        self._lines += 1
        until = (self._clock() + timedelta(days=60)).date()
        category = CategoryId("affection")
        return NewDraft(LineKind.COMMITMENT, category, f"Draft {self._lines}", "I will ask first.", until)

    def _draft(self) -> LineId:
        line = self.services.agreements.draft(self._words()).value.id
        self.services.agreements.view()
        return line

    def _limit(self) -> None:
        self._lines += 1
        limit = NewLimit(CategoryId("touch"), f"Limit {self._lines}", "Not while I cook.", Kind.MINE)
        self.services.agreements.state_limit(limit)
        self.services.agreements.view()

    def _still_yes(self) -> None:
        """The demonstration's key costs some ten milliseconds to derive: they are counted here."""
        line = self._ready.pop()
        self.services.agreements.still_yes(line, demonstration.PASSPHRASES[FIRST], paper=True)

    def _prepare(self) -> None:
        """Drafts that were slept on, for the still yes of each time."""
        self._ready = [self._draft() for _ in range(TIMES)]
        self.services.agreements.mark_seen(tuple(self._ready))
        self._clock.move(timedelta(hours=25))

    def _paper(self) -> None:
        self.services.papers.agreement(PaperOptions())


def main() -> int:
    """Print the table; 1 when a target is not met."""
    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        bench = Bench(Path(folder) / "vault")
        found = bench.figures()
        bench.services.vault.lock()
    reading = statistics.median(bench.reading)
    print(
        f"\nAn agreement of {years.LINES} lines, {years.VERSIONS} versions and {years.EVENTS} events, in ms;"
    )
    print(f"the whole ledger, read and verified once: {1000 * reading:.0f} ms")
    met = True
    for what, times in found:
        median = statistics.median(times)
        well = median <= TARGET
        met = met and well
        verdict = "met" if well else "not met"
        print(f"{what:<34}{1000 * median:>10.1f}{median / reading:>20.2f}{1000 * TARGET:>8.0f}  {verdict}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
