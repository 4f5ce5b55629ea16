"""A journal comes in and reflections go out, as a person does it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.homes import WORDS
from tests.journeys.door import Door
from tests.ui.papers import text_of
from trustapp.domain.ids import FIRST
from trustapp.domain.reflections import Query, Reflection
from trustapp.services.journal_files import Form
from ui.features.journal_files.page import JournalFilesPage
from ui.widgets.dialogs import PassphraseDialog

JOURNALS = Path(__file__).parents[1] / "data" / "journals"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder: what is beside it is the vault."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def alone(door: Door) -> Door:
    door.set_up(("Robin",))
    door.unlock(FIRST)
    return door


def page_of(door: Door) -> JournalFilesPage:
    door.go("reflections")
    door.press("Bring in, take along")
    page = door.page
    assert isinstance(page, JournalFilesPage)
    return page


def save(door: Door, page: JournalFilesPage, place: Path, passphrase: str) -> None:
    page.place_chosen(str(place))
    door.settle()
    dialog = page.findChildren(PassphraseDialog)[-1]
    dialog.given.emit(passphrase)
    dialog.accept()
    door.settle()


def test_a_journal_is_looked_into_brought_in_and_found(alone: Door) -> None:
    page = page_of(alone)
    page.look_into(str(JOURNALS / "jrnl-4.6" / "default.txt"))
    alone.settle()
    assert "None of it is here yet." in alone.words()
    assert alone.services.reflections.count(Query()).value == 0
    alone.press("Bring in what is new")
    count = alone.services.reflections.count(Query()).value
    assert count
    assert f"{count} entries came in." in alone.words()
    page.look_into(str(JOURNALS / "jrnl-4.6" / "default.txt"))
    alone.settle()
    assert "All of it is here already." in alone.words()
    assert page.take_button.isHidden()


def test_what_is_none_is_said_and_nothing_is_lost(alone: Door, tmp_path: Path) -> None:
    page = page_of(alone)
    page.look_into(str(tmp_path / "gone"))
    alone.settle()
    assert "cannot be read here" in alone.words()


def test_markup_in_a_journal_is_shown_to_the_letter(alone: Door, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("[2024-01-01 08:00] <b>bold</b> &amp; <img src=x>.\n")
    page = page_of(alone)
    page.look_into(str(place))
    alone.settle()
    assert "<b>bold</b> &amp; <img src=x>" in alone.words()


def test_reflections_go_out_with_the_passphrase_alone(alone: Door, out: Path) -> None:
    page = page_of(alone)
    page.look_into(str(JOURNALS / "markdown"))
    alone.settle()
    alone.press("Bring in what is new")
    save(alone, page, out, "wrong words")
    assert "That does not open it" in alone.words()
    assert list(out.iterdir()) == []
    save(alone, page, out, WORDS[FIRST])
    (folder,) = out.iterdir()
    assert str(folder) in alone.words()
    assert len(list(folder.rglob("*.md"))) == 1 + alone.services.reflections.count(Query()).value


def test_a_lock_in_the_middle_of_writing_leaves_nothing(alone: Door, out: Path) -> None:
    page = page_of(alone)
    page._presenter._writing = True
    alone.services.journal_files.begin_writing(str(out), WORDS[FIRST], page._form)
    keeps = page._presenter.unfinished()
    assert keeps is not None
    keeps()
    assert list(out.iterdir()) == []


def test_a_book_is_bound_and_holds_every_word(alone: Door, out: Path) -> None:
    service = alone.services.reflections
    day = alone.services.reflections.local_now().date()
    text = "# A head\n\nSome **loud** <b>& quiet</b> words.\n\n- The window\n\n1. First\n\n> Come in."
    service.put(Reflection("", day, title="The <i>walk</i>", text=text, prompt="What helped?"))
    service.put(Reflection("", day, text="\x01\u202eOdd signs."))
    page = page_of(alone)
    alone.press("One book to read or print…")
    save(alone, page, out, WORDS[FIRST])
    (folder,) = out.iterdir()
    assert [one.name for one in folder.iterdir()] == ["reflections.pdf"]
    words = " ".join(text_of(folder / "reflections.pdf"))
    for part in (
        "This book is not sealed.", "The <i>walk</i>", "What helped?", "A head",
        "Some loud <b>& quiet</b> words.", "• The window", "1. First", "Come in.", "Odd signs.",
    ):  # fmt: skip
        assert part in words, part
    assert "They are not sealed" in page.messages.text


def test_a_book_that_is_stopped_leaves_nothing(alone: Door, out: Path) -> None:
    alone.services.reflections.put(Reflection("", date(2026, 5, 3), text="Marmalade."))
    files = alone.services.journal_files
    files.begin_writing(str(out), WORDS[FIRST], Form.BOOK)
    files.write_more()
    files.stop_writing()
    assert list(out.iterdir()) == []
    files.begin_writing(str(out), WORDS[FIRST], Form.BOOK)
    assert Path(files.end_writing().value).exists(), "another can be begun"
