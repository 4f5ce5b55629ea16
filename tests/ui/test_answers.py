"""The answer on the screen: what stays with it, and what is said of it, while steps are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import FIRST, NAMES, TOUCH, an_item
from trustapp.domain.answers import Answer, Blank, BlankType, Category, Choice, Item, Release, Shape
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.preview import shown_for
from trustapp.services.answers import AnsweredItem, CategoryAnswers, Preview
from trustapp.services.reading import Card
from ui.features.answers.conditions import ConditionPicker
from ui.features.answers.item_card import ItemCard
from ui.features.answers.item_view import CategoryPanel
from ui.features.answers.presenter import AnswersPresenter, ItemView
from ui.shell.theme import Theme
from ui.widgets.text import Prose


class AtOnce:
    """Jobs that are done when they are given, unless the worker sleeps."""

    asleep = False

    def run(
        self,
        work: Callable[[], Outcome[object]],
        done: Callable[[object], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        if self.asleep:
            return
        value = work().value
        if done is not None:
            done(value)


class OneItem:
    """Answers and cards of a category with one item."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kept: Answer | None = None

    def category(self, category: object, also: object = None) -> Outcome[CategoryAnswers]:
        entry = AnsweredItem(self.item, self.kept, ("you ask first",))
        return Outcome(CategoryAnswers(Category(TOUCH, "Touch", "", (self.item,)), (entry,)))

    def quiet(self) -> Outcome[tuple[object, ...]]:
        return Outcome((self.item.id,))

    def some(self, items: object) -> Outcome[CategoryAnswers]:
        return Outcome(replace(self.category(TOUCH).value, quiet=True))

    def categories(self) -> Outcome[tuple[Category, ...]]:
        return Outcome(())

    def card_beside(self, category: object) -> Outcome[None]:
        return Outcome(None)

    def preview(self, answer: Answer) -> Outcome[Preview]:
        shown = shown_for(self.item, answer, FIRST, NAMES, True)
        return Outcome(Preview({Release.KEEP: (), Release.OPEN: shown, Release.TALK: (self.item.title,)}))

    def wording(self, item: object, choice: object, blanks: object) -> Outcome[str]:
        return Outcome("")

    def keep(self, answer: Answer) -> Outcome[None]:
        self.kept = answer
        return Outcome(None)

    keep_what_fits = keep


class Seen:
    """What the page was told to show."""

    def __init__(self) -> None:
        self.item: ItemView | None = None
        self.opened: tuple[str, ...] = ()

    def show_overview(self, *_shown: object) -> None: ...
    def show_category(self, *_shown: object) -> None: ...
    def show_kept(self) -> None: ...
    def show_error(self, error: UserError) -> None: ...

    def show_item(self, item: ItemView) -> None:
        self.item = item

    def show_preview(self, preview: Preview, wording: str) -> None:
        self.opened = preview.shown[Release.OPEN]


class Answering:
    """A presenter with one item open."""

    def __init__(self, item: Item) -> None:
        self.services, self.seen, self.jobs = OneItem(item), Seen(), AtOnce()
        self.presenter = AnswersPresenter(
            self.services,  # type: ignore[arg-type]
            self.services,  # type: ignore[arg-type]
            self.services,  # type: ignore[arg-type]
            self.services,  # type: ignore[arg-type]
            self.jobs,
            self.services,  # type: ignore[arg-type]
            couple=False,
        )
        self.presenter.attach(self.seen)
        self.presenter.open_category(TOUCH)

    def type(self, *conditions: str) -> None:
        answer = self.presenter.answer
        assert answer is not None
        self.presenter.change(Answer(answer.item, answer.choice, conditions, release=Release.OPEN))

    def conditions(self) -> tuple[str, ...]:
        answer = self.presenter.answer
        assert answer is not None
        return answer.conditions


@pytest.mark.parametrize("closed", [Choice.NO, Choice.NOT_NOW, Choice.UNKNOWN])
def test_a_no_keeps_its_conditions_to_itself_and_an_if_finds_them_again(closed: Choice) -> None:
    page = Answering(an_item())
    page.presenter.choose(Choice.YES_IF)
    page.type("you ask first")
    page.presenter.choose(closed)
    assert page.conditions() == ("you ask first",)
    assert not any("you ask first" in line for line in page.seen.opened)
    page.presenter.keep_and_go_on()
    page.presenter.open_category(TOUCH)
    page.presenter.choose(Choice.YES_IF)
    assert page.conditions() == ("you ask first",)
    assert any("you ask first" in line for line in page.seen.opened)


@pytest.mark.parametrize(
    ("shape", "tied", "freely"),
    [
        (Shape.OPENING, Choice.YES_IF, Choice.YES),
        (Shape.SAFEGUARD, Choice.ONLY_WHEN, Choice.LIKE),
        (Shape.OFFER, Choice.OFFER_IF, Choice.OFFER),
    ],
)
def test_nothing_unseen_stands_beside_what_is_said_freely(shape: Shape, tied: Choice, freely: Choice) -> None:
    page = Answering(an_item(shape=shape))
    page.presenter.choose(tied)
    page.type("you ask first")
    page.presenter.choose(freely)
    assert page.conditions() == ()
    page.presenter.choose(tied)
    assert page.conditions() == ("you ask first",)


def test_a_cleared_answer_leaves_no_condition_behind() -> None:
    page = Answering(an_item())
    page.presenter.choose(Choice.YES_IF)
    page.type("you ask first")
    page.presenter.choose(None)
    page.presenter.choose(Choice.YES_IF)
    assert page.conditions() == ()


