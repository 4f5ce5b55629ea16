"""The tour's chapter about rituals: the planner of both and of one person, closeness, and the quiet page."""

from __future__ import annotations

from album import Album, settle
from driving import NOW
from PySide6.QtWidgets import QScrollArea

from trustapp import demonstration
from trustapp.bootstrap import Services
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.services.papers import NameStyle
from trustapp.services.planner_papers import PlannerPaperOptions, PlannerSheet
from trustapp.services.ritual_views import Standing
from ui.app import Application
from ui.features.rituals.library import LibraryDrawer
from ui.features.rituals.page import PlannerPage
from ui.features.rituals.range_bar import Kind, RangeBar
from ui.widgets.page import Page


class PlannerTour:
    """Begins and ends in the first person's own sitting."""

    def __init__(self, album: Album, application: Application, services: Services) -> None:
        self._album, self._application, self._services = album, application, services

    def go(self) -> None:
        """Every page of it, and both papers."""
        self._album.chapter("Rituals")
        self._planner()
        self._one_ritual()
        self._own()
        self._closeness()
        self._running()
        self._papers()

    # -- pages -------------------------------------------------------------------------------------

    def _planner(self) -> None:
        page = self._open("rituals")
        assert isinstance(page, PlannerPage)
        self._stop("13-rituals-week", "Rituals: the week")
        self._down(page, 480)
        self._stop("13-rituals-day", "Rituals: the day, and what can be done")
        self._down(page, 9999)
        self._stop("13-rituals-all", "Rituals: suggested, planned, for an occasion")
        self._down(page, 0)
        for kind in (Kind.MONTH, Kind.AGENDA):
            self._show_as(page, kind)
            self._stop(f"13-rituals-{kind.value}", f"Rituals: the {kind.value}")
        self._show_as(page, Kind.WEEK)
        drawer = page.findChild(LibraryDrawer)
        assert drawer is not None
        drawer.narrow.click()
        self._stop("13-rituals-ideas", "Rituals: narrowing the ideas down")
        drawer.narrow.click()

    def _one_ritual(self) -> None:
        rituals = self._services.rituals.view().value.rituals
        asked = next(one for one in rituals if one.standing is Standing.ASKED_ME)
        planned = next(one for one in rituals if one.standing is Standing.PLANNED)
        self._open("ritual", ritual=asked.words.id)
        self._stop("13-ritual-suggested", "A ritual that the other suggests")
        self._open("ritual", ritual=planned.words.id)
        self._services.rituals.write_note(planned.words.id, planned.words.name, "Quiet, and good.")
        page = self._open("ritual", ritual=planned.words.id)
        self._down(page, 9999)
        self._stop("13-ritual-note", "A ritual, and a note after it")
        page = self._open("ritual_form", planner="shared", template="ritual.read_aloud")
        self._stop("13-ritual-form", "A ritual for both, from the library")
        self._down(page, 560)
        self._stop("13-ritual-form-when", "A ritual: when it comes")

    def _own(self) -> None:
        self._open("own_rituals")
        self._stop("13-own-rituals", "My own rituals")
        self._open("calendar_file", planner="shared")
        self._stop("13-calendar-file", "Rituals to and from another calendar")

    def _closeness(self) -> None:
        page = self._open("closeness")
        self._stop("14-closeness", "Graded closeness: an evening that is planned")
        self._down(page, 700)
        self._stop("14-closeness-steps", "Graded closeness: the steps, and what stands")
        (night,) = self._services.closeness.view().value.nights
        for member in (SECOND, FIRST):
            self._sit(member)
            self._services.closeness.choose_ceiling(night.ritual, 1)
        self._open("closeness")
        self._stop("14-closeness-chosen", "Graded closeness: both have chosen")

    def _running(self) -> None:
        window = self._application.window
        breaths = next(one for one in self._services.rituals.view().value.rituals if one.words.minutes == 2)
        begun = self._services.rituals.begin(breaths.words.id, NOW.date(), smaller=False).value
        self._application.run_companion(begun)
        self._stop("15-companion", "While a ritual runs")
        window.companion_left.emit()
        (night,) = self._services.closeness.view().value.nights
        self._application.run_companion(self._services.closeness.begin(night.ritual).value)
        self._stop("15-companion-closeness", "While an evening of closeness runs")
        assert window.companion is not None
        window.companion.stop()
        self._stop("15-companion-stopped", "After a stop")
        window.companion_left.emit()

    def _papers(self) -> None:
        for sheet in PlannerSheet:
            self._open("planner_print", planner="shared", kind=sheet.value, first=NOW.date().isoformat())
            self._stop(f"16-print-{sheet.value}", f"The {sheet.value} on paper: the page")
            options = PlannerPaperOptions(True, sheet, names=NameStyle.NAMES, kept_at="In the kitchen drawer")
            paper = self._services.planner_papers.paper(options).value.document
            self._album.paper(f"23-planner-{sheet.value}", f"The {sheet.value} on paper", paper, "A4")

    # -- moving ------------------------------------------------------------------------------------

    def _open(self, key: str, **place: object) -> Page:
        self._application.go_to(key, **place)
        settle()
        page = self._application.frame.page if self._application.frame is not None else None
        assert page is not None
        return page

    @staticmethod
    def _down(page: Page, to: int) -> None:
        area = page.findChild(QScrollArea)
        assert area is not None
        area.verticalScrollBar().setValue(to)
        settle()

    @staticmethod
    def _show_as(page: Page, kind: Kind) -> None:
        bar = page.findChild(RangeBar)
        assert bar is not None
        bar.picks[kind].click()
        settle()

    def _sit(self, member: MemberId) -> None:
        self._services.vault.lock()
        opened = self._services.vault.unlock(member, demonstration.PASSPHRASES[member]).value
        self._application.enter(opened.sitting)
        settle()

    def _stop(self, name: str, title: str) -> None:
        settle()
        self._album.stop(name, title, self._application.window, self._application)
