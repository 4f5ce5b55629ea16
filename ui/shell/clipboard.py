"""What is copied here: kept out of clipboard histories, taken back after half a minute and at lock."""

from __future__ import annotations

import sys
from typing import Final, cast

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MILLISECONDS: Final = 30_000

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_KDE: Final = "x-kde-passwordManagerHint"

HINTS: Final[dict[str, dict[str, bytes]]] = {
    "linux": {_KDE: b"secret"},
    # Untested: written for there, never run there.
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1\0\0\0",
        _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
        _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b"\1"},
}
"""By system, what tells a clipboard history to keep nothing of this. Each obeys of its own will."""


class ClipboardKeeper(QObject):
    """Marks what is copied from this program, and takes it back after half a minute."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MILLISECONDS)
        self._timer.timeout.connect(clear_clipboard)
        self._clipboard.changed.connect(self._changed)

    def stop(self) -> None:
        """The program ends; the last clearing is the lock's."""
        self._timer.stop()
        self._clipboard.changed.disconnect(self._changed)

    def _changed(self, mode: QClipboard.Mode) -> None:
        # None where it was emptied; the stubs do not know that.
        data = cast("QMimeData | None", self._clipboard.mimeData(mode))
        if data is None or not is_ours(self._clipboard, mode):
            return
        self._timer.start()
        hints = hints_here()
        # Setting it tells of a change once more; what is marked stays as it is.
        if data.hasText() and not all(data.hasFormat(name) for name in hints):
            self._clipboard.setMimeData(_marked(data.text(), hints), mode)


def hints_here() -> dict[str, bytes]:
    """The marks that this system's clipboard histories know."""
    return HINTS.get(sys.platform, HINTS["linux"])


def _marked(text: str, hints: dict[str, bytes]) -> QMimeData:
    """The words alone, with the marks: neither fonts nor colours go along."""
    data = QMimeData()
    data.setText(text)
    for name, value in hints.items():
        data.setData(name, value)
    return data


def is_ours(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    """Whether what lies there came from this program."""
    if mode is QClipboard.Mode.Clipboard:
        return clipboard.ownsClipboard()
    return mode is QClipboard.Mode.Selection and clipboard.supportsSelection() and clipboard.ownsSelection()


def clear_clipboard() -> None:
    """Take out of the clipboard and the selection what came from here; leave what others put there."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if is_ours(clipboard, mode):
            clipboard.clear(mode)
