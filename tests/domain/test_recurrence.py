"""On which days and at what time a ritual comes: as plain dateutil says, from anywhere, and soon."""

from __future__ import annotations

import datetime as datetime_module
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from unittest.mock import patch
from zoneinfo import ZoneInfo

import msgspec
import pytest
from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trustapp.domain import recurrence
from trustapp.domain.errors import UserError
from trustapp.domain.recurrence import (
    Every,
    Repeat,
    at,
    between,
    checked,
    days,
    first_day,
    forget,
    last_day,
    moment,
    repeat_of,
    rule_of,
)
from trustapp.domain.rituals import Plan
from trustapp.domain.rules import WEEKDAYS

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2027, 5, 3)


# -- plain dateutil, for the same question -------------------------------------------------------------


def plain(plan: Plan, first: date, last: date) -> tuple[date, ...]:
    """Every day from the first of the plan on, walked one by one."""
    clock = time.fromisoformat(plan.time) if plan.time else time.min
    begin = datetime.combine(plan.day, clock)
    rule = plan.rule
    if rule.endswith("Z"):
        begin = begin.replace(tzinfo=ZoneInfo(plan.zone))
    elif "UNTIL=" in rule and "T" not in rule.partition("UNTIL=")[2]:
        rule += "T235959"  # a day is meant to its end
    without = set(plan.without)
    with patch.object(datetime_module, "MAXYEAR", 2060):  # where a rule that never comes ends its walk
        walked = takewhile(lambda found: found.date() <= last, rrulestr(rule, dtstart=begin))
        return tuple(
            found.date() for found in walked if found.date() >= first and found.date() not in without
        )


@st.composite
def weekdays(draw: st.DrawFn, ordinals: bool, of_a_year: bool) -> str:
    names = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))
    places = st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5, *([20, 52, 53, -53] if of_a_year else ())])
    return ",".join(f"{draw(places)}{name}" if ordinals else name for name in names)


@st.composite
def some(draw: st.DrawFn, *numbers: int) -> str:
    chosen = draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=4, unique=True))
    return ",".join(map(str, chosen))


@st.composite
def parts(draw: st.DrawFn, frequency: str) -> dict[str, str]:
    said: dict[str, str] = {}
    yearly, monthly = frequency == "YEARLY", frequency == "MONTHLY"
    if draw(st.booleans()):
        said["BYMONTH"] = draw(some(1, 2, 3, 4, 6, 9, 11, 12))
    if frequency != "WEEKLY" and draw(st.booleans()):
        said["BYMONTHDAY"] = draw(some(1, 2, 13, 28, 29, 30, 31, -1, -2, -28, -29, -30, -31))
    if yearly and draw(st.integers(0, 4)) == 0:
        said["BYYEARDAY"] = draw(some(1, 59, 60, 61, 100, 365, 366, -1, -306, -366))
    if yearly and draw(st.integers(0, 4)) == 0:
        said["BYWEEKNO"] = draw(some(1, 2, 20, 52, 53, -1, -52))
    if draw(st.booleans()):
        ordinals = (yearly or monthly) and "BYWEEKNO" not in said and draw(st.booleans())
        said["BYDAY"] = draw(weekdays(ordinals, yearly and "BYMONTH" not in said))
    if said and frequency != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        said["BYSETPOS"] = draw(some(1, 2, 3, -1, -2, 31))
    return said


