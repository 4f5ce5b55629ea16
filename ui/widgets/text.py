"""Words on the screen: plain text always, because labels guess at rich text and people's words are theirs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets import look

_NARROW = 60
_KEPT_WIDTHS = 4


_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def in_order(text: str) -> str:
    """Words without the signs that turn the direction of reading.

    They have no shape and could make a sentence look like another one than is said still yes to.
    Letters that run from right to left do so by themselves.
    """
    return text.translate(_TURNING)


class PlainLabel(QLabel):
    """A label for a line or two of plain text, in the font of its role."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str | None = None,
        *,
        bold: bool = False,
        italic: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._bold, self._italic = role, tone, bold, italic
        self._mono = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            flags = (
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.setTextInteractionFlags(flags)
        self.setText(text)
        look.follow(self)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(in_order(text))

    def restyle(self) -> None:
        """Take the font and the colour of the present look."""
        set_property(self, "tone", look.space(self._tone) if self._tone else None)
        self.setFont(look.font(self._role, bold=self._bold, italic=self._italic, mono=self._mono))

    def set_tone(self, tone: str | None) -> None:
        """Say the words in another colour: "2", "error", or a space."""
        self._tone = tone
        self.restyle()

    def set_monospaced(self) -> None:
        """Letters of one width, for codes that are copied by hand."""
        self._mono = True
        self.restyle()


class Prose(QLabel):
    """Wrapped plain text with room between its lines, and ``apart`` more between its paragraphs.

    Its height follows its width.
    It is a label so that screen readers read it as text, and paints itself because a label has no
    line height.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str | None = None,
        *,
        leading: float = 1.5,
        italic: bool = False,
        bold: bool = False,
        centred: bool = False,
        apart: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._leading, self._apart = role, tone, leading, apart
        self._italic, self._bold = italic, bold
        self._centred = centred
        self._laid: dict[int, tuple[list[QTextLayout], int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        super().setText(in_order(text))
        look.follow(self)

    def restyle(self) -> None:
        """Take the font of the present look; the colour is asked for at each painting."""
        self.setFont(look.font(self._role, bold=self._bold, italic=self._italic))
        self._forget()

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(in_order(text))
        self._forget()

    def set_tone(self, tone: str | None) -> None:
        """Say the words in another colour: "2", "error", or a space."""
        self._tone = tone
        self.update()

    def _forget(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _lay(self, width: int) -> tuple[list[QTextLayout], int]:
        if width not in self._laid:
            if len(self._laid) >= _KEPT_WIDTHS:
                self._laid.clear()
            self._laid[width] = self._lay_anew(width)
        return self._laid[width]

    def _lay_anew(self, width: int) -> tuple[list[QTextLayout], int]:
        font = self.font()
        metrics = QFontMetricsF(font)
        step = max(round(font.pixelSize() * self._leading), round(metrics.height()))
        above = (step - metrics.height()) / 2
        align = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeading
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        layouts: list[QTextLayout] = []
        y = 0
        for number, paragraph in enumerate(self.text().split("\n")):
            y += look.px(self._apart) if number else 0
            layout = QTextLayout(paragraph, font)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, y + above))
                y += step
            layout.endLayout()
            layouts.append(layout)
        return layouts, y

    def _inner(self, width: int) -> int:
        margins = self.contentsMargins()
        return max(_NARROW, width - margins.left() - margins.right())

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the words in this width."""
        margins = self.contentsMargins()
        return self._lay(self._inner(width))[1] + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """One line where the words are short; else the width of a good reading line."""
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0)
        margins = self.contentsMargins()
        width = min(round(longest) + 2, round(metrics.averageCharWidth() * 64))
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow, and one line high: the layout asks for the height that the width needs."""
        return QSize(_NARROW, round(self.font().pixelSize() * self._leading))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the laid out lines."""
        painter = QPainter(self)
        painter.setPen(look.colour(self._tone or "ink" if self.isEnabled() else "disabled_ink"))
        margins = self.contentsMargins()
        origin = QPointF(margins.left(), margins.top())
        for layout in self._lay(self._inner(self.width()))[0]:
            layout.draw(painter, origin)


def set_tip(widget: QWidget, text: str) -> None:
    """Show plain words as a tooltip, which guesses at rich text and loads what that names.

    Nothing without a sign of a tag is guessed to be rich.
    """
    text = in_order(text)
    if "<" in text:
        # Not at the top: it reads every entity that there is, which the first page does not need.
        from html import escape

        text = f"<p>{escape(text)}</p>"
    widget.setToolTip(text)


def set_property(widget: QWidget, name: str, value: str | None) -> None:
    """Set a property that the style sheet selects by; dress the widget again if it is another value."""
    if widget.property(name) == value:
        return
    dressed = widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
    widget.setProperty(name, value)
    if dressed:
        font = widget.font()
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        # Dressing puts back the font from before the widget was first dressed.
        widget.setFont(font)
