"""The groups of a recovery sheet: shown once to be copied, and two of them typed back from the paper."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets.boxes import Sunk
from ui.widgets.fields import Field
from ui.widgets.layouts import vbox
from ui.widgets.text import PlainLabel

ASKED_GROUPS = 2
_FIRST_ROW = 4


def to_ask(groups: int) -> tuple[int, ...]:
    """The places of the groups that are typed back, drawn at random, in order."""
    return tuple(sorted(secrets.SystemRandom().sample(range(groups), ASKED_GROUPS)))


class ShownGroups(Sunk):
    """All groups in two rows, to be copied by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = (PlainLabel("", "title"), PlainLabel("", "title"))
        for row in self._rows:
            row.set_monospaced()
        self.body.addLayout(vbox(*self._rows, gap=8))

    def show_groups(self, groups: Sequence[str]) -> None:
        """These groups; none clears the paper."""
        for row, part in zip(self._rows, (groups[:_FIRST_ROW], groups[_FIRST_ROW:]), strict=True):
            row.setText("   ".join(part))
            row.setAccessibleName(", ".join(part))

    def groups(self) -> tuple[str, ...]:
        """What can be read now."""
        return tuple(group for row in self._rows for group in row.text().split())


class TypedBack(QWidget):
    """Two of the groups, typed back."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[int, ...] = ()
        self._fields = tuple(Field("") for _place in range(ASKED_GROUPS))
        for field in self._fields:
            field.submitted.connect(self.submitted)
        vbox(*self._fields, parent=self, gap=12)

    def ask(self, asked: Sequence[int]) -> None:
        """The groups at these places, with empty fields."""
        self._asked = tuple(asked)
        for place, field in zip(self._asked, self._fields, strict=True):
            field.set_label(_("Group {number}").format(number=place + 1))
            field.setText("")

    def answers(self) -> dict[int, str]:
        """What was typed, by the place of the group."""
        return {place: field.text() for place, field in zip(self._asked, self._fields, strict=True)}

    def fill(self, groups: Sequence[str]) -> None:
        """Type what was asked for as it stands in these groups."""
        for place, field in zip(self._asked, self._fields, strict=True):
            field.setText(groups[place])

    def show_differs(self) -> None:
        """One of them is not as on the sheet."""
        self._fields[0].set_error(_("One of the two groups differs from the sheet."))
        self.begin()

    def begin(self) -> None:
        """The keyboard goes on in the first field."""
        self._fields[0].edit.setFocus()

    def clear(self) -> None:
        """Nothing stays in the fields."""
        for field in self._fields:
            field.setText("")
