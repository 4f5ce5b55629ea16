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


_CLOSENESS: Final = (
    r"(?:sex|intima\w+|closeness|affection|make love|sle(?:ep|eps|pt|eping) with(?! (?:the|a|an)\b))"
)
_AT_LEAST: Final = r"\b(?:at least|no less than)\b"
_OTHERS: Final = r"\b(?:your|each other[’']s|the other[’']s|one another[’']s)\b"
_DEVICE: Final = r"\b(?:phone|laptop|computer|tablet|mailbox|inbox|account|e-?mail)s?\b"
_AT_WILL: Final = r"\b(?:any time|always|whenever|on demand|each|every|for me|to me|so that i)\b"
_PEOPLE: Final = (
    r"(?:friends?|famil\w+|mother|father|parents?|sisters?|brothers?|therapists?|therapy|doctors?"
    r"|counsell?ors?|counselling)"
)
_WRITTEN: Final = r"(?:letters|diar(?:y|ies)|journals?|post|mail|search history|notebooks?)"
_MONEY: Final = r"(?:euros?|dollars?|pounds?|francs?)"

_DENIABLE: Final[dict[Demand, re.Pattern[str]]] = {
    Demand.SECRETS: _any(
        r"\bpass(?:word|phrase|code|key)s?\b",
        r"\bpins? (?:codes?|numbers?|of|for|to)\b.{0,30}\b(?:phone|card|account|bank|door)",
        r"\b(?:your|my|our|each other[’']s) pins?\b",
        r"\blog-?ins?\b",
        rf"\blog(?:s|ging)? in(?:to| to)?\b.{{0,12}}{_OTHERS}",
        rf"\b(?:unlock|hand over|give|show)\b.{{0,25}}(?:{_DEVICE}|\b(?:diary|journal)\b).{{0,40}}"
        r"\b(?:any time|always|whenever|on demand|each|every)\b",
        rf"\bunlock(?:s|ing)?\b.{{0,15}}{_OTHERS} {_DEVICE}",
        rf"{_DEVICE}.{{0,25}}\b(?:open|unlocked)\b.{{0,25}}{_AT_WILL}",
        r"\bfull access\b",
        r"\bkeys? to (?:your|my|each other[’']s) (?:diary|journal|desk|drawer|phone)\b",
    ),
    Demand.TRACKING: _any(
        r"\b(?:track|tracking|tracker|gps|spy\w*|surveillance)\b",
        r"\b(?:share|send|sharing)\b.{0,20}\b(?:live )?location\b",
        r"\blocation sharing\b",
        r"\bfollows? (?:you|me|each other)\b.{0,12}\b(?:with|by|on)\b",
        r"\b(?:call|browser|search) (?:history|list|log)s?\b",
        rf"\brecords?\b.{{0,6}}{_OTHERS}.{{0,10}}\b(?:calls?|talks?|words|voice)\b",
        r"\blocation\b.{0,25}\b(?:on|shared|visible)\b.{0,15}\bfor (?:me|you|us|each other)\b",
        r"\b(?:on|in) (?:a|the) (?:map|app)\b.{0,15}\bwhere (?:you|i|we) (?:are|am)\b",
        r"\bwhere (?:you|i|we) (?:are|am)\b.{0,15}\b(?:on a map|in an app|(?:every|each) (?:hour|half))",
        r"\b(?:every|each) (?:hour|half hour|\d+ minutes)\b.{0,20}\bwhere (?:you|i|we) (?:are|am)\b",
        r"\b(?:photo|picture|video)s?\b.{0,15}\bof where (?:you|i|we) (?:are|am)\b",
        r"\b(?:reads?|check|checks|(?:go|look)s? through|search|searches)\b.{0,20}"
        r"\b(?:messages|phone|mails?|e-mails?|chats?"
        r"|bank statements?)\b",
        rf"\b(?:reads?|opens?|check|checks|search|searches|(?:go|look)s? (?:at|in|into|through))\b.{{0,10}}"
        rf"{_OTHERS}.{{0,10}}\b{_WRITTEN}\b",
        r"\bforwards?\b.{0,25}\b(?:messages?|mails?|e-mails?|chats?)\b",
        r"\b(?:puts?|installs?|keeps?|hides?|sets? up)\b.{0,12}\b(?:camera|microphone|recorder)s?\b"
        r".{0,12}\b(?:in|on|running)\b",
    ),
    Demand.PAYMENT: _any(
        rf"\b(?:make up for|repair|repay|prove|earn|deserve|owes?|in return|as a reward)\b"
        rf".{{0,40}}{_CLOSENESS}",
        r"\bowes? (?:me|you|us|each other)\b.{0,12}\b(?:nights?|a yes|your body)\b",
        rf"{_CLOSENESS}.{{0,40}}\b(?:to make up for|to make peace|as repair|to prove|in return|as a reward"
        r"|as an apology|to be forgiven|to say sorry|owed|duty)\b",
        rf"{_CLOSENESS}.{{0,15}}\bbecause (?:you|i|of what)\b",
        rf"{_CLOSENESS}.{{0,15}}\b(?:whenever|any ?time|every time) (?:i|you|one of us)\b",
        rf"\b(?:right|entitled|claim) to\b.{{0,15}}{_CLOSENESS}",
        rf"\b(?:duty|job|obligation)\b.{{0,15}}{_CLOSENESS}",
        rf"\bmakes? (?:it|this|that) (?:up|good)\b.{{0,15}}(?:\bin bed\b|{_CLOSENESS})",
        rf"\bif you (?:really )?loved? me\b.{{0,30}}(?:{_CLOSENESS}|\btouch\b|\bkiss\b)",
        rf"{_CLOSENESS}.{{0,8}}\b(?:once|twice|\w+ times) (?:a|per|every|each)\b",
        rf"(?<!may )\b(?:have|has) {_CLOSENESS}.{{0,6}}\b(?:every|each)\b",
        r"\b(?:must|has to|have to)\b.{0,6}\b(?:touch|kiss|hug|hold|caress|undress|lie with)\b"
        r".{0,6}\b(?:me|you|each other)\b",
        r"\bdo(?:es)? (?:what|whatever|anything) (?:i|you) (?:want|like)s? (?:with|to) (?:you|me)\b",
        rf"{_AT_LEAST}.{{0,25}}\b(?:once|twice|\d+ times)\b.{{0,25}}{_CLOSENESS}",
        rf"{_CLOSENESS}.{{0,25}}{_AT_LEAST}.{{0,20}}\b(?:once|twice|\d+ (?:times|a|per|every))\b",
        rf"\b(?:must|has to|have to)\b.{{0,25}}{_CLOSENESS}",
    ),
    Demand.PENALTY: _any(
        rf"\b(?:punish\w*|penalt\w+|fine of|pays? \w+ {_MONEY})\b",
        rf"\b(?:whoever|for (?:each|every)|(?:each|every) time)\b.{{0,40}}\bpays?\b.{{0,12}}(?:\d|{_MONEY})",
        r"\bfor (?:each|every) (?:lie|breach|no|slip|mistake)\b",
        r"\b(?:otherwise|or else)\b.{0,30}\b(?:lose|loses|leave you|take the children|tell everyone)\b",
        r"\bif (?:you|either|one of us)\b.{0,50}\byou (?:will |have to |must )?"
        r"(?:move out|lose|leave the house|never see)\b",
        r"\bif (?:you|either|one of us)\b.{0,50}\b(?:i|we)(?:[’']ll| will)? "
        r"(?:take the children|tell (?:everyone|everybody|all|(?:your|the) "
        r"(?:parents?|mother|father|famil\w+|friends|children|boss|employer|colleagues)))\b",
    ),
}
"""Demands that a no before them or within them turns into their opposite."""

