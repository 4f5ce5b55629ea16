"""The tour's chapter about the private space: reflections, what is let go, and letters."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from album import Album, settle

from trustapp.domain.basket import Kind
from trustapp.domain.reflections import Query
from ui.app import Application
from ui.features.journal_files.page import JournalFilesPage
from ui.features.letters.page import LettersPage
from ui.features.letters.presenter import LettersPresenter
from ui.features.path.page import PathPage
from ui.features.path.parts import StageCard
from ui.features.reflections.page import ReflectionsPage

_JOURNAL: Final = """Words that stand before any day.

[2024-03-02 21:40] The long way home.
By the river, without talking. @walks

[2024-03-09 08:15] A quiet morning.
Coffee, and nobody asked.
"""
"""As jrnl keeps it, with a beginning that has no day."""


class PrivateTour:
    """Begins and ends in the first person's own sitting."""

    def __init__(self, album: Album, application: Application) -> None:
        self._album, self._application = album, application

    def go(self) -> None:
        """Every face of it."""
        self._album.chapter("Reflections")
        page = self._page()
        self._stop("17-reflections", "Reflections: the list")
        newest = self._application.services.reflections.rows(Query(words="bridge"), 0, 1).value[0]
        self._application.go_to("reflections", open=newest.id)
        self._stop("17-reflections-open", "A reflection, open")
        page.sheet.details_button.setChecked(True)
        self._stop("17-reflections-details", "A reflection: day, kind, tags")
        page.sheet.details_button.setChecked(False)
        page.search.setText("sun")
        self._stop("17-reflections-search", "Reflections: what was looked for")
        page.search.clear()
        page.filter_pick.click()
        self._stop("17-reflections-filter", "Reflections: the days written, and what narrows the list down")
        page.filter_pick.click()
        page.new_button.click()
        self._stop("17-reflections-new", "A new reflection")
        page.bin_button.click()
        self._stop("17-reflections-bin", "What was thrown away")
        page.bin.leave.click()
        self._application.go_to("let_go")
        self._stop("17-let-go", "Write and let go")
        self._files()
        self._showing()
        self._basket()
        self._letters()
        self._path()

    def _files(self) -> None:
        application = self._application
        application.go_to("journal_files")
        settle()
        page = application.frame.page if application.frame is not None else None
        assert isinstance(page, JournalFilesPage)
        self._stop("17-journal-files", "Bring in, take along")
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "journal.txt"
            place.write_text(_JOURNAL, encoding="utf-8")
            page.look_into(str(place))
            self._stop("17-journal-files-looked", "A journal that was looked into")

    def _letters(self) -> None:
        self._album.chapter("Letters")
        application = self._application
        application.go_to("letters")
        settle()
        page = application.frame.page if application.frame is not None else None
        assert isinstance(page, LettersPage)
        self._stop("17-letters", "Letters: the list, and one that has come")
        view = application.services.letters.view().value
        presenter = page.presenter
        assert isinstance(presenter, LettersPresenter)
        presenter.open(next(one.id for one in view.mine if not one.out))
        self._stop("17-letters-writing", "A letter being written")
        presenter.preview()
        self._stop("17-letters-before", "Before a letter is sent")
        presenter.open(next(one.id for one in view.mine if one.out))
        self._stop("17-letters-out", "A letter that is out")
        assert view.received is not None
        presenter.read(view.received.id)
        self._stop("17-letters-received", "A letter from the other")
        presenter.leave()

    def _basket(self) -> None:
        service = self._application.services.baskets
        service.put(Kind.QUESTION, "How do we talk about Sundays without it turning into a trial?")
        service.put(
            Kind.PASSAGE, "I was not angry about the dishes. I was afraid that we do not talk any more."
        )
        service.pick([one.key for one in service.view().value.lines][:2])
        self._application.go_to("basket")
        self._stop("17-basket", "For the session: what was gathered")
        self._application.go_to("basket_print")
        self._stop("17-basket-print", "For the session, on paper")
        paper = service.paper(initials=True, large=False, kept_at="In my bag")
        self._album.paper("23-session-basket", "For the session", paper.value, "A4")

    def _showing(self) -> None:
        service = self._application.services.showing
        service.show("I was not angry about the dishes. I was afraid that we do not talk any more.")
        self._application.go_to("showing", text="On Sundays I would like to hear how your week was.")
        self._stop("17-showing", "One passage, before the other can read it")
        self._application.go_to("told")
        self._stop("17-showing-told", "What each lets the other read")

    def _path(self) -> None:
        self._album.chapter("My path")
        self._application.go_to("path")
        self._stop("17-path", "My path: nothing is chosen")
        service = self._application.services.paths
        service.choose("betrayal", "both")
        service.move("understand")
        self._application.go_to("today")
        self._stop("17-path-today", "Today, with a step for a stage")
        self._application.go_to("path")
        page = self._application.frame.page if self._application.frame is not None else None
        assert isinstance(page, PathPage)
        page.mark_stale()
        self._stop("17-path-chosen", "My path: a stage, in one's own word")
        page.scroll_to(page.findChildren(StageCard)[-1])
        self._stop("17-path-stage", "My path: what belongs to a stage")
        service.leave()

    def _page(self) -> ReflectionsPage:
        self._application.go_to("reflections")
        settle()
        page = self._application.frame.page if self._application.frame is not None else None
        assert isinstance(page, ReflectionsPage)
        return page

    def _stop(self, name: str, title: str) -> None:
        settle()
        self._album.stop(name, title, self._application.window, self._application)
