"""Whose a line is, in the words that stand beside its mark."""

from __future__ import annotations

from trustapp.domain.agreement import Line
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind
from trustapp.words import _


def name_of(members: tuple[Member, ...], member: MemberId | None) -> str:
    """The name that a member chose."""
    return next((one.name for one in members if one.id == member), "")


def whose(line: Line, members: tuple[Member, ...]) -> str:
    """Whose line it is."""
    name = name_of(members, line.owner)
    if not name and line.owner is not None:
        return _("As last stated by one who left")
    if line.kind is LineKind.LIMIT:
        return _("{name}’s limit").format(name=name)
    if line.kind is LineKind.NEED:
        return _("{name}’s need").format(name=name)
    if line.kind is LineKind.COMMITMENT:
        return _("{name}’s offer").format(name=name)
    return _("Ours together")
