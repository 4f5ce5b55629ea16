"""What one said of an item before, closed until it is opened; its owner may forget it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Item
from trustapp.domain.past import PastAnswer
from trustapp.services.answers import AnsweredItem
from trustapp.words import _
from ui.features.answers.words import past_words
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.dialogs import ask
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class EarlierRow(QWidget):
    """One thing that was said before, with its day."""

    forget_requested = Signal(object)

    def __init__(self, item: Item, one: PastAnswer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one = one
        when = day(one.day) if one.day is not None else _("On a day that was not kept")
        said = past_words(item, one)
        words = vbox(PlainLabel(when, "small", tone="2"), Prose(said, "body"), gap=0)
        forget = Button(_("Forget it"), "quiet")
        forget.setAccessibleName(_("Forget: {day}, {answer}").format(day=when, answer=said))
        forget.clicked.connect(self._ask)
        row = hbox((words, 1), forget, gap=8, parent=self)
        row.setAlignment(forget, Qt.AlignmentFlag.AlignVCenter)

    def _ask(self) -> None:
        ask(
            self,
            _("Forget this earlier answer?"),
            _("It is deleted from your space. What you say now stays as it is."),
            _("Forget it"),
            space="own",
            on_act=self._forget,
        )

    def _forget(self) -> None:
        self.forget_requested.emit(self._one)


class EarlierAnswers(QWidget):
    """Hidden where nothing else was said before."""

    forget_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[PastAnswer, ...] = ()
        self._more = Button(_("What I said before"), "quiet", icon="right")
        self._more.clicked.connect(self._turn)
        self._list = QWidget(self)
        self._column = vbox(parent=self._list, gap=6)
        vbox(hbox(self._more, None), self._list, gap=6, parent=self)
        self._open(False)
        self.hide()

    def show_earlier(self, entry: AnsweredItem, *, same_item: bool) -> None:
        """What was said of this item before; another item begins closed."""
        if not same_item:
            self._open(False)
        elif entry.earlier == self._shown:
            return
        self._shown = entry.earlier
        clear(self._column)
        self._column.addWidget(
            Prose(_("Only you can see this. Notes are not part of it."), "small", tone="2")
        )
        if entry.said_on is not None:
            now = _("What stands now, you said on {day}.").format(day=day(entry.said_on))
            self._column.addWidget(Prose(now, "small", tone="2"))
        for one in reversed(entry.earlier):
            row = EarlierRow(entry.item, one, self._list)
            row.forget_requested.connect(self.forget_requested)
            self._column.addWidget(row)
        every = Button(_("Forget all of it…"), "quiet")
        every.clicked.connect(self._ask_all)
        self._column.addLayout(hbox(every, None))
        self.setVisible(bool(entry.earlier))

    def _turn(self) -> None:
        self._open(self._list.isHidden())

    def _open(self, shown: bool) -> None:
        self._list.setVisible(shown)
        self._more.setText(_("Put away what I said before") if shown else _("What I said before"))
        self._more.set_icon("down" if shown else "right")

    def _ask_all(self) -> None:
        ask(
            self,
            _("Forget everything that you said of this before?"),
            _(
                "The earlier answers and all days are deleted from your space. What you say now stays as it "
                "is, and looking back finds nothing here."
            ),
            _("Forget it"),
            space="own",
            on_act=self._forget_all,
        )

    def _forget_all(self) -> None:
        self.forget_requested.emit(None)
