"""The list that fetches what is looked at: honest to its views, and never a row too many is asked for."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from trustapp.domain.reflections import Piece, Row
from ui.features.reflections.lazy_rows import KEPT, ROW, WINDOW, LazyRows
from ui.features.reflections.row_delegate import near_hit
from ui.features.reflections.row_list import RowList

MANY = 50_000


def row(place: int) -> Row:
    return Row(f"{place}", date(2026, 5, 3), "", f"No. {place}", (Piece("some "), Piece("hit", hit=True)))


def rows(offset: int, count: int, length: int = MANY) -> list[Row]:
    return [row(place) for place in range(offset, min(offset + count, length))]


class Library:
    """Answers when it is told to."""

    def __init__(self, model: LazyRows) -> None:
        self.model, self.asked = model, list[tuple[int, int]]()
        model.window_wanted.connect(self.ask)

    def ask(self, offset: int, count: int) -> None:
        self.asked.append((offset, count))

    def answer(self) -> None:
        offset, count = self.asked.pop(0)
        self.model.show_window(offset, rows(offset, count, self.model.rowCount()))


_doings = st.one_of(
    st.tuples(st.sampled_from(["begin", "renew"]), st.integers(0, 3 * WINDOW)),
    st.tuples(st.just("look"), st.integers(0, 3 * WINDOW)),
    st.tuples(st.just("answer"), st.just(0)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_doings, max_size=15))
def test_views_are_told_every_history(
    qapp: QApplication, qtmodeltester: ModelTester, doings: list[tuple[str, int]]
) -> None:
    model = LazyRows()
    library = Library(model)
    for what, number in doings:
        if what == "answer":
            QApplication.processEvents()
            if library.asked:
                library.answer()
        elif what == "look":
            model.index(number).data(ROW)
        else:
            getattr(model, what)(number, rows(0, WINDOW, number))
            library.asked.clear()
    qtmodeltester.check(model)
    for place in range(model.rowCount()):
        found = model.index(place).data(ROW)
        assert found is None or found.id == f"{place}"


def test_only_what_is_looked_at_is_fetched_and_passed_rows_are_let_go(qtbot: QtBot) -> None:
    view = RowList()
    qtbot.addWidget(view)
    view.resize(320, 600)
    library = Library(view.rows)
    view.rows.begin(MANY, rows(0, WINDOW))
    view.show()
    QApplication.processEvents()
    assert library.asked == [], "what is seen was there at once"
    bar = view.verticalScrollBar()
    for part in range(1, 20):
        bar.setValue(bar.maximum() * part // 20)
        view.viewport().repaint()
    QApplication.processEvents()
    assert len(library.asked) == 1, "one at a time"
    for _time in range(6):
        if library.asked:
            library.answer()
        QApplication.processEvents()
    top = view.indexAt(view.viewport().rect().center())
    assert top.data(ROW).id == f"{top.row()}"
    assert view.rows.place_of(f"{top.row()}") == top.row()
    assert view.rows.place_of("not there") == -1
    for window in range(2 * KEPT):
        view.rows.show_window(window * WINDOW, rows(window * WINDOW, WINDOW))
    assert view.rows.place_of("0") == -1, "what was seen long ago is forgotten"


def test_a_row_that_is_not_there_yet_says_so(qtbot: QtBot) -> None:
    model = LazyRows()
    model.begin(2 * WINDOW, rows(0, WINDOW))
    assert model.index(WINDOW).data() == "is coming"
    assert "No. 3" in model.index(3).data()
    assert "found: hit" in model.index(3).data()


def test_a_narrow_list_shows_what_was_found() -> None:
    pieces = (Piece("What helped, I think, was knowing there was a time on "), Piece("Sun", hit=True))
    assert near_hit(pieces) == (Piece("…there was a time on "), Piece("Sun", hit=True))
    short = (Piece("On "), Piece("Sun", hit=True), Piece("day"))
    assert near_hit(short) == short
    assert near_hit((Piece("A long beginning of a text without anything found"),))[0].text.startswith(
        "A long"
    )
