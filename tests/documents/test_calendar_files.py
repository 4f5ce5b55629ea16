"""Calendar files: they say when and nothing else, others find the same times, and ours reads them back."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustapp.documents.exporters.calendar import CalendarEntry, Moved, export_calendar
from trustapp.documents.importers.calendar import MAX_RULES, ReadCalendar, ReadEntry, read_calendar
from trustapp.documents.importers.calendar_lines import MAX_BYTES, MAX_EVENTS
from trustapp.documents.importers.calendar_rules import as_a_form_says
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.recurrence import Every, Repeat, days, first_day, moment, rule_of
from trustapp.domain.rituals import Plan

TODAY = date(2027, 3, 10)
FAR = TODAY + timedelta(days=800)
ONE = RitualId("0123456789abcdef0123456789abcdef")
OTHER = RitualId("f" * 32)
DAILY = Plan(date(2027, 1, 4), "07:10", "Europe/Berlin", "FREQ=DAILY")


def exported(*entries: CalendarEntry, titles: bool = False) -> str:
    return export_calendar(entries, titles=titles, today=TODAY).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").splitlines()


def lines_of(text: str, name: str) -> list[str]:
    return [line for line in unfolded(text) if line.startswith(name)]


def read(*lines: str) -> ReadCalendar:
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")
    return read_calendar("\r\n".join(whole).encode(), "Europe/Berlin")


def event(*lines: str, uid: str = "1@example.org") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Tea", *lines, "END:VEVENT")


def one(*lines: str) -> ReadEntry:
    found = read(*event(*lines))
    assert found.unread == ()
    [entry] = found.entries
    return entry


def codes(*lines: str) -> list[str]:
    return [unread.code for unread in read(*lines).unread]


# -- what may be written -------------------------------------------------------------------------------

ZONES = [
    "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "America/Sao_Paulo", "America/Santiago", "Africa/Casablanca", "Etc/UTC",
]  # fmt: skip


@st.composite
def repeats(draw: st.DrawFn) -> Repeat:
    every = draw(st.sampled_from(Every))
    interval = draw(st.integers(1, 4))
    until = draw(st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)))
    if every is Every.WEEK:
        return Repeat(
            every, interval, tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1)))), until=until
        )
    if every is Every.MONTH and draw(st.booleans()):
        return Repeat(
            every, interval, (draw(st.integers(0, 6)),), draw(st.sampled_from([1, 2, 3, 4, -1])), until=until
        )
    return Repeat(every, interval, until=until)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    day = draw(st.dates(date(2020, 1, 1), date(2027, 12, 31)))
    rules = repeats().map(lambda repeat: rule_of(repeat, day))
    others = st.sampled_from(
        ["", "FREQ=DAILY;COUNT=3000", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1", "FREQ=YEARLY;BYYEARDAY=-1"]
    )
    times = st.sampled_from(["", "00:00", "00:30", "07:10", "17:00", "20:00", "23:55"])
    without = draw(st.lists(st.dates(TODAY, TODAY + timedelta(days=90)), max_size=6))
    return Plan(
        day, draw(times), draw(st.sampled_from(ZONES)), draw(rules | others), tuple(sorted(set(without)))
    )


@st.composite
def entries(draw: st.DrawFn) -> CalendarEntry:
    plan = draw(plans())
    named = days(plan, TODAY - timedelta(days=20), TODAY + timedelta(days=60))
    moved = []
    for original in draw(st.lists(st.sampled_from(named), max_size=3, unique=True)) if named else ():
        to = original + timedelta(days=draw(st.integers(-3, 30)))
        moved.append(Moved(original, to, draw(st.sampled_from(["", "08:15", "21:00"]))))
    name = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
    return CalendarEntry(ONE, name, plan, draw(st.integers(0, 1440)), tuple(moved))


def times(plan: Plan, moved: tuple[Moved, ...]) -> list[tuple[date, str]]:
    """Where and when each time is, from today on."""
    elsewhere = {one.original for one in moved}
    found = [(day, plan.time) for day in days(plan, TODAY, FAR) if day not in elsewhere]
    return sorted([*found, *((one.day, one.time) for one in moved if one.day >= TODAY)])


def named(entry: CalendarEntry) -> CalendarEntry:
    """Without single times that the plan has no more, because its day was left out."""
    kept = tuple(one for one in entry.moved if days(entry.plan, one.original, one.original))
    return CalendarEntry(entry.ritual, entry.name, entry.plan, entry.minutes, kept)


@settings(max_examples=200, deadline=None)
@given(entries().map(named))
def test_what_was_written_is_read_back(entry: CalendarEntry) -> None:
    found = read_calendar(export_calendar([entry], titles=False, today=TODAY), entry.plan.zone)
    assert found.unread == ()
    back = [one for read_back in found.entries for one in times(read_back.plan, read_back.moved)]
    assert sorted(back) == times(entry.plan, entry.moved)
    for read_back in found.entries:
        assert read_back.ritual == ONE
        assert set(read_back.moved) <= set(entry.moved)
        assert read_back.minutes == (entry.minutes if read_back.plan.time else 0)


# -- a second reader -----------------------------------------------------------------------------------


@contextmanager
def old_ways_of_vobject() -> Iterator[Any]:
    """It calls what the standard library wants to give up; nothing of ours runs inside."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", category=DeprecationWarning, module=r"(vobject|dateutil|six)(\..*)?"
        )
        import vobject

        yield vobject


