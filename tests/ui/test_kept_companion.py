"""A companion outlives the keys and the process: the idle lock begins anew, and the page stands as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OWN_SITTING, FakeServices, drop_shell, make_shell, settle
from tests.ui.test_companion import CLOSE, MARKUP, lower, seen
from tests.ui.test_kept_pause import ROOT, Fresh, SlowJobs
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from ui.app import Application
from ui.shell import handover
from ui.shell.companioning import beginning
from ui.shell.cover import Cover
from ui.shell.handover import NOTHING, Handover, KeptPause
from ui.shell.kept import FINISHED, STOPPED, KeptCompanion, companion_of
from ui.shell.theme import DIM, Theme
from ui.widgets import look

KEPT = beginning(CLOSE)
WRITTEN: dict[str, Any] = json.loads(json.dumps(KEPT._asdict()))
"""As the process before this one writes it."""
MARKED = KeptCompanion(
    MARKUP, (MARKUP, "\u202e" + MARKUP, "é\n\x00\U0001f600"), MARKUP, 5, True, True, (MARKUP,) * 6, 6,
    (MARKUP, "'\"\\"), (MARKUP,), True, 1, 299, True, "", MARKUP,
)  # fmt: skip


@pytest.fixture
def fresh() -> Fresh:
    return Fresh()


@pytest.fixture
def shell(
    qapp: QApplication, qtbot: QtBot, theme: Theme, services: FakeServices, plain_features: None,
    plain_gate: None, fresh: Fresh, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Application]:  # fmt: skip
    """A window that fits on the screen of a test, whose process would be replaced."""
    monkeypatch.setattr("ui.shell.main_window.LEAST_WIDTH", 200)
    monkeypatch.setattr("ui.shell.main_window.LEAST_HEIGHT", 200)
    application = make_shell(qapp, services, fresh)
    application.start()
    yield application
    drop_shell(application)
    theme.dim(False)


@pytest.fixture
def made(
    qapp: QApplication, theme: Theme, services: FakeServices, plain_features: None, plain_gate: None,
    fresh: Fresh,
) -> Iterator[list[Application]]:  # fmt: skip
    """What is let go of at the end."""
    applications: list[Application] = []
    yield applications
    for one in applications:
        drop_shell(one)
    theme.dim(False)


def stand(made: list[Application], services: FakeServices, fresh: Fresh, handed: Handover) -> Application:
    """The process that takes the place of another."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    application = make_shell(found, services, fresh)
    made.append(application)
    application.start(handed=handover.parsed(handover.written(handed)))
    settle()
    return application


def page_of(application: Application) -> str:
    assert application.window.companion is not None
    return seen(application.window.companion)


def test_it_stands_as_it_was_and_where_it_was_with_its_ceiling_as_lowered(
    shell: Application, made: list[Application], services: FakeServices, fresh: Fresh
) -> None:
    shell.enter(OWN_SITTING)
    shell.window.setGeometry(37, 61, 640, 560)
    shell.navigator.run_companion(CLOSE)
    lower(shell)
    page = shell.window.companion
    assert page is not None
    assert page.run is not None
    page.run.parts.after.click()
    page.run.time.wanted.click()
    page.run.time.sound.click()
    settle()
    before = (page_of(shell), shell.window.geometry())
    shell.autolock.due.emit("idle")
    assert services.vault.locks == 1
    assert fresh.hidden == [False]
    (handed,) = fresh.handed
    shell.window.hide()
    again = stand(made, services, fresh, handed)
    assert (page_of(again), again.window.geometry()) == before
    standing = again.window.companion
    assert standing is not None
    assert standing.run is not None
    assert standing.kept() == page.kept()._replace(place=standing.kept().place, active=standing.kept().active)
    assert standing.kept().ceiling == CLOSE.ceiling - 1
    assert standing.kept().part == 1
    assert 590 < standing.kept().left <= 600
    assert again.window.focusWidget() is standing.run.stop
    assert look.value("paper") == look.load_tokens(DIM)["paper"]


def test_neither_the_ritual_nor_who_sits_there_is_handed_over(shell: Application, fresh: Fresh) -> None:
    shell.enter(OWN_SITTING)
    shell.navigator.run_companion(CLOSE)
    shell.autolock.due.emit("idle")
    data = handover.written(fresh.handed[0]).decode()
    assert CLOSE.ritual not in data
    assert str(CLOSE.original) not in data


@pytest.mark.parametrize("how", [STOPPED, FINISHED])
def test_the_page_after_it_stands_too(
    made: list[Application], services: FakeServices, fresh: Fresh, how: str
) -> None:
    again = stand(made, services, fresh, Handover(companion=KEPT._replace(ended=how)))
    assert "If you could not stop, it was not a yes." in page_of(again)
    assert again.window.companion is not None
    assert again.window.companion.end is not None
    again.window.companion.end.leave.click()
    assert fresh.handed == [NOTHING], "and then the unlock page of a fresh process"


