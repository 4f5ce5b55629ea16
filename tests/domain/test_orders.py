"""A rule for the other is offered as words of one's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.answers import Shape
from trustapp.domain.orders import LONGEST, own_words

TURNED = {
    "You must not shout at me.": ("I will not shout at you.", "We agree not to shout at each other."),
    "You must knock before you enter my room": (
        "I will knock before I enter your room.", "We agree to knock before we enter each other’s room.",
    ),
    "You never raise your voice when we quarrel.": (
        "I will never raise my voice when we quarrel.", "We agree never to raise our voice when we quarrel.",
    ),
    "you have to tell me  when you are late.": (
        "I will tell you when I am late.", "We agree to tell each other when we are late.",
    ),
    "You should put your phone away while I speak.": ("I will put my phone away while you speak.",),
    "You are not allowed to make jokes about my body.": (
        "I will not make jokes about your body.", "We agree not to make jokes about each other’s body.",
    ),
    "You don't touch me while I am asleep.": ("I will not touch you while you are asleep.",),
    "You will tell me if you were with him.": (
        "I will tell you if I was with him.", "We agree to tell each other if we were with him.",
    ),
    "You must wait until I’m ready.": ("I will wait until you are ready.",),
    "You can’t leave your things on my side.": (
        "I will not leave my things on your side.", "We agree not to leave our things on each other’s side.",
    ),
    "You must be honest with yourself.": (
        "I will be honest with myself.", "We agree to be honest with ourselves.",
    ),
}  # fmt: skip

LEFT_ALONE = [
    "You may hold my hand.",
    "You do not have to ask twice.",
    "You need not say why.",
    "We may hug.",
    "I will not shout.",
    "I must go to work early.",
    "Do you have to go?",
    "You must go. I will stay.",
    "You must " + "wait and " * 40 + "wait.",
    "",
]


@pytest.mark.parametrize(("order", "words"), TURNED.items())
def test_an_order_is_offered_as_ones_own_words(order: str, words: tuple[str, ...]) -> None:
    found = own_words(order)
    assert tuple(one.text for one in found) == words
    assert tuple(one.shape for one in found) == (Shape.OFFER, Shape.SAFEGUARD)[: len(words)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_order_is_left_alone(text: str) -> None:
    assert own_words(text) == ()


@pytest.mark.parametrize("words", sorted({one for many in TURNED.values() for one in many}))
def test_words_of_ones_own_are_no_order(words: str) -> None:
    assert own_words(words) == ()


@given(st.text(alphabet="you mustn’t Iam.\n<>&when", max_size=2 * LONGEST))
def test_no_words_make_it_stumble(text: str) -> None:
    for one in own_words(f"You must {text}"):
        assert one.text.startswith(("I will ", "We agree "))
        assert one.text.endswith(".")
