"""How long it takes to find words among 50,000 reflections, beside the index of words by itself.

The same texts lie in a private space, in a file of SQLCipher and in one of SQLite, the last two with nothing
but the texts and their index. All three are asked the same in turns, so that a busy computer is busy for all.
Ours gives the first lines of the list in their order, what stands around the hits, and how many there are;
the others give the numbers of all that is found, as they lie there.
"""

from __future__ import annotations

import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import scrolling
import years
from sqlcipher3 import dbapi2

from trustapp import bootstrap, demonstration
from trustapp.bootstrap import Services
from trustapp.domain import passages
from trustapp.domain.ids import FIRST
from trustapp.domain.partners import Hue
from trustapp.domain.reflections import Query, Reflection
from trustapp.services.openings import Setup
from trustapp.services.reflections import ReflectionService
from trustapp.storage import searching
from trustapp.vault.wordlist import words

REFLECTIONS: Final = 50_000
WORDS: Final = 120
PAGE: Final = 40
"""Lines that the list asks for at once."""
SEARCHES: Final = 300

SEARCH: Final = 0.030
"""Seconds that a search may take at the median, from the words to the lines."""
OPENING: Final = 0.100
"""Seconds for all that the page asks for when it opens."""

COMMON: Final = (
    "the", "and", "i", "to", "a", "of", "that", "it", "was", "in", "you", "for", "on", "with", "is", "my",
    "we", "he", "she", "not", "but", "as", "at", "so", "they", "this",
)  # fmt: skip
PASSPHRASE: Final = "lantern oak seventh river calm"
_INDEX: Final = (
    "CREATE TABLE text (number INTEGER PRIMARY KEY, title TEXT, plain TEXT)",
    """CREATE VIRTUAL TABLE word USING fts5 (
        title, plain, content = 'text', content_rowid = 'number',
        tokenize = "unicode61 remove_diacritics 2", prefix = '1 2'
    )""",
)
_FIND: Final = "SELECT rowid FROM word WHERE word MATCH ?"


@dataclass(frozen=True)
class Figure:
    """Seconds of one thing, and where something stands beside it, of that."""

    what: str
    ours: Sequence[float]
    cipher: Sequence[float] = ()
    plain: Sequence[float] = ()
    target: float = 0.0

    @property
    def met(self) -> bool:
        """Whether its median is within its target; true where there is none."""
        return not self.target or statistics.median(self.ours) <= self.target

    def __str__(self) -> str:
        ours = statistics.median(self.ours)
        told = f"{self.what:<38}{1000 * ours:>9.1f}{1000 * _late(self.ours):>9.1f}"
        for other in (self.cipher, self.plain):
            beside = statistics.median(other) if other else 0
            told += f"{1000 * beside:>10.2f}{ours / beside:>8.1f}" if other else f"{'':>18}"
        return (
            f"{told}{1000 * self.target:>8.0f}  {'met' if self.met else 'not met'}" if self.target else told
        )


def corpus(count: int, chance: random.Random) -> Iterator[Reflection]:
    """Invented texts whose words are as rare and as common as those of people are."""
    list_ = words()
    halves = (chance.sample(list_, 7_000) for _each in range(2))
    pairs = map("".join, zip(*halves, strict=True))
    vocabulary = [*COMMON, *chance.sample(list_, len(list_)), *pairs]
    weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(vocabulary))))
    for _each in range(count):
        found = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
        yield Reflection(
            "",
            date(2000, 1, 1) + timedelta(days=chance.randrange(9_000)),
            f"{chance.randrange(24):02}:{chance.randrange(60):02}",
            " ".join(chance.choices(vocabulary, k=3)),
            "\n\n".join(" ".join(found[place : place + 40]) for place in range(0, WORDS, 40)),
            chance.choice(("day", "night", "body", "")),
            chance.choice(("calm", "sad", "mixed", "")),
            tuple(chance.sample(("home", "work", "walk", "sleep", "family", "letters"), chance.randrange(3))),
        )


def typed(many: Sequence[Reflection], chance: random.Random) -> Iterator[str]:
    """What people type on the way to one word, two words, or a phrase of a text."""
    while True:
        found = chance.choice(many).text.split()
        place = chance.randrange(len(found) - 2)
        two = " ".join(found[place : place + 2])
        whole = chance.choice((found[place], two, f'"{two}'))
        yield whole[: chance.randrange(1, len(whole) + 1)]


