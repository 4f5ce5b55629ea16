"""Reflections as files that any program reads: a page of Markdown each, or lines of one JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from trustapp.documents.importers.journal.own import ABOUT, FORMAT, VERSION
from trustapp.domain.passages import Block, Shape, Span, text_of
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Reflection
from trustapp.words import _

_LONGEST_NAME: Final = 48
_NO_NAME: Final = re.compile(r"[^\w]+")
_UNSEEN: Final = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010fffd]|[\u2028\u2029\ufeff]")


def name_of(one: Reflection) -> str:
    """What the file of one is called, without its ending: "2026-11-26-a-walk"."""
    words = _NO_NAME.sub("-", unicodedata.normalize("NFC", one.title).lower()).strip("-_")
    cut = words[:_LONGEST_NAME].rstrip("-_")
    return f"{one.day.isoformat()}-{cut}" if cut else one.day.isoformat()


def picture_name(name: str, number: int, picture: Picture) -> str:
    """What a picture beside it is called."""
    return f"{name}-{number}.{'png' if picture.mime == 'image/png' else 'jpg'}"


def page_of(one: Reflection, pictures: Sequence[str]) -> str:
    """A page of Markdown; ``pictures`` are paths as seen from it."""
    front = ["---", "reflection: 1", f"date: {one.day.isoformat()}"]
    for key, value in _values(one).items():
        if value:
            front.append(f"{key}: {_front(value)}")
    parts = ["\n".join([*front, "---"])]
    if one.title:
        parts.append(text_of([Block((Span(one.title),), Shape.HEADING, 1)]))
    if one.text:
        parts.append(one.text)
    parts += [f"![]({place})" for place in pictures]
    return "\n\n".join(parts) + "\n"


def _front(value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return f"[{', '.join(_front(one) for one in value)}]"
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(_escaped, quoted)


def _escaped(found: re.Match[str]) -> str:
    return f"\\U{ord(found[0]):08x}"


def _values(one: Reflection) -> dict[str, Any]:
    return {
        "time": one.time,
        "title": one.title,
        "tags": one.tags,
        "kind": one.kind,
        "mood": one.mood,
        "pinned": one.pinned,
        "prompt": one.prompt,
        "made": one.made.isoformat() if one.made else "",
        "changed": one.changed.isoformat() if one.changed else "",
        "id": one.id,
        "source": one.source,
    }


def json_begin(label: str, day: str) -> str:
    """What stands before the reflections."""
    head = {"format": FORMAT, "version": VERSION, "label": label, "made": day}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "reflections": [\n'


def json_of(one: Reflection, pictures: Sequence[str], *, first: bool) -> str:
    """One reflection, on a line of its own."""
    told = {"day": one.day.isoformat(), **_values(one), "text": one.text, "pictures": list(pictures)}
    return ("" if first else ",\n") + json.dumps(told, ensure_ascii=False)


def json_end() -> str:
    """What stands behind them."""
    return "\n]}\n"


def about(label: str, day: str) -> str:
    """The page that says what these files are."""
    return (
        f"{ABOUT}\n# {label}\n\n"
        + _(
            "These are reflections, as they were on {day}: by the folders of their years, with "
            "their pictures beside them. Any program for text opens them."
        ).format(day=day)
        + "\n\n"
        + _("They are not encrypted: whoever can open this folder can read everything in it.")
        + "\n"
    )
