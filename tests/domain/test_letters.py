"""What a letter is, which can be sent, and when one to oneself may open."""

from __future__ import annotations

from datetime import date

import pytest

from trustapp.domain.errors import UserError
from trustapp.domain.letters import (
    MAX_TEXT,
    MAX_TITLE,
    SENDABLE,
    Kind,
    Letter,
    checked,
    is_closed,
    is_empty,
    require_day,
    require_sendable,
    usual_day,
)

TODAY = date(2026, 5, 3)


def test_an_unsent_letter_and_one_to_oneself_are_never_sent() -> None:
    for kind in Kind:
        letter = Letter("1", kind, text="words")
        if kind in SENDABLE:
            require_sendable(letter)
        else:
            with pytest.raises(UserError, match=r"letter\.not_to_send"):
                require_sendable(letter)
    assert {Kind.UNSENT, Kind.MYSELF} == set(Kind) - SENDABLE
    with pytest.raises(UserError, match=r"letter\.empty"):
        require_sendable(Letter("1", Kind.THANKS, "A title", " \n"))


def test_a_letter_has_its_bounds() -> None:
    assert checked(Letter("", Kind.THANKS, "  a \n b ", "\n\nx\n")) == Letter("", Kind.THANKS, "a b", "x")
    checked(Letter("", Kind.THANKS, "t" * MAX_TITLE, "x" * MAX_TEXT))
    for title, text in (("t" * (MAX_TITLE + 1), ""), ("", "x" * (MAX_TEXT + 1))):
        with pytest.raises(UserError, match=r"letter\.too_long"):
            checked(Letter("", Kind.THANKS, title, text))
    assert is_empty(Letter("", Kind.UNSENT, " ", "\n"))
    assert not is_empty(Letter("", Kind.UNSENT, "a"))


@pytest.mark.parametrize(
    ("today", "expected"), [(TODAY, date(2027, 5, 3)), (date(2028, 2, 29), date(2029, 3, 1))]
)
def test_it_opens_a_year_ahead_if_nothing_else_is_said(today: date, expected: date) -> None:
    assert usual_day(today) == expected


@pytest.mark.parametrize("day", [date(2026, 6, 3), date(2036, 5, 3)])
def test_it_may_open_from_a_month_to_ten_years_ahead(day: date) -> None:
    require_day(day, TODAY)
    assert is_closed(Letter("", Kind.MYSELF, opens=day), TODAY)
    assert not is_closed(Letter("", Kind.MYSELF, opens=day), day)


@pytest.mark.parametrize("day", [TODAY, date(2026, 6, 2), date(2036, 5, 4)])
def test_no_other_day_is_taken(day: date) -> None:
    with pytest.raises(UserError, match=r"letter\.day"):
        require_day(day, TODAY)
