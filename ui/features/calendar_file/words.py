"""What the page of calendar files says."""

from __future__ import annotations

from trustapp.services.calendar_files import FileView, Known, UnreadEvent
from trustapp.words import _, ngettext

_MOST = 20
"""How many events that were not understood are named one by one."""


def why_unread(code: str) -> str:
    """Why an event was not read, or not wholly."""
    return {
        "date": _("the day or the time could not be read, so it is left out."),
        "rule": _("it comes again in a way that the planner does not know, so it is left out."),
        "too_often": _("it comes more than once a day, so it is left out."),
        "never": _("it comes on no day, so it is left out."),
        "too_many": _("there are more ways of coming again in this file than are read, so it is left out."),
        "twice": _("it is in the file twice, and is read once."),
        "zone": _("its time zone is not known here; it is read on the clock of this computer."),
        "extra_days": _("it has days besides its rule; it is read without them."),
    }.get(code, _("it could not be read, so it is left out."))


def unread_words(unread: tuple[UnreadEvent, ...]) -> list[str]:
    """A sentence for each, as many as can well be read, and how many there are besides."""
    told = [
        _("{name}: {why}").format(name=one.name or _("Without a name"), why=why_unread(one.code))
        for one in unread[:_MOST]
    ]
    more = len(unread) - _MOST
    if more > 0:
        words = ngettext(
            "{number} more could not be read wholly.", "{number} more could not be read wholly.", more
        )
        told.append(words.format(number=more))
    return told


def rest_words(found: FileView) -> str:
    """What of the file there is no tick for."""
    known = {one.known for one in found.events}
    parts = []
    if not found.events and not found.unread:
        parts.append(_("There is nothing in this file."))
    if Known.THERE in known:
        parts.append(_("What is in your planner already stays as it is."))
    if Known.OVER in known:
        parts.append(_("What lies in the past is left out."))
    return " ".join(parts)


def into_words(*, shared: bool) -> str:
    """What becomes of what is chosen from a file."""
    if shared:
        return _(
            "What you choose is suggested to the other, each by itself, and is planned only if they say yes. "
            "What is in your planner already stays as it is."
        )
    return _(
        "What you choose comes into your own planner, which only you see. What is in it already stays as it "
        "is."
    )


def take_words(*, shared: bool) -> str:
    """On the button."""
    return _("Suggest what is chosen") if shared else _("Put what is chosen into my planner")


def taken_words(*, shared: bool) -> str:
    """What became of it."""
    if shared:
        return _("Suggested. Each is planned only if the other says yes to it.")
    return _("It is in your planner now.")
