"""Hears from the system that it goes to sleep or locks its screen; silent where there is no bus."""

from __future__ import annotations

import sys
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_LOGIN = "org.freedesktop.login1"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
)


class SystemSignals(QObject):
    """One signal for everything after which nobody may be in front of the screen."""

    away = Signal(str)
    """"sleep" or "screen"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: tuple[str, ...] = ()
        """The signals that could be asked for, for the self-test."""

    def listen(self) -> None:
        """Ask for the signals. Elsewhere than on Linux the gap between clock ticks tells of sleep."""
        if not sys.platform.startswith("linux"):
            return
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        heard: list[str] = []
        system = QDBusConnection.systemBus()
        if system.isConnected():
            path, manager, session = "/org/freedesktop/login1", f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
            if system.connect(_LOGIN, path, manager, "PrepareForSleep", self, _slot("_sleep(bool)")):
                heard.append("PrepareForSleep")
            # Any session path: the signal is sent to the session that is locked, which is ours.
            if system.connect(_LOGIN, "", session, "Lock", self, _slot("_locked()")):
                heard.append("Lock")
        desktop = QDBusConnection.sessionBus()
        if desktop.isConnected():
            for service, path, interface in _SAVERS:
                if desktop.connect(service, path, interface, "ActiveChanged", self, _slot("_saver(bool)")):
                    heard.append(f"{interface} {path}")
        self.heard = tuple(heard)

    @Slot(bool)
    def _sleep(self, begins: bool) -> None:
        if begins:
            self.away.emit("sleep")

    @Slot()
    def _locked(self) -> None:
        self.away.emit("screen")

    @Slot(bool)
    def _saver(self, active: bool) -> None:
        if active:
            self.away.emit("screen")


def _slot(signature: str) -> bytes:
    """A slot by its signature. The stubs ask for bytes, the binding takes only the text."""
    return cast("bytes", SLOT(signature))
