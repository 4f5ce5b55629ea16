"""How long a step of scrolling the list of reflections takes, beside a bare list with as many rows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trustapp.bootstrap import Services

MANY = 50_000
STEPS = 600
PIXELS = 120
MAY = 0.016
"""Seconds: a step that takes longer is seen as a stall."""


def measure(steps: int = STEPS) -> tuple[list[float], list[float]]:
    """Seconds of each step, ours and the bare list's, in turns; rows come in as they do in the window."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QListView

    from trustapp.domain.reflections import Piece, Row
    from ui.features.reflections.row_list import RowList

    snippet = (
        Piece("We did not talk about it, and for once that was "),
        Piece("all", hit=True),
        Piece(" right"),
    )
    start = date(2026, 5, 12)

    def made(place: int) -> Row:
        day = start - timedelta(days=place // 3)
        return Row(f"{place:032x}", day, "21:10", f"Reflection {place}", snippet)

    def fetch(offset: int, count: int) -> None:
        view.rows.show_window(offset, [made(place) for place in range(offset, min(offset + count, MANY))])

    view, bare = RowList(), QListView()
    view.rows.window_wanted.connect(fetch)
    view.rows.begin(MANY, [made(place) for place in range(60)])
    bare.setModel(QStringListModel([f"Reflection {place}" for place in range(MANY)]))
    bare.setUniformItemSizes(True)
    bare.setHorizontalScrollBarPolicy(view.horizontalScrollBarPolicy())
    bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    for one in (view, bare):
        one.resize(312, 640)
        one.show()
    QApplication.processEvents()
    for one in (view, bare):
        # The first layout of all rows is not scrolling.
        one.verticalScrollBar().setValue(one.verticalScrollBar().maximum())
        QApplication.processEvents()
        one.verticalScrollBar().setValue(0)
        QApplication.processEvents()
    ours: list[float] = []
    other: list[float] = []
    for step in range(steps):
        # Slowly, and now and then far, as with the bar.
        far = step % 50 == 49
        for one, taken in ((view, ours), (bare, other)):
            bar = one.verticalScrollBar()
            began = time.perf_counter()
            bar.setValue((bar.maximum() * step // steps) if far else bar.value() + PIXELS)
            one.viewport().repaint()
            QApplication.processEvents()
            taken.append(time.perf_counter() - began)
    for one in (view, bare):
        one.close()
    return ours, other


def opening(services: Services) -> Callable[[], None]:
    """Makes the page of reflections anew, shows it and paints its first lines."""
    from PySide6.QtWidgets import QApplication

    from ui.features.reflections.page import ReflectionsPage
    from ui.features.reflections.presenter import ReflectionsPresenter
    from ui.features.reflections.sheet_presenter import SheetPresenter
    from ui.shell.jobs import InlineJobs

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    reflections, jobs, shown = services.reflections, InlineJobs(), []

    def go() -> None:
        sheet = SheetPresenter(reflections, jobs)
        nowhere: Any = None
        page = ReflectionsPage(ReflectionsPresenter(reflections, services.suggestions, sheet, jobs, nowhere))
        page.resize(1032, 760)
        page.show()
        app.processEvents()
        page.list.viewport().repaint()
        if not page.list.rows.rowCount():
            raise RuntimeError("the page opened without its lines")
        shown.append(page)
        page.hide()

    return go


def p99(taken: list[float]) -> float:
    """The step that one in a hundred is slower than."""
    return sorted(taken)[len(taken) * 99 // 100]


def main() -> int:
    """Print the table; 1 when a step is seen as a stall."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    ours, other = measure()
    slow, bare = p99(ours), p99(other)
    print(f"\nOne step of scrolling {MANY:,} reflections, p99 in ms; beside it a bare list of plain rows:")
    verdict = "met" if slow <= MAY else "not met"
    print(f"{1000 * slow:>8.1f}{1000 * bare:>8.1f}{slow / bare:>8.2f}{1000 * MAY:>6.0f}  {verdict}")
    del app
    return 0 if slow <= MAY else 1


if __name__ == "__main__":
    sys.exit(main())
