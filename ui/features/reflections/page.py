"""Reflections: the list on one side, the open sheet on the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Facets, Reflection, Row
from trustapp.words import _
from ui.features.reflections.beginning import Beginning
from ui.features.reflections.bin import Bin
from ui.features.reflections.filters import Filters
from ui.features.reflections.ports import Choices, Draft
from ui.features.reflections.presenter import ReflectionsPresenter
from ui.features.reflections.row_list import RowList
from ui.features.reflections.sheet import Sheet
from ui.widgets import look
from ui.widgets.boxes import EmptyState
from ui.widgets.buttons import Button, Pick
from ui.widgets.layouts import Flow, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.scroll import ClearScroll
from ui.widgets.toast import Toast

LIST = 312
SHEET = 400
"""The narrowest that the sheet may be beside the list."""
GAP = 28


class ReflectionsPage(Page):
    """Shows values and says wishes; where there is no room for both, list or sheet alone."""

    KEY = "reflections"
    TITLE = _("Reflections")

    def __init__(self, presenter: ReflectionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Reflections"), space="own", parent=parent)
        self._presenter = presenter
        self._facets, self._choices = Facets(), Choices()
        self._today = date.today()
        self._narrow = False
        self._empty_shown = True
        self._toast = Toast(self)
        self._toast.undone.connect(presenter.undo_throwing)
        self._build_head_actions()
        self._build_list()
        self._build_sheet()
        self._body = hbox(self._left, (self._right, 1), gap=GAP)
        self.content.addLayout(self._body, 1)
        self._build_foot_row()
        look.follow(self)
        self._arrange()
        presenter.attach(self)
        presenter.sheet.attach(self)

    def _build_head_actions(self) -> None:
        self.new_button = Button(_("New reflection"), "primary", "own", icon="edit")
        self.new_button.clicked.connect(self._new)
        self.head_actions.addWidget(self.new_button)

    def _build_list(self) -> None:
        self._left = QWidget()
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Search in your reflections"))
        self.search.setPlaceholderText(_("Search in your reflections"))
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.all_pick, self.pinned_pick = Pick(_("All"), "own"), Pick(_("Pinned"), "own")
        self.filter_pick = Pick(_("Filter"), "own")
        picks = QWidget()
        flow = Flow(picks)
        for pick in (self.all_pick, self.pinned_pick, self.filter_pick):
            flow.addWidget(pick)
        self.all_pick.clicked.connect(self._show_all)
        self.pinned_pick.clicked.connect(self._show_pinned)
        self.filter_pick.clicked.connect(self._open_filters)
        self.list = RowList()
        self.list.opened.connect(self._open)
        self.list.back_requested.connect(self._to_search)
        self.list.rows.window_wanted.connect(self._presenter.fetch)
        self.filters = Filters(self)
        self.filters.narrowed.connect(self._narrowed)
        self.filters.closed.connect(self._close_filters)
        self.filters.month_wanted.connect(self._presenter.look_at_month)
        nothing = _("Nothing is here yet. It can stay empty; one sentence is enough to begin.")
        empty = EmptyState("reflections", _("An empty list"), nothing)
        none = EmptyState("search", _("Nothing is found"), _("Other words or fewer of them may find it."))
        self._list_stack = QStackedWidget()
        self._empty, self._none = _at_its_top(empty), _at_its_top(none)
        for one in (self.list, self.filters, self._empty, self._none):
            self._list_stack.addWidget(one)
        vbox(self.search, 12, picks, 12, (self._list_stack, 1), parent=self._left)
        self._mark_picks()

    def _build_sheet(self) -> None:
        self._right = QStackedWidget()
        self.sheet, self.beginning, self.bin = Sheet(), Beginning(), Bin()
        still = _("Choose one from the list, or begin a new one.")
        self._still = _at_its_top(EmptyState("reflections", _("Only you can see this"), still))
        self._begin_area, self._bin_area = (
            _scrolling(self.beginning, self._right),
            _scrolling(self.bin, self._right),
        )
        for one in (self._still, self.sheet, self._begin_area, self._bin_area):
            self._right.addWidget(one)
        made, sheet = self._presenter, self.sheet
        sheet.edited.connect(made.sheet.edited)
        sheet.keep_requested.connect(made.sheet.save)
        sheet.left.connect(self._to_list)
        sheet.passage_chosen.connect(made.offer_passage)
        sheet.gathered.connect(made.gather)
        sheet.passage_action.setVisible(made.couple)
        sheet.pin_requested.connect(made.sheet.pin)
        sheet.throw_requested.connect(made.throw_away)
        sheet.picture_chosen.connect(made.sheet.add_picture)
        sheet.picture_removed.connect(made.sheet.remove_picture)
        self.beginning.begun.connect(made.sheet.begin)
        self.beginning.left.connect(self._to_list)
        self.bin.left.connect(self._leave_bin)
        self.bin.back_requested.connect(made.bring_back)
        self.bin.delete_requested.connect(made.delete)

    def _build_foot_row(self) -> None:
        self.bin_button = Button(_("Thrown away"), "quiet", icon="trash")
        self.let_go_button = Button(_("Write and let go"), "quiet")
        self.bin_button.clicked.connect(self._open_bin)
        self.let_go_button.clicked.connect(self._let_go)
        self.files_button = Button(_("Bring in, take along"), "quiet")
        self.files_button.clicked.connect(self._files)
        basket = Button(_("For the session"), "quiet")
        basket.clicked.connect(self._basket)
        buttons = [self.bin_button, self.files_button, basket, self.let_go_button]
        if self._presenter.couple:
            shown = Button(_("What the other can read"), "quiet")
            shown.clicked.connect(self._shown)
            buttons.insert(2, shown)
        holder = QWidget()
        flow = Flow(holder)
        for one in buttons:
            flow.addWidget(one)
        self.set_foot(holder)

    # -- what the presenters show ------------------------------------------------------------------

    def show_list(self, count: int, rows: Sequence[Row], *, anew: bool, narrowed: bool) -> None:
        """The list, from its beginning where something else is looked for."""
        if anew:
            self.list.rows.begin(count, rows)
            self.list.scrollToTop()
        else:
            self.list.rows.renew(count, rows)
        if self._list_stack.currentWidget() is not self.filters:
            self._show_rows()
        self._empty_shown = not narrowed
        self.list.mark_open(self._presenter.sheet.open_id, self._today)

    def _show_rows(self) -> None:
        found = self.list.rows.rowCount() > 0
        empty = self._empty if self._empty_shown else self._none
        self._list_stack.setCurrentWidget(self.list if found else empty)

    def show_window(self, offset: int, rows: Sequence[Row]) -> None:
        """Rows that came into view."""
        self.list.rows.show_window(offset, rows)

    def give_up_window(self) -> None:
        """They did not come."""
        self.list.rows.give_up()

    def show_facets(self, facets: Facets) -> None:
        """What there is to filter by."""
        self._facets = facets
        self.filters.show_facets(facets, self._choices)
        self.sheet.show_choices(self._choices, facets.tags)

    def show_choices(self, choices: Choices) -> None:
        """Kinds, moods, templates and questions."""
        self._choices = choices
        self.beginning.show_choices(choices)
        self.show_facets(self._facets)

    def show_days(self, year: int, month: int, days: frozenset[date]) -> None:
        """The days of a month that something is written about."""
        self.filters.days.show_days(year, month, days)

    def show_today(self, today: date) -> None:
        """Which day it is."""
        self._today = today

    def show_bin(self, rows: Sequence[Row]) -> None:
        """What was thrown away."""
        self.bin.show_rows(rows)
        self._show_right(self._bin_area)

    def show_thrown_away(self) -> None:
        """It lies in the bin."""
        self._toast.say(_("It is thrown away"))

    def show_sheet(self, one: Reflection, blocks: tuple[Block, ...]) -> None:
        """Open this one."""
        self._presenter.close_bin()
        self.messages.clear()
        self.sheet.show_reflection(one, blocks, self._today)
        self._show_right(self.sheet)
        self.list.mark_open(one.id)
        self.sheet.focus_text()

    def show_kept(self, one: Reflection) -> None:
        """It is kept."""
        self.messages.clear()
        self.sheet.show_kept(one)
        self.list.mark_open(one.id)

    def show_pictures(self, one: Reflection) -> None:
        """Which pictures the open one has."""
        self.sheet.show_pictures(one)

    def show_picture(self, place: str, picture: Picture) -> None:
        """One of them."""
        self.sheet.show_picture(place, picture)

    def close_sheet(self) -> None:
        """None is open."""
        if self._right.currentWidget() is self.sheet:
            self._show_right(self._still)
        self.list.mark_open("")

    def draft(self) -> Draft:
        """What stands on the sheet."""
        return self.sheet.draft()

    def try_again(self) -> None:
        """It could not be kept; the page tries again by itself."""
        self.sheet.show_not_kept()

    def show_error(self, error: UserError) -> None:
        """What was refused, and why; what was typed stays."""
        self.messages.refuse(error)

    def open_at(self, **place: Any) -> None:
        """``open``: one of them; ``prompt`` and ``kind``: a new one from this question."""
        if place.get("open"):
            self._presenter.sheet.open(str(place["open"]))
        elif "prompt" in place or "kind" in place:
            self._presenter.sheet.begin(str(place.get("prompt", "")), str(place.get("kind", "")))
        elif place.get("new"):
            self._new()

    # -- what is pressed ---------------------------------------------------------------------------

    def _new(self) -> None:
        if self._choices.prompts or self._choices.templates:
            self._presenter.sheet.leave()
            self._show_right(self._begin_area)
            self.beginning.free.setFocus()
        else:
            self._presenter.sheet.begin()

    def _open(self, reflection: str) -> None:
        self._presenter.sheet.open(reflection)

    def _open_bin(self) -> None:
        self._presenter.sheet.leave()
        self._presenter.open_bin()

    def _leave_bin(self) -> None:
        self._presenter.close_bin()
        self._show_right(self._still)

    def _let_go(self) -> None:
        self._presenter.go_to("let_go")

    def _shown(self) -> None:
        self._presenter.go_to("showing")

    def _basket(self) -> None:
        self._presenter.go_to("basket")

    def _files(self) -> None:
        self._presenter.go_to("journal_files")

    def _to_list(self) -> None:
        """Keep what is open; in a narrow window the list takes its place."""
        self._presenter.sheet.save()
        if self._narrow or self._right.currentWidget() is self._begin_area:
            self._presenter.sheet.leave()
            self._show_right(self._still)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _search(self, words: str) -> None:
        self._presenter.narrow(words=words)

    def _show_all(self) -> None:
        self.filters.clear()
        self._presenter.narrow(pinned=False)
        self._close_filters()
        self._mark_picks()

    def _show_pinned(self) -> None:
        self._presenter.narrow(pinned=self.pinned_pick.isChecked())
        self._mark_picks()

    def _open_filters(self) -> None:
        if self._list_stack.currentWidget() is self.filters:
            self._close_filters()
        else:
            self._list_stack.setCurrentWidget(self.filters)
            self.filters.days.begin(self._today)
        self._mark_picks()

    def _close_filters(self) -> None:
        self._show_rows()
        self._mark_picks()

    def _narrowed(self, changes: dict[str, Any]) -> None:
        self._presenter.narrow(**changes)
        self._mark_picks()

    def _mark_picks(self) -> None:
        query = self._presenter.query
        narrowed = bool(query.tag or query.kind or query.mood or query.since or query.until)
        self.all_pick.setChecked(not narrowed and not query.pinned)
        self.pinned_pick.setChecked(query.pinned)
        self.filter_pick.setChecked(narrowed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search to what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._close_filters()
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # -- room --------------------------------------------------------------------------------------

    def _show_right(self, shown: QWidget) -> None:
        self._right.setCurrentWidget(shown)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes to another page leaves nothing behind that is not kept."""
        super().hideEvent(event)
        self._presenter.sheet.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and sheet beside one another where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """The search field follows the size of the text."""
        self.search.setFont(look.font("body"))
        self.search.setMinimumHeight(look.height(40))

    def _arrange(self) -> None:
        room = min(self.width() - 80, 1120)
        wide = min(look.px(LIST), max(look.px(240), room - GAP - look.px(SHEET)))
        self._narrow = room < wide + GAP + look.px(SHEET)
        reading = self._right.currentWidget() is not self._still
        self._left.setVisible(not self._narrow or not reading)
        self._right.setVisible(not self._narrow or reading)
        self.sheet.back.setVisible(self._narrow)
        if self._narrow:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        else:
            self._left.setFixedWidth(wide)


def _at_its_top(empty: EmptyState) -> QWidget:
    """With its parts together, however high the place is that it fills."""
    holder = QWidget()
    vbox(empty, None, parent=holder)
    return holder


def _scrolling(card: QWidget, parent: QWidget) -> ClearScroll:
    """A card that scrolls where it is longer than the page, and asks for no height of its own."""
    area, holder = ClearScroll(parent), QWidget()
    holder.setProperty("ground", "clear")
    vbox(card, parent=holder)
    area.hold(holder)
    return area
