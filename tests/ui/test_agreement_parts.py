"""Parts of the agreement page: earlier versions are read one at a time and put away again."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import FIRST, Story, a_limit, a_shared_way, an_opening
from tests.ui.conftest import ROBIN, SASHA
from trustapp.domain.agreement import Version, compute
from ui.features.agreement.still_yes import StillYesDialog
from ui.features.agreement.versions import VersionCard
from ui.shell.theme import Theme
from ui.widgets.text import PlainLabel, Prose


def version(number: int, *texts: str) -> Version:
    story = Story()
    for text in texts:
        story.say(a_limit(FIRST, text=text))
    return Version(number, date(2026, 5, number), compute(story.said, (), story.view()).lines)


def words(card: VersionCard) -> str:
    QApplication.processEvents()
    found = [*card.findChildren(Prose), *card.findChildren(PlainLabel)]
    return "\n".join(one.text() for one in found if one.isVisible())


def test_earlier_versions_are_read_one_at_a_time_and_put_away(qtbot: QtBot, theme: Theme) -> None:
    history = (version(1, "no shoes"), version(2), version(3, "no shoes", "no shouting"))
    card = VersionCard(history[-1])
    qtbot.addWidget(card)
    card.requested.connect(lambda: card.show_versions(history, (ROBIN, SASHA), history[-1].lines))
    card.show()
    assert "Nothing stood." not in words(card)
    card._turn.click()
    assert "Nothing stood." in words(card), "the newest of the earlier ones is shown first"
    card._which.setText("1")
    assert "no shoes" in words(card)
    assert "no shouting" not in words(card), "that is the present one, which the page shows"
    card._turn.click()
    assert "no shoes" not in words(card)
    assert card._turn.text() == "Earlier versions"
    card._turn.click()
    assert "no shoes" in words(card), "the choice stays"


def test_an_earlier_version_is_compared_with_today_and_with_another(qtbot: QtBot, theme: Theme) -> None:
    history = (version(1, "no shoes"), version(2, "no shouting"), version(3, "no shouting", "no smoke"))
    card = VersionCard(history[-1])
    qtbot.addWidget(card)
    card.show()
    card.show_versions(history, (ROBIN, SASHA), history[-1].lines)
    card._which.setText("1")
    card._beside.setText("now")
    assert {"Came", "no shouting", "no smoke", "Went", "no shoes"} <= set(words(card).splitlines())
    card._beside.setText("2")
    assert "no smoke" not in words(card)
    assert "no shouting" in words(card)
    card._which.setText("2")
    assert card._beside.text() == "lines", "a version is not compared with itself"


def test_where_there_is_no_earlier_version_the_card_says_so(qtbot: QtBot, theme: Theme) -> None:
    card = VersionCard(version(1, "no shoes"))
    qtbot.addWidget(card)
    card.show()
    card.show_versions((version(1, "no shoes"),), (ROBIN, SASHA), ())
    assert "There is no earlier one." in words(card)


def test_before_a_still_yes_the_line_that_it_ends_is_read(qtbot: QtBot, theme: Theme) -> None:
    """A draft that another program wrote can name any line; nothing says so but this."""
    page = QWidget()
    qtbot.addWidget(page)
    stop = a_shared_way(text="“Red” is stop.")
    breakfast = an_opening(text="We have breakfast.", replaces=stop.id)
    page.show()
    for replaced, told in ((stop, True), (None, False)):
        dialog = StillYesDialog(page, breakfast, (ROBIN, SASHA), replaced)
        dialog.show()
        texts = "\n".join(one.text() for one in dialog.findChildren(Prose))
        assert ("“Red” is stop." in texts) is told
        dialog.close()
        dialog.deleteLater()
