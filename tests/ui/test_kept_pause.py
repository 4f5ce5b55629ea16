"""A pause outlives the keys and the process: the idle lock begins anew, and the pause stands as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import (
    OWN_SITTING,
    TOGETHER_SITTING,
    FakeServices,
    PlainGate,
    drop_shell,
    make_shell,
    settle,
)
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui import __main__ as entry
from ui.app import Application
from ui.shell import handover, lock
from ui.shell.handover import NOTHING, Handover, KeptPause
from ui.shell.jobs import InlineJobs
from ui.shell.main_window import MainWindow
from ui.shell.pause_overlay import TimePick, WayTile
from ui.shell.theme import Theme
from ui.widgets.text import PlainLabel

ROOT = Path(__file__).resolve().parents[2]


class Fresh:
    """Notes every process that would take the place of this one, as the program replaces itself."""

    def __init__(self) -> None:
        self.handed: list[Handover] = []
        self.hidden: list[bool] = []

    def __call__(self, application: Application, hidden: bool) -> None:
        self.handed.append(application.handed_over())
        self.hidden.append(hidden)


@pytest.fixture
def fresh() -> Fresh:
    return Fresh()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows that fit on the screen of a test."""
    monkeypatch.setattr("ui.shell.main_window.LEAST_WIDTH", 200)
    monkeypatch.setattr("ui.shell.main_window.LEAST_HEIGHT", 200)


@pytest.fixture
def shell(
    qapp: QApplication, qtbot: QtBot, theme: Theme, services: FakeServices, plain_features: None,
    plain_gate: None, small: None, fresh: Fresh,
) -> Iterator[Application]:  # fmt: skip
    """A window whose process would be replaced."""
    application = make_shell(qapp, services, fresh)
    application.start()
    yield application
    drop_shell(application)


def stand(qapp: QApplication, services: FakeServices, fresh: Fresh, handed: Handover) -> Application:
    """The process that takes the place of another."""
    application = make_shell(qapp, services, fresh)
    application.start(handed=handed)
    return application


def read_words(window: MainWindow) -> list[str]:
    return [one.text() for one in window.pause.findChildren(PlainLabel) if one.isVisible()]


def choose(shell: Application) -> None:
    """A way to calm down, and a time."""
    pause = shell.window.pause
    pause.findChildren(WayTile)[1].click()
    pause.time_button.click()
    pause.findChildren(TimePick)[1].click()


def test_the_idle_lock_behind_a_pause_replaces_the_process_and_hands_the_pause_over(
    shell: Application, services: FakeServices, fresh: Fresh
) -> None:
    shell.enter(OWN_SITTING)
    shell.pause()
    choose(shell)
    shell.autolock.due.emit("idle")
    assert services.vault.locks == 1
    assert fresh.hidden == [False]
    (handed,) = fresh.handed
    assert handed.pause is not None
    assert handed.pause._replace(place="", active=True) == KeptPause(own=True, way=1, time="19:40")
    assert handed.pause.place


@pytest.mark.parametrize("sitting", [OWN_SITTING, TOGETHER_SITTING])
@pytest.mark.parametrize("chosen", [False, True])
def test_the_pause_stands_as_it_was_and_where_it_was(
    shell: Application,
    services: FakeServices,
    fresh: Fresh,
    qapp: QApplication,
    sitting: object,
    chosen: bool,
) -> None:
    shell.enter(sitting)  # type: ignore[arg-type]
    shell.window.setGeometry(37, 61, 640, 560)
    shell.pause()
    if chosen:
        choose(shell)
        shell.window.pause._times.hide()
    settle()
    before = (read_words(shell.window), shell.window.geometry())
    shell.autolock.due.emit("idle")
    shell.window.hide()
    again = stand(qapp, services, fresh, handover.parsed(handover.written(fresh.handed[0])))
    settle()
    assert again.window.isVisible()
    assert again.window.pause.isVisible()
    assert (read_words(again.window), again.window.geometry()) == before
    assert again.window.pause.focusWidget() is again.window.pause.stop_button
    drop_shell(again)


