"""My answers: what to ask the core and what to show next. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from trustapp.domain.answers import NARROWED, Answer, Category, Choice, Item
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId
from trustapp.services.answers import (
    AnsweredItem,
    AnswerService,
    CategoryAnswers,
    OwnItem,
    Preview,
)
from trustapp.services.finding import FindingService
from trustapp.services.guidance import GuidanceService
from trustapp.services.reading import Card
from trustapp.services.rounds import RoundService, RoundView
from ui.ports import Attached, Jobs, Navigator

WITH_CONDITIONS = frozenset({Choice.YES_IF, Choice.ONLY_WHEN, Choice.OFFER_IF})
"""The choices that ask for conditions."""

FREELY = NARROWED - WITH_CONDITIONS
"""The choices that a condition would turn into another: none stands unseen beside them."""

Opened = tuple[CategoryAnswers, Card | None]
"""The items that are open, and the card to read beside them."""

MAKES_WORDS = frozenset(Choice) - {Choice.UNKNOWN, Choice.NOT_NEEDED}


@dataclass(frozen=True)
class ItemView:
    """One item as the page shows it, with the answer as it stands on the screen."""

    entry: AnsweredItem
    answer: Answer
    place: int
    first: bool
    last: bool


class AnswersView(Protocol):
    """What the presenter needs of the page."""

    def show_overview(self, categories: tuple[Category, ...], round_view: RoundView | None) -> None: ...
    def show_category(self, category: CategoryAnswers, card: Card | None) -> None: ...
    def show_item(self, item: ItemView) -> None: ...
    def show_preview(self, preview: Preview, wording: str) -> None: ...
    def show_kept(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class AnswersPresenter(Attached[AnswersView]):
    """Holds the answer on the screen until it is kept; nothing is lost by going elsewhere."""

    TOPICS = frozenset({Topic.ANSWERS, Topic.ROUND, Topic.MEMBERS})

    def __init__(
        self,
        answers: AnswerService,
        finding: FindingService,
        rounds: RoundService,
        guidance: GuidanceService,
        jobs: Jobs,
        navigator: Navigator,
        *,
        couple: bool,
    ) -> None:
        self._answers = answers
        self._finding = finding
        self._rounds = rounds
        self._guidance = guidance
        self._jobs = jobs
        self._navigator = navigator
        self._couple = couple
        self._categories: tuple[Category, ...] = ()
        self._open: CategoryAnswers | None = None
        self._load: Callable[[], Outcome[Opened]] | None = None
        self._next: tuple[Callable[[], Outcome[Opened]], ItemId | None] | None = None
        self._wanted: ItemId | None = None
        self._place = 0
        self._answer: Answer | None = None
        self._kept: Answer | None = None
        self._on_its_way: Answer | None = None
        self._conditions: tuple[str, ...] = ()

    @property
    def couple(self) -> bool:
        """Whether there is a partner who could see anything at all."""
        return self._couple

    # -- reading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show again what the page shows now; the answer being given stays on the screen."""
        if self._open is None:
            self._jobs.run(self._finding.categories, self._got_categories, self._refused)
        elif self._answer == self._kept:
            self._reload()

    def _got_categories(self, categories: tuple[Category, ...]) -> None:
        self._categories = categories
        if self._couple:
            self._jobs.run(self._rounds.state, self._got_round, self._refused)
        else:
            self.view.show_overview(categories, None)

    def _got_round(self, found: RoundView) -> None:
        self.view.show_overview(self._categories, found)

    def open_category(self, category: CategoryId, item: ItemId | None = None) -> None:
        """Go into a category, to an item of it if one is named: that one is shown whatever its intensity.

        What is on the screen is kept first, from wherever this is asked.
        """
        self._next = partial(self._load_category, category, item), item
        self._keep(self._enter)

    def _load_category(self, category: CategoryId, item: ItemId | None) -> Outcome[Opened]:
        card = self._guidance.card_beside(category).value
        return Outcome((self._answers.category(category, item).value, card))

    def open_quiet(self) -> None:
        """Five questions for this evening; another time they are others."""
        self._jobs.run(self._finding.quiet, self._got_quiet, self._refused)

    def _got_quiet(self, items: tuple[ItemId, ...]) -> None:
        self._next = partial(self._load_quiet, items), None
        self._keep(self._enter)

    def _enter(self, _nothing: None) -> None:
        if self._next is not None:
            (self._load, self._wanted), self._next = self._next, None
            self._place = 0
            self._reload()

    def _load_quiet(self, items: tuple[ItemId, ...]) -> Outcome[Opened]:
        return Outcome((self._finding.some(items).value, None))

    def _reload(self) -> None:
        if self._load is not None:
            self._jobs.run(self._load, self._got_items, self._refused)

    def _got_items(self, found: Opened) -> None:
        category, card = found
        if not category.items:
            self._leave_category()
            return
        self._open = category
        ids = [entry.item.id for entry in category.items]
        if self._wanted in ids:
            self._place = ids.index(self._wanted)
        self._wanted = None
        self._place = min(self._place, len(ids) - 1)
        self.view.show_category(category, card)
        self._show_place()

    def _show_place(self) -> None:
        assert self._open is not None
        entry = self._open.items[self._place]
        self._kept = entry.answer or Answer(entry.item.id)
        self._answer = self._kept
        self._on_its_way = None
        self._conditions = self._kept.conditions
        self._show_answer()

    def _show_answer(self) -> None:
        assert self._open is not None
        assert self._answer is not None
        entry, last = self._open.items[self._place], len(self._open.items) - 1
        self.view.show_item(ItemView(entry, self._answer, self._place, self._place == 0, self._place == last))
        self._ask_preview()

    def _ask_preview(self) -> None:
        assert self._answer is not None
        self._jobs.run(partial(self._look_ahead, self._answer), self._got_preview, self._not_previewed)

    def _look_ahead(self, answer: Answer) -> Outcome[tuple[ItemId, Preview, str]]:
        words = ""
        if answer.choice in MAKES_WORDS and answer.choice is not None:
            words = self._answers.wording(answer.item, answer.choice, answer.blanks).value
        return Outcome((answer.item, self._answers.preview(answer).value, words))

    def _got_preview(self, found: tuple[ItemId, Preview, str]) -> None:
        item, preview, words = found
        if self._answer is not None and self._answer.item == item:
            self.view.show_preview(preview, words)

    def _not_previewed(self, error: UserError) -> None:
        """A blank that does not fit yet is said when the answer is kept, not while it is typed."""

    # -- answering ---------------------------------------------------------------------------------

    @property
    def answer(self) -> Answer | None:
        """The answer on the screen."""
        return self._answer

    def choose(self, choice: Choice | None) -> None:
        """A step of the scale was chosen, or cleared.

        Conditions stay in this space with an answer that closes; returning to an "if" finds them again.
        """
        if self._answer is None or self._answer.choice == choice:
            return
        if choice is None:
            self._answer = Answer(self._answer.item, note=self._answer.note)
            self._conditions = ()
        else:
            conditions = () if choice in FREELY else self._conditions
            self._answer = replace(self._answer, choice=choice, conditions=conditions)
        self._show_answer()

    def change(self, answer: Answer) -> None:
        """Anything else of the answer changed on the screen."""
        if self._answer is not None and answer.item == self._answer.item and answer != self._answer:
            if answer.conditions != self._answer.conditions:
                self._conditions = answer.conditions
            self._answer = answer
            self._ask_preview()

    def fill(self, blanks: Mapping[str, str]) -> None:
        """The blanks of the wording were filled in."""
        if self._answer is not None:
            self.change(replace(self._answer, blanks=dict(blanks)))

    def keep_and_go_on(self) -> None:
        """Keep the answer, then show the next item, or the overview after the last."""
        self._keep(self._go_on)

    def _go_on(self, _nothing: None) -> None:
        assert self._open is not None
        if self._place + 1 < len(self._open.items):
            self._place += 1
            self._reload()
        else:
            self._leave_category()

    def leave_this_one(self) -> None:
        """Go on without keeping what is on the screen; what was kept before stays."""
        self._answer = self._kept
        self._go_on(None)

    def back(self) -> None:
        """One item back, or to the overview; what is on the screen is kept."""
        self._keep(self._go_back)

    def _go_back(self, _nothing: None) -> None:
        assert self._open is not None
        if self._place > 0:
            self._place -= 1
            self._reload()
        else:
            self._leave_category()

    def go_to(self, place: int) -> None:
        """Another item of the list; what is on the screen is kept first."""
        assert self._open is not None
        self._wanted = self._open.items[place].item.id
        self._keep(self._went)

    def _went(self, _nothing: None) -> None:
        self._reload()

    def stop_for_today(self) -> None:
        """Keep, and go back to the overview."""
        self._keep(self._stopped)

    def _stopped(self, _nothing: None) -> None:
        self._leave_category()

    def _leave_category(self) -> None:
        self._open, self._answer, self._kept, self._place = None, None, None, 0
        self._load = None
        self._on_its_way = None
        self.refresh()

    def keep_first(self, after: Callable[[None], None]) -> None:
        """Do something with what is said of this item, once what is on the screen is kept."""
        self._keep(after)

    def _keep(self, after: Callable[[None], None]) -> None:
        answer = self._answer
        if answer is None or answer == self._kept:
            after(None)
            return
        work = partial(self._answers.keep, answer)
        if answer.choice is None and not answer.note:
            work = partial(self._answers.clear, answer.item)
        self._kept = self._on_its_way = answer
        self._jobs.run(work, after, self._not_kept)

    def _not_kept(self, error: UserError) -> None:
        self._kept = self._on_its_way = None
        self._next = None
        self.view.show_error(error)

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """What keeps the answer on the screen when a lock comes; None where nothing is left to keep.

        Also one that is on its way to the disk: a lock drops what is not begun.
        """
        answer = self._answer
        if answer is None or (answer == self._kept and self._on_its_way is None):
            return None
        return partial(self._answers.keep_what_fits, answer)

    # -- own items ---------------------------------------------------------------------------------

    def add_own(self, own: OwnItem) -> None:
        """Add an item of one's own, and show it."""
        self._jobs.run(partial(self._answers.add_own, own), self._added, self._refused)

    def _added(self, item: Item) -> None:
        self.open_category(item.category, item.id)

    def remove_own(self) -> None:
        """Remove the item of one's own that is on the screen, with its answer."""
        assert self._open is not None
        assert self._answer is not None
        item, self._answer, self._kept = self._answer.item, None, None
        self._jobs.run(partial(self._answers.remove_own, item), self._went, self._refused)

    # -- elsewhere ---------------------------------------------------------------------------------

    def go_to_release(self) -> None:
        """To the page where a sheet is released."""
        self._navigator.go_to("release")

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
