"""A scale of answers of equal weight: arrows move, Space chooses, Delete takes the answer back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLayout, QSizePolicy, QWidget

from ui.widgets import icons, look
from ui.widgets.layouts import Even, clear, hbox

_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ICON_TOP = 17
_CHOOSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScaleStep(QAbstractButton):
    """One step of a scale: icon over words, or words alone."""

    moved = Signal(int)
    cleared = Signal()

    def __init__(
        self, value: str, label: str, icon: str | None, space: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value = value
        self._icon, self._space = icon, space
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.follow(self)

    def restyle(self) -> None:
        """Measure again and repaint."""
        self.setFont(look.font("body"))
        self.updateGeometry()
        self.update()

    def _words_height(self, width: int) -> float:
        metrics = QFontMetricsF(look.font("body", bold=True))
        room = QRectF(0, 0, max(40, width - 16), 10_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()

    def heightForWidth(self, width: int) -> int:
        """92 with an icon and 44 without, more where the words wrap."""
        words = self._words_height(width)
        if self._icon:
            return max(92, round(_ICON_TOP + look.px(24) + 12 + words + _ICON_TOP))
        return max(look.height(44), round(words + 22))

    def sizeHint(self) -> QSize:
        """The words in one line."""
        words = QFontMetricsF(look.font("body", bold=True)).horizontalAdvance(self.text())
        width = max(72, round(words) + 26)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        metrics = QFontMetricsF(look.font("body", bold=True))
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(max(56, round(longest) + 14), 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows only move; Space chooses; Delete takes the answer back."""
        key = Qt.Key(event.key())
        mirrored = self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key in _FORWARD or key in _BACK:
            self.moved.emit(1 if (key in _FORWARD) != mirrored else -1)
        elif key in _CLEARING:
            self.cleared.emit()
        elif key in _CHOOSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, words; a step is never red, green or larger than another."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, enabled = self.isChecked(), self.isEnabled()
        edge = 1.0 if on else 0.5
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        hover = "press" if self.isDown() else "hover" if self.underMouse() and enabled else None
        painter.setPen(look.pen(self._space if on else "control", 2 if on else 1))
        painter.setBrush(look.colour(f"{self._space}_tint" if on else hover or "card"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setFont(look.font("body", bold=on))
        painter.setPen(look.colour("ink" if enabled else "disabled_ink"))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        if not self._icon:
            painter.drawText(box.adjusted(7, 4, -7, -4), flags, self.text())
            self._paint_corner_tick(painter)
            return
        size = look.px(24)
        top = _ICON_TOP
        colour = self._space if on else "ink2" if enabled else "disabled_ink"
        picture = icons.pixmap(self._icon, colour, size)
        painter.drawPixmap(round((self.width() - size) / 2), top, picture)
        # From the top, so that words of one line and of two stand level.
        words = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(8, top + size + 12, self.width() - 16, self.height()), words, self.text())

    def _paint_corner_tick(self, painter: QPainter) -> None:
        if self.isChecked():
            size = look.px(14)
            left = 5 if self.isRightToLeft() else self.width() - size - 5
            painter.drawPixmap(left, 4, icons.pixmap("check", self._space, size))


class ChoiceScale(QWidget):
    """Steps in a row, of which one is chosen or none; unanswered is simply empty."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(self, space: str = "n", parent: QWidget | None = None, *, rows: bool = False) -> None:
        """``rows``: they may stand in several rows, all of one size, where their words are long."""
        super().__init__(parent)
        self._space = space
        self._steps: list[ScaleStep] = []
        self._row: QLayout = Even(self) if rows else hbox(parent=self, gap=8)

    def set_steps(self, steps: Sequence[tuple[str, str, str | None]]) -> None:
        """Offer these (value, words, icon or None); nothing is chosen."""
        clear(self._row)
        self._steps = []
        for value, label, icon in steps:
            step = ScaleStep(value, label, icon, self._space, self)
            step.clicked.connect(self._clicked)
            step.moved.connect(self._move)
            step.cleared.connect(self._clear)
            if isinstance(self._row, QBoxLayout):
                self._row.addWidget(step, 1)
            else:
                self._row.addWidget(step)
            self._steps.append(step)
        self._rove()

    def steps(self) -> tuple[ScaleStep, ...]:
        """The steps, in order."""
        return tuple(self._steps)

    def value(self) -> str | None:
        """The value chosen, or None."""
        return next((step.value for step in self._steps if step.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a step, or none, without announcing it."""
        for step in self._steps:
            step.setAutoExclusive(False)
            step.setChecked(step.value == value)
        for step in self._steps:
            step.setAutoExclusive(True)
        self._rove()

    def _rove(self, current: ScaleStep | None = None) -> None:
        """One stop for Tab: the chosen step, else the first; arrows reach the others."""
        chosen = next((step for step in self._steps if step.isChecked()), None)
        current = current or chosen or (self._steps[0] if self._steps else None)
        for step in self._steps:
            policy = Qt.FocusPolicy.StrongFocus if step is current else Qt.FocusPolicy.ClickFocus
            step.setFocusPolicy(policy)
        if current is not None:
            self.setFocusProxy(current)

    def _clicked(self) -> None:
        step = self.sender()
        if isinstance(step, ScaleStep):
            self._rove(step)
            self.chosen.emit(step.value)

    def _move(self, by: int) -> None:
        step = self.sender()
        if isinstance(step, ScaleStep):
            place = (self._steps.index(step) + by) % len(self._steps)
            self._rove(self._steps[place])
            self._steps[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        if self.value() is not None:
            step = self.sender()
            self.set_value(None)
            if isinstance(step, ScaleStep):
                self._rove(step)
            self.cleared.emit()
