"""Dresses the program: light or dark, text size, contrast and motion, from the system and the settings.

The tokens and the one style sheet lie in ``resources/themes``. The sheets are filled in by
``string.Template`` rather than Jinja, which would take longer to import than the window to appear.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from trustapp import places
from ui.widgets import look

SYSTEM, LIGHT, DARK, DIM = "system", "light", "dark", "dim"

_ROLES = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "card",
    QPalette.ColorRole.AlternateBase: "sunk",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "a_line",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink2",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "a",
    QPalette.ColorRole.LinkVisited: "a",
    QPalette.ColorRole.Light: "card",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
}


class Theme(QObject):
    """Follows the system until the settings say otherwise."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = SYSTEM
        self._percent = 100
        self._still = False
        self._contrast: bool | None = None
        self._dressed = self._dim = False
        # Both wrappers are kept: the second dies with the first.
        self._hints = app.styleHints()
        self._access = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._access.contrastPreferenceChanged.connect(self._system_changed)

    def apply(
        self, scheme: str = SYSTEM, percent: int = 100, *, still: bool = False, contrast: bool | None = None
    ) -> None:
        """Take the settings; ``contrast`` None follows the system. The same ones again cost nothing."""
        wanted = (scheme, percent, still, contrast)
        if self._dressed and wanted == (self._scheme, self._percent, self._still, self._contrast):
            return
        self._scheme, self._percent, self._still, self._contrast = wanted
        self._dress()

    def dim(self, wanted: bool) -> None:
        """Little light for a quiet evening, whatever the settings say; False takes theirs again."""
        if wanted != self._dim:
            self._dim = wanted
            self._dress()

    @property
    def is_dark(self) -> bool:
        """Whether light words stand on dark."""
        if self._dim:
            return True
        if self._scheme == SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == DARK

    @property
    def high_contrast(self) -> bool:
        """Whether boxes get strong edges instead of tints."""
        if self._contrast is not None:
            return self._contrast
        return self._access.contrastPreference() == Qt.ContrastPreference.HighContrast

    def watch(self, window: QObject) -> None:
        """Hear from this window when the system's text size changes."""
        window.installEventFilter(self)

    def _dress(self) -> None:
        self._dressed = True
        dark = self.is_dark
        tokens = look.load_tokens(DIM if self._dim else DARK if dark else LIGHT)
        if self.high_contrast:
            tokens = strengthened(tokens)
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(style_sheet(tokens))
        # After the sheet: dressing a widget with it puts back the font that the widget had before.
        look.LOOK.use(tokens, dark=dark, scale=self._percent / 100, reduced_motion=self._still)
        QToolTip.setFont(look.font("small"))

    def _system_changed(self) -> None:
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The system's text size changed: measure everything again."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            look.LOOK.measure_again()
        return False


def strengthened(tokens: dict[str, str]) -> dict[str, str]:
    """Tokens for high contrast: tints become plain, hairlines become edges; marks and words still tell."""
    strong = dict(tokens)
    strong["line"] = tokens["control"]
    strong["ink2"] = tokens["ink"]
    for space in look.SPACES:
        strong[f"{space}_tint"] = tokens["card"]
        strong[f"{space}_line"] = tokens["control"]
    return strong


def palette(tokens: dict[str, str]) -> QPalette:
    """The palette for everything that the style sheet does not name."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(tokens[token]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["disabled_ink"]))
    return made


def style_sheet(tokens: dict[str, str]) -> str:
    """The one style sheet of the program."""
    folder = places.resource("themes")
    sheet = Template((folder / "app.qss").read_text("utf-8"))
    parts = [sheet.substitute(tokens)]
    one = Template((folder / "space.qss").read_text("utf-8"))
    for space in look.SPACES:
        shades = {part: tokens[f"{space}_{part}"] for part in ("tint", "line", "hover", "press")}
        parts.append(one.substitute({**tokens, **shades, "space": space, "fill": tokens[space]}))
    return "\n".join(parts)