@pytest.mark.parametrize("way_on", ["stop", "finish"])
def test_stopping_and_finishing_lead_by_their_page_to_the_unlock_page(
    made: list[Application], services: FakeServices, fresh: Fresh, way_on: str
) -> None:
    again = stand(made, services, fresh, Handover("lock.not_written", companion=KEPT))
    page = again.window.companion
    assert page is not None
    getattr(page.run, way_on).click()
    assert fresh.handed == []
    assert page.end is not None
    page.end.leave.click()
    assert fresh.handed == [Handover("lock.not_written")], "what is to be told waits for the unlock page"
    assert services.vault.locks == 0, "nothing was open"


def test_under_a_pause_it_is_handed_over_with_the_pause(
    shell: Application, made: list[Application], services: FakeServices, fresh: Fresh
) -> None:
    shell.enter(OWN_SITTING)
    shell.navigator.run_companion(CLOSE)
    lower(shell)
    shell.pause()
    shell.autolock.due.emit("idle")
    again = stand(made, services, fresh, fresh.handed[0])
    assert again.window.paused
    assert again.window.pause.isVisible()
    assert again.window.companion is not None
    assert not again.window.companion.isVisible()
    again.window.pause.back_button.click()
    assert again.window.companion.isVisible()
    assert again.window.companion.kept().ceiling == CLOSE.ceiling - 1
    assert len(fresh.handed) == 1, "the process stays"


@pytest.mark.parametrize("reason", ["hidden", "sleep"])
def test_hiding_and_sleep_end_it(
    made: list[Application], services: FakeServices, fresh: Fresh, reason: str
) -> None:
    again = stand(made, services, fresh, Handover(companion=KEPT))
    if reason == "hidden":
        again.hide_and_lock()
    else:
        again.lock(reason)
    assert fresh.handed == [NOTHING]
    assert fresh.hidden == [reason == "hidden"]


