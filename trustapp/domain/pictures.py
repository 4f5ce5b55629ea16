"""A picture as it is kept: made anew by this program, small, and without what a camera wrote into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

LONGEST_SIDE: Final = 1_600
"""Pixels."""
LARGEST: Final = 512 * 1024
"""Bytes of one picture as it is kept."""
MOST: Final = 300
"""The most pictures in one private space: the file is looked at whole whenever it is closed."""
MOST_EACH: Final = 12
"""The most pictures of one reflection."""
LARGEST_SOURCE: Final = 40 * 1024 * 1024
"""Bytes of a file that is looked at at all."""


@dataclass(frozen=True)
class Picture:
    """A picture as JPEG or PNG. ``width`` and ``height`` in pixels, ``mime`` "image/jpeg" or "image/png"."""

    data: bytes
    width: int
    height: int
    mime: str = "image/jpeg"


Remake = Callable[[bytes], Picture]
"""Makes a picture of the bytes of a file: within ``LONGEST_SIDE`` and ``LARGEST``, with nothing of the file
in it but what is seen. Codes: picture.not_read (no picture of a known kind), picture.too_large.
"""
