"""Words to take over by one press, closed until somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, clear, hbox, vbox


class _Idea(Button):
    """One of them."""

    picked = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self.text())


class Ideas(QWidget):
    """A quiet button, and behind it the suggestions; with none there is no button either."""

    picked = Signal(str)

    def __init__(self, opens: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opens, self._closes = opens, _("Close the suggestions")
        self.turn = Button(opens, "quiet", icon="down")
        self.turn.clicked.connect(self._turn)
        self._box = QWidget(self)
        self._flow = Flow(self._box, gap=6)
        vbox(hbox(self.turn, None), self._box, gap=4, parent=self)
        self._box.hide()
        self.hide()

    def show_ideas(self, ideas: Sequence[str]) -> None:
        """What there is to take over."""
        clear(self._flow)
        for text in ideas:
            one = _Idea(text)
            one.picked.connect(self.picked)
            self._flow.addWidget(one)
        self.setVisible(bool(ideas))

    def close_ideas(self) -> None:
        """Only the button."""
        self._box.hide()
        self.turn.setText(self._opens)

    def _turn(self) -> None:
        opened = self._box.isHidden()
        self._box.setVisible(opened)
        self.turn.setText(self._closes if opened else self._opens)
