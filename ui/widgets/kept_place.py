"""Where the keyboard is while parts of a page are made anew."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.reading_order import stops

_ROUNDS: Final = 4
"""For how many rounds of the window something is waited for."""


class KeptPlace(QObject):
    """Brings the keyboard back to what it was at, or to what stands there now.

    Without it the toolkit gives the keyboard to the first of the window as soon as what was pressed is gone.
    """

    def __init__(self, page: QWidget, *roots: QWidget) -> None:
        super().__init__(page)
        self._page, self._roots = page, roots
        self._name, self._place, self._rounds = "", 0, 0

    def keep(self) -> None:
        """The parts are made anew in this round: the page holds the keyboard until they are seen."""
        order, focus = stops(*self._roots), QApplication.focusWidget()
        if focus is None or focus not in order:
            return
        self._name = focus.accessibleName()
        beside = [place for place, one in enumerate(order) if one.parentWidget() is focus.parentWidget()]
        # Not to the same one of its row: a second Enter would do the same to what comes after it.
        self._place = beside[0]
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rounds = _ROUNDS
        QTimer.singleShot(0, self, self._bring_back)

    def _bring_back(self) -> None:
        order = stops(*self._roots)
        if QApplication.focusWidget() is not self._page:
            return
        if not order:
            # What was put into a layout is seen a round later.
            self._rounds -= 1
            if self._rounds > 0:
                QTimer.singleShot(0, self, self._bring_back)
            return
        named = [one for one in order if self._name and one.accessibleName() == self._name]
        found = named[0] if named else order[min(self._place, len(order) - 1)]
        found.setFocus(Qt.FocusReason.OtherFocusReason)
