"""Conditions as pills to pick, and a field for one's own words."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets.buttons import Button, Pick
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.text import PlainLabel


class ConditionPicker(QWidget):
    """Announces the whole tuple of conditions at each change."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = PlainLabel("", "body", bold=True)
        self._pills = QWidget(self)
        self._flow = Flow(self._pills, gap=8)
        self._picks: list[Pick] = []
        self._offered: tuple[str, ...] = ()
        self._own = Field(_("In your own words"), placeholder=_("for example: we have talked beforehand"))
        self._add = Button(_("Add"), "secondary", icon="plus")
        self._add.clicked.connect(self._add_own)
        self._own.submitted.connect(self._add_own)
        self._own.changed.connect(self._announce)
        own = hbox((self._own, 1), self._add, gap=8)
        own.setAlignment(self._add, Qt.AlignmentFlag.AlignTop)
        self._add_top = own
        vbox(self._heading, 10, self._pills, 12, own, parent=self)

    def show_conditions(self, heading: str, suggested: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        """The suggested conditions, and those that are chosen; own words stand among them."""
        self._heading.setText(heading)
        offered = (*suggested, *(one for one in chosen if one not in suggested))
        if self._typed() in chosen:
            self._forget_typed()
        if offered != self._offered:
            self._rebuild(offered)
        for pick in self._picks:
            pick.setChecked(pick.text() in chosen)

    def _rebuild(self, offered: tuple[str, ...]) -> None:
        for pick in self._picks:
            self._flow.removeWidget(pick)
            pick.deleteLater()
        self._picks = []
        self._offered = offered
        for words in offered:
            pick = Pick(words, "own", parent=self._pills)
            pick.clicked.connect(self._announce)
            self._flow.addWidget(pick)
            self._picks.append(pick)

    def begin(self) -> None:
        """Another item: what was typed belonged to the one before."""
        self._forget_typed()

    def _typed(self) -> str:
        return " ".join(self._own.text().split())

    def _forget_typed(self) -> None:
        with QSignalBlocker(self._own):
            self._own.setText("")

    def _add_own(self) -> None:
        words = self._typed()
        if not words:
            return
        chosen = self._chosen()
        self._forget_typed()
        self._rebuild((*self._offered, words) if words not in self._offered else self._offered)
        for pick in self._picks:
            pick.setChecked(pick.text() in chosen)
        self._announce()

    def _chosen(self) -> tuple[str, ...]:
        """Those picked, and what stands in the field: words that are typed count, added or not."""
        picked = [pick.text() for pick in self._picks if pick.isChecked()]
        typed = self._typed()
        return (*picked, typed) if typed and typed not in picked else tuple(picked)

    def _announce(self) -> None:
        self.changed.emit(self._chosen())
