"""What no line may demand: rule 10 of consent, as listed patterns over the words of a draft.

Only the words of lines that are being drafted are looked at, never anything else that a person writes,
and never a limit: a limit is not refused. The patterns are English, like the catalogue they go with.
A sentence that denies the demand may stand: "Nobody has to have sex", "I will not read your messages".
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

_DENIABLE: Final[dict[Demand, re.Pattern[str]]] = {
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
    Demand.PAYMENT: _any(
        rf"\b(?:make up for|repair|repay|prove|earn|deserve|owes?|in return|as a reward)\b"
        rf".{{0,40}}{_CLOSENESS}",
        rf"{_CLOSENESS}.{{0,40}}\b(?:to make up for|as repair|to prove|in return|as a reward|owed|duty)\b",
        rf"{_AT_LEAST}.{{0,25}}\b(?:once|twice|\d+ times)\b.{{0,25}}{_CLOSENESS}",
        rf"{_CLOSENESS}.{{0,25}}{_AT_LEAST}.{{0,20}}\b(?:once|twice|\d+ (?:times|a|per|every))\b",
        rf"\b(?:must|has to|have to)\b.{{0,25}}{_CLOSENESS}",
    ),
    Demand.PENALTY: _any(
        r"\b(?:punish\w*|penalt\w+|fine of|pays? \w+ (?:euros?|dollars?|pounds?))\b",
        r"\b(?:otherwise|or else)\b.{0,30}\b(?:lose|loses|leave you|take the children|tell everyone)\b",
    ),
}
"""Demands that a no before them or within them turns into their opposite."""

_FREEDOM: Final = r"(?:leave|go out|sleep elsewhere|ask)"

_FIXED: Final[dict[Demand, re.Pattern[str]]] = {
    Demand.ISOLATION: _any(
        rf"\b(?:no|never|not|stops?|without)\b.{{0,25}}\b(?:see|seeing|meet|meeting|talk|talking|call|calling|"
        rf"contact|visit|visiting)\b.{{0,25}}\b{_PEOPLE}\b",
        rf"\b(?:you|we)\b.{{0,12}}\b(?:not|never)\b(?! (?:have|need) to).{{0,20}}\b{_FREEDOM}\b",
        rf"\b(?:not allowed|forbidden|no right) to\b.{{0,20}}\b{_FREEDOM}\b",
        r"\bonly (?:go|goes) out\b",
    ),
    Demand.PAYMENT: _any(
        r"\b(?:you|we)\b.{0,15}\b(?:not|never)\b.{0,12}\b(?:refuse|say no|turn (?:me|you|each other) down)\b",
    ),
}
"""Demands that are made of a no."""

_SENTENCE_END: Final = re.compile(r"(?<=[.;:!?])\s+")
_NO: Final = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|without|nor|cannot)\b|n[’']t\b", re.IGNORECASE
)
_TURNED: Final = re.compile(
    r"\b(?:hid\w*|keeps?|withh\w+|refus\w+|lock\w*|chang\w+|delet\w+|object\w*|mind)\b|\bno less than\b",
    re.IGNORECASE,
)
"""Words after which a no asks for the thing once more: "you will not hide your passwords"."""

_OWN: Final = re.compile(
    r"\b(?:stays?|remains?|are|is|keeps?)\b.{0,15}"
    r"\b(?:mine|yours|private|own|to (?:my|your|our|them)sel\w+)\b",
    re.IGNORECASE,
)
_WORDS_BEFORE: Final = 4


def demanded(text: str) -> Demand | None:
    """What the words demand that no line may; None where they may stand."""
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    for demand in Demand:
        for sentence in sentences:
            if demand in _FIXED and _FIXED[demand].search(sentence):
                return demand
            if demand in _DENIABLE and _asks(demand, sentence):
                return demand
    return None


def _asks(demand: Demand, sentence: str) -> bool:
    """Whether a sentence makes a demand and does not deny it."""
    if demand is Demand.SECRETS and _OWN.search(sentence):
        return False
    for found in _DENIABLE[demand].finditer(sentence):
        before = sentence[: found.start()].split()[-_WORDS_BEFORE:]
        around = " ".join([*before, found.group()])
        if not _NO.search(around) or _TURNED.search(around):
            return True
    return False
