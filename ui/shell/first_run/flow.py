"""The first run as one widget: the list of steps, the band, and the page of the step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from trustapp.domain.errors import UserError
from ui.ports import Jobs, Navigator
from ui.shell.first_run.parts import StepList, space_of
from ui.shell.first_run.presenter import ASKED_GROUPS, FirstRunPresenter, Place, Step
from ui.shell.first_run.step_page import StepPage, TextPage
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import set_property

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.glance import Glance
    from trustapp.services.openings import RecoverySheet, Strength
    from trustapp.services.reading import Card
    from trustapp.services.sittings import Sitting
    from ui.shell.first_run.pages import HandOverPage, PassphrasePage
    from ui.shell.first_run.sheet_page import SheetPage
    from ui.shell.recovery_paper import RecoveryPrint

GROUPS = 7


_TEXTS: Final = {
    Step.WELCOME: "welcome",
    Step.NOT_TOGETHER: "not_together",
    Step.SPACES: "private_and_shared",
}
"""Steps that are only read, and their texts."""


def _choose_groups() -> tuple[int, ...]:
    import secrets

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
        self._passphrase: PassphrasePage | None = None
        self._sheet: SheetPage | None = None
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
        if not blank:
            self._steps.show_place(place)
            set_property(self._band, "space", space_of(place))
        for part in (self._steps, self._band):
            # Not the first time: it would be dressed and measured now, and again with the window.
            if part.isHidden() is not blank:
                part.setVisible(not blank)
        page = self._make(place, cards, questions)
        if self._page is not None:
            self._page.hide()
            self._column.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._column.addWidget(page)
        if self.isVisible():
            page.show()
        page.begin()

    def _make(
        self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]
    ) -> StepPage | HandOverPage:
        self._passphrase = self._sheet = None
        if place.step is Step.HAND_OVER:
            return self._make_hand_over()
        text = _TEXTS.get(place.step)
        page = (
            TextPage(place, cards.get(text), self._holder)
            if text
            else self._make_step(place, cards, questions)
        )
        page.next_requested.connect(self._presenter.go_on)
        page.back_requested.connect(self._presenter.go_back)
        return page

    def _make_hand_over(self) -> HandOverPage:
        from ui.shell.first_run.pages import HandOverPage

        over = HandOverPage()
        over.next_requested.connect(self._presenter.go_on)
        over.help_requested.connect(self._help)
        return over

    def _make_step(self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]) -> StepPage:
        """A page on which something is done. They are loaded when the first of them is reached."""
        from ui.shell.first_run import pages

        presenter = self._presenter
        if place.step is Step.QUESTIONS:
            return pages.QuestionsPage(place, cards.get("private_questions"), questions)
        if place.step is Step.CHOICE:
            choice = pages.ChoicePage(place, cards.get("alone_or_both"))
            choice.chosen.connect(self._choose)
            return choice
        if place.step is Step.ADULT:
            return pages.AdultPage(place, cards.get("adults"))
        if place.step is Step.NAME:
            name = pages.NamePage(place)
            name.named.connect(presenter.set_name)
            return name
        if place.step is Step.PASSPHRASE:
            self._passphrase = pages.PassphrasePage(place, cards)
            self._passphrase.strength_wanted.connect(presenter.ask_strength)
            self._passphrase.suggestion_wanted.connect(presenter.suggest)
            self._passphrase.given.connect(presenter.make)
            return self._passphrase
        if place.step is Step.SHEET:
            return self._make_sheet(place)
        return pages.ReadyPage(place)

    def _make_sheet(self, place: Place) -> SheetPage:
        from ui.shell.first_run.sheet_page import SheetPage
        from ui.shell.recovery_paper import RecoveryPrint

        self._sheet = SheetPage(place)
        self._sheet.confirm_requested.connect(self._presenter.confirm)
        self._sheet.later_requested.connect(self._presenter.leave_sheet)
        self._printer = RecoveryPrint(self._sheet, self._papers, self._jobs)
        self._sheet.print_requested.connect(self._printer.print)
        return self._sheet

    def show_strength(self, strength: Strength) -> None:
        """How hard the passphrase is to guess."""
        if self._passphrase is not None:
            self._passphrase.show_strength(strength)

    def show_suggestion(self, words: str) -> None:
        """Five words drawn at random."""
        if self._passphrase is not None:
            self._passphrase.show_suggestion(words)

    def show_working(self, working: bool) -> None:
        """While the keys are made; what was typed is forgotten as soon as they are."""
        if self._passphrase is not None:
            self._passphrase.show_working(working)

    def show_sheet(self, sheet: RecoverySheet, asked: tuple[int, ...]) -> None:
        """The recovery sheet, once."""
        if self._sheet is not None:
            self._sheet.show_sheet(sheet, asked)

    def show_groups_differ(self) -> None:
        """What was typed back is not as on the sheet."""
        if self._sheet is not None:
            self._sheet.show_groups_differ()

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
