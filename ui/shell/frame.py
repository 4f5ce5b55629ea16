"""The frame of a sitting: sidebar, the band in the hue of the page, and the pages, made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.sittings import Sitting, SittingKind
from trustapp.words import _
from ui.ports import Unfinished
from ui.shell.features import HIDDEN, FeatureEntry, Surroundings
from ui.shell.sidebar import Sidebar
from ui.widgets import look
from ui.widgets.boxes import Banner
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import SIDE_MARGIN, Page
from ui.widgets.reading_order import next_stop, stops
from ui.widgets.text import set_property

_BAND = 4


class SittingFrame(QWidget):
    """Everything that is shown of an open space; it is dropped whole when the space is locked."""

    page_shown = Signal(str)

    def __init__(
        self, around: Surroundings, entries: Sequence[FeatureEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._sitting: Sitting = around.open
        self._entries = {entry.key: entry for entry in entries if entry.is_there(self._sitting)}
        self._pages: dict[str, Page] = {}
        self.sidebar = Sidebar(self._sitting, tuple(self._entries.values()), self)
        self.sidebar.page_requested.connect(self.go_to)
        self._band = QFrame(self)
        self._band.setProperty("box", "band")
        self._band.setFixedHeight(_BAND)
        self._stack = QStackedWidget(self)
        self._told: QWidget | None = None
        self._column = vbox(self._band, (self._stack, 1))
        hbox(self.sidebar, (self._column, 1), parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """The band takes the hue of the page again."""
        page = self.page
        set_property(self._band, "space", page.space if page is not None else look.space("own"))

    # -- pages -------------------------------------------------------------------------------------

    @property
    def sitting(self) -> Sitting:
        """Whose sitting this is."""
        return self._sitting

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def page_of(self, key: str) -> Page | None:
        """A page that was opened before, by key."""
        return self._pages.get(key)

    def first_page(self) -> str:
        """Where a sitting begins."""
        listed = [entry.key for entry in self._entries.values() if entry.section != HIDDEN]
        return "meeting" if self._sitting.kind is SittingKind.TOGETHER and "meeting" in listed else listed[0]

    def has(self, key: str) -> bool:
        """Whether there is such a page in this sitting."""
        return key in self._entries

    def go_to(self, key: str, **place: Any) -> None:
        """Show a page, and a place within it where one is named."""
        page = self._pages.get(key) or self._make(key)
        if page is not self.page:
            self._put_away()
        left = not self._focus_stays()
        self._stack.setCurrentWidget(page)
        if left:
            # The next Tab comes to the first of the page: what was pressed, or the unlock page, is gone.
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sidebar.mark_current(key)
        if place:
            page.open_at(**place)
        self.restyle()
        self.page_shown.emit(key)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through sidebar and page as they are read."""
        page = self.page
        told = (self._told,) if self._told is not None else ()
        parts = (self.sidebar, *told, *(page.read_in_order() if page is not None else ()))
        found = next_stop(stops(*parts), QApplication.focusWidget(), forward=forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _focus_stays(self) -> bool:
        """Whether the keyboard is beside the pages, where it was pressed to come to this one."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and not self._stack.isAncestorOf(focus)

    def _make(self, key: str) -> Page:
        page = self._entries[key].factory(self._around)
        self._pages[key] = page
        if page.space == "s" and self._sitting.left and len(self._sitting.members) == 1:
            page.set_whose(_("Shared; one of you left"))
        step_changed = getattr(page, "step_changed", None)
        if step_changed is not None:
            step_changed.connect(self.sidebar.show_step)
        # Last: the first page of a stack is shown, and asks for what it shows, as soon as it is added.
        self._stack.addWidget(page)
        return page

    def tell(self, title: str, text: str) -> None:
        """Say something once over the first page, until it is put away or another page is opened."""
        self._told = QWidget(self)
        banner = Banner("own", "key", title, text, _("Close"), parent=self._told)
        banner.action_requested.connect(self._put_away)
        vbox(banner, margins=(SIDE_MARGIN, 16, SIDE_MARGIN, 0), parent=self._told)
        self._column.insertWidget(1, self._told)

    def _put_away(self) -> None:
        told, self._told = self._told, None
        if told is not None:
            told.hide()
            told.deleteLater()

    # -- what reaches every page -------------------------------------------------------------------

    def changed(self, topics: frozenset[Topic]) -> None:
        """Pages that show one of these topics refresh now if they are seen, else when they are next."""
        for page in self._pages.values():
            presenter = page.presenter
            if presenter is not None and presenter.TOPICS & topics:
                page.mark_stale()

    def unfinished(self) -> tuple[Callable[[], Outcome[None]], ...]:
        """What keeps, before a lock, what is being typed on these pages."""
        presenters: list[object] = [page.presenter for page in self._pages.values()]
        works = (one.unfinished() for one in presenters if isinstance(one, Unfinished))
        return tuple(work for work in works if work is not None)

    def inform(self, words: str) -> None:
        """A calm word in the page that is shown."""
        if self.page is not None:
            self.page.messages.inform(words)

    def refuse(self, error: UserError) -> None:
        """An error that nobody asked to hear of is said in the page that is shown."""
        if self.page is not None:
            self.page.messages.refuse(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sidebar shrinks to a rail in a narrow window."""
        super().resizeEvent(event)
        self.sidebar.fit(self.width())
