"""A companion as it stands on the screen: everything that it needs to go on without a key."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, TypeGuard

STOPPED: Final = "stopped"
FINISHED: Final = "finished"

_HEX: Final = r"(?:[0-9a-f]{2})*"
_STEPS: Final = 6
_DAY_SECONDS: Final = 24 * 60 * 60


class KeptCompanion(NamedTuple):
    """What stands there, and how far it is. It names neither the ritual's id nor anybody who sits here."""

    name: str
    parts: tuple[str, ...]
    """How it starts, what is done and how it ends; or one part alone."""
    begins: str = ""
    minutes: int = 0
    touch: bool = False
    closeness: bool = False
    """Whether it began with a ceiling; it may be lowered to nothing meanwhile."""
    steps: tuple[str, ...] = ()
    ceiling: int = 0
    limits: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    shared: bool = True
    part: int = 0
    """The place of the part that is shown."""
    left: int = -1
    """Seconds of the time that was wanted, -1 where none was."""
    sound: bool = False
    ended: str = ""
    """``STOPPED``, ``FINISHED``, or "" while it runs."""
    told: str = ""
    """Why it stopped by itself, "" where somebody stopped it."""
    place: str = ""
    """The window's place and size, as the toolkit writes them, in hex."""
    active: bool = True
    minimised: bool = False


def companion_of(found: object) -> KeptCompanion | None:
    """What was handed over; None where it is not as the program writes it."""
    if not isinstance(found, dict) or not _is_written(found):
        return None
    parts, steps = tuple(found["parts"]), tuple(found["steps"])
    place = found.get("place")
    return KeptCompanion(
        name=found["name"],
        parts=parts,
        begins=found["begins"],
        minutes=found["minutes"],
        touch=found.get("touch") is not False,
        closeness=found.get("closeness") is not False,
        steps=steps,
        ceiling=found["ceiling"],
        limits=tuple(found["limits"]),
        stop=tuple(found["stop"]),
        shared=found.get("shared") is not False,
        part=found["part"],
        left=found["left"],
        sound=found.get("sound") is True,
        ended=found["ended"],
        told=found["told"],
        place=place if isinstance(place, str) and re.fullmatch(_HEX, place) else "",
        active=found.get("active") is not False,
        minimised=found.get("minimised") is True,
    )


def _is_written(found: dict[str, Any]) -> bool:
    """All or nothing: a page that shows one limit less than it did would say something untrue."""
    texts = all(isinstance(found.get(name), str) for name in ("name", "begins", "told"))
    lists = all(_is_texts(found.get(name)) for name in ("parts", "steps", "limits", "stop"))
    if not texts or not lists or not found["parts"] or len(found["steps"]) > _STEPS:
        return False
    return (
        found.get("ended") in ("", STOPPED, FINISHED)
        and _is_within(found.get("ceiling"), 0, len(found["steps"]))
        and _is_within(found.get("part"), 0, len(found["parts"]) - 1)
        and _is_within(found.get("left"), -1, _DAY_SECONDS)
        and _is_within(found.get("minutes"), 0, _DAY_SECONDS // 60)
    )


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_within(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
