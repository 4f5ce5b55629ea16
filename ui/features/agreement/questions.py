"""What is only to be talked about: it never counts and is never printed."""

from __future__ import annotations

from dataclasses import dataclass

from trustapp.domain.statements import Ask, TalkFirst


@dataclass(frozen=True)
class Questions:
    """Asks under their giver's name, and titles without one."""

    asks: tuple[Ask, ...] = ()
    titles: tuple[TalkFirst, ...] = ()
