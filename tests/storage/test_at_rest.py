"""A private space at rest tells neither what was written nor how much; no file tells any of it."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import a_limit, an_answer, an_opening
from trustapp.domain.answers import Choice, Kind, Shape
from trustapp.domain.ids import FIRST, CategoryId, ItemId
from trustapp.domain.own_items import own_item
from trustapp.domain.statements import Ask, TalkFirst
from trustapp.storage import padding
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace

MIB = 1024 * 1024
PAGE = 4096
NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
CANARY = "Kanarienvogel-ö-7391"


def _pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


def _sitting(path: Path, key: memoryview, writes: int) -> None:
    space = PrivateSpace.open(path, key)
    for number in range(writes):
        with space.transaction() as tables:
            tables.answers.save(an_answer(Choice.NO, item=f"touch.{number}", note=f"note {number} " * 20))
    space.seal_at_rest()
    space.close()


def test_a_new_space_has_its_size_at_once(closed_private: Path) -> None:
    assert closed_private.stat().st_size == 4 * MIB


@pytest.mark.parametrize("writes", [0, 1, 500])
def test_any_sitting_leaves_the_same_size_and_changes_every_page(
    closed_private: Path, key: memoryview, writes: int
) -> None:
    before = _pages(closed_private)
    _sitting(closed_private, key, writes)
    after = _pages(closed_private)
    assert len(after) == len(before) == 4 * MIB // PAGE
    assert not any(one == other for one, other in zip(before, after, strict=True))
    assert integrity(closed_private, key) == ()


def test_what_was_written_is_there_after_the_rewriting(closed_private: Path, key: memoryview) -> None:
    _sitting(closed_private, key, 30)
    _sitting(closed_private, key, 0)
    space = PrivateSpace.open(closed_private, key)
    with space.transaction() as tables:
        assert len(tables.answers.get_all()) == 30
    space.close()


@pytest.mark.parametrize(
    ("used", "size"), [(0, 4), (4 * MIB, 4), (4 * MIB + 1, 8), (8 * MIB, 8), (9 * MIB, 16), (33 * MIB, 64)]
)
def test_sizes_at_rest(used: int, size: int) -> None:
    assert padding.size_for(used) == size * MIB


@pytest.mark.parametrize(("mebibytes", "size"), [(2, 4), (5, 8), (11, 16), (17, 32)])
def test_a_space_grows_by_doubling(closed_private: Path, key: memoryview, mebibytes: int, size: int) -> None:
    space = PrivateSpace.open(closed_private, key)
    with space.transaction() as tables:
        tables.witness.append([b"x" * 1000] * (mebibytes * 1000), NOW)
    space.seal_at_rest()
    space.close()
    pages = _pages(closed_private)
    assert len(pages) * PAGE == size * MIB
    assert bytes(PAGE) not in pages  # a free page is encrypted like any other
    assert len(set(pages)) == len(pages)
    assert integrity(closed_private, key) == ()


def test_a_space_never_shrinks(closed_private: Path, key: memoryview) -> None:
    space = PrivateSpace.open(closed_private, key)
    with space.transaction() as tables:
        tables.facts.set("large", b"x" * 5 * MIB)
    space.seal_at_rest()
    with space.transaction() as tables:
        tables.facts.delete("large")
    space.seal_at_rest()
    space.close()
    assert closed_private.stat().st_size == 8 * MIB


def test_the_padding_reaches_the_size_from_any_number_of_free_pages(
    closed_private: Path, key: memoryview
) -> None:
    space = PrivateSpace.open(closed_private, key)
    for length in (1, 3900, 4012, 4013, 8024, 8025, 40_000, 4 * MIB - 60_000, 4 * MIB):
        with space.transaction() as tables:
            tables.facts.set("some", b"x" * length)
        space.seal_at_rest()
        pages = space._database.number("PRAGMA page_count")
        assert pages * PAGE in (4 * MIB, 8 * MIB, 16 * MIB)
        assert space._database.number("SELECT count(bytes) FROM padding") == 0
    space.close()
    assert integrity(closed_private, key) == ()


def test_a_space_that_is_large_is_only_padded(
    closed_private: Path, key: memoryview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(padding, "LARGEST_REWRITTEN_BYTES", 2 * MIB)
    before = _pages(closed_private)
    _sitting(closed_private, key, 0)
    assert _pages(closed_private) == before


def _forms(word: str) -> list[bytes]:
    """A word as it could lie in a file, each long enough to be no accident."""
    forms = []
    for data in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        forms += [data, data.hex().encode(), data.hex().upper().encode()]
        for shift in range(3):
            forms.append(base64.b64encode(bytes(shift) + data)[4:-4])
    return forms


def _copies(folder: Path, to: Path) -> dict[str, bytes]:
    """The files as another process reads them: reading them in this one would drop the locks."""
    subprocess.run(
        [sys.executable, "-c", "import shutil, sys; shutil.copytree(*sys.argv[1:])", str(folder), str(to)],
        check=True,
    )
    found = {path.name: path.read_bytes() for path in to.iterdir()}
    shutil.rmtree(to)
    return found


def _write_everywhere(private: PrivateSpace, shared: SharedSpace) -> None:
    category = CategoryId(CANARY)
    with private.transaction() as mine:
        mine.answers.save(
            an_answer(Choice.NO, CANARY, note=CANARY, released_note=CANARY, blanks={"b": CANARY})
        )
        mine.own_items.save(own_item(ItemId("own.1"), category, Kind.OURS, Shape.OFFER, None, CANARY, CANARY))
        mine.outbox.add(a_limit(FIRST).id, CANARY.encode())
        mine.witness.append([CANARY.encode()] * 50, NOW)
        mine.facts.set(CANARY, CANARY.encode())
    with shared.transaction() as ours:
        ours.events.append(1, CANARY.encode())
        ours.drafts.save(an_opening(title=CANARY))
        ours.asks.add(Ask("1", FIRST, category, CANARY, CANARY))
        ours.titles.add(TalkFirst("1", category, CANARY))


def test_no_file_holds_any_word_at_any_time(
    private: PrivateSpace, shared: SharedSpace, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("copies") / "files"
    moments: dict[str, dict[str, bytes]] = {}
    _write_everywhere(private, shared)
    moments["after writing"] = _copies(tmp_path, to)
    with private.transaction() as mine, shared.transaction() as ours:
        mine.facts.set("large", CANARY.encode() * 900_000)  # larger than the cache: written before its commit
        ours.events.append(2, CANARY.encode() * 1000)
        moments["within a transaction"] = _copies(tmp_path, to)
    with private.transaction() as mine:
        mine.facts.delete("large")
    moments["after removing"] = _copies(tmp_path, to)
    private.seal_at_rest()
    moments["after sealing"] = _copies(tmp_path, to)
    private.close()
    shared.close()
    moments["after closing"] = _copies(tmp_path, to)

    assert "p1.db-journal" in moments["within a transaction"]
    assert set(moments["after closing"]) == {"p1.db", "shared.db"}
    forms = _forms(CANARY)
    found = [
        (moment, name, form)
        for moment, copies in moments.items()
        for name, data in copies.items()
        for form in forms
        if form in data
    ]
    assert found == []


def test_the_search_for_words_would_find_them() -> None:
    for data in (CANARY.encode(), CANARY.encode("utf-16-le")):
        for text in (data, data.hex().encode(), base64.b64encode(b"ab" + data + b"more")):
            assert any(form in b"before" + text + b"after" for form in _forms(CANARY))
