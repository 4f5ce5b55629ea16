"""What was taken along comes in again without loss, as Markdown and as JSON."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.journals import a_file
from trustapp.documents.exporters import journal
from trustapp.documents.importers.foreign_markdown import read_markdown
from trustapp.documents.importers.journal.found import Found, Kind
from trustapp.documents.importers.journal.reading import read
from trustapp.domain.passages import Block, Shape, Span, blocks_of, text_of
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Reflection, checked

_signs = st.text(st.sampled_from("ab é*_#->`[]<&\\1.)+~|=!:\"'{}%我 \n"), min_size=1, max_size=14)
_spans = st.builds(Span, _signs, st.booleans(), st.booleans())
_blocks = st.builds(
    Block,
    st.lists(_spans, min_size=1, max_size=3).map(tuple),
    st.sampled_from([one for one in Shape if one is not Shape.HEADING]),
) | st.builds(Block, st.tuples(_spans), st.just(Shape.HEADING), st.integers(1, 3))
_texts = st.lists(_blocks, max_size=5).map(text_of)
_plain_spans = st.lists(_signs, min_size=1, max_size=3).map(lambda words: (Span("\n".join(words)),))
_marked_spans = st.lists(
    st.builds(Span, st.text("abé我", min_size=1, max_size=4), st.booleans(), st.booleans()),
    min_size=1,
    max_size=3,
).map(lambda spans: tuple(part for span in spans for part in (span, Span(" "))))
_plain_texts = st.lists(
    st.builds(Block, _plain_spans | _marked_spans, st.sampled_from(Shape), st.just(1)), max_size=5
).map(text_of)
"""Marks stand between spaces: beside other signs CommonMark has rules of its own for them."""
_words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    max_size=20,
)
_moments = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))
_tags = st.lists(_words.map(lambda word: word[:30]), max_size=3).map(tuple)
_reflections = st.builds(
    Reflection,
    id=st.sampled_from(["r1", "0a-b"]),
    day=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    time=st.sampled_from(["", "00:00", "21:30"]),
    title=_words,
    text=_texts,
    kind=st.sampled_from(["", "letter_to_self"]),
    mood=st.sampled_from(["", "calm"]),
    tags=_tags,
    pinned=st.booleans(),
    prompt=_words,
    made=_moments,
    changed=_moments,
    source=st.sampled_from(["", "dayone:AB12"]),
).map(checked)
_PICTURE = Picture(b"\xff\xd8", 4, 3)


def as_it_comes_in(one: Reflection) -> Reflection:
    return replace(one, id="", source=one.source or f"own:{one.id}")


@settings(max_examples=150, deadline=None)
@given(_reflections, st.integers(0, 2))
def test_a_page_of_markdown_comes_in_as_it_was(one: Reflection, count: int) -> None:
    name = journal.name_of(one)
    pictures = [f"pictures/{journal.picture_name(name, number, _PICTURE)}" for number in range(count)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        a_file(folder, f"{name}.md", journal.page_of(one, pictures))
        for picture in pictures:
            a_file(folder, picture, _PICTURE.data)
        found = read(folder)
    if not (one.title or one.text or pictures):
        assert found.entries == ()
        return
    assert found.entries == (Found(as_it_comes_in(one), tuple(pictures)),)
    assert found.notes == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(_reflections, max_size=4))
def test_the_json_comes_in_as_it_was(many: list[Reflection]) -> None:
    many = [one for one in many if one.title or one.text]
    text = journal.json_begin("Reflections R", "2026-11-26")
    text += "".join(journal.json_of(one, [], first=not number) for number, one in enumerate(many))
    text += journal.json_end()
    assert json.loads(text)["version"] == 1
    with tempfile.TemporaryDirectory() as place:
        found = read(a_file(Path(place), "reflections.json", text))
    assert found.kind is Kind.OWN
    assert found.notes == ()
    expected = sorted((as_it_comes_in(one) for one in many), key=lambda one: (one.day, one.time))
    assert [one.entry for one in found.entries] == expected


@settings(max_examples=200, deadline=None)
@given(_plain_texts)
def test_our_own_text_is_read_the_same_as_markdown_of_others(text: str) -> None:
    found = read_markdown(text)
    assert text_of(found.blocks) == text_of(blocks_of(text))
    assert not found.odd


def test_a_page_that_was_changed_elsewhere_is_read_like_anybodys(tmp_path: Path) -> None:
    one = Reflection("r1", date(2025, 3, 4), "21:30", "Title", "Words", mood="calm")
    page = journal.page_of(one, []).replace("Words", "Words\n* * *\n| a | b |\n|---|---|\n| c | d |\n\nmore_")
    found = read(a_file(tmp_path, "x.md", page))
    entry = found.entries[0].entry
    assert (entry.day, entry.title, entry.mood, entry.source) == (one.day, "Title", "calm", "own:r1")
    assert "c | d" in entry.text
    assert [note.code for note in found.notes] == ["table"]


def test_names_of_files_can_be_read_and_hold_nothing_odd() -> None:
    def named(title: str) -> str:
        return journal.name_of(Reflection("r", date(2025, 3, 4), title=title))

    assert named("A quiet evening, at last!") == "2025-03-04-a-quiet-evening-at-last"
    assert named("../../etc/passwd") == "2025-03-04-etc-passwd"
    assert named("Überall 我们") == "2025-03-04-überall-我们"
    assert named("") == named("???") == "2025-03-04"
    assert len(named("word " * 40)) <= 60
