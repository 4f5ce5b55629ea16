"""What is typed of a letter is never lost, and what is sent is what was shown. No window, no vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tests.ui.test_reflections_presenters import SlowJobs
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.letters import Delivered, Kind, Letter
from trustapp.domain.passages import Block, Span
from trustapp.services.letters import Preview
from ui.features.letters.presenter import Draft, LettersPresenter


class Service:
    """Keeps in memory, and says no when it is told to."""

    def __init__(self) -> None:
        self.kept: dict[str, Letter] = {}
        self.full = False
        self.sent: list[str] = []

    def put(self, letter: Letter) -> Outcome[Letter]:
        if self.full:
            raise UserError("storage.full")
        made = replace(letter, id=letter.id or f"id{len(self.kept)}")
        self.kept[made.id] = made
        return Outcome(made)

    def preview(self, letter: str) -> Outcome[Preview]:
        found = self.kept[letter]
        return Outcome(Preview(Delivered("", found.kind, "", found.text, date(2026, 5, 12), "p1"), None))

    def send(self, letter: str) -> Outcome[None]:
        self.sent.append(self.kept[letter].text)
        return Outcome(None)

    def delete(self, letter: str) -> Outcome[None]:
        del self.kept[letter]
        return Outcome(None)


class View:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.typed = ""
        self.shown: list[str] = []
        self.errors: list[str] = []
        self.again = 0

    def draft(self) -> Draft:
        return Draft(Kind.THANKS, "", (Block((Span(self.typed),)),))

    def show_preview(self, preview: Preview) -> None:
        self.shown.append(preview.letter.text)

    def show_error(self, error: UserError) -> None:
        self.errors.append(error.code)

    def try_again(self) -> None:
        self.again += 1

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith("show_"):
            raise AttributeError(name)
        return self._nothing

    def _nothing(self, *_what: Any) -> None: ...


class Ground:
    def __init__(self) -> None:
        self.jobs, self.service, self.view = SlowJobs(), Service(), View()
        self.letters = LettersPresenter(self.service, "Sasha", self.jobs)  # type: ignore[arg-type]
        self.letters.attach(self.view)  # type: ignore[arg-type]

    def type(self, words: str) -> None:
        self.view.typed = words
        self.letters.edited()


def test_a_letter_that_could_not_be_kept_stays_though_it_was_left_and_another_begun() -> None:
    ground = Ground()
    ground.letters.begin()
    ground.type("only here")
    ground.service.full = True
    ground.letters.leave()
    ground.jobs.all()
    assert ground.view.errors == ["storage.full"]
    assert ground.view.again == 1
    ground.letters.begin()
    ground.service.full = False
    keeps = ground.letters.unfinished()
    assert keeps is not None
    keeps()
    ground.letters.save()
    ground.jobs.all()
    assert [one.text for one in ground.service.kept.values()] == ["only here"]
    assert ground.letters.unfinished() is None


def test_what_is_sent_is_what_was_shown_however_fast_it_was_typed() -> None:
    ground = Ground()
    ground.letters.begin()
    ground.type("one")
    ground.letters.save()
    ground.type("one two")
    ground.letters.preview()
    ground.jobs.all()
    ground.letters.send()
    ground.jobs.all()
    assert ground.view.shown == ground.service.sent == ["one two"]


def test_what_is_deleted_is_not_kept_again() -> None:
    ground = Ground()
    ground.letters.begin()
    ground.type("one")
    ground.letters.save()
    ground.jobs.all()
    ground.service.full = True
    ground.type("one two")
    ground.letters.save()
    ground.jobs.all()
    ground.letters.delete()
    ground.service.full = False
    ground.jobs.all()
    ground.letters.save()
    ground.jobs.all()
    assert ground.service.kept == {}
    assert ground.letters.unfinished() is None
    assert ground.view.errors == ["storage.full"]
