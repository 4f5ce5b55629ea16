"""Versions: a released schema never changes, an older file is brought to the present, a newer one is left."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path

import pytest

from tests.storage.conftest import KEY
from trustapp.domain.answers import Choice
from trustapp.domain.errors import UserError
from trustapp.domain.ids import CategoryId, ItemId, RoundId, StatementId
from trustapp.storage import padding, schema
from trustapp.storage.connection import Database
from trustapp.storage.preferences import LOCK_MINUTES
from trustapp.storage.schema import PRIVATE, SHARED, Kind
from trustapp.storage.space import LiftRequest, PrivateSpace, ReleaseRecord, SharedSpace

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)

RELEASED = {
    ("private", 1): "6bc2334e29b37dabf74dabbf9bb7c51a",
    ("private", 2): "862a00366f4bb5feda523614c1d2678f",
    ("shared", 1): "382ae833fd582b3881c234f80988afd6",
    ("shared", 2): "54bab2f6e0080de5bb014f97f88a5b04",
}
"""The digest of every schema that a file may have; a line here never changes, only new ones come."""


WORDS = "reflection_word"
"""The index of words, and the beginning of the names of the tables that the engine keeps it in."""


def _digest(kind: Kind, version: int) -> str:
    text = "\n".join("|".join(row) for row in schema.objects_of(kind, version))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def test_released_schemas_are_what_they_were() -> None:
    found = {
        (kind.name, version): _digest(kind, version)
        for kind in (PRIVATE, SHARED)
        for version in range(1, kind.version + 1)
    }
    assert found == RELEASED


@pytest.mark.parametrize("kind", [PRIVATE, SHARED])
def test_every_table_is_strict_and_nothing_acts_by_itself(kind: Kind) -> None:
    for type_, name, _table, sql in schema.objects_of(kind, kind.version):
        assert type_ in ("table", "index"), "no trigger and no view"
        if type_ == "table" and not name.startswith(WORDS):
            assert ") STRICT" in sql


def test_words_are_looked_for_in_private_spaces_alone() -> None:
    made = {
        name for _type, name, _table, sql in schema.objects_of(PRIVATE, PRIVATE.version) if "VIRTUAL" in sql
    }
    assert made == {WORDS}
    assert not [sql for *_others, sql in schema.objects_of(SHARED, SHARED.version) if "VIRTUAL" in sql]


@pytest.mark.parametrize("kind", [PRIVATE, SHARED])
def test_migrations_are_numbered_without_a_gap(kind: Kind) -> None:
    names = [step.__module__.rsplit(".", 1)[1][:5] for step in kind.migrations]
    assert names == [f"m{number:04}" for number in range(1, kind.version + 1)]
    folder = Path(schema.__file__).parent / "migrations" / kind.name
    assert sorted(path.stem[:5] for path in folder.glob("m*.py")) == names


def test_the_two_kinds_have_their_own_marks() -> None:
    assert PRIVATE.application_id.to_bytes(4, "big") == b"TAP1"
    assert SHARED.application_id.to_bytes(4, "big") == b"TAS1"


def _colours(database: Database) -> None:
    database.execute("ALTER TABLE fact ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def _breaks(database: Database) -> None:
    _colours(database)
    database.execute("INSERT INTO no_such_table VALUES (1)")


def _with(monkeypatch: pytest.MonkeyPatch, step: schema.Upgrade) -> None:
    later = Kind(PRIVATE.name, PRIVATE.application_id, (*PRIVATE.migrations, step))
    monkeypatch.setattr(PrivateSpace, "KIND", later)


def test_an_older_file_is_brought_to_the_present_once(
    closed_private: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = PrivateSpace.open(closed_private, key)
    with space.transaction() as tables:
        tables.facts.set("a", b"kept")
    space.close()
    with monkeypatch.context() as patch:
        _with(patch, _colours)
        for _ in range(2):
            space = PrivateSpace.open(closed_private, key)
            with space.transaction() as tables:
                assert tables.facts.get("a") == b"kept"
            assert space._database.execute("SELECT colour FROM fact") == [("none",)]
            space.close()
    with pytest.raises(UserError) as refused:
        PrivateSpace.open(closed_private, key)
    assert refused.value.code == "vault.newer"


def test_a_migration_that_fails_leaves_the_old_file(
    closed_private: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _with(patch, _breaks)
        with pytest.raises(UserError):
            PrivateSpace.open(closed_private, key)
    PrivateSpace.open(closed_private, key).close()


def _open_copy(kind: type[PrivateSpace] | type[SharedSpace], to: Path) -> PrivateSpace | SharedSpace:
    """A file as an earlier program left it, copied so that the original stays what it was."""
    name = "private_v1.db" if kind is PrivateSpace else "shared_v1.db"
    shutil.copyfile(Path(__file__).parent / "data" / name, to / name)
    return kind.open(to / name, KEY)


def test_a_private_space_of_version_one_still_opens(tmp_path: Path) -> None:
    space = _open_copy(PrivateSpace, tmp_path)
    assert isinstance(space, PrivateSpace)
    with space.transaction() as tables:
        answer = tables.answers.get_all()[ItemId("touch.ask_first")]
        assert (answer.choice, answer.conditions, answer.note) == (Choice.YES_IF, ("only by day",), "später")
        assert [item.title for item in tables.own_items.all()] == ["Eine eigene Frage"]
        assert tables.seen.first_seen("digest") == NOON
        assert tables.lifts.all() == {StatementId("limit"): LiftRequest(NOON, "3")}
        assert tables.release.get() == ReleaseRecord(RoundId("round"), bytes(32), CategoryId("touch"))
        assert tables.witness.events() == [b"one", b"two"]
        assert tables.outbox.all() == [b"waits"]
        assert tables.preferences.get(LOCK_MINUTES) == 7
        assert tables.facts.get("sittings") == b"12"
    space.seal_at_rest()
    space.close()
    assert (tmp_path / "private_v1.db").stat().st_size == padding.SMALLEST_BYTES


def test_a_shared_space_of_version_one_still_opens(tmp_path: Path) -> None:
    space = _open_copy(SharedSpace, tmp_path)
    assert isinstance(space, SharedSpace)
    with space.transaction() as tables:
        assert tables.events.all() == [b"one", b"two"]
        assert [(words.title, words.until) for words in tables.drafts.all()] == [("Hände", date(2026, 8, 1))]
        assert [ask.by for ask in tables.asks.all()] == ["p1"]
        assert [title.title for title in tables.titles.all()] == ["Nachrichten"]
        assert [one.opened for one in tables.rounds.all()] == [date(2026, 5, 13)]
    space.close()
