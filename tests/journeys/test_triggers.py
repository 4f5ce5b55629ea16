"""A map of triggers: written alone, one part of it read by the other, taken back; a hard day on Today."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from tests.journeys.door import Door
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.triggers import Part
from ui.features.triggers.page import TriggersPage

MARKUP = "A <b>loud</b> door & steps"


def page_of(door: Door) -> TriggersPage:
    door.go("triggers")
    page = door.page
    assert isinstance(page, TriggersPage)
    return page


def write(door: Door, *shared: Part) -> TriggersPage:
    page = page_of(door)
    door.press("Add one")
    form = page._form
    form.name.setText(MARKUP)
    form.story.setText("<i>It was at night.</i>")
    form.parts[Part.HELPS].setText("<u>The window</u>\n\nA glass of water")
    for part in shared:
        form.shares[part].setChecked(True)
    door.press("Keep it")
    return page


def test_it_stays_private_until_its_owner_has_seen_what_the_other_would_read(home: Door) -> None:
    write(home)
    assert MARKUP in home.words()
    home.unlock(SECOND)
    home.go("told")
    assert "Nothing is written here" in home.words()
    home.unlock(FIRST)
    page = page_of(home)
    home.press(MARKUP)
    page._form.shares[Part.HELPS].setChecked(True)
    home.press("Keep it")
    dialog = home.shown
    assert isinstance(dialog, QDialog)
    assert "What helps: <u>The window</u>; A glass of water" in home.words()
    assert "at night" not in home.words()
    home.press("Not yet")
    assert page._form.isVisible(), "what was typed stays"
    home.press("Keep it")
    home.press("Let them read it")
    assert page._view is not None
    assert page._view.triggers[0].shared == (Part.HELPS,)
    home.unlock(SECOND)
    home.go("told")
    assert "<u>The window</u>" in home.words()
    assert "at night" not in home.words()
    home.together()
    home.go("told")
    assert "A glass of water" in home.words()
    home.unlock(FIRST)
    page = page_of(home)
    home.press(MARKUP)
    home.press("Take it out…")
    home.press("Take it out")
    assert "Nothing is written here. It can stay empty." in home.words()
    home.unlock(SECOND)
    home.go("told")
    assert "window" not in home.words()


def test_nothing_new_that_the_other_reads_needs_no_question(home: Door) -> None:
    write(home, Part.HELPS)
    home.press("Let them read it")
    page = page_of(home)
    home.press(MARKUP)
    page._form.story.setText("Another story.")
    home.press("Keep it")
    assert not isinstance(home.shown, QDialog)
    assert page._view is not None
    assert page._view.triggers[0].story == "Another story."


def test_a_lock_keeps_what_was_typed_and_shares_nothing_by_itself(home: Door) -> None:
    page = page_of(home)
    home.press("Add one")
    page._form.name.setText("Half")
    page._form.parts[Part.HELPS].setText("Something")
    page._form.shares[Part.HELPS].setChecked(True)
    home.lock()
    home.unlock(FIRST)
    page = page_of(home)
    assert page._view is not None
    assert [(one.name, one.shared) for one in page._view.triggers] == [("Half", ())]


def test_one_person_alone_has_everything_but_the_sharing(door: Door) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    door.press("Add one")
    assert all(tick.isHidden() for tick in page._form.shares.values())
    page._form._keep.click()
    assert page._form.name.error
    door.press("Leave it")
    assert not door.has_button("What we let each other read")


def test_a_hard_day_stands_on_today(door: Door) -> None:
    door.set_up(("Robin",))
    page = page_of(door)
    door.press("Add a day")
    page._day_form.name.setText("The day of finding out")
    page._day_form.day.setText("x")
    door.press("Keep it")
    assert page._day_form.day.error
    today = door.services.triggers._household.today()
    page._day_form.day.setText(str(today.day))
    page._day_form.month.setText(str(today.month))
    page._day_form.plan.setText("Lunch with my sister.")
    door.press("Keep it")
    door.go("today")
    assert "The day of finding out" in door.words()
    assert "Lunch with my sister." in door.words()
    page = page_of(door)
    door.press("The day of finding out")
    door.press("Take it out")
    door.go("today")
    assert "The day of finding out" not in door.words()


def test_suggestions_are_taken_over_and_what_was_typed_stays(home: Door) -> None:
    page = page_of(home)
    home.press("Add one")
    form = page._form
    assert not home.has_button("A place")
    home.press("What it could be")
    home.press("A place")
    assert form.name.text() == "A place"
    home.press("A song or a sound")
    assert form.name.text() == "A song or a sound"
    form.name.setText("The old car")
    home.press("A smell or a taste")
    assert form.name.text() == "The old car, A smell or a taste"
    form.parts[Part.SIGNS].setText("I whistle")
    home.press("What it could be noticed by")
    assert home.has_button("My heart races")
    home.press("My hands grow cold")
    home.press("My hands grow cold")
    assert form.parts[Part.SIGNS].text().splitlines() == ["I whistle", "My hands grow cold"]
    home.press("Too much: racing, loud, panic")
    assert home.has_button("My heart races")
    assert not home.has_button("My hands grow cold")
    home.press("Keep it")
    kept = home.services.triggers.view().value.triggers[0]
    assert kept.signs == ("I whistle", "My hands grow cold")
    assert kept.state == "too_high"
    home.press("Add one")
    assert not home.has_button("A place"), "they are closed again"
