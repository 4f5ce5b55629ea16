"""The steps of setting up, for one person and then the other. No Qt here.

Private questions never reach this module: the page that asks them forgets them when it is left.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.partners import Hue
from trustapp.services.looks import VaultLook, VaultState
from ui.ports import Jobs

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.glance import Glance
    from trustapp.services.openings import RecoverySheet, Strength
    from trustapp.services.reading import Card
    from trustapp.services.sittings import Sitting


class Step(StrEnum):
    """One page of setting up."""

    WELCOME = "welcome"
    NOT_TOGETHER = "not_together"
    QUESTIONS = "questions"
    CHOICE = "choice"
    ADULT = "adult"
    SPACES = "spaces"
    NAME = "name"
    PASSPHRASE = "passphrase"
    SHEET = "sheet"
    READY = "ready"
    HAND_OVER = "hand_over"


FIRST_PERSON: Final = (
    Step.WELCOME, Step.NOT_TOGETHER, Step.QUESTIONS, Step.CHOICE, Step.ADULT, Step.SPACES, Step.NAME,
    Step.PASSPHRASE, Step.SHEET, Step.READY,
)  # fmt: skip
SECOND_PERSON: Final = (
    Step.WELCOME, Step.NOT_TOGETHER, Step.QUESTIONS, Step.ADULT, Step.SPACES, Step.NAME, Step.PASSPHRASE,
    Step.SHEET, Step.READY,
)  # fmt: skip

ASKED_GROUPS: Final = 2


class Place(NamedTuple):
    """Where the person is: the steps of their path, and what they chose so far."""

    steps: tuple[Step, ...]
    step: Step
    second: bool
    both: bool
    name: str
    hue: Hue
    other: str
    """The name of the person who set up before, for the second one."""
    anew: bool = False
    """They begin anew: another member was here before them."""

    @property
    def may_go_back(self) -> bool:
        """Back is possible until one's keys are made."""
        made = self.step in (Step.SHEET, Step.READY, Step.HAND_OVER)
        return not made and self.step is not self.steps[0]


