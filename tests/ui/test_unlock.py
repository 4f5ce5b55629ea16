"""The unlock page of two people: what is made when one of them is chosen stands where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ROBIN, SASHA, FakeServices
from trustapp.services.looks import VaultLook, VaultState
from ui.shell.jobs import InlineJobs
from ui.shell.theme import Theme
from ui.shell.unlock import UnlockPage


def test_the_form_is_as_wide_as_the_tiles_at_any_text_size(
    qtbot: QtBot, theme: Theme, services: FakeServices
) -> None:
    found = VaultLook(VaultState.TWO, (ROBIN, SASHA))
    page = UnlockPage(services, InlineJobs(), found)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    QTest.keyClick(page._tiles[0], Qt.Key.Key_Return)
    assert page._passphrase.edit.isVisible(), "the form is there as soon as somebody is chosen"
    for percent in (100, 150, 100):
        theme.apply("light", percent)
        QApplication.processEvents()
        left, right = (tile.mapTo(page, QPoint()).x() for tile in page._tiles)
        form = page._form.mapTo(page, QPoint()).x()
        assert abs(form - left) <= 1
        assert abs(form + page._form.width() - right - page._tiles[1].width()) <= 1


def test_tab_goes_down_the_unlock_page(qtbot: QtBot, theme: Theme, services: FakeServices) -> None:
    found = VaultLook(VaultState.TWO, (ROBIN, SASHA))
    page = UnlockPage(services, InlineJobs(), found)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page._pick(ROBIN.id)
    page._tiles[0].setFocus()
    reached = []
    for _step in range(5):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    down = (page._tiles[1], *page._passphrase.in_order(), page._recover, page._open)
    assert tuple(reached) == down
