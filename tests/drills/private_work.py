"""The private space: reflections with their words found, a letter and a passage that go out and come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from tests.drills.ground import House, begin_couple, unsound
from tests.drills.operation import LATER, Ack, Facts, Operation, visit
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.letters import Kind, Letter
from trustapp.domain.reflections import Query, Reflection


def _prepare(folder: Path) -> Facts:
    house = begin_couple(folder)
    house.open(SECOND)
    house.services.letters.allow(on=True)
    house.services.vault.lock()
    return {}


def _work(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    services = house.services
    reflections, letters, showing = services.reflections, services.letters, services.showing
    day = house.clock().date()
    one = reflections.put(Reflection("", day, title="one", text="River words")).value
    ack("one")
    reflections.put(replace(one, text="River words, and bridges"))
    ack("more")
    two = reflections.put(Reflection("", day, title="two", text="River and rain")).value
    ack("two")
    reflections.throw_away(two.id)
    ack("thrown")
    letter = letters.put(Letter("", Kind.THANKS, "thanks", "For the walk.")).value
    ack("letter")
    letters.send(letter.id)
    ack("sent")
    showing.show("I was afraid.")
    ack("shown")
    services.paths.choose("trauma", "both")
    ack("path")
    letters.take_back()
    ack("letter back")
    showing.take_back(showing.mine().value[0].id)
    ack("passage back")
    reflections.delete(two.id)
    ack("deleted")


class _Kept(NamedTuple):
    texts: dict[str, str]
    """By title, of what is in the list."""
    found: dict[str, int]
    """How many the search finds by each word."""
    binned: tuple[str, ...]
    letters: tuple[tuple[str, bool], ...]
    """Title, and whether it is out."""
    waiting: bool
    passages: tuple[str, ...]
    mine: tuple[str, ...]
    path: str


def _kept(house: House) -> _Kept:
    services = house.services
    rows = services.reflections.rows(Query(), 0, 10).value
    return _Kept(
        {row.title: services.reflections.get(row.id).value.text for row in rows},
        {word: services.reflections.count(Query(words=word)).value for word in ("river", "bridges", "rain")},
        tuple(row.title for row in services.reflections.binned().value),
        tuple((one.title, one.out) for one in services.letters.view().value.mine),
        services.letters.waiting().value is not None,
        tuple(one.text for one in services.showing.shown().value),
        tuple(one.text for one in services.showing.mine().value),
        services.paths.chosen().value.path,
    )


def _look(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, _kept)
    mine, theirs = found[FIRST], found[SECOND]
    done, last = set(acks), acks[-1] if acks else ""
    problems += _looked(mine, done, last)
    if theirs.texts or theirs.binned or theirs.letters or theirs.path or theirs.mine:
        problems.append("something private is where the other sees it")
    if mine.passages != mine.mine or theirs.passages != mine.mine:
        problems.append(f"{mine.mine} is out, and {theirs.passages} is read")
    out = any(one for _title, one in mine.letters)
    if theirs.waiting is not out:
        problems.append(
            f"a letter is {'' if out else 'not '}out, and the other {'has' if theirs.waiting else 'lacks'} it"
        )
    wanted = {"sent": (True,), "shown": (True,), "path": (True, False), "letter": (True, False)}
    if out not in wanted.get(last, (False,)):
        problems.append(f"a letter is {'' if out else 'not '}out after {list(acks)}")
    shown = {"shown": (1,), "path": (1,), "letter back": (0, 1), "sent": (0, 1)}.get(last, (0,))
    if len(mine.mine) not in shown:
        problems.append(f"{len(mine.mine)} passages are out after {list(acks)}")
    return problems + unsound(folder)


def _looked(mine: _Kept, done: set[str], last: str) -> list[str]:
    problems = []
    text = mine.texts.get("one", "")
    if "one" in done and not text.startswith("River words"):
        problems.append("a reflection is lost")
    if "more" in done and not text.endswith("bridges"):
        problems.append("what was written on is lost")
    for word, count in mine.found.items():
        there = sum(word in one.lower() for one in mine.texts.values())
        if count != there:
            problems.append(f"the search finds {count} with {word!r}, and {there} are there")
    in_bin, in_list = "two" in mine.binned, "two" in mine.texts
    if "two" in done and "passage back" not in done and not (in_bin or in_list):
        problems.append("a reflection that nobody deleted is gone")
    if "thrown" in done and in_list:
        problems.append("what was thrown away is in the list")
    if "deleted" in done and in_bin:
        problems.append("what was deleted is in the bin")
    if "letter" in done and "thanks" not in dict(mine.letters):
        problems.append("a letter is lost")
    if "path" in done and mine.path != "trauma":
        problems.append(f"the path is {mine.path!r} after {last}")
    return problems


PRIVATE: Final = (Operation("private", _prepare, _work, _look),)
