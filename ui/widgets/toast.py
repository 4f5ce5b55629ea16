"""A word that comes by itself and goes again, with the way to undo what it tells of."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.announce import announce
from ui.widgets.layouts import hbox
from ui.widgets.painted import Painted, wrapped
from ui.widgets.text import in_order

STAYS: Final = 6_000
"""How long it stays, in milliseconds, while nobody is at it."""
_MARGIN: Final = 24
_WIDEST: Final = 480


class _Act(Painted):
    """A button on the ink of a toast; the ring round it would not be seen there, so it draws its own."""

    shade = 1.0

    def __init__(self, text: str, *, bold: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, "n", parent)
        self._bold = bold
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def sizeHint(self) -> QSize:
        """The words in one line."""
        words = QFontMetricsF(look.font("body", bold=self._bold)).horizontalAdvance(self.text())
        return QSize(round(words) + 26, look.height(40))

    def minimumSizeHint(self) -> QSize:
        """A button does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words in the colour of the paper; an edge where the pointer or the keyboard is."""
        painter = self._begin()
        painter.setOpacity(self.shade)
        box = QRectF(self.rect())
        if self.hasFocus() or self._ground():
            painter.setPen(look.pen("card", 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        self._draw_words(painter, box.adjusted(12, 0, -12, 0), self.text(), "body", "card", bold=self._bold)


class Toast(QWidget):
    """Says over the foot of a page what was done, and offers to undo it.

    It stays for six seconds, longer while the pointer or the keyboard is at it, and F6 leads to it. Its words
    are never private ones: they may come up over anything, and a screen reader says them aloud.
    """

    undone = Signal()
    closed = Signal()
    """It has gone, whether it was put away or its time was over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self._before: QWidget | None = None
        self._shade = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._undo = _Act(_("Undo"), parent=self)
        self._close = _Act(_("Close"), bold=False, parent=self)
        self._close.setAccessibleName(_("Put the message away"))
        self._undo.clicked.connect(self._undo_it)
        self._close.clicked.connect(self.put_away)
        hbox(None, self._undo, self._close, gap=4, margins=(6, 4, 6, 4), parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._time_over)
        self._coming = QVariantAnimation(self)
        self._coming.valueChanged.connect(self._fade)
        self._key = QShortcut(QKeySequence(Qt.Key.Key_F6), parent)
        self._key.setContext(Qt.ShortcutContext.WindowShortcut)
        self._key.setEnabled(False)
        self._key.activated.connect(self._reach)
        parent.installEventFilter(self)
        self.hide()
        look.follow(self)

    def restyle(self) -> None:
        """Take its place anew in the present look."""
        self._place()
        self.update()

    @property
    def text(self) -> str:
        """What it says now, "" while it is away."""
        return "" if self.isHidden() else self._words

    def say(self, text: str) -> None:
        """Come up and say this; what was said before is over and can no longer be undone here."""
        self._words = in_order(text)
        self.setAccessibleName(self._words)
        self._place()
        self.show()
        self.raise_()
        self._key.setEnabled(True)
        self._timer.start()
        self._come()
        announce(self, _("{what}. F6 leads to Undo.").format(what=self._words))

    def put_away(self) -> None:
        """Go, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self._timer.stop()
        self._coming.stop()
        self._key.setEnabled(False)
        before, self._before = self._before, None
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def _undo_it(self) -> None:
        self.put_away()
        self.undone.emit()

    def _time_over(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.put_away()

    def _reach(self) -> None:
        """F6: to Undo, and back from it."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._before = focus
        if focus is not None:
            focus.destroyed.connect(self._forget)
        self._undo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _forget(self) -> None:
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.put_away()
        else:
            super().keyPressEvent(event)

    # -- how it comes ------------------------------------------------------------------------------

    def _come(self) -> None:
        self._coming.stop()
        length = look.duration(180)
        self._fade(0.0 if length else 1.0)
        if length:
            self._coming.setDuration(length)
            self._coming.setStartValue(0.0)
            self._coming.setEndValue(1.0)
            self._coming.start()

    def _fade(self, shade: float) -> None:
        self._shade = self._undo.shade = self._close.shade = shade
        self.update()
        self._undo.update()
        self._close.update()

    # -- where it stands ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another size, or is put away: nothing is undone from a page that is not seen."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.put_away()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        acts = self._undo.sizeHint().width() + self._close.sizeHint().width() + 4
        words = round(QFontMetricsF(look.font("body")).horizontalAdvance(self._words)) + 2
        most = min(look.px(_WIDEST), parent.width() - 2 * _MARGIN)
        width = max(acts + 120, min(18 + words + 16 + acts + 6, most))
        line = wrapped(self._words, "body", max(80, width - acts - 40))
        height = max(look.height(48), line + 20)
        self.resize(width, height)
        self.move((parent.width() - width) // 2, parent.height() - height - _MARGIN)

    def sizeHint(self) -> QSize:
        """As it is placed."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ink, and the words on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._shade)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        acts = self.width() - min(self._undo.x(), self._close.x())
        box = QRectF(18, 0, self.width() - 18 - acts - 10, self.height())
        if self.isRightToLeft():
            end = max(self._undo.geometry().right(), self._close.geometry().right())
            box = QRectF(end + 10, 0, self.width() - 18 - end - 10, self.height())
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("card"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(
            Qt.TextFlag.TextWordWrap
        )
        painter.drawText(box, flags, self._words)
