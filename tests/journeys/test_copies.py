"""A copy elsewhere, a look at it, and bringing it back, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA
from tests.journeys.door import Door
from trustapp.domain.answers import Choice
from trustapp.domain.changes import Outcome
from trustapp.domain.ids import FIRST
from trustapp.services.copies import Step, Work
from trustapp.storage import backup
from ui.features.answers.page import AnswersPage
from ui.features.settings.page import SettingsPage


def note(door: Door, text: str | None = None) -> str:
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="touch", item="touch.while_asleep")
    if text is not None:
        page._presenter.choose(Choice.NO)
        page._panel._card._note.setText(text)
        door.press("Keep and go on")
    kept = page._presenter.answer
    return kept.note if kept is not None else ""


def settings(door: Door) -> SettingsPage:
    door.go("settings")
    page = door.page
    assert isinstance(page, SettingsPage)
    return page


def choose(door: Door, path: Path) -> None:
    """In the window that asks for a file."""
    dialog = door.app.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    door.settle()


def test_a_copy_elsewhere_is_made_looked_at_and_brought_back(
    door: Door, clock: Clock, tmp_path: Path
) -> None:
    door.set_up(("Robin",))
    note(door, "before")
    page = settings(door)
    assert "No copy is there yet" in door.words()
    door.press("Make a copy elsewhere…")
    choose(door, tmp_path / "copy")
    assert page.messages.text.startswith("Copied and compared.")
    note(door, "after")
    settings(door)
    door.press("Check this copy now")
    assert settings(door).messages.text.startswith("This copy is whole")

    page._copies._which.setText("elsewhere")
    door.press("Bring it back…")
    choose(door, tmp_path / "copy")
    assert "A copy of how it is now is made first." in door.words()
    door.give_passphrase(SASHA)
    assert page.messages.text.startswith("That does not open it.")
    assert door.app.frame is not None
    page._copies.ask_restore(str(tmp_path / "copy"))
    door.give_passphrase(ROBIN)
    assert door.app.frame is None
    door.unlock(FIRST)
    assert door.app.frame is not None
    door.go("answers")
    page2 = door.page
    assert isinstance(page2, AnswersPage)
    page2.open_at(category="touch", item="touch.while_asleep")
    kept = page2._presenter.answer
    assert kept is not None
    assert kept.note == "before"


def test_a_damaged_copy_is_told_and_changes_nothing(door: Door, tmp_path: Path) -> None:
    door.set_up(("Robin",))
    page = settings(door)
    (tmp_path / "copy").write_bytes(b"TABACK\r\n\0\1")
    page._copies.check_requested.emit(str(tmp_path / "copy"))
    assert page.messages.text == "This copy is damaged and brings nothing back. Try another one."
    page._copies.restore_requested.emit(str(tmp_path / "copy"), ROBIN)
    assert page.messages.text.startswith("This copy is damaged")
    assert door.app.frame is not None
    assert door.has_button("Make a copy elsewhere…")


def test_a_copy_can_be_stopped(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door.set_up(("Robin",))
    page = settings(door)
    copies = page._presenter.copies
    shown: list[str] = []
    real = Work.step

    def watched(work: Work) -> Outcome[Step]:
        shown.append(door.words())
        copies.stop()
        return real(work)

    monkeypatch.setattr(Work, "step", watched)
    page._copies.copy_requested.emit(str(tmp_path / "copy"))
    assert len(shown) == 1
    assert "0 % done" in shown[0]
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    assert page._copies._copy.isEnabled()
    assert not page._copies._working.isVisible()


def test_a_newest_copy_that_does_not_hold_is_told_after_the_unlock(
    door: Door, clock: Clock, tmp_path: Path
) -> None:
    door.set_up(("Robin",))
    door.services.vault.lock()
    newest = backup.sets(tmp_path / "vault")[-1].path
    newest.write_bytes(newest.read_bytes()[:-1])
    door.unlock(FIRST)
    assert door.page.messages.text.startswith("The newest copy of the files does not open.")
