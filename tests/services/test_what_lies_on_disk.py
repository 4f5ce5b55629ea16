"""A canary in private words is in no file, in any spelling, given every file of the vault."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

from tests.homes import ROBIN, Home
from tests.services.test_rituals import DAY, TODAY
from tests.traces import copied
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services.answers import OwnItem
from trustapp.storage.space import PrivateSpace, SharedSpace

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


def test_words_of_rituals_and_notes_are_in_no_file_in_clear(couple: Home, tmp_path: Path) -> None:
    """Those of both, one's own, the notes after them, the names on the rows of a day, and what was erased."""
    words = RitualWords(RitualId(""), CANARY, CANARY, CANARY, plan=Plan(TODAY, rule="FREQ=DAILY"))
    services = couple.services
    couple.open(FIRST)
    ritual = services.rituals.suggest(words).value
    services.own_rituals.put(words)
    couple.open(SECOND)
    services.rituals.say_yes(ritual)
    services.rituals.leave_out(ritual, TODAY)
    services.rituals.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "")
    notes = [services.rituals.write_note(ritual, CANARY, f"{CANARY} {number}").value for number in range(3)]
    for note in notes:
        services.rituals.share_note(note)
    services.rituals.take_note_back(notes[0])
    services.rituals.delete_note(notes[1])
    for text in (CANARY, ritual):
        assert found_in(copied(tmp_path, tmp_path.with_name(f"{tmp_path.name}-copy")), spellings(text)) == []
        shutil.rmtree(tmp_path.with_name(f"{tmp_path.name}-copy"))
    services.vault.lock()
    for text in (CANARY, ritual):
        assert found_in(tmp_path, spellings(text)) == []


def test_what_was_taken_back_or_ended_leaves_no_bytes_in_the_opened_file(couple: Home) -> None:
    """A note that was taken back, a time that was brought back, and a ritual of one's own that was ended."""
    couple.open(FIRST)
    services = couple.services
    plan = Plan(TODAY, rule="FREQ=DAILY")
    own = services.own_rituals.put(RitualWords(RitualId(""), CANARY, "I do it.", plan=plan)).value
    note = services.own_rituals.write_note(own, "Tea", CANARY).value
    services.rituals.share_note(note)
    house = services.rituals._household
    assert [form for space in (house.private, house.shared) for form in everything_in(space)] != []
    services.rituals.take_note_back(note)
    services.rituals.delete_note(note)
    services.own_rituals.end(own)
    for space in (house.private, house.shared):
        assert everything_in(space) == []


def everything_in(space: PrivateSpace | SharedSpace) -> list[bytes]:
    """The values of all tables of an open space in which the canary stands."""
    database = space._database
    found = []
    with space.transaction():
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                found += [bytes(str(value), "utf-8") for value in row if CANARY in str(value)]
    return found


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
