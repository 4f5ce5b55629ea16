"""Journals that mean no good: bounded, refused in plain words, and never a way out of what was chosen."""

from __future__ import annotations

import json
import os
import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from tests.documents.journals import DAYONE, JRNL, MARKDOWN, RED, a_file, a_zip, of_text, told
from tests.drills import mutate
from trustapp.documents.importers.foreign_markdown import read_markdown
from trustapp.documents.importers.journal import trees
from trustapp.documents.importers.journal.found import Kind
from trustapp.documents.importers.journal.reading import read
from trustapp.documents.importers.journal.red_markup import read_markup
from trustapp.domain.errors import UserError
from trustapp.domain.passages import blocks_of, text_of

ENTRY = {"uuid": "A", "creationDate": "2025-03-04T09:00:00Z", "timeZone": "UTC", "text": "Words"}


def a_journal(*entries: object) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": list(entries)}).encode()


def test_a_zip_that_leads_out_is_only_names(tmp_path: Path) -> None:
    entry = {**ENTRY, "photos": [{"identifier": "B", "md5": "../../secret", "type": "jpeg"}]}
    data = a_zip(
        {"Journal.json": a_journal(entry), "../secret.jpeg": b"x", "/etc/x.jpeg": b"x", "C:\\y.jpeg": b"x"}
    )
    journal = read(a_file(tmp_path, "x.zip", data))
    assert journal.entries[0].pictures == ()
    assert told(journal) == ["missing", "unused", "unused", "unused"]
    with trees.opened(tmp_path / "x.zip") as tree:
        for name in ("../secret.jpeg", "/etc/x.jpeg", "Journal.json/../../x"):
            with pytest.raises(UserError, match=r"journal\.not_read"):
                tree.read(name, 10)


def test_a_link_in_a_zip_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Journal.json", a_journal(ENTRY))
        link = zipfile.ZipInfo("photos/x.jpeg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert told(read(path)) == ["unused"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustapp.documents.importers.journal.reading.MAX_TEXT_BYTES", 1_000_000)
    path = a_file(tmp_path, "x.zip", a_zip({"Journal.json": b" " * 50_000_000}))
    assert path.stat().st_size < 100_000
    with pytest.raises(UserError, match=r"journal\.too_large"):
        read(path)


def test_more_text_than_the_budget_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustapp.documents.importers.journal.files.MAX_TEXT_BYTES", 1_000)
    for number in range(3):
        a_file(tmp_path, f"2025-03-0{number + 1}.md", "x" * 400)
    with pytest.raises(UserError, match=r"journal\.too_large"):
        read(tmp_path)


def test_too_many_files_and_too_deep_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MAX_FILES", 5)
    a_file(tmp_path, "/".join("d" * 12) + "/2025-03-04.md", "deep")
    a_file(tmp_path, "2025-03-04.md", "words")
    assert told(read(tmp_path)) == ["file"]
    for number in range(6):
        a_file(tmp_path, f"{number}.md", "x")
    with pytest.raises(UserError, match=r"journal\.too_large"):
        read(tmp_path)
    data = a_zip({f"{number}.md": b"x" for number in range(6)})
    with pytest.raises(UserError, match=r"journal\.too_large"):
        read(a_file(tmp_path, "x.zip", data))


def test_a_table_of_contents_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    data = bytearray(a_zip({"Journal.json": a_journal(ENTRY)}))
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 1 << 31)
    with pytest.raises(UserError, match=r"journal\.too_large"):
        read(a_file(tmp_path, "x.zip", bytes(data)))
    with pytest.raises(UserError, match=r"journal\.damaged"):
        read(a_file(tmp_path, "x.zip", bytes(data[:end])))


