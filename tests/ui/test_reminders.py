"""Reminders: off until asked for, the same words for everything, times alone in memory, nothing in a heap."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.homes import Home, alone, couple, two_people
from tests.ui.conftest import (
    OWN_SITTING,
    TOGETHER_SITTING,
    FakePreferences,
    FakeServices,
    drop_shell,
    make_shell,
)
from tests.ui.test_companion import WALK
from tests.ui.test_kept_pause import ROOT, Fresh
from tests.ui.test_unkept import Nowhere
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.preferences import REMIND_BEFORE, PersonalSettings
from trustapp.storage.preferences import REMIND_BEFORE as STORED
from trustapp.storage.preferences import RITUAL_REMINDERS
from ui.app import Application
from ui.features.settings.presenter import SettingsPresenter
from ui.features.settings.reminding import RemindersCard
from ui.shell import handover, notifier
from ui.shell.handover import NOTHING, Handover
from ui.shell.jobs import InlineJobs
from ui.shell.reminders import LATE, Reminders
from ui.shell.theme import Theme
from ui.widgets import look
from ui.widgets.text import Prose

__all__ = ["alone", "couple", "two_people"]

START = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
WORDS = "Something you set aside time for."


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@dataclass
class FakeRituals:
    """Says when something begins."""

    begins: tuple[datetime, ...] = ()
    asked: int = 0
    refuses: bool = False

    def reminder_times(self) -> Outcome[tuple[datetime, ...]]:
        self.asked += 1
        if self.refuses:
            raise UserError("storage.locked")
        return Outcome(self.begins)


class FakeNotifier:
    """Counts what was shown beside the window."""

    def __init__(self) -> None:
        self.shown = 0

    def notify(self) -> None:
        self.shown += 1


class Clock:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class House:
    """A shell whose reminders can be watched."""

    def __init__(self, qapp: QApplication, handed: Handover = NOTHING, minutes: int = 10) -> None:
        self.fresh, self.clock, self.told = Fresh(), Clock(), FakeNotifier()
        self.services = FakeServices(preferences=FakePreferences())
        self.rituals = FakeRituals()
        self.services.rituals = self.rituals  # type: ignore[attr-defined]
        self.services.preferences.personal_settings = PersonalSettings(3, True, minutes)
        self.shell: Application = make_shell(qapp, self.services, self.fresh)
        self.reminders: Reminders = self.shell._keyless.reminders
        self.reminders._now, self.reminders._notifier = self.clock, self.told
        self.shell.start(handed=handed)

    def open(self, *begins: datetime) -> None:
        self.rituals.begins = begins
        self.shell.enter(OWN_SITTING)

    def tick(self, minutes: float) -> None:
        self.clock.now = at(minutes)
        self.reminders.tick()

    @property
    def said(self) -> str:
        frame = self.shell.frame
        assert frame is not None
        assert frame.page is not None
        return frame.page.messages.text


@pytest.fixture
def house(
    qapp: QApplication, qtbot: QtBot, theme: Theme, plain_features: None, plain_gate: None
) -> Iterator[House]:
    made = House(qapp)
    yield made
    drop_shell(made.shell)


# -- when ----------------------------------------------------------------------------------------------


def test_off_nothing_is_even_asked(house: House) -> None:
    house.services.preferences.personal_settings = PersonalSettings()
    house.open(at(30))
    assert house.rituals.asked == 0
    assert house.reminders.times == ()
    for minute in range(60):
        house.tick(minute)
    assert house.told.shown == 0


@pytest.mark.parametrize("minutes", REMIND_BEFORE)
def test_it_comes_once_so_many_minutes_before(house: House, minutes: int) -> None:
    house.services.preferences.personal_settings = PersonalSettings(3, True, minutes)
    house.open(at(90))
    house.tick(90 - minutes - 1)
    assert house.told.shown == 0
    assert house.said == ""
    house.tick(90 - minutes)
    assert house.told.shown == 1
    assert house.said == WORDS
    for later in (1, 5, 60):
        house.tick(90 - minutes + later)
    assert house.told.shown == 1


def test_times_of_any_zone_are_the_same_moment(house: House) -> None:
    house.open(at(30).astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert house.reminders.times == (at(20),)
    assert house.reminders.times[0].tzinfo is UTC


def test_several_at_once_are_told_once(house: House) -> None:
    house.open(at(30), at(30.1), at(34))
    house.tick(25)
    assert house.told.shown == 1


def test_after_sleep_and_turns_of_the_clock_what_is_late_is_dropped_without_a_word(house: House) -> None:
    house.open(at(30), at(120), at(300))
    house.tick(20 + LATE.total_seconds() / 60 + 0.1)
    assert house.told.shown == 0
    assert house.said == ""
    house.tick(110 + 9.9)
    assert house.told.shown == 1
    house.tick(-500)
    house.tick(289)
    assert house.told.shown == 1
    house.tick(290)
    assert house.told.shown == 2


def test_what_was_over_when_a_space_was_opened_is_not_told(house: House) -> None:
    house.open(at(5), at(10), at(60))
    assert house.reminders.times == (at(50),)


def test_a_reading_between_keeps_what_is_about_to_be_told_and_tells_nothing_twice(house: House) -> None:
    house.open(at(30))
    house.clock.now = at(20.1)
    house.reminders.changed(frozenset({Topic.RITUALS}))
    house.reminders.tick()
    assert house.told.shown == 1
    house.reminders.changed(frozenset({Topic.RITUALS}))
    house.tick(20.5)
    assert house.told.shown == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begins=st.lists(st.integers(1, 1400), max_size=8),
    ticks=st.lists(st.integers(-100, 1500), max_size=14),
    reads=st.sets(st.integers(0, 13)),
)
def test_however_the_clock_goes_nothing_is_told_twice_early_or_late(
    house: House, begins: list[int], ticks: list[int], reads: set[int]
) -> None:
    """As long as the clock does not go back behind what it was read at."""
    house.shell.lock("asked")
    house.reminders.take(())
    house.clock.now = START
    house.told.shown = 0
    house.open(*(at(one + 10) for one in begins))
    shown_at = []
    for place, minute in enumerate(sorted(ticks)):
        before = house.told.shown
        if place in reads:
            house.clock.now = at(minute)
            house.reminders.look()
        house.tick(minute)
        shown_at += [minute] * (house.told.shown - before)
    assert len(shown_at) <= len(set(begins))
    for minute in shown_at:
        assert any(0 <= minute - one <= 10 for one in begins)


# -- what changes them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [Topic.RITUALS, Topic.AGREEMENT, Topic.PREFERENCES])
def test_they_are_read_again_when_something_they_rest_on_changes(house: House, topic: Topic) -> None:
    house.open(at(30))
    house.rituals.begins = ()
    house.shell._changed(frozenset({topic}))
    assert house.reminders.times == ()


def test_other_changes_ask_nothing(house: House) -> None:
    house.open(at(30))
    asked = house.rituals.asked
    house.shell._changed(frozenset({Topic.ANSWERS}))
    assert house.rituals.asked == asked


def test_while_a_space_is_open_the_next_day_is_read_again_each_hour(house: House) -> None:
    house.open()
    house.rituals.begins = (at(1500),)
    house.tick(59)
    assert house.reminders.times == ()
    house.tick(60)
    assert house.reminders.times == (at(1490),)
    house.shell.lock("asked")
    asked = house.rituals.asked
    house.tick(300)
    assert house.rituals.asked == asked, "nothing can be read where nothing is open"


def test_what_cannot_be_read_is_no_reminder_and_no_error(house: House) -> None:
    house.open(at(30))
    house.rituals.refuses = True
    house.reminders.look()
    assert house.reminders.times == ()
    assert house.said == ""


def test_who_opens_next_finds_none_of_the_times_of_the_other(house: House) -> None:
    house.open(at(30))
    house.shell.lock("asked")
    house.services.preferences.personal_settings = PersonalSettings()
    house.shell.enter(OWN_SITTING._replace(member=OWN_SITTING.members[1]))
    assert house.reminders.times == ()
    house.shell.enter(TOGETHER_SITTING)
    assert house.reminders.times == ()


def test_a_suspension_from_the_unlock_page_rests_them_at_once(house: House) -> None:
    house.open(at(30))
    house.shell.lock("asked")
    assert house.reminders.times == (at(20),)
    house.shell._changed(frozenset({Topic.AGREEMENT}))
    assert house.reminders.times == ()
    assert not house.reminders._timer.isActive()


# -- where nothing is to be said -----------------------------------------------------------------------


@pytest.mark.parametrize("stands", ["pause", "companion", "end of a companion"])
def test_a_pause_and_an_open_companion_show_none(house: House, stands: str) -> None:
    house.open(at(30), at(90))
    if stands == "pause":
        house.shell.pause()
    else:
        house.shell.navigator.run_companion(WALK)
        assert house.shell.window.companion is not None
        if stands != "companion":
            house.shell.window.companion.finish()
    house.tick(20)
    assert house.told.shown == 0
    if stands == "pause":
        house.shell.window.pause.back_button.click()
    else:
        house.shell.window.end_companion()
    house.tick(21)
    assert house.told.shown == 0, "nor afterwards"
    house.tick(80)
    assert house.told.shown == 1


# -- while it is locked --------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["idle", "hidden", "sleep"])
def test_locked_and_hidden_only_times_are_handed_over_and_told(
    house: House, qapp: QApplication, reason: str
) -> None:
    house.open(at(30), at(40))
    house.tick(20)
    if reason == "hidden":
        house.shell.hide_and_lock()
    else:
        house.shell.lock(reason)
    (handed,) = house.fresh.handed
    assert handed == Handover(reminders=(at(30),))
    data = handover.written(handed)
    assert json.loads(data)["reminders"] == ["2026-05-04T16:30:00+00:00"]
    again = House(qapp, handover.parsed(data))
    assert again.reminders.times == (at(30),)
    assert again.reminders._timer.isActive()
    again.tick(30)
    assert again.told.shown == 1
    assert again.rituals.asked == 0
    assert not again.reminders._timer.isActive()
    drop_shell(again.shell)


def test_without_times_nothing_is_handed_over_and_no_clock_runs(house: House) -> None:
    house.open()
    house.shell.lock("asked")
    assert house.fresh.handed == [NOTHING]
    house.reminders.tick()
    assert not house.reminders._timer.isActive()


@pytest.mark.parametrize(
    "value", [None, "now", [1, None, "x", "2026-05-04T16:30:00"], {"a": 1}, [["2026-05-04T16:30:00+00:00"]]]
)
def test_times_of_nonsense_are_none(value: object) -> None:
    assert handover.parsed(json.dumps({"reminders": value}).encode()) == NOTHING


# -- what it says --------------------------------------------------------------------------------------


SERVES_AND_SAYS = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from ui.shell.notifier import Notifier
app = QApplication(["x", "-platform", "offscreen"])

@ClassInfo(**{"D-Bus Interface": "org.freedesktop.Notifications"})
class Desktop(QObject):
    @Slot(*"QString,uint,QString,QString,QString,QStringList,QVariantMap,int".split(","), result="uint")
    def Notify(self, *told):
        print(told, flush=True)
        QTimer.singleShot(0, app.quit)
        return 1

if sys.argv[1] == "serve":
    desktop, bus = Desktop(), QDBusConnection.sessionBus()
    every = QDBusConnection.RegisterOption.ExportAllSlots
    assert bus.registerObject("/org/freedesktop/Notifications", desktop, every)
    assert bus.registerService("org.freedesktop.Notifications")
    print("ready", flush=True)
    QTimer.singleShot(30_000, app.quit)
else:
    notifier = Notifier()
    notifier._beside_the_clock = lambda: print("beside the clock", flush=True)
    notifier.notify()
    QTimer.singleShot(3_000, app.quit)
app.exec()
"""


