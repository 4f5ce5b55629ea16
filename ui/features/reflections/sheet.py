"""The open reflection: a sheet with its title, its day, the text, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QWidget

from trustapp.domain.passages import Block
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import MAX_TITLE, Reflection
from trustapp.words import _
from ui.features.reflections import words
from ui.features.reflections.details import Details
from ui.features.reflections.pictures import PictureStrip
from ui.features.reflections.ports import Choices, Draft
from ui.features.reflections.tools import Tools
from ui.widgets import look
from ui.widgets.boxes import Card, IconLabel, Rule
from ui.widgets.buttons import Button
from ui.widgets.filing import choose_file
from ui.widgets.keep_soon import KeepSoon
from ui.widgets.layouts import hbox
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.text import PlainLabel, Prose, set_property, set_tip


class Sheet(Card):
    """Shows one reflection and says what was done; when something is typed it asks soon to be kept."""

    edited = Signal()
    keep_requested = Signal()
    left = Signal()
    gathered = Signal(str)
    """The words that are chosen, or all of them where none are, to take to a session."""
    passage_chosen = Signal(str)
    """The words that are chosen, to let the other read them."""
    pin_requested = Signal(bool)
    throw_requested = Signal()
    picture_chosen = Signal(str)
    picture_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one = Reflection("", date.min)
        self._today = date.min
        self._quiet = False
        self._soon = KeepSoon(self)
        self._soon.timeout.connect(self.keep_requested)
        self._build_head()
        self._build_text()
        self._build_foot()
        self.body.setContentsMargins(32, 20, 24, 12)
        look.follow(self)

    def minimumSizeHint(self) -> QSize:
        """As narrow as there is room."""
        return QSize(look.px(280), look.px(240))

    def restyle(self) -> None:
        """The title in its own type."""
        self.title.setFont(look.font("title"))
        self.title.setMinimumHeight(look.line_height("title") + 8)

    def _build_head(self) -> None:
        self.title = QLineEdit()
        self.title.setProperty("box", "title")
        self.title.setMaxLength(MAX_TITLE)
        self.title.setAccessibleName(_("Title"))
        self.title.setPlaceholderText(_("A title, or none"))
        self.title.textEdited.connect(self._edited)
        self.back = Button(_("Back to the list"), "quiet", icon="left")
        self.back.clicked.connect(self.left)
        self._when = Prose("", "small", tone="2")
        self.details_button = Button(_("Day, kind, tags…"), "quiet", icon="edit")
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.more = Button("", "quiet", icon="more")
        self.more.setAccessibleName(_("More that can be done with it"))
        set_tip(self.more, _("More that can be done with it"))
        self.more.clicked.connect(self._open_menu)
        self._build_menu()
        self.details = Details()
        self.details.changed.connect(self._edited)
        self.details.hide()
        self.body.addWidget(self.back)
        self.body.addLayout(hbox((self.title, 1), 8, self.more))
        self.body.addLayout(hbox((self._when, 1), self.details_button, gap=8))
        self.body.addWidget(self.details)

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_("More that can be done with it"))
        self.pin_action = self._action(_("Let it stand first"))
        self.pin_action.setCheckable(True)
        self.pin_action.triggered.connect(self.pin_requested)
        self.picture_action = self._action(_("Add a picture…"))
        self.picture_action.triggered.connect(self._choose_picture)
        self.passage_action = self._action(_("Let the other read the chosen words…"))
        self.passage_action.triggered.connect(self._choose_passage)
        self.gather_action = self._action(_("Put it into the basket for a session"))
        self.gather_action.triggered.connect(self._gather)
        self.count_action = self._action(_("Show the number of words"))
        self.count_action.setCheckable(True)
        self.count_action.toggled.connect(self._show_count)
        self.menu.addSeparator()
        self.throw_action = self._action(_("Throw it away"))
        self.throw_action.triggered.connect(self.throw_requested)

    def _action(self, text: str) -> QAction:
        action = QAction(text, self)
        self.menu.addAction(action)
        return action

    def _build_text(self) -> None:
        self._prompt = QFrame()
        bar = QFrame()
        bar.setProperty("box", "band")
        bar.setProperty("space", look.space("own"))
        bar.setFixedWidth(3)
        self._bar = bar
        self._question = Prose("", "read", tone="2", italic=True)
        hbox(bar, 14, (self._question, 1), margins=(0, 8, 0, 8), parent=self._prompt)
        self.edit = PassageEdit(_("What you write"))
        self.edit.setPlaceholderText(_("Only you can read this."))
        self.edit.edited.connect(self._edited)
        self.edit.left.connect(self.left)
        self.edit.setMinimumHeight(look.px(72))
        self.tools = Tools(self.edit)
        self.strip = PictureStrip()
        self.strip.removed.connect(self.picture_removed)
        self.body.addWidget(self._prompt)
        self.body.addWidget(self.tools)
        self.body.addSpacing(8)
        self.body.addWidget(self.edit, 1)
        self.body.addWidget(self.strip)

    def _build_foot(self) -> None:
        self._sealed = PlainLabel("", "small", tone="2", wrap=True)
        self._words = PlainLabel("", "small", tone="2")
        self._words.hide()
        self.body.addSpacing(8)
        self.body.addWidget(Rule())
        self.body.addSpacing(8)
        self.body.addLayout(hbox(IconLabel("lock", "ink2", 18), (self._sealed, 1), self._words, gap=10))

    # -- what is shown -----------------------------------------------------------------------------

    def show_reflection(self, one: Reflection, blocks: tuple[Block, ...], today: date) -> None:
        """Another one; what was done before cannot be undone in it."""
        self._soon.stop()
        self._quiet = True
        self._today = today
        self.title.setText(one.title)
        self.edit.show_blocks(blocks)
        self.details.show_reflection(one)
        self.details_button.setChecked(False)
        self._question.setText(one.prompt)
        self._prompt.setVisible(bool(one.prompt))
        self.strip.show_pictures(())
        set_property(self._bar, "space", look.space("own"))
        self._quiet = False
        self.show_kept(one)
        self._show_when()
        self._count()

    def show_kept(self, one: Reflection) -> None:
        """It is kept as it is, or not yet."""
        self._one = one
        self.pin_action.setChecked(one.pinned)
        text = _("Kept as soon as there is a word in it")
        if one.id and one.changed is not None:
            at = one.changed.astimezone()
            text = _("Sealed with your key at {time}").format(time=f"{at:%H:%M}")
        self._sealed.setText(text)

    def show_not_kept(self) -> None:
        """What is typed is here alone; it is tried again."""
        self._sealed.setText(_("Not kept yet. It is tried again by itself."))
        self._soon.again()

    def show_choices(self, choices: Choices, tags: tuple[str, ...]) -> None:
        """What kinds, moods and tags there are."""
        self._quiet = True
        self.details.show_choices(choices, tags)
        self._quiet = False

    def show_pictures(self, one: Reflection) -> None:
        """Which pictures it has."""
        self._one = replace(self._one, id=one.id, pictures=one.pictures)
        self.strip.show_pictures(one.pictures)

    def show_picture(self, place: str, picture: Picture) -> None:
        """One of them is here."""
        self.strip.show_picture(place, picture)

    def draft(self) -> Draft:
        """Everything as it stands."""
        typed = self.details.onto(self._one)
        return Draft(replace(typed, title=self.title.text()), self.edit.blocks())

    def focus_text(self) -> None:
        """The keyboard to where one writes."""
        self.edit.setFocus()

    # -- what is done ------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self._quiet:
            return
        self._show_when()
        self._count()
        self.edited.emit()
        self._soon.typed()

    def _show_when(self) -> None:
        one = self.details.onto(self._one)
        parts = [words.full_when(one, self._today), *self.details.said(one)]
        self._when.setText(" · ".join(part for part in parts if part))

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)

    def _show_count(self, shown: bool) -> None:
        self._words.setVisible(shown)
        self._count()

    def _count(self) -> None:
        if self.count_action.isChecked():
            self._words.setText(_("Words: {number}").format(number=self.edit.words))

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _gather(self) -> None:
        self.gathered.emit(self.edit.selected_text() or self.edit.toPlainText())

    def _choose_passage(self) -> None:
        self.passage_chosen.emit(self.edit.selected_text())

    def _choose_picture(self) -> None:
        choose_file(self, _("Choose a picture"), self._picture_chosen)

    def _picture_chosen(self, path: str) -> None:
        self.picture_chosen.emit(path)
