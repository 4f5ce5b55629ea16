"""Tables of TOML: read whole, with no key that nobody knows, and refused by file and id."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

import msgspec

TITLE_LIMIT: Final = 60
TEXT_LIMIT: Final = 320
WORDING_LIMIT: Final = 240
CONDITION_LIMIT: Final = 80

_ARTICLE: Final = frozenset(f"S{number}" for number in range(1, 34))
NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?\Z")
_PLACE: Final = re.compile(r"\$\.(\w+)\[(\d+)\]")


class CatalogueError(Exception):
    """A catalogue does not hold together; the message names the file and what is wrong in it."""


class Raw(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What every table of a catalogue has in common: unknown keys are refused."""


R = TypeVar("R", bound=Raw)


def read(path: Path, wanted: type[R]) -> R:
    """The file as this table; raises CatalogueError with its name and the id at fault."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=wanted)
    except OSError as error:
        raise CatalogueError(f"{path.name}: cannot be read") from error
    except msgspec.ValidationError as error:
        raise CatalogueError(f"{path.name}: {_whose(path, str(error))}{error}") from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _whose(path: Path, message: str) -> str:
    """The id of the table that msgspec found at fault, where it has one: "touch.pace: "."""
    place = _PLACE.search(message)
    if place is None:
        return ""
    found = tomllib.loads(path.read_text(encoding="utf-8"))[place[1]][int(place[2])]
    name = found.get("id") if isinstance(found, dict) else None
    return f"{name}: " if isinstance(name, str) else ""


def once(path: Path, ids: Iterable[str]) -> None:
    """Raises CatalogueError for an id that is there twice, or is none."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise CatalogueError(f"{path.name}: the id {one} is there twice")
        if not NAME.match(one):
            raise CatalogueError(f"{path.name}: {one!r} is not an id")
        seen.add(one)


def said(path: Path, where: str, text: str, limit: int) -> str:
    """The text, if it says anything in at most ``limit`` characters; raises CatalogueError."""
    if not text.strip() or text != text.strip():
        raise CatalogueError(f"{path.name}: {where} is empty or has space around it")
    if len(text) > limit:
        raise CatalogueError(f"{path.name}: {where} is longer than {limit} characters")
    return text


def referenced(path: Path, where: str, article: tuple[str, ...]) -> None:
    """Raises CatalogueError for a sentence that the article has not."""
    unknown = set(article) - _ARTICLE
    if unknown:
        raise CatalogueError(f"{path.name}: {where} refers to {sorted(unknown)}, which the article has not")


def cited(path: Path, where: str, article: tuple[str, ...]) -> None:
    """Raises CatalogueError for what names no sentence of the article, or one that it has not."""
    if not article:
        raise CatalogueError(f"{path.name}: {where} names no sentence of the article")
    referenced(path, where, article)
