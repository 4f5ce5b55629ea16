"""What pages may ask of the shell; it holds the shell weakly, so that no page keeps it alive."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from trustapp.services.ritual_views import CompanionView


class Destination(Protocol):
    """The part of the application that moves between pages."""

    def go_to(self, page: str, **place: Any) -> None:
        """Show a page."""
        ...

    def lock(self, reason: str) -> None:
        """Lock everything."""
        ...

    def pause(self) -> None:
        """Begin a pause."""
        ...

    def ask_together(self) -> None:
        """Ask whether to open together, and do."""
        ...

    def run_companion(self, view: CompanionView) -> None:
        """Show the quiet page of a ritual."""
        ...


class ShellNavigator:
    """The navigator that every presenter is given; see ``ui.ports.Navigator``."""

    def __init__(self, shell: Destination) -> None:
        self._shell = weakref.ref(shell)

    def go_to(self, page: str, **place: Any) -> None:
        """Show a page, and a place within it."""
        if shell := self._shell():
            shell.go_to(page, **place)

    def lock(self) -> None:
        """Lock everything."""
        if shell := self._shell():
            shell.lock("asked")

    def pause(self) -> None:
        """Begin a pause, over everything."""
        if shell := self._shell():
            shell.pause()

    def open_together(self) -> None:
        """Leave one's own space and open the shared one for both."""
        if shell := self._shell():
            shell.ask_together()

    def run_companion(self, view: CompanionView) -> None:
        """Show the quiet page of a ritual that begins."""
        if shell := self._shell():
            shell.run_companion(view)
