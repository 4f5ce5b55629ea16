"""What comes over the window for a moment: help, from wherever somebody is, and a calm word after a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.bootstrap import Services
    from ui.ports import Jobs, Navigator
    from ui.shell.main_window import MainWindow


class Host(Protocol):
    """The part of the application that is needed for it."""

    @property
    def window(self) -> MainWindow:
        """The window."""
        ...

    @property
    def known_services(self) -> Services | None:
        """The services, None while they are not built."""
        ...

    @property
    def jobs(self) -> Jobs:
        """The one door for work."""
        ...

    @property
    def navigator(self) -> Navigator:
        """What pages may ask of the shell."""
        ...


def show_help(host: Host) -> None:
    """Help and safety: a page of the open space, or over what is shown where none is or something runs."""
    window, services = host.window, host.known_services
    if window.frame is not None and not window.stands:
        window.frame.go_to("help")
    elif services is not None and window.over is None:
        from ui.shell import features

        entry = next(one for one in features.entries() if one.key == "help")
        around = features.Surroundings(services, host.jobs, host.navigator, None)
        window.show_over(entry.factory(around))


def show_bug(window: MainWindow, code: str) -> None:
    """A calm word with a short code; nothing that anybody wrote is in it or in the log."""
    from ui.widgets.dialogs import NoticeDialog

    text = _(
        "The program met something that it does not know. What you kept before is kept. If you tell "
        "somebody about it, this code helps: {code}. It says nothing about you."
    )
    NoticeDialog(window, _("Something went wrong here"), text.format(code=code)).open()
