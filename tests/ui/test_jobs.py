"""Jobs: in order, one at a time, told in the GUI thread, and only to who is still there."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from ui.shell import trouble
from ui.shell.jobs import InlineJobs, JobRunner


class Listener:
    """Hears how jobs ended."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def done(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(threading.get_ident())

    def refused(self, error: UserError) -> None:
        self.heard.append(error.code)


@pytest.fixture
def runner(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JobRunner]:
    monkeypatch.setattr("ui.shell.trouble.places.data_folder", lambda: tmp_path)
    made = JobRunner()
    yield made
    made.close()
    made.deleteLater()


def value(what: object) -> Outcome[object]:
    return Outcome(what)


def refuse() -> Outcome[object]:
    raise UserError("storage.full")


def crash() -> Outcome[object]:
    raise RuntimeError("what somebody wrote")


def test_jobs_are_done_in_their_order_and_told_in_the_gui_thread(runner: JobRunner, qtbot: QtBot) -> None:
    listener, workers = Listener(), set()

    def work(number: int) -> Outcome[int]:
        workers.add(threading.get_ident())
        return Outcome(number)

    for number in range(30):
        runner.run(partial(work, number), listener.done)
    qtbot.waitUntil(lambda: len(listener.heard) == 30)
    assert listener.heard == list(range(30))
    assert listener.threads == {threading.get_ident()}
    assert len(workers) == 1
    assert workers != listener.threads
    assert not runner.busy


def test_a_callback_whose_owner_is_gone_is_not_called(runner: JobRunner, qtbot: QtBot) -> None:
    gone, here = Listener(), Listener()
    heard = gone.heard
    reference = weakref.ref(gone)
    gate = threading.Event()

    def work() -> Outcome[str]:
        gate.wait(10)
        return Outcome("a")

    runner.run(work, gone.done, gone.refused)
    del gone
    assert reference() is None
    gate.set()
    runner.run(partial(value, "b"), here.done)
    qtbot.waitUntil(lambda: here.heard == ["b"])
    assert heard == []


def test_a_function_that_cannot_be_held_weakly_is_a_bug(runner: JobRunner) -> None:
    with pytest.raises(TypeError):
        runner.run(partial(value, 1), print)


def test_a_refusal_goes_to_who_asked_and_else_to_the_shell(runner: JobRunner, qtbot: QtBot) -> None:
    listener = Listener()
    runner.run(refuse, listener.done, listener.refused)
    qtbot.waitUntil(lambda: listener.heard == ["storage.full"])
    with qtbot.waitSignal(runner.refused) as unheard:
        runner.run(refuse, listener.done)
    assert unheard.args[0].code == "storage.full"
    assert unheard.args[0].__traceback__ is None
    assert unheard.args[0].__context__ is None


def test_changed_topics_are_told_after_the_value(runner: JobRunner, qtbot: QtBot) -> None:
    listener = Listener()
    order: list[object] = listener.heard
    runner.changed.connect(order.append)
    runner.run(lambda: Outcome("value", frozenset({Topic.ANSWERS})), listener.done)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["value", frozenset({Topic.ANSWERS})]


def test_a_bug_is_a_code_and_the_log_holds_no_content(
    runner: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(runner.failed) as failed:
        runner.run(crash)
    (code,) = failed.args
    log = (tmp_path / trouble.LOG_NAME).read_text("utf-8")
    assert code in log
    assert "RuntimeError" in log
    assert "what somebody wrote" not in log
    assert str(Path.home()) not in log


def test_dropped_jobs_are_not_begun_and_not_told(runner: JobRunner, qtbot: QtBot) -> None:
    begun, listener = threading.Event(), Listener()
    gate = threading.Event()
    done: list[str] = []

    def first() -> Outcome[str]:
        begun.set()
        gate.wait(10)
        done.append("first")
        return Outcome("first")

    def second() -> Outcome[str]:
        done.append("second")
        return Outcome("second")

    runner.run(first, listener.done)
    runner.run(second, listener.done)
    assert begun.wait(10)
    runner.drop()
    gate.set()
    runner.run(partial(value, "after"), listener.done)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == ["after"]
    assert done == ["first"]


def test_python_collects_in_the_gui_thread_while_jobs_run(qapp: QApplication) -> None:
    assert gc.isenabled()
    made = JobRunner()
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
    made.deleteLater()


def test_inline_jobs_tell_at_once_and_raise_bugs(qapp: QApplication) -> None:
    jobs, listener = InlineJobs(), Listener()
    topics: list[object] = []
    jobs.changed.connect(topics.append)
    jobs.run(lambda: Outcome(1, frozenset({Topic.ROUND})), listener.done)
    jobs.run(refuse, listener.done, listener.refused)
    assert listener.heard == [1, "storage.full"]
    assert topics == [frozenset({Topic.ROUND})]
    with pytest.raises(RuntimeError):
        jobs.run(crash)
    assert not jobs.busy


def test_the_log_is_kept_short_and_the_same_bug_has_the_same_code(tmp_path: Path) -> None:
    codes = set()
    for _again in range(600):
        try:
            crash()
        except RuntimeError as bug:
            codes.add(trouble.record(bug, tmp_path))
    assert len(codes) == 1
    assert (tmp_path / trouble.LOG_NAME).stat().st_size <= trouble.MOST_BYTES


def test_what_a_job_gave_and_nobody_hears_any_more_goes_with_the_thread(runner: JobRunner) -> None:
    class Thing:
        """Could be what somebody wrote."""

    begun, on, left = threading.Event(), threading.Event(), []

    def work() -> Outcome[object]:
        begun.set()
        on.wait()
        thing = Thing()
        left.append(weakref.ref(thing))
        return Outcome(thing)

    runner.run(work)
    runner.run(partial(value, "not begun"))
    assert begun.wait(20)
    on.set()
    runner.close()
    assert left[0]() is None
    assert not runner.busy
