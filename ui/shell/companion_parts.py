"""The pieces of the quiet page: the parts of a ritual, tonight's ceiling, what stands, and what stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.announce import announce
from ui.widgets.boxes import Rule, Tint
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.painted import Painted
from ui.widgets.text import PlainLabel, Prose

_WHOLE: Final = 3
"""How many parts a ritual has where it is not done in its small form."""


class StopButton(Painted):
    """The largest of the page: one press, or one key from anywhere, and everything stops."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Stop"), "s", parent)
        self._key = _("Esc")
        self.setAccessibleDescription(_("Stops at once. No reason is needed. The key Escape does the same."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def sizeHint(self) -> QSize:
        """Higher than what stands beside it."""
        return QSize(look.px(220), look.height(60))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its words."""
        words = QFontMetricsF(look.font("read", bold=True)).horizontalAdvance(self.text() + self._key)
        return QSize(round(words) + 80, look.height(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A box in the strongest line of the page: a square, the word, the key; it gives little light."""
        painter = self._begin()
        painter.setPen(look.pen("s", 2))
        painter.setBrush(look.colour(self._ground() or "s_tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        side = look.px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("s"))
        painter.drawRoundedRect(self._visual(QRectF(22, (self.height() - side) / 2, side, side)), 2, 2)
        key = QFontMetricsF(look.font("small")).horizontalAdvance(self._key) + 2
        start, end = 22.0 + side + 14, self.width() - 20 - key
        words = QRectF(start, 0, end - start - 8, self.height())
        self._draw_words(painter, words, self.text(), "read", "s", bold=True)
        self._draw_words(painter, QRectF(end, 0, key, self.height()), self._key, "small", "ink2")


class _Name(PlainLabel):
    """The name of one part; bold while that part is shown."""

    def set_now(self, now: bool) -> None:
        """Whether its part is shown."""
        self._bold = now
        self.set_tone(None if now else "2")
        self.setAccessibleName(_("{part}, now").format(part=self.text()) if now else self.text())


class Parts(QWidget):
    """One part after the other; only a person moves on, never the page."""

    def __init__(
        self, parts: Sequence[str], part: int, *, shared: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._there = [place for place, text in enumerate(parts) if text.strip()] or [0]
        self._at = self._there.index(part) if part in self._there else 0
        self._names = [_Name(words) for words in _names(len(self._parts), shared=shared)]
        row = QWidget(self)
        flow = Flow(row, gap=20)
        for place in self._there:
            if self._names:
                flow.addWidget(self._names[place])
        self._text = Prose("", "title", leading=1.5)
        self.before = Button(_("Before this"), "quiet")
        self.after = Button(_("Next"), "secondary")
        self.before.clicked.connect(self._go_before)
        self.after.clicked.connect(self._go_on)
        row.setVisible(bool(self._names))
        vbox(row, 16, self._text, 20, hbox(self.before, self.after, None, gap=8), parent=self)
        self._show()

    @property
    def place(self) -> int:
        """The place of the part that is shown."""
        return self._there[self._at]

    def _go_before(self) -> None:
        self._move(-1)

    def _go_on(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._there) - 1)
        self._show()
        announce(self, self.said)

    def showEvent(self, event: QShowEvent) -> None:
        """The name of the part that is shown takes its weight: dressing took it away."""
        super().showEvent(event)
        self._show()

    @property
    def said(self) -> str:
        """The part as a screen reader says it."""
        name = self._names[self.place].text() if self._names else ""
        return f"{name}: {self._text.text()}" if name else self._text.text()

    def _show(self) -> None:
        self._text.setText(self._parts[self.place])
        for place, name in enumerate(self._names):
            name.set_now(place == self.place)
        first, last = self._at == 0, self._at == len(self._there) - 1
        # The other way first: whoever pressed the last "Next" with the keyboard stays beside it.
        for button, shown in ((self.before, not first), (self.after, not last)):
            if shown:
                button.setVisible(True)
        if last and self.after.hasFocus():
            self.before.setFocus()
        elif first and self.before.hasFocus():
            self.after.setFocus()
        self.before.setVisible(not first)
        self.after.setVisible(not last)


class Ceiling(Tint):
    """How far tonight goes at most; either lowers it, and nothing here raises it."""

    lowered = Signal(int)
    """The step that holds now, 0 for stop."""

    def __init__(self, steps: Sequence[str], ceiling: int, parent: QWidget | None = None) -> None:
        super().__init__("s", parent)
        self._steps, self._ceiling = tuple(steps), ceiling
        self._words = Prose("", "read", bold=True)
        self.lower_button = Button(_("Lower"), "secondary", icon="down")
        self.lower_button.clicked.connect(self._lower)
        more = Prose(
            _("At any moment, by one of you, without a reason. It never goes up."), "small", tone="2"
        )
        self.body.addWidget(PlainLabel(_("Tonight at most"), "small", tone="2"))
        self.body.addWidget(self._words)
        self.body.addSpacing(8)
        row = hbox(self.lower_button, (more, 1), gap=14)
        row.setAlignment(more, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self._show()

    @property
    def ceiling(self) -> int:
        """The step that holds now."""
        return self._ceiling

    def _lower(self) -> None:
        if self._ceiling:
            self._ceiling -= 1
            self._show()
            announce(self, self._words.text())
            self.lowered.emit(self._ceiling)

    def _show(self) -> None:
        if not self._ceiling:
            return
        self._words.setText(self._steps[self._ceiling - 1])
        below = self._steps[self._ceiling - 2] if self._ceiling > 1 else ""
        self.lower_button.setText(_("Lower") if below else _("Lower, which stops"))
        self.lower_button.setAccessibleName(
            _("Lower, to: {step}").format(step=below) if below else _("Lower to nothing, which stops")
        )


class WhatStands(QWidget):
    """What stands whatever runs: how each says stop, limits and needs, and what a silence means."""

    def __init__(
        self,
        limits: Sequence[str],
        stop: Sequence[str],
        *,
        touch: bool,
        shared: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = vbox(gap=4, parent=self)
        if touch:
            felt = _("Nothing has to be felt. No sign is a yes. Silence, stillness or freezing is a stop.")
            self._column.addWidget(Prose(felt, "body", bold=True))
        self._add(_("How each of you says stop") if shared else _("How you say stop"), stop)
        self._add(_("Limits and needs that stand"), limits)
        said = [one.text() for one in self.findChildren(Prose)]
        self.setAccessibleName(_("What stands"))
        self.setAccessibleDescription("\n".join(said))

    def _add(self, heading: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        if self._column.count():
            self._column.addSpacing(12)
            self._column.addWidget(Rule())
            self._column.addSpacing(12)
        self._column.addWidget(PlainLabel(heading, "small", tone="2"))
        for line in lines:
            self._column.addWidget(Prose(line, "body"))


def _names(count: int, *, shared: bool) -> tuple[str, ...]:
    if count != _WHOLE:
        return ()
    return _("How it starts"), _("What we do") if shared else _("What I do"), _("How it ends")
