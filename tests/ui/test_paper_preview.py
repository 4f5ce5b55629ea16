"""The preview: the same pages, turned by keys and buttons, told to those who cannot see them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.papers import a_line, rendered
from ui.widgets.buttons import Button
from ui.widgets.paper import Paper, typeset
from ui.widgets.print_preview import PrintPreview


@pytest.fixture
def paper(qapp: object) -> Paper:
    return typeset(rendered([a_line(n, 200) for n in range(1, 40)]), "A4")


@pytest.fixture
def preview(qtbot: QtBot, paper: Paper) -> PrintPreview:
    preview = PrintPreview()
    qtbot.addWidget(preview)
    preview.resize(600, 700)
    preview.show_paper(paper)
    preview.show()
    qtbot.waitExposed(preview)
    return preview


def button(preview: PrintPreview, name: str) -> Button:
    return next(one for one in preview.findChildren(Button) if one.accessibleName() == name)


def sheets(preview: PrintPreview) -> list[QWidget]:
    return [one for one in preview.findChildren(QWidget) if one.accessibleName().startswith("Page ")]


def desk(preview: PrintPreview) -> QWidget:
    return next(one for one in preview.findChildren(QWidget) if one.accessibleName().startswith("The paper"))


def test_every_page_has_a_name_and_its_words(preview: PrintPreview, paper: Paper) -> None:
    assert paper.page_count > 2
    found = sheets(preview)
    assert [one.accessibleName() for one in found] == [
        f"Page {number} of {paper.page_count}" for number in range(1, paper.page_count + 1)
    ]
    assert found[0].accessibleDescription() == paper.page_text(0)
    assert "begin1" in found[0].accessibleDescription()


def test_keys_turn_pages(qtbot: QtBot, preview: PrintPreview, paper: Paper) -> None:
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(desk(preview), key)
        seen.append(preview.page)
    assert seen == [1, 2, 1, paper.page_count - 1, 0]


def test_buttons_turn_pages_and_rest_at_the_ends(qtbot: QtBot, preview: PrintPreview, paper: Paper) -> None:
    back, on = button(preview, "Previous page"), button(preview, "Next page")
    assert not back.isEnabled()
    for page in range(1, paper.page_count):
        qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
        assert preview.page == page
        assert sheets(preview)[page].visibleRegion().boundingRect().height() > 0
    assert not on.isEnabled()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert preview.page == paper.page_count - 2


def test_sheets_follow_the_width_and_never_meet(qtbot: QtBot, preview: PrintPreview) -> None:
    before = sheets(preview)[0].width()
    preview.resize(480, 700)
    qtbot.waitUntil(lambda: sheets(preview)[0].width() == before - 120)
    for above, below in zip(sheets(preview), sheets(preview)[1:], strict=False):
        assert above.geometry().bottom() < below.geometry().top()
        assert above.height() == pytest.approx(above.width() * 2**0.5, abs=2)


def test_one_page_has_nothing_to_turn(qtbot: QtBot, preview: PrintPreview) -> None:
    preview.show_paper(typeset(rendered([a_line(1)]), "Letter"))
    assert preview.page_count == 1
    assert not button(preview, "Next page").isVisible()
    qtbot.keyClick(desk(preview), Qt.Key.Key_PageDown)
    assert preview.page == 0


def test_another_paper_takes_the_place_of_the_first(qtbot: QtBot, preview: PrintPreview) -> None:
    qtbot.keyClick(desk(preview), Qt.Key.Key_End)
    preview.show_paper(typeset(rendered([a_line(n) for n in range(1, 30)]), "A4"))
    assert preview.page == preview.page_count - 1
    words = " ".join(one.accessibleDescription() for one in sheets(preview) if one.isVisible())
    assert "begin29" in words
    assert "begin39" not in words


def test_sheet_shows_exactly_what_is_printed(preview: PrintPreview, paper: Paper) -> None:
    sheet = sheets(preview)[0]
    shown = sheet.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QImage(shown.size(), QImage.Format.Format_RGB32)
    wanted.fill(Qt.GlobalColor.white)
    painter = QPainter(wanted)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(shown.width() / paper.size.width(), shown.width() / paper.size.width())
    paper.paint_page(painter, 0)
    painter.end()
    inner = shown.rect().adjusted(2, 2, -2, -2)
    assert shown.copy(inner) == wanted.copy(inner)


def test_everything_that_takes_focus_has_a_name(preview: PrintPreview) -> None:
    for widget in preview.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName(), type(widget)
