"""The printing page by itself: what can leave it, and what choosing for a session remembers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from tests.ui.papers import a_line, rendered
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.services.papers import (
    Form,
    Layout,
    LineChoice,
    NameStyle,
    PaperDocument,
    PaperOptions,
    PaperService,
)
from ui.features.printing.chooser import LineChooser
from ui.features.printing.options import Options
from ui.features.printing.page import PrintPage
from ui.features.printing.presenter import PrintPresenter
from ui.features.printing.taking import TakeAlong
from ui.ports import Navigator
from ui.shell.jobs import InlineJobs
from ui.widgets.buttons import Tick
from ui.widgets.tick_list import STEP


def choices(number: int) -> tuple[LineChoice, ...]:
    return tuple(LineChoice(f"k{n}", f"Group{n // 30}", f"line{n}", "R’s", n % 2 == 0) for n in range(number))


@dataclass
class FakePapers:
    """Makes a paper of as many lines as it is told to, and remembers what was asked of it."""

    lines: int = 3
    offered: tuple[LineChoice, ...] = field(default_factory=lambda: choices(100))
    refusal: UserError | None = None
    asked: list[PaperOptions] = field(default_factory=list)
    taken: list[tuple[str, Form, NameStyle, str]] = field(default_factory=list)

    def agreement(self, options: PaperOptions) -> Outcome[PaperDocument]:
        self.asked.append(options)
        source = rendered([a_line(n, 300) for n in range(1, self.lines + 1)], layout=options.layout.value)
        session = options.layout is Layout.SESSION
        return Outcome(
            PaperDocument(
                source.title, source.html, source.head, source.foot, source.css, layout=options.layout,
                one_page=source.one_page, smaller=source.smaller, choices=self.offered if session else (),
            )
        )  # fmt: skip

    def take_along(self, path: str, form: Form, names: NameStyle, passphrase: str) -> Outcome[None]:
        if self.refusal is not None:
            raise self.refusal
        self.taken.append((path, form, names, passphrase))
        return Outcome(None)


class Nowhere:
    """Goes nowhere."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_all, **_named: None


@pytest.fixture
def papers() -> FakePapers:
    return FakePapers()


@pytest.fixture
def page(papers: FakePapers, qtbot: QtBot, theme: object) -> Iterator[PrintPage]:
    service, nowhere = cast(PaperService, papers), cast(Navigator, Nowhere())
    made = PrintPage(PrintPresenter(service, InlineJobs(), nowhere))
    made.resize(1000, 760)
    made.show()
    settle()
    yield made
    made.hide()
    made.deleteLater()
    settle()


def press(page: PrintPage, words: str) -> None:
    [button] = [one for one in page.findChildren(QAbstractButton) if one.text() == words and one.isVisible()]
    button.click()
    settle()


def ways_out(page: PrintPage) -> list[bool]:
    return [
        one.isEnabled()
        for one in page.findChildren(QAbstractButton)
        if one.text() in ("Print…", "Save as a file…")
    ]


def ticks(page: PrintPage) -> list[Tick]:
    (chooser,) = page.findChildren(LineChooser)
    return chooser.findChildren(Tick)


def test_only_what_lies_on_the_desk_can_leave(page: PrintPage, papers: FakePapers) -> None:
    assert ways_out(page) == [True, True]
    page.pick(Layout.SESSION)
    settle()
    assert ways_out(page) == [False, False]
    ticks(page)[0].click()
    assert ways_out(page) == [False, False]
    press(page, "Show the paper")
    assert ways_out(page) == [True, True]
    press(page, "Choose lines…")
    assert ways_out(page) == [False, False]
    papers.lines = 60
    page.pick(Layout.ONE_PAGE)
    settle()
    assert ways_out(page) == [False, False]
    page.pick(Layout.LIMITS)
    settle()
    assert ways_out(page) == [True, True]


def test_a_paper_that_fits_again_can_leave_again(page: PrintPage, papers: FakePapers) -> None:
    papers.lines = 60
    page.pick(Layout.ONE_PAGE)
    papers.lines = 2
    page.mark_stale()
    settle()
    assert ways_out(page) == [True, True]


