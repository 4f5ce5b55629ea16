"""What a start does before anything else: a process that gives little away, and alone on its vault.

Nothing here loads a window, a key or a database, so that it can come first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from trustapp.storage import exchange
from trustapp.vault.hardening import OwnerLock, foreign_settings, harden_process

__all__ = ["CLEANED", "begin", "own", "own_command", "without_foreign_settings"]

CLEANED: Final = "--cleaned"
"""Given by the program to itself when it begins anew without foreign settings; it never does so twice."""

_owned: dict[Path, OwnerLock] = {}
"""The locks of the vaults that this process owns; they go with the process."""


def begin() -> None:
    """No core files, no reading of this memory by others, new files for their owner alone."""
    harden_process()


def own(folder: Path) -> None:
    """Take the vault in ``folder`` for this process, until it ends.

    A restore that was interrupted is finished first, so that nobody opens half of one; then a deletion
    that its owner had confirmed. Codes: vault.in_use, vault.damaged, vault.newer, storage.*.
    """
    if folder not in _owned:
        lock = OwnerLock(folder)
        lock.acquire()
        try:
            exchange.finish(folder)
            if any(name.endswith(".gone") for name in os.listdir(folder)):
                # Not at the top: only who confirmed a deletion makes a start verify a signature.
                from trustapp.services import leaving

                leaving.finish_interrupted(folder)
        except BaseException:
            lock.release()
            raise
        _owned[folder] = lock


def own_command() -> list[str]:
    """How this program was started, without its arguments: what begins it anew in the same way.

    Never by the present folder, which the interpreter would search first.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, *sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]]


def without_foreign_settings(arguments: Sequence[str]) -> int | None:
    """Where the environment makes programs load what is not theirs, begin anew without it.

    Gives the exit code where another process did the work, and None where this one goes on. What was
    loaded into this process by then cannot be undone; it has seen no key.
    """
    foreign = foreign_settings(os.environ, getattr(sys, "_MEIPASS", None))
    if not foreign or CLEANED in arguments:
        return None
    clean = {name: value for name, value in os.environ.items() if name not in foreign}
    command = [*own_command(), CLEANED, *arguments]
    if sys.platform == "win32":  # untested: there a replaced process looks ended to whoever waits for it
        import subprocess

        return subprocess.call(command, env=clean)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], command, clean)