@st.composite
def ends(draw: st.DrawFn, day: date) -> str:
    later = day + timedelta(days=draw(st.integers(-3, 2500)))
    return draw(
        st.sampled_from(
            (
                "",
                "",
                f";COUNT={draw(st.integers(1, 60))}",
                f";UNTIL={later:%Y%m%d}",
                f";UNTIL={later:%Y%m%d}T{draw(st.sampled_from(['000000', '070959', '071000', '235959']))}",
                f";UNTIL={later:%Y%m%d}T{draw(st.sampled_from(['000000', '050959', '061000', '235959']))}Z",
            )
        )
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    day = draw(st.dates(date(1995, 1, 1), date(2030, 12, 31)))
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    said = {"FREQ": frequency}
    if draw(st.booleans()):
        said["INTERVAL"] = str(draw(st.sampled_from([1, 2, 3, 5, 7, 12, 13, 30, 100])))
    said |= draw(parts(frequency))
    if draw(st.booleans()):
        said["WKST"] = draw(st.sampled_from(WEEKDAYS))
    rule = ";".join(f"{name}={value}" for name, value in said.items()) + draw(ends(day))
    without = tuple(day + timedelta(days=ahead) for ahead in draw(st.lists(st.integers(0, 400), max_size=5)))
    return Plan(day, draw(st.sampled_from(["", "07:10", "23:55"])), "Europe/Berlin", rule, without)


def until_is_for_any_time_of_the_day(plan: Plan) -> bool:
    """A day without a time is not known to dateutil: what a moment means for one is ours to say."""
    return not plan.time and "T" in plan.rule.partition("UNTIL=")[2]


@settings(max_examples=400, deadline=None)
@given(plans(), st.integers(-40, 4000), st.integers(0, 100))
def test_the_days_are_those_that_plain_dateutil_finds(plan: Plan, ahead: int, length: int) -> None:
    assume(not until_is_for_any_time_of_the_day(plan))
    first = plan.day + timedelta(days=ahead)
    last = first + timedelta(days=length)
    assert days(plan, first, last) == plain(plan, first, last)


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(0, 4000))
def test_a_span_is_its_days_one_by_one(plan: Plan, ahead: int) -> None:
    first = plan.day + timedelta(days=ahead)
    span = [first + timedelta(days=one) for one in range(45)]
    assert days(plan, first, span[-1]) == tuple(day for one in span for day in days(plan, one, one))


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(-40, 4000))
def test_a_plan_from_a_later_day_on_comes_on_the_same_days_and_tells_of_none_before(
    plan: Plan, ahead: int
) -> None:
    since = plan.day + timedelta(days=ahead)
    rest = recurrence.ahead(plan, since)
    if rest is None:
        assert first_day(plan, since) is None
        return
    last = since + timedelta(days=1500)
    assert rest.day >= since
    assert all(day > since for day in rest.without)
    assert "COUNT" not in rest.rule
    assert days(rest, date.min, last) == days(plan, since, last)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_asked_again_or_after_forgetting_it_says_the_same(plan: Plan) -> None:
    first, last = plan.day, plan.day + timedelta(days=60)
    found = days(plan, first, last)
    assert days(plan, first, last) == found
    forget()
    assert days(plan, first, last) == found


def test_a_rule_of_long_ago_is_not_walked_from_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    steps: list[datetime] = []
    walk = rrule._iter  # type: ignore[attr-defined]

    def counted(self: rrule) -> Iterator[datetime]:
        for found in walk(self):
            steps.append(found)
            yield found

    monkeypatch.setattr(rrule, "_iter", counted)
    for rule in ("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=MONTHLY"):
        days(Plan(date(1900, 1, 1), rule=rule), date(2027, 5, 1), date(2027, 5, 31))
    assert 0 < len(steps) <= 4 * 31
    steps.clear()
    days(Plan(date(1900, 1, 1), rule="FREQ=DAILY"), date(2027, 5, 1), date(2027, 5, 31))
    assert steps == []


