"""When a ritual comes, in words: what a form can ask for has its own sentence, all else a plain one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.recurrence import Every, Repeat, rule_of
from trustapp.domain.rituals import Plan
from trustapp.services.rule_words import plan_words

DAY = date(2027, 5, 3)


@pytest.mark.parametrize(
    ("repeat", "time", "words"),
    [
        (Repeat(Every.DAY), "07:10", "Every day at 07:10"),
        (Repeat(Every.DAY, 2), "", "Every second day"),
        (Repeat(Every.DAY, 3), "", "Every 3 days"),
        (
            Repeat(Every.WEEK, 2, (6,), until=date(2027, 12, 24)),
            "17:00",
            "Every second Sunday at 17:00, until 24 December 2027",
        ),
        (Repeat(Every.WEEK, 1, (0,)), "", "Every Monday"),
        (Repeat(Every.WEEK, 1, (0, 1, 2, 3, 4)), "07:10", "From Monday to Friday at 07:10"),
        (Repeat(Every.WEEK, 1, (0, 1, 2, 3, 4, 5, 6)), "", "Every day"),
        (Repeat(Every.WEEK, 1, (5, 6)), "", "Every Saturday and Sunday"),
        (Repeat(Every.WEEK, 1, (0, 2, 4)), "06:30", "Every Monday, Wednesday and Friday at 06:30"),
        (Repeat(Every.WEEK, 2, (0, 3)), "", "Every second week on Monday and Thursday"),
        (Repeat(Every.WEEK, 3, (3,)), "", "Every 3 weeks on Thursday"),
        (Repeat(Every.MONTH, 1, (4,), -1), "", "On the last Friday of the month"),
        (Repeat(Every.MONTH, 2, (6,), 1), "", "On the first Sunday of every second month"),
        (Repeat(Every.MONTH, 3, (6,), 2), "20:00", "Every 3 months on the second Sunday at 20:00"),
        (Repeat(Every.MONTH), "", "On day 3 of the month"),
        (Repeat(Every.MONTH, month_day=-1), "", "On the last day of the month"),
        (Repeat(Every.YEAR), "", "Every year on 3 May"),
        (Repeat(Every.YEAR, 2), "", "Every second year on 3 May"),
        (Repeat(Every.YEAR, 5), "", "Every 5 years on 3 May"),
    ],
)
def test_what_a_form_asks_for_has_a_sentence(repeat: Repeat, time: str, words: str) -> None:
    assert plan_words(Plan(DAY, time, rule=rule_of(repeat, DAY))) == words


def test_what_comes_once_names_its_day() -> None:
    assert plan_words(Plan(DAY, "20:00")) == "Once, on 3 May 2027 at 20:00"
    assert plan_words(Plan(DAY)) == "Once, on 3 May 2027"


def test_an_occasion_without_a_date_is_when_it_fits() -> None:
    assert plan_words(None) == "When it fits"


def test_any_other_rule_says_from_when_until_when() -> None:
    assert plan_words(Plan(DAY, "07:10", rule="FREQ=DAILY;BYMONTH=5")) == (
        "On certain days at 07:10, from 3 May 2027 on"
    )
    assert plan_words(Plan(DAY, rule="FREQ=DAILY;COUNT=3")) == (
        "On certain days, from 3 May 2027 on, until 5 May 2027"
    )


@given(st.text(max_size=20), st.text(max_size=8))
def test_what_is_no_rule_and_no_time_is_shown_nowhere(rule: str, time: str) -> None:
    words = plan_words(Plan(DAY, f"<{time}>", rule=f"<{rule}>"))
    assert words == "On certain days, from 3 May 2027 on"
