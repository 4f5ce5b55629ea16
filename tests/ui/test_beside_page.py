"""The page of a second start: it suspends, and says in one's own name what tightens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.homes import ROBIN, Home, alone, couple, two_people
from tests.services.test_nothing_is_lost import an_agreed_line, counting, standing
from tests.ui.conftest import OWN_SITTING, drop_shell, settle
from trustapp.bootstrap import beside
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from ui.app import Application, unlock_again
from ui.shell.beside_page import BesidePage, EndRow
from ui.shell.jobs import InlineJobs
from ui.shell.stop_watch import PATIENCE, StopWatch
from ui.widgets.dialogs import AskDialog

__all__ = ["alone", "couple", "two_people"]


@pytest.fixture
def page(couple: Home, qtbot: QtBot, theme: object) -> Iterator[BesidePage]:
    an_agreed_line(couple)
    couple.open(SECOND)
    policy = couple.services.agreements._household.vault.policy
    made = BesidePage(partial(beside, couple.folder, clock=couple.clock, policy=policy), InlineJobs())
    made.show()
    yield made
    made.forget_keys()
    made.hide()
    made.deleteLater()
    settle()


def act(page: BesidePage) -> None:
    """Confirm the dialog that stands before it."""
    [dialog] = page.findChildren(AskDialog)
    dialog.act_button.click()
    settle()


def test_it_suspends_and_offers_that_once(page: BesidePage, couple: Home) -> None:
    page.suspend_button.click()
    act(page)
    assert not page.suspend_button.isVisible()
    assert "limits stand" in page.messages.text
    assert counting(couple) == []


def test_a_limit_is_stated_in_ones_own_name(page: BesidePage, couple: Home) -> None:
    page.try_passphrase(FIRST, ROBIN)
    page.limit_button.click()
    assert page.form.isVisible()
    page.form._title.setText("Mornings")
    page.form._text.setText("Not in the mornings.")
    page.form._state.click()
    assert page.messages.text.startswith("Your limit stands.")
    assert not page.form.isVisible()
    assert standing(couple) == ["Not in the mornings."]


def test_a_need_of_its_own_and_one_on_a_line(page: BesidePage, couple: Home) -> None:
    page.try_passphrase(FIRST, ROBIN)
    page.need_button.click()
    page.form._title.setText("Talking")
    page.form._text.setText("Only after we talked.")
    page.form._state.click()
    settle()
    [row] = page.findChildren(EndRow)
    row._need()
    page.form._text.setText("Only by day.")
    page.form._state.click()
    assert set(standing(couple)) == {"Only after we talked.", "Only by day."}


def test_a_line_is_ended_and_is_gone_from_the_page(page: BesidePage, couple: Home) -> None:
    page.try_passphrase(FIRST, ROBIN)
    [row] = page.findChildren(EndRow)
    row._end()
    act(page)
    assert page.findChildren(EndRow) == []
    assert counting(couple) == []


def test_everything_that_one_opened_is_ended(page: BesidePage, couple: Home) -> None:
    page.try_passphrase(FIRST, ROBIN)
    page._ask_end_all()
    act(page)
    assert page.messages.text.startswith("Everything that you had opened")
    assert counting(couple) == []


def test_a_wrong_passphrase_shows_nothing(page: BesidePage) -> None:
    page.try_passphrase(FIRST, "not the words of anybody")
    assert page.findChildren(EndRow) == []
    assert not page.holds_keys
    assert not page.limit_button.isVisible()


def test_the_keys_go_when_the_person_is_done(page: BesidePage) -> None:
    page.try_passphrase(FIRST, ROBIN)
    assert page.holds_keys
    page.done_button.click()
    assert not page.holds_keys
    service = page._presenter._service
    assert service is not None
    assert service._keys is None
    assert not page.limit_button.isVisible()


def test_the_window_offers_it_where_the_vault_is_in_use(
    qapp: QApplication, qtbot: QtBot, theme: object, couple: Home
) -> None:
    couple.open(SECOND)

    def in_use() -> object:
        raise UserError("vault.in_use")

    policy = couple.services.agreements._household.vault.policy
    application = Application(
        qapp,
        in_use,  # type: ignore[arg-type]
        beside=partial(beside, couple.folder, clock=couple.clock, policy=policy),
        jobs=InlineJobs(),
        replace_process=unlock_again,
    )
    application.start()
    gate = application.window.gate
    assert isinstance(gate, BesidePage)
    gate.try_passphrase(FIRST, ROBIN)
    assert gate.holds_keys
    application._due("idle")
    assert not gate.holds_keys, "an idle second start forgets its keys"
    assert application.window.gate is gate
    drop_shell(application)


# -- the open program ----------------------------------------------------------------------------------


class Watched:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.found = False

    def __call__(self) -> Outcome[bool]:
        self.asked += 1
        return Outcome(self.found, frozenset({Topic.AGREEMENT}) if self.found else frozenset())


class LostJobs(InlineJobs):
    """Takes work and never does it, as a lock does."""

    def run(self, *_work: object) -> None:  # type: ignore[override]
        return


def said(shell: Application) -> str:
    assert shell.frame is not None
    assert shell.frame.page is not None
    return shell.frame.page.messages.text


def test_it_asks_while_a_space_is_open_and_says_calmly_what_was_found(shell: Application) -> None:
    watched = Watched()
    watch = StopWatch(shell.jobs, shell.window, watched, shell.window)
    watch.tick()
    assert watched.asked == 0, "nothing is open"
    shell.enter(OWN_SITTING)
    watch.tick()
    assert (watched.asked, said(shell)) == (1, "")
    watched.found = True
    watch.tick()
    assert watched.asked == 2
    assert "It counts from now on" in said(shell)


def test_an_answer_that_a_lock_dropped_is_asked_for_again(shell: Application) -> None:
    watched, lost = Watched(), LostJobs()
    watch = StopWatch(lost, shell.window, watched, shell.window)
    shell.enter(OWN_SITTING)
    for _round in range(PATIENCE):
        watch.tick()
    watch._jobs = shell.jobs
    watch.tick()
    assert watched.asked == 1


def test_the_window_watches_every_five_seconds(shell: Application) -> None:
    assert shell.stop_watch is not None
    assert shell.stop_watch._timer.isActive()
    assert shell.stop_watch._timer.interval() == 5_000
