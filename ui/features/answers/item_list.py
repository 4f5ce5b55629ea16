"""The items of a category at the side: what is kept carries a tick, the rest is simply there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from trustapp.services.answers import AnsweredItem
from trustapp.words import _
from ui.widgets import icons, look
from ui.widgets.keys import pressed_by_enter
from ui.widgets.layouts import vbox

WIDTH = 256


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ItemEntry(QAbstractButton):
    """One row: the title, a tick where an answer is kept, a bar at the one being answered."""

    opened = Signal(int)
    moved = Signal(int)
    """To the row at that place."""

    def __init__(self, title: str, *, kept: bool, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept, self._place = kept, place
        self._current = self._marked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look.height(40))
        self.show_entry(title, kept=kept)
        self.clicked.connect(self._open)

    def show_entry(self, title: str, *, kept: bool) -> None:
        """The title, and whether an answer is kept; the same again costs nothing."""
        name = _("{title}, kept").format(title=title) if kept else title
        if name == self.accessibleName():
            return
        self._kept = kept
        self.setText(title)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def set_current(self, current: bool) -> None:
        """Mark it as the one being answered; a screen reader says so."""
        if current == self._current and self._marked:
            return
        self._current, self._marked = current, True
        # One stop for Tab; arrows go through the list.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(_("shown now") if current else "")
        self.update()

    def _open(self) -> None:
        self.opened.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move within the list; Space and Enter open."""
        if event.key() in _STEPS:
            self.moved.emit(self._place + _STEPS[Qt.Key(event.key())])
        elif not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """As high as its words need in the width there is."""
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        """A row of the list, two lines high where the title is long."""
        metrics = QFontMetrics(look.font("body"))
        parent = self.parentWidget()
        width = parent.width() if parent is not None else WIDTH
        words = metrics.boundingRect(0, 0, max(width, 160) - 56, 400, Qt.TextFlag.TextWordWrap, self.text())
        return QSize(WIDTH, max(look.height(40), words.height() + 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, tick and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._current:
            painter.setPen(look.pen("own_line"))
            painter.setBrush(look.colour("own_tint"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("own"))
            painter.drawRoundedRect(QRectF(5, box.height() / 2 - 10, 3, 20), 1.5, 1.5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self._kept:
            painter.drawPixmap(17, int(box.height() / 2) - 9, icons.pixmap("check", "own", 18))
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("ink"))
        words = box.adjusted(44, 0, -8, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self.text())


class ItemList(QWidget):
    """The rows of one category; arrows move between them as in any list."""

    item_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ItemEntry] = []
        self._layout = vbox(parent=self, gap=2)

    def show_items(self, items: tuple[AnsweredItem, ...]) -> None:
        """One row for each item; rows that are there are used again, for this comes after each answer."""
        while len(self._rows) > len(items):
            row = self._rows.pop()
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, entry in enumerate(items):
            kept = entry.answer is not None and entry.answer.choice is not None
            if place < len(self._rows):
                self._rows[place].show_entry(entry.item.title, kept=kept)
            else:
                self._add(entry.item.title, kept=kept)

    def _add(self, title: str, *, kept: bool) -> None:
        row = ItemEntry(title, kept=kept, place=len(self._rows), parent=self)
        row.opened.connect(self.item_requested)
        row.moved.connect(self._move)
        self._layout.addWidget(row)
        self._rows.append(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the titles elsewhere."""
        super().resizeEvent(event)
        for row in self._rows:
            row.updateGeometry()

    def _move(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def mark_current(self, place: int) -> None:
        """Mark the item being answered."""
        for number, row in enumerate(self._rows):
            row.set_current(number == place)
