"""The quiet page of an evening: what stands on it, what stops it, and that nothing on it ever goes up."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import (
    ALONE_SITTING,
    OWN_SITTING,
    TOGETHER_SITTING,
    FakeServices,
    PlainGate,
    PlainPage,
    drop_shell,
    make_shell,
    plain_entries,
    settle,
)
from trustapp.domain.ids import RitualId
from trustapp.services.ritual_views import CompanionView
from trustapp.services.sittings import Sitting
from ui.app import Application
from ui.shell import features
from ui.shell.companion import Companion, Running
from ui.shell.companion_end import EndPage
from ui.shell.companion_time import OFF, QuietTime
from ui.shell.companioning import beginning
from ui.shell.cover import Cover
from ui.shell.features import SHARED, FeatureEntry
from ui.shell.kept import FINISHED, STOPPED, KeptCompanion
from ui.shell.stop_watch import StopWatch
from ui.shell.theme import DIM, LIGHT, Theme
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.dialogs import AskDialog, ask
from ui.widgets.text import PlainLabel, Prose

STEPS = ("Beside each other", "Hands", "Head and back", "Resting in arms", "Wider touch", "Open")
CLOSE = CompanionView(
    RitualId("r-close"), date(2026, 5, 4), "Resting in arms",
    ("Sit beside each other and ask.", "One leans in.", "Sit up, with some water."),
    10, "Robin begins", touch=True, ceiling=4, steps=STEPS,
    limits=("Robin: no touch on the throat.", "Sasha: only if the light is on."),
    stop=("Robin taps twice.", "Sasha says “red”."),
)  # fmt: skip
WALK = CompanionView(
    RitualId("r-walk"), date(2026, 5, 4), "A walk", ("Out of the door.", "Slowly.", ""), 30, ""
)
SMALL = replace(WALK, parts=("Once to the corner.",))
MARKUP = "<b>&amp; <img src='file:///etc/hostname'>"
NOT_A_YES = "If you could not stop, it was not a yes."


@pytest.fixture
def active(shell: Application, qtbot: QtBot) -> Application:
    """A window that the keyboard is in, with a space open."""
    shell.enter(OWN_SITTING)
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    return shell


def begin(shell: Application, view: CompanionView = CLOSE, sitting: Sitting = OWN_SITTING) -> Companion:
    shell.enter(sitting)
    shell.navigator.run_companion(view)
    return companion(shell)


def companion(shell: Application) -> Companion:
    assert shell.window.companion is not None
    return shell.window.companion


def run(shell: Application) -> Running:
    found = companion(shell).run
    assert found is not None
    return found


def end(shell: Application) -> EndPage:
    found = companion(shell).end
    assert found is not None
    return found


def lower(shell: Application) -> None:
    ceiling = run(shell).ceiling
    assert ceiling is not None
    ceiling.lower_button.click()


def seen(widget: QWidget) -> str:
    """Every word that is shown."""
    kinds = (PlainLabel, Prose)
    return "\n".join(one.text() for kind in kinds for one in widget.findChildren(kind) if one.isVisible())


def kept(shell: Application) -> KeptCompanion:
    found = shell.window.kept_companion()
    assert found is not None
    return found


# -- what stands on it ---------------------------------------------------------------------------------


def test_it_lies_over_the_whole_window_with_everything_that_stands(shell: Application) -> None:
    page = begin(shell)
    assert page.isVisible()
    assert page.size() == shell.window.size()
    assert shell.frame is not None
    assert not shell.frame.isVisible()
    words = seen(page)
    for told in (CLOSE.name, CLOSE.begins, CLOSE.parts[0], STEPS[3], *CLOSE.limits, *CLOSE.stop):
        assert told in words
    assert "Nothing has to be felt. No sign is a yes. Silence, stillness or freezing is a stop." in words
    assert NOT_A_YES not in words
    assert shell.window.windowTitle() == look.NEUTRAL_TITLE


def test_a_ritual_without_touch_says_nothing_of_it(shell: Application) -> None:
    page = begin(shell, WALK)
    assert run(shell).ceiling is None
    assert "felt" not in seen(page)


def test_nothing_begins_where_nothing_is_open_and_none_over_another(shell: Application) -> None:
    shell.navigator.run_companion(CLOSE)
    assert shell.window.companion is None
    first = begin(shell)
    shell.navigator.run_companion(WALK)
    assert companion(shell) is first


def test_words_of_people_stay_plain_on_every_place_of_it(shell: Application) -> None:
    view = CompanionView(
        RitualId("r"), None, MARKUP, (MARKUP, MARKUP, MARKUP), 5, MARKUP, touch=True, ceiling=2,
        steps=(MARKUP,) * 6, limits=(MARKUP,), stop=(MARKUP,),
    )  # fmt: skip
    page = begin(shell, view)
    labels = page.findChildren(QLabel)
    assert sum(one.text() == MARKUP for one in labels) >= 6
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}
    page.finish()
    assert {one.textFormat() for one in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


# -- one part after the other --------------------------------------------------------------------------


def test_parts_come_one_after_the_other_and_only_when_somebody_moves_on(shell: Application) -> None:
    begin(shell)
    parts, words = run(shell).parts, []
    for _each in CLOSE.parts:
        words.append(parts.said)
        run(shell).time.tick()
        settle()
        assert parts.said == words[-1]
        parts.after.click()
    assert words == [
        "How it starts: Sit beside each other and ask.",
        "What we do: One leans in.",
        "How it ends: Sit up, with some water.",
    ]
    assert not parts.after.isVisible()
    parts.before.click()
    assert parts.said == words[1]
    assert companion(shell).running, "the last part is no end by itself"


def test_a_part_without_words_is_left_out_and_a_small_form_stands_alone(shell: Application) -> None:
    begin(shell, replace(WALK, shared=False))
    parts = run(shell).parts
    parts.after.click()
    assert parts.said == "What I do: Slowly."
    assert not parts.after.isVisible()
    shell.window.end_companion()
    shell.navigator.run_companion(SMALL)
    assert run(shell).parts.said == "Once to the corner."
    assert not run(shell).parts.before.isVisible()
    assert not run(shell).parts.after.isVisible()


def test_the_keyboard_stays_beside_what_it_pressed(active: Application) -> None:
    begin(active)
    parts = run(active).parts
    parts.after.setFocus()
    for _each in range(2):
        QTest.keyClick(parts.after, Qt.Key.Key_Return)
    assert active.window.focusWidget() is parts.before


# -- the ceiling ---------------------------------------------------------------------------------------


def test_the_ceiling_goes_down_one_step_at_a_time_and_below_the_first_everything_stops(
    shell: Application,
) -> None:
    page = begin(shell)
    for step in (2, 1, 0):
        lower(shell)
        assert STEPS[step] in seen(page)
        assert kept(shell).ceiling == step + 1
    ceiling = run(shell).ceiling
    assert ceiling is not None
    assert ceiling.lower_button.text() == "Lower, which stops"
    lower(shell)
    assert not page.running
    assert kept(shell).ended == STOPPED


PRESSES = (
    "lower",
    "after",
    "before",
    "time",
    "pause",
    "stop_pause",
    "idle",
    "hand",
    "help",
    "finish",
    "stop",
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ceiling=st.integers(1, 6), presses=st.lists(st.sampled_from(PRESSES), max_size=14))
def test_whatever_is_pressed_the_ceiling_never_rises_and_what_stopped_never_runs_again(
    shell: Application, ceiling: int, presses: list[str]
) -> None:
    """Keys that go, a process that is replaced and a pause between are presses like any other."""
    shell.lock("asked")
    begin(shell, replace(CLOSE, ceiling=ceiling))
    before, running = ceiling, True
    for press in presses:
        _press(shell, press)
        now = kept(shell)
        assert now.ceiling <= before
        assert running or not companion(shell).running
        assert now.limits == CLOSE.limits
        before, running = now.ceiling, companion(shell).running
        assert running == (not now.ended)


def _press(shell: Application, press: str) -> None:
    face, window = companion(shell), shell.window
    if press == "pause":
        shell.pause() if not window.paused else window.pause.back_button.click()
    elif press == "stop_pause" and window.paused:
        window.pause.stop_button.click()
    elif press == "idle":
        shell.autolock.due.emit("idle")
    elif press == "hand":
        handed = kept(shell)
        window.drop()
        window.go_on_with_companion(handed)
    elif press == "help":
        shell.show_help()
    elif face.run is not None:
        ceiling = face.run.ceiling
        buttons = {
            "after": face.run.parts.after, "before": face.run.parts.before, "time": face.run.time.wanted,
            "finish": face.run.finish, "stop": face.run.stop,
        }  # fmt: skip
        if press == "lower" and ceiling is not None:
            ceiling.lower_button.click()
        elif press in buttons:
            buttons[press].click()


# -- stopping ------------------------------------------------------------------------------------------


def _stand_at(shell: Application, qtbot: QtBot, place: str) -> None:
    if place == "part":
        run(shell).parts.after.setFocus()
    elif place == "pause":
        shell.pause()
    elif place == "help":
        shell.show_help()
        assert shell.window.over is not None
    elif place == "help over pause":
        shell.pause()
        shell.show_help()
    elif place == "dialog":
        dialog = ask(shell.window, "End it?", "At once.", "End it")
        qtbot.waitUntil(dialog.isActiveWindow)


@pytest.mark.parametrize("place", ["stop", "part", "pause", "help", "help over pause", "dialog"])
def test_one_key_stops_from_everywhere(active: Application, qtbot: QtBot, place: str) -> None:
    begin(active)
    _stand_at(active, qtbot, place)
    focus = QGuiApplication.focusWindow()
    assert focus is not None
    assert (focus is active.window.windowHandle()) == (place != "dialog")
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    settle()
    assert not companion(active).running
    assert active.window.over is None
    assert not active.window.paused
    assert end(active).isVisible()
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, AskDialog)] == []
    assert "No reason is needed. Nothing is taken up again this evening." in seen(companion(active))


def test_what_is_no_evening_of_closeness_is_stopped_in_words_that_fit_a_morning(active: Application) -> None:
    begin(active, WALK).stop()
    assert "No reason is needed, and nothing has to be taken up again." in seen(companion(active))
    assert "evening" not in seen(companion(active))


def test_after_the_end_the_key_does_nothing_more_and_leads_back_from_help(active: Application) -> None:
    begin(active)
    companion(active).finish()
    QTest.keyClick(active.window, Qt.Key.Key_Escape)
    assert kept(active).ended == FINISHED
    active.show_help()
    assert active.window.over is not None
    QTest.keyClick(QApplication.focusWidget() or active.window, Qt.Key.Key_Escape)
    assert active.window.over is None
    assert end(active).isVisible()


@pytest.mark.parametrize("how", ["stop", "finish"])
@pytest.mark.parametrize("sitting", [OWN_SITTING, TOGETHER_SITTING])
def test_after_closeness_it_always_says_what_was_no_yes_with_help_beside(
    shell: Application, how: str, sitting: Sitting
) -> None:
    page = begin(shell, sitting=sitting)
    getattr(run(shell), how).click()
    assert NOT_A_YES in seen(page)
    help_button = end(shell).help
    assert help_button is not None
    assert shell.window.focusWidget() is help_button, "nobody leaves the page by one press too many"
    help_button.click()
    assert shell.window.over is not None


def test_after_a_walk_it_does_not(shell: Application) -> None:
    page = begin(shell, WALK)
    run(shell).finish.click()
    assert NOT_A_YES not in seen(page)


def test_what_is_said_in_a_second_window_meanwhile_stops_what_two_people_do(shell: Application) -> None:
    begin(shell, WALK)
    watch = StopWatch(shell.jobs, shell.window, lambda: None, shell)  # type: ignore[arg-type, return-value]
    watch._answered(True)
    assert kept(shell).ended == STOPPED
    assert "It counts from now on" in seen(companion(shell))
    shell.window.end_companion()
    shell.navigator.run_companion(replace(WALK, shared=False))
    watch._answered(True)
    assert companion(shell).running


# -- afterwards ----------------------------------------------------------------------------------------


@pytest.fixture
def with_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = FeatureEntry(
        "rituals", "Rituals", "rituals", SHARED, lambda _around: PlainPage("Rituals", "s"), together=True
    )
    monkeypatch.setattr(features, "entries", lambda: (*plain_entries(), entry))


def test_in_ones_own_sitting_a_way_leads_to_the_note(
    qapp: QApplication, theme: Theme, services: FakeServices, with_planner: None, plain_gate: None
) -> None:
    shell = make_shell(qapp, services)
    shell.start()
    page = begin(shell)
    run(shell).finish.click()
    assert "each alone" in seen(page)
    end(shell).note.click()
    assert shell.window.companion is None
    assert shell.frame is not None
    assert isinstance(shell.frame.page, PlainPage)
    assert shell.frame.page.place == {"note": CLOSE.ritual, "day": CLOSE.original}
    assert not look.LOOK.dark
    drop_shell(shell)


def test_together_and_without_keys_no_note_is_offered(shell: Application) -> None:
    begin(shell, sitting=TOGETHER_SITTING)
    companion(shell).finish()
    assert not end(shell).note.isVisible()
    shell.window.end_companion()
    begin(shell, WALK, ALONE_SITTING)
    companion(shell).finish()
    assert end(shell).note.isVisible()
    shell.autolock.due.emit("idle")
    assert not end(shell).note.isVisible()


def test_back_to_the_pages_finds_the_page_and_its_light_as_they_were(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    assert shell.frame is not None
    shell.frame.go_to("agreement")
    shell.navigator.run_companion(WALK)
    gone = weakref.ref(companion(shell))
    run(shell).finish.click()
    end(shell).leave.click()
    settle()
    assert shell.frame.isVisible()
    assert shell.frame.page is shell.frame.page_of("agreement")
    assert look.value("paper") == look.load_tokens(LIGHT)["paper"]
    assert gone() is None


def test_nothing_is_asked_of_the_services_from_beginning_to_end(
    shell: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.enter(OWN_SITTING)
    asked: list[Any] = []
    monkeypatch.setattr(shell.jobs, "run", lambda *work: asked.append(work))
    shell.navigator.run_companion(CLOSE)
    run(shell).parts.after.click()
    lower(shell)
    run(shell).stop.click()
    end(shell).leave.click()
    assert asked == []


# -- locking -------------------------------------------------------------------------------------------


def test_the_idle_lock_takes_keys_and_pages_and_leaves_it_standing(
    shell: Application, services: FakeServices
) -> None:
    page = begin(shell)
    lower(shell)
    assert shell.frame is not None
    left = [weakref.ref(shell.frame), weakref.ref(shell.frame.page_of("answers"))]
    words = seen(page)
    shell.autolock.due.emit("idle")
    settle()
    assert services.vault.locks == 1
    assert [one() for one in left] == [None, None]
    assert companion(shell) is page
    assert page.isVisible()
    assert seen(page) == words
    assert shell._keyless.companioning._place == {}
    run(shell).stop.click()
    assert NOT_A_YES in seen(page)
    end(shell).leave.click()
    assert isinstance(shell.window.gate, PlainGate)
    assert services.vault.locks == 1


def test_without_keys_only_what_stands_can_be_pressed(shell: Application) -> None:
    page = begin(shell)
    shell.autolock.due.emit("idle")
    settle()
    shown = {one.text() for one in page.findChildren(Button) if one.isVisible()}
    assert shown == {"Next", "Lower", "Finish", "Help and safety (F1)", "Hide and lock (F9)"}
    companion(shell).finish()
    settle()
    shown = {one.text() for one in page.findChildren(Button) if one.isVisible()}
    assert shown == {"Help and safety", "To the first page", "Help and safety (F1)", "Hide and lock (F9)"}


@pytest.mark.parametrize("keys", [True, False])
@pytest.mark.parametrize("reason", ["sleep", "screen", "gap", "hidden"])
def test_hiding_sleep_and_the_screen_lock_take_it_away(shell: Application, reason: str, keys: bool) -> None:
    page = weakref.ref(begin(shell))
    if not keys:
        shell.autolock.due.emit("idle")
    if reason == "hidden":
        QTest.mouseClick(companion(shell).hide_button, Qt.MouseButton.LeftButton)
    else:
        shell.lock(reason)
    settle()
    assert page() is None
    assert isinstance(shell.window.gate, PlainGate)
    assert look.value("paper") == look.load_tokens(LIGHT)["paper"]


# -- a pause over it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [True, False])
def test_a_pause_lies_over_it_and_leads_back_to_it(shell: Application, keys: bool) -> None:
    page = begin(shell)
    run(shell).parts.after.click()
    if not keys:
        shell.autolock.due.emit("idle")
    run(shell).pause.click()
    assert shell.window.paused
    assert shell.window.pause._both.isVisible(), "going on needs both"
    shell.window.pause.back_button.click()
    assert page.isVisible()
    assert page.running
    assert run(shell).parts.place == 1
    assert shell.window.gate is None


@pytest.mark.parametrize("keys", [True, False])
def test_stopping_for_today_in_the_pause_stops_it_with_its_words(shell: Application, keys: bool) -> None:
    page = begin(shell)
    if not keys:
        shell.autolock.due.emit("idle")
    shell.pause()
    shell.window.pause.stop_button.click()
    assert page.isVisible()
    assert kept(shell).ended == STOPPED
    assert NOT_A_YES in seen(page)


# -- a time --------------------------------------------------------------------------------------------


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    return heard


@pytest.mark.parametrize("sound", [False, True])
def test_a_time_is_off_until_it_is_asked_for_and_ends_without_an_alarm(
    theme: Theme, qtbot: QtBot, beeps: list[int], sound: bool
) -> None:
    now = [100.0]
    quiet = QuietTime(10, steady=lambda: now[0])
    qtbot.addWidget(quiet)
    quiet.show()
    assert quiet.left == OFF
    assert not quiet.ring.isVisible()
    assert not quiet.sound.isVisible()
    quiet.wanted.click()
    if sound:
        quiet.sound.click()
    said = []
    for passed in (0, 1, 61, 330, 599):
        now[0] = 100.0 + passed
        quiet.tick()
        said.append(quiet.words.text())
    assert said == [
        "about 10 minutes",
        "about 10 minutes",
        "about 9 minutes",
        "about 5 minutes",
        "about 1 minute",
    ]
    assert beeps == []
    for passed in (600, 605, 900):
        now[0] = 100.0 + passed
        quiet.tick()
    assert quiet.words.text() == "The time is over. It may end here; nothing happens by itself."
    assert beeps == ([1] if sound else [])
    quiet.wanted.click()
    assert quiet.left == OFF


def test_in_a_pause_the_time_stands_still(theme: Theme, qtbot: QtBot) -> None:
    now = [0.0]
    quiet = QuietTime(0, steady=lambda: now[0])
    qtbot.addWidget(quiet)
    quiet.show()
    quiet.wanted.click()
    now[0] = 60.0
    quiet.hide()
    now[0] = 4000.0
    assert quiet.left == 9 * 60
    assert not quiet._timer.isActive()
    quiet.show()
    now[0] = 4060.0
    assert quiet.left == 8 * 60


# -- light, keyboard, size -----------------------------------------------------------------------------


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_it_gives_little_light_whatever_the_theme(shell: Application, theme_name: str) -> None:
    shell.appearance.theme.apply(theme_name)
    begin(shell)
    assert look.value("paper") == look.load_tokens(DIM)["paper"]
    shell.appearance.theme.apply(theme_name, 150)
    assert look.value("paper") == look.load_tokens(DIM)["paper"], "other settings leave it dim"
    shell.window.end_companion()
    settle()
    assert look.value("paper") == look.load_tokens(theme_name)["paper"]


def test_the_keyboard_comes_to_everything_and_first_to_what_stops(active: Application) -> None:
    begin(active)
    run(active).time.wanted.click()
    run(active).parts.after.click()
    seen_by_tab = []
    assert active.window.focusWidget() is run(active).stop
    for _each in range(12):
        focus = active.window.focusWidget()
        if focus in seen_by_tab:
            break
        seen_by_tab.append(focus)
        QTest.keyClick(active.window, Qt.Key.Key_Tab)
    face, piece = companion(active), run(active)
    ceiling = piece.ceiling
    assert ceiling is not None
    after_stop = [piece.stop, piece.pause, piece.finish, face.help_button, face.hide_button]
    before_stop = [
        piece.parts.before, piece.parts.after, piece.time.wanted, piece.time.sound, ceiling.lower_button,
    ]  # fmt: skip
    found = [one for one in seen_by_tab if one is not piece.reached]
    assert found == [*after_stop, *before_stop]


def test_a_screen_reader_hears_names_and_what_they_do(shell: Application) -> None:
    page = begin(shell)
    piece = run(shell)
    ceiling = piece.ceiling
    assert ceiling is not None
    for widget, name in (
        (piece.stop, "Stop"), (piece.pause, "Pause"), (piece.finish, "Finish"),
        (ceiling.lower_button, "Lower, to: Head and back"),
    ):  # fmt: skip
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.text(QAccessible.Text.Name) == name
        assert told.role() == QAccessible.Role.Button
    assert "Escape" in piece.stop.accessibleDescription()
    assert page.accessibleName() == CLOSE.name
    for line in (*CLOSE.limits, *CLOSE.stop):
        assert line in piece.standing.accessibleDescription()


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(960, 640), (1280, 800)])
def test_at_any_size_what_stops_is_in_sight_and_nothing_is_cut(
    shell: Application, percent: int, size: tuple[int, int]
) -> None:
    shell.appearance.theme.apply("light", percent)
    shell.window.setMinimumSize(200, 200)
    shell.window.resize(*size)
    begin(shell, replace(CLOSE, name="W" * 60, limits=("A limit. " * 44,) * 30))
    settle()
    piece = run(shell)
    for button in (piece.stop, piece.pause, piece.finish, *_foot(shell)):
        at = button.mapTo(shell.window, button.rect().topLeft())
        assert shell.window.rect().contains(button.rect().translated(at))
        assert button.width() >= button.minimumSizeHint().width()
    bar = piece.reached.horizontalScrollBar()
    assert bar.maximum() == 0
    assert piece.reached.focusPolicy() == Qt.FocusPolicy.StrongFocus, "what does not fit is reached by keys"
    assert piece.reached.height() > 100


def _foot(shell: Application) -> tuple[Button, Button]:
    return companion(shell).help_button, companion(shell).hide_button


def test_covers_lie_over_it_too(shell: Application, qapp: QApplication) -> None:
    begin(shell)
    shell.autolock.due.emit("idle")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    over = shell.window.childAt(shell.window.rect().center())
    assert isinstance(over, Cover)
    assert over.geometry() == shell.window.rect()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_a_view_stands_as_it_is_and_leaves_its_id_behind() -> None:
    found = beginning(CLOSE)
    assert found.closeness
    assert CLOSE.ritual not in repr(found)
    assert beginning(replace(CLOSE, parts=())).parts == ("",)


@pytest.fixture(autouse=True)
def _put_back(theme: Theme) -> Iterator[None]:
    yield
    theme.dim(False)
