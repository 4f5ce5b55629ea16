"""The spaces: one encrypted file each, opened with its key, read and written in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, Self, TypeVar

from trustapp.storage import files, limits, padding, schema
from trustapp.storage.answers import AnswerTable
from trustapp.storage.asks import AskTable
from trustapp.storage.connection import Database, integrity
from trustapp.storage.drafts import DraftTable
from trustapp.storage.engine import SCHEMA_STEPS
from trustapp.storage.events import EventTable
from trustapp.storage.facts import FactTable
from trustapp.storage.letters import LetterTable
from trustapp.storage.lifts import LiftRequest, LiftTable
from trustapp.storage.outbox import OutboxTable
from trustapp.storage.own_items import OwnItemTable
from trustapp.storage.own_rituals import OwnRitualTable
from trustapp.storage.own_sheet import OwnSheetTable
from trustapp.storage.past import PastTable
from trustapp.storage.pictures import PictureTable
from trustapp.storage.preferences import PreferenceTable
from trustapp.storage.reflection_lists import ReflectionLists
from trustapp.storage.reflections import ReflectionTable
from trustapp.storage.releases import ReleaseRecord, ReleaseTable
from trustapp.storage.rounds import RoundTable
from trustapp.storage.schema import PRIVATE, SHARED, Kind
from trustapp.storage.seen import SeenTable
from trustapp.storage.slips import SlipTable
from trustapp.storage.titles import TitleTable
from trustapp.storage.triggers import TriggerTable
from trustapp.storage.witness import WitnessTable

__all__ = [
    "LiftRequest",
    "PrivateSpace",
    "PrivateTables",
    "ReleaseRecord",
    "SharedSpace",
    "SharedTables",
    "integrity",
]


class PrivateTables:
    """What one person's space holds."""

    def __init__(self, database: Database) -> None:
        """Lay the tables over an open database."""
        self.answers = AnswerTable(database)
        self.own_items = OwnItemTable(database)
        self.past = PastTable(database)
        self.seen = SeenTable(database)
        self.lifts = LiftTable(database)
        self.release = ReleaseTable(database)
        self.witness = WitnessTable(database)
        self.outbox = OutboxTable(database)
        self.preferences = PreferenceTable(database)
        self.facts = FactTable(database)
        self.own_sheet = OwnSheetTable(self.facts)
        self.own_rituals = OwnRitualTable(self.facts)
        self.triggers = TriggerTable(self.facts)
        self.letters = LetterTable(database, self.facts)
        self.pictures = PictureTable(database)
        self.reflections = ReflectionTable(database)
        self.reflection_lists = ReflectionLists(database)


class SharedTables:
    """What both see: the ledger, and what is not agreed yet."""

    def __init__(self, database: Database) -> None:
        """Lay the tables over an open database."""
        self.events = EventTable(database)
        self.drafts = DraftTable(database)
        self.asks = AskTable(database)
        self.titles = TitleTable(database)
        self.rounds = RoundTable(database)
        self.slips = SlipTable(database)


Tables = TypeVar("Tables")


