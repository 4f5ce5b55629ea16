"""Who sits at the screen, who else is there, and who left: from the header, the keys, and what was said."""

from __future__ import annotations

from collections.abc import Iterable

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.domain.statements import Left, Said
from trustapp.services.sittings import Sitting, SittingKind
from trustapp.vault import parting
from trustapp.vault.headers import Header


def sitting_of(
    kind: SittingKind, member: MemberId | None, header: Header | None, said: Iterable[Said], *, away: bool
) -> Sitting:
    """The sitting of this person, or of both; ``away`` says that the person left the shared space.

    Somebody else left if the header holds no shared key for them, or if they said so and signed it.
    Code: vault.not_a_vault.
    """
    if header is None:
        raise UserError("vault.not_a_vault")
    me = next((one for one in header.members if one.id == member), None)
    if me is not None and away:
        return Sitting(kind, me, (me,), away=True)
    gone = (parting.left_by_header(header) | left_by_word(said)) - {member}
    here = tuple(one for one in header.members if one.id not in gone)
    return Sitting(kind, me, here, tuple(one for one in header.members if one.id in gone))


def left_by_word(said: Iterable[Said]) -> frozenset[MemberId]:
    """Who said, signed, that they leave."""
    return frozenset(one.statement.by for one in said if one.signed and isinstance(one.statement, Left))


def require_two(members: tuple[Member, ...]) -> None:
    """Nobody opens together who is alone there. Codes: vault.alone."""
    if len(members) < 2:
        raise UserError("vault.alone")


def gone(sitting: Sitting | None) -> frozenset[MemberId]:
    """Who left the shared space that is looked at."""
    return frozenset(member.id for member in sitting.left) if sitting is not None else frozenset()


def everyone(sitting: Sitting | None) -> tuple[Member, ...]:
    """The members and, in the shared space of one who stays, those who left; first member first."""
    return tuple(sorted((*sitting.members, *sitting.left))) if sitting is not None else ()
