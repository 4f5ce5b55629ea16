"""The window: pages, pause, help, and that nothing of them is left after a lock."""

from __future__ import annotations

import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
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
    settle,
)
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from ui.app import Application
from ui.shell import clipboard as clipboards
from ui.shell import lock
from ui.shell.attendants import Attendants
from ui.shell.display_dialog import DisplayDialog
from ui.shell.features import SHARED, entries
from ui.shell.frame import SittingFrame
from ui.shell.pause_overlay import TimePick, WayTile
from ui.shell.shut_page import ShutPage
from ui.shell.sidebar import PageItem
from ui.shell.theme import Theme
from ui.widgets import look
from ui.widgets.buttons import Button, NavItem
from ui.widgets.dialogs import AskDialog, ask
from ui.widgets.steps import StepRow
from ui.widgets.text import PlainLabel


def frame(shell: Application) -> SittingFrame:
    assert shell.frame is not None
    return shell.frame


def attendants(shell: Application) -> Attendants:
    assert shell.attendants is not None
    return shell.attendants


def page(shell: Application, key: str) -> PlainPage:
    found = frame(shell).page_of(key)
    assert isinstance(found, PlainPage)
    return found


def listed(shell: Application) -> list[str]:
    return [item.text() for item in frame(shell).sidebar.findChildren(PageItem)]


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainLabel)]


def told(shell: Application) -> str:
    """The code that the unlock page was given to tell."""
    assert isinstance(shell.window.gate, PlainGate)
    return shell.window.gate.telling


def dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


# -- beginning and pages ---------------------------------------------------------------------------


def test_it_begins_with_the_gate_and_a_neutral_window(shell: Application) -> None:
    assert isinstance(shell.window.gate, PlainGate)
    assert shell.window.windowTitle() == "Notes"
    assert not shell.window.windowIcon().isNull()
    shell.window.setWindowTitle("Our agreement")
    assert shell.window.windowTitle() == "Notes"
    assert (shell.window.minimumWidth(), shell.window.minimumHeight()) == (960, 640)


