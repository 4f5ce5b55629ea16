"""What a window hands to the process that takes its place: a pause that stands, and a message to show.

Never a word that somebody wrote, and no key: numbers, places and the code of a message. All of it goes
through standard input, because a command line and an environment can be read by other programs for as long
as the process lives, and that somebody makes new keys is nobody else's business.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

HANDED_OVER: Final = "--handed-over"
TOMORROW: Final = "tomorrow"
NOT_WRITTEN: Final = "lock.not_written"
CLOSES_SPACE: Final = frozenset({"rekey.uncertain"})
"""Errors after which the space is closed already."""
TELLS: Final = CLOSES_SPACE | {NOT_WRITTEN}
"""What can be told at the unlock page after a lock."""
MOST_BYTES: Final = 4096
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


NOTHING: Final = Handover()


def written(handed: Handover) -> bytes:
    """As bytes for ``read``."""
    import json

    pause = handed.pause._asdict() if handed.pause is not None else None
    return json.dumps({"telling": handed.telling, "pause": pause}).encode()


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
    return Handover(telling if isinstance(telling, str) and telling in TELLS else "", kept)


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
    """What the process before this one left on standard input."""
    data = b""
    try:
        while len(data) <= MOST_BYTES and not os.isatty(0):
            piece = os.read(0, MOST_BYTES)
            if not piece:
                break
            data += piece
    except OSError:
        return NOTHING
    return parsed(data)


def replace(command: Sequence[str], handed: Handover) -> None:
    """Put the process that ``command`` begins in the place of this one, and hand over to it.

    On Windows, where a replaced process looks ended to whoever waits for it, a second one is begun, and the
    caller ends (untested).
    """
    data = written(handed) if handed != NOTHING else b""
    line = [*command, *([HANDED_OVER] if data else [])]
    if sys.platform == "win32":
        import subprocess

        begun = subprocess.Popen(line, close_fds=True, stdin=subprocess.PIPE if data else None)
        if begun.stdin is not None:
            begun.stdin.write(data)
            begun.stdin.close()
        return
    if data:
        reading, writing = os.pipe()
        os.write(writing, data)
        os.close(writing)
        os.dup2(reading, 0)
    os.execv(line[0], line)
