"""Once a week, behind an own unlock: whether the newest copy of the files opens; told where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from trustapp.services.sittings import SittingKind
from trustapp.words import _
from ui.ports import Jobs

if TYPE_CHECKING:
    from trustapp.services.copies import BackupService
    from ui.shell.frame import SittingFrame


class CopyLook(QObject):
    """Lives and goes with the frame in which it speaks."""

    def __init__(self, frame: SittingFrame) -> None:
        super().__init__(frame)
        self._frame = frame

    def begin(self, backups: BackupService, jobs: Jobs) -> None:
        """Look behind everything that the first page asks for."""
        if self._frame.sitting.kind is SittingKind.OWN:
            jobs.run(backups.look_at_newest, self._looked)

    def _looked(self, holds: bool) -> None:
        page = self._frame.page
        if holds or page is None:
            return
        words = _(
            "The newest copy of the files does not open. The files themselves are well. “Settings” shows the "
            "copies; the next one is made when you lock on another day."
        )
        page.messages.warn(words)
