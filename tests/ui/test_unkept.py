"""Where nothing can be written: the words for paper, another folder, and the way back in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.homes import Home, alone, couple, two_people
from tests.services.test_nothing_is_lost import standing
from tests.services.test_unstoppable import nothing_can_be_written
from tests.ui.conftest import settle
from trustapp.domain.ids import FIRST, SECOND
from ui.features.agreement import page as module
from ui.features.agreement.page import AgreementPage
from ui.features.agreement.presenter import AgreementPresenter
from ui.features.agreement.unkept import UnkeptDialog, choose_file, choose_folder
from ui.shell.jobs import InlineJobs
from ui.widgets.dialogs import NoticeDialog
from ui.widgets.text import PlainLabel, Prose

__all__ = ["alone", "couple", "two_people"]

TEXT = "Not in <b>the</b> mornings."


class Nowhere:
    """Goes to no other page."""

    def go_to(self, _page: str, **_place: object) -> None: ...
    def lock(self) -> None: ...
    def pause(self) -> None: ...
    def open_together(self) -> None: ...
    def run_companion(self, _view: object) -> None: ...


@pytest.fixture
def page(couple: Home, qtbot: QtBot, theme: object) -> Iterator[AgreementPage]:
    couple.open(FIRST)
    services = couple.services
    presenter = AgreementPresenter(
        services.agreements, services.rounds, services.guidance, InlineJobs(), Nowhere()
    )
    made = AgreementPage(presenter)
    made.resize(1100, 800)
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    settle()


def state(page: AgreementPage) -> None:
    page._limit.click()
    page._limit_form._title.setText("Mornings")
    page._limit_form._text.setText(TEXT)
    page._limit_form._state.click()


def test_the_words_are_shown_for_paper_and_saved_in_another_folder(
    page: AgreementPage, couple: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    with monkeypatch.context() as patch:
        nothing_can_be_written(patch)
        patch.setattr(module, "choose_folder", lambda _page, chosen: chosen(str(elsewhere)))
        state(page)
        [dialog] = page.findChildren(UnkeptDialog)
        assert f"Mornings: {TEXT}" in {one.text() for one in dialog.findChildren(Prose)}, "as it was typed"
        assert page._limit_form.isVisible(), "the words stay in the form"
        dialog.save_button.click()
        assert page.messages.text.startswith("Saved as note-")
        settle()
    [saved] = elsewhere.iterdir()
    couple.open(SECOND)
    page.presenter.refresh()  # type: ignore[union-attr]
    monkeypatch.setattr(module, "choose_file", lambda _page, chosen: chosen(str(saved)))
    press(page, "Take in a saved file…")
    assert page.messages.text == "Taken in. It counts from now on."
    assert standing(couple) == [TEXT]
    press(page, "Take in a saved file…")
    assert page.messages.text == "What this file holds was here already."


def test_a_file_of_something_else_is_refused_in_words(
    page: AgreementPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"\xff\xd8" * 4096)
    monkeypatch.setattr(module, "choose_file", lambda _page, chosen: chosen(str(other)))
    press(page, "Take in a saved file…")
    assert "nothing was taken in" in page.messages.text


def test_having_it_on_paper_takes_nothing_back(
    page: AgreementPage, couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        nothing_can_be_written(patch)
        state(page)
        [dialog] = page.findChildren(UnkeptDialog)
        dialog.close_button.click()
        settle()
    assert couple.services.agreements.unkept().value == (f"Mornings: {TEXT}",)


def test_five_words_of_the_record_are_shown_when_they_are_asked_for(
    page: AgreementPage, couple: Home
) -> None:
    press(page, "Show the five words")
    [dialog] = page.findChildren(NoticeDialog)
    words = "   ".join(couple.services.agreements.head_words().value)
    assert words in {one.text() for one in dialog.findChildren(PlainLabel)}
    dialog.close_button.click()
    settle()


def test_the_windows_for_files_are_qts_own_and_closed_with_the_page(page: AgreementPage) -> None:
    for ask in (choose_folder, choose_file):
        ask(page, page.messages.inform)
        [dialog] = page.findChildren(QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.reject()
        settle()


def press(page: AgreementPage, words: str) -> None:
    settle()
    [button] = [one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    button.click()
    settle()
