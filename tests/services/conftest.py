"""Services are tested on real encrypted files."""

from __future__ import annotations

from tests.homes import alone, couple, two_people

__all__ = ["alone", "couple", "two_people"]