def test_tomorrow_is_handed_over_too(qapp: QApplication, services: FakeServices, fresh: Fresh) -> None:
    again = stand(qapp, services, fresh, Handover(pause=KeptPause(time=handover.TOMORROW)))
    assert "tomorrow" in read_words(again.window)
    assert again.handed_over().pause == again.window.kept_pause()
    assert again.window.kept_pause().time == handover.TOMORROW
    drop_shell(again)


def test_nothing_is_shown_before_the_pause(
    qapp: QApplication,
    services: FakeServices,
    fresh: Fresh,
    plain_gate: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[tuple[bool, object]] = []
    monkeypatch.setattr(MainWindow, "show_gate", lambda self, gate: shown.append((self.isVisible(), gate)))
    again = stand(qapp, services, fresh, Handover(pause=KeptPause()))
    settle()
    assert again.window.pause.isVisible()
    assert shown == []
    drop_shell(again)


@pytest.mark.parametrize("way_on", ["stop_button", "back_button"])
def test_stopping_and_coming_back_lead_to_the_unlock_page_of_a_fresh_process(
    qapp: QApplication, services: FakeServices, fresh: Fresh, way_on: str
) -> None:
    again = stand(qapp, services, fresh, Handover("lock.not_written", KeptPause()))
    getattr(again.window.pause, way_on).click()
    assert fresh.handed == [Handover("lock.not_written")], "what is to be told waits for the unlock page"
    assert fresh.hidden == [False]
    assert services.vault.locks == 0, "nothing was open"
    drop_shell(again)


def test_another_time_is_named_in_the_same_process(
    qapp: QApplication, services: FakeServices, fresh: Fresh
) -> None:
    again = stand(qapp, services, fresh, Handover(pause=KeptPause(time="18:55")))
    again.window.pause.time_button.click()
    again.window.pause.findChildren(TimePick)[0].click()
    assert fresh.handed == []
    assert again.window.kept_pause().time == "19:20"
    drop_shell(again)


@pytest.mark.parametrize("reason", ["hidden", "sleep"])
def test_hiding_and_sleep_end_it(
    qapp: QApplication, services: FakeServices, fresh: Fresh, reason: str
) -> None:
    again = stand(qapp, services, fresh, Handover(pause=KeptPause()))
    if reason == "hidden":
        again.hide_and_lock()
    else:
        again.lock(reason)
    assert fresh.handed == [NOTHING]
    assert fresh.hidden == [reason == "hidden"]
    drop_shell(again)


def test_closing_a_standing_pause_ends_the_program(
    qapp: QApplication, services: FakeServices, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr("ui.app.end", lambda *_: ended.append(1))
    again = stand(qapp, services, fresh, Handover(pause=KeptPause()))
    again.window.close()
    assert ended == [1]
    assert fresh.handed == []
    drop_shell(again)


class SlowJobs(InlineJobs):
    """Keeps the vault from answering until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[object, ...]] = []
        self.hold = False

    def run(self, work, done=None, refused=None):  # type: ignore[no-untyped-def]
        if self.hold:
            self.held.append((work, done, refused))
        else:
            super().run(work, done, refused)

    def let_go(self) -> None:
        self.hold = False
        for one in self.held:
            super().run(*one)  # type: ignore[arg-type]


@pytest.mark.parametrize("wish", ["back_button", "stop_button", "hide_button"])
def test_what_is_wished_while_the_idle_lock_is_under_way_is_done_behind_it(
    qapp: QApplication, theme: Theme, services: FakeServices, plain_features: None, plain_gate: None,
    fresh: Fresh, wish: str,
) -> None:  # fmt: skip
    jobs = SlowJobs()
    shell = Application(
        qapp, lambda: services, jobs=jobs, replace_process=fresh, now=lambda: datetime(2026, 5, 4, 18, 58)
    )  # type: ignore[arg-type, return-value]
    shell.start()
    shell.enter(OWN_SITTING)
    shell.pause()
    jobs.hold = True
    shell.autolock.due.emit("idle")
    assert fresh.handed == []
    getattr(shell.window.pause, wish).click()
    jobs.let_go()
    assert fresh.handed == [NOTHING], "the unlock page, not the pause"
    assert fresh.hidden == [wish == "hide_button"]
    assert services.vault.locks == 1
    drop_shell(shell)


def test_a_pause_stands_where_nothing_can_be_read(
    qapp: QApplication, services: FakeServices, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Outcome[object]:
        raise UserError("vault.in_use")

    monkeypatch.setattr(services.guidance, "exercises", none)
    again = stand(qapp, services, fresh, Handover(pause=KeptPause(way=4)))
    assert again.window.pause.isVisible()
    assert again.window.kept_pause().way == -1
    drop_shell(again)


def test_in_a_process_that_stays_the_pause_stays_and_the_next_sitting_locks_again(
    qapp: QApplication, theme: Theme, services: FakeServices, plain_features: None, plain_gate: None
) -> None:
    shell = make_shell(qapp, services)
    shell.start()
    for number in (1, 2):
        shell.enter(OWN_SITTING)
        shell.pause()
        shell.autolock.due.emit("idle")
        assert shell.window.paused
        assert services.vault.locks == number
        shell.window.pause.back_button.click()
        assert isinstance(shell.window.gate, PlainGate)
    drop_shell(shell)


# -- the way over ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "handed",
    [
        Handover("lock.not_written"),
        Handover("rekey.uncertain", KeptPause(together=True, way=3, time="00:05", place="01ff")),
        Handover("", KeptPause(own=True, time=handover.TOMORROW, active=False, minimised=True)),
    ],
)
def test_a_process_hears_from_the_one_before_it_and_nobody_else_does(handed: Handover) -> None:
    reads = (
        "import sys, os; from ui.shell import handover; "
        "print(repr(handover.read())); print(sys.argv[1:], len(os.environ), os.read(0, 1))"
    )
    begins = (
        "import os, sys; from ui.shell import handover; from ui.shell.handover import Handover, KeptPause; "
        f"print(len(os.environ), flush=True); "
        f"handover.replace([sys.executable, '-c', {reads!r}], {handed!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", begins], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    before, heard, rest = done.stdout.splitlines()
    assert heard == repr(handed)
    assert rest == f"['--handed-over'] {before} b''"


def test_an_everyday_lock_hands_nothing_over() -> None:
    begins = (
        "import sys; from ui.shell import handover; "
        "handover.replace([sys.executable, '-c', 'import sys; print(sys.argv[1:], sys.stdin.read())'], "
        "handover.NOTHING)"
    )
    done = subprocess.run(
        [sys.executable, "-c", begins], cwd=ROOT, input="mine", capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[] mine"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 4000, b"1" * 4000,
        json.dumps({"telling": "passphrase.wrong", "pause": "now"}).encode(),
        json.dumps({"telling": ["rekey.uncertain"], "pause": []}).encode(),
    ],
)  # fmt: skip
def test_nonsense_is_nothing(data: bytes) -> None:
    assert handover.parsed(data) == NOTHING


def test_a_pause_of_nonsense_is_a_plain_pause(
    qapp: QApplication, theme: Theme, services: FakeServices, plain_features: None, plain_gate: None,
    fresh: Fresh,
) -> None:  # fmt: skip
    wild = {
        "together": "yes", "own": 1, "way": True, "time": "25:00", "place": "<b>", "active": None,
        "minimised": 7,
    }  # fmt: skip
    handed = handover.parsed(json.dumps({"pause": wild}).encode())
    assert handed == Handover(pause=KeptPause())
    again = stand(qapp, services, fresh, Handover(pause=KeptPause(way=99, place="00ff" * 20)))
    assert again.window.pause.isVisible()
    drop_shell(again)


def test_only_a_process_that_was_handed_something_looks_for_it() -> None:
    assert entry.parse([]).handed_over is False
    assert entry.parse([handover.HANDED_OVER]).handed_over
    assert handover.HANDED_OVER not in lock.restart_command([handover.HANDED_OVER], hidden=False)
