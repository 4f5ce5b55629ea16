"""Acceptance 1: after a long life of two people no private word of either is in anything the other has.

Given is everything: each file that the program made, and every key of the other partner.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.homes import WORDS, Home
from tests.storage.conftest import raw_connection
from tests.traces import copied, found_in, spellings
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape, scale_of
from trustapp.domain.basket import Kind as Gathered
from trustapp.domain.ids import FIRST, SECOND, MemberId, RitualId
from trustapp.domain.letters import Kind as LetterKind
from trustapp.domain.letters import Letter
from trustapp.domain.pictures import Picture
from trustapp.domain.reflections import Query, Reflection
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.answers import OwnItem
from trustapp.services.papers import PaperOptions
from trustapp.services.preferences import DeviceSettings, PersonalSettings
from trustapp.vault import keyfile
from trustapp.vault.bundle import Bundle, encode
from trustapp.vault.keystore import KeyStore
from trustapp.vault.passphrase import secret_of
from trustapp.vault.session import Vault

CANARIES = {FIRST: "kingfisher-over-still-water-7391", SECOND: "lighthouse-behind-nine-hills-2846"}
OTHER = {FIRST: SECOND, SECOND: FIRST}
ROUNDS = 3


@dataclass
class Life:
    """Some weeks of two people. Every action is counted; what is private carries its owner's canary."""

    home: Home
    root: Path
    beside: Path
    actions: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    revealed: int = 0
    words: dict[MemberId, str] = field(default_factory=lambda: dict(WORDS))

    def do(self, action: Callable[..., Any], *given: Any, **named: Any) -> Any:
        self.actions.append(action.__qualname__)
        return action(*given, **named).value

    def open(self, member: MemberId) -> None:
        vault = self.home.services.vault
        self.do(vault.lock)
        self.home.clock.on(minutes=7)
        self.do(vault.unlock, member, self.words[member])

    def together(self, member: MemberId) -> None:
        self.open(member)
        self.do(self.home.services.vault.open_together)

    def look_for_canaries(self, moment: str) -> None:
        """In a copy of every file, while a space may be open."""
        copy = copied(self.root, self.beside / "copy")
        for member, canary in CANARIES.items():
            self.found += [f"{moment}: {member} in {name}" for name in found_in(copy, spellings(canary))]
        shutil.rmtree(copy)

    # -- what they do ------------------------------------------------------------------------------

    def live(self) -> None:
        for number, category in enumerate(self.home.services.answers.categories().value[:ROUNDS]):
            self.together(FIRST)
            self.do(self.home.services.rounds.choose, category.id)
            tickets = [self.answer_alone(member, category, number) for member in (FIRST, SECOND)]
            self.look_for_canaries(f"released {number}")
            self.home.clock.on(hours=20)
            self.together(SECOND)
            shown = self.do(self.home.services.rounds.open, (tickets[0], tickets[1]))
            self.revealed += len(shown.limits) + len(shown.needs) + len(shown.openings)
            self.look_for_canaries(f"opened {number}")
            self.do(self.home.services.rounds.last_reveal)
            self.sleep_and_say_yes()
            self.own_words(category)
            self.plan_rituals()
            self.write_reflections()
        for member in (FIRST, SECOND):
            self.change_keys(member)
        self.do(self.home.services.vault.lock)
        self.look_for_canaries("at the end")

    def answer_alone(self, member: MemberId, category: Any, number: int) -> str:
        """Answers are released, taken back and released anew; own items come and go."""
        answers, rounds, canary = self.home.services.answers, self.home.services.rounds, CANARIES[member]
        self.open(member)
        self.answer_all(member, category, number)
        own = OwnItem(category.id, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, canary, canary)
        first = self.do(answers.add_own, own)
        self.do(answers.keep, Answer(first.id, Choice.NO, note=canary))
        second = self.do(answers.add_own, own)
        self.do(answers.remove_own, second.id)
        self.do(rounds.release, True)
        self.do(rounds.take_back)
        self.do(answers.clear, category.items[0].id)
        self.answer_all(member, category, number)
        self.do(rounds.preview, True)
        return " ".join(self.do(rounds.release, True))

    def answer_all(self, member: MemberId, category: Any, number: int) -> None:
        """All that can be kept private carries the canary, whether its answer is released or not."""
        answers, canary = self.home.services.answers, CANARIES[member]
        for place, item in enumerate(category.items):
            steps = [one for one in scale_of(item) if one is not Choice.UNKNOWN]
            choice = steps[(place + number + (member == SECOND)) % len(steps)]
            kept = place % 3 == 0
            answer = Answer(
                item.id,
                choice,
                conditions=(f"when {canary} {place}",) if kept else (),
                note=f"{canary} {place}",
                released_note=f"{canary} {place}" if kept else "",
                release=Release.KEEP if kept else Release.OPEN,
                paper=not kept,
            )
            self.do(answers.keep, answer)
            self.do(answers.preview, answer)

    def drafts(self) -> list[Any]:
        lines = self.home.services.agreements.view().value.agreement.lines
        return [line.words for line in lines if line.state is State.DRAFT and line.words is not None]

    def sleep_and_say_yes(self) -> None:
        agreements = self.home.services.agreements
        for member in (FIRST, SECOND):
            self.open(member)
            self.do(agreements.mark_seen, tuple(line.id for line in self.drafts()))
        self.home.clock.on(hours=26)
        for member in (FIRST, SECOND):
            self.open(member)
            for words in self.drafts()[:3]:
                if words.owner in (None, member):
                    self.do(agreements.still_yes, words.id, self.words[member], paper=True)
            self.do(agreements.looked)
            self.do(agreements.since_looked)
            self.do(agreements.review)
            self.do(agreements.when_crossed)
            self.do(self.home.services.papers.agreement, PaperOptions(kept_at="a drawer"))

    def own_words(self, category: Any) -> None:
        agreements = self.home.services.agreements
        self.open(FIRST)
        until = self.home.clock.now.date().replace(year=2027)
        line = self.do(
            agreements.draft,
            NewDraft(LineKind.OPENING, category.id, "A walk", "We may walk arm in arm.", until),
        )
        limit = NewLimit(category.id, "After work", "No touch in the first half hour.", Kind.MINE)
        stated = self.do(agreements.state_limit, limit)
        self.do(agreements.ask_lift, stated)
        self.do(agreements.forget_lift, stated)
        self.do(agreements.drop_draft, line.id)
        self.open(SECOND)
        self.do(agreements.suspend)
        for member in (FIRST, SECOND):
            self.open(member)
            self.do(agreements.go_on, self.words[member])
        self.home.clock.on(days=15)

    def plan_rituals(self) -> None:
        """One ritual of both, and what each plans and writes alone; of that nothing is shared."""
        rituals, own = self.home.services.rituals, self.home.services.own_rituals
        self.open(FIRST)  # who hears of the other's go on sleeps on it
        self.home.clock.on(hours=25)
        day = self.home.clock.now.date()
        plan = Plan(day, "19:10", "UTC", "FREQ=DAILY")
        shared = RitualWords(RitualId(""), f"Tea {day}", "Tea, and nothing else.", plan=plan)
        self.open(FIRST)
        ritual = self.do(rituals.suggest, shared)
        for member in (SECOND, FIRST):
            canary = CANARIES[member]
            self.open(member)
            self.do(rituals.say_yes, ritual)
            self.do(rituals.write_note, ritual, shared.name, canary)
            alone = self.do(own.put, RitualWords(RitualId(""), canary, canary, canary, plan=plan))
            self.do(own.write_note, alone, canary, canary)
            self.do(own.leave_out, alone, day)
            self.do(own.span, day, day)
        self.do(rituals.leave_out, ritual, day)
        self.do(rituals.span, day, day)
        self.do(rituals.end, ritual)
        self.look_for_canaries("planned")

    def write_reflections(self) -> None:
        """Written, written on, looked for, with a picture, thrown away, deleted: all of it is private."""
        service = self.home.services.reflections
        for member, canary in CANARIES.items():
            self.open(member)
            one = Reflection(
                "", self.home.clock.now.date(), "", canary, f"**{canary}**", tags=(canary,), prompt=canary
            )
            picture = Picture(b"a picture of " + canary.encode(), 2, 2)
            self.do(service.put_many, [(replace(one, source=canary), (picture,))])
            kept = [self.do(service.put, one) for _each in range(3)]
            self.do(service.put, replace(kept[0], text=f"{canary} more {canary}"))
            assert self.do(service.count, Query(canary[:9])) >= len(kept) + 1
            self.do(service.rows, Query(canary), 0, 5)
            self.do(service.throw_away, kept[0].id)
            self.do(service.delete, kept[1].id)
            self.do(self.home.services.letters.put, Letter("", LetterKind.UNSENT, canary, canary))
            self.do(self.home.services.baskets.put, Gathered.QUESTION, canary)
            self.do(self.home.services.baskets.paper, initials=True, large=False, kept_at=canary)
            self.do(self.home.services.paths.choose, "trauma", "both")
            self.do(service.throw_away, kept[2].id)
            self.look_for_canaries("reflections written")
            self.do(service.empty_bin)
            self.do(service.facets)

    def change_keys(self, member: MemberId) -> None:
        services = self.home.services
        self.open(member)
        self.do(services.preferences.set_personal, PersonalSettings(lock_minutes=5))
        self.do(services.preferences.set_device, DeviceSettings(theme="dark"))
        self.do(services.vault.new_recovery_code, self.words[member])
        new = f"{self.words[member]} otter plank"
        self.do(services.vault.change_passphrase, self.words[member], new)
        self.words[member] = new


