"""The way of the Tab key: as things are read, not as they were made.

The toolkit goes by the order in which widgets were made, and a page makes some of them anew while it is
used. What stands for something of its own (a field for its line) cannot be moved there at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def stops(*roots: QWidget) -> list[QWidget]:
    """Everything in these that Tab comes to now, in the order of their layouts."""
    return [widget for root in roots for widget in _reached(root)]


def next_stop(order: list[QWidget], current: QWidget | None, *, forward: bool) -> QWidget | None:
    """Where Tab leads from here, round at the ends; None where nothing can be reached."""
    if not order:
        return None
    if current not in order:
        return order[0] if forward else order[-1]
    return order[(order.index(current) + (1 if forward else -1)) % len(order)]


def _reached(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible():
        return
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if takes and widget.isEnabled():
        yield widget
    layout = widget.layout()
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _reached(inside)
    elif layout is not None:
        yield from _in_layout(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from _reached(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _reached(widget)
        elif inner is not None:
            yield from _in_layout(inner)
