"""The words around the lines of the agreement: whose it is, what it rests on, whether it counts."""

from __future__ import annotations

from trustapp.domain.agreement import Line, State
from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind
from trustapp.services.moves import Move
from trustapp.words import _
from ui.widgets.dates import moment
from ui.widgets.whose import name_of


def awaiting_words() -> str:
    """For somebody who began anew, until they were accepted."""
    return _(
        "It opens when the person who invited you has opened their own space once. Limits from before stand "
        "there, though they are not shown here yet. What you state until then is kept."
    )


def standing(line: Line, members: tuple[Member, ...], *, last_stated: bool = False) -> str:
    """What the line rests on, and whether it counts today; ``last_stated``: its owner is not there."""
    if line.state is State.STANDS and (last_stated or not name_of(members, line.owner)):
        return _("Stands, as last stated. Its owner is not here any more, and nobody else lifts it.")
    if line.unsigned:
        return _(
            "Stands. Said together. Until it has {name}’s signature, given in their own space, somebody "
            "could remove it from the files unseen."
        ).format(name=name_of(members, line.owner))
    if line.state is State.STANDS:
        return _("Stands, on {name}’s own word. Nobody else lifts it.").format(
            name=name_of(members, line.owner)
        )
    if line.state is State.COUNTS:
        if line.kind is LineKind.COMMITMENT:
            return _("Counts, on {name}’s own word.").format(name=name_of(members, line.owner))
        return _("Counts: each of you said still yes.")
    return {
        State.DRAFT: _("Draft. It counts for nothing yet."),
        State.RESTS: _("Rests. It does not count now."),
        State.ENDED: _("Ended. It no longer stands."),
        State.LIFTED: _("Lifted. It no longer stands."),
        State.PASSED: _("Its day has passed. It no longer counts."),
    }[line.state]


def waiting(line: Line, move: Move) -> str:
    """What this person is told, alone, about their own part of a line."""
    if line.state is State.DRAFT and move.said_yes:
        return _("You said still yes. This is shown to you alone.")
    if line.state is State.DRAFT and move.wait_until is not None:
        return _("You can say still yes from {moment}, or never.").format(moment=moment(move.wait_until))
    if move.lift_asked is not None and move.wait_until is not None:
        if move.confirm_lift:
            return _("You thought about lifting this. You can confirm it now, or leave it as it is.")
        return _(
            "You are thinking about lifting this. From {moment}, once you have opened your space "
            "again, you can confirm it."
        ).format(moment=moment(move.wait_until))
    return ""


def demand_words(what: str) -> str:
    """Why words may not stand as a line, and what could be said instead; they are still in the form."""
    why = {
        "secrets": _(
            "A line cannot ask for passwords, codes or somebody’s devices. What can stand: “I will show "
            "you …, when I offer it.” Or a question: “Would you …?”"
        ),
        "tracking": _(
            "A line cannot ask to follow somebody or to read their messages. What can stand: “I will tell "
            "you when I am late.”"
        ),
        "isolation": _(
            "A line cannot keep anybody from friends, family, a doctor, help, a question or the door. What "
            "can stand: “I will tell you, unasked, when …”"
        ),
        "payment": _(
            "Closeness is never owed: not as repair, not as proof, not by number. What can stand: “We may …, "
            "when both of us want it.”"
        ),
        "penalty": _(
            "A line says what each of you will do, and not what is done to somebody. What can stand: “If a "
            "line is crossed, I will …”"
        ),
    }[what]
    return _("{why} Your words are still in the form.").format(why=why)


def done_words(what: str) -> str:
    """What has happened, in a short sentence."""
    return {
        "limit_stands": _("It stands, from now on."),
        "need_stands": _("It stands, from now on."),
        "signed": _("Signed. It stands as your own word."),
        "lift_asked": _("Kept in your space alone. It stands as it is."),
        "lift_forgotten": _("It stands as it is."),
        "lifted": _("Lifted. What it had closed stays closed."),
        "drafted": _(
            "Drafted. It counts for nothing until each of you has slept on it and said still yes, alone."
        ),
        "shortened": _("It ends on that day, from now on for good."),
        "wait_longer": _("The wait is longer from now on, for both of you."),
        "dropped": _("The draft is gone."),
        "said_yes": _(
            "Your still yes is kept. While the line is a draft, “Drop the draft” takes it back, and the "
            "draft with it; once it counts, “End” does."
        ),
        "ended": _("Ended. It no longer stands."),
        "agreement_ended": _("Openings and your offers have ended. Limits and needs stand."),
        "suspended": _("Suspended. Openings and offers rest; limits stand."),
        "go_on_said": _("You said go on. Openings return a day after both of you have."),
        "date_confirmed": _("The date is confirmed from your side."),
        "paper_changed": _("Changed. Papers printed earlier cannot know of it."),
        "ask_taken_back": _("The question is taken back."),
        "title_closed": _("Put away."),
        "time_named": _("Kept. Both of you see it here."),
    }[what]
