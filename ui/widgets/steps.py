"""The steps of a meeting or a set-up: done, present or to come; never counted, never late."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import icons, look
from ui.widgets.painted import wrapped
from ui.widgets.text import set_tip

DONE, NOW, LATER = "done", "now", "later"


class StepRow(QLabel):
    """One step; it tells where one is and is not pressed."""

    def __init__(
        self, text: str, state: str = LATER, space: str = "s", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._state, self._space, self._rail = state, space, False
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_state(state)
        look.follow(self)

    @property
    def state(self) -> str:
        """Where one is: "done", "now" or "later"."""
        return self._state

    def set_state(self, state: str) -> None:
        """Say where one is."""
        self._state = state
        said = {DONE: _("{step}, done"), NOW: _("{step}, now"), LATER: _("{step}, later")}[state]
        self.setAccessibleName(said.format(step=self.text()))
        self.update()

    def set_rail(self, rail: bool) -> None:
        """Show the sign only, with the words as a tooltip."""
        self._rail = rail
        set_tip(self, self.text() if rail else "")
        self.updateGeometry()

    def restyle(self) -> None:
        """Take the font of the present look."""
        self._heights.clear()
        self.setFont(look.font("body"))
        self.updateGeometry()
        self.update()

    def _start(self) -> int:
        return 16 + look.px(20) + 12

    def heightForWidth(self, width: int) -> int:
        """44, more where the words wrap."""
        if self._rail:
            return look.height(44)
        if width not in self._heights:
            words = wrapped(self.text(), "body", max(40, width - self._start() - 8), bold=True)
            self._heights[width] = max(look.height(44), words + 20)
        return self._heights[width]

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def sizeHint(self) -> QSize:
        """One row of the sidebar."""
        width = look.px(40) if self._rail else 200
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a rail."""
        return QSize(look.px(40), look.height(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sign and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._state == NOW
        if now:
            painter.setPen(look.pen("line"))
            painter.setBrush(look.colour("nav"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        size = look.px(20)
        left = (self.width() - size) / 2 if self._rail else 16.0
        if self.isRightToLeft() and not self._rail:
            left = self.width() - 16.0 - size
        self._paint_sign(painter, QRectF(left, (self.height() - size) / 2, size, size))
        if self._rail:
            return
        painter.setFont(look.font("body", bold=now))
        painter.setPen(look.colour("ink2" if self._state == LATER else "ink"))
        start = self._start()
        box = QRectF(start, 0, self.width() - start - 8, self.height())
        if self.isRightToLeft():
            box.moveLeft(8)
        # The painter turns "left" round where the line of reading does.
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        flags = int(align) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box, flags, self.text())

    def _paint_sign(self, painter: QPainter, box: QRectF) -> None:
        if self._state == DONE:
            pixmap = icons.pixmap("check", self._space, round(box.width()))
            painter.drawPixmap(QPointF(box.x(), box.y()), pixmap)
            return
        ring = box.adjusted(2, 2, -2, -2)
        now = self._state == NOW
        painter.setPen(look.pen(self._space if now else "control", 2 if now else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._space))
            inset = ring.width() * 0.28
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
