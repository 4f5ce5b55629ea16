"""Builds the services of one vault folder: the composition root of the core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from trustapp import places
from trustapp.documents.catalogue import LANGUAGE, load
from trustapp.domain.books import Bind
from trustapp.domain.pictures import Remake
from trustapp.services import process
from trustapp.services.agreements import AgreementService
from trustapp.services.answers import AnswerService
from trustapp.services.baskets import BasketService
from trustapp.services.beginning_anew import AnewService
from trustapp.services.beside import BesideService
from trustapp.services.calendar_files import CalendarFileService
from trustapp.services.closeness import ClosenessService
from trustapp.services.copies import BackupService
from trustapp.services.exports import ExportService
from trustapp.services.finding import FindingService
from trustapp.services.guidance import GuidanceService
from trustapp.services.household import Household
from trustapp.services.journal_files import JournalFileService
from trustapp.services.kept_back import KeptBackService
from trustapp.services.leaving import LeavingService
from trustapp.services.letters import LetterService
from trustapp.services.looking_back import LookBackService
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.own_sheet import OwnSheetService
from trustapp.services.papers import PaperService
from trustapp.services.paths import PathService
from trustapp.services.planner_papers import PlannerPaperService
from trustapp.services.preferences import PreferenceService
from trustapp.services.reflections import ReflectionService
from trustapp.services.rekeying import RekeyService
from trustapp.services.rituals import RitualService
from trustapp.services.rounds import RoundService
from trustapp.services.showing import ShowingService
from trustapp.services.suggestions import SuggestionService
from trustapp.services.today import TodayService
from trustapp.services.triggers import TriggerService
from trustapp.services.vaults import VaultService
from trustapp.storage.preferences import DeviceFile
from trustapp.vault.kdf import STANDARD_POLICY, KdfPolicy
from trustapp.vault.session import Vault


def utc_now() -> datetime:
    """The present time, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """Everything that a front end may call."""

    vault: VaultService
    answers: AnswerService
    rounds: RoundService
    agreements: AgreementService
    papers: PaperService
    preferences: PreferenceService
    guidance: GuidanceService
    backups: BackupService
    rekeying: RekeyService
    leaving: LeavingService
    anew: AnewService
    exports: ExportService
    own_sheet: OwnSheetService
    finding: FindingService
    looking_back: LookBackService
    kept_back: KeptBackService
    rituals: RitualService
    own_rituals: OwnRitualService
    closeness: ClosenessService
    triggers: TriggerService
    suggestions: SuggestionService
    showing: ShowingService
    baskets: BasketService
    paths: PathService
    reflections: ReflectionService
    journal_files: JournalFileService
    letters: LetterService
    today: TodayService
    planner_papers: PlannerPaperService
    calendar_files: CalendarFileService


def own(folder: Path, *, remake: Remake | None = None, bind: Bind | None = None) -> Services:
    """The services of the vault in ``folder``, for this process alone.

    A start does both before it loads a window; here they are done for whoever did not.
    ``remake`` and ``bind``: see ``build``.
    Codes: vault.in_use, vault.damaged, vault.newer, storage.*.
    """
    process.begin()
    process.own(folder)
    return build(folder, remake=remake, bind=bind)


def beside(
    folder: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    policy: KdfPolicy = STANDARD_POLICY,
) -> BesideService:
    """What can be said about the vault in ``folder`` while another program owns it."""
    load_catalogues = partial(load, places.resource("catalogues", LANGUAGE))
    return BesideService(Vault(folder, policy, clock), load_catalogues, clock)


def build(
    folder: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    policy: KdfPolicy = STANDARD_POLICY,
    remake: Remake | None = None,
    bind: Bind | None = None,
) -> Services:
    """The services of the vault in ``folder``, which need not exist yet.

    ``policy`` bounds the cost of key derivation; the shipped program passes none, only tests and
    the throw-away vaults of the demonstration do. ``remake`` makes pictures anew, which the window can do:
    without it none are taken in. ``bind`` binds books, which the window can do as well.
    """
    device = DeviceFile(folder / "device.toml")
    load_catalogues = partial(load, places.resource("catalogues", LANGUAGE))
    household = Household(Vault(folder, policy, clock), device, load_catalogues, clock)
    return Services(
        VaultService(household),
        AnswerService(household),
        RoundService(household),
        AgreementService(household),
        PaperService(household),
        PreferenceService(household),
        GuidanceService(household),
        BackupService(household),
        RekeyService(household),
        LeavingService(household),
        AnewService(household),
        ExportService(household),
        OwnSheetService(household),
        FindingService(household),
        LookBackService(household),
        KeptBackService(household),
        RitualService(household),
        OwnRitualService(household),
        ClosenessService(household),
        TriggerService(household),
        SuggestionService(household),
        ShowingService(household),
        BasketService(household),
        PathService(household),
        ReflectionService(household, remake),
        JournalFileService(household, remake, bind),
        LetterService(household),
        TodayService(household),
        PlannerPaperService(household),
        CalendarFileService(household),
    )
