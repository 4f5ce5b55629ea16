"""What is asked when, and what happens to answers that come late or not at all. No window, no vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.passages import Block, Span
from trustapp.domain.reflections import Facets, Query, Reflection, Row
from ui.features.reflections.ports import Draft
from ui.features.reflections.presenter import ReflectionsPresenter
from ui.features.reflections.sheet_presenter import SheetPresenter

NOW = datetime(2026, 5, 12, 19, 4, tzinfo=UTC)


class SlowJobs:
    """Does the work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Outcome[Any]], Any, Any]] = []

    def run(self, work: Callable[[], Outcome[Any]], done: Any = None, refused: Any = None) -> None:
        self.waiting.append((work, done, refused))

    def one(self) -> None:
        work, done, refused = self.waiting.pop(0)
        try:
            outcome = work()
        except UserError as error:
            refused(error)
        else:
            if done is not None:
                done(outcome.value)

    def all(self) -> None:
        while self.waiting:
            self.one()


class Service:
    """Keeps in memory, and says no when it is told to."""

    def __init__(self) -> None:
        self.kept: dict[str, Reflection] = {}
        self.full = False
        self.gone = ""
        self.asked: list[str] = []
        self.pinned: list[str] = []

    def put(self, one: Reflection) -> Outcome[Reflection]:
        if self.full:
            raise UserError("storage.full")
        if one.id and one.id == self.gone:
            raise UserError("reflection.gone")
        made = replace(one, id=one.id or f"id{len(self.kept)}", changed=NOW)
        self.kept[made.id] = made
        return Outcome(made)

    def get(self, reflection: str) -> Outcome[Reflection]:
        return Outcome(self.kept[reflection])

    def count(self, query: Query) -> Outcome[int]:
        self.asked.append(query.words)
        return Outcome(1)

    def rows(self, query: Query, offset: int, count: int) -> Outcome[tuple[Row, ...]]:
        return Outcome((Row(query.words, date(2026, 5, 1), "", query.words, ()),))

    def facets(self) -> Outcome[Facets]:
        return Outcome(Facets())

    def pin(self, reflection: str, on: bool) -> Outcome[None]:
        self.pinned.append(self.kept[reflection].text)
        return Outcome(None)

    def throw_away(self, reflection: str) -> Outcome[None]:
        del self.kept[reflection]
        return Outcome(None)


class View:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.lists: list[str] = []
        self.typed = ""
        self.one = Reflection("", date(2026, 5, 12))
        self.errors: list[str] = []
        self.sealed: list[str] = []
        self.again = 0

    def show_list(self, count: int, rows: Sequence[Row], *, anew: bool, narrowed: bool) -> None:
        self.lists.append(rows[0].title)

    def show_sheet(self, one: Reflection, blocks: tuple[Block, ...]) -> None:
        self.one, self.typed = one, "".join(block.text for block in blocks)

    def draft(self) -> Draft:
        return Draft(self.one, (Block((Span(self.typed),)),))

    def show_kept(self, one: Reflection) -> None:
        self.sealed.append(one.id)

    def try_again(self) -> None:
        self.again += 1

    def show_error(self, error: UserError) -> None:
        self.errors.append(error.code)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith(("show_", "close_", "give_")):
            raise AttributeError(name)
        return self._nothing

    def _nothing(self, *_what: object, **_more: object) -> None: ...


class Ground:
    def __init__(self) -> None:
        self.jobs, self.service, self.view = SlowJobs(), Service(), View()
        self.sheet = SheetPresenter(self.service, self.jobs, self.now)  # type: ignore[arg-type]
        self.list = ReflectionsPresenter(
            self.service, None, self.sheet, self.jobs, None, self.now  # type: ignore[arg-type]
        )  # fmt: skip
        self.sheet.attach(self.view)  # type: ignore[arg-type]
        self.list.attach(self.view)  # type: ignore[arg-type]

    @staticmethod
    def now() -> datetime:
        return NOW

    def type(self, words: str) -> None:
        self.view.typed = words
        self.sheet.edited()


def test_only_the_answer_to_the_last_key_is_shown_and_none_waits_behind_old_ones() -> None:
    ground = Ground()
    for words in ("s", "sh", "sho"):
        ground.list.narrow(words=words)
    assert len(ground.jobs.waiting) == 1
    ground.jobs.all()
    assert ground.view.lists == ["sho"]
    assert ground.service.asked == ["s", "sho"]


def test_rows_of_another_search_are_not_shown() -> None:
    ground = Ground()
    ground.list.narrow(words="a")
    ground.jobs.all()
    ground.list.fetch(60, 60)
    ground.list.narrow(words="b")
    ground.jobs.all()
    assert ground.view.lists == ["a", "b"]


def test_a_new_one_is_kept_once_however_fast_it_is_typed_and_left() -> None:
    ground = Ground()
    ground.sheet.begin(prompt="What helped?")
    ground.type("one")
    ground.sheet.save()
    ground.type("one two")
    ground.sheet.save()
    ground.type("one two three")
    ground.sheet.begin()
    ground.type("other")
    keeps = ground.sheet.unfinished()
    ground.jobs.one()
    assert keeps is not None
    keeps()
    ground.jobs.all()
    assert sorted(one.text for one in ground.service.kept.values()) == ["one two three", "other"]
    assert ground.service.kept["id0"].prompt == "What helped?"


def test_what_could_not_be_kept_is_tried_again_and_kept_at_a_lock() -> None:
    ground = Ground()
    ground.sheet.begin()
    ground.type("only here")
    ground.service.full = True
    ground.sheet.save()
    ground.jobs.all()
    assert ground.view.errors == ["storage.full"]
    assert ground.view.again == 1
    ground.sheet.begin()
    ground.jobs.all()
    keeps = ground.sheet.unfinished()
    ground.service.full = False
    assert keeps is not None
    keeps()
    assert [one.text for one in ground.service.kept.values()] == ["only here"]
    ground.sheet.save()
    ground.jobs.all()
    assert ground.sheet.unfinished() is None
    assert len(ground.service.kept) == 1


def test_what_is_asked_for_after_a_save_finds_what_was_typed() -> None:
    ground = Ground()
    ground.sheet.begin()
    ground.type("one")
    ground.sheet.save()
    ground.type("one two")
    ground.sheet.pin(True)
    ground.jobs.all()
    assert ground.service.pinned == ["one two"]
    assert ground.view.sealed == ["id0", "id0"]


def test_what_is_gone_is_given_up_and_nothing_else_is() -> None:
    ground = Ground()
    ground.sheet.begin()
    ground.type("first")
    ground.sheet.save()
    ground.jobs.all()
    ground.type("first, longer")
    ground.service.gone = "id0"
    ground.sheet.begin()
    ground.type("second")
    ground.sheet.save()
    ground.jobs.all()
    assert ground.view.errors == ["reflection.gone"]
    assert ground.sheet.unfinished() is None
    assert sorted(one.text for one in ground.service.kept.values()) == ["first", "second"]


def test_what_was_not_typed_in_is_not_kept() -> None:
    ground = Ground()
    ground.sheet.begin(text="## A template")
    ground.sheet.leave()
    ground.jobs.all()
    assert ground.service.kept == {}
    assert ground.sheet.unfinished() is None


def test_what_is_thrown_away_is_kept_as_it_was_first() -> None:
    ground = Ground()
    ground.sheet.begin()
    ground.type("last words")
    ground.sheet.throw_away()
    assert ground.sheet.unfinished() is not None
    assert ground.sheet.open_id == ""
    ground.jobs.all()
    assert ground.service.kept == {}
    assert ground.view.errors == []
