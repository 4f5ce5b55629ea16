"""Rows and tiles that lead somewhere: links, the sidebar's items, Pause, the tiles of the unlock page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import icons, look
from ui.widgets.painted import Painted
from ui.widgets.text import set_tip


class LinkRow(Painted):
    """A whole row that leads somewhere."""

    def __init__(self, text: str, icon: str | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(text, "n", parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def sizeHint(self) -> QSize:
        """Words, icon and chevron."""
        words = QFontMetricsF(look.font("body")).horizontalAdvance(self.text())
        return QSize(round(words) + look.px(20) * 2 + 32, look.height(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, words, chevron."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 2, 0, -2), 8, 8)
        size, height, start = look.px(20), self.height(), 4.0
        if self._icon:
            self._draw_pixmap(painter, start, (height - size) / 2, self._icon, self._ink("ink2"), size)
            start += size + 12
        end = self.width() - size - 4
        self._draw_words(painter, QRectF(start, 0, end - start - 8, height), self.text())
        self._draw_pixmap(painter, end, (height - size) / 2, "right", self._ink("ink2"), size)


TILE = 240
"""The width of a tile; two of them are as wide as what stands under them."""


class Tile(Painted):
    """A tile of the unlock page: a mark, a name, a line under it; chosen in its hue."""

    def __init__(
        self, text: str, sub: str, space: str, *, left_half: bool | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, space, parent)
        self._sub, self._left_half = sub, left_half
        self.setAccessibleDescription(sub)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def sizeHint(self) -> QSize:
        """Wide enough for a name."""
        words = QFontMetricsF(look.font("read")).horizontalAdvance(self.text())
        sub = QFontMetricsF(look.font("small")).horizontalAdvance(self._sub)
        widest = round(max(words, sub)) + 48
        rows = look.line_height("read") + look.line_height("small")
        return QSize(max(look.px(TILE), min(widest, look.px(320))), 148 + rows)

    def minimumSizeHint(self) -> QSize:
        """A tile does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, name, line."""
        painter = self._begin()
        box = QRectF(self.rect())
        on = self.is_current
        painter.setPen(look.pen(self._space if on else "control", 2 if on else 1))
        painter.setBrush(look.colour(self._ground() or "card"))
        edge = 1.0 if on else 0.5
        painter.drawRoundedRect(box.adjusted(edge, edge, -edge, -edge), 12, 12)
        mark = icons.mark(self._space, 66, left_half=self._left_half)
        painter.drawPixmap(QPointF(box.width() / 2 - 33, 27), mark)
        top = 110.0
        for text, role, colour in ((self.text(), "read", "ink"), (self._sub, "small", "ink2")):
            font = look.font(role)
            height = look.line_height(role)
            painter.setFont(font)
            painter.setPen(look.colour(self._ink(colour)))
            words = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 24)
            painter.drawText(
                QRectF(12, top, box.width() - 24, height), int(Qt.AlignmentFlag.AlignCenter), words
            )
            top += height + 6


class NavItem(Painted):
    """A row of the sidebar; alone with its icon where the sidebar is a rail."""

    def __init__(
        self, text: str, icon: str, space: str = "n", *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, space, parent)
        self._icon, self._key, self._rail = icon, key, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def set_rail(self, rail: bool) -> None:
        """Show the icon only, with the words as a tooltip."""
        self._rail = rail
        set_tip(self, self.text() if rail else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(look.px(48) if self._rail else 200, look.height(40))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a rail."""
        return QSize(look.px(40), look.height(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, bar, icon, words, key."""
        painter = self._begin()
        box = QRectF(self.rect())
        on = self.is_current
        ground = "nav" if on else self._ground()
        if ground:
            painter.setPen(look.pen("line") if on else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._space))
            bar = self._visual(QRectF(5, box.height() / 2 - 10, 3, 20))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        size = look.px(20)
        left = (box.width() - size) / 2 if self._rail else 16.0
        self._draw_pixmap(
            painter, left, (box.height() - size) / 2, self._icon, self._space if on else "ink2", size
        )
        if self._rail:
            return
        start = 16.0 + size + 12
        end = box.width() - 12
        if self._key:
            width = QFontMetricsF(look.font("small")).horizontalAdvance(self._key) + 2
            self._draw_words(painter, QRectF(end - width, 0, width, box.height()), self._key, "small", "ink2")
            end -= width + 8
        self._draw_words(painter, QRectF(start, 0, end - start, box.height()), self.text(), bold=on)


class PauseButton(Painted):
    """Pause: never off, never hidden, labelled even in a rail."""

    def __init__(self, text: str, key: str = "F8", *, parent: QWidget | None = None) -> None:
        super().__init__(text, "n", parent)
        self._key, self._rail = key, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def set_rail(self, rail: bool) -> None:
        """Stand in a rail: icon over the word."""
        self._rail = rail
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Taller than any other button of the sidebar."""
        high = look.px(24) + look.line_height("small") + 18 if self._rail else look.height(48)
        return QSize(look.px(56) if self._rail else 200, high)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a rail."""
        return QSize(look.px(48), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pill with icon, word and key."""
        painter = self._begin()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(look.pen("ink", 1.5))
        painter.setBrush(look.colour(self._ground() or "card"))
        radius = 12.0 if self._rail else box.height() / 2
        painter.drawRoundedRect(box, radius, radius)
        size = look.px(24)
        if self._rail:
            self._draw_pixmap(painter, (self.width() - size) / 2, 7, "pause", "ink", size)
            painter.setFont(look.font("small", bold=True))
            painter.setPen(look.colour("ink"))
            words = QRectF(0, size + 8, self.width(), look.line_height("small"))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
            return
        self._draw_pixmap(painter, 16, (self.height() - size) / 2, "pause", "ink", size)
        width = QFontMetricsF(look.font("small")).horizontalAdvance(self._key) + 2
        end = self.width() - 18 - width
        self._draw_words(
            painter, QRectF(16 + size + 9, 0, end - size - 33, self.height()), self.text(), bold=True
        )
        self._draw_words(painter, QRectF(end, 0, width, self.height()), self._key, "small", "ink2")
