"""A paper of one person's own, as it will come out, for its owner alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.own_paper import Look, OwnPaperPresenter
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Tick
from ui.widgets.paper_look import PaperLook
from ui.widgets.paper_page import PaperPage
from ui.widgets.text import PlainLabel, Prose


class OwnPaperPage(PaperPage):
    """The preview draws the same pages as the printer and the file."""

    def __init__(
        self, presenter: OwnPaperPresenter, title: str, back: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(presenter, title, back, space="own", parent=parent)
        self._presenter = presenter
        self._initials = Tick(_("My initials at its head"), space="own")
        self._initials.setChecked(True)
        wanted = PaperLook("own", before=(self._initials,))
        wanted.changed.connect(self._changed)
        self._wanted = wanted
        self.lay_out(self._build_options(), wanted)
        presenter.attach(self)

    def _build_options(self) -> Card:
        card = Card(self)
        card.body.addWidget(PlainLabel(_("How it looks"), "body", bold=True))
        card.body.addWidget(self._wanted)
        card.body.addSpacing(16)
        card.body.addWidget(Rule())
        card.body.addSpacing(16)
        words = _(
            "Paper has no lock. Print it where nobody stands by, and keep it where nobody finds it who could "
            "use it against you."
        )
        card.body.addWidget(Prose(words, "small", tone="2"))
        return card

    def _changed(self) -> None:
        wanted = self._wanted
        self._presenter.set_look(Look(self._initials.isChecked(), wanted.large, wanted.kept_at))
