"""Leaving: the shared space, and with one's own space this computer. Nobody's approval is asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.statements import Left, Said
from trustapp.services import backups, letter_rows, remains, ritual_slips, showing, triggers
from trustapp.services.household import Household
from trustapp.services.remains import Remain
from trustapp.services.rituals import RitualService
from trustapp.services.sittings import Sitting
from trustapp.vault import parting, sheets
from trustapp.vault.session import Vault


class Standing(StrEnum):
    """How somebody stands to a shared space."""

    ALONE = "alone"
    """There is none."""
    COUPLE = "couple"
    STAYS = "stays"
    """The other left; the shared space is there to read."""
    AWAY = "away"
    """This person left it."""


class Situation(NamedTuple):
    """What the page for leaving shows. ``last`` says that nobody else has a space in this folder."""

    standing: Standing
    partner: str
    """The name of the other; "" where there is none, or where it is gone."""
    last: bool
    folder: str
    remains: tuple[Remain, ...]
    replaced: bool = False
    """Somebody began anew in this person's place: that is why they are away."""


class LeavingService:
    """Everything here is done alone, in one's own sitting, with one's own passphrase."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def situation(self) -> Outcome[Situation]:
        """Where this person stands, and what lies on this computer. Codes: sitting.not_own, storage.*."""
        house = self._household
        me = house.me()
        header = house.vault.header()
        assert header is not None
        here = parting.present_in(house.folder, header)
        there = house.sitting.partner if house.sitting is not None else None
        other = there or next((one for one in header.members if one.id != me.id), None)
        name = other.name if other is not None and other.name != other.id else ""
        left = frozenset(one.id for one in house.sitting.left) if house.sitting is not None else frozenset()
        lying = remains.found_in(house.folder, me.id, left)
        last = here == (me.id,)
        replaced = house.keys().closed_out
        return Outcome(Situation(self._standing(), name, last, str(house.folder), lying, replaced))

    def _standing(self) -> Standing:
        sitting = self._household.sitting
        assert sitting is not None
        if sitting.away:
            return Standing.AWAY
        if len(sitting.members) > 1:
            return Standing.COUPLE
        return Standing.STAYS if sitting.left else Standing.ALONE

    @property
    def is_closed(self) -> bool:
        """Whether nothing is open any more."""
        return self._household.sitting is None

    def leave(self, passphrase: str) -> Outcome[Sitting]:
        """Leave the shared space, at once and for good; the sitting goes on as that of a person alone.

        Codes: passphrase.wrong, vault.alone, sitting.not_own; storage.* only where nothing could be kept.
        """
        house = self._household
        if self._standing() not in (Standing.COUPLE, Standing.STAYS):
            raise UserError("vault.alone")
        house.vault.prove(house.keys(), passphrase)
        _say_left(house)
        with suppress(UserError):
            # The leaving was said and is kept: what the disk refuses now, the next opening does.
            _go(house)
        assert house.sitting is not None
        return Outcome(house.sitting, frozenset(Topic))

    def delete(self, passphrase: str) -> Outcome[None]:
        """Leave, and take one's own space off this computer; everything is closed afterwards.

        From the moment at which this is certain it is finished, now or at the next start. What raises
        before has deleted nothing. Codes: passphrase.wrong, sitting.not_own, vault.damaged, storage.*.
        """
        house = self._household
        house.me()
        house.vault.prove(house.keys(), passphrase)
        if self._standing() in (Standing.COUPLE, Standing.STAYS):
            _say_left(house)
            _clear_drafts(house)
            house.go_away()
            parting.step_out(house.vault, house.keys(), strike_name=True)
        parting.mark_deletion(house.vault, house.keys())
        house.close()
        _finish(house.vault)
        return Outcome(None, frozenset(Topic))


def finish_interrupted(folder: Path) -> None:
    """At a start, before anything is opened: finish the deletions whose owners had confirmed them.

    Codes: vault.damaged, vault.newer, storage.*.
    """
    _finish(Vault(folder))


def _finish(vault: Vault) -> None:
    parting.finish_deletions(vault.folder, partial(backups.forget_member, vault))


def settle(house: Household) -> None:
    """At an own opening, when the shared space was looked at: finish a leaving; else see who is there."""
    if _holds_leaving(house, house.said()):
        with suppress(UserError):
            _go(house)
        return
    with suppress(UserError):
        parting.tidy(house.vault, house.keys())
    house.refresh_members()


def _holds_leaving(house: Household, said: Sequence[Said]) -> bool:
    """Whether this person's own signed leaving is among what was said."""
    me = house.me().id
    return any(one.signed and isinstance(one.statement, Left) and one.statement.by == me for one in said)


def _say_left(house: Household) -> None:
    """Said once; one durable write is enough. Codes: storage.*."""
    if not _holds_leaving(house, house.said()):
        house.say(Left(house.new_id(), house.me().id))


def _go(house: Household) -> None:
    """Step out; the shared key is kept while the ledger does not hold the leaving yet."""
    in_ledger = house.has_shared and _holds_leaving(house, house.reading().said)
    _clear_drafts(house)
    house.go_away()
    if in_ledger:
        parting.step_out(house.vault, house.keys())


def _clear_drafts(house: Household) -> None:
    """Take out of the shared space what is not agreed: drafts for two, one's own offers and questions.

    So goes what this person said of single times of rituals, and their copies of notes. The other's offers,
    questions and notes stay, and so does everything that was said. A sheet that was released and not opened
    is destroyed.
    """
    me = house.me().id
    with suppress(UserError):
        sheets.destroy_sheet(house.vault, me)
        with house.private.transaction() as own:
            own.release.clear()
    with suppress(UserError):
        ritual_slips.take_back(house)
    with suppress(UserError):
        letter_rows.take_back(house)
    if not house.has_shared:
        return
    with suppress(UserError):
        RitualService(house).take_notes_back()
        triggers.take_back(house, me)
        showing.take_all_back(house, me)
    with suppress(UserError), house.shared.transaction() as tables:
        for words in tables.drafts.all():
            if words.owner is None or words.owner == me:
                tables.drafts.delete(words.id)
        for ask in tables.asks.all():
            if ask.by == me:
                tables.asks.delete(ask.id)
