"""Somebody lost passphrase and recovery code: the partner invites them to begin anew, as another member.

What that changes and what it never changes: docs/decisions/013-beginning-anew.md.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import NamedTuple

from trustapp.domain.agreement import in_parts, lines_ended_by
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.domain.planner import not_ended, reached
from trustapp.domain.statements import End, EndScope, Joined, RitualEnd, StepDown
from trustapp.services.household import Household
from trustapp.vault import anew, crypto, headerstore, signing

_NONCE = "anew"
_WHO = "anew_member"


class Stage(StrEnum):
    """How far it has come."""

    NONE = "none"
    OPEN = "open"
    """The invitation is open: nobody has joined."""


class Anew(NamedTuple):
    """What the settings show; ``member`` is in whose place somebody may begin, or could be invited to."""

    stage: Stage
    member: Member | None = None


class AnewService:
    """Done alone, in one's own sitting, by the partner who still has their keys."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def look(self) -> Outcome[Anew]:
        """Own sitting. Codes: sitting.not_own, vault.damaged."""
        house = self._household
        house.me()
        sitting, header = house.sitting, house.vault.header()
        if sitting is None or header is None:
            return Outcome(Anew(Stage.NONE))
        nonce, who = _kept(house)
        if anew.is_open(header, house.keys(), nonce):
            return Outcome(Anew(Stage.OPEN, header.member(MemberId(who))))
        return Outcome(Anew(Stage.NONE, sitting.partner))

    def invite(self, passphrase: str) -> Outcome[None]:
        """End every opening, ritual and one's own offers, and leave the invitation open; limits stand.

        The partner's own next opening takes it back, as long as nobody has joined.
        Codes: passphrase.wrong, vault.alone, vault.full, sitting.not_own, rekey.unfinished, storage.*, and
        why the shared space cannot be reached.
        """
        house = self._household
        keys = house.keys()
        partner = house.sitting.partner if house.sitting is not None else None
        if partner is None:
            raise UserError("vault.alone")
        _ = house.shared
        if keys.before is not None or keys.older_shared or keys.succession is not None:
            raise UserError("rekey.unfinished")
        house.vault.prove(keys, passphrase)
        lines = lines_ended_by(house.record(), keys.member, True, house.drafts())
        for some in in_parts(lines):
            house.say(End(house.new_id(), keys.member, EndScope.AGREEMENT, some))
        _end_rituals(house, keys.member)
        nonce = crypto.random_bytes(crypto.KEY)
        with house.private.transaction() as tables:
            # Kept before the header is marked: whoever joins is recognised by it at the next opening.
            tables.facts.set(_NONCE, nonce)
            tables.facts.set(_WHO, partner.id.encode())
        anew.close_partner(house.vault, keys, nonce)
        house.refresh_members()
        return Outcome(None, frozenset(Topic))

    def withdraw(self) -> Outcome[None]:
        """Close the invitation; the partner is in the shared space again. What was ended stays ended.

        Codes: sitting.not_own, storage.*.
        """
        house = self._household
        _nonce, who = _kept(house)
        if who:
            anew.take_back(house.vault, house.keys(), MemberId(who))
        _forget(house)
        house.refresh_members()
        return Outcome(None, frozenset(Topic))


def _end_rituals(house: Household, me: MemberId) -> None:
    """Rituals and the steps of closeness were said with somebody: another member begins without any."""
    for words in not_ended(house.record()):
        house.say(RitualEnd(house.new_id(), me, words.id, words.template, words.name))
    if reached(house.record(), (me,)).by[me]:
        house.say(StepDown(house.new_id(), me, 0))


# -- at an own opening -----------------------------------------------------------------------------


def meet(house: Household, notices: list[str]) -> tuple[str, ...]:
    """Accept who began anew, if this person invited them; gives the words that both can compare.

    Whoever is told here that somebody began anew in their place loses nothing of their own by it.
    """
    keys = house.keys()
    if keys.closed_out:
        notices.append("anew_without_you")
        return ()
    if keys.shared_key is None:
        return ()
    header = headerstore.authentic(house.folder, keys)
    if header.anew and keys.newcomer is None and keys.member not in header.seals:
        notices.append("anew_undone")
    nonce, _who = _kept(house)
    if keys.newcomer is None:
        if nonce and not anew.is_open(header, keys, nonce):
            if len(header.seals) > 1 and header.invitation is None:
                notices.append("anew_closed")
            _forget(house)
        return ()
    try:
        anew.accept(house.vault, keys, nonce)
    except UserError as error:
        if error.code != "vault.join_refused":
            raise
        anew.refuse(house.vault, keys)
        _forget(house)
        house.refresh_members()
        notices.append("join_refused")
        return ()
    house.refresh_members()
    _forget(house)
    notices.append("anew_accepted")
    return signing.fingerprint(keys.pins)


def require_accepted(house: Household) -> None:
    """Codes: vault.awaits_partner until who invited this person has opened once."""
    if waits(house):
        raise UserError("vault.awaits_partner")


def waits(house: Household) -> bool:
    """Whether this person began anew, and who invited them has not opened since. Codes: sitting.not_own."""
    header = house.vault.header()
    return header is not None and anew.awaits(header, house.keys())


def introduce(house: Household) -> None:
    """Who began anew says once, in the ledger, which keys they found: as a joiner does."""
    header, me = house.vault.header(), house.me().id
    if header is None or len(header.members) < 3 or header.members[-1].id != me:
        return
    if any(isinstance(one.statement, Joined) and one.statement.by == me for one in house.said()):
        return
    with suppress(UserError):
        if anew.learn_first_keys(house.vault, house.keys(), house.events()):
            # The key of the open file was taken anew with the pins.
            house.close_shared()
            house.open_shared()
        house.say(joined(house))


def joined(house: Household) -> Joined:
    """The keys that this person found when they joined, and their own."""
    keys = house.keys()
    pairs = tuple((member, one.sign.hex(), one.seal.hex()) for member, one in sorted(keys.pinned.items()))
    return Joined(house.new_id(), keys.member, pairs)


def settle(house: Household) -> None:
    """When the shared file lies under the newest key: an invitation that is over goes out of the header."""
    if house.is_shut:
        return
    with suppress(UserError):
        anew.tidy(house.vault, house.keys(), _kept(house)[0])


def _kept(house: Household) -> tuple[bytes | None, str]:
    with house.private.transaction() as tables:
        return tables.facts.get(_NONCE), (tables.facts.get(_WHO) or b"").decode()


def _forget(house: Household) -> None:
    with house.private.transaction() as tables:
        tables.facts.delete(_NONCE)
        tables.facts.delete(_WHO)
