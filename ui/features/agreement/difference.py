"""The difference between two days in words: readable without colour, and one sentence after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line
from trustapp.domain.differences import Difference, Reworded, whole_text
from trustapp.domain.partners import Member
from trustapp.words import _
from ui.widgets.dates import day
from ui.widgets.layouts import clear, vbox
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import name_of, whose


class DifferencePanel(QWidget):
    """What came, what went, what reads otherwise; each line with whose it is, never who changed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = vbox(parent=self, gap=4)

    def show_difference(self, found: Difference, members: tuple[Member, ...]) -> None:
        """Everything that is not the same."""
        clear(self._layout)
        self._lines(_("Came"), found.came, members)
        self._lines(_("Went"), found.went, members)
        if found.otherwise:
            self._heading(_("Reads otherwise"))
        for one in found.otherwise:
            self._words(one.after, members)
            for text in _told(one):
                self._layout.addWidget(Prose(text, "small"))
            self._layout.addSpacing(8)
        if found.nothing:
            self._layout.addWidget(Prose(_("Nothing differs."), "small", tone="2"))

    def clear(self) -> None:
        """Show nothing."""
        clear(self._layout)

    def _heading(self, words: str) -> None:
        self._layout.addWidget(PlainLabel(words, "small", tone="s", bold=True))

    def _lines(self, heading: str, lines: Sequence[Line], members: tuple[Member, ...]) -> None:
        if lines:
            self._heading(heading)
        for line in lines:
            self._words(line, members)
            self._layout.addSpacing(8)

    def _words(self, line: Line, members: tuple[Member, ...]) -> None:
        self._layout.addWidget(Prose(line.text, "body"))
        for condition in line.words.conditions if line.words is not None else ():
            text = _("{name}: {condition}").format(
                name=name_of(members, condition.by), condition=condition.text
            )
            self._layout.addWidget(Prose(text, "small"))
        said = [whose(line, members)]
        if line.until is not None:
            said.append(_("until {day}").format(day=day(line.until)))
        self._layout.addWidget(Prose(" · ".join(said), "small", tone="2"))


def _told(one: Reworded) -> Iterator[str]:
    """What is other about a line, as sentences: words, then the day."""
    if one.came or one.went:
        yield _("Before: “{words}”").format(words=whole_text(one.before))
    if one.came:
        yield _("Words that came: {words}").format(words=_quoted(one.came))
    if one.went:
        yield _("Words that went: {words}").format(words=_quoted(one.went))
    if one.before.until != one.after.until and one.before.until is not None:
        yield _("Before, it counted until {day}.").format(day=day(one.before.until))


def _quoted(groups: Sequence[str]) -> str:
    return ", ".join(_("“{words}”").format(words=words) for words in groups)
