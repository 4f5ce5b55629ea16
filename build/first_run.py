"""The tour's first chapter: two people set the program up, each alone."""

from __future__ import annotations

from pathlib import Path

from album import Album, settle
from driving import NOW, press, start

from trustapp import demonstration
from trustapp.bootstrap import build
from trustapp.domain.ids import FIRST, SECOND, MemberId
from ui.app import Application
from ui.shell.first_run.flow import FirstRunFlow
from ui.shell.first_run.pages import AdultPage, ChoicePage, NamePage, PassphrasePage
from ui.shell.first_run.sheet_page import SheetPage
from ui.shell.first_run.step_page import StepPage


class FirstRun:
    """Walks through it with the demonstration couple."""

    def __init__(self, album: Album, scratch: Path) -> None:
        self._album = album
        self._scratch = scratch

    def _stop(self, application: Application, name: str, title: str) -> None:
        settle()
        self._album.stop(name, title, application.window, application)

    def go(self) -> None:
        """Every step of the first person, and what is another one for the second."""
        self._album.chapter("First run")
        services = build(self._scratch / "first", clock=lambda: NOW, policy=demonstration.DEMO_POLICY)
        application = start(services)
        flow = application.window.gate
        assert isinstance(flow, FirstRunFlow)
        for number, member in enumerate((FIRST, SECOND)):
            self._walk(application, flow, member, take=number == 0)
            if number == 0:
                self._stop(application, "01-first-run-hand-over", "Between the two: a blank page")
                press(flow, "I am here, alone")
        services.vault.lock()
        application.window.close()
        application.window.deleteLater()
        settle()

    def _walk(self, application: Application, flow: FirstRunFlow, member: MemberId, *, take: bool) -> None:
        while isinstance(page := flow.page, StepPage):
            self._fill(page, member)
            if take:
                step = page.place.step.value
                self._stop(application, f"01-first-run-{step}", f"First run: {step.replace('_', ' ')}")
            elif isinstance(page, NamePage):
                self._stop(application, "01-first-run-second-name", "First run: the second person's name")
            if isinstance(page, SheetPage):
                self._copy_sheet(application, page, take=take)
            elif page.next_button.text() == "Begin":
                return
            else:
                page.go_on()
            settle()

    def _fill(self, page: StepPage, member: MemberId) -> None:
        if isinstance(page, ChoicePage):
            page.pick(both=True)
        elif isinstance(page, AdultPage):
            page.tick()
        elif isinstance(page, NamePage):
            page.fill(demonstration.NAMES[member])
        elif isinstance(page, PassphrasePage):
            page.fill(demonstration.PASSPHRASES[member])

    def _copy_sheet(self, application: Application, page: SheetPage, *, take: bool) -> None:
        page.go_on()
        if take:
            self._stop(application, "01-first-run-sheet-typed-back", "First run: two groups typed back")
        page.fill_from_sheet()
        page.go_on()
