"""Icons and identity marks as pixmaps: tinted, sharp at every pixel ratio, drawn once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from trustapp import places
from ui.widgets import look

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

MIRRORED = frozenset({"left", "right", "withdraw", "swap", "list"})
"""Icons that point along the line of reading and turn round where it runs from right to left."""

_FRINGE = 0.075
"""Width of a mark's ring as a part of its size."""


def pixmap(name: str, colour: str = "ink2", size: int = 20, gap: int = 0) -> QPixmap:
    """An icon in a token's colour; ``gap`` adds empty space at its end, between it and the words."""
    rtl = QGuiApplication.isRightToLeft()
    return _drawn(name, look.value(colour), size, gap, _ratio(), rtl)


def icon(name: str, colour: str = "ink2", size: int = 20, gap: int = 0) -> QIcon:
    """An icon for a button; where that is off, the style fades it."""
    # Not at the top: QIcon brings the names of every theme icon there is, and few pages have such a button.
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, colour, size, gap))


def mark(who: str, size: int = 20, *, left_half: bool | None = None, colour: str | None = None) -> QPixmap:
    """The mark of a place: "a" left half, "b" right half, "s" and "n" whole. Never mirrored.

    ``left_half`` overrides the half, for a person whose hue and place differ.
    """
    who = look.space(who)
    half = {"a": True, "b": False}.get(who) if left_half is None or who in ("s", "n") else left_half
    return _marked(look.value(colour or who), size, half, _ratio())


def window_icon() -> QIcon:
    """The neutral icon of the window: it says nothing about what the program is."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for name, size in (("app-icon-small", 16), ("app-icon-small", 32), ("app-icon", 64), ("app-icon", 256)):
        made.addPixmap(_drawn(name, look.value("n"), size, 0, 1.0, False))
    return made


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return places.resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, gap: int, ratio: float, rtl: bool) -> QPixmap:
    canvas = _canvas(size + gap, size, ratio)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if rtl:
        painter.translate(gap, 0)
        if name in MIRRORED:
            painter.translate(size, 0)
            painter.scale(-1, 1)
    data = QByteArray(_source(name).replace("currentColor", colour).encode())
    QSvgRenderer(data).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return canvas


@lru_cache(maxsize=64)
def _marked(colour: str, size: int, left_half: bool | None, ratio: float) -> QPixmap:
    canvas = _canvas(size, size, ratio)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QRectF(1, 1, size - 2, size - 2), colour, left_half)
    painter.end()
    return canvas


def paint_mark(painter: QPainter, box: QRectF, colour: str, left_half: bool | None) -> None:
    """Draw a mark: a ring with one half filled, or both halves with a gap between them (None)."""
    ink = look.colour(colour)
    painter.save()
    if left_half is None:
        gap = max(1.2, box.width() * 0.05)
        inner = box.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(_half(inner.translated(-gap / 2, 0), 90))
        painter.drawPath(_half(inner.translated(gap / 2, 0), 270))
    else:
        width = max(1.4, box.width() * _FRINGE)
        ring = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(ink, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPath(_half(ring, 90 if left_half else 270))
    painter.restore()


def _half(box: QRectF, start: float) -> QPainterPath:
    path = QPainterPath(QPointF(box.center()))
    path.arcTo(box, start, 180)
    path.closeSubpath()
    return path


def _canvas(width: int, height: int, ratio: float) -> QPixmap:
    canvas = QPixmap(round(width * ratio), round(height * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    return canvas
