"""What a service call gives back: a value, and which topics it changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    """A part of the household that pages show; a change of it makes them stale."""

    MEMBERS = "members"
    ANSWERS = "answers"
    ROUND = "round"
    AGREEMENT = "agreement"
    PREFERENCES = "preferences"
    OWN_SHEET = "own_sheet"
    RITUALS = "rituals"
    TRIGGERS = "triggers"
    REFLECTIONS = "reflections"
    LETTERS = "letters"
    PATH = "path"
    PASSAGES = "passages"
    BASKET = "basket"


class Outcome(NamedTuple, Generic[T]):
    """The result of a service call and the topics that it changed; a read changes none."""

    value: T
    changed: frozenset[Topic] = frozenset()
