"""Plain text: a file is an entry, or many where lines in it are days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from trustapp.documents.importers.foreign_markdown import plain_blocks
from trustapp.documents.importers.journal import days
from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import Journal, Kind, Reading, digest
from trustapp.documents.importers.journal.trees import Tree
from trustapp.domain.reflections import Reflection

ENDINGS: Final = ("txt", "text", "log", "org", "rst", "")
_AROUND: Final = re.compile(r"^[\s#=*\[(_~>-]*(.*?)[\s#=*\])_~:-]*$")
"""What people put around a day that heads an entry."""


class _Head(NamedTuple):
    line: int
    words: str


def read(tree: Tree) -> Journal:
    """Every text file. Codes: journal.too_large."""
    reading = Reading(Kind.TEXT)
    files = Files(tree, reading)
    for name, text in files.texts(files.ending_with(*ENDINGS)):
        _take(files, reading, name, text)
    files.note_the_rest()
    return reading.done()


def _take(files: Files, reading: Reading, name: str, text: str) -> None:
    lines = text.split("\n")
    heads = list(_heads(lines))
    first = days.month_first([head.words for head in heads])
    known = [(head.line, when) for head in heads if (when := days.moment(head.words, month_first=first))]
    begin = known[0][0] if known else len(lines)
    if any(line.strip() for line in lines[:begin]):
        _take_undated(files, reading, name, lines[:begin])
    for place, (line, when) in enumerate(known):
        end = known[place + 1][0] if place + 1 < len(known) else len(lines)
        _add(reading, when, "", lines[line + 1 : end])


def _take_undated(files: Files, reading: Reading, name: str, lines: Sequence[str]) -> None:
    when, title = days.in_name(name)
    uid = ""
    if when is None:
        uid = digest(name, *lines)
        when = days.Moment(days.instead(files.day_of(name)))
        reading.note("file_day", when.day, name)
    _add(reading, when, title, lines, uid)


def _heads(lines: Sequence[str]) -> Iterator[_Head]:
    """Lines that are a day and nothing else, at the beginning or after an empty line."""
    for number, line in enumerate(lines):
        if len(line) > 2 * days.LONGEST or (number and lines[number - 1].strip()):
            continue
        found = _AROUND.match(line)
        words = found[1] if found else ""
        if words and (days.moment(words) or days.moment(words, month_first=True)):
            yield _Head(number, words)


def _add(reading: Reading, when: days.Moment, title: str, lines: Sequence[str], uid: str = "") -> None:
    reading.add(Reflection("", when.day, when.time, title), plain_blocks("\n".join(lines)), uid=uid)