class FirstRunView(Protocol):
    """What the presenter needs of the flow."""

    def show_step(self, place: Place, cards: Mapping[str, Card], questions: tuple[str, ...]) -> None: ...
    def show_strength(self, strength: Strength) -> None: ...
    def show_suggestion(self, words: str) -> None: ...
    def show_working(self, working: bool) -> None: ...
    def show_sheet(self, sheet: RecoverySheet, asked: tuple[int, ...]) -> None: ...
    def show_groups_differ(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def finish(self, sitting: Sitting) -> None: ...


class FirstRunPresenter:
    """Decides what comes next; nothing is written before the passphrase step is done."""

    def __init__(self, services: Services, jobs: Jobs, choose_groups: partial[tuple[int, ...]]) -> None:
        self._services = services
        self._jobs = jobs
        self._choose_groups = choose_groups
        self._view: weakref.ref[FirstRunView] | None = None
        self._cards: Mapping[str, Card] = {}
        self._questions: tuple[str, ...] = ()
        self._place = Place(FIRST_PERSON, Step.WELCOME, False, False, "", Hue.LAKE, "")

    def attach(self, view: FirstRunView) -> None:
        """The flow that shows the steps; it owns the presenter."""
        self._view = weakref.ref(view)

    @property
    def view(self) -> FirstRunView:
        """The attached flow."""
        view = self._view() if self._view else None
        if view is None:
            raise RuntimeError("the flow is gone")
        return view

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    def begin(self, glance: Glance | None = None) -> None:
        """Read the words, and whether this is a first run or an invited partner's."""
        if glance is not None and glance.cards:
            self._loaded((glance.cards, glance.questions, glance.look))
        else:
            self._jobs.run(self._load, self._loaded, self._refused)

    def _load(self) -> Outcome[tuple[tuple[Card, ...], tuple[str, ...], VaultLook]]:
        guidance = self._services.guidance
        look = self._services.vault.look().value
        return Outcome((guidance.first_run().value, guidance.private_questions().value, look))

    def _loaded(self, found: tuple[tuple[Card, ...], tuple[str, ...], VaultLook]) -> None:
        cards, self._questions, look = found
        self._cards = {card.id: card for card in cards}
        if look.state is VaultState.EMPTY:
            self._show()
        else:
            self._begin_second(look)

    def _begin_second(self, look: VaultLook) -> None:
        first = look.inviter or look.members[0]
        anew = look.state is VaultState.TWO
        steps = SECOND_PERSON
        self._place = Place(steps, steps[0], True, True, "", first.hue.other, first.name, anew)
        self._show()

    def _show(self) -> None:
        self.view.show_step(self._place, self._cards, self._questions)

    # -- going on and back -------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step; from the last one into the program, or to the other person."""
        if self._place.step is Step.HAND_OVER:
            self._jobs.run(self._services.vault.look, self._begin_second, self._refused)
        elif self._place.step is Step.READY:
            self._finish()
        else:
            self._move(1)

    def go_back(self) -> None:
        """The step before."""
        if self._place.may_go_back:
            self._move(-1)

    def _move(self, by: int) -> None:
        steps = self._place.steps
        self._go_to(steps[steps.index(self._place.step) + by])

    def _go_to(self, step: Step) -> None:
        self._place = self._place._replace(step=step)
        self._show()

    def choose(self, *, both: bool) -> None:
        """Alone, or both of them here."""
        self._place = self._place._replace(both=both)
        self._move(1)

    def set_name(self, name: str, hue: Hue) -> None:
        """The name or initials that both will see, and the colour."""
        self._place = self._place._replace(name=" ".join(name.split()), hue=hue)
        self._move(1)

    # -- the passphrase ----------------------------------------------------------------------------

    def suggest(self) -> None:
        """Five words drawn at random."""
        self._jobs.run(self._services.vault.suggest_passphrase, self._suggested, self._refused)

    def _suggested(self, words: str) -> None:
        self.view.show_suggestion(words)

    def ask_strength(self, passphrase: str) -> None:
        """How hard it is to guess."""
        names = tuple(name for name in (self._place.name, self._place.other) if name)
        work = partial(self._services.vault.strength, passphrase, names)
        self._jobs.run(work, self._got_strength, self._refused)

    def _got_strength(self, strength: Strength) -> None:
        self.view.show_strength(strength)

    def make(self, passphrase: str) -> None:
        """Make this person's keys and space. From here on there is something on the disk."""
        from trustapp.services.openings import Setup

        setup = Setup(self._place.name, self._place.hue, passphrase)
        work = self._services.vault.join if self._place.second else self._services.vault.begin
        self.view.show_working(True)
        self._jobs.run(partial(work, setup), self._made, self._not_made)

    def _made(self, sheet: RecoverySheet) -> None:
        self.view.show_working(False)
        self._go_to(Step.SHEET)
        self.view.show_sheet(sheet, self._choose_groups())

    def _not_made(self, error: UserError) -> None:
        self.view.show_working(False)
        if error.code in ("name.taken", "name.empty", "name.too_long", "hue.taken"):
            self._go_to(Step.NAME)
        self.view.show_error(error)

    # -- the recovery sheet ------------------------------------------------------------------------

    def confirm(self, answers: dict[int, str]) -> None:
        """Two groups typed back from the paper."""
        work = partial(self._services.vault.confirm_recovery, answers)
        self._jobs.run(work, self._confirmed, self._refused)

    def _confirmed(self, fits: bool) -> None:
        if fits:
            self.leave_sheet()
        else:
            self.view.show_groups_differ()

    def leave_sheet(self) -> None:
        """The sheet is copied, or will be made later, alone: it is shown no more."""
        self._jobs.run(self._services.vault.finish_setup, self._sheet_left, self._refused)

    def _sheet_left(self, _nothing: None) -> None:
        self._go_to(Step.READY)

    # -- the end -----------------------------------------------------------------------------------

    def _finish(self) -> None:
        if self._place.both and not self._place.second:
            self._jobs.run(self._services.vault.invite, self._invited, self._refused)
            return
        sitting = self._services.vault.sitting()
        if sitting is not None:
            self.view.finish(sitting)

    def _invited(self, _nothing: None) -> None:
        # The first person's keys are forgotten before the other one takes the seat.
        self._jobs.run(self._services.vault.lock, self._locked, self._refused)

    def _locked(self, _unwritten: UserError | None) -> None:
        self._go_to(Step.HAND_OVER)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
