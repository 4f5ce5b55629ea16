"""A paper ready to be shown, printed or saved: the preview and every output draw the same pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import (
    QBuffer,
    QFileDevice,
    QIODevice,
    QLocale,
    QMarginsF,
    QPointF,
    QRectF,
    QSaveFile,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from trustapp.domain.errors import UserError
from trustapp.words import _
from ui.widgets import cards
from ui.widgets.inking import paint_marks, paint_piece, write
from ui.widgets.sheets import BOTTOM, NARROW_BOTTOM, NARROW_SIDE, NARROW_TOP, SIDE, TOP, Area, Sheet
from ui.widgets.typesetting import UNITS, Page, paginate, parts_of

A4: Final = "A4"
LETTER: Final = "Letter"
_SIZES: Final[Mapping[str, QPageSize.PageSizeId]] = {
    A4: QPageSize.PageSizeId.A4,
    LETTER: QPageSize.PageSizeId.Letter,
}
_LETTER_COUNTRIES: Final = frozenset(
    {
        QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico,
        QLocale.Country.Philippines, QLocale.Country.PuertoRico, QLocale.Country.Chile,
        QLocale.Country.Colombia, QLocale.Country.Venezuela, QLocale.Country.CostaRica,
        QLocale.Country.Guatemala, QLocale.Country.Panama, QLocale.Country.ElSalvador,
        QLocale.Country.Nicaragua,
    }
)  # fmt: skip
"""Where Letter lies in the printer's tray."""

# All lengths in points.
_HEAD_TOP: Final = 30.0
_FOOT_TOP: Final = 46.0
_NUMBER_WIDTH: Final = 80.0
_NOTE_TOP: Final = 40.0