def test_closing_it_ends_the_program(
    made: list[Application], services: FakeServices, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr("ui.app.end", lambda *_: ended.append(1))
    again = stand(made, services, fresh, Handover(companion=KEPT))
    again.window.close()
    assert ended == [1]
    assert fresh.handed == []


def test_whoever_turned_to_another_program_finds_it_covered(
    made: list[Application], services: FakeServices, fresh: Fresh
) -> None:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    again = make_shell(found, services, fresh)
    made.append(again)
    again.start(handed=Handover(companion=KEPT._replace(active=False)))
    # Before anything is painted; a window without a screen is made the active one by itself later.
    over = again.window.childAt(again.window.rect().center())
    assert isinstance(over, Cover)


def test_it_stands_where_nothing_can_be_read(
    made: list[Application], services: FakeServices, fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Outcome[object]:
        raise UserError("vault.in_use")

    monkeypatch.setattr(services.preferences, "device", none)
    monkeypatch.setattr(services.guidance, "exercises", none)
    again = stand(made, services, fresh, Handover(companion=KEPT))
    assert again.window.companion is not None
    assert again.window.companion.isVisible()
    again.pause()
    assert again.window.pause.isVisible()


def test_help_is_there_without_keys(made: list[Application], services: FakeServices, fresh: Fresh) -> None:
    again = stand(made, services, fresh, Handover(companion=KEPT))
    assert again.window.companion is not None
    again.window.companion.help_button.click()
    assert again.window.over is not None
    again.window.close_over()
    assert again.window.companion.isVisible()


@pytest.mark.parametrize("wish", ["stop", "hide_button"])
def test_what_is_wished_while_the_idle_lock_is_under_way_is_done_behind_it(
    qapp: QApplication, made: list[Application], services: FakeServices, fresh: Fresh, wish: str
) -> None:
    jobs = SlowJobs()
    shell = Application(
        qapp, lambda: services, jobs=jobs, replace_process=fresh, now=lambda: datetime(2026, 5, 4, 18, 58)
    )  # type: ignore[arg-type, return-value]
    made.append(shell)
    shell.start()
    shell.enter(OWN_SITTING)
    shell.navigator.run_companion(CLOSE)
    jobs.hold = True
    shell.autolock.due.emit("idle")
    page = shell.window.companion
    assert page is not None
    if wish == "stop":
        page.stop()
        assert page.end is not None
        assert page.end.note.isHidden() or not page.end.note.isVisible()
        page.end.leave.click()
    else:
        page.hide_button.click()
    jobs.let_go()
    (handed,) = fresh.handed
    assert handed.companion is None, "the unlock page, not the companion"
    assert fresh.hidden == [wish == "hide_button"]
    assert services.vault.locks == 1


# -- the way over ----------------------------------------------------------------------------------


def test_words_of_any_kind_come_over_and_stay_plain(
    made: list[Application], services: FakeServices, fresh: Fresh
) -> None:
    assert handover.parsed(handover.written(Handover(companion=MARKED))).companion == MARKED
    again = stand(made, services, fresh, Handover(companion=MARKED))
    assert again.window.companion is not None
    labels = [one for one in again.window.companion.findChildren(QLabel) if MARKUP in one.text()]
    assert len(labels) >= 6
    assert {one.textFormat().name for one in labels} == {"PlainText"}


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(
    texts=st.lists(TEXTS, min_size=9, max_size=9),
    ceiling=st.integers(0, 6),
    part=st.integers(0, 2),
    left=st.integers(-1, 86_400),
    flags=st.lists(st.booleans(), min_size=4, max_size=4),
    ended=st.sampled_from(["", STOPPED, FINISHED]),
)
def test_everything_comes_over_as_it_was(
    texts: list[str], ceiling: int, part: int, left: int, flags: list[bool], ended: str
) -> None:
    name, begins, told, limit, stop, *parts, step = texts
    kept = KeptCompanion(
        name, tuple(parts), begins, 10, flags[0], flags[1], (step,) * 6, ceiling, (limit,), (stop,), flags[2],
        part, left, flags[3], ended, told,
    )  # fmt: skip
    assert handover.parsed(handover.written(Handover(companion=kept))).companion == kept


def test_the_limits_of_two_people_fit_and_nothing_of_them_lies_in_a_file_or_a_command(tmp_path: Path) -> None:
    many = KEPT._replace(
        limits=tuple(f"Robin: limit {number} \U0001f600 " + "é" * 400 for number in range(700))
    )
    kept = tmp_path / "kept.json"
    kept.write_bytes(handover.written(Handover(companion=many)))
    reads = (
        "import sys, os; from ui.shell import handover; found = handover.read(); "
        "limits = found.companion.limits; print(len(limits), limits[-1][:16], sys.argv[1:], os.read(0, 1)); "
        "print(os.readlink('/proc/self/fd/0'))"
    )
    begins = (
        "import sys; from pathlib import Path; from ui.shell import handover; "
        f"handed = handover.parsed(Path({str(kept)!r}).read_bytes()); "
        f"handover.replace([sys.executable, '-c', {reads!r}], handed)"
    )
    done = subprocess.run(
        [sys.executable, "-c", begins], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    heard, held = done.stdout.splitlines()
    assert heard == "700 Robin: limit 699 ['--handed-over'] b''"
    assert held == os.devnull, "the memory that it came through is let go"


def test_where_no_memory_holds_the_words_the_unlock_page_comes_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[list[str]] = []
    found: list[Handover] = []
    without_memory = SimpleNamespace(
        pipe=os.pipe, write=os.write, close=os.close,
        dup2=lambda source, _at: found.append(handover.parsed(os.read(source, 1 << 20))),
        execv=lambda _program, line: ran.append(line),
    )  # fmt: skip
    monkeypatch.setattr(handover, "os", without_memory)
    small, large = KEPT, KEPT._replace(limits=("x" * 400,) * 50)
    for kept in (small, large):
        handover.replace(["program"], Handover("lock.not_written", KeptPause(), kept))
    assert found == [
        Handover("lock.not_written", KeptPause(), small),
        Handover("lock.not_written", KeptPause()),
    ]
    assert ran == [["program", "--handed-over"]] * 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limits", None), ("limits", "one"), ("limits", [1]), ("stop", {}), ("parts", []), ("parts", None),
        ("name", 3), ("begins", None), ("told", []), ("ceiling", 7), ("ceiling", -1), ("ceiling", True),
        ("ceiling", "4"), ("part", 3), ("part", -1), ("left", -2), ("left", 1.5), ("minutes", None),
        ("ended", "going"), ("ended", None), ("steps", ["a"] * 7), ("steps", ["a"]),
    ],
)  # fmt: skip
def test_a_page_that_would_say_something_untrue_does_not_stand(field: str, value: object) -> None:
    assert companion_of(WRITTEN) == KEPT
    assert companion_of({**WRITTEN, field: value}) is None
    data = json.dumps({"companion": {**WRITTEN, field: value}}).encode()
    assert handover.parsed(data) == NOTHING


def test_where_in_doubt_touch_counts_as_touch() -> None:
    wild = {**WRITTEN, "touch": "no", "closeness": 0, "sound": "yes", "place": "<b>", "shared": None}
    found = companion_of(wild)
    assert found is not None
    assert (found.touch, found.closeness, found.sound, found.place, found.shared) == (
        True,
        True,
        False,
        "",
        True,
    )
