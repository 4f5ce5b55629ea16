"""What no line may demand: rule 10 of consent, as listed patterns over the words of a draft.

Only the words of lines that are being drafted are looked at, never anything else that a person writes,
and never a limit: a limit is not refused. The patterns are English, like the catalogue they go with.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Demand(StrEnum):
    """What a line may not ask for."""

    SECRETS = "secrets"
    """Passwords, codes, access to accounts and devices."""
    TRACKING = "tracking"
    """Following somebody's position, messages or purchases."""
    ISOLATION = "isolation"
    """Giving up friends, family, a doctor, a therapist, leaving, or asking."""
    PAYMENT = "payment"
    """Closeness owed: as repair, as proof, as a duty, at a rate."""
    PENALTY = "penalty"
    """What is done to somebody who crosses a line."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{one})" for one in patterns), re.IGNORECASE)


_CLOSENESS: Final = r"(?:sex|intima\w+|closeness|sleep with|affection)"
_AT_LEAST: Final = r"\b(?:at least|no less than)\b"
_PEOPLE: Final = (
    r"(?:friends?|famil\w+|mother|father|parents?|sisters?|brothers?|therapist|doctor|counsell?or)"
)

_PATTERNS: Final[dict[Demand, re.Pattern[str]]] = {
    Demand.SECRETS: _any(
        r"\bpass(?:word|phrase|code|key)s?\b",
        r"\bpin (?:code|number)\b",
        r"\b(?:unlock|hand over|give|show)\b.{0,25}\b(?:phone|mailbox|inbox|accounts?|diary|journal)\b.{0,40}"
        r"\b(?:any time|always|whenever|on demand|each|every)\b",
        r"\bfull access\b",
    ),
    Demand.TRACKING: _any(
        r"\b(?:track|tracking|tracker|gps|spy\w*|surveillance)\b",
        r"\b(?:share|send|sharing)\b.{0,20}\b(?:live )?location\b",
        r"\b(?:reads?|check|checks|go through|search|searches)\b.{0,20}"
        r"\b(?:messages|phone|mails?|e-mails?|chats?"
        r"|bank statements?)\b",
    ),
    Demand.ISOLATION: _any(
        rf"\b(?:no|never|not|stops?|without)\b.{{0,25}}\b(?:see|seeing|meet|meeting|talk|talking|call|calling|"
        rf"contact|visit|visiting)\b.{{0,25}}\b{_PEOPLE}\b",
        r"\b(?:may not|must not|never|not allowed to|forbidden to)\b.{0,20}"
        r"\b(?:leave|go out|sleep elsewhere|ask)\b",
        r"\bonly (?:go|goes) out\b",
    ),
    Demand.PAYMENT: _any(
        rf"\b(?:make up for|repair|repay|prove|earn|deserve|owes?|in return|as a reward|instead)\b"
        rf".{{0,40}}{_CLOSENESS}",
        rf"{_CLOSENESS}.{{0,40}}\b(?:to make up for|as repair|to prove|in return|as a reward|owed|duty)\b",
        rf"{_AT_LEAST}.{{0,25}}\b(?:once|twice|\d+ times)\b.{{0,25}}{_CLOSENESS}",
        rf"{_CLOSENESS}.{{0,25}}{_AT_LEAST}.{{0,20}}\b(?:once|twice|\d+)\b",
        rf"\b(?:must|has to|have to)\b.{{0,25}}{_CLOSENESS}",
    ),
    Demand.PENALTY: _any(
        r"\b(?:punish\w*|penalt\w+|fine of|pays? \w+ (?:euros?|dollars?|pounds?))\b",
        r"\b(?:otherwise|or else)\b.{0,30}\b(?:lose|loses|leave you|take the children|tell everyone)\b",
    ),
}


def demanded(text: str) -> Demand | None:
    """What the words demand that no line may; None where they may stand."""
    plain = " ".join(text.split())
    for demand, pattern in _PATTERNS.items():
        if pattern.search(plain):
            return demand
    return None
