"""The pages of the first run, one for each step. Each announces "next" when it may go on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.domain.partners import Hue
from trustapp.services.openings import Strength
from trustapp.services.reading import Card as Guidance
from trustapp.words import _
from ui.shell.first_run.parts import HUES, hue_words, space_of
from ui.shell.first_run.presenter import Place
from ui.shell.first_run.step_page import StepPage
from ui.widgets.boxes import Card, IconLabel, Rule
from ui.widgets.buttons import Button, OneOf, Tick
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox
from ui.widgets.passphrase_edit import PassphraseEdit
from ui.widgets.text import PlainLabel, Prose


class QuestionsPage(StepPage):
    """Private questions. What is ticked lives in these boxes and nowhere else, and goes with the page."""

    def __init__(self, place: Place, card: Guidance | None, questions: tuple[str, ...]) -> None:
        super().__init__(place, card.title if card else "")
        self.add_texts(card)
        self.content.addSpacing(20)
        box = Card(self)
        self._ticks = [Tick(question, space=space_of(place)) for question in questions]
        for tick in self._ticks:
            box.body.addWidget(tick)
        self.content.addWidget(box)
        self.content.addStretch(1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was ticked."""
        for tick in self._ticks:
            tick.setChecked(False)
        super().hideEvent(event)


class ChoicePage(StepPage):
    """Alone, or both of them here: two ways of equal size."""

    chosen = Signal(bool)

    def __init__(self, place: Place, card: Guidance | None) -> None:
        super().__init__(place, card.title if card else "")
        self.add_texts(card)
        self.content.addSpacing(20)
        box = Card(self)
        self._group = QButtonGroup(self)
        ways = (
            OneOf(
                _("I begin alone"),
                space="n",
                sub=_("For as long as you like; a partner can be invited later."),
            ),
            OneOf(
                _("We are both here"), space="n", sub=_("One after the other, each with a key of their own.")
            ),
        )
        for number, way in enumerate(ways):
            self._group.addButton(way, number)
            box.body.addWidget(way)
        self._ways = ways
        ways[1 if place.both else 0].setChecked(True)
        self.content.addWidget(box)
        self.content.addStretch(1)

    def pick(self, *, both: bool) -> None:
        """Choose a way."""
        self._ways[1 if both else 0].setChecked(True)

    def begin(self) -> None:
        """Begin at the chosen way."""
        self._ways[self._group.checkedId()].setFocus()

    def go_on(self) -> None:
        """Announce the choice."""
        self.chosen.emit(self._group.checkedId() == 1)


class AdultPage(StepPage):
    """Each person says for themselves that they are an adult."""

    def __init__(self, place: Place, card: Guidance | None) -> None:
        super().__init__(place, card.title if card else "")
        box = self.add_texts(card)
        box.body.addSpacing(16)
        self._tick = Tick(_("I am 18 or older"), space=space_of(place))
        self._tick.toggled.connect(self.next_button.setEnabled)
        self.next_button.setEnabled(False)
        box.body.addWidget(self._tick)
        self.content.addStretch(1)

    def tick(self) -> None:
        """Say that one is an adult."""
        self._tick.setChecked(True)

    def begin(self) -> None:
        """Begin at the tick."""
        self._tick.setFocus()


