"""What the reveal shows, in one batch: two cards side by side, and a sentence about what is not here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.domain.ids import MemberId
from trustapp.domain.merge import Reveal
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineWords
from trustapp.words import _
from ui.widgets.boxes import Card, IconLabel, MarkLabel, Rule, Tint
from ui.widgets.layouts import equal_columns, hbox, vbox
from ui.widgets.text import PlainLabel, Prose

Row = tuple[str, str, list[str], MemberId | None]
"""(icon, words, second lines, whose)"""


class RevealPanel(QWidget):
    """Draws a reveal; there is nothing to press in it."""

    def __init__(self, found: Reveal, members: tuple[Member, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members = members
        layout = vbox(parent=self, gap=16)
        yes = self._card(
            _("What both of you want"),
            _(
                "Drafts for now. They count only if each of you sleeps on them and then, alone, says "
                "still yes."
            ),
            self._yes_rows(found),
            _("Nothing here today."),
        )
        limits = self._card(
            _("Limits and needs that stand"),
            _(
                "Each stands from this moment, as the word of the one who said it. The more protective "
                "one counts."
            ),
            self._limit_rows(found),
            _("Nothing here today."),
        )
        layout.addLayout(equal_columns(yes, limits, gap=24))
        others = self._other_rows(found)
        if others:
            layout.addWidget(self._card(_("Offers, questions, and what to talk about"), "", others, ""))
        note = Tint("s", self)
        words = _(
            "What is not here was not released as a yes by both. Nobody has to say why. A yes here is "
            "about today; "
            "asking each time remains."
        )
        note.body.addLayout(hbox(IconLabel("info", "s", 20), (Prose(words, "body"), 1), gap=14))
        layout.addWidget(note)

    def _name(self, member: MemberId | None) -> str:
        return next((one.name for one in self._members if one.id == member), "")

    def _hue(self, member: MemberId | None) -> str:
        return next((one.hue.value for one in self._members if one.id == member), "s")

    def _given(self, words: LineWords) -> list[str]:
        return [
            _("{name}: {condition}").format(name=self._name(one.by), condition=one.text)
            for one in words.conditions
        ]

    def _yes_rows(self, found: Reveal) -> list[Row]:
        rows: list[Row] = [("check", one.text, self._given(one), None) for one in found.openings]
        rows += [("shield", one.text, self._given(one), None) for one in found.shared_ways]
        return rows

    def _limit_rows(self, found: Reveal) -> list[Row]:
        rows: list[Row] = [("shield", one.text, [], one.by) for one in found.limits]
        rows += [("yesif", one.text, [], one.by) for one in found.needs]
        return rows

    def _other_rows(self, found: Reveal) -> list[Row]:
        rows: list[Row] = [("check", one.text, self._given(one), one.owner) for one in found.offers]
        rows += [
            ("conversations", one.text, [_("A question; it can be answered later, or not at all.")], one.by)
            for one in found.asks
        ]
        rows += [("conversations", one.title, [_("To talk about first.")], None) for one in found.talk_first]
        return rows

    def _card(self, title: str, under: str, rows: list[Row], empty: str) -> Card:
        card = Card(self)
        card.body.addWidget(PlainLabel(title, "read", wrap=True))
        if under:
            card.body.addWidget(Prose(under, "small", tone="2"))
        for icon, words, lines, owner in rows:
            card.body.addSpacing(8)
            card.body.addWidget(Rule())
            card.body.addSpacing(8)
            card.body.addWidget(self._row(icon, words, lines, owner))
        if not rows and empty:
            card.body.addSpacing(8)
            card.body.addWidget(Prose(empty, "body", tone="2"))
        card.body.addStretch(1)
        return card

    def _row(self, icon: str, words: str, lines: list[str], owner: MemberId | None) -> QWidget:
        row = QWidget(self)
        column = vbox(Prose(words, "body"), gap=2)
        for line in lines:
            column.addWidget(Prose(line, "small", tone="2"))
        if owner is not None:
            space = self._hue(owner)
            column.addLayout(
                hbox(MarkLabel(space, 16), PlainLabel(self._name(owner), "small", tone=space), None, gap=8)
            )
        hbox(IconLabel(icon, "s", 22), (column, 1), gap=14, parent=row)
        return row
