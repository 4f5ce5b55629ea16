"""The overview of categories: where one may begin, and where a round stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.answers import Category
from trustapp.services.rounds import RoundView
from trustapp.words import _
from ui.features.answers.finding import FindingBar
from ui.widgets.boxes import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.layouts import grid_of, hbox, vbox
from ui.widgets.text import PlainLabel, Prose


class CategoryCard(Card):
    """One category: its name, what it is about, and a way in."""

    opened = Signal(str)

    def __init__(self, category: Category, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = category.id
        button = Button(_("Open"), "secondary")
        button.setAccessibleName(_("Open {category}").format(category=category.title))
        button.clicked.connect(self._open)
        self.body.addWidget(PlainLabel(category.title, "read", wrap=True))
        self.body.addSpacing(4)
        self.body.addWidget(Prose(category.intro, "body", tone="2"))
        self.body.addStretch(1)
        self.body.addSpacing(16)
        self.body.addLayout(hbox(button, None))

    def _open(self) -> None:
        self.opened.emit(self._id)


class Overview(QWidget):
    """Cards for all categories, under a banner about the round and the ways to find something."""

    category_requested = Signal(str)
    release_requested = Signal()

    def __init__(self, bar: FindingBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._banner: Banner | None = None
        self._cards = QWidget(self)
        self._layout = vbox(bar, bar.results, self._cards, None, gap=20, parent=self)
        bar.found_changed.connect(self._show_found)

    def _show_found(self, found: bool) -> None:
        """What was found, or all categories."""
        self._cards.setVisible(not found)

    def show_categories(self, categories: tuple[Category, ...], found: RoundView | None) -> None:
        """Build the cards anew; the banner says where the round stands, to this person alone."""
        # Made before the cards, so that Tab and a screen reader come to it before them.
        self._show_round(found)
        hidden = self._cards.isHidden()
        fresh = QWidget(self)
        cards = []
        for category in categories:
            card = CategoryCard(category, fresh)
            card.opened.connect(self.category_requested)
            cards.append(card)
        grid_of(cards, columns=2, gap=20, parent=fresh)
        self._layout.replaceWidget(self._cards, fresh)
        self._cards.deleteLater()
        self._cards = fresh
        fresh.setVisible(not hidden)

    def _show_round(self, found: RoundView | None) -> None:
        if self._banner is not None:
            self._layout.removeWidget(self._banner)
            self._banner.deleteLater()
            self._banner = None
        if found is None or found.round is None or found.category is None:
            return
        if found.released:
            text = _("Your sheet is sealed. You can take it back until the two of you open it.")
            action = _("Look at it")
        else:
            text = _("You choose alone what goes on your sheet. An empty sheet is a full answer.")
            action = _("Prepare my sheet")
        title = _("You two chose to open “{category}”").format(category=found.category.title)
        self._banner = Banner("s", "together", title, text, action, parent=self)
        self._banner.action_requested.connect(self.release_requested)
        self._layout.insertWidget(0, self._banner)