def test_mondays_and_the_second_sunday_are_both() -> None:
    """By itself dateutil takes them for days that are a Monday and the second Sunday."""
    plan = Plan(MONDAY, rule="FREQ=MONTHLY;BYDAY=MO,2SU")
    both = rruleset()
    for rule in ("FREQ=MONTHLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=2SU"):
        both.rrule(rrulestr(rule, dtstart=datetime.combine(MONDAY, time.min)))
    assert days(plan, MONDAY, date(2028, 5, 1)) == tuple(
        found.date() for found in both.between(datetime(2027, 5, 2), datetime(2028, 5, 1), inc=True)
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", ["2027-05-09", "2027-05-23", "2027-06-06"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2027-05-28", "2027-06-25", "2027-07-30"]),
        ("FREQ=MONTHLY;BYDAY=2SU", ["2027-05-09", "2027-06-13", "2027-07-11"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2027-05-31", "2027-07-31", "2027-08-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2027-05-31", "2027-06-30", "2027-07-31"]),
        ("FREQ=YEARLY", ["2027-05-03", "2028-05-03", "2029-05-03"]),
        ("FREQ=DAILY;COUNT=2", ["2027-05-03", "2027-05-04"]),
        ("FREQ=DAILY;UNTIL=20270504", ["2027-05-03", "2027-05-04"]),
        ("", ["2027-05-03"]),
    ],
)
def test_known_rules_come_on_known_days(rule: str, expected: list[str]) -> None:
    found = days(Plan(MONDAY, "17:00", rule=rule), MONDAY, date(2037, 1, 1))
    assert [day.isoformat() for day in islice(found, 3)] == expected


def test_what_is_left_out_of_a_single_time_is_left_out() -> None:
    assert days(Plan(MONDAY, without=(MONDAY,)), MONDAY, MONDAY) == ()


def test_a_moment_as_the_end_counts_on_the_clock_of_the_plan() -> None:
    """22:00 UTC of 9 May is midnight in Berlin: the tenth is named, and its 07:10 is later."""
    until = "FREQ=DAILY;UNTIL=20270509T220000Z"
    assert last_day(Plan(MONDAY, "07:10", "Europe/Berlin", until)) == date(2027, 5, 9)
    assert last_day(Plan(MONDAY, "00:00", "Europe/Berlin", until)) == date(2027, 5, 10)
    assert last_day(Plan(MONDAY, "", "Europe/Berlin", until)) == date(2027, 5, 10)
    assert last_day(Plan(MONDAY, "07:10", "UTC", until)) == date(2027, 5, 9)


def test_the_first_day_from_a_day_on_is_found_far_ahead() -> None:
    plan = Plan(date(2028, 2, 29), rule="FREQ=YEARLY")
    assert first_day(plan, MONDAY) == date(2028, 2, 29)
    assert first_day(plan, date(2028, 3, 1)) == date(2032, 2, 29)
    assert first_day(Plan(MONDAY), date(2027, 5, 4)) is None
    assert first_day(Plan(MONDAY, rule="FREQ=DAILY", without=(MONDAY,)), MONDAY) == date(2027, 5, 4)


def test_only_a_rule_with_an_end_has_a_last_day() -> None:
    assert last_day(Plan(MONDAY, rule="FREQ=DAILY")) is None
    assert last_day(Plan(MONDAY, rule="FREQ=DAILY;COUNT=3")) == date(2027, 5, 5)
    assert last_day(Plan(MONDAY, rule="FREQ=DAILY;UNTIL=20270601")) == date(2027, 6, 1)
    assert last_day(Plan(MONDAY)) == MONDAY


# -- the time here -------------------------------------------------------------------------------------


