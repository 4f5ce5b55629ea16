"""My path: chosen or not, and what goes along with the stage that its owner named."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.paths import NEITHER, TRAUMA
from trustapp.services.paths import PathView
from trustapp.words import _
from ui.features.path import words
from ui.features.path.parts import ReadingCard, StageCard, words_to
from ui.features.path.presenter import PathPresenter
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button, OneOf
from ui.widgets.dialogs import ask
from ui.widgets.layouts import Flow, clear, hbox, vbox
from ui.widgets.named_row import NamedRow
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose


class PathPage(Page):
    """Only its owner reads it; choosing, moving and leaving are one press each."""

    KEY = "path"
    TITLE = _("My path")

    def __init__(self, presenter: PathPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("My path"), space="own", parent=parent)
        self._presenter = presenter
        self._view: PathView | None = None
        self._choosing = False
        self._wanted = ""
        """The words on the button that is to have the keyboard."""
        self._body = vbox(gap=20)
        self.content.addLayout(self._body)
        self.content.addStretch(1)
        presenter.attach(self)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_path(self, view: PathView) -> None:
        """What is chosen; the keyboard stays where it was."""
        moved = self._view is None or view.chosen.path != self._view.chosen.path
        self._view = view
        if moved or not view.chosen.path:
            self._choosing = not view.chosen.path
        self._show()

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; what is marked is what is kept."""
        self.messages.refuse(error)
        if self._view is not None:
            self.show_path(self._view)

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self._wanted = self._wanted or self._focused()
        clear(self._body)
        if self._choosing:
            self._body.addWidget(Prose(words.about(), "body", tone="2"))
            self._body.addWidget(self._paths_card(view))
        else:
            self._show_stage(view)
        if view.near:
            self._body.addWidget(ReadingCard(_("To read"), view.near))
        if view.others:
            self._body.addWidget(ReadingCard(_("Written for other stages and paths"), view.others))
        # Later: an arrow key gives the keyboard to the button of before once its press is done with.
        QTimer.singleShot(0, self, self._focus_again)

    def _show_stage(self, view: PathView) -> None:
        self._body.addWidget(self._own_card(view))
        self._body.addWidget(self._stages_card(view))
        if view.stage is not None:
            stage = next(one for one in view.stages if one.id == view.chosen.stage)
            self._body.addWidget(StageCard(stage.title, view.stage))
            if view.stage.hurt:
                self._body.addWidget(words_to(_("To the one who was hurt"), view.stage.hurt))
            if view.stage.broke:
                self._body.addWidget(words_to(_("To the one who broke the trust"), view.stage.broke))
        questions = Button(_("Questions to write about"), icon="edit")
        questions.clicked.connect(self._presenter.questions)
        self._body.addLayout(hbox(questions, None))

    def _focused(self) -> str:
        """The words on what has the keyboard here, "" where it is elsewhere."""
        focus = self.window().focusWidget()
        if isinstance(focus, QAbstractButton) and self.isAncestorOf(focus):
            return focus.text()
        return ""

    def _focus_again(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if not wanted:
            return
        for one in self.findChildren(QAbstractButton):
            if one.isVisible() and one.text() == wanted:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- its cards ---------------------------------------------------------------------------------

    def _paths_card(self, view: PathView) -> Card:
        card = Card()
        card.body.addWidget(PlainLabel(_("Which one is near to yours?"), "read", wrap=True))
        card.body.addSpacing(4)
        for one in view.paths:
            row = NamedRow(one.id, one.title, one.gist, "right")
            row.chosen.connect(self._choose)
            card.body.addWidget(row)
        if view.chosen.path:
            back = Button(_("Back"), "quiet")
            back.clicked.connect(self._back)
            card.body.addSpacing(8)
            card.body.addLayout(hbox(back, None))
        return card

    def _own_card(self, view: PathView) -> Card:
        card = Card()
        path = next(one for one in view.paths if one.id == view.chosen.path)
        card.body.addWidget(PlainLabel(path.title, "read", wrap=True))
        card.body.addWidget(Prose(path.gist, "small", tone="2"))
        card.body.addSpacing(12)
        card.body.addWidget(PlainLabel(_("Whom the texts speak to"), "body", bold=True, wrap=True))
        card.body.addWidget(self._roles(view))
        ways = QWidget()
        flow = Flow(ways)
        other, leave = Button(_("Another path"), "quiet"), Button(_("Leave the path…"), "quiet")
        other.clicked.connect(self._choose_another)
        leave.clicked.connect(self._ask_leave)
        flow.addWidget(other)
        flow.addWidget(leave)
        if view.chosen.path == TRAUMA:
            safety = Button(_("Help and safety"), "quiet", icon="help")
            safety.clicked.connect(self._presenter.help)
            flow.addWidget(safety)
        card.body.addSpacing(8)
        card.body.addWidget(ways)
        return card

    def _roles(self, view: PathView) -> QWidget:
        box = QWidget()
        box.setAccessibleName(_("Whom the texts speak to"))
        group, column = QButtonGroup(box), vbox(parent=box)
        for place, (role, name) in enumerate(words.roles()):
            one = OneOf(name, "own")
            one.setChecked(role == view.chosen.role)
            group.addButton(one, place)
            column.addWidget(one)
        group.idClicked.connect(self._take_role)
        return box

    def _stages_card(self, view: PathView) -> Card:
        card = Card()
        card.body.addWidget(PlainLabel(_("Where I am, in my own word"), "read", wrap=True))
        card.body.addSpacing(4)
        box = QWidget()
        box.setAccessibleName(_("Where I am, in my own word"))
        group, column = QButtonGroup(box), vbox(parent=box)
        for place, stage in enumerate(view.stages):
            one = OneOf(stage.title, "own", sub=stage.gist)
            one.setChecked(stage.id == view.chosen.stage)
            group.addButton(one, place)
            column.addWidget(one)
        group.idClicked.connect(self._move)
        card.body.addWidget(box)
        note = _("To go back is a way on as well. One can be at two places in one week.")
        card.body.addSpacing(6)
        card.body.addWidget(Prose(note, "small", tone="2"))
        return card

    # -- what is pressed ---------------------------------------------------------------------------

    def _choose(self, path: str) -> None:
        role = self._view.chosen.role if self._view is not None else NEITHER
        self._choosing = False
        self._presenter.choose(path, role)

    def _take_role(self, place: int) -> None:
        role = words.roles()[place][0]
        if self._view is not None and role != self._view.chosen.role:
            self._wanted = words.roles()[place][1]
            self._presenter.choose(self._view.chosen.path, role)

    def _move(self, place: int) -> None:
        if self._view is None:
            return
        stage = self._view.stages[place].id
        if stage != self._view.chosen.stage:
            self._wanted = self._view.stages[place].title
            self._presenter.move(stage)

    def _choose_another(self) -> None:
        self._choosing = True
        self._show()
        self.scroll_up()

    def _back(self) -> None:
        self._choosing = False
        self._show()

    def _ask_leave(self) -> None:
        ask(
            self,
            _("Leave the path?"),
            words.after_leaving(),
            _("Leave it"),
            _("Stay"),
            space="own",
            on_act=self._presenter.leave,
        )
