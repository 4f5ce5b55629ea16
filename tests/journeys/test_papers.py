"""The printing page: five papers by keys alone, lines chosen for a session, the agreement as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tests.homes import ROBIN
from tests.journeys.door import Door, key
from tests.ui.papers import text_of
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.services.agreements import NewLimit
from trustapp.services.papers import Layout
from ui.features.printing.page import PrintPage

TOUCH = CategoryId("touch")
HTML = "<b>bold</b><img src='file:///etc/passwd'>&amp;"


@pytest.fixture
def home(door: Door) -> Door:
    """Each stated a limit for paper; the first one more, in words of markup, which stays off paper."""
    door.set_up(("Robin", "Sasha"))
    for member, name in ((SECOND, "Sasha"), (FIRST, "Robin")):
        door.unlock(member)
        door.services.agreements.state_limit(
            NewLimit(TOUCH, "a", f"Not when {name} sleeps", Kind.MINE, paper=True)
        )
    door.services.agreements.state_limit(NewLimit(TOUCH, "b", HTML, Kind.MINE))
    door.go("print")
    return door


def printing(home: Door) -> PrintPage:
    page = home.page
    assert isinstance(page, PrintPage)
    return page


def paper(page: PrintPage) -> str:
    assert page._paper is not None
    return page._paper.page_text(0)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(wanted: str) -> QWidget:
    """Tab on until the focus is on what has this accessible name."""
    for _step in range(80):
        interface = QAccessible.queryAccessibleInterface(focus())
        if interface is not None and interface.text(QAccessible.Text.Name) == wanted:
            return focus()
        key(focus(), Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted!r} is not reached by Tab")


def test_every_paper_is_chosen_and_a_session_filled_with_keys_alone(home: Door) -> None:
    home.app.window.activateWindow()
    home.settle()
    page = printing(home)
    key(tab_to("Full sheet"), Qt.Key.Key_Right)
    seen = [page._presenter.options.layout]
    for which in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
        key(focus(), which)
        home.settle()
        seen.append(page._presenter.options.layout)
    assert set(seen) >= {Layout.ONE_PAGE, Layout.CARD, Layout.LIMITS, Layout.SESSION}
    assert seen[-1] is Layout.SESSION
    assert not any(button.isEnabled() for button in page.ways_out)
    key(tab_to("Show the paper"), Qt.Key.Key_Space)
    home.settle()
    assert "No line is chosen yet" in home.words()
    key(tab_to("Choose lines…"), Qt.Key.Key_Return)
    home.settle()
    assert page._chooser.isAncestorOf(focus()), "choosing begins at the first line"
    key(tab_to(HTML), Qt.Key.Key_Space)
    key(tab_to("Show the paper"), Qt.Key.Key_Space)
    home.settle()
    assert page._chip.text() == "Only you see what you choose"
    assert HTML in paper(page)
    assert "Not when" not in paper(page)
    assert tab_to("Print…").isEnabled()


def test_what_is_chosen_is_saved_as_it_was_typed_and_not_kept(home: Door, tmp_path: Path) -> None:
    home.press("Session")
    home.press(HTML)
    home.press("Show the paper")
    home.press("Save as a file…")
    dialog = home.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    dialog.accept()
    home.settle()
    assert HTML in " ".join(text_of(tmp_path / "Notes.pdf"))
    home.unlock(FIRST)
    home.go("print")
    home.press("Session")
    assert printing(home)._presenter.options.chosen == frozenset()
    assert "No line stands on this paper." in paper(printing(home))


def test_of_the_other_nothing_can_be_chosen(home: Door) -> None:
    home.press("Session")
    assert not home.has_button("Not when S sleeps")
    assert home.has_button("Not when R sleeps")


def test_what_does_not_fit_on_one_page_says_so_before_anything_is_printed(home: Door) -> None:
    for number in range(60):
        words = f"Not {number}, and this is told at some length so that no page of this size can hold it. "
        home.services.agreements.state_limit(
            NewLimit(TOUCH, "c", f"{words}And so it goes on.", Kind.MINE, paper=True)
        )
    home.go("agreement")
    home.go("print")
    page = printing(home)
    page.presenter.refresh()  # type: ignore[union-attr]
    home.press("One page")
    assert "This does not fit on one page" in home.words()
    assert "No line is left out to make it fit." in home.words()
    assert not any(button.isEnabled() for button in page.ways_out)
    home.press("Take the full sheet")
    assert page._presenter.options.layout is Layout.FULL
    assert all(button.isEnabled() for button in page.ways_out)
    assert page._paper is not None
    assert page._paper.page_count > 1


def test_a_card_never_has_whole_names_or_words_to_compare(home: Door) -> None:
    home.press("Names")
    home.press("Five words of the record")
    assert "Robin" in paper(printing(home))
    assert "Record: " in paper(printing(home))
    home.press("Wallet card")
    assert not home.has_button("Names")
    assert "Record: " not in paper(printing(home))
    assert "inside the fold" in home.words()
    assert "Robin" not in paper(printing(home))
    assert "R: Not when R sleeps" in paper(printing(home))


def test_limits_of_one_are_asked_for_where_there_are_limits_only(home: Door) -> None:
    assert not home.has_button("Only mine")
    home.press("Limits only")
    assert "Not when S sleeps" in paper(printing(home))
    home.press("Only mine")
    assert "Not when S sleeps" not in paper(printing(home))
    assert "Not when R sleeps" in paper(printing(home))


def test_the_agreement_is_saved_as_text(home: Door, tmp_path: Path) -> None:
    for words, name in (("As JSON…", "Notes.json"), ("As Markdown…", "Notes.md")):
        home.press(words)
        dialog = home.shown
        assert isinstance(dialog, QFileDialog)
        assert [Path(one).name for one in dialog.selectedFiles()] == [name]
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(name)
        dialog.accept()
        home.settle()
        home.give_passphrase("not the right one")
        assert not (tmp_path / name).exists()
        home.press(words)
        again = home.shown
        assert isinstance(again, QFileDialog)
        again.setDirectory(str(tmp_path))
        again.selectFile(name)
        again.accept()
        home.settle()
        home.give_passphrase(ROBIN)
        assert (tmp_path / name).exists()
    told = json.loads((tmp_path / "Notes.json").read_text(encoding="utf-8"))
    lines = [line["text"] for group in told["groups"] for line in group["lines"]]
    assert sorted(lines) == sorted(["Not when S sleeps", "Not when R sleeps", HTML])
    assert r"\<b\>bold\</b\>" in (tmp_path / "Notes.md").read_text(encoding="utf-8")
