"""A space under another key: written whole beside the old file, proved, then renamed over it.

Nothing of the old file changes before the rename, so that at every moment one of the two is there whole.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

from trustapp.domain.errors import UserError
from trustapp.storage import files, padding, schema
from trustapp.storage.connection import Database, integrity
from trustapp.storage.schema import Kind
from trustapp.storage.space import PrivateSpace, SharedSpace

SUFFIX = ".new"

Space = type[PrivateSpace] | type[SharedSpace]


def opens(space: Space, path: Path, key: memoryview) -> bool:
    """Whether the closed file of a space lies under this key. Codes: as ``open``, but for a wrong key."""
    try:
        space.open(path, key).close()
    except UserError as error:
        if error.code != "storage.damaged":
            raise
        return False
    return True


def copy(space: Space, path: Path, old: memoryview, new: memoryview) -> Path:
    """A proved copy of a closed space under the new key, beside it; the old file is not touched.

    It has the size of the old one at rest. Codes: storage.*, vault.newer.
    """
    space.open(path, old).close()
    made = files.beside(path, SUFFIX)
    files.make_empty(made)
    try:
        _export(space.KIND, path, old, made, new)
        if space is PrivateSpace:
            _pad(made, new, padding.size_for(path.stat().st_size))
        _prove(space, path, old, made, new)
    except OSError as error:
        files.discard(made)
        files.explain(error)
    except BaseException:
        files.discard(made)
        raise
    return made


def put_in_place(made: Path, path: Path) -> None:
    """Let the copy take the place of the old file; that is one step. Codes: storage.*."""
    files.replace_by(made, path)


def discard(path: Path) -> None:
    """Remove the copy of this space that was not put in place."""
    files.discard(files.beside(path, SUFFIX))


def _export(kind: Kind, path: Path, old: memoryview, made: Path, new: memoryview) -> None:
    database = Database.open(path, old)
    try:
        version = schema.version_of(database, kind)
        database.export(made, new, {"application_id": kind.application_id, "user_version": version})
    finally:
        database.close()


def _pad(made: Path, key: memoryview, size: int) -> None:
    database = Database.open(made, key)
    try:
        padding.pad_to(database, size)
    finally:
        database.close()


def _prove(space: Space, path: Path, old: memoryview, made: Path, new: memoryview) -> None:
    """The copy opens as a space of this kind, holds the same rows, and both checks find nothing."""
    space.open(made, new).close()
    if _rows(space.KIND, path, old) != _rows(space.KIND, made, new) or integrity(made, new):
        raise UserError("storage.damaged")


def _rows(kind: Kind, path: Path, key: memoryview) -> bytes:
    """A digest of every row of every table."""
    database = Database.open(path, key)
    try:
        state = blake2b(digest_size=32)
        for what, name, *_others in schema.objects_of(kind, schema.version_of(database, kind)):
            if what == "table":
                rows = sorted(_digest(row) for row in database.each(f'SELECT * FROM "{name}"'))
                state.update(repr((name, len(rows))).encode())
                state.update(b"".join(rows))
        return state.digest()
    finally:
        database.close()


def _digest(row: tuple[Any, ...]) -> bytes:
    """Of one row: pictures are large, and not all of them are to be in memory at once."""
    state = blake2b(digest_size=32)
    for value in row:
        data = value if isinstance(value, bytes) else repr(value).encode()
        state.update(repr((type(value).__name__, len(data))).encode())
        state.update(data)
    return state.digest()
