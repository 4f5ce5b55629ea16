"""The other partner with another program, against the planner: every row, event and file that they can write.

Each test is something that they could try. Nothing of it may plan anything, raise a step, show a note under a
name that did not write it, keep somebody from a page or out of their own space, or stand against an end.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.clocks import Clock
from tests.homes import WORDS, Home
from tests.services.test_hostile_partner import append_as_sasha
from tests.services.test_rituals import DAILY, DAY, TODAY, planned, said, standings, suggested, week, words
from tests.services.test_stated_again import as_sasha_with_another_program, house_of
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, MemberId, RitualId, StatementId
from trustapp.domain.rituals import AfterNote, Ceiling, Moved, Plan
from trustapp.domain.statements import RitualEnd, RitualYes, Statement, StepUp, Suspend
from trustapp.services import ritual_notes, ritual_slips, rituals, slip_rows
from trustapp.services.agreements import NewLimit
from trustapp.services.household import Household
from trustapp.services.ritual_views import Standing
from trustapp.storage import limits
from trustapp.storage.preferences import RITUAL_REMINDERS
from trustapp.vault import canonical, ledger, slips

ANY = RitualId("e" * 32)
NUMBER = StatementId("a" * 32)


def say_as_sasha(home: Home, *statements: Statement) -> None:
    """Events of Sasha's own, signed at their place, that Sasha's program would not have let them say."""
    home.open(SECOND)
    house = house_of(home)
    for one in statements:
        house.append([ledger.sign(house.keys(), one, house.reading().head, house.stamp())])


def put(home: Home, *rows: tuple[str, date | None, bytes]) -> None:
    """Rows as they are, past every check of this program."""
    home.open(SECOND)
    with house_of(home).shared.transaction() as tables:
        for row, day, data in rows:
            tables.slips._database.execute(
                "INSERT OR REPLACE INTO slip (id, day, bytes) VALUES (?, ?, ?)",
                (row, day.isoformat() if day is not None else None, data),
            )


def rows_of(home: Home) -> dict[str, bytes]:
    with house_of(home).shared.transaction() as tables:
        return {row.id: row.data for row in (*tables.slips.passing(), *tables.slips.notes())}


def suggestion(**more: object) -> RitualYes:
    made = replace(words(), id=ANY, **more)  # type: ignore[arg-type]
    return RitualYes(NUMBER, SECOND, made)


def every_page(home: Home) -> None:
    """What the pages of the planner and of closeness ask for, in every sitting, and a sitting after that."""
    services = home.services
    for enter in (lambda: home.open(FIRST), lambda: home.open(SECOND), home.together):
        enter()
        view = services.rituals.view().value
        services.rituals.span(TODAY - 7 * DAY, TODAY + 41 * DAY)
        for one in view.rituals:
            services.rituals.detail(one.words.id)
        services.rituals.reminder_times()
        services.closeness.view()
        services.agreements.view()
    home.open(FIRST)
    services.own_rituals.view()
    services.agreements.state_limit(
        NewLimit(CategoryId("touch"), "Mornings", "Not in the mornings.", Kind.MINE)
    )


# -- saying in the other's name -------------------------------------------------------------------------


def test_no_yes_in_my_name_plans_anything(couple: Home) -> None:
    """Unsigned, signed by the wrong person, and my own yes from before under other words."""
    ritual = suggested(couple)
    made = next(one for one in said(couple) if isinstance(one, RitualYes))
    forged = RitualYes(StatementId("b" * 32), FIRST, replace(made.words, id=ANY, does="Anything at all."))

    def forge(house: Household) -> None:
        head, now = house.reading().head, house.stamp()
        house.append(
            [replace(ledger.sign(house.keys(), replace(forged, by=SECOND), head, now), statement=forged)]
        )

    say_as_sasha(couple, replace(forged, by=SECOND))
    as_sasha_with_another_program(couple, forge)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert Standing.PLANNED not in standings(couple)
        assert not any(one.standing is Standing.PLANNED for one in week(couple))
    assert ritual


def test_my_yes_is_to_the_words_that_i_read_and_to_no_others_under_their_id(couple: Home) -> None:
    ritual = suggested(couple)
    made = next(one for one in said(couple) if isinstance(one, RitualYes))
    other = replace(made.words, does="Something that Robin never read.")
    say_as_sasha(couple, RitualYes(NUMBER, SECOND, other))
    for member in (FIRST, SECOND):
        couple.open(member)
        [shown] = couple.services.rituals.view().value.rituals
        assert shown.words == made.words
        assert couple.services.rituals.detail(ritual).value.words == made.words
    couple.open(FIRST)
    couple.services.rituals.say_yes(ritual)
    assert standings(couple) == [Standing.ASKED_THEM]


def test_what_i_said_yes_to_keeps_its_words_whatever_is_put_beside_it(couple: Home) -> None:
    ritual = planned(couple)
    made = next(one for one in said(couple) if isinstance(one, RitualYes))
    say_as_sasha(couple, RitualYes(NUMBER, SECOND, replace(made.words, name="Another", does="Other words.")))
    couple.open(FIRST)
    assert couple.services.rituals.begin(ritual, TODAY, smaller=False).value.parts == (
        "Tea, and nothing else.",
    )
    assert {one.name for one in week(couple)} == {"Tea without screens"}


def test_six_steps_of_theirs_are_none_of_mine(couple: Home) -> None:
    say_as_sasha(couple, *(StepUp(StatementId(f"{step:032x}"), SECOND, step) for step in range(1, 7)))

    def forge(house: Household) -> None:
        for step in range(1, 7):
            made = ledger.sign(
                house.keys(), StepUp(NUMBER, SECOND, step), house.reading().head, house.stamp()
            )
            house.append([replace(made, statement=StepUp(NUMBER, FIRST, step))])

    as_sasha_with_another_program(couple, forge)
    couple.open(FIRST)
    view = couple.services.closeness.view().value
    assert (view.mine, view.both) == (0, 0)


def test_closeness_above_what_both_have_said_is_on_no_page_of_mine(couple: Home) -> None:
    evening = suggestion(step=6, plan=Plan(TODAY, "20:00"), touch=True)
    say_as_sasha(couple, evening)
    assert standings(couple) == [Standing.ASKED_THEM], "whoever suggested it can take it back"
    for enter in (lambda: couple.open(FIRST), couple.together):
        enter()
        assert standings(couple) == []
        assert week(couple) == ()
        assert couple.services.closeness.view().value.nights == ()
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"ritual\.gone"):
        couple.services.rituals.say_yes(ANY)


@pytest.mark.parametrize("part", ["name", "does", "starts", "ends", "cannot", "smaller", "why"])
def test_a_demand_in_any_part_gets_no_yes(couple: Home, part: str) -> None:
    say_as_sasha(couple, suggestion(**{part: "You give me the password of your telephone."}))
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"line\.demands"):
        couple.services.rituals.say_yes(ANY)
    with pytest.raises(UserError, match=r"line\.demands"):
        couple.services.rituals.suggest(words(**{part: "You give me the password of your telephone."}))


# -- standing against an end ----------------------------------------------------------------------------


def test_what_i_ended_does_not_come_back_by_any_yes_of_theirs(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.rituals.end(ritual)
    made = next(one for one in said(couple) if isinstance(one, RitualYes))
    say_as_sasha(couple, RitualYes(NUMBER, SECOND, made.words))
    for member in (FIRST, SECOND):
        couple.open(member)
        assert (standings(couple), week(couple)) == ([], ())


def test_the_end_of_what_took_its_place_brings_nothing_back(couple: Home) -> None:
    """One person's end, which takes no yes of the other, would have planned the first one again."""
    before = planned(couple)
    couple.open(FIRST)
    after = couple.services.rituals.suggest(words("Walk", replaces=before)).value
    couple.open(SECOND)
    couple.services.rituals.say_yes(after)
    couple.services.rituals.end(after)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert (standings(couple), week(couple)) == ([], ())


