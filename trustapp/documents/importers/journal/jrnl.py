"""jrnl: its text files in any format of time, and its JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from trustapp.documents.importers.foreign_markdown import plain_blocks
from trustapp.documents.importers.journal import days
from trustapp.documents.importers.journal.dayone import entries_of, file_of, listed, words
from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import Journal, Kind, Reading
from trustapp.documents.importers.journal.trees import Tree
from trustapp.domain.errors import UserError
from trustapp.domain.reflections import Reflection

_HEAD: Final = re.compile(r"^\[([^\]\n]{6,60})\] ", re.MULTILINE)
_TAG: Final = re.compile(r"(?<!\S)@([-+*#/\w]+)")
_FORMATS: Final = (
    "%c", "%x %X", "%Y%m%d %H%M", "%Y%m%dT%H%M", "%y-%m-%d %H:%M", "%d.%m.%y %H:%M", "%A, %d. %B %Y %H:%M",
    "%H:%M %Y-%m-%d", "%H:%M %d.%m.%Y", "%Y-%m-%d %Hh%M", "%Y-%j %H:%M",
)  # fmt: skip
"""Formats of time that no other program writes, but people set in jrnl."""


class _Piece(NamedTuple):
    head: str
    when: days.Moment | None
    text: str


def is_jrnl(text: str) -> bool:
    """Whether a text holds an entry as jrnl writes one, be it after words that stand before any day."""
    heads = [found[1] for found in _HEAD.finditer(text)]
    format_ = _format_of(heads)
    return any(_when(head, format_) is not None for head in heads)


def read_text(tree: Tree) -> Journal:
    """Text files of jrnl: one, or one for each day. Codes: journal.too_large."""
    reading = Reading(Kind.JRNL)
    files = Files(tree, reading)
    for name, text in files.texts(files.ending_with("txt", "jrnl", "text", "")):
        _take_text(reading, name, text)
    files.note_the_rest()
    return reading.done()


def _take_text(reading: Reading, name: str, text: str) -> None:
    heads = [found[1] for found in _HEAD.finditer(text)]
    format_ = _format_of(heads)
    before, pieces = _pieces(text, format_)
    if before.strip():
        reading.note("no_day", None, before)
        if pieces:  # kept with the first entry: nothing is left out
            pieces[0] = pieces[0]._replace(text=f"{pieces[0].text.rstrip()}\n\n{before.strip()}")
    if not pieces:
        reading.note("file", None, name)
    for piece in pieces:
        assert piece.when is not None
        title, body, starred = _parted(piece.text)
        tags = _TAG.findall(piece.text)
        _add(reading, piece.when, title, body, tags, starred=starred)


def _pieces(text: str, format_: _Format) -> tuple[str, list[_Piece]]:
    """What stands before the first entry, and the entries. A head that is no day is part of the text."""
    made: list[_Piece] = []
    before, begin = "", 0
    for found in _HEAD.finditer(text):
        when = _when(found[1], format_)
        if when is None:
            continue
        if made:
            made[-1] = made[-1]._replace(text=text[begin : found.start()])
        else:
            before = text[: found.start()]
        made.append(_Piece(found[1], when, ""))
        begin = found.end()
    if made:
        made[-1] = made[-1]._replace(text=text[begin:])
    return before if made else text, made


class _Format(NamedTuple):
    """How the heads of a file are read."""

    month_first: bool = False
    other: str = ""


def _format_of(heads: Sequence[str]) -> _Format:
    """The way of reading that understands the most of them."""
    month_first = days.month_first(heads)
    best = _Format(month_first)
    most = sum(days.moment(head, month_first=month_first) is not None for head in heads)
    for other in _FORMATS:
        read = sum(_parsed(head, other) is not None for head in heads) if most < len(heads) else 0
        if read > most:
            best, most = _Format(month_first, other), read
    return best


def _when(head: str, format_: _Format) -> days.Moment | None:
    if format_.other and (found := _parsed(head, format_.other)):
        return found
    return days.moment(head, month_first=format_.month_first)


def _parsed(head: str, format_: str) -> days.Moment | None:
    try:
        found = datetime.strptime(head, format_)
    except ValueError:
        return None
    return days.Moment(found.date(), f"{found:%H:%M}")


def _parted(text: str) -> tuple[str, str, bool]:
    """The first line is the title; a star at its end marks the entry."""
    first, _newline, body = text.partition("\n")
    starred = first.rstrip().endswith(" *") or first.strip() == "*"
    return first.strip(" *" if starred else None), body, starred


def _add(
    reading: Reading,
    when: days.Moment,
    title: str,
    body: str,
    tags: Sequence[str],
    *,
    starred: bool,
    uid: str = "",
) -> None:
    tags = [*tags, "starred"] if starred else tags
    entry = Reflection("", when.day, when.time, title, tags=tuple(tags))
    reading.add(entry, plain_blocks(body), uid=uid)


def read_json(tree: Tree) -> Journal:
    """The JSON of jrnl. Codes: journal.damaged, journal.too_large, journal.not_read."""
    reading = Reading(Kind.JRNL_JSON)
    files = Files(tree, reading)
    for name in files.ending_with("json"):
        file = file_of(files.bytes_of(name))
        if file is None:
            raise UserError("journal.damaged")
        for entry in entries_of(file.entries, reading):
            title, body = words(entry.get("title")), words(entry.get("body"))
            told = f"{words(entry.get('date'))} {words(entry.get('time'))}"
            when = days.moment(told)
            if when is None:
                when = days.Moment(days.instead(files.day_of(name)))
                reading.note("date", when.day, told)
            tags = [tag for tag in listed(entry.get("tags")) if isinstance(tag, str)]
            starred = entry.get("starred") is True
            _add(reading, when, title, body, tags, starred=starred, uid=words(entry.get("uuid")))
    files.note_the_rest()
    return reading.done()
