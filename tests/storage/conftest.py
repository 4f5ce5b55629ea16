"""Real encrypted files, the keys that open them, and a raw connection for whoever plays the attacker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from trustapp.storage.space import PrivateSpace, SharedSpace

KEY = memoryview(bytes(range(32)))
OTHER_KEY = memoryview(bytes(range(100, 132)))

Raw = Callable[..., Any]


def raw_connection(path: Path, key: memoryview = KEY) -> Any:
    """A connection as any program that holds the key can make one."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.set_key(memoryview(f"x'{key.hex()}'".encode()))
    return connection


@pytest.fixture
def key() -> memoryview:
    return KEY


@pytest.fixture
def other_key() -> memoryview:
    return OTHER_KEY


@pytest.fixture
def private_path(tmp_path: Path) -> Path:
    return tmp_path / "p1.db"


@pytest.fixture
def shared_path(tmp_path: Path) -> Path:
    return tmp_path / "shared.db"


@pytest.fixture
def private(private_path: Path) -> Iterator[PrivateSpace]:
    """An open private space."""
    space = PrivateSpace.create(private_path, KEY)
    yield space
    space.close()


@pytest.fixture
def shared(shared_path: Path) -> Iterator[SharedSpace]:
    """An open shared space."""
    space = SharedSpace.create(shared_path, KEY)
    yield space
    space.close()


@pytest.fixture
def closed_private(private_path: Path) -> Path:
    """A private space that is closed."""
    PrivateSpace.create(private_path, KEY).close()
    return private_path


@pytest.fixture
def closed_shared(shared_path: Path) -> Path:
    """A shared space that is closed."""
    SharedSpace.create(shared_path, KEY).close()
    return shared_path


@pytest.fixture
def attack() -> Iterator[Raw]:
    """Open a file as the other partner could, without this program."""
    opened: list[Any] = []

    def open_raw(path: Path, key: memoryview = KEY) -> Any:
        connection = raw_connection(path, key)
        opened.append(connection)
        return connection

    yield open_raw
    for connection in opened:
        with suppress(dbapi2.Error):
            connection.close()
