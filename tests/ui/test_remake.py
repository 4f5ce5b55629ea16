"""Pictures made anew: small, upright, and with nothing of the file in them but what is seen."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageWriter

from trustapp.domain.errors import UserError
from trustapp.domain.pictures import LARGEST, LONGEST_SIDE, Picture
from ui.widgets.remake import remake

CANARY = "Marmalade"


def written(image: QImage, kind: str = "png", quality: int = 90) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    writer.setQuality(quality)
    assert writer.write(image)
    return bytes(buffer.data().data())


def an_image(width: int = 64, height: int = 32, colour: str = "#336699") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def noise(width: int, height: int) -> QImage:
    data = random.Random(1).randbytes(4 * width * height)
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def read(picture: Picture) -> QImage:
    image = QImage.fromData(picture.data)
    assert (image.width(), image.height()) == (picture.width, picture.height)
    return image


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """The file as a camera writes it that was held on its side; with a place in it."""
    note = CANARY.encode() + b"\0"
    tags = struct.pack("<HHHIHHHHII", 2, 0x0112, 3, 1, orientation, 0, 0x010E, 2, len(note), 38)
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + tags + struct.pack("<I", 0) + note
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_the_kinds_that_are_read_become_a_jpeg(kind: str) -> None:
    picture = remake(written(an_image(), kind))
    assert (picture.width, picture.height, picture.mime) == (64, 32, "image/jpeg")
    assert picture.data.startswith(b"\xff\xd8\xff")
    colour = read(picture).pixelColor(5, 5)
    assert abs(colour.blue() - 0x99) < 12


def test_of_a_moving_picture_the_first_is_kept() -> None:
    gif = (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00"
        b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"
    )
    assert read(remake(gif)).pixelColor(0, 0).red() > 240


def test_a_large_picture_is_made_smaller_in_its_shape() -> None:
    picture = remake(written(an_image(4000, 1000), "jpeg"))
    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)
    assert remake(written(an_image(5000, 1))).height == 1


def test_a_picture_that_was_taken_sideways_stands_upright() -> None:
    image = an_image(3200, 1600)
    for x in range(1600):
        for y in range(0, 1600, 1600):
            image.setPixelColor(x, y, QColor("red"))
    picture = remake(with_orientation(written(image, "jpeg"), 6))
    assert (picture.width, picture.height) == (LONGEST_SIDE // 2, LONGEST_SIDE)


def test_nothing_of_the_file_but_what_is_seen_is_kept() -> None:
    image = an_image()
    image.setText("Comment", CANARY)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    image.setDotsPerMeterX(1234)
    clear = QImage(image)
    clear.setPixelColor(0, 0, QColor(0, 0, 0, 0))
    clear.setText("Comment", CANARY)
    sources = [written(image), written(clear), with_orientation(written(image, "jpeg"), 1)]
    assert CANARY.encode() in sources[2]
    for source in sources:
        picture = remake(source)
        made = read(picture)
        assert CANARY.encode() not in picture.data
        assert made.textKeys() == []
        assert b"Exif" not in picture.data
        assert b"ICC_PROFILE" not in picture.data
        assert b"iCCP" not in picture.data
        assert made.dotsPerMeterX() != 1234


def test_what_one_can_see_through_stays_so_where_it_fits() -> None:
    image = an_image()
    image.setPixelColor(3, 3, QColor(0, 0, 0, 0))
    picture = remake(written(image))
    assert picture.mime == "image/png"
    assert read(picture).pixelColor(3, 3).alpha() == 0
    large = noise(900, 900).convertToFormat(QImage.Format.Format_ARGB32)
    large.setPixelColor(3, 3, QColor(0, 0, 0, 0))
    picture = remake(written(large))
    assert picture.mime == "image/jpeg"
    assert read(picture).pixelColor(3, 3).lightness() > 0
    assert len(picture.data) <= LARGEST


def test_a_picture_is_within_its_bytes_whatever_is_on_it() -> None:
    picture = remake(written(noise(1600, 1600), "jpeg", 95))
    assert len(picture.data) <= LARGEST
    assert read(picture).width() > 400


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_bomb(side: int) -> bytes:
    """A small file that says it is a huge picture."""
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "picture.not_read"),
        (b"words", "picture.not_read"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
            "picture.not_read",
        ),
        (b"BM" + bytes(100), "picture.not_read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture.not_read"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture.not_read"),
        (b"GIF89a" + bytes(50), "picture.not_read"),
        (b"RIFF\x00\x00\x00\x00WEBP" + bytes(50), "picture.not_read"),
        (a_bomb(60_000), "picture.too_large"),
    ],
    ids=["nothing", "words", "svg", "bmp", "png", "jpeg", "gif", "webp", "bomb"],
)
@pytest.mark.qt_log_ignore(".*")
def test_what_is_no_picture_of_a_known_kind_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(UserError) as refused:
        remake(data)
    assert refused.value.code == expected


def test_a_file_is_read_by_its_first_bytes_and_by_nothing_else() -> None:
    """A TIFF within a PNG's beginning is nobody's picture: each kind has its reader and no other is tried."""
    tiff = written(an_image(), "tiff")
    with pytest.raises(UserError, match=r"picture\.not_read"):
        remake(tiff)
