"""A canary in private words is in no file, in any spelling, given every file of the vault."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.homes import ROBIN, Home
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.answers import OwnItem

CANARY = "ninefold-kingfisher-canary"


def spellings(text: str) -> list[bytes]:
    plain = text.encode()
    return [
        plain,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        *(base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)),
    ]


def found_in(folder: Path, texts: list[bytes]) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(text in path.read_bytes() for text in texts)
    ]


def test_private_words_are_in_no_file(couple: Home, tmp_path: Path) -> None:
    services = couple.services
    category = services.answers.categories().value[0]
    couple.together()
    services.rounds.choose(category.id)
    for member in (FIRST, SECOND):
        couple.open(member)
        for item in category.items:
            services.answers.keep(Answer(item.id, Choice.UNKNOWN, note=f"{CANARY} {item.title}"))
        services.answers.add_own(
            OwnItem(category.id, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, CANARY, CANARY)
        )
        services.rounds.release(wishes=True)
    assert found_in(tmp_path, spellings(CANARY)) == [], "while the space is open"
    services.vault.lock()
    assert found_in(tmp_path, spellings(CANARY)) == []


def test_the_search_would_find_the_canary(tmp_path: Path) -> None:
    for place, text in enumerate(spellings(CANARY)):
        (tmp_path / str(place)).write_bytes(b"before " + text + b" after")
    assert len(found_in(tmp_path, spellings(CANARY))) == len(spellings(CANARY))


def test_a_released_no_on_a_wish_leaves_the_private_space_nowhere(couple: Home) -> None:
    """The sheet holds only what may be shown: two sheets that differ in a hidden no seal the same text."""
    from trustapp.domain.sheet import sheet_of
    from trustapp.vault.codec import encode_sheet

    couple.open(FIRST)
    category = couple.services.answers.categories().value[0]
    wish = next(item for item in category.items if item.merge is Merge.MUTUAL)
    names = {FIRST: "Robin", SECOND: "Sasha"}
    ids = ["0" * 32] * len(category.items)

    def text(*answers: Answer) -> bytes:
        by_item = {one.item: one for one in answers}
        sheet = sheet_of(FIRST, "a" * 32, category.id, category.items, by_item, names, True, ids)  # type: ignore[arg-type]
        return encode_sheet(sheet, ())

    nothing = text()
    assert text(Answer(wish.id, Choice.NO, release=Release.OPEN)) == nothing
    assert text(Answer(wish.id, Choice.YES, note=CANARY)) == nothing
    assert text(Answer(wish.id, Choice.YES, release=Release.OPEN)) != nothing
    assert ROBIN.encode() not in nothing
