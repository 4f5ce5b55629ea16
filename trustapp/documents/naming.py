"""How the members are called on paper: by initials, by name, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from trustapp.documents.writing import months, plain
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.words import _

STYLES: Final = ("initials", "names", "none")

_POSSESSIVE: Final = r"(?P<possessive>['’]s)?"
_SENTENCE_BEGINS: Final = re.compile(r"(?:^|[.!?…]\s)[\s“‘\"'(]*$")

_NUMBER_BEFORE: Final = re.compile(r"\d(?:st|nd|rd|th)?\s+(?:of\s+)?$")
_NUMBER_AFTER: Final = re.compile(r"\s+\d")
_NEXT_WORD: Final = re.compile(r"\s+(\w+)")


class Naming:
    """Calls members in one style throughout, also where a name stands inside somebody's words.

    A name is found as a whole word, written with the same capitals. A name of one letter is an
    initial already and stays: taking it out would tear words such as "A" apart. Some names are words
    as well: a sentence that begins "May we" or "Will you" names nobody, nor does 3 May.
    """

    def __init__(self, members: Sequence[Member], style: str) -> None:
        """Raises ValueError for a style that there is not."""
        if style not in STYLES:
            raise ValueError("no such way to call people")
        self._style = style
        self._members = tuple(members)
        self._first = self._members[0].id if self._members else None
        self._short = _initials(self._members)
        self._words = {word: member.id for member in reversed(self._members) for word in _names_of(member)}

    @property
    def named(self) -> bool:
        """Whether the two can be told apart on this paper."""
        return self._style != "none"

    def knows(self, member: MemberId) -> bool:
        """Whether this is one of the members, and not somebody who left."""
        return any(one.id == member for one in self._members)

    def everyone(self) -> str:
        """All members in one breath; empty where nobody is named."""
        if not self.named or not self._members:
            return ""
        *most, last = [self.label(member.id) for member in self._members]
        return _("{first} and {last}").format(first=", ".join(most), last=last) if most else last

    def label(self, member: MemberId, owner: MemberId | None = None, *, first: bool = True) -> str:
        """What a member is called; ``first`` begins a sentence.

        Where nobody is named, the owner of a line is "one of us", the other person "the other of us".
        """
        known = next((one for one in self._members if one.id == member), None)
        if self._style == "names" and known and plain(known.name):
            return plain(known.name)
        if self._style == "initials" and member in self._short:
            return self._short[member]
        if known is None and self.named:
            return _("One who left") if first else _("one who left")
        if member == (owner or self._first):
            return _("One of us") if first else _("one of us")
        return _("The other of us") if first else _("the other of us")

    def inside(self, text: str, owner: MemberId | None) -> str:
        """Somebody's words with each member's name put in this style."""
        if self._style == "names" or not self._words:
            return text
        longest_first = sorted(self._words, key=len, reverse=True)
        pattern = rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, longest_first))}){_POSSESSIVE}(?!\w)"
        return re.sub(pattern, lambda found: self._called(found, owner), text)

    def _called(self, found: re.Match[str], owner: MemberId | None) -> str:
        begins = _SENTENCE_BEGINS.search(found.string, 0, found.start()) is not None
        if not found["possessive"] and _is_a_word(found, begins=begins):
            return found[0]
        label = self.label(self._words[found["name"]], owner, first=begins)
        return label + (found["possessive"] or "")


def _is_a_word(found: re.Match[str], *, begins: bool) -> bool:
    """Whether what is somebody's name is the word of that sound here.

    A month beside a number, or a verb that begins a sentence and its person after it. In doubt it is
    the name.
    """
    before, after = found.string[: found.start()], found.string[found.end() :]
    if found["name"] in months() and (_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after)):
        return True
    following = _NEXT_WORD.match(after)
    return (
        begins
        and following is not None
        and found["name"].casefold() in _verbs()
        and following[1].casefold() in _after_a_verb()
    )


def _verbs() -> frozenset[str]:
    # Translators: verbs that begin a sentence and are first names as well; "-" where there are none.
    return frozenset(_("may will mark hope grant bill chase drew pat peg rob skip sue").split())


def _after_a_verb() -> frozenset[str]:
    # Translators: words that follow such a verb, and never a name; "-" where there are no such verbs.
    return frozenset(
        _("i you he she it we they one both each either nobody the a an my your our his her their").split()
    )


def _names_of(member: Member) -> tuple[str, ...]:
    """The whole name, and its first word, by which a person is spoken of."""
    name = plain(member.name)
    return tuple(word for word in {name, name.split(" ")[0]} if len(word) > 1)


def _initials(members: Sequence[Member]) -> dict[MemberId, str]:
    """Everybody's initials; where two would be called the same, each has a number."""
    same = Counter(plain(member.initials) for member in members)
    seen: Counter[str] = Counter()
    found: dict[MemberId, str] = {}
    for member in members:
        initials = plain(member.initials)
        seen[initials] += 1
        if initials:
            found[member.id] = f"{initials}{seen[initials]}" if same[initials] > 1 else initials
    return found
