"""Together: choose a category, open both sheets in one batch, read what stands."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId
from trustapp.domain.merge import Reveal
from trustapp.domain.partners import Member
from trustapp.domain.statements import Ask, TalkFirst
from trustapp.services.rounds import RoundService, RoundView
from ui.ports import Attached, Jobs, Navigator

Questions = tuple[tuple[Ask, ...], tuple[TalkFirst, ...]]


class MeetingView(Protocol):
    """What the presenter needs of the page."""

    def show_choosing(self, found: RoundView) -> None: ...
    def show_tickets(self, found: RoundView, members: tuple[Member, ...]) -> None: ...
    def show_opening(self) -> None: ...
    def show_nothing_to_open(self) -> None: ...
    def show_reveal(self, found: Reveal, members: tuple[Member, ...], title: str) -> None: ...
    def show_closing(self, titles: tuple[TalkFirst, ...]) -> None: ...
    def show_questions(self, questions: Questions, members: tuple[Member, ...]) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class MeetingPresenter(Attached[MeetingView]):
    """The steps of a meeting: arrive, open at once, read, draft; nothing is signed here."""

    TOPICS = frozenset({Topic.ROUND})

    def __init__(
        self, rounds: RoundService, members: tuple[Member, ...], jobs: Jobs, navigator: Navigator
    ) -> None:
        self._rounds = rounds
        self._members = members
        self._jobs = jobs
        self._navigator = navigator
        self._found: RoundView | None = None
        self._reveal: Reveal | None = None
        self._title = ""
        self._closing: frozenset[str] | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """Both people, the first member first."""
        return self._members

    def refresh(self) -> None:
        """Where the round stands; a reveal, and then its closing, stay on the screen until they are left."""
        if self._reveal is not None:
            self.view.show_reveal(self._reveal, self._members, self._title)
            return
        if self._closing is not None:
            self._jobs.run(self._rounds.questions, self._got_closing, self._refused)
            return
        self._jobs.run(self._rounds.state, self._got_state, self._refused)

    def _got_state(self, found: RoundView) -> None:
        self._found = found
        if found.round is None:
            self.view.show_choosing(found)
        else:
            self.view.show_tickets(found, self._members)
        self._jobs.run(self._rounds.questions, self._got_questions, self._refused)

    def _got_questions(self, questions: Questions) -> None:
        self.view.show_questions(questions, self._members)

    def choose(self, category: CategoryId) -> None:
        """Both chose this category for the round."""
        self._jobs.run(partial(self._rounds.choose, category), self._got_state, self._refused)

    def put_away(self) -> None:
        """Give the round up; nothing of it is opened."""
        self._jobs.run(self._rounds.put_away, self._got_state, self._refused)

    def open_both(self, first: str, second: str) -> None:
        """Open both sheets at once with the two tickets."""
        self.view.show_opening()
        if self._found is not None and self._found.category is not None:
            self._title = self._found.category.title
        work = partial(self._rounds.open, (_plain(first), _plain(second)))
        self._jobs.run(work, self._opened, self._not_opened)

    def _opened(self, found: Reveal) -> None:
        self._reveal = found
        self.view.show_reveal(found, self._members, self._title)

    def _not_opened(self, error: UserError) -> None:
        if error.code == "round.nothing_to_open":
            self.view.show_nothing_to_open()
        else:
            self.refresh()
            self.view.show_error(error)

    def close_softly(self) -> None:
        """Put the reveal away and let the evening end: what was written stays in the agreement."""
        if self._reveal is not None:
            self._closing = frozenset(one.id for one in self._reveal.talk_first)
        self._reveal = None
        self.refresh()

    def _got_closing(self, questions: Questions) -> None:
        if self._closing is not None:
            self.view.show_closing(tuple(one for one in questions[1] if one.id in self._closing))

    def back_to_choosing(self) -> None:
        """The closing is read; another category can be chosen, another day or now."""
        self._closing = None
        self.refresh()

    def name_time(self, title: str, when: str) -> None:
        """A time to talk about a title, in their words."""
        self._jobs.run(partial(self._rounds.set_time, title, when), refused=self._refused)

    def to_agreement(self) -> None:
        """On to the drafts, on the agreement page."""
        self._navigator.go_to("agreement")

    def finish(self) -> None:
        """The meeting is over."""
        self._navigator.lock()

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)


def _plain(words: str) -> str:
    """Four words as typed: any case, any white space between them."""
    return " ".join(words.lower().split())
