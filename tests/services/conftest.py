"""Services are tested on real encrypted files."""

from __future__ import annotations

from tests.homes import alone, couple

__all__ = ["alone", "couple"]
