"""Today, from unlocking to a ritual that was left out, on real spaces."""

from __future__ import annotations

from dataclasses import replace

from tests.clocks import Clock
from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from ui.features.today.page import TodayPage


def hug(door: Door, name: str = "Home-coming hug") -> RitualWords:
    day = door.services.today._household.today()
    plan = Plan(day, "18:30", "UTC", "FREQ=DAILY")
    return RitualWords(RitualId(""), name, "We ask.", ends="We let go.", smaller="A nod.", plan=plan)


def planned(door: Door) -> None:
    """Robin suggests it, Sasha says yes."""
    door.unlock(FIRST)
    ritual = door.services.rituals.suggest(hug(door)).value
    door.unlock(SECOND)
    assert "Something was suggested to you. It can stay so, without an answer." in door.words()
    assert "Home-coming hug" not in door.words(), "what was suggested is not put before anybody"
    door.services.rituals.say_yes(ritual)


def test_the_first_page_of_a_sitting_says_what_comes_and_an_empty_day_is_fine(home: Door) -> None:
    assert isinstance(home.page, TodayPage)
    assert home.page.title.endswith(", Robin")
    assert "An empty day is fine." in home.words()
    planned(home)
    home.unlock(FIRST)
    assert isinstance(home.page, TodayPage)
    assert "Home-coming hug" in home.words()


def test_what_is_left_out_disappears_at_once_for_both_and_can_be_undone(home: Door, clock: Clock) -> None:
    planned(home)
    home.unlock(FIRST)
    home.press("Not today", nth=1)
    assert "Home-coming hug" not in home.words()
    home.page._toast.undone.emit()  # type: ignore[attr-defined]
    home.settle()
    assert "Home-coming hug" in home.words()
    home.press("Not today", nth=1)
    home.unlock(SECOND)
    words = home.words()
    assert "Home-coming hug" not in words
    assert "left out" not in words.lower()
    clock.on(days=1)
    home.unlock(SECOND)
    assert "Home-coming hug" in home.words(), "tomorrow it comes as planned, and nothing tells of yesterday"


def test_a_ritual_begins_whole_or_small_on_its_quiet_page(home: Door) -> None:
    planned(home)
    home.unlock(FIRST)
    for button, nth, shown in (("Begin", 1, "We ask."), ("Make it smaller", 0, "A nod.")):
        home.press(button, nth)
        companion = home.app.window.companion
        assert companion is not None
        assert shown in [one.text() for one in companion.findChildren(type(home.page._subtitle))]
        home.app.window.stop_companion()
        home.settle()
        home.app.window.companion_left.emit()
        home.settle()
        assert isinstance(home.page, TodayPage)


def test_what_is_hidden_stays_hidden_for_whoever_hid_it(home: Door) -> None:
    planned(home)
    home.unlock(FIRST)
    home.press("What this page shows…")
    home.press("What you two planned")
    assert "Home-coming hug" not in home.words()
    home.unlock(SECOND)
    assert "Home-coming hug" in home.words()
    home.unlock(FIRST)
    assert "Home-coming hug" not in home.words()
    home.press("What this page shows…")
    home.press("What you two planned")
    assert "Home-coming hug" in home.words()


def test_at_night_the_page_asks_nothing(home: Door, clock: Clock) -> None:
    clock.set(2026, 5, 6, 2, 30)
    home.unlock(FIRST)
    assert "Tonight nothing has to be decided, answered or forgiven." in home.words()


def test_alone_there_is_a_today_of_ones_own(door: Door) -> None:
    door.set_up(("Robin",))
    assert isinstance(door.page, TodayPage)
    door.services.own_rituals.put(replace(hug(door, "A walk"), who="either"))
    door.unlock(FIRST)
    assert "A walk" in door.words()
    door.press("Not today", nth=1)
    assert "A walk" not in door.words()


def test_together_there_is_none(home: Door) -> None:
    home.together()
    assert home.app.frame is not None
    assert not home.app.frame.has("today")
