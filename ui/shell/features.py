"""The one list of features: which pages there are, where they stand, and how each is made.

A new page is one line here. The pages are imported when they are first opened, so that none of them
delays the start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustapp.domain.changes import Topic
from trustapp.services.sittings import Sitting, SittingKind
from trustapp.words import _
from ui.ports import Jobs, Navigator
from ui.shell.recovery_paper import RecoveryPrint
from ui.widgets.page import Page

if TYPE_CHECKING:
    from trustapp.bootstrap import Services

OWN, SHARED, FOOT, HIDDEN = "own", "shared", "foot", "hidden"


@dataclass(frozen=True)
class Surroundings:
    """What a page may be made of. ``sitting`` is None while everything is locked."""

    services: Services
    jobs: Jobs
    navigator: Navigator
    sitting: Sitting | None

    @property
    def open(self) -> Sitting:
        """The sitting that a page of an open space belongs to."""
        if self.sitting is None:
            raise RuntimeError("this page needs an open space")
        return self.sitting

    @property
    def couple(self) -> bool:
        """Whether there are two people in the household."""
        return self.sitting is not None and len(self.sitting.members) > 1


@dataclass(frozen=True)
class FeatureEntry:
    """One page. ``section`` is "own", "shared", "foot", or "hidden" for pages reached from others only.

    ``own`` and ``together`` say in which sittings it is there; ``couple`` that it needs two people;
    ``shared`` that it needs a shared space, be it that one of them left; ``always`` that it opens over the
    unlock page too.
    """

    key: str
    title: str
    icon: str
    section: str
    factory: Callable[[Surroundings], Page]
    own: bool = True
    together: bool = False
    couple: bool = False
    shared: bool = False
    always: bool = False

    def is_there(self, sitting: Sitting | None) -> bool:
        """Whether the page can be opened now."""
        if sitting is None:
            return self.always
        if self.couple and len(sitting.members) < 2:
            return False
        if self.shared and not sitting.shares:
            return False
        return self.together if sitting.kind is SittingKind.TOGETHER else self.own


def entries() -> tuple[FeatureEntry, ...]:
    """Every page, in the order of the sidebar, in the language in use."""
    return (
        FeatureEntry("today", _("Today"), "today", OWN, _today),
        FeatureEntry("reflections", _("Reflections"), "reflections", OWN, _reflections),
        FeatureEntry("journal_files", _("Bring in, take along"), "reflections", HIDDEN, _journal_files),
        FeatureEntry("showing", _("One passage to read"), "reflections", HIDDEN, _showing, couple=True),
        FeatureEntry("basket", _("For the session"), "reflections", HIDDEN, _basket),
        FeatureEntry("basket_print", _("Print the sheet"), "print", HIDDEN, _basket_print),
        FeatureEntry("let_go", _("Write and let go"), "reflections", HIDDEN, _let_go),
        FeatureEntry("answers", _("My answers"), "answers", OWN, _answers),
        FeatureEntry("own_sheet", _("My own boundaries"), "shield", OWN, _own_sheet),
        FeatureEntry("triggers", _("My triggers"), "info", OWN, _triggers),
        FeatureEntry("letters", _("Letters"), "letter", OWN, _letters),
        FeatureEntry("path", _("My path"), "path", OWN, _path),
        FeatureEntry("own_rituals", _("My own rituals"), "rituals", OWN, _own_rituals),
        FeatureEntry("lookback", _("Looking back"), "reflections", HIDDEN, _look_back),
        FeatureEntry("own_sheet_print", _("Print my boundaries"), "print", HIDDEN, _own_sheet_print),
        FeatureEntry("release", _("My sheet"), "lock", HIDDEN, _release, couple=True),
        FeatureEntry(
            "meeting", _("This meeting"), "together", SHARED, _meeting, own=False, together=True, couple=True
        ),
        FeatureEntry(
            "agreement", _("Our agreement"), "agreement", SHARED, _agreement, together=True, shared=True
        ),
        FeatureEntry("rituals", _("Rituals"), "rituals", SHARED, _rituals, together=True, couple=True),
        FeatureEntry("told", _("What helps"), "listen", SHARED, _told, together=True, couple=True),
        FeatureEntry("ritual", _("A ritual"), "rituals", HIDDEN, _ritual, together=True, couple=True),
        FeatureEntry("own_ritual", _("A ritual"), "rituals", HIDDEN, _own_ritual),
        FeatureEntry("ritual_form", _("A new ritual"), "rituals", HIDDEN, _ritual_form),
        FeatureEntry("review", _("Line by line"), "agreement", HIDDEN, _review, together=True, couple=True),
        FeatureEntry(
            "closeness", _("Graded closeness"), "rituals", HIDDEN, _closeness, together=True, couple=True
        ),
        FeatureEntry("crossed", _("When a line was crossed"), "shield", HIDDEN, _crossed, together=True),
        FeatureEntry("print", _("Print"), "print", HIDDEN, _print, shared=True),
        FeatureEntry("calendar_file", _("Calendar file"), "rituals", HIDDEN, _calendar_file),
        FeatureEntry("planner_print", _("Print the planner"), "print", HIDDEN, _planner_print),
        FeatureEntry("settings", _("Settings"), "settings", FOOT, _settings),
        FeatureEntry("leaving", _("Leaving and taking my things"), "trash", HIDDEN, _leaving),
        FeatureEntry("help", _("Help and safety"), "help", HIDDEN, _help, together=True, always=True),
    )


def _today(around: Surroundings) -> Page:
    from ui.features.today.page import TodayPage
    from ui.features.today.presenter import TodayPresenter

    made = around.services
    presenter = TodayPresenter(made.today, made.rituals, made.own_rituals, around.jobs, around.navigator)
    return TodayPage(presenter)


def _reflections(around: Surroundings) -> Page:
    from ui.features.reflections.page import ReflectionsPage
    from ui.features.reflections.presenter import ReflectionsPresenter
    from ui.features.reflections.sheet_presenter import SheetPresenter

    made, jobs = around.services, around.jobs
    sheet = SheetPresenter(made.reflections, jobs, made.reflections.local_now)
    return ReflectionsPage(
        ReflectionsPresenter(
            made.reflections,
            made.suggestions,
            sheet,
            jobs,
            around.navigator,
            made.reflections.local_now,
            couple=around.couple,
        )
    )


def _showing(around: Surroundings) -> Page:
    from ui.features.showing.page import ShowingPage
    from ui.features.showing.presenter import ShowingPresenter

    partner = around.open.partner
    other = partner.name if partner is not None else ""
    return ShowingPage(ShowingPresenter(around.services.showing, other, around.jobs, around.navigator))


def _let_go(around: Surroundings) -> Page:
    from ui.features.reflections.let_go import LetGoPage, LetGoPresenter

    return LetGoPage(LetGoPresenter(around.navigator))


def _journal_files(around: Surroundings) -> Page:
    from ui.features.journal_files.page import JournalFilesPage
    from ui.features.journal_files.presenter import JournalFilesPresenter

    return JournalFilesPage(
        JournalFilesPresenter(around.services.journal_files, around.jobs, around.navigator)
    )


def _answers(around: Surroundings) -> Page:
    from ui.features.answers.finding_presenter import FindingPresenter
    from ui.features.answers.item_presenter import ItemPresenter
    from ui.features.answers.page import AnswersPage
    from ui.features.answers.presenter import AnswersPresenter

    made, jobs, navigator = around.services, around.jobs, around.navigator
    presenter = AnswersPresenter(
        made.answers, made.finding, made.rounds, made.guidance, jobs, navigator, couple=around.couple
    )
    item = ItemPresenter(presenter, made.kept_back, made.looking_back, jobs, navigator)
    return AnswersPage(presenter, item, FindingPresenter(made.finding, jobs))


def _look_back(around: Surroundings) -> Page:
    from ui.features.answers.look_back import LookBackPage
    from ui.features.answers.look_back_presenter import LookBackPresenter

    return LookBackPage(LookBackPresenter(around.services.looking_back, around.jobs, around.navigator))


def _own_sheet(around: Surroundings) -> Page:
    from ui.features.own_sheet.page import OwnSheetPage
    from ui.features.own_sheet.presenter import OwnSheetPresenter

    made = around.services
    return OwnSheetPage(
        OwnSheetPresenter(made.own_sheet, made.answers, made.agreements, around.jobs, around.navigator)
    )


def _own_sheet_print(around: Surroundings) -> Page:
    from ui.features.own_sheet.printing import OwnSheetPrintPage
    from ui.own_paper import OwnPaperPresenter

    make, topics = around.services.papers.own_sheet, frozenset({Topic.OWN_SHEET})
    return OwnSheetPrintPage(OwnPaperPresenter(make, topics, "own_sheet", around.jobs, around.navigator))


def _basket(around: Surroundings) -> Page:
    from ui.features.basket.page import BasketPage
    from ui.features.basket.presenter import BasketPresenter

    return BasketPage(BasketPresenter(around.services.baskets, around.jobs, around.navigator))


def _basket_print(around: Surroundings) -> Page:
    from ui.features.basket.printing import BasketPrintPage
    from ui.own_paper import OwnPaperPresenter

    make, topics = around.services.baskets.paper, frozenset({Topic.BASKET, Topic.AGREEMENT})
    return BasketPrintPage(OwnPaperPresenter(make, topics, "basket", around.jobs, around.navigator))


def _release(around: Surroundings) -> Page:
    from ui.features.release.page import ReleasePage
    from ui.features.release.presenter import ReleasePresenter

    made = around.services
    return ReleasePage(ReleasePresenter(made.rounds, made.kept_back, around.jobs, around.navigator))


def _meeting(around: Surroundings) -> Page:
    from ui.features.meeting.page import MeetingPage
    from ui.features.meeting.presenter import MeetingPresenter

    presenter = MeetingPresenter(around.services.rounds, around.open.members, around.jobs, around.navigator)
    return MeetingPage(presenter)


def _agreement(around: Surroundings) -> Page:
    from ui.features.agreement.page import AgreementPage
    from ui.features.agreement.presenter import AgreementPresenter

    made = around.services
    return AgreementPage(
        AgreementPresenter(made.agreements, made.rounds, made.guidance, around.jobs, around.navigator)
    )


def _review(around: Surroundings) -> Page:
    from ui.features.review.page import ReviewPage
    from ui.features.review.presenter import ReviewPresenter

    return ReviewPage(ReviewPresenter(around.services.agreements, around.jobs, around.navigator))


def _rituals(around: Surroundings) -> Page:
    from ui.features.rituals.page import PlannerPage
    from ui.features.rituals.presenter import PlannerPresenter

    return PlannerPage(PlannerPresenter(around.services.rituals, around.jobs, around.navigator))


def _own_rituals(around: Surroundings) -> Page:
    from ui.features.rituals.page import PlannerPage
    from ui.features.rituals.presenter import PlannerPresenter

    return PlannerPage(PlannerPresenter(around.services.own_rituals, around.jobs, around.navigator))


def _ritual(around: Surroundings) -> Page:
    from ui.features.rituals.ritual_page import RitualPage
    from ui.features.rituals.ritual_presenter import RitualPresenter

    own = around.open.kind is SittingKind.OWN
    return RitualPage(
        RitualPresenter(around.services.rituals, around.jobs, around.navigator, own_sitting=own)
    )


def _own_ritual(around: Surroundings) -> Page:
    from ui.features.rituals.ritual_page import RitualPage
    from ui.features.rituals.ritual_presenter import RitualPresenter

    return RitualPage(
        RitualPresenter(around.services.own_rituals, around.jobs, around.navigator, own_sitting=True)
    )


def _ritual_form(around: Surroundings) -> Page:
    from ui.features.rituals.form_page import RitualFormPage
    from ui.features.rituals.form_presenter import RitualFormPresenter

    made = around.services
    shared = made.rituals if around.couple else None
    return RitualFormPage(RitualFormPresenter(shared, made.own_rituals, around.jobs, around.navigator))


def _triggers(around: Surroundings) -> Page:
    from ui.features.triggers.page import TriggersPage
    from ui.features.triggers.presenter import TriggersPresenter

    made = around.services
    return TriggersPage(
        TriggersPresenter(made.triggers, made.guidance, made.suggestions, around.jobs, around.navigator)
    )


def _letters(around: Surroundings) -> Page:
    from ui.features.letters.page import LettersPage
    from ui.features.letters.presenter import LettersPresenter

    partner = around.open.partner
    other = partner.name if partner is not None else ""
    return LettersPage(LettersPresenter(around.services.letters, other, around.jobs))


def _path(around: Surroundings) -> Page:
    from ui.features.path.page import PathPage
    from ui.features.path.presenter import PathPresenter

    return PathPage(PathPresenter(around.services.paths, around.jobs, around.navigator))


def _told(around: Surroundings) -> Page:
    from ui.features.told.page import ToldPage
    from ui.features.told.presenter import ToldPresenter

    names = {member.id: member.name for member in around.open.members}
    own = around.open.kind is SittingKind.OWN
    return ToldPage(
        ToldPresenter(
            around.services.triggers, around.services.showing, names, around.jobs, around.navigator, own=own
        )
    )


def _crossed(around: Surroundings) -> Page:
    from ui.features.crossed.page import CrossedPage
    from ui.features.crossed.presenter import CrossedPresenter

    made = around.services
    return CrossedPage(CrossedPresenter(made.agreements, made.rounds, around.jobs, around.navigator))


def _closeness(around: Surroundings) -> Page:
    from ui.features.closeness.page import ClosenessPage
    from ui.features.closeness.presenter import ClosenessPresenter

    made = around.services
    return ClosenessPage(ClosenessPresenter(made.closeness, made.rituals, around.jobs, around.navigator))


def _print(around: Surroundings) -> Page:
    from ui.features.printing.page import PrintPage
    from ui.features.printing.presenter import PrintPresenter

    return PrintPage(PrintPresenter(around.services.papers, around.jobs, around.navigator))


def _calendar_file(around: Surroundings) -> Page:
    from ui.features.calendar_file.page import CalendarFilePage
    from ui.features.calendar_file.presenter import CalendarFilePresenter

    files, shared = around.services.calendar_files, around.couple
    return CalendarFilePage(CalendarFilePresenter(files, around.jobs, around.navigator, shared=shared))


def _planner_print(around: Surroundings) -> Page:
    from ui.features.planner_print.page import PlannerPrintPage
    from ui.features.planner_print.presenter import PlannerPrintPresenter
    from ui.widgets.dates import first_weekday

    presenter = PlannerPrintPresenter(
        around.services.planner_papers, around.jobs, around.navigator,
        shared=around.couple, starts=first_weekday(),
    )  # fmt: skip
    return PlannerPrintPage(presenter)


def _settings(around: Surroundings) -> Page:
    from ui.features.settings.keys_presenter import NewKeysPresenter
    from ui.features.settings.page import SettingsPage
    from ui.features.settings.presenter import SettingsPresenter

    made = around.services
    presenter = SettingsPresenter(
        made.preferences, made.vault, made.backups, made.anew, around.jobs, around.navigator
    )
    page = SettingsPage(presenter, NewKeysPresenter(made.rekeying, made.vault, around.jobs))
    page.print_recovery_requested.connect(RecoveryPrint(page, made.papers, around.jobs).print)
    return page


def _leaving(around: Surroundings) -> Page:
    from ui.features.leaving.page import LeavingPage
    from ui.features.leaving.presenter import LeavingPresenter

    made = around.services
    return LeavingPage(LeavingPresenter(made.leaving, made.exports, around.jobs, around.navigator))


def _help(around: Surroundings) -> Page:
    from ui.features.help.page import HelpAndSafetyPage
    from ui.features.help.presenter import HelpPresenter

    navigator = around.navigator if around.sitting is not None else None
    return HelpAndSafetyPage(HelpPresenter(around.services.guidance, around.jobs, navigator))
