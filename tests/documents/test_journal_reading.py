"""Journals of other programs: each is recognised, read whole, and told the same however it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustapp.documents.importers.journal.found import Found, Journal, Kind
from trustapp.documents.importers.journal.reading import read
from trustapp.domain.errors import UserError
from trustapp.domain.passages import plain
from trustapp.domain.reflections import checked

JOURNALS = Path(__file__).parents[1] / "data" / "journals"
EACH = [
    ("dayone-json-1.0", Kind.DAYONE),
    ("jrnl-4.6/default.txt", Kind.JRNL),
    ("jrnl-4.6/american.txt", Kind.JRNL),
    ("jrnl-4.6/dotted.txt", Kind.JRNL),
    ("jrnl-4.6/worded.txt", Kind.JRNL),
    ("jrnl-4.6/compact.txt", Kind.JRNL),
    ("jrnl-4.6/default.json", Kind.JRNL_JSON),
    ("rednotebook-2.29.3", Kind.REDNOTEBOOK),
    ("markdown", Kind.MARKDOWN),
]


def told(one: Found) -> tuple[object, ...]:
    return one.entry.day, one.entry.time, one.entry.title, plain(one.entry.text), sorted(one.entry.tags)


def found(name: str) -> Journal:
    return read(JOURNALS / name)


@pytest.mark.parametrize(("name", "kind"), EACH)
def test_a_journal_is_recognised_and_every_entry_can_be_kept(name: str, kind: Kind) -> None:
    journal = found(name)
    assert journal.kind is kind
    assert journal.entries
    for one in journal.entries:
        assert checked(one.entry).text == one.entry.text
        assert one.entry.source


@pytest.mark.parametrize("name", [name for name, _kind in EACH])
def test_reading_it_again_finds_the_same_sources(name: str) -> None:
    sources = [one.entry.source for one in found(name).entries]
    assert sources == [one.entry.source for one in found(name).entries]
    assert len(set(sources)) == len(sources)


def test_jrnl_tells_the_same_as_text_and_as_json() -> None:
    text, data = found("jrnl-4.6/default.txt"), found("jrnl-4.6/default.json")
    assert [told(one) for one in text.entries] == [told(one) for one in data.entries]


def test_nothing_there_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read(tmp_path / "nothing")
    assert caught.value.code == "journal.not_read"
    with pytest.raises(UserError) as caught:
        read(tmp_path)
    assert caught.value.code == "journal.not_known"
