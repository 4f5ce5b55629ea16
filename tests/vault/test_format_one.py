"""A vault of format 1, made once and kept in ``data/format1``: it opens for ever.

``expected.txt`` holds, line by line: vault id, both database keys, the shared key, both recovery
codes, the head of the ledger, and the fingerprint. The files are never made again; whoever changes
the code so that this test fails has changed the format.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.vault.helpers import ANOTHER, CHEAP, MINE, THEIRS
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.partners import Hue, Member
from trustapp.vault import ledger, signing
from trustapp.vault.session import OpeningRecord, Vault

DATA = Path(__file__).parent / "data" / "format1"
EXPECTED = (DATA / "expected.txt").read_text().splitlines()


@pytest.fixture
def kept(tmp_path: Path) -> Vault:
    """A copy of the vault that was made once."""
    folder = tmp_path / "vault"
    folder.mkdir()
    for path in DATA.iterdir():
        if path.suffix not in (".txt", ".jsonl"):
            shutil.copy(path, folder)
    return Vault(folder, CHEAP)


def test_its_header_is_read(kept: Vault) -> None:
    header = kept.header()
    assert header is not None
    assert header.vault_id == EXPECTED[0]
    assert header.members == (Member(FIRST, "Robin", Hue.LAKE), Member(SECOND, "Sasha", Hue.CLAY))


def test_its_passphrases_and_codes_give_its_keys(kept: Vault) -> None:
    one, two = kept.unlock(FIRST, MINE), kept.unlock(SECOND, THEIRS)
    assert [one.database_key.raw().hex(), two.database_key.raw().hex()] == EXPECTED[1:3]
    for own in (one, two):
        assert own.shared_key is not None
        assert own.shared_key.raw().hex() == EXPECTED[3]
    assert signing.fingerprint(one.pins) == tuple(EXPECTED[7].split())
    recovered, _code = kept.recover(FIRST, tuple(EXPECTED[4].split()), ANOTHER)
    assert recovered.database_key.raw().hex() == EXPECTED[1]
    recovered, _code = kept.recover(SECOND, tuple(EXPECTED[5].split()), ANOTHER)
    assert recovered.database_key.raw().hex() == EXPECTED[2]


def test_its_seal_and_tries_are_read(kept: Vault) -> None:
    own = kept.unlock(FIRST, MINE)
    when = datetime(2026, 5, 12, 18, 4, 30, tzinfo=UTC)
    assert kept.failed_tries(own) == (when,)
    assert kept.opening(own) == OpeningRecord(2, when, file_put_back=False)


def test_its_ledger_is_read(kept: Vault) -> None:
    own = kept.unlock(FIRST, MINE)
    events = (DATA / "ledger.jsonl").read_bytes().splitlines()
    found = ledger.read(events, own.vault_id, own.pins)
    assert found.verified
    assert found.head == EXPECTED[6]
    assert [(said.statement.type, said.signed) for said in found.said] == [
        ("limit", True),
        ("still_yes", True),
        ("suspend", False),
    ]
