"""The parts of the page: a line that opens for changing, a part of the sheet, the way to state a limit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category
from trustapp.domain.ids import CategoryId
from trustapp.domain.own_sheet import OwnLine, Part
from trustapp.words import _
from ui.features.own_sheet.words import part_words
from ui.widgets.boxes import Card, Rule, Sunk
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ask
from ui.widgets.fields import Choice, Field, TextArea
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class LineEditor(Sunk):
    """One line open for changing: its words, its place, and the way off the sheet."""

    changed = Signal(str, str)
    moved = Signal(str, int)
    removed = Signal(object)
    closed = Signal()

    def __init__(self, line: OwnLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.text = TextArea(_("The words"), rows=2)
        self.text.setText(line.text)
        self._up = Button(_("Further up"), "quiet")
        self._down = Button(_("Further down"), "quiet")
        self._remove = Button(_("Take it off the sheet…"), "quiet", icon="trash")
        self._leave = Button(_("Leave it"), "secondary")
        self._keep = Button(_("Keep these words"), "primary", space="own")
        self._up.clicked.connect(self._go_up)
        self._down.clicked.connect(self._go_down)
        self._remove.clicked.connect(self._ask)
        self._leave.clicked.connect(self.closed)
        self._keep.clicked.connect(self._changed)
        self.body.addWidget(self.text)
        self.body.addSpacing(8)
        self.body.addLayout(hbox(self._up, self._down, self._remove, None, gap=4))
        self.body.addSpacing(12)
        self.body.addLayout(hbox(self._leave, None, self._keep))

    def _go_up(self) -> None:
        self.moved.emit(self.line.id, -1)

    def _go_down(self) -> None:
        self.moved.emit(self.line.id, 1)

    def _changed(self) -> None:
        if not self.text.text().strip():
            self.text.set_error(_("A few words are needed here."))
            return
        self.changed.emit(self.line.id, self.text.text())

    def _ask(self) -> None:
        ask(
            self,
            _("Take this off your sheet?"),
            _("“{line}”").format(line=self.line.text),
            _("Take it off"),
            space="own",
            on_act=self._gone,
        )

    def _gone(self) -> None:
        self.removed.emit(self.line)


class LineRow(QWidget):
    """A line as it reads; one button opens it, another says it to both."""

    opened = Signal(object)
    state_requested = Signal(object)

    def __init__(
        self, line: OwnLine, *, stateable: bool, stated: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line = line
        words = vbox(None, Prose(line.text, "read"), gap=2)
        if stated:
            words.addWidget(
                Prose(_("You have stated this as a limit. Both of you read it."), "small", tone="2")
            )
        words.addStretch(1)
        self.button = Button(_("Change…"), "quiet", icon="edit")
        self.button.setAccessibleName(_("Change: {line}").format(line=line.text))
        self.button.clicked.connect(self._open)
        self._state = Button(_("State it to both…"), "quiet", icon="together")
        self._state.setAccessibleName(_("State it to both: {line}").format(line=line.text))
        self._state.clicked.connect(self._ask_to_state)
        self._state.setVisible(stateable and line.part is Part.WILL_NOT and not stated)
        hbox((words, 1), self._state, self.button, gap=8, margins=(0, 8, 0, 8), parent=self)

    def _open(self) -> None:
        self.opened.emit(self.line)

    def _ask_to_state(self) -> None:
        self.state_requested.emit(self.line)


class PartCard(Card):
    """One part of the sheet: what belongs there, its lines, and room for one more."""

    added = Signal(object, str)
    opened = Signal(object)
    state_requested = Signal(object)

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        title, what, example = part_words(part)
        # Made before what follows it: a screen reader reads parts in the order in which they were made.
        self._list = QWidget(self)
        self._rows = vbox(parent=self._list)
        self.text = TextArea(_("One more line"), placeholder=example, rows=2)
        self.text.edit.setAccessibleName(_("{part}: one more line").format(part=title))
        self._add = Button(_("Put it on my sheet"), "secondary", space="own", icon="plus")
        self._add.setAccessibleName(_("{part}: put it on my sheet").format(part=title))
        self._add.clicked.connect(self._put)
        self.body.addWidget(PlainLabel(title, "title"))
        self.body.addSpacing(4)
        self.body.addWidget(Prose(what, "body", tone="2"))
        self.body.addSpacing(8)
        self.body.addWidget(self._list)
        self.body.addSpacing(16)
        self.body.addWidget(self.text)
        self.body.addSpacing(8)
        self.body.addLayout(hbox(self._add, None))

    def show_lines(self, lines: tuple[OwnLine, ...], stated: frozenset[str], *, stateable: bool) -> None:
        """The lines of this part as they are now."""
        clear(self._rows)
        for line in lines:
            row = LineRow(line, stateable=stateable, stated=line.id in stated, parent=self._list)
            row.opened.connect(self.opened)
            row.state_requested.connect(self.state_requested)
            self._rows.addWidget(Rule())
            self._rows.addWidget(row)

    def row(self, line: str) -> LineRow | None:
        """The row of this line."""
        return next((one for one in self._shown() if isinstance(one, LineRow) and one.line.id == line), None)

    def put_under(self, line: str, widget: QWidget) -> None:
        """Lay something under the row of a line, which goes with the next look."""
        row = self.row(line)
        if row is not None:
            self._rows.insertWidget(self._rows.indexOf(row) + 1, widget)

    def typed(self) -> str:
        """What is typed for one more line and not put on the sheet yet."""
        return self.text.text().strip()

    def _shown(self) -> list[QWidget]:
        items = (self._rows.itemAt(place) for place in range(self._rows.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _put(self) -> None:
        if not self.typed():
            self.text.set_error(_("A few words are needed here."))
            return
        self.added.emit(self.part, self.typed())


class StateForm(Sunk):
    """What the other will read, exactly, before a line of one's own becomes a limit between the two."""

    stated = Signal(object, object, str)
    closed = Signal()

    def __init__(
        self, line: OwnLine, categories: tuple[Category, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._title = Field(
            _("In a few words"),
            placeholder=_("for example: touch while I sleep"),
            hint=_("Both of you find it by these; the other reads them too."),
        )
        words = vbox(
            PlainLabel(_("What the other will read"), "body", bold=True), Prose(line.text, "read"), gap=4
        )
        self._category = Choice(_("Where it belongs"), [(one.id, one.title) for one in categories])
        self._leave = Button(_("Leave it"), "secondary")
        self._state = Button(_("State it"), "primary", space="s")
        self._leave.clicked.connect(self.closed)
        self._state.clicked.connect(self._send)
        intro = Prose(
            _(
                "As a limit it stands the moment you state it, and needs nobody’s yes. Only you can lift it. "
                "The other reads these words on “Our agreement”, and nothing else of your sheet: if that "
                "could be dangerous for you, press F1 for help first."
            ),
            "body",
            tone="2",
        )
        self.body.addWidget(intro)
        self.body.addSpacing(12)
        self.body.addLayout(words)
        self.body.addSpacing(12)
        self.body.addWidget(self._title)
        self.body.addSpacing(12)
        self.body.addWidget(self._category)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self._leave, None, self._state))

    def begin(self) -> None:
        """The keyboard goes on here."""
        self._title.edit.setFocus()

    def _send(self) -> None:
        title = self._title.text().strip()
        if not title:
            self._title.set_error(_("A few words, so that both of you find it."))
            return
        self.stated.emit(self._line, CategoryId(self._category.text()), title)


