"""What a drill is: numbered cases in portions, a count of what was lost, and a control that has to lose."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

SHOWN: Final = 5
"""How many problems a portion keeps in words; the numbers count all of them."""


@dataclass(frozen=True)
class Portion:
    """A part of a drill that one process does: ``count`` cases of ``part``, from ``first`` on."""

    part: str
    first: int
    count: int

    @property
    def name(self) -> str:
        """A name that is the same in each run, for the state that an interrupted run leaves."""
        return f"{self.part}-{self.first}-{self.count}"

    def chance(self, drill: str) -> random.Random:
        """Random numbers of this portion's own, the same in each run."""
        return random.Random(f"{drill}/{self.part}/{self.first}")


@dataclass
class Tally:
    """What a portion, or a whole drill, found."""

    tried: int = 0
    lost: int = 0
    control_tried: int = 0
    control_lost: int = 0
    skipped: str = ""
    """Why nothing could be tried here; "" where it was."""
    problems: list[str] = field(default_factory=list)
    detail: Counter[str] = field(default_factory=Counter)
    """Figures that the line has no room for, by name."""

    def case(self, problems: Sequence[str], what: str) -> None:
        """One case was tried; ``problems`` are what is wrong after it."""
        self.tried += 1
        if problems:
            self.lose(f"{what}: {'; '.join(problems)}")

    def lose(self, problem: str) -> None:
        """Something was lost."""
        self.lost += 1
        self.problems = [*self.problems, problem][:SHOWN]

    def control(self, lost: bool) -> None:
        """One case of the control was tried."""
        self.control_tried += 1
        self.control_lost += lost

    def add(self, other: Tally) -> None:
        """Count another portion in."""
        self.tried += other.tried
        self.lost += other.lost
        self.control_tried += other.control_tried
        self.control_lost += other.control_lost
        self.skipped = self.skipped or other.skipped
        self.problems = [*self.problems, *other.problems][:SHOWN]
        self.detail.update(other.detail)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**vars(self), "detail": dict(self.detail)}

    @classmethod
    def of_json(cls, found: dict[str, Any]) -> Tally:
        """The same again."""
        return cls(**{**found, "detail": Counter(found["detail"])})


@dataclass(frozen=True)
class Drill:
    """One row of the table: what is tried, how much of it, and what the control is."""

    name: str
    operation: str
    portions: Callable[[bool], Sequence[Portion]]
    """The portions of a short or, when True, of the full drill."""
    run: Callable[[Portion], Tally]
    control: str
    """What the control does, so that it has to lose: "acknowledged before it was written"."""
    least: float = 0.5
    """The share of the control's cases that has to be lost; below it the drill sees nothing."""
    wrong: str = "lost"
    """"lost" or "undetected"."""

    def holds(self, tally: Tally) -> bool:
        """Nothing was lost, and the control shows that it would have been seen."""
        if tally.skipped and not tally.tried:
            return True
        sees = tally.control_tried > 0 and tally.control_lost >= self.least * tally.control_tried
        return tally.tried > 0 and tally.lost == 0 and sees

    def line(self, tally: Tally) -> str:
        """The one line of this drill."""
        if tally.skipped and not tally.tried:
            return f"{self.name:<10} {self.operation}: not tried here: {tally.skipped}"
        control = f"control: {tally.control_lost:,} of {tally.control_tried:,} {self.wrong}, {self.control}"
        also = f" ({tally.skipped})" if tally.skipped else ""
        figures = f"tried {tally.tried:,}, {self.wrong} {tally.lost:,}"
        return f"{self.name:<10} {self.operation}{also}: {figures}; {control}"


def split(part: str, total: int, size: int, first: int = 0) -> list[Portion]:
    """Portions of ``size`` cases that make ``total``."""
    return [Portion(part, first + at, min(size, total - at)) for at in range(0, total, size)]
