"""A field for a passphrase, with an eye to look at what was typed and, where wanted, its strength."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import Prose

LEVELS = 4


class StrengthBar(QWidget):
    """Four parts, filled as far as the passphrase is strong; the words under it say the same."""

    def __init__(self, space: str = "n", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level, self._space = 0, space
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_level(self, level: int) -> None:
        """From 0, nothing, to 4."""
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        """A thin row."""
        return QSize(200, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The parts, from the start of the line of reading."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - (LEVELS - 1) * 6) / LEVELS
        for part in range(LEVELS):
            place = LEVELS - 1 - part if self.isRightToLeft() else part
            painter.setBrush(look.colour(self._space if part < self._level else "disabled_fill"))
            painter.drawRoundedRect(QRectF(place * (width + 6), 0, width, 6), 3, 3)


class PassphraseEdit(QWidget):
    """A passphrase; hidden until its eye is pressed, and hidden again when it is emptied."""

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        label: str,
        hint: str = "",
        space: str = "own",
        *,
        strength: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = Field(label, hint="", password=True)
        self.edit = self.field.edit
        self._eye = Button("", "quiet", icon="show")
        self._eye.clicked.connect(self._turn)
        self.field.column.removeWidget(self.edit)
        self.field.column.insertLayout(2, hbox((self.edit, 1), self._eye, gap=8))
        self._bar = StrengthBar(space)
        self._words = Prose("", "small")
        if not strength:
            self._bar.hide()
        self._words.hide()
        self._hint = Prose(hint, "small", tone="2")
        if not hint:
            self._hint.hide()
        vbox(self.field, self._bar, 4, self._words, self._hint, parent=self)
        self.field.changed.connect(self._changed)
        self.field.submitted.connect(self.submitted)
        self.setFocusProxy(self.edit)
        self._name_eye()

    def in_order(self) -> tuple[QWidget, QWidget]:
        """The field and its eye, as Tab goes through them."""
        return self.edit, self._eye

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def setText(self, text: str) -> None:
        """Fill the field, or empty it."""
        self.edit.setText(text)

    def clear(self) -> None:
        """Empty the field and hide what is typed next."""
        self.setText("")
        self.set_visible_text(False)

    def set_label(self, label: str) -> None:
        """Name the field anew."""
        self.field.set_label(label)

    def set_error(self, text: str) -> None:
        """Say what is wrong under the field; "" takes it away."""
        self.field.set_error(text)

    def show_strength(self, level: int, enough: bool, problem: str = "") -> None:
        """How hard to guess it is, as four parts and in words; ``problem`` as the vault service names it."""
        words = _strength_words(level, enough=enough, problem=problem) if self.text() else ""
        self._bar.show()
        self._bar.set_level(level if self.text() else 0)
        self._bar.setAccessibleName(words)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    @property
    def shown(self) -> bool:
        """Whether the words can be read."""
        return self.edit.echoMode() is QLineEdit.EchoMode.Normal

    def set_visible_text(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_icon("hide" if shown else "show")
        self._name_eye()

    def _name_eye(self) -> None:
        self._eye.setAccessibleName(_("Hide the passphrase") if self.shown else _("Show the passphrase"))

    def _turn(self) -> None:
        self.set_visible_text(not self.shown)

    def _changed(self) -> None:
        if not self.text() and self.shown:
            self.set_visible_text(False)
        self.changed.emit()


def _strength_words(level: int, *, enough: bool, problem: str) -> str:
    said = {
        "short": _("A few more words make it hard to guess."),
        "guessable": _("This can be guessed. Words that do not belong together cannot."),
        "names": _("It leans on a name, which the other person knows. Other words are safer."),
        "labels": _("It leans on words that stand in this program. Other words are safer."),
    }.get(problem)
    if said is not None:
        return said
    if not enough:
        return _("Not yet. Four or more words that do not belong together.")
    return _("Very strong.") if level >= LEVELS else _("Strong.")
