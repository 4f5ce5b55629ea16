"""RedNotebook: a file of YAML for each month, a text for each day, in a markup of its own."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import Journal, Kind, Reading
from trustapp.documents.importers.journal.red_markup import read_markup
from trustapp.documents.importers.journal.trees import Tree
from trustapp.documents.importers.journal.yaml_events import Value, load
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Shape, Span
from trustapp.domain.reflections import Reflection

MONTH: Final = re.compile(r"(?:^|/)([12]\d{3})-(0[1-9]|1[0-2])\.txt$")
_HASHTAG: Final = re.compile(r"(?:^|[^\w&#])[#\uFF03](?![0-9A-F]{6}|include)(\w*[^\W\d_]+\w*)", re.IGNORECASE)
_OLD_TAGS: Final = "Tags"


def read(tree: Tree) -> Journal:
    """Every month. Codes: journal.too_large."""
    reading = Reading(Kind.REDNOTEBOOK)
    files = Files(tree, reading)
    months = [name for name in files.names if MONTH.search(name)]
    for name, text in files.texts(months):
        try:
            found = load(text)
        except UserError:
            reading.note("file", None, name)
            continue
        month = MONTH.search(name)
        assert month is not None
        _Month(files, reading, name, int(month[1]), int(month[2])).take(found)
    files.note_the_rest()
    return reading.done()


class _Month:
    def __init__(self, files: Files, reading: Reading, name: str, year: int, month: int) -> None:
        self._files, self._reading, self._name = files, reading, name
        self._year, self._month = year, month

    def take(self, found: Value) -> None:
        """The days of the file."""
        if not isinstance(found, dict):
            if found is not None:
                self._reading.note("file", None, self._name)
            return
        for number, content in found.items():
            try:
                day = date(self._year, self._month, int(number))
            except ValueError:
                day = date(self._year, self._month, 1)
                self._reading.note("date", day, number)
            if isinstance(content, dict):
                self._take_day(day, content)
            elif content is not None:
                self._reading.note("entry", day)

    def _take_day(self, day: date, content: dict[str, Value]) -> None:
        text = content.get("text")
        text = text if isinstance(text, str) else ""
        found = read_markup(text)
        for code in sorted(found.odd):
            self._reading.note(code, day)
        tags, items = _categories(content)
        tags += _HASHTAG.findall(text)
        pictures = [
            name for image in found.images if (name := self._files.picture(image.source, self._name, day))
        ]
        title, blocks = _title(found.blocks)
        self._reading.add(Reflection("", day, title=title, tags=tuple(tags)), [*blocks, *items], pictures)


def _categories(content: dict[str, Value]) -> tuple[list[str], list[Block]]:
    """Categories are tags; what stands under one is a line of a list."""
    tags: list[str] = []
    items: list[Block] = []
    for name, under in content.items():
        if name == "text":
            continue
        entries = list(_entries(under))
        if name == _OLD_TAGS:
            tags += entries
            continue
        tags.append(name)
        items += [Block((Span(f"{name}: {entry}"),), Shape.BULLET) for entry in entries]
    return tags, items


def _entries(under: Value) -> list[str]:
    if isinstance(under, dict):
        return [key if not isinstance(more, str) else f"{key}: {more}" for key, more in under.items()]
    if isinstance(under, list):
        return [one for one in under if isinstance(one, str)]
    return [under] if isinstance(under, str) else []


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """A first heading of the day is its title."""
    if blocks and blocks[0].shape is Shape.HEADING and blocks[0].level == 1:
        return blocks[0].text, blocks[1:]
    return "", blocks
