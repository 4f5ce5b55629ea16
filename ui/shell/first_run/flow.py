"""The first run as one widget: the list of steps, the band, and the page of the step."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from trustapp.domain.errors import UserError
from trustapp.services.openings import RecoverySheet, Strength
from trustapp.services.reading import Card
from trustapp.services.sittings import Sitting
from ui.ports import Jobs, Navigator
from ui.shell.first_run.pages import (
    AdultPage,
    ChoicePage,
    HandOverPage,
    NamePage,
    PassphrasePage,
    QuestionsPage,
    ReadyPage,
    StepPage,
    TextPage,
)
from ui.shell.first_run.parts import StepList, space_of
from ui.shell.first_run.presenter import ASKED_GROUPS, FirstRunPresenter, Place, Step
from ui.shell.first_run.sheet_page import SheetPage
from ui.shell.recovery_paper import RecoveryPrint
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import set_property

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.glance import Glance

GROUPS = 7


def _choose_groups() -> tuple[int, ...]:
    return tuple(sorted(secrets.SystemRandom().sample(range(GROUPS), ASKED_GROUPS)))


class FirstRunFlow(QWidget):
    """Shows one step after the other; the presenter decides which."""

    finished = Signal(object)
    """The sitting of the person who sits here when everything is made."""

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        navigator: Navigator,
        glance: Glance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._navigator = navigator
        self._papers = services.papers
        self._jobs = jobs
        self._page: StepPage | HandOverPage | None = None
        self._steps = StepList(self)
        self._steps.help_requested.connect(self._help)
        self._steps.hide_requested.connect(self._hide)
        self._band = QFrame(self)
        self._band.setProperty("box", "band")
        self._band.setFixedHeight(4)
        self._holder = QWidget(self)
        self._column = vbox(parent=self._holder)
        self._printer: RecoveryPrint | None = None
        hbox(self._steps, (vbox(self._band, (self._holder, 1)), 1), parent=self)
        self._presenter = FirstRunPresenter(services, jobs, partial(_choose_groups))
        self._presenter.attach(self)
        self._presenter.begin(glance)

    @property
    def page(self) -> StepPage | HandOverPage | None:
        """The page of the step."""
        return self._page

    # -- what the presenter shows ------------------------------------------------------------------

    def show_step(self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]) -> None:
        """The page of this step; the page before is dropped with all that was typed into it."""
        blank = place.step is Step.HAND_OVER
        self._steps.setVisible(not blank)
        self._band.setVisible(not blank)
        if not blank:
            self._steps.show_place(place)
            set_property(self._band, "space", space_of(place))
        page = self._make(place, cards, questions)
        if self._page is not None:
            self._page.hide()
            self._column.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._column.addWidget(page)
        page.show()
        page.begin()

    def _make(
        self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]
    ) -> StepPage | HandOverPage:
        if place.step is Step.HAND_OVER:
            over = HandOverPage()
            over.next_requested.connect(self._presenter.go_on)
            return over
        page = self._make_step(place, cards, questions)
        page.next_requested.connect(self._presenter.go_on)
        page.back_requested.connect(self._presenter.go_back)
        return page

    def _make_step(self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]) -> StepPage:
        presenter = self._presenter
        if place.step is Step.QUESTIONS:
            return QuestionsPage(place, cards.get("private_questions"), questions)
        if place.step is Step.CHOICE:
            choice = ChoicePage(place, cards.get("alone_or_both"))
            choice.chosen.connect(self._choose)
            return choice
        if place.step is Step.ADULT:
            return AdultPage(place, cards.get("adults"))
        if place.step is Step.NAME:
            name = NamePage(place)
            name.named.connect(presenter.set_name)
            return name
        if place.step is Step.PASSPHRASE:
            passphrase = PassphrasePage(place, cards)
            passphrase.strength_wanted.connect(presenter.ask_strength)
            passphrase.suggestion_wanted.connect(presenter.suggest)
            passphrase.given.connect(presenter.make)
            return passphrase
        if place.step is Step.SHEET:
            sheet = SheetPage(place)
            sheet.confirm_requested.connect(presenter.confirm)
            sheet.later_requested.connect(presenter.leave_sheet)
            self._printer = RecoveryPrint(sheet, self._papers, self._jobs)
            sheet.print_requested.connect(self._printer.print)
            return sheet
        if place.step is Step.READY:
            return ReadyPage(place)
        by_step = {
            Step.WELCOME: "welcome",
            Step.NOT_TOGETHER: "not_together",
            Step.SPACES: "private_and_shared",
        }
        return TextPage(place, cards.get(by_step[place.step]))

    def show_strength(self, strength: Strength) -> None:
        """How hard the passphrase is to guess."""
        if isinstance(self._page, PassphrasePage):
            self._page.show_strength(strength)

    def show_suggestion(self, words: str) -> None:
        """Five words drawn at random."""
        if isinstance(self._page, PassphrasePage):
            self._page.show_suggestion(words)

    def show_working(self, working: bool) -> None:
        """While the keys are made; what was typed is forgotten as soon as they are."""
        if isinstance(self._page, PassphrasePage):
            self._page.show_working(working)

    def show_sheet(self, sheet: RecoverySheet, asked: tuple[int, ...]) -> None:
        """The recovery sheet, once."""
        if isinstance(self._page, SheetPage):
            self._page.show_sheet(sheet, asked)

    def show_groups_differ(self) -> None:
        """What was typed back is not as on the sheet."""
        if isinstance(self._page, SheetPage):
            self._page.show_groups_differ()

    def show_error(self, error: UserError) -> None:
        """What was refused, in the page."""
        if isinstance(self._page, StepPage):
            self._page.messages.refuse(error)

    def finish(self, sitting: Sitting) -> None:
        """Everything is made."""
        self.finished.emit(sitting)

    # -- passing on --------------------------------------------------------------------------------

    def _choose(self, both: bool) -> None:
        self._presenter.choose(both=both)

    def _help(self) -> None:
        self._navigator.go_to("help")

    def _hide(self) -> None:
        self._navigator.lock()
