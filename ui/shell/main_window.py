"""The one window: paper, a page before any space is open, the frame of a sitting, a companion, or a pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QShortcut

    from ui.shell.companion import Companion
    from ui.shell.frame import SittingFrame
    from ui.shell.handover import KeptPause
    from ui.shell.kept import KeptCompanion
    from ui.shell.pause_overlay import PauseOverlay
    from ui.widgets.page import Page

LEAST_WIDTH, LEAST_HEIGHT = 960, 640
FIRST_WIDTH, FIRST_HEIGHT = 1280, 800


class MainWindow(QWidget):
    """Shows one face at a time. Its title and icon are the same at every moment."""

    pause_requested = Signal()
    pause_stopped = Signal()
    """Stop for today."""
    pause_ended = Signal()
    """I am back."""
    help_requested = Signal()
    hide_requested = Signal()
    close_requested = Signal()
    companion_shown = Signal(bool)
    """Whether a companion stands now; it comes before the companion is seen, and after it is gone."""
    companion_ended = Signal()
    companion_left = Signal()
    note_requested = Signal()

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(look.NEUTRAL_TITLE)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(FIRST_WIDTH, FIRST_HEIGHT)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._faces = QStackedLayout(self)
        self._blank = QWidget(self)
        self._faces.addWidget(self._blank)
        self._now = now
        self._pause: PauseOverlay | None = None
        self._paused = False
        self.frame: SittingFrame | None = None
        self.gate: QWidget | None = None
        self.companion: Companion | None = None
        self._escape: QShortcut | None = None
        self._over: OverPage | None = None
        self._behind_over: QWidget | None = None

    def hear_keys(self) -> None:
        """Pause, help and hiding by one key each, wherever the focus is."""
        for key, signal in (
            (Qt.Key.Key_F8, self.pause_requested),
            (Qt.Key.Key_F1, self.help_requested),
            (Qt.Key.Key_F9, self.hide_requested),
        ):
            self._key(key).activated.connect(signal)

    def _key(self, key: Qt.Key) -> QShortcut:
        from PySide6.QtGui import QKeySequence, QShortcut

        shortcut = QShortcut(QKeySequence(key), self)
        # Wherever the focus is in this window; for dialogs see ``ui.shell.dialog_keys``.
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        return shortcut

    # -- faces -------------------------------------------------------------------------------------

    def show_blank(self) -> None:
        """Nothing but paper."""
        self._faces.setCurrentWidget(self._blank)

    def show_gate(self, gate: QWidget) -> None:
        """A page before any space is open: first run, unlock, or what keeps the folder from opening."""
        self.drop()
        self.gate = gate
        self._faces.addWidget(gate)
        self._faces.setCurrentWidget(gate)

    def show_frame(self, frame: SittingFrame) -> None:
        """The frame of a sitting."""
        self.drop()
        self.frame = frame
        self._faces.addWidget(frame)
        self._faces.setCurrentWidget(frame)

    def show_over(self, page: Page) -> None:
        """A page over whatever is shown, with a way back: help, while everything is locked or paused."""
        self.close_over()
        self._over = OverPage(page, self)
        self._over.back_requested.connect(self.close_over)
        # While a companion runs, this key stops it, from here too.
        self._over.hear_escape(not self.runs_companion)
        self._behind_over = self._faces.currentWidget()
        self._faces.addWidget(self._over)
        self._faces.setCurrentWidget(self._over)
        self._over.back.setFocus()

    def close_over(self) -> None:
        """Back to what was behind."""
        over, self._over = self._over, None
        if over is not None:
            self._faces.setCurrentWidget(self._behind_over or self._blank)
            self._behind_over = None
            self._discard(over)

    @property
    def over(self) -> Page | None:
        """The page that lies over the others."""
        return self._over.page if self._over is not None else None

    # -- pausing -----------------------------------------------------------------------------------

    @property
    def pause(self) -> PauseOverlay:
        """The pause, made when it is first needed: a start does not wait for it."""
        if self._pause is None:
            from ui.shell.pause_overlay import PauseOverlay

            self._pause = PauseOverlay(self._now, self)
            self._pause.stop_requested.connect(self.pause_stopped)
            self._pause.back_requested.connect(self.pause_ended)
            self._pause.help_requested.connect(self.help_requested)
            self._pause.hide_requested.connect(self.hide_requested)
            self._faces.addWidget(self._pause)
        return self._pause

    @property
    def paused(self) -> bool:
        """Whether the pause is shown."""
        return self._paused

    @property
    def stands(self) -> bool:
        """Whether something is shown that goes on standing without keys: a pause or a companion."""
        return self._paused or self.companion is not None

    def begin_pause(self, *, together: bool, own: bool = False) -> None:
        """Over everything, at once."""
        if self.paused:
            return
        self.close_over()
        self._paused = True
        self.pause.begin(together=together, own=own)
        self._faces.setCurrentWidget(self.pause)
        self.pause.stop_button.setFocus()

    def kept_pause(self) -> KeptPause:
        """The pause that is shown, for the process that takes the place of this one."""
        place, active, minimised = self._kept_place()
        return self.pause.kept()._replace(place=place, active=active, minimised=minimised)

    def _kept_place(self) -> tuple[str, bool, bool]:
        place = bytes(self.saveGeometry().toHex().data()).decode()
        return place, self.isActiveWindow(), self.isMinimized()

    def go_on_with_pause(self, kept: KeptPause) -> None:
        """The pause of the process before this one, where its window was. The window is not shown yet."""
        self.begin_pause(together=kept.together, own=kept.own)
        self.pause.name_again(kept.time)
        self._take_place(kept)

    def _take_place(self, kept: KeptPause | KeptCompanion) -> None:
        from PySide6.QtCore import QByteArray

        self.restoreGeometry(QByteArray.fromHex(kept.place.encode()))
        # Whoever turned to another program meanwhile is not brought back from it.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not kept.active)
        if kept.minimised:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMinimized)

    def end_pause(self) -> None:
        """Back to the page as it was, if it is still there."""
        if self._paused:
            self._paused = False
            self._faces.setCurrentWidget(self.companion or self._page())
            if self.companion is not None:
                self.companion.focus_first()

    def _page(self) -> QWidget:
        """What lies under everything that stands."""
        return self.frame or self.gate or self._blank

    # -- a companion -------------------------------------------------------------------------------

    def begin_companion(self, kept: KeptCompanion, *, keys: bool, own: bool = False) -> None:
        """A quiet page over the page that is shown; ``keys``: a space is open, ``own`` that of one person."""
        from ui.shell.companion import Companion

        self.close_over()
        self.companion_shown.emit(True)
        made = self.companion = Companion(kept, keys=keys, own=own, parent=self)
        made.pause_requested.connect(self.pause_requested)
        made.help_requested.connect(self.help_requested)
        made.hide_requested.connect(self.hide_requested)
        made.note_requested.connect(self.note_requested)
        made.left.connect(self.companion_left)
        made.ended.connect(self._show_ended)
        self._faces.addWidget(made)
        self._faces.setCurrentWidget(made)
        made.focus_first()
        if self._escape is None:
            self._escape = self._key(Qt.Key.Key_Escape)
            self._escape.activated.connect(self.stop_companion)
        self._escape.setEnabled(made.running)

    def stop_companion(self) -> None:
        """Stop what runs, from wherever somebody is: also out of a pause, and from help."""
        if self.companion is not None:
            self.companion.stop()

    @property
    def runs_companion(self) -> bool:
        """Whether a ritual runs that was neither stopped nor finished."""
        return self.companion is not None and self.companion.running

    def _show_ended(self) -> None:
        if self._escape is not None:
            self._escape.setEnabled(False)
        self.close_over()
        self.end_pause()
        self.companion_ended.emit()

    def kept_companion(self) -> KeptCompanion | None:
        """What stands, for the process that takes the place of this one; None where nothing does."""
        if self.companion is None:
            return None
        place, active, minimised = self._kept_place()
        return self.companion.kept()._replace(place=place, active=active, minimised=minimised)

    def go_on_with_companion(self, kept: KeptCompanion) -> None:
        """What stood in the process before this one, where its window was. The window is not shown yet."""
        self.begin_companion(kept, keys=False)
        self._take_place(kept)

    def end_companion(self) -> None:
        """Back to the page as it was, if it is still there."""
        companion, self.companion = self.companion, None
        if companion is not None:
            if self._escape is not None:
                self._escape.setEnabled(False)
            self.close_over()
            self._paused = False
            self._discard(companion)
            self._faces.setCurrentWidget(self._page())
            self.companion_shown.emit(False)

    # -- dropping ----------------------------------------------------------------------------------

    def drop(self) -> None:
        """Let go of every face that shows or knows anything, with its pages and presenters."""
        self.close_over()
        self._drop_pages()
        self._paused = False
        self.end_companion()
        self.show_blank()

    def drop_behind(self) -> None:
        """Let go of the pages while a pause or a companion stays on the screen."""
        self._drop_pages()
        if self.companion is not None:
            self.companion.stand_keyless()

    def _drop_pages(self) -> None:
        for face in (self.frame, self.gate):
            if face is not None:
                self._discard(face)
        self.frame = self.gate = None

    def _discard(self, face: QWidget) -> None:
        self._faces.removeWidget(face)
        face.hide()
        face.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks first; the application ends when that is done."""
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """The title stays neutral whatever anybody sets."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowTitleChange and self.windowTitle() != look.NEUTRAL_TITLE:
            self.setWindowTitle(look.NEUTRAL_TITLE)


class OverPage(QWidget):
    """A page with a way back above it."""

    back_requested = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtGui import QKeySequence, QShortcut

        self.page = page
        self.back = Button(_("Back"), "quiet", icon="left")
        self.back.clicked.connect(self.back_requested)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self.back_requested)
        vbox(hbox(self.back, None, margins=(32, 16, 32, 0)), (page, 1), parent=self)

    def hear_escape(self, heard: bool) -> None:
        """Whether the key leads back."""
        self._escape.setEnabled(heard)
