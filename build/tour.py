"""Drives the real program offscreen with the demonstration couple; a picture of every page and paper.

Each stop is taken light and dark, with the text at 100 % and at 150 %; every printed document is saved
as PDF and as pictures of its pages. ``index.html`` shows them all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

import papers
from album import Album, settle
from driving import NOW, opened_by, press, start
from first_run import FirstRun
from planner_tour import PlannerTour
from private_tour import PrivateTour
from PySide6.QtWidgets import QApplication

from trustapp import demonstration
from trustapp.bootstrap import Services, beside
from trustapp.domain.agreement import State
from trustapp.domain.answers import Choice, Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.own_sheet import Part
from trustapp.services.agreements import NewLimit
from trustapp.services.crossing import CATEGORY
from trustapp.services.looking_back import Span
from ui.app import STYLE, Application
from ui.features.agreement.page import AgreementPage
from ui.features.answers.look_back import LookBackPage
from ui.features.answers.page import AnswersPage
from ui.features.crossed.page import CrossedPage
from ui.features.leaving.page import LeavingPage
from ui.features.meeting.page import MeetingPage
from ui.features.own_sheet.page import OwnSheetPage
from ui.features.release.page import ReleasePage
from ui.features.review.page import ReviewPage
from ui.features.settings.page import SettingsPage
from ui.features.today.asides import JustNowCard
from ui.features.today.page import TodayPage
from ui.shell.beside_page import BesidePage
from ui.shell.unlock import UnlockPage

FRESH_WORDS = "harbour ladder ivory noodle planet"


class Tour:
    """All chapters, in the order in which a couple meets them."""

    def __init__(self, album: Album, scratch: Path) -> None:
        self._album = album
        self._scratch = scratch

    def go(self) -> None:
        """Everything."""
        FirstRun(self._album, self._scratch).go()
        self._alone()
        self._couple()
        self._album.close()

    def _stop(self, application: Application, name: str, title: str) -> None:
        settle()
        self._album.stop(name, title, application.window, application)

    # -- one person alone --------------------------------------------------------------------------

    def _alone(self) -> None:
        self._album.chapter("One person alone")
        made = demonstration.make_alone(self._scratch / "alone", NOW)
        application = start(made.services)
        self._unlock(application, FIRST)
        self._stop(application, "02-alone-today", "Alone: today, with nothing planned")
        application.go_to("answers")
        self._stop(application, "02-alone-answers", "Alone: my answers")
        application.go_to("own_sheet")
        self._stop(application, "02-alone-boundaries", "Alone: my own boundaries")
        page = application.frame.page if application.frame is not None else None
        assert isinstance(page, OwnSheetPage)
        press(page, "Change…")
        self._stop(application, "02-alone-boundaries-open", "Alone: a line of one's own, open")
        application.go_to("own_sheet_print")
        self._stop(application, "02-alone-boundaries-print", "Alone: my own boundaries on paper")
        paper = made.services.papers.own_sheet(initials=True, large=False, kept_at="In the blue notebook")
        self._album.paper("22-own-boundaries", "My own boundaries", paper.value, "A4")
        application.go_to("settings")
        self._stop(application, "02-alone-settings", "Alone: settings")
        application.go_to("leaving")
        self._stop(application, "02-alone-leaving", "Alone: taking my things, and deleting them")
        self._end(application)

    # -- the couple --------------------------------------------------------------------------------

    def _couple(self) -> None:
        made = demonstration.make(self._scratch / "couple", NOW)
        self._album.chapter("Opening")
        application = start(made.services)
        self._stop(application, "03-unlock", "The unlock page")
        self._second_start(application, made)
        self._opening(application)
        self._album.chapter("One person's own sitting")
        self._own(application, made.services)
        PrivateTour(self._album, application).go()
        PlannerTour(self._album, application, made.services).go()
        self._album.chapter("Together")
        self._together(application, made)
        self._album.chapter("On paper")
        self._papers(made)
        self._album.chapter("Some weeks later")
        self._weeks_later(application, made)
        self._album.chapter("One leaves, the other stays")
        self._parting(application, made.services)
        self._end(application)

    def _second_start(self, application: Application, made: demonstration.Demonstration) -> None:
        """As it is met where another start of the program has the spaces open."""
        application.gates.beside = partial(
            beside, made.folder, clock=made.clock, policy=demonstration.DEMO_POLICY
        )
        application.gates.show_shut(UserError("vault.in_use"))
        self._stop(application, "03-second-start", "A second start, while the spaces are open elsewhere")
        page = application.window.gate
        assert isinstance(page, BesidePage)
        page.try_passphrase(FIRST, demonstration.PASSPHRASES[FIRST])
        self._stop(application, "03-second-start-lines", "A second start, in one's own name")
        press(page, "State a need")
        self._stop(application, "03-second-start-need", "A second start: a need")
        page.forget_keys()
        application.show_unlock()
        settle()

    def _weeks_later(self, application: Application, made: demonstration.Demonstration) -> None:
        """Something changed since one looked, and something ends soon."""
        agreements, vault = made.services.agreements, made.services.vault
        for member in (SECOND, FIRST):
            vault.lock()
            vault.unlock(member, demonstration.PASSPHRASES[member])
            agreements.looked()
        limit = NewLimit(CATEGORY, "That night", "No talk about it in the same night.", Kind.MINE)
        agreements.state_limit(limit)
        lines = agreements.view().value.agreement.lines
        live = (State.COUNTS, State.RESTS)
        first = min(one.until for one in lines if one.until is not None and one.state in live)
        made.clock.set(datetime.combine(first - timedelta(days=10), time(17, 4), tzinfo=UTC))
        vault.lock()
        application.show_unlock()
        settle()
        self._unlock(application, SECOND)
        gate = application.window.gate
        if gate is not None:
            press(gate, "Continue")
            settle()
        self._stop(application, "12-later-opening", "Something changed, and something ends soon")
        application.go_to("agreement")
        self._stop(application, "12-later-agreement", "Our agreement, before a date")
        page = application.frame.page if application.frame else None
        assert isinstance(page, AgreementPage)
        press(page, "Show what changed")
        self._stop(application, "12-later-changed", "Our agreement: what changed since one looked")

    def _parting(self, application: Application, services: Services) -> None:
        services.vault.lock()
        application.enter(services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST]).value.sitting)
        application.go_to("release")
        self._stop(application, "05-kept-back", "What protects me nowhere yet, without a round")
        application.enter(services.leaving.leave(demonstration.PASSPHRASES[FIRST]).value)
        application.go_to("leaving")
        self._stop(application, "21-left", "After leaving the shared space")
        services.vault.lock()
        application.enter(services.vault.unlock(SECOND, demonstration.PASSPHRASES[SECOND]).value.sitting)
        application.go_to("agreement")
        self._stop(application, "21-stays", "Our agreement, for the one who stays")

    def _opening(self, application: Application) -> None:
        gate = application.window.gate
        assert isinstance(gate, UnlockPage)
        gate.try_passphrase(FIRST, "not the right one")
        self._stop(application, "03-unlock-wrong", "A passphrase that does not open")
        gate.show_recovery(FIRST)
        self._stop(application, "03-recover", "Opening with the recovery sheet")
        application.show_unlock()
        settle()
        gate = application.window.gate
        assert isinstance(gate, UnlockPage)
        gate.try_passphrase(FIRST, demonstration.PASSPHRASES[FIRST])
        self._stop(application, "03-welcome", "What there is to tell, after one's own unlock")
        press(gate, "Continue")
        settle()

    def _own(self, application: Application, services: Services) -> None:
        self._stop(application, "04-today", "Today")
        self._today_lower(application)
        application.go_to("answers")
        self._stop(application, "04-answers", "My answers")
        page = application.frame.page if application.frame else None
        assert isinstance(page, AnswersPage)
        self._answering(application, page)
        application.go_to("release")
        self._stop(application, "05-sheet", "My sheet, before it is released")
        sheet = application.frame.page if application.frame else None
        assert isinstance(sheet, ReleasePage)
        sheet.scroll_to_kept()
        self._stop(application, "05-sheet-kept", "What protects me nowhere yet")
        services.rounds.release(wishes=False)
        application.go_to("answers")
        application.go_to("release")
        self._refresh(application)
        self._stop(application, "05-sheet-released", "My sheet, sealed")
        services.own_sheet.put(Part.WILL_NOT, "I will not be photographed.")
        application.go_to("own_sheet")
        own = application.frame.page if application.frame else None
        assert isinstance(own, OwnSheetPage)
        settle()
        press(own, "State it to both…")
        own.scroll_to_form()
        self._stop(application, "05-boundaries-state", "A line of one's own, about to be stated")
        application.go_to("agreement")
        self._stop(application, "06-agreement", "Our agreement")
        self._agreement(application)
        papers.take_page(self._album, application)
        application.go_to("settings")
        self._stop(application, "08-settings", "Settings")
        page = application.frame.page if application.frame else None
        assert isinstance(page, SettingsPage)
        page.scroll_to_partner()
        self._stop(application, "08-settings-partner", "Settings: the partner, and beginning anew")
        application.go_to("leaving")
        self._stop(application, "08-leaving", "Leaving and taking my things")
        self._lower(application, "08-leaving-lower", "Leaving: what is done, and what remains")
        application.show_help()
        self._stop(application, "08-help", "Help and safety")
        self._crossed(application, services)
        application.pause()
        self._stop(application, "09-pause", "A pause")
        application.window.end_pause()

    def _today_lower(self, application: Application) -> None:
        """How it is at this moment, and what was written last."""
        page = application.frame.page if application.frame else None
        assert isinstance(page, TodayPage)
        page.scroll_to(page.findChildren(JustNowCard)[-1])
        self._stop(application, "04-today-lower", "Today: at this moment, and what was written last")

    def _lower(self, application: Application, name: str, title: str) -> None:
        """The same page, further down."""
        page = application.frame.page if application.frame else None
        assert isinstance(page, LeavingPage)
        page.scroll_to_remains()
        self._stop(application, name, title)

    def _answering(self, application: Application, page: AnswersPage) -> None:
        for item, name in (
            ("touch.from_behind", "04-answer-mine"),
            ("touch.massage", "04-answer-wish"),
            ("touch.ask_first", "04-answer-safeguard"),
        ):
            page.open_at(category="touch", item=item)
            self._stop(application, name, f"Answering: {item}")
        page.open_own_form()
        self._stop(application, "04-own-item", "Something of one's own")
        self._finding(application, page)

    def _finding(self, application: Application, page: AnswersPage) -> None:
        """The other ways into the answers, and back through them."""
        page.open_at(category="touch", item="touch.while_asleep")
        for choice in (Choice.YES_IF, Choice.NO):
            page.choose(choice)
            press(page, "Keep and go on")
            page.open_at(category="touch", item="touch.while_asleep")
        press(page, "What I said before")
        page.scroll_to_earlier()
        self._stop(application, "04-answer-earlier", "What I said before")
        stating = partial(opened_by, application.window, page, "State it now…")
        self._album.dialog("04-answer-stating", "Before a kept-back no is stated", stating, application)
        press(page, "Stop here for today")
        page.open_quiet()
        self._stop(application, "04-quiet", "Five quiet questions")
        press(page, "Stop here for today")
        for words, name in (("asleep", "04-search"), ("zebra", "04-search-nothing")):
            page.search(words)
            self._stop(application, name, f"Searching for “{words}”")
        page.search("")
        application.go_to("lookback")
        back = application.frame.page if application.frame else None
        assert isinstance(back, LookBackPage)
        self._stop(application, "04-look-back-nothing", "Looking back, with nothing to lay side by side")
        back.look(Span.MONTH)
        self._stop(application, "04-look-back", "Looking back")
        application.go_to("answers")

    def _agreement(self, application: Application) -> None:
        page = application.frame.page if application.frame else None
        assert isinstance(page, AgreementPage)
        for button, name, title in (
            ("State a limit", "06-agreement-limit", "Stating a limit"),
            ("Draft a line", "06-agreement-draft", "Drafting a line"),
        ):
            press(page, button)
            self._stop(application, name, title)
            press(page, "Leave it")
        press(page, "Other words or day")
        self._stop(application, "06-agreement-change", "Other words or another day for a line")
        press(page, "Leave it")
        press(page, "Answer with an offer")
        self._stop(application, "06-agreement-answer", "Answering a question with an offer")
        press(page, "Leave it")
        page.scroll_to_drafts()
        self._stop(application, "06-agreement-drafts", "Our agreement: drafts")
        page.scroll_to_wait()
        self._stop(application, "06-agreement-wait", "Our agreement: sleeping on it")
        page.scroll_up()
        press(page, "Earlier versions")
        page.compare_with_today()
        self._stop(application, "06-agreement-versions", "Our agreement: an earlier version beside today")

    def _together(self, application: Application, made: demonstration.Demonstration) -> None:
        services = made.services
        tickets = self._fresh_tickets(services)
        services.vault.lock()
        services.vault.unlock(FIRST, demonstration.PASSPHRASES[FIRST])
        application.enter(services.vault.open_together().value)
        self._stop(application, "10-together-tickets", "Together: two tickets")
        page = application.frame.page if application.frame else None
        assert isinstance(page, MeetingPage)
        page.open_with(tickets)
        self._stop(application, "10-together-reveal", "Together: what we opened")
        application.go_to("agreement")
        self._stop(application, "10-together-agreement", "Together: our agreement")
        shared = application.frame.page if application.frame else None
        assert isinstance(shared, AgreementPage)
        shared.scroll_to_titles()
        press(shared, "Name a time to talk")
        self._stop(application, "10-together-talk", "Together: a time to talk")
        self._review(application)
        services.agreements.suspend()
        self._refresh(application)
        self._stop(application, "10-together-suspended", "Together: suspended")
        page.close_softly()
        application.go_to("meeting")
        self._stop(application, "10-together-closing", "Together: closing softly")
        page.back_to_choosing()
        application.go_to("meeting")
        self._stop(application, "10-together-choose", "Together: choosing a category")
        application.lock("asked")
        settle()
        services.vault.suspend_without_key()
        application.show_unlock()
        settle()
        self._stop(application, "03-unlock-suspended", "Suspended without a passphrase")

    def _crossed(self, application: Application, services: Services) -> None:
        """For a hard evening, from its first lines to its last."""
        own = "After a line was crossed I need a day before we talk about it."
        services.agreements.state_need(NewLimit(CATEGORY, "Some time", own, Kind.OURS))
        application.go_to("crossed")
        self._stop(application, "08-crossed", "When a line was crossed")
        page = application.frame.page if application.frame else None
        assert isinstance(page, CrossedPage)
        for part, name in (
            ("agreed", "08-crossed-agreed"),
            ("now", "08-crossed-now"),
            ("later", "08-crossed-later"),
        ):
            page.scroll_to_part(part)
            self._stop(application, name, f"When a line was crossed: {part}")

    def _review(self, application: Application) -> None:
        """Line by line: the limits, a line, other words for it, and the end."""
        application.go_to("review", begin=True)
        self._stop(application, "11-review", "Line by line: what is carried on")
        page = application.frame.page if application.frame else None
        assert isinstance(page, ReviewPage)
        press(page, "To the lines")
        self._stop(application, "11-review-line", "Line by line: one line")
        press(page, "Other words")
        self._stop(application, "11-review-words", "Line by line: other words")
        press(page, "Leave it")
        while page.title != "That is all of it":
            press(page, "Leave it as it is")
        self._stop(application, "11-review-end", "Line by line: the end")
        application.go_to("agreement")

    def _fresh_tickets(self, services: Services) -> tuple[str, str]:
        tickets = []
        for member in (FIRST, SECOND):
            services.vault.lock()
            services.vault.unlock(member, demonstration.PASSPHRASES[member])
            if services.rounds.state().value.released:
                services.rounds.take_back()
                demonstration.answer_again(services, member)
            tickets.append(" ".join(services.rounds.release(wishes=True).value))
        return tickets[0], tickets[1]

    def _papers(self, made: demonstration.Demonstration) -> None:
        services = made.services
        for member in (FIRST, SECOND):
            services.vault.lock()
            services.vault.unlock(member, demonstration.PASSPHRASES[member])
            services.agreements.go_on(demonstration.PASSPHRASES[member])
        made.clock.move(timedelta(hours=25))
        lines = services.agreements.view().value.agreement.lines
        if not any(line.state is State.COUNTS for line in lines):
            raise RuntimeError("nothing counts, so there is nothing to print")
        papers.take_papers(self._album, services)

    # -- helpers -----------------------------------------------------------------------------------

    def _unlock(self, application: Application, member: MemberId) -> None:
        gate = application.window.gate
        assert isinstance(gate, UnlockPage)
        gate.try_passphrase(member, demonstration.PASSPHRASES[member])
        settle()

    def _refresh(self, application: Application) -> None:
        page = application.frame.page if application.frame else None
        if page is not None and page.presenter is not None:
            page.presenter.refresh()
        settle()

    def _end(self, application: Application) -> None:
        application.services.vault.lock()
        application.window.close()
        application.window.deleteLater()
        settle()


def main(arguments: Sequence[str]) -> int:
    """Take the tour."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args(arguments).out
    application = QApplication([sys.argv[0], *STYLE])
    with tempfile.TemporaryDirectory(prefix="trustapp-tour-") as scratch:
        Tour(Album(out), Path(scratch)).go()
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