def test_what_was_replaced_for_some_days_is_not_back_when_they_are_over(couple: Home) -> None:
    before = planned(couple)
    couple.open(FIRST)
    for_once = words("Walk", Plan(TODAY + DAY), replaces=before)
    after = couple.services.rituals.suggest(for_once).value
    couple.open(SECOND)
    couple.services.rituals.say_yes(after)
    couple.clock.on(days=3)
    couple.open(FIRST)
    assert (standings(couple), week(couple)) == ([], ())


def test_an_older_shared_file_does_not_bring_back_what_i_ended(couple: Home) -> None:
    ritual = planned(couple)
    couple.services.vault.lock()
    old = (couple.folder / "shared.db").read_bytes()
    couple.open(FIRST)
    couple.services.rituals.end(ritual)
    couple.services.vault.lock()
    (couple.folder / "shared.db").write_bytes(old)
    assert "ledger_changed" in couple.open(FIRST).notices
    assert (standings(couple), week(couple)) == ([], ())
    couple.open(SECOND)
    assert (standings(couple), week(couple)) == ([], ())


def test_an_end_that_they_take_out_is_said_again(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.rituals.end(ritual)

    def take_out(house: Household) -> None:
        with house.shared.transaction():
            house.shared._database.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
        house.forget_reading()

    as_sasha_with_another_program(couple, take_out)
    assert standings(couple) == [Standing.PLANNED]
    couple.open(FIRST)
    assert standings(couple) == []
    couple.open(SECOND)
    assert standings(couple) == []


# -- events that nobody could suggest -------------------------------------------------------------------

HOSTILE_RULES = (
    "FREQ=SECONDLY", "FREQ=DAILY;COUNT=999", "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=DAILY;BYHOUR=1,2,3",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=-366", "FREQ=DAILY;UNTIL=99991231T235959Z", "RRULE:FREQ=DAILY",
    "FREQ=DAILY;UNTIL=20260231", "FREQ=WEEKLY;INTERVAL=999;WKST=SU", "FREQ=DAILY;INTERVAL=0", "x" * 60_000,
    "FREQ=MONTHLY;BYDAY=53MO", "FREQ=DAILY;FREQ=DAILY", "FREQ=" + "DAILY," * 100, "\x00", "FREQ=DAILY\nX:Y",
)  # fmt: skip
HOSTILE: dict[str, dict[str, object]] = {
    **{f"rule {rule[:40]!r}": {"plan": replace(DAILY, rule=rule)} for rule in HOSTILE_RULES},
    "the last day": {"plan": Plan(date.max, "23:59", "Pacific/Kiritimati", "FREQ=DAILY")},
    "the first day": {"plan": Plan(date.min, "00:00", "Etc/GMT+12", "FREQ=DAILY")},
    "once on the last day": {"plan": Plan(date.max)},
    "a zone that is a path": {"plan": replace(DAILY, zone="../../etc/passwd")},
    "a zone that is long": {"plan": replace(DAILY, zone="A" * 60_000)},
    "a zone that is none": {"plan": replace(DAILY, zone="")},
    "five thousand days without it": {
        "plan": replace(DAILY, without=tuple(TODAY + step * DAY for step in range(4_000)))
    },
    "a name of sixty thousand": {"name": "n" * 60_000},
    "words of sixty thousand": {"does": "w" * 60_000},
    "no name": {"name": ""},
    "signs that turn the reading": {"name": "\u202eTea\u202c\x00\n\t", "does": "\u2066\u0000"},
    "markup": {"name": "<img src='file:///etc/passwd'>", "does": "<b>bold</b>{{ talk }}%s"},
    "an item of sixty thousand": {"items": (ItemId("i" * 60_000),)},
    "many items": {"items": tuple(ItemId(f"touch.{number}") for number in range(3_000))},
    "a template that is none": {"template": "t" * 60_000},
    "somebody who is not there": {"who": "p9"},
    "a whole day of minutes": {"minutes": 1440},
}


def test_words_that_no_program_would_suggest_keep_nobody_from_a_page(couple: Home) -> None:
    """Everything of the table at once: a page shows what it can and is never kept from the rest."""
    mine = planned(couple)
    ids = {name: RitualId(f"{number:032x}") for number, name in enumerate(HOSTILE, start=1)}
    made = [
        replace(suggestion(**{"replaces": None, **change}).words, id=ids[name])
        for name, change in HOSTILE.items()
    ]
    say_as_sasha(couple, *(RitualYes(StatementId(one.id), SECOND, one) for one in made))
    every_page(couple)
    there = {one.words.id for one in couple.services.rituals.rituals()}
    assert mine in there
    for name in ("a name of sixty thousand", "words of sixty thousand", "no name", "many items"):
        assert ids[name] not in there, name
    for name in ("the last day", "markup", "somebody who is not there", "a zone that is a path"):
        assert ids[name] in there, name
    for one in there:
        couple.services.rituals.say_yes(one)
    every_page(couple)
    assert all(one.planned for one in couple.services.rituals.rituals())
    for one in couple.services.rituals.rituals():
        couple.services.rituals.end(one.words.id)
    assert couple.services.rituals.rituals() == ()


def test_thousands_of_suggestions_keep_nobody_from_the_planner(couple: Home) -> None:
    mine = planned(couple)
    couple.open(SECOND)
    house = house_of(couple)
    head, seq, now = house.reading().head, house.reading().seq, house.stamp()
    with house.shared.transaction() as tables:
        for number in range(2_000):
            seq += 1
            rule = f"FREQ=MONTHLY;BYMONTHDAY={number % 28 + 1},{number % 27 + 2};BYDAY=MO,TU,WE,TH,FR,SA,SU"
            plan = replace(DAILY, day=TODAY - number * DAY, rule=rule)
            one = RitualYes(
                StatementId(f"{number:032x}"),
                SECOND,
                replace(words(), id=RitualId(f"{number:032x}"), plan=plan),
            )
            event = ledger.event_bytes(
                house.vault_id, seq, head, now, ledger.sign(house.keys(), one, head, now)
            )
            tables.events.append(seq, event)
            head = ledger.head_of(event)
    house.forget_reading()
    couple.open(FIRST)
    shown = couple.services.rituals.view().value.rituals
    assert len(shown) == 1 + rituals.MOST_SHOWN
    assert shown[0].words.id == mine
    week(couple)
    couple.services.rituals.suggest(words("Walk"))
    couple.open(SECOND)
    with pytest.raises(UserError, match=r"ritual\.enough"):
        couple.services.rituals.suggest(words("Another"))


def test_an_end_for_ever_keeps_me_from_suggesting_and_from_nothing_else(couple: Home) -> None:
    """A no is theirs to say, for as long as they like; the page says until when."""
    mine = planned(couple)
    append_as_sasha(couple, RitualEnd(NUMBER, SECOND, ANY, None, "Walk", date.max))
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"ritual\.not_now"):
        couple.services.rituals.suggest(words("Walk"))
    assert couple.services.rituals.suggest(words("Run")).value
    couple.services.own_rituals.put(words("Walk"))
    assert couple.services.rituals.begin(mine, TODAY, smaller=False).value


