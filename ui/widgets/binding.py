"""Begins a book of reflections; what sets its pages is loaded when somebody wants one, not at the start."""

from __future__ import annotations

from trustapp.domain.books import Book


def bind(front: str, css: str) -> Book:
    """See ``domain.books.Bind``."""
    from ui.widgets.book import PdfBook

    return PdfBook(front, css)
