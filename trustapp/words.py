"""The one place where the program's own words are translated.

Core, templates and widgets share one catalogue. Standard gettext's module-level functions look
for files at every call; this module keeps the loaded catalogue instead.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str, folder: Path) -> None:
    """Load the catalogue of a language; English needs none and is what the source says."""
    global _catalogue
    _catalogue = _gettext.translation("trustapp", folder, [language], fallback=True)


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits the number."""
    return _catalogue.ngettext(singular, plural, n)
