"""The editor of a passage: what is shown is given back exactly, whatever is typed, undone and pasted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from trustapp.domain.passages import Block, Shape, Span, blocks_of, text_of
from ui.widgets.passage_edit import PassageEdit

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
P = Shape.PARAGRAPH

_letters = st.text(st.sampled_from("ab é*_#->`[]<&\\1.)+\n\t\u2028𝒳שא<b>"), max_size=12)
_spans = st.lists(st.builds(Span, _letters, st.booleans(), st.booleans()), max_size=4).map(tuple)
_flat = st.builds(Block, _spans, st.sampled_from([s for s in Shape if s is not Shape.HEADING]))
_heading = st.builds(Block, _spans, st.just(Shape.HEADING), st.integers(1, 3))
_blocks = st.lists(st.one_of(_flat, _heading), max_size=7).map(tuple)


@pytest.fixture
def edit(qtbot: QtBot) -> PassageEdit:
    made = PassageEdit("Your words")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def press(edit: PassageEdit, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(edit, key, held or Qt.KeyboardModifier.NoModifier)


def text(edit: PassageEdit) -> str:
    return text_of(edit.blocks())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_blocks)
def test_what_is_shown_is_given_back_exactly(edit: PassageEdit, blocks: tuple[Block, ...]) -> None:
    edit.show_blocks(blocks)
    assert text(edit) == text_of(blocks)
    kept = blocks_of(text_of(blocks))
    edit.show_blocks(kept)
    assert [one for one in edit.blocks() if one.spans] == list(kept)


_DOINGS = (
    "type", "return", "break", "bold", "italic", "h1", "h3", "bullet", "number", "quote", "back", "delete",
    "up", "home", "all", "paste",
)  # fmt: skip


def do(edit: PassageEdit, what: str) -> None:
    keys = {
        "return": Qt.Key.Key_Return, "back": Qt.Key.Key_Backspace, "delete": Qt.Key.Key_Delete,
        "up": Qt.Key.Key_Up, "home": Qt.Key.Key_Home,
    }  # fmt: skip
    shapes = {
        "h1": (Shape.HEADING, 1), "h3": (Shape.HEADING, 3), "bullet": (Shape.BULLET, 0),
        "number": (Shape.NUMBER, 0), "quote": (Shape.QUOTE, 0),
    }  # fmt: skip
    if what in keys:
        press(edit, keys[what])
    elif what in shapes:
        edit.turn_shape(*shapes[what])
    elif what == "type":
        QTest.keyClicks(edit, "so it")
    elif what == "break":
        press(edit, Qt.Key.Key_Return, held=Qt.KeyboardModifier.ShiftModifier)
    elif what == "bold":
        edit.turn_bold()
    elif what == "italic":
        edit.turn_italic()
    elif what == "all":
        edit.selectAll()
    else:
        data = QMimeData()
        data.setText("one\n\n<b>two</b>\r\nthree")
        edit.insertFromMimeData(data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(_blocks, st.lists(st.sampled_from(_DOINGS), max_size=12))
def test_whatever_is_done_is_kept_as_it_stands_and_can_be_undone(
    edit: PassageEdit, blocks: tuple[Block, ...], doings: list[str]
) -> None:
    edit.show_blocks(blocks)
    before = edit.blocks()
    for what in doings:
        do(edit, what)
    now, again = edit.blocks(), text(edit)
    assert text_of(blocks_of(again)) == again
    edit.show_blocks(now)
    assert text(edit) == again
    edit.show_blocks(before)
    for what in doings:
        do(edit, what)
    while edit.document().isUndoAvailable():
        edit.undo()
    assert edit.blocks() == before
    while edit.document().isRedoAvailable():
        edit.redo()
    assert text(edit) == again


def test_keys_give_shapes_and_looks(edit: PassageEdit) -> None:
    QTest.keyClicks(edit, "Head")
    press(edit, Qt.Key.Key_2, held=CTRL)
    press(edit, Qt.Key.Key_Return)
    assert edit.shape is P, "after a heading comes a paragraph"
    press(edit, Qt.Key.Key_B, held=CTRL)
    QTest.keyClicks(edit, "so")
    press(edit, Qt.Key.Key_B, held=CTRL)
    press(edit, Qt.Key.Key_I, held=CTRL)
    QTest.keyClicks(edit, "it")
    press(edit, Qt.Key.Key_I, held=CTRL)
    press(edit, Qt.Key.Key_Return)
    for key, word in ((Qt.Key.Key_8, "a"), (Qt.Key.Key_7, "b"), (Qt.Key.Key_9, "c")):
        press(edit, key, held=CTRL_SHIFT)
        QTest.keyClicks(edit, word)
        press(edit, Qt.Key.Key_Return)
        press(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "end")
    assert text(edit) == "## Head\n\n**so***it*\n\n- a\n\n1. b\n\n> c\n\nend"


def test_numbers_run_on_and_a_list_ends_with_an_empty_item(edit: PassageEdit) -> None:
    edit.turn_shape(Shape.NUMBER)
    QTest.keyClicks(edit, "a")
    press(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "b")
    press(edit, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert edit.shape is P
    QTest.keyClicks(edit, "c")
    assert text(edit) == "1. a\n2. b\n\nc"
    edit.turn_shape(Shape.NUMBER)
    assert text(edit) == "1. a\n2. b\n3. c"
    press(edit, Qt.Key.Key_Home, Qt.Key.Key_Backspace)
    assert text(edit) == "1. a\n2. b\n\nc"


def test_bold_of_a_part_leaves_the_rest(edit: PassageEdit) -> None:
    edit.show_blocks((Block((Span("one two"),)), Block((Span("three"),), Shape.HEADING, 1)))
    cursor = edit.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.turn_bold()
    assert text(edit) == "one **two**\n\n# **th**ree"


def test_only_words_come_in_and_nothing_is_loaded(edit: PassageEdit) -> None:
    data = QMimeData()
    data.setHtml("<h1>Big</h1><img src='file:///etc/passwd'>")
    data.setText("Big <b>x</b>\nnext")
    edit.insertFromMimeData(data)
    assert edit.blocks() == (Block((Span("Big <b>x</b>"),)), Block((Span("next"),)))
    picture = QMimeData()
    picture.setData("image/png", b"x")
    assert not edit.canInsertFromMimeData(picture)
    assert edit.loadResource(2, QUrl("file:///etc/passwd")) is None
    edit.selectAll()
    assert edit.createMimeDataFromSelection().formats() == ["text/plain"]


def test_tab_leaves_the_editor_and_undo_ends_where_it_was_opened(edit: PassageEdit, qtbot: QtBot) -> None:
    edit.show_blocks((Block((Span("kept"),)),))
    assert not edit.document().isUndoAvailable()
    with qtbot.assertNotEmitted(edit.edited):
        edit.show_blocks((Block((Span("other"),)),))
    press(edit, Qt.Key.Key_Tab)
    assert text(edit) == "other"
    with qtbot.waitSignal(edit.edited):
        QTest.keyClicks(edit, "x")
    press(edit, Qt.Key.Key_Z, held=CTRL)
    assert text(edit) == "other"
