"""What is chosen: ticks, one of several, pills."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import icons, look
from ui.widgets.painted import Painted, wrapped


class _Choice(Painted):
    """What a tick and a one-of share: a box or ring, words, a note beside them, a line under them."""

    def __init__(
        self, text: str, space: str = "n", note: str = "", sub: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, space, parent)
        self._note, self._sub = note, sub
        self.setCheckable(True)
        # Not "fixed": that would hold the height at what the widest form needs, where words do not wrap.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = " ".join(part for part in (note, sub) if part)
        if said:
            self.setAccessibleDescription(said)
        look.follow(self)

    def set_note(self, note: str) -> None:
        """Say something else beside the words."""
        self._note = note
        self.setAccessibleDescription(" ".join(part for part in (note, self._sub) if part))
        self.updateGeometry()
        self.update()

    def _start(self) -> int:
        return look.px(20) + 12

    def _rows(self, width: int) -> tuple[int, int, int]:
        """Heights of the words, of the note under them, and of the second line."""
        room = max(60, width - self._start())
        words = wrapped(self.text(), "body", room)
        note = 0
        if self._note and not self._note_beside(width):
            note = wrapped(self._note, "small", room)
        sub = wrapped(self._sub, "small", room) if self._sub else 0
        return words, note, sub

    def _note_beside(self, width: int) -> bool:
        words = QFontMetricsF(look.font("body")).horizontalAdvance(self.text())
        note = QFontMetricsF(look.font("small")).horizontalAdvance(self._note)
        return self._start() + words + 14 + note <= width

    def heightForWidth(self, width: int) -> int:
        """At least a good target, more where the words wrap."""
        words, note, sub = self._rows(width)
        return max(look.height(40), words + note + sub + 18)

    def sizeHint(self) -> QSize:
        """Wide enough for words and note in one line."""
        metrics, small = QFontMetricsF(look.font("body")), QFontMetricsF(look.font("small"))
        words = metrics.horizontalAdvance(self.text())
        if self._note:
            words += 14 + small.horizontalAdvance(self._note)
        words = max(words, small.horizontalAdvance(self._sub))
        width = self._start() + min(round(words) + 2, look.px(420))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the words wrap."""
        return QSize(look.px(120), look.height(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, box, words, note."""
        painter = self._begin()
        if ground := self._ground():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        words, note, sub = self._rows(self.width())
        top = (self.height() - words - note - sub) / 2
        line = look.line_height("body")
        size = look.px(20)
        self._paint_box(painter, self._visual(QRectF(1, top + (line - size) / 2, size, size)))
        start, room = self._start(), self.width() - self._start()
        self._paragraph(painter, QRectF(start, top, room, words), self.text(), "body", "ink")
        if self._note and not note:
            x = start + QFontMetricsF(look.font("body")).horizontalAdvance(self.text()) + 14
            self._draw_words(painter, QRectF(x, top, self.width() - x, words), self._note, "small", "ink2")
        elif self._note:
            self._paragraph(painter, QRectF(start, top + words, room, note), self._note, "small", "ink2")
        if self._sub:
            self._paragraph(painter, QRectF(start, top + words + note, room, sub), self._sub, "small", "ink2")

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError


class Tick(_Choice):
    """Something that is so or not; Space turns it."""

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        fill = look.colour(self._ink(self._space))
        on = self.isChecked()
        painter.setPen(look.pen(self._ink(self._space if on else "control"), 1.5))
        painter.setBrush(fill if on else look.colour("card"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        if on:
            size = round(box.width()) - 4
            painter.drawPixmap(QPointF(box.x() + 2, box.y() + 2), icons.pixmap("check", "on_fill", size))


class OneOf(_Choice):
    """One of several; put them in one ``QButtonGroup``. Arrows move and choose.

    ``compact`` keeps it as wide as its words, for several in a row.
    """

    def __init__(
        self,
        text: str,
        space: str = "n",
        note: str = "",
        sub: str = "",
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(text, space, note, sub, parent)
        self.setAutoExclusive(True)
        if compact:
            policy = self.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Maximum)
            self.setSizePolicy(policy)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        on = self.isChecked()
        painter.setPen(look.pen(self._ink(self._space if on else "control"), 1.75 if on else 1.5))
        painter.setBrush(look.colour("card"))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._ink(self._space)))
            inset = box.width() * 0.28
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))


class Pick(Painted):
    """A pill that is chosen or not: a condition, a layout, a name form."""

    def __init__(
        self, text: str, space: str = "n", icon: str | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, space, parent)
        self._icon = icon
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.follow(self)

    def _sides(self) -> int:
        """Room at the two ends; the tick has its place from the start, so that nothing moves."""
        return 16 + look.px(18) + 8 + 16

    def heightForWidth(self, width: int) -> int:
        """One line, or more where the words do not fit beside one another."""
        return max(look.height(40), wrapped(self.text(), "body", width - self._sides()) + 18)

    def sizeHint(self) -> QSize:
        """The words in one line."""
        words = QFontMetricsF(look.font("body", bold=True)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 + self._sides(), look.height(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pill, tick or icon, words."""
        painter = self._begin()
        on = self.isChecked()
        edge = 1.0 if on else 0.5
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setPen(look.pen(self._ink(self._space if on else "control"), 2 if on else 1))
        ground = self._ground() or (f"{self._space}_tint" if on else "card")
        painter.setBrush(look.colour(ground))
        radius = min(box.height() / 2, look.px(26))
        painter.drawRoundedRect(box, radius, radius)
        size = look.px(18)
        name = "check" if on else self._icon
        words = QFontMetricsF(look.font("body")).horizontalAdvance(self.text())
        shift = 0.0 if name else (size + 8) / 2
        start = max(16.0, (self.width() - words - size - 8) / 2)
        if name:
            colour = self._space if on else "ink2"
            self._draw_pixmap(painter, start, (self.height() - size) / 2, name, self._ink(colour), size)
        room = QRectF(
            start + size + 8 - shift, 0, self.width() - start - size - 8 - 12 + shift, self.height()
        )
        self._paragraph(painter, room, self.text(), "body", "ink")
