"""The form for a draft: a rule for the other is offered as one's own words, and never refused for it."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from tests.builders import TOUCH, an_item
from trustapp.domain.answers import Category
from trustapp.domain.ids import FIRST, CategoryId
from trustapp.domain.partners import Hue, Member
from ui.features.agreement.draft_form import DraftForm
from ui.widgets.buttons import Button
from ui.widgets.text import Prose


@pytest.fixture
def form(qtbot: QtBot) -> DraftForm:
    made = DraftForm()
    qtbot.addWidget(made)
    made.begin(
        (Category(TOUCH, "Touch", "", (an_item(),)),), Member(FIRST, "Robin", Hue.LAKE), date(2026, 5, 12)
    )
    made._title.setText("Voices")
    return made


def shown(form: DraftForm) -> list[str]:
    return [one.text() for one in form._others.findChildren(Prose) if not one.isHidden()]


def test_an_order_is_asked_about_once_and_then_kept_as_it_is(qtbot: QtBot, form: DraftForm) -> None:
    form._text.setText("You must not shout at me.")
    with qtbot.assertNotEmitted(form.drafted, wait=0):
        form._keep.click()
    assert not form._others.isHidden()
    assert {"I will not shout at you.", "We agree not to shout at each other."} <= set(shown(form))
    with qtbot.waitSignal(form.drafted) as told:
        form._keep.click()
    assert told.args[0].text == "You must not shout at me."


def test_words_that_are_taken_are_drafted_at_the_first_click(qtbot: QtBot, form: DraftForm) -> None:
    form._text.setText("You must not shout at me.")
    form._keep.click()
    take = next(
        one for one in form._others.findChildren(Button) if "I will not shout" in one.accessibleName()
    )
    take.click()
    assert form._offer.isChecked()
    with qtbot.waitSignal(form.drafted) as told:
        form._keep.click()
    assert told.args[0].text == "I will not shout at you."


def test_a_second_order_is_asked_about_too(qtbot: QtBot, form: DraftForm) -> None:
    for text in ("You must not shout at me.", "You have to be home at ten."):
        form._text.setText(text)
        with qtbot.assertNotEmitted(form.drafted, wait=0):
            form._keep.click()


def test_what_no_line_may_ask_is_left_to_the_refusal(qtbot: QtBot, form: DraftForm) -> None:
    form._text.setText("You have to have sex with me.")
    with qtbot.waitSignal(form.drafted):
        form._keep.click()
    assert form._others.isHidden()


def test_a_way_of_the_transparency_category_asks_for_its_last_day(qtbot: QtBot, form: DraftForm) -> None:
    shown = Category(CategoryId("transparency"), "Transparency", "", (an_item(),))
    form.begin((Category(TOUCH, "Touch", "", (an_item(),)), shown), None, date(2026, 5, 12))
    form.show()
    form._way.click()
    assert not form._until.isVisible()
    form._category.setText("transparency")
    assert form._until.isVisible()
    form._title.setText("Plans")
    form._text.setText("We say when our plans change.")
    form._until.setText("2026-06-01")
    with qtbot.waitSignal(form.drafted) as told:
        form._keep.click()
    assert told.args is not None
    assert (told.args[0].until, told.args[0].protects) == (date(2026, 6, 1), False)
