"""The idle lock: two clocks, no way to switch it off, and input of every kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.autolock import GAP_SECONDS, MINUTES, AutoLock
from ui.shell.focus import FocusKeeper
from ui.shell.input_watch import InputWatch
from ui.shell.system_signals import SystemSignals
from ui.shell.theme import Theme


class Clocks:
    """A clock that sleeps with the computer, and one that does not."""

    def __init__(self) -> None:
        self.steady_now, self.wall_now = 100.0, 1_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.steady_now += seconds
        self.wall_now += seconds

    def steady(self) -> float:
        return self.steady_now

    def wall(self) -> float:
        return self.wall_now


class Locked:
    """Hears that it is time."""

    def __init__(self, lock: AutoLock) -> None:
        self.reasons: list[str] = []
        lock.due.connect(self.reasons.append)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def lock(qapp: QApplication, clocks: Clocks) -> Iterator[AutoLock]:
    made = AutoLock(steady=clocks.steady, wall=clocks.wall)
    yield made
    made.deleteLater()


def wait(lock: AutoLock, clocks: Clocks, seconds: int) -> None:
    for _second in range(seconds):
        clocks.pass_by(1)
        lock.tick()


def test_it_locks_after_the_minutes_without_input(lock: AutoLock, clocks: Clocks) -> None:
    heard = Locked(lock)
    lock.set_minutes(2)
    lock.arm()
    wait(lock, clocks, 119)
    assert heard.reasons == []
    wait(lock, clocks, 1)
    assert heard.reasons == ["idle"]
    wait(lock, clocks, 500)
    assert heard.reasons == ["idle"]


def test_input_begins_the_time_anew(lock: AutoLock, clocks: Clocks) -> None:
    heard = Locked(lock)
    lock.set_minutes(1)
    lock.arm()
    for _again in range(5):
        wait(lock, clocks, 50)
        lock.touched()
    assert heard.reasons == []


@pytest.mark.parametrize("seconds", [GAP_SECONDS + 2, 8 * 3600, -3600])
def test_a_gap_between_the_clocks_locks(seconds: int, lock: AutoLock, clocks: Clocks) -> None:
    heard = Locked(lock)
    lock.arm()
    wait(lock, clocks, 5)
    clocks.wall_now += seconds
    lock.tick()
    assert heard.reasons == ["gap"]


def test_the_first_key_after_a_sleep_does_not_hide_the_sleep(lock: AutoLock, clocks: Clocks) -> None:
    heard = Locked(lock)
    lock.arm()
    clocks.wall_now += 3600
    lock.touched()
    assert heard.reasons == ["gap"]


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (-5, 1), (1, 1), (15, 15), (10_000, 15)])
def test_it_cannot_be_switched_off(asked: int, kept: int, lock: AutoLock) -> None:
    lock.set_minutes(asked)
    assert lock.minutes == kept
    assert kept in MINUTES


def test_nothing_is_due_while_everything_is_locked(lock: AutoLock, clocks: Clocks) -> None:
    heard = Locked(lock)
    lock.arm()
    lock.disarm()
    clocks.wall_now += 3600
    wait(lock, clocks, 1000)
    assert heard.reasons == []


def test_it_ticks_by_itself(qapp: QApplication, qtbot: QtBot, clocks: Clocks) -> None:
    made = AutoLock(steady=clocks.steady, wall=clocks.wall)
    made.arm()
    clocks.pass_by(1)
    clocks.wall_now += 100
    with qtbot.waitSignal(made.due, timeout=4000) as due:
        pass
    assert due.args == ["gap"]
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for widget in (QPushButton("one"), QPushButton("two"), QLineEdit()):
        layout.addWidget(widget)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def watch(qapp: QApplication, window: QWidget) -> Iterator[InputWatch]:
    made = InputWatch(qapp)
    made.watch(window.windowHandle())
    yield made
    made.deleteLater()


def events() -> list[QEvent]:
    at = QPointF(5, 5)
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    return [
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, plain),
        QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, plain),
        QMouseEvent(QEvent.Type.MouseButtonPress, at, at, left, left, plain),
        QWheelEvent(
            at, at, QPointF(0, 10).toPoint(), QPointF(0, 10).toPoint(), none, plain,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    ]  # fmt: skip


def test_every_kind_of_input_is_heard(window: QWidget, watch: InputWatch) -> None:
    heard: list[int] = []
    watch.active.connect(lambda: heard.append(1))
    for number, event in enumerate(events(), start=1):
        QApplication.sendEvent(window.windowHandle(), event)
        assert len(heard) == number


def test_the_ring_is_for_the_keyboard_only(window: QWidget, watch: InputWatch, qapp: QApplication) -> None:
    keeper = FocusKeeper(qapp, watch)
    first, second = window.findChildren(QPushButton)
    first.setFocus()
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, pos=second.geometry().center())
    second.setFocus()
    assert keeper.ringed is None
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Backtab)
    assert qapp.focusWidget() is first
    assert keeper.ringed is first
    window.findChild(QLineEdit).setFocus()
    assert keeper.ringed is None
    keeper.deleteLater()


def test_what_the_keyboard_comes_to_is_scrolled_into_view(
    window: QWidget, watch: InputWatch, qapp: QApplication
) -> None:
    keeper = FocusKeeper(qapp, watch)
    scrolled, holder = QScrollArea(window), QWidget()
    holder.resize(100, 3000)
    low = QPushButton("far below", holder)
    low.move(0, 2900)
    scrolled.setWidget(holder)
    scrolled.resize(120, 100)
    scrolled.show()
    watch.by_keyboard = True
    low.setFocus()
    assert qapp.focusWidget() is low
    assert scrolled.verticalScrollBar().value() > 2700
    keeper.deleteLater()


def test_the_ring_goes_with_its_widget(window: QWidget, watch: InputWatch, qapp: QApplication) -> None:
    keeper = FocusKeeper(qapp, watch)
    watch.by_keyboard = True
    first, second = window.findChildren(QPushButton)
    second.setFocus()
    first.setFocus()
    assert keeper.ringed is first
    first.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    second.setFocus()
    assert keeper.ringed is second
    keeper.deleteLater()


def test_the_system_is_heard_where_there_is_a_bus_and_nothing_fails_without(qapp: QApplication) -> None:
    signals = SystemSignals()
    signals.listen()
    heard: list[str] = []
    signals.away.connect(heard.append)
    signals._sleep(False)
    signals._saver(False)
    assert heard == []
    signals._sleep(True)
    signals._saver(True)
    signals._locked()
    assert heard == ["sleep", "screen", "screen"]
    signals.deleteLater()
