"""One's own earlier answers: kept in the private space, looked back on, forgotten, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, Home
from tests.services.test_what_lies_on_disk import found_in, spellings
from trustapp.domain.answers import Answer, Choice, Item, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId
from trustapp.domain.past import PastAnswer
from trustapp.services.answers import AnsweredItem, OwnItem
from trustapp.services.looking_back import LookBack, Span

TOUCH = CategoryId("touch")
ASLEEP = ItemId("touch.while_asleep")
CANARY = "ninefold-kingfisher-canary"


def entry(home: Home, item: ItemId = ASLEEP) -> AnsweredItem:
    return next(one for one in home.services.answers.category(TOUCH).value.items if one.item.id == item)


def said_before(home: Home, item: ItemId = ASLEEP) -> list[Choice | None]:
    return [one.choice for one in entry(home, item).earlier]


def rows(found: LookBack) -> list[tuple[ItemId, Choice | None, Choice | None]]:
    return [(one.item.id, one.then.choice, one.now.choice) for _, _, group in found.groups for one in group]


def test_a_changed_mind_is_kept_with_its_day_and_looked_back_on(alone: Home) -> None:
    services, today = alone.services, alone.services.answers._household.today
    first = today()
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    assert (entry(alone).earlier, entry(alone).said_on) == ((), first)
    alone.clock.on(days=120)
    alone.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.YES_IF, ("we spoke of it awake",)))
    assert entry(alone).earlier == (PastAnswer(Choice.NO, (), {}, first),)
    assert entry(alone).said_on == today()
    assert rows(services.looking_back.look(Span.SEASON).value) == [(ASLEEP, Choice.NO, Choice.YES_IF)]
    assert rows(services.looking_back.look(Span.HALF_YEAR).value) == [], "nothing was said by then"


def test_what_was_answered_before_days_were_kept_is_an_earlier_answer_all_the_same(alone: Home) -> None:
    services = alone.services
    with services.answers._household.private.transaction() as tables:
        tables.answers.save(Answer(ASLEEP, Choice.NO))
    assert entry(alone).said_on is None
    services.answers.keep(Answer(ASLEEP, Choice.UNKNOWN))
    assert [(one.choice, one.day) for one in entry(alone).earlier] == [(Choice.NO, None)]


def test_notes_that_are_deleted_are_in_no_history(alone: Home) -> None:
    services = alone.services
    services.answers.keep(Answer(ASLEEP, Choice.NO, note=CANARY, released_note=CANARY))
    services.answers.keep(Answer(ASLEEP, Choice.UNKNOWN))
    with services.answers._household.private.transaction() as tables:
        assert CANARY not in repr(tables.past.all())


def test_what_was_said_is_forgotten_one_by_one_or_all_of_it(alone: Home) -> None:
    services = alone.services
    for choice in (Choice.NO, Choice.UNKNOWN, Choice.NOT_NOW, Choice.YES_IF):
        alone.clock.on(days=40)
        alone.open(FIRST)
        services.answers.keep(Answer(ASLEEP, choice))
    assert said_before(alone) == [Choice.NO, Choice.UNKNOWN, Choice.NOT_NOW]
    services.looking_back.forget(ASLEEP, entry(alone).earlier[1])
    assert said_before(alone) == [Choice.NO, Choice.NOT_NOW]
    services.looking_back.forget(ASLEEP)
    found = entry(alone)
    assert (found.earlier, found.said_on) == ((), None)
    assert found.answer is not None
    assert found.answer.choice is Choice.YES_IF, "what is said now stays"
    assert rows(services.looking_back.look(Span.SEASON).value) == []


def test_taking_an_answer_out_leaves_what_was_said_and_removing_an_own_item_leaves_nothing(
    alone: Home,
) -> None:
    services = alone.services
    own = services.answers.add_own(
        OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "My neck")
    ).value
    for item in (ASLEEP, own.id):
        services.answers.keep(Answer(item, Choice.NO))
        services.answers.clear(item)
        assert said_before(alone, item) == [Choice.NO]
    services.answers.remove_own(own.id)
    with services.answers._household.private.transaction() as tables:
        assert set(tables.past.all()) == {ASLEEP}


def test_above_the_intensity_nothing_is_looked_back_on(alone: Home) -> None:
    services = alone.services
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    alone.clock.on(days=100)
    alone.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.UNKNOWN))
    services.finding.set_intensity(1)
    assert rows(services.looking_back.look(Span.SEASON).value) == []
    services.finding.set_intensity(2)
    assert len(rows(services.looking_back.look(Span.SEASON).value)) == 1


def test_the_other_and_together_cannot_look_back(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.answers.keep(Answer(ASLEEP, Choice.NO))
    couple.clock.on(days=100)
    couple.open(FIRST)
    couple.services.answers.keep(Answer(ASLEEP, Choice.UNKNOWN))
    couple.open(SECOND)
    assert rows(couple.services.looking_back.look(Span.SEASON).value) == []
    assert said_before(couple) == []
    couple.together()
    for ask in (lambda: couple.services.looking_back.look(Span.YEAR), couple.services.finding.quiet):
        with pytest.raises(UserError, match=r"sitting\.not_own"):
            ask()  # type: ignore[operator]


def test_an_export_tells_what_was_said_before(alone: Home, tmp_path: Path) -> None:
    services = alone.services
    services.answers.keep(Answer(ASLEEP, Choice.YES_IF, ("we *spoke* of it",)))
    alone.clock.on(days=50)
    alone.open(FIRST)
    services.answers.clear(ASLEEP)
    found = services.exports.begin(str(tmp_path), ROBIN).value
    for name in found.names:
        services.exports.write(name)
    text = (Path(found.folder) / "answers.md").read_text()
    assert "- Before, 4 May 2026: Yes, if…\n  - If: we \\*spoke\\* of it" in text
    [told] = json.loads((Path(found.folder) / "things.json").read_text())["answers"]
    assert (told["choice"], told["said_on"]) == ("", "2026-06-23")
    assert told["earlier"] == [
        {"day": "2026-05-04", "choice": "yes_if", "conditions": ["we *spoke* of it"], "blanks": {}}
    ]


# -- nothing of it is anywhere else ------------------------------------------------------------------


def test_history_and_what_was_searched_for_are_in_no_file_in_clear(couple: Home, tmp_path: Path) -> None:
    services = couple.services
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.YES_IF, (CANARY,)))
    services.answers.keep(Answer(ASLEEP, Choice.NO))
    assert said_before(couple) == [Choice.YES_IF]
    assert CANARY in repr(entry(couple).earlier)
    assert services.finding.search(CANARY).value == (), "what was said before is not searched"
    services.finding.quiet()
    services.finding.set_intensity(2)
    services.looking_back.look(Span.MONTH)
    assert found_in(tmp_path, spellings(CANARY)) == [], "while the space is open"
    services.vault.lock()
    assert found_in(tmp_path, spellings(CANARY)) == []


def shared_tables(home: Home) -> str:
    """Everything that the shared space holds."""
    with home.services.answers._household.shared.transaction() as tables:
        held = (tables.events.all(), tables.drafts.all(), tables.asks.all(), tables.titles.all())
        return repr((*held, tables.rounds.all()))


def test_nothing_of_it_reaches_the_shared_space_a_file_name_or_a_size(couple: Home, tmp_path: Path) -> None:
    services = couple.services
    couple.open(FIRST)
    services.answers.keep(Answer(ASLEEP, Choice.YES))
    before = shared_tables(couple)
    services.vault.lock()
    files = {path.name: path.stat().st_size for path in tmp_path.rglob("*") if path.suffix != ".set"}
    couple.open(FIRST)
    for choice in (Choice.NO, Choice.UNKNOWN):
        services.answers.keep(Answer(ASLEEP, choice))
    services.finding.search("asleep")
    services.finding.some(services.finding.quiet().value)
    services.finding.set_intensity(1)
    services.looking_back.look(Span.MONTH)
    assert shared_tables(couple) == before
    services.vault.lock()
    assert {path.name: path.stat().st_size for path in tmp_path.rglob("*") if path.suffix != ".set"} == files


def test_no_byte_of_a_sheet_changes_by_any_of_it(couple: Home) -> None:
    """Two people who say the same now, one with a past and another intensity, release the same text."""
    from trustapp.vault.codec import encode_sheet

    services = couple.services
    couple.together()
    services.rounds.choose(TOUCH)
    now = [
        Answer(item.id, Choice.NO, release=Release.OPEN)
        for item in _openings(couple)
    ]  # fmt: skip

    def sheet() -> bytes:
        made = services.rounds._sheet(services.rounds._current(), True, False)
        bare = tuple(replace(one, id="") for one in made.statements)  # type: ignore[arg-type]
        return encode_sheet(replace(made, statements=bare), ())

    couple.open(FIRST)
    for answer in now:
        services.answers.keep(answer)
    plain = sheet()
    for answer in now:
        services.answers.keep(replace(answer, choice=Choice.YES_IF, conditions=(CANARY,)))
        services.answers.clear(answer.item)
        services.answers.keep(answer)
    services.finding.set_intensity(1)
    services.finding.search(CANARY)
    services.finding.quiet()
    services.looking_back.look(Span.MONTH)
    assert sheet() == plain
    assert CANARY.encode() not in plain


def _openings(home: Home) -> list[Item]:
    found = next(one for one in home.services.answers.categories().value if one.id == TOUCH)
    return [item for item in found.items if item.shape is Shape.OPENING]


def test_deleting_the_space_takes_the_past_with_it(couple: Home, tmp_path: Path) -> None:
    couple.open(SECOND)
    couple.services.answers.keep(Answer(ASLEEP, Choice.NO))
    couple.services.answers.keep(Answer(ASLEEP, Choice.UNKNOWN))
    couple.services.leaving.delete(SASHA)
    assert not [path for path in tmp_path.rglob("p2.db*") if path.stat().st_size]
