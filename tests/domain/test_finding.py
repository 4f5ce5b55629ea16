"""Finding items by words, as people type them."""

from __future__ import annotations

import pytest

from tests.builders import an_item
from trustapp.domain.finding import found_by

ITEM = an_item(title="Kissing hello at the café", text="Before and after the day’s work.")


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("kissing", 0),
        ("KISS", 0),
        ("cafe", 0),
        ("hello kiss", 0),
        ("work", 1),
        ("day's work", 1),
        ("kissing work", 1),
        ("you ask first", 1),
        ("kissing elsewhere", None),
        ("strasse", 1),
    ],
)
def test_all_words_are_looked_for_in_title_text_and_what_belongs_to_it(words: str, rank: int | None) -> None:
    assert found_by(words, ITEM, ("you ask first", "in our Straße")) == rank
