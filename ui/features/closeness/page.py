"""Graded closeness: what it is, the steps, evenings that are planned, what stands, and help beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.services.closeness import ClosenessView
from trustapp.services.reading import Card as Text
from trustapp.words import _
from ui.features.closeness import words
from ui.features.closeness.evening import EveningCard
from ui.features.closeness.parts import AfterCard, StandingCard, TextCard, beside, stacked
from ui.features.closeness.presenter import ClosenessPresenter
from ui.features.closeness.steps import StepsCard, StepUpDialog
from ui.widgets.boxes import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, vbox
from ui.widgets.page import Page
from ui.widgets.toast import Toast


class ClosenessPage(Page):
    """To be read in calm; nothing on it asks for anything."""

    KEY = "closeness"
    TITLE = _("Graded closeness")

    def __init__(self, presenter: ClosenessPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Graded closeness"), space="s", parent=parent)
        self.set_subtitle(words.about())
        self._presenter = presenter
        self._shown: ClosenessView | None = None
        self._body = vbox(gap=20)
        self.content.addLayout(self._body)
        self.content.addStretch(1)
        back = Button(_("Back to the planner"), "secondary", icon="left")
        back.clicked.connect(presenter.leave)
        self.set_foot(back)
        self._toast = Toast(self)
        self._toast.undone.connect(presenter.bring_back)
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_closeness(self, view: ClosenessView) -> None:
        """Everything in its calm order; the keyboard stays where it was."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus) and not self.in_foot(focus)
        name = focus.objectName() if focus is not None and inside else ""
        self._shown = view
        clear(self._body)
        for banner in _banners(view):
            self._body.addWidget(banner)
        for night in view.nights:
            if night.tonight and view.stopped_tonight:
                continue  # said once, above
            card = EveningCard(night, view)
            card.chosen.connect(self._choose)
            card.begun.connect(self._begin)
            card.left_out.connect(self._leave_out)
            self._body.addWidget(card)
        texts = view.texts
        short = stacked(_card(texts, "nothing_felt"), _card(texts, "begins"))
        self._body.addWidget(beside(_card(texts, "what"), short))
        self._body.addWidget(self._steps_card(view))
        self._body.addWidget(beside(StandingCard(view), TextCard(texts["closeness_stop"], view.stop)))
        self._body.addWidget(beside(_card(texts, "moving"), _card(texts, "ceiling")))
        after = AfterCard(texts["closeness_after"])
        after.help_requested.connect(self._presenter.help)
        self._body.addWidget(after)
        if inside:
            self._focus_again(name)

    def _steps_card(self, view: ClosenessView) -> StepsCard:
        card = StepsCard(view)
        card.planned.connect(self._presenter.plan)
        card.step_up_requested.connect(self._ask_step_up)
        card.stepped_down.connect(self._presenter.step_down)
        return card

    def _focus_again(self, name: str) -> None:
        found = [one for one in self.findChildren(QWidget, name) if one.isEnabled()] if name else []
        (found[-1] if found else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stepped_up(self) -> None:
        """Said; the page tells the rest."""
        self.messages.inform(_("It is said. It counts once each of you has said it, alone."))

    def show_stepped_down(self) -> None:
        """It holds."""
        self.messages.inform(
            _("It holds from now on. A step further can be said again, on another day, or never.")
        )

    def show_left_out(self) -> None:
        """The evening is gone."""
        self._toast.say(_("It is gone from both pages."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    # -- what the person does ----------------------------------------------------------------------

    def _ask_step_up(self) -> None:
        if self._shown is not None:
            dialog = StepUpDialog(self, self._shown)
            dialog.offer_help(self._presenter.help)
            dialog.given.connect(self._presenter.step_up)
            dialog.open()

    def _choose(self, ritual: str, step: int) -> None:
        self._presenter.choose(RitualId(ritual), step)

    def _begin(self, ritual: str) -> None:
        self._presenter.begin(RitualId(ritual))

    def _leave_out(self, ritual: str) -> None:
        self._presenter.leave_out(RitualId(ritual))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._presenter.leave()
        else:
            super().keyPressEvent(event)


def _card(texts: Mapping[str, Text], name: str) -> TextCard:
    return TextCard(texts[f"closeness_{name}"])


def _banners(view: ClosenessView) -> list[Banner]:
    found = []
    if view.stopped_tonight:
        found.append(
            Banner(
                "s",
                "pause",
                _("Nothing is taken up again tonight."),
                _("However the evening was, it is over here. The rest of it may be kind, near or apart."),
            )
        )
    if view.rests:
        title = _("This rests at the moment, and nothing has to be done about it.")
        text = _("No evening begins, and no further step is said. Limits stand, and a step back counts.")
        found.append(Banner("s", "info", title, text))
    return found
