"""Covers every window as soon as somebody turns to another program: plain paper and the neutral mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets import icons, look

_MARK = 96


class Cover(QWidget):
    """Lies over everything in one window and lets nothing through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        # Not in the next round of the event loop: what the compositor keeps is what is painted last.
        self.repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and over whatever else is shown in it."""
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._window.rect())
            self.raise_()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper and mark, the same for everyone."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("paper"))
        size = min(_MARK, self.width() // 2, self.height() // 2)
        if size > 0:
            at = QPointF((self.width() - size) / 2, (self.height() - size) / 2)
            painter.drawPixmap(at, icons.mark("n", size, colour="control"))


class CoverKeeper(QObject):
    """Puts covers on while no window of ours is the active one, and takes them off again."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._on = False
        app.applicationStateChanged.connect(self._state_changed)

    @property
    def covered(self) -> bool:
        """Whether the covers are on."""
        return self._on

    def watch(self, window: QWidget) -> None:
        """Notice too when this window alone loses the activation."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window turned active or not; a dialog of ours in front of it is no reason to cover it."""
        if event.type() == QEvent.Type.WindowActivate:
            self.uncover()
        elif event.type() == QEvent.Type.WindowDeactivate and self._app.activeWindow() is None:
            self.cover()
        return False

    def stop(self) -> None:
        """The program ends: its last windows come and go without being covered."""
        self._app.applicationStateChanged.disconnect(self._state_changed)

    def cover(self) -> None:
        """Cover every window that can be seen."""
        if self._on:
            return
        self._on = True
        for window in self._app.topLevelWidgets():
            if window.isVisible() and window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
                Cover(window)

    def uncover(self) -> None:
        """Take the covers off."""
        self._on = False
        # Found, not remembered: a dialog that was closed meanwhile took its cover with it.
        for window in self._app.topLevelWidgets():
            for cover in window.findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly):
                cover.hide()
                cover.deleteLater()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.uncover()
        else:
            self.cover()
