"""The card of the item being answered: scale, conditions, blanks, notes, release and what is seen of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.answers import Answer, Choice, Item, Kind, Release, Shape
from trustapp.services.answers import AnsweredItem, Preview
from trustapp.words import _
from ui.features.answers.blanks import BlankFields
from ui.features.answers.conditions import ConditionPicker
from ui.features.answers.earlier import EarlierAnswers
from ui.features.answers.presenter import WITH_CONDITIONS, ItemView
from ui.features.answers.protecting import Protecting
from ui.features.answers.words import conditions_heading, kind_words, release_words, steps
from ui.widgets.boxes import Card, Chip
from ui.widgets.buttons import Button, OneOf, Tick
from ui.widgets.dialogs import ask
from ui.widgets.fields import TextArea
from ui.widgets.layouts import hbox, vbox
from ui.widgets.scale import ChoiceScale
from ui.widgets.text import PlainLabel, Prose


class ReleaseChoice(QWidget):
    """One release with, under it, exactly what the other will see."""

    picked = Signal(object)

    def __init__(self, release: Release, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._release = release
        words, note = release_words(release)
        self.button = OneOf(words, space="own", note=note)
        self.button.clicked.connect(self._pick)
        self._seen = Prose("", "small", tone="2", apart=6)
        vbox(self.button, hbox(34, (self._seen, 1)), gap=2, parent=self)

    def show_seen(self, text: str) -> None:
        """What the other will see."""
        self._seen.setText(text)
        self._seen.setVisible(bool(text))
        self.button.setAccessibleDescription(text)

    def _pick(self) -> None:
        self.picked.emit(self._release)


class ItemCard(Card):
    """Shows one item and the answer on the screen; every change is announced as a whole answer."""

    chosen = Signal(object)
    changed = Signal(object)
    remove_requested = Signal()
    forget_requested = Signal(object)
    """One thing that was said before, or None for all of it."""
    state_requested = Signal()

    def __init__(self, *, couple: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._couple = couple
        self._answer: Answer | None = None
        self._entry: AnsweredItem | None = None
        self._build_head()
        self._build_answer()
        self._build_releases()
        self._lay_out()

    # -- building ----------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self._chip = Chip("", mark="own")
        self._remove = Button(_("Remove this item of mine"), "quiet", icon="trash")
        self._remove.clicked.connect(self._ask_remove)
        self._title = Prose("", "title", leading=1.4)
        self._text = Prose("", "body", tone="2")
        self._scale = ChoiceScale("own")
        self._scale.chosen.connect(self._choose)
        self._scale.cleared.connect(self._clear)

    def _build_answer(self) -> None:
        self._conditions = ConditionPicker(self)
        self._conditions.changed.connect(self._set_conditions)
        self._blanks = BlankFields(self)
        self._blanks.changed.connect(self._set_blanks)
        self._wording = Prose("", "read", italic=True)
        self._shared_note = TextArea(
            _("A note to release with it"), hint=_("The other reads it if, and when, this opens."), rows=2
        )
        self._note = TextArea(
            _("A note for myself"), hint=_("It never leaves your space, whatever you release."), rows=2
        )
        self.earlier = EarlierAnswers(self)
        self.earlier.forget_requested.connect(self.forget_requested)
        self._shared_note.changed.connect(self._set_notes)
        self._note.changed.connect(self._set_notes)

    def _build_releases(self) -> None:
        self._releases = QWidget(self)
        self._group = QButtonGroup(self._releases)
        self._choices: dict[Release, ReleaseChoice] = {}
        self._paper = Tick(_("This may stand on paper"), space="own", note=_("you can change it at any time"))
        self._paper.toggled.connect(self._set_paper)
        self._sealed = Prose(
            _(
                "Your sealed sheet says what you said when you released it. To change that, take it back and "
                "release it anew."
            ),
            "small",
            tone="2",
        )
        self._sealed.hide()
        self._protecting = Protecting(self)
        self._protecting.state_requested.connect(self.state_requested)
        heading = PlainLabel(_("When we open our answers"), "body", bold=True)
        rows: list[QWidget] = []
        for release in (Release.KEEP, Release.OPEN, Release.TALK):
            choice = ReleaseChoice(release, self._releases)
            choice.picked.connect(self._set_release)
            self._group.addButton(choice.button)
            self._choices[release] = choice
            rows.append(choice)
        vbox(heading, 4, *rows, 4, self._paper, parent=self._releases)

    def _lay_out(self) -> None:
        # The spacing is the layout's own, so that what is hidden leaves no gap behind.
        self.body.setSpacing(14)
        self.body.addLayout(hbox(self._chip, None, self._remove))
        self.body.addLayout(vbox(self._title, self._text, gap=4))
        for widget in (
            self._scale,
            self._conditions,
            self._blanks,
            self._wording,
            self._releases,
            self._sealed,
            self._protecting,
            self._shared_note,
            self._note,
            self.earlier,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    # -- showing -----------------------------------------------------------------------------------

    def show_item(self, view: ItemView) -> None:
        """The item and the answer as it stands; fields keep their cursor while only the answer changed."""
        same = self._entry is not None and self._entry.item.id == view.entry.item.id
        self._entry, self._answer = view.entry, view.answer
        item, answer = view.entry.item, view.answer
        self._chip.set_text(kind_words(item))
        self._remove.setVisible(item.own)
        self._title.setText(item.title)
        self._text.setText(item.text)
        self._text.setVisible(bool(item.text))
        if not same:
            # They tell of the answer once it was looked at; until then nothing of another item stands there.
            self._protecting.hide()
            self._sealed.hide()
            self._conditions.begin()
            self._scale.set_steps(steps(item))
            self._blanks.show_blanks(item.blanks, answer.blanks, self._of_fillings(item))
            with QSignalBlocker(self._note), QSignalBlocker(self._shared_note):
                self._note.setText(answer.note)
                self._shared_note.setText(answer.released_note)
        self._scale.set_value(answer.choice.value if answer.choice else None)
        self.earlier.show_earlier(view.entry, same_item=same)
        self._show_parts(answer)
        if not same:
            self._scale.setFocus()

    def _of_fillings(self, item: Item) -> str:
        if not self._couple or (item.kind, item.shape) != (Kind.OURS, Shape.OPENING):
            return ""
        return _("A draft comes of it only if both of you fill in the same.")

    def _ask_remove(self) -> None:
        ask(
            self,
            _("Remove this item?"),
            _("Its words and your answer are deleted. A limit of it that stands in your agreement stays."),
            _("Remove it"),
            space="own",
            on_act=self.remove_requested.emit,
        )

    def _show_parts(self, answer: Answer) -> None:
        assert self._entry is not None
        choice = answer.choice
        asks = choice in WITH_CONDITIONS
        self._conditions.setVisible(asks)
        if choice is not None and asks:
            self._conditions.show_conditions(
                conditions_heading(choice), self._entry.conditions, answer.conditions
            )
        self._blanks.setVisible(choice is not None and _fills_in(self._entry.item, choice))
        self._releases.setVisible(choice is not None and self._couple)
        self._shared_note.setVisible(answer.release is Release.OPEN and self._couple)
        self._paper.setVisible(answer.release is Release.OPEN)
        with QSignalBlocker(self._paper):
            self._paper.setChecked(answer.paper)
        self._choices[answer.release].button.setChecked(True)

    def show_preview(self, preview: Preview, wording: str) -> None:
        """What the other would see, under each release, and how the line would read."""
        self._wording.setText(wording)
        self._wording.setVisible(bool(wording))
        for release, choice in self._choices.items():
            choice.show_seen(_seen(release, preview))
        if self._couple:
            self._protecting.show_preview(preview)
            self._sealed.setVisible(preview.sealed)

    # -- changing ----------------------------------------------------------------------------------

    def _choose(self, value: str) -> None:
        self.chosen.emit(Choice(value))

    def _clear(self) -> None:
        self.chosen.emit(None)

    def _change(self, **parts: object) -> None:
        if self._answer is not None:
            self._answer = replace(self._answer, **parts)  # type: ignore[arg-type]
            self.changed.emit(self._answer)

    def _set_conditions(self, conditions: object) -> None:
        self._change(conditions=conditions)

    def _set_blanks(self, blanks: object) -> None:
        self._change(blanks=blanks)

    def _set_notes(self) -> None:
        self._change(note=self._note.text(), released_note=self._shared_note.text().strip())

    def _set_release(self, release: Release) -> None:
        self._change(release=release)
        if self._answer is not None:
            self._show_parts(self._answer)

    def _set_paper(self, allowed: bool) -> None:
        self._change(paper=allowed)


def _fills_in(item: Item, choice: Choice) -> bool:
    """Whether the words of this choice have a blank: a plain no has nothing to fill in."""
    words = item.wording.get(choice, item.wording.get(Choice.YES, "") if choice is Choice.YES_IF else "")
    return any("{" + blank.name + "}" in words for blank in item.blanks)


def _seen(release: Release, preview: Preview) -> str:
    """The sentence under a release: what the other will see of it."""
    lines = preview.shown.get(release, ())
    if release is Release.KEEP:
        return _("The other will see nothing.")
    if release is Release.TALK:
        return _(
            "The other will see only: “{title}”, as something to talk about. They will know you brought it; "
            "if both of you did, it looks the same."
        ).format(title=lines[0] if lines else "")
    if not lines:
        return preview.why_nothing
    whole = [line if line.endswith((".", "?")) else f"{line}." for line in lines]
    if len(whole) == 1:
        return _("The other will see: {lines}").format(lines=whole[0])
    return "\n".join((_("The other will see:"), *whole))