# -- rows -----------------------------------------------------------------------------------------------

ODD_ROWS: tuple[tuple[str, date | None, bytes], ...] = (
    ("", TODAY, b""),
    ("out", TODAY, b""),
    ("////", TODAY, b""),
    (f"out/{ANY}/never", TODAY, b""),
    (f"out/{ANY}/20260504", TODAY, b""),
    (f"out/{ANY}/2026-02-31", TODAY, b""),
    (f"out/{ANY}/9999-12-31", date.max, b""),
    ("begun/9999-12-31", date.max, b""),
    ("begun/0001-01-01", TODAY, b"\xff"),
    (f"moved/{FIRST}/{ANY}/2026-05-04", TODAY, b"\xff" * 2_000),
    (f"moved/{SECOND}/{ANY}/2026-05-04", TODAY, b"[" * 2_000),
    (f"ceiling/{SECOND}/{ANY}/2026-05-04", TODAY, b"x" * 32_768),
    (f"promise/{ANY}/2026-05-04", TODAY, b"{}"),
    ("note/" + "e" * 32, None, b"{}"),
    ("note/" + "d" * 32, date.max, b"{}"),
    (f"out/{ANY}/2026-05-04", None, b""),
)
"""No kind, no day, another spelling of it, bytes that are no slip, and kinds that there are not."""


