"""Journals come in once, whole and with a report; reflections go out and come in again the same."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Query, Reflection
from trustapp.services.journal_files import STEP, Form, JournalFileService
from trustapp.services.reflections import ReflectionService
from ui.features.journal_files import words

JOURNALS = Path(__file__).parents[1] / "data" / "journals"
SOURCE = Path(__file__).parents[2] / "trustapp" / "documents" / "importers"
DAY = date(2026, 5, 12)


def remake(data: bytes) -> Picture:
    return Picture(b"made anew " + data[:8], 4, 3)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder: what is beside it is the vault."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def files(couple: Home) -> JournalFileService:
    couple.open(FIRST)
    return JournalFileService(couple.services.vault._household, remake)


def take_all(files: JournalFileService) -> int:
    progress = files.begin_taking().value
    while progress.done < progress.of:
        progress = files.take_more().value
    return files.end_taking().value.count


def write_all(files: JournalFileService, place: Path, form: Form) -> Path:
    progress = files.begin_writing(str(place), WORDS[FIRST], form).value
    while progress.done < progress.of:
        progress = files.write_more().value
    return Path(files.end_writing().value)


def everything(service: ReflectionService) -> list[Reflection]:
    return [service.get(one).value for one in service.all_ids()]


def bare(one: Reflection) -> Reflection:
    return replace(one, id="", source="", made=None, changed=None, pictures=())


def code_of(work: object, *values: object) -> str:
    with pytest.raises(UserError) as caught:
        work(*values)  # type: ignore[operator]
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["jrnl-4.6/default.txt", "rednotebook-2.29.3", "markdown", "dayone-json-1.0"]
)
def test_a_journal_comes_in_once(couple: Home, files: JournalFileService, name: str) -> None:
    path = str(JOURNALS / name)
    view = files.look(path).value
    assert view.entries == view.fresh > 0
    assert couple.services.reflections.count(Query()).value == 0, "looking changes nothing"
    assert take_all(files) == view.fresh
    kept = everything(couple.services.reflections)
    assert len(kept) == view.fresh
    assert sum(len(one.pictures) for one in kept) == view.pictures
    again = files.look(path).value
    assert (again.entries, again.fresh, again.newest) == (view.entries, 0, ())


def test_what_was_written_here_before_does_not_come_again(couple: Home, files: JournalFileService) -> None:
    path = str(JOURNALS / "jrnl-4.6" / "default.txt")
    view = files.look(path).value
    take_all(files)
    service = couple.services.reflections
    one = everything(service)[0]
    service.delete(one.id)
    service.put(Reflection("", one.day, title=one.title, text=one.text))
    assert files.look(path).value.fresh == 0
    assert view.fresh == service.count(Query()).value


def test_a_stop_keeps_what_came_in_and_a_taking_back_takes_it_out(
    couple: Home, files: JournalFileService, tmp_path: Path
) -> None:
    place = tmp_path / "many.txt"
    place.write_text("".join(f"[2024-01-{1 + n % 28:02} 08:{n % 60:02}] Entry {n}.\n\n" for n in range(120)))
    count = couple.services.reflections.count
    assert files.look(str(place)).value.fresh == 120
    files.begin_taking()
    files.take_more()
    assert files.end_taking().value.count == STEP == count(Query()).value
    assert files.look(str(place)).value.fresh == 120 - STEP
    files.begin_taking()
    files.take_more()
    files.take_back()
    assert count(Query()).value == STEP


def test_a_picture_that_cannot_be_read_is_told_and_the_entry_comes(couple: Home) -> None:
    couple.open(FIRST)
    files = JournalFileService(couple.services.vault._household)
    view = files.look(str(JOURNALS / "dayone-json-1.0")).value
    assert view.pictures
    files.begin_taking()
    files.take_more()
    taken = files.end_taking().value
    assert taken.count == view.fresh
    assert [one.code for one in taken.notes] == ["picture"] * view.pictures


@pytest.mark.parametrize("form", [Form.PAGES, Form.JSON])
def test_what_goes_out_comes_in_the_same_in_another_space(
    couple: Home, files: JournalFileService, out: Path, form: Form
) -> None:
    service = couple.services.reflections
    for name in ("jrnl-4.6/default.txt", "dayone-json-1.0"):
        files.look(str(JOURNALS / name))
        take_all(files)
    service.put(
        Reflection("", DAY, "21:10", "A <b>walk</b>", "## Head\n\n- *one*\n- two", "helps", tags=("a",))
    )
    service.put(Reflection("", DAY, title="A <b>walk</b>", text="Of the same name."))
    before = everything(service)
    folder = write_all(files, out, form)
    assert "not encrypted" in (folder / "about.md").read_text()
    assert {path.stat().st_mode & 0o77 for path in folder.rglob("*")} == {0}
    again = files.look(str(folder)).value
    assert (again.fresh, again.notes) == (0, ())
    couple.open(SECOND)
    theirs = JournalFileService(couple.services.vault._household, remake)
    assert theirs.look(str(folder)).value.fresh == len(before)
    take_all(theirs)
    after = everything(couple.services.reflections)
    key = lambda one: (one.day, one.time, one.title, one.text)  # noqa: E731
    assert sorted(map(bare, after), key=key) == sorted(map(bare, before), key=key)
    assert sum(len(one.pictures) for one in after) == sum(len(one.pictures) for one in before)


def test_a_stop_removes_what_was_written(couple: Home, files: JournalFileService, out: Path) -> None:
    couple.services.reflections.put(Reflection("", DAY, text="Marmalade."))
    files.begin_writing(str(out), WORDS[FIRST], Form.PAGES)
    files.write_more()
    assert list(out.rglob("*.md"))
    files.stop_writing()
    assert list(out.iterdir()) == []


def test_nothing_is_written_without_the_passphrase_or_over_anything(
    couple: Home, files: JournalFileService, out: Path
) -> None:
    assert code_of(files.begin_writing, str(out), "wrong words", Form.PAGES) == "passphrase.wrong"
    assert list(out.iterdir()) == []
    first, second = (write_all(files, out, Form.PAGES) for _time in range(2))
    assert first != second
    assert code_of(files.begin_writing, str(out / "none"), WORDS[FIRST], Form.JSON) == "export.not_written"


def test_what_is_no_journal_or_gone_is_said(couple: Home, files: JournalFileService, tmp_path: Path) -> None:
    assert code_of(files.look, str(tmp_path / "none")) == "journal.not_read"
    assert code_of(files.begin_taking) == "journal.not_looked"
    place = tmp_path / "gone.txt"
    place.write_text("[2024-01-01 08:00] Entry.\n")
    files.look(str(place))
    files.begin_taking()
    place.unlink()
    assert code_of(files.take_more) == "journal.not_read"
    assert files.end_taking().value.count == 0


def test_together_knows_nothing_of_it(couple: Home, files: JournalFileService, out: Path) -> None:
    couple.together()
    assert code_of(files.look, str(JOURNALS / "markdown")) == "sitting.not_own"
    assert code_of(files.begin_writing, str(out), WORDS[FIRST], Form.PAGES) == "sitting.not_own"


def test_everything_that_a_reader_notes_has_a_sentence() -> None:
    codes = {"picture", "no_room", "more", "video", "sound", "unused", "signs"}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
            if call and node.func.attr in ("note", "add") and isinstance(node.args[0], ast.Constant):  # type: ignore[union-attr]
                codes.add(node.args[0].value)  # type: ignore[union-attr]
    from trustapp.documents.importers import foreign_markdown as foreign

    codes |= {foreign.TABLE, foreign.NESTED, foreign.CODE, foreign.UNREAD}
    calendar = {code for code in codes if not isinstance(code, str)}
    assert codes - calendar <= set(words._sentences()), codes - set(words._sentences())