def opened_by(folder: Path, home: Home, member: MemberId, passphrase: str) -> bytes:
    """Everything that one person's passphrase opens in these files, as one heap of plain bytes."""
    vault = Vault(folder, home.services.vault._household.vault.policy, home.clock)
    header = vault.header()
    assert header is not None
    store = KeyStore(folder, header.vault_id, member, vault.policy)
    opened = store.open(keyfile.PASSPHRASE, secret_of(passphrase))
    bundle: Bundle = opened.bundle
    keys = [key for _generation, key in (*bundle.database, *bundle.shared)]
    keys += [opened.umk, bundle.seal_private, bundle.sign_seed]
    heap, read = [encode(bundle)], set()
    for database in sorted(folder.rglob("*.db*")):
        for key in keys:
            rows = _rows(database, key)
            if rows is not None:
                read.add(database.name)
                heap.append(rows)
    assert read == {f"{member}.db", "shared.db"}, "one's own space and the shared one, and nothing else"
    return b"\n".join(heap)


def _rows(path: Path, key: bytes) -> bytes | None:
    """Every value of every table in a copy of a database, or None where the key does not open it."""
    connection = raw_connection(path, memoryview(key))
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    except Exception:
        return None
    else:
        rows = [row for table in tables for row in connection.execute(f'SELECT * FROM "{table}"')]
        values = [value for row in rows for value in row if value is not None]
        return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    finally:
        connection.close()


