"""The ledger, read by the seven rules of docs/ledger.md."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from nacl import bindings

from tests.vault.helpers import Chain, Couple, a_limit, a_yes, an_id, some_words
from trustapp.domain.ids import FIRST, SECOND, MemberId, StatementId
from trustapp.domain.statements import (
    DateConfirmed,
    End,
    EndScope,
    GoOn,
    Joined,
    Lift,
    NewKey,
    Restored,
    Suspend,
)  # fmt: skip
from trustapp.vault import canonical, ledger
from trustapp.vault.ledger import Reading


@pytest.fixture
def chain(couple: Couple) -> Chain:
    return Chain(couple.one.vault_id)


def reading(couple: Couple, chain: Chain) -> Reading:
    one = ledger.read(chain.events, couple.one.vault_id, couple.one.pins)
    assert one == ledger.read(chain.events, couple.two.vault_id, couple.two.pins)
    return one


def test_an_empty_ledger(couple: Couple, chain: Chain) -> None:
    assert reading(couple, chain) == Reading((), ledger.NO_HEAD, 0, True, (), None)


def test_what_both_said_in_order(couple: Couple, chain: Chain) -> None:
    limit, yes = a_limit(), a_yes(SECOND)
    chain.say(couple.one, limit)
    chain.time += timedelta(minutes=5)
    chain.say(couple.two, yes)
    chain.put(ledger.unsigned(Suspend(StatementId(an_id()), MemberId(""))))
    found = reading(couple, chain)
    assert found.verified
    assert [(said.seq, said.statement, said.signed) for said in found.said[:2]] == [
        (1, limit, True),
        (2, yes, True),
    ]
    assert [said.signed for said in found.said] == [True, True, False]
    assert (found.head, found.seq, found.unbroken) == (chain.head, 3, 3)
    assert found.last_time == chain.time == found.said[1].at


# Rule 1: the chain


def _break(chain: Chain, how: str) -> None:
    last = chain.events[-1]
    if how == "spaces":
        chain.events[-1] = last.replace(b'":', b'": ', 1)
    elif how == "seq":
        chain.events[-1] = last.replace(b'"seq":2', b'"seq":7')
    elif how == "prev":
        chain.events[-1] = last.replace(ledger.head_of(chain.events[0]).encode(), b"0" * 64)
    elif how == "vault":
        chain.events[-1] = last.replace(chain.vault_id.encode(), b"0" * 32)
    elif how == "version":
        chain.events[-1] = last.replace(b'"v":1', b'"v":2')
    elif how == "time":
        chain.events[-1] = last.replace(b":00Z", b":30Z")
    elif how == "gone":
        del chain.events[-1]
        chain.put(ledger.unsigned(a_limit()))
        del chain.events[0]
    else:
        chain.events[-1] = b"\xff" * 100
    chain.head = ledger.head_of(chain.events[-1])


BREAKS = ["spaces", "seq", "prev", "vault", "version", "time", "gone", "rubbish"]


@pytest.mark.parametrize("how", BREAKS)
def test_after_a_break_only_what_tightens_is_read(couple: Couple, chain: Chain, how: str) -> None:
    chain.say(couple.one, a_limit())
    chain.say(couple.two, a_yes(SECOND))
    _break(chain, how)
    limit, yes, said_together = a_limit(), a_yes(), a_limit(SECOND)
    chain.say(couple.one, limit)
    chain.say(couple.one, yes)
    chain.put(ledger.unsigned(said_together))
    found = reading(couple, chain)
    assert not found.verified
    statements = [said.statement for said in found.said]
    assert limit in statements
    assert said_together in statements
    assert yes not in statements
    assert all(statement.tightens for statement in statements)
    assert found.unbroken == (0 if how == "gone" else 1)
    assert (found.head, found.seq) == (chain.head, len(chain.events))


def test_an_event_of_another_vault_says_nothing_here(couple: Couple, chain: Chain) -> None:
    other = Chain("0" * 32)
    event = other.put(ledger.unsigned(a_limit()))
    chain.put_bytes(event)
    found = reading(couple, chain)
    assert (found.said, found.problems) == ((), ("event.other_vault",))


# Rule 2: an id counts once


def test_the_same_statement_again_counts_once(couple: Couple, chain: Chain) -> None:
    signed = chain.say(couple.one, a_limit())
    chain.put(signed)
    chain.put(ledger.unsigned(signed.statement))
    found = reading(couple, chain)
    assert found.verified
    assert [(said.seq, said.signed) for said in found.said] == [(1, True)]


def test_a_yes_put_again_counts_once_and_one_moved_counts_nowhere(couple: Couple, chain: Chain) -> None:
    signed = chain.say(couple.one, a_yes())
    with pytest.raises(ValueError, match="another place"):
        chain.put(signed)
    moved = Chain(chain.vault_id)
    moved.say(couple.two, a_limit(SECOND))
    event = canonical.decode(chain.events[0], 10**6)
    assert event is not None
    moved.put_bytes(canonical.encode({**event, "seq": 2, "prev": moved.head}))
    found = reading(couple, moved)
    assert len(found.said) == 1
    assert found.problems == ("signature.invalid",)


def test_nobody_takes_an_id_away_from_its_giver(couple: Couple, chain: Chain) -> None:
    """Unsigned words under the id of a limit, put before it, do not keep the signed limit out."""
    limit = a_limit()
    chain.put(ledger.unsigned(replace(limit, text="Something milder.")))
    chain.put(ledger.unsigned(Suspend(limit.id, MemberId(""))))
    chain.say(couple.two, Suspend(limit.id, SECOND))
    chain.say(couple.one, limit)
    found = reading(couple, chain)
    stands = [said for said in found.said if said.statement == limit]
    assert [said.signed for said in stands] == [True]
    assert not found.verified
    assert found.problems == ("id.reused",)


# Rule 3: what loosens


def test_what_loosens_needs_its_givers_signature(couple: Couple, chain: Chain) -> None:
    with pytest.raises(ValueError, match="signed by its giver"):
        ledger.unsigned(a_yes())
    bare = ledger.Signed(a_yes(), chain.head, chain.time, None)
    chain.put(bare)
    forged = ledger.sign(couple.two, a_yes(SECOND), chain.head, chain.time)
    chain.put(replace(forged, statement=replace(forged.statement, by=FIRST)))
    found = reading(couple, chain)
    assert found.said == ()
    assert set(found.problems) == {"signature.missing", "signature.invalid"}


def test_nobody_signs_anothers_words(couple: Couple) -> None:
    with pytest.raises(ValueError, match="another"):
        ledger.sign(couple.one, a_limit(SECOND), ledger.NO_HEAD, datetime.now(UTC))


def test_a_yes_is_bound_to_place_time_and_vault(couple: Couple, chain: Chain) -> None:
    signed = ledger.sign(couple.one, a_yes(), chain.head, chain.time)
    for changed in (
        replace(signed, time=chain.time + timedelta(minutes=1)),
        replace(signed, prev="1" * 64),
    ):
        other = Chain(chain.vault_id, changed.time or chain.time)
        other.head = changed.prev or other.head
        other.put(changed)
        assert ledger.read(other.events, chain.vault_id, couple.one.pins).said == ()
    elsewhere = Chain("1" * 32, chain.time)
    elsewhere.put(signed)
    assert ledger.read(elsewhere.events, "1" * 32, couple.one.pins).said == ()


# Rule 4: what tightens


def test_what_was_said_together_is_read_unsigned_and_its_signature_stands_for_both(
    couple: Couple, chain: Chain
) -> None:
    limit = a_limit()
    chain.put(ledger.unsigned(limit))
    assert [said.signed for said in reading(couple, chain).said] == [False]
    chain.say(couple.two, a_yes(SECOND))
    chain.say(couple.one, limit)
    found = reading(couple, chain)
    assert found.verified
    assert [(said.seq, said.signed) for said in found.said] == [(1, True), (2, True)]
    assert ledger.tightenings(chain.events, chain.vault_id, couple.two.pins)[0].signature is not None


def test_a_wrong_signature_under_a_limit_is_passed_over(couple: Couple, chain: Chain) -> None:
    signed = ledger.sign(couple.one, a_limit(), chain.head, chain.time)
    chain.put(replace(signed, signature=bytes(64)))
    found = reading(couple, chain)
    assert (found.said, found.verified, found.problems) == ((), False, ("signature.invalid",))


def test_a_limit_keeps_its_signature_anywhere(couple: Couple, chain: Chain) -> None:
    signed = ledger.sign(couple.one, a_limit(), chain.head, chain.time)
    for _ in range(3):
        chain.time += timedelta(days=1)
        chain.say(couple.two, a_yes(SECOND))
    chain.put(ledger.from_outbox(ledger.to_outbox(signed)))
    assert reading(couple, chain).verified


def test_unsigned_words_of_nobody_known_are_passed_over(couple: Couple, chain: Chain) -> None:
    chain.put(ledger.unsigned(a_limit(MemberId("p9"))))
    found = reading(couple, chain)
    assert (found.said, found.problems) == ((), ("member.unknown",))


@pytest.mark.parametrize("change", ["one character", "one space", "composition", "order"])
def test_a_signature_binds_the_exact_text(couple: Couple, chain: Chain, change: str) -> None:
    text = "Nicht im Caf\u00e9, not in the kitchen."
    signed = ledger.sign(couple.one, a_limit(text=text), chain.head, chain.time)
    changed = {
        "one character": text.replace("kitchen", "kitchem"),
        "one space": text.replace("in the", "in  the"),
        "composition": unicodedata.normalize("NFD", text),
        "order": text[::-1],
    }[change]
    assert changed != text
    chain.put(replace(signed, statement=replace(signed.statement, text=changed)))  # type: ignore[call-arg]
    assert reading(couple, chain).said == ()


def test_the_order_of_conditions_is_signed_too(couple: Couple, chain: Chain) -> None:
    words = some_words()
    words = replace(words, conditions=(*words.conditions, replace(words.conditions[0], text="Another")))
    signed = ledger.sign(couple.one, a_yes(words=words), chain.head, chain.time)
    swapped = replace(words, conditions=words.conditions[::-1])
    chain.put(replace(signed, statement=replace(signed.statement, words=swapped)))  # type: ignore[call-arg]
    assert reading(couple, chain).said == ()


# Rule 5: keys


def _new_key(couple: Couple, chain: Chain, by_old: bool = True) -> tuple[NewKey, bytes]:
    public, private = bindings.crypto_sign_seed_keypair(b"n" * 32)
    statement = NewKey(StatementId(an_id()), FIRST, public.hex(), "0" * 64, "")
    data = ledger.new_key_bytes(chain.vault_id, statement, chain.head, chain.time)
    statement = replace(statement, signature_new=bindings.crypto_sign(data, private)[:64].hex())
    if by_old:
        chain.say(couple.one, statement)
    return statement, private


class _WithNewKey:
    """A person whose signing key is another one now."""

    member = FIRST

    def __init__(self, vault_id: str, private: bytes) -> None:
        self.vault_id = vault_id
        self._private = private

    def sign(self, data: bytes) -> bytes:
        return bindings.crypto_sign(data, self._private)[:64]


def test_after_a_new_key_only_the_new_one_loosens(couple: Couple, chain: Chain) -> None:
    early = chain.say(couple.one, a_yes())
    _statement, private = _new_key(couple, chain)
    renewed = _WithNewKey(chain.vault_id, private)
    late = a_yes()
    chain.say(renewed, late)  # type: ignore[arg-type]
    found = reading(couple, chain)
    assert found.verified
    assert [said.statement for said in found.said if said.statement in (early.statement, late)] == [
        early.statement, late,
    ]  # fmt: skip
    chain.say(couple.one, a_yes())
    assert reading(couple, chain).problems == ("signature.invalid",)


def test_a_limit_keeps_the_signature_of_its_day_on_either_side_of_a_new_key(
    couple: Couple, chain: Chain
) -> None:
    old = ledger.sign(couple.one, a_limit(), chain.head, chain.time)
    _statement, private = _new_key(couple, chain)
    renewed = _WithNewKey(chain.vault_id, private)
    chain.put(old)
    new = chain.say(renewed, a_limit())  # type: ignore[arg-type]
    assert len(reading(couple, chain).said) == 3
    broken = Chain(chain.vault_id)
    broken.put_bytes(b"{}")
    for event in chain.events:
        broken.put_bytes(event)
    found = reading(couple, broken)
    assert [said.statement for said in found.said] == [old.statement, new.statement]


def test_a_new_key_without_both_signatures_is_none(couple: Couple, chain: Chain) -> None:
    statement, private = _new_key(couple, chain, by_old=False)
    renewed = _WithNewKey(chain.vault_id, private)
    chain.say(renewed, statement)  # type: ignore[arg-type]
    chain.say(couple.one, replace(statement, id=StatementId(an_id())))
    chain.say(renewed, a_yes())  # type: ignore[arg-type]
    chain.say(renewed, a_limit())  # type: ignore[arg-type]
    found = reading(couple, chain)
    assert (found.said, found.problems) == ((), ("signature.invalid",))


def test_joining_names_the_keys_that_were_pinned(couple: Couple, chain: Chain) -> None:
    keys = tuple(
        (own.member, own.public.sign.hex(), own.public.seal.hex()) for own in (couple.one, couple.two)
    )
    chain.say(couple.two, Joined(StatementId(an_id()), SECOND, keys))
    assert reading(couple, chain).verified
    other = ((FIRST, "1" * 64, "1" * 64), keys[1])
    chain.say(couple.two, Joined(StatementId(an_id()), SECOND, other))
    assert reading(couple, chain).problems == ("joined.other_keys",)


def test_a_key_in_a_file_is_no_pin(couple: Couple, chain: Chain) -> None:
    chain.say(couple.two, a_yes(SECOND))
    alone = {FIRST: couple.one.pins[FIRST]}
    found = ledger.read(chain.events, chain.vault_id, alone)
    assert (found.said, found.verified) == ((), False)


# Rules 6 and 7


def test_an_unknown_type_keeps_its_place_and_counts_for_nothing(couple: Couple, chain: Chain) -> None:
    chain.say(couple.one, a_limit())
    event = canonical.decode(chain.events[0], 10**6)
    assert event is not None
    later = {**event, "seq": 2, "prev": chain.head, "type": "cue_yes", "body": {"id": an_id(), "x": [1]}}
    chain.put_bytes(canonical.encode(later))
    chain.say(couple.two, a_yes(SECOND))
    found = reading(couple, chain)
    assert found.verified
    assert [said.seq for said in found.said] == [1, 3]


def test_a_known_type_with_another_body_is_passed_over(couple: Couple, chain: Chain) -> None:
    event = canonical.decode(chain.put(ledger.unsigned(a_limit())), 10**6)
    assert event is not None
    event["body"]["more"] = 1
    other = Chain(chain.vault_id)
    other.put_bytes(canonical.encode(event))
    other.say(couple.two, a_yes(SECOND))
    found = reading(couple, other)
    assert [said.seq for said in found.said] == [2]
    assert found.problems == ("statement.malformed",)


def test_time_never_runs_back(couple: Couple, chain: Chain) -> None:
    times = [0, 60, -600, 30, 90]
    start = chain.time
    for minutes in times:
        chain.time = start + timedelta(minutes=minutes)
        chain.say(couple.one, a_limit())
    found = reading(couple, chain)
    assert [(said.at - start).total_seconds() // 60 for said in found.said] == [0, 60, 60, 60, 90]
    assert found.last_time == start + timedelta(minutes=90)


# Forks


def test_a_fork_keeps_every_tightening_and_revives_no_loosening(couple: Couple, chain: Chain) -> None:
    chain.say(couple.one, a_limit())
    ours = Chain(chain.vault_id)
    for event in chain.events:
        ours.put_bytes(event)
    limit, ending = a_limit(), End(StatementId(an_id()), FIRST, EndScope.AGREEMENT)
    ours.say(couple.one, limit)
    ours.say(couple.one, Lift(StatementId(an_id()), FIRST, limit.id))
    ours.say(couple.one, GoOn(StatementId(an_id()), FIRST, ()))
    ours.say(couple.one, ending)
    chain.say(couple.two, a_yes(SECOND))
    chain.put(ledger.unsigned(Suspend(StatementId(an_id()), SECOND)))
    start = ledger.common_prefix(ours.events, chain.events)
    assert start == 1
    for signed in ledger.tightenings(ours.events, chain.vault_id, couple.one.pins)[start:]:
        chain.put(signed)
    found = reading(couple, chain)
    assert found.verified
    kept = {said.statement.id for said in found.said}
    assert {limit.id, ending.id} <= kept
    assert [said.statement.type for said in found.said] == ["limit", "still_yes", "suspend", "limit", "end"]


def test_a_common_prefix() -> None:
    assert ledger.common_prefix([], []) == 0
    assert ledger.common_prefix([b"a", b"b"], [b"a"]) == 1
    assert ledger.common_prefix([b"a", b"b"], [b"x", b"b"]) == 0
    assert ledger.common_prefix([b"a"], [b"a", b"b"]) == 1


def test_every_type_can_be_said_and_read(couple: Couple, chain: Chain) -> None:
    chain.say(couple.one, DateConfirmed(StatementId(an_id()), FIRST, chain.time.date()))
    chain.say(couple.one, Restored(StatementId(an_id()), FIRST))
    assert reading(couple, chain).verified