class NamePage(StepPage):
    """Name or initials and a colour; the second person has the colour that is left."""

    named = Signal(str, object)

    def __init__(self, place: Place) -> None:
        alone = not place.both
        subtitle = (
            _("How you are called here.")
            if alone
            else _("As both of you will see it, and as it may stand on paper.")
        )
        if place.anew:
            subtitle = _(
                "The name from before stays with what was said under it. Choose another one, if only by "
                "a letter."
            )
        super().__init__(place, _("Your name here"), subtitle)
        box = Card(self)
        self._name = Field(
            _("Your name or initials"), hint=_("A first name, a letter, a nickname: what you like.")
        )
        self._name.setText(place.name)
        self._name.submitted.connect(self.go_on)
        box.body.addWidget(self._name)
        box.body.addSpacing(20)
        box.body.addWidget(PlainLabel(_("Your colour"), "body", bold=True))
        self._group = QButtonGroup(self)
        for number, hue in enumerate(HUES):
            if place.second and hue is not place.hue:
                continue
            choice = OneOf(hue_words(hue), space=hue.value)
            choice.setChecked(hue is place.hue)
            self._group.addButton(choice, number)
            box.body.addWidget(choice)
        if place.second:
            words = _("The other one is {name}’s. Marks and words say the same as the colour.").format(
                name=place.other
            )
        elif alone:
            words = _("Marks and words say the same as the colour.")
        else:
            words = _("Your partner will have the other one. Marks and words say the same as the colour.")
        box.body.addWidget(Prose(words, "small", tone="2"))
        self.content.addWidget(box)
        self.content.addStretch(1)

    def fill(self, name: str) -> None:
        """Put a name into the field."""
        self._name.setText(name)

    def begin(self) -> None:
        """Begin with the name."""
        self._name.edit.setFocus()

    def go_on(self) -> None:
        """Announce name and colour."""
        name = self._name.text().strip()
        if not name:
            self._name.set_error(_("A name, or a letter that stands for you."))
            self._name.edit.setFocus()
            return
        hue: Hue = HUES[self._group.checkedId()]
        self.named.emit(name, hue)


class PassphrasePage(StepPage):
    """Five drawn words or an own passphrase, typed twice, and "forgotten means lost" confirmed."""

    strength_wanted = Signal(str)
    suggestion_wanted = Signal()
    given = Signal(str)

    def __init__(self, place: Place, cards: Mapping[str, Guidance]) -> None:
        other = place.other or _("your partner")
        subtitle = _("It opens your space. Nobody can reset or replace it.")
        if place.both:
            subtitle = _("It opens your space. It cannot be reset or replaced by {name}.").format(name=other)
        super().__init__(place, _("A key that only you hold"), subtitle)
        space = space_of(place)
        self._enough = False
        box = Card(self)
        box.body.addWidget(PlainLabel(_("Choose a passphrase"), "read"))
        words = _(
            "Four or more words that do not belong together are easy to remember and very hard to guess. "
            "Avoid dates, "
            "names and lines of songs."
        )
        box.body.addWidget(Prose(words, "body", tone="2"))
        box.body.addSpacing(16)
        self._first = PassphraseEdit(_("Your passphrase"), space=space, strength=True)
        self._again = PassphraseEdit(_("Once more"), space=space)
        self._first.changed.connect(self._changed)
        self._again.submitted.connect(self.go_on)
        suggest = Button(_("Suggest words"), "secondary", icon="swap")
        suggest.clicked.connect(self.suggestion_wanted)
        for widget in (self._first, suggest, self._again):
            if widget is suggest:
                box.body.addLayout(hbox(suggest, None))
            else:
                box.body.addWidget(widget)
            box.body.addSpacing(12)
        box.body.addWidget(Rule())
        box.body.addSpacing(12)
        note = _(
            "There is no hint and no secret question: a partner often knows the answers. Nothing is kept "
            "in the system’s "
            "keychain."
        )
        box.body.addLayout(hbox(IconLabel("info", "ink2", 20), (Prose(note, "small", tone="2"), 1), gap=12))
        self.content.addWidget(box)
        self.content.addSpacing(16)
        forgotten = cards.get("forgotten")
        if forgotten is not None:
            self.content.addWidget(Prose(" ".join(forgotten.body), "body", tone="2"))
            self.content.addSpacing(8)
        self._understood = Tick(
            _(
                "I understand: if my passphrase and my recovery sheet are both lost, nobody can open "
                "what I wrote."
            ),
            space=space,
        )
        self.content.addWidget(self._understood)
        self.content.addStretch(1)

    def fill(self, passphrase: str) -> None:
        """Type a passphrase twice and confirm what is said of it."""
        self._first.setText(passphrase)
        self._again.setText(passphrase)
        self._understood.setChecked(True)

    def begin(self) -> None:
        """Begin with the first field."""
        self._first.setFocus()

    def show_strength(self, strength: Strength) -> None:
        """How hard it is to guess."""
        self._enough = strength.enough
        self._first.show_strength(strength.level, strength.enough, strength.problem)

    def show_suggestion(self, words: str) -> None:
        """Words to read and learn, in clear."""
        self._first.setText(words)
        self._first.set_visible_text(True)

    def show_working(self, working: bool) -> None:
        """While the keys are made."""
        self.next_button.setEnabled(not working)
        self.next_button.setText(_("Making your key…") if working else _("Continue"))

    def forget(self) -> None:
        """Nothing stays in the fields."""
        self._first.clear()
        self._again.clear()

    def _changed(self) -> None:
        self._enough = False
        self.strength_wanted.emit(self._first.text())

    def go_on(self) -> None:
        """Look at both entries and the tick, then give the passphrase."""
        if not self._enough:
            self._first.set_error(_("Four or more words that do not belong together."))
        elif self._first.text() != self._again.text():
            self._again.set_error(_("The two entries differ."))
        elif not self._understood.isChecked():
            self.messages.warn(_("Please confirm that a forgotten passphrase cannot be brought back."))
            self._understood.setFocus()
        else:
            self.messages.clear()
            self.given.emit(self._first.text())


