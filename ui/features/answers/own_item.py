"""An item of one's own: what it is about, whose it is, and what it does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.answers import Kind, Merge, Shape
from trustapp.domain.ids import CategoryId
from trustapp.services.answers import OwnItem
from trustapp.words import _
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import hbox
from ui.widgets.text import PlainLabel, Prose

FORMS: tuple[tuple[Kind, Shape, Merge | None], ...] = (
    (Kind.MINE, Shape.OPENING, Merge.PROTECTIVE),
    (Kind.MINE, Shape.SAFEGUARD, None),
    (Kind.OURS, Shape.OPENING, Merge.PROTECTIVE),
    (Kind.OURS, Shape.SAFEGUARD, None),
    (Kind.ASK, Shape.SAFEGUARD, None),
    (Kind.MINE, Shape.OFFER, None),
)


def _form_words(kind: Kind, shape: Shape) -> tuple[str, str]:
    return {
        (Kind.MINE, Shape.OPENING): (
            _("Something that may or may not happen to me"),
            _("my body, my things, my pictures, my places"),
        ),
        (Kind.MINE, Shape.SAFEGUARD): (_("Something that protects me"), _("what I need, and when")),
        (Kind.OURS, Shape.OPENING): (_("Something the two of us may do"), _("or may leave")),
        (Kind.OURS, Shape.SAFEGUARD): (_("A way of doing things together"), _("that keeps both of us well")),
        (Kind.ASK, Shape.SAFEGUARD): (
            _("A question to my partner"),
            _("what I would like them to do, to tell or to leave; they answer freely, or not at all"),
        ),
        (Kind.MINE, Shape.OFFER): (_("Something I offer"), _("what I will do; I can end it at any time")),
    }[(kind, shape)]


class OwnItemForm(Card):
    """A short form; what asks something of the other is a question, never a limit."""

    added = Signal(object)
    closed = Signal()

    def __init__(self, *, couple: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = CategoryId("")
        self._title = Field(_("In a few words"), placeholder=_("for example: my side of the wardrobe"))
        self._text = TextArea(_("What it is about, if you like"), rows=2)
        self._group = QButtonGroup(self)
        self._forms: list[OneOf] = []
        for number, (kind, shape, _merge) in enumerate(FORMS):
            words, note = _form_words(kind, shape)
            choice = OneOf(words, space="own", sub=note)
            choice.setVisible(couple or kind is not Kind.ASK)
            self._group.addButton(choice, number)
            self._forms.append(choice)
        self._forms[0].setChecked(True)
        self._cancel = Button(_("Leave it"), "secondary")
        self._keep = Button(_("Add it"), "primary", space="own")
        self._cancel.clicked.connect(self.closed)
        self._keep.clicked.connect(self._add)
        self._title.submitted.connect(self._add)
        self._lay_out()

    def _lay_out(self) -> None:
        note = Prose(
            _(
                "A limit says what is not done to you, with you, or with what is yours. What asks the other "
                "to do, tell, stay or refrain is a question."
            ),
            "small",
            tone="2",
        )
        self.body.addWidget(PlainLabel(_("Something of my own"), "title"))
        self.body.addSpacing(16)
        self.body.addWidget(self._title)
        self.body.addSpacing(12)
        self.body.addWidget(self._text)
        self.body.addSpacing(16)
        self.body.addWidget(PlainLabel(_("What is it?"), "body", bold=True))
        for choice in self._forms:
            self.body.addWidget(choice)
        self.body.addSpacing(8)
        self.body.addWidget(note)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(self._cancel, None, self._keep))
        self.body.addStretch(1)

    def begin(self, category: CategoryId) -> None:
        """Show an empty form for this category."""
        self._category = category
        self._title.setText("")
        self._text.setText("")
        self._forms[0].setChecked(True)
        self.show()
        self._title.edit.setFocus()

    def _add(self) -> None:
        if not self._title.text().strip():
            self._title.set_error(_("A few words, so that you find it again."))
            return
        kind, shape, merge = FORMS[self._group.checkedId()]
        self.added.emit(OwnItem(self._category, kind, shape, merge, self._title.text(), self._text.text()))
