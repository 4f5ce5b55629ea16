"""What the other will see of one answer, for the words under each release."""

from __future__ import annotations

from collections.abc import Mapping

from trustapp.domain.answers import Answer, Choice, Item, Kind, Shape
from trustapp.domain.ids import MemberId, StatementId
from trustapp.domain.sheet import (
    Effect,
    both_names,
    choice_of,
    conditions_of,
    effects_of_answer,
    filling_of,
    has_a_hole,
    is_wish,
    statement_of,
    yes_text,
)
from trustapp.domain.statements import Limit, Need
from trustapp.domain.wording import beside, full_text, line_text, note_alone, with_note
from trustapp.words import _


def shown_for(
    item: Item, answer: Answer, member: MemberId, names: Mapping[MemberId, str], wishes: bool
) -> tuple[str, ...]:
    """Exactly what the other will see if this one answer is opened; empty: nothing of it.

    What is shown only together with the other's yes says so.
    """
    effects = effects_of_answer(item, answer, wishes)
    choice = choice_of(answer)
    if choice is None or not effects:
        return ()
    name, other = both_names(member, names)
    lines: list[str] = []
    if Effect.LIMIT in effects or Effect.NEED in effects:
        lines.append(_statement(item, answer, member, names, effects))
    if Effect.ASK in effects:
        text = full_text(
            item, choice, answer.blanks, conditions_of(answer), answer.released_note, name, other
        )
        lines.append(_("{name}’s question: {text}").format(name=name, text=text))
    if Effect.OFFER in effects:
        text = with_note(line_text(item, choice, answer.blanks, name, other), answer.released_note)
        lines.append(_("A draft, as {name}’s offer: {text}").format(name=name, text=text))
        lines += [_under(name, beside(item.shape, condition)) for condition in conditions_of(answer)]
    if Effect.YES in effects:
        lines += _with_the_others(item, answer, member, names)
    return tuple(lines)


def shown_when_stated(statement: Limit | Need, names: Mapping[MemberId, str]) -> str:
    """Exactly what the other will see of a limit or need that its owner states now."""
    name = names[statement.by]
    if isinstance(statement, Limit):
        return _("As {name}’s limit: {text}").format(name=name, text=statement.text)
    return _("As {name}’s need: {text}").format(name=name, text=statement.text)


def why_nothing(item: Item, answer: Answer, wishes: bool) -> str:
    """Why nothing of an opened answer is shown; empty where something is."""
    choice = choice_of(answer)
    if choice is None:
        return _("There is no answer to show.")
    if effects_of_answer(item, answer, wishes):
        return ""
    if choice in (Choice.YES, Choice.YES_IF) and has_a_hole(item, answer):
        return _("A yes needs every blank filled in.")
    if is_wish(item):
        return _why_no_wish(item, choice)
    if choice is Choice.UNKNOWN:
        return _("“I don’t know yet” is not shown.")
    if item.kind is Kind.MINE and choice is Choice.YES:
        return _("A yes about your own body, things or places is not shown; only a limit or a need is.")
    if item.kind is Kind.ASK:
        return _("With this answer no question is asked.")
    if item.own and choice in (Choice.YES, Choice.LIKE):
        return _("This item is your own, so the other cannot answer it. It can be brought with “talk first”.")
    if item.shape is Shape.OFFER:
        return _("What you do not offer is not shown.")
    return _("Nothing is shown of this answer.")


def _why_no_wish(item: Item, choice: Choice) -> str:
    if choice not in (Choice.YES, Choice.YES_IF):
        return _("A wish is shown only if both of you say yes to it.")
    if item.own:
        return _("This item is your own, so the other cannot answer it. It can be brought with “talk first”.")
    return _("Wishes are not part of it this time.")


def _statement(
    item: Item, answer: Answer, member: MemberId, names: Mapping[MemberId, str], effects: frozenset[Effect]
) -> str:
    return shown_when_stated(statement_of(item, answer, member, names, StatementId(""), effects), names)


def _with_the_others(
    item: Item, answer: Answer, member: MemberId, names: Mapping[MemberId, str]
) -> list[str]:
    name, other = both_names(member, names)
    text = yes_text(item, answer, member, names)
    if item.shape is Shape.SAFEGUARD:
        head = _("If {other} wants or needs it too, a draft as well: {text}").format(other=other, text=text)
    elif filling_of(item, answer):
        head = _("Only if {other} says yes with the same filled in, a draft: {text}").format(
            other=other, text=text
        )
    else:
        head = _("Only if {other} says yes to it too, a draft: {text}").format(other=other, text=text)
    given = [_under(name, beside(item.shape, condition)) for condition in conditions_of(answer)]
    if answer.released_note.strip():
        given.append(_under(name, note_alone(answer.released_note)))
    return [head, *given]


def _under(name: str, words: str) -> str:
    return _("{name}: {words}").format(name=name, words=words)
