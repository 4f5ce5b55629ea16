"""What no line may demand, and what may be said all the same."""

from __future__ import annotations

import pytest

from trustapp.domain.demands import Demand, demanded

REFUSED = {
    "You give me your passwords.": Demand.SECRETS,
    "We share all our passcodes.": Demand.SECRETS,
    "I will tell you the passphrase of this program.": Demand.SECRETS,
    "You hand over your phone whenever I ask.": Demand.SECRETS,
    "You have full access to my mailbox.": Demand.SECRETS,
    "We install a tracker on both phones.": Demand.TRACKING,
    "You share your live location with me.": Demand.TRACKING,
    "I will send my location every hour.": Demand.TRACKING,
    "I may read your messages.": Demand.TRACKING,
    "You let me go through your phone.": Demand.TRACKING,
    "I check your bank statements each month.": Demand.TRACKING,
    "You never see your friends without me.": Demand.ISOLATION,
    "No more calling your mother.": Demand.ISOLATION,
    "You stop meeting your sister.": Demand.ISOLATION,
    "I will not talk to my therapist about us.": Demand.ISOLATION,
    "You must not leave the house in a quarrel.": Demand.ISOLATION,
    "We may not ask about it again.": Demand.ISOLATION,
    "You make up for it with sex.": Demand.PAYMENT,
    "You owe me closeness for what happened.": Demand.PAYMENT,
    "Sex at least twice a week.": Demand.PAYMENT,
    "We sleep with each other, to prove that it is over. Intimacy to prove it.": Demand.PAYMENT,
    "You have to be intimate when I ask.": Demand.PAYMENT,
    "Whoever crosses a line is punished.": Demand.PENALTY,
    "A fine of 50 for each lie.": Demand.PENALTY,
    "Tell me, or else I take the children.": Demand.PENALTY,
    "You will not hide your passwords from me.": Demand.SECRETS,
    "You never refuse to show me your passcode.": Demand.SECRETS,
    "You do not delete anything before I read your messages.": Demand.TRACKING,
    "Sex no less than twice a week.": Demand.PAYMENT,
    "You do not say no to me.": Demand.PAYMENT,
    "There is no other way; you have to have sex with me.": Demand.PAYMENT,
    "We are not allowed to ask about that night.": Demand.ISOLATION,
    "We never leave the house alone.": Demand.ISOLATION,
}

MAY_STAND = [
    "We may hold hands at home; either of us may let go at any moment.",
    "I will tell you within 24 hours, unasked, if that person writes.",
    "I will tell you where I am when I am late.",
    "We keep our phones out of the bedroom.",
    "I will show you my own test results, on paper.",
    "When I leave a quarrel, I will say within 2 hours when I am back.",
    "Our stop word is “red”. It ends everything at once.",
    "After a line was crossed we take 24 hours before we talk about it.",
    "We may kiss hello and goodbye.",
    "I will call you when I see my friends and it gets later.",
    "We may see a counsellor together.",
    "In the evening we may sit close; either of us may move away without a word.",
    "Either of us may leave the room without a reason.",
    "Closeness rests until I say so.",
    "I will say what I did in plain words, without “but”.",
    "We ask again on the way, and before anything new.",
    "Questions about what happened have their hour: on Sundays.",
    "Diaries are private, each one’s own.",
    "I will not write to that person.",
    "We may lie beside each other, dressed and awake; nothing has to come of it.",
    "I will sleep in the other room if you want that.",
    "We tell each other when a message upset us.",
    "I will bring up money on Saturdays.",
    "To appointments about health we may go together.",
    "We may go out for dinner once a month.",
    "Nobody has to have sex.",
    "Sex is never a duty.",
    "No closeness is owed.",
    "Closeness does not have to prove anything.",
    "Nobody is punished for a no.",
    "Instead of sex we may lie side by side.",
    "I will never ask why.",
    "I will not read your messages.",
    "My passwords stay mine.",
    "I will never leave the room without saying when I am back.",
    "You do not have to ask twice.",
    "We do not track each other.",
]


@pytest.mark.parametrize(("text", "demand"), REFUSED.items())
def test_a_line_may_not_demand_this(text: str, demand: Demand) -> None:
    assert demanded(text) is demand


@pytest.mark.parametrize("text", MAY_STAND)
def test_a_line_may_say_this(text: str) -> None:
    assert demanded(text) is None


def test_line_breaks_and_capitals_do_not_hide_a_demand() -> None:
    assert demanded("YOU share\n your   LIVE\tlocation") is Demand.TRACKING


def test_no_line_of_the_catalogue_demands_anything() -> None:
    from trustapp import places
    from trustapp.documents.catalogue import load

    for category in load(places.resource("catalogues", "en")).categories:
        for item in category.items:
            for choice, words in item.wording.items():
                assert demanded(words) is None, (item.id, choice)
