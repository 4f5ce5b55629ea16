"""Markdown files: a folder of them with pictures beside, one file, or what was written here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from trustapp.documents.importers.foreign_markdown import Image, read_markdown
from trustapp.documents.importers.journal import days, own
from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import Journal, Kind, Reading, digest
from trustapp.documents.importers.journal.trees import Tree
from trustapp.documents.importers.journal.yaml_events import load
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Shape, Span
from trustapp.domain.reflections import Reflection

ENDINGS: Final = ("md", "markdown", "mdown", "mkd")
_FRONT: Final = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_EMBEDDED: Final = re.compile(r"!\[\[([^\[\]|\n]+\.\w{2,5})(?:\|[^\[\]\n]*)?\]\]")
"""A picture as Obsidian has it."""
_DATES: Final = ("date", "created", "created_at", "creation_date", "day", "datetime", "date created")
_TITLES: Final = ("title", "name")
_TAGS: Final = ("tags", "tag", "keywords", "categories", "category")
_TIMES: Final = ("time",)


@dataclass
class _Front:
    """What stands before the text, as far as it is understood."""

    when: days.Moment | None = None
    title: str = ""
    tags: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read(tree: Tree) -> Journal:
    """Every Markdown file. Codes: journal.too_large."""
    reading = Reading(Kind.MARKDOWN)
    files = Files(tree, reading)
    for name, text in files.texts(files.ending_with(*ENDINGS)):
        if text.startswith(own.ABOUT):
            continue
        if own.is_own_page(text):
            try:
                own.take_page(files, reading, name, text)
            except UserError as error:
                if error.code == "journal.too_large":
                    raise
            else:
                continue
        _take(files, reading, name, text)
    files.note_the_rest()
    return reading.done()


def _take(files: Files, reading: Reading, name: str, text: str) -> None:
    front, text = front_of(text)
    told = _understood(front)
    embedded = [Image(name, "") for name in _EMBEDDED.findall(text)]
    found = read_markdown(_EMBEDDED.sub("", text))
    title, blocks = _title(told.title, found.blocks)
    in_name, rest_of_name = days.in_name(name)
    when = told.when or in_name or _day_of(title)
    uid = ""
    if when is None:
        uid = digest(name, text)
        when = days.Moment(days.instead(files.day_of(name)))
        reading.note("file_day", when.day, name)
    for code in sorted(found.odd):
        reading.note(code, when.day)
    if told.rest:
        reading.note("front", when.day, ", ".join(told.rest))
    if not title and rest_of_name and not rest_of_name.isdigit():
        title = rest_of_name
    pictures: list[str] = []
    for image in (*found.images, *embedded):
        if (picture := files.picture(image.source, name, when.day)) is not None:
            pictures.append(picture)
        if image.words.strip() and image.words.strip() != PurePosixPath(image.source).name:
            blocks = [*blocks, Block((Span(image.words),))]
    reading.add(
        Reflection("", when.day, when.time, title, tags=tuple(told.tags)),
        blocks,
        list(dict.fromkeys(pictures)),
        uid,
    )


def front_of(text: str) -> tuple[Mapping[str, Any], str]:
    """What stands before the text between lines of "---" or "+++", and the text."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    try:
        front = load(found[2]) if found[1] == "---" else tomllib.loads(found[2])
    except (UserError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}, text
    # Two rules around a paragraph are no front matter: that is words.
    return (front, text[found.end() :]) if isinstance(front, dict) else ({}, text)


def _understood(front: Mapping[str, Any]) -> _Front:
    told = _Front()
    time = ""
    for key, value in front.items():
        name = str(key).strip().lower()
        if name in _DATES and told.when is None and (when := _moment(value)) is not None:
            told.when = when
        elif name in _TITLES and isinstance(value, str) and not told.title:
            told.title = value
        elif name in _TIMES and (when := days.moment(f"2000-01-01 {value}")) and when.time:
            time = when.time
        elif name in _TAGS and (tags := _tags(value)) is not None:
            told.tags += tags
        elif value not in (None, "", [], {}):
            told.rest.append(f"{key}: {value}" if isinstance(value, str | int | float) else str(key))
    if told.when is not None and time and not told.when.time:
        told.when = told.when._replace(time=time)
    return told


def _moment(value: object) -> days.Moment | None:
    if isinstance(value, datetime | date):
        value = value.isoformat()
    return days.moment(value) if isinstance(value, str) else None


def _tags(value: object) -> list[str] | None:
    if isinstance(value, str):
        split = value.split(",") if "," in value else value.split()
        return [one for one in split if one.strip()]
    if isinstance(value, list):
        return [str(one) for one in value if isinstance(one, str | int)]
    return None


def _title(title: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """A first heading is the title, unless there is another."""
    first = blocks[0] if blocks else None
    if first is not None and first.shape is Shape.HEADING and first.level == 1 and title in ("", first.text):
        return first.text, blocks[1:]
    return title, blocks


def _day_of(title: str) -> days.Moment | None:
    return days.moment(PurePosixPath(title).name) if title else None
