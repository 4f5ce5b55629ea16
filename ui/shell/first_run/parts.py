"""Parts of the first run: the list of steps at the side, and the choice of a colour."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.partners import Hue
from trustapp.words import _
from ui.shell.first_run.presenter import Place, Step
from ui.widgets import look
from ui.widgets.boxes import MarkLabel
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.rows import NavItem
from ui.widgets.steps import DONE, LATER, NOW, StepRow
from ui.widgets.text import PlainLabel

WIDTH = 248


def step_words(step: Step) -> str:
    """A step in the list at the side."""
    return {
        Step.WELCOME: _("What this is"),
        Step.NOT_TOGETHER: _("When not together"),
        Step.QUESTIONS: _("Is this right for us?"),
        Step.CHOICE: _("Alone or both"),
        Step.ADULT: _("For adults"),
        Step.SPACES: _("Private and shared"),
        Step.NAME: _("Your name here"),
        Step.PASSPHRASE: _("Your passphrase"),
        Step.SHEET: _("Your recovery sheet"),
        Step.READY: _("Ready"),
        Step.HAND_OVER: _("Hand over"),
    }[step]


def space_of(place: Place) -> str:
    """The hue of the page: neutral until a person chose theirs."""
    return place.hue.value if place.name else "n"


class StepList(QWidget):
    """Done, now and later; steps are not numbered. Help and hiding are where they always are."""

    help_requested = Signal()
    hide_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = QWidget(self)
        self._head_row = hbox(parent=self._head, gap=12, margins=(14, 4, 4, 0))
        self._rows = vbox()
        self.help_item = NavItem(_("Help"), "help", key="F1")
        self.hide_item = NavItem(_("Hide and lock"), "hide", key="F9")
        self.help_item.clicked.connect(self.help_requested)
        self.hide_item.clicked.connect(self.hide_requested)
        vbox(
            self._head,
            20,
            self._rows,
            None,
            self.help_item,
            self.hide_item,
            margins=(12, 20, 12, 16),
            parent=self,
        )
        look.follow(self)

    def restyle(self) -> None:
        """Larger text needs a wider list."""
        self.setFixedWidth(look.px(WIDTH))

    def show_place(self, place: Place) -> None:
        """Who sets up, and where in the steps they are."""
        space = space_of(place)
        clear(self._head_row)
        names = QWidget(self._head)
        line = _("{name}’s part").format(name=place.name) if place.name else _("Nothing is kept yet")
        vbox(PlainLabel(_("Setting up"), "read"), PlainLabel(line, "small", tone="2"), parent=names)
        self._head_row.addWidget(MarkLabel(space, 32))
        self._head_row.addWidget(names)
        self._head_row.addStretch(1)
        clear(self._rows)
        state = DONE
        for step in place.steps:
            now = step is place.step
            self._rows.addWidget(StepRow(step_words(step), NOW if now else state, space))
            state = LATER if now else state


HUES = (Hue.LAKE, Hue.CLAY)


def hue_words(hue: Hue) -> str:
    """A colour in words."""
    return _("Lake blue") if hue is Hue.LAKE else _("Clay brown")
