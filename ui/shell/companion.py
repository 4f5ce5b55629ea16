"""The quiet page while a ritual runs. It needs no key: it goes on standing when everything else is locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from trustapp.words import _
from ui.shell.companion_end import EndPage
from ui.shell.companion_parts import Ceiling, Parts, StopButton, WhatStands
from ui.shell.companion_time import QuietTime
from ui.shell.kept import FINISHED, STOPPED, KeptCompanion
from ui.widgets import look
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, PauseButton
from ui.widgets.layouts import hbox, vbox
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import Prose

_COLUMN = 380
"""The least width of a column beside another, at the text size of the design."""
_CHOICE, _WIDE_CHOICE = 135, 190
"""The least width of one of the three buttons beside one another, and where stopping gets more of it."""

Clock = Callable[[], float]


class Companion(QWidget):
    """Fills the window while a ritual runs, and shows a calm page after it."""

    pause_requested = Signal()
    help_requested = Signal()
    hide_requested = Signal()
    note_requested = Signal()
    ended = Signal()
    """It was stopped or came to its end; the page after it is shown."""
    left = Signal()
    """Somebody leaves the page after it."""

    def __init__(
        self,
        kept: KeptCompanion,
        *,
        keys: bool,
        own: bool = False,
        steady: Clock = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """``keys``: a space is open behind it; ``own``: it is the space of one person."""
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Where the keyboard comes into it, a screen reader says which page it is.
        self.setAccessibleName(kept.name)
        self._kept, self._keys, self._own = kept, keys, own
        self._run: Running | None = None
        self._end: EndPage | None = None
        self._column = vbox(12, parent=self, margins=(40, 20, 40, 16))
        self._column.addWidget(self._build_foot())
        if kept.ended:
            self._show_end()
        else:
            self._show_run(steady)

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        self.help_button = Button(_("Help and safety (F1)"), "quiet", icon="help")
        self.hide_button = Button(_("Hide and lock (F9)"), "quiet", icon="hide")
        self.help_button.clicked.connect(self.help_requested)
        self.hide_button.clicked.connect(self.hide_requested)
        hbox(self.help_button, None, self.hide_button, gap=16, parent=foot)
        return foot

    def _show_run(self, steady: Clock) -> None:
        run = self._run = Running(self._kept, steady, self)
        run.stop.clicked.connect(self.stop)
        run.finish.clicked.connect(self.finish)
        run.pause.clicked.connect(self.pause_requested)
        if run.ceiling is not None:
            run.ceiling.lowered.connect(self._lowered)
        self._put(run)

    def _show_end(self) -> None:
        end = self._end = EndPage(self._kept, keys=self._keys, own=self._own, parent=self)
        end.help_requested.connect(self.help_requested)
        end.note_requested.connect(self.note_requested)
        end.left.connect(self.left)
        self._put(end)

    def _put(self, face: Running | EndPage) -> None:
        self._column.insertWidget(0, face, 1)
        # Not when the layout next comes to it: it takes the keyboard at once.
        face.show()
        # The foot was there before: the keyboard comes to it after what is seen above it.
        in_order(face.last, self.help_button, self.hide_button)

    # -- how it stands -----------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether it was neither stopped nor finished."""
        return self._run is not None

    @property
    def shared(self) -> bool:
        """Whether it is something that two people do."""
        return self._kept.shared

    @property
    def run(self) -> Running | None:
        """The pieces of the page while it runs."""
        return self._run

    @property
    def end(self) -> EndPage | None:
        """The page after it."""
        return self._end

    def kept(self) -> KeptCompanion:
        """Everything as it stands, for the process that takes the place of this one."""
        if self._run is None:
            return self._kept
        time_left, sound = self._run.time.left, self._run.time.sound.isChecked()
        return self._kept._replace(part=self._run.parts.place, left=time_left, sound=sound)

    def focus_first(self) -> None:
        """To what stops, while it runs."""
        if self._run is not None:
            self._run.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._end is not None:
            self._end.focus_first()

    def stand_keyless(self) -> None:
        """The space behind it is locked; nothing of it is offered any more."""
        self._keys = False
        if self._end is not None:
            self._end.stand_keyless()

    # -- how it ends -------------------------------------------------------------------------------

    def stop(self) -> None:
        """At once, without a reason."""
        self._over(STOPPED)

    def stop_for(self, told: str) -> None:
        """Stop because of something that was said elsewhere, and say what."""
        if self._run is not None:
            self._kept = self._kept._replace(told=told)
            self._over(STOPPED)

    def finish(self) -> None:
        """It came to its end."""
        self._over(FINISHED)

    def _lowered(self, ceiling: int) -> None:
        self._kept = self._kept._replace(ceiling=min(ceiling, self._kept.ceiling))
        if not ceiling:
            self.stop()

    def _over(self, how: str) -> None:
        if self._run is None:
            return
        self._kept = self.kept()._replace(ended=how, left=-1)
        run, self._run = self._run, None
        self._column.removeWidget(run)
        run.hide()
        run.deleteLater()
        self._show_end()
        self.focus_first()
        self.ended.emit()
        if self._end is not None:
            announce(self, self._end.said)


