"""Reflections: written, found, thrown away, brought back, kept through a kill and a full disk."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from tests.journeys.door import Door, key
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.passages import Shape
from trustapp.domain.reflections import Query, Reflection
from ui.features.reflections.lazy_rows import ROW
from ui.features.reflections.let_go import LetGoPage
from ui.features.reflections.page import ReflectionsPage
from ui.widgets.remake import remake

MARKUP = "<b>loud</b> & <img src=x>"


@pytest.fixture
def alone(door: Door) -> Door:
    door.set_up(("Robin",))
    return door


def page_of(door: Door) -> ReflectionsPage:
    door.go("reflections")
    page = door.page
    assert isinstance(page, ReflectionsPage)
    return page


def write(door: Door, title: str, text: str) -> ReflectionsPage:
    page = page_of(door)
    page._presenter.sheet.begin()
    page.sheet.title.setText(title)
    page.sheet.edit.insertPlainText(text)
    page._presenter.sheet.save()
    door.settle()
    return page


def titles(page: ReflectionsPage) -> list[str]:
    rows = page.list.rows
    return [rows.row_at(place).title for place in range(rows.rowCount())]  # type: ignore[union-attr]


def test_what_is_written_is_there_after_leaving_and_is_found_by_its_words(alone: Door) -> None:
    write(alone, "After the walk", "We did not talk about it.")
    write(alone, "The café", "Twenty minutes.")
    alone.go("today")
    page = page_of(alone)
    assert titles(page) == ["The café", "After the walk"] or set(titles(page)) == {
        "The café",
        "After the walk",
    }
    QTest.keyClicks(page.search, "TAL")
    alone.settle()
    assert titles(page) == ["After the walk"]
    row = page.list.rows.index(0).data(ROW)
    assert [piece.text for piece in row.snippet if piece.hit] == ["talk"]
    assert "found: talk" in page.list.rows.index(0).data()
    key(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    key(page.list, Qt.Key.Key_Return)
    assert page.sheet.title.text() == "After the walk"
    assert page.sheet.edit.hasFocus()
    key(page.sheet.edit, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    key(page.list, Qt.Key.Key_Escape)
    assert page.search.hasFocus()
    page.search.setText("cafe")
    alone.settle()
    assert titles(page) == ["The café"]
    page.search.setText("nowhere")
    alone.settle()
    assert "Nothing is found" in alone.words()


def test_a_new_one_left_empty_is_not_kept(alone: Door) -> None:
    page = page_of(alone)
    alone.press("New reflection")
    alone.go("today")
    assert alone.services.reflections.count(Query()).value == 0
    assert "An empty list" in alone.words() or page is not None


def test_filters_and_the_days_written(alone: Door) -> None:
    page = write(alone, "One", "a")
    page.sheet.details_button.click()
    page.sheet.details.tags.setText("family, #walk")
    page.sheet.details.day.setText("2026-05-03")
    page._presenter.sheet.save()
    write(alone, "Two", "b")
    page.filter_pick.click()
    alone.settle()
    page.filters.tag.setText("walk")
    assert titles(page) == ["One"]
    page.filters.clear()
    page.filters.days._go(date(2026, 5, 1))
    [cell] = [one for one in page.filters.days._days if one.day == date(2026, 5, 3)]
    assert "something is written" in cell.accessibleName()
    cell.click()
    assert titles(page) == ["One"]
    assert page.filter_pick.isChecked()
    cell.click()
    assert len(titles(page)) == 2
    alone.press("All")
    page.sheet.details.day.setText("half")
    page._presenter.sheet.save()
    assert page.sheet.details.day.error


def test_pinned_first(alone: Door) -> None:
    page = write(alone, "Old", "a")
    page.sheet.pin_action.trigger()
    write(alone, "New", "b")
    assert titles(page) == ["Old", "New"]
    alone.press("Pinned")
    assert titles(page) == ["Old"]


def test_thrown_away_brought_back_and_deleted_for_good(alone: Door) -> None:
    page = write(alone, "Heavy", "a")
    page.sheet.throw_action.trigger()
    alone.settle()
    assert titles(page) == []
    page._toast._undo.click()
    alone.settle()
    assert titles(page) == ["Heavy"]
    page._open(page.list.rows.row_at(0).id)  # type: ignore[union-attr]
    page.sheet.throw_action.trigger()
    alone.press("Thrown away")
    assert "30 days" in alone.words()
    alone.press("Bring it back")
    assert "Nothing lies here." in alone.words()
    alone.press("Back to the list")
    assert titles(page) == ["Heavy"]
    page._open(page.list.rows.row_at(0).id)  # type: ignore[union-attr]
    page.sheet.throw_action.trigger()
    alone.press("Thrown away")
    alone.press("Delete for good…")
    assert "cannot be undone" in alone.words()
    alone.press("Leave it as it is")
    assert "Heavy" in alone.words()
    alone.press("Delete for good…")
    alone.press("Delete it for good")
    assert "Nothing lies here." in alone.words()
    assert alone.services.reflections.all_ids() is not None


def test_today_opens_one_and_begins_one_from_a_question(alone: Door) -> None:
    write(alone, "Known", "a")
    [row] = alone.services.reflections.recent(1).value
    page_of(alone)._presenter.sheet.leave()
    alone.app.go_to("reflections", open=row.id)
    page = page_of(alone)
    assert page.sheet.title.text() == "Known"
    alone.app.go_to("reflections", prompt="What helped <i>a little</i>?", kind="")
    alone.settle()
    assert "What helped <i>a little</i>?" in alone.words()
    QTest.keyClicks(page.sheet.edit, "The bridge.")
    alone.go("today")
    kept = alone.services.reflections.recent(5).value
    assert any(alone.services.reflections.get(one.id).value.prompt.startswith("What helped") for one in kept)


def test_what_is_written_is_shown_as_it_is(alone: Door) -> None:
    page = write(alone, MARKUP, MARKUP)
    page.sheet.details.tags.setText(MARKUP)
    page._presenter.sheet.save()
    alone.app.go_to("reflections", prompt=MARKUP)
    page._presenter.sheet.leave()
    page._open(page.list.rows.row_at(0).id)  # type: ignore[union-attr]
    assert page.sheet.title.text() == MARKUP
    assert page.sheet.edit.toPlainText() == MARKUP
    assert MARKUP in page.sheet._when.text()


def test_a_kill_after_the_keeping_loses_nothing(alone: Door) -> None:
    page = page_of(alone)
    page._presenter.sheet.begin()
    QTest.keyClicks(page.sheet.edit, "Before the kill")
    assert page.sheet._soon.isActive()
    assert page.sheet._soon.interval() <= 1_500
    page.sheet._soon.timeout.emit()
    assert re.search("Sealed with your key at [0-9]{2}:[0-9]{2}", alone.words())
    assert alone.services.reflections.recent(1).value[0].snippet[0].text == "Before the kill"
    QTest.keyClicks(page.sheet.edit, ", and at it")
    alone.lock()
    alone.unlock(FIRST)
    [row] = alone.services.reflections.recent(1).value
    assert row.snippet[0].text == "Before the kill, and at it", "once, with what was typed last"


def test_a_full_disk_keeps_the_text_on_the_page(alone: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(alone)
    page._presenter.sheet.begin()
    service = page._presenter.sheet._reflections

    def full(_one: Reflection) -> Any:
        raise UserError("storage.full")

    with monkeypatch.context() as patched:
        patched.setattr(service, "put", full)
        QTest.keyClicks(page.sheet.edit, "Only here")
        page._presenter.sheet.save()
        assert "The disk is full" in alone.words()
        assert page.sheet.edit.toPlainText() == "Only here"
        assert page.sheet._soon.isActive()
        page._presenter.sheet.begin()
        QTest.keyClicks(page.sheet.edit, "And this")
        page.sheet._soon.timeout.emit()
    page.sheet._soon.timeout.emit()
    alone.settle()
    found = {row.snippet[0].text for row in alone.services.reflections.recent(5).value}
    assert found == {"Only here", "And this"}
    assert "The disk is full" not in alone.words()


def test_a_picture_is_taken_in_seen_larger_and_taken_out(alone: Door, tmp_path: Path) -> None:
    alone.services.reflections._remake = remake
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "a.png"))
    page = write(alone, "With", "a")
    page.sheet._picture_chosen(str(tmp_path / "a.png"))
    alone.settle()
    [thumb] = page.sheet.strip._thumbs.values()
    assert "Picture 1" in thumb.accessibleName()
    assert not thumb._image.isNull()
    thumb.click()
    alone.settle()
    alone.press("Take it out")
    assert not page.sheet.strip._thumbs
    (tmp_path / "no.png").write_text("no picture")
    page.sheet._picture_chosen(str(tmp_path / "no.png"))
    assert "not a picture" in alone.words()


def test_what_is_let_go_is_kept_nowhere(alone: Door) -> None:
    page_of(alone)
    alone.press("Write and let go")
    page = alone.page
    assert isinstance(page, LetGoPage)
    assert "kept nowhere" in alone.words()
    QTest.keyClicks(page.edit, "Away with it")
    alone.press("Let it go")
    assert "It is gone." in alone.words()
    page.edit.undo()
    assert page.edit.toPlainText() == ""
    QTest.keyClicks(page.edit, "Once more")
    alone.press("Back")
    assert page.edit.toPlainText() == ""
    page.edit.undo()
    assert page.edit.toPlainText() == ""
    assert not hasattr(page.presenter, "unfinished")
    assert alone.services.reflections.count(Query()).value == 0


def test_the_other_sees_nothing_of_it(home: Door) -> None:
    write(home, "Mine alone", "a")
    home.unlock(SECOND)
    assert titles(page_of(home)) == []
    home.together()
    assert home.app.frame is not None
    assert not home.app.frame.has("reflections")


def test_shapes_are_kept(alone: Door) -> None:
    page = write(alone, "Shapes", "one")
    page.sheet.edit.turn_shape(Shape.HEADING, 2)
    assert page.sheet.tools._shapes
    page._presenter.sheet.save()
    [row] = alone.services.reflections.recent(1).value
    assert alone.services.reflections.get(row.id).value.text == "## one"


def test_it_begins_from_a_question_another_one_or_a_template(alone: Door) -> None:
    page = page_of(alone)
    alone.press("New reflection")
    first = page.beginning._question.text()
    alone.press("Another one")
    second = page.beginning._question.text()
    assert second != first
    alone.press("Write to this")
    assert second in alone.words()
    QTest.keyClicks(page.sheet.edit, "To this.")
    alone.press("New reflection")
    template = alone.services.suggestions.templates().value[0]
    page.beginning.search.setText(template.title)
    alone.settle()
    alone.press(template.title)
    assert page.sheet.edit.toPlainText()
    alone.go("today")
    kept = [
        alone.services.reflections.get(one.id).value for one in alone.services.reflections.recent(5).value
    ]
    assert [one.prompt for one in kept] == [second], "a template that nobody wrote in is not kept"
    page_of(alone)
    alone.press("New reflection")
    alone.press("An empty page")
    assert page.sheet.edit.hasFocus()
    assert page.sheet.edit.toPlainText() == ""
