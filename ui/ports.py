"""What pages and presenters may ask of the shell, without knowing Qt."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError

if TYPE_CHECKING:
    from trustapp.services.ritual_views import CompanionView

T = TypeVar("T")
View = TypeVar("View")


class Attached(Generic[View]):
    """What every presenter has: the page that it belongs to, which owns it and is held weakly."""

    _view: weakref.ref[View] | None = None

    def attach(self, view: View) -> None:
        """The page that shows what this presenter finds; it owns the presenter."""
        self._view = weakref.ref(view)

    @property
    def view(self) -> View:
        """The attached page. Raises RuntimeError where it is gone already."""
        view = self._view() if self._view is not None else None
        if view is None:
            raise RuntimeError("the page is gone")
        return view


class Jobs(Protocol):
    """The one door for work: everything that touches disk or keys runs behind it, in order.

    ``done`` gets the value of the outcome, ``refused`` the UserError. Both are bound methods, held
    weakly, and are called in the GUI thread; when their owner is gone, nothing is called.
    """

    def run(
        self,
        work: Callable[[], Outcome[T]],
        done: Callable[[T], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None: ...


class Messages(Protocol):
    """Messages inside the page, never on top of it."""

    def inform(self, text: str) -> None: ...
    def warn(self, text: str) -> None: ...
    def refuse(self, error: UserError) -> None:
        """Show the words of an error in the message bar."""
        ...

    def clear(self) -> None: ...


class Navigator(Protocol):
    """Moves between pages; a page is named by its key ("answers", "agreement", …)."""

    def go_to(self, page: str, **place: Any) -> None: ...
    def lock(self) -> None: ...
    def pause(self) -> None: ...
    def open_together(self) -> None: ...
    def run_companion(self, view: CompanionView) -> None:
        """Show the quiet page of a ritual that begins."""
        ...


class Presenter(Protocol):
    """What the shell needs of every page's presenter."""

    TOPICS: frozenset[Topic]

    def refresh(self) -> None:
        """Ask for what the page shows, again."""
        ...


@runtime_checkable
class Unfinished(Protocol):
    """A presenter that holds something typed which a lock still keeps."""

    def unfinished(self) -> Callable[[], Outcome[None]] | None:
        """The work that keeps it, done before the keys go; None where nothing is left to keep."""
        ...
