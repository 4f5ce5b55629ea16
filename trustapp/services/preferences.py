"""Settings of this computer and of this person."""

from __future__ import annotations

from dataclasses import dataclass

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.services.household import Household
from trustapp.services.sittings import SittingKind
from trustapp.storage import preferences as stored
from trustapp.storage.preferences import LOCK_MINUTES, RITUAL_REMINDERS, DeviceValues


@dataclass(frozen=True)
class DeviceSettings:
    """In clear, in device.toml: nothing personal.

    ``theme`` is system, light or dark; ``text_percent`` 100 to 200.
    """

    language: str = "en"
    theme: str = "system"
    text_percent: int = 100
    reduced_motion: bool = False


@dataclass(frozen=True)
class PersonalSettings:
    """In the private space. ``lock_minutes`` 1 to 15: the idle lock cannot be switched off.

    ``ritual_reminders``: to be told of what one planned, ``remind_before`` minutes before it begins.
    """

    lock_minutes: int = 3
    ritual_reminders: bool = False
    remind_before: int = 10


THEMES = ("system", "light", "dark")
TEXT_PERCENT = range(100, 201)
LOCK_RANGE = range(1, 16)
REMIND_BEFORE = (0, 5, 10, 15, 30, 60)

_CHANGED = frozenset({Topic.PREFERENCES})


class PreferenceService:
    """Reads and keeps settings; the device's lie in clear and hold nothing personal."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def device(self) -> Outcome[DeviceSettings]:
        """The settings of this computer; the defaults where the file is damaged or missing."""
        values = self._household.device.read()
        theme = values.theme if values.theme in THEMES else "system"
        percent = values.text_percent if values.text_percent in TEXT_PERCENT else 100
        return Outcome(DeviceSettings(values.language, theme, percent, values.reduced_motion))

    def set_device(self, settings: DeviceSettings) -> Outcome[DeviceSettings]:
        """Codes: settings.out_of_range, storage.*."""
        if settings.theme not in THEMES or settings.text_percent not in TEXT_PERCENT:
            raise UserError("settings.out_of_range")
        self._household.device.write(
            DeviceValues(settings.language, settings.theme, settings.text_percent, settings.reduced_motion)
        )
        return Outcome(settings, _CHANGED)

    def personal(self) -> Outcome[PersonalSettings]:
        """The defaults in Together and before an unlock."""
        sitting = self._household.sitting
        if sitting is None or sitting.kind is not SittingKind.OWN:
            return Outcome(PersonalSettings())
        with self._household.private.transaction() as tables:
            kept = tables.preferences
            return Outcome(
                PersonalSettings(
                    kept.get(LOCK_MINUTES), kept.get(RITUAL_REMINDERS), kept.get(stored.REMIND_BEFORE)
                )
            )

    def set_personal(self, settings: PersonalSettings) -> Outcome[PersonalSettings]:
        """Codes: settings.out_of_range, sitting.not_own, storage.*."""
        if settings.lock_minutes not in LOCK_RANGE or settings.remind_before not in REMIND_BEFORE:
            raise UserError("settings.out_of_range")
        with self._household.private.transaction() as tables:
            tables.preferences.set(LOCK_MINUTES, settings.lock_minutes)
            tables.preferences.set(RITUAL_REMINDERS, settings.ritual_reminders)
            tables.preferences.set(stored.REMIND_BEFORE, settings.remind_before)
        return Outcome(settings, _CHANGED)
