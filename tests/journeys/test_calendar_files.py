"""Calendar files as a person uses them: out from a planner and in again, and files that mean no good."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.journeys.door import Door, key
from tests.journeys.test_for_everyone import tab_to
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from ui.features.calendar_file.page import CalendarFilePage
from ui.widgets import filing
from ui.widgets.boxes import IdentityChip
from ui.widgets.buttons import Tick
from ui.widgets.tick_list import STEP

DAILY = Plan(date(2026, 5, 1), "07:10", "UTC", "FREQ=DAILY")
MARKUP = "<b>Tea</b> & <img src=x>"


class Files:
    """Stands in for the file windows: answers with one place, and keeps what was asked."""

    def __init__(self, place: Path) -> None:
        self.place, self.names = place, list[str]()

    def new(
        self, _parent: QWidget, _title: str, name: str, on_chosen: filing.Chosen, suffix: str = ""
    ) -> None:
        self.names.append(f"{name} {suffix}")
        on_chosen(str(self.place))

    def old(self, _parent: QWidget, _title: str, on_chosen: filing.Chosen) -> None:
        on_chosen(str(self.place))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    made = Files(tmp_path / "Notes.ics")
    monkeypatch.setattr(filing, "choose_new_file", made.new)
    monkeypatch.setattr(filing, "choose_file", made.old)
    return made


def words(name: str, **more: object) -> RitualWords:
    return RitualWords(RitualId(""), name, "We do it.", plan=DAILY, **more)  # type: ignore[arg-type]


def plan(door: Door, *rituals: RitualWords) -> list[RitualId]:
    """The first suggests them, the second says yes, and the first sits there again."""
    made = [door.services.rituals.suggest(one).value for one in rituals]
    door.unlock(SECOND)
    for one in made:
        door.services.rituals.say_yes(one)
    door.unlock(FIRST)
    return made


def calendar_page(door: Door, planner: str) -> CalendarFilePage:
    door.app.go_to("calendar_file", planner=planner)
    door.settle()
    page = door.page
    assert isinstance(page, CalendarFilePage)
    return page


def ticks(page: QWidget) -> dict[str, bool]:
    return {one.text(): one.isChecked() for one in page.findChildren(Tick) if one.isVisible()}


def whose(page: QWidget) -> str:
    return page.findChildren(IdentityChip)[0].text()


def a_file(path: Path, *names: str, rule: str = "") -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
    for place, name in enumerate(names):
        lines += ["BEGIN:VEVENT", f"UID:{place}@elsewhere", "DTSTART:20260510T090000Z", f"SUMMARY:{name}"]
        lines += [f"RRULE:{rule}"] if rule else []
        lines += ["END:VEVENT"]
    path.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())


def test_from_the_planner_of_both_into_a_file_and_back_without_a_second(home: Door, files: Files) -> None:
    plan(home, words(MARKUP), words("A hug with asking", touch=True))
    page = calendar_page(home, "shared")
    assert whose(page) == "Both of you see this"
    assert ticks(page) == {MARKUP: True, "A hug with asking": False}
    home.press("Save as a file…")
    assert files.names == ["Notes.ics ics"]
    assert "not sealed" in page.messages.text
    told = files.place.read_text("utf-8")
    assert told.count("BEGIN:VEVENT") == 1
    assert "Tea" not in told
    assert "hug" not in told
    home.press("Open a file…")
    assert "What is in your planner already stays as it is." in home.words()
    assert not home.has_button("Suggest what is chosen")
    assert len(home.services.rituals.view().value.rituals) == 2


def test_from_the_planner_into_a_file_with_keys_alone(home: Door, files: Files) -> None:
    plan(home, words("Tea together"), words("A long walk"))
    home.app.window.activateWindow()
    home.go("rituals")
    key(tab_to(home.page, "Calendar file…"), Qt.Key.Key_Space)
    home.settle()
    page = home.page
    assert isinstance(page, CalendarFilePage)
    key(tab_to(page, "Tea together"), Qt.Key.Key_Space)
    key(tab_to(page, "Time set aside"), Qt.Key.Key_Right)
    key(tab_to(page, "Save as a file…"), Qt.Key.Key_Space)
    home.settle()
    told = files.place.read_text("utf-8")
    assert "SUMMARY:A long walk" in told
    assert "Tea" not in told
    key(tab_to(page, "Back to the planner"), Qt.Key.Key_Space)
    home.settle()
    assert home.page.KEY == "rituals"


def test_names_go_with_it_where_that_is_chosen_and_touch_where_it_is_ticked(home: Door, files: Files) -> None:
    plan(home, words("Tea together"), words("A hug with asking", touch=True))
    calendar_page(home, "shared")
    home.press("A hug with asking")
    home.press("Its own name")
    home.press("Save as a file…")
    told = files.place.read_text("utf-8")
    assert "SUMMARY:Tea together" in told
    assert "SUMMARY:A hug with asking" in told


def test_what_was_ended_comes_back_as_a_suggestion_that_the_other_answers(home: Door, files: Files) -> None:
    [made] = plan(home, words("Tea together"))
    calendar_page(home, "shared")
    home.press("Its own name")
    home.press("Save as a file…")
    home.services.rituals.end(made)
    page = calendar_page(home, "shared")
    page.mark_stale()
    home.press("Open a file…")
    assert ticks(page.in_card) == {"Tea together": False}, "a suggestion is a question, so each is chosen"
    home.press("Tea together")
    home.press("Suggest what is chosen")
    assert "Suggested." in page.messages.text
    home.press("Open a file…")
    assert not home.has_button("Suggest what is chosen")
    home.unlock(SECOND)
    [asked] = home.services.rituals.view().value.rituals
    assert asked.standing.value == "asked_me"


def test_ones_own_planner_takes_its_own_file_back_once(home: Door, files: Files) -> None:
    made = home.services.own_rituals.put(words("A page for myself")).value
    page = calendar_page(home, "own")
    assert whose(page) == "Only you can see this"
    assert page.space == "a"
    home.press("Its own name")
    home.press("Save as a file…")
    home.services.own_rituals.end(made)
    page.mark_stale()
    for _again in range(2):
        home.press("Open a file…")
        if home.has_button("Put what is chosen into my planner"):
            home.press("Put what is chosen into my planner")
            assert "It is in your planner now." in page.messages.text
    [found] = home.services.own_rituals.view().value.rituals
    assert (found.words.id, found.words.name) == (made, "A page for myself")


def test_alone_a_file_of_another_calendar_comes_in_with_what_could_not_be_read_told(
    door: Door, files: Files
) -> None:
    door.set_up(("Robin",))
    calendar_page(door, "own")
    assert "There is nothing planned that could go into a file." in door.words()
    a_file(files.place, "Every hour", rule="FREQ=HOURLY")
    door.press("Open a file…")
    assert "Every hour: it comes more than once a day, so it is left out." in door.words()
    a_file(files.place, MARKUP, "Swim")
    door.press("Open a file…")
    assert "Every hour" not in door.words()
    page = cast(CalendarFilePage, door.page)
    assert ticks(page.in_card) == {MARKUP: True, "Swim": True}
    door.press("Swim")
    door.press("Put what is chosen into my planner")
    assert [one.words.name for one in door.services.own_rituals.view().value.rituals] == [MARKUP]
    assert ticks(page.out_card) == {MARKUP: True}, "what came in may go out again"


def test_a_suggestion_that_is_refused_says_why(home: Door, files: Files) -> None:
    a_file(files.place, "Give me your password")
    page = calendar_page(home, "shared")
    home.press("Open a file…")
    home.press("Give me your password")
    home.press("Suggest what is chosen")
    assert page.messages.text.startswith("Give me your password: ")
    assert home.services.rituals.view().value.rituals == ()


def test_files_that_mean_no_good_change_nothing_and_are_told_in_words(home: Door, files: Files) -> None:
    page = calendar_page(home, "own")
    for content in (b"", b"\0" * 9_000, b"<html>", b"BEGIN:VCALENDAR\r\n" * 90_000, b"\xff\xfe" * 50):
        files.place.write_bytes(content)
        home.press("Open a file…")
        assert "Nothing was changed." in page.messages.text
    files.place.unlink()
    home.press("Open a file…")
    assert "could not be opened" in page.messages.text
    a_file(files.place)
    home.press("Open a file…")
    assert "There is nothing in this file." in home.words()
    assert home.services.own_rituals.view().value.rituals == ()


def test_a_long_file_is_shown_a_part_at_a_time(home: Door, files: Files) -> None:
    a_file(files.place, *(f"Event {number}" for number in range(3 * STEP)))
    page = calendar_page(home, "own")
    home.press("Open a file…")
    assert len(ticks(page.in_card)) == STEP
    home.press("Show the next ones")
    assert len(ticks(page.in_card)) == 2 * STEP
    home.press("Put what is chosen into my planner")
    assert len(home.services.own_rituals.view().value.rituals) == 3 * STEP


def test_a_file_that_is_there_stays_as_it_is(home: Door, files: Files) -> None:
    home.services.own_rituals.put(words("A page for myself"))
    files.place.write_text("mine")
    page = calendar_page(home, "own")
    home.press("Save as a file…")
    assert "There is a file of this name" in page.messages.text
    assert files.place.read_text() == "mine"


def test_nothing_chosen_cannot_be_saved(home: Door) -> None:
    home.services.own_rituals.put(words("A page for myself"))
    page = calendar_page(home, "own")
    home.press("A page for myself")
    assert not page.out_card.save_button.isEnabled()


def test_one_page_serves_both_planners_and_forgets_the_file_of_the_other(home: Door, files: Files) -> None:
    plan(home, words("Tea together"))
    home.services.own_rituals.put(words("A page for myself"))
    a_file(files.place, "Swim")
    page = calendar_page(home, "own")
    home.press("Its own name")
    home.press("Open a file…")
    assert "Swim" in ticks(page)
    assert calendar_page(home, "shared") is page
    assert ticks(page) == {"Tea together": True}
    assert not page.out_card.titles
    assert home.app.frame is not None
    home.together()
    assert not home.app.frame.has("calendar_file")
