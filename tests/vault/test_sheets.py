"""Released sheets: opened by their ticket alone, of one size, and like random bytes otherwise."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.vault.helpers import Couple, a_limit
from trustapp.domain.answers import Choice, Kind, Merge, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, RoundId
from trustapp.domain.merge import Sheet, SheetLine
from trustapp.vault import ledger, sheets, wordlist

ROUND = RoundId("a" * 32)
TOUCH = CategoryId("touch")


def a_sheet(lines: int = 3, text: str = "We hold hands, wörtlich, 🌿.") -> Sheet:
    shown = tuple(
        SheetLine(
            ItemId(f"touch.{n}"),
            n, Kind.OURS, Shape.OPENING, Merge.MUTUAL, f"Title {n}", text, Choice.YES_IF,
            ("If I ask",),
        )
        for n in range(lines)
    )  # fmt: skip
    return Sheet(ROUND, FIRST, TOUCH, True, shown, (a_limit(),), ((ItemId("touch.9"), "Talk"),))


def test_the_ticket_opens_the_sheet_and_its_signed_statements(couple: Couple) -> None:
    sheet = a_sheet()
    signed = [ledger.sign(couple.one, one, ledger.NO_HEAD, couple.vault._clock()) for one in sheet.statements]
    ticket = sheets.seal_sheet(couple.vault, couple.one, sheet, signed)
    assert len(ticket.words) == 4
    assert set(ticket.words) <= set(wordlist.words())
    opened = sheets.open_sheet(couple.vault, couple.one.vault_id, FIRST, " ".join(ticket.words))
    assert opened == (sheet, tuple(signed))


def test_the_ticket_may_be_typed_as_one_likes(couple: Couple) -> None:
    words = sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ()).words
    for typed in ("  ".join(words).upper(), "-".join(words), "\n".join(words), ", ".join(words) + "."):
        assert sheets.open_sheet(couple.vault, couple.one.vault_id, FIRST, typed) is not None


def test_nothing_else_opens_it(couple: Couple) -> None:
    words = sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ()).words
    vault_id = couple.one.vault_id
    for typed in (
        "",
        " ".join(words[:3]),
        " ".join(reversed(words)),
        " ".join([*words, "zoom"]),
        "zoom " * 4,
    ):
        assert sheets.open_sheet(couple.vault, vault_id, FIRST, typed) is None
    right = " ".join(words)
    assert sheets.open_sheet(couple.vault, vault_id, SECOND, right) is None
    assert sheets.open_sheet(couple.vault, "0" * 32, FIRST, right) is None


def test_an_empty_sheet_can_be_released(couple: Couple) -> None:
    empty = Sheet(ROUND, FIRST, TOUCH, False)
    words = sheets.seal_sheet(couple.vault, couple.one, empty, ()).words
    assert sheets.open_sheet(couple.vault, couple.one.vault_id, FIRST, " ".join(words)) == (empty, ())


def test_a_broad_category_fits_and_too_much_is_refused_with_the_old_sheet_left(couple: Couple) -> None:
    sheets.seal_sheet(couple.vault, couple.one, a_sheet(60, "words " * 100), ())
    before = couple.vault.path("p1.sheet").read_bytes()
    with pytest.raises(UserError) as caught:
        sheets.seal_sheet(couple.vault, couple.one, a_sheet(60, "words " * 1000), ())
    assert caught.value.code == "round.sheet_too_large"
    assert couple.vault.path("p1.sheet").read_bytes() == before


def test_a_person_releases_their_own_sheet_only(couple: Couple) -> None:
    with pytest.raises(ValueError, match="own"):
        sheets.seal_sheet(couple.vault, couple.two, a_sheet(), ())


def test_every_byte_looks_random_released_or_not(couple: Couple) -> None:
    """The same sheet released twice has no byte run in common, and no byte value stands out."""
    path = couple.vault.path("p1.sheet")
    files = [path.read_bytes()]
    for _ in range(2):
        sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ())
        files.append(path.read_bytes())
    for data in files:
        assert len(data) == sheets.SIZE
        counts = Counter(data)
        expected = sheets.SIZE / 256
        chi_squared = sum((counts[value] - expected) ** 2 / expected for value in range(256))
        assert 150 < chi_squared < 400  # 255 degrees of freedom: outside this one time in many millions
    same = sum(one == other for one, other in zip(files[1], files[2], strict=True))
    assert same < sheets.SIZE / 256 * 1.3
    assert files[1][:64] != files[2][:64]


def test_refreshing_changes_every_byte_and_keeps_the_sheet(couple: Couple) -> None:
    ticket = sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ())
    before = couple.vault.path("p1.sheet").read_bytes()
    assert sheets.refresh_sheet(couple.vault, couple.one, ticket.kek)
    after = couple.vault.path("p1.sheet").read_bytes()
    assert before[:64] != after[:64]
    assert sum(one == other for one, other in zip(before, after, strict=True)) < sheets.SIZE / 256 * 1.3
    assert sheets.open_sheet(couple.vault, couple.one.vault_id, FIRST, " ".join(ticket.words)) is not None


def test_refreshing_without_a_release_writes_new_random_bytes(couple: Couple) -> None:
    path = couple.vault.path("p1.sheet")
    before = path.read_bytes()
    assert sheets.refresh_sheet(couple.vault, couple.one, None)
    assert path.read_bytes() != before
    path.unlink()
    assert sheets.refresh_sheet(couple.vault, couple.one, None)
    assert path.stat().st_size == sheets.SIZE


@pytest.mark.parametrize("gone", ["destroyed", "deleted", "flipped", "cut"])
def test_a_sheet_that_is_gone_is_told_to_its_owner(couple: Couple, gone: str) -> None:
    ticket = sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ())
    path = couple.vault.path("p1.sheet")
    data = bytearray(path.read_bytes())
    if gone == "destroyed":
        sheets.destroy_sheet(couple.vault, FIRST)
    elif gone == "deleted":
        path.unlink()
    elif gone == "flipped":
        data[100_000] ^= 1
        path.write_bytes(data)
    else:
        path.write_bytes(data[:-1])
    assert sheets.open_sheet(couple.vault, couple.one.vault_id, FIRST, " ".join(ticket.words)) is None
    assert not sheets.refresh_sheet(couple.vault, couple.one, ticket.kek)
    assert path.stat().st_size == sheets.SIZE


def test_destroying_overwrites_the_bytes_where_they_lie(couple: Couple) -> None:
    sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ())
    path = couple.vault.path("p1.sheet")
    inode, before = path.stat().st_ino, path.read_bytes()
    sheets.destroy_sheet(couple.vault, FIRST)
    assert path.stat().st_ino == inode
    assert path.read_bytes()[:64] != before[:64]
    path.unlink()
    sheets.destroy_sheet(couple.vault, FIRST)
    assert path.stat().st_size == sheets.SIZE


def test_a_ticket_never_shows_in_what_is_printed_of_it(couple: Couple) -> None:
    ticket = sheets.seal_sheet(couple.vault, couple.one, a_sheet(), ())
    assert not any(word in repr(ticket) for word in ticket.words)
