"""Somebody may know my passphrase: every key of mine is made anew, and nothing that was agreed is lost."""

from __future__ import annotations

from tests.homes import ROBIN, SASHA, Home
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId
from trustapp.services.agreements import NewLimit
from trustapp.services.openings import Opened

NEW = "gondola thimble oyster marbles parsnip"


def rekey(home: Home, old: str = ROBIN, new: str = NEW) -> tuple[str, ...]:
    """All steps in the present sitting; gives the new code."""
    sheet = home.services.rekeying.begin(old, new).value
    assert home.services.rekeying.confirm({1: sheet.groups[1], 4: sheet.groups[4]}).value
    assert home.services.rekeying.run().value.finished
    return sheet.groups


def unlock(home: Home, member: MemberId, passphrase: str) -> Opened:
    home.services.vault.lock()
    return home.services.vault.unlock(member, passphrase).value


def limits(home: Home) -> list[str]:
    lines = home.services.agreements.view().value.agreement.lines
    return [line.text for line in lines]


def state(home: Home, text: str) -> None:
    category = home.services.answers.categories().value[0].id
    home.services.agreements.state_limit(NewLimit(CategoryId(category), "Kitchen", text, Kind.MINE))


def verified(home: Home) -> bool:
    return home.services.agreements.view().value.agreement.verified


def test_it_works_for_a_couple(couple: Home) -> None:
    couple.open(FIRST)
    state(couple, "Not in the kitchen.")
    rekey(couple)
    assert verified(couple)
    state(couple, "Not on the stairs.")
    opened = unlock(couple, FIRST, NEW)
    assert opened.notices == ()
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    opened = unlock(couple, SECOND, SASHA)
    assert opened.notices == ("partner_rekeyed",)
    assert verified(couple)
    assert limits(couple) == ["Not in the kitchen.", "Not on the stairs."]
    assert unlock(couple, SECOND, SASHA).notices == ()
    words = couple.services.vault.fingerprint().value
    assert unlock(couple, FIRST, NEW).notices == ()
    assert couple.services.vault.fingerprint().value == words


def test_it_works_alone(alone: Home) -> None:
    rekey(alone)
    assert unlock(alone, FIRST, NEW).notices == ()
    assert unlock(alone, FIRST, NEW).number == 3
