"""The page of a meeting: what it says of questions is said once, however often it is asked for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.conftest import ROBIN, SASHA
from trustapp.services.rounds import RoundView
from ui.features.meeting.page import MeetingPage
from ui.features.meeting.presenter import MeetingPresenter
from ui.shell.theme import Theme
from ui.widgets.text import Prose

BOTH = (ROBIN, SASHA)


class Asleep:
    """Jobs that are not done yet, and what they would be about."""

    def run(self, *_asked: object) -> None: ...
    def state(self) -> None: ...


def said(page: MeetingPage) -> int:
    words = [one.text() for one in page.findChildren(Prose) if one.isVisible()]
    return sum("There are questions to talk about" in one for one in words)


def test_questions_are_named_once(qtbot: QtBot, theme: Theme) -> None:
    presenter = MeetingPresenter(Asleep(), BOTH, Asleep(), None)  # type: ignore[arg-type]
    page = MeetingPage(presenter)
    qtbot.addWidget(page)
    page.show()
    page.show_choosing(RoundView(None, None, False, (), ()))
    asks = (("an ask",), ())
    for _time in range(2):
        page.show_questions(asks, BOTH)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: said(page) == 1)
    page.show_questions(((), ()), BOTH)
    assert said(page) == 0
