"""The papers of the tour: every layout in the window, and every printed document as PDF and as pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from album import Album, settle
from PySide6.QtWidgets import QAbstractButton

from trustapp import demonstration
from trustapp.bootstrap import Services
from trustapp.domain.ids import SECOND
from trustapp.services.papers import Form, Layout, NameStyle, PaperOptions
from ui.app import Application
from ui.features.printing.chooser import LineChooser
from ui.features.printing.page import PrintPage
from ui.features.printing.taking import TakeAlong
from ui.widgets.buttons import Tick
from ui.widgets.paper import typeset

KEPT: Final = "One copy, kept at home"
PICKED: Final = 3


def take_page(album: Album, application: Application) -> None:
    """The printing page with each layout, and choosing for a session."""
    application.go_to("print")
    page = application.frame.page if application.frame else None
    assert isinstance(page, PrintPage)
    for layout in Layout:
        page.pick(layout)
        settle()
        album.stop(
            f"07-print-{layout.value}",
            f"Print our agreement: {layout.value}",
            application.window,
            application,
        )
    for tick in page.findChildren(LineChooser)[0].findChildren(Tick)[:PICKED]:
        tick.click()
    _press(page, "Show the paper")
    album.stop("07-print-session-chosen", "A sheet for a session", application.window, application)
    page.pick(Layout.ONE_PAGE)
    _press(page, "Large print")
    album.stop("07-print-too-long", "One page that does not hold it all", application.window, application)

    page.pick(Layout.FULL)
    page.scroll_to_taking()
    album.stop("07-print-lower", "Print our agreement, further down", application.window, application)
    taking = page.findChildren(TakeAlong)[0]
    asking = partial(taking.ask, "/home/robin/Notes.md")
    album.dialog("07-print-take", "The agreement as text", asking, application)


def _press(page: PrintPage, words: str) -> None:
    next(one for one in page.findChildren(QAbstractButton) if one.text() == words).click()
    settle()


def take_papers(album: Album, services: Services) -> None:
    """Every layout on A4 and Letter and in large print, and the recovery sheet."""
    for layout in Layout:
        choices = services.papers.agreement(PaperOptions(layout=layout)).value.choices
        options = PaperOptions(
            layout=layout, chosen=frozenset(one.key for one in choices[::PICKED]), kept_at=KEPT
        )
        for name, wanted, size in (
            ("a4", options, "A4"),
            ("letter", options, "Letter"),
            ("large", replace(options, large=True), "A4"),
        ):
            document = services.papers.agreement(wanted).value
            if not typeset(document, size).fits:
                continue  # the page says so, and neither prints nor saves it
            album.paper(f"20-{layout.value}-{name}", f"The agreement: {layout.value}, {name}", document, size)
    spare = PaperOptions(names=NameStyle.NONE, without_sensitive=True)
    album.paper("20-spare", "Without names and sensitive lines", services.papers.agreement(spare).value, "A4")
    mine = PaperOptions(layout=Layout.LIMITS, only_mine=True, names=NameStyle.NAMES, kept_at=KEPT)
    album.paper("20-limits-mine", "Limits of one person", services.papers.agreement(mine).value, "A4")
    for form in Form:
        target = album.folder / f"20-agreement.{form.value}"
        target.unlink(missing_ok=True)
        services.papers.take_along(str(target), form, NameStyle.INITIALS, demonstration.PASSPHRASES[SECOND])
    sheet = services.vault.new_recovery_code(demonstration.PASSPHRASES[SECOND]).value
    paper = services.papers.recovery(sheet.groups, sheet.label, sheet.made).value
    album.paper("21-recovery-sheet", "The recovery sheet", paper, "A4")
    blank = services.papers.recovery((), sheet.label, sheet.made, blank=True).value
    album.paper("21-recovery-sheet-by-hand", "The recovery sheet, to copy by hand", blank, "A4")
    services.vault.finish_setup()
