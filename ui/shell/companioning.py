"""A companion, from its beginning to its end; also one that began in the process before this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from trustapp.services.sittings import Sitting, SittingKind
from ui.shell.kept import KeptCompanion
from ui.shell.lock import Lock, close_dialogs
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from trustapp.services.ritual_views import CompanionView
    from ui.shell.appearance import Appearance
    from ui.shell.attendants import Attendants

SHARED_PAGE: Final = "rituals"
OWN_PAGE: Final = "own_rituals"
"""The pages of the two planners, which take ``note`` and ``day`` for a note after a ritual."""


class Host(Protocol):
    """The part of the application that a companion lies over."""

    @property
    def window(self) -> MainWindow:
        """The window."""
        ...

    @property
    def appearance(self) -> Appearance:
        """How the program is dressed."""
        ...

    @property
    def sitting(self) -> Sitting | None:
        """Who sits here now."""
        ...

    @property
    def attendants(self) -> Attendants | None:
        """Those who look after the window."""
        ...

    def appear(self) -> None:
        """Show the window, if it is not shown yet."""
        ...

    def go_to(self, page: str, **place: Any) -> None:
        """Show a page of the open space."""
        ...

    def lock(self, reason: str) -> None:
        """Lock everything."""
        ...


class Companioning(QObject):
    """Begins and ends companions. Nothing of them is written down anywhere."""

    def __init__(self, host: Host, lock: Lock, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._lock = host, lock
        self._place: dict[str, Any] = {}
        self._page = OWN_PAGE
        lock.finished.connect(self._locked)
        window = host.window
        window.companion_shown.connect(self._dim)
        window.companion_ended.connect(self._ended)
        window.companion_left.connect(self._leave)
        window.note_requested.connect(self._write_note)

    def begin(self, view: CompanionView) -> None:
        """Over the page that asks for it; whether it may begin was asked before."""
        host = self._host
        sitting = host.sitting
        if sitting is None or host.window.companion is not None:
            return
        close_dialogs()
        self._place = {"note": view.ritual, "day": view.original}
        self._page = SHARED_PAGE if view.shared else OWN_PAGE
        host.window.begin_companion(beginning(view), keys=True, own=sitting.kind is SittingKind.OWN)

    def go_on(self, kept: KeptCompanion) -> None:
        """As it was and where it was. Nothing was ever opened in this process."""
        self._lock.stand_keyless()
        self._host.window.go_on_with_companion(kept)

    def show(self, kept: KeptCompanion) -> None:
        """Show the window; whoever turned to another program meanwhile finds it covered."""
        self._host.appear()
        if not kept.active and self._host.attendants is not None:
            self._host.attendants.covers.cover()

    def _dim(self, shown: bool) -> None:
        if shown:
            self._host.appearance.theme.dim(True)
        else:
            # Dressing everything anew takes a moment, and a lock that took the page away waits for nothing.
            QTimer.singleShot(0, self._light)

    def _light(self) -> None:
        self._host.appearance.theme.dim(self._host.window.companion is not None)

    def _ended(self) -> None:
        close_dialogs()

    def _locked(self, _reason: str) -> None:
        self._place = {}

    def _leave(self) -> None:
        self._place = {}
        self._host.window.end_companion()
        if self._lock.keyless:
            self._host.lock("asked")
        else:
            self._light()

    def _write_note(self) -> None:
        place, self._place = self._place, {}
        self._host.window.end_companion()
        self._light()
        self._host.go_to(self._page, **place)


def beginning(view: CompanionView) -> KeptCompanion:
    """A ritual as it stands on the page when it begins."""
    return KeptCompanion(
        name=view.name,
        parts=view.parts or ("",),
        begins=view.begins,
        minutes=view.minutes,
        touch=view.touch,
        closeness=view.ceiling > 0,
        steps=view.steps,
        ceiling=view.ceiling,
        limits=view.limits,
        stop=view.stop,
        shared=view.shared,
    )
