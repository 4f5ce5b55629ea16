"""Somebody may know the passphrase: Robin makes every key anew, and Sasha reads of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import ROBIN
from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND
from trustapp.vault import files as vault_files
from ui.features.settings.keys_anew import NewKeysCard
from ui.features.settings.page import SettingsPage
from ui.shell.unlock import UnlockPage

FRESH = "harbour ladder ivory noodle planet"


def card_of(door: Door) -> NewKeysCard:
    door.go("settings")
    assert isinstance(door.page, SettingsPage)
    return door.page._new_keys


def fill(door: Door, card: NewKeysCard, old: str, new: str, again: str | None = None) -> None:
    form = card._passphrase
    for edit, text in ((form.old, old), (form.new, new), (form.again, again or new)):
        edit.setText(text)
    door.press("Show me the new sheet")


def groups_of(card: NewKeysCard) -> list[str]:
    return list(card._groups.groups())


def test_new_keys(door: Door) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    card = card_of(door)
    assert "still opens with the old passphrase" in door.words()
    assert "not why" in door.words()
    door.press("Make new keys…")
    fill(door, card, "not this one at all", FRESH)
    assert "That does not open it." in door.words()
    fill(door, card, ROBIN, FRESH, "another")
    assert "The two entries differ." in door.words()
    fill(door, card, ROBIN, ROBIN)
    assert "New keys need another one." in door.words()
    fill(door, card, ROBIN, FRESH)
    sheet = groups_of(card)
    assert len(sheet) == 7
    door.press("I have copied it")
    card._typed.fill(["00000"] * 7)
    door.press("Make the new keys")
    assert "One of the two groups differs from the sheet." in door.words()
    door.press("Look at it again")
    assert groups_of(card) == sheet, "the same sheet, until it was copied or put away"
    door.press("Not now")
    assert groups_of(card) == []
    door.unlock(FIRST, ROBIN)

    card = card_of(door)
    door.press("Make new keys…")
    fill(door, card, ROBIN, FRESH)
    sheet = groups_of(card)
    door.press("I have copied it")
    card._typed.fill(sheet)
    door.press("Make the new keys")
    assert "Your new keys are made." in door.words()
    assert door.has_button("Make new keys…")
    assert not any(
        edit.text() for edit in (card._passphrase.old, card._passphrase.new, card._passphrase.again)
    )
    assert "new keys" in door.unlock(SECOND)
    assert "new keys" not in door.unlock(SECOND)
    door.unlock(FIRST, FRESH)
    assert isinstance(card_of(door), NewKeysCard)


def test_where_the_disk_does_not_answer_the_space_closes_and_the_unlock_page_says_so(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.set_up(("Robin", "Sasha"))
    door.unlock(FIRST)
    card = card_of(door)
    door.press("Make new keys…")
    fill(door, card, ROBIN, FRESH)
    sheet = groups_of(card)
    door.press("I have copied it")
    card._typed.fill(sheet)

    def silent(_folder: Path) -> None:
        raise OSError(5, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(vault_files, "flush_folder", silent)
        door.press("Make the new keys")
    assert door.app.frame is None
    assert isinstance(door.app.window.gate, UnlockPage)
    assert "so your space was closed. Open it with the new passphrase" in door.words()
    door.unlock(FIRST, FRESH)
    door.lock()
    assert "so your space was closed" not in door.words(), "it is told once"
