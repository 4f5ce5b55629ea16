"""Our agreement: what counts today, what is drafted, and what this person may do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from trustapp.domain.agreement import OVER, State, Version
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.changing import Effect
from trustapp.domain.demands import Demand
from trustapp.domain.endings import Ending
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId, MemberId, StatementId
from trustapp.domain.statements import Ask, LineWords
from trustapp.services.agreements import AgreementService, AgreementView, NewDraft, NewLimit
from trustapp.services.guidance import GuidanceService
from trustapp.services.looking import Since
from trustapp.services.reading import Repair
from trustapp.services.rounds import RoundService
from ui.features.agreement.questions import Questions
from ui.ports import Attached, Jobs, Navigator


class AgreementPageView(Protocol):
    """What the presenter needs of the page."""

    def show_agreement(self, view: AgreementView, questions: Questions) -> None: ...
    def show_versions(self, versions: tuple[Version, ...]) -> None: ...
    def show_since(self, since: Since | None) -> None: ...
    def show_done(self, what: str) -> None: ...
    def show_unkept(self, said: tuple[str, ...]) -> None: ...
    def show_saved(self, names: tuple[str, ...]) -> None: ...
    def show_taken(self, count: int) -> None: ...
    def show_head_words(self, words: tuple[str, ...]) -> None: ...
    def show_error(self, error: UserError) -> None: ...


@dataclass(frozen=True)
class Sayings:
    """Words of the catalogues that stand beside what a person is about to say or to end."""

    repairs: Mapping[Demand, tuple[Repair, ...]] = field(default_factory=dict)
    phrases: Mapping[Ending, tuple[str, ...]] = field(default_factory=dict)


class AgreementPresenter(Attached[AgreementPageView]):
    """Asks for the agreement, and passes on what the person says about it."""

    TOPICS = frozenset({Topic.AGREEMENT, Topic.ROUND})

    def __init__(
        self,
        agreements: AgreementService,
        rounds: RoundService,
        guidance: GuidanceService,
        jobs: Jobs,
        navigator: Navigator,
    ) -> None:
        self._agreements = agreements
        self._rounds = rounds
        self._guidance = guidance
        self._sayings: Sayings | None = None
        self._jobs = jobs
        self._navigator = navigator
        self._shown: AgreementView | None = None
        self._questions = Questions()
        self._done = ""

    @property
    def shown(self) -> AgreementView | None:
        """What the page shows now."""
        return self._shown

    # -- reading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the agreement, the questions and the titles."""
        self._jobs.run(self._load, self._got, self._refused)
        if self._sayings is None:
            self._jobs.run(self._load_sayings, self._got_sayings, self._refused)

    def _load_sayings(self) -> Outcome[Sayings]:
        return Outcome(Sayings(self._guidance.repairs().value, self._guidance.phrases().value))

    def _got_sayings(self, sayings: Sayings) -> None:
        self._sayings = sayings

    def repairs(self, demand: Demand) -> tuple[Repair, ...]:
        """Other words beside a draft that was refused for this reason."""
        return self._sayings.repairs.get(demand, ()) if self._sayings else ()

    def phrases(self, ending: Ending) -> tuple[str, ...]:
        """What may be said to the other when this is ended or lifted."""
        return self._sayings.phrases.get(ending, ()) if self._sayings else ()

    def _load(self) -> Outcome[tuple[AgreementView, Questions]]:
        view = self._agreements.view().value
        asks, titles = self._rounds.questions().value
        return Outcome((view, Questions(asks, titles)))

    def _got(self, found: tuple[AgreementView, Questions]) -> None:
        view, questions = found
        self._shown, self._questions = found
        self.view.show_agreement(view, questions)
        if view.me is not None:
            self._jobs.run(self._agreements.looked, None, self._refused)
            self._mark_seen(view)

    def _mark_seen(self, view: AgreementView) -> None:
        """The wait starts when the words were on this page in one's own sitting."""
        drafts = tuple(
            line.words.id
            for line in view.agreement.lines
            if line.state is State.DRAFT and line.words is not None
        )
        fresh = tuple(
            line
            for line in drafts
            if not (move := view.moves.get(line)) or not (move.said_yes or move.still_yes or move.wait_until)
        )
        if fresh:
            self._jobs.run(partial(self._agreements.mark_seen, fresh), self._marked, self._refused)

    def _marked(self, _nothing: None) -> None:
        self._jobs.run(self._load, self._got_again, self._refused)

    def _got_again(self, found: tuple[AgreementView, Questions]) -> None:
        self._shown, self._questions = found
        self.view.show_agreement(*found)

    def ask_versions(self) -> None:
        """The past versions, to read."""
        self._jobs.run(self._agreements.versions, self._got_versions, self._refused)

    def _got_versions(self, versions: tuple[Version, ...]) -> None:
        self.view.show_versions(versions)

    def ask_since(self) -> None:
        """What changed since this person last looked, in words."""
        self._jobs.run(self._agreements.since_looked, self._got_since, self._refused)

    def _got_since(self, since: Since | None) -> None:
        self.view.show_since(since)

    def ask_head_words(self) -> None:
        """Five words of the record, to compare with the other."""
        self._jobs.run(self._agreements.head_words, self._got_head_words, self._refused)

    def _got_head_words(self, words: tuple[str, ...]) -> None:
        self.view.show_head_words(words)

    # -- what could not be kept --------------------------------------------------------------------

    def save_unkept(self, folder: str) -> None:
        """Save what could not be kept in another folder."""
        self._jobs.run(partial(self._agreements.save_unkept, Path(folder)), self._saved, self._refused)

    def _saved(self, names: tuple[str, ...]) -> None:
        self.view.show_saved(names)

    def take_saved(self, path: str) -> None:
        """Say again what a saved file holds."""
        self._jobs.run(partial(self._agreements.take_saved, Path(path)), self._taken, self._refused)

    def _taken(self, count: int) -> None:
        self.refresh()
        self.view.show_taken(count)

    def _got_unkept(self, said: tuple[str, ...]) -> None:
        self.view.show_unkept(said)

    # -- saying ------------------------------------------------------------------------------------

    def state_limit(self, limit: NewLimit) -> None:
        """A limit of one's own, at once."""
        self._say(partial(self._agreements.state_limit, limit), "limit_stands")

    def state_limit_together(self, limit: NewLimit, by: MemberId) -> None:
        """A limit said in Together, in its owner's name; it is signed in their next own sitting."""
        self._say(partial(self._agreements.state_limit_together, limit, by), "limit_stands")

    def state_need(self, need: NewLimit, line: LineId | None) -> None:
        """A need of one's own, at once, on a line if one is named."""
        self._say(partial(self._agreements.state_need, need, line), "need_stands")

    def sign(self, statement: StatementId) -> None:
        """Sign what was said in Together in this person's name."""
        self._say(partial(self._agreements.sign, statement), "signed")

    def ask_lift(self, statement: StatementId) -> None:
        """Think about lifting; nothing of it leaves the private space."""
        self._say(partial(self._agreements.ask_lift, statement), "lift_asked")

    def forget_lift(self, statement: StatementId) -> None:
        """The limit stays."""
        self._say(partial(self._agreements.forget_lift, statement), "lift_forgotten")

    def confirm_lift(self, statement: StatementId, passphrase: str) -> None:
        """Lift it, a day later, with the passphrase."""
        self._say(partial(self._agreements.confirm_lift, statement, passphrase), "lifted")

    def draft(self, draft: NewDraft) -> None:
        """New words that count for nothing yet."""
        self._say(partial(self._agreements.draft, draft), "drafted")

    def change_line(self, line: LineId, draft: NewDraft) -> None:
        """Other words or another day: a draft, or an earlier day at once."""
        self._jobs.run(partial(self._agreements.change_line, line, draft), self._line_changed, self._refused)

    def _line_changed(self, effect: Effect) -> None:
        self.refresh()
        self.view.show_done("shortened" if effect is Effect.EARLIER else "drafted")

    def answer_with_offer(self, ask: str, draft: NewDraft) -> None:
        """An offer of one's own in answer to the other's question."""
        self._say(partial(self._agreements.answer_with_offer, ask, draft), "drafted")

    def lengthen_wait(self, hours: int) -> None:
        """A longer wait before every yes, at once."""
        self._say(partial(self._agreements.lengthen_wait, hours), "wait_longer")

    def drop_draft(self, line: LineId) -> None:
        """Take a draft away."""
        self._say(partial(self._agreements.drop_draft, line), "dropped")

    def still_yes(self, line: LineId, passphrase: str, paper: bool) -> None:
        """A yes to these exact words."""
        self._say(partial(self._agreements.still_yes, line, passphrase, paper), "said_yes")

    def end_line(self, line: LineId) -> None:
        """The line ends, at once."""
        self._say(partial(self._agreements.end_line, line), "ended")

    def end_agreement(self) -> None:
        """All openings and one's own offers end, at once."""
        self._say(self._agreements.end_agreement, "agreement_ended")

    def suspend(self) -> None:
        """Openings and offers rest, at once."""
        self._say(self._agreements.suspend, "suspended")

    def go_on(self, passphrase: str) -> None:
        """The person's part of going on."""
        self._say(partial(self._agreements.go_on, passphrase), "go_on_said")

    def confirm_date(self) -> None:
        """The date that the clock shows is right."""
        self._say(self._agreements.confirm_date, "date_confirmed")

    def allow_on_paper(self, target: StatementId, allowed: bool) -> None:
        """Whether one's own statement may stand on paper."""
        self._say(partial(self._agreements.allow_on_paper, target, allowed), "paper_changed")

    def take_back_ask(self, ask: str) -> None:
        """The giver takes a question back."""
        self._say(partial(self._rounds.take_back_ask, ask), "ask_taken_back")

    def close_title(self, title: str) -> None:
        """A title was talked about."""
        self._say(partial(self._rounds.close_title, title), "title_closed")

    def name_time(self, title: str, when: str) -> None:
        """A time to talk about a title, in somebody's words."""
        self._say(partial(self._rounds.set_time, title, when), "time_named")

    def print_it(self) -> None:
        """To the paper."""
        self._navigator.go_to("print")

    def read_again(self) -> None:
        """To the reading line by line."""
        self._navigator.go_to("review", begin=True)

    def crossed(self) -> None:
        """To the page for when a line was crossed."""
        self._navigator.go_to("crossed")

    def help(self) -> None:
        """To help and safety."""
        self._navigator.go_to("help")

    def question(self, ask: str) -> Ask | None:
        """A question that the page shows."""
        return next((one for one in self._questions.asks if one.id == ask), None)

    def words_of(self, line: LineId) -> LineWords | None:
        """The words of a line or draft that the page shows."""
        found = self._shown.agreement.by_id.get(line) if self._shown is not None else None
        return found.words if found is not None else None

    def ended_by(self, words: LineWords) -> LineWords | None:
        """The line that ends once these words count; nothing where it is over already."""
        found = self._shown.agreement.by_id.get(words.replaces) if self._shown and words.replaces else None
        return found.words if found is not None and found.state not in OVER else None

    def _say(self, work: Callable[[], Outcome[Any]], what: str) -> None:
        self._done = what
        self._jobs.run(work, self._was_said, self._refused)

    def _was_said(self, _value: object) -> None:
        self.refresh()
        self.view.show_done(self._done)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
        if error.code == "statement.not_kept":
            self._jobs.run(self._agreements.unkept, self._got_unkept)
