"""The first page is there before keys, databases and catalogues are loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.homes import ROBIN
from trustapp.bootstrap import build
from trustapp.domain.ids import FIRST
from trustapp.domain.partners import Hue
from trustapp.services.openings import Setup
from trustapp.vault.kdf import KdfPolicy
from ui.app import Application, build_application, glance_at, unlock_again
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.first_run.pages import QuestionsPage
from ui.shell.first_run.step_page import AFTER_PAINT
from ui.shell.unlock import UnlockPage

Start = Callable[[Path], Application]


@pytest.fixture
def start(qtbot: QtBot, cheap_policy: KdfPolicy) -> Iterator[Start]:
    """Starts as the program does: with its worker, and the first look before the services."""
    begun: list[Application] = []

    def begin(folder: Path) -> Application:
        factory = partial(build, folder, policy=cheap_policy)
        application = build_application(
            [], factory, glance=partial(glance_at, folder), replace_process=unlock_again
        )
        begun.append(application)
        application.start()
        return application

    yield begin
    for application in begun:
        _end(application, qtbot)


def _end(application: Application, qtbot: QtBot) -> None:
    """Lock, and put everything away when nothing is at work any more."""
    qtbot.waitUntil(lambda: not application.jobs.busy, timeout=20_000)
    application.lock("asked")
    qtbot.waitUntil(lambda: application.frame is None and not application.jobs.busy, timeout=20_000)
    application.dispose()
    application.window.hide()
    application.window.deleteLater()
    application.deleteLater()


def test_an_empty_folder_shows_the_first_run(qtbot: QtBot, tmp_path: Path, start: Start) -> None:
    application = start(tmp_path / "vault")
    qtbot.waitUntil(lambda: isinstance(application.window.gate, FirstRunFlow))
    flow = application.window.gate
    assert isinstance(flow, FirstRunFlow)
    assert flow.page is not None
    flow.page.next_requested.emit()


def test_a_vault_shows_its_tiles_and_opens_when_the_rest_is_loaded(
    qtbot: QtBot, tmp_path: Path, cheap_policy: KdfPolicy, start: Start
) -> None:
    services = build(tmp_path / "vault", policy=cheap_policy)
    services.vault.begin(Setup("Robin", Hue.LAKE, ROBIN))
    services.vault.lock()
    application = start(tmp_path / "vault")
    qtbot.waitUntil(lambda: isinstance(application.window.gate, UnlockPage))
    gate = application.window.gate
    assert isinstance(gate, UnlockPage)
    gate.try_passphrase(FIRST, ROBIN)
    qtbot.waitUntil(lambda: application.frame is not None, timeout=20_000)


def test_a_damaged_header_shows_why(qtbot: QtBot, tmp_path: Path, start: Start) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "VAULT").write_bytes(b"TAVAULT\n" + b"x" * 100)
    application = start(folder)
    qtbot.waitUntil(lambda: application.window.gate is not None)
    assert type(application.window.gate).__name__ == "ShutPage"


@pytest.mark.parametrize(
    "module", ["ui.app", "ui.shell.unlock", "ui.shell.first_run", "trustapp.services.glance"]
)
def test_nothing_heavy_is_loaded_for_the_first_page(module: str) -> None:
    code = (
        f"import sys, {module};"
        "heavy = {'nacl', 'msgspec', 'sqlcipher3', 'jinja2', 'zxcvbn', 'diceware'};"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_a_first_page_loads_neither_openssl_nor_readers_that_it_does_not_need() -> None:
    code = (
        "import sys, ui.__main__, ui.app, ui.start, ui.shell.unlock, trustapp.services.glance;"
        "import trustapp.services.first_words;"
        "import trustapp.vault.headerstore, trustapp.vault.stopfile;"
        "print(sorted({'_hashlib', 'tomllib', 'html', 'trustapp.domain.answers'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_what_looks_after_a_window_is_loaded_behind_its_first_page() -> None:
    code = (
        "import sys, ui.app, ui.shell.first_run, ui.shell.unlock;"
        "later = {'ui.shell.attendants', 'ui.shell.frame', 'ui.shell.features', 'ui.widgets.dialogs'};"
        "print(sorted(later & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_a_start_takes_the_hook_of_the_binding_off_the_import_statement() -> None:
    code = (
        "import inspect, sys;"
        "from ui import __main__ as entry;"
        "entry.plain_imports();"
        "read = [];"
        "inspect.getsource = read.append;"
        "import wave;"
        "from PySide6.QtWidgets import QApplication, QLabel;"
        "app = QApplication([]);"
        "print(read, QLabel('as ever').text())"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[] as ever"


def test_the_keyboard_reaches_the_foot_of_a_page_after_its_content(
    qtbot: QtBot, tmp_path: Path, start: Start
) -> None:
    application = start(tmp_path / "vault")
    qtbot.waitUntil(lambda: isinstance(application.window.gate, FirstRunFlow))
    flow = application.window.gate
    assert isinstance(flow, FirstRunFlow)
    for _step in range(2):
        assert flow.page is not None
        flow.page.next_requested.emit()
    page = flow.page
    assert isinstance(page, QuestionsPage)
    qtbot.wait(2 * AFTER_PAINT)
    page._ticks[-1].setFocus()
    words = []
    for _key in range(2):
        qtbot.keyClick(application.window, Qt.Key.Key_Tab)
        words.append(getattr(application.window.focusWidget(), "text", str)())
    assert words == ["Back", "Continue"]
