"""What is copied here is kept out of clipboard histories and taken back soon; the rest is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.shell import clipboard as module
from ui.shell.clipboard import HINTS, ClipboardKeeper, clear_clipboard, hints_here


class Owner:
    """Says whose the content of the clipboard is: the offscreen system does not know."""

    ours = True


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Owner:
    owner = Owner()
    monkeypatch.setattr(module, "is_ours", lambda _clipboard, mode: owner.ours and mode == MODE)
    return owner


MODE = QClipboard.Mode.Clipboard


@pytest.fixture
def keeper(qapp: QApplication, owner: Owner) -> Iterator[ClipboardKeeper]:
    made = ClipboardKeeper()
    yield made
    made.stop()
    made.deleteLater()
    QGuiApplication.clipboard().clear()


@pytest.mark.usefixtures("keeper")
def test_what_is_copied_here_is_marked_for_clipboard_histories() -> None:
    clipboard = QGuiApplication.clipboard()
    rich = QMimeData()
    rich.setText("my words")
    rich.setHtml("<b>my words</b>")
    clipboard.setMimeData(rich)
    data = clipboard.mimeData()
    assert data.text() == "my words"
    assert not data.hasHtml()
    assert {name: bytes(data.data(name).data()) for name in hints_here()} == hints_here()


@pytest.mark.usefixtures("keeper")
def test_what_others_copied_is_left_as_it_is(owner: Owner) -> None:
    owner.ours = False
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("from another program")
    assert not any(clipboard.mimeData().hasFormat(name) for name in hints_here())
    clear_clipboard()
    assert clipboard.text() == "from another program"


def test_it_is_taken_back_after_half_a_minute_if_it_is_still_ours(
    keeper: ClipboardKeeper, owner: Owner
) -> None:
    clipboard = QGuiApplication.clipboard()
    timer = keeper._timer
    clipboard.setText("my words")
    assert (timer.isActive(), timer.interval()) == (True, 30_000)
    timer.timeout.emit()
    assert clipboard.text() == ""
    clipboard.setText("more words")
    owner.ours = False
    clipboard.setText("from another program")
    timer.timeout.emit()
    assert clipboard.text() == "from another program"


def test_every_system_has_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    for system in HINTS:
        monkeypatch.setattr("sys.platform", system)
        assert hints_here() == HINTS[system]
    assert HINTS["linux"] == {"x-kde-passwordManagerHint": b"secret"}