_FREEDOM: Final = (
    r"(?:leave|go out|sleep (?:elsewhere|apart|alone)|ask|be alone"
    r"|(?:close|lock|shut) (?:the|your|a|any) (?:\w+ )?door|see a doctor|call a help ?line)"
)

_FIXED: Final[dict[Demand, re.Pattern[str]]] = {
    Demand.ISOLATION: _any(
        rf"\b(?:no|never|not|stops?|without)\b.{{0,25}}\b(?:see|seeing|meet|meeting|talk|talking|call|calling|"
        rf"contact|visit|visiting)\b.{{0,25}}\b{_PEOPLE}\b",
        r"\b(?:give up|gives up|quits?|drops?|stops?)\b (?:on )?(?:your|my|our|the|all|every|any)(?: \w+)? "
        rf"{_PEOPLE}\b",
        rf"\b(?:break|breaks|cut|cuts) (?:off |all )?(?:contact |ties )?with\b.{{0,12}}\b{_PEOPLE}\b",
        r"\byou (?:must |have to |always )?(?:ask me|need my (?:leave|permission|yes))\b"
        r".{0,12}\b(?:before|to)\b.{0,10}\b(?:see|meet|visit|call|go|leave)\b",
        r"\b(?:you|we)\b.{0,8}\b(?:not|never)\b.{0,8}\b(?:tell|talk to|speak to|speak with)\b.{0,8}"
        r"\b(?:any(?:one|body)|outsiders|others)\b(?!.{0,40}\b(?:except|unless|but|other than)\b)",
        r"\b(?:you|we)\b.{0,8}\btell (?:nobody|no one)\b(?!.{0,40}\b(?:except|unless|but|other than)\b)",
        r"\b(?:you|we)\b.{0,8}\b(?:not|never)\b.{0,8}\b(?:go|talk|speak)\b.{0,8}"
        r"\b(?:therapy|therapists?|doctors?|counsell?ors?)\b",
        r"\b(?:nobody|no one)\b.{0,15}\b(?:may|must|is to) (?:ever )?(?:know|hear|learn)\b"
        r"(?!.{0,40}\b(?:except|unless|but|other than)\b)",
        rf"\b(?:you|we)\b.{{0,12}}\b(?:not|never)\b(?! (?:have|need) to).{{0,20}}\b{_FREEDOM}\b",
        rf"\b(?:not allowed|forbidden|no right) to\b.{{0,20}}\b{_FREEDOM}\b",
        r"\bonly (?:go|goes) out\b",
        r"\byou (?:must |have to |will |always )?stay (?:at home|in the house|indoors|inside)\b",
        r"\b(?:you|we)\b.{0,12}\bsleeps?\b.{0,10}\bin (?:our|my|the same|one) bed\b"
        r".{0,12}\b(?:every|each|always)\b",
        r"\b(?:you|we) (?:must |have to )?always sleep\b.{0,10}\bin (?:our|my|the same|one) bed\b",
    ),
    Demand.PAYMENT: _any(
        r"\b(?:you|we)\b.{0,15}\b(?:not|never)\b.{0,12}\b(?:refuse|say no|turn (?:me|you|each other) down)\b",
        rf"\byou (?:let me|give me)\b.{{0,10}}{_CLOSENESS}.{{0,10}}\b(?:whenever|when|every|each)\b",
    ),
}
"""Demands that are made of a no, or that no no can turn."""

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
