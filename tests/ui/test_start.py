"""Starting: what is imported before the first picture, what the command line means, the real way through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeServices, PlainGate, drop_shell
from trustapp.domain.errors import UserError
from ui import __main__ as entry
from ui.app import build_application, unlock_again
from ui.shell import trouble
from ui.shell.i18n import Language
from ui.shell.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.messages import MESSAGES, MessageBar, text_for

HEAVY = (
    "jinja2",
    "nacl",
    "sqlcipher3",
    "zxcvbn",
    "msgspec",
    "diceware",
    "trustapp.vault",
    "trustapp.storage",
)
ROOT = Path(__file__).resolve().parents[2]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_nothing_heavy_is_imported_before_the_first_picture() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.app import build_application\n"
        "from ui.shell.jobs import InlineJobs\n"
        "made = build_application([], lambda: None, jobs=InlineJobs())\n"
        "made.window.show()\n"
        "QApplication.processEvents()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    result = python(code)
    assert result.stdout.strip() == "[]", result.stdout + result.stderr


def test_the_vault_verb_needs_no_window() -> None:
    code = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from ui.__main__ import main\n"
        "sys.exit(main(['vault', 'check', '/there/is/no/such/folder']))\n"
    )
    result = python(code)
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr


def test_the_command_line_is_read() -> None:
    options = entry.parse(["--vault", "/somewhere", "--stay-hidden", "--join"])
    assert options == entry.Options(vault=Path("/somewhere"), join=True, stay_hidden=True)
    assert entry.parse([]) == entry.Options()
    with pytest.raises(SystemExit):
        entry.parse(["--no-such-option"])


def test_services_are_built_in_the_worker_behind_the_window(
    qapp: QApplication,
    qtbot: QtBot,
    theme: Theme,
    services: FakeServices,
    plain_features: None,
    plain_gate: None,
) -> None:
    import threading

    built: list[tuple[bool, bool]] = []
    gui = threading.get_ident()

    def build() -> FakeServices:
        built.append((threading.get_ident() == gui, made.window.isVisible()))
        return services

    made = build_application([], build, replace_process=unlock_again)  # type: ignore[arg-type]
    made.start()
    qtbot.waitUntil(lambda: isinstance(made.window.gate, PlainGate))
    assert built == [(False, True)]
    assert QGuiApplication.applicationDisplayName() == "Notes"
    assert made.services is services
    drop_shell(made)


def test_a_bug_in_the_window_is_logged_without_content_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ui.shell.trouble.places.data_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    trouble.install_hook(told.append)
    try:
        raise KeyError("what somebody wrote")
    except KeyError as bug:
        sys.excepthook(KeyError, bug, bug.__traceback__)
    log = (tmp_path / trouble.LOG_NAME).read_text("utf-8")
    assert told[0] in log
    assert "what somebody wrote" not in log


def test_a_log_that_cannot_be_written_is_no_second_bug(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", "utf-8")
    assert len(trouble.record(ValueError("x"), file)) == 6


def test_a_language_comes_and_goes(qapp: QApplication) -> None:
    language = Language(qapp)
    language.use("de")
    assert language.name == "de"
    language.use("en")
    assert language.name == "en"


def test_every_message_can_be_filled_in_and_read_aloud(qtbot: QtBot, theme: Theme) -> None:
    values: dict[str, str | int] = dict.fromkeys(
        (
            "day", "each", "events", "group", "label", "length", "limit", "line", "lines", "megabytes",
            "most", "n", "name", "text", "title", "until", "when",
        ),
        3,
    )  # fmt: skip
    for code, words in MESSAGES.items():
        said = text_for(UserError(code, **values))
        assert "{" not in said, code
        assert "!" not in words, code
        for never in (" just ", " should ", "overdue", "failed"):
            assert never not in f" {words} ", code
    assert text_for(UserError("no.such_code"))


def test_a_message_stays_until_it_is_put_away(qtbot: QtBot, theme: Theme) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.text == ""
    bar.refuse(UserError("passphrase.wrong"))
    assert bar.text == text_for(UserError("passphrase.wrong"))
    bar.inform("Kept.")
    assert bar.text == "Kept."
    bar.findChildren(Button)[0].click()
    assert bar.text == ""


def test_the_end_waits_for_the_worker_and_takes_the_window_apart_in_order() -> None:
    code = (
        "import threading\n"
        "from PySide6.QtCore import QTimer\n"
        "from ui.app import build_application, end\n"
        "from ui.shell import ending\n"
        "begun, on, done = threading.Event(), threading.Event(), []\n"
        "def factory():\n"
        "    begun.set(); on.wait()\n"
        "    import trustapp.bootstrap\n"
        "    done.append('loaded')\n"
        "made = build_application([], factory)\n"
        "made.window.destroyed.connect(lambda: done.append('window'))\n"
        "made.start()\n"
        "def leave():\n"
        "    begun.wait(); on.set(); end(made, False)\n"
        "QTimer.singleShot(0, leave)\n"
        "code = ending.loop(made)\n"
        "print(code, done)\n"
    )
    result = python(code)
    assert (result.returncode, result.stdout.strip()) == (0, "0 ['loaded', 'window']"), result.stderr


def test_measuring_the_start_ends_well_while_the_rest_is_loaded(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "ui", "--measure-start", "--vault", str(tmp_path / "vault")],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 0
