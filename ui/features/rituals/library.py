"""The drawer beside the calendar: the library of rituals, to search and to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.domain.ritual_texts import Place, RitualText, Stage, Voice
from trustapp.domain.rituals import Often
from trustapp.words import _
from ui.features.rituals import words
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, LinkRow
from ui.widgets.fields import Choice, Field
from ui.widgets.further import Rows
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel

WIDTH: Final = 288

Fits = Callable[[RitualText], bool]

_SMALL: Final = 5
_MIDDLE: Final = 20
"""Minutes up to which a ritual is small, and up to which it is not long."""


def groups() -> tuple[tuple[str, tuple[tuple[str, Fits], ...]], ...]:
    """What can be filtered by: the words where everything is shown, and what it can be narrowed down to."""
    return (
        (_("However often"), (
            (_("Daily"), partial(_often, Often.DAILY)),
            (_("Weekly"), partial(_often, Often.WEEKLY)),
            (_("Monthly"), partial(_often, Often.MONTHLY)),
            (_("For an occasion"), partial(_often, Often.OCCASION)),
        )),
        (_("However long"), (
            (_("Up to 5 minutes"), partial(_long, 0, _SMALL)),
            (_("Up to 20 minutes"), partial(_long, 0, _MIDDLE)),
            (_("Longer"), partial(_long, _MIDDLE + 1, 24 * 60)),
        )),
        (_("Any part of the way"), (
            (_("Steady"), partial(_stage, Stage.STEADY)),
            (_("Understand"), partial(_stage, Stage.UNDERSTAND)),
            (_("Reconnect"), partial(_stage, Stage.RECONNECT)),
        )),
        (_("Indoors or out"), (
            (_("Indoors"), partial(_place, Place.IN)),
            (_("Out of doors"), partial(_place, Place.OUT)),
        )),
        (_("Words or quiet"), (
            (_("With words"), partial(_voice, Voice.WORDS)),
            (_("Quiet"), partial(_voice, Voice.QUIET)),
        )),
        (_("Touch or none"), (
            (_("Without touch"), partial(_touch, False)),
            (_("With touch"), partial(_touch, True)),
        )),
    )  # fmt: skip


def _often(often: Often, one: RitualText) -> bool:
    return one.often is often


def _long(least: int, most: int, one: RitualText) -> bool:
    return least <= one.minutes <= most


def _stage(stage: Stage, one: RitualText) -> bool:
    return one.stage is stage


def _place(place: Place, one: RitualText) -> bool:
    return one.place in (place, Place.ANY)


def _voice(voice: Voice, one: RitualText) -> bool:
    return one.voice is voice


def _touch(touch: bool, one: RitualText) -> bool:
    return one.touch is touch


def often_words(often: Often) -> str:
    """How often, on the row of a template."""
    return {
        Often.DAILY: _("Daily"),
        Often.WEEKLY: _("Weekly"),
        Often.MONTHLY: _("Monthly"),
        Often.OCCASION: _("For an occasion"),
    }[often]


class LibraryDrawer(QWidget):
    """Search, filters, and what fits; what a limit stands on is not among it."""

    template_chosen = Signal(str)
    own_requested = Signal()
    closeness_requested = Signal()
    close_requested = Signal()

    def __init__(self, space: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._space = space
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Ideas"))
        self._templates: tuple[tuple[RitualText, str], ...] = ()
        self.close_button = Button("", "quiet", icon="no")
        self.close_button.setAccessibleName(_("Put the ideas away"))
        self.close_button.clicked.connect(self.close_requested)
        self.search = Field("", placeholder=_("Search"))
        self.search.edit.setAccessibleName(_("Search the ideas"))
        self.search.changed.connect(self._show_fitting)
        self.narrow = Button(_("Narrow down"), "quiet", icon="down")
        self.narrow.setCheckable(True)
        self.narrow.toggled.connect(self._show_filters)
        self._filters = self._build_filters()
        self._said = PlainLabel("", "small", tone="2", wrap=True)
        self._list = vbox()
        self._closeness = LinkRow(_("Graded closeness"), "agreement")
        self._closeness.clicked.connect(self.closeness_requested)
        self._closeness.hide()
        holder = QWidget()
        holder.setProperty("ground", "clear")
        vbox(
            self._filters,
            self._said,
            self._list,
            8,
            self._closeness,
            None,
            parent=holder,
            margins=(4, 4, 12, 4),
        )
        self._scroll = ClearScroll(self)
        self._scroll.hold(holder)
        self.own = Button(_("Make your own"), "primary", space, icon="plus", tall=True)
        self.own.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.own.clicked.connect(self.own_requested)
        vbox(
            hbox(PlainLabel(_("Ideas"), "title"), None, self.close_button),
            12, self.search, 4, hbox(self.narrow, None), 4, (self._scroll, 1), 12, self.own,
            parent=self, margins=(24, 28, 20, 24),
        )  # fmt: skip
        self.set_overlaid(overlaid=False)

    def _build_filters(self) -> QWidget:
        holder = QWidget()
        column = vbox(gap=8, parent=holder, margins=(0, 0, 0, 10))
        self._narrowed: list[tuple[Choice, dict[str, Fits]]] = []
        for everything, ways in groups():
            choice = Choice("", [("", everything), *((text, text) for text, _fits in ways)])
            choice.combo.setAccessibleName(everything)
            choice.changed.connect(self._show_fitting)
            column.addWidget(choice)
            self._narrowed.append((choice, dict(ways)))
        holder.hide()
        return holder

    def set_overlaid(self, *, overlaid: bool) -> None:
        """Over the calendar, where there is no room beside it, it can be put away."""
        self.close_button.setVisible(overlaid)

    def _show_filters(self, shown: bool) -> None:
        self._filters.setVisible(shown)

    # -- what is in it -----------------------------------------------------------------------------

    def show_library(
        self, templates: Sequence[RitualText], limited: frozenset[str], *, shared: bool, own: bool
    ) -> None:
        """What can be chosen here: for one alone what one can do alone, and closeness on its own page."""
        found = []
        for one in templates:
            if one.step or one.id in limited or (not shared and one.alone is None):
                continue
            found.append((one, one.alone.name if not shared and one.alone is not None else one.name))
        self._templates = tuple(found)
        self._closeness.setVisible(shared)
        self.own.setVisible(own)
        self._show_fitting()

    def fitting(self) -> tuple[tuple[RitualText, str], ...]:
        """What the words and the choices leave."""
        wanted = self.search.text().casefold().split()
        chosen = [ways[choice.text()] for choice, ways in self._narrowed if choice.text()]
        return tuple(
            (one, name)
            for one, name in self._templates
            if all(fits(one) for fits in chosen) and all(word in _searched(one, name) for word in wanted)
        )

    def _show_fitting(self) -> None:
        clear(self._list)
        found = self.fitting()
        if self._templates and not found:
            self._said.setText(_("Nothing fits all of this. Fewer words or choices show more."))
        else:
            self._said.setText("")
        self._said.setVisible(bool(self._said.text()))
        self._list.addWidget(Rows([partial(self._row, one, name) for one, name in found]))
        if self.search.edit.hasFocus():
            announce(self, words.ideas(len(found)))

    def _row(self, one: RitualText, name: str) -> tuple[QWidget, ...]:
        row = NamedRow(one.id, name, words.about(often_words(one.often), one.minutes), "plus")
        row.chosen.connect(self.template_chosen)
        return (row,)


def _searched(one: RitualText, name: str) -> str:
    return f"{name} {one.why} {one.does}".casefold()
