"""A card of lines in their groups: as many rows as are looked at, and only those that changed made anew.

A row is a dozen widgets. With years behind an agreement, making all rows at once would hold the window for
longer than anybody waits, so the next ones are made when somebody comes to the end of those that are there.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpacerItem, QWidget

from trustapp.domain.agreement import Line
from trustapp.services.agreements import AgreementView
from trustapp.services.moves import Move
from trustapp.words import _
from ui.features.agreement.lines import LineRow, key_of
from ui.widgets.boxes import Card, Rule
from ui.widgets.further import Further
from ui.widgets.text import PlainLabel

Group = tuple[str, list[Line]]

ROWS: Final = 12
"""How many rows are made at a time: more than a large screen shows, and made within a blink."""


class LinePile(Card):
    """The lines of some groups, one under the other."""

    wished = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, numbered: bool) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self._groups: Sequence[Group] = ()
        self._view: AgreementView | None = None
        self._rows: dict[Hashable, LineRow] = {}
        self._between: list[QWidget] = []
        self._shown = ROWS

    def show_groups(self, groups: Sequence[Group], view: AgreementView) -> None:
        """These lines; rows that show what they showed before stay, and so does the keyboard in them."""
        self._groups, self._view = groups, view
        self._lay()

    def _further(self) -> None:
        total = sum(len(lines) for _title, lines in self._groups)
        if self._shown < total:
            self._shown += ROWS
            self._lay()

    def _lay(self) -> None:
        assert self._view is not None
        hues = {str(member.id): member.hue.value for member in self._view.members}
        old, self._rows = self._rows, {}
        self._clear()
        number = 0
        for place, (title, lines) in enumerate(self._groups):
            if number >= self._shown:
                break
            if place:
                self.body.addSpacing(16)
            self._add(PlainLabel(title, "small", tone="s", bold=True))
            for line in lines[: self._shown - number]:
                if line is not lines[0]:
                    self._add(Rule())
                number += 1
                self.body.addWidget(self._row(number, line, old, hues))
        for row in old.values():
            _drop(row)
        if number < sum(len(lines) for _title, lines in self._groups):
            further = Further(_("Show the next lines"), "quiet", icon="down")
            further.clicked.connect(self._further)
            further.reached.connect(self._further)
            self._add(further)

    def _row(self, number: int, line: Line, old: dict[Hashable, LineRow], hues: Mapping[str, str]) -> LineRow:
        assert self._view is not None
        key = key_of(line)
        move = self._view.moves.get(key, Move())
        # Several lines may have one key: the other may use an id of mine, or put other words under it.
        name = key, line.owner, line.kind, line.text
        row = old.get(name)
        if row is not None and row.shows(line, move, self._view.members):
            del old[name]
        else:
            row = LineRow(line, move, self._view.members, hues, self)
            row.wished.connect(self.wished)
        row.set_number(number if self._numbered else 0)
        self._rows[name] = row
        return row

    def _add(self, widget: QWidget) -> None:
        self._between.append(widget)
        self.body.addWidget(widget)

    def _clear(self) -> None:
        """Take everything out of the layout; rows stay, what stood between them goes."""
        while (item := self.body.takeAt(0)) is not None:
            assert item.widget() is not None or isinstance(item, QSpacerItem)
        for widget in self._between:
            _drop(widget)
        self._between.clear()


def _drop(widget: QWidget) -> None:
    """Out of sight at once, and gone when nothing is under way in it."""
    widget.hide()
    widget.deleteLater()
