"""The list model: whatever rows come after whatever rows, its signals tell exactly what happened."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from ui.widgets.record_model import RecordModel


@dataclass(frozen=True)
class Row:
    id: int
    title: str


DISPLAY = int(Qt.ItemDataRole.DisplayRole)
rows_of = st.lists(
    st.builds(Row, st.integers(0, 8), st.sampled_from(["a", "b"])), max_size=9, unique_by=lambda row: row.id
)


def make() -> RecordModel[Row]:
    return RecordModel(key=lambda row: row.id, roles={DISPLAY: lambda row: row.title})


class Mirror:
    """A second list that knows nothing but the signals."""

    def __init__(self, model: RecordModel[Row]) -> None:
        self.model = model
        self.rows: list[Row] = list(model.rows())
        model.rowsInserted.connect(self.inserted)
        model.rowsRemoved.connect(self.removed)
        model.rowsMoved.connect(self.moved)
        model.dataChanged.connect(self.changed)

    def inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = self.model.rows()[first : last + 1]

    def removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def moved(self, _p: QModelIndex, first: int, last: int, _to: QModelIndex, place: int) -> None:
        taken = self.rows[first : last + 1]
        del self.rows[first : last + 1]
        self.rows[place:place] = taken

    def changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for place in range(first.row(), last.row() + 1):
            self.rows[place] = self.model.rows()[place]


@given(st.lists(rows_of, min_size=1, max_size=6))
def test_signals_alone_tell_every_history(history: list[list[Row]]) -> None:
    model = make()
    mirror = Mirror(model)
    for rows in history:
        model.set_rows(rows)
        assert model.rows() == tuple(rows)
        assert mirror.rows == rows
        assert [model.data(model.index(place), DISPLAY) for place in range(model.rowCount())] == [
            row.title for row in rows
        ]


def test_the_model_is_well_behaved_through_histories(qtmodeltester: ModelTester) -> None:
    model = make()
    model.set_rows([Row(1, "a"), Row(2, "b"), Row(3, "a")])
    qtmodeltester.check(model)
    for rows in (
        [Row(3, "a"), Row(1, "b")],
        [],
        [Row(4, "a"), Row(5, "b"), Row(1, "a")],
        [Row(1, "b"), Row(9, "a"), Row(5, "b"), Row(4, "a")],
    ):
        model.set_rows(rows)
        qtmodeltester.check(model)
        assert model.rows() == tuple(rows)


def test_a_row_that_stays_keeps_its_index() -> None:
    model = make()
    model.set_rows([Row(1, "a"), Row(2, "b")])
    kept = QPersistentModelIndex(model.index(1))
    model.set_rows([Row(7, "a"), Row(2, "b"), Row(1, "a")])
    assert kept.isValid()
    assert model.row_at(kept) == Row(2, "b")


def test_a_change_of_one_row_is_one_change() -> None:
    model = make()
    model.set_rows([Row(1, "a"), Row(2, "a"), Row(3, "a")])
    seen: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: seen.append((first.row(), last.row())))
    model.rowsInserted.connect(lambda *_: seen.append((-1, -1)))
    model.set_rows([Row(1, "a"), Row(2, "b"), Row(3, "a")])
    assert seen == [(1, 1)]


def test_two_rows_with_one_key_are_a_bug() -> None:
    with pytest.raises(ValueError, match="same key"):
        make().set_rows([Row(1, "a"), Row(1, "b")])


def test_a_row_has_no_children() -> None:
    model = make()
    model.set_rows([Row(1, "a")])
    assert model.rowCount(model.index(0)) == 0
    assert model.data(QModelIndex()) is None
    assert model.row_at(QModelIndex()) is None
