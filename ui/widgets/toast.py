"""A short word that something is done, with Undo; it never carries private words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from trustapp.words import _
from ui.widgets.boxes import IconLabel
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox
from ui.widgets.text import PlainLabel

MILLISECONDS = 6000
_EDGE = 24


class Toast(QFrame):
    """One toast at the foot of its parent; F6 reaches it, it leaves after six seconds or when dismissed."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("box", "toast")
        self._words = PlainLabel("", tone="card")
        self._undo = Button(_("Undo"), "toast")
        self._undo.clicked.connect(self._undo_pressed)
        self._dismiss = Button(_("Close"), "toast")
        self._dismiss.setAccessibleName(_("Put the message away"))
        self._dismiss.clicked.connect(self.hide)
        said = QWidget(self)
        hbox(IconLabel("check", "card", 18), self._words, gap=12, parent=said)
        row = hbox(said, self._undo, self._dismiss, gap=8, margins=(16, 4, 8, 4), parent=self)
        row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self._key = QShortcut(QKeySequence(Qt.Key.Key_F6), parent)
        self._key.activated.connect(self._reach)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the toast says, "" while there is none."""
        return self._words.text() if self.isVisible() else ""

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show it, with Undo where something can be undone."""
        self._words.setText(text)
        self._undo.setVisible(undo)
        self.show()
        self.ensurePolished()
        # Measured once it is dressed: before that its buttons have no padding.
        self._place()
        self.raise_()
        self._timer.start(MILLISECONDS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        size = self.sizeHint()
        x, y = self._over.width() - size.width() - _EDGE, self._over.height() - size.height() - _EDGE
        self.setGeometry(x, y, size.width(), size.height())

    def _reach(self) -> None:
        if self.isVisible():
            target = self._undo if self._undo.isVisible() else self._dismiss
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        if self._undo.hasFocus() or self._dismiss.hasFocus():
            self._timer.start(MILLISECONDS)
        else:
            self.hide()

    def _undo_pressed(self) -> None:
        self.hide()
        self.undo_requested.emit()
