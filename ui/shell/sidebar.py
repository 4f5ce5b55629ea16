"""The sidebar: who is here, pages or the steps of a meeting, and at its foot Pause, Help, Hide and lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from trustapp.services.sittings import Sitting, SittingKind
from trustapp.words import _
from ui.shell.features import FOOT, OWN, SHARED, FeatureEntry
from ui.widgets import look
from ui.widgets.boxes import MarkLabel, Rule
from ui.widgets.layouts import hbox, vbox
from ui.widgets.page import RING
from ui.widgets.rows import NavItem, PauseButton
from ui.widgets.scroll import ClearScroll
from ui.widgets.steps import DONE, LATER, NOW, StepRow
from ui.widgets.text import PlainLabel, set_tip

WIDTH = 248
RAIL = 72
NARROW_WINDOW = 1024
_WIDEST_PART = 0.36


def meeting_steps() -> tuple[tuple[str, str], ...]:
    """The steps of a meeting, by the key that its page announces."""
    return (
        ("arrive", _("Arrive")),
        ("open", _("Open at once")),
        ("read", _("Read")),
        ("draft", _("Read the drafts")),
        ("sign", _("Read again another day, each alone")),
    )


class PageItem(NavItem):
    """A row that leads to a page."""

    chosen = Signal(str)

    def __init__(self, entry: FeatureEntry, space: str, parent: QWidget | None = None) -> None:
        super().__init__(entry.title, entry.icon, space, parent=parent)
        self.key = entry.key
        self.clicked.connect(self._choose)

    def nextCheckState(self) -> None:
        """Being the current page is not for the mouse to turn."""

    def _choose(self) -> None:
        self.chosen.emit(self.key)


class Sidebar(QWidget):
    """The same place on every page; its foot never scrolls away."""

    page_requested = Signal(str)
    together_requested = Signal()
    pause_requested = Signal()
    help_requested = Signal()
    hide_requested = Signal()

    def __init__(
        self, sitting: Sitting, entries: Sequence[FeatureEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sitting = sitting
        self._rail = False
        self._items: list[PageItem] = []
        self._rows: list[NavItem] = []
        self._words: list[QWidget] = []
        self._marks: list[tuple[QBoxLayout, int, int]] = []
        self._steps: dict[str, StepRow] = {}
        self._upper = _Upper(self)
        if sitting.kind is SittingKind.TOGETHER:
            self._fill_together(entries)
        else:
            self._fill_own(entries)
        self._upper.column.addStretch(1)
        side = 12 - RING
        vbox((self._upper, 1), 8, self._build_foot(), margins=(side, 16, side, 16), parent=self)
        look.follow(self)

    # -- building ----------------------------------------------------------------------------------

    def _fill_own(self, entries: Sequence[FeatureEntry]) -> None:
        member = self._sitting.member
        name = member.name if member is not None else ""
        self._add_head("own", name, _("Your space is open"))
        self._add_section(_("Only you"), "own", [one for one in entries if one.section == OWN])
        shared = [one for one in entries if one.section == SHARED]
        if shared:
            self._upper.column.addSpacing(12)
            both = len(self._sitting.members) > 1
            self._add_section(_("Both of you") if both else _("What you shared"), "s", shared)
        self._upper.column.addSpacing(12)
        self._upper.column.addWidget(Rule())
        self._upper.column.addSpacing(8)
        if len(self._sitting.members) > 1:
            together = self._add_row(NavItem(_("Open together…"), "together", "s"))
            together.clicked.connect(self.together_requested)
        for entry in entries:
            if entry.section == FOOT:
                self._add_page(entry, "own")

    def _fill_together(self, entries: Sequence[FeatureEntry]) -> None:
        self._add_head("s", _("Together"), _("Only the shared space"))
        for member in self._sitting.members:
            name = PlainLabel(member.name)
            mark = MarkLabel(member.hue.value, 16)
            set_tip(mark, member.name)
            self._words.append(name)
            row = hbox(mark, name, None, gap=12, margins=(18, 0, 8, 8))
            self._marks.append((row, 16, 18))
            self._upper.column.addLayout(row)
        self._upper.column.addSpacing(4)
        self._upper.column.addWidget(Rule())
        self._upper.column.addSpacing(8)
        for entry in entries:
            if entry.section == SHARED:
                self._add_page(entry, "s")
        self._upper.column.addSpacing(12)
        self._add_heading(_("Opening our answers"), "s", marked=False)
        for key, words in meeting_steps():
            step = StepRow(words, LATER, "s")
            self._steps[key] = step
            self._upper.column.addWidget(step)
        self.show_step("arrive")

    def _build_foot(self) -> QVBoxLayout:
        self.pause_button = PauseButton(_("Pause"))
        self.help_item = NavItem(_("Help"), "help", key="F1")
        self.hide_item = NavItem(_("Hide and lock"), "hide", key="F9")
        self._rows += (self.help_item, self.hide_item)
        self.pause_button.clicked.connect(self.pause_requested)
        self.help_item.clicked.connect(self.help_requested)
        self.hide_item.clicked.connect(self.hide_requested)
        return vbox(self.pause_button, 8, self.help_item, self.hide_item, margins=(RING, 0, RING, 0))

    def _add_head(self, space: str, title: str, line: str) -> None:
        names = QWidget(self)
        vbox(PlainLabel(title, "read"), PlainLabel(line, "small", tone="2"), parent=names)
        self._words.append(names)
        mark = MarkLabel(space, 32)
        set_tip(mark, title)
        row = hbox(mark, names, None, gap=12, margins=(14, 4, 4, 0))
        self._marks.append((row, 32, 14))
        self._upper.column.addLayout(row)
        self._upper.column.addSpacing(20)

    def _add_section(self, title: str, space: str, entries: Sequence[FeatureEntry]) -> None:
        self._add_heading(title, space, marked=True)
        for entry in entries:
            self._add_page(entry, space)

    def _add_heading(self, title: str, space: str, *, marked: bool) -> None:
        words = PlainLabel(title, "small", tone=space, bold=True)
        self._words.append(words)
        row = hbox(margins=(16, 6, 8, 6), gap=8)
        if marked:
            row.addWidget(MarkLabel(space, 16))
            self._marks.append((row, 16, 16))
        row.addWidget(words)
        row.addStretch(1)
        self._upper.column.addLayout(row)

    def _add_page(self, entry: FeatureEntry, space: str) -> None:
        item = PageItem(entry, space)
        item.chosen.connect(self.page_requested)
        self._items.append(item)
        self._add_row(item)

    def _add_row(self, item: NavItem) -> NavItem:
        self._rows.append(item)
        self._upper.column.addWidget(item)
        return item

    # -- what it shows -----------------------------------------------------------------------------

    def mark_current(self, key: str) -> None:
        """Mark the page that is shown; none for a page that is not listed."""
        for item in self._items:
            current = item.key == key
            item.set_current(current, _("this page") if current else "")

    def show_step(self, now: str) -> None:
        """Done before the step, later after it; steps are not numbered."""
        state = DONE
        for key, step in self._steps.items():
            if key == now:
                step.set_state(NOW)
                state = LATER
            else:
                step.set_state(state)

    # -- width -------------------------------------------------------------------------------------

    def fit(self, window_width: int) -> None:
        """A rail where the window is narrow, or where large text would leave the page no room."""
        full = look.px(WIDTH)
        rail = window_width < NARROW_WINDOW or full > window_width * _WIDEST_PART
        if rail != self._rail:
            self._rail = rail
            for words in self._words:
                words.setVisible(not rail)
            for row in self._rows:
                row.set_rail(rail)
            self.pause_button.set_rail(rail)
            for step in self._steps.values():
                step.set_rail(rail)
        self.setFixedWidth(max(RAIL, look.px(48) + 24) if rail else full)
        self._centre_marks(rail=rail)

    def _centre_marks(self, *, rail: bool) -> None:
        """In a rail the marks stand over the icons."""
        inner = self.width() - 24
        for row, size, start in self._marks:
            margins = row.contentsMargins()
            margins.setLeft(max(0, (inner - look.px(size)) // 2) if rail else start)
            row.setContentsMargins(margins)

    @property
    def is_rail(self) -> bool:
        """Whether only icons show."""
        return self._rail

    def restyle(self) -> None:
        """Larger text needs a wider sidebar."""
        self.fit(self.window().width())


class _Upper(ClearScroll):
    """The part that may scroll; nothing of it is wider than the sidebar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        self.column = vbox(parent=holder, margins=(RING, RING, RING, RING))
        self.hold(holder)
