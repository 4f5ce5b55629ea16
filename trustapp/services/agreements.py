"""The living agreement: what may be said, and the lines that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustapp.documents.writing import long_day
from trustapp.domain.agreement import (
    Agreement,
    State,
    Version,
    may_say_still_yes,
    replaced_by,
    words_digest,
)
from trustapp.domain.answers import Category
from trustapp.domain.changes import Outcome
from trustapp.domain.changing import Effect, effect_of
from trustapp.domain.errors import UserError
from trustapp.domain.ids import LineId
from trustapp.domain.partners import Member
from trustapp.domain.review import near_end
from trustapp.domain.statements import (
    End,
    EndScope,
    Left,
    Limit,
    LineWords,
    Need,
    Said,
    Shorten,
    Statement,
    StillYes,
    Suspend,
    Wait,
)
from trustapp.services import beginning_anew, looking
from trustapp.services.crossing import CrossedView, crossed_view
from trustapp.services.drafting import Drafting
from trustapp.services.looking import Since
from trustapp.services.moves import Move, go_on_said, moves_of
from trustapp.services.names import named
from trustapp.services.reviewing import ReviewView, review_view
from trustapp.services.speaking import CHANGED, NewDraft, NewLimit, checked_words, refuse_demands
from trustapp.services.stating import Stating
from trustapp.services.taking_back import TakingBack
from trustapp.services.told import too_long_for_versions
from trustapp.vault import signing
from trustapp.words import _

__all__ = ["AgreementService", "AgreementView", "NewDraft", "NewLimit", "checked_words"]


@dataclass(frozen=True)
class AgreementView:
    """The agreement and what this person may do with each line, keyed by line or statement id."""

    agreement: Agreement
    moves: Mapping[str, Move]
    members: tuple[Member, ...]
    me: Member | None
    """None in Together."""
    categories: tuple[Category, ...]
    drafts: tuple[LineWords, ...]
    today: date
    version: Version | None
    changed_since_last: bool
    """Something changed since this person last looked; never when the other looked."""
    go_on_said: bool
    """The person said go on already (shown to them alone)."""
    ends_soon: date | None = None
    """The first day on which a line ends, where that is near."""
    awaits_partner: bool = False
    """The person began anew, and who invited them has not opened since: nothing shared can be read yet."""
    unversioned: bool = False
    """So much was said on so many days that no versions are made; what counts today is whole."""


class AgreementService(Stating, Drafting, TakingBack):
    """Says what a person says, and shows what follows; the rules are ``trustapp.domain.agreement``."""

    # -- reading -----------------------------------------------------------------------------------

    def view(self) -> Outcome[AgreementView]:
        """The agreement now, and what this person may do. Codes: vault.alone, sitting.locked."""
        house = self._household
        agreement, said = house.agreement(), house.said()
        sitting = house.sitting
        me = sitting.member if sitting else None
        history = house.versions()
        return Outcome(
            AgreementView(
                agreement,
                moves_of(house, agreement, said),
                named(house.everyone),
                me,
                tuple(house.catalogues.categories),
                self._household.drafts(),
                house.today(),
                history[-1] if history else None,
                looking.has_changed(house, agreement),
                me is not None and go_on_said(said, me.id, agreement),
                near_end(agreement, house.today()),
                house.is_shut and beginning_anew.waits(house),
                too_long_for_versions(said),
            )
        )

    def looked(self) -> Outcome[None]:
        """Own sitting: this person has the agreement before them; what is new since is asked from here."""
        looking.keep_look(self._household)
        return Outcome(None)

    def since_looked(self) -> Outcome[Since | None]:
        """Own sitting: what differs from when this person last looked, before this sitting; None at first."""
        return Outcome(looking.since_looked(self._household))

    def review(self) -> Outcome[ReviewView]:
        """Everything that a reading line by line goes through. Codes: vault.alone, sitting.locked."""
        return Outcome(review_view(self._household))

    def when_crossed(self) -> Outcome[CrossedView]:
        """What the two said they would do when a line is crossed; alone there is nothing of it."""
        return Outcome(crossed_view(self._household))

    def head_words(self) -> Outcome[tuple[str, ...]]:
        """Five words of the record as it stands now: who reads other words reads another record."""
        return Outcome(signing.head_words(self._household.reading().head))

    def versions(self) -> Outcome[tuple[Version, ...]]:
        """Every version, oldest first."""
        return Outcome(self._household.versions())

    def said(self) -> Outcome[tuple[Said, ...]]:
        """The verified statements, for the history that a line rests on."""
        return Outcome(self._household.said())

    def mark_seen(self, lines: tuple[LineId, ...]) -> Outcome[None]:
        """Own sitting: these drafts were shown on the page; the wait starts for words not seen before.

        Words that the table of drafts holds under the id of a line that counts are shown nowhere.
        """
        house, wanted = self._household, set(lines)
        now, found = house.now(), house.agreement().lines
        shown = [one.words for one in found if one.state is State.DRAFT and one.words is not None]
        with house.private.transaction() as tables:
            for words in shown:
                if words.id in wanted:
                    tables.seen.mark(words_digest(words), now)
        return Outcome(None)

    # -- what could not be kept --------------------------------------------------------------------

    def unkept(self) -> Outcome[tuple[str, ...]]:
        """In words to write down: what this sitting said and nothing in the folder could be written of."""
        return Outcome(tuple(_in_words(one.statement) for one in self._household.stopping.unkept))

    def save_unkept(self, folder: Path) -> Outcome[tuple[str, ...]]:
        """Save it in another folder, sealed; gives the names of the files. Codes: storage.*."""
        return Outcome(tuple(path.name for path in self._household.stopping.save(folder)))

    def take_saved(self, path: Path) -> Outcome[int]:
        """Say what a saved file holds; how much of it was not said yet. Codes: statement.not_ours."""
        return Outcome(self._household.stopping.take_saved(path), CHANGED)

    # -- other words, and another day --------------------------------------------------------------

    def change_line(self, line: LineId, draft: NewDraft) -> Outcome[Effect]:
        """Other words or another day; the effect decides whether it counts at once or is a draft.

        Codes: line.same, those of shorten, extend and change_draft.
        """
        found = self._household.agreement().by_id.get(line)
        if found is None or found.state is State.DRAFT:
            self.change_draft(line, draft)
            return Outcome(Effect.OTHER, CHANGED)
        title, text = checked_words(draft.title, draft.text)
        effect = effect_of(found, title, text, draft.until, draft.condition.strip())
        if effect is Effect.NOTHING:
            raise UserError("line.same")
        if effect is Effect.EARLIER and draft.until is not None:
            self.shorten(line, draft.until)
        elif effect is Effect.LATER and draft.until is not None:
            self.extend(line, draft.until)
        else:
            self.change_draft(line, draft)
        return Outcome(effect, CHANGED)

    # -- yes, and taking back ----------------------------------------------------------------------

    def still_yes(self, line: LineId, passphrase: str, paper: bool) -> Outcome[AgreementView]:
        """Own sitting. Codes: passphrase.wrong, line.demands and those of may_say_still_yes."""
        house, words = self._household, self._find(line)
        # Somebody can write a draft without this program, which would have refused it.
        refuse_demands(words.title, words.text, *(one.text for one in words.conditions))
        with house.private.transaction() as tables:
            seen = tables.seen.first_seen(words_digest(words))
        may_say_still_yes(house.agreement(), words, house.me().id, seen, house.view())
        house.vault.prove(house.keys(), passphrase)
        me = house.me().id
        house.say(StillYes(house.new_id(), me, words, paper))
        replaced = replaced_by(house.record(), words, me, [member.id for member in house.members])
        if replaced is not None:
            # Said as an end of its own, so that a lost tail of the ledger cannot bring the old line back.
            house.say(End(house.new_id(), me, EndScope.LINE, (replaced,)))
        return Outcome(self.view().value, CHANGED)


def _in_words(statement: Statement) -> str:
    """One sentence for paper; only its owner reads it."""
    if isinstance(statement, Limit | Need):
        return f"{statement.title}: {statement.text}"
    if isinstance(statement, Suspend):
        return _("I suspend the agreement.")
    if isinstance(statement, End) and statement.scope is EndScope.LINE:
        return _("I end this line.")
    if isinstance(statement, End):
        return _("I end every opening that I said yes to, and every offer of mine.")
    if isinstance(statement, Shorten):
        return _("I end this line sooner: {day} is its last day.").format(day=long_day(statement.until))
    if isinstance(statement, Wait):
        hours = statement.hours
        return _("I ask for a longer wait before a yes: {hours} hours.").format(hours=hours)
    if isinstance(statement, Left):
        return _("I leave the shared space.")
    return _("I take back what I had allowed.")
