"""The difference between two days in words: readable without colour, and one sentence after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line
from trustapp.domain.differences import Difference, Reworded, whole_text
from trustapp.domain.partners import Member
from trustapp.words import _
from ui.widgets.dates import day
from ui.widgets.further import Made, Rows
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
        self._rows(_("Came"), [partial(_line, line, members) for line in found.came])
        self._rows(_("Went"), [partial(_line, line, members) for line in found.went])
        self._rows(_("Reads otherwise"), [partial(_reworded, one, members) for one in found.otherwise])
        if found.nothing:
            self._layout.addWidget(Prose(_("Nothing differs."), "small", tone="2"))

    def clear(self) -> None:
        """Show nothing."""
        clear(self._layout)

    def _rows(self, heading: str, rows: Sequence[Made]) -> None:
        if rows:
            self._layout.addWidget(PlainLabel(heading, "small", tone="s", bold=True))
            self._layout.addWidget(Rows(rows, self))


def _line(line: Line, members: tuple[Member, ...], told: Iterable[str] = ()) -> Sequence[QWidget]:
    """A line with its conditions, whose it is, and what is told of it."""
    texts = [
        _("{name}: {condition}").format(name=name_of(members, condition.by), condition=condition.text)
        for condition in (line.words.conditions if line.words is not None else ())
    ]
    said = [whose(line, members)]
    if line.until is not None:
        said.append(_("until {day}").format(day=day(line.until)))
    row = QWidget()
    vbox(
        Prose(line.text, "body"),
        *(Prose(text, "small") for text in texts),
        Prose(" · ".join(said), "small", tone="2"),
        *(Prose(text, "small") for text in told),
        gap=4,
        margins=(0, 0, 0, 12),
        parent=row,
    )
    return (row,)


def _reworded(one: Reworded, members: tuple[Member, ...]) -> Sequence[QWidget]:
    return _line(one.after, members, _told(one))


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
