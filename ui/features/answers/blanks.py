"""The blanks of an item's wording: a field for each, with its bounds in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Blank, BlankType
from trustapp.words import _
from ui.widgets.fields import Choice, Field
from ui.widgets.layouts import vbox
from ui.widgets.text import Prose


class BlankFields(QWidget):
    """Announces the mapping of blank names to values at each change."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field | Choice] = {}
        self._layout = vbox(parent=self, gap=10)
        self._note = Prose("", "small", tone="2")
        self._layout.addWidget(self._note)

    def show_blanks(self, blanks: tuple[Blank, ...], values: Mapping[str, str], note: str = "") -> None:
        """One field for each blank, filled with what was kept or with its suggestion; a note under them."""
        for field in self._fields.values():
            self._layout.removeWidget(field)
            field.deleteLater()
        self._fields = {}
        for blank in blanks:
            field = _field(blank, values.get(blank.name) or blank.default)
            field.changed.connect(self._announce)
            self._layout.insertWidget(self._layout.count() - 1, field)
            self._fields[blank.name] = field
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def setVisible(self, visible: bool) -> None:
        """Hidden where there is nothing to fill in."""
        super().setVisible(visible and bool(self._fields))

    def _announce(self) -> None:
        self.changed.emit({name: field.text().strip() for name, field in self._fields.items()})


def _field(blank: Blank, value: str) -> Field | Choice:
    if blank.type is BlankType.CHOICE:
        choice = Choice(blank.label, [(one, one) for one in blank.choices])
        choice.setText(value)
        return choice
    field = Field(blank.label, hint=_bounds(blank))
    field.setText(value)
    return field


def _bounds(blank: Blank) -> str:
    if blank.type is BlankType.DATE:
        return _("A day, written like 2026-08-31.")
    if blank.type in (BlankType.NUMBER, BlankType.DURATION):
        return (
            _("{least} to {most} {unit}")
            .format(least=blank.minimum, most=blank.maximum, unit=blank.unit)
            .strip()
        )
    return ""
