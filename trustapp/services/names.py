"""Who has a name in this sitting."""

from __future__ import annotations

from trustapp.domain.partners import Member


def named(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those who have a name here: of a member who left and deleted their space it is gone."""
    return tuple(one for one in members if one.name != one.id)
