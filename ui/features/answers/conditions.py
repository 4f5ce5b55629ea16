"""Conditions as pills to pick, and a field for one's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
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
        own = hbox((self._own, 1), self._add, gap=8)
        own.setAlignment(self._add, Qt.AlignmentFlag.AlignTop)
        self._add_top = own
        vbox(self._heading, 10, self._pills, 12, own, parent=self)

    def show_conditions(self, heading: str, suggested: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        """The suggested conditions, and those that are chosen; own words stand among them."""
        self._heading.setText(heading)
        offered = (*suggested, *(one for one in chosen if one not in suggested))
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

    def _add_own(self) -> None:
        words = " ".join(self._own.text().split())
        if not words:
            return
        self._own.setText("")
        chosen = self._chosen()
        if words not in chosen:
            self._rebuild((*self._offered, words) if words not in self._offered else self._offered)
            for pick in self._picks:
                pick.setChecked(pick.text() in (*chosen, words))
            self._announce()

    def _chosen(self) -> tuple[str, ...]:
        return tuple(pick.text() for pick in self._picks if pick.isChecked())

    def _announce(self) -> None:
        self.changed.emit(self._chosen())
