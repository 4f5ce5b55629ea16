"""Day One: JSON with the photos beside it, as a ZIP or unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from trustapp.documents.importers.foreign_markdown import Image, read_markdown
from trustapp.documents.importers.journal import days
from trustapp.documents.importers.journal.decoding import clean
from trustapp.documents.importers.journal.files import Files
from trustapp.documents.importers.journal.found import Journal, Kind, Reading
from trustapp.documents.importers.journal.trees import Tree
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Shape
from trustapp.domain.reflections import Reflection

_MOMENT: Final = re.compile(r"dayone-moment:/{1,2}(?:(video|audio|pdfAttachment)/+)?([0-9A-Za-z-]+)")
_OTHER: Final = {"videos": "video", "audios": "sound", "pdfAttachments": "attachment"}
_ASIDES: Final = ("location", "weather", "userActivity", "music")


class File(msgspec.Struct):
    """What is asked of the JSON before its entries are looked at one by one."""

    entries: list[msgspec.Raw]
    metadata: Any = None
    tags: Any = None


def file_of(data: bytes) -> File | None:
    """The JSON of a journal with a list of entries, None where it is none."""
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=File)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return None


def entries_of(entries: list[msgspec.Raw], reading: Reading) -> Iterator[dict[str, Any]]:
    """Each entry that is one; what is none is noted."""
    for raw in entries:
        try:
            found = msgspec.json.decode(raw)
        except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
            found = None
        if isinstance(found, dict):
            yield found
        else:
            reading.note("entry")


def read(tree: Tree) -> Journal:
    """Every journal in the export. Codes: journal.damaged, journal.too_large, journal.not_read."""
    reading = Reading(Kind.DAYONE)
    files = Files(tree, reading)
    for name in files.ending_with("json"):
        file = file_of(files.bytes_of(name))
        if file is None:
            reading.note("file", None, name)
            continue
        one = _DayOne(files, reading, name)
        for entry in entries_of(file.entries, reading):
            one.take(entry)
    if not reading.found and not reading.notes:
        raise UserError("journal.damaged")
    files.note_the_rest()
    return reading.done()


def words(value: object) -> str:
    """A text, "" for what is none."""
    return clean(value)[0] if isinstance(value, str) else ""


def listed(value: object) -> list[Any]:
    """A list, empty for what is none."""
    return value if isinstance(value, list) else []


class _DayOne:
    def __init__(self, files: Files, reading: Reading, name: str) -> None:
        self._files, self._reading = files, reading
        self._name = name
        self._folder = name.rpartition("/")[0]
        self._asides: set[str] = set()

    def take(self, entry: dict[str, Any]) -> None:
        """One entry."""
        day, time = self._when(entry) or self._instead(entry)
        text = words(entry.get("text")) or _rich(entry.get("richText"))
        found = read_markdown(text)
        for code in sorted(found.odd):
            self._reading.note(code, day)
        title, blocks = _title(found.blocks)
        tags = [tag for tag in listed(entry.get("tags")) if isinstance(tag, str)]
        if entry.get("starred") is True:
            tags.append("starred")
        pictures = self._pictures(entry, found.images, day)
        self._note_the_rest(entry, day)
        self._reading.add(
            Reflection("", day, time, title, tags=tuple(tags)), blocks, pictures, words(entry.get("uuid"))
        )

    def _instead(self, entry: dict[str, Any]) -> days.Moment:
        """For an entry whose day cannot be read; it is told, and nothing of it is left out."""
        when = days.in_zone(words(entry.get("modifiedDate")), "UTC")
        when = when or days.Moment(days.instead(self._files.day_of(self._name)))
        self._reading.note("date", when.day, words(entry.get("creationDate")))
        return when

    def _when(self, entry: dict[str, Any]) -> days.Moment | None:
        told, zone = words(entry.get("creationDate")), words(entry.get("timeZone"))
        try:
            when = days.in_zone(told, zone)
        except LookupError:
            when = days.in_zone(told, "UTC")
            self._reading.note("zone", when.day if when else None, zone)
        return when._replace(time="") if when and entry.get("isAllDay") is True else when

    def _pictures(self, entry: dict[str, Any], images: list[Image], day: date) -> list[str]:
        """The photos in the order in which the text has them, then those that it does not name."""
        photos = [one for one in listed(entry.get("photos")) if isinstance(one, dict)]
        known = {words(one.get("identifier")): one for one in photos}
        order: list[str] = []
        for image in images:
            moment = _MOMENT.match(image.source)
            if moment is None:
                if name := self._files.picture(image.source, f"{self._folder}/x", day):
                    order.append(name)
            elif moment[1] is None and moment[2] in known:
                order += self._photo(known.pop(moment[2]), day)
            elif moment[1] is None:
                self._reading.note("missing", day, moment[2])
        for photo in known.values():
            order += self._photo(photo, day)
        return list(dict.fromkeys(order))

    def _photo(self, photo: dict[str, Any], day: date) -> list[str]:
        stem, kind = words(photo.get("md5")), words(photo.get("type")).lower()
        before = f"{self._folder}/" if self._folder else ""
        for name in self._files.with_stem(stem):
            if name.startswith(f"{before}photos/"):
                return [name]
        self._reading.note("missing", day, f"{stem}.{kind}" if stem else words(photo.get("identifier")))
        return []

    def _note_the_rest(self, entry: dict[str, Any], day: date) -> None:
        for key, code in _OTHER.items():
            for one in listed(entry.get(key)):
                told = words(one.get("filename") or one.get("pdfName")) if isinstance(one, dict) else ""
                self._reading.note(code, day, told)
                # Its file is not told once more.
                self._files.with_stem(words(one.get("md5")) if isinstance(one, dict) else "")
        for key in _ASIDES:
            if entry.get(key) and key not in self._asides:
                self._asides.add(key)
                self._reading.note("asides", None, key)


def _title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Day One shows a heading at the beginning as the title."""
    first = blocks[0] if blocks else None
    if first is not None and first.shape is Shape.HEADING and first.level == 1:
        return first.text, blocks[1:]
    return "", blocks


def _rich(value: object) -> str:
    """The words of an entry that has no other text."""
    if not isinstance(value, str):
        return ""
    try:
        found = msgspec.json.decode(value)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return ""
    parts = listed(found.get("contents")) if isinstance(found, dict) else []
    return "".join(words(part.get("text")) for part in parts if isinstance(part, dict))
