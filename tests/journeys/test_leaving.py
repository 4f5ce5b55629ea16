"""Somebody takes their things and goes; the other stays, and finds what was said as it was last stated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.clocks import Clock
from tests.homes import ROBIN, SASHA, WORDS
from tests.journeys.door import Door, key
from trustapp.documents.exporters import folder
from trustapp.domain.answers import Answer, Choice, Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from ui.features.help.page import HelpAndSafetyPage
from ui.features.leaving.page import LeavingPage
from ui.features.leaving.parts import DeleteDialog
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.unlock import UnlockPage
from ui.widgets import folders
from ui.widgets.dialogs import PassphraseDialog

TOUCH = CategoryId("touch")


def to_leaving(door: Door) -> LeavingPage:
    """As a person comes there: by the settings."""
    door.go("settings")
    door.press("Leaving and taking my things…")
    page = door.page
    assert isinstance(page, LeavingPage)
    return page


def delete(door: Door, passphrase: str, word: str = "delete") -> None:
    door.press("Delete my space…")
    dialog = door.shown
    assert isinstance(dialog, DeleteDialog)
    dialog.field.setText(word)
    dialog.edit.setText(passphrase)
    dialog.act_button.click()
    door.settle()


def agree(door: Door, clock: Clock) -> None:
    """A line that counts, and a limit of each."""
    door.set_up(("Robin", "Sasha"))
    say = door.services.agreements
    door.unlock(FIRST)
    words = say.draft(NewDraft(LineKind.OPENING, TOUCH, "Dancing", "We dance", date(2027, 1, 1))).value
    for member in (FIRST, SECOND):
        door.unlock(member)
        say.mark_seen((words.id,))
        clock.on(hours=25)
        door.unlock(member)
        say.still_yes(words.id, WORDS[member], paper=True)
        say.state_limit(NewLimit(TOUCH, "Pictures", f"No pictures of {member}", Kind.MINE, paper=True))
    clock.on(hours=25)


def tiles(door: Door) -> list[str]:
    gate = door.app.window.gate
    assert isinstance(gate, UnlockPage)
    return [tile.member.name for tile in gate._tiles]


def test_one_leaves_and_the_other_stays(door: Door, clock: Clock) -> None:
    agree(door, clock)
    door.unlock(FIRST)
    page = to_leaving(door)
    assert "If you are afraid of how somebody may react" in door.words()
    assert "This cannot be undone" in door.words()
    door.press("Leave the shared space…")
    door.give_passphrase(SASHA)
    assert "That does not open it" in page.messages.text
    door.press("Leave the shared space…")
    assert "no way back" in door.words()
    door.give_passphrase(ROBIN)

    assert isinstance(door.page, LeavingPage)
    assert "You left the shared space." in door.words()
    assert not door.has_button("Leave the shared space…")
    frame = door.app.frame
    assert frame is not None
    assert frame.has("answers")
    assert not frame.has("agreement")
    assert not frame.has("print")
    door.go("settings")
    assert "One of you left the shared space." in door.words()

    door.lock()
    assert tiles(door) == ["Robin", "Sasha"]
    door.unlock(SECOND)
    door.go("agreement")
    assert "The other person left the shared space." in door.words()
    assert "No pictures of p1" in door.words()
    assert "We dance" not in door.words()
    assert not door.has_button("Draft a line")
    assert door.has_button("State a limit")
    door.press("Earlier versions")
    assert "What the one who left had opened was taken out." in door.words()
    assert "We dance" not in door.words()
    door.press("Print…")
    assert door.page.KEY == "print"
    to_leaving(door)
    assert "Robin left the shared space." in door.words()


def test_one_deletes_and_the_other_finds_one_space(door: Door, clock: Clock) -> None:
    agree(door, clock)
    door.unlock(FIRST)
    to_leaving(door)
    delete(door, ROBIN, word="delte")
    dialog = door.shown
    assert isinstance(dialog, DeleteDialog)
    assert dialog.field.error
    dialog.reject()
    door.settle()
    delete(door, SASHA)
    assert "That does not open it" in door.page.messages.text
    delete(door, ROBIN)

    assert tiles(door) == ["Sasha"]
    assert "Robin" not in door.words()
    door.unlock(SECOND)
    door.go("agreement")
    assert "As last stated by one who left" in door.words()
    assert "Robin" not in door.words()
    to_leaving(door)
    delete(door, SASHA)
    assert isinstance(door.app.window.gate, FirstRunFlow)


def test_one_alone_deletes_everything_and_the_first_run_comes(door: Door, tmp_path: Path) -> None:
    door.set_up(("Robin",))
    to_leaving(door)
    assert not door.has_button("Leave the shared space…")
    assert "Everything of this program in this folder goes" in door.words()
    assert "p1.db" in door.words()
    assert str(tmp_path / "vault") in door.words()
    delete(door, ROBIN, word=" Delete ")
    assert isinstance(door.app.window.gate, FirstRunFlow)
    assert not list((tmp_path / "vault").glob("p1.*"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses."""
    made = tmp_path / "a stick"
    made.mkdir()

    def choose(_parent: QWidget, _title: str, chosen: Callable[[str], object]) -> None:
        chosen(str(made))

    monkeypatch.setattr(folders, "choose", choose)
    return made


def test_one_takes_their_things_along(door: Door, place: Path) -> None:
    door.set_up(("Robin",))
    item = door.services.answers.categories().value[0].items[0]
    door.services.answers.keep(Answer(item.id, Choice.NO, note="written at night"))
    page = to_leaving(door)
    assert "The files are not sealed" in door.words()
    door.press("Save my things…")
    assert str(place) in door.words()
    door.give_passphrase(ROBIN)
    [made] = place.iterdir()
    assert str(made) in page.messages.text
    assert "written at night" in (made / "answers.md").read_text(encoding="utf-8")
    assert door.has_button("Save my things…")


def test_a_saving_that_fails_leaves_nothing_and_says_why(
    door: Door, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = folder.write
    written: list[Path] = []

    def second_fails(path: Path, text: str) -> None:
        if written:
            raise UserError("storage.full")
        written.append(path)
        write(path, text)

    monkeypatch.setattr(folder, "write", second_fails)
    door.set_up(("Robin",))
    page = to_leaving(door)
    door.press("Save my things…")
    door.give_passphrase(ROBIN)
    assert written
    assert list(place.iterdir()) == []
    assert "full" in page.messages.text
    assert not page._cancel.isVisible()


def test_help_is_the_first_thing_on_the_page_and_the_keyboard_is_enough(door: Door) -> None:
    door.set_up(("Robin",))
    page = to_leaving(door)
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    assert [one.text() for one in buttons] == ["Help and safety", "Save my things…", "Delete my space…"]
    assert all(one.accessibleName() or one.text() for one in buttons)
    for one in buttons:
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
    buttons[2].setFocus()
    key(buttons[2], Qt.Key.Key_Return)
    dialog = door.shown
    assert isinstance(dialog, PassphraseDialog)
    assert dialog.field.hasFocus() or dialog.field.edit.hasFocus() or not QApplication.focusWidget()
    key(dialog, Qt.Key.Key_Escape)
    door.settle()
    assert isinstance(door.page, LeavingPage)
    buttons[0].click()
    door.settle()
    assert isinstance(door.page, HelpAndSafetyPage)
