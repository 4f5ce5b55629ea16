"""The base of every button that paints itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets import icons, look
from ui.widgets.keys import pressed_by_enter


class Painted(QAbstractButton):
    """A button that paints itself; keys, focus and screen readers work as for any other."""

    def __init__(self, text: str, space: str = "n", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._space = space
        self._current = False
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def restyle(self) -> None:
        """Take the font of the present look and measure again."""
        self.setFont(look.font("body"))
        self.updateGeometry()
        self.update()

    def set_space(self, space: str) -> None:
        """Take the colour of another place."""
        self._space = space
        self.update()

    @property
    def is_current(self) -> bool:
        """Whether it stands for what is shown now."""
        return self._current

    def set_current(self, current: bool, said: str = "") -> None:
        """Mark it as standing for what is shown now; ``said`` is what a screen reader adds to its name.

        Not by checking it: that would be read as a box to tick.
        """
        self._current = current
        self.setAccessibleDescription(said)
        self.update()

    def setText(self, text: str) -> None:
        """Show other words, and say them."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As high as its words need."""
        return QSize(look.px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.update()

    # -- painting ----------------------------------------------------------------------------------

    def _begin(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _visual(self, box: QRectF) -> QRectF:
        """The place of a box where the line of reading may run from right to left."""
        if self.isRightToLeft():
            return QRectF(self.width() - box.right(), box.y(), box.width(), box.height())
        return box

    def _ground(self) -> str | None:
        if not self.isEnabled():
            return None
        return "press" if self.isDown() else "hover" if self.underMouse() else None

    def _ink(self, name: str = "ink") -> str:
        return name if self.isEnabled() else "disabled_ink"

    def _draw_pixmap(self, painter: QPainter, x: float, y: float, name: str, colour: str, size: int) -> None:
        box = self._visual(QRectF(x, y, size, size))
        painter.drawPixmap(QPointF(box.x(), box.y()), icons.pixmap(name, colour, size))

    def _draw_words(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        role: str = "body",
        colour: str = "ink",
        *,
        bold: bool = False,
    ) -> None:
        font = look.font(role, bold=bold)
        painter.setFont(font)
        painter.setPen(look.colour(self._ink(colour)))
        fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        # The painter turns "left" round where the line of reading does.
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._visual(box), int(align), fitting)

    def _paragraph(self, painter: QPainter, box: QRectF, text: str, role: str, colour: str) -> None:
        painter.setFont(look.font(role))
        painter.setPen(look.colour(self._ink(colour)))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._visual(box), int(align) | int(Qt.TextFlag.TextWordWrap), text)


def wrapped(text: str, role: str, width: float, *, bold: bool = False) -> int:
    """The height of wrapped words in this width."""
    box = QFontMetricsF(look.font(role, bold=bold)).boundingRect(
        QRectF(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), text
    )
    return round(box.height())