DPI: Final = 1200
"""Of every PDF: fine enough that no line is drawn anywhere else than it was set."""
_MADE_AT: Final = re.compile(rb"/(?:CreationDate|ModDate) \(D:[0-9Z+'-]*\)")
_NO_METADATA: Final = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>
<?xpacket end='w'?>
"""
"""In place of what Qt would write here: the time of day and a number of its own for each file."""


class PaperSource(Protocol):
    """What is typeset: HTML and CSS of our own templates, and plain text for head and foot."""

    @property
    def title(self) -> str:
        """The neutral name for files and print jobs."""

    @property
    def html(self) -> str:
        """The parts of the paper, as docs/paper.md says."""

    @property
    def css(self) -> str:
        """How the parts look; a pixel is a tenth of a point."""

    @property
    def head(self) -> str:
        """What runs on top from the second page on."""

    @property
    def foot(self) -> str:
        """Where the paper is kept."""

    @property
    def large(self) -> bool:
        """Whether it is in large print."""

    @property
    def layout(self) -> str:
        """Where it is "card" it is set as cards; anything else fills sheets from the top."""

    @property
    def one_page(self) -> bool:
        """Whether it has to be a single page."""

    @property
    def smaller(self) -> Sequence[str]:
        """Styles with smaller type or less room, to try in turn until it is one."""

    @property
    def shorter(self) -> Sequence[str]:
        """Fewer words, which say how much they leave out, to try in turn where no style makes it one."""


def usual_size() -> str:
    """The size of paper that is usual where this computer is."""
    return LETTER if QLocale().territory() in _LETTER_COUNTRIES else A4


def typeset(source: PaperSource, size: str | None = None) -> Paper:
    """Lay a paper out on A4 or Letter, by default on what is usual here."""
    name = size or usual_size()
    points = QPageSize.size(_SIZES[name], QPageSize.Unit.Point)
    if source.layout == "card":
        parts = parts_of(source.html, source.css, cards.text_width())
        sheets = cards.lay_cards(parts, QSizeF(points))
    else:
        sheets = _set(source, points.width(), points.height())
    return Paper(source, QPageSize(_SIZES[name]), sheets)


def _set(source: PaperSource, width: float, height: float) -> tuple[Sheet, ...]:
    """Fill sheets from the top; where it can be one page, with most words in the largest style that fits.

    The smallest style comes first: where that does not fit, no other is tried, however long the paper is.
    """
    styles = (source.css, *source.smaller)
    for html in (source.html, *source.shorter):
        sheets = _sheets(source, html, styles[-1], width, height)
        if len(sheets) == 1:
            tries = (_sheets(source, html, css, width, height) for css in styles[:-1])
            return next((larger for larger in tries if len(larger) == 1), sheets)
    return sheets if source.one_page else _sheets(source, source.html, source.css, width, height)


def _sheets(source: PaperSource, html: str, css: str, width: float, height: float) -> tuple[Sheet, ...]:
    """The sheets of these words in one style."""
    left, top, bottom = SIDE, TOP, BOTTOM
    if source.one_page:
        left, top, bottom = NARROW_SIDE, NARROW_TOP, NARROW_BOTTOM
    parts = parts_of(html, css, (width - 2 * left) * UNITS)
    pages = paginate(parts, (height - top - bottom) * UNITS)
    return tuple(Sheet((Area(page, left, top),)) for page in pages)


class Paper:
    """Laid out pages. Nothing of it leaves memory before a person saves or prints it."""

    def __init__(self, source: PaperSource, size: QPageSize, sheets: tuple[Sheet, ...]) -> None:
        """Take what ``typeset`` laid out."""
        self._source, self._size, self.sheets = source, size, sheets

    @property
    def pages(self) -> tuple[Page, ...]:
        """What is set on each sheet, in reading order."""
        return tuple(tuple(sheet.pieces()) for sheet in self.sheets)

    @property
    def fits(self) -> bool:
        """False where it has to be a single page and is not, in the smallest type that can be read."""
        return not self._source.one_page or self.page_count == 1

    @property
    def title(self) -> str:
        """The neutral name for files and print jobs."""
        return self._source.title

    @property
    def page_count(self) -> int:
        """How many sheets it takes."""
        return len(self.sheets)

    @property
    def qt_size(self) -> QPageSize:
        """The size of a sheet as printers know it."""
        return self._size

    @property
    def size(self) -> QSizeF:
        """The size of a sheet in points."""
        return QSizeF(self._size.sizePoints())

    def page_text(self, index: int) -> str:
        """The words of a page in reading order, for those who cannot see it."""
        words = [piece.text for piece in self.pages[index]]
        if note := self.sheets[index].note:
            return "\n".join([note, *words, self._number(index)])
        if index and self._source.head:
            words.insert(0, self._source.head)
        return "\n".join([*words, self._source.foot, self._number(index)])

    def _number(self, index: int) -> str:
        return _("{page} of {pages}").format(page=index + 1, pages=self.page_count)

    # -- painting ----------------------------------------------------------------------------------

    def paint_page(self, painter: QPainter, index: int) -> None:
        """Draw one sheet; one unit of the painter is one point."""
        sheet = self.sheets[index]
        if sheet.note:
            self._paint_line(painter, sheet, _NOTE_TOP, sheet.note)
        elif index and self._source.head:
            self._paint_line(painter, sheet, _HEAD_TOP, self._source.head)
        for area in sheet.areas:
            for piece in area.pieces:
                paint_piece(painter, piece, QPointF(area.left, area.top))
        paint_marks(painter, sheet)
        self._paint_foot(painter, sheet, index)

    def _paint_line(self, painter: QPainter, sheet: Sheet, top: float, text: str) -> None:
        width = self.size.width() - 2 * sheet.edge
        write(painter, QRectF(sheet.edge, top, width, 3 * self._small), text, self._small)

    def _paint_foot(self, painter: QPainter, sheet: Sheet, index: int) -> None:
        width = self.size.width() - 2 * sheet.edge
        top = self.size.height() - _FOOT_TOP
        kept = QRectF(sheet.edge, top, width - _NUMBER_WIDTH - 12, 3 * self._small)
        number = QRectF(sheet.edge + width - _NUMBER_WIDTH, top, _NUMBER_WIDTH, 1.6 * self._small)
        if not sheet.note:
            # On a sheet that is cut up the place stands on the card: what is left over tells nothing.
            write(painter, kept, self._source.foot, self._small)
        write(painter, number, self._number(index), self._small, Qt.AlignmentFlag.AlignRight)

    @property
    def _small(self) -> float:
        return 11 if self._source.large else 8

    # -- ways out ----------------------------------------------------------------------------------

    def to_images(self, dpi: int = 96) -> list[QImage]:
        """Each page as a picture on white."""
        scale = dpi / 72
        found = []
        for index in range(self.page_count):
            image = QImage((self.size * scale).toSize(), QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(scale, scale)
            self.paint_page(painter, index)
            painter.end()
            found.append(image)
        return found

    def to_pdf(self, target: Path | QIODevice) -> None:
        """Write a PDF: into an open device, or beside a file and then in its place.

        The file is for its owner alone. Codes: paper.not_saved.
        """
        data = self._pdf()
        if isinstance(target, QIODevice):
            if target.write(data) != len(data):
                raise UserError("paper.not_saved")
            return
        file = QSaveFile(str(target))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise UserError("paper.not_saved")
        file.setPermissions(QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner)
        if file.write(data) != len(data) or not file.commit():
            raise UserError("paper.not_saved")

    def _pdf(self) -> bytes:
        """The file's bytes: the text can be selected, and nothing tells when or by what it was made."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = pdf_writer(buffer, self.title, self._size)
        painter = QPainter(writer)
        for index in range(self.page_count):
            if index:
                writer.newPage()
            painter.save()
            painter.scale(DPI / 72, DPI / 72)
            self.paint_page(painter, index)
            painter.restore()
        painter.end()
        return without_time(buffer)


def page_size(name: str | None = None) -> QPageSize:
    """A4 or Letter, by default what is usual here."""
    return QPageSize(_SIZES[name or usual_size()])


def pdf_writer(target: QIODevice, title: str, size: QPageSize) -> QPdfWriter:
    """What writes a PDF that tells nothing of what made it."""
    writer = QPdfWriter(target)
    writer.setTitle(title)
    writer.setCreator("")
    writer.setDocumentXmpMetadata(_NO_METADATA)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DPI)
    return writer


def without_time(buffer: QBuffer) -> bytes:
    """The bytes of a PDF without when it was made."""
    # Blanks of the same length: the file's table of places stays true.
    return _MADE_AT.sub(lambda found: b" " * len(found[0]), bytes(buffer.data().data()))