def test_rows_that_nobody_wrote_keep_nobody_from_a_page(couple: Home) -> None:
    ritual = planned(couple)
    put(couple, *ODD_ROWS)
    every_page(couple)
    assert ritual in [one.ritual for one in week(couple)]
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.services.rituals.bring_back(ritual, TODAY)
    assert TODAY in [one.day for one in week(couple)]


def test_a_row_in_another_spelling_leaves_nothing_out(couple: Home) -> None:
    """It could not be brought back: the row is found again by its id."""
    ritual = planned(couple)
    put(couple, (f"out/{ritual}/{TODAY:%Y%m%d}", TODAY, b""), (f"out/{ritual}/2026-W19-2", TODAY, b""))
    couple.open(FIRST)
    assert [one.day for one in week(couple)][:2] == [TODAY, TODAY + DAY]


@pytest.mark.parametrize(
    "change",
    [
        {"day": date.max}, {"day": date.min}, {"time": ""}, {"original": date.max}, {"original": date.min},
        {"ritual": RitualId("f" * 32)}, {"day": TODAY - DAY},
    ],
)  # fmt: skip
def test_a_move_of_theirs_to_anywhere_moves_nothing_and_keeps_nobody_out(
    couple: Home, change: dict[str, object]
) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    moved = replace(Moved(ritual, TODAY + DAY, TODAY + 2 * DAY, "12:00"), **change)  # type: ignore[arg-type]
    data = slips.sign(house_of(couple).keys(), moved)
    put(couple, (slip_rows.moved_id(SECOND, moved.ritual, moved.original), date.max, data))
    every_page(couple)
    couple.open(FIRST)
    shown = week(couple)
    assert all(one.moving for one in shown if (one.day, one.time) != (one.original, "19:10"))
    assert {one.original for one in shown} >= {TODAY, TODAY + 2 * DAY}


