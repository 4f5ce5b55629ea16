"""A book of reflections: what binds one is handed in, since setting pages is the window's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from trustapp.domain.pictures import Picture


class Book(Protocol):
    """Pages are set as they come, so that a book of decades takes no more memory than one chapter."""

    def add(self, chapter: str, html: str, pictures: Sequence[Picture]) -> None:
        """One entry, the parts of a paper as ``docs/paper.md`` has them; another chapter begins a page."""
        ...

    def close(self) -> bytes:
        """The whole book as a file; nothing can be added any more."""
        ...


Bind = Callable[[str, str], Book]
"""Begins a book: its first page, as the parts of a paper, and the style of all of it."""
