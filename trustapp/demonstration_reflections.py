"""What Robin of the demonstration wrote alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from trustapp.domain.reflections import Reflection
from trustapp.services.reflections import ReflectionService


class _Told(NamedTuple):
    """One reflection, so many days before the present."""

    ago: int
    time: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    prompt: str = ""
    pinned: bool = False


_TOLD: Final = (
    _Told(
        1,
        "21:10",
        "After the walk",
        "We did not talk about it, and for once that was all right. I noticed my shoulders had come down "
        "somewhere near the bridge. Nobody was being careful; we were only walking.\n\n"
        "What helped, I think, was knowing there was a time on Sunday for the hard part. It did not have to "
        "be everywhere.\n\n"
        "I would like to keep one hour in the week that is not about what happened. I am not sure yet how to "
        "ask for it without it sounding like I want to leave the subject behind. Perhaps: “I want both. The "
        "hour on Sunday, and a walk that stays a walk.”\n\n"
        "Something still catches when a phone is turned over on the table. I am writing it down here instead "
        "of saying it tonight. Not to hide it; to look at it first.",
        ("walks", "what helps"),
        "What helped, even a little?",
    ),
    _Told(
        3,
        "",
        "What I would like to ask",
        "Not tonight. But before Sunday I want to find the words for these.\n\n"
        "1. What do you do with it when I am not in the room?\n"
        "2. Is there a part that you are afraid I will ask about?\n"
        "3. What would you like me to know that has no question yet?\n\n"
        "I can take *one* of them with me and leave the others here.",
        ("questions",),
    ),
    _Told(
        6,
        "19:40",
        "Lateness without a word",
        "Twenty minutes. My stomach knew before I did. The bus was the reason, and I believe it. Believing "
        "it and being calm are two different things, and only one of them I can decide.\n\n"
        "What I did: water, the window, a longer breath out. What I did not do: look through the bag in the "
        "hall. I want to remember that I did not.",
        ("hard days",),
    ),
    _Told(
        9,
        "",
        "Two good hours",
        "Cooking, and the radio. I laughed before I thought about whether I wanted to. Afterwards I felt "
        "disloyal to the part of me that is still angry. It can be both. Nobody is asking me to choose.",
        ("good days",),
    ),
    _Told(
        12,
        "23:05",
        "The hotel receipt",
        "I put it in the drawer and took it out again and put it back. It says nothing new.\n\n"
        "Perhaps it goes to the next session, in an envelope, so that I am not the one who keeps it.",
        ("hard days", "therapy"),
    ),
    _Told(
        15,
        "18:30",
        "First session",
        "We sat on the same side of the room. I said less than I had planned. She asked what each of us "
        "would notice first if it became a little lighter, and neither of us knew.\n\n"
        "> You do not have to decide today what this was. You only decide what happens in this hour.",
        ("therapy",),
    ),
    _Told(
        19,
        "",
        "What stays mine",
        "## Thursdays\n\nMy sister, and the long way home.\n\n"
        "## Mornings\n\nCoffee before anybody speaks.\n\n"
        "## This page\n\nNobody reads it, and nobody asks whether I wrote.",
        ("what helps",),
        pinned=True,
    ),
    _Told(
        24,
        "20:15",
        "A no that held",
        "I said that I did not want to be touched while we argue. It was heard. There was a silence, and "
        "then a glass of water put on the table beside me. I did not say thank you, and I was thankful.",
        ("good days",),
    ),
    _Told(
        30,
        "02:40",
        "Awake",
        "The same film behind my eyes. Facts that I know, in an order that I made up. I am writing the first "
        "line of it here so that it has a place that is not my chest.\n\n"
        "*Tonight nothing has to be decided.*",
        ("nights", "hard days"),
    ),
    _Told(
        38,
        "",
        "Before we began here",
        "I want to know whether trust is something that comes back, or something that is made new from other "
        "wood. I do not need the answer. I want to see what we build with.",
    ),
)


def write(service: ReflectionService) -> None:
    """Ten of them, on days before the present, in the sitting that is open."""
    now = service.local_now()
    for told in reversed(_TOLD):
        day = (now - timedelta(days=told.ago)).date()
        one = Reflection("", day, told.time, told.title, told.text, tags=told.tags, prompt=told.prompt)
        kept = service.put(one).value
        if told.pinned:
            service.pin(kept.id, True)
