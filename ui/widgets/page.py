"""The frame that every page shares: title, whose it is, messages, content that scrolls, a foot row."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from trustapp.domain.errors import UserError
from ui.ports import Presenter
from ui.widgets import look
from ui.widgets.boxes import IdentityChip
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.messages import MessageBar
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import Prose

SIDE_MARGIN = 40
RING = 4
"""Room for the focus ring beside the content, so that its edge and that of the title are one."""

CONTENT_WIDTH = 1120


class Page(QWidget):
    """A humble page: it shows values and announces wishes; its presenter decides.

    It owns its presenter, which holds only a weak reference back. It asks the presenter to refresh
    when it is shown and something changed since.
    """

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""

    def __init__(
        self,
        presenter: Presenter | None,
        title: str,
        subtitle: str = "",
        space: str = "n",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._page_presenter = presenter
        self._stale = True
        self._space = space
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Made in the order in which a screen reader reads them.
        self._build_head(title, subtitle)
        self.messages = MessageBar(self)
        self._scroll = _Scroll(self)
        self.content: QVBoxLayout = self._scroll.column
        self._foot_row = _Foot(self)
        self.foot: QHBoxLayout = self._foot_row.row
        vbox(
            hbox(RING, (self._head, 1), RING),
            hbox(RING, (self.messages, 1), RING),
            (self._scroll, 1),
            self._foot_row,
            gap=0,
            margins=(SIDE_MARGIN - RING, 24, SIDE_MARGIN - RING, 24),
            parent=self,
        )

    def _build_head(self, title: str, subtitle: str) -> None:
        self._head = QWidget(self)
        self._title = Prose(title, "title", leading=1.4)
        # Where the keyboard comes to the page itself, a screen reader says which it is.
        self.setAccessibleName(title)
        self._subtitle = Prose(subtitle, "body", tone="2")
        if not subtitle:
            self._subtitle.hide()
        self._actions = QWidget(self._head)
        self.head_actions: QHBoxLayout = hbox(parent=self._actions, gap=12)
        self._chip = IdentityChip(self._space, self._head)
        self._head_grid = QGridLayout(self._head)
        self._head_grid.setContentsMargins(0, 0, 0, 16)
        self._head_grid.setHorizontalSpacing(12)
        self._head_grid.setVerticalSpacing(2)
        self._head_grid.setColumnStretch(0, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._title.setMinimumHeight(look.height(40))
        self._head_grid.addWidget(self._title, 0, 0)
        self._head_grid.addWidget(self._actions, 0, 1, top)
        # Level with the first line of the title, however many there are.
        beside = QWidget(self._head)
        beside.setMinimumHeight(look.height(40))
        hbox(self._chip, parent=beside)
        self._head_grid.addWidget(beside, 0, 2, top)
        self._head_grid.addWidget(self._subtitle, 1, 0, 1, 3)
        self._actions_below = False

    # -- what a page shows -------------------------------------------------------------------------

    @property
    def space(self) -> str:
        """Whose page it is: "a", "b", "s" or "n"."""
        return look.space(self._space)

    @property
    def title(self) -> str:
        """The title as it reads now."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Give the page another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_whose(self, text: str) -> None:
        """Say whose page it is in other words: of a shared space that one of the two left."""
        self._chip.set_text(text)

    def set_space(self, space: str) -> None:
        """Be a page of another place: one page may serve both of one person's."""
        if space != self._space:
            self._space = space
            self._chip.set_space(space)

    def set_subtitle(self, subtitle: str) -> None:
        """The line under the title; "" leaves it out."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_foot(self, *buttons: QWidget) -> None:
        """Other buttons for the foot: the last at its end, a lone one at its start; none hides it."""
        clear(self.foot)
        for place, button in enumerate(buttons):
            if place == len(buttons) - 1 and place:
                self.foot.addStretch(1)
            self.foot.addWidget(button)
        if len(buttons) == 1:
            self.foot.addStretch(1)
        self.show_foot(bool(buttons))

    def read_in_order(self) -> tuple[QWidget, ...]:
        """The parts of the page as they are read, for the Tab key."""
        return self._head, self.messages, self._scroll, self._foot_row

    def in_foot(self, widget: QWidget) -> bool:
        """Whether a widget stands in the foot row."""
        return self._foot_row.isAncestorOf(widget)

    def show_foot(self, shown: bool) -> None:
        """Show or hide the foot row."""
        self._foot_row.setVisible(shown)

    def show_error(self, error: UserError) -> None:
        """Say in the page what was refused, and why."""
        self.messages.refuse(error)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a part of the content into view."""
        self._scroll.ensureWidgetVisible(widget, 0, 24)

    def scroll_up(self) -> None:
        """Go back to the beginning of the content."""
        self._scroll.verticalScrollBar().setValue(0)

    def open_at(self, **place: Any) -> None:
        """Go to a place within the page that another page named."""

    # -- freshness ---------------------------------------------------------------------------------

    @property
    def presenter(self) -> Presenter | None:
        """The presenter that this page owns."""
        return self._page_presenter

    def mark_stale(self) -> None:
        """Something that this page shows has changed: refresh now, or when it is shown again."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._stale and self._page_presenter is not None:
            self._stale = False
            self._page_presenter.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh where something changed since the page was last seen."""
        super().showEvent(event)
        if not event.spontaneous():
            self._refresh()
        self._arrange_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow, the actions stand under the title."""
        super().resizeEvent(event)
        self._arrange_head()

    def _arrange_head(self) -> None:
        room = self.width() - 2 * SIDE_MARGIN
        taken = self._actions.sizeHint().width() + self._chip.sizeHint().width() + 24
        title = min(self._title.sizeHint().width(), look.px(360))
        below = self.head_actions.count() > 0 and taken + title > room
        if below != self._actions_below:
            self._actions_below = below
            self._head_grid.removeWidget(self._actions)
            side = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
            self.head_actions.setContentsMargins(0, 10 if below else 0, 0, 0)
            if below:
                self._head_grid.addWidget(self._actions, 2, 0, 1, 3, side)
            else:
                self._head_grid.addWidget(self._actions, 0, 1, Qt.AlignmentFlag.AlignTop)


class _Scroll(ClearScroll):
    """The part that scrolls when text is large; its column is never wider than reads well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inner = QWidget(holder)
        inner.setMaximumWidth(CONTENT_WIDTH)
        self.column = vbox(parent=inner, margins=(RING, RING, RING, 8))
        hbox((inner, 1000), None, parent=holder)
        self.hold(holder)


class _Foot(QWidget):
    """The row at the foot of a page; there is none while nothing is in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = hbox(parent=self, gap=12, margins=(RING, 16, RING, 0))
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Show the row when it was laid out with something in it, hide it when it is empty.

        Not while a child is being added: a row that is shown in that moment leaves it hidden.
        """
        if event.type() == QEvent.Type.LayoutRequest:
            self.setVisible(self.row.count() > 0)
        return super().event(event)
