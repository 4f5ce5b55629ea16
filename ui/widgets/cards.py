"""Cards for a wallet: two faces of 85.6 by 54 mm beside one another, to cut out and to fold.

What does not fit on two faces goes on to another card, in the same type and under the same heading:
nothing is cut off and nothing made tiny. Folded with the words inside, a card shows blank paper to whoever
opens the wallet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QSizeF

from trustapp.words import _
from ui.widgets.sheets import Area, Sheet
from ui.widgets.typesetting import UNITS, Page, Part, paginate

MM: Final = 72 / 25.4
FACE: Final = QSizeF(85.6 * MM, 54 * MM)
"""A card as it fits into a wallet."""

INSIDE: Final = 4.5 * MM
"""Between the edge of a face and its words."""

FACES: Final = 2
CARDS_ON_A_SHEET: Final = 3
_FIRST: Final = 34 * MM
_BETWEEN: Final = 18 * MM
_OFF: Final = 2 * MM
"""From the corner of a card to its mark: whoever cuts a hair beside it leaves no ink on the card."""
_MARK: Final = 4 * MM


def text_width() -> float:
    """The width of the words on a face, in layout units."""
    return (FACE.width() - 2 * INSIDE) * UNITS


def text_height() -> float:
    """The height of the words on a face, in layout units."""
    return (FACE.height() - 2 * INSIDE) * UNITS


def lay_cards(parts: Sequence[Part], paper: QSizeF) -> tuple[Sheet, ...]:
    """The cards on sheets of this size, in points."""
    faces = share_out(parts)
    cards = [faces[place : place + FACES] for place in range(0, len(faces), FACES)]
    sheets = [cards[place : place + CARDS_ON_A_SHEET] for place in range(0, len(cards), CARDS_ON_A_SHEET)]
    return tuple(_sheet(on_it, paper) for on_it in sheets)


def share_out(parts: Sequence[Part]) -> tuple[Page, ...]:
    """Faces; where the last card would have an empty one, sections begin on new faces instead."""
    faces = paginate(parts, text_height(), FACES)
    if len(faces) % FACES == 0:
        return faces
    for turned in _with_turns(parts):
        other = paginate(turned, text_height(), FACES)
        if len(other) == len(faces) + 1:
            return other
    return faces


def _with_turns(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts with a new face at one of their sections, the first section first; then at all of them."""
    places = [place for place, part in enumerate(parts) if part.section and place]
    for turning in (*({place} for place in places), set(places)):
        yield [replace(part, turn=place in turning) for place, part in enumerate(parts)]


def _sheet(cards: Sequence[Sequence[Page]], paper: QSizeF) -> Sheet:
    left = (paper.width() - FACES * FACE.width()) / 2
    areas: list[Area] = []
    cuts: list[QLineF] = []
    folds: list[QLineF] = []
    for number, faces in enumerate(cards):
        top = _FIRST + number * (FACE.height() + _BETWEEN)
        for side, face in enumerate(faces):
            areas.append(Area(face, left + side * FACE.width() + INSIDE, top + INSIDE))
        cuts += _corners(left, top)
        folds += _folds(left + FACE.width(), top)
    note = _("Print at 100 %. Cut at the marks and fold at the dashes, with the words inside.")
    return Sheet(tuple(areas), tuple(cuts), tuple(folds), note)


def _corners(left: float, top: float) -> Iterator[QLineF]:
    """Two marks at each corner of a card, outside of it and in line with its edges."""
    for x, outwards in ((left, -1), (left + FACES * FACE.width(), 1)):
        for y, away in ((top, -1), (top + FACE.height(), 1)):
            yield QLineF(QPointF(x + outwards * _OFF, y), QPointF(x + outwards * (_OFF + _MARK), y))
            yield QLineF(QPointF(x, y + away * _OFF), QPointF(x, y + away * (_OFF + _MARK)))


def _folds(x: float, top: float) -> Iterator[QLineF]:
    """Where to fold: above and below a card, never on it."""
    for y, away in ((top, -1), (top + FACE.height(), 1)):
        yield QLineF(QPointF(x, y + away * _OFF), QPointF(x, y + away * (_OFF + _MARK)))
