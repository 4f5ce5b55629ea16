"""Searching as it is typed: what was asked for last is shown, and a single letter asks for nothing."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders import TOUCH
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import ItemId
from trustapp.services.finding import Found
from ui.features.answers.finding_presenter import FindingPresenter


class Later:
    """Jobs that are done when the test says so, in any order."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Outcome[object]], Callable[[object], None] | None]] = []

    def run(
        self,
        work: Callable[[], Outcome[object]],
        done: Callable[[object], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        self.waiting.append((work, done))

    def do(self, place: int = 0) -> None:
        work, done = self.waiting.pop(place)
        value = work().value
        if done is not None:
            done(value)


class Shelf:
    """Finds one thing, named like what was asked for."""

    def __init__(self) -> None:
        self.level = 3

    def search(self, words: str) -> Outcome[tuple[Found, ...]]:
        return Outcome((Found(ItemId("touch.x"), words, TOUCH, "Touch"),))

    def intensity(self) -> Outcome[int]:
        return Outcome(self.level)

    def set_intensity(self, level: int) -> Outcome[None]:
        self.level = level
        return Outcome(None)


class Seen:
    """What the page was told to show."""

    def __init__(self) -> None:
        self.found: list[str] | None = None
        self.level = 0

    def show_found(self, found: tuple[Found, ...]) -> None:
        self.found = [one.title for one in found]

    def show_all(self) -> None:
        self.found = None

    def show_intensity(self, level: int) -> None:
        self.level = level

    def show_error(self, error: UserError) -> None: ...


def searching() -> tuple[FindingPresenter, Later, Seen]:
    jobs, seen = Later(), Seen()
    presenter = FindingPresenter(Shelf(), jobs)  # type: ignore[arg-type]
    presenter.attach(seen)
    return presenter, jobs, seen


def test_what_was_asked_for_before_is_not_shown_over_what_is_asked_for_now() -> None:
    presenter, jobs, seen = searching()
    presenter.search("sle")
    presenter.search("sleep")
    jobs.do(1)
    assert seen.found == ["sleep"]
    jobs.do(0)
    assert seen.found == ["sleep"], "an older answer comes too late"
    presenter.search("sleepy")
    presenter.search("")
    jobs.do()
    assert seen.found is None


def test_a_single_letter_and_spaces_ask_for_nothing() -> None:
    presenter, jobs, seen = searching()
    for words in ("s", " s ", "   "):
        presenter.search(words)
        assert jobs.waiting == []
    presenter.search("  touch   sleep ")
    jobs.do()
    assert seen.found == ["touch sleep"]


def test_coming_back_asks_again_for_the_same_words_and_for_how_much_to_see() -> None:
    presenter, jobs, seen = searching()
    presenter.search("sleep")
    jobs.do()
    presenter.set_intensity(1)
    jobs.do()
    seen.found = None
    presenter.refresh()
    jobs.do()
    jobs.do()
    assert (seen.level, seen.found) == (1, ["sleep"])