class OfferedCard(Card):
    """Sentences that one's own answers already say; each goes onto the sheet by its button."""

    added = Signal(object, str)
    STEP = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[tuple[Part, str], ...] = ()
        self._shown = self.STEP
        self._rows = vbox()
        self._more = Button(_("Show more of them"), "quiet")
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(PlainLabel(_("From my answers"), "read"))
        self.body.addSpacing(4)
        what = _("What you answered for yourself, as sentences. Nothing of it is on your sheet by itself.")
        self.body.addWidget(Prose(what, "body", tone="2"))
        self.body.addSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addLayout(hbox(self._more, None))

    def show_offered(self, offered: tuple[tuple[Part, str], ...]) -> None:
        """What could be taken; none hides the card."""
        self._offered = offered
        self.setVisible(bool(offered))
        clear(self._rows)
        for part, text in offered[: self._shown]:
            self._rows.addWidget(Rule())
            self._rows.addWidget(_Offer(part, text, self))
        for place in range(self._rows.count()):
            item = self._rows.itemAt(place)
            row = item.widget() if item is not None else None
            if isinstance(row, _Offer):
                row.taken.connect(self.added)
        self._more.setVisible(len(offered) > self._shown)

    def _show_more(self) -> None:
        self._shown += 2 * self.STEP
        self.show_offered(self._offered)


class _Offer(QWidget):
    """One sentence, where it would stand, and the button that puts it there."""

    taken = Signal(object, str)

    def __init__(self, part: Part, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part, self._text = part, text
        button = Button(_("Put it on my sheet"), "quiet", icon="plus")
        button.setAccessibleName(_("Put it on my sheet: {line}").format(line=text))
        button.clicked.connect(self._take)
        words = vbox(None, Prose(text, "read"), Prose(part_words(part)[0], "small", tone="2"), None, gap=2)
        hbox((words, 1), button, gap=8, margins=(0, 8, 0, 8), parent=self)

    def _take(self) -> None:
        self.taken.emit(self._part, self._text)
