"""The theme: light and dark, text size, contrast; and that words can be read on whatever they stand on."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trustapp import places
from ui.shell.theme import Theme, palette, strengthened, style_sheet
from ui.widgets import icons, look
from ui.widgets.boxes import Chip
from ui.widgets.buttons import Button
from ui.widgets.text import PlainLabel, Prose


def luminance(colour: str) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    found = QColor(colour)
    return 0.2126 * part(found.redF()) + 0.7152 * part(found.greenF()) + 0.0722 * part(found.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "dim"])
def test_a_theme_is_read_as_any_reader_of_toml_would(name: str) -> None:
    theme = tomllib.loads(places.resource("themes", f"{name}.toml").read_text("utf-8"))
    expected = dict(theme["colours"])
    for space, shades in theme["spaces"].items():
        expected[space] = shades.pop("fill")
        expected |= {f"{space}_{part}": shade for part, shade in shades.items()}
    assert look.load_tokens(name) == expected


@pytest.mark.parametrize("name", ["light", "dark", "dim"])
@pytest.mark.parametrize("strong", [False, True])
def test_words_can_be_read_everywhere(name: str, strong: bool) -> None:
    tokens = look.load_tokens(name)
    if strong:
        tokens = strengthened(tokens)
    grounds = ["paper", "side", "card", "sunk", "nav", *(f"{space}_tint" for space in look.SPACES)]
    for ground in grounds:
        for words in ("ink", "ink2", "error", "a", "b", "s", "n"):
            assert contrast(tokens[words], tokens[ground]) >= 4.5, f"{words} on {ground}"
    for space in look.SPACES:
        for fill in (space, f"{space}_hover", f"{space}_press"):
            assert contrast(tokens["on_fill"], tokens[fill]) >= 4.5, fill
    for ground in ("paper", "card", "side"):
        assert contrast(tokens["control"], tokens[ground]) >= 3, ground
    for ground in ("hover", "press"):
        assert contrast(tokens["ink"], tokens[ground]) >= 4.5, ground
    assert contrast(tokens["error"], tokens["error_tint"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark", "dim"])
def test_the_style_sheet_is_filled_in_and_holds_no_font(name: str) -> None:
    sheet = style_sheet(look.load_tokens(name))
    assert "$" not in sheet
    assert "font" not in sheet.replace("; fonts and heights are set in code", "")
    for space in look.SPACES:
        assert f'[space="{space}"]' in sheet


def test_all_themes_name_the_same_colours() -> None:
    assert (
        look.load_tokens("light").keys() == look.load_tokens("dark").keys() == look.load_tokens("dim").keys()
    )


def test_the_dim_theme_gives_less_light_than_the_dark_one() -> None:
    dark, dim = look.load_tokens("dark"), look.load_tokens("dim")
    assert [name for name in dark if name != "on_fill" and luminance(dim[name]) > luminance(dark[name])] == []
    assert luminance(dim["ink"]) < 0.8 * luminance(dark["ink"])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_dim_is_dim_whatever_the_settings_are_and_gives_them_back(theme: Theme, name: str) -> None:
    theme.apply(name)
    theme.dim(True)
    theme.apply(name, 150)
    assert theme.is_dark
    assert look.value("paper") == look.load_tokens("dim")["paper"]
    assert look.LOOK.scale == 1.5
    theme.dim(False)
    assert look.value("paper") == look.load_tokens(name)["paper"]


def test_a_switch_repaints_and_tells_every_widget(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    label = PlainLabel("Words")
    button = Button("Keep", "primary", "a", icon="edit")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    light = (look.value("ink"), button.grab().toImage(), qapp.palette().color(QPalette.ColorRole.Window))
    theme.apply("dark")
    assert theme.is_dark
    assert look.LOOK.dark
    dark = (look.value("ink"), button.grab().toImage(), qapp.palette().color(QPalette.ColorRole.Window))
    assert all(before != after for before, after in zip(light, dark, strict=True))
    theme.apply("light")
    assert button.grab().toImage() == light[1]


def test_the_system_decides_until_the_settings_do(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply("system")
    assert theme.is_dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme.apply("dark")
    assert theme.is_dark
    theme.apply("light")
    assert not theme.is_dark


@pytest.mark.parametrize("percent", [125, 150, 200])
def test_text_grows_and_everything_with_it(theme: Theme, qtbot: QtBot, percent: int) -> None:
    made = [PlainLabel("Words"), Prose("Some words to read"), Button("Keep"), Chip("Draft")]
    for widget in made:
        qtbot.addWidget(widget)
        widget.show()
    before = [widget.sizeHint().height() for widget in made]
    pixels = made[0].font().pixelSize()
    theme.apply("light", percent)
    assert made[0].font().pixelSize() == pytest.approx(pixels * percent / 100, abs=1)
    assert all(widget.sizeHint().height() > old for widget, old in zip(made, before, strict=True))


def test_no_text_is_smaller_than_thirteen_pixels(theme: Theme) -> None:
    assert min(look.font(role).pixelSize() for role in look.RATIOS) >= 13


def test_high_contrast_trades_tints_for_edges(theme: Theme) -> None:
    theme.apply("light", contrast=True)
    assert look.value("s_tint") == look.value("card")
    assert look.value("line") == look.value("control")
    theme.apply("light", contrast=False)
    assert look.value("s_tint") != look.value("card")


def test_less_motion_means_no_duration(theme: Theme) -> None:
    assert look.duration(180) == 180
    theme.apply("light", still=True)
    assert look.duration(180) == 0


def test_a_larger_system_text_is_measured_again(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.watch(window)
    with qtbot.waitSignal(look.LOOK.changed):
        QApplication.sendEvent(window, QEvent(QEvent.Type.ApplicationFontChange))


def test_own_is_the_hue_of_who_sits_here(theme: Theme) -> None:
    look.LOOK.set_person("b")
    assert look.space("own") == "b"
    assert look.value("own_tint") == look.value("b_tint")
    look.LOOK.set_person("n")
    assert look.value("own") == look.value("n")


def test_a_button_of_ones_own_changes_its_hue_with_the_person(theme: Theme, qtbot: QtBot) -> None:
    button = Button("Keep", "primary", "own")
    qtbot.addWidget(button)
    button.show()
    look.LOOK.set_person("a")
    lake = button.grab().toImage()
    look.LOOK.set_person("b")
    assert button.grab().toImage() != lake


def test_icons_are_tinted_and_drawn_once(theme: Theme) -> None:
    first = icons.pixmap("check", "a", 20)
    assert icons.pixmap("check", "a", 20).cacheKey() == first.cacheKey()
    assert icons.pixmap("check", "b", 20).toImage() != first.toImage()
    assert icons.pixmap("check", "a", 20, gap=8).width() == first.width() + 8 * first.devicePixelRatio()


def test_marks_are_told_apart_by_shape_alone(theme: Theme) -> None:
    drawn = [icons.mark(who, 32, colour="ink").toImage() for who in ("a", "b", "s")]
    assert drawn[0] != drawn[1] != drawn[2] != drawn[0]
    left, right = drawn[0].pixelColor(10, 16).alpha(), drawn[0].pixelColor(22, 16).alpha()
    assert left > 200 > 50 > right


def test_the_palette_agrees_with_the_tokens() -> None:
    tokens = look.load_tokens("dark")
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window).name() == tokens["paper"].lower()
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name() == tokens["disabled_ink"].lower()


def test_widgets_that_are_gone_are_not_told_any_more(theme: Theme, qapp: QApplication) -> None:
    before = look.LOOK.receivers("2changed()")
    holder = QWidget()
    made = [PlainLabel("Words", parent=holder) for _each in range(20)]
    assert look.LOOK.receivers("2changed()") == before + 20
    del made
    holder.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert look.LOOK.receivers("2changed()") == before
