"""The paper as it will come out: white sheets on a quiet desk, drawn by the same code as the print."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.paper import Paper
from ui.widgets.scroll import ClearScroll
from ui.widgets.text import PlainLabel

_EDGE: Final = 20
_GAP: Final = 16
_WIDEST: Final = 760
_NARROWEST: Final = 120
_RADIUS: Final = 12


class PrintPreview(QWidget):
    """Shows every page of a paper; Page Up and Page Down turn them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = _Desk(self)
        self._where = PlainLabel("", "small", tone="2")
        self._back = Button("", "quiet", icon="left")
        self._back.setAccessibleName(_("Previous page"))
        self._back.clicked.connect(self._desk.turn_back)
        self._on = Button("", "quiet", icon="right")
        self._on.setAccessibleName(_("Next page"))
        self._on.clicked.connect(self._desk.turn_on)
        self._turning = QWidget(self)
        hbox(None, self._back, self._where, self._on, None, gap=12, parent=self._turning)
        vbox((self._desk, 1), self._turning, gap=4, margins=(8, 8, 8, 8), parent=self)
        self._desk.turned.connect(self._tell)
        self._turning.hide()
        look.follow(self)

    def restyle(self) -> None:
        """Take the colours of the present look."""
        self.update()

    def show_paper(self, paper: Paper) -> None:
        """Show another paper, from its first page or from where one was reading."""
        self._desk.show_paper(paper)
        self._turning.setVisible(paper.page_count > 1)

    @property
    def page(self) -> int:
        """The index of the page that is looked at."""
        return self._desk.page

    @property
    def page_count(self) -> int:
        """How many pages lie on the desk."""
        return len(self._desk.sheets)

    def _tell(self, page: int) -> None:
        self._where.setText(_("Page {page} of {pages}").format(page=page + 1, pages=self.page_count))
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page + 1 < self.page_count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The desk."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("line"))
        painter.setBrush(look.colour("side"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class _Desk(ClearScroll):
    """The sheets below one another, as wide as there is room for."""

    turned = Signal(int)
    """Another page is looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheets: list[_Sheet] = []
        self.page = 0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The paper as it will come out"))
        self._holder = QWidget()
        self._holder.setProperty("ground", "clear")
        self.hold(self._holder)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_paper(self, paper: Paper) -> None:
        """Lay the pages of this paper on the desk."""
        for sheet in self.sheets[paper.page_count :]:
            sheet.hide()
            sheet.deleteLater()
        del self.sheets[paper.page_count :]
        for index in range(paper.page_count):
            if index == len(self.sheets):
                self.sheets.append(_Sheet(self._holder))
            self.sheets[index].show_page(paper, index)
        self._fit()
        self.page = min(self.page, len(self.sheets) - 1)
        self.turned.emit(self.page)

    def turn_back(self) -> None:
        """To the page before."""
        self._turn_to(self.page - 1)

    def turn_on(self) -> None:
        """To the next page."""
        self._turn_to(self.page + 1)

    def _turn_to(self, page: int) -> None:
        if not self.sheets:
            return
        page = max(0, min(page, len(self.sheets) - 1))
        self.verticalScrollBar().setValue(self.sheets[page].y() - _GAP)
        self._look_at(page)

    def _scrolled(self) -> None:
        """The page that fills the middle of the desk is the one that is looked at."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        above = [index for index, sheet in enumerate(self.sheets) if sheet.y() <= middle]
        self._look_at(above[-1] if above else 0)

    def _look_at(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.turned.emit(page)

    def _fit(self) -> None:
        """Set every sheet below the one before, in the middle of the desk."""
        room = self.viewport().width()
        width = max(_NARROWEST, min(room - 2 * _EDGE, _WIDEST))
        top = _GAP
        for sheet in self.sheets:
            sheet.setGeometry((room - width) // 2, top, width, sheet.height_for(width))
            sheet.show()
            top += sheet.height() + _GAP
        self._holder.setMinimumHeight(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheets follow the width."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by the keys that are named so; Home and End go to the first and the last."""
        moves = {
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.sheets) - 1,
        }
        if event.key() in moves:
            self._turn_to(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    """One page, white in every theme; its words are its description for those who cannot see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._paper: Paper | None = None
        self._index = 0

    def show_page(self, paper: Paper, index: int) -> None:
        """Show this page of this paper."""
        self._paper, self._index = paper, index
        self.setAccessibleName(_("Page {page} of {pages}").format(page=index + 1, pages=paper.page_count))
        self.setAccessibleDescription(paper.page_text(index))
        self.update()

    def height_for(self, width: int) -> int:
        """How high the sheet is in this width."""
        size = self._paper.size if self._paper is not None else QSizeF(1, 1)
        return round(width * size.height() / size.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page, and a fine edge round it."""
        if self._paper is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        painter.save()
        scale = self.width() / self._paper.size.width()
        painter.scale(scale, scale)
        self._paper.paint_page(painter, self._index)
        painter.restore()
        painter.setPen(look.pen("control"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
