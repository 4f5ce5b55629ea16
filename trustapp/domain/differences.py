"""The difference between what counted on two days: what came, what went, what reads otherwise, by word."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from trustapp.domain.lines import Line, line_name

_COMPARED: Final = 1_500
"""Words up to which two texts are compared: more than a line and its conditions have as they are typed."""


@dataclass(frozen=True)
class Reworded:
    """A line that reads otherwise; the words that came and went, in groups, in the order of the line."""

    before: Line
    after: Line
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """What is not the same; nothing of it says who changed it or when."""

    came: tuple[Line, ...] = ()
    went: tuple[Line, ...] = ()
    otherwise: tuple[Reworded, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both are the same."""
        return not (self.came or self.went or self.otherwise)


def difference(before: Sequence[Line], after: Sequence[Line]) -> Difference:
    """Compare the lines that counted then with those that count now."""
    old, new = {line_name(line): line for line in before}, {line_name(line): line for line in after}
    went = [line for name, line in old.items() if name not in new]
    came = [line for name, line in new.items() if name not in old]
    pairs: list[tuple[Line, Line]] = []
    for key_before, key_after in ((_id, _id), (_id, _replaced), (_item, _item), (_title, _title)):
        pairs += _pair(went, came, key_before, key_after)
    order = {id(line): place for place, line in enumerate(after)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    return Difference(tuple(came), tuple(went), tuple(_reworded(*pair) for pair in pairs))


def changed_words(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that came and those that went, neighbouring ones together.

    Longer than anybody types here, they are not compared word by word: that could take hours.
    """
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > _COMPARED:
        return (after,), (before,)
    came, went = [], []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind != "equal":
            went.append(" ".join(old[old_from:old_to]))
            came.append(" ".join(new[new_from:new_to]))
    return tuple(one for one in came if one), tuple(one for one in went if one)


def whole_text(line: Line) -> str:
    """The words of a line, with the conditions that stand beside it."""
    conditions = line.words.conditions if line.words is not None else ()
    return " ".join([line.text, *(one.text for one in conditions)])


def _reworded(before: Line, after: Line) -> Reworded:
    came, went = changed_words(whole_text(before), whole_text(after))
    return Reworded(before, after, came, went)


_Key = Callable[[Line], Hashable | None]


def _pair(went: list[Line], came: list[Line], old: _Key, new: _Key) -> list[tuple[Line, Line]]:
    """Take out of both what belongs together by a key; a key that several share tells nothing."""
    befores, afters = _by_key(went, old), _by_key(came, new)
    pairs = [(befores[key], afters[key]) for key in befores if key in afters]
    paired = {id(line) for pair in pairs for line in pair}
    for lines in (went, came):
        lines[:] = [line for line in lines if id(line) not in paired]
    return pairs


def _by_key(lines: Sequence[Line], key: _Key) -> dict[Hashable, Line]:
    found: dict[Hashable, list[Line]] = {}
    for line in lines:
        named = key(line)
        if named is not None:
            found.setdefault(named, []).append(line)
    return {named: several[0] for named, several in found.items() if len(several) == 1}


def _id(line: Line) -> Hashable | None:
    return line.words.id if line.words is not None else None


def _replaced(line: Line) -> Hashable | None:
    return line.words.replaces if line.words is not None else None


def _item(line: Line) -> Hashable | None:
    item = line.words.item if line.words is not None else line.statement.item if line.statement else None
    return (line.kind, line.owner, item) if item is not None else None


def _title(line: Line) -> Hashable | None:
    return line.kind, line.owner, line.category, line.title
