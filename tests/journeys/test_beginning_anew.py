"""Both keys are lost: the partner invites, somebody begins anew, and the old key still opens."""

from __future__ import annotations

import pytest

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA, WORDS
from tests.journeys.door import Door
from tests.journeys.test_leaving import agree, tiles
from trustapp.domain.ids import FIRST, SECOND, MemberId
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.first_run.pages import NamePage
from ui.widgets.dialogs import PassphraseDialog

THIRD = MemberId("p3")


def invite(door: Door) -> None:
    door.unlock(SECOND)
    door.go("settings")
    assert "If Robin has lost passphrase and recovery sheet" in door.words()
    door.press("Invite Robin to begin anew…")
    assert isinstance(door.shown, PassphraseDialog)
    assert "neither of you can lift them" in door.words()
    door.give_passphrase(SASHA)


def test_the_partner_invites_and_somebody_begins_anew(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WORDS, THIRD, "gondola thimble oyster marbles parsnip")
    agree(door, clock)
    invite(door)
    assert isinstance(door.app.window.gate, FirstRunFlow)
    while not isinstance(door.app.window.gate.page, NamePage):
        page = door.app.window.gate.page
        tick = getattr(page, "tick", None)
        if tick is not None:
            tick()
        assert page is not None
        page.go_on()  # type: ignore[union-attr]
        door.settle()
    assert "The name from before stays with what was said under it" in door.words()
    assert "Clay brown" not in door.words(), "the inviter's colour is not offered"
    door.walk_as_joiner(THIRD, "Robin B.")
    door.lock()
    assert tiles(door) == ["Robin", "Sasha", "Robin B."]

    told = door.unlock(SECOND)
    assert "Somebody has begun anew by your invitation" in told
    words = door.services.vault.fingerprint().value
    assert all(word in told for word in words)
    door.unlock(THIRD)
    door.go("settings")
    assert "   ".join(words) in door.words()
    door.go("leaving")
    assert "Files of a member from before stay, unread, until that person deletes them" in door.words()
    door.go("agreement")
    assert "No pictures of p1" in door.words()
    assert "Stands, as last stated. Its owner is not here any more, and nobody else lifts it." in door.words()
    assert "We dance" not in door.words()

    told = door.unlock(FIRST, ROBIN)
    assert "Somebody has begun anew in your place" in told
    door.go("leaving")
    assert "the shared space no longer opens with these keys" in door.words()
    assert "You left the shared space" not in door.words()


def test_an_invitation_is_closed_again(door: Door, clock: Clock) -> None:
    agree(door, clock)
    invite(door)
    door.services.vault.lock()
    door.app.lock("asked")
    door.settle()
    door.unlock(SECOND)
    door.go("settings")
    assert "An invitation to begin anew is open" in door.words()
    door.press("Close the invitation")
    assert "If Robin has lost passphrase and recovery sheet" in door.words()
    told = door.unlock(FIRST)
    assert "begin anew in your place" not in told
    door.go("agreement")
    assert "No pictures of p1" in door.words()
