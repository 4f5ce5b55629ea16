"""One category, item by item: the list at the side and the card of the item being answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trustapp.services.answers import CategoryAnswers, OwnItem, Preview
from trustapp.services.reading import Card as Guidance
from trustapp.words import _
from ui.features.answers.item_card import ItemCard
from ui.features.answers.item_list import WIDTH, ItemList
from ui.features.answers.own_item import OwnItemForm
from ui.features.answers.presenter import ItemView
from ui.widgets import look
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class CategoryPanel(QWidget):
    """The two columns of a category, with the steps at the foot."""

    item_requested = Signal(int)
    chosen = Signal(object)
    changed = Signal(object)
    keep_requested = Signal()
    leave_requested = Signal()
    back_requested = Signal()
    stop_requested = Signal()
    own_requested = Signal(object)
    remove_requested = Signal()
    forget_requested = Signal(object)
    state_requested = Signal()
    form_opened = Signal(bool)

    def __init__(self, *, couple: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category: CategoryAnswers | None = None
        self._list = ItemList(self)
        self._card = ItemCard(couple=couple, parent=self)
        self._form = OwnItemForm(couple=couple, parent=self)
        self._form.hide()
        self._guidance = _GuidanceCard(self)
        self._own = Button(_("Add my own item"), "secondary", icon="plus")
        self._own.clicked.connect(self.open_form)
        self._build_foot()
        self._lay_out()
        self._connect()
        look.follow(self)

    def restyle(self) -> None:
        """Larger text needs a wider list, as far as the page has room for it."""
        self._side.setFixedWidth(min(look.px(WIDTH), max(WIDTH, self.width() // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the list and the card."""
        super().resizeEvent(event)
        self.restyle()

    def _build_foot(self) -> None:
        self._back = Button(_("Back"), "secondary")
        self._leave = Button(_("Leave this one"), "quiet")
        self._stop = Button(_("Stop here for today"), "secondary")
        self._keep = Button(_("Keep and go on"), "primary", space="own")

    def fill_foot(self, foot: QHBoxLayout) -> None:
        """Put the steps into the foot of the page, where they stay while the card scrolls."""
        for button in (self._back, self._leave):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._stop, self._keep):
            foot.addWidget(button)

    def _lay_out(self) -> None:
        side = self._side = QWidget(self)
        note = Prose(
            _("In any order. Leave out what you like. An empty line means nothing to anyone."),
            "small",
            tone="2",
        )
        self._heading = PlainLabel("", "small", tone="2")
        vbox(
            self._heading,
            8,
            self._list,
            12,
            hbox(self._own, None),
            16,
            note,
            16,
            self._guidance,
            None,
            parent=side,
        )
        right = QWidget(self)
        vbox((self._card, 1), self._form, parent=right)
        row = hbox(side, (right, 1), gap=24, parent=self)
        row.setAlignment(side, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self._list.item_requested.connect(self.item_requested)
        self._card.chosen.connect(self.chosen)
        self._card.changed.connect(self.changed)
        self._card.remove_requested.connect(self.remove_requested)
        self._card.forget_requested.connect(self.forget_requested)
        self._card.state_requested.connect(self.state_requested)
        self._back.clicked.connect(self.back_requested)
        self._leave.clicked.connect(self.leave_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._keep.clicked.connect(self.keep_requested)
        self._form.added.connect(self._add_own)
        self._form.closed.connect(self._close_form)

    # -- showing -----------------------------------------------------------------------------------

    def show_category(self, category: CategoryAnswers, card: Guidance | None) -> None:
        """The items of the category at the side."""
        self._category = category
        self._heading.setText(_("This evening") if category.quiet else _("In this category"))
        self._own.setVisible(not category.quiet)
        self._list.show_items(category.items)
        self._guidance.show_card(card)
        self._close_form()

    def show_item(self, item: ItemView) -> None:
        """One item in the card."""
        self._list.mark_current(item.place)
        self._keep.setText(_("Keep and close") if item.last else _("Keep and go on"))
        self._card.show_item(item)

    def show_preview(self, preview: Preview, wording: str) -> None:
        """What the other would see, under each release."""
        self._card.show_preview(preview, wording)

    @property
    def earlier(self) -> QWidget:
        """Where the card shows what was said before."""
        return self._card.earlier

    # -- own items ---------------------------------------------------------------------------------

    def open_form(self) -> None:
        """The form for an item of one's own, in the place of the card."""
        if self._category is not None:
            self._card.hide()
            self.form_opened.emit(True)
            self._form.begin(self._category.category.id)

    def _close_form(self) -> None:
        self._form.hide()
        self._card.show()
        self.form_opened.emit(False)

    def _add_own(self, own: OwnItem) -> None:
        self._close_form()
        self.own_requested.emit(own)


class _GuidanceCard(Card):
    """A short text to read beside a category, closed until it is opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", "body", bold=True, wrap=True)
        self._text = Prose("", "small", tone="2")
        self._more = Button(_("Read"), "secondary")
        self._more.clicked.connect(self._turn)
        self.body.addWidget(self._title)
        self.body.addSpacing(8)
        self.body.addWidget(self._text)
        self.body.addLayout(hbox(self._more, None))
        self._text.hide()

    def show_card(self, card: Guidance | None) -> None:
        """Show the card of a category; hidden where it has none."""
        self.setVisible(card is not None)
        if card is not None:
            if card.title != self._title.text():
                self._open(False)  # another category: what was read there is put away
            self._title.setText(card.title)
            self._text.setText("\n\n".join(card.body))
            self._more.setAccessibleName(_("Read: {title}").format(title=card.title))

    def _turn(self) -> None:
        self._open(self._text.isHidden())

    def _open(self, shown: bool) -> None:
        self._text.setVisible(shown)
        self._more.setText(_("Close") if shown else _("Read"))
