"""The records in a key file: kept whole, also those of a later program."""

from __future__ import annotations

import pytest

from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.vault import bundle
from trustapp.vault.bundle import BadBundle, Bundle
from trustapp.vault.publickeys import PublicKeys, number_of

KEYS = PublicKeys(b"s" * 32, b"e" * 32)
WHOLE = Bundle(
    database=((1, b"a" * 32), (2, b"b" * 32)),
    sign_seed=b"c" * 32,
    seal_private=b"d" * 32,
    shared=((1, b"f" * 32),),
    pins=((FIRST, KEYS), (SECOND, KEYS)),
    others=((9, b"later"), (200, b"")),
)


def test_there_and_back() -> None:
    data = bundle.encode(WHOLE)
    assert len(data) == bundle.SIZE
    assert bundle.decode(data) == WHOLE


def test_a_partner_is_added() -> None:
    alone = Bundle(((1, b"a" * 32),), b"c" * 32, b"d" * 32, (), ((FIRST, KEYS),))
    both = alone.with_partner(SECOND, KEYS, (1, b"f" * 32))
    assert bundle.decode(bundle.encode(both)) == both
    assert (both.shared, [member for member, _keys in both.pins]) == (((1, b"f" * 32),), [FIRST, SECOND])


def test_too_many_keys_are_a_bug() -> None:
    many = Bundle(tuple((n, bytes(32)) for n in range(200)), b"c" * 32, b"d" * 32, (), ((FIRST, KEYS),))
    with pytest.raises(ValueError, match="too many"):
        bundle.encode(many)


def _padded(records: bytes) -> bytes:
    return (len(records).to_bytes(4, "big") + records).ljust(bundle.SIZE, b"\0")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(bundle.SIZE),
        bundle.encode(WHOLE)[:-1],
        bundle.encode(WHOLE)[:-1] + b"x",
        (5000).to_bytes(4, "big") + bytes(bundle.SIZE - 4),
        _padded(b"\1\0\5short"),
        _padded(b"\2\0\x20" + bytes(31)),
        _padded(b"\2\0\x20" + bytes(32)),
        _padded(b"\2"),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadBundle):
        bundle.decode(data)


def test_numbers_of_members() -> None:
    assert number_of(MemberId("p12")) == 12
    for wrong in ("", "p", "p0", "p01", "1", "px", "p\u0661", "p12345"):
        with pytest.raises(ValueError, match="member"):
            number_of(MemberId(wrong))
