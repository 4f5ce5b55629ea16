"""The path on real spaces: it is one person's own, and the shared file stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.homes import Home
from tests.traces import contents
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.paths import Chosen
from trustapp.services.paths import PATH, PathService

MINE = Chosen("betrayal", "both", "understand")


def begun(home: Home) -> PathService:
    home.open(FIRST)
    service = home.services.paths
    service.choose(MINE.path, MINE.role)
    service.move(MINE.stage)
    return service


def test_what_was_chosen_is_there_in_the_next_sitting_and_for_nobody_else(couple: Home) -> None:
    service = begun(couple)
    couple.open(SECOND)
    assert service.chosen().value == Chosen()
    couple.open(FIRST)
    assert service.chosen().value == MINE


def test_a_person_moves_back_as_well_as_forward(couple: Home) -> None:
    service = begun(couple)
    assert service.move("steady").value.stage == "steady"
    assert service.move("reconnect").value.stage == "reconnect"


def test_whoever_leaves_the_path_leaves_nothing_of_it_behind(couple: Home) -> None:
    for leave in ("leave", "none"):
        service = begun(couple)
        service.leave() if leave == "leave" else service.choose("", "both")
        assert service.chosen().value == Chosen()
        with couple.services.paths._household.private.transaction() as tables:
            assert tables.facts.get(PATH) is None


def test_no_file_changes_with_it_but_ones_own(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.paths
    steps: list[Callable[[], object]] = [
        lambda: service.choose("infidelity", "broke"),
        lambda: service.move("reconnect"),
        lambda: service.choose("trauma", "hurt"),
        service.leave,
    ]
    for step in steps:
        before = files(couple)
        step()
        after = files(couple)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert changed, "it is kept somewhere"
        assert all(name.startswith("p1.db") for name in changed), changed


def files(home: Home) -> dict[str, bytes]:
    return {str(path.relative_to(home.folder)): data for path, data in contents(home.folder)}


@pytest.mark.parametrize("where", ["together", "locked"])
def test_it_is_asked_in_ones_own_sitting_alone(couple: Home, where: str) -> None:
    service = begun(couple)
    couple.together() if where == "together" else couple.services.vault.lock()
    asked: list[Callable[[], object]] = [
        service.chosen,
        lambda: service.choose("trauma", "hurt"),
        lambda: service.move("steady"),
        service.leave,
    ]
    for ask in asked:
        with pytest.raises(UserError, match=r"sitting\."):
            ask()


@pytest.mark.parametrize(
    "kept",
    [b"", b"{", b"[]", b"null", b'{"path": "trauma"}', b'{"path": "x", "role": "hurt", "stage": "steady"}'],
)
def test_what_cannot_be_read_is_as_if_nothing_was_chosen(couple: Home, kept: bytes) -> None:
    service = begun(couple)
    with couple.services.paths._household.private.transaction() as tables:
        tables.facts.set(PATH, kept)
    assert service.chosen().value == Chosen()


def test_the_page_gets_what_belongs_to_the_stage_and_to_whom_it_is_said(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.paths
    nothing = service.view().value
    assert nothing.stage is None
    assert len(nothing.paths) == len(nothing.stages) == 3
    assert nothing.near
    assert len(nothing.near) + len(nothing.others) == 24
    service.choose("trauma", "hurt")
    hurt = service.view().value
    assert hurt.stage is not None
    assert hurt.stage.hurt
    assert not hurt.stage.broke
    assert "freeze" in {one.id for one in hurt.near}
    service.choose("trauma", "both")
    both = service.view().value.stage
    assert both is not None
    assert both.hurt
    assert both.broke
    service.choose("trauma", "neither")
    neither = service.view().value.stage
    assert neither is not None
    assert neither.hurt == neither.broke == ()
    service.move("reconnect")
    after = service.view().value
    assert after.stage is not None
    assert after.stage.about != neither.about
    assert {one.id for one in after.near} != {one.id for one in hurt.near}
