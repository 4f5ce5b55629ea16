"""When somebody left, the frame of the sitting is made anew: other pages, other words, no going together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trustapp.domain.changes import Topic

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from trustapp.services.sittings import Sitting
    from ui.shell.frame import SittingFrame


class Host(Protocol):
    """The part of the application that shows sittings."""

    @property
    def frame(self) -> SittingFrame | None:
        """The frame of the sitting that is open."""
        ...

    @property
    def services(self) -> Services:
        """The services."""
        ...

    def enter(self, sitting: Sitting) -> None:
        """Show a sitting, from its first page."""
        ...

    def go_to(self, page: str) -> None:
        """Show a page of the open space."""
        ...


def changed(application: Host, topics: frozenset[Topic]) -> bool:
    """Show the sitting anew, at the same page, where it has other members than its frame shows."""
    frame = application.frame
    if Topic.MEMBERS not in topics or frame is None:
        return False
    now = application.services.vault.sitting()
    if now is None or now == frame.sitting:
        return False
    page = frame.page.KEY if frame.page is not None else ""
    application.enter(now)
    application.go_to(page)
    return True
