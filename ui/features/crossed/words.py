"""The words of a hard evening, for the one who was hurt and for the one who crossed a line."""

from __future__ import annotations

from trustapp.words import _

Passage = tuple[str, tuple[str, ...]]
"""A heading and its paragraphs."""


def safe() -> Passage:
    """Before everything else."""
    return _("First: is everybody safe?"), (
        _(
            "If somebody is hurt, afraid, or not free to leave the room, that comes before everything else "
            "on this page. Nobody has to stay in the same room, or in the same house."
        ),
        _(
            "What was done against somebody’s will is not for two people to settle between themselves. It "
            "was not the fault of the one it was done to. There are people to talk to, for either of you."
        ),
    )


def stop() -> Passage:
    """Then stopping."""
    return _("Then stop, for now"), (
        _(
            "Whatever was going on ends here for today. Stopping needs no reason and nobody’s leave. "
            "Going apart for a while decides nothing; it gives two bodies time to come to rest."
        ),
    )


def agreed_intro() -> Passage:
    """Over the couple's own lines."""
    return _("What you two said for this"), (
        _(
            "Your own words from a calmer day. Limits and needs stand tonight too, and either of you "
            "may need more than is written here: more time, more distance, more help. Nobody is "
            "measured by these words."
        ),
    )


def nothing_agreed() -> str:
    """Where the couple has no line for it."""
    return _(
        "You two have no words for this yet, and that is nobody’s fault. What follows holds without "
        "them. On a calm day “When a line is crossed”, under “My answers”, has some to begin with."
    )


def hurt() -> Passage:
    """For the one who was hurt."""
    return _("If it was done to you"), (
        _(
            "Nothing has to be decided tonight: not whether to forgive, not whether to stay, not what it "
            "means."
        ),
        _(
            "“I do not want to talk about it now” is a whole sentence. You may sleep elsewhere, call "
            "somebody, ask for quiet, or stop listening."
        ),
        _(
            "What you feel is as large as it is; nobody else can measure it. A limit can be stated at "
            "any moment, and it stands at once."
        ),
    )


def crossed() -> Passage:
    """For the one who crossed it."""
    return _("If you crossed it"), (
        _(
            "Stop, and step back. Say in plain words that you have seen it: “I did that. It was not what we "
            "agreed.” No “but”; reasons can wait for another day."
        ),
        _(
            "Do not follow, and do not ask to be forgiven tonight. Listening is enough. If the other does "
            "not know yet, tell them soon and unasked, when both of you are awake and safe."
        ),
        _(
            "Shame can grow so large that it wants to be comforted. That is not for the one who was hurt to "
            "do. A friend, a counsellor or a help line can hold it with you. If you are afraid of what you "
            "may do, to somebody or to yourself, “Help and safety” is for you too."
        ),
    )


def unsure() -> Passage:
    """For whoever is neither, or both."""
    return _("If you do not know which of the two you are"), (
        _(
            "In the first hours that is often unclear. Nothing on this page needs you to know. What "
            "was done against your will was not your doing, whatever came before."
        ),
    )


def later() -> Passage:
    """A conversation on another day."""
    return _("A conversation, later"), (
        _(
            "Not tonight. When both of you have slept and eaten: one speaks and one listens, then the other "
            "way round. What happened, how it was, what would make it safer. It has an end that you name "
            "beforehand, and either of you may stop it. A counsellor can sit with you."
        ),
        _(
            "A time named here is an intention. Unless you put it under “To talk about”, it is kept "
            "nowhere and goes when you leave this page."
        ),
    )


def about() -> str:
    """What the page does and does not do."""
    return _("Nothing here is counted, and nothing is kept or told by itself. Nobody is asked what they did.")
