"""Statements of every type, drawn by hypothesis within the table of docs/ledger.md."""

from __future__ import annotations

from hypothesis import strategies as st

from trustapp.domain.answers import Kind
from trustapp.domain.ids import CategoryId, ItemId, LineId, MemberId, RitualId, StatementId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.domain.statements import (
    DateConfirmed,
    End,
    EndScope,
    Given,
    GoOn,
    Joined,
    Left,
    Lift,
    Limit,
    LineKind,
    LineWords,
    Need,
    NewKey,
    PaperNo,
    PaperYes,
    Restored,
    RitualEnd,
    RitualYes,
    Shorten,
    Statement,
    StepDown,
    StepUp,
    StillYes,
    Suspend,
    Wait,
)  # fmt: skip

TEXT = st.text(max_size=60)
HEX = "0123456789abcdef"
ID = st.text(HEX, min_size=32, max_size=32)
KEY = st.text(HEX, min_size=64, max_size=64)
LINES = st.lists(ID.map(LineId), max_size=4).map(tuple)
MEMBER = st.sampled_from([MemberId("p1"), MemberId("p2")])
COMMON = {"id": ID.map(StatementId), "by": MEMBER}
SPOKEN = {
    **COMMON,
    "category": TEXT.map(CategoryId),
    "title": TEXT,
    "text": TEXT,
    "kind": st.sampled_from(Kind),
    "item": st.none() | TEXT.map(ItemId),
    "sensitivity": st.integers(1, 3),
    "paper": st.booleans(),
}
WORDS = st.builds(
    LineWords,
    id=ID.map(LineId),
    kind=st.sampled_from([LineKind.OPENING, LineKind.SHARED_WAY, LineKind.COMMITMENT]),
    category=TEXT.map(CategoryId),
    title=TEXT,
    text=TEXT,
    item=st.none() | TEXT.map(ItemId),
    owner=st.none() | MEMBER,
    conditions=st.lists(st.builds(Given, by=MEMBER, text=TEXT), max_size=3).map(tuple),
    until=st.none() | st.dates(),
    sensitivity=st.integers(1, 3),
    protects=st.booleans(),
    replaces=st.none() | ID.map(LineId),
)
RULES = st.sampled_from(["", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1FR"])
PLANS = st.builds(
    Plan,
    day=st.dates(),
    time=st.just("") | st.times().map(lambda time: f"{time:%H:%M}"),
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    rule=RULES,
    without=st.lists(st.dates(), max_size=3).map(tuple),
)
PLANNED = {
    "id": ID.map(RitualId),
    **dict.fromkeys(("name", "does", "why", "starts", "ends", "cannot", "smaller"), TEXT),
    "who": st.sampled_from(["either", "turns", "p1", "p2"]),
    "minutes": st.integers(0, 1440),
    "touch": st.booleans(),
    "items": st.lists(TEXT.map(ItemId), max_size=3).map(tuple),
    "template": st.none() | TEXT,
    "replaces": st.none() | ID.map(RitualId),
}
RITUAL_WORDS = st.builds(RitualWords, **PLANNED, plan=st.none() | PLANS) | st.builds(
    RitualWords, **PLANNED, step=st.integers(1, 6), plan=st.builds(Plan, day=st.dates())
)
TARGET = {**COMMON, "target": ID.map(StatementId)}
ENDS = st.builds(
    End, **COMMON, scope=st.sampled_from([EndScope.OFFERS, EndScope.AGREEMENT]), lines=LINES
) | st.builds(End, **COMMON, scope=st.just(EndScope.LINE), lines=ID.map(lambda line: (LineId(line),)))

EVERY: dict[type[Statement], st.SearchStrategy[Statement]] = {
    Limit: st.builds(Limit, **SPOKEN, closes=LINES),
    Need: st.builds(Need, **SPOKEN, line=st.none() | ID.map(LineId)),
    StillYes: st.builds(StillYes, **COMMON, words=WORDS, paper=st.booleans()),
    Lift: st.builds(Lift, **TARGET),
    End: ENDS,
    Shorten: st.builds(Shorten, **COMMON, line=ID.map(LineId), until=st.dates()),
    Suspend: st.builds(Suspend, **COMMON),
    GoOn: st.builds(GoOn, **COMMON, suspensions=st.lists(ID.map(StatementId), max_size=4).map(tuple)),
    PaperNo: st.builds(PaperNo, **TARGET),
    PaperYes: st.builds(PaperYes, **TARGET),
    Wait: st.builds(Wait, **COMMON, hours=st.integers(24, 720)),
    DateConfirmed: st.builds(DateConfirmed, **COMMON, day=st.dates()),
    RitualYes: st.builds(RitualYes, **COMMON, words=RITUAL_WORDS),
    RitualEnd: st.builds(
        RitualEnd, **COMMON, ritual=ID.map(RitualId), template=st.none() | TEXT, name=TEXT,
        again=st.none() | st.dates(),
    ),
    StepUp: st.builds(StepUp, **COMMON, step=st.integers(1, 6)),
    StepDown: st.builds(StepDown, **COMMON, step=st.integers(0, 5)),
    Joined: st.builds(
        Joined, **COMMON, keys=st.lists(st.tuples(MEMBER, KEY, KEY), min_size=1, max_size=3).map(tuple)
    ),
    NewKey: st.builds(
        NewKey, **COMMON, sign_public=KEY, seal_public=KEY,
        signature_new=st.text(HEX, min_size=128, max_size=128),
    ),
    Left: st.builds(Left, **COMMON),
    Restored: st.builds(Restored, **COMMON),
}  # fmt: skip