def expanded(data: bytes) -> list[tuple[date, datetime | None]]:
    """Every time that vobject finds from today on: its day on the clock of its zone, and its moment."""
    with old_ways_of_vobject() as vobject:
        calendar = vobject.readOne(data.decode())
        events = list(calendar.contents.get("vevent", ()))
        moved = {
            (one.uid.value, begin_of(one.recurrence_id.value))
            for one in events
            if hasattr(one, "recurrence_id")
        }
        found = []
        for one in events:
            begins = [one.dtstart.value]
            if hasattr(one, "rrule"):
                walked = one.getrruleset(addRDate=True)
                begins = list(takewhile(lambda begin: begin.date() <= FAR, walked))
            whole_day = not isinstance(one.dtstart.value, datetime)
            for begin in begins:
                if hasattr(one, "rrule") and (one.uid.value, begin_of(begin)) in moved:
                    continue
                day = begin.date() if isinstance(begin, datetime) else begin
                found.append((day, None if whole_day else begin.astimezone(UTC)))
        return sorted(found, key=str)


def begin_of(value: date) -> datetime:
    """One kind of value for what is compared; whole days are compared as their midnight."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, UTC)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


@settings(max_examples=150, deadline=None)
@given(entries().map(named))
def test_a_second_reader_finds_the_same_times(entry: CalendarEntry) -> None:
    plan = entry.plan
    expected = []
    skipped = set()
    for day, clock in times(plan, entry.moved):
        at = moment(Plan(day, clock, plan.zone), day)
        expected.append((day, at))
        if at is not None and at.astimezone(ZoneInfo(plan.zone)).strftime("%H:%M") != clock:
            skipped.add(day)  # the clock goes forward over this time: readers differ in what they make of it
    found = expanded(export_calendar([entry], titles=False, today=TODAY))
    assert [one for one in found if one[0] <= FAR and one[0] not in skipped] == sorted(
        (one for one in expected if one[0] <= FAR and one[0] not in skipped), key=str
    )


@pytest.mark.parametrize("zone", ZONES)
def test_a_second_reader_keeps_the_time_at_home_when_the_clock_changes(zone: str) -> None:
    plan = Plan(date(2026, 1, 1), "07:10", zone, "FREQ=DAILY")
    found = expanded(exported(CalendarEntry(ONE, "Tea", plan)).encode())
    assert len(found) == 801
    assert all(begin == moment(plan, day) for day, begin in found)
    home = ZoneInfo(zone)
    assert {begin.astimezone(home).strftime("%H:%M") for _day, begin in found if begin} == {"07:10"}


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone not in ("UTC", "Etc/UTC")])
def test_the_zone_in_the_file_changes_its_clock_in_the_same_hour(zone: str) -> None:
    with old_ways_of_vobject() as vobject:
        plan = Plan(TODAY, "07:10", zone)
        calendar = vobject.readOne(exported(CalendarEntry(ONE, "Tea", plan)))
        theirs, ours = calendar.vevent.dtstart.value.tzinfo, ZoneInfo(zone)
        hour = datetime(2027, 1, 1)
        while hour < datetime(2029, 1, 1):
            here = hour.replace(tzinfo=ours)
            if here.astimezone(UTC).astimezone(ours).replace(tzinfo=None) == hour:  # the clock shows it
                assert hour.replace(tzinfo=theirs).utcoffset() == here.utcoffset(), hour
            hour += timedelta(minutes=30)


# -- what is in the file -------------------------------------------------------------------------------


def test_by_default_the_file_tells_nothing_but_when() -> None:
    entry = CalendarEntry(ONE, "Back to back with Robin", DAILY, 20)
    text = exported(entry)
    assert "Robin" not in text
    [begun, *rest] = [line for line in unfolded(text) if line in ("BEGIN:VEVENT", "END:VEVENT")]
    assert (begun, rest) == ("BEGIN:VEVENT", ["END:VEVENT"])
    lines = unfolded(text)
    inside = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    assert sorted(inside) == [
        "CLASS:PRIVATE",
        "DTSTAMP:20270310T000000Z",
        "DTSTART;TZID=Europe/Berlin:20270310T071000",
        "DURATION:PT20M",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Time set aside",
        "TRANSP:OPAQUE",
        f"UID:{ONE}@rituals.invalid",
    ]
    assert lines_of(text, "PRODID") == ["PRODID:-//Calendar//EN"]
    assert not any(word in text.lower() for word in ("trustapp", "valarm", "description", "organizer", "geo"))


@settings(max_examples=30, deadline=None)
@given(entries(), st.integers(0, 10**9))
def test_no_name_is_in_the_bytes(entry: CalendarEntry, number: int) -> None:
    name = f"Ñame {number} of ours"
    entry = CalendarEntry(entry.ritual, name, entry.plan, entry.minutes, entry.moved)
    for part in (name, name.partition(" ")[0], "of ours"):
        assert part not in "".join(unfolded(exported(entry)))
        assert part in "".join(unfolded(exported(entry, titles=True))) or not lines_of(exported(entry), "UID")


def test_the_real_name_is_written_where_it_is_asked_for() -> None:
    name = "Tea, with honey; and\na word\u202e"
    text = exported(CalendarEntry(ONE, name, DAILY), titles=True)
    assert lines_of(text, "SUMMARY") == ["SUMMARY:Tea\\, with honey\\; and a word"]
    [entry] = read_calendar(text.encode()).entries
    assert entry.name == "Tea, with honey; and a word"


def test_a_name_cannot_write_a_line_of_its_own() -> None:
    text = exported(CalendarEntry(ONE, "Tea\r\nATTENDEE:mailto:robin@example.org\r\n", DAILY), titles=True)
    assert lines_of(text, "ATTENDEE") == []


def test_nothing_of_the_days_before_today_is_written() -> None:
    gone = Plan(date(2027, 2, 1), "20:00", "Europe/Berlin")
    ended = Plan(date(2027, 1, 1), "20:00", "Europe/Berlin", "FREQ=DAILY;UNTIL=20270309")
    left_out = Plan(
        date(2027, 1, 4), "07:10", "Europe/Berlin", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
        (date(2027, 2, 1), date(2027, 3, 15), date(2027, 3, 29)),
    )  # fmt: skip
    moved = (
        Moved(date(2027, 2, 15), date(2027, 2, 16), "08:00"),
        Moved(date(2027, 4, 12), date(2027, 3, 1), "08:00"),
    )
    text = exported(
        CalendarEntry(OTHER, "a", gone),
        CalendarEntry(OTHER, "b", ended),
        CalendarEntry(ONE, "c", left_out, 5, moved),
    )
    assert len(lines_of(text, "BEGIN:VEVENT")) == 1
    assert lines_of(text, "DTSTART;TZID") == ["DTSTART;TZID=Europe/Berlin:20270426T071000"]
    assert lines_of(text, "EXDATE") == []


def test_a_zone_whose_clock_keeps_no_rule_is_written_change_by_change() -> None:
    text = exported(CalendarEntry(ONE, "Tea", Plan(TODAY, "07:10", "Africa/Casablanca")))
    assert len(lines_of(text, "RDATE")) > 10
    assert lines_of(text, "RRULE") == []


def test_a_time_that_was_moved_elsewhere_is_written_on_the_clock_of_that_place() -> None:
    moved = Moved(date(2027, 3, 15), date(2027, 3, 16), "20:00", "America/New_York")
    text = exported(CalendarEntry(ONE, "Tea", DAILY, 0, (moved,)))
    assert lines_of(text, "TZID") == ["TZID:America/New_York", "TZID:Europe/Berlin"]
    assert "DTSTART;TZID=America/New_York:20270316T200000" in unfolded(text)
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20270315T071000" in unfolded(text)
    [entry] = read_calendar(text.encode()).entries
    assert entry.moved == (Moved(date(2027, 3, 15), date(2027, 3, 17), "01:00"),)


def test_what_has_no_time_is_a_whole_day_that_keeps_nobody_busy() -> None:
    text = exported(CalendarEntry(ONE, "Tea", Plan(date(2027, 5, 3)), 20))
    assert lines_of(text, "DTSTART") == ["DTSTART;VALUE=DATE:20270503"]
    assert lines_of(text, "TRANSP") == ["TRANSP:TRANSPARENT"]
    assert lines_of(text, "DURATION") == lines_of(text, "BEGIN:VTIMEZONE") == []


def test_a_count_is_written_as_its_last_day_since_the_first_is_not_in_the_file() -> None:
    plan = Plan(date(2027, 3, 1), "07:10", "Europe/Berlin", "FREQ=DAILY;COUNT=40")
    assert lines_of(exported(CalendarEntry(ONE, "Tea", plan)), "RRULE")[-1] == (
        "RRULE:FREQ=DAILY;UNTIL=20270409T051000Z"
    )


def test_nothing_chosen_is_an_empty_calendar() -> None:
    assert read_calendar(exported().encode()) == ReadCalendar()


# -- files of other programs ---------------------------------------------------------------------------


def test_a_weekly_event_until_a_moment_is_read_as_a_form_says_it() -> None:
    entry = one(
        "DTSTART;TZID=Europe/Berlin:20270503T170000",
        "DTEND;TZID=Europe/Berlin:20270503T180000",
        "RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20270607T215959Z;BYDAY=MO",
        "EXDATE;TZID=Europe/Berlin:20270517T170000",
    )
    assert entry == ReadEntry(
        None,
        "Tea",
        Plan(
            date(2027, 5, 3),
            "17:00",
            "Europe/Berlin",
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270607",
            (date(2027, 5, 17),),
        ),
        60,
    )


@pytest.mark.parametrize(
    ("rule", "read_as"),
    [
        ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20270505"),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=SU", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("FREQ=YEARLY;BYMONTHDAY=3;BYMONTH=5", "FREQ=YEARLY"),
        ("FREQ=YEARLY;BYMONTHDAY=4;BYMONTH=5", "FREQ=YEARLY;BYMONTHDAY=4;BYMONTH=5"),
        ("freq=monthly;byday=+2su;", "FREQ=MONTHLY;BYDAY=+2SU"),
    ],
)
def test_rules_are_read_in_the_spelling_of_a_form(rule: str, read_as: str) -> None:
    entry = one("DTSTART:20270503T170000", f"RRULE:{rule}")
    assert entry.plan.rule == read_as


@settings(max_examples=150, deadline=None)
@given(plans())
def test_another_spelling_names_the_same_days(plan: Plan) -> None:
    if plan.rule and first_day(plan, plan.day):
        assert days(as_a_form_says(plan), plan.day, FAR) == days(plan, plan.day, FAR)


@pytest.mark.parametrize(
    ("begin", "zone", "clock"),
    [
        ("DTSTART:20270503T170000Z", "UTC", "17:00"),
        ("DTSTART:20270503T170000", "Europe/Berlin", "17:00"),
        ("DTSTART;TZID=America/New_York:20270503T170000", "America/New_York", "17:00"),
        ('DTSTART;TZID="W. Europe Standard Time":20270503T170000', "Europe/Berlin", "17:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20270503T170000", "Asia/Tokyo", "17:00"),
        ("DTSTART;VALUE=DATE:20270503", "Europe/Berlin", ""),
    ],
)
def test_times_are_read_on_the_clock_that_they_name(begin: str, zone: str, clock: str) -> None:
    assert one(begin).plan == Plan(date(2027, 5, 3), clock, zone)


def test_a_zone_that_nobody_knows_is_taken_for_the_one_here_and_told() -> None:
    found = read(*event("DTSTART;TZID=Our House:20270503T170000"))
    assert [entry.plan.zone for entry in found.entries] == ["Europe/Berlin"]
    assert [unread.code for unread in found.unread] == ["zone"]


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (("DURATION:PT1H30M",), 90),
        (("DTEND:20270503T174500",), 45),
        (("DTEND;TZID=Europe/London:20270503T170000",), 60),
        (("DTEND:20270510T170000",), 0),
        (("DTEND:20270503T160000",), 0),
        (("DURATION:-PT5M",), 0),
        ((), 0),
    ],
)
def test_how_long_it_takes_is_read_in_minutes(lines: tuple[str, ...], minutes: int) -> None:
    assert one("DTSTART:20270503T170000", *lines).minutes == minutes


def test_a_single_time_of_a_series_that_was_moved_stands_with_it() -> None:
    series = event("DTSTART;TZID=Europe/Berlin:20270503T170000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
    moved = event("RECURRENCE-ID:20270510T150000Z", "DTSTART:20270511T060000Z")
    [entry] = read(*moved, *series).entries
    assert entry.moved == (Moved(date(2027, 5, 10), date(2027, 5, 11), "08:00"),)
    [alone] = read(*moved).entries
    assert alone.plan == Plan(date(2027, 5, 11), "06:00", "UTC")


def test_days_left_out_are_read_whatever_clock_they_are_said_on() -> None:
    entry = one(
        "DTSTART;TZID=Europe/Berlin:20270503T003000",
        "RRULE:FREQ=DAILY",
        "EXDATE:20270503T223000Z,20270504T223000Z",
        "EXDATE;VALUE=DATE:20270510",
    )
    assert entry.plan.without == (date(2027, 5, 4), date(2027, 5, 5), date(2027, 5, 10))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("SUMMARY:without a day",), "date"),
        (("DTSTART:soon",), "date"),
        (("DTSTART:PT1H",), "date"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=HOURLY"), "too_often"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=DAILY;BYHOUR=7,19"), "too_often"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "never"),
        (("DTSTART:20270503T170000", "RRULE:nonsense"), "rule"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "rule"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "rule"),
        (("DTSTART:20270503T170000", "RRULE:FREQ=DAILY", "EXDATE:never"), "date"),
        (("DTSTART:20270503T170000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270503T170000"), "rule"),
    ],
)
def test_what_is_not_understood_is_left_out_and_told(lines: tuple[str, ...], code: str) -> None:
    found = read(*event(*lines), *event("DTSTART:20270503T170000", uid="2"))
    assert [entry.plan.time for entry in found.entries] == ["17:00"]
    assert [unread.code for unread in found.unread] == [code]


def test_days_besides_the_rule_are_told_and_the_rest_is_read() -> None:
    found = read(*event("DTSTART:20270503T170000", "RRULE:FREQ=DAILY", "RDATE:20280101T170000"))
    assert len(found.entries) == 1
    assert [unread.code for unread in found.unread] == ["extra_days"]


def test_an_event_that_comes_twice_is_read_once() -> None:
    same = event("DTSTART:20270503T170000")
    assert len(read(*same, *same).entries) == 1
    assert codes(*same, *same) == ["twice"]


def test_what_was_cancelled_is_passed_over() -> None:
    assert read(*event("DTSTART:20270503T170000", "STATUS:CANCELLED")) == ReadCalendar()


def test_alarms_tasks_and_zones_of_a_file_are_passed_over() -> None:
    """The zone says that its clock changes every second: a reader that worked it out would not come back."""
    zone = (
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD", "DTSTART:16010101T000000",
        "TZOFFSETFROM:+0100", "TZOFFSETTO:+1400", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    alarm = ("BEGIN:VALARM", "TRIGGER:-PT5M", "DURATION:PT9H", "END:VALARM")
    task = ("BEGIN:VTODO", "UID:3", "DTSTART:20270101T000000", "END:VTODO")
    found = read(*zone, *task, *event("DTSTART;TZID=Europe/Berlin:20270503T170000", *alarm, "DURATION:PT5M"))
    assert found == ReadCalendar(
        (ReadEntry(None, "Tea", Plan(date(2027, 5, 3), "17:00", "Europe/Berlin"), 5),)
    )


def test_our_own_events_are_recognised_and_no_others() -> None:
    for uid, ritual in (
        (f"{ONE}@rituals.invalid", ONE),
        (f"{ONE}.20270503@rituals.invalid", ONE),
        (f"{ONE}@example.org", None),
        (f"{ONE}@rituals.invalid.example.org", None),
        ("../@rituals.invalid", None),
        ("@rituals.invalid", None),
    ):
        [entry] = read(*event("DTSTART:20270503T170000", uid=uid)).entries
        assert entry.ritual == ritual, uid


# -- files that mean no good ---------------------------------------------------------------------------


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as refused:
        read_calendar(data)
    return refused.value.code


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\x00" * 99, b"%PDF-1.7", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"\xff\xfe\x00", b"{}"]
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    assert refusal(data) == "calendar.not_a_calendar"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert refusal(b"BEGIN:VCALENDAR\r\n" + b" " * MAX_BYTES) == "calendar.too_large"
    many = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * (MAX_EVENTS + 1)
    assert refusal(many.encode()) == "calendar.too_large"


def test_more_rules_than_are_worked_out_are_told() -> None:
    lines = [
        line
        for number in range(MAX_RULES + 3)
        for line in event(
            "DTSTART:20270503T170000", f"RRULE:FREQ=YEARLY;BYYEARDAY={number + 1}", uid=str(number)
        )
    ]
    found = read(*lines)
    assert len(found.entries) == MAX_RULES
    assert {unread.code for unread in found.unread} == {"too_many"}


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = exported(CalendarEntry(ONE, "a", DAILY), CalendarEntry(OTHER, "b", DAILY)).encode()
    for end in range(0, len(whole), 7):
        try:
            found = read_calendar(whole[:end])
        except UserError:
            assert end < 20
        else:
            assert {entry.ritual for entry in found.entries} <= {ONE, OTHER}


WORDS = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VCALENDAR", "BEGIN:VCALENDAR",
        "UID:x", f"UID:{ONE}@rituals.invalid", f"UID:{ONE}.99999999@rituals.invalid",
        "DTSTART:20270503T170000",
        "DTSTART;VALUE=DATE:00010101", "DTSTART;TZID=Pacific/Kiritimati:00010101T000000",
        "DTSTART:99991231T235959Z", "DTSTART;TZID=Etc/GMT+12:99991231T235900", "DTSTART:20270503T170000/PT1H",
        "DTSTART;TZID=../../etc/passwd:20270503T170000", "DTSTART:170000", "DTSTART:20271399", "DTEND:P1D",
        "DTEND:99991231T235959", "DURATION:P999999999W", "DURATION:-P1D", "DURATION:x",
        "SUMMARY:" + "x" * 400, "SUMMARY;LANGUAGE=;X=:\\", "RRULE:FREQ=DAILY",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2", "RRULE:",
        "RRULE:FREQ=DAILY;COUNT=9999", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "RRULE:=;==;", "EXDATE:,,,",
        "EXDATE;TZID=Etc/GMT+12:00010101T000000,99991231T235959Z", "EXDATE:x", "RDATE:", "RECURRENCE-ID:x",
        "RECURRENCE-ID;VALUE=DATE:20270503", "STATUS:CANCELLED", "EXRULE:", ":", ";", "=", '"',
        " folded", "\x00",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS | st.text(max_size=30), max_size=30), st.sampled_from(["\r\n", "\n", "\r"]))
def test_garbage_is_read_or_refused(lines: list[str], end: str) -> None:
    text = end.join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        found = read_calendar(text.encode("utf-8", "surrogatepass"), "Pacific/Kiritimati")
    except UserError:
        return
    for entry in found.entries:
        assert len(entry.name) <= 60
        assert 0 <= entry.minutes <= 1440
        days(entry.plan, TODAY, FAR)
        CalendarEntry(ONE, entry.name, entry.plan, entry.minutes, entry.moved)
        export_calendar(
            [CalendarEntry(ONE, entry.name, entry.plan, entry.minutes, entry.moved)], titles=True, today=TODAY
        )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 700))
def test_a_file_with_foreign_bytes_in_it_is_read_or_refused(foreign: bytes, place: int) -> None:
    whole = exported(CalendarEntry(ONE, "a", DAILY)).encode()
    place = min(place, len(whole))
    try:
        read_calendar(whole[:place] + foreign + whole[place:])
    except UserError as refused:
        assert refused.code.startswith("calendar.")  # noqa: PT017


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\n" * 60_000,
        b"BEGIN:VCALENDAR\nX:" + b"\n" * 900_000 + b" x",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEXDATE:"
        + b"20270503," * 100_000
        + b"\nDTSTART:20270503\nEND:VEVENT\n",
    ],
)
def test_a_file_that_is_large_and_empty_is_read_in_the_end(data: bytes) -> None:
    assert len(read_calendar(data).entries) <= 1