class _Space(Generic[Tables]):
    """What the two kinds of space have in common."""

    KIND: Kind
    _largest: int | None = None
    _searches = False
    """Whether words are looked for with the engine; never in a file that somebody else can write."""

    def __init__(self, database: Database, key: memoryview, tables: Tables) -> None:
        self._database = database
        self._key: memoryview | None = key
        self._tables = tables

    @classmethod
    def open(cls, path: Path, key: memoryview, before_upgrade: Callable[[], None] | None = None) -> Self:
        """Open a space that is there.

        Where the file is of an older version, ``before_upgrade`` is called first, with the file closed and
        as it was; what it raises keeps the file from being changed.
        Codes: storage.missing, storage.refused, storage.damaged (a wrong key looks the same),
        storage.busy, storage.failed, vault.newer, engine.old.
        """
        database = Database.open(path, key, cls._largest)
        try:
            version = _admit(database, cls.KIND)
            if version < cls.KIND.version and before_upgrade is not None:
                database.close()
                before_upgrade()
                return cls.open(path, key)
            _upgrade(database, cls.KIND, version)
            cls._examine(database)
            database.trust(search=cls._searches)
        except BaseException:
            database.close()
            raise
        return cls._over(database, key)

    @classmethod
    def create(cls, path: Path, key: memoryview) -> Self:
        """Make a new space and open it; until it is whole it has another name.

        Codes: storage.refused (something has this name already), storage.full, storage.read_only.
        """
        made = files.beside(path, ".new")
        files.make_empty(made)
        try:
            database = Database.open(made, key)
            try:
                with database.transaction("EXCLUSIVE"):
                    schema.make(database, cls.KIND)
                cls._finish(database)
            finally:
                database.close()
            files.put_in_place(made, path)
        except BaseException:
            files.discard(made)
            raise
        return cls.open(path, key)

    @classmethod
    def _over(cls, database: Database, key: memoryview) -> Self:
        raise NotImplementedError

    @classmethod
    def _examine(cls, database: Database) -> None:
        """Look at the content before it is trusted."""

    @classmethod
    def _finish(cls, database: Database) -> None:
        """What a new file needs besides its tables."""

    @contextmanager
    def transaction(self) -> Iterator[Tables]:
        """The tables; leaving keeps everything that was written, an error keeps nothing of it.

        Codes: storage.full, storage.read_only, storage.damaged, storage.busy, storage.failed.
        """
        with self._database.transaction():
            yield self._tables

    def change_key(self, key: memoryview) -> None:
        """Write every page anew under another key. Codes: storage.*."""
        self._database.rekey(key)
        self._key = key

    def close(self) -> None:
        """Close the file and forget the key; safe to call twice."""
        self._key = None
        self._database.close()


class PrivateSpace(_Space[PrivateTables]):
    """One person's own space."""

    KIND = PRIVATE
    _searches = True

    @classmethod
    def _over(cls, database: Database, key: memoryview) -> Self:
        return cls(database, key, PrivateTables(database))

    @classmethod
    def _finish(cls, database: Database) -> None:
        padding.pad(database)

    def seal_at_rest(self) -> None:
        """Pad the file to its size at rest and write every page anew.

        Two copies then tell neither what was written nor how much. A file beyond 16 MiB is padded
        only. ``close`` comes next. Codes: storage.*.
        """
        if self._key is None:
            raise RuntimeError("the space is closed")
        if padding.pad(self._database) <= padding.LARGEST_REWRITTEN_BYTES:
            self._database.rekey(self._key)


class SharedSpace(_Space[SharedTables]):
    """The space of both. Either can write its file without this program: it is read with suspicion."""

    KIND = SHARED
    _largest = limits.LARGEST_FILE

    @classmethod
    def events_at_rest(cls, path: Path, key: memoryview) -> list[bytes]:
        """The events of a closed file that may not be written now; nothing on the disk changes.

        The file is suspected as in ``open``, and one of an older version is read as it is.
        Codes: as ``open``; storage.read_only where a journal would have to be played back first.
        """
        database = Database.open(path, key, cls._largest, writable=False)
        try:
            if _admit(database, cls.KIND) == cls.KIND.version:
                limits.check(database)
            else:
                limits.check_events(database)
            database.trust()
            with database.transaction():
                return EventTable(database).all()
        finally:
            database.close()

    @classmethod
    def _over(cls, database: Database, key: memoryview) -> Self:
        return cls(database, key, SharedTables(database))

    @classmethod
    def _examine(cls, database: Database) -> None:
        limits.check(database)
        database.limit_pages(limits.LARGEST_PAGES)


def _admit(database: Database, kind: Kind) -> int:
    """Let in a file of this kind and of a known version, whose schema is the expected one to the letter.

    The lock that this takes stays until the file is closed; nothing is written. Gives the version.
    """
    with database.budget(SCHEMA_STEPS), database.transaction("EXCLUSIVE"):
        version = schema.version_of(database, kind)
        schema.compare(database, kind, version)
    return version


def _upgrade(database: Database, kind: Kind, version: int) -> None:
    """Bring an older version to the present one, whole or not at all."""
    if version == kind.version:
        return
    with database.transaction("EXCLUSIVE"):
        schema.upgrade(database, kind, version)
        schema.compare(database, kind, kind.version)
