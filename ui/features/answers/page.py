"""My answers: the overview of categories, and one category item by item."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category, Choice
from trustapp.domain.errors import UserError
from trustapp.services.answers import CategoryAnswers, Preview
from trustapp.services.finding import Found
from trustapp.services.kept_back import KeptAnswer
from trustapp.services.reading import Card
from trustapp.services.rounds import RoundView
from trustapp.words import _
from ui.features.answers.finding import FindingBar
from ui.features.answers.finding_presenter import FindingPresenter
from ui.features.answers.item_presenter import ItemPresenter
from ui.features.answers.item_view import CategoryPanel
from ui.features.answers.overview import Overview
from ui.features.answers.presenter import AnswersPresenter, ItemView
from ui.widgets.page import Page
from ui.widgets.stating import ask_to_state


class AnswersPage(Page):
    """One page with two faces: all categories, or one of them."""

    KEY = "answers"
    TITLE = _("My answers")

    item_opened = Signal()

    def __init__(
        self,
        presenter: AnswersPresenter,
        item: ItemPresenter,
        finding: FindingPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(presenter, _("My answers"), space="own", parent=parent)
        self._presenter, self._item, self._finding = presenter, item, finding
        self._bar = FindingBar(finding, couple=presenter.couple, parent=self)
        self._overview = Overview(self._bar, parent=self)
        self._panel = CategoryPanel(couple=presenter.couple, parent=self)
        self._panel.fill_foot(self.foot)
        self.content.addWidget(self._overview, 1)
        self.content.addWidget(self._panel, 1)
        self._show_face(self._overview)
        self._connect()
        presenter.attach(self)
        item.attach(self)

    def _connect(self) -> None:
        presenter, panel = self._presenter, self._panel
        self._bar.opened.connect(self._open_found)
        self._bar.quiet_requested.connect(presenter.open_quiet)
        self._bar.look_back_requested.connect(self._item.look_back)
        self._bar.kept_requested.connect(self._item.kept_back)
        panel.forget_requested.connect(self._item.forget)
        panel.state_requested.connect(self._item.look_before_stating)
        self._overview.category_requested.connect(presenter.open_category)
        self._overview.release_requested.connect(presenter.go_to_release)
        panel.item_requested.connect(presenter.go_to)
        panel.chosen.connect(presenter.choose)
        panel.changed.connect(presenter.change)
        panel.keep_requested.connect(presenter.keep_and_go_on)
        panel.leave_requested.connect(presenter.leave_this_one)
        panel.back_requested.connect(presenter.back)
        panel.stop_requested.connect(presenter.stop_for_today)
        panel.own_requested.connect(presenter.add_own)
        panel.remove_requested.connect(presenter.remove_own)
        panel.form_opened.connect(self._show_steps)

    def _show_face(self, face: QWidget) -> None:
        """One of the two faces; hidden, the other takes no room."""
        self._overview.setVisible(face is self._overview)
        self._panel.setVisible(face is self._panel)
        self._show_steps(face is not self._panel)

    def _show_steps(self, hidden: bool) -> None:
        """The steps of a category; none while an item of one's own is being written."""
        for place in range(self.foot.count()):
            item = self.foot.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not hidden)

    def open_at(self, **place: object) -> None:
        """Go to a category, and to an item of it, named by another page."""
        category, item = place.get("category"), place.get("item")
        if isinstance(category, str):
            self._presenter.open_category(category, item if isinstance(item, str) else None)  # type: ignore[arg-type]

    def open_quiet(self) -> None:
        """Five questions for this evening."""
        self._presenter.open_quiet()

    def choose(self, choice: Choice | None) -> None:
        """Choose a step of the scale for the item on the screen."""
        self._presenter.choose(choice)

    def search(self, words: str) -> None:
        """Search for these words."""
        self._bar.search(words)

    def scroll_to_earlier(self) -> None:
        """Bring what was said before into view."""
        self.scroll_to(self._panel.earlier)

    def _open_found(self, found: Found) -> None:
        self._bar.clear()
        self._presenter.open_category(found.category, found.item)

    def open_own_form(self) -> None:
        """Begin an item of one's own."""
        self._panel.open_form()

    # -- what the presenter shows ------------------------------------------------------------------

    def show_overview(self, categories: tuple[Category, ...], round_view: RoundView | None) -> None:
        """All categories, and where the round stands."""
        self.set_title(_("My answers"))
        self.set_subtitle(
            _("In any order, as much or as little as you like. Answering shows nothing to anyone.")
        )
        self._overview.show_categories(categories, round_view)
        self._finding.refresh()
        self._show_face(self._overview)

    def show_category(self, category: CategoryAnswers, card: Card | None) -> None:
        """One category."""
        self.set_title(category.category.title)
        self.set_subtitle(category.category.intro)
        self._panel.show_category(category, card)
        self._show_face(self._panel)

    def show_item(self, item: ItemView) -> None:
        """One item with the answer as it stands."""
        self.messages.clear()
        self._panel.show_item(item)
        self.item_opened.emit()

    def show_preview(self, preview: Preview, wording: str) -> None:
        """What the other would see."""
        self._panel.show_preview(preview, wording)

    def show_kept(self) -> None:
        """The answer was kept."""
        self.messages.clear()

    def ask_to_state(self, kept: KeptAnswer) -> None:
        """Exactly what the other will see, before it is stated."""
        ask_to_state(self, kept, self._item.state, self._item.help)

    def show_error(self, error: UserError) -> None:
        """An answer that could not be kept, and why."""
        self.messages.refuse(error)
