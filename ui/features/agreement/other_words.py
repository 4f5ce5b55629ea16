"""Other words beside a draft that may not stand: from a rule for somebody to what one says for oneself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.services.reading import Repair
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import Prose


class OtherWords(QWidget):
    """Examples to read; taking one puts its words into the form, where they can be changed."""

    taken = Signal(object)
    """The Repair whose words were taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Example] = []
        self._intro = Prose("", "body", bold=True)
        self._layout = vbox(self._intro, parent=self, gap=10)
        self.hide()

    def show_repairs(self, repairs: tuple[Repair, ...], intro: str = "") -> None:
        """These examples, in the place of those that were there; none hides the whole."""
        self._intro.setText(intro or _("Other words that can stand"))
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Example(repair, self) for repair in repairs]
        for row in self._rows:
            row.taken.connect(self.taken)
            self._layout.addWidget(row)
        self.setVisible(bool(repairs))


class _Example(QWidget):
    """One rule, and the words that can be said instead."""

    taken = Signal(object)

    def __init__(self, repair: Repair, parent: QWidget) -> None:
        super().__init__(parent)
        self._repair = repair
        rule = Prose(_("Instead of: “{rule}”").format(rule=repair.rule), "small", tone="2")
        button = Button(_("Take these words"), "quiet", icon="edit")
        button.setAccessibleName(_("Take these words: {words}").format(words=repair.boundary))
        button.clicked.connect(self._take)
        vbox(rule, Prose(repair.boundary, "read", italic=True), hbox(button, None), gap=2, parent=self)

    def _take(self) -> None:
        self.taken.emit(self._repair)
