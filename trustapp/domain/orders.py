"""A rule for the other, said as one's own words instead: "You must …" as "I will …" or "We agree …".

Only the words of a line that is being drafted are looked at, and nothing is refused by it. The patterns are
English, like the catalogue they go with. What cannot be turned surely is left alone: better no other words
than crooked ones.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from trustapp.domain.answers import Shape


class OwnWords(NamedTuple):
    """What an order could be as words of one's own; ``shape`` is what line they would be."""

    text: str
    shape: Shape


LONGEST: Final = 200
"""Characters of a sentence that is looked at; a longer one says more than an order."""

_ORDER: Final = re.compile(
    r"you (?:(?P<never>(?:must |should |will |shall |can |may )?never|can[’']t|cannot|won[’']t"
    r"|(?:do|may|must|should|will|shall)(?: not|n[’']t)|are not (?:allowed )?to)"
    r"|(?:must|should|shall|will|have to|need to|are to))"
    r" (?P<rest>[^.;:!?]+)\.?\Z",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w’']+|[^\w’']+")
_CLAUSE: Final = frozenset(
    {"when", "whenever", "if", "before", "after", "until", "while", "because", "where", "wherever", "unless",
     "as", "that", "what", "who", "whom", "how", "why", "which"}
)  # fmt: skip
"""Words after which a subject comes: "you" is "I" there, and "me" elsewhere."""

_MINE: Final = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "your": "my", "yours": "mine", "yourself": "myself",
    "i’m": "you are", "i’ve": "you have", "i’ll": "you will", "i’d": "you would",
    "you’re": "I am", "you’ve": "I have", "you’ll": "I will", "you’d": "I would",
}  # fmt: skip
_OURS: Final = {
    "me": "each other", "my": "each other’s", "your": "our", "yours": "ours", "yourself": "ourselves",
    "you’re": "we are", "you’ve": "we have", "you’ll": "we will", "you’d": "we would",
}  # fmt: skip
_VERBS: Final = {
    ("you", "are"): "am", ("you", "were"): "was", ("you", "aren’t"): "am not", ("you", "weren’t"): "was not",
    ("i", "am"): "are", ("i", "was"): "were", ("i", "wasn’t"): "were not",
}  # fmt: skip


def own_words(text: str) -> tuple[OwnWords, ...]:
    """What can be said instead of this order; nothing where the words are no order, or cannot be turned."""
    sentence = " ".join(text.split()).replace("'", "’")
    found = _ORDER.match(sentence) if len(sentence) <= LONGEST else None
    if found is None or found["rest"].split()[0].lower() in {"have", "need"}:
        return ()
    rest, denied = found["rest"], found["never"] is not None
    never = denied and "never" in found["never"].lower()
    no = "never " if never else "not " if denied else ""
    made = [OwnWords(f"I will {no}{_turned(rest)}.", Shape.OFFER)]
    together = _shared(rest)
    if together:
        agreed = f"{no}to {together}"
        made.append(OwnWords(f"We agree {agreed}.", Shape.SAFEGUARD))
    return tuple(made)


def _turned(rest: str) -> str:
    """As the one says it who would do it: "your" is "my", and what was "me" is "you"."""
    out: list[str] = []
    last = subject = ""
    for word in _WORD.findall(rest):
        low = word.lower()
        if not word.strip():
            out.append(word)
            continue
        if (subject, low) in _VERBS:
            word = _VERBS[subject, low]
        elif low == "you":
            word = "I" if last in _CLAUSE else "me"
        elif low in _MINE:
            word = _MINE[low]
        out.append(word)
        subject = low if low == "i" or (low == "you" and last in _CLAUSE) else ""
        last = low
    return "".join(out)


def _shared(rest: str) -> str:
    """As both say it; nothing where one of the two is the subject of a clause and the other is not."""
    words = _WORD.findall(rest)
    if any(word.lower() in {"mine", "myself"} or word.lower().split("’")[0] == "i" for word in words):
        return ""
    out: list[str] = []
    last = ""
    for word in words:
        low = word.lower()
        if low == "you":
            out.append("we" if last in _CLAUSE else "us")
        else:
            out.append(_OURS.get(low, word))
        last = low if word.strip() else last
    return "".join(out)