@pytest.fixture
def life(
    couple: Home,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Life:
    """Home, settings, caches and temporary files all lie under the folder that is searched."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
        place = tmp_path / "person" / name.lower()
        place.mkdir(parents=True)
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return Life(couple, tmp_path, tmp_path_factory.mktemp("beside"))


@pytest.mark.slow
def test_after_two_hundred_actions_no_private_word_is_in_any_file_or_open_to_the_other(
    life: Life,
) -> None:
    life.live()
    assert len(life.actions) >= 200
    assert life.revealed > 10, "much was opened, and none of what was kept"
    assert life.found == []
    copy = copied(life.home.folder, life.beside / "stolen")
    for member, other in OTHER.items():
        heap = opened_by(copy, life.home, other, life.words[other])
        assert CANARIES[other].encode() in heap, "the search reads what the keys open"
        assert [form for form in spellings(CANARIES[member]) if form in heap] == []


def test_the_search_finds_every_spelling(tmp_path: Path) -> None:
    canary = CANARIES[FIRST]
    forms = spellings(canary)
    for place, form in enumerate(forms):
        (tmp_path / f"{place:03}").write_bytes(b"before " + form + b" after")
    assert len(found_in(tmp_path, forms)) == len(forms)
    (tmp_path / canary).write_bytes(b"a name tells too")
    assert canary in found_in(tmp_path, forms)