def _space(folder: Path) -> Services:
    services = bootstrap.build(folder, policy=demonstration.DEMO_POLICY)
    services.vault.begin(Setup("Robin", Hue.LAKE, PASSPHRASE))
    services.vault.finish_setup()
    return services


def _beside(connection: Any, many: Sequence[Reflection], key: bytes = b"") -> Any:
    """The texts and their index alone, in a file of SQLCipher or SQLite."""
    if key:
        connection.set_key(f"x'{key.hex()}'".encode())
    for statement in _INDEX:
        connection.execute(statement)
    rows = [(place, one.title, passages.plain(one.text)) for place, one in enumerate(many, 1)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO text VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO word (rowid, title, plain) VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection


def _searched(service: ReflectionService, words_typed: str) -> None:
    query = Query(words_typed)
    service.count(query)
    service.rows(query, 0, PAGE)


def _found(connection: Any, expression: str) -> None:
    connection.execute(_FIND, (expression,)).fetchall()


def _searches(
    what: str, service: ReflectionService, beside: Sequence[Any], asked: Sequence[str], target: float = 0.0
) -> Figure:
    ours, cipher, plain = [], [], []
    for one in asked:
        expression = searching.every(searching.phrases(one))
        ours.append(years.timed(partial(_searched, service, one)))
        cipher.append(years.timed(partial(_found, beside[0], expression)))
        plain.append(years.timed(partial(_found, beside[1], expression)))
    return Figure(what, ours, cipher, plain, target)


def _opened(service: ReflectionService) -> None:
    service.count(Query())
    service.rows(Query(), 0, PAGE)
    service.facets()
    service.days(2020, 5)


def _later(service: ReflectionService, chance: random.Random) -> None:
    service.rows(Query(), chance.randrange(REFLECTIONS - PAGE), PAGE)


def _written(service: ReflectionService, one: Reflection, chance: random.Random) -> None:
    service.put(replace(one, text=f"{one.text} {chance.random()}"))


def _times(count: int, work: Callable[[], object]) -> list[float]:
    return [years.timed(work) for _each in range(count)]


def measure(folder: Path) -> list[Figure]:
    """Everything about reflections but how the list scrolls, which its page knows."""
    chance = random.Random(11)
    many = list(corpus(REFLECTIONS, chance))
    services = _space(folder / "vault")
    service = services.reflections
    taken = years.timed(partial(service.put_many, [(one, ()) for one in many]))
    beside = [
        _beside(dbapi2.connect(str(folder / "cipher.db"), isolation_level=None), many, bytes(range(32))),
        _beside(sqlite3.connect(folder / "plain.db", isolation_level=None), many),
    ]
    asked = [one for one in itertools.islice(typed(many, chance), SEARCHES) if searching.phrases(one)]
    one = service.get(service.all_ids()[REFLECTIONS // 2]).value
    figures = [
        _searches("search, as it is typed", service, beside, asked, SEARCH),
        _searches("search for what is in every text", service, beside, ("the", "th", "t", "and", "a ") * 4),
        Figure("the page opens: what it asks for", _times(20, partial(_opened, service)), target=OPENING),
        Figure("the page opens: made and painted", _times(20, scrolling.opening(services)), target=OPENING),
        Figure("any 40 lines of the list", _times(60, partial(_later, service, chance))),
        Figure("one is kept", _times(40, partial(_written, service, one, chance))),
        Figure("50,000 are taken in", [taken]),
        Figure("locked: filled up, closed, its digest", [years.timed(services.vault.lock)]),
        Figure("opened again", [years.timed(partial(services.vault.unlock, FIRST, PASSPHRASE))]),
    ]
    services.vault.lock()
    for connection in beside:
        connection.close()
    return figures


def _late(times: Sequence[float]) -> float:
    """The time that nineteen of twenty stay within."""
    return sorted(times)[max(0, len(times) * 95 // 100 - 1)]


def main() -> int:
    """Print the table; 1 when a target is not met."""
    with tempfile.TemporaryDirectory(prefix="trustapp-bench-") as folder:
        figures = measure(Path(folder))
    print(f"\n{REFLECTIONS:,} reflections of {WORDS} words, in ms; beside them the index of words by itself:")
    print(f"{'':<38}{'median':>9}{'p95':>9}{'SQLCipher':>10}{'ratio':>8}{'SQLite':>10}{'ratio':>8}{'may':>8}")
    for figure in figures:
        print(figure)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
