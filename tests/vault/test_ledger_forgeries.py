"""Ten thousand forged, altered and replayed events: none is taken for what somebody said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.vault.helpers import Chain, Couple, a_limit, a_yes
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.statements import Statement
from trustapp.vault import canonical, ledger

COUNT = 10_000


def _chain(couple: Couple, length: int) -> Chain:
    chain = Chain(couple.one.vault_id)
    for number in range(length):
        own = couple.one if number % 2 else couple.two
        member = FIRST if number % 2 else SECOND
        chain.say(own, a_limit(member) if number % 4 < 2 else a_yes(member))
    return chain


def _forgeries(couple: Couple, chain: Chain, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Endless altered copies of real events, each with a signature that is present."""
    events = [canonical.decode(event, 10**6) or {} for event in chain.events]
    signatures = [event["sig"] for event in events]
    heads = [event["prev"] for event in events]
    while True:
        event = dict(chance.choice(events))
        body = dict(event["body"])
        how = chance.randrange(8)
        if how == 0:
            event["sig"] = chance.choice([one for one in signatures if one != event["sig"]])
        elif how == 1:
            flipped = bytearray.fromhex(event["sig"])
            flipped[chance.randrange(64)] ^= 1 << chance.randrange(8)
            event["sig"] = flipped.hex()
        elif how == 2:
            event["sig"] = chance.randbytes(64).hex()
        elif how == 3:
            event["by"] = "p1" if event["by"] == "p2" else "p2"
        elif how == 4:
            body["id"] = chance.randbytes(16).hex()
        elif how == 5:
            body["paper"] = not body["paper"]
        elif how == 6 and "words" in body:
            words = dict(body["words"])
            key = chance.choice(["text", "title", "category"])
            body["words"] = {**words, key: words[key] + chance.choice([" ", ".", "\u0301", "x"])}
        elif "text" in body:
            body["text"] = body["text"][:-1] + chance.choice(["", "!", ". ", "\u200b"])
        else:  # a yes, said again at another place of the chain
            event["prev"] = chance.choice([head for head in heads if head != event["prev"]])
        yield {**event, "body": body}


def test_ten_thousand_forgeries(couple: Couple) -> None:
    """They come in batches, after a real chain, each with its right place in the chain."""
    chance = random.Random(20260512)
    chain = _chain(couple, 40)
    true: set[Statement] = set()
    real = ledger.read(chain.events, chain.vault_id, couple.one.pins)
    assert real.verified
    true = {said.statement for said in real.said}
    forgeries = _forgeries(couple, chain, chance)
    for batch in range(COUNT // 500):
        attacked = Chain(chain.vault_id)
        for event in chain.events if batch % 2 else []:
            attacked.put_bytes(event)
        for _ in range(500):
            forged = next(forgeries)
            placed = {**forged, "seq": len(attacked.events) + 1, "prev": attacked.head}
            attacked.put_bytes(canonical.encode(placed))
        found = ledger.read(attacked.events, chain.vault_id, couple.one.pins)
        assert not found.verified
        assert {said.statement for said in found.said} <= true
        assert len(found.said) <= len(true)
        loosening = [said for said in found.said if not said.statement.tightens]
        assert len(loosening) == (len(true) // 2 if batch % 2 else 0)


def test_every_altered_byte_of_a_chain_is_noticed(couple: Couple) -> None:
    """A sample of single bits: verified never stays, and no statement appears that was not said."""
    chance = random.Random(7)
    chain = _chain(couple, 6)
    true = {said.statement for said in ledger.read(chain.events, chain.vault_id, couple.one.pins).said}
    for _ in range(1500):
        events = list(chain.events)
        number = chance.randrange(len(events))
        data = bytearray(events[number])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        events[number] = bytes(data)
        found = ledger.read(events, chain.vault_id, couple.one.pins)
        assert {said.statement for said in found.said} <= true
        assert not found.verified or number == len(events) - 1
        if number == len(events) - 1:
            assert not found.verified or found.head != chain.head


def test_two_thousand_events_are_read(couple: Couple) -> None:
    chain = _chain(couple, 2000)
    found = ledger.read(chain.events, chain.vault_id, couple.one.pins)
    assert found.verified
    assert len(found.said) == 2000


def test_a_million_bytes_of_rubbish_say_nothing(couple: Couple) -> None:
    rubbish = [b'{"a":' + b"[" * 200_000, b"x" * 1_000_000, b"", b'{"v":1}'] * 20
    found = ledger.read(rubbish, couple.one.vault_id, couple.one.pins)
    assert (found.said, found.verified, found.unbroken) == ((), False, 0)
