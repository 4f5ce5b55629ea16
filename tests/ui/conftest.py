"""A household that answers at once, for trying the window without a vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue, Member
from trustapp.services.looks import VaultLook, VaultState
from trustapp.services.preferences import DeviceSettings, PersonalSettings
from trustapp.services.reading import Exercise
from trustapp.services.sittings import Sitting, SittingKind
from ui.app import Application
from ui.shell import features
from ui.shell.features import FOOT, OWN, SHARED, FeatureEntry, Surroundings
from ui.shell.gates import Gates
from ui.shell.jobs import InlineJobs
from ui.shell.theme import Theme
from ui.widgets import look
from ui.widgets.page import Page

ROBIN = Member(FIRST, "Robin", Hue.LAKE)
SASHA = Member(SECOND, "Sasha", Hue.CLAY)
OWN_SITTING = Sitting(SittingKind.OWN, ROBIN, (ROBIN, SASHA))
ALONE_SITTING = Sitting(SittingKind.OWN, ROBIN, (ROBIN,))
TOGETHER_SITTING = Sitting(SittingKind.TOGETHER, None, (ROBIN, SASHA))


@dataclass
class FakeVault:
    """Counts its locks."""

    locks: int = 0
    refuses_to_write: bool = False
    sits: Sitting | None = None

    def sitting(self) -> Sitting | None:
        return self.sits

    def look(self) -> Outcome[VaultLook]:
        return Outcome(VaultLook(VaultState.TWO, (ROBIN, SASHA)))

    def lock(self) -> Outcome[UserError | None]:
        self.locks += 1
        return Outcome(UserError("lock.not_written") if self.refuses_to_write else None)

    def watch(self) -> Outcome[bool]:
        return Outcome(False)

    def open_together(self) -> Outcome[Sitting]:
        return Outcome(TOGETHER_SITTING, frozenset(Topic))


@dataclass
class FakePreferences:
    """Keeps settings in memory."""

    device_settings: DeviceSettings = field(default_factory=DeviceSettings)
    personal_settings: PersonalSettings = field(default_factory=PersonalSettings)

    def device(self) -> Outcome[DeviceSettings]:
        return Outcome(self.device_settings)

    def set_device(self, settings: DeviceSettings) -> Outcome[DeviceSettings]:
        self.device_settings = settings
        return Outcome(settings, frozenset({Topic.PREFERENCES}))

    def personal(self) -> Outcome[PersonalSettings]:
        return Outcome(self.personal_settings)


class FakeGuidance:
    """Two exercises."""

    def exercises(self) -> Outcome[tuple[Exercise, ...]]:
        return Outcome(
            (
                Exercise("breath", "A longer breath out", "too_high", ("Breathe in.", "Breathe out.")),
                Exercise("room", "Name the room", "too_low", ("Say five things you see.",)),
            )
        )


class FakeBackups:
    """Finds every copy whole."""

    def look_at_newest(self) -> Outcome[bool]:
        return Outcome(True)


@dataclass
class FakeServices:
    """What the shell itself asks for."""

    vault: FakeVault = field(default_factory=FakeVault)
    preferences: FakePreferences = field(default_factory=FakePreferences)
    guidance: FakeGuidance = field(default_factory=FakeGuidance)
    backups: FakeBackups = field(default_factory=FakeBackups)


class PlainPresenter:
    """Counts how often it was asked to refresh."""

    TOPICS = frozenset({Topic.ANSWERS})

    def __init__(self) -> None:
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1


class PlainPage(Page):
    """A page without anything in it."""

    def __init__(self, title: str, space: str) -> None:
        self.plain = PlainPresenter()
        super().__init__(self.plain, title, space=space)
        self.place: dict[str, Any] = {}

    def open_at(self, **place: Any) -> None:
        self.place = place


def _page(title: str, space: str) -> Callable[[Surroundings], Page]:
    def make(_around: Surroundings) -> Page:
        return PlainPage(title, space)

    return make


def plain_entries() -> tuple[FeatureEntry, ...]:
    """Pages of every section."""
    return (
        FeatureEntry("answers", "My answers", "answers", OWN, _page("My answers", "own")),
        FeatureEntry(
            "meeting", "This meeting", "together", SHARED, _page("Meeting", "s"), own=False, together=True
        ),
        FeatureEntry(
            "agreement", "Our agreement", "agreement", SHARED, _page("Our agreement", "s"), together=True,
            couple=True,
        ),
        FeatureEntry("settings", "Settings", "settings", FOOT, _page("Settings", "own")),
        FeatureEntry(
            "help", "Help", "help", features.HIDDEN, _page("Help", "n"), together=True, always=True
        ),
    )  # fmt: skip


class PlainGate(QWidget):
    """Stands in for the unlock page."""

    telling = ""


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme; the look is put back afterwards."""
    made = Theme(qapp)
    made.apply("light")
    yield made
    made.apply("light")
    look.LOOK.set_person("n")
    made.deleteLater()


@pytest.fixture
def english() -> Iterator[None]:
    """Days in English, and weeks that begin on Monday."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def on_screen(qtbot: QtBot, theme: Theme, english: None) -> Callable[..., None]:
    """Shows a part of a page in a window of its own, as wide as a page, and gives it the keyboard."""
    holders: list[QWidget] = []

    def put(part: QWidget, width: int = 760, height: int = 900) -> None:
        holder = QWidget()
        qtbot.addWidget(holder)
        holders.append(holder)
        part.setParent(holder)
        holder.resize(width, height)
        part.resize(width, height)
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        part.show()
        settle()

    return put


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def plain_features(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that need no services."""
    monkeypatch.setattr(features, "entries", plain_entries)


@pytest.fixture
def plain_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the unlock page."""

    def show_found(self: Gates, _found: VaultLook, _glance: object = None) -> None:
        gate = PlainGate()
        gate.telling, self.telling = self.telling, ""
        self._window.show_gate(gate)

    monkeypatch.setattr(Gates, "_show_found", show_found)


@pytest.fixture
def shell(
    qapp: QApplication,
    qtbot: QtBot,
    theme: Theme,
    services: FakeServices,
    plain_features: None,
    plain_gate: None,
) -> Iterator[Application]:
    """The whole window on fake services; instead of a new process, the unlock page is shown again."""
    application = make_shell(qapp, services)
    application.start()
    yield application
    drop_shell(application)


def make_shell(
    qapp: QApplication, services: FakeServices, replace: Callable[[Application, bool], None] | None = None
) -> Application:
    """An application on fake services, with a clock that stands still."""
    from ui.app import unlock_again

    return Application(
        qapp,
        lambda: services,  # type: ignore[arg-type, return-value]
        jobs=InlineJobs(),
        replace_process=replace or unlock_again,
        now=lambda: datetime(2026, 5, 4, 18, 58),
    )


def drop_shell(application: Application) -> None:
    """Let go of everything that the application made."""
    application.dispose()
    application.window.drop()
    application.window.hide()
    application.window.deleteLater()
    application.deleteLater()
    settle()


def settle() -> None:
    """Deliver what was put off."""
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
