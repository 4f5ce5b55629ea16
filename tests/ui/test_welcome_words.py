"""Everything that an opening can have to tell has words of its own."""

from __future__ import annotations

import pytest

from trustapp.services.openings import NOTICES
from trustapp.services.witnessing import SHUT
from ui.shell.welcome import notice_words
from ui.widgets.hours import night_words


@pytest.mark.parametrize("code", NOTICES)
def test_a_notice_has_words(code: str) -> None:
    words = notice_words(code)
    assert words.endswith(".")
    assert code not in words
    assert [one for one in NOTICES if notice_words(one) == words] == [code]


def test_what_keeps_the_shared_space_shut_is_told() -> None:
    assert set(SHUT.values()) <= set(NOTICES)


@pytest.mark.parametrize(("hour", "said"), [(21, False), (22, True), (3, True), (5, True), (6, False)])
def test_whoever_comes_at_night_is_met_by_the_sentence_for_it(hour: int, said: bool) -> None:
    assert night_words(hour) == ("Tonight nothing has to be decided, answered or forgiven." if said else "")
