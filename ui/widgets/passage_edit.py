"""The editor of a passage: paragraphs, headings, lists, quotes, bold and italic, and nothing else.

What it holds are the blocks of ``domain.passages``. Nothing rich ever comes in: what is pasted or dropped is
taken as plain words, and no picture or file that a text names is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from trustapp.domain.passages import HEADINGS, Block, Shape, Span
from trustapp.domain.reflections import MAX_TEXT
from trustapp.words import _
from ui.widgets import look

_QUOTE: Final = QTextFormat.Property.UserProperty.value + 1
_LINE: Final = "\u2028"
"""A line break within a block, as the toolkit keeps it."""
_TO_LINES: Final = {ord(one): _LINE for one in "\n\r\u2029"}
_NOT_TEXT: Final = dict.fromkeys((0xFDD0, 0xFDD1, 0xFFFC, 0), "\ufffd")
"""Signs that the toolkit takes as its own."""
_STYLES: Final = {
    Shape.BULLET: QTextListFormat.Style.ListDisc,
    Shape.NUMBER: QTextListFormat.Style.ListDecimal,
}
_SHAPES: Final = {style: shape for shape, style in _STYLES.items()}
_SIZES: Final = {1: 2, 2: 1}
"""Steps of the toolkit by which a heading is larger than the text; they follow the size of the text."""
_BOLD: Final = QFont.Weight.Bold.value
_LEADING: Final = 120
_RETURN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LISTS: Final = {
    Qt.Key.Key_8: Shape.BULLET,
    Qt.Key.Key_Asterisk: Shape.BULLET,
    Qt.Key.Key_7: Shape.NUMBER,
    Qt.Key.Key_Ampersand: Shape.NUMBER,
    Qt.Key.Key_Slash: Shape.NUMBER,
    Qt.Key.Key_9: Shape.QUOTE,
    Qt.Key.Key_ParenLeft: Shape.QUOTE,
    Qt.Key.Key_ParenRight: Shape.QUOTE,
}
"""With Ctrl and Shift; keyboards name the key by what Shift makes of it."""
_LEVELS: Final = {Qt.Key.Key_0: 0, Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3}


class PassageEdit(QTextEdit):
    """Shows blocks and gives them back exactly as they are then."""

    edited = Signal()
    """Somebody changed something; not when other blocks are shown."""
    look_changed = Signal()
    """The cursor came to another shape, or to bold or italic."""
    left = Signal()
    """Escape."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._was: tuple[Shape, int, bool, bool] | None = None
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().contentsChanged.connect(self._contents_changed)
        self.cursorPositionChanged.connect(self._look_may_have_changed)
        self.currentCharFormatChanged.connect(self._look_may_have_changed)
        look.follow(self)
        self.show_blocks(())

    def restyle(self) -> None:
        """The text follows the size and colours of the look."""
        self.setFont(look.font("read"))
        self.document().setDefaultFont(look.font("read"))
        self.document().setIndentWidth(look.px(26))
        self.viewport().update()

    # -- blocks ------------------------------------------------------------------------------------

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these; what was there before cannot be brought back by undoing."""
        self._quiet = True
        self.setUndoRedoEnabled(False)
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for place, block in enumerate(blocks or (Block(()),)):
            if place:
                cursor.insertBlock(_block_format(Shape.PARAGRAPH), _chars())
            self._write(cursor, block)
        cursor.endEditBlock()
        self.setUndoRedoEnabled(True)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self._quiet = False
        self._look_may_have_changed()

    def _write(self, cursor: QTextCursor, block: Block) -> None:
        level = _level(block.level) if block.shape is Shape.HEADING else 0
        _shape_block(cursor, block.shape, level)
        for span in block.spans:
            words = span.text.translate(_TO_LINES).translate(_NOT_TEXT)
            cursor.insertText(words, _chars(bold=span.bold, italic=span.italic, level=level))

    def blocks(self) -> tuple[Block, ...]:
        """What stands there now, empty blocks included."""
        return tuple(_read(block) for block in _all_blocks(self.document().begin()))

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.toPlainText().split())

    def selected_text(self) -> str:
        """The words that are chosen, a line for each block; "" where none are."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace(_LINE, "\n")

    # -- what is at the cursor ---------------------------------------------------------------------

    @property
    def shape(self) -> Shape:
        """What the block at the cursor is."""
        return _shape_of(self.textCursor().block())

    @property
    def level(self) -> int:
        """Which heading the block at the cursor is, 0 for none."""
        return self.textCursor().block().blockFormat().headingLevel()

    @property
    def bold(self) -> bool:
        """Whether what is typed now is bold."""
        return self.currentCharFormat().fontWeight() >= _BOLD

    @property
    def italic(self) -> bool:
        """Whether what is typed now is italic."""
        return self.currentCharFormat().fontItalic()

    def _look_may_have_changed(self) -> None:
        now = (self.shape, self.level, self.bold, self.italic)
        if now != self._was:
            self._was = now
            self.setAccessibleDescription(shape_name(now[0], now[1]))
            self.look_changed.emit()

    # -- changing ----------------------------------------------------------------------------------

    def turn_bold(self) -> None:
        """Bold where it is not, else not."""
        self._turn(bold=not self.bold)

    def turn_italic(self) -> None:
        """Italic where it is not, else not."""
        self._turn(italic=not self.italic)

    def _turn(self, *, bold: bool | None = None, italic: bool | None = None) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            now_bold, now_italic = self.bold, self.italic
            self.setCurrentCharFormat(
                _chars(
                    bold=now_bold if bold is None else bold,
                    italic=now_italic if italic is None else italic,
                    level=self.level,
                )
            )
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        for first, last, form, level in _runs(self._chosen_blocks()):
            begin, stop = max(first, start), min(last, end)
            if begin < stop:
                _dress(
                    self.document(),
                    begin,
                    stop,
                    _chars(
                        bold=form.fontWeight() >= _BOLD if bold is None else bold,
                        italic=form.fontItalic() if italic is None else italic,
                        level=level,
                    ),
                )
        cursor.endEditBlock()
        self._look_may_have_changed()

    def turn_shape(self, shape: Shape, level: int = 0) -> None:
        """Give the chosen blocks this shape; where all of them have it, they are paragraphs again."""
        blocks = self._chosen_blocks()
        if all(_shape_of(one) is shape and one.blockFormat().headingLevel() == level for one in blocks):
            shape, level = Shape.PARAGRAPH, 0
        self._give_shape(shape, level, blocks)

    def _give_shape(self, shape: Shape, level: int, blocks: Sequence[QTextBlock]) -> None:
        editing = self.textCursor()
        editing.beginEditBlock()
        numbers = [one.blockNumber() for one in blocks]
        for number in numbers:
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            _shape_block(cursor, shape, level)
            _dress_block(self.document().findBlockByNumber(number))
        _join_next(self.document().findBlockByNumber(numbers[-1]))
        editing.endEditBlock()
        self._type_as_block()
        self._look_may_have_changed()

    def _type_as_block(self) -> None:
        """What is typed next has the size of its block."""
        if not self.textCursor().hasSelection():
            self.setCurrentCharFormat(_chars(bold=self.bold, italic=self.italic, level=self.level))

    def _chosen_blocks(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        return [one for one in _all_blocks(first) if one.blockNumber() <= last]

    # -- keys and pasting --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What headings, lists and quotes do with Return and Backspace; the shortcuts."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & Qt.KeyboardModifier.ControlModifier:
            if self._shortcut(key, shift=bool(held & Qt.KeyboardModifier.ShiftModifier)):
                event.accept()
                return
        elif key == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
            return
        elif self._takes(key, held=bool(held)):
            event.accept()
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._tidy_block()

    def _takes(self, key: Qt.Key, *, held: bool) -> bool:
        """Whether Return or Backspace did something to the shape of the block."""
        if key in _RETURN:
            return not held and self._return()
        return key == Qt.Key.Key_Backspace and self._backspace()

    def _shortcut(self, key: Qt.Key, *, shift: bool) -> bool:
        if shift and key in _LISTS:
            self.turn_shape(_LISTS[key])
        elif not shift and key in _LEVELS:
            level = _LEVELS[key]
            self.turn_shape(Shape.HEADING if level else Shape.PARAGRAPH, level)
        elif not shift and key == Qt.Key.Key_B:
            self.turn_bold()
        elif not shift and key == Qt.Key.Key_I:
            self.turn_italic()
        else:
            return False
        return True

    def _return(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        shape = self.shape
        if shape in (*_STYLES, Shape.QUOTE) and not cursor.block().text():
            self._give_shape(Shape.PARAGRAPH, 0, [cursor.block()])
            return True
        if shape is Shape.HEADING and cursor.atBlockEnd():
            cursor.insertBlock(_block_format(Shape.PARAGRAPH), _chars())
            self.setTextCursor(cursor)
            self.setCurrentCharFormat(_chars())
            return True
        return False

    def _backspace(self) -> bool:
        cursor = self.textCursor()
        at_start = cursor.atBlockStart() and not cursor.hasSelection()
        if at_start and self.shape is not Shape.PARAGRAPH:
            self._give_shape(Shape.PARAGRAPH, 0, [cursor.block()])
            return True
        return False

    def _tidy_block(self) -> None:
        """Words that came into a block of another shape take the size of it."""
        block = self.textCursor().block()
        cursor = self.textCursor()
        cursor.joinPreviousEditBlock()
        _dress_block(block)
        cursor.endEditBlock()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words as they are, without any look; an empty line between paragraphs is none."""
        room = MAX_TEXT - self.document().characterCount()
        text = source.text().replace("\r\n", "\n").translate(_NOT_TEXT)[: max(0, room)]
        lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
        between = " " if self.level else "\n"
        if lines:
            # What begins or ends within a line stays there.
            self.textCursor().insertText(between.join(lines), self.currentCharFormat())
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is words alone."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def loadResource(self, type: int, name: Any) -> Any:
        """Nothing is ever loaded."""
        return None

    def _contents_changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a bar beside quotes."""
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("own"))
        layout, down = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        for one in _all_blocks(block):
            box = layout.blockBoundingRect(one)
            if box.top() - down > self.viewport().height():
                break
            if _shape_of(one) is Shape.QUOTE:
                x = self.viewport().width() - 5 if self.isRightToLeft() else 2
                follows = one.next().isValid() and _shape_of(one.next()) is Shape.QUOTE
                high = box.height() + (one.blockFormat().bottomMargin() if follows else 0)
                painter.drawRect(QRectF(x, box.top() - down, 3, high))
        painter.end()
        super().paintEvent(event)


def shape_name(shape: Shape, level: int = 0) -> str:
    """What a block is called."""
    if shape is Shape.HEADING:
        return _("Heading {level}").format(level=level)
    return {
        Shape.PARAGRAPH: _("Paragraph"),
        Shape.BULLET: _("List"),
        Shape.NUMBER: _("Numbered list"),
        Shape.QUOTE: _("Quote"),
    }[shape]


# -- blocks and formats of the toolkit --------------------------------------------------------------------


def _all_blocks(first: QTextBlock) -> Iterator[QTextBlock]:
    block = first
    while block.isValid():
        yield block
        block = block.next()


def _level(level: int) -> int:
    return min(max(level, 1), HEADINGS)


def _chars(*, bold: bool = False, italic: bool = False, level: int = 0) -> QTextCharFormat:
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(_BOLD)
    elif level == HEADINGS:
        # The smallest heading is as large as the text; its weight is one that is not taken for bold.
        made.setFontWeight(QFont.Weight.DemiBold.value)
    if italic:
        made.setFontItalic(True)
    if level in _SIZES:
        made.setProperty(QTextFormat.Property.FontSizeAdjustment.value, _SIZES[level])
    return made


def _block_format(shape: Shape, level: int = 0) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(4 if shape in _STYLES else 12)
    made.setHeadingLevel(level)
    if shape is Shape.HEADING:
        made.setTopMargin(6)
    if shape is Shape.QUOTE:
        made.setProperty(_QUOTE, True)
        made.setLeftMargin(18)
    return made


def _shape_block(cursor: QTextCursor, shape: Shape, level: int) -> None:
    """Give the block of this cursor a shape; a list goes on where the block above is of the same."""
    cursor.setBlockFormat(_block_format(shape, level if shape is Shape.HEADING else 0))
    cursor.setBlockCharFormat(_chars(level=level))
    if shape not in _STYLES:
        return
    above = cursor.block().previous()
    if above.isValid() and _shape_of(above) is shape:
        above.textList().add(cursor.block())
        return
    form = QTextListFormat()
    form.setStyle(_STYLES[shape])
    form.setIndent(1)
    cursor.createList(form)


def _join_next(block: QTextBlock) -> None:
    """A list that begins right below one of its kind is the same list, so that numbers run on."""
    shape = _shape_of(block)
    if shape not in _STYLES:
        return
    mine, below = block.textList(), block.next()
    while (
        below.isValid() and _shape_of(below) is shape and below.textList().objectIndex() != mine.objectIndex()
    ):
        mine.add(below)
        below = below.next()


def _shape_of(block: QTextBlock) -> Shape:
    form = block.blockFormat()
    if form.headingLevel():
        return Shape.HEADING
    listed = cast("QTextList | None", block.textList())
    if listed is not None:
        return _SHAPES.get(listed.format().style(), Shape.BULLET)
    return Shape.QUOTE if form.property(_QUOTE) else Shape.PARAGRAPH


def _read(block: QTextBlock) -> Block:
    spans: list[Span] = []
    for words, form in _fragments(block):
        spans.append(Span(words.replace(_LINE, "\n"), form.fontWeight() >= _BOLD, form.fontItalic()))
    return Block(tuple(spans), _shape_of(block), block.blockFormat().headingLevel())


def _fragments(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.isValid():
            yield fragment.text(), fragment.charFormat()
        place += 1


def _runs(blocks: Sequence[QTextBlock]) -> list[tuple[int, int, QTextCharFormat, int]]:
    """Where each run of one look begins and ends, and the level of its block."""
    found: list[tuple[int, int, QTextCharFormat, int]] = []
    for block in blocks:
        level, place = block.blockFormat().headingLevel(), block.begin()
        while not place.atEnd():
            run = place.fragment()
            if run.isValid():
                found.append((run.position(), run.position() + run.length(), run.charFormat(), level))
            place += 1
    return found


def _dress(document: Any, start: int, end: int, form: QTextCharFormat) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)


def _dress_block(block: QTextBlock) -> None:
    """Every run of a block in the size of its shape."""
    for first, last, form, level in _runs([block]):
        wanted = _chars(bold=form.fontWeight() >= _BOLD, italic=form.fontItalic(), level=level)
        if wanted != form:
            _dress(block.document(), first, last, wanted)
