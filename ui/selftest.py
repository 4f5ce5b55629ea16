"""The whole of the program once, on a vault of its own: from an empty folder to a printed agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice

from trustapp.bootstrap import Services, build
from trustapp.demonstration import DEMO_POLICY, NAMES, PASSPHRASES, MovableClock
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue
from trustapp.domain.recurrence import between
from trustapp.domain.rituals import Plan
from trustapp.services.openings import Setup
from trustapp.services.papers import PaperOptions
from trustapp.words import _
from ui.widgets.binding import bind
from ui.widgets.paper import typeset
from ui.widgets.remake import remake


class SelfTest:
    """Each step prints what it did; the first that does not hold ends the test."""

    def __init__(self, folder: Path) -> None:
        self._clock = MovableClock(datetime.now(UTC))
        self._folder = folder
        self._services: Services = build(
            folder, clock=self._clock, policy=DEMO_POLICY, remake=remake, bind=bind
        )
        self._tickets: list[str] = []
        self._limited: Item | None = None
        self._opened: Item | None = None

    def run(self) -> bool:
        """Whether everything held."""
        steps: tuple[tuple[str, Callable[[], bool]], ...] = (
            (_("two people set up, each with a key of their own"), self._set_up),
            (_("one passphrase does not open the other’s space"), self._apart),
            (_("both choose a category together"), self._choose),
            (_("each answers and releases a sheet alone"), self._release),
            (_("both sheets open at once"), self._reveal),
            (_("the limit stands, and the opening is a draft"), self._drafted),
            (_("nobody can say still yes before a day has passed"), self._wait),
            (_("a still yes of each makes the line count"), self._still_yes),
            (_("the agreement prints"), self._print),
            (_("one ends the line, at once"), self._end),
            (_("a ritual comes on its days, on the clock of its zone"), self._comes_again),
        )
        for words, step in steps:
            held = step()
            print(_("{state}: {words}").format(state=_("held") if held else _("did not hold"), words=words))
            if not held:
                return False
        self._services.vault.lock()
        return True

    def _open(self, member: MemberId) -> None:
        self._services.vault.lock()
        self._services.vault.unlock(member, PASSPHRASES[member])

    def _set_up(self) -> bool:
        vault = self._services.vault
        for member, hue in ((FIRST, Hue.LAKE), (SECOND, Hue.CLAY)):
            setup = Setup(NAMES[member], hue, PASSPHRASES[member])
            sheet = (vault.begin(setup) if member == FIRST else vault.join(setup)).value
            if not vault.confirm_recovery(dict(enumerate(sheet.groups))).value:
                return False
            vault.finish_setup()
            if member == FIRST:
                vault.invite()
        self._open(FIRST)
        return len(vault.look().value.members) == len(NAMES)

    def _apart(self) -> bool:
        self._services.vault.lock()
        try:
            self._services.vault.unlock(SECOND, PASSPHRASES[FIRST])
        except UserError as error:
            return error.code == "passphrase.wrong"
        return False

    def _choose(self) -> bool:
        category = self._services.answers.categories().value[0]
        both = [
            item
            for item in category.items
            if (item.kind, item.shape, item.merge) == (Kind.OURS, Shape.OPENING, Merge.PROTECTIVE)
        ]
        self._limited, self._opened = both[0], both[1]
        self._open(FIRST)
        self._services.vault.open_together()
        return self._services.rounds.choose(category.id).value.round is not None

    def _release(self) -> bool:
        assert self._limited is not None
        assert self._opened is not None
        for member in (FIRST, SECOND):
            self._open(member)
            no = Choice.NO if member == FIRST else Choice.YES
            for item, choice in ((self._limited, no), (self._opened, Choice.YES)):
                self._services.answers.keep(Answer(item.id, choice, release=Release.OPEN, paper=True))
            self._tickets.append(" ".join(self._services.rounds.release(wishes=False).value))
        return all(len(ticket.split()) == 4 for ticket in self._tickets)

    def _reveal(self) -> bool:
        self._open(SECOND)
        self._services.vault.open_together()
        found = self._services.rounds.open((self._tickets[0], self._tickets[1])).value
        return len(found.limits) == 1 and len(found.openings) == 1

    def _states(self) -> list[State]:
        return [line.state for line in self._services.agreements.view().value.agreement.lines]

    def _line(self) -> str:
        lines = self._services.agreements.view().value.agreement.lines
        return next(line.words.id for line in lines if line.words is not None)

    def _drafted(self) -> bool:
        for member in (FIRST, SECOND):
            self._open(member)
            self._services.agreements.mark_seen((self._line(),))  # type: ignore[arg-type]
        return sorted(self._states()) == [State.DRAFT, State.STANDS]

    def _wait(self) -> bool:
        try:
            self._services.agreements.still_yes(self._line(), PASSPHRASES[SECOND], paper=True)  # type: ignore[arg-type]
        except UserError as error:
            return error.code == "line.sleep_on_it"
        return False

    def _still_yes(self) -> bool:
        self._clock.move(timedelta(hours=25))
        for member in (FIRST, SECOND):
            self._open(member)
            self._services.agreements.still_yes(self._line(), PASSPHRASES[member], paper=True)  # type: ignore[arg-type]
        return State.COUNTS in self._states()

    def _print(self) -> bool:
        document = self._services.papers.agreement(PaperOptions(kept_at=_("In a drawer"))).value
        paper = typeset(document, "A4")
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        paper.to_pdf(buffer)
        printed = bytes(buffer.data().data())
        return printed.startswith(b"%PDF-") and paper.page_count == 1 and len(document.html) > 0

    def _end(self) -> bool:
        self._services.agreements.end_line(self._line())  # type: ignore[arg-type]
        self._open(FIRST)
        return State.COUNTS not in self._states() and State.STANDS in self._states()

    def _comes_again(self) -> bool:
        """The clock of New York is changed between the two."""
        plan = Plan(date(2027, 2, 28), "17:00", "America/New_York", "FREQ=MONTHLY;BYDAY=-1SU")
        found = between(plan, date(2027, 2, 1), date(2027, 3, 31), UTC)
        return [(day.isoformat(), clock) for _named, day, clock in found] == [
            ("2027-02-28", "22:00"),
            ("2027-03-28", "21:00"),
        ]
