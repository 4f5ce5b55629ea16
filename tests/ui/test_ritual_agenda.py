"""The agenda: a list from today on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QPainter,
)
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.calendars import (
    CTRL,
    KEY,
    SUNDAY,
    TODAY,
    OnScreen,
    an_agenda,
    came,
    span,
)
from tests.ui.conftest import settle
from trustapp.domain.ids import RitualId
from ui.features.rituals.agenda import AgendaView
from ui.features.rituals.agenda_rows import Index, RowPainter


@pytest.fixture
def agenda(on_screen: OnScreen) -> AgendaView:
    made = an_agenda()
    on_screen(made)
    return made


def rows(view: AgendaView) -> list[str]:
    return [str(view.model.data(view.model.index(row))) for row in range(view.model.rowCount())]


def test_the_agenda_lists_from_today_on_under_each_day(agenda: AgendaView) -> None:
    assert [words.split(", One")[0].split(", Hug")[0].split(", Tea")[0] for words in rows(agenda)] == [
        "Tuesday 12 May, today",
        "Tuesday 12 May, 07:10",
        "Tuesday 12 May, 18:30",
        "Sunday 17 May",
        "Sunday 17 May, at any time",
    ]


def test_a_screen_reader_hears_the_rows_of_the_agenda(agenda: AgendaView) -> None:
    found = QAccessible.queryAccessibleInterface(agenda.list)
    assert found.role() == QAccessible.Role.List
    assert found.text(QAccessible.Text.Name) == "Agenda"
    row = found.child(2)
    assert row.role() == QAccessible.Role.ListItem
    assert row.text(QAccessible.Text.Name).startswith("Tuesday 12 May, 18:30, Hug, planned, Robin begins")


def test_coming_to_the_agenda_chooses_nothing_and_arrows_go_past_headings(
    agenda: AgendaView, qtbot: QtBot
) -> None:
    went: list[object] = []
    agenda.occurrence_chosen.connect(went.append)
    agenda.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert went == []
    for _step in range(4):
        qtbot.keyClick(agenda.list, KEY.Key_Down)
    assert went == [(RitualId("hug"), TODAY), (RitualId("tea"), SUNDAY)]
    with qtbot.waitSignal(agenda.open_requested) as opened:
        qtbot.keyClick(agenda.list, KEY.Key_Return)
    assert opened.args == [(RitualId("tea"), SUNDAY)]
    with qtbot.waitSignal(agenda.range_requested) as asked:
        qtbot.keyClick(agenda.list, KEY.Key_PageDown)
    assert asked.args == [1]


def test_the_agenda_moves_by_keys_what_may_be_moved(agenda: AgendaView, qtbot: QtBot) -> None:
    moves: list[tuple[object, ...]] = []
    agenda.move_requested.connect(lambda *move: moves.append(move))
    for key in ((RitualId("hug"), TODAY), (RitualId("tea"), SUNDAY)):
        agenda.choose(key[1], key)
        for arrow in (KEY.Key_Left, KEY.Key_Right):
            qtbot.keyClick(agenda.list, arrow, CTRL)
    assert moves == [((RitualId("hug"), TODAY), TODAY + timedelta(days=1), "")]


def test_the_agenda_keeps_its_choice_and_says_that_empty_is_fine(agenda: AgendaView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(agenda.occurrence_chosen):
        agenda.choose(SUNDAY)
        agenda.choose(TODAY, (RitualId("hug"), TODAY))
        agenda.show_span(span(came("new", TODAY, "06:00", "New"), came("hug", TODAY, "18:30", "Hug")))
    assert agenda.chosen == (TODAY, (RitualId("hug"), TODAY))
    agenda.show_span(span())
    assert agenda.list.isHidden()
    assert agenda.chosen is None


def test_the_model_of_the_agenda_is_well_behaved(agenda: AgendaView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(agenda.model)


def test_of_hundreds_of_rows_only_those_in_sight_are_painted(agenda: AgendaView) -> None:
    painted: set[int] = set()

    class Counting(RowPainter):
        def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
            painted.add(index.row())
            super().paint(painter, option, index)

    agenda.list.setItemDelegate(Counting(agenda.list, "s"))
    agenda.show_span(
        span(*(came(f"r{one}", TODAY + timedelta(days=one // 4), name=f"No. {one}") for one in range(800)))
    )
    settle()
    agenda.grab()
    assert agenda.model.rowCount() == 1000
    assert painted
    assert max(painted) < 40
