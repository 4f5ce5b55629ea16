"""The words of the first run, read before anything of a vault, a key or a catalogue is loaded.

They stand in the program and not in a file, so that the first page waits for no file and no reader of one.
"""

from __future__ import annotations

from trustapp.services.reading import Card
from trustapp.words import _


def questions() -> tuple[str, ...]:
    """The questions "is this right for us?"; their answers are never stored anywhere."""
    return (
        _("I am sometimes afraid of what comes after a no."),
        _("My partner has hurt me, threatened me, or held me where I did not want to be."),
        _("My partner decides whom I meet, what I spend, or where I go."),
        _("It would be dangerous for me if my partner read what I write here."),
        _("I am here because I was told to be."),
        _("There is nobody I could call tonight."),
    )


def cards() -> tuple[Card, ...]:
    """What the pages of the first run say, each page by its id."""
    return (
        Card(
            "welcome",
            _("What this is"),
            (
                _(
                    "A place for two people who want to rebuild trust in closeness, or keep it: after an "
                    "affair, after another betrayal, after harm within a relationship, or because they want"
                    " to talk about intimacy with care. It is a whole place for one person alone as well."
                ),
                _(
                    "Each person has a private space that opens with their own passphrase or recovery "
                    "sheet, and with nothing else. Together you have a shared space, with an agreement "
                    "that either of you can tighten at any moment, and that you can print."
                ),
                _(
                    "The program never goes online, and the people who made it can read nothing of "
                    "yours. It cannot help against somebody who watches you type, changes this "
                    "program, or makes you open it."
                ),
                _(
                    "It is not therapy, not a diagnosis and not a proof of anything. It goes well beside "
                    "the work with a therapist."
                ),
            ),
        ),
        Card(
            "not_together",
            _("When not to use it together"),
            (
                _(
                    "Please do not use this together where there is fear, threats, force or control; where "
                    "one of you could be punished for a no; or where one of you did not come freely."
                ),
                _(
                    "Then it can be used alone, completely, for as long as you like. Being alone with it is"
                    " an equal path, and nothing here will ask you to invite anybody."
                ),
                _(
                    "If somebody may look at this computer against your will, a safer device is the "
                    "better place to begin. Help is at the lower left, and by F1, at any time."
                ),
            ),
        ),
        Card(
            "private_questions",
            _("Is this right for us?"),
            (
                _(
                    "Six sentences for you alone. What you tick is kept nowhere: it is gone when you leave "
                    "this page, and the next page is the same whatever you ticked."
                ),
                _(
                    "If one of them is true, or makes your stomach tighten, being alone with this, or with "
                    "somebody from outside, is the safer way. Help is at the lower left, and by F1. Closing"
                    " the window, or F9, ends this, and nothing is kept of it."
                ),
            ),
        ),
        Card(
            "alone_or_both",
            _("Alone, or both of you"),
            (
                _(
                    "You can begin alone and invite your partner on any day, or never. Nothing of yours "
                    "moves when you do."
                ),
                _(
                    "If both of you are here, one sets up first and then hands the computer over. Neither "
                    "sees the other’s part."
                ),
            ),
        ),
        Card(
            "adults",
            _("For adults"),
            (
                _(
                    "This program speaks about closeness between adults. Each person says for themselves "
                    "that they are 18 or older."
                ),
            ),
        ),
        Card(
            "private_and_shared",
            _("Private and shared"),
            (
                _(
                    "Private is for thoughts in the making: what you feel, what you would like, what you "
                    "are not sure of. It opens with your passphrase or your recovery sheet, and with "
                    "nothing else."
                ),
                _("Private is not for hiding what the other needs to know in order to be safe."),
                _(
                    "Shared is what both of you read. Before anything moves from private to shared, you see"
                    " exactly what the other will see."
                ),
                _(
                    "No line between you may ever ask for a passphrase of this program. If somebody asks "
                    "for yours, the answer is no."
                ),
            ),
        ),
        Card(
            "forgotten",
            _("Forgotten means lost"),
            (
                _(
                    "There is no hint, no secret question, no reset and no second key. If your passphrase "
                    "and your recovery sheet are both lost, nobody can open what you wrote: not your "
                    "partner, not the makers."
                ),
            ),
        ),
    )
