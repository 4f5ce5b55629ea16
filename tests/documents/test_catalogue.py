"""The catalogues hold together, and are refused with the file and the id where they do not."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustapp import places
from trustapp.documents.catalogue import CatalogueError, load
from trustapp.documents.catalogue.conditions import conditions_in
from trustapp.domain.demands import Demand
from trustapp.domain.endings import Ending

FOLDER = places.resource("catalogues", "en")
FOUND = load(FOLDER)
ITEMS = [item for category in FOUND.categories for item in category.items]


def test_there_are_a_hundred_and_fifty_four_items_in_sixteen_categories() -> None:
    counts = [(category.id, len(category.items)) for category in FOUND.categories]
    assert counts == [
        ("affection", 10),
        ("touch", 12),
        ("intimacy", 12),
        ("saying_no", 10),
        ("timing", 8),
        ("communication", 10),
        ("privacy", 12),
        ("transparency", 14),
        ("other_people", 10),
        ("digital", 10),
        ("substances", 6),
        ("health", 8),
        ("triggers", 10),
        ("home", 8),
        ("who_knows", 6),
        ("when_crossed", 8),
    ]
    assert len(ITEMS) == 154


def test_there_are_twenty_four_conditions_for_what_may_happen_and_sixteen_for_what_protects() -> None:
    found = conditions_in(FOLDER / "conditions.toml")
    assert (len(found.only_if), len(found.when)) == (24, 16)
    assert FOUND.conditions == {**found.only_if, **found.when}


def test_an_id_is_never_lost_or_reused() -> None:
    """Answers and agreements keep ids for ever: a new item adds a line to this file, none is taken out."""
    known = (Path(__file__).parent / "data" / "item_ids.txt").read_text().split()
    assert [item.id for item in ITEMS] == known


def test_a_card_stands_beside_each_category() -> None:
    assert list(FOUND.category_card) == [category.id for category in FOUND.categories]
    assert len(set(FOUND.category_card.values())) == 16
    assert {"sexual_trust", "forgiving_and_healing", "why_time", "not_together"} <= set(FOUND.cards)


def test_every_education_card_has_the_article_behind_it() -> None:
    assert len(FOUND.cards) == 20
    for card in FOUND.cards.values():
        assert card.article, card.id


def test_each_reason_for_refusing_words_has_other_words_beside_it() -> None:
    assert len(FOUND.repairs) == 12
    assert {one.demand for one in FOUND.repairs} == set(Demand)
    assert min(Counter(one.demand for one in FOUND.repairs).values()) >= 2


def test_each_way_of_ending_has_words_that_may_be_said() -> None:
    assert len(FOUND.phrases) == 8
    assert {one.ends for one in FOUND.phrases} == set(Ending)


def test_the_help_list_says_when_it_was_checked() -> None:
    assert date.fromisoformat(FOUND.help_checked) <= date(2026, 11, 23)
    assert len({line.country for line in FOUND.help_lines}) >= 12
    assert all(re.fullmatch(r"[0-9][0-9 -]+[0-9]", line.contact) for line in FOUND.help_lines)
    assert len({(line.country, line.contact) for line in FOUND.help_lines}) == len(FOUND.help_lines)


def test_there_are_exercises_for_too_much_and_too_little() -> None:
    assert {one.when for one in FOUND.exercises} == {"too_high", "too_low"}


# -- what is refused ------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "en"))


TOUCH = "boundaries/02_touch.toml"
PACE = 'id = "touch.pace"'
SAYING_NO = "boundaries/04_saying_no.toml"
PAUSE = 'name = "minutes", type = "duration", label = "How long, at least", minimum = 5, maximum = 240'
DAMAGES: dict[str, tuple[str, str, str, str, str]] = {
    # what is wrong: file, what stood there, what stands there now, the id named, what is said of it
    "an unknown key": (TOUCH, PACE, f'{PACE}\ncolour = "red"', "touch.pace", "colour"),
    "an unknown key of a blank": (
        SAYING_NO, PAUSE, f"{PAUSE}, step = 5", "saying_no.pause_means", "step",
    ),
    "a doubled id": (TOUCH, PACE, 'id = "touch.places"', "touch.places", "twice"),
    "an id of another file": (TOUCH, PACE, 'id = "affection.kiss_hello"', "affection.kiss_hello", "begin"),
    "an id of no category": (TOUCH, PACE, 'id = "pace"', "pace", "begin"),
    "no id at all": (TOUCH, PACE, 'id = "touch.The Pace"', "touch.The Pace", "not an id"),
    "no sentence of the article": (TOUCH, '["S26", "S27"]', '["S26", "S99"]', "touch.pace", "S99"),
    "no article": (TOUCH, '["S26", "S27"]', "[]", "touch.pace", "article"),
    "an empty text": (TOUCH, '"The pace I set"', '""', "touch.pace", "empty"),
    "a text of spaces": (TOUCH, '"The pace I set"', '"The pace I set "', "touch.pace", "space"),
    "a title that is too long": (TOUCH, '"The pace I set"', f'"{"x" * 61}"', "touch.pace", "longer"),
    "a wording that is too long": (
        TOUCH, "No touch while I sleep.", "x" * 241, "touch.while_asleep", "longer",
    ),
    "a missing wording": (
        TOUCH, 'no = "No touch while I sleep."\n', "", "touch.while_asleep", "wording for no",
    ),
    "mine with a like": (
        TOUCH, 'need = "I need to set the pace of touch: as slow as I say."',
        'need = "I need it."\nlike = "I would like it."', "touch.pace", "wording for like",
    ),
    "a wording of another shape": (
        TOUCH, 'no = "No touch while I sleep."', 'no = "No."\noffer = "I will."',
        "touch.while_asleep", "offer",
    ),
    "an unknown choice": (TOUCH, 'no = "No touch while I sleep."', 'maybe = "Perhaps."', "", "maybe"),
    "an unknown blank": (
        TOUCH, "No touch while I sleep.", "No touch while I {sleep}.", "touch.while_asleep", "blanks",
    ),
    "a blank that no wording has": (SAYING_NO, ": {instead}.", ".", "saying_no.after_stop", "blanks"),
    "a no with conditions": (
        TOUCH, "No touch while I sleep.", "No touch while I sleep, {conditions}.", "touch.while_asleep",
        "weaken",
    ),
    "a need with conditions": (
        TOUCH, "I need to set the pace of touch: as slow as I say.", "I need to set the pace {conditions}.",
        "touch.pace", "weaken",
    ),
    "a wish that names one of the two": (
        TOUCH, "We may lie beside each other", "{name} and {other} may lie down", "touch.lying_still",
        "either",
    ),
    "a brace alone": (
        TOUCH, "No touch while I sleep.", "No touch {while I sleep.", "touch.while_asleep", "brace",
    ),
    "a blank with a reserved name": (
        SAYING_NO, 'name = "minutes", type', 'name = "other", type', "saying_no.pause_means",
        "name of a blank",
    ),
    "a default that is too long": (
        TOUCH, 'default = "any place that I name"', f'default = "{"x" * 101}"',
        "touch.places", "more than",
    ),
    "a suggestion out of bounds": (
        SAYING_NO, 'default = "20"', 'default = "241"', "saying_no.pause_means", "bounds",
    ),
    "a suggestion that is no number": (
        SAYING_NO, 'default = "20"', 'default = "ten"', "saying_no.pause_means", "bounds",
    ),
    "bounds that are no range": (
        SAYING_NO, PAUSE, PAUSE.replace("minimum = 5", "minimum = 240"), "saying_no.pause_means", "range",
    ),
    "a choice of one": (
        "boundaries/12_health.toml", 'choices = ["with the paper", "in words", "together with a doctor"]',
        'choices = ["in words"]', "health.showing_results", "choices",
    ),
    "an unknown condition": (
        TOUCH, '"after_hard_talk", "i_am_tired"', '"full_moon", "i_am_tired"', "touch.pace", "full_moon",
    ),
    "a condition of what may happen beside what protects": (
        TOUCH, '"after_hard_talk", "i_am_tired"', '"not_late", "i_am_tired"', "touch.pace", "not_late",
    ),
    "a condition of what protects beside what may happen": (
        TOUCH, '["ten_minutes", "nothing_follows"', '["it_is_late", "nothing_follows"', "touch.massage",
        "it_is_late",
    ),
    "a place that is taken": (TOUCH, "place = 2", "place = 3", "3", "place"),
    "a sensitivity that is none": (
        TOUCH, "sensitivity = 3", "sensitivity = 4", "touch.places", "sensitivity",
    ),
    "a wish about one person": (
        TOUCH, 'kind = "ours"\nshape = "opening"\nmerge = "mutual"',
        'kind = "mine"\nshape = "opening"\nmerge = "mutual"', "touch.massage", "wish",
    ),
    "an opening without a merge": (
        TOUCH, 'kind = "ours"\nshape = "opening"\nmerge = "mutual"',
        'kind = "ours"\nshape = "opening"', "touch.massage", "merge",
    ),
    "a question that is an opening": (
        TOUCH, 'kind = "ours"\nshape = "opening"\nmerge = "mutual"',
        'kind = "ask"\nshape = "opening"\nmerge = "protective"', "touch.massage", "question",
    ),
    "no TOML": (TOUCH, 'id = "touch"', 'id = "touch', "", ""),
    "a number without end": (TOUCH, "place = 2", f"place = {'9' * 5000}", "", ""),
    "an unknown card": (TOUCH, 'card = "touch_card"', 'card = "none"', "touch", "card none"),
    "a card beside a category without the article": (
        "cards.toml", 'article = ["S12", "S21"]', "article = []", "touch_card", "article",
    ),
    "a rule that nobody would refuse": (
        "repairs.toml", '"You owe me closeness for what you did."', '"We may hold hands."', "owed", "refused",
    ),
    "a rule that is refused for another reason": (
        "repairs.toml", 'demand = "payment"', 'demand = "penalty"', "owed", "penalty",
    ),
    "other words that would be refused too": (
        "repairs.toml", "I will send you a word when", "You share your location with me when", "location",
        "too",
    ),
    "a reason that there is not": (
        "repairs.toml", 'demand = "payment"', 'demand = "rudeness"', "owed", "rudeness",
    ),
    "a repair without the article": ("repairs.toml", '["S17", "S26"]', "[]", "password", "article"),
    "a doubled repair": ("repairs.toml", 'id = "location"', 'id = "password"', "password", "twice"),
    "an empty phrase": (
        "phrases.toml", '"I have lifted this, and I may state it again on any day."', '""',
        "lifted_may_return", "empty",
    ),
    "a phrase for nothing": ("phrases.toml", 'ends = "offer"', 'ends = "love"', "cannot_keep", "love"),
    "a doubled condition": ("conditions.toml", '"i_begin"', '"you_ask_first"', "you_ask_first", "twice"),
    "an empty condition": ("conditions.toml", '"it is not late"', '""', "not_late", "empty"),
    "an exercise for nothing": (
        "exercises.toml", 'when = "too_high"', 'when = "bored"', "long_breath_out", "when",
    ),
    "a date that is none": ("help.toml", 'checked = "2026-11-23"', 'checked = "lately"', "", "checked"),
    "a help line without a number": (
        "help.toml", 'contact = "13 11 14"', 'contact = ""', "Australia", "empty",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalogue_is_refused_by_file_and_id(copy: Path, damage: str) -> None:
    name, old, new, named, told = DAMAGES[damage]
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert text.replace(old, new, 1) != text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(copy)
    said = str(refused.value)
    assert named in said
    assert told in said
    assert path.name in said or "card" in damage


def test_a_doubled_category_is_refused(copy: Path) -> None:
    again = copy / "boundaries" / "17_again.toml"
    again.write_text(
        (copy / TOUCH).read_text(encoding="utf-8").replace("place = 2", "place = 17", 1), "utf-8"
    )
    with pytest.raises(CatalogueError, match="the id touch is there twice"):
        load(copy)


def test_a_language_without_categories_is_refused(copy: Path) -> None:
    shutil.rmtree(copy / "boundaries")
    with pytest.raises(CatalogueError, match="no category"):
        load(copy)


def test_a_missing_file_is_refused_by_name(copy: Path) -> None:
    (copy / "help.toml").unlink()
    with pytest.raises(CatalogueError, match=r"help\.toml"):
        load(copy)


FILES = [
    TOUCH, "conditions.toml", "cards.toml", "help.toml", "exercises.toml", "repairs.toml",
    "phrases.toml",
]  # fmt: skip


@settings(max_examples=120)
@given(
    junk=st.binary(max_size=60),
    place=st.integers(0, 4000),
    gone=st.integers(0, 40),
    name=st.sampled_from(FILES),
)
def test_any_bytes_in_a_catalogue_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int, gone: int, name: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("junk") / "en"))
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:place] + junk + data[place + gone :])
    with suppress(CatalogueError):
        load(folder)


def toml(table: dict[str, object]) -> str:
    """The tables as TOML, each value on one line."""
    return "\n".join(f"{json.dumps(key)} = {inline(value)}" for key, value in table.items())


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


KEYS = [
    "id", "title", "text", "kind", "shape", "merge", "sensitivity",
    "article", "conditions", "blanks", "wording",
]  # fmt: skip
VALUES = st.recursive(
    st.booleans() | st.integers(-5, 100) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=120)
@given(value=VALUES, item=st.integers(0, 11), key=st.sampled_from(KEYS))
def test_any_value_of_an_item_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, value: object, item: int, key: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("value") / "en"))
    found = tomllib.loads((folder / TOUCH).read_text(encoding="utf-8"))
    found["item"][item][key] = value
    (folder / TOUCH).write_text(toml(found), encoding="utf-8")
    with suppress(CatalogueError):
        load(folder)
