"""The card with the number of the version, and the earlier versions to read one at a time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.agreement import Line, Version
from trustapp.domain.differences import difference
from trustapp.domain.partners import Member
from trustapp.words import _
from ui.features.agreement.difference import DifferencePanel
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.fields import Choice
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.whose import whose

LINES: Final = "lines"
NOW: Final = "now"


class VersionCard(Card):
    """Says which version stands; on request shows an earlier one, or what differs, until it is put away."""

    requested = Signal()
    """The earlier versions, which nobody asked for before."""

    def __init__(self, version: Version, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = version
        self._earlier: dict[str, Version] = {}
        self._members: tuple[Member, ...] = ()
        self._now: tuple[Line, ...] = ()
        self.body.addWidget(PlainLabel(_("Version {number}").format(number=version.number), "read"))
        since = _("As it has stood since {day}").format(day=day(version.day))
        self.body.addWidget(Prose(since, "small", tone="2"))
        self.body.addSpacing(8)
        self._turn = Button(_("Earlier versions"), "secondary")
        self._turn.clicked.connect(self._turned)
        self.body.addLayout(hbox(self._turn, None))
        self._shown = QWidget(self)
        self._which = Choice(_("Which one"))
        self._which.changed.connect(self._show_lines)
        self._beside = Choice(_("What to read"))
        self._beside.changed.connect(self._show_lines)
        self._none = Prose(_("There is no earlier one."), "small", tone="2")
        self._lines = vbox(gap=2)
        self._difference = DifferencePanel(self._shown)
        vbox(
            16, self._which, self._none, 8, self._beside, 8, self._lines, self._difference, parent=self._shown
        )
        self.body.addWidget(self._shown)
        self._shown.hide()

    def show_versions(
        self, versions: tuple[Version, ...], members: tuple[Member, ...], now: tuple[Line, ...]
    ) -> None:
        """Offer the earlier ones, the newest first; ``now`` is what counts today."""
        earlier = [one for one in reversed(versions) if one.number != self._version.number]
        self._earlier = {str(one.number): one for one in earlier}
        self._members, self._now = members, now
        self._which.set_choices([(key, _named(one)) for key, one in self._earlier.items()])
        self._which.setVisible(bool(earlier))
        self._beside.setVisible(bool(earlier))
        self._none.setVisible(not earlier)
        self._shown.show()
        self._turn.setText(_("Hide earlier versions"))
        self._show_lines()

    def compare_with_today(self) -> None:
        """What differs between the version that is chosen and what counts now."""
        self._beside.setText(NOW)

    def _turned(self) -> None:
        if self._shown.isHidden():
            self.requested.emit()
        else:
            self._shown.hide()
            self._turn.setText(_("Earlier versions"))

    def _show_lines(self) -> None:
        clear(self._lines)
        self._difference.clear()
        version = self._earlier.get(self._which.text())
        if version is None:
            return
        self._beside.set_choices([(LINES, _("Its lines")), (NOW, _("Beside today")), *self._others()])
        beside = self._beside.text()
        if beside == NOW:
            self._difference.show_difference(difference(version.lines, self._now), self._members)
        elif beside in self._earlier:
            other = self._earlier[beside]
            older, newer = sorted((version, other), key=lambda one: one.number)
            self._difference.show_difference(difference(older.lines, newer.lines), self._members)
        else:
            self._show_version(version)

    def _others(self) -> list[tuple[str, str]]:
        """The other earlier versions, to compare with the one that was chosen."""
        words = _("Beside version {number}")
        return [
            (key, words.format(number=one.number))
            for key, one in self._earlier.items()
            if key != self._which.text()
        ]

    def _show_version(self, version: Version) -> None:
        for line in version.lines:
            self._lines.addSpacing(6)
            self._lines.addWidget(Prose(line.text, "small"))
            self._lines.addWidget(Prose(whose(line, self._members), "small", tone="2"))
        if version.taken_out:
            taken = _("What the one who left had opened was taken out.")
            self._lines.addSpacing(6)
            self._lines.addWidget(Prose(taken, "small", tone="2"))
        elif not version.lines:
            self._lines.addWidget(Prose(_("Nothing stood."), "small", tone="2"))


def _named(version: Version) -> str:
    return _("Version {number}, {day}").format(number=version.number, day=day(version.day))