def test_a_time_that_the_clock_leaps_over_comes_as_much_later() -> None:
    plan = Plan(date(2027, 3, 1), "02:30", "Europe/Berlin", "FREQ=DAILY")
    assert at(plan, date(2027, 3, 28), BERLIN) == (date(2027, 3, 28), "03:30")
    assert at(plan, date(2027, 3, 29), BERLIN) == (date(2027, 3, 29), "02:30")
    assert moment(plan, date(2027, 3, 28)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_of_a_time_that_the_clock_shows_twice_the_first_counts() -> None:
    plan = Plan(date(2027, 10, 1), "02:30", "Europe/Berlin", "FREQ=DAILY")
    assert moment(plan, date(2027, 10, 31)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert at(plan, date(2027, 10, 31), BERLIN) == (date(2027, 10, 31), "02:30")


def test_the_time_at_home_stays_when_the_clock_changes() -> None:
    plan = Plan(date(2027, 3, 1), "07:10", "Europe/Berlin", "FREQ=DAILY")
    here = between(plan, date(2027, 3, 20), date(2027, 4, 5), BERLIN)
    assert {clock for _day, _here, clock in here} == {"07:10"}
    away = between(plan, date(2027, 3, 27), date(2027, 3, 29), ZoneInfo("UTC"))
    assert [clock for _day, _here, clock in away] == ["06:10", "05:10", "05:10"]


def test_any_time_of_the_day_stays_on_its_day_everywhere() -> None:
    plan = Plan(MONDAY, "", "Pacific/Kiritimati", "FREQ=DAILY;COUNT=1")
    assert between(plan, MONDAY, MONDAY, ZoneInfo("Etc/GMT+12")) == ((MONDAY, MONDAY, ""),)
    assert moment(plan, MONDAY) is None


@pytest.mark.parametrize(
    ("home", "clock", "here", "ahead"),
    [
        ("Pacific/Kiritimati", "00:30", "Etc/GMT+12", -2),
        ("Etc/GMT+12", "23:30", "Pacific/Kiritimati", 2),
        ("Europe/Berlin", "00:30", "America/New_York", -1),
    ],
)
def test_a_time_may_be_on_a_neighbouring_day_here(home: str, clock: str, here: str, ahead: int) -> None:
    plan = Plan(MONDAY, clock, home)
    day = MONDAY + timedelta(days=ahead)
    [(named, found, _clock)] = between(plan, day, day, ZoneInfo(here))
    assert (named, found) == (MONDAY, day)
    assert between(plan, MONDAY, MONDAY, ZoneInfo(here)) == ()


@settings(max_examples=100, deadline=None)
@given(plans(), st.integers(0, 2000), st.sampled_from(["Pacific/Apia", "America/New_York", "Asia/Kathmandu"]))
def test_neighbouring_spans_hold_each_time_once(plan: Plan, ahead: int, zone: str) -> None:
    here = ZoneInfo(zone)
    first = plan.day + timedelta(days=ahead)
    middle, last = first + timedelta(days=9), first + timedelta(days=30)
    apart = *between(plan, first, middle, here), *between(plan, middle + timedelta(days=1), last, here)
    assert apart == between(plan, first, last, here)
    assert [(day, clock) for _named, day, clock in apart] == sorted((day, clock) for _n, day, clock in apart)


def test_a_zone_that_is_not_known_is_taken_for_the_one_here() -> None:
    assert at(Plan(MONDAY, "07:10", "Mars/Olympus"), MONDAY, BERLIN) == (MONDAY, "07:10")


# -- what is refused -----------------------------------------------------------------------------------


def refusal(plan: Plan) -> str:
    with pytest.raises(UserError) as refused:
        checked(plan)
    return refused.value.code


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=1000000000", "FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1", "FREQ=SOMETIMES", "INTERVAL=2", "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;UNTIL=20271399", "FREQ=DAILY;UNTIL=20270503T250000Z", "FREQ=DAILY;COUNT=2;UNTIL=20270601",
        "FREQ=DAILY;BYEASTER=0", "FREQ=DAILY;BYDAY=2MO", "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=,", "FREQ=MONTHLY;BYDAY=",
        "FREQ=DAİLY", "FREQ=DAILY;INTERVAL=２", "RRULE:FREQ=DAILY",
        "FREQ=DAILY;", "FREQ=DAILY\n", " ", "FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 600),
        "FREQ=YEARLY;BYYEARDAY=" + "9" * 900,
    ],
)  # fmt: skip
def test_what_is_no_usable_rule_is_refused_and_has_no_days(rule: str) -> None:
    plan = Plan(MONDAY, "07:10", "Europe/Berlin", rule)
    assert refusal(plan) == "plan.rule"
    assert days(plan, MONDAY, date(2037, 5, 3)) == ()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=MINUTELY;COUNT=3",
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=7,19",
        "FREQ=DAILY;BYMINUTE=1",
    ],
)
def test_more_than_once_a_day_is_refused(rule: str) -> None:
    assert refusal(Plan(MONDAY, rule=rule)) == "plan.too_often"
    assert days(Plan(MONDAY, rule=rule), MONDAY, date(2037, 5, 3)) == ()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4",
        "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=DAILY;UNTIL=20270502", "FREQ=MONTHLY;BYDAY=7MO",
        "FREQ=DAILY;BYSETPOS=2", "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=6",
    ],
)  # fmt: skip
def test_a_rule_that_never_comes_is_refused(rule: str) -> None:
    plan = Plan(MONDAY, rule=rule)
    assert refusal(plan) == "plan.never"
    assert days(plan, MONDAY, date(2087, 5, 3)) == ()


