"""What happens after a bug: a short code for the person, a local log without any content.

The log names the kind of the exception and the places in the program, never its message or a value:
both could hold what somebody wrote.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

import trustapp
from trustapp import places

if TYPE_CHECKING:
    import traceback

LOG_NAME: Final = "trouble.log"
MOST_BYTES: Final = 64 * 1024
_PROGRAM: Final = ("trustapp", "ui")


def record(bug: BaseException, folder: Path | None = None) -> str:
    """Write a bug into the local log; gives its code. The same bug has the same code everywhere."""
    # Here and not above: a start without trouble does not wait for them.
    import hashlib
    import traceback
    from datetime import UTC, datetime

    frames = [_place(frame) for frame in traceback.extract_tb(bug.__traceback__)]
    kinds = " < ".join(type(one).__name__ for one in _chain(bug))
    code = hashlib.sha256("\n".join((kinds, *frames)).encode()).hexdigest()[:6].upper()
    version = getattr(trustapp, "__version__", "")
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    lines = [f"{when} {version} {code} {kinds}", *(f"  {frame}" for frame in frames)]
    with suppress(OSError):
        _append(folder or places.data_folder(), "\n".join(lines) + "\n")
    return code


def install_hook(tell: Callable[[str], None]) -> None:
    """Meet exceptions that reach the event loop: log them, and tell the shell their code."""

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        tell(record(bug.with_traceback(trace)))

    sys.excepthook = hook


def _chain(bug: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = bug
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or one.__context__
    return found


def _place(frame: traceback.FrameSummary) -> str:
    """Module and line: a path could name the person whose computer this is."""
    parts = Path(frame.filename).with_suffix("").parts
    for name in _PROGRAM:
        if name in parts:
            start = len(parts) - 1 - parts[::-1].index(name)
            return f"{'.'.join(parts[start:])}:{frame.lineno} {frame.name}"
    return f"{parts[-1] if parts else '?'}:{frame.lineno} {frame.name}"


def _append(folder: Path, text: str) -> None:
    """Add to the log and keep its end only."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOG_NAME
    before = file.read_text("utf-8", "replace") if file.is_file() and not file.is_symlink() else ""
    beside = file.with_suffix(".new")
    beside.write_text((before + text)[-MOST_BYTES:], "utf-8")
    beside.replace(file)
