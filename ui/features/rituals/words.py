"""The words of the planner that several of its parts say."""

from __future__ import annotations

from trustapp.domain.rituals import RitualWords
from trustapp.services.ritual_views import RitualDetail, Standing
from trustapp.words import _, ngettext


def minutes(number: int) -> str:
    """How long, "" for no time at all."""
    if not number:
        return ""
    if number % 60 == 0 and number >= 120:
        return ngettext("{count} hour", "{count} hours", number // 60).format(count=number // 60)
    return ngettext("{count} minute", "{count} minutes", number).format(count=number)


def about(begins: str, number: int) -> str:
    """Who begins and how long: Either begins, 3 minutes."""
    both = [part for part in (begins, minutes(number)) if part]
    if len(both) == 2:
        return _("{begins}, {time}").format(begins=both[0], time=both[1])
    return both[0] if both else ""


def why_it_rests(rests: str) -> str:
    """Why a ritual rests, by its code."""
    return {
        "suspended": _("It rests while the agreement is suspended."),
        "limit": _("It rests: a limit stands on something in it."),
        "ended": _("It rests: a line of your agreement that it touches on has ended."),
        "doubt": _("It rests until the record of what you both said can be read without doubt."),
        "step": _("It rests: it goes further than both of you have said."),
    }.get(rests, _("It rests for now."))


def parts_of(words: RitualWords) -> tuple[tuple[str, str], ...]:
    """The parts of a ritual under their headings; what is empty is left out."""
    found = (
        (_("What it may be good for"), words.why),
        (_("How it starts"), words.starts),
        (_("What we do"), words.does),
        (_("How it ends"), words.ends),
        (_("If one of us cannot"), words.cannot),
        (_("A small form of it"), words.smaller),
    )
    return tuple((heading, text) for heading, text in found if text)


def parts_alone(words: RitualWords) -> tuple[tuple[str, str], ...]:
    """The same for one person."""
    found = (
        (_("What it may be good for"), words.why),
        (_("How it starts"), words.starts),
        (_("What I do"), words.does),
        (_("How it ends"), words.ends),
        (_("If I cannot"), words.cannot),
        (_("A small form of it"), words.smaller),
    )
    return tuple((heading, text) for heading, text in found if text)


def instead() -> str:
    """Of words that are suggested in the place of a ritual that both have."""
    return _(
        "Other words or times for one that you have, suggested to you. It goes on as it is unless you say "
        "yes to all of this; “Not now” needs no reason."
    )


def end_words(detail: RitualDetail, *, shared: bool, own: bool) -> tuple[str, str, str]:
    """Title, sentences and button before a ritual ends. Said in Together, it keeps nobody from suggesting."""
    if not shared:
        return (
            _("Take it out of your planner?"),
            _("It does not come any more. What you wrote after it stays with you."),
            _("Take it out"),
        )
    if detail.standing is Standing.ASKED_THEM:
        return (
            _("Take your suggestion back?"),
            _("It goes from both pages. Either of you can suggest it again at any time."),
            _("Take it back"),
        )
    again = _(
        "You can suggest it again at any time; the other from your next review on, or after 90 days if there "
        "is no day for one."
    )
    if not own:
        again = _("Either of you can suggest it again at any time.")
    gone = _("It does not come any more, and no reason is needed.")
    return _("End it, for both of you?"), f"{gone} {again}", _("End it")


def ideas(number: int) -> str:
    """How many ideas the list holds now, for a screen reader."""
    return ngettext("{count} idea", "{count} ideas", number).format(count=number)
