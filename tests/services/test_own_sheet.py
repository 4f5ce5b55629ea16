"""One's own boundaries stay with their owner, until a line is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import TOUCH
from tests.homes import ROBIN, Home
from trustapp.domain.agreement import State
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.own_sheet import Part
from trustapp.services.agreements import NewLimit

CANARY = "I will sing kestrel songs at the window."


def lines(home: Home) -> list[tuple[Part, str]]:
    return [(one.part, one.text) for one in home.services.own_sheet.view().value.lines]


def test_it_is_kept_changed_moved_and_taken_off(alone: Home) -> None:
    sheet = alone.services.own_sheet
    first = sheet.put(Part.WILL, " I will rest. ").value
    second = sheet.put(Part.WILL, "I will walk.").value
    sheet.put(Part.WILL_SAY, "“I need a break.”")
    sheet.move(second.id, -1)
    sheet.change(first.id, "I will rest at noon.")
    alone.open(FIRST)
    assert lines(alone) == [
        (Part.WILL, "I will walk."),
        (Part.WILL, "I will rest at noon."),
        (Part.WILL_SAY, "“I need a break.”"),
    ]
    for line in alone.services.own_sheet.view().value.lines:
        alone.services.own_sheet.remove(line.id)
    alone.open(FIRST)
    assert lines(alone) == []


def test_nobody_else_reads_it(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.own_sheet.put(Part.WILL, CANARY)
    couple.open(SECOND)
    assert lines(couple) == []
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.own_sheet.view()
    couple.services.vault.lock()
    for path in Path(couple.folder).rglob("*"):
        if path.is_file():
            assert b"kestrel" not in path.read_bytes(), path.name


def test_a_stated_line_is_a_limit_of_both_pages_and_the_rest_stays(couple: Home) -> None:
    couple.open(FIRST)
    sheet = couple.services.own_sheet
    assert sheet.view().value.shares
    line = sheet.put(Part.WILL_NOT, "Not while I sleep.").value
    sheet.put(Part.WILL_NOT, "Not in the car.")
    couple.services.agreements.state_limit(NewLimit(TOUCH, "While I sleep", line.text, Kind.MINE))
    assert sheet.view().value.stated == {line.id}
    couple.open(SECOND)
    seen = couple.services.agreements.view().value.agreement.lines
    limits = [one for one in seen if one.state is State.STANDS]
    assert [one.text for one in limits] == ["Not while I sleep."]
    assert limits[0].statement is not None
    couple.open(FIRST)
    couple.services.agreements.ask_lift(limits[0].statement.id)
    couple.clock.on(hours=25)
    couple.open(FIRST)
    couple.services.agreements.confirm_lift(limits[0].statement.id, ROBIN)
    assert couple.services.own_sheet.view().value.stated == frozenset(), (
        "lifted, the other reads it no longer"
    )


def test_alone_there_is_nobody_to_state_it_to(alone: Home) -> None:
    assert not alone.services.own_sheet.view().value.shares


def test_it_goes_along_with_ones_own_things(alone: Home, tmp_path: Path) -> None:
    from tests.services.test_exports import export

    alone.services.own_sheet.put(Part.WILL_NOT, "# Not [this](x)")
    found = export(alone, tmp_path)
    assert "## What I will not" in found["boundaries.md"]
    assert "\\# Not \\[this\\]" in found["boundaries.md"]
    assert '"part": "will_not"' in found["things.json"]
