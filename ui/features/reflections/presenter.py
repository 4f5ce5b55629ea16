"""The list of reflections, what narrows it down, and the bin. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.reflections import Facets, Query, Row
from ui.features.reflections.ports import Choices, Reflections, Suggestions
from ui.features.reflections.sheet_presenter import SheetPresenter
from ui.ports import Attached, Jobs, Navigator


class Found(NamedTuple):
    """An answer of the search, and which question it answers."""

    query: Query
    length: int
    offset: int
    rows: tuple[Row, ...]


class ReflectionsView(Protocol):
    """What the presenter needs of the page."""

    def show_list(self, count: int, rows: Sequence[Row], *, anew: bool, narrowed: bool) -> None: ...
    def show_window(self, offset: int, rows: Sequence[Row]) -> None: ...
    def give_up_window(self) -> None: ...
    def show_facets(self, facets: Facets) -> None: ...
    def show_choices(self, choices: Choices) -> None: ...
    def show_days(self, year: int, month: int, days: frozenset[date]) -> None: ...
    def show_bin(self, rows: Sequence[Row]) -> None: ...
    def show_thrown_away(self) -> None: ...
    def show_today(self, today: date) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class ReflectionsPresenter(Attached[ReflectionsView]):
    """One question is under way at a time; only the answer to the last one is shown."""

    TOPICS = frozenset({Topic.REFLECTIONS, Topic.PATH})
    FIRST = 60

    def __init__(
        self,
        reflections: Reflections,
        suggestions: Suggestions,
        sheet: SheetPresenter,
        jobs: Jobs,
        navigator: Navigator,
        now: Callable[[], datetime] = datetime.now,
        *,
        couple: bool = False,
    ) -> None:
        self.couple = couple
        self._reflections, self._suggestions, self.sheet = reflections, suggestions, sheet
        self._jobs, self._navigator, self._now = jobs, navigator, now
        self.query = Query()
        self._shown: Query | None = None
        self._asking: Query | None = None
        self._again = False
        self._month: tuple[int, int] | None = None
        self._thrown = ""
        self._bin_open = False
        self._choices: Choices | None = None

    def refresh(self) -> None:
        """Ask for everything again."""
        self.view.show_today(self._now().date())
        self._jobs.run(partial(_choices, self._suggestions), self._got_choices, self._refused)
        self._jobs.run(self._reflections.facets, self._got_facets, self._refused)
        if self._month is not None:
            self.look_at_month(*self._month)
        if self._bin_open:
            self.open_bin()
        self._again = True
        self._ask()

    def _got_choices(self, choices: Choices) -> None:
        """Only where they are others: another path puts other questions first."""
        if choices != self._choices:
            self._choices = choices
            self.view.show_choices(choices)

    def _got_facets(self, facets: Facets) -> None:
        self.view.show_facets(facets)

    def offer_passage(self, text: str) -> None:
        """Keep what is open, and look at the chosen words as the other would see them."""
        if not text.strip():
            self._refused(UserError("passage.empty"))
            return
        self.sheet.save()
        self._navigator.go_to("showing", text=text)

    def gather(self, text: str) -> None:
        """Keep what is open, and put these words into the basket for a session."""
        self.sheet.save()
        self._navigator.go_to("basket", text=text)

    # -- the list ----------------------------------------------------------------------------------

    def narrow(self, **changes: Any) -> None:
        """Look for something else: any of the fields of a query."""
        query = replace(self.query, **changes)
        if query != self.query:
            self.query = query
            self._ask()

    def _ask(self) -> None:
        if self._asking is None:
            self._asking, self._again = self.query, False
            work = partial(_look, self._reflections, self.query, self.FIRST)
            self._jobs.run(work, self._found, self._not_found)

    def _found(self, found: Found) -> None:
        self._asking = None
        if found.query == self.query:
            anew = found.query != self._shown
            self._shown = found.query
            narrowed = found.query != Query()
            self.view.show_list(found.length, found.rows, anew=anew, narrowed=narrowed)
        if found.query != self.query or self._again:
            self._ask()

    def _not_found(self, error: UserError) -> None:
        self._asking = None
        self.view.show_error(error)

    def fetch(self, offset: int, count: int) -> None:
        """Rows that came into view."""
        if self._shown is not None:
            work = partial(_window, self._reflections, self._shown, offset, count)
            self._jobs.run(work, self._fetched, self._not_fetched)

    def _fetched(self, found: Found) -> None:
        if found.query == self._shown:
            self.view.show_window(found.offset, found.rows)

    def _not_fetched(self, error: UserError) -> None:
        self.view.give_up_window()
        self.view.show_error(error)

    def look_at_month(self, year: int, month: int) -> None:
        """Which days of a month something was written about."""
        self._month = (year, month)
        self._jobs.run(partial(_days, self._reflections, year, month), self._got_days, self._refused)

    def _got_days(self, found: tuple[int, int, frozenset[date]]) -> None:
        if found[:2] == self._month:
            self.view.show_days(*found)

    # -- the bin -----------------------------------------------------------------------------------

    def throw_away(self) -> None:
        """The open one; it can be brought back at once."""
        self._thrown = self.sheet.open_id
        self.sheet.throw_away()
        if self._thrown:
            self.view.show_thrown_away()

    def undo_throwing(self) -> None:
        """Bring the last one back."""
        if self._thrown:
            self.bring_back(self._thrown)

    def open_bin(self) -> None:
        """What is in the bin."""
        self._bin_open = True
        self._jobs.run(self._reflections.binned, self._got_bin, self._refused)

    def close_bin(self) -> None:
        """Back to the list."""
        self._bin_open = False

    def _got_bin(self, rows: tuple[Row, ...]) -> None:
        if self._bin_open:
            self.view.show_bin(rows)

    def bring_back(self, reflection: str) -> None:
        """Out of the bin."""
        self._jobs.run(partial(self._reflections.bring_back, reflection), None, self._refused)

    def delete(self, reflection: str) -> None:
        """For good."""
        self._jobs.run(partial(self._reflections.delete, reflection), None, self._refused)

    # -- elsewhere ---------------------------------------------------------------------------------

    def go_to(self, page: str, **place: Any) -> None:
        """To another page."""
        self._navigator.go_to(page, **place)

    def unfinished(self) -> Callable[[], Outcome[Any]] | None:
        """What is typed is kept at a lock."""
        return self.sheet.unfinished()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)


def _look(service: Reflections, query: Query, count: int) -> Outcome[Found]:
    return Outcome(Found(query, service.count(query).value, 0, service.rows(query, 0, count).value))


def _window(service: Reflections, query: Query, offset: int, count: int) -> Outcome[Found]:
    return Outcome(Found(query, 0, offset, service.rows(query, offset, count).value))


def _days(service: Reflections, year: int, month: int) -> Outcome[tuple[int, int, frozenset[date]]]:
    return Outcome((year, month, service.days(year, month).value))


def _choices(service: Suggestions) -> Outcome[Choices]:
    kinds = tuple((one.id, one.title) for one in service.kinds().value)
    moods = tuple((one.id, one.title) for one in service.moods().value)
    return Outcome(Choices(kinds, moods, service.templates().value, service.prompts().value))
