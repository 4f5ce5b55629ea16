"""A path is what its owner says of themselves, and nothing moves by itself."""

from __future__ import annotations

from itertools import product

import pytest

from trustapp.domain.errors import UserError
from trustapp.domain.paths import PATHS, ROLES, STAGES, Chosen, chosen, moved


@pytest.mark.parametrize(("before", "after"), list(product(STAGES, STAGES)))
def test_a_person_may_move_from_any_stage_to_any_other(before: str, after: str) -> None:
    assert moved(Chosen("trauma", "hurt", before), after) == Chosen("trauma", "hurt", after)


@pytest.mark.parametrize(("path", "role", "stage"), list(product(PATHS, ROLES, STAGES)))
def test_another_path_or_role_leaves_the_stage_where_its_owner_said_it_is(
    path: str, role: str, stage: str
) -> None:
    assert chosen(Chosen("infidelity", "hurt", stage), path, role) == Chosen(path, role, stage)


def test_without_a_path_nothing_is_said_about_anybody() -> None:
    assert chosen(Chosen("infidelity", "broke", "reconnect"), "", "broke") == Chosen()


def test_what_is_not_known_is_refused() -> None:
    for path, role in (("forgiven", "hurt"), ("trauma", "guilty"), ("trauma", "")):
        with pytest.raises(UserError, match=r"path\.unknown"):
            chosen(Chosen(), path, role)
    for before, stage in ((Chosen("trauma"), "done"), (Chosen(), "understand")):
        with pytest.raises(UserError, match=r"path\.unknown"):
            moved(before, stage)