def test_lines_are_shown_a_part_at_a_time_and_none_is_forgotten(page: PrintPage, papers: FakePapers) -> None:
    page.pick(Layout.SESSION)
    settle()
    assert len(ticks(page)) == STEP
    ticks(page)[3].click()
    press(page, "Show the next lines")
    assert len(ticks(page)) == 2 * STEP
    assert ticks(page)[STEP].hasFocus()
    ticks(page)[STEP].click()
    press(page, "Show the next lines")
    assert len(ticks(page)) == 100
    assert not any(one.text() == "Show the next lines" and one.isVisible() for one in _buttons(page))
    assert papers.asked[-1].chosen == {"k3", f"k{STEP}"}
    ticks(page)[3].click()
    assert papers.asked[-1].chosen == {f"k{STEP}"}


def _buttons(page: PrintPage) -> list[QAbstractButton]:
    return page.findChildren(QAbstractButton)


def test_a_line_that_is_no_longer_offered_is_not_chosen_any_more(page: PrintPage, papers: FakePapers) -> None:
    page.pick(Layout.SESSION)
    settle()
    ticks(page)[0].click()
    ticks(page)[1].click()
    papers.offered = papers.offered[1:]
    page.mark_stale()
    settle()
    assert [tick.isChecked() for tick in ticks(page)[:2]] == [True, False]
    ticks(page)[1].click()
    assert papers.asked[-1].chosen == {"k1", "k2"}


def test_what_was_chosen_stays_while_another_paper_is_looked_at(page: PrintPage, papers: FakePapers) -> None:
    page.pick(Layout.SESSION)
    settle()
    ticks(page)[5].click()
    page.pick(Layout.FULL)
    page.pick(Layout.SESSION)
    settle()
    assert papers.asked[-1].chosen == {"k5"}
    assert ways_out(page) == [True, True]


def test_nothing_to_choose_is_said(page: PrintPage, papers: FakePapers) -> None:
    papers.offered = ()
    page.pick(Layout.SESSION)
    settle()
    (chooser,) = page.findChildren(LineChooser)
    assert chooser._none.isVisible()
    assert ticks(page) == []


def test_a_line_says_whose_it_is_and_that_it_brings_others(page: PrintPage) -> None:
    page.pick(Layout.SESSION)
    settle()
    assert ticks(page)[0].accessibleDescription() == "R’s · with what belongs to it"
    assert ticks(page)[1].accessibleDescription() == "R’s"


def test_the_agreement_as_text_has_the_names_of_the_paper(page: PrintPage, papers: FakePapers) -> None:
    press(page, "None")
    (taking,) = page.findChildren(TakeAlong)
    taking.taken.emit("/place/Notes.json", "json", "four words of mine")
    assert papers.taken == [("/place/Notes.json", Form.JSON, NameStyle.NONE, "four words of mine")]
    assert "not sealed" in page.messages.text


def test_a_refusal_is_told_in_the_page(page: PrintPage, papers: FakePapers) -> None:
    papers.refusal = UserError("export.exists")
    (taking,) = page.findChildren(TakeAlong)
    taking.taken.emit("/place/Notes.md", "md", "x")
    assert "There is a file of this name" in page.messages.text


@pytest.mark.parametrize(("place", "size"), [("en_US", "Letter"), ("en_GB", "A4")])
def test_paper_is_of_the_size_that_is_usual_here(theme: object, place: str, size: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(place))
    try:
        options = Options()
        assert options.look.paper_size == size
        options.deleteLater()
    finally:
        QLocale.setDefault(before)
    settle()


def test_every_option_is_asked_of_the_service(page: PrintPage, papers: FakePapers) -> None:
    for words in ("Limits only", "Only mine", "Names", "Large print", "Leave out the most personal lines"):
        press(page, words)
    press(page, "Five words of the record")
    wanted = PaperOptions(
        layout=Layout.LIMITS, only_mine=True, names=NameStyle.NAMES, without_sensitive=True, large=True,
        head_words=True,
    )  # fmt: skip
    assert papers.asked[-1] == wanted
    press(page, "Wallet card")
    card = replace(wanted, layout=Layout.CARD, names=NameStyle.INITIALS, head_words=False)
    assert papers.asked[-1] == card