def test_a_plan_whose_every_day_is_left_out_never_comes() -> None:
    assert refusal(Plan(MONDAY, without=(MONDAY,))) == "plan.never"
    assert refusal(Plan(MONDAY, rule="FREQ=DAILY;COUNT=1", without=(MONDAY,))) == "plan.never"


def test_a_rule_that_comes_rarely_is_no_rule_that_never_comes() -> None:
    plan = checked(Plan(MONDAY, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"))
    assert days(plan, MONDAY, date(2060, 1, 1))[0] == date(2044, 2, 29)


@pytest.mark.parametrize("clock", ["7:10", "24:00", "12:60", "07.10", "07:10:00", "٠٧:١٠", "soon"])
def test_what_is_no_time_is_refused_and_shown_as_any_time(clock: str) -> None:
    assert refusal(Plan(MONDAY, clock)) == "plan.time"
    assert at(Plan(MONDAY, clock), MONDAY, BERLIN) == (MONDAY, "")


@pytest.mark.parametrize(
    "zone",
    ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe", "Ünïcode", "A" * 500, "tzdata.zi"],
)
def test_what_is_no_zone_is_refused(zone: str) -> None:
    assert refusal(Plan(MONDAY, "07:10", zone)) == "plan.zone"


def test_a_plan_is_kept_in_one_spelling() -> None:
    days_out = (date(2027, 6, 1), date(2027, 5, 4), date(2027, 6, 1))
    plan = checked(Plan(MONDAY, "07:10", "Europe/Berlin", "freq=daily", days_out))
    assert plan.rule == "FREQ=DAILY"
    assert plan.without == (date(2027, 5, 4), date(2027, 6, 1))


# -- what somebody else may have written ---------------------------------------------------------------

RULE_SIGNS = st.text(alphabet="FREQ=DAILYWKMONTHBS;,-0123456789TUZ\x00é", max_size=60)
DATES = st.one_of(st.dates(), st.sampled_from([date.min, date.max, date(9999, 2, 28), date(1, 1, 2)]))


@st.composite
def anything(draw: st.DrawFn) -> Plan:
    rule = draw(st.one_of(RULE_SIGNS, st.text(max_size=30), plans().map(lambda plan: plan.rule)))
    written = {
        "day": draw(DATES).isoformat(),
        "time": draw(st.one_of(st.sampled_from(["", "00:00", "23:59"]), st.text(max_size=8))),
        "zone": draw(
            st.one_of(st.sampled_from(["UTC", "Pacific/Kiritimati", "Etc/GMT+12"]), st.text(max_size=20))
        ),
        "rule": rule,
        "without": [day.isoformat() for day in draw(st.lists(DATES, max_size=3))],
    }
    return msgspec.convert(written, Plan)


@settings(max_examples=300, deadline=None)
@given(anything(), DATES, st.integers(0, 70))
def test_whatever_a_plan_holds_it_is_answered(plan: Plan, first: date, length: int) -> None:
    last = first + timedelta(days=min(length, (date.max - first).days))
    for zone in (BERLIN, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")):
        found = between(plan, first, last, zone)
        assert list(found) == sorted(found, key=lambda one: one[1:])
    for day in days(plan, first, last):
        assert first <= day <= last
        moment(plan, day)
    last_day(plan)
    with suppress(UserError):
        kept = checked(plan)
        assert checked(kept) == kept
        assert days(kept, first, last) == days(plan, first, last)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize("more", ["", ";BYDAY=MO,SU", ";COUNT=9999", ";INTERVAL=999;WKST=SU"])
def test_the_ends_of_the_calendar_are_days_as_others(day: date, frequency: str, more: str) -> None:
    plan = Plan(day, "23:59", "Etc/GMT+12", f"FREQ={frequency}{more}")
    ahead = timedelta(days=40)
    first, last = (day, day + ahead) if day == date.min else (day - ahead, day)
    assert days(plan, first, last) or "BYDAY" in more
    between(plan, first, last, BERLIN)
    last_day(plan)


def test_a_rule_that_never_comes_is_not_looked_for_in_all_of_the_calendar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget()
    asked: list[tuple[object, ...]] = []
    ask = recurrence._asked

    def counted(*args: object) -> tuple[date, ...]:
        asked.append(args)
        return ask(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(recurrence, "_asked", counted)
    never = Plan(MONDAY, rule="FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2")
    assert days(never, date(2090, 2, 1), date(2090, 2, 28)) == ()
    assert len(asked) == 1
    assert refusal(never) == "plan.never"
    assert len(asked) < 14 * recurrence.HORIZON


# -- what a form asks ----------------------------------------------------------------------------------


@st.composite
def repeats(draw: st.DrawFn) -> Repeat:
    every = draw(st.sampled_from(Every))
    interval = draw(st.integers(1, 99))
    until = draw(st.none() | st.dates(date(2027, 1, 1), date(2040, 1, 1)))
    if every is Every.WEEK:
        named = draw(st.sets(st.integers(0, 6), min_size=1))
        return Repeat(every, interval, tuple(sorted(named)), until=until)
    if every is Every.MONTH and draw(st.booleans()):
        weekday, ordinal = draw(st.integers(0, 6)), draw(st.sampled_from([1, 2, 3, 4, -1]))
        return Repeat(every, interval, (weekday,), ordinal, until=until)
    if every is Every.MONTH:
        return Repeat(every, interval, month_day=draw(st.sampled_from([*range(1, 32), -1])), until=until)
    return Repeat(every, interval, until=until)


@given(repeats(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_form_shows_what_it_asked_for(repeat: Repeat, day: date) -> None:
    assert repeat_of(rule_of(repeat, day)) == repeat


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        (Repeat(Every.WEEK), "FREQ=WEEKLY;BYDAY=MO"),
        (Repeat(Every.WEEK, 2, (6,)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
        (Repeat(Every.MONTH), "FREQ=MONTHLY;BYMONTHDAY=3"),
        (Repeat(Every.MONTH, ordinal=-1, weekdays=(4,)), "FREQ=MONTHLY;BYDAY=-1FR"),
        (Repeat(Every.DAY, until=date(2027, 6, 1)), "FREQ=DAILY;UNTIL=20270601"),
    ],
)
def test_a_form_asks_for_a_rule_that_is_usable(repeat: Repeat, rule: str) -> None:
    assert rule_of(repeat, MONDAY) == rule
    assert checked(Plan(MONDAY, rule=rule)).rule == rule


def test_another_spelling_of_the_second_sunday_is_shown_too() -> None:
    shown = Repeat(Every.MONTH, weekdays=(6,), ordinal=2)
    assert repeat_of("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2") == shown
    assert repeat_of("FREQ=MONTHLY;BYDAY=2SU") == shown


@pytest.mark.parametrize(
    "rule",
    [
        "", "nonsense", "FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20270601T070000Z",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=MO,2SU",
        "FREQ=MONTHLY;BYDAY=5SU", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;BYDAY=1SU;BYSETPOS=1", "FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
    ],
)  # fmt: skip
def test_what_a_form_cannot_show_it_does_not_show(rule: str) -> None:
    assert repeat_of(rule) is None


def test_starting_does_not_load_the_library() -> None:
    code = "import sys, trustapp.domain.recurrence; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
