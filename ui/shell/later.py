"""Services that are loaded when the first of them is called, behind the first page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from trustapp.bootstrap import Services


class _Service:
    """Stands for one service; its methods find the real one in the moment of the call."""

    def __init__(self, later: Later, name: str) -> None:
        self._later, self._name = later, name

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            return getattr(getattr(self._later.real(), self._name), method)(*values, **named)

        return call


class Later:
    """Stands for all services until they are built.

    The first call builds them. It comes from the worker: whoever calls from the window has asked the
    worker for something before, so that they are there.
    """

    def __init__(self, factory: Callable[[], Services]) -> None:
        self._factory = factory
        self._real: Services | None = None

    def real(self) -> Services:
        """The services themselves."""
        if self._real is None:
            self._real = self._factory()
        return self._real

    def __getattr__(self, name: str) -> _Service:
        return _Service(self, name)

    def stand_in(self) -> Services:
        """The stand-in, where services are expected."""
        return cast("Services", self)
