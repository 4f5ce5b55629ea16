"""Laying out a paper: its parts are measured one by one and then shared out among pages.

Qt breaks the rows of a table wherever a page ends. Here each part of the page (a heading, a line of
the agreement with all that belongs to it) is a document of its own, so that a page can only end
between two of them. Lengths are tenths of a point; fonts have pixel sizes and no device is asked, so
that the layout is the same for screen, printer and file.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument, QTextLayout, QTextOption

UNITS: Final = 10
"""Layout units in one point."""

HEADING: Final = "head"
"""The class of a part that heads the parts after it."""

LEAST_SLICE: Final = 0.25
"""The part of a page that must be free to begin a part there which is longer than a page."""

_ROUNDING: Final = 0.01


class SealedDocument(QTextDocument):
    """A text document that never loads anything, whatever its HTML names."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Serve nothing."""
        return None


@dataclass(frozen=True)
class TextLine:
    """One laid out line of text inside a part: from ``top`` to ``bottom`` of it."""

    layout: QTextLayout
    number: int
    origin: QPointF
    top: float
    bottom: float
    text: str

    @property
    def ends_paragraph(self) -> bool:
        """Whether a new paragraph follows."""
        return self.number == self.layout.lineCount() - 1

    def draw(self, painter: QPainter) -> None:
        """Draw this line and no other: Qt's own drawing of a clipped text adds the line before."""
        self.layout.lineAt(self.number).draw(painter, self.origin)


@dataclass(frozen=True)
class Part:
    """One top-level element of the paper, laid out on its own.

    ``before`` is the space over it, unless it begins a page. ``keep`` binds it to the next part.
    ``section`` marks a place where a page may well begin, ``turn`` one where it has to.
    """

    kind: str
    document: SealedDocument
    height: float
    before: float
    keep: bool
    lines: tuple[TextLine, ...]
    section: bool = False
    turn: bool = False

    def best_cut(self, top: float, room: float, *, within_paragraphs: bool = False) -> float | None:
        """The lowest place in (top, top + room] that cuts no line of text, or None.

        It lies between two paragraphs, unless it may lie within them.
        """
        last = max((line.bottom for line in self.lines), default=0)
        lowest = min(top + room, last - 1)
        places = [
            line.bottom
            for line in self.lines
            if top < line.bottom <= lowest and (within_paragraphs or line.ends_paragraph)
        ]
        clear = [place for place in places if not self._cuts_text(place, within_paragraphs)]
        return max(clear, default=None)

    def _cuts_text(self, place: float, within_paragraphs: bool) -> bool:
        """Whether text beside this place would be cut: a line of it, or a paragraph that may not be."""
        if any(line.top < place < line.bottom for line in self.lines):
            return True
        above = {id(line.layout) for line in self.lines if line.bottom <= place}
        below = {id(line.layout) for line in self.lines if line.top >= place}
        return not within_paragraphs and bool(above & below)


