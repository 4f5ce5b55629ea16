"""Rituals into a calendar file and back, for real households: what goes out, what comes in, never twice."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services.calendar_files import FileView, Known
from trustapp.services.ritual_views import Standing

TODAY = date(2026, 5, 4)
WEEK = (TODAY, TODAY + timedelta(days=6))
DAILY = Plan(date(2026, 4, 1), "07:10", "Europe/Berlin", "FREQ=DAILY")


def ritual(name: str, plan: Plan | None = DAILY, **more: Any) -> RitualWords:
    return RitualWords(RitualId(""), name, "These words stay here.", plan=plan, **more)


def agree(home: Home, words: RitualWords) -> RitualId:
    """One suggests it and the other says yes; the other sits there then."""
    home.open(FIRST)
    made = home.services.rituals.suggest(words).value
    home.open(SECOND)
    home.services.rituals.say_yes(made)
    return made


def out(home: Home, path: Path, *, shared: bool, titles: bool = False) -> str:
    files = home.services.calendar_files
    chosen = [one.ritual for one in files.choices(shared).value]
    files.export(shared, chosen, str(path), titles=titles)
    return path.read_text("utf-8")


def take(home: Home, path: Path, *, shared: bool) -> FileView:
    """Everything that the file holds."""
    files = home.services.calendar_files
    view = files.preview(shared, str(path)).value
    files.take_in(view, [one.key for one in view.events])
    return view


def known(home: Home, path: Path, *, shared: bool) -> list[Known]:
    return [one.known for one in home.services.calendar_files.preview(shared, str(path)).value.events]


def a_file(path: Path, *lines: str) -> Path:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN")
    path.write_bytes("\r\n".join((*head, *lines, "END:VCALENDAR", "")).encode())
    return path


def event(name: str, begins: str = "20260510T090000Z", *more: str) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{name}@elsewhere",
        f"DTSTART:{begins}",
        f"SUMMARY:{name}",
        *more,
        "END:VEVENT",
    )


# -- out -----------------------------------------------------------------------------------------------


def test_a_file_says_when_and_nothing_else_and_is_for_its_owner_alone(couple: Home, tmp_path: Path) -> None:
    agree(couple, ritual("Tea together", minutes=20))
    path = tmp_path / "Notes.ics"
    told = out(couple, path, shared=True)
    assert "SUMMARY:Time set aside" in told
    assert "DTSTART;TZID=Europe/Berlin:20260504T071000" in told
    assert "RRULE:FREQ=DAILY" in told
    assert "DURATION:PT20M" in told
    for word in ("Tea", "words stay", "Robin", "Sasha", "TrustApp", "202604"):
        assert word not in told.replace("VTIMEZONE", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_names_go_into_a_file_only_where_that_is_asked_for(couple: Home, tmp_path: Path) -> None:
    agree(couple, ritual("Tea together"))
    assert "SUMMARY:Tea together" in out(couple, tmp_path / "a.ics", shared=True, titles=True)


def test_only_what_is_planned_and_does_not_rest_may_go_into_a_file(couple: Home) -> None:
    files = couple.services.calendar_files
    agree(couple, ritual("Tea together"))
    agree(couple, ritual("When it fits", None))
    agree(couple, ritual("A hug with asking", touch=True))
    couple.services.rituals.suggest(ritual("A long walk"))
    found = files.choices(True).value
    assert [(one.name, one.touch) for one in found] == [("Tea together", False), ("A hug with asking", True)]
    assert found[0].when == "Every day at 07:10"
    couple.services.agreements.suspend()
    assert files.choices(True).value == ()


def test_closeness_never_goes_into_a_file_even_where_it_is_named(couple: Home, tmp_path: Path) -> None:
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.closeness.step_up(1, WORDS[member])
    made = agree(
        couple, ritual("Lying side by side", Plan(TODAY + timedelta(days=2), "21:00", "UTC"), step=1)
    )
    files = couple.services.calendar_files
    assert files.choices(True).value == ()
    with pytest.raises(UserError) as refused:
        files.export(True, [made], str(tmp_path / "a.ics"), titles=False)
    assert refused.value.code == "calendar.none_chosen"
    assert not (tmp_path / "a.ics").exists()


def test_what_was_left_out_or_moved_by_both_is_so_in_the_file(couple: Home, tmp_path: Path) -> None:
    made = agree(couple, ritual("Tea together"))
    service = couple.services.rituals
    service.leave_out(made, date(2026, 5, 6))
    service.move(made, date(2026, 5, 7), date(2026, 5, 8), "09:30")
    service.move(made, date(2026, 5, 9), date(2026, 5, 9), "10:45")
    couple.open(FIRST)
    service.agree_move(made, date(2026, 5, 7))
    told = out(couple, tmp_path / "a.ics", shared=True)
    assert "EXDATE;TZID=Europe/Berlin:20260506T071000" in told
    assert told.count("RECURRENCE-ID") == 1, "what both did not say yes to stands where it stood"
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20260507T071000" in told


def test_a_file_is_new_and_lies_outside_of_what_is_kept_encrypted(alone: Home, tmp_path: Path) -> None:
    made = alone.services.own_rituals.put(ritual("A page for myself")).value
    files = alone.services.calendar_files
    there = tmp_path / "there.ics"
    there.write_text("mine")
    (tmp_path / "link").symlink_to(alone.folder)
    for path, code in (
        (there, "export.exists"),
        (alone.folder / "a.ics", "calendar.in_vault"),
        (tmp_path / "link" / "a.ics", "calendar.in_vault"),
        (tmp_path / "none" / "a.ics", "export.not_written"),
    ):
        with pytest.raises(UserError) as refused:
            files.export(False, [made], str(path), titles=False)
        assert refused.value.code == code
    assert there.read_text() == "mine"
    assert not (alone.folder / "a.ics").exists()


# -- in ------------------------------------------------------------------------------------------------


def test_ones_own_file_brings_nothing_twice(couple: Home, tmp_path: Path) -> None:
    agree(couple, ritual("Tea together"))
    couple.services.own_rituals.put(ritual("A page for myself"))
    for shared in (True, False):
        for titles in (True, False):
            path = tmp_path / f"{shared}{titles}.ics"
            out(couple, path, shared=shared, titles=titles)
            assert known(couple, path, shared=shared) == [Known.THERE]
            take(couple, path, shared=shared)
    assert len(couple.services.rituals.view().value.rituals) == 1
    assert len(couple.services.own_rituals.view().value.rituals) == 1


def test_what_is_there_goes_by_its_name_here_whatever_the_file_calls_it(alone: Home, tmp_path: Path) -> None:
    alone.services.own_rituals.put(ritual("A page for myself"))
    out(alone, tmp_path / "a.ics", shared=False)
    [found] = alone.services.calendar_files.preview(False, str(tmp_path / "a.ics")).value.events
    assert found.name == "A page for myself"


def test_what_was_ended_comes_back_from_ones_own_file_once(alone: Home, tmp_path: Path) -> None:
    service = alone.services.own_rituals
    made = service.put(ritual("A page for myself", minutes=10)).value
    path = tmp_path / "a.ics"
    out(alone, path, shared=False, titles=True)
    service.end(made)
    for _again in range(3):
        take(alone, path, shared=False)
    [found] = service.view().value.rituals
    assert (found.words.name, found.words.minutes) == ("A page for myself", 10)
    assert found.words.does == "A page for myself"
    assert len(service.span(*WEEK).value.occurrences) == 7


def test_a_series_that_was_left_out_and_moved_comes_back_as_it_was(alone: Home, tmp_path: Path) -> None:
    service = alone.services.own_rituals
    made = service.put(ritual("A page for myself")).value
    service.leave_out(made, date(2026, 5, 6))
    service.move(made, date(2026, 5, 7), date(2026, 5, 8), "20:30")
    before = [(one.day, one.time) for one in service.span(*WEEK).value.occurrences]
    out(alone, tmp_path / "a.ics", shared=False)
    service.end(made)
    take(alone, tmp_path / "a.ics", shared=False)
    assert [(one.day, one.time) for one in service.span(*WEEK).value.occurrences] == before


def test_a_file_suggests_to_the_other_and_a_second_time_suggests_nothing(
    couple: Home, tmp_path: Path
) -> None:
    path = a_file(
        tmp_path / "a.ics", *event("Walk", "20260510T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=SU"), *event("Tea")
    )
    couple.open(FIRST)
    for _again in range(2):
        take(couple, path, shared=True)
    standings = {one.words.name: one.standing for one in couple.services.rituals.view().value.rituals}
    assert standings == {"Walk": Standing.ASKED_THEM, "Tea": Standing.ASKED_THEM}
    couple.open(SECOND)
    assert known(couple, path, shared=True) == [Known.THERE, Known.THERE]
    assert {one.standing for one in couple.services.rituals.view().value.rituals} == {Standing.ASKED_ME}


def test_a_later_file_of_the_same_series_is_known_too(couple: Home, tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.ics", *event("Walk", "20260510T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=SU"))
    later = a_file(tmp_path / "b.ics", *event("Walk", "20260524T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=SU"))
    other = a_file(tmp_path / "c.ics", *event("Walk", "20260525T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO"))
    couple.open(FIRST)
    take(couple, path, shared=True)
    assert known(couple, later, shared=True) == [Known.THERE]
    assert known(couple, other, shared=True) == [Known.NEW]


def test_what_may_not_be_suggested_is_told_and_the_rest_goes_on(couple: Home, tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.ics", *event("Give me your password"), *event("Tea"))
    couple.open(FIRST)
    files = couple.services.calendar_files
    taken = files.take_in(files.preview(True, str(path)).value, [0, 1]).value
    assert taken.taken == ("Tea",)
    assert [(name, error.code) for name, error in taken.refused] == [
        ("Give me your password", "line.demands")
    ]


def test_a_not_now_of_the_other_holds_for_files_as_well(couple: Home, tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.ics", *event("Tea"))
    couple.open(FIRST)
    take(couple, path, shared=True)
    [asked] = couple.services.rituals.view().value.rituals
    couple.open(SECOND)
    couple.services.rituals.end(asked.words.id)
    couple.open(FIRST)
    files = couple.services.calendar_files
    taken = files.take_in(files.preview(True, str(path)).value, [0]).value
    assert [error.code for _name, error in taken.refused] == ["ritual.not_now"]


def test_what_is_of_both_comes_into_ones_own_planner_under_an_id_of_its_own(
    couple: Home, tmp_path: Path
) -> None:
    made = agree(couple, ritual("Tea together"))
    out(couple, tmp_path / "a.ics", shared=True, titles=True)
    for _again in range(2):
        take(couple, tmp_path / "a.ics", shared=False)
    [own] = couple.services.own_rituals.view().value.rituals
    assert own.words.name == "Tea together"
    assert own.words.id != made


def test_only_what_is_chosen_comes_in_and_looking_changes_nothing(alone: Home, tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.ics", *event("Walk"), *event("Tea"), *event("Swim"))
    files = alone.services.calendar_files
    view = files.preview(False, str(path)).value
    assert alone.services.own_rituals.view().value.rituals == ()
    assert files.take_in(view, [1]).value.taken == ("Tea",)
    assert [one.words.name for one in alone.services.own_rituals.view().value.rituals] == ["Tea"]
    assert files.take_in(view, [1, 7]).value.taken == (), "what came in since it was looked at is left alone"


def test_what_lies_in_the_past_and_what_is_not_understood_is_said(alone: Home, tmp_path: Path) -> None:
    path = a_file(
        tmp_path / "a.ics",
        *event("Over", "20250510T090000Z"),
        *event("Often", "20260510T090000Z", "RRULE:FREQ=HOURLY"),
        *event("Walk"),
        *(line.replace("Walk@", "Other@") for line in event("Walk")),
    )
    view = alone.services.calendar_files.preview(False, str(path)).value
    assert [(one.name, one.known) for one in view.events] == [("Over", Known.OVER), ("Walk", Known.NEW)]
    assert [(one.name, one.code) for one in view.unread] == [("Often", "too_often"), ("Walk", "twice")]
    alone.services.calendar_files.take_in(view, [0, 1])
    assert [one.words.name for one in alone.services.own_rituals.view().value.rituals] == ["Walk"]


def test_an_event_without_a_name_is_time_set_aside(alone: Home, tmp_path: Path) -> None:
    take(alone, a_file(tmp_path / "a.ics", *event("")), shared=False)
    assert [one.words.name for one in alone.services.own_rituals.view().value.rituals] == ["Time set aside"]


def test_files_that_mean_no_good_are_refused_or_left_out(alone: Home, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    (tmp_path / "folder.ics").mkdir()
    (tmp_path / "large.ics").write_bytes(b"BEGIN:VCALENDAR\r\n" * 100_000)
    (tmp_path / "zeros.ics").write_bytes(bytes(4_000))
    (tmp_path / "page.ics").write_text("<html>BEGIN:VEVENT</html>")
    for name, codes in (
        ("none.ics", {"calendar.not_read"}),
        ("pipe.ics", {"calendar.not_read"}),
        ("folder.ics", {"calendar.not_read"}),
        ("bad\0name.ics", {"calendar.not_read"}),
        ("large.ics", {"calendar.too_large"}),
        ("zeros.ics", {"calendar.not_a_calendar"}),
        ("page.ics", {"calendar.not_a_calendar"}),
    ):
        with pytest.raises(UserError) as refused:
            alone.services.calendar_files.preview(False, str(tmp_path / name))
        assert refused.value.code in codes, name


def test_a_file_cannot_put_itself_in_the_place_of_a_ritual(alone: Home, tmp_path: Path) -> None:
    made = alone.services.own_rituals.put(ritual("A page for myself")).value
    lines = [line.replace("Mine@elsewhere", f"{made}@rituals.invalid") for line in event("Mine")]
    take(alone, a_file(tmp_path / "a.ics", *lines), shared=False)
    [found] = alone.services.own_rituals.view().value.rituals
    assert (found.words.name, found.words.plan) == ("A page for myself", DAILY)


def test_thousands_of_times_in_one_file_come_in_at_once_or_not_at_all(alone: Home, tmp_path: Path) -> None:
    many = [line for number in range(2_001) for line in event(f"e{number}")]
    path = a_file(tmp_path / "a.ics", *many)
    with pytest.raises(UserError) as refused:
        take(alone, path, shared=False)
    assert refused.value.code == "ritual.full"
    assert alone.services.own_rituals.view().value.rituals == ()


def test_files_are_for_ones_own_sitting(couple: Home, tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.ics", *event("Tea"))
    couple.open(FIRST)
    files = couple.services.calendar_files
    view = files.preview(True, str(path)).value
    couple.together()
    for ask in (
        lambda: files.choices(True),
        lambda: files.export(True, [RitualId("x")], str(tmp_path / "b.ics"), titles=True),
        lambda: files.preview(True, str(path)),
        lambda: files.take_in(view, [0]),
        lambda: files.take_in(replace(view, shared=False), [0]),
    ):
        with pytest.raises(UserError) as refused:
            ask()
        assert refused.value.code == "sitting.not_own"
