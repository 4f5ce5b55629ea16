"""Fields to type in or choose from, each with its label above and its error below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets import icons, look
from ui.widgets.boxes import IconLabel
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import PlainLabel, Prose, set_property


class _Labelled(QWidget):
    """Label, control, hint and error; the label is the control's accessible name."""

    changed = Signal()

    def __init__(self, label: str, control: QWidget, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control, self._hint_text = control, hint
        self._label = PlainLabel(label, "body", bold=True, wrap=True)
        self._label.setBuddy(control)
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        self._hint = Prose(hint, "small", tone="2")
        # Hidden, never shown, while they have no parent: a shown widget without one is a window.
        if not hint:
            self._hint.hide()
        self._error = Prose("", "small", tone="error")
        self._error_row = QWidget(self)
        hbox(IconLabel("info", "error", 16), (self._error, 1), gap=6, parent=self._error_row)
        self._error_row.hide()
        if not label:
            self._label.hide()
        self.column = vbox(self._label, 6, control, 4, self._hint, self._error_row, None, parent=self)
        look.follow(self)

    def restyle(self) -> None:
        """Take the font of the present look."""
        self._control.setFont(look.font("body"))
        self._control.setMinimumHeight(look.height(40))

    def set_label(self, label: str) -> None:
        """Name the field anew."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._control.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        """Say something else under the field."""
        self._hint_text = hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self._error_row.isVisibleTo(self))
        self._control.setAccessibleDescription(hint)

    def set_error(self, text: str) -> None:
        """Say what is wrong under the field; "" takes it away."""
        self._error.setText(text)
        self._error_row.setVisible(bool(text))
        self._hint.setVisible(bool(self._hint_text) and not text)
        self._control.setAccessibleDescription(text or self._hint_text)
        set_property(self._control, "error", "true" if text else None)

    @property
    def error(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._error.text() if self._error_row.isVisibleTo(self) else ""

    def _changed(self) -> None:
        if self.error:
            self.set_error("")
        self.changed.emit()


class Field(_Labelled):
    """One line of text."""

    submitted = Signal()
    """Enter was pressed."""

    def __init__(
        self,
        label: str,
        placeholder: str = "",
        hint: str = "",
        password: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(label, self.edit, hint, parent)
        self.edit.setPlaceholderText(placeholder)
        if password:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textChanged.connect(self._changed)
        self.edit.returnPressed.connect(self.submitted)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def setText(self, text: str) -> None:
        """Fill the field."""
        self.edit.setText(text)


class TextArea(_Labelled):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(
        self, label: str, placeholder: str = "", hint: str = "", rows: int = 3, parent: QWidget | None = None
    ) -> None:
        self._rows = rows
        self.edit = QPlainTextEdit()
        super().__init__(label, self.edit, hint, parent)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.textChanged.connect(self._changed)
        self.setFocusProxy(self.edit)

    def restyle(self) -> None:
        """Keep room for as many lines at any text size."""
        super().restyle()
        line = round(look.line_height("body") * 1.02)
        self.edit.setFixedHeight(self._rows * line + 28)
        # The example in an empty field is painted by the viewport, which keeps the font that it had first.
        self.edit.viewport().setFont(look.font("body"))

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    def setText(self, text: str) -> None:
        """Fill the field."""
        self.edit.setPlainText(text)


class _Combo(QComboBox):
    """A combo box that the wheel does not turn while the page is scrolled past it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and an arrow of our own: a style sheet would need it as a file in each colour."""
        super().paintEvent(event)
        size = look.px(18)
        x = 10 if self.isRightToLeft() else self.width() - size - 10
        picture = icons.pixmap("down", "ink2" if self.isEnabled() else "disabled_ink", size)
        QPainter(self).drawPixmap(x, (self.height() - size) // 2, picture)

    def minimumSizeHint(self) -> QSize:
        """Narrow; long choices are cut in the closed box only."""
        return QSize(look.px(120), super().minimumSizeHint().height())


class Choice(_Labelled):
    """One of a list; ``text`` gives the key of what is chosen."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = _Combo()
        super().__init__(label, self.combo, hint, parent)
        self.set_choices(choices)
        self.combo.currentIndexChanged.connect(self._chosen)
        self.setFocusProxy(self.combo)

    def restyle(self) -> None:
        """The list that opens takes the font too."""
        super().restyle()
        self.combo.view().setFont(look.font("body"))

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, words); what was chosen stays so where it is among them."""
        key = self.text()
        blocked = self.combo.blockSignals(True)
        self.combo.clear()
        for one, words in choices:
            self.combo.addItem(words, one)
        self.setText(key)
        self.combo.blockSignals(blocked)

    def text(self) -> str:
        """The key of what is chosen, "" where nothing is offered."""
        data = self.combo.currentData()
        return data if isinstance(data, str) else ""

    def setText(self, key: str) -> None:
        """Choose by key; an unknown key leaves the choice as it is."""
        place = self.combo.findData(key)
        if place >= 0:
            self.combo.setCurrentIndex(place)

    def _chosen(self, _place: int) -> None:
        self._changed()