def test_conditions_are_asked_for_only_where_they_count_and_a_blank_says_what_it_needs(
    qtbot: QtBot, theme: Theme
) -> None:
    where = Blank("where", BlankType.CHOICE, "Where", choices=("cheek", "mouth"), default="cheek")
    item = an_item(wording={Choice.YES: "We kiss on the {where}."}, blanks=(where,))
    for couple in (True, False):
        card = ItemCard(couple=couple)
        qtbot.addWidget(card)
        card.show()
        for choice in (Choice.YES, Choice.YES_IF, Choice.NOT_NOW, Choice.NO, Choice.UNKNOWN):
            answer = Answer(item.id, choice, ("you ask first",))
            card.show_item(ItemView(AnsweredItem(item, answer, ()), answer, 0, first=True, last=True))
            assert card._conditions.isVisible() == (choice is Choice.YES_IF)
            said = [one.text() for one in card.findChildren(Prose) if one.isVisible()]
            needed = "A draft comes of it only if both of you fill in the same."
            assert (needed in said) == (couple and choice in (Choice.YES, Choice.YES_IF))


def test_where_one_item_protects_is_not_said_of_the_next(qtbot: QtBot, theme: Theme) -> None:
    card = ItemCard(couple=True)
    qtbot.addWidget(card)
    card.show()
    for number, item in enumerate((an_item(item="touch.a"), an_item(item="touch.b"))):
        answer = Answer(item.id, Choice.NO)
        card.show_item(ItemView(AnsweredItem(item, answer, ()), answer, number, first=True, last=True))
        assert not card._protecting.isVisible(), "nothing is known of it yet"
        nothing = dict.fromkeys(Release, ())
        card.show_preview(Preview(nothing, protects_nowhere_yet=True, other_stands=True, sealed=True), "")
        for part in (card._protecting, card._protecting._state, card._protecting._other, card._sealed):
            assert part.isVisible()
    card.show_preview(Preview(nothing, stands=True), "")
    assert not card._protecting._state.isVisible(), "what stands is not stated twice"
    card.show_preview(Preview(nothing), "")
    assert not card._protecting.isVisible()


# -- what a lock keeps -----------------------------------------------------------------------------


def test_an_answer_that_is_being_given_can_be_kept_before_a_lock() -> None:
    page = Answering(an_item())
    assert page.presenter.unfinished() is None, "nothing was said yet"
    page.presenter.choose(Choice.NO)
    keep = page.presenter.unfinished()
    assert keep is not None
    keep()
    assert page.services.kept == Answer(page.services.item.id, Choice.NO)


def test_an_answer_on_its_way_to_the_disk_is_kept_by_the_lock_that_drops_its_job() -> None:
    page = Answering(an_item())
    page.presenter.choose(Choice.NO)
    page.jobs.asleep = True
    page.presenter.stop_for_today()
    assert page.services.kept is None, "the job waits, and a lock drops it"
    keep = page.presenter.unfinished()
    assert keep is not None
    keep()
    assert page.services.kept == Answer(page.services.item.id, Choice.NO)


@pytest.mark.parametrize("left", ["kept", "left as it was", "put away"])
def test_what_needs_no_keeping_is_left_alone_by_a_lock(left: str) -> None:
    page = Answering(an_item())
    page.presenter.choose(Choice.NO)
    if left == "kept":
        page.presenter.keep_and_go_on()
    elif left == "put away":
        page.presenter.stop_for_today()
    else:
        page.presenter.leave_this_one()
    assert page.presenter.unfinished() is None


def test_an_answer_that_is_being_given_is_kept_before_another_page_leads_elsewhere() -> None:
    page = Answering(an_item())
    page.presenter.choose(Choice.NO)
    page.presenter.open_category(TOUCH, page.services.item.id)
    assert page.services.kept == Answer(page.services.item.id, Choice.NO)
    page.presenter.choose(Choice.UNKNOWN)
    page.presenter.open_quiet()
    assert page.services.kept == Answer(page.services.item.id, Choice.UNKNOWN)
    assert page.presenter.unfinished() is None


def test_a_condition_counts_while_it_is_typed_and_stays_with_its_item(qtbot: QtBot, theme: Theme) -> None:
    picker = ConditionPicker()
    qtbot.addWidget(picker)
    said: list[object] = []
    picker.changed.connect(said.append)
    picker.show_conditions("Yes, if", ("you ask first",), ())
    picker._own.setText("we have  talked")
    assert said[-1] == ("we have talked",)
    picker._add.click()
    assert said[-1] == ("we have talked",)
    assert [pick.text() for pick in picker._picks if pick.isChecked()] == ["we have talked"]
    assert picker._own.text() == ""
    picker._own.setText("half a thou")
    picker.begin()
    picker.show_conditions("Yes, if", ("you ask first",), ())
    assert picker._own.text() == ""
    assert [pick.text() for pick in picker._picks if pick.isChecked()] == []


def test_what_was_read_beside_one_category_is_put_away_at_the_next(qtbot: QtBot, theme: Theme) -> None:
    panel = CategoryPanel(couple=True)
    qtbot.addWidget(panel)
    category = OneItem(an_item()).category(TOUCH).value
    card = panel._guidance
    panel.show_category(category, Card("a", "Small signs", ("A hand that asks.",)))
    card._more.click()
    assert not card._text.isHidden()
    panel.show_category(category, Card("a", "Small signs", ("A hand that asks.",)))
    assert not card._text.isHidden(), "an answer was kept in between, and the reading goes on"
    panel.show_category(category, Card("b", "A good hour", ("The same touch.",)))
    assert card._text.isHidden()
    assert card._text.text() == "The same touch."