def test_an_own_sitting_lists_its_pages_under_their_places(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    assert listed(shell) == ["My answers", "Our agreement", "Settings"]
    assert "Robin" in words(frame(shell).sidebar)
    assert {"Only you", "Both of you"} <= set(words(frame(shell).sidebar))
    assert frame(shell).page is page(shell, "answers")
    assert look.space("own") == "a"


def test_alone_nothing_speaks_of_two(shell: Application) -> None:
    shell.enter(ALONE_SITTING)
    assert listed(shell) == ["My answers", "Settings"]
    assert "Both of you" not in words(frame(shell).sidebar)
    rows = [item.text() for item in frame(shell).sidebar.findChildren(NavItem)]
    assert "Open together…" not in rows


def test_together_shows_both_names_and_the_steps(shell: Application) -> None:
    shell.enter(TOGETHER_SITTING)
    sidebar = frame(shell).sidebar
    assert {"Together", "Robin", "Sasha"} <= set(words(sidebar))
    assert listed(shell) == ["This meeting", "Our agreement"]
    sidebar.show_step("read")
    states = [step.state for step in sidebar.findChildren(StepRow)]
    assert states == ["done", "done", "now", "later", "later"]
    assert look.space("own") == "s"


def test_a_page_is_made_once_and_refreshed_when_it_is_shown_stale(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    answers = page(shell, "answers")
    assert answers.plain.refreshed == 1
    frame(shell).go_to("agreement")
    agreement = page(shell, "agreement")
    shell.jobs.changed.emit(frozenset({Topic.AGREEMENT}))
    assert (answers.plain.refreshed, agreement.plain.refreshed) == (1, 1)
    shell.jobs.changed.emit(frozenset({Topic.ANSWERS}))
    assert (answers.plain.refreshed, agreement.plain.refreshed) == (1, 2)
    frame(shell).go_to("answers")
    assert page(shell, "answers") is answers
    assert answers.plain.refreshed == 2


def test_a_page_can_be_opened_at_a_place(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.navigator.go_to("answers", category="touch")
    assert page(shell, "answers").place == {"category": "touch"}
    shell.navigator.go_to("no such page")
    assert frame(shell).page is page(shell, "answers")


def test_the_sidebar_leads_to_pages_and_marks_them(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    item = next(one for one in frame(shell).sidebar.findChildren(PageItem) if one.key == "agreement")
    item.click()
    assert frame(shell).page is page(shell, "agreement")
    marked = [one.key for one in frame(shell).sidebar.findChildren(PageItem) if one.is_current]
    assert marked == ["agreement"]


def test_in_a_narrow_window_the_sidebar_is_a_rail(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.window.resize(1280, 800)
    settle()
    assert not frame(shell).sidebar.is_rail
    assert frame(shell).sidebar.width() == look.px(248)
    shell.window.resize(1000, 700)
    settle()
    sidebar = frame(shell).sidebar
    assert sidebar.is_rail
    assert sidebar.width() == 72
    assert sidebar.pause_button.isVisible()
    assert sidebar.help_item.toolTip() == "Help"
    assert sidebar.help_item.accessibleName() == "Help"


def test_an_error_nobody_asked_for_is_said_in_the_page(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.jobs.refused.emit(UserError("storage.full"))
    assert "disk is full" in page(shell, "answers").messages.text


def test_a_bug_is_a_calm_word_with_a_code(shell: Application) -> None:
    shell.show_bug("A1B2C3")
    (dialog,) = dialogs()
    assert "A1B2C3" in dialog.accessibleDescription()
    assert dialog.windowTitle() == "Notes"


def test_every_registered_feature_is_whole() -> None:
    found = entries()
    assert len({entry.key for entry in found}) == len(found)
    assert all(entry.title and entry.icon for entry in found)
    assert [entry.key for entry in found if entry.always] == ["help"]
    shared = {entry.key for entry in found if entry.section == SHARED}
    assert all(entry.is_there(TOGETHER_SITTING) for entry in found if entry.key in shared)
    assert not any(entry.is_there(None) for entry in found if entry.key != "help")


# -- settings --------------------------------------------------------------------------------------


def test_display_acts_at_once_and_is_kept(shell: Application, services: FakeServices) -> None:
    shell.show_display()
    (dialog,) = dialogs()
    assert isinstance(dialog, DisplayDialog)
    dialog.theme.setText("dark")
    assert shell.appearance.theme.is_dark
    dialog.text.setText("150")
    assert look.LOOK.scale == 1.5
    dialog.still.click()
    kept = services.preferences.device_settings
    assert (kept.theme, kept.text_percent, kept.reduced_motion) == ("dark", 150, True)
    dialog.close_button.click()


def test_the_minutes_of_the_idle_lock_are_those_of_the_person(
    shell: Application, services: FakeServices
) -> None:
    from trustapp.services.preferences import PersonalSettings

    services.preferences.personal_settings = PersonalSettings(lock_minutes=7)
    shell.enter(OWN_SITTING)
    assert shell.autolock.minutes == 7
    services.preferences.personal_settings = PersonalSettings(lock_minutes=2)
    shell.jobs.changed.emit(frozenset({Topic.PREFERENCES}))
    assert shell.autolock.minutes == 2


def test_a_folder_that_cannot_be_opened_says_why_and_can_be_tried_again(
    qapp: QApplication, theme: Theme, plain_features: None, plain_gate: None, services: FakeServices
) -> None:
    tries: list[int] = []

    def build() -> FakeServices:
        tries.append(1)
        if len(tries) == 1:
            raise UserError("vault.newer")
        return services

    shell = make_shell(qapp, services)
    shell._services_factory = build  # type: ignore[assignment]
    shell.start()
    shut = shell.window.gate
    assert isinstance(shut, ShutPage)
    shut.again_button.click()
    assert isinstance(shell.window.gate, PlainGate)
    drop_shell(shell)


# -- pause and help --------------------------------------------------------------------------------


def test_pause_is_over_everything_at_once_with_three_equal_ways(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    frame(shell).sidebar.pause_button.click()
    pause = shell.window.pause
    assert shell.window.paused
    assert pause.isVisible()
    ways = (pause.stop_button, pause.time_button, pause.back_button)
    assert [button.text() for button in ways] == ["Stop for today", "Another time…", "I am back"]
    settle()
    assert len({(button.height(), button.property("kind")) for button in ways}) == 1
    widths = [button.width() for button in ways]
    assert max(widths) - min(widths) <= 1
    assert ways[0].x() < ways[1].x() < ways[2].x()
    assert pause.focusWidget() is pause.stop_button


def test_who_is_back_finds_the_page_as_it_was(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    frame(shell).go_to("agreement")
    shell.pause()
    shell.window.pause.back_button.click()
    assert not shell.window.paused
    assert frame(shell).page is page(shell, "agreement")
    assert frame(shell).isVisible()


def test_stop_for_today_locks(shell: Application, services: FakeServices) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    shell.window.pause.stop_button.click()
    assert services.vault.locks == 1
    assert shell.frame is None
    assert not shell.window.paused


def test_a_time_can_be_named_and_is_only_an_intention(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    pause = shell.window.pause
    assert pause.times() == tuple(pause.times())
    assert [one.replace(" ", " ") for one in pause.times()] == ["7:20 PM", "7:40 PM", "8:00 PM"] or list(
        pause.times()
    ) == ["19:20", "19:40", "20:00"]
    pause.time_button.click()
    pick = pause.findChildren(TimePick)[1]
    pick.click()
    assert pick.text() in words(pause)
    pause.back_button.click()
    shell.pause()
    assert pick.text() not in [label.text() for label in pause.findChildren(PlainLabel)]


def test_exercises_show_their_steps(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    tiles = shell.window.pause.findChildren(WayTile)
    assert [tile.accessibleDescription() for tile in tiles] == [
        "when it is too much",
        "when far away or numb",
    ]
    tiles[0].click()
    assert shell.window.pause._steps.text() == "Breathe in.\nBreathe out."
    assert shell.window.pause._steps.isVisible()


def test_going_on_together_needs_both_and_says_so(shell: Application) -> None:
    shell.enter(TOGETHER_SITTING)
    shell.pause()
    assert shell.window.pause._both.isVisible()
    shell.window.pause.back_button.click()
    shell.enter(OWN_SITTING)
    shell.pause()
    assert not shell.window.pause._both.isVisible()


def test_the_circle_breathes_only_while_it_is_seen_and_stands_still_when_asked(
    shell: Application, theme: Theme
) -> None:
    circle = shell.window.pause.circle
    assert not circle._timer.isActive()
    shell.pause()
    assert circle._timer.isActive()
    shell.window.end_pause()
    assert not circle._timer.isActive()
    now = [0.0]
    circle._clock, circle._begun = lambda: now[0], 0.0
    seen = []
    for now[0] in (0.0, 2.0, 3.9, 7.0, 9.9):
        seen.append((circle.words()[0], round(circle.extent(), 2)))
    assert [said for said, _extent in seen] == ["Breathe in"] * 3 + ["Breathe out"] * 2
    assert seen[0][1] < seen[1][1] < seen[2][1] > seen[3][1] > seen[4][1]
    shell.appearance.theme.apply("light", still=True)
    assert {circle.extent() for now[0] in (0.0, 2.0, 7.0)} == {1.0}


def test_help_opens_in_the_page_over_the_gate_and_over_the_pause(shell: Application) -> None:
    shell.show_help()
    assert shell.window.over is not None
    shell.window.close_over()
    assert shell.window.gate is not None
    assert shell.window.gate.isVisible()
    shell.enter(OWN_SITTING)
    shell.navigator.go_to("help")
    assert frame(shell).page is page(shell, "help")
    shell.pause()
    shell.window.pause.help_button.click()
    assert shell.window.over is not None
    shell.window.close_over()
    assert shell.window.pause.isVisible()


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_F8, "pause_requested"),
        (Qt.Key.Key_F1, "help_requested"),
        (Qt.Key.Key_F9, "hide_requested"),
    ],
)
def test_the_three_keys_work_from_any_field(
    key: Qt.Key, signal: str, shell: Application, qtbot: QtBot
) -> None:
    shell.enter(OWN_SITTING)
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    with qtbot.waitSignal(getattr(shell.window, signal)):
        QTest.keyClick(shell.window, key)


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_F8, "pause_requested"), (Qt.Key.Key_F9, "hide_requested")]
)
def test_pause_and_hiding_work_from_a_dialog_too(
    key: Qt.Key, signal: str, shell: Application, qtbot: QtBot
) -> None:
    shell.enter(OWN_SITTING)
    dialog = ask(shell.window, "End it?", "At once.", "End it")
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(getattr(shell.window, signal)):
        QTest.keyClick(dialog.windowHandle(), key)
    settle()
    assert dialogs() == []


# -- together --------------------------------------------------------------------------------------


def test_together_is_asked_first_and_then_leaves_nothing_of_ones_own(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    own = weakref.ref(page(shell, "answers"))
    shell.navigator.open_together()
    (dialog,) = dialogs()
    assert isinstance(dialog, AskDialog)
    dialog.act_button.click()
    settle()
    assert frame(shell).sitting is TOGETHER_SITTING
    assert own() is None


def test_together_is_not_opened_by_the_safe_choice(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.ask_together()
    (dialog,) = dialogs()
    assert isinstance(dialog, AskDialog)
    dialog.safe_button.click()
    assert frame(shell).sitting is OWN_SITTING


# -- locking ---------------------------------------------------------------------------------------


def test_a_lock_drops_pages_presenters_and_dialogs(shell: Application, services: FakeServices) -> None:
    shell.enter(OWN_SITTING)
    frame(shell).go_to("agreement")
    references: list[weakref.ref[object]] = [weakref.ref(frame(shell))]
    for key in ("answers", "agreement"):
        references += [weakref.ref(page(shell, key)), weakref.ref(page(shell, key).plain)]
    ask(page(shell, "agreement"), "End it?", "At once.", "End it")
    shell.navigator.lock()
    settle()
    assert [reference() for reference in references] == [None] * len(references)
    assert dialogs() == []
    assert services.vault.locks == 1
    assert isinstance(shell.window.gate, PlainGate)
    assert look.space("own") == "n"


def test_the_keys_go_even_where_nothing_can_be_written(shell: Application, services: FakeServices) -> None:
    services.vault.refuses_to_write = True
    shell.enter(OWN_SITTING)
    shell.lock("asked")
    assert services.vault.locks == 1
    assert told(shell) == "lock.not_written"
    services.vault.refuses_to_write = False
    shell.enter(OWN_SITTING)
    shell.lock("asked")
    assert told(shell) == "", "it is told once"


def test_what_was_typed_and_found_no_room_is_told_too(shell: Application) -> None:
    def full() -> Outcome[None]:
        raise UserError("storage.full")

    shell.enter(OWN_SITTING)
    page(shell, "answers").plain.unfinished = lambda: full  # type: ignore[attr-defined]
    shell.lock("asked")
    assert told(shell) == "lock.not_written"


def test_a_space_that_closed_itself_is_left_by_way_of_the_unlock_page(
    shell: Application, services: FakeServices
) -> None:
    class Card:
        """Shows errors by itself, as the page for new keys does."""

        def refuse(self, error: UserError) -> None:
            seen.append(error.code)

    def uncertain() -> Outcome[None]:
        raise UserError("rekey.uncertain")

    def refused() -> Outcome[None]:
        raise UserError("rekey.unfinished")

    seen: list[str] = []
    card = Card()
    shell.enter(OWN_SITTING)
    shell.jobs.run(refused, None, card.refuse)
    assert shell.frame is not None, "other errors stay in their page"
    shell.jobs.run(uncertain, None, card.refuse)
    assert seen == ["rekey.unfinished", "rekey.uncertain"]
    assert shell.frame is None
    assert services.vault.locks == 1
    assert told(shell) == "rekey.uncertain"


@pytest.mark.parametrize("trouble", [UserError("storage.full"), ValueError("a bug")])
def test_the_keys_go_even_where_what_was_typed_cannot_be_kept(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    bugs: list[BaseException] = []
    monkeypatch.setattr(lock.trouble, "record", bugs.append)

    def refused() -> Outcome[None]:
        done.append("tried")
        raise trouble

    def keep() -> Outcome[None]:
        done.append("kept")
        return Outcome(None)

    def locks() -> Outcome[None]:
        done.append("locked")
        return Outcome(None)

    lock.finish((refused, keep), locks)
    assert done == ["tried", "kept", "locked"]
    assert bugs == [one for one in (trouble,) if isinstance(one, ValueError)]


def test_what_is_typed_is_kept_before_the_keys_go_and_before_going_together(
    shell: Application, services: FakeServices
) -> None:
    locks_when_kept: list[int] = []

    def keep() -> Outcome[None]:
        locks_when_kept.append(services.vault.locks)
        return Outcome(None)

    for leave in (shell.navigator.lock, shell.hide_and_lock, shell.together.open):
        shell.enter(OWN_SITTING)
        page(shell, "answers").plain.unfinished = lambda: keep  # type: ignore[attr-defined]
        leave()
    assert locks_when_kept == [0, 1, 2]


def test_hiding_is_at_once_and_before_the_lock(shell: Application, services: FakeServices) -> None:
    seen: list[bool] = []
    real = services.vault.lock

    def locking() -> object:
        seen.append(shell.window.isVisible())
        return real()

    services.vault.lock = locking  # type: ignore[method-assign, assignment]
    shell.enter(OWN_SITTING)
    assert shell.window.isVisible()
    shell.hide_and_lock()
    assert seen == [False]


def test_the_process_is_replaced_after_the_lock_and_ended_after_closing(
    qapp: QApplication, theme: Theme, plain_features: None, plain_gate: None, services: FakeServices,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    replaced: list[bool] = []
    ended: list[int] = []
    monkeypatch.setattr("ui.app.end", lambda *_: ended.append(1))
    shell = make_shell(qapp, services, lambda _app, hidden: replaced.append(hidden))
    shell.start()
    shell.enter(OWN_SITTING)
    shell.lock("idle")
    shell.enter(OWN_SITTING)
    shell.hide_and_lock()
    assert replaced == [False, True]
    shell.window.show()
    shell.enter(OWN_SITTING)
    shell.window.close()
    assert ended == [1]
    assert services.vault.locks == 3
    assert not shell.window.isVisible()
    drop_shell(shell)


def test_only_our_own_words_are_taken_from_the_clipboard(
    shell: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _self: True)
    clipboard.setText("from the agreement")
    shell.enter(OWN_SITTING)
    shell.lock("asked")
    assert clipboard.text() == ""
    clipboard.setText("from another program")
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _self: False)
    clipboards.clear_clipboard()
    assert clipboard.text() == "from another program"


def test_what_is_due_locks_only_if_something_is_open(shell: Application, services: FakeServices) -> None:
    shell.autolock.due.emit("idle")
    assert services.vault.locks == 0
    services.vault.sits = OWN_SITTING
    shell.autolock.due.emit("idle")
    assert services.vault.locks == 1
    services.vault.sits = None
    shell.enter(OWN_SITTING)
    shell.autolock.due.emit("gap")
    shell.enter(OWN_SITTING)
    attendants(shell).system.away.emit("sleep")
    assert services.vault.locks == 3


def test_in_a_pause_the_idle_lock_takes_the_keys_and_leaves_the_page(
    shell: Application, services: FakeServices
) -> None:
    shell.enter(OWN_SITTING)
    left = weakref.ref(page(shell, "answers"))
    shell.pause()
    shell.autolock.due.emit("idle")
    settle()
    assert services.vault.locks == 1
    assert left() is None
    assert shell.window.paused
    assert shell.window.pause.isVisible()
    shell.window.pause.back_button.click()
    assert not shell.window.paused
    assert isinstance(shell.window.gate, PlainGate)
    assert services.vault.locks == 1


def test_sleep_ends_a_pause_too(shell: Application, services: FakeServices) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    attendants(shell).system.away.emit("sleep")
    assert not shell.window.paused
    assert isinstance(shell.window.gate, PlainGate)


def test_hiding_a_keyless_pause_is_still_possible(shell: Application, services: FakeServices) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    shell.autolock.due.emit("idle")
    shell.hide_and_lock()
    assert isinstance(shell.window.gate, PlainGate)
    assert not shell.window.paused


def test_joining_survives_the_lock(shell: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.enter(OWN_SITTING)
    shell.navigator.go_to("join")
    assert shell.frame is None
    assert "--join" in shell.arguments


def test_the_next_start_is_told_whether_to_stay_hidden() -> None:
    assert lock.restart_command(["--vault", "/somewhere"], hidden=True)[-3:] == [
        "--vault",
        "/somewhere",
        "--stay-hidden",
    ]
    assert "--stay-hidden" not in lock.restart_command(["--stay-hidden"], hidden=False)


# -- covering --------------------------------------------------------------------------------------


def test_another_program_in_front_covers_every_window(shell: Application, qapp: QApplication) -> None:
    shell.enter(OWN_SITTING)
    dialog = ask(shell.window, "End it?", "At once.", "End it")
    attendants(shell).covers.uncover()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert attendants(shell).covers.covered
    for window in (shell.window, dialog):
        (cover,) = [one for one in window.children() if type(one).__name__ == "Cover"]
        assert isinstance(cover, QWidget)
        assert cover.isVisible()
        assert cover.geometry() == window.rect()
        assert window.childAt(window.rect().center()) is cover
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    settle()
    assert not attendants(shell).covers.covered
    assert not [one for one in shell.window.children() if type(one).__name__ == "Cover"]
    dialog.reject()


def test_a_cover_hides_what_was_there_and_grows_with_the_window(
    shell: Application, qapp: QApplication
) -> None:
    shell.enter(OWN_SITTING)
    attendants(shell).covers.uncover()
    shown = shell.window.grab().toImage()
    attendants(shell).covers.cover()
    shell.window.resize(1300, 900)
    settle()
    covered = shell.window.grab().toImage()
    corners = {covered.pixelColor(x, y).name() for x, y in ((3, 3), (1290, 890), (200, 700), (700, 60))}
    assert corners == {look.value("paper").lower()}
    assert covered.size() != shown.size()
    attendants(shell).covers.uncover()


def test_nothing_is_covered_twice(shell: Application) -> None:
    attendants(shell).covers.uncover()
    attendants(shell).covers.cover()
    attendants(shell).covers.cover()
    assert len([one for one in shell.window.children() if type(one).__name__ == "Cover"]) == 1
    attendants(shell).covers.uncover()


def test_tab_goes_on_in_the_page_that_was_gone_to_from_within_another(shell: Application) -> None:
    shell.enter(OWN_SITTING)
    shell.window.activateWindow()
    inner = Button("Prepare my sheet", parent=page(shell, "answers"))
    inner.show()
    inner.setFocus()
    shell.go_to("agreement")
    assert QApplication.focusWidget() is page(shell, "agreement")
    first = next(one for one in frame(shell).sidebar.findChildren(PageItem) if one.key == "answers")
    first.setFocus()
    shell.go_to("answers")
    assert QApplication.focusWidget() is first, "who goes by the sidebar stays in it"


def test_the_keyboard_is_in_the_page_that_a_sitting_begins_with(shell: Application) -> None:
    shell.window.activateWindow()
    shell.enter(OWN_SITTING)
    assert shell.frame is not None
    page = shell.frame.page
    assert page is not None
    assert shell.window.focusWidget() is page
    interface = QAccessible.queryAccessibleInterface(page)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "My answers"
