"""Keys in memory: they can be read, copied and wiped, and they tell nobody what they are."""

from __future__ import annotations

import pickle

import pytest

from trustapp.vault.secret import Secret


def test_a_secret_shows_its_bytes_until_it_is_wiped() -> None:
    secret = Secret(b"k" * 32)
    view = secret.view()
    assert bytes(view) == b"k" * 32
    assert len(secret) == 32
    secret.wipe()
    assert bytes(view) == bytes(32)
    with pytest.raises(ValueError, match="wiped"):
        secret.view()


def test_wiping_twice_does_no_harm_and_a_copy_lives_on() -> None:
    secret = Secret(b"abc")
    copy = secret.copy()
    secret.wipe()
    secret.wipe()
    assert copy.raw() == b"abc"


def test_leaving_the_block_wipes_it() -> None:
    with Secret(b"abc") as secret:
        assert not secret.wiped
    assert secret.wiped


def test_the_view_cannot_be_written_to() -> None:
    view = Secret(b"abc").view()
    with pytest.raises(TypeError):
        view[0] = 0


def test_a_secret_is_neither_printed_nor_pickled() -> None:
    secret = Secret(b"canary-of-a-key")
    assert "canary" not in repr(secret)
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_an_empty_secret_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="empty"):
        Secret(b"")


def test_a_system_that_locks_no_memory_refuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trustapp.vault.secret._lock", lambda address, size: False)
    secret = Secret(b"abc")
    assert not secret.locked
    secret.wipe()
    assert secret.wiped
