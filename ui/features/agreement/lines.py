"""One line of the agreement: number, words, whose it is, what it rests on, and what one may do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trustapp.domain.agreement import Line, State
from trustapp.domain.partners import Member
from trustapp.services.moves import Move
from trustapp.words import _
from ui.features.agreement.words import standing, waiting
from ui.widgets import look
from ui.widgets.boxes import MarkLabel
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.layouts import Flow, Item, hbox, vbox
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import name_of, whose

QUIET_STATES = frozenset({State.ENDED, State.LIFTED, State.PASSED})


def key_of(line: Line) -> str:
    """The name of a line among the moves: its own id, or that of its statement."""
    return line.words.id if line.words is not None else line.rests_on[0]


class _Number(PlainLabel):
    """The number of a line, in a column that grows with the text."""

    def restyle(self) -> None:
        """Take the font, and the room for it."""
        super().restyle()
        self.setFixedWidth(look.px(32))


class LineRow(QWidget):
    """Announces wishes with the key of its line: the line id, or the statement id of a limit or need."""

    wished = Signal(str, str)
    """(wish, key); wishes: still_yes, end, change, drop, need, ask_lift, forget_lift, confirm_lift,
    sign, paper_yes, paper_no."""

    def __init__(
        self,
        line: Line,
        move: Move,
        members: tuple[Member, ...],
        hue_of: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line, self._move, self._members = line, move, members
        self.key = key_of(line)
        self._buttons: list[tuple[Button, str]] = []
        space = hue_of.get(line.owner or "", "s")
        count = self._number = _Number("", "read", tone="2")
        count.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        quiet = line.state in QUIET_STATES
        words = Prose(line.text, "read", tone="2" if quiet else None)
        column = vbox(words, gap=4)
        for text in self._conditions():
            column.addWidget(Prose(text, "body", tone="2"))
        column.addLayout(self._meta(space))
        told = waiting(line, move)
        if told:
            column.addWidget(Prose(told, "small", tone="own"))
        actions = self._actions()
        if actions is not None:
            column.addWidget(actions)
        row = hbox(count, (column, 1), margins=(0, 10, 0, 10), parent=self)
        row.setAlignment(count, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{line.text} {whose(line, members)} {self._standing()}")

    def shows(self, line: Line, move: Move, members: tuple[Member, ...]) -> bool:
        """Whether this is what the row shows already."""
        return (line, move, members) == (self._line, self._move, self._members)

    def set_number(self, number: int) -> None:
        """Its place among the lines; 0 for none."""
        self._number.setText(str(number) if number else "")

    def _conditions(self) -> list[str]:
        words = self._line.words
        if words is None:
            return []
        return [
            _("{name}: {condition}").format(name=name_of(self._members, one.by), condition=one.text)
            for one in words.conditions
        ]

    def _meta(self, space: str) -> QVBoxLayout:
        line = self._line
        parts: list[Item] = [
            MarkLabel(space, 16),
            PlainLabel(whose(line, self._members), "small", tone=space),
        ]
        if line.until is not None:
            parts += [8, PlainLabel(_("until {day}").format(day=day(line.until)), "small", tone="2")]
        if line.printable and line.state in (State.STANDS, State.COUNTS):
            parts += [8, PlainLabel(_("may stand on paper"), "small", tone="2")]
        rests = Prose(self._standing(), "small", tone="2")
        return vbox(hbox(*parts, None, gap=8), rests, gap=2)

    def _standing(self) -> str:
        return standing(self._line, self._members, last_stated=self._move.last_stated)

    # -- what one may do ---------------------------------------------------------------------------

    def _actions(self) -> QWidget | None:
        wishes = self._wishes()
        if not wishes:
            return None
        box = QWidget(self)
        flow = Flow(box, gap=4)
        for wish, words, icon in wishes:
            button = Button(
                words, "secondary" if wish in ("still_yes", "sign", "confirm_lift") else "quiet", icon=icon
            )
            button.setAccessibleName(f"{words}: {self._line.title}")
            button.clicked.connect(self._clicked)
            flow.addWidget(button)
            self._buttons.append((button, wish))
        return box

    def _clicked(self) -> None:
        for button, wish in self._buttons:
            if button is self.sender():
                self.wished.emit(wish, self.key)

    def _wishes(self) -> list[tuple[str, str, str]]:
        move, line = self._move, self._line
        found: list[tuple[str, str, str]] = []
        if move.still_yes:
            found.append(("still_yes", _("Still yes…"), "check"))
        if move.sign:
            found.append(("sign", _("Sign it as mine"), "check"))
        if move.confirm_lift:
            found.append(("confirm_lift", _("Lift it…"), "withdraw"))
        if move.lift_asked is not None:
            found.append(("forget_lift", _("Leave it as it is"), "shield"))
        if move.end:
            found.append(("end", _("End"), "withdraw"))
        if move.ask_lift:
            found.append(("ask_lift", _("Think about lifting"), "withdraw"))
        if move.beside:
            found.append(("change", _("Other words or day"), "edit"))
        elif move.later:
            found.append(("change", _("Draft it again"), "edit"))
        if move.edit_draft:
            found += [("change", _("Other words"), "edit"), ("drop", _("Drop the draft"), "trash")]
        if line.state is State.COUNTS and move.narrow and move.my_yes is not None:
            found.append(("need", _("Put a need on it"), "shield"))
        if move.paper is True:
            found.append(("paper_no", _("Keep off paper"), "print"))
        elif move.paper is False:
            found.append(("paper_yes", _("Allow on paper"), "print"))
        return found
