"""Statements as bytes: every type there and back, and nothing rides along."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.helpers import a_limit, a_yes, an_id
from tests.vault.strategies import EVERY
from trustapp.domain.ids import FIRST, LineId, MemberId, StatementId
from trustapp.domain.statements import (
    STATEMENTS,
    End,
    EndScope,
    GoOn,
    Joined,
    Lift,
    NewKey,
    Statement,
    Suspend,
    Wait,
)  # fmt: skip
from trustapp.vault import canonical, codec
from trustapp.vault.codec import Refused, Signed

NOW = datetime(2026, 5, 12, 18, 4, tzinfo=UTC)


def test_every_type_has_its_strategy() -> None:
    assert set(EVERY) == set(STATEMENTS)


@pytest.mark.parametrize("kind", STATEMENTS)
def test_there_and_back(kind: type[Statement]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(EVERY[kind])
    def holds(statement: Statement) -> None:
        body = codec.body_of(statement)
        assert "by" not in body
        read = json.loads(canonical.encode(body))
        assert codec.statement_of(kind.type, statement.by, read) == statement
        placed = not kind.tightens
        signed = Signed(statement, "ab" * 32 if placed else None, NOW if placed else None, bytes(64))
        assert codec.from_outbox(codec.to_outbox(signed)) == signed

    holds()


def test_the_bytes_are_those_of_the_format() -> None:
    limit = a_limit(text='Nicht "so", 🌿\n', id_="0" * 32)
    assert (
        canonical.encode(codec.body_of(limit))
        == (
            '{"category":"touch","closes":[],"id":"00000000000000000000000000000000","item":null,"kind":"mine",'
            '"paper":false,"sensitivity":1,"text":"Nicht \\"so\\", 🌿\\n","title":"Kitchen"}'
        ).encode()
    )


def test_a_value_that_the_domain_does_not_have_is_a_bug() -> None:
    with pytest.raises(TypeError):
        codec.plain(1.5)


def _changes(body: dict[str, Any]) -> list[dict[str, Any]]:
    """A body with a field more, a field less, and values of other types."""
    changed: list[dict[str, Any]] = [{**body, "more": 1}, {**body, "by": "p1"}]
    for key, value in body.items():
        changed.append({other: body[other] for other in body if other != key})
        changed.append({**body, key: [value]})
        changed.append({**body, key: {"x": 1}})
        if not isinstance(value, bool):
            changed.append({**body, key: True})
        else:
            changed.append({**body, key: int(value)})
        if not isinstance(value, int):
            changed.append({**body, key: 1})
        if isinstance(value, int):
            changed.append({**body, key: str(value)})
    return changed


@pytest.mark.parametrize("kind", STATEMENTS)
def test_any_other_body_is_refused(kind: type[Statement]) -> None:
    @settings(max_examples=5, deadline=None)
    @given(EVERY[kind])
    def holds(statement: Statement) -> None:
        for body in _changes(codec.body_of(statement)):
            with pytest.raises(Refused):
                codec.statement_of(kind.type, statement.by, body)

    holds()


@pytest.mark.parametrize(
    "statement",
    [
        replace(a_limit(), id=StatementId("A" * 32)),
        replace(a_limit(), id=StatementId("a" * 31)),
        replace(a_limit(), by=MemberId("")),
        replace(a_limit(), by=MemberId("p0")),
        replace(a_limit(), by=MemberId("robin")),
        replace(a_limit(), closes=(LineId("x"),)),
        replace(a_limit(), sensitivity=4),
        replace(a_yes(), words=replace(a_yes().words, id=LineId("x"))),
        replace(a_yes(), words=replace(a_yes().words, sensitivity=0)),
        replace(a_yes(), words=replace(a_yes().words, owner=MemberId("x"))),
        replace(a_yes(), words=replace(a_yes().words, kind="limit")),
        Lift(StatementId(an_id()), FIRST, StatementId("x")),
        Wait(StatementId(an_id()), FIRST, 23),
        Wait(StatementId(an_id()), FIRST, 721),
        GoOn(StatementId(an_id()), FIRST, (StatementId("x"),)),
        End(StatementId(an_id()), FIRST, EndScope.LINE, ()),
        End(StatementId(an_id()), FIRST, EndScope.LINE, (LineId(an_id()), LineId(an_id()))),
        Joined(StatementId(an_id()), FIRST, ()),
        Joined(StatementId(an_id()), FIRST, ((FIRST, "00", "00"),)),
        NewKey(StatementId(an_id()), FIRST, "0" * 64, "x" * 64, ""),
    ],
)
def test_what_the_table_does_not_allow_is_refused(statement: Statement) -> None:
    with pytest.raises((Refused, AttributeError)):
        codec.check(statement)


def test_nobody_may_suspend_and_end_a_line_and_nothing_else() -> None:
    nobody, line = MemberId(""), LineId(an_id())
    codec.check(Suspend(StatementId(an_id()), nobody))
    codec.check(End(StatementId(an_id()), nobody, EndScope.LINE, (line,)))
    for scope in (EndScope.OFFERS, EndScope.AGREEMENT):
        with pytest.raises(Refused):
            codec.check(End(StatementId(an_id()), nobody, scope, (line,)))


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"b":2}',
        '{"a":"🌿 \\n"}'.encode(),
        b'{"a":[],"b":{}}',
    ],
)
def test_canonical_bytes_are_read(text: bytes) -> None:
    assert canonical.decode(text, 1000) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"null",
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":1,"a":1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":' + b"[" * 100_000,
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"' + b"x" * 1000 + b'"}',
    ],
)
def test_other_spellings_are_refused(text: bytes) -> None:
    assert canonical.decode(text, 900 if len(text) == 1008 else 1_000_000) is None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_make_a_reader_stumble(data: bytes) -> None:
    assert canonical.decode(data, 1000) is None or canonical.encode(json.loads(data)) == data
    assert codec.decode_sheet(data) is None
    with pytest.raises(Refused):
        codec.from_outbox(data)


LIMIT_ENTRY = {
    "type": "limit",
    "by": "p1",
    "body": codec.body_of(a_limit()),
    "prev": None,
    "time": None,
    "sig": None,
}
YES_ENTRY = {
    **LIMIT_ENTRY,
    "type": "still_yes",
    "body": codec.body_of(a_yes()),
    "prev": "0" * 64,
    "time": "2026-05-12T18:04:00Z",
}


def test_the_entries_below_are_right_but_for_one_thing() -> None:
    for entry in (LIMIT_ENTRY, YES_ENTRY):
        codec.from_outbox(canonical.encode(entry))


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"type": "limit"},
        {**LIMIT_ENTRY, "body": {}},
        {**LIMIT_ENTRY, "body": None},
        {**LIMIT_ENTRY, "by": 1},
        {**LIMIT_ENTRY, "type": "unknown"},
        {**LIMIT_ENTRY, "prev": "0" * 64},
        {**LIMIT_ENTRY, "time": "2026-05-12T18:04:00Z"},
        {**LIMIT_ENTRY, "sig": "AB"},
        {**LIMIT_ENTRY, "more": 1},
        {**YES_ENTRY, "prev": None, "time": None},
        {**YES_ENTRY, "prev": "0"},
        {**YES_ENTRY, "time": "2026-05-12T18:04:01Z"},
    ],
)
def test_an_entry_that_is_not_one_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        codec.from_outbox(canonical.encode(entry))


def test_times_are_whole_minutes_of_utc() -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    assert codec.time_text(datetime(2026, 5, 12, 23, 34, 59, tzinfo=east)) == "2026-05-12T18:04:00Z"
    assert codec.read_time("2026-05-12T18:04:00Z") == NOW
    with pytest.raises(ValueError, match="zone"):
        codec.time_text(datetime(2026, 5, 12))
    for text in (
        None,
        5,
        "",
        "2026-05-12",
        "2026-13-12T18:04:00Z",
        "2026-05-12T18:04:30Z",
        "2026-05-12T18:04:00+00:00",
    ):
        assert codec.read_time(text) is None
