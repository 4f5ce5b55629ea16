"""A time for an evening, for whoever wants one: a ring that empties, in minutes and without an alarm."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from trustapp.words import _, ngettext
from ui.widgets import look
from ui.widgets.announce import announce
from ui.widgets.choices import Tick
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import Prose

OFF: Final = -1
USUAL_MINUTES: Final = 10
"""What is offered where the ritual names no time of its own."""
LOOK_MILLISECONDS: Final = 5_000
_RING: Final = 44


class Ring(QWidget):
    """How much of the time is left, without a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def restyle(self) -> None:
        """Grow with the text."""
        self.updateGeometry()
        self.update()

    def show_part(self, part: float) -> None:
        """Show how much is left, from 0 to 1."""
        self._part = part
        self.update()

    def sizeHint(self) -> QSize:
        """A ring of two lines' height."""
        return QSize(look.px(_RING), look.px(_RING))

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A faint ring, and over it what is left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(look.pen("s_line", 2))
        painter.drawEllipse(box)
        pen = QPen(look.colour("s"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._part > 0:
            painter.drawArc(box, 90 * 16, round(-360 * 16 * self._part))


class QuietTime(QWidget):
    """Off until it is asked for. It runs while it is seen, and nothing happens at its end by itself."""

    def __init__(
        self,
        minutes: int,
        left: int = OFF,
        *,
        sound: bool = False,
        steady: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = 60 * (minutes or USUAL_MINUTES)
        self._steady = steady
        self._left = float(left)
        self._since: float | None = None
        self._over = left == 0
        offered = ngettext("A time: about {n} minute", "A time: about {n} minutes", self._whole // 60)
        self.wanted = Tick(offered.format(n=self._whole // 60), "s")
        self.wanted.setChecked(left != OFF)
        self.sound = Tick(_("One soft sound at its end"), "s")
        self.sound.setChecked(sound)
        self.ring = Ring(self)
        self.words = Prose("", "body", tone="2")
        self._shown = QWidget(self)
        row = hbox(self.ring, (self.words, 1), gap=14, parent=self._shown, margins=(0, 4, 0, 4))
        row.setAlignment(self.words, Qt.AlignmentFlag.AlignVCenter)
        vbox(self.wanted, self._shown, self.sound, parent=self)
        self.wanted.toggled.connect(self._want)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)
        self._show()

    @property
    def left(self) -> int:
        """Seconds that are left, ``OFF`` where no time is wanted."""
        if not self.wanted.isChecked():
            return OFF
        gone = self._steady() - self._since if self._since is not None else 0.0
        return max(0, math.ceil(self._left - gone))

    def tick(self) -> None:
        """Look at the clock."""
        self._show()
        if self.left == 0 and not self._over:
            self._over = True
            self._timer.stop()
            if self.sound.isChecked():
                QApplication.beep()
            announce(self, self.words.text())

    def _want(self, wanted: bool) -> None:
        self._left, self._over = float(self._whole), False
        self._since = self._steady() if wanted and self.isVisible() else None
        self._run()
        self._show()

    def _show(self) -> None:
        left = self.left
        self._shown.setVisible(left != OFF)
        self.sound.setVisible(left != OFF)
        self.ring.show_part(max(0, left) / self._whole)
        self.words.setText(_said(left))
        self.ring.setAccessibleName(_said(left))

    def _run(self) -> None:
        if self._since is not None and self.left > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """It goes on where it is seen."""
        super().showEvent(event)
        if self.wanted.isChecked() and self._since is None:
            self._since = self._steady()
        self._run()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """In a pause it stands still."""
        super().hideEvent(event)
        if self._since is not None:
            self._left, self._since = float(max(0, self._left - (self._steady() - self._since))), None
        self._timer.stop()


def _said(left: int) -> str:
    if left == OFF:
        return ""
    if left == 0:
        return _("The time is over. It may end here; nothing happens by itself.")
    minutes = math.ceil(left / 60)
    return ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
