"""How long a month of the planner takes with ten years of rituals, beside plain dateutil for the same month.

Rules and days left out are 5,000 together: once few rules with many such days, once nothing but rules. The
first month brings what is kept for the others; every month after it is one that was not asked before.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import years
from dateutil.rrule import rrule, rrulebase, rruleset, rrulestr

from trustapp import demonstration
from trustapp.domain.ids import FIRST, SECOND, RitualId, StatementId
from trustapp.domain.recurrence import Every, Repeat, between, forget, rule_of
from trustapp.domain.rituals import TURNS, Plan, RitualWords
from trustapp.domain.statements import RitualYes, Statement

TARGET: Final = 0.05
"""Seconds that any month after the first may take."""

RULES_AND_DAYS: Final = 5_000
YEARS: Final = 10
MONTHS: Final = 12
"""How many months are asked for after the first, anywhere in the ten years."""

ZONE: Final = "Europe/Berlin"
BEGUN: Final = date.today() - timedelta(days=365 * YEARS // 2)
"""Half of the years lie behind, half ahead."""


def plans(rules: int, chance: random.Random) -> list[Plan]:
    """So many rules, each for a year or two of the ten, with as many days left out as make 5,000 together."""
    left_out = [0] * rules
    for _each in range(RULES_AND_DAYS - rules):
        left_out[chance.randrange(rules)] += 1
    return [_plan(days, chance) for days in left_out]


def _plan(left_out: int, chance: random.Random) -> Plan:
    day = BEGUN + timedelta(days=chance.randrange(365 * YEARS))
    length = chance.randrange(200, 800)
    every = chance.choice(list(Every))
    month = every is Every.MONTH
    weekdays = tuple(chance.sample(range(7), 1 if month else chance.choice((1, 1, 2, 3))))
    ordinal = chance.choice((0, 1, 2, -1)) if month else 0
    until = day + timedelta(days=length)
    repeat = Repeat(every, chance.choice((1, 1, 1, 2, 3)), weekdays, ordinal, until=until)
    without = sorted({day + timedelta(days=chance.randrange(length)) for _each in range(left_out)})
    return Plan(
        day, chance.choice(("07:10", "17:00", "20:00", "")), ZONE, rule_of(repeat, day), tuple(without)
    )


def plain(plan: Plan) -> rrulebase:
    """The same in dateutil alone."""
    begin = datetime.combine(plan.day, time.min)
    found, rule = rruleset(), rrulestr(plan.rule, dtstart=begin)
    assert isinstance(rule, rrule)
    found.rrule(rule)
    for day in plan.without:
        found.exdate(datetime.combine(day, time.min))
    return found


def shown(all_plans: Sequence[Plan], first: date) -> int:
    """What a month of the planner shows, with the weeks around it."""
    here = ZoneInfo(ZONE)
    begin, end = _weeks(first)
    return sum(len(between(plan, begin, end, here)) for plan in all_plans)


def shown_plainly(sets: Sequence[rrulebase], first: date) -> int:
    """The same days, walked to from the first of each."""
    begin, end = (datetime.combine(day, time.min) for day in _weeks(first))
    return sum(len(one.between(begin, end, inc=True)) for one in sets)


def _weeks(first: date) -> tuple[date, date]:
    return first - timedelta(days=first.weekday()), first + timedelta(days=41 - first.weekday())


@dataclass(frozen=True)
class Figure:
    """One kind of plan, measured: seconds for the first month, for each after it, and for plain dateutil."""

    what: str
    first: float
    ours: Sequence[float]
    other: Sequence[float]

    @property
    def met(self) -> bool:
        """Whether a month takes no longer than it may."""
        return statistics.median(self.ours) <= TARGET

    def __str__(self) -> str:
        ours, other = statistics.median(self.ours), statistics.median(self.other)
        verdict = "met" if self.met else "not met"
        return (
            f"{self.what:<34}{1000 * self.first:>8.0f}{1000 * ours:>8.1f}{1000 * max(self.ours):>8.1f}"
            f"{1000 * other:>8.0f}{ours / other:>8.3f}{1000 * TARGET:>6.0f}  {verdict}"
        )


def of_days(what: str, rules: int, chance: random.Random) -> Figure:
    """The days and times by themselves, any month of the ten years."""
    all_plans = plans(rules, chance)
    months = [_months_later(BEGUN, number) for number in range(12, 12 * YEARS)]
    first, *others = chance.sample(months, MONTHS + 1)
    sets = [plain(plan) for plan in all_plans]
    if shown(all_plans, first) != shown_plainly(sets, first):
        raise SystemExit("Plain dateutil finds other days.")
    forget()
    return _measured(what, partial(shown, all_plans), partial(shown_plainly, sets), [first, *others])


def of_the_planner(what: str, rules: int, folder: Path, chance: random.Random) -> Figure:
    """A couple's planner in a real vault, any month to come: days that are over show nothing."""
    all_plans = plans(rules, chance)
    made = years.make(folder, told=partial(_yeses, all_plans))
    service, today = made.services.rituals, made.clock().date()
    made.services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
    ahead = [_months_later(today, number) for number in range(12 * YEARS // 2)]
    first, *others = [ahead[0], *chance.sample(ahead[1:], MONTHS)]
    forget()
    try:
        return _measured(
            what,
            lambda month: service.span(*_weeks(month)),
            partial(shown_plainly, [plain(plan) for plan in all_plans]),
            [first, *others],
        )
    finally:
        made.services.vault.lock()


def _measured(
    what: str, ours: Callable[[date], object], other: Callable[[date], object], months: Sequence[date]
) -> Figure:
    first = years.timed(partial(ours, months[0]))
    both = [(years.timed(partial(ours, one)), years.timed(partial(other, one))) for one in months[1:]]
    return Figure(what, first, [pair[0] for pair in both], [pair[1] for pair in both])


def _yeses(all_plans: Sequence[Plan], begun: datetime, _most: int) -> Iterator[tuple[Statement, datetime]]:
    for number, plan in enumerate(all_plans):
        words = RitualWords(
            RitualId(f"{number:032x}"),
            f"Ritual {number}",
            years.some_words(number),
            who=TURNS,
            minutes=20,
            plan=plan,
        )
        for place, member in enumerate((FIRST, SECOND), start=2 * number):
            yield RitualYes(StatementId(f"{place + 1:032x}"), member, words), begun + timedelta(minutes=place)


def _months_later(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def main() -> int:
    """Print the table; 1 when the target is not met."""
    chance = random.Random(5_545)
    few, left_out = 1_000, f"{RULES_AND_DAYS - 1_000:,} days left out"
    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        figures = [
            of_days(f"1,000 rules, {left_out}", few, chance),
            of_days("5,000 rules", RULES_AND_DAYS, chance),
            of_the_planner("the planner with 1,000 and 4,000", few, Path(folder) / "vault", chance),
        ]
    print(f"\nA month of rituals with {YEARS} years of them, in ms; beside it plain dateutil, and the ratio:")
    print(f"{'':<34}{'first':>8}{'after':>8}{'worst':>8}{'plain':>8}{'ratio':>8}{'may':>6}")
    for figure in figures:
        print(figure)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
