"""How things look now: colours, fonts and measures, as the theme set them.

Widgets ask this module while they paint and when ``Look.changed`` says that the answer is another
one. Fonts derive from the system's own text size; nothing here is a fixed number of pixels except
as a minimum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QGuiApplication, QPen

from trustapp import places

NEUTRAL_TITLE: Final = "Notes"
"""The title of every window: it says nothing about what the program is."""

BODY_PX: Final = 15
"""The body text of the design; the system's text size may only enlarge it."""

RATIOS: Final[Mapping[str, float]] = {
    "small": 13 / 15,
    "body": 1.0,
    "read": 17 / 15,
    "title": 24 / 15,
    "display": 34 / 15,
}
SERIF_ROLES: Final = frozenset({"read", "title", "display"})
SANS: Final = ("Noto Sans",)
SERIF: Final = ("Noto Serif", "Charter", "Georgia")
SPACES: Final = ("a", "b", "s", "n")
_BASE_LINE: Final = 22
"""Height of a line of body text at 100 %, up to which the design's own measures hold."""


class Look(QObject):
    """The look in use; one for the whole program."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Mapping[str, str] = {}
        self.dark = False
        self.scale = 1.0
        self.reduced_motion = False
        self.person = "n"
        self.system_px = 0.0
        """The system's text size, measured once for each look: asking costs, and every font asks."""
        self.fonts: dict[tuple[str, bool, bool, bool], QFont] = {}
        self.line_heights: dict[str, int] = {}

    def use(
        self, tokens: Mapping[str, str], *, dark: bool, scale: float = 1.0, reduced_motion: bool = False
    ) -> None:
        """Take other colours and sizes, and tell every widget."""
        self.tokens = dict(tokens)
        self.dark, self.scale, self.reduced_motion = dark, scale, reduced_motion
        self.measure_again()

    def measure_again(self) -> None:
        """Forget what was measured: the look or the system's text is another one now."""
        self.system_px = 0.0
        self.fonts.clear()
        self.line_heights.clear()
        self.changed.emit()

    def set_person(self, space: str) -> None:
        """Whose hue "own" means from now on: "a", "b", "s" in Together, "n" before anyone sits."""
        if space != self.person:
            self.person = space
            self.changed.emit()


LOOK: Final = Look()


class Restyled(Protocol):
    """A widget that dresses itself again when the look changes."""

    def restyle(self) -> None:
        """Take fonts, colours and measures of the present look."""
        ...


def follow(widget: Restyled) -> None:
    """Dress a widget now and whenever the look changes."""
    widget.restyle()
    LOOK.changed.connect(widget.restyle)


def load_tokens(name: str) -> dict[str, str]:
    """The colours of a theme by name; ``a_tint`` is the tint of space ``a``, ``a`` its full colour.

    A theme is tables of strings and is read as that: TOML's own reader takes longer to load than the rest
    of a theme.
    """
    tokens: dict[str, str] = {}
    table = ""
    for line in places.resource("themes", f"{name}.toml").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = line.strip("[] ").removeprefix("spaces.")
        elif not line.startswith("#") and "=" in line:
            part, _equals, shade = line.partition("=")
            part, shade = part.strip(), shade.strip(' "')
            if table == "colours":
                tokens[part] = shade
            else:
                tokens[table if part == "fill" else f"{table}_{part}"] = shade
    return tokens


def space(name: str) -> str:
    """The space that ``own`` stands for now; any other name stays as it is."""
    return LOOK.person if name == "own" else name


def value(name: str) -> str:
    """The colour behind a token, as ``#rrggbb``; a colour written so is given back unchanged."""
    if name.startswith("#"):
        return name
    if not LOOK.tokens:
        LOOK.tokens = load_tokens("light")
    if name == "own" or name.startswith("own_"):
        name = LOOK.person + name[3:]
    return LOOK.tokens["ink2" if name == "2" else name]


def colour(name: str) -> QColor:
    """The colour of a token: "ink", "card", "a", "own_tint"."""
    return QColor(value(name))


def pen(name: str, width: float = 1) -> QPen:
    """A pen of a token's colour."""
    return QPen(colour(name), width)


def body_px() -> float:
    """The size of body text now, in pixels."""
    if not LOOK.system_px and QGuiApplication.instance():
        LOOK.system_px = QFontInfo(QGuiApplication.font()).pixelSize()
    return max(BODY_PX, LOOK.system_px) * LOOK.scale


def scale() -> float:
    """How much larger than the design everything is."""
    return body_px() / BODY_PX


def px(length: float) -> int:
    """A length that grows in step with the text."""
    return round(length * scale())


def font(role: str = "body", *, bold: bool = False, italic: bool = False, mono: bool = False) -> QFont:
    """The font of a role, at the present text size."""
    known = LOOK.fonts.get((role, bold, italic, mono))
    if known is None:
        known = LOOK.fonts[role, bold, italic, mono] = _font(role, bold=bold, italic=italic, mono=mono)
    return known


def _font(role: str, *, bold: bool, italic: bool, mono: bool) -> QFont:
    system = QGuiApplication.font().family()
    families: tuple[str, ...] = (*SANS, system)
    if mono:
        families = ("Noto Sans Mono", "DejaVu Sans Mono", "monospace")
    elif role in SERIF_ROLES:
        families = (*SERIF, "serif")
    found = QFont(list(families))
    found.setPixelSize(round(body_px() * RATIOS[role]))
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    found.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    found.setItalic(italic)
    if role in ("title", "display"):
        found.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
    return found


def line_height(role: str = "body") -> int:
    """The height of one line of this role."""
    if role not in LOOK.line_heights:
        LOOK.line_heights[role] = round(QFontMetricsF(font(role)).height())
    return LOOK.line_heights[role]


def height(minimum: int) -> int:
    """The height of a control with one line of body text: the design's number, more with larger text."""
    return max(minimum, minimum + line_height("body") - _BASE_LINE)


def duration(milliseconds: int) -> int:
    """How long a movement lasts; nothing moves where less motion is wanted."""
    return 0 if LOOK.reduced_motion else milliseconds
