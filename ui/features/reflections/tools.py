"""The buttons over the text: what they do is also on keys, which their tips name."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from trustapp.domain.passages import Shape
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.passage_edit import PassageEdit, shape_name
from ui.widgets.text import set_tip


class Tools(QWidget):
    """Bold, italic, headings, lists, quote."""

    def __init__(self, edit: PassageEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        flow = Flow(self, gap=2)
        self.bold = self._add(flow, "B", _("Bold"), "Ctrl+B")
        self.italic = self._add(flow, "I", _("Italic"), "Ctrl+I")
        self._shapes: dict[Button, tuple[Shape, int]] = {}
        for level in (1, 2, 3):
            button = self._add(flow, f"H{level}", shape_name(Shape.HEADING, level), f"Ctrl+{level}")
            self._shapes[button] = (Shape.HEADING, level)
        for words, icon, shape, keys in (
            ("", "list", Shape.BULLET, "Ctrl+Shift+8"),
            ("1.", "", Shape.NUMBER, "Ctrl+Shift+7"),
            ("", "quote", Shape.QUOTE, "Ctrl+Shift+9"),
        ):
            button = self._add(flow, words, shape_name(shape), keys, icon)
            self._shapes[button] = (shape, 0)
        for button in self._shapes:
            button.clicked.connect(self._shape)
        self.bold.clicked.connect(self._bold)
        self.italic.clicked.connect(self._italic)
        edit.look_changed.connect(self._show)

    def _add(self, flow: Flow, words: str, name: str, keys: str, icon: str = "") -> Button:
        button = Button(words, "quiet", icon=icon or None, parent=self)
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setProperty("tool", "true")
        set_tip(button, _("{name}, {keys}").format(name=name, keys=keys))
        flow.addWidget(button)
        return button

    def _show(self) -> None:
        """Which of them are so at the cursor."""
        at = (self._edit.shape, self._edit.level)
        states = {button: at == shape for button, shape in self._shapes.items()}
        for button, on in {**states, self.bold: self._edit.bold, self.italic: self._edit.italic}.items():
            with QSignalBlocker(button):
                button.setChecked(on)

    def _bold(self) -> None:
        self._edit.turn_bold()
        self._edit.setFocus()

    def _italic(self) -> None:
        self._edit.turn_italic()
        self._edit.setFocus()

    def _shape(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self._edit.turn_shape(*self._shapes[sender])
        self._edit.setFocus()
        self._show()
