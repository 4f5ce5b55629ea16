"""What a reflection can begin from: enough for each, in the tone of the rest, refused where it is broken."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests.documents.test_catalogue_words import DOUBLED, UNWANTED
from trustapp import places
from trustapp.documents.catalogue import CatalogueError
from trustapp.documents.catalogue.reflecting import reflecting_in
from trustapp.domain.passages import blocks_of, plain, text_of
from trustapp.domain.paths import BROKE, HURT, PATHS, STAGES

FILE = places.resource("catalogues", "en") / "reflections.toml"
FOUND = reflecting_in(FILE)
TEXTS = [
    *((one.id, one.title) for one in (*FOUND.kinds, *FOUND.moods, *FOUND.prompts)),
    *((one.id, text) for one in FOUND.templates for text in (one.title, *plain(one.text).split("\n"))),
]


@pytest.mark.parametrize(("where", "text"), TEXTS)
def test_a_text_keeps_the_tone(where: str, text: str) -> None:
    assert not UNWANTED.search(text), where
    assert not DOUBLED.search(text), where
    assert not re.search(r"  | [,.;:?]|\.\.|[\"\']", text), where


@pytest.mark.parametrize("one", FOUND.prompts, ids=lambda one: one.id)
def test_a_prompt_is_one_question(one: object) -> None:
    title = one.title  # type: ignore[attr-defined]
    assert title.endswith("?")
    assert title.count("?") == 1


@pytest.mark.parametrize(("path", "stage", "role"), [*product(PATHS, STAGES, (HURT, BROKE))])
def test_eight_questions_at_least_fit_everybody(path: str, stage: str, role: str) -> None:
    fitting = [
        one
        for one in FOUND.prompts
        if one.fit.path in ("", path) and one.fit.stage == stage and one.fit.role in ("", role)
    ]
    assert len(fitting) >= 8


def test_nobody_is_asked_the_same_twice() -> None:
    titles = [one.title for one in (*FOUND.prompts, *FOUND.templates)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("one", FOUND.templates, ids=lambda one: one.id)
def test_a_template_is_kept_as_the_editor_keeps_it(one: object) -> None:
    text = one.text  # type: ignore[attr-defined]
    assert text_of(blocks_of(text)) == text
    assert text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('stage = "steady"', 'stage = "later"'),
        ('path = "trauma"', 'path = "other"'),
        ('role = "hurt"', 'role = "guilty"'),
        ('kind = "helps"', 'kind = "points"'),
        ('article = ["S28"]', 'article = ["S34"]'),
        ('article = ["S28"]', "article = []"),
        ('id = "unsaid"', 'id = "thank_whom"'),
        ('id = "calm"', 'id = "tender"'),
        ('title = "What have I not said to anybody?"', 'title = ""'),
        ('title = "Calm"', 'title = "Calm"\ncolour = "green"'),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(tmp_path: Path, before: str, after: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "reflections.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"reflections\.toml"):
        reflecting_in(broken)
