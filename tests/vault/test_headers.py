"""The public header: names, structure, limits, and bodies that somebody made up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue, Member
from trustapp.vault import canonical, crypto, headers
from trustapp.vault.headers import Header, clean_name, same_name
from trustapp.vault.publickeys import PublicKeys

KEY = b"k" * 32


def a_header(**more: Any) -> Header:
    members = (Member(FIRST, "Robin", Hue.LAKE), Member(SECOND, "Sasha", Hue.CLAY))
    keys = {FIRST: PublicKeys(b"1" * 32, b"2" * 32), SECOND: PublicKeys(b"3" * 32, b"4" * 32)}
    seals = {FIRST: b"5" * 100, SECOND: b"6" * 100}
    return Header("ab" * 16, members, False, keys, "cd" * 32, seals, headers.SHARED, **more)


def test_there_and_back() -> None:
    header = a_header()
    read = headers.parse(headers.encode(header, KEY))
    for name in ("vault_id", "members", "invited", "public_keys", "invitation", "seals", "mac_by"):
        assert getattr(read, name) == getattr(header, name)
    assert headers.holds(read, KEY)
    assert not headers.holds(read, b"x" * 32)


def test_a_full_house_fits_the_limit() -> None:
    ids = [type(FIRST)(f"p{n}") for n in range(1, 10)]
    members = tuple(Member(one, "\U0001f33f" * 40, Hue.LAKE) for one in ids)  # type: ignore[arg-type]
    keys = {one: PublicKeys(KEY, KEY) for one in ids}
    header = Header("ab" * 16, members, False, keys, None, {one: bytes(100) for one in ids}, headers.SHARED)  # type: ignore[arg-type]
    assert len(headers.encode(header, KEY)) < headers.LIMIT


def _file(body: bytes, head: bytes | None = None) -> bytes:
    head = head or headers.MAGIC + b"\0\1\0\1" + len(body).to_bytes(4, "big")
    signed = head + body + bytes(32)
    return signed + crypto.digest("ta1 checksum", signed)


def _body(**changes: Any) -> dict[str, Any]:
    body = canonical.decode(headers.encode(a_header(), KEY)[16:-64], 10**5)
    assert body is not None
    return {**body, **changes}


def _member(**changes: Any) -> list[dict[str, Any]]:
    members: list[dict[str, Any]] = _body()["members"]
    return [{**members[0], **changes}, members[1]]


BAD: list[dict[str, Any]] = [
    _body(more=1),
    _body(id="AB" * 16),
    _body(id=5),
    _body(invitation="xy"),
    _body(invitation=5),
    _body(mac="p1"),
    _body(mac="p7"),
    _body(mac=None),
    _body(members=[]),
    _body(members={}),
    _body(members=_body()["members"] * 5),
    _body(members=[_body()["members"][0]] * 2),
    _body(members=[_body()["members"][0]]),
    _body(members=[5, 6]),
    _body(members=_member(more=1)),
    _body(members=_member(id="p0")),
    _body(members=_member(id="robin")),
    _body(members=_member(id=1)),
    _body(members=_member(name="")),
    _body(members=_member(name="x" * 41)),
    _body(members=_member(name=" x")),
    _body(members=_member(name="x\ny")),
    _body(members=_member(name="\u202ex")),
    _body(members=_member(name=5)),
    _body(members=_member(hue="c")),
    _body(members=_member(hue=[])),
    _body(members=_member(sign="00")),
    _body(members=_member(seal=None)),
    _body(members=_member(shared="00")),
    _body(members=_member(shared=5)),
]


@pytest.mark.parametrize("body", BAD)
def test_a_body_that_somebody_made_up_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(headers.Damaged):
        headers.parse(_file(canonical.encode(body)))


def test_a_right_body_in_a_wrong_frame_is_refused() -> None:
    body = canonical.encode(_body())
    headers.parse(_file(body))
    length = len(body).to_bytes(4, "big")
    for head in (
        b"\0\1\0\2" + length,
        b"\0\0\0\1" + length,
        b"\0\1\0\1" + (len(body) + 1).to_bytes(4, "big"),
    ):
        with pytest.raises(headers.Damaged):
            headers.parse(_file(body, headers.MAGIC + head))
    with pytest.raises(headers.Damaged):
        headers.parse(_file(body + b" "))
    with pytest.raises(headers.Damaged):
        headers.parse(_file(canonical.encode(_body(members=[{"x": "y" * 17_000}]))))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Robin  ", "Robin"),
        ("Anna\tMaria\n Luise", "Anna Maria Luise"),
        ("R\u202e.\u2067", "R."),
        ("نرگس\u200cها", "نرگس\u200cها"),
        ("Zo\u00eb", "Zo\u00eb"),
        ("\ud800R", "R"),
        ("R", "R"),
        ("x" * 40, "x" * 40),
    ],
)
def test_names(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(max_size=60))
def test_a_cleaned_name_is_clean(typed: str) -> None:
    try:
        name = clean_name(typed)
    except UserError as refused:
        name = refused.code
    assert clean_name(name) == name
    assert 1 <= len(name) <= 40


def test_names_that_would_be_taken_for_one_another() -> None:
    assert same_name("Robin", "ROBIN")
    assert same_name("Stra\u00dfe", "STRASSE")
    assert same_name("Zoe\u0308", "Zo\u00eb")
    assert not same_name("Robin", "Robyn")
