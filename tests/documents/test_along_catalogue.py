"""Paths, steps, cards and suggestions for the map: enough for each, in the tone of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.documents.test_catalogue_words import DOUBLED, UNWANTED
from trustapp import places
from trustapp.documents.catalogue import LANGUAGE, CatalogueError, load
from trustapp.documents.catalogue.along import learning_in, paths_in, steps_in
from trustapp.documents.catalogue.triggering import triggers_in
from trustapp.domain.paths import BOTH, BROKE, HURT, NEITHER, PATHS, STAGES, Chosen, fits

FOLDER = places.resource("catalogues", LANGUAGE)
FOUND = load(FOLDER)
KINDS = frozenset(one.id for one in FOUND.reflecting.kinds)
EVERYBODY = [Chosen(path, role, stage) for path, role, stage in product(PATHS, (HURT, BROKE), STAGES)]


def each_text() -> list[tuple[str, str]]:
    parts = [
        (one.id, text) for one in (*FOUND.paths.paths, *FOUND.paths.stages) for text in (one.title, one.gist)
    ]
    stages = [
        ("-".join(name), text)
        for name, one in FOUND.paths.texts.items()
        for text in (one.about, *one.belongs, *one.not_yet, *one.tell, *one.hurt, *one.broke)
    ]
    steps = [(one.id, text) for one in FOUND.steps for text in (one.title, one.text, one.question) if text]
    cards = [(card.id, text) for card, _fit in FOUND.learning for text in (card.title, *card.body)]
    kinds = [("kind", text) for text in FOUND.triggering.kinds]
    return [*parts, *stages, *steps, *cards, *kinds, *FOUND.triggering.signs]


@pytest.mark.parametrize(("where", "text"), each_text())
def test_a_text_keeps_the_tone(where: str, text: str) -> None:
    assert not UNWANTED.search(text), where
    assert not DOUBLED.search(text), where
    assert not re.search(r"  | [,.;:?]|\.\.|[\"\']", text), where
    assert not re.search(r"\b(he|she|his|her|him|husband|wife|boyfriend|girlfriend)\b", text), where


@pytest.mark.parametrize("mine", EVERYBODY, ids=lambda one: f"{one.path}-{one.role}-{one.stage}")
def test_each_stage_has_enough_for_everybody(mine: Chosen) -> None:
    steps = [
        one for one in FOUND.steps if not one.night and fits(mine, one.fit.stage, one.fit.path, one.fit.role)
    ]
    assert len([one for one in steps if one.fit.stage]) >= 4
    cards = [card for card, fit in FOUND.learning if fits(mine, fit.stage, fit.path, fit.role)]
    assert len(cards) >= 4


def test_there_is_as_much_as_was_planned() -> None:
    assert len(FOUND.learning) == 24
    assert len(FOUND.triggering.kinds) == 20
    assert len(FOUND.triggering.signs) == 16
    assert len(FOUND.paths.texts) == 9


def test_no_two_cards_steps_or_signs_say_the_same() -> None:
    for titles in (
        [card.title for card, _fit in FOUND.learning],
        [one.title for one in FOUND.steps],
        [*FOUND.triggering.kinds, *(text for text, _state in FOUND.triggering.signs)],
    ):
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("mine", "stage", "path", "role", "fit"),
    [
        (Chosen(), "", "", "", True),
        (Chosen(), "steady", "", "", False),
        (Chosen(), "", "trauma", "", False),
        (Chosen(), "", "", "hurt", False),
        (Chosen("trauma", HURT, "steady"), "steady", "trauma", "hurt", True),
        (Chosen("trauma", HURT, "steady"), "understand", "", "", False),
        (Chosen("trauma", HURT, "steady"), "", "betrayal", "", False),
        (Chosen("trauma", HURT, "steady"), "", "", "broke", False),
        (Chosen("trauma", BOTH, "steady"), "", "", "broke", True),
        (Chosen("trauma", BOTH, "steady"), "", "", "hurt", True),
        (Chosen("trauma", NEITHER, "steady"), "", "", "hurt", False),
        (Chosen("trauma", NEITHER, "steady"), "steady", "", "", True),
    ],
)
def test_what_is_for_whom(mine: Chosen, stage: str, path: str, role: str, fit: bool) -> None:
    assert fits(mine, stage, path, role) is fit


def steps(path: Path) -> object:
    return steps_in(path, KINDS)


@pytest.mark.parametrize(
    ("name", "load_it", "before", "after"),
    [
        ("paths", paths_in, 'id = "steady"', 'id = "later"'),
        ("paths", paths_in, 'path = "trauma"', 'path = "betrayal"'),
        ("paths", paths_in, 'article = ["S3", "S15", "S16"]', "article = []"),
        ("paths", paths_in, 'gist = "To stand again', 'colour = "green"\ngist = "To stand again'),
        ("paths", paths_in, 'title = "After betrayal"', 'title = ""'),
        ("steps", steps, "minutes = 3", "minutes = 90"),
        ("steps", steps, 'leads = "letters"', 'leads = "partner"'),
        ("steps", steps, 'leads = "path"', 'leads = "path"\ntext = "Unseen."'),
        ("steps", steps, 'kind = "helps"', 'kind = "points"'),
        ("steps", steps, 'question = "What do I need today?"', ""),
        ("steps", steps, 'stage = "steady"', 'stage = "soon"'),
        ("steps", steps, 'id = "walk_around"', 'id = "open_window"'),
        ("steps", steps, 'text = "Heels', 'text = " Heels'),
        ("learning", learning_in, 'role = "broke"', 'role = "guilty"'),
        ("learning", learning_in, 'article = ["S28"]', 'article = ["S99"]'),
        ("learning", learning_in, 'id = "alarm"', 'id = "one_day"'),
        ("triggers", triggers_in, 'state = "too_low"', 'state = "too_wide"'),
        ("triggers", triggers_in, 'state = "too_low"', 'state = ""'),
        ("triggers", triggers_in, 'id = "song"', 'id = "smell"'),
        ("triggers", triggers_in, 'title = "A place"', 'title = "  "'),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(
    tmp_path: Path, name: str, load_it: Callable[[Path], object], before: str, after: str
) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / f"{name}.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"{name}\.toml"):
        load_it(broken)
