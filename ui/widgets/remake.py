"""A picture made anew: of the file that somebody chose nothing is kept but what is seen.

Only four kinds of files are read, each by the reader of its own kind and told by its first bytes, whatever
its name says. Where it was taken, with what, and every other note in the file is gone.
"""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from trustapp.domain.errors import UserError
from trustapp.domain.pictures import LARGEST, LARGEST_SOURCE, LONGEST_SIDE, Picture

_MEGABYTES: Final = 256
"""The most memory that reading one picture may ask for."""

_QUALITIES: Final = (85, 75, 65, 55, 45)
_SMALLER: Final = 0.75
"""What is too many bytes in every quality is made this much smaller, and tried again."""


def remake(data: bytes) -> Picture:
    """See ``domain.pictures.Remake``. Codes: picture.not_read, picture.too_large."""
    if len(data) > LARGEST_SOURCE:
        raise UserError("picture.too_large", megabytes=LARGEST_SOURCE // 1024**2)
    kind = _kind(data)
    if not kind:
        raise UserError("picture.not_read")
    image = _bare(_read(data, kind))
    if _is_transparent(image):
        png = _written(image, b"png")
        if len(png) <= LARGEST:
            return Picture(png, image.width(), image.height(), "image/png")
    return _as_jpeg(_on_white(image))


def _kind(data: bytes) -> str:
    """By its first bytes; "" for what is not read."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def _read(data: bytes, kind: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST_SIDE:
        # Told before it is read, a photograph never takes the memory of its full size.
        reader.setScaledSize(_within(size))
    image = reader.read()
    if image.isNull():
        megabytes = 4 * size.width() * size.height() // 1024**2 if size.isValid() else 0
        if megabytes >= _MEGABYTES:
            raise UserError("picture.too_large", megabytes=LARGEST_SOURCE // 1024**2)
        raise UserError("picture.not_read")
    return (
        image if max(image.width(), image.height()) <= LONGEST_SIDE else _scaled(image, _within(image.size()))
    )


def _within(size: QSize) -> QSize:
    made = size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    return made.expandedTo(QSize(1, 1))


def _scaled(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _bare(image: QImage) -> QImage:
    """The same points in the colours of every screen, and nothing of what else came with the file."""
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return _painted(image, QImage.Format.Format_ARGB32, Qt.GlobalColor.transparent)


def _on_white(image: QImage) -> QImage:
    return _painted(image, QImage.Format.Format_RGB32, Qt.GlobalColor.white)


def _painted(image: QImage, form: QImage.Format, ground: Qt.GlobalColor) -> QImage:
    made = QImage(image.size(), form)
    made.fill(ground)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    image.setDevicePixelRatio(1)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _is_transparent(image: QImage) -> bool:
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    lines = (cast("memoryview", alpha.constScanLine(y)) for y in range(alpha.height()))
    return any(min(bytes(line[: alpha.width()])) < 255 for line in lines)


def _as_jpeg(image: QImage) -> Picture:
    while True:
        for quality in _QUALITIES:
            data = _written(image, b"jpeg", quality)
            if len(data) <= LARGEST:
                return Picture(data, image.width(), image.height())
        image = _scaled(image, (image.size() * _SMALLER).expandedTo(QSize(1, 1)))


def _written(image: QImage, kind: bytes, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind))
    writer.setQuality(quality)
    if not writer.write(image):
        raise UserError("picture.not_read")
    return bytes(buffer.data().data())
