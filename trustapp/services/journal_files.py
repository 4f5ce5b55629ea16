"""Reflections in from the journals of other programs, and out as files that any program reads.

Both are done a part at a time, so that a page can show how far it is and stop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustapp.domain import passages
from trustapp.domain.books import Bind, Book
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.pictures import LARGEST_SOURCE, MOST_EACH, Picture, Remake
from trustapp.domain.reflections import Reflection
from trustapp.services.household import Household
from trustapp.services.reflections import CHANGED, ReflectionService
from trustapp.vault import erasing
from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.documents.importers.journal.found import Found, Journal
    from trustapp.documents.importers.journal.trees import Tree

STEP: Final = 50
"""So many reflections are taken in or written at a time."""
FIRST_LINES: Final = 5
"""How many of the newest are shown before anything is taken in."""


class Form(StrEnum):
    """What reflections are taken along as."""

    PAGES = "pages"
    JSON = "json"
    BOOK = "book"


@dataclass(frozen=True)
class Note:
    """Something that was not understood or not taken; the codes are those of ``docs/export-format.md``."""

    code: str
    day: date | None = None
    what: str = ""


@dataclass(frozen=True)
class Preview:
    """What a journal holds; nothing was changed by looking.

    ``fresh`` is how many are not here yet, ``newest`` the days and beginnings of some, ``kind`` the program
    that it looks to be of.
    """

    kind: str
    entries: int
    fresh: int
    pictures: int
    first: date | None
    last: date | None
    newest: tuple[tuple[date, str], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Progress:
    """How far it is, in reflections."""

    done: int
    of: int


@dataclass(frozen=True)
class TakenIn:
    """What became of a taking in: how many are here now that were not, and what was left out."""

    count: int
    notes: tuple[Note, ...]


@dataclass
class _Taking:
    path: Path
    rest: list[Found]
    of: int
    ids: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass
class _Writing:
    folder: Path
    form: Form
    ids: tuple[str, ...]
    done: int = 0
    written: list[Path] = field(default_factory=list)
    lines: StringIO = field(default_factory=StringIO)
    book: Book | None = None


class JournalFileService:
    """Everything here is done in one's own sitting; files that are taken along are not encrypted."""

    def __init__(self, household: Household, remake: Remake | None = None, bind: Bind | None = None) -> None:
        """``remake`` makes a picture anew, ``bind`` begins a book; without them neither is done."""
        self._household, self._remake, self._bind = household, remake, bind
        self._reflections = ReflectionService(household, remake)
        self._looked: tuple[Path, Journal, tuple[Found, ...]] | None = None
        self._taking: _Taking | None = None
        self._writing: _Writing | None = None

    # -- in ----------------------------------------------------------------------------------------

    def look(self, place: str) -> Outcome[Preview]:
        """What lies at a place, a file or a folder, and what of it is new. Codes: journal.*, storage.*."""
        from trustapp.documents.importers.journal.reading import read

        self._household.me()
        path = Path(place)
        journal = read(path)
        fresh = tuple(self._fresh(journal))
        self._looked = (path, journal, fresh)
        return Outcome(_preview(journal, fresh))

    def _fresh(self, journal: Journal) -> Iterator[Found]:
        """What is not here yet: neither from the same place, nor of the same day with the same words."""
        from trustapp.documents.importers.journal.found import likeness

        sources = set(self._reflections.known_sources())
        with self._household.private.transaction() as tables:
            alike = {likeness(*told) for told in tables.reflections.told()}
        for one in journal.entries:
            if one.entry.source not in sources and one.likeness not in alike:
                yield one
            sources.add(one.entry.source)
            alike.add(one.likeness)

    def begin_taking(self) -> Outcome[Progress]:
        """Begin to take in what was looked at and is new. Codes: journal.not_looked."""
        if self._looked is None:
            raise UserError("journal.not_looked")
        path, _journal, fresh = self._looked
        self._looked = None
        self._taking = _Taking(path, list(fresh), len(fresh))
        return Outcome(Progress(0, len(fresh)))

    def take_more(self) -> Outcome[Progress]:
        """Take the next ones in, with their pictures, all of them or none. Codes: journal.*, storage.*."""
        from trustapp.documents.importers.journal.trees import opened

        taking = self._under_way()
        some = taking.rest[:STEP]
        notes: list[Note] = []
        if some:
            room = self._reflections.room_for_pictures()
            with opened(taking.path) as tree:
                made: list[tuple[Reflection, tuple[Picture, ...]]] = []
                for one in some:
                    pictures = self._pictures(tree, one, room, notes)
                    room -= len(pictures)
                    made.append((one.entry, pictures))
            taking.ids += self._reflections.put_many(made).value
        del taking.rest[:STEP]
        taking.notes += notes
        return Outcome(Progress(taking.of - len(taking.rest), taking.of), CHANGED)

    def _pictures(self, tree: Tree, one: Found, room: int, notes: list[Note]) -> tuple[Picture, ...]:
        made: list[Picture] = []
        for name in one.pictures:
            if len(made) >= min(room, MOST_EACH):
                notes.append(Note("no_room", one.entry.day, name))
                continue
            try:
                if self._remake is None:
                    raise UserError("picture.not_read")
                made.append(self._remake(tree.read(name, LARGEST_SOURCE)))
            except UserError:
                notes.append(Note("picture", one.entry.day, name))
        return tuple(made)

    def end_taking(self) -> Outcome[TakenIn]:
        """What came in stays, be it that not everything did."""
        taking, self._taking = self._under_way(), None
        return Outcome(TakenIn(len(taking.ids), tuple(taking.notes)))

    def take_back(self) -> Outcome[None]:
        """What came in goes again. Codes: storage.*."""
        taking = self._under_way()
        with self._household.private.transaction() as tables:
            for one in taking.ids:
                if tables.reflections.get(one) is not None:
                    tables.reflections.delete(one)
        self._taking = None
        return Outcome(None, CHANGED)

    def _under_way(self) -> _Taking:
        if self._taking is None:
            raise UserError("journal.not_looked")
        return self._taking

    # -- out ---------------------------------------------------------------------------------------

    def begin_writing(self, place: str, passphrase: str, form: Form) -> Outcome[Progress]:
        """Make a new folder in this place. Codes: passphrase.wrong, export.not_written, storage.*."""
        from trustapp.documents.exporters import folder, journal

        house = self._household
        house.vault.prove(house.keys(), passphrase)
        day = house.today().isoformat()
        label = _("Reflections {initials}").format(initials=house.me().initials)
        made = folder.make_folder(Path(place), f"{label} {day}")
        self._writing = _Writing(made, form, self._reflections.all_ids())
        if form is Form.BOOK:
            self._writing.book = self._begun_book()
        else:
            self._write(made / "about.md", journal.about(label, day))
            self._writing.lines.write(journal.json_begin(label, day))
        return Outcome(Progress(0, len(self._writing.ids)))

    def write_more(self) -> Outcome[Progress]:
        """Write the next ones. Codes: export.not_begun, export.not_written, storage.*."""
        writing = self._open()
        for one in writing.ids[writing.done : writing.done + STEP]:
            self._write_one(writing, self._reflections.get(one).value)
            writing.done += 1
        return Outcome(Progress(writing.done, len(writing.ids)))

    def _begun_book(self) -> Book:
        from trustapp.documents.exporters import book

        if self._bind is None:
            raise UserError("export.not_begun")
        house = self._household
        return self._bind(book.first_page(house.me().initials, house.today()), book.style())

    def _write_one(self, writing: _Writing, one: Reflection) -> None:
        from trustapp.documents.exporters import book, journal

        if writing.book is not None:
            seen = [self._reflections.picture(picture).value for picture in one.pictures]
            writing.book.add(book.chapter_of(one), book.entry_of(one), seen)
            return
        year = writing.folder / f"{one.day.year:04}"
        if writing.form is Form.PAGES or one.pictures:
            with suppress(FileExistsError):
                year.mkdir(mode=0o700)
        name = journal.name_of(one)
        if (year / f"{name}.md").exists() or any(year.glob(f"{name}-1.*")):
            name = f"{name}-{one.id[:8]}"
        pictures = []
        for number, picture in enumerate(one.pictures, 1):
            found = self._reflections.picture(picture).value
            pictures.append(journal.picture_name(name, number, found))
            self._write(year / pictures[-1], found.data)
        if writing.form is Form.PAGES:
            self._write(year / f"{name}.md", journal.page_of(one, pictures))
        else:
            places = [f"{year.name}/{picture}" for picture in pictures]
            writing.lines.write(journal.json_of(one, places, first=not writing.done))

    def end_writing(self) -> Outcome[str]:
        """Everything is written; gives the folder. Codes: export.not_begun, export.not_written, storage.*."""
        from trustapp.documents.exporters import journal

        writing = self._open()
        if writing.book is not None:
            bound, writing.book = writing.book.close(), None
            self._write(writing.folder / "reflections.pdf", bound)
        if writing.form is Form.JSON:
            self._write(writing.folder / "reflections.json", writing.lines.getvalue() + journal.json_end())
        self._writing = None
        return Outcome(str(writing.folder))

    def stop_writing(self) -> Outcome[None]:
        """Overwrite and remove what was written, and the folder where nothing else is in it."""
        writing, self._writing = self._writing, None
        if writing is not None:
            if writing.book is not None:
                writing.book.close()  # what draws pages is ended, and its pages go
            for path in writing.written:
                with suppress(UserError):
                    erasing.erase(path)
            for place in (*{path.parent for path in writing.written}, writing.folder):
                with suppress(OSError):
                    place.rmdir()
        return Outcome(None)

    def _open(self) -> _Writing:
        if self._writing is None:
            raise UserError("export.not_begun")
        return self._writing

    def _write(self, path: Path, content: str | bytes) -> None:
        from trustapp.documents.exporters import folder

        self._open().written.append(path)
        folder.write_alone(path, content)


def _preview(journal: Journal, fresh: Sequence[Found]) -> Preview:
    days = [one.entry.day for one in journal.entries]
    newest = [(one.entry.day, _beginning(one.entry)) for one in fresh[::-1][:FIRST_LINES]]
    return Preview(
        journal.kind.value,
        len(days),
        len(fresh),
        sum(len(one.pictures) for one in fresh),
        min(days, default=None),
        max(days, default=None),
        tuple(newest),
        tuple(Note(one.code, one.day, one.what) for one in journal.notes),
    )


def _beginning(one: Reflection) -> str:
    return one.title or " ".join(passages.plain(one.text).split())[:80]
