"""What a reflection can begin from, as pages get it."""

from __future__ import annotations

from pathlib import Path

from trustapp.bootstrap import build


def test_questions_fit_what_was_asked_for(tmp_path: Path) -> None:
    service = build(tmp_path / "vault").suggestions
    everything = {one.id for one in service.prompts().value}
    steady = {one.id for one in service.prompts("steady", "infidelity", "hurt").value}
    both = {one.id for one in service.prompts("steady", "infidelity", "both").value}
    neither = {one.id for one in service.prompts("steady", "infidelity", "neither").value}
    assert {"checking", "unsaid"} <= steady < everything
    assert "what_ended" not in steady
    assert {"checking", "what_ended"} <= both
    assert not {"checking", "what_ended", "ground_moved"} & neither


def test_templates_and_questions_are_of_kinds_that_there_are(tmp_path: Path) -> None:
    service = build(tmp_path / "vault").suggestions
    kinds = {one.id for one in service.kinds().value}
    begun = (*service.templates().value, *service.prompts().value)
    assert {one.kind for one in begun} <= kinds
    assert service.moods().value
