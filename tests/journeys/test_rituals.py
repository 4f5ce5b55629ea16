"""Rituals on the real window: suggested, agreed to, done, noted, declined, ended; alone; moved, left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.clocks import Clock
from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.ritual_views import RitualDetail, Standing
from ui.features.rituals.form_page import RitualFormPage
from ui.features.rituals.page import PlannerPage
from ui.features.rituals.range_bar import Kind
from ui.features.rituals.ritual_page import RitualPage
from ui.features.rituals.when_form import AGAIN, ONCE

MARKUP = "Tea <b>without</b> screens & talk"


def planner(door: Door, key: str = "rituals") -> PlannerPage:
    door.go(key)
    page = door.page
    assert isinstance(page, PlannerPage)
    return page


def write(door: Door, key: str = "rituals", *, kind: str = AGAIN) -> RitualFormPage:
    """A daily ritual of one's own words, filled in and not sent yet."""
    planner(door, key)
    door.press("Make your own")
    form = door.page
    assert isinstance(form, RitualFormPage)
    form.name.setText(MARKUP)
    form.texts["does"].setText("<i>Tea</i>, and nothing else.")
    form.texts["smaller"].setText("One cup.")
    form.when._kinds[kind].setChecked(True)
    form.when.every.setText("day")
    form.when.time.setText("19:10")
    return form


def rituals(door: Door) -> tuple[RitualDetail, ...]:
    return door.services.rituals.view().value.rituals


@pytest.fixture
def planned(home: Door, clock: Clock) -> Door:
    """Robin suggested tea every day, Sasha said yes; Sasha sits there."""
    write(home)
    home.press("Suggest it to Sasha")
    home.unlock(SECOND)
    planner(home)
    home.press("Yes")
    assert [one.standing for one in rituals(home)] == [Standing.PLANNED]
    return home


def test_from_a_suggestion_to_a_note_that_both_read(planned: Door) -> None:
    page = planner(planned)
    assert MARKUP in planned.words(), "people's words are never markup"
    planned.press("Begin")
    companion = planned.app.window.companion
    assert companion is not None
    assert companion.running
    companion.finish()
    planned.settle()
    planned.app.window.companion_left.emit()
    planned.settle()
    assert planned.app.window.companion is None
    page._presenter.open(rituals(planned)[0].words.id)
    planned.settle()
    one = planned.page
    assert isinstance(one, RitualPage)
    assert one._note is not None
    one._note.setText("Quiet & <u>good</u>.")
    planned.press("Keep it for me")
    assert "Quiet & <u>good</u>." in planned.words()
    planned.press("Let the other read it…")
    assert "They read exactly this" in planned.words()
    planned.press("Let them read it")
    planned.unlock(FIRST)
    planner(planned)._presenter.open(rituals(planned)[0].words.id)
    planned.settle()
    assert "Quiet & <u>good</u>." in planned.words()


def test_a_note_that_is_being_typed_is_kept_by_a_lock(planned: Door) -> None:
    planner(planned)._presenter.open(rituals(planned)[0].words.id)
    planned.settle()
    page = planned.page
    assert isinstance(page, RitualPage)
    assert page._note is not None
    page._note.setText("Half a thought")
    planned.lock()
    planned.unlock(SECOND)
    notes = planned.services.rituals.detail(rituals(planned)[0].words.id).value.notes
    assert [(one.text, one.by) for one in notes] == [("Half a thought", None)]


def test_not_now_leaves_nothing_and_the_one_who_suggested_hears_when_they_may_again(home: Door) -> None:
    write(home)
    home.press("Suggest it to Sasha")
    home.unlock(SECOND)
    planner(home)
    assert MARKUP in home.words()
    home.press("Not now")
    assert MARKUP not in home.words()
    home.unlock(FIRST)
    planner(home)
    assert MARKUP not in home.words()
    form = write(home)
    home.press("Suggest it to Sasha")
    assert "For now only the other suggests this one; you can again from" in home.words()
    assert isinstance(home.page, RitualFormPage), "what was typed stays"
    assert form.texts["does"].text() == "<i>Tea</i>, and nothing else."
    assert rituals(home) == ()


def test_either_ends_it_alone_for_both(planned: Door) -> None:
    planned.unlock(FIRST)
    planner(planned)._presenter.open(rituals(planned)[0].words.id)
    planned.settle()
    planned.press("End it…")
    assert "no reason is needed" in planned.words()
    planned.press("End it")
    assert isinstance(planned.page, PlannerPage)
    planned.unlock(SECOND)
    planner(planned)
    assert MARKUP not in planned.words()


def test_one_person_alone_plans_begins_and_takes_it_out(door: Door) -> None:
    door.set_up(("Robin",))
    form = write(door, "own_rituals", kind=ONCE)
    form.when.day.setText("2020-01-01")
    door.press("Plan it")
    assert form.when.day.error
    today = door.services.own_rituals.view().value.today
    form.when.day.setText(today.isoformat())
    form.when.time.setText("25:00")
    door.press("Plan it")
    assert form.when.time.error
    form.when.time.setText("19:10")
    door.press("Plan it")
    assert isinstance(door.page, PlannerPage)
    assert MARKUP in door.words()
    door.press("Make it smaller")
    companion = door.app.window.companion
    assert companion is not None
    companion.stop()
    door.app.window.companion_left.emit()
    door.settle()
    planner(door, "own_rituals")._presenter.open(door.services.own_rituals.rituals()[0].id)
    door.settle()
    door.press("Take it out…")
    door.press("Take it out")
    assert door.services.own_rituals.rituals() == ()


def test_what_is_left_out_disappears_and_undo_brings_it_back(planned: Door) -> None:
    page = planner(planned)
    today = page._today()
    planned.press("Not today")
    assert page._span is not None
    assert today not in [one.day for one in page._span.occurrences]
    assert page._toast.text
    QTest.keyClick(planned.app.window, Qt.Key.Key_F6)
    page._toast._undo.click()
    planned.settle()
    assert today in [one.day for one in page._span.occurrences]


def test_another_time_is_suggested_and_kept_where_it_was(planned: Door) -> None:
    page = planner(planned)
    assert page._span is not None
    one = page._span.occurrences[0]
    tomorrow = page._today() + timedelta(days=1)
    page._move(one.key, tomorrow, "12:00")
    planned.settle()
    assert [item.standing for item in page._span.occurrences if item.moving] == [Standing.ASKED_THEM]
    planned.unlock(FIRST)
    page = planner(planned)
    page._choose_day(tomorrow)
    planned.settle()
    planned.press("Keep it as it was")
    assert page._span is not None
    assert [item.time for item in page._span.occurrences if item.day == page._today()] == ["19:10"]
    assert not any(item.moving for item in page._span.occurrences)


def test_by_keyboard_week_month_and_agenda_and_the_way_to_a_template(home: Door) -> None:
    page = planner(home)
    home.app.window.activateWindow()
    home.settle()
    page._bar.picks[Kind.WEEK].setFocus()
    for kind in (Kind.MONTH, Kind.AGENDA):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Right)
        home.settle()
        if page._bar.kind is not kind:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Space)
            home.settle()
        assert page._bar.kind is kind
        assert page._views[kind].isVisible()
    page._drawer.search.setText("read aloud")
    home.settle()
    ((template, name),) = page._drawer.fitting()
    assert name == "Read aloud"
    assert template.step == 0
    home.press("Read aloud")
    assert isinstance(home.page, RitualFormPage)
    home.press("Suggest it to Sasha")
    assert [one.words.template for one in rituals(home)] == ["ritual.read_aloud"]
