"""What changed since one last looked, and what ends soon: told at one's own opening and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta

from tests.homes import Home
from tests.services.test_changing_lines import AUGUST, JUNE, agreed, draft
from trustapp.domain.answers import Kind
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.services.agreements import NewLimit
from trustapp.services.looking import Since


def limit(text: str) -> NewLimit:
    return NewLimit(CategoryId("touch"), "A limit", text, Kind.MINE)


def since(home: Home) -> Since:
    found = home.services.agreements.since_looked().value
    assert found is not None
    return found


def test_what_the_other_said_since_is_told_until_one_has_looked(couple: Home) -> None:
    assert not couple.open(FIRST).changed, "nobody has looked yet"
    assert couple.services.agreements.since_looked().value is None
    couple.services.agreements.looked()
    assert not couple.open(FIRST).changed
    couple.open(SECOND)
    couple.services.agreements.looked()
    couple.services.agreements.state_limit(limit("Not before noon."))
    couple.clock.on(days=1)
    assert couple.open(FIRST).changed
    view = couple.services.agreements.view().value
    assert view.changed_since_last
    couple.services.agreements.looked()
    assert couple.services.agreements.view().value.changed_since_last, "all through this sitting"
    found = since(couple)
    assert [line.text for line in found.difference.came] == ["Not before noon."]
    assert found.day == date(2026, 5, 4)
    assert not couple.open(FIRST).changed
    assert since(couple).difference.nothing


def test_what_one_says_oneself_is_no_news(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.agreements.looked()
    couple.services.agreements.state_limit(limit("Not before noon."))
    assert not couple.services.agreements.view().value.changed_since_last
    couple.services.agreements.looked()
    assert not couple.open(FIRST).changed


def test_a_change_of_the_same_day_and_a_day_that_passed_are_told_in_words(couple: Home) -> None:
    words = agreed(couple, draft(until=JUNE))
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.looked()
    couple.services.agreements.shorten(words.id, JUNE - timedelta(days=3))
    assert couple.open(FIRST).changed
    (one,) = since(couple).difference.otherwise
    assert (one.before.until, one.after.until) == (JUNE, JUNE - timedelta(days=3))
    couple.services.agreements.looked()
    couple.clock.set(2026, 6, 1)
    assert couple.open(FIRST).changed, "nobody said anything; its day has passed"
    assert [line.text for line in since(couple).difference.went] == [words.text]


def test_in_together_and_with_nothing_new_nothing_is_said(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.agreements.looked()
    couple.open(SECOND)
    couple.services.agreements.state_limit(limit("Not before noon."))
    couple.together(FIRST)
    assert not couple.services.agreements.view().value.changed_since_last


def test_nobodys_looking_leaves_a_trace_in_what_the_other_reads(couple: Home) -> None:
    couple.open(SECOND)
    before = couple.services.agreements.view().value
    couple.open(FIRST)
    couple.services.agreements.looked()
    couple.services.agreements.since_looked()
    couple.open(SECOND)
    assert couple.services.agreements.view().value == before


def test_what_ends_within_two_weeks_is_told_and_what_ends_later_is_not(couple: Home) -> None:
    agreed(couple, draft(until=AUGUST))
    couple.clock.set(2026, 7, 17)
    assert couple.open(FIRST).ends is None
    couple.clock.set(2026, 7, 18)
    assert couple.open(FIRST).ends == AUGUST
    assert couple.services.agreements.view().value.ends_soon == AUGUST
    couple.clock.set(2026, 8, 2)
    assert couple.open(FIRST).ends is None


def test_with_nothing_shared_there_is_nothing_to_tell(alone: Home) -> None:
    opened = alone.open(FIRST)
    assert (opened.changed, opened.ends) == (False, None)
