"""What was taken along from here comes in again without loss: the JSON, and the pages of Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import msgspec

from trustapp.documents.importers.foreign_markdown import read_markdown
from trustapp.documents.importers.journal import days
from trustapp.documents.importers.journal.dayone import entries_of, listed, words
from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import MAX_ENTRIES, Found, Journal, Kind, Reading
from trustapp.documents.importers.journal.trees import Tree
from trustapp.documents.importers.journal.yaml_events import load
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Shape, Span, blocks_of, text_of
from trustapp.domain.reflections import (
    MAX_PROMPT,
    MAX_TAG,
    MAX_TAGS,
    MAX_TEXT,
    MAX_TITLE,
    Reflection,
    checked,
)

FORMAT: Final = "trustapp-reflections"
VERSION: Final = 1
_FRONT: Final = re.compile(r"\A---\nreflection: 1\n(.*?)^---\n\n?", re.DOTALL | re.MULTILINE)
_PICTURE: Final = re.compile(r"!\[\]\(<?([^\n<>]+?)>?\)")
_ID: Final = re.compile(r"[\w.:-]{0,64}")


class _File(msgspec.Struct):
    format: str
    version: int
    reflections: list[msgspec.Raw]


def file_of(data: bytes) -> _File | None:
    """Our own JSON, None where it is none. Codes: journal.newer."""
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return None
    if found.format != FORMAT:
        return None
    if found.version > VERSION:
        raise UserError("journal.newer")
    return found


def read(tree: Tree) -> Journal:
    """The JSON with its pictures. Codes: journal.newer, journal.too_large, journal.not_read."""
    reading = Reading(Kind.OWN)
    files = Files(tree, reading)
    for name in files.ending_with("json"):
        file = file_of(files.bytes_of(name))
        if file is None:
            reading.note("file", None, name)
            continue
        for entry in entries_of(file.reflections, reading):
            _take(files, reading, name, entry)
    for name, text in files.texts(files.ending_with("md")):
        if not text.startswith(ABOUT):
            reading.note("file", None, name)
    files.note_the_rest()
    return reading.done()


ABOUT: Final = "---\nreflection: about\n---\n"
"""How the page begins that says what the others are; it is none of them."""


def is_own_page(text: str) -> bool:
    """Whether a Markdown file was written here."""
    return _FRONT.match(text) is not None


def take_page(files: Files, reading: Reading, name: str, text: str) -> None:
    """A page that was written here. Codes: journal.damaged (what stands before the text is no more ours)."""
    found = _FRONT.match(text)
    front = load(found[1]) if found else None
    if found is None or not isinstance(front, dict):
        raise UserError("journal.damaged")
    body = text[found.end() :].rstrip("\n")
    if title := words(front.get("title")):
        body = body.removeprefix(text_of([Block((Span(title),), Shape.HEADING, 1)])).lstrip("\n")
    # Pictures are the last lines, by themselves.
    parts = body.split("\n\n")
    pictures: list[str] = []
    while parts and (picture := _PICTURE.fullmatch(parts[-1].strip())):
        pictures.insert(0, picture[1])
        parts.pop()
    entry = {
        **front,
        "day": front.get("date"),
        "text": "\n\n".join(parts),
        "pictures": pictures,
        "pinned": front.get("pinned") == "yes",
    }
    _take(files, reading, name, entry)


def _take(files: Files, reading: Reading, name: str, entry: dict[str, Any]) -> None:
    try:
        day = date.fromisoformat(words(entry.get("day")))
    except ValueError:
        day = days.instead(files.day_of(name))
        reading.note("date", day, words(entry.get("day")))
    pictures = [
        found
        for source in listed(entry.get("pictures"))
        if isinstance(source, str) and (found := files.picture(source, name, day))
    ]
    text = words(entry.get("text"))
    one = Reflection(
        "",
        day,
        words(entry.get("time")),
        words(entry.get("title")),
        text,
        _id(entry.get("kind")),
        _id(entry.get("mood")),
        tuple(tag for tag in listed(entry.get("tags")) if isinstance(tag, str)),
        entry.get("pinned") is True,
        words(entry.get("prompt")),
        made=_moment(entry.get("made")),
        changed=_moment(entry.get("changed")),
        source=_source(entry),
    )
    if _is_as_kept(one) and len(reading.found) < MAX_ENTRIES:
        if text or one.title or pictures:
            reading.found.append(Found(one, tuple(pictures)))
        return
    _take_altered(reading, one, pictures)


def _take_altered(reading: Reading, one: Reflection, pictures: list[str]) -> None:
    """Somebody wrote into it: read like anybody's, so that nothing of it is lost."""
    found = read_markdown(one.text)
    prompt, blocks = one.prompt, found.blocks
    if len(prompt) > MAX_PROMPT:
        prompt, blocks = "", [*read_markdown(prompt).blocks, *blocks]
    try:
        checked(Reflection("", one.day, one.time))
    except UserError:
        one = replace(one, time="")
    for code in sorted(found.odd):
        reading.note(code, one.day)
    reading.add(replace(one, prompt=prompt), blocks, pictures)


def _is_as_kept(one: Reflection) -> bool:
    """Whether it can be kept to the letter."""
    if len(one.title) > MAX_TITLE or len(one.text) > MAX_TEXT or len(one.tags) > MAX_TAGS:
        return False
    if any(len(tag) > MAX_TAG for tag in one.tags):
        return False
    try:
        return checked(one) == one and text_of(blocks_of(one.text)) == one.text
    except UserError:
        return False


def _source(entry: dict[str, Any]) -> str:
    """Where it came from before; or else from here, by its id."""
    before, id_ = words(entry.get("source")), words(entry.get("id"))
    return before[:200] if before else f"{Kind.OWN}:{id_[:64]}" if id_ else ""


def _id(value: object) -> str:
    found = words(value)
    return found if _ID.fullmatch(found) else ""


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(words(value))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
