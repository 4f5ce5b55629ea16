"""Taking a file off the disk: overwritten where it lies, then removed.

What a disk keeps elsewhere is out of reach: spare blocks of a solid-state disk, snapshots, copies.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from trustapp.vault import crypto, files

_PIECE: Final = 1 << 20


def erase(path: Path) -> None:
    """Overwrite a regular file with random bytes, see that onto the disk, and remove it.

    A link, a pipe and a file that has other names too are removed and not written to: what they lead to
    may be somebody else's. A folder stays. Codes: storage.read_only, storage.full, storage.refused.
    """
    try:
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
            with held(path) as overwrite:
                overwrite()
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as error:
        files.explain(error)


@contextlib.contextmanager
def held(path: Path) -> Iterator[Callable[[], None]]:
    """Hold on to the bytes of a file while another takes its name; calling what it gives overwrites them."""
    descriptor = os.open(path, os.O_RDWR | files.SAFE)
    try:
        yield partial(_overwrite, descriptor)
    finally:
        os.close(descriptor)


def _overwrite(descriptor: int) -> None:
    left = os.lseek(descriptor, 0, os.SEEK_END)
    os.lseek(descriptor, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(descriptor, crypto.random_bytes(min(left, _PIECE)))
    os.fsync(descriptor)


def erase_folder(folder: Path) -> None:
    """Erase every file in a folder and the folder itself; a folder within it stays, and it then stays too."""
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        files.explain(error)
    for name in names:
        if not stat.S_ISDIR(os.lstat(folder / name).st_mode):
            erase(folder / name)
    with contextlib.suppress(OSError):
        folder.rmdir()
