"""The ring round what the keyboard is at; who uses the mouse does not see it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from ui.shell.input_watch import InputWatch
from ui.widgets import look

GAP = 4
RADIUS = 11
MARGIN = 24
"""Room above and below what is scrolled to."""


class _RingStyle(QProxyStyle):
    """Room for the ring outside its widget; without the mask its corners stay round."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """The margins of a focus frame."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return GAP
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """No mask for a focus frame, and the frame over its widget's neighbours."""
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)


class FocusRing(QFocusFrame):
    """Two pixels of ink with a gap; it follows its widget and is cut where that scrolls out of view."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("ink", 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _bring_into_view(widget: QWidget) -> None:
    """Scroll to what the keyboard came to. Qt does so only where it was in the same scrolled part before."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, MARGIN)
        around = around.parentWidget()


class FocusKeeper(QObject):
    """Moves the ring to what has the focus; fields show it by their own border."""

    def __init__(self, app: QApplication, watch: InputWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._watch = watch
        self._style = _RingStyle("Fusion")
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._moved)

    @property
    def ringed(self) -> QWidget | None:
        """What the ring stands round now."""
        return self._ring.widget() if self._ring is not None else None

    def stop(self) -> None:
        """The program ends."""
        self._app.focusChanged.disconnect(self._moved)
        self._take_away()

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._take_away()
        if self._watch.by_keyboard and now is not None:
            _bring_into_view(now)
        if self._watch.by_keyboard and isinstance(now, QAbstractButton | QAbstractItemView | QScrollArea):
            # A new one each time: it becomes a child of its widget's window and dies with that.
            self._ring = FocusRing(now.window())
            self._ring.setStyle(self._style)
            self._ring.setWidget(now)
            self._ring.destroyed.connect(self._gone)

    def _take_away(self) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            ring.destroyed.disconnect(self._gone)
            ring.setWidget(None)  # type: ignore[arg-type]  # Qt takes None to let go
            ring.hide()
            ring.deleteLater()

    def _gone(self) -> None:
        self._ring = None
