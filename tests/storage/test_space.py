"""Spaces: transactions, versions, and files that are not what they were."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.builders import an_answer
from tests.storage.conftest import Raw
from trustapp.domain.answers import Choice
from trustapp.domain.errors import UserError
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace

Kinds = type[PrivateSpace | SharedSpace]
both_kinds = pytest.mark.parametrize("kind", [PrivateSpace, SharedSpace])


class SomethingWentWrongError(Exception):
    """Raised by a test in the middle of a transaction."""


def _code(kind: Kinds, path: Path, key: memoryview) -> str:
    with pytest.raises(UserError) as refused:
        kind.open(path, key)
    return refused.value.code


def test_an_error_leaves_nothing_of_a_transaction(private: PrivateSpace) -> None:
    with private.transaction() as tables:
        tables.facts.set("kept", b"1")

    def half_way() -> None:
        with private.transaction() as tables:
            tables.answers.save(an_answer(Choice.NO))
            tables.facts.set("kept", b"2")
            raise SomethingWentWrongError

    with pytest.raises(SomethingWentWrongError):
        half_way()
    with private.transaction() as tables:
        assert tables.answers.get_all() == {}
        assert tables.facts.get("kept") == b"1"


def test_what_was_rolled_back_is_not_there_after_closing(
    private: PrivateSpace, private_path: Path, key: memoryview
) -> None:

    def half_way() -> None:
        with private.transaction() as tables:
            tables.facts.set("gone", b"1")
            raise SomethingWentWrongError

    with pytest.raises(SomethingWentWrongError):
        half_way()
    private.close()
    again = PrivateSpace.open(private_path, key)
    with again.transaction() as tables:
        assert tables.facts.get("gone") is None
    again.close()


def test_a_transaction_within_another_is_a_bug_and_undoes_both(private: PrivateSpace) -> None:
    def nested() -> None:
        with private.transaction() as tables:
            tables.facts.set("outer", b"1")
            with private.transaction():
                pass

    with pytest.raises(RuntimeError, match="open already"):
        nested()
    with private.transaction() as tables:
        assert tables.facts.get("outer") is None


def test_transactions_of_two_spaces_may_overlap(private: PrivateSpace, shared: SharedSpace) -> None:
    with private.transaction() as mine, shared.transaction() as ours:
        mine.facts.set("a", b"1")
        ours.events.append(1, b"one")
    with private.transaction() as mine, shared.transaction() as ours:
        assert (mine.facts.get("a"), ours.events.all()) == (b"1", [b"one"])


@both_kinds
def test_a_closed_space_stays_closed(kind: Kinds, tmp_path: Path, key: memoryview) -> None:
    space = kind.create(tmp_path / "space.db", key)
    space.close()
    space.close()
    with pytest.raises(RuntimeError), space.transaction():
        pass
    if isinstance(space, PrivateSpace):
        with pytest.raises(RuntimeError, match="closed"):
            space.seal_at_rest()


@both_kinds
def test_only_the_file_itself_is_left_after_closing(kind: Kinds, tmp_path: Path, key: memoryview) -> None:
    space = kind.create(tmp_path / "space.db", key)
    with space.transaction() as tables:
        (tables.facts.set("a", b"1") if hasattr(tables, "facts") else tables.events.append(1, b"e"))
    space.close()
    assert [path.name for path in tmp_path.iterdir()] == ["space.db"]


@both_kinds
def test_opening_and_reading_change_no_byte(kind: Kinds, tmp_path: Path, key: memoryview) -> None:
    path = tmp_path / "space.db"
    kind.create(path, key).close()
    before, modified = path.read_bytes(), path.stat().st_mtime_ns
    space = kind.open(path, key)
    with space.transaction():
        pass
    space.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, modified)


@both_kinds
def test_a_newer_version_is_left_byte_for_byte(
    kind: Kinds, tmp_path: Path, key: memoryview, attack: Raw
) -> None:
    path = tmp_path / "space.db"
    kind.create(path, key).close()
    connection = attack(path)
    connection.execute("CREATE TABLE from_the_future (a)")
    connection.execute(f"PRAGMA user_version = {kind.KIND.version + 1}")
    connection.close()
    before = path.read_bytes()
    assert _code(kind, path, key) == "vault.newer"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["space.db"]


def test_one_kind_is_not_taken_for_the_other(
    closed_private: Path, closed_shared: Path, key: memoryview
) -> None:
    assert _code(SharedSpace, closed_private, key) == "storage.damaged"
    assert _code(PrivateSpace, closed_shared, key) == "storage.damaged"


def test_a_private_space_with_another_schema_is_refused(
    closed_private: Path, key: memoryview, attack: Raw
) -> None:
    connection = attack(closed_private)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM outbox; END")
    connection.close()
    assert _code(PrivateSpace, closed_private, key) == "storage.damaged"


@both_kinds
def test_the_others_key_opens_nothing(
    kind: Kinds, tmp_path: Path, key: memoryview, other_key: memoryview
) -> None:
    kind.create(tmp_path / "mine.db", key).close()
    kind.create(tmp_path / "theirs.db", other_key).close()
    assert _code(kind, tmp_path / "mine.db", other_key) == "storage.damaged"
    assert _code(kind, tmp_path / "theirs.db", key) == "storage.damaged"


def test_two_files_of_one_key_hold_different_bytes(tmp_path: Path, key: memoryview) -> None:
    for name in ("one", "two"):
        PrivateSpace.create(tmp_path / name, key).close()
    one, two = ((tmp_path / name).read_bytes() for name in ("one", "two"))
    pages = range(0, len(one), 4096)
    assert not any(one[start : start + 4096] == two[start : start + 4096] for start in pages)


@both_kinds
@pytest.mark.parametrize("size", [0, 1, 16, 512, 4095, 4096, 4097, 8192, -4097, -4096, -1])
def test_a_truncated_file_is_damage_and_never_a_new_one(
    kind: Kinds, tmp_path: Path, key: memoryview, size: int
) -> None:
    path = tmp_path / "space.db"
    space = kind.create(path, key)
    with space.transaction() as tables:
        (
            tables.facts.set("a", b"x" * 9000)
            if hasattr(tables, "facts")
            else tables.events.append(1, b"e" * 9000)
        )
    space.close()
    whole = path.read_bytes()
    cut = whole[:size] if size >= 0 else whole[: len(whole) + size]
    path.write_bytes(cut)
    found = set()
    try:
        kind.open(path, key).close()
    except UserError as error:
        found.add(error.code)
    assert found <= {"storage.damaged"}
    assert found or integrity(path, key)
    assert path.read_bytes() == cut


def _look(kind: Kinds, path: Path, key: memoryview) -> set[str]:
    """The codes that opening and reading everything gives."""
    try:
        space = kind.open(path, key)
    except UserError as error:
        return {error.code}
    try:
        with space.transaction() as tables:
            if hasattr(tables, "witness"):
                tables.witness.events()
            else:
                tables.events.all()
    except UserError as error:
        return {error.code}
    finally:
        space.close()
    return set()


@both_kinds
def test_a_flipped_bit_is_found_and_only_ever_told_as_damage(
    kind: Kinds, tmp_path: Path, key: memoryview
) -> None:
    path, work = tmp_path / "space.db", tmp_path / "work.db"
    kind.create(path, key).close()
    whole = path.read_bytes()
    choose = random.Random(7)
    places = [*range(0, 40), *(choose.randrange(len(whole)) for _ in range(60))]
    for place in places:
        shutil.copyfile(path, work)
        with work.open("r+b") as stream:
            stream.seek(place)
            stream.write(bytes([whole[place] ^ 1 << choose.randrange(8)]))
        assert _look(kind, work, key) <= {"storage.damaged"}
        assert integrity(work, key), f"byte {place}"


def test_a_page_of_another_file_of_the_same_key_is_found(tmp_path: Path, key: memoryview) -> None:
    for name in ("one", "two"):
        PrivateSpace.create(tmp_path / name, key).close()
    one, two = ((tmp_path / name).read_bytes() for name in ("one", "two"))
    (tmp_path / "one").write_bytes(one[:8192] + two[8192:12288] + one[12288:])
    assert integrity(tmp_path / "one", key)
