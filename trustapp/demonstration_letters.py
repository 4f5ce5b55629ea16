"""The letters of the demonstration: one from each is out, and Robin writes on another."""

from __future__ import annotations

from typing import Final

from trustapp.domain.letters import Kind, Letter
from trustapp.services.letters import LetterService

_ROBIN: Final = (
    Letter(
        "",
        Kind.THANKS,
        "The walk on Saturday",
        "I noticed that you did not fill the silence by the bridge. It was the first hour in weeks in which "
        "nobody was being careful.\n\nYou do not have to do anything with this. I wanted it to be said.",
    ),
    Letter(
        "",
        Kind.IMPACT,
        "What evenings are like",
        "Since then I listen for the door before I know that I do it. What hurts most is that home was the "
        "place where I did not have to listen.\n\nI am not asking you to answer.",
    ),
)
_SASHA: Final = Letter(
    "",
    Kind.ACKNOWLEDGEMENT,
    "What I did",
    "What I did was lie to you, for months, about small things so that you would not ask about the large one."
    "\n\nI see that it took from you the trust in your own eyes: you had seen it, and I told you that there "
    "was nothing to see.",
)


def write_robin(service: LetterService) -> None:
    """The first is out, the other is not finished; letters of Sasha may arrive."""
    kept = [service.put(one).value for one in _ROBIN]
    service.send(kept[0].id)
    service.allow(on=True)


def write_sasha(service: LetterService) -> None:
    """One is out; whether Sasha allows letters is left as it is at first."""
    service.send(service.put(_SASHA).value.id)
