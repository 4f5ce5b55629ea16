"""The words about letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustapp.domain.letters import SENDABLE, Handled, Kind, LetterRow, Waiting, title_of
from trustapp.words import _
from ui.widgets import dates


@dataclass(frozen=True)
class KindWords:
    """What is said of one kind of letter; ``openings`` are ways to begin."""

    about: str
    openings: tuple[str, ...] = ()


def kinds() -> dict[Kind, KindWords]:
    """Every kind, in the order in which it is offered."""
    return {
        Kind.UNSENT: KindWords(
            _("Everything may stand here as it comes. A letter of this kind is never sent from here."),
            (_("What I have not said is "), _("What I wish you knew is ")),
        ),
        Kind.ACKNOWLEDGEMENT: KindWords(
            _(
                "Name what you did and what it did to them, in plain words. Leave out reasons, “but” and "
                "any wish to be forgiven."
            ),
            (_("What I did was "), _("I see that it took from you ")),
        ),
        Kind.IMPACT: KindWords(
            _("Say what happened in you, then and now. It is about you, and says nothing of what they are."),
            (_("Since then I "), _("What hurts most is ")),
        ),
        Kind.REQUEST: KindWords(
            _("One thing that you wish for, small enough to be answered. They may say no to it."),
            (_("I would like to ask you "), _("It would help me if ")),
        ),
        Kind.THANKS: KindWords(
            _("Something that they did, and what it was like for you. It asks for nothing in return."),
            (_("I noticed that you "), _("Thank you for ")),
        ),
        Kind.MYSELF: KindWords(
            _("For whoever you will be on the day on which it opens."),
            (_("Today it is like this: "), _("What I hope for you is ")),
        ),
    }


def about() -> str:
    """What this page is."""
    return _("Letters are written for you alone. Most never need to be sent.")


def row(one: LetterRow) -> tuple[str, str]:
    """The two lines of an own letter."""
    kind = title_of(one.kind)
    if one.closed and one.opens is not None:
        return kind, _("closed until {day}").format(day=dates.day(one.opens))
    if one.out:
        state = _("out since {day}").format(day=dates.day(one.day))
    elif one.opens is not None:
        state = _("opened to you on {day}").format(day=dates.day(one.opens))
    else:
        state = _("only you · {day}").format(day=dates.day(one.day))
    return (one.title, f"{kind} · {state}") if one.title else (kind, state)


def waiting(one: Waiting) -> tuple[str, str]:
    """The two lines of a letter from the other."""
    told = {
        Handled.NEW: _("There is a letter"),
        Handled.OPENED: _("A letter that you have opened"),
        Handled.ASIDE: _("A letter that you laid aside"),
    }
    return told[one.handled], f"{title_of(one.kind)} · {dates.day(one.day)}"


def allow(name: str) -> str:
    """The switch of the reader."""
    return _("Letters from {name} may arrive here").format(name=name)


def about_allowing() -> str:
    """What the switch does, and who knows of it."""
    return _(
        "Only you know whether this is on. You open a letter when you are ready, or never, and nobody learns "
        "from the program whether you did."
    )


def before_sending(name: str) -> tuple[str, ...]:
    """What is worth a look before a letter is sent."""
    return (
        _("Would I send it if no answer ever came?"),
        _("Does it tell {name} anything for which they need somebody beside them?").format(name=name),
        _("Does it ask them to make me feel better?"),
        _("Have I slept on it?"),
    )


def on_its_way(name: str) -> str:
    """What sending does and does not do."""
    return _(
        "{name} can read it only if they privately allow letters, when they are ready, or never. You will "
        "not learn whether they opened it. You can take it back: then it is gone from the program, and a "
        "copy could have been kept."
    ).format(name=name)


def taken_by_it(one: LetterRow) -> str:
    """What becomes of the letter that is out already."""
    return _("One letter of yours can be out at a time. Sending this one takes back: {letter}.").format(
        letter=one.title or title_of(one.kind)
    )


def closing(opens: date) -> str:
    """What closing a letter to oneself does."""
    return _(
        "This program keeps it closed until {day}; this computer’s clock decides. You cannot read or change "
        "it before. You can delete it any time."
    ).format(day=dates.day(opens))


def spans() -> tuple[tuple[str, str], ...]:
    """How long a letter to oneself can be closed, in months."""
    return (
        ("1", _("a month")),
        ("3", _("three months")),
        ("6", _("half a year")),
        ("12", _("a year")),
        ("24", _("two years")),
        ("60", _("five years")),
        ("120", _("ten years")),
    )


def can_be_sent(kind: Kind) -> bool:
    """Whether a letter of this kind can go to the other."""
    return kind in SENDABLE
