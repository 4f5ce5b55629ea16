"""What a window hands to the process that takes its place: what stands on the screen, and a message to show.

Never a key. Of a pause, reminders and a message only numbers, places, times and a code; of a companion the
words that stand on its page, which go on standing there. All of it goes through standard input from one
memory into the other: a command line and an environment can be read by other programs for as long as the
process lives, and a file stays.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from ui.shell.kept import KeptCompanion, companion_of

HANDED_OVER: Final = "--handed-over"
TOMORROW: Final = "tomorrow"
NOT_WRITTEN: Final = "lock.not_written"
CLOSES_SPACE: Final = frozenset({"rekey.uncertain"})
"""Errors after which the space is closed already."""
TELLS: Final = CLOSES_SPACE | {NOT_WRITTEN}
"""What can be told at the unlock page after a lock."""
MOST_BYTES: Final = 8 * 1024 * 1024
"""More than the limits of two people take."""
PIPE_BYTES: Final = 4096
"""Less than any pipe holds: whoever writes never waits for a reader that is not there yet."""

_TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_HEX: Final = r"(?:[0-9a-f]{2})*"


class KeptPause(NamedTuple):
    """A pause as it stands on the screen."""

    together: bool = False
    own: bool = False
    way: int = -1
    """The place of the way to calm down that was chosen, -1 for none."""
    time: str = ""
    """The time that was named: "19:40", ``TOMORROW``, or "" for none."""
    place: str = ""
    """The window's place and size, as the toolkit writes them, in hex."""
    active: bool = True
    minimised: bool = False


class Handover(NamedTuple):
    """Everything that is handed over."""

    telling: str = ""
    """The code of a message for the unlock page."""
    pause: KeptPause | None = None
    companion: KeptCompanion | None = None
    reminders: tuple[datetime, ...] = ()
    """When something is told, without what it is about."""

    @property
    def stands(self) -> bool:
        """Whether something stands on the screen that needs no keys."""
        return self.pause is not None or self.companion is not None


NOTHING: Final = Handover()


def written(handed: Handover) -> bytes:
    """As bytes for ``read``."""
    import json

    pause, companion = handed.pause, handed.companion
    values = {
        "telling": handed.telling,
        "pause": pause._asdict() if pause is not None else None,
        "companion": companion._asdict() if companion is not None else None,
        "reminders": [one.isoformat() for one in handed.reminders],
    }
    return json.dumps(values).encode()


def parsed(data: bytes) -> Handover:
    """What the bytes say. Whatever is not as the program writes it is left out: a start never ends by it."""
    import json

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(found, dict):
        return NOTHING
    pause = found.get("pause")
    kept = _pause_of(pause) if isinstance(pause, dict) else None
    telling = found.get("telling")
    return Handover(
        telling if isinstance(telling, str) and telling in TELLS else "",
        kept,
        companion_of(found.get("companion")),
        _reminders_of(found.get("reminders")),
    )


def _reminders_of(value: object) -> tuple[datetime, ...]:
    found = [_moment_of(one) for one in value] if isinstance(value, list) else []
    return tuple(one for one in found if one is not None and one.tzinfo is not None)


def _moment_of(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _pause_of(found: dict[str, Any]) -> KeptPause:
    way, time = found.get("way"), found.get("time")
    return KeptPause(
        together=found.get("together") is True,
        own=found.get("own") is True,
        way=way if type(way) is int else -1,
        time=TOMORROW if time == TOMORROW else _matching(_TIME, time),
        place=_matching(_HEX, found.get("place")),
        active=found.get("active") is not False,
        minimised=found.get("minimised") is True,
    )


def _matching(pattern: str, value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(pattern, value) else ""


def read() -> Handover:
    """What the process before this one left on standard input. It is left nowhere: nothing reads it twice."""
    pieces, length = [], 0
    try:
        while length <= MOST_BYTES and not os.isatty(0):
            piece = os.read(0, 64 * 1024)
            if not piece:
                break
            pieces.append(piece)
            length += len(piece)
        _empty()
    except OSError:
        return NOTHING
    return parsed(b"".join(pieces))


def _empty() -> None:
    """Standard input is nothing from now on; a piece of memory that came through it goes."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def replace(command: Sequence[str], handed: Handover) -> None:
    """Put the process that ``command`` begins in the place of this one, and hand over to it.

    On Windows, where a replaced process looks ended to whoever waits for it, a second one is begun, and the
    caller ends (untested).
    """
    data = written(handed) if handed != NOTHING else b""
    if sys.platform == "win32":
        import subprocess

        line = [*command, *([HANDED_OVER] if data else [])]
        begun = subprocess.Popen(line, close_fds=True, stdin=subprocess.PIPE if data else None)
        if begun.stdin is not None:
            begun.stdin.write(data)
            begun.stdin.close()
        return
    source = _holding(data) if data else None
    if source is None and data:
        # Words that nothing here can hold are not shown cut short: the unlock page comes instead.
        source = _holding(written(handed._replace(companion=None)))
    if source is not None:
        os.dup2(source, 0)
        os.close(source)
    os.execv(command[0], [*command, *([HANDED_OVER] if source is not None else [])])


def _holding(data: bytes) -> int | None:
    """What gives these bytes to a reader, in memory alone; None where there is no such thing."""
    if hasattr(os, "memfd_create"):
        held = os.memfd_create("handed", os.MFD_CLOEXEC)
        view = memoryview(data)
        while view:
            view = view[os.write(held, view) :]
        os.lseek(held, 0, os.SEEK_SET)
        return held
    if len(data) > PIPE_BYTES:
        return None
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading
