"""The recovery code finds a mistyped group and forgives a hurried hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.vault import recovery

SYMBOL = st.sampled_from(recovery.ALPHABET)


def test_a_new_code_has_seven_groups_that_fit() -> None:
    code = recovery.new_code()
    assert [len(group) for group in code] == [5] * 7
    assert recovery.check_groups(code) == ()
    assert len(recovery.code_secret(code)) == 28
    assert recovery.new_code() != code


def test_it_is_tolerant_of_case_look_alikes_spaces_and_dashes() -> None:
    code = recovery.new_code()
    typed = tuple(" -".join(group.lower().replace("0", "o").replace("1", "l")) + "\u2013 " for group in code)
    assert recovery.check_groups(typed) == ()
    assert recovery.code_secret(typed) == recovery.code_secret(code)
    assert recovery.clean_group("oO iI lL") == "001111"


@given(st.integers(0, 6), st.integers(0, 4), SYMBOL)
def test_one_wrong_symbol_is_found_and_named(index: int, place: int, symbol: str) -> None:
    code = list(recovery.new_code())
    group = code[index]
    code[index] = group[:place] + symbol + group[place + 1 :]
    expected = () if code[index] == group else (index,)
    assert recovery.check_groups(code) == expected


@given(st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_two_symbols_that_changed_places_are_found(index: int, one: int, other: int) -> None:
    code = list(recovery.new_code())
    group = list(code[index])
    group[one], group[other] = group[other], group[one]
    expected = () if "".join(group) == code[index] else (index,)
    code[index] = "".join(group)
    assert recovery.check_groups(code) == expected


@given(st.integers(0, 6), st.integers(0, 6))
def test_groups_in_each_others_place_are_found(one: int, other: int) -> None:
    code = list(recovery.new_code())
    code[one], code[other] = code[other], code[one]
    expected = () if one == other else tuple(sorted((one, other)))
    assert recovery.check_groups(code) == expected


@pytest.mark.parametrize("group", ["", "ABCD", "ABCDEF", "ABCU0", "ÄBCDE", "ABC\n0"])
def test_what_is_no_group_is_wrong(group: str) -> None:
    code = ("", *recovery.new_code()[1:])
    assert recovery.check_groups((group, *code[1:])) == (0,)


def test_missing_and_surplus_groups_are_named() -> None:
    code = recovery.new_code()
    assert recovery.check_groups(code[:5]) == (5, 6)
    assert recovery.check_groups((*code, "00000")) == (7,)


def test_the_wrong_group_is_named_from_one() -> None:
    code = recovery.new_code()
    with pytest.raises(UserError) as caught:
        recovery.code_secret((*code[:3], "?????", *code[4:]))
    assert (caught.value.code, caught.value.values) == ("code.group", {"group": 4})
