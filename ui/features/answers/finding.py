"""Over the categories: a field to search in, how much to see, and the ways into a quiet evening."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from trustapp.domain.errors import UserError
from trustapp.services.finding import Found
from trustapp.words import _
from ui.features.answers.finding_presenter import FindingPresenter
from ui.widgets.announce import announce
from ui.widgets.boxes import EmptyState
from ui.widgets.buttons import Button, LinkRow
from ui.widgets.fields import Choice, Field
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.messages import text_for

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FoundRow(LinkRow):
    """One item that was found, and where it is."""

    opened = Signal(int)
    moved = Signal(int)
    """To the row at that place; -1 is the field."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._place = place
        self.clicked.connect(self._open)

    def show_found(self, found: Found) -> None:
        """Name it."""
        words = _("{title}, in “{category}”").format(title=found.title, category=found.where)
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move within the list."""
        if event.key() in _STEPS:
            self.moved.emit(self._place + _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.opened.emit(self._place)


class FoundList(QWidget):
    """What was found; rows that are there are used again, for this comes with every letter."""

    opened = Signal(object)
    left = Signal()
    """Up from the first row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()
        self._rows: list[FoundRow] = []
        self._none = EmptyState(
            "search",
            _("Nothing here has these words"),
            _(
                "Other words may lead there. What is missing can be added in any category, as something "
                "of your own."
            ),
        )
        self._column = vbox(self._none, gap=2, parent=self)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """One row for each, or words that nothing was found."""
        self._found = found
        while len(self._rows) < len(found):
            row = FoundRow(len(self._rows), self)
            row.opened.connect(self._open)
            row.moved.connect(self._move)
            self._column.addWidget(row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            if place < len(found):
                row.show_found(found[place])
            row.setVisible(place < len(found))
        self._none.setVisible(not found)
        if not found:
            announce(self, _("Nothing here has these words"))

    def open_first(self) -> None:
        """Enter in the field."""
        if self._found:
            self._open(0)

    def enter(self) -> None:
        """Down from the field."""
        self._move(0)

    def _open(self, place: int) -> None:
        self.opened.emit(self._found[place])

    def _move(self, place: int) -> None:
        if place < 0:
            self.left.emit()
        elif place < len(self._found):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)


class FindingBar(QWidget):
    """What stands over the categories, whatever is shown under it."""

    found_changed = Signal(bool)
    """Whether what was found stands in the place of the categories."""
    opened = Signal(object)
    quiet_requested = Signal()
    look_back_requested = Signal()
    kept_requested = Signal()

    def __init__(self, presenter: FindingPresenter, *, couple: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._search = Field(_("Search"), placeholder=_("a word from a title, a text or a condition"))
        self._intensity = Choice(_("What I want to see here"), _levels(), hint=_("What you answered stays."))
        self.results = FoundList(self)
        self.results.hide()
        ways = QWidget(self)
        flow = Flow(ways, gap=12)
        for words, signal, shown in (
            (_("Five quiet questions"), self.quiet_requested, True),
            (_("Look back"), self.look_back_requested, True),
            (_("What protects me nowhere yet"), self.kept_requested, couple),
        ):
            if shown:
                button = Button(words, "secondary", parent=ways)
                button.clicked.connect(signal)
                flow.addWidget(button)
        vbox(hbox((self._search, 3), (self._intensity, 2), gap=20), ways, gap=12, parent=self)
        self._connect()
        presenter.attach(self)

    def _connect(self) -> None:
        self._search.changed.connect(self._look)
        self._search.submitted.connect(self.results.open_first)
        self._intensity.changed.connect(self._choose)
        self.results.opened.connect(self.opened)
        self.results.left.connect(self._back_to_field)
        for key, act in ((Qt.Key.Key_Down, self.results.enter), (Qt.Key.Key_Escape, self.clear)):
            shortcut = QShortcut(QKeySequence(key), self._search.edit)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def search(self, words: str) -> None:
        """Search for these words; for none, show everything."""
        self._search.setText(words)

    def clear(self) -> None:
        """Nothing is searched for any more."""
        self.search("")

    def _look(self) -> None:
        self._presenter.search(self._search.text())

    def _choose(self) -> None:
        self._presenter.set_intensity(int(self._intensity.text()))

    def _back_to_field(self) -> None:
        self._search.edit.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_found(self, found: tuple[Found, ...]) -> None:
        """What was found, in the place of the categories."""
        self.results.show_found(found)
        self.results.show()
        self.found_changed.emit(True)

    def show_all(self) -> None:
        """Nothing is searched for: all categories."""
        self.results.hide()
        self.found_changed.emit(False)

    def show_intensity(self, level: int) -> None:
        """How much this person wants to see."""
        blocked = self._intensity.combo.blockSignals(True)
        self._intensity.setText(str(level))
        self._intensity.combo.blockSignals(blocked)

    def show_error(self, error: UserError) -> None:
        """What was refused stands under the field."""
        self._search.set_error(text_for(error))


def _levels() -> list[tuple[str, str]]:
    return [
        ("1", _("Only what is light")),
        ("2", _("What is closer, too")),
        ("3", _("Everything")),
    ]