class ReadyPage(StepPage):
    """What is done, and what comes next."""

    def __init__(self, place: Place) -> None:
        over = place.both and not place.second
        title = _("Your part is done") if over else _("Ready")
        onward = _("Hand over") if over else _("Begin")
        super().__init__(place, title, onward=onward)
        box = Card(self)
        if over:
            words = _(
                "Your space is made, and it closes now. Next your partner sets up their own, alone: "
                "leave the chair to "
                "them, and look away from the screen."
            )
        elif place.anew:
            words = _(
                "Your space is made. The shared one opens to you when {name} has opened their own space "
                "once. Limits and needs from before stay there as last stated, and no new key lifts them; "
                "what had been opened has ended. The files from before stay where they are, and open only "
                "with the passphrase or the recovery sheet from before."
            ).format(name=place.other)
        elif place.second:
            words = _(
                "Both spaces are made, and the shared one is empty. Each of you answers alone, whenever "
                "you like. When you open your answers together, limits and needs stand from that moment. "
                "Everything else is a draft, and counts only when each of you has slept on it and says "
                "still yes, alone."
            )
        else:
            words = _(
                "Your space is made. You can answer alone for as long as you like, for yourself. If you "
                "want to invite your partner one day, it is in the settings; nothing will ask you to."
            )
        box.body.addWidget(Prose(words, "read", leading=1.6))
        self.content.addWidget(box)
        self.content.addStretch(1)


class HandOverPage(QWidget):
    """A blank page with nothing of the first person's on it."""

    next_requested = Signal()
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        from PySide6.QtCore import Qt

        from ui.widgets.layouts import vbox

        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = Prose(_("Now the other person"), "display", leading=1.3, centred=True)
        line = Prose(
            _("Nobody’s space is open. When you sit here alone, go on."), "body", tone="2", centred=True
        )
        free = Prose(
            _("You do not have to. F9, or closing the window, leaves everything as it is."),
            "small",
            tone="2",
            centred=True,
        )
        helping = Button(_("Help and safety"), "quiet", icon="help")
        helping.clicked.connect(self.help_requested)
        self.button = Button(_("I am here, alone"), "primary")
        self.button.clicked.connect(self.next_requested)
        vbox(
            None,
            words,
            12,
            line,
            32,
            hbox(None, self.button, None),
            16,
            free,
            None,
            hbox(helping, None),
            margins=(40, 40, 40, 40),
            parent=self,
        )

    def begin(self) -> None:
        """The one button there is."""
        self.button.setFocus()
