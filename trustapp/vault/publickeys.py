"""Who a member is to the others: the number in their id, and their public keys."""

from __future__ import annotations

from typing import NamedTuple, Self

from trustapp.domain.ids import MemberId


def number_of(member: MemberId) -> int:
    """The number that a member's id holds: 1 for "p1"."""
    digits = member[1:]
    if (
        member[:1] != "p"
        or not digits.isascii()
        or not digits.isdigit()
        or digits[0] == "0"
        or len(digits) > 4
    ):
        raise ValueError("not a member's id")
    return int(digits)


class PublicKeys(NamedTuple):
    """A member's public keys: ``sign`` is Ed25519, ``seal`` is X25519."""

    sign: bytes
    seal: bytes


class SignKey(bytes):
    """The public key with which a member signs now; ``first`` is the one that the ledger begins with.

    The ledger itself holds every ``new_key`` between the two (docs/ledger.md, rule 5).
    """

    first: bytes

    def __new__(cls, value: bytes, first: bytes | None = None) -> Self:
        """The same for both where no key was ever made anew."""
        made = super().__new__(cls, value)
        made.first = bytes(value) if first is None else first
        return made
