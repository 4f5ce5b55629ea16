"""Journals of other programs come in entry by entry, and what was not understood is told."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.documents.journals import DAYONE, JRNL, MARKDOWN, RED, a_file, of_text, told, zipped
from trustapp.documents.importers.journal.found import Kind
from trustapp.documents.importers.journal.reading import read
from trustapp.domain.errors import UserError
from trustapp.domain.passages import plain
from trustapp.domain.reflections import MAX_TAGS, MAX_TEXT, MAX_TITLE, checked

# -- jrnl ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["default", "dotted", "american", "worded", "compact", "daily"])
def test_what_jrnl_wrote_is_what_jrnl_itself_tells_of_it(name: str) -> None:
    there = JRNL / name
    journal = read(there if there.is_dir() else there.with_suffix(".txt"))
    itself = json.loads((JRNL / "default.json").read_text("utf-8"))["entries"]
    assert journal.kind is Kind.JRNL
    assert journal.notes == ()
    assert len(journal.entries) == len(itself) == 4
    for found, entry in zip(journal.entries, itself, strict=True):
        one = found.entry
        assert (one.day.isoformat(), one.time, one.title) == (entry["date"], entry["time"], entry["title"])
        assert plain(one.text).splitlines() == [line for line in entry["body"].split("\n") if line]
        starred = {"starred"} if entry["starred"] else set()
        assert set(one.tags) == {tag.lstrip("@") for tag in entry["tags"]} | starred


def test_the_json_of_jrnl_is_the_same_as_its_text() -> None:
    from_json, from_text = read(JRNL / "default.json"), read(JRNL / "default.txt")
    assert from_json.kind is Kind.JRNL_JSON
    assert [one.likeness for one in from_json.entries] == [one.likeness for one in from_text.entries]


def test_days_by_numbers_are_read_as_most_of_them_allow(tmp_path: Path) -> None:
    journal = of_text(tmp_path, "[03/04/2025 09:00] One\n\n[03/13/2025 09:00] Two\n")
    assert [one.entry.day for one in journal.entries] == [date(2025, 3, 4), date(2025, 3, 13)]
    journal = of_text(tmp_path, "[03/04/2025 09:00] One\n\n[13/04/2025 09:00] Two\n")
    assert [one.entry.day for one in journal.entries] == [date(2025, 4, 3), date(2025, 4, 13)]


def test_words_before_the_first_entry_stay_with_it(tmp_path: Path) -> None:
    journal = of_text(tmp_path, "Found later\n\n[2025-03-04 09:00] One\nBody", kind=Kind.JRNL)
    assert "Found later" in journal.entries[0].entry.text
    assert told(journal) == ["no_day"]


def test_an_encrypted_journal_is_named_as_that(tmp_path: Path) -> None:
    for data in (b"gAAAAABl-and-so-on", b"JRNLv3\x00\x01"):
        with pytest.raises(UserError, match=r"journal\.locked"):
            of_text(tmp_path, data)


# -- RedNotebook -----------------------------------------------------------------------------------------


def test_rednotebook_comes_in_day_by_day() -> None:
    journal = read(RED)
    first, second, third, last = (one.entry for one in journal.entries)
    assert journal.kind is Kind.REDNOTEBOOK
    assert (first.day, first.title, first.tags) == (date(2024, 2, 29), "A quiet evening", ("home",))
    assert first.text == (
        "We sat on the steps, and **nobody** had to *say* anything.\\\nA second line.\n\n"
        "- the steps\n- the rain\n\n1. first\n2. second\n\n#home"
    )
    assert second.tags == ("Ideas", "calm")
    assert journal.entries[1].pictures == ("rain.png",)
    assert plain(second.text).split("\n") == [
        "Wach seit fünf. „Anführung“ & <b>HTML</b> 我不知道",
        "Später",
        "A link: the page (https://example.org/a_b) and https://example.org//c too.",
        "Ideas: ask before noon",
        "Ideas: rest more",
    ]
    assert plain(third.text).split("\n") == [
        "Day | Mood", "Monday | calm", "* * *", "**raw** and __under__ and --struck--", "next line",
        "somebody said this", "x = 1", "y", "in red",
    ]  # fmt: skip
    assert "> somebody said this" in third.text
    assert last.day == date(2025, 12, 31)
    assert plain(last.text).startswith("yes: no # not a comment\n'quoted' \"double\"")
    assert [(note.code, note.day) for note in journal.notes] == [
        ("missing", date(2024, 3, 1)),  # a picture that lies elsewhere on that computer
        ("code", date(2024, 3, 2)),
        ("table", date(2024, 3, 2)),
        ("nested", date(2025, 12, 31)),
    ]


def test_older_and_hand_written_months_are_read_too(tmp_path: Path) -> None:
    a_file(tmp_path, "2011-05.txt", "7: {text: 'One ''quoted'''}\n8: {text: !!python/unicode \"T\\xFCr\"}\n")
    a_file(
        tmp_path,
        "2011-06.txt",
        "3:\n  text: |-\n    Two\n\n    lines\n  Tags: {old tag: null}\n31:\n  text: x\n",
    )
    journal = read(tmp_path)
    assert [plain(one.entry.text) for one in journal.entries] == ["One 'quoted'", "Tür", "x", "Two\nlines"]
    assert journal.entries[3].entry.tags == ("old tag",)
    assert [(note.code, note.what) for note in journal.notes] == [("date", "31")]
    assert journal.entries[2].entry.day == date(2011, 6, 1)


# -- Day One -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, "", "Journal export/"])
def test_day_one_comes_in_unpacked_and_as_a_zip(tmp_path: Path, before: str | None) -> None:
    journal = read(DAYONE if before is None else zipped(DAYONE, tmp_path / "export.zip", before))
    first, rich, late, lost = (one.entry for one in journal.entries)
    assert journal.kind is Kind.DAYONE
    assert (first.day, first.time, first.title) == (date(2024, 2, 29), "21:30", "A quiet evening")
    assert first.tags == ("home", "patience", "starred")
    assert first.text == "We sat on the steps. **Nobody** had to *say* anything!\n\n- the steps\n- the rain"
    photos = [name.rsplit("/", 1)[-1] for name in journal.entries[0].pictures]
    assert photos == ["77d1c905e6667aaae8c28a194aa63e03.jpeg", "c516279c4c6594cfe44f2722e26bd318.jpeg"]
    assert (late.day, late.time) == (
        date(2025, 12, 12),
        "00:30",
    )  # on the clock of the place it was written at
    assert (rich.time, rich.text) == ("", "Only rich words.")
    assert lost.text == "Of no day"
    assert set(told(journal)) == {"asides", "table", "video", "missing", "date"}
    assert [note.what for note in journal.notes if note.code == "video"] == ["IMG_0001.MOV"]


# -- Markdown ------------------------------------------------------------------------------------------


def test_a_folder_of_markdown_comes_in_with_the_pictures_beside(tmp_path: Path) -> None:
    shutil.copytree(MARKDOWN, tmp_path / "notes")
    journal = read(tmp_path / "notes")
    first, second, last = journal.entries
    assert journal.kind is Kind.MARKDOWN
    assert (first.entry.day, first.entry.time, first.entry.title) == (
        date(2024, 2, 29), "21:30", "A quiet evening",
    )  # fmt: skip
    assert first.entry.tags == ("home", "patience")
    assert first.pictures == ("pictures/steps two.png",)
    assert plain(first.entry.text) == "We sat on the steps.\nthe steps"
    assert (second.entry.day, second.entry.title) == (date(2024, 3, 1), "Morning")
    assert "a link (https://example.org) and <b>HTML</b>" in plain(second.entry.text)
    assert last.entry.title == "undated"
    assert [(note.code, note.what) for note in journal.notes] == [
        ("front", "mood: 4"),
        ("missing", "../../outside.png"),
        ("elsewhere", "https://example.org/far.jpg"),
        ("nested", ""),
        ("file_day", "undated.md"),
    ]


def test_pictures_of_obsidian_are_found_wherever_they_lie(tmp_path: Path) -> None:
    a_file(tmp_path, "daily/2025-03-04.md", "Words ![[rain.png|300]] and [[a page]].")
    a_file(tmp_path, "attachments/rain.png", b"\x89PNG")
    journal = read(tmp_path)
    assert journal.entries[0].pictures == ("attachments/rain.png",)
    assert plain(journal.entries[0].entry.text) == "Words  and [[a page]]."


def test_rules_around_words_are_no_front_matter(tmp_path: Path) -> None:
    journal = of_text(tmp_path, "---\nJust a line\n---\n\nMore", "2025-03-04.md")
    assert "Just a line" in plain(journal.entries[0].entry.text)


# -- plain text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heads",
    [
        ("2025-03-04", "2025-03-05 21:30"),
        ("## Tuesday, 4 March 2025", "## Wednesday, 5 March 2025, 21:30"),
        ("March 4, 2025", "March 5, 2025 at 9:30 PM"),
        ("04.03.2025", "05.03.2025 21:30"),
        ("== 4th of March 2025 ==", "== 5th of March 2025 21.30 =="),
    ],
)
def test_a_text_is_parted_where_its_lines_are_days(tmp_path: Path, heads: tuple[str, str]) -> None:
    journal = of_text(tmp_path, f"{heads[0]}\nOne\ntwo\n\n{heads[1]}\n\nThree\nin 2025-01-01 words\n")
    first, second = (one.entry for one in journal.entries)
    assert (first.day, first.time, plain(first.text)) == (date(2025, 3, 4), "", "One\ntwo")
    assert (second.day, second.time) == (date(2025, 3, 5), "21:30")
    assert plain(second.text) == "Three\nin 2025-01-01 words"


def test_a_folder_of_texts_takes_its_days_from_the_names(tmp_path: Path) -> None:
    a_file(tmp_path, "2025/03/04.txt", "One")
    a_file(tmp_path, "20250305 a walk.txt", "Two")
    a_file(tmp_path, "no day.txt", "Three")
    journal = read(tmp_path)
    told_by_name = [(one.entry.day, one.entry.title) for one in journal.entries]
    assert told_by_name[:2] == [(date(2025, 3, 4), ""), (date(2025, 3, 5), "a walk")]
    assert told(journal) == ["file_day"]


# -- the same for all ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [JRNL / "default.txt", RED, DAYONE, MARKDOWN], ids=lambda path: path.name)
def test_a_second_look_finds_the_same_fingerprints(path: Path) -> None:
    before, after = read(path), read(path)
    assert [one.entry.source for one in before.entries] == [one.entry.source for one in after.entries]
    assert len({one.entry.source for one in before.entries}) == len(before.entries)


@pytest.mark.parametrize("path", [JRNL / "default.txt", RED, DAYONE, MARKDOWN], ids=lambda path: path.name)
def test_every_entry_can_be_kept_as_it_is(path: Path) -> None:
    for one in read(path).entries:
        assert checked(one.entry) == one.entry


def test_what_is_too_long_is_parted_and_nothing_is_cut(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(60_000))
    title = "long " * 80
    journal = of_text(tmp_path, f"# {title}\n\n{words}", "2025-03-04.md")
    assert told(journal) == ["long"]
    assert all(
        len(one.entry.text) <= MAX_TEXT and len(one.entry.title) <= MAX_TITLE for one in journal.entries
    )
    together = " ".join(plain(one.entry.text) for one in journal.entries).split()
    assert together == [*title.split(), *words.split()]


def test_tags_beyond_the_bounds_stay_as_words(tmp_path: Path) -> None:
    tags = ", ".join(f"tag{number}" for number in range(30))
    journal = of_text(tmp_path, f"---\ntags: [{tags}, {'x' * 60}]\n---\nWords", "2025-03-04.md")
    one = journal.entries[0].entry
    assert len(one.tags) == MAX_TAGS
    assert "#tag29" in plain(one.text)
    assert f"#{'x' * 60}" in plain(one.text)
    assert told(journal) == ["tags"]


def test_other_encodings_are_read_and_told(tmp_path: Path) -> None:
    assert plain(of_text(tmp_path, "Tür".encode("utf-16")).entries[0].entry.text) == "Tür"
    assert (
        plain(of_text(tmp_path, b"\xef\xbb\xbf[2025-03-04 09:00] x\r\nT\xc3\xbcr\r\n").entries[0].entry.text)
        == "Tür"
    )
    western = of_text(tmp_path, "2025-03-04\nTür".encode("cp1252"))
    assert plain(western.entries[0].entry.text) == "Tür"
    assert told(western) == ["encoding"]
    signs = of_text(tmp_path, "2025-03-04\nA\x07B\u2028C")
    assert plain(signs.entries[0].entry.text) == "AB\nC"
    assert told(signs) == ["signs"]


def test_what_is_no_journal_is_named_as_that(tmp_path: Path) -> None:
    a_file(tmp_path, "a.pdf", b"%PDF")
    with pytest.raises(UserError, match=r"journal\.not_known"):
        read(tmp_path)
    with pytest.raises(UserError, match=r"journal\.not_read"):
        read(tmp_path / "nowhere")


def test_files_that_nothing_was_read_of_are_told(tmp_path: Path) -> None:
    a_file(tmp_path, "2025-03-04.md", "Words")
    for name in ("a.pdf", "b.mp4", "c.m4a", "d.png"):
        a_file(tmp_path, name, b"x")
    assert told(read(tmp_path)) == ["file", "video", "sound", "unused"]
