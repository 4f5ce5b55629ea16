"""The lines of the agreement on the page: made as one comes to them, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.builders import BOTH, FIRST, Story, a_lift, a_limit
from tests.ui.conftest import ROBIN, SASHA
from trustapp.domain.agreement import Line, State, compute
from trustapp.services.agreements import AgreementView
from trustapp.services.moves import Move
from ui.features.agreement.lines import LineRow
from ui.features.agreement.pile import ROWS
from ui.features.agreement.sheet import AgreementSheet
from ui.widgets.further import Further

MANY = 4 * ROWS + 3


def a_view(story: Story) -> AgreementView:
    agreement = compute(story.said, (), story.view())
    return AgreementView(
        agreement, {line.rests_on[0]: Move(ask_lift=True) for line in agreement.lines}, (ROBIN, SASHA), ROBIN,
        (), (), story.now.date(), None, changed_since_last=False, go_on_said=False,
    )  # fmt: skip


def many_limits() -> Story:
    return Story().say(*(a_limit(BOTH[one % 2], f"{one:032x}", title=f"Limit {one}") for one in range(MANY)))


@pytest.fixture
def sheet(qtbot: QtBot) -> AgreementSheet:
    area = QScrollArea()
    area.setWidgetResizable(True)
    made = AgreementSheet()
    area.setWidget(made)
    area.resize(900, 500)
    qtbot.addWidget(area)
    area.show()
    made.area = area  # type: ignore[attr-defined]
    return made


def rows(sheet: AgreementSheet) -> list[LineRow]:
    QApplication.processEvents()
    shown = [row for row in sheet.findChildren(LineRow) if not row.isHidden()]
    return sorted(shown, key=lambda row: row.mapTo(sheet, row.pos()).y())


def further(sheet: AgreementSheet) -> list[Further]:
    QApplication.processEvents()
    return [one for one in sheet.findChildren(Further) if not one.isHidden()]


def to_the_end(sheet: AgreementSheet, qtbot: QtBot, wanted: int) -> None:
    """Scroll to the end until there is nothing more to come."""
    bar = sheet.area.verticalScrollBar()  # type: ignore[attr-defined]

    def all_there() -> bool:
        bar.setValue(bar.maximum())
        sheet.area.viewport().repaint()  # type: ignore[attr-defined]
        return len(rows(sheet)) == wanted

    qtbot.waitUntil(all_there, timeout=20_000)


def test_rows_are_made_as_one_comes_to_them_and_all_of_them_are_reached(
    qtbot: QtBot, sheet: AgreementSheet
) -> None:
    sheet.show_lines(a_view(many_limits()))
    assert len(rows(sheet)) == ROWS
    to_the_end(sheet, qtbot, MANY)
    assert {row.key for row in rows(sheet)} == {f"{one:032x}" for one in range(MANY)}


def test_the_way_to_the_next_rows_is_pressed_with_the_keyboard_too(sheet: AgreementSheet) -> None:
    sheet.show_lines(a_view(many_limits()))
    for told in range(2, 6):
        [button] = further(sheet)
        assert button.text() == "Show the next lines"
        button.click()
        assert len(rows(sheet)) == min(MANY, told * ROWS)
    assert further(sheet) == []


def test_what_did_not_change_stays_with_the_keyboard_in_it(sheet: AgreementSheet) -> None:
    story = Story().say(a_limit(FIRST, "0" * 32), a_limit(FIRST, "1" * 32), a_limit(FIRST, "2" * 32))
    sheet.show_lines(a_view(story))
    before = {row.key: row for row in rows(sheet)}
    story.say(a_lift(FIRST, "0" * 32))
    view = a_view(story)
    moved = {**view.moves, "2" * 32: Move(ask_lift=False)}
    sheet.show_lines(replace(view, moves=moved))
    after = {row.key: row for row in rows(sheet)}
    assert after.keys() == {"1" * 32, "2" * 32}
    assert after["1" * 32] is before["1" * 32]
    assert after["2" * 32] is not before["2" * 32]
    assert [row._number.text() for row in rows(sheet)] == ["1", "2"]


def test_what_ended_is_folded_until_it_is_asked_for(sheet: AgreementSheet) -> None:
    story = Story().say(a_limit(FIRST, "0" * 32), a_limit(FIRST, "1" * 32), a_lift(FIRST, "1" * 32))
    sheet.show_lines(a_view(story))
    assert [row.key for row in rows(sheet)] == ["0" * 32]
    sheet._fold.click()
    shown: list[Line] = [row._line for row in rows(sheet)]
    assert {line.state for line in shown} == {State.STANDS, State.LIFTED}
    sheet._fold.click()
    assert [row.key for row in rows(sheet)] == ["0" * 32]


def test_two_lines_with_one_key_leave_no_row_behind(sheet: AgreementSheet) -> None:
    story = Story().say(a_limit(FIRST, "a" * 32, text="Mine."), a_limit(BOTH[1], "a" * 32, text="Theirs."))
    for told in (story, story.say(a_limit(FIRST, "b" * 32, text="Another.")), Story()):
        view = a_view(told)
        sheet.show_lines(view)
        shown = [row.accessibleName() for row in rows(sheet)]
        assert len(shown) == len(view.agreement.lines)