def test_an_encrypted_zip_is_named_as_that(tmp_path: Path) -> None:
    data = bytearray(a_zip({"Journal.json": a_journal(ENTRY)}))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(UserError, match=r"journal\.locked"):
        read(a_file(tmp_path, "x.zip", bytes(data)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_links_are_told_and_not_opened(tmp_path: Path) -> None:
    outside = a_file(tmp_path, "outside/2025-03-05.md", "outside")
    folder = tmp_path / "notes"
    a_file(folder, "2025-03-04.md", "words ![](link.png)")
    os.mkfifo(folder / "2025-03-06.md")
    (folder / "2025-03-07.md").symlink_to(outside)
    (folder / "more").symlink_to(outside.parent)
    (folder / "link.png").symlink_to(outside)
    journal = read(folder)
    assert [one.entry.text for one in journal.entries] == ["words"]
    assert sorted(told(journal)) == ["file", "file", "file", "missing", "unused"]
    with pytest.raises(UserError, match=r"journal\.not_read"):
        read(folder / "2025-03-06.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = a_file(tmp_path, "2025-03-04.md", "words")
    with trees.opened(tmp_path) as tree:
        path.unlink()
        os.mkfifo(path)
        with pytest.raises(UserError, match=r"journal\.not_read"):
            tree.read("2025-03-04.md", 10)


def test_aliases_of_yaml_are_never_followed(tmp_path: Path) -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    a_file(tmp_path, "2024-03.txt", "1: {text: x}\n")
    a_file(tmp_path, "2024-04.txt", laughs)
    a_file(tmp_path, "2024-05.txt", "1: " + "[" * 5_000)
    a_file(tmp_path, "2024-06.txt", "1: !!python/object/apply:os.system ['true']\n")
    journal = read(tmp_path)
    assert len(journal.entries) == 1
    assert sorted(told(journal)) == ["entry", "file", "file"]
    front = of_text(tmp_path / "m", "---\nx: &a 1\ny: *a\n---\nWords", "2025-03-04.md")
    assert "Words" in front.entries[0].entry.text


@pytest.mark.parametrize(
    "broken",
    [
        None, 7, "x", [], {}, {"text": 7}, {**ENTRY, "text": None, "richText": "{"}, {**ENTRY, "photos": "x"},
        {**ENTRY, "photos": [7, {"md5": 7}]}, {**ENTRY, "tags": {"a": 1}}, {**ENTRY, "tags": [7, None, "ok"]},
        {**ENTRY, "creationDate": "9999-12-31T23:59:59Z", "timeZone": "Pacific/Auckland"},
        {**ENTRY, "creationDate": "0001-01-01T00:00:00Z", "timeZone": "America/New_York"},
        {**ENTRY, "timeZone": "../../etc/passwd"}, {**ENTRY, "timeZone": "\0"}, {**ENTRY, "videos": [None]},
        {**ENTRY, "richText": '{"contents": 7}', "text": ""},
    ],
)  # fmt: skip
def test_any_value_may_stand_anywhere(tmp_path: Path, broken: object) -> None:
    journal = read(a_file(tmp_path, "Journal.json", a_journal(ENTRY, broken)))
    assert any(one.entry.text == "Words" for one in journal.entries)


def test_deep_and_odd_json_is_refused(tmp_path: Path) -> None:
    for data in (b'{"entries": ' + b"[" * 200_000, b"{", b"", b"\0" * 99):
        with pytest.raises(UserError, match=r"journal\.damaged"):
            read(a_file(tmp_path, "Journal.json", data), Kind.JRNL_JSON)
        with pytest.raises(UserError, match=r"journal\.not_known"):
            read(a_file(tmp_path, "Journal.json", data))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000, "![" * 30_000, "*a " * 50_000, "> " * 5_000 + "deep words", "- " * 3_000 + "deep words",
        "`" * 60_000, "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|b" * 3_000, "<" * 60_000, "&" * 60_000,
        "\n".join("  " * depth + "- item" for depth in range(300)),
    ],
)  # fmt: skip
def test_markdown_that_means_no_good_loses_no_word(text: str) -> None:
    read_ = read_markdown(text)
    kept = "".join(block.text for block in read_.blocks)
    assert sum(map(str.isalpha, kept)) == sum(map(str.isalpha, text))


@pytest.mark.parametrize(
    "text",
    [
        "//a " * 50_000,
        "**a " * 50_000,
        '""a ' * 50_000,
        "[" * 100_000,
        "{a|color:" * 20_000,
        "=" * 50_000 + "x",
    ],
)
def test_markup_that_means_no_good_loses_no_word(text: str) -> None:
    kept = "".join(block.text for block in read_markup(text).blocks)
    assert sum(map(str.isalpha, kept)) == sum(map(str.isalpha, text))


def test_nonsense_never_raises_anything_but_a_user_error(tmp_path: Path) -> None:
    chance = random.Random(5)
    samples = {
        "x.txt": (JRNL / "default.txt").read_bytes(),
        "x.json": (DAYONE / "Journal.json").read_bytes(),
        "j.json": (JRNL / "default.json").read_bytes(),
        "2024-03.txt": (RED / "2024-03.txt").read_bytes(),
        "x.md": (MARKDOWN / "2024-02-29 A quiet evening.md").read_bytes(),
        "x.zip": a_zip({"Journal.json": a_journal(ENTRY), "photos/a.jpeg": b"x"}),
    }
    for number in range(400):
        name = chance.choice(sorted(samples))
        alter = mutate.json_of if name.endswith("json") and chance.random() < 0.7 else mutate.bytes_of
        path = a_file(tmp_path / f"{number}", name, alter(samples[name], chance))
        target = path if chance.random() < 0.5 else path.parent
        for kind in (None, chance.choice(list(Kind))):
            try:
                found = read(target, kind)
            except UserError:
                continue
            for one in found.entries:
                assert text_of(blocks_of(one.entry.text)) == one.entry.text
