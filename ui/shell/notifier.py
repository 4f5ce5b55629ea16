"""A notification of this computer, which says nothing about what the program is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import SIGNAL, SLOT, QObject, QTimer, Signal

from trustapp.words import _
from ui.widgets import icons, look

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher
    from PySide6.QtWidgets import QSystemTrayIcon

SERVICE: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
_TYPES: Final = "QString,uint,QString,QString,QString,QStringList,QVariantMap,int"
_PATIENCE_MILLISECONDS: Final = 2_000
_ICON_MILLISECONDS: Final = 20_000
"""How long the icon stands that a notification needs where there is no bus for it."""


def words() -> str:
    """The words of every reminder, the same for everything."""
    return _("Something you set aside time for.")


class Notifier(QObject):
    """Shows one sentence, always the same: on Linux over the bus of the desktop, elsewhere by the clock."""

    # The binding takes names of types, which the stubs do not know.
    _say = Signal(*_TYPES.split(","))  # type: ignore[arg-type]
    """Connected to the method of the desktop: a call would send the number in a type that it refuses."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: QDBusPendingCallWatcher | None = None
        self._icon: QSystemTrayIcon | None = None

    def notify(self) -> None:
        """Show it, where this computer shows notifications at all."""
        if not (sys.platform.startswith("linux") and self._ask_the_bus()):
            self._beside_the_clock()

    def _ask_the_bus(self) -> bool:
        """Ask whether somebody there shows notifications, without waiting; False where there is no bus."""
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:
            return False
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        ping = QDBusMessage.createMethodCall(SERVICE, PATH, "org.freedesktop.DBus.Peer", "Ping")
        self._asked = QDBusPendingCallWatcher(bus.asyncCall(ping, _PATIENCE_MILLISECONDS), self)
        self._asked.finished.connect(self._answered)
        return True

    def _answered(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        failed = asked.isError()
        asked.deleteLater()
        if failed:
            self._beside_the_clock()
        else:
            self._over_the_bus()

    def _over_the_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusInterface

        desktop = QDBusInterface(SERVICE, PATH, SERVICE, QDBusConnection.sessionBus(), self)
        desktop.setTimeout(_PATIENCE_MILLISECONDS)
        if desktop.isValid():
            QObject.connect(self, SIGNAL(f"_say({_TYPES})"), desktop, SLOT(f"Notify({_TYPES})"))
            title = look.NEUTRAL_TITLE
            # Kept in no list of the desktop, and shown as long as the desktop shows such things.
            self._say.emit(title, 0, "", title, words(), [], {"transient": True}, -1)
        desktop.deleteLater()

    def _beside_the_clock(self) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon

        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(icons.window_icon(), self)
        self._icon.show()
        self._icon.showMessage(look.NEUTRAL_TITLE, words())
        QTimer.singleShot(_ICON_MILLISECONDS, self._take_icon_away)

    def _take_icon_away(self) -> None:
        if self._icon is not None:
            self._icon.hide()
