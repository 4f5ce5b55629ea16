"""Five words for the record: the same for both, other ones after every statement, on paper when asked for."""

from __future__ import annotations

from tests.homes import Home
from tests.services.test_nothing_is_lost import a_limit
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.papers import PaperOptions
from trustapp.vault import signing, wordlist


def test_both_read_the_same_words_and_every_statement_makes_other_ones(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    words = couple.services.agreements.head_words().value
    couple.open(SECOND)
    assert couple.services.agreements.head_words().value == words
    a_limit(couple, "Another one.")
    assert couple.services.agreements.head_words().value != words


def test_they_are_five_words_of_the_list_and_follow_from_the_head_alone() -> None:
    words = signing.head_words("ab" * 32)
    assert len(words) == 5
    assert set(words) <= set(wordlist.words())
    assert signing.head_words("ab" * 32) == words
    assert signing.head_words("ab" * 31 + "ac") != words


def test_they_stand_at_the_foot_of_a_paper_only_where_somebody_asked_for_them(couple: Home) -> None:
    couple.open(FIRST)
    a_limit(couple, "Not in the mornings.")
    words = " ".join(couple.services.agreements.head_words().value)
    papers = couple.services.papers
    assert words not in papers.agreement(PaperOptions(kept_at="At home")).value.foot
    foot = papers.agreement(PaperOptions(kept_at="At home", head_words=True)).value.foot
    assert words in foot
    assert "At home" in foot
