"""Wordings: blanks filled in, conditions and a released note added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from trustapp.domain.answers import Blank, BlankType, Choice, Item, Shape
from trustapp.domain.own_items import plain_wording
from trustapp.words import _

UNFILLED: Final = "…"
"""Stands where a blank was left empty; a limit is never lost because of one."""

CONDITIONS: Final = "conditions"
"""A wording may hold ``{conditions}`` where its conditions go; otherwise they follow at its end."""

_BLANK: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def fill(template: str, blanks: Mapping[str, str], name: str, other: str) -> str:
    """The wording with its blanks filled in; what was typed is never read as a wording again."""
    known = {**blanks, "name": name, "other": other}
    return _BLANK.sub(lambda found: known.get(found[1], "").strip() or UNFILLED, template)


def line_text(item: Item, choice: Choice, blanks: Mapping[str, str], name: str, other: str) -> str:
    """How the line of this choice reads, without conditions."""
    text = fill(_template(item, choice), _values(item, blanks) | {CONDITIONS: UNFILLED}, name, other)
    return text.strip()


def fillings(item: Item, choice: Choice, blanks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What stands in the blanks of this wording, each with its name; empty where nothing does.

    A number and a step of a choice are the same whatever way or language they are written in.
    """
    values = _values(item, blanks)
    used = set(_BLANK.findall(_template(item, choice)))
    return tuple(
        (blank.name, _canonical(blank, values[blank.name].strip()))
        for blank in item.blanks
        if blank.name in used
    )


def _canonical(blank: Blank, value: str) -> str:
    if blank.type in (BlankType.NUMBER, BlankType.DURATION) and value.isascii() and value.isdigit():
        return str(int(value))
    if blank.type is BlankType.CHOICE and value in blank.choices:
        return f"#{blank.choices.index(value)}"
    return value


def full_text(
    item: Item,
    choice: Choice,
    blanks: Mapping[str, str],
    conditions: Sequence[str],
    note: str,
    name: str,
    other: str,
) -> str:
    """How the line of this choice reads with its conditions and the released note.

    "Yes, if" and "only when" protect even where no condition was named: they then say so.
    """
    given = tuple(conditions) or unnamed(choice)
    template = _template(item, choice)
    # "Only if" needs all that is named, "when" any of it: what protects more, each time.
    between = _("; or ") if choice is Choice.ONLY_WHEN else _("; and ")
    joined = between.join(condition.strip().rstrip(".;") for condition in given)
    text = fill(template, _values(item, blanks) | {CONDITIONS: joined}, name, other).strip()
    if joined and "{" + CONDITIONS + "}" not in template:
        reads_on = text.rstrip(" …")[-1:].isalnum()
        words = _("{line} {conditions}.") if reads_on else _("{line}: {conditions}.")
        text = words.format(line=text.rstrip(" .:;…"), conditions=joined)
    return with_note(text, note)


def beside(shape: Shape, condition: str) -> str:
    """A condition where it stands under its giver's name, beside what it belongs to.

    Conditions of an opening or an offer say when it may be; those of a safeguard when it is needed.
    """
    words = _("when {condition}") if shape is Shape.SAFEGUARD else _("only if {condition}")
    return words.format(condition=condition.strip().rstrip(".;"))


def with_note(text: str, note: str) -> str:
    """A sentence, and the note that its giver released with it."""
    return _("{text} Note: {note}").format(text=text, note=note.strip()) if note.strip() else text


def note_alone(note: str) -> str:
    """A released note where it stands under its giver's name."""
    return _("Note: {note}").format(note=note.strip())


def _template(item: Item, choice: Choice) -> str:
    return item.wording.get(choice) or plain_wording(item.kind, item.shape).get(choice, "{title}")


def _values(item: Item, blanks: Mapping[str, str]) -> dict[str, str]:
    defaults = {blank.name: blank.default for blank in item.blanks}
    return defaults | {name: value for name, value in blanks.items() if value.strip()} | {"title": item.title}


def unnamed(choice: Choice) -> tuple[str, ...]:
    """What stands where an "if" or a "when" was chosen and no condition named: it is not lost."""
    if choice is Choice.YES_IF:
        return (_("I say yes each time, beforehand"),)
    if choice is Choice.OFFER_IF:
        return (_("I say so at the time"),)
    if choice is Choice.ONLY_WHEN:
        return (_("I ask for it"),)
    return ()
