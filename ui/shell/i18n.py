"""The language of the program: our own words by gettext, Qt's standard buttons by Qt's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from trustapp import places, words

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

ENGLISH = "en"


class Language:
    """Installs a language; keeps the translator, which Qt does not own."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.name = ENGLISH

    def use(self, name: str) -> None:
        """Speak this language from now on; pages that are built already keep their words."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        self.name = name
        words.use(name, places.resource("translations"))
        if name == ENGLISH:
            return
        from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(name), "qtbase", "_", folder):
            self._app.installTranslator(translator)
            self._translator = translator
