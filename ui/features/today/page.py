"""Today: a greeting, what comes, and nothing that was. Empty is fine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from trustapp.domain.errors import UserError
from trustapp.domain.triggers import HardDay
from trustapp.services.today import (
    BOTH,
    COMING,
    HARD,
    JUST_NOW,
    LETTERS,
    OWN,
    RECENT,
    STEP,
    SUGGESTED,
    TodayRow,
    TodayView,
)
from trustapp.words import _
from ui.features.today.asides import JustNowCard, LettersCard, RecentCard, StepCard
from ui.features.today.columns import Beside
from ui.features.today.presenter import TodayPresenter
from ui.features.today.rows import BEGIN, OUT, ComingRow, TimeRow, coming_row
from ui.widgets import dates
from ui.widgets.boxes import Card, EmptyState, MarkLabel, Rule, Tint
from ui.widgets.buttons import Button, Tick
from ui.widgets.further import Rows
from ui.widgets.hours import greeting, night_words
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose
from ui.widgets.toast import Toast


class TodayPage(Page):
    """Only for the person who sits here; nothing on it waits for an answer."""

    KEY = "today"
    TITLE = _("Today")

    def __init__(self, presenter: TodayPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Today"), space="own", parent=parent)
        self._presenter = presenter
        self._couple = False
        self._view: TodayView | None = None
        self._body = vbox(gap=24)
        self.content.addLayout(self._body)
        self.content.addSpacing(16)
        self._parts = PartsCard(self)
        self._parts.changed.connect(presenter.hide)
        self._parts.hide()
        self._choose = Button(_("What this page shows…"), "quiet", icon="settings")
        self._choose.clicked.connect(self._show_parts)
        self.content.addLayout(hbox(self._choose, None))
        self.content.addWidget(self._parts)
        self.content.addStretch(1)
        self._toast = Toast(self)
        self._toast.undone.connect(presenter.undo)
        presenter.attach(self)

    def showEvent(self, event: QShowEvent) -> None:
        """It asks anew whenever it is come to: another day may have begun."""
        if not event.spontaneous():
            self._stale = True
        super().showEvent(event)

    # -- what the presenter shows ------------------------------------------------------------------

    def show_today(self, view: TodayView) -> None:
        """Everything that is there; the keyboard stays on the page."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self._body_holds(focus)
        self._view, self._couple = view, view.couple
        hello = _("{greeting}, {name}").format(greeting=greeting(view.now.hour), name=view.name)
        self.set_title(hello)
        self.set_subtitle(dates.day_of_week(view.now.date()))
        clear(self._body)
        for card in self._cards(view):
            self._body.addWidget(card)
        self._parts.show_parts(view)
        if inside:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body_holds(self, widget: QWidget) -> bool:
        kept = widget is self._choose or self._parts.isAncestorOf(widget)
        return self.isAncestorOf(widget) and not kept

    def _cards(self, view: TodayView) -> list[QWidget]:
        found: list[QWidget] = []
        night = night_words(view.now.hour)
        if view.steps and not self._presenter.step_is_left(view.now.date()):
            found.append(self._step_card(view, night))
        elif night:
            tint = Tint("own")
            tint.body.addWidget(Prose(night, "read"))
            found.append(tint)
        found += [self._hard_card(hard) for hard, day in view.hard if day == view.now.date()]
        found.append(self._today_card(view) if view.today else _empty(view))
        if view.letter is not None or view.due:
            letters = LettersCard(view.letter, view.due)
            letters.asked.connect(self._presenter.letters)
            found.append(letters)
        coming = bool(view.coming or view.review is not None or _near(view))
        if coming and view.exercises:
            found.append(Beside(self._coming_card(view), JustNowCard(view.exercises)))
        elif coming:
            found.append(self._coming_card(view))
        if view.suggested:
            found.append(self._suggested_line())
        if view.exercises and not coming:
            found.append(JustNowCard(view.exercises))
        if view.recent:
            recent = RecentCard(view.recent, view.now.date())
            recent.opened.connect(self._presenter.reflection)
            recent.all_asked.connect(self._presenter.reflections)
            found.append(recent)
        return found

    def _step_card(self, view: TodayView, night: str) -> StepCard:
        card = StepCard(view.steps, night)
        card.begun.connect(self._presenter.step)
        card.left.connect(self._leave_step)
        return card

    def _today_card(self, view: TodayView) -> Card:
        card = Card()
        card.body.addWidget(PlainLabel(_("Today"), "read"))
        for own in (False, True):
            rows = [row for row in view.today if row.own is own]
            if rows:
                card.body.addSpacing(10)
                if view.couple:
                    card.body.addWidget(_group(own=own))
                card.body.addWidget(
                    Rows([partial(self._time_row, row, row is rows[0]) for row in rows], card)
                )
        return card

    def _hard_card(self, hard: HardDay) -> Tint:
        """A day that is hard, and the plan that its owner made on a calmer one."""
        card = Tint("own")
        card.body.addWidget(PlainLabel(hard.name, "read", wrap=True))
        card.body.addSpacing(6)
        plan = hard.plan or _("Nothing has to be managed today. Help and safety is in its place.")
        card.body.addWidget(Prose(plan, "body"))
        return card

    def _time_row(self, row: TodayRow, first: bool) -> Sequence[QWidget]:
        made = TimeRow(row)
        made.done.connect(self._do)
        return (made,) if first else (Rule(), made)

    def _coming_card(self, view: TodayView) -> Card:
        card = Card()
        all_of_them = Button(_("All rituals"), "quiet")
        all_of_them.clicked.connect(self._to_planner)
        card.body.setContentsMargins(24, 12, 24, 16)
        title = PlainLabel(_("Coming up"), "read")
        row = hbox((title, 1), all_of_them, gap=12)
        row.setAlignment(title, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        rows: list[QWidget] = [coming_row(one) for one in view.coming]
        rows += [ComingRow("own", dates.day(day), hard.name, _("a hard day")) for hard, day in _near(view)]
        if view.review is not None:
            rows.append(self._review_row(view))
        for place, one in enumerate(rows):
            if place:
                card.body.addWidget(Rule())
            card.body.addWidget(one)
        return card

    def _review_row(self, view: TodayView) -> QWidget:
        assert view.review is not None
        near = ComingRow("s", dates.day(view.review), _("Read our agreement again"), _("review date"))
        go = Button(_("Our agreement"), "quiet")
        go.clicked.connect(self._presenter.agreement)
        holder = QWidget()
        hbox((near, 1), go, gap=12, parent=holder)
        return holder

    def _suggested_line(self) -> QWidget:
        line = QWidget()
        go = Button(_("To the planner"), "quiet")
        go.clicked.connect(self._to_shared)
        words = Prose(
            _("Something was suggested to you. It can stay so, without an answer."), "body", tone="2"
        )
        row = hbox((words, 1), go, gap=12, parent=line)
        row.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        return line

    def show_left_out(self) -> None:
        """It is gone, and can be brought back while the page says so."""
        self._toast.say(_("It does not come this once."))

    def show_error(self, error: UserError) -> None:
        """What was refused, and why."""
        self.messages.refuse(error)

    # -- what the person does ----------------------------------------------------------------------

    def _do(self, way: str, row: TodayRow) -> None:
        if way == OUT:
            self._presenter.leave_out(row)
        else:
            self._presenter.begin(row, smaller=way != BEGIN)

    def _leave_step(self) -> None:
        if self._view is not None:
            self._presenter.leave_step(self._view.now.date())
            self.show_today(self._view)

    def _to_planner(self) -> None:
        self._presenter.planner(own=not self._couple)

    def _to_shared(self) -> None:
        self._presenter.planner(own=False)

    def _show_parts(self) -> None:
        self._parts.setVisible(self._parts.isHidden())
        if self._parts.isVisible():
            self.scroll_to(self._parts)


def _near(view: TodayView) -> list[tuple[HardDay, date]]:
    """The hard days after today."""
    return [(hard, day) for hard, day in view.hard if day > view.now.date()]


class PartsCard(Card):
    """What the page shows, to be taken away and put back."""

    changed = Signal(object)
    """The parts that are hidden now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden: frozenset[str] = frozenset()
        self._ticks: dict[str, Tick] = {}
        self.body.addWidget(PlainLabel(_("What this page shows"), "read"))
        self.body.addSpacing(4)
        for part, text in _parts():
            tick = Tick(text, space="own")
            tick.clicked.connect(self._change)
            self._ticks[part] = tick
            self.body.addWidget(tick)
        note = _(
            "Only for you, and only on this page. What is not shown here stands in the planner as before."
        )
        self.body.addSpacing(4)
        self.body.addWidget(Prose(note, "small", tone="2"))

    def show_parts(self, view: TodayView) -> None:
        """As it is kept."""
        for part, tick in self._ticks.items():
            tick.setChecked(part not in view.hidden)
            tick.setVisible(view.couple or part in _ALONE)

    def _change(self) -> None:
        self.changed.emit(frozenset(part for part, tick in self._ticks.items() if not tick.isChecked()))


_ALONE = (STEP, OWN, COMING, LETTERS, HARD, JUST_NOW, RECENT)
"""What there is for somebody who is alone here."""


def _parts() -> tuple[tuple[str, str], ...]:
    return (
        (STEP, _("One small step")),
        (BOTH, _("What you two planned")),
        (OWN, _("What you planned for yourself")),
        (COMING, _("What comes up")),
        (SUGGESTED, _("That something was suggested to you")),
        (LETTERS, _("That a letter is there")),
        (HARD, _("My hard days")),
        (JUST_NOW, _("How it is at this moment")),
        (RECENT, _("What I wrote last")),
    )


def _group(*, own: bool) -> QWidget:
    """Whose the rows under it are, in words and with a mark."""
    space = "own" if own else "s"
    head = QWidget()
    words = _("Only you") if own else _("Both of you")
    hbox(MarkLabel(space, 16), PlainLabel(words, "small", tone=space, bold=True), None, gap=8, parent=head)
    return head


def _empty(view: TodayView) -> QWidget:
    if {BOTH, OWN} <= view.hidden or (not view.couple and OWN in view.hidden):
        return EmptyState(
            "today", _("Nothing is shown for today."), _("You chose it so, and it can stay so.")
        )
    return EmptyState(
        "today", _("Nothing is planned for today."), _("An empty day is fine. Nothing has to be added.")
    )
