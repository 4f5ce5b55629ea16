"""Passphrases: what is suggested is always enough, what leans on names or labels is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustapp.vault import wordlist
from trustapp.vault.passphrase import PassphraseStrength, secret_of, strength, suggest

NAMES = ("Maximiliane", "Kuno")


def test_the_list_is_the_effs_long_one() -> None:
    words = wordlist.words()
    assert (len(words), words[0], words[-1]) == (7776, "abacus", "zoom")


def test_a_suggestion_is_five_different_words_of_the_list() -> None:
    phrase = suggest()
    assert len(set(phrase.split())) == 5
    assert set(phrase.split()) <= set(wordlist.words())
    assert suggest() != phrase
    assert len(suggest(3).split()) == 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(wordlist.words()), min_size=5, max_size=5, unique=True))
def test_five_drawn_words_are_always_enough(drawn: list[str]) -> None:
    neighbours = max(map(wordlist.words().index, drawn)) - min(map(wordlist.words().index, drawn)) < 60
    assert neighbours or strength(" ".join(drawn), NAMES).enough


@pytest.mark.parametrize(
    ("passphrase", "problem"),
    [
        ("", "short"),
        ("k7!x", "short"),
        ("password1234", "labels"),
        ("Maximiliane2014", "names"),
        ("kuno maximiliane kuno maximiliane", "names"),
        ("our trustapp vault together", "labels"),
        ("qwertyuiop12", "guessable"),
        ("i love you so much my dear", "guessable"),
        ("once upon a time in the west", "guessable"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "guessable"),
        ("pebble pebble pebble pebble pebble", "guessable"),
        ("abacus abdomen abdominal abide abiding", ""),
    ],
)
def test_what_is_wrong_is_named(passphrase: str, problem: str) -> None:
    found = strength(passphrase, NAMES)
    assert found.problem == problem
    assert found.enough is (problem == "")


def test_words_and_names_do_not_make_up_for_each_other() -> None:
    assert not strength("Maximiliane Kuno Maximiliane pebble", NAMES).enough
    assert strength("Kuno velvet harmonica pebble lantern", NAMES).enough


def test_levels_rise_to_four_and_four_means_enough() -> None:
    texts = ("abc", "sunny7day", "sunny7day!Kw", "velvet harmonica pebble lantern")
    levels = [strength(text, ()).level for text in texts]
    assert levels == sorted(levels)
    assert levels[-1] == 4


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_has_a_strength(text: str) -> None:
    found = strength(text, NAMES)
    assert isinstance(found, PassphraseStrength)
    assert 0 <= found.level <= 4
    assert found.enough is (found.level == 4) is (found.problem == "")


def test_an_accent_is_the_same_however_it_was_typed() -> None:
    assert secret_of("caf\u00e9") == secret_of("cafe\u0301")
    assert secret_of("a") != secret_of("a ")
    assert secret_of("\ud800") != b""
