"""The path that a person chose for themselves, and the stage they say they are at.

Nobody is moved: a stage is a person's own word, forward or back, and nothing is computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from trustapp.domain.errors import UserError

INFIDELITY, BETRAYAL, TRAUMA = "infidelity", "betrayal", "trauma"
PATHS: Final = (INFIDELITY, BETRAYAL, TRAUMA)

STEADY, UNDERSTAND, RECONNECT = "steady", "understand", "reconnect"
STAGES: Final = (STEADY, UNDERSTAND, RECONNECT)

HURT, BROKE, BOTH, NEITHER = "hurt", "broke", "both", "neither"
ROLES: Final = (HURT, BROKE, BOTH, NEITHER)


@dataclass(frozen=True)
class Chosen:
    """What a person said about themselves; ``path`` is "" where they chose none.

    ``role``: whether they were hurt, broke the trust, both or neither.
    """

    path: str = ""
    role: str = NEITHER
    stage: str = STEADY


def chosen(before: Chosen, path: str, role: str) -> Chosen:
    """Another path or role; the stage stays where its owner said it is. Codes: path.unknown."""
    if path not in ("", *PATHS) or role not in ROLES:
        raise UserError("path.unknown")
    return replace(before, path=path, role=role) if path else Chosen()


def moved(before: Chosen, stage: str) -> Chosen:
    """To any stage, forward or back. Codes: path.unknown (no path was chosen, or there is no such stage)."""
    if not before.path or stage not in STAGES:
        raise UserError("path.unknown")
    return replace(before, stage=stage)


def fits(mine: Chosen, stage: str = "", path: str = "", role: str = "") -> bool:
    """Whether something for this stage, path and role is for this person.

    What names none of them is for everybody. Who has no path sees only that; "both" sees what is for either
    role, "neither" what names no role.
    """
    roles = (HURT, BROKE) if mine.role == BOTH else (mine.role,)
    return (
        (not stage or (bool(mine.path) and stage == mine.stage))
        and path in ("", mine.path)
        and (not role or (bool(mine.path) and role in roles))
    )
