"""The real program on a real encrypted vault, driven as a person would: pages, words on buttons, fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from tests.homes import WORDS
from trustapp.bootstrap import Services
from trustapp.domain.ids import MemberId
from ui.app import Application, build_application, unlock_again
from ui.features.agreement.page import AgreementPage
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.first_run.pages import AdultPage, ChoicePage, NamePage, PassphrasePage
from ui.shell.first_run.sheet_page import SheetPage
from ui.shell.first_run.step_page import StepPage
from ui.shell.jobs import InlineJobs
from ui.shell.unlock import UnlockPage
from ui.shell.welcome import WelcomePanel
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class Door:
    """One start of the program; what is shown is asked of the window, never of the services."""

    def __init__(self, make_services: Callable[[], Services]) -> None:
        self.services = make_services()
        self.failures: list[str] = []
        self.app: Application = build_application(
            [], lambda: self.services, jobs=InlineJobs(), replace_process=unlock_again
        )
        self.app.jobs.failed.connect(self.failures.append)
        self.app.start()
        self.app.window.resize(1280, 900)
        self.settle()

    def close(self) -> None:
        """Lock and put everything away."""
        self.services.vault.lock()
        self.app.dispose()
        self.app.window.hide()
        self.app.window.deleteLater()
        self.app.deleteLater()
        self.settle()
        assert self.failures == []

    def settle(self) -> None:
        """Let layouts and deferred deletes happen."""
        for _round in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def shown(self) -> QWidget:
        """A dialog that is open, else the page of the sitting, else what stands before any space is open."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                return widget
        if self.app.frame is not None and self.app.frame.page is not None:
            return self.app.frame.page
        assert self.app.window.gate is not None
        return self.app.window.gate

    @property
    def page(self) -> Page:
        """The page of the open space."""
        assert self.app.frame is not None
        assert self.app.frame.page is not None
        return self.app.frame.page

    def words(self) -> str:
        """Everything that can be read now."""
        parts = [
            one.text()
            for kind in (PlainLabel, Prose, QAbstractButton)
            for one in self.shown.findChildren(kind)
            if one.isVisible()
        ]
        return "\n".join(parts)

    # -- what a person does ------------------------------------------------------------------------

    def press(self, words: str, nth: int = 0) -> None:
        """Press the button that says this."""
        found = [
            one
            for one in self.shown.findChildren(QAbstractButton)
            if one.text() == words and one.isVisible() and one.isEnabled()
        ]
        assert len(found) > nth, f"no button says {words!r}: {self.words()}"
        found[nth].click()
        self.settle()

    def has_button(self, words: str) -> bool:
        """Whether there is such a button now."""
        return any(
            one.text() == words and one.isVisible() for one in self.shown.findChildren(QAbstractButton)
        )

    def described(self) -> str:
        """What a screen reader says besides of everything that can be pressed."""
        found = self.shown.findChildren(QAbstractButton)
        return "\n".join(one.accessibleDescription() for one in found if one.isVisible())

    def go(self, key: str) -> None:
        """To another page of the open space."""
        self.app.go_to(key)
        self.settle()

    def give_passphrase(self, passphrase: str) -> None:
        """Into the dialog that asks for it."""
        dialog = self.shown
        assert isinstance(dialog, PassphraseDialog)
        dialog.edit.setText(passphrase)
        dialog.act_button.click()
        self.settle()

    # -- whole passages ----------------------------------------------------------------------------

    def set_up(self, names: tuple[str, ...]) -> None:
        """The first run, for one person or two."""
        flow = self.app.window.gate
        assert isinstance(flow, FirstRunFlow)
        for place, (member, name) in enumerate(zip(WORDS, names, strict=False)):
            self._walk(flow, member, name, both=len(names) > 1)
            if place + 1 < len(names):
                assert self.words().splitlines()[0] == "Now the other person"
                self.press("I am here, alone")

    def walk_as_joiner(self, member: MemberId, name: str) -> None:
        """The invited partner's part."""
        flow = self.app.window.gate
        assert isinstance(flow, FirstRunFlow)
        self._walk(flow, member, name, both=True)

    def _walk(self, flow: FirstRunFlow, member: MemberId, name: str, *, both: bool) -> None:
        while isinstance(page := flow.page, StepPage) and self.app.frame is None:
            if isinstance(page, ChoicePage):
                page.pick(both=both)
            elif isinstance(page, AdultPage):
                page.tick()
            elif isinstance(page, NamePage):
                page.fill(name)
            elif isinstance(page, PassphrasePage):
                page.fill(WORDS[member])
            elif isinstance(page, SheetPage):
                page.go_on()
                page.fill_from_sheet()
            page.go_on()
            self.settle()

    def unlock(self, member: MemberId, passphrase: str | None = None) -> str:
        """Lock what is open, then open this person's space; gives what it was told on the way."""
        if self.app.frame is not None:
            self.app.lock("asked")
            self.settle()
        gate = self.app.window.gate
        assert isinstance(gate, UnlockPage)
        gate.try_passphrase(member, passphrase or WORDS[member])
        self.settle()
        told = ""
        if self.app.frame is None and gate.findChildren(WelcomePanel):
            told = self.words()
            self.press("Continue")
        return told

    def together(self) -> None:
        """From an own sitting to both at the screen."""
        self.app.ask_together()
        self.settle()
        self.press("Open together")

    def lock(self) -> None:
        """Hide and lock, as with F9."""
        self.app.lock("asked")
        self.settle()


def key(widget: QWidget, which: Qt.Key) -> None:
    """One key on a widget."""
    QTest.keyClick(widget, which)
    QApplication.processEvents()


def agreement(door: Door) -> AgreementPage:
    """The page of the agreement, shown."""
    door.go("agreement")
    page = door.page
    assert isinstance(page, AgreementPage)
    return page