class Running(QWidget):
    """Its parts beside what stands; under them, always in sight, what stops, pauses and ends it."""

    def __init__(self, kept: KeptCompanion, steady: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts = Parts(kept.parts, kept.part, shared=kept.shared)
        self.time = QuietTime(kept.minutes, kept.left, sound=kept.sound, steady=steady)
        self.ceiling = Ceiling(kept.steps, kept.ceiling) if kept.ceiling else None
        touch = kept.touch or kept.closeness
        self.standing = WhatStands(kept.limits, kept.stop, touch=touch, shared=kept.shared)
        self.stop = StopButton()
        self.pause = PauseButton(_("Pause"))
        self.finish = Button(_("Finish"), "secondary", tall=True)
        self._build(kept)
        look.follow(self)

    def _build(self, kept: KeptCompanion) -> None:
        self._left, self._right = QWidget(), QWidget()
        begins = Prose(kept.begins, "body", tone="2")
        begins.setVisible(bool(kept.begins))
        head = (Prose(kept.name, "display", leading=1.3), 4, begins, 28)
        said = _(
            "This page stays on the screen when everything else locks by itself. F9 takes it away as well."
        )
        stays = Prose(said, "small", tone="2")
        vbox(*head, self.parts, 28, self.time, None, 28, stays, margins=(4, 20, 4, 8), parent=self._left)
        right = vbox(parent=self._right, margins=(4, 24, 4, 8))
        if self.ceiling is not None:
            right.addWidget(self.ceiling)
            right.addSpacing(20)
        right.addWidget(self.standing)
        right.addStretch(1)
        held = QWidget()
        held.setProperty("ground", "clear")
        self._columns = hbox((self._left, 6), (self._right, 5), gap=56, parent=held, margins=(0, 0, 8, 0))
        self.reached = _Reached(self)
        self.reached.hold(held)
        self._choices = hbox((self.stop, 2), (self.pause, 1), (self.finish, 1), gap=12)
        vbox((self.reached, 1), 16, self._choices, parent=self)
        lower = () if self.ceiling is None else (self.ceiling.lower_button,)
        parts = (self.parts.before, self.parts.after, self.time.wanted, self.time.sound)
        in_order(self.reached, *parts, *lower, self.stop, self.pause, self.finish)

    @property
    def last(self) -> QWidget:
        """What the keyboard comes to last."""
        return self.finish

    def restyle(self) -> None:
        """Larger words need other columns."""
        self.finish.setMaximumWidth(16_000)
        policy = self.finish.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.finish.setSizePolicy(policy)
        for button in (self.pause, self.finish):
            button.setFixedHeight(look.height(60))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns stand under one another where there is no room for two."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        two = self.width() >= 2 * look.px(_COLUMN) + 56
        self._columns.setDirection(across if two else down)
        self._columns.setSpacing(56 if two else 20)
        self._choices.setDirection(across if self.width() >= 3 * look.px(_CHOICE) else down)
        self._choices.setStretch(0, 2 if self.width() >= 3 * look.px(_WIDE_CHOICE) else 1)


def in_order(*widgets: QWidget) -> None:
    """The keyboard comes to one after the other."""
    for one, then in pairwise(widgets):
        QWidget.setTabOrder(one, then)


class _Reached(ClearScroll):
    """Can be reached and scrolled with the keyboard where not everything is in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What stands on this page"))
        self.verticalScrollBar().rangeChanged.connect(self._ranged)

    def _ranged(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)