def test_a_move_in_a_form_that_no_program_writes_is_passed_over(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    keys = house_of(couple).keys()
    body = {"ritual": ritual, "original": str(TODAY), "day": str(TODAY + DAY), "time": "12:00"}

    def signed(kind: str, **more: object) -> bytes:
        made = {**body, **more}
        signature = keys.sign(slips._signed(keys.vault_id, kind, SECOND, made))
        return canonical.encode({"kind": kind, "by": SECOND, "body": made, "sig": signature.hex()})

    row = slip_rows.moved_id(SECOND, ritual, TODAY)
    good = signed("moved")
    bad = (
        signed("moved", more="x"), signed("moved", time="25:00"), signed("moved", time=None),
        signed("moved", day="soon"), signed("ceiling"), signed("promise"), good + b" ", good[:-1],
        good.replace(b'"sig":"', b'"sig":"0'), json.dumps(json.loads(good)).encode(),
    )  # fmt: skip
    for data in bad:
        put(couple, (row, TODAY, data))
        couple.open(FIRST)
        assert not any(one.moving for one in week(couple)), data
    put(couple, (row, TODAY, good))
    couple.open(FIRST)
    assert [one.original for one in week(couple) if one.moving] == [TODAY], "the guard of this test"


def test_ten_thousand_slips_keep_nobody_out_and_what_i_said_stands(
    couple: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.services.rituals.move(ritual, TODAY + DAY, TODAY + DAY, "12:00")
    couple.open(SECOND)
    keys = house_of(couple).keys()
    rows: list[tuple[str, date | None, bytes]] = []
    for number in range(3_000):
        moved = Moved(ritual, TODAY + number * DAY, TODAY + number * DAY, "03:00")
        data = slips.sign(keys, moved)
        rows.append((slip_rows.moved_id(SECOND, ritual, moved.original), date.max, data))
    rows += [(f"out/{number:032x}/2026-05-04", date.max, b"") for number in range(7_000)]
    put(couple, *rows)
    looked = []
    read = slips.read
    monkeypatch.setattr(slips, "read", lambda *given: (looked.append(given), read(*given))[1])
    couple.open(FIRST)
    looked.clear()
    shown = week(couple)
    assert len(looked) <= 3 * ritual_slips.MOST, "each costs a look at a signature"
    assert TODAY not in [one.original for one in shown]
    assert not any(one.standing is Standing.PLANNED and one.time == "03:00" for one in shown)
    couple.together()
    assert not any(one.standing is Standing.PLANNED and one.time == "03:00" for one in week(couple))


def test_a_full_table_is_told_and_what_was_there_can_still_be_said_otherwise(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.rituals.move(ritual, TODAY, TODAY, "12:00")
    there = len(rows_of(couple))
    put(couple, *((f"out/{n:032x}/2026-05-04", date.max, b"") for n in range(limits.SLIPS.rows - there)))
    couple.open(FIRST)
    couple.services.rituals.move(ritual, TODAY, TODAY, "13:00")
    with pytest.raises(UserError, match=r"storage\.full"):
        couple.services.rituals.leave_out(ritual, TODAY)
    assert TODAY not in [one.original for one in week(couple)], "for who left it out it does not come"
    couple.services.rituals.end(ritual)
    assert week(couple) == ()


def test_more_rows_than_there_may_be_are_no_shared_space_and_mine_opens(couple: Home) -> None:
    planned(couple)
    put(couple, *((f"out/{n:032x}/2026-05-04", date.max, b"") for n in range(limits.SLIPS.rows + 1)))
    couple.open(FIRST)
    couple.services.own_rituals.put(words("Walk"))
    assert [one.words.name for one in couple.services.own_rituals.view().value.rituals] == ["Walk"]
    assert standings(couple) == [Standing.RESTS], "what was said is known, and nothing of it goes on"


def test_rows_that_they_take_out_are_back_with_my_next_opening(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.services.rituals.move(ritual, TODAY + DAY, TODAY + DAY, "12:00")
    before = rows_of(couple)
    assert len(before) == 2
    couple.open(SECOND)
    with house_of(couple).shared.transaction() as tables:
        tables.slips._database.execute("DELETE FROM slip")
    couple.open(FIRST)
    assert rows_of(couple) == before


# -- signatures from elsewhere --------------------------------------------------------------------------


def test_no_slip_stands_for_an_event_and_no_event_for_a_slip(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    house = house_of(couple)
    keys, moved = house.keys(), Moved(ritual, TODAY, TODAY, "12:00")
    slip = json.loads(slips.sign(keys, moved))
    step = StepUp(NUMBER, SECOND, 1)
    event = ledger.sign(keys, step, house.reading().head, house.stamp())
    tightening = ledger.sign(keys, Suspend(NUMBER, SECOND), "", house.now())
    row = slip_rows.moved_id(SECOND, ritual, TODAY)
    for other in (event, tightening):
        assert other.signature is not None
        put(couple, (row, TODAY, canonical.encode({**slip, "sig": other.signature.hex()})))
        couple.open(FIRST)
        assert not any(one.moving for one in week(couple))

    def forge(house: Household) -> None:
        made = ledger.sign(house.keys(), step, house.reading().head, house.stamp())
        house.append([replace(made, signature=bytes.fromhex(slip["sig"]))])

    as_sasha_with_another_program(couple, forge)
    couple.open(FIRST)
    assert couple.services.closeness.view().value.both == 0


def test_a_slip_that_was_signed_for_another_vault_or_another_kind_counts_for_nothing(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    keys = house_of(couple).keys()
    good = json.loads(slips.sign(keys, Moved(ritual, TODAY, TODAY, "12:00")))
    signatures = [
        keys.sign(signed).hex()
        for signed in (
            slips._signed("f" * 32, "moved", SECOND, good["body"]),
            slips._signed(keys.vault_id, "ceiling", SECOND, good["body"]),
            slips._signed(keys.vault_id, "moved", FIRST, good["body"]),
            slips._signed(keys.vault_id, "moved", SECOND, {**good["body"], "time": "13:00"}),
        )
    ]
    for signature in signatures:
        data = canonical.encode({**good, "sig": signature})
        put(couple, (slip_rows.moved_id(SECOND, ritual, TODAY), TODAY, data))
        couple.open(FIRST)
        assert not any(one.moving for one in week(couple))


def test_a_slip_of_another_time_or_ritual_does_not_count_under_this_id(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    keys = house_of(couple).keys()
    moves = Moved(ANY, TODAY, TODAY, "12:00"), Moved(ritual, TODAY + DAY, TODAY, "12:00")
    for data in [slips.sign(keys, moved) for moved in moves]:
        put(couple, *((slip_rows.moved_id(by, ritual, TODAY), TODAY, data) for by in (FIRST, SECOND)))
        couple.open(FIRST)
        assert not any(one.moving for one in week(couple))


# -- notes ----------------------------------------------------------------------------------------------


def a_note(ritual: RitualId, by: str, text: str = "I liked all of it.", number: str = "c" * 32) -> AfterNote:
    return AfterNote(number, ritual, "Tea", TODAY, text, by)


def notes(home: Home, ritual: RitualId) -> list[tuple[str, MemberId | None]]:
    return [(one.text, one.by) for one in home.services.rituals.detail(ritual).value.notes]


def test_a_note_in_my_name_that_i_did_not_write_is_on_no_page(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    keys = house_of(couple).keys()
    forged = a_note(ritual, FIRST)
    body = json.loads(slips.sign(keys, forged))
    as_both = {**body, "by": FIRST}
    rows = (
        slips.sign(keys, forged),  # Sasha's signature under Robin's name within
        canonical.encode(as_both),
        canonical.encode({**as_both, "sig": None}),
        canonical.encode(
            {"id": "c" * 32, "ritual": ritual, "name": "Tea", "day": str(TODAY), "text": "x", "by": FIRST}
        ),
    )
    for data in rows:
        put(couple, ("note/" + "c" * 32, None, data))
        for member in (FIRST, SECOND):
            couple.open(member)
            assert notes(couple, ritual) == []
        couple.together()
        assert notes(couple, ritual) == []


def test_other_words_under_my_note_are_not_shown_and_mine_are_back_with_my_opening(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    service = couple.services.rituals
    note = service.write_note(ritual, "Tea", "It was quiet.").value
    service.share_note(note)
    [(row, mine)] = rows_of(couple).items()
    put(couple, (row, None, mine.replace(b"quiet", b"good!")))
    assert notes(couple, ritual) == []
    couple.open(FIRST)
    assert notes(couple, ritual) == [("It was quiet.", None), ("It was quiet.", FIRST)]
    couple.open(SECOND)
    put(couple, (row, None, slips.sign(house_of(couple).keys(), a_note(ritual, SECOND, "Mine now.", note))))
    couple.open(FIRST)
    service.take_note_back(note)
    couple.open(SECOND)
    assert notes(couple, ritual) == []


def test_a_note_counts_in_its_own_row_alone(couple: Home) -> None:
    """A copy under another id could not be taken back."""
    ritual = planned(couple)
    couple.open(FIRST)
    service = couple.services.rituals
    service.share_note(service.write_note(ritual, "Tea", "It was quiet.").value)
    [mine] = rows_of(couple).values()
    put(couple, ("note/" + "d" * 32, None, mine))
    assert notes(couple, ritual) == [("It was quiet.", FIRST)]


@pytest.mark.parametrize("text", ["x" * 4_001, "", "x" * 30_000])
def test_a_note_beyond_its_bounds_is_not_shown(couple: Home, text: str) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    data = slips.sign(house_of(couple).keys(), a_note(ritual, SECOND, text))
    put(couple, ("note/" + "c" * 32, None, data))
    couple.open(FIRST)
    assert notes(couple, ritual) == []


def test_the_longest_note_in_the_widest_letters_is_shared_and_read(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    service = couple.services.rituals
    for letter in ("\U0001f375", "\x01"):
        note = service.write_note(ritual, letter * 60, "a" + letter * 3_998 + "b").value
        service.share_note(note)
        couple.open(SECOND)
        assert notes(couple, ritual) == [("a" + letter * 3_998 + "b", FIRST)]
        couple.open(FIRST)
        service.take_note_back(note)
        service.delete_note(note)


def test_thousands_of_notes_keep_nobody_from_the_page(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    keys = house_of(couple).keys()
    put(
        couple,
        *(
            (f"note/{number:032x}", None, slips.sign(keys, a_note(ritual, SECOND, number=f"{number:032x}")))
            for number in range(ritual_notes.MOST + 50)
        ),
    )
    couple.open(FIRST)
    assert len(notes(couple, ritual)) == ritual_notes.MOST


def test_a_shared_note_stays_readable_under_new_keys(couple: Home) -> None:
    """The row was signed with a key that is gone; its owner's next opening signs it anew."""
    ritual = planned(couple)
    couple.open(FIRST)
    service = couple.services.rituals
    note = service.write_note(ritual, "Tea", "It was quiet.").value
    service.share_note(note)
    service.delete_note(note)
    [(row, mine)] = rows_of(couple).items()
    house = house_of(couple)
    with house.shared.transaction() as tables:
        spoiled = json.loads(mine)
        tables.slips.put(row, None, canonical.encode({**spoiled, "sig": "0" * 128}))
    couple.open(SECOND)
    assert notes(couple, ritual) == []
    couple.open(FIRST)
    couple.open(SECOND)
    assert notes(couple, ritual) == [("It was quiet.", FIRST)]


# -- the clock ------------------------------------------------------------------------------------------


def ask_everything(home: Home) -> None:
    home.services.rituals.view()
    home.services.rituals.span(TODAY, TODAY + 6 * DAY)
    home.services.rituals.reminder_times()
    home.services.own_rituals.view()
    home.services.closeness.view()


@pytest.mark.parametrize(
    "now",
    [
        datetime(9999, 12, 30, 12, tzinfo=UTC),
        datetime(9998, 12, 30, 12, tzinfo=UTC),
        datetime(1970, 1, 2, tzinfo=UTC),
    ],
    ids=str,
)
def test_a_clock_at_an_end_of_the_calendar_keeps_nobody_from_a_page(
    couple: Home, clock: Clock, now: datetime
) -> None:
    ritual = planned(couple)
    walk = couple.services.own_rituals.put(words("Walk")).value
    couple.services.rituals.suggest(words("Run"))
    with house_of(couple).private.transaction() as tables:
        tables.preferences.set(RITUAL_REMINDERS, True)
    couple.services.vault.lock()
    clock.now = now
    for member in (FIRST, SECOND):
        couple.services.vault.unlock(member, WORDS[member])
        ask_everything(couple)
        couple.services.vault.lock()
    couple.services.vault.unlock(FIRST, WORDS[FIRST])
    for planner, one in ((couple.services.rituals, ritual), (couple.services.own_rituals, walk)):
        with suppress(UserError):
            planner.leave_out(one, couple.clock().date())
        planner.end(one)
    assert Standing.PLANNED not in standings(couple)


def test_a_clock_put_back_lets_everything_rest_and_widens_nothing(couple: Home) -> None:
    ritual = planned(couple)
    couple.clock.on(days=40)
    couple.open(FIRST)
    couple.services.rituals.leave_out(ritual, TODAY + 41 * DAY)
    couple.clock.on(days=-40)
    couple.open(FIRST)
    assert {one.standing for one in week(couple)} <= {Standing.RESTS}
    with pytest.raises(UserError, match=r"ritual\.rests"):
        couple.services.rituals.begin(ritual, TODAY, smaller=True)


def test_a_clock_put_ahead_and_back_lets_everything_rest_where_left_out_times_are_forgotten(
    couple: Home,
) -> None:
    ritual = planned(couple)
    couple.services.rituals.leave_out(ritual, TODAY + 2 * DAY)
    couple.clock.on(days=400)
    couple.open(SECOND)
    couple.clock.on(days=-400)
    couple.open(SECOND)
    assert not any(one.standing is Standing.PLANNED for one in week(couple)), "everything rests meanwhile"


def ceilings_row(home: Home, ritual: RitualId, step: int) -> tuple[str, date, bytes]:
    data = slips.sign(house_of(home).keys(), Ceiling(ritual, TODAY, step))
    return slip_rows.ceiling_id(SECOND, ritual, TODAY), TODAY, data


def test_a_ceiling_for_what_is_no_evening_is_read_and_means_nothing(couple: Home) -> None:
    ritual = planned(couple)
    couple.open(SECOND)
    put(couple, ceilings_row(couple, ritual, 6))
    couple.open(FIRST)
    assert couple.services.closeness.view().value.nights == ()
    for refused in (
        lambda: couple.services.closeness.choose_ceiling(ritual, 1),
        lambda: couple.services.closeness.begin(ritual),
    ):
        with pytest.raises(UserError, match=r"ritual\.gone"):
            refused()
