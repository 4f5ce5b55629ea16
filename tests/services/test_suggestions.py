"""What there is to begin from, on real spaces: fitted to a person's own word, and kept nowhere."""

from __future__ import annotations

from pathlib import Path

from tests.homes import Home
from tests.traces import contents
from trustapp.bootstrap import build
from trustapp.domain.ids import FIRST, SECOND


def near(home: Home) -> set[str]:
    return {one.id for one in home.services.suggestions.prompts().value if one.near}


def test_questions_for_ones_own_stage_come_first_and_none_is_left_out(couple: Home) -> None:
    couple.open(FIRST)
    service, mine = couple.services.suggestions, couple.services.paths
    everything = {one.id for one in service.prompts().value}
    assert near(couple) == set()
    mine.choose("infidelity", "hurt")
    found = service.prompts().value
    assert {one.id for one in found} == everything
    marks = [one.near for one in found]
    assert marks == sorted(marks, reverse=True)
    assert any(marks)
    steady = near(couple)
    assert "checking" in steady
    assert "what_ended" not in steady
    mine.choose("infidelity", "both")
    assert {"checking", "what_ended"} <= near(couple)
    mine.choose("infidelity", "neither")
    assert not {"checking", "what_ended"} & near(couple)
    mine.move("reconnect")
    assert not near(couple) & steady
    couple.open(SECOND)
    assert near(couple) == set(), "what one chose says nothing to the other"


def test_a_step_is_for_where_a_person_is_and_another_comes_first_each_day(couple: Home) -> None:
    couple.open(FIRST)
    service, mine = couple.services.suggestions, couple.services.paths
    general = {one.id for one in service.steps(night=False).value}
    assert "look_at_paths" in general
    assert "without_but" not in general
    mine.choose("betrayal", "broke")
    mine.move("understand")
    found = service.steps(night=False).value
    assert {"without_but", "which_door"} <= {one.id for one in found}
    assert not {"three_piles", "look_at_paths"} & {one.id for one in found}
    firsts = set()
    for _day in range(len(found)):
        firsts.add(service.steps(night=False).value[0].id)
        couple.clock.on(days=1)
    assert firsts == {one.id for one in found}


def test_at_night_there_is_only_what_rests(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.suggestions
    night, day = service.steps(night=True).value, service.steps(night=False).value
    assert len(night) >= 4
    assert not {one.id for one in night} & {one.id for one in day}
    assert all(one.leads in ("", "reflections") for one in night), "nothing that has to be decided"


def test_looking_at_steps_and_questions_changes_no_file(couple: Home) -> None:
    couple.open(FIRST)
    before = dict(contents(couple.folder))
    couple.services.suggestions.steps(night=False)
    couple.services.suggestions.prompts()
    assert dict(contents(couple.folder)) == before


def test_templates_and_questions_are_of_kinds_that_there_are(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.suggestions
    kinds = {one.id for one in service.kinds().value}
    begun = (*service.templates().value, *service.prompts().value)
    assert {one.kind for one in begun} <= kinds
    assert service.moods().value


def test_signs_go_too_high_or_too_low(tmp_path: Path) -> None:
    found = build(tmp_path / "vault").suggestions.signs().value
    assert len(found.kinds) == 20
    assert {state for _text, state in found.signs} == {"too_high", "too_low"}
