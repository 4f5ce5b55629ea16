"""Small helpers that say a layout in one line, and the one layout that Qt lacks: words that flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
"""A widget, a layout, a gap in pixels, None for a stretch, or a widget or layout with its stretch."""

Margins = tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def vbox(
    *items: Item, gap: int = 0, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
) -> QVBoxLayout:
    """Things below one another."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    return _fill(layout, items, gap, margins)


def hbox(
    *items: Item, gap: int = 0, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
) -> QHBoxLayout:
    """Things beside one another."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    return _fill(layout, items, gap, margins)


def _fill(layout: Box, items: Sequence[Item], gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(QMargins(*margins))
    for item in items:
        stretch = 0
        if isinstance(item, tuple):
            item, stretch = item
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item, stretch)
        else:
            layout.addWidget(item, stretch)
    return layout


def equal_columns(*widgets: QWidget, gap: int = 24) -> QHBoxLayout:
    """Columns of one width, whatever is in them: stretch alone would follow their size hints."""
    for widget in widgets:
        _ignore_width(widget)
    return hbox(*((widget, 1) for widget in widgets), gap=gap)


def grid_of(
    widgets: Sequence[QWidget], *, columns: int = 2, gap: int = 24, parent: QWidget | None = None
) -> QGridLayout:
    """Widgets in equal columns, row by row."""
    grid = QGridLayout(parent) if parent is not None else QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(gap)
    for place, widget in enumerate(widgets):
        _ignore_width(widget)
        grid.addWidget(widget, place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


def _ignore_width(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are hidden now and deleted in the next round."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


class Flow(QLayout):
    """Widgets in a row that goes on in the next line where the width ends, for pills and chips."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        if parent is not None:
            super().__init__(parent)
        else:
            super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt gives the layout an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at this place, None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows in this width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest item at its narrowest."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(1, rect.width()))
            height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if x + width > rect.right() + 1 and row:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if place:
                left = rect.right() + 1 - (x - rect.x()) - width if mirrored else x
                item.setGeometry(QRect(QPoint(left, y), QSize(width, height)))
            x += width + self.spacing()
            row = max(row, height)
        return y + row - rect.y()


class Even(Flow):
    """Widgets of one size in as many columns as their words leave room for."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, least: int = 120) -> None:
        """``least`` is the narrowest that one of them may become, in pixels, whatever its words are."""
        super().__init__(parent, gap=gap)
        self._least = least

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        items = [item for item in self._items if not item.isEmpty()]
        if not items:
            return 0
        gap, room = self.spacing(), max(1, rect.width())
        least = max(self._least, *(item.minimumSize().width() for item in items))
        columns = max(1, min(len(items), (room + gap) // (least + gap)))
        rows = -(-len(items) // columns)
        # As even as can be: six in two rows of three, not of five and one.
        columns = -(-len(items) // rows)
        width = (room - gap * (columns - 1)) // columns
        height = max(
            item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            for item in items
        )
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for number, item in enumerate(items if place else ()):
            row, column = divmod(number, columns)
            across = columns - 1 - column if mirrored else column
            left, top = rect.x() + across * (width + gap), rect.y() + row * (height + gap)
            item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
        return rows * height + (rows - 1) * gap
