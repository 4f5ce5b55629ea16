"""What is said of one time at which a ritual comes: on the page in few words, to a screen reader in full."""

from __future__ import annotations

from trustapp.services.ritual_views import Occurrence, Standing
from trustapp.words import _, ngettext
from ui.features.rituals.days import Band
from ui.widgets import dates
from ui.widgets.text import in_order


def name(occurrence: Occurrence) -> str:
    """The name, in one line and without signs that turn the direction of reading."""
    return " ".join(in_order(occurrence.name).split())


def state(occurrence: Occurrence) -> str:
    """How it stands, in a word or two for a narrow column; "" for what is planned."""
    if occurrence.standing in (Standing.ASKED_ME, Standing.ASKED_THEM):
        return _("Suggested")
    if occurrence.standing is Standing.RESTS:
        return _("Rests")
    return _("New time?") if occurrence.moving else ""


def who_and_long(occurrence: Occurrence) -> str:
    """Who begins and how long it takes: Robin begins, 3 minutes."""
    parts = [in_order(occurrence.begins)]
    if occurrence.minutes:
        minutes = ngettext("{number} minute", "{number} minutes", occurrence.minutes)
        parts.append(minutes.format(number=occurrence.minutes))
    return ", ".join(part for part in parts if part)


def in_full(occurrence: Occurrence) -> str:
    """Everything, for who does not see where it stands: the day, 07:10, its name, planned, who, how long."""
    standing = {
        Standing.PLANNED: _("planned"),
        Standing.ASKED_ME: _("suggested to you"),
        Standing.ASKED_THEM: _("suggested by you"),
        Standing.RESTS: _("rests"),
    }[occurrence.standing]
    parts = [
        dates.day_of_week(occurrence.day),
        occurrence.time or _("at any time"),
        name(occurrence),
        standing,
        _("another time is suggested for it") if occurrence.moving else "",
        who_and_long(occurrence),
    ]
    return ", ".join(part for part in parts if part)


def band(part: Band) -> str:
    """The part of a day."""
    return {
        Band.ANY: _("Any time"),
        Band.MORNING: _("Morning"),
        Band.DAY: _("Day"),
        Band.EVENING: _("Evening"),
    }[part]


def more(number: int) -> str:
    """What stands in the place of those that there is no room for."""
    return ngettext("and {number} more", "and {number} more", number).format(number=number)
