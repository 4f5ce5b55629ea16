"""Boxes and small marks: cards, tints, chips, banners, empty states."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from trustapp.words import _
from ui.widgets import icons, look
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.text import Prose, set_property


class _Box(QFrame):
    """A frame with a column in it."""

    def __init__(self, box: str, margins: tuple[int, int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", box)
        self.body = vbox(parent=self, margins=margins)


class Card(_Box):
    """A card on the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", (24, 20, 24, 20), parent)


class Sunk(_Box):
    """A well in the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunk", (24, 20, 24, 20), parent)


class Tint(_Box):
    """A card in the tint of its place, for the one thing that matters now."""

    def __init__(self, space: str = "n", parent: QWidget | None = None) -> None:
        super().__init__("tint", (20, 16, 20, 16), parent)
        self._space = space
        look.follow(self)

    def restyle(self) -> None:
        """Take the tint of the place."""
        set_property(self, "space", look.space(self._space))


class Rule(QFrame):
    """A hairline, lying or standing."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "rule")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class _Picture(QLabel):
    """A small picture beside words: level with a single line, else with the first of several."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def restyle(self) -> None:
        """Grow with the text."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the picture."""
        size = look.px(self._size)
        return QSize(size, size)

    def minimumSizeHint(self) -> QSize:
        """A picture does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in its place."""
        size = look.px(self._size)
        line = max(look.line_height("body"), size)
        high = self.height() > look.height(40) + 4
        top = (line - size) / 2 if high else (self.height() - size) / 2
        QPainter(self).drawPixmap(QPointF(0, round(top)), self._picture(size))

    def _picture(self, size: int) -> QPixmap:
        raise NotImplementedError


class IconLabel(_Picture):
    """An icon that is not pressed; the words beside it say the same."""

    def __init__(
        self, icon: str, colour: str = "ink2", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(size, parent)
        self._icon, self._colour = icon, colour
        look.follow(self)

    def set_icon(self, icon: str, colour: str | None = None) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour or self._colour
        self.update()

    def _picture(self, size: int) -> QPixmap:
        return icons.pixmap(self._icon, self._colour, size)


class MarkLabel(_Picture):
    """The mark of a place: half for one person, whole for both."""

    def __init__(
        self, space: str, size: int = 20, parent: QWidget | None = None, *, left_half: bool | None = None
    ) -> None:
        super().__init__(size, parent)
        self._space, self._left_half = space, left_half
        look.follow(self)

    def _picture(self, size: int) -> QPixmap:
        return icons.mark(self._space, size, left_half=self._left_half)


class Chip(QLabel):
    """A small pill that states a fact; nothing happens when it is pressed."""

    def __init__(
        self,
        text: str,
        space: str = "n",
        icon: str | None = None,
        mark: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._space, self._icon, self._mark = space, icon, mark
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.follow(self)

    def restyle(self) -> None:
        """Take the font of the present look."""
        self.setFont(look.font("small"))
        self.updateGeometry()
        self.update()

    def set_text(self, text: str) -> None:
        """State another fact."""
        self.setText(text)
        self.updateGeometry()

    def _start(self) -> int:
        return 10 + (look.px(16) + 7 if self._icon or self._mark else 2)

    def sizeHint(self) -> QSize:
        """Words and picture in one line."""
        metrics = QFontMetricsF(look.font("small"))
        words = round(metrics.horizontalAdvance(self.text())) + 2
        return QSize(self._start() + words + 12, max(28, round(metrics.height()) + 10))

    def minimumSizeHint(self) -> QSize:
        """A chip does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pill, picture, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(look.pen(f"{self._space}_line"))
        painter.setBrush(look.colour(f"{self._space}_tint"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size, rtl = look.px(16), self.isRightToLeft()
        left = self.width() - 10 - size if rtl else 10
        ink = "ink" if look.space(self._space) == "n" else self._space
        if self._mark:
            painter.drawPixmap(QPointF(left, (self.height() - size) / 2), icons.mark(self._mark, size))
        elif self._icon:
            painter.drawPixmap(QPointF(left, (self.height() - size) / 2), icons.pixmap(self._icon, ink, size))
        painter.setFont(look.font("small"))
        painter.setPen(look.colour(ink))
        start = self._start()
        words = box.adjusted(0, 0, -start, 0) if rtl else box.adjusted(start, 0, 0, 0)
        # The painter turns "left" round where the line of reading does.
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(align), self.text())


class IdentityChip(Chip):
    """Whose page this is, in words and with a mark, never by colour alone."""

    def __init__(self, space: str, parent: QWidget | None = None) -> None:
        super().__init__("", space, mark=space, parent=parent)
        self.set_space(space)

    def set_space(self, space: str) -> None:
        """Say it of another place; before anyone sits there is nothing to say."""
        self._space = self._mark = space
        self.set_text(_("Both of you see this") if look.space(space) == "s" else _("Only you can see this"))
        if look.space(space) == "n":
            self.hide()
        elif self.parentWidget() is not None:
            self.show()


class Banner(QFrame):
    """A fact at the top of a page, with one action at most."""

    action_requested = Signal()

    def __init__(
        self,
        space: str,
        icon: str,
        title: str,
        text: str = "",
        action: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._space = space
        self.setProperty("box", "tint")
        words = vbox(gap=2)
        words.addWidget(Prose(title, "body", bold=True, leading=1.4))
        if text:
            words.addWidget(Prose(text, "small", tone="2"))
        row = hbox(IconLabel(icon, space, 20), (words, 1), gap=14, margins=(20, 12, 16, 12), parent=self)
        self.button: Button | None = None
        if action:
            self.button = Button(action, "secondary", parent=self)
            self.button.clicked.connect(self.action_requested)
            row.addWidget(self.button)
        look.follow(self)

    def restyle(self) -> None:
        """Take the tint of the place."""
        set_property(self, "space", look.space(self._space))


class EmptyState(QWidget):
    """What stands where nothing is yet; it says that empty is fine."""

    action_requested = Signal()

    def __init__(
        self, icon: str, title: str, text: str, action: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = QWidget(self)
        words.setMaximumWidth(look.px(520))
        vbox(
            Prose(title, "read", centred=True),
            Prose(text, "small", tone="2", centred=True),
            gap=4,
            parent=words,
        )
        column = vbox(
            24,
            hbox(None, IconLabel(icon, "ink2", 40), None),
            12,
            hbox(None, (words, 4), None),
            parent=self,
        )
        self.button: Button | None = None
        if action:
            self.button = Button(action, "secondary", parent=self)
            self.button.clicked.connect(self.action_requested)
            column.addSpacing(16)
            column.addLayout(hbox(None, self.button, None))
        column.addSpacing(24)
