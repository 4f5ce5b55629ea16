"""Whoever writes the shared file may put thousands of things there: a page shows some, and a way to more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import SECOND, TOUCH, Story, a_limit
from tests.ui.conftest import ROBIN, SASHA
from tests.ui.test_agreement_pile import a_view
from trustapp.domain.agreement import compute
from trustapp.domain.differences import Difference
from trustapp.domain.statements import Ask, TalkFirst
from trustapp.services.crossing import CrossedView
from trustapp.services.reviewing import ReviewView
from ui.features.agreement.difference import DifferencePanel
from ui.features.agreement.questions import Questions
from ui.features.agreement.side import SideColumn
from ui.features.crossed.page import _agreed_card
from ui.features.review.parts import CarriedCard
from ui.widgets.further import AT_ONCE, Further
from ui.widgets.text import Prose

MANY = 4 * AT_ONCE
BOTH = (ROBIN, SASHA)


def side(questions: Questions) -> QWidget:
    made = SideColumn()
    made.show_side(a_view(Story()), questions)
    return made


def asks() -> QWidget:
    return side(Questions(tuple(Ask(f"{one}", SECOND, TOUCH, "A", f"No. {one}") for one in range(MANY))))


def titles() -> QWidget:
    return side(Questions(titles=tuple(TalkFirst(f"{one}", TOUCH, f"No. {one}") for one in range(MANY))))


def story() -> Story:
    return Story().say(*(a_limit(SECOND, f"{one:032x}", text=f"No. {one}") for one in range(MANY)))


def news() -> QWidget:
    made = DifferencePanel()
    lines = compute(story().said, (), story().view()).lines
    made.show_difference(Difference(came=lines), BOTH)
    return made


def carried() -> QWidget:
    told = story()
    lines = compute(told.said, (), told.view()).lines
    return CarriedCard(ReviewView(lines, (), BOTH, ROBIN, told.now.date()))


def crossed() -> QWidget:
    told = story()
    return _agreed_card(CrossedView(compute(told.said, (), told.view()).lines, BOTH, shared=True))


@pytest.mark.parametrize("make", [asks, titles, news, carried, crossed])
def test_of_thousands_a_page_makes_some_and_the_keyboard_reaches_the_rest(
    make: Callable[[], QWidget], qtbot: QtBot
) -> None:
    made = make()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(made)
    area.resize(900, 300)
    qtbot.addWidget(area)
    area.show()
    QApplication.processEvents()

    def shown() -> int:
        return sum(one.text().startswith("No. ") for one in made.findChildren(Prose))

    assert shown() == AT_ONCE
    [further] = made.findChildren(Further)
    for count in range(2, 5):
        further.setFocus()
        qtbot.keyClick(further, Qt.Key.Key_Space)
        assert shown() == count * AT_ONCE
    assert further.isHidden()
