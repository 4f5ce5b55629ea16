"""Memory for keys: kept out of swap and core dumps where the system allows it, and wiped after use.

Best effort, said honestly: PyNaCl takes and gives ``bytes``, which Python copies and cannot wipe. What
stays behind that way goes when the process is replaced at lock.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import sys
from functools import cache
from types import TracebackType
from typing import Any, Final


@cache
def _library() -> Any:
    """The C library that can lock memory, or None."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":  # untested: written for Windows, never run there
            return ctypes.WinDLL("kernel32")
        library = ctypes.CDLL(None, use_errno=True)
        library.mlock.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
        library.munlock.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
        return library
    return None


def _lock(address: int, size: int) -> bool:
    library = _library()
    if library is None:
        return False
    if sys.platform == "win32":  # untested
        return bool(library.VirtualLock(ctypes.c_void_p(address), ctypes.c_size_t(size)))
    return bool(library.mlock(address, size) == 0)


def _unlock(address: int, size: int) -> None:
    library = _library()
    if sys.platform == "win32":  # untested
        library.VirtualUnlock(ctypes.c_void_p(address), ctypes.c_size_t(size))
    else:
        library.munlock(address, size)


_SMALL: Final = range(1, 480, 16)
"""One size of each kind of place that Python keeps for small objects; larger ones go back to the heap."""

_TINY: Final = 96
_FREED: Final = 5_000
_FREED_TINY: Final = 50_000
"""More objects than are freed in one sitting and not used again."""

_FREED_NOW: Final = 64


def overwrite_freed(large: int = 0) -> None:
    """Fill the places that bytes were freed from: libraries give keys as ``bytes`` and copy them.

    A freed place is given to the next object that fits, and nothing clears it until then. With ``large``
    only places of that many bytes, which were freed a moment ago. Best effort.
    """
    for size in (large,) if large else _SMALL:
        many = _FREED_NOW if large else _FREED_TINY if size <= _TINY else _FREED
        filling = [bytes(size) for _number in range(many)]
        filling.clear()


class Secret:
    """A key in a page of its own, locked into memory, left out of core dumps, zeroed when wiped.

    ``locked`` tells whether the system agreed to lock it; a small limit on locked memory is no
    reason to refuse somebody their own space.
    """

    __slots__ = ("_anchor", "_page", "_size", "_wiped", "locked")

    def __init__(self, value: bytes | bytearray | memoryview) -> None:
        self._wiped = True
        self._size = len(value)
        if not self._size:
            raise ValueError("a secret is not empty")
        self._page = mmap.mmap(-1, self._size)
        if hasattr(mmap, "MADV_DONTDUMP"):
            with contextlib.suppress(OSError):
                self._page.madvise(mmap.MADV_DONTDUMP)
        self._anchor = ctypes.c_char.from_buffer(self._page)
        self.locked = _lock(ctypes.addressof(self._anchor), self._size)
        self._page[: self._size] = bytes(value)
        self._wiped = False

    def __len__(self) -> int:
        return self._size

    def view(self) -> memoryview:
        """The bytes themselves, for a library that can read them without a copy."""
        if self._wiped:
            raise ValueError("this secret was wiped")
        return memoryview(self._page)[: self._size].toreadonly()

    def raw(self) -> bytes:
        """A copy, for libraries that want ``bytes``; it cannot be wiped, so it is not to be kept."""
        return bytes(self.view())

    def copy(self) -> Secret:
        """Another secret with the same bytes and a life of its own."""
        return Secret(self.view())

    @property
    def wiped(self) -> bool:
        """Whether the bytes are gone."""
        return self._wiped

    def wipe(self) -> None:
        """Zero the bytes and give the page back; once is enough, again does no harm."""
        if self._wiped:
            return
        self._wiped = True
        ctypes.memset(ctypes.addressof(self._anchor), 0, self._size)
        if self.locked:
            _unlock(ctypes.addressof(self._anchor), self._size)
            self.locked = False

    def __enter__(self) -> Secret:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __del__(self) -> None:
        if not getattr(self, "_wiped", True):
            self.wipe()

    def __repr__(self) -> str:
        return "Secret(wiped)" if self._wiped else "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")
