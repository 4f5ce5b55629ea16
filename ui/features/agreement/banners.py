"""What stands over the lines: how to read them, what rests and why, what changed, what ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.partners import Member
from trustapp.services.agreements import AgreementView
from trustapp.services.looking import Since
from trustapp.words import _
from ui.features.agreement.difference import DifferencePanel
from ui.features.agreement.words import awaiting_words
from ui.widgets.boxes import Banner, Card
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.text import Prose


class Banners(QWidget):
    """Facts, each with one action at most; nothing here says what the other did or when."""

    date_confirmed = Signal()
    go_on_requested = Signal()
    since_requested = Signal()
    review_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since: Card | None = None
        self._layout = vbox(parent=self, gap=12)

    def show_banners(self, view: AgreementView) -> None:
        """Those that are true now."""
        self._put_away()
        clear(self._layout)
        for banner in self._banners(view):
            self._layout.addWidget(banner)

    def _banners(self, view: AgreementView) -> Iterator[Banner]:
        if view.agreement.nobody_there:
            yield self._nobody_there()
        yield self._how_to_read(view)
        if view.agreement.suspended:
            yield self._suspended(view)
        if not view.agreement.verified:
            yield self._not_verified(view)
        if view.agreement.clock_in_doubt:
            yield self._clock_behind(view)
        if view.changed_since_last:
            changed = Banner(
                "s",
                "info",
                _("Something changed since you last looked."),
                _("Every line below is as it stands now."),
                _("Show what changed"),
                parent=self,
            )
            changed.action_requested.connect(self.since_requested)
            yield changed
        if view.me is not None and view.ends_soon is not None:
            yield self._ends_soon(view.ends_soon)

    def show_since(self, since: Since, members: tuple[Member, ...]) -> None:
        """Under the banners, until it is put away."""
        self._put_away()
        card = self._since = Card(self)
        title = _("What changed since you last looked, on {day}").format(day=day(since.day))
        panel = DifferencePanel(card)
        panel.show_difference(since.difference, members)
        close = Button(_("Put it away"), "secondary")
        close.clicked.connect(self._put_away)
        for item in (Prose(title, "read"), panel):
            card.body.addWidget(item)
            card.body.addSpacing(12)
        card.body.addLayout(hbox(close, None))
        self._layout.addWidget(card)
        close.setFocus()

    def _put_away(self) -> None:
        since, self._since = self._since, None
        if since is not None:
            self._layout.removeWidget(since)
            since.hide()
            since.deleteLater()

    def _ends_soon(self, until: date) -> Banner:
        text = _(
            "It ends by itself, and that is a full answer. If it is to go on, “Read it again…” drafts "
            "the same words with another day. Limits stand."
        )
        title = _("Something here ends on {day}.").format(day=day(until))
        return Banner("s", "later", title, text, parent=self)

    def _how_to_read(self, view: AgreementView) -> Banner:
        text = _("A yes is freely given, reversible, informed, specific, willing and at ease.")
        if view.agreement.review is not None:
            again = _("Read it again together on {day}, or sooner.").format(day=day(view.agreement.review))
            text = f"{text} {again}"
        title = _("How we feel today. Not consent to any act. A changed mind wins.")
        if view.agreement.nobody_there:
            title = _("Nothing here is consent to any act. A changed mind wins.")
        agreed = any(line.words is not None for line in view.agreement.counting)
        act = _("Read it again…") if agreed and not view.agreement.nobody_there else None
        banner = Banner("s", "agreement", title, text, act, parent=self)
        banner.action_requested.connect(self.review_requested)
        return banner

    def _not_verified(self, view: AgreementView) -> Banner:
        if view.awaits_partner:
            title, text = _("The shared space is not open to you yet."), awaiting_words()
        else:
            title = _("The shared record does not fit together.")
            text = _("Openings and offers rest until each of you has said still yes again. Limits stand.")
        return Banner("s", "info", title, text, parent=self)

    def _clock_behind(self, view: AgreementView) -> Banner:
        banner = Banner(
            "s",
            "later",
            _("The clock of this computer is behind."),
            _("Openings and offers rest until each of you has confirmed that today is {day}.").format(
                day=day(view.today)
            ),
            _("The date is right") if view.me else None,
            parent=self,
        )
        banner.action_requested.connect(self.date_confirmed)
        return banner

    def _nobody_there(self) -> Banner:
        return Banner(
            "s",
            "info",
            _("The other person left the shared space."),
            _(
                "What they had opened has ended and is shown no more, in earlier versions too. Limits and "
                "needs stay as last stated. You can read, print, and state or lift your own; nothing can "
                "be opened here any more."
            ),
            parent=self,
        )

    def _suspended(self, view: AgreementView) -> Banner:
        returns = view.agreement.returns
        if returns is not None:
            text = _("Both of you said go on. Openings return a day after that. Limits stand.")
        elif view.go_on_said:
            text = _("You said go on. It goes on a day after both of you have. Limits stand.")
        else:
            text = _("Openings and offers rest, and limits stand, until each of you says go on, alone.")
        can = view.me is not None and not view.go_on_said and returns is None
        banner = Banner(
            "s",
            "pause",
            _("The agreement is suspended."),
            text,
            _("Go on…") if can else None,
            parent=self,
        )
        banner.action_requested.connect(self.go_on_requested)
        return banner