@pytest.fixture
def bus(tmp_path: object) -> Iterator[dict[str, str]]:
    """A bus of its own, so that nobody who works here is told anything."""
    import os

    program = shutil.which("dbus-daemon")
    if program is None or not sys.platform.startswith("linux"):
        pytest.skip("there is no bus here")
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


def test_the_desktop_is_told_neutral_words_and_nothing_else(bus: dict[str, str]) -> None:
    command, title = [sys.executable, "-c", SERVES_AND_SAYS], look.NEUTRAL_TITLE
    serving = subprocess.Popen([*command, "serve"], cwd=ROOT, env=bus, stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    assert serving.stdout.readline() == "ready\n"
    said = subprocess.run(
        [*command, "say"], cwd=ROOT, env=bus, capture_output=True, text=True, timeout=60, check=True
    )
    told, _rest = serving.communicate(timeout=60)
    assert told.strip() == str((title, 0, "", title, WORDS, [], {"transient": True}, -1))
    assert said.stdout == ""


def test_where_nobody_on_the_bus_shows_notifications_it_is_tried_beside_the_clock(
    bus: dict[str, str],
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", SERVES_AND_SAYS, "say"], cwd=ROOT, env=bus, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    assert said.stdout == "beside the clock\n"


def test_where_there_is_neither_nothing_happens(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "elsewhere")
    made = notifier.Notifier()
    made.notify()
    assert made._icon is None


# -- the settings --------------------------------------------------------------------------------------


def test_the_card_says_what_they_are_before_they_are_on(theme: Theme, qtbot: QtBot) -> None:
    card = RemindersCard()
    qtbot.addWidget(card)
    card.show()
    card.show_settings(PersonalSettings())
    words = " ".join(one.text() for one in card.findChildren(Prose))
    assert f"“{notifier.words()}”" in words
    for told in (
        "With the program closed none come.",
        "also while it is locked or hidden",
        "names nothing and nobody",
        "touch or closeness",
        "Anyone who sees the screen sees them.",
    ):
        assert told in words
    assert not card.wanted.isChecked()
    assert not card.before.isVisible()
    changes: list[tuple[bool, int]] = []
    card.changed.connect(lambda wanted, minutes: changes.append((wanted, minutes)))
    card.show_settings(PersonalSettings(3, True, 30))
    assert changes == []
    assert card.before.isVisible()
    card.before.setText("0")
    card.wanted.click()
    assert changes == [(True, 0), (False, 0)]
    assert not card.before.isVisible()


def test_they_are_each_persons_own_and_off_at_first(couple: Home) -> None:
    couple.open(FIRST)
    preferences = couple.services.preferences
    assert preferences.personal().value == PersonalSettings(3, False, 10)
    kept = PersonalSettings(7, True, 30)
    assert Topic.PREFERENCES in preferences.set_personal(kept).changed
    assert preferences.personal().value == kept
    couple.open(SECOND)
    assert preferences.personal().value == PersonalSettings()
    for minutes in (-5, 7, 61):
        with pytest.raises(UserError, match=r"settings\.out_of_range"):
            preferences.set_personal(PersonalSettings(3, True, minutes))


def test_one_setting_leaves_the_others_as_they_are(couple: Home) -> None:
    couple.open(FIRST)
    preferences = couple.services.preferences
    presenter = SettingsPresenter(
        preferences,
        couple.services.vault,
        couple.services.backups,
        couple.services.anew,
        InlineJobs(),
        Nowhere(),
    )
    presenter.set_reminders(True, 15)
    presenter.set_lock_minutes(5)
    assert preferences.personal().value == PersonalSettings(5, True, 15)
    presenter.set_reminders(False, 15)
    assert preferences.personal().value == PersonalSettings(5, False, 15)


def test_what_is_stored_fits_what_can_be_chosen() -> None:
    assert STORED.values == REMIND_BEFORE
    assert (STORED.default, RITUAL_REMINDERS.default) == (10, False)
    assert not STORED.fits(True)
    assert not STORED.fits(7)