@dataclass(frozen=True)
class Piece:
    """A part, or a slice of one that is longer than a page, at its place on a page.

    ``top`` is its place in the text area; ``begin`` and ``end`` are the slice of the part. ``again`` is a
    heading that stands on an earlier page as well.
    """

    part: Part
    top: float
    begin: float
    end: float
    again: bool = False

    @property
    def whole(self) -> bool:
        """Whether the entire part is here."""
        return self.begin == 0 and self.end == self.part.height

    @property
    def bottom(self) -> float:
        """Where it ends in the text area."""
        return self.top + self.end - self.begin

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines of text that are here."""
        return tuple(line for line in self.part.lines if self.begin <= line.top and line.bottom <= self.end)

    @property
    def text(self) -> str:
        """The words that are here, in reading order."""
        return " ".join(line.text for line in self.lines if line.text)


Page = tuple[Piece, ...]


def parts_of(html: str, css: str, width: float) -> tuple[Part, ...]:
    """The top-level elements of the body, each laid out in this width.

    Raises ParseError where the HTML is not well-formed: it comes from our own templates.
    """
    body = ElementTree.fromstring(html).find("body")
    if body is None:
        raise ValueError("a paper has a body")
    return tuple(_laid_out(element, css, width) for element in body)


def _laid_out(element: ElementTree.Element, css: str, width: float) -> Part:
    before, keep = float(element.get("data-before", "0")), element.get("data-keep") == "next"
    element.tail = None
    words = ElementTree.tostring(element, encoding="unicode", method="html")
    document = _document(words, css, width)
    kind = element.get("class", element.tag)
    section = element.get("data-section") == "next"
    return Part(kind, document, document.size().height(), before, keep, tuple(_lines(document)), section)


def part_of(words: str, css: str, width: float, *, before: float, images: Mapping[QUrl, QImage]) -> Part:
    """A part with pictures in it, which are given by the names that the words use."""
    document = _document(words, css, width, images)
    return Part("picture", document, document.size().height(), before, False, tuple(_lines(document)))


def _document(
    words: str, css: str, width: float, images: Mapping[QUrl, QImage] | None = None
) -> SealedDocument:
    document = SealedDocument()
    for name, image in (images or {}).items():
        document.addResource(QTextDocument.ResourceType.ImageResource, name, image)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(plain_font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(css)
    document.setTextWidth(width)
    document.setHtml(words)
    return document


def plain_font(*families: str, points: float = 1) -> QFont:
    """A font of a size in points, for a painter whose unit is a layout unit.

    Without ligatures: in a file they are single signs, which a search for the word does not find.
    """
    font = QFont(list(families) or ["Noto Serif", "Charter", "Georgia", "serif"])
    font.setPixelSize(round(points * UNITS))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def _lines(document: QTextDocument) -> Iterator[TextLine]:
    """Every line of text, in the order in which it is written."""
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        origin = document.documentLayout().blockBoundingRect(block).topLeft()
        for number in range(layout.lineCount() if block.text() else 0):
            line = layout.lineAt(number)
            top = origin.y() + line.y()
            begin = line.textStart()
            text = block.text()[begin : begin + line.textLength()].strip()
            yield TextLine(layout, number, origin, top, top + line.height(), text)
        block = block.next()


def paginate(parts: Sequence[Part], height: float, heads_every: int = 0) -> tuple[Page, ...]:
    """Share the parts out among pages of this height.

    A part is cut only where it is too long for a page together with the headings bound to it, and
    then between two lines of its text. Every so many pages, where ``heads_every`` says so, a page that
    goes on with what is under a heading has that heading again.
    """
    pages = _Pages(height, heads_every)
    for run in _runs(parts):
        if run[0].turn or not pages.has_room_for(run):
            pages.turn()
        for part in run:
            pages.put(part)
    return pages.done()


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts that are bound together: headings and the part that follows them."""
    run: list[Part] = []
    for part in parts:
        run.append(part)
        if not part.keep:
            yield run
            run = []
    if run:
        yield run


class _Pages:
    """The pages as they fill."""

    def __init__(self, height: float, heads_every: int) -> None:
        self._height, self._heads_every = height, heads_every
        self._heading: Part | None = None
        self._full: list[Page] = []
        self._page: list[Piece] = []
        self._used = 0.0

    def has_room_for(self, run: Sequence[Part]) -> bool:
        """Whether these fit below what is there, or at least begin well where they need more than a page."""
        if not self._page:
            return True
        wanted = sum(part.before + part.height for part in run)
        if wanted - run[0].before > self._height:
            wanted -= run[-1].height - LEAST_SLICE * self._height
        return self._used + wanted <= self._height + _ROUNDING

    def turn(self) -> None:
        """Begin a new page."""
        self._full.append(tuple(self._page))
        self._page, self._used = [], 0.0

    def put(self, part: Part) -> None:
        """Set a part below what is there."""
        if part.section or part.kind == HEADING:
            self._heading = part if part.kind == HEADING else None
        self._head_again(part, part.height)
        top = self._used + (part.before if self._page else 0)
        begin = 0.0
        while top + part.height - begin > self._height + _ROUNDING:
            room = self._height - top
            cut = part.best_cut(begin, room)
            if cut is None and (not self._page or self._page[-1].part.keep):
                # Alone on a page, or under its heading, which must not stay behind by itself.
                cut = part.best_cut(begin, room, within_paragraphs=True)
            if cut is not None:
                self._set(part, top, begin, cut)
                begin = cut
            elif not self._page:
                break
            self.turn()
            self._head_again(part, part.height - begin)
            top = self._used
        self._set(part, top, begin, part.height)

    def _head_again(self, part: Part, height: float) -> None:
        """Begin a page with the heading of what goes on there, unless this part would be cut for it."""
        heading = self._heading
        if heading is None or heading is part or self._page or not self._heads_every:
            return
        fits = heading.height + height <= self._height or height > self._height
        if len(self._full) % self._heads_every == 0 and fits:
            self._page.append(Piece(heading, 0.0, 0.0, heading.height, again=True))
            self._used = heading.height

    def _set(self, part: Part, top: float, begin: float, end: float) -> None:
        self._page.append(Piece(part, top, begin, end))
        self._used = top + end - begin

    def done(self) -> tuple[Page, ...]:
        """All pages; a paper has one at least."""
        if self._page or not self._full:
            self.turn()
        return tuple(self._full)
