"""Settings: of this computer in a small file in clear, of one person in their private space."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from trustapp import places
from trustapp.storage import files, rows
from trustapp.storage.connection import Database

T = TypeVar("T", bool, int, str)

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
_LARGEST: Final = 4096

_SET: Final = """
    INSERT INTO preference (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


@dataclass(frozen=True)
class DeviceValues:
    """What this computer keeps in clear: nothing about a person."""

    language: str = "en"
    theme: str = "system"
    text_percent: int = 100
    reduced_motion: bool = False


class DeviceFile:
    """``device.toml``: four keys, read with forgiveness and written whole."""

    def __init__(self, path: Path) -> None:
        """The file need not exist yet, nor its folder."""
        self._path = path

    def read(self) -> DeviceValues:
        """What the file holds; a default for everything that is missing, damaged or of another type."""
        try:
            status = os.lstat(self._path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return DeviceValues()
            found = tomllib.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return DeviceValues()
        kept: dict[str, Any] = {}
        for field in fields(DeviceValues):
            value = found.get(field.name)
            if type(value) is type(field.default) and _is_plain(value):
                kept[field.name] = value
        return replace(DeviceValues(), **kept)

    def write(self, values: DeviceValues) -> None:
        """Replace the file; the old or the new one is there at every moment. Codes: storage.*."""
        lines = [f"{field.name} = {_toml(getattr(values, field.name))}" for field in fields(DeviceValues)]
        try:
            self._path.parent.mkdir(mode=places.FOLDER_OF_ONE, parents=True, exist_ok=True)
        except OSError as error:
            files.explain(error)
        files.replace_text(self._path, "\n".join(lines) + "\n")


def _is_plain(value: object) -> bool:
    return not isinstance(value, str) or _NAME.fullmatch(value) is not None


def _toml(value: bool | int | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not _is_plain(value):
        raise ValueError("a device setting is a number or a plain name")
    return f'"{value}"' if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class Preference(Generic[T]):
    """One setting of a person: its name in the table, its default, and what it means."""

    name: str
    default: T
    help: str
    values: range | tuple[int, ...] | tuple[str, ...] | None = None

    def fits(self, value: object) -> bool:
        """Whether a value is one that this setting can have."""
        return type(value) is type(self.default) and (self.values is None or value in self.values)


LOCK_MINUTES: Final = Preference("lock_minutes", 3, "Lock after this many minutes without use", range(1, 16))
RITUAL_REMINDERS: Final = Preference("ritual_reminders", False, "Tell when something planned begins")
REMIND_BEFORE: Final = Preference(
    "remind_before", 10, "Tell this many minutes before it begins", (0, 5, 10, 15, 30, 60)
)
TODAY_HIDDEN: Final = Preference("today_hidden", "", "Parts of the page of today that are not shown")
LETTERS_ALLOWED: Final = Preference("letters_allowed", False, "Letters of the other may arrive")
INTENSITY: Final = Preference("intensity", 3, "Show items up to this sensitivity", range(1, 4))


class _Row(NamedTuple):
    value: str


class PreferenceTable:
    """The settings of one person; without a row the default holds."""

    def __init__(self, database: Database) -> None:
        """Work on an open private space."""
        self._database = database

    def get(self, preference: Preference[T]) -> T:
        """The value; the default where there is none that fits."""
        found = rows.read(
            self._database, _Row, "SELECT value FROM preference WHERE name = ?", (preference.name,)
        )
        if not found:
            return preference.default
        value = rows.value_of(found[0].value, type(preference.default))
        return value if preference.fits(value) else preference.default

    def set(self, preference: Preference[T], value: T) -> None:
        """Keep a value; raises ValueError for one that does not fit."""
        if not preference.fits(value):
            raise ValueError(f"{preference.name} cannot have this value")
        self._database.execute(_SET, (preference.name, rows.text_of(value)))
