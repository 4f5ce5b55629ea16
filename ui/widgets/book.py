"""Binding a book: chapters are set as they come, and their pages drawn into one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QImage, QPainter

from trustapp.domain.pictures import Picture
from trustapp.words import _
from ui.widgets import paper
from ui.widgets.inking import paint_piece, write
from ui.widgets.sheets import BOTTOM, SIDE, TOP
from ui.widgets.typesetting import UNITS, Page, Part, paginate, part_of, parts_of

_HEAD_TOP: Final = 30.0
_FOOT_TOP: Final = 46.0
_SMALL: Final = 8.0
_HIGHEST: Final = 0.55
"""The part of a page that a picture may take."""
_PICTURE: Final = "picture"


class PdfBook:
    """A ``domain.books.Book``. It is made and used in one thread, whichever that is."""

    def __init__(self, front: str, css: str, size: str | None = None) -> None:
        """Begin with the first page. ``size`` is "A4" or "Letter", by default what is usual here."""
        self._css = css
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = paper.pdf_writer(self._buffer, _("Notes"), paper.page_size(size))
        points = self._writer.pageLayout().pageSize().sizePoints()
        self._width, self._height = float(points.width()), float(points.height())
        self._painter = QPainter(self._writer)
        self._chapter, self._parts = "", list(parts_of(front, css, self._text_width))
        self._pages = 0

    @property
    def _text_width(self) -> float:
        return (self._width - 2 * SIDE) * UNITS

    @property
    def _text_height(self) -> float:
        return (self._height - TOP - BOTTOM) * UNITS

    def add(self, chapter: str, html: str, pictures: Sequence[Picture]) -> None:
        """Set one entry; another chapter begins a page."""
        if chapter != self._chapter:
            self._draw()
            self._chapter = chapter
            self._parts = list(parts_of(_head(chapter), self._css, self._text_width))
        self._parts += parts_of(html, self._css, self._text_width)
        self._parts += [made for one in pictures if (made := self._picture(one)) is not None]

    def close(self) -> bytes:
        """Draw what is left, and give the file."""
        self._draw()
        self._painter.end()
        return paper.without_time(self._buffer)

    def _picture(self, picture: Picture) -> Part | None:
        """As wide as the words, and no higher than a good half of a page."""
        image = QImage.fromData(picture.data)
        if image.isNull():
            return None
        scale = min(self._text_width / image.width(), _HIGHEST * self._text_height / image.height())
        scale = min(scale, UNITS * 72 / 96)
        width, height = round(image.width() * scale), round(image.height() * scale)
        name = QUrl(_PICTURE)
        words = f'<p><img src="{_PICTURE}" width="{width}" height="{height}"/></p>'
        return part_of(words, self._css, self._text_width, before=90.0, images={name: image})

    def _draw(self) -> None:
        for number, page in enumerate(paginate(self._parts, self._text_height) if self._parts else ()):
            if self._pages:
                self._writer.newPage()
            self._pages += 1
            self._draw_page(page, first=number == 0)
        self._parts = []

    def _draw_page(self, page: Page, *, first: bool) -> None:
        self._painter.save()
        self._painter.scale(paper.DPI / 72, paper.DPI / 72)
        for piece in page:
            paint_piece(self._painter, piece, QPointF(SIDE, TOP))
        width = self._width - 2 * SIDE
        if self._chapter:
            if not first:
                write(self._painter, QRectF(SIDE, _HEAD_TOP, width, 2 * _SMALL), self._chapter, _SMALL)
            foot = QRectF(SIDE, self._height - _FOOT_TOP, width, 1.6 * _SMALL)
            write(self._painter, foot, str(self._pages), _SMALL, Qt.AlignmentFlag.AlignRight)
        self._painter.restore()


def _head(chapter: str) -> str:
    return f'<html><body><p class="title" data-keep="next">{escape(chapter)}</p></body></html>'
