"""The catalogues hold together, read well, and are refused with a clear word where they do not."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustapp import places
from trustapp.documents.catalogue import CatalogueError, load
from trustapp.domain.answers import Answer, Choice, Item, Kind, Release, Shape, scale_of
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.preview import shown_for
from trustapp.domain.wording import full_text, line_text

FOLDER = places.resource("catalogues", "en")
FOUND = load(FOLDER)
ITEMS = [item for category in FOUND.categories for item in category.items]
NAMES = {FIRST: "Robin", SECOND: "Sasha"}
CONDITIONAL = (Choice.YES_IF, Choice.ONLY_WHEN, Choice.OFFER_IF)
UNWANTED = re.compile(r"\b(just|should|must|overdue|missed|failed|streak|score)\b|!", re.IGNORECASE)


def each_line() -> list[tuple[Item, Choice]]:
    return [(item, choice) for item in ITEMS for choice in item.wording]


def test_there_are_fifty_eight_items_in_six_categories() -> None:
    counts = {category.id: len(category.items) for category in FOUND.categories}
    assert counts == {
        "affection": 10,
        "touch": 12,
        "saying_no": 10,
        "communication": 10,
        "health": 8,
        "when_crossed": 8,
    }


def test_an_id_is_never_lost_or_reused() -> None:
    """Answers and agreements keep ids for ever: a new item adds a line to this file, none is taken out."""
    known = (Path(__file__).parent / "data" / "item_ids.txt").read_text().split()
    assert [item.id for item in ITEMS] == known


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_reads_well(item: Item) -> None:
    for text in (item.title, item.text):
        assert text[0].isupper() or text[0] in "“…"
        assert not UNWANTED.search(re.sub(r"“[^”]*”", "", text))
    assert item.text.endswith((".", "?"))
    assert set(item.wording) <= set(scale_of(item))


@pytest.mark.parametrize(("item", "choice"), each_line(), ids=lambda one: getattr(one, "id", one))
def test_a_line_reads_well(item: Item, choice: Choice) -> None:
    conditions = ("you ask first", "it is not late") if choice in CONDITIONAL else ()
    text = full_text(item, choice, {}, conditions, "", "Robin", "Sasha")
    assert text[0].isupper()
    assert text.endswith((".", "?", "”"))
    assert "{" not in text
    assert "  " not in text
    assert not UNWANTED.search(text)
    assert all(condition in text for condition in conditions) or item.shape is Shape.OFFER


@pytest.mark.parametrize(("item", "choice"), each_line(), ids=lambda one: getattr(one, "id", one))
def test_what_is_filled_in_stands_in_the_line(item: Item, choice: Choice) -> None:
    filled = {blank.name: f"<{blank.name}>" for blank in item.blanks}
    text = line_text(item, choice, filled, "Robin", "Sasha")
    used = set(re.findall(r"\{([a-z_]+)\}", item.wording[choice]))
    assert all(f"<{name}>" in text for name in used & set(filled))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_the_other_will_see_is_whole_sentences(item: Item) -> None:
    for choice in scale_of(item):
        answer = Answer(item.id, choice, ("we are alone",), release=Release.OPEN)
        for line in shown_for(item, answer, FIRST, NAMES, wishes=True):
            assert "{" not in line
            assert "  " not in line


def test_nothing_of_mine_limits_the_other_and_a_question_asks() -> None:
    for item in ITEMS:
        if item.kind is Kind.ASK:
            assert "?" in item.wording[Choice.NEED], item.id
        for choice in (Choice.NO, Choice.NOT_NOW):
            assert not re.search(r"\byou (?:may|will|do) not\b", item.wording.get(choice, ""), re.IGNORECASE)


def test_offers_speak_of_what_their_giver_will_do() -> None:
    for item in ITEMS:
        if item.shape is Shape.OFFER:
            assert "I will" in item.wording[Choice.OFFER], item.id


def test_a_card_stands_beside_each_category_and_first_run_has_its_words() -> None:
    assert {FOUND.cards[card].id for card in FOUND.category_card.values()} <= set(FOUND.cards)
    assert len(FOUND.category_card) == 6
    assert [card.id for card in FOUND.first_run] == [
        "welcome", "not_together", "private_questions", "alone_or_both", "adults", "private_and_shared",
        "forgotten",
    ]  # fmt: skip
    assert len(FOUND.private_questions) >= 5


def test_the_help_list_says_when_it_was_checked() -> None:
    assert date.fromisoformat(FOUND.help_checked) <= date(2026, 11, 23)
    assert len({line.country for line in FOUND.help_lines}) >= 12
    assert all(re.fullmatch(r"[0-9 -]+", line.contact) for line in FOUND.help_lines)


def test_there_are_exercises_for_too_much_and_too_little() -> None:
    assert {one.when for one in FOUND.exercises} == {"too_high", "too_low"}


# -- what is refused ------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "en"))


TOUCH = "boundaries/20_touch.toml"
DAMAGES = {
    "an unknown key": (TOUCH, 'sensitivity = 1\n', 'sensitivity = 1\ncolour = "red"\n', "colour"),
    "a doubled id": (TOUCH, 'id = "touch.pace"', 'id = "touch.places"', "twice"),
    "no sentence of the article": (TOUCH, '"S12", "S25"]', '"S12", "S99"]', "S99"),
    "an empty text": (TOUCH, 'title = "The pace I set"', 'title = ""', "empty"),
    "a title that is too long": (TOUCH, 'title = "The pace I set"', f'title = "{"x" * 61}"', "longer"),
    "a missing wording": (TOUCH, 'no = "No touch while I sleep."\n', "", "no"),
    "an unknown blank": (TOUCH, "No touch while I sleep.", "No touch while I {sleep}.", "blanks"),
    "an unknown condition": (TOUCH, '"not_after_hard_talk", "rested"', '"full_moon", "rested"', "full_moon"),
    "bounds that are no range": (TOUCH, "minimum = 2, maximum = 60", "minimum = 60, maximum = 2", "range"),
    "a sensitivity that is none": (TOUCH, "sensitivity = 3", "sensitivity = 4", "sensitivity"),
    "a wish about one person": (
        TOUCH, 'kind = "ours"\nshape = "opening"', 'kind = "mine"\nshape = "opening"', "wish",
    ),
    "no TOML": (TOUCH, 'id = "touch"', 'id = "touch', ""),
    "an unknown card": (TOUCH, 'card = "touch_card"', 'card = "none"', "card"),
    "a doubled condition": ("conditions.toml", '"i_begin"', '"you_ask_first"', "twice"),
    "an exercise for nothing": ("exercises.toml", 'when = "too_high"', 'when = "bored"', "when"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalogue_is_refused_by_name(copy: Path, damage: str) -> None:
    name, old, new, told = DAMAGES[damage]
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(copy)
    assert told in str(refused.value)


def test_a_missing_file_is_refused_by_name(copy: Path) -> None:
    (copy / "help.toml").unlink()
    with pytest.raises(CatalogueError, match=r"help\.toml"):
        load(copy)


@settings(max_examples=60)
@given(junk=st.binary(max_size=200), place=st.integers(0, 4000))
def test_any_bytes_in_a_catalogue_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("junk") / "en"))
    path = folder / TOUCH
    data = path.read_bytes()
    path.write_bytes(data[:place] + junk + data[place:])
    try:
        load(folder)
    except CatalogueError:
        return
