"""The planner of both: suggested by one, planned by both, ended by either; nothing tells what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.homes import WORDS, Home
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.domain.statements import RitualEnd, RitualYes, Statement
from trustapp.services.agreements import NewLimit
from trustapp.services.ritual_views import Occurrence, Standing
from trustapp.services.rituals import MOST_SUGGESTED
from trustapp.storage.preferences import RITUAL_REMINDERS

TODAY = date(2026, 5, 4)
WEEK = (TODAY, TODAY + timedelta(days=6))
DAILY = Plan(TODAY, "19:10", "UTC", "FREQ=DAILY")
DAY = timedelta(days=1)


def words(name: str = "Tea without screens", plan: Plan | None = DAILY, **more: object) -> RitualWords:
    return replace(RitualWords(RitualId(""), name, "Tea, and nothing else."), plan=plan, **more)  # type: ignore[arg-type]


def suggested(home: Home, made: RitualWords | None = None) -> RitualId:
    home.open(FIRST)
    return home.services.rituals.suggest(made or words()).value


def planned(home: Home, made: RitualWords | None = None) -> RitualId:
    ritual = suggested(home, made)
    home.open(SECOND)
    home.services.rituals.say_yes(ritual)
    return ritual


def week(home: Home) -> tuple[Occurrence, ...]:
    return home.services.rituals.span(*WEEK).value.occurrences


def standings(home: Home) -> list[Standing]:
    return [one.standing for one in home.services.rituals.view().value.rituals]


def said(home: Home) -> list[Statement]:
    return [one.statement for one in home.services.rituals._household.said()]


# -- suggesting and saying yes -------------------------------------------------------------------------


def test_a_ritual_is_planned_when_the_other_says_yes_and_each_signed_it(couple: Home) -> None:
    ritual = suggested(couple)
    assert standings(couple) == [Standing.ASKED_THEM]
    assert [one.day for one in week(couple)] == [TODAY], "a suggestion shows its first time alone"
    couple.open(SECOND)
    assert standings(couple) == [Standing.ASKED_ME]
    couple.services.rituals.say_yes(ritual)
    assert standings(couple) == [Standing.PLANNED]
    assert [one.day for one in week(couple)] == [TODAY + step * DAY for step in range(7)]
    yeses = [one for one in couple.services.rituals._household.said() if isinstance(one.statement, RitualYes)]
    assert [(one.statement.by, one.signed) for one in yeses] == [(FIRST, True), (SECOND, True)]
    couple.open(FIRST)
    assert standings(couple) == [Standing.PLANNED]


def test_a_second_yes_of_the_same_person_plans_nothing(couple: Home) -> None:
    ritual = suggested(couple)
    couple.services.rituals.say_yes(ritual)
    assert standings(couple) == [Standing.ASKED_THEM]


def test_not_now_leaves_nothing_on_either_page_and_only_who_said_it_suggests_it_again(couple: Home) -> None:
    ritual = suggested(couple)
    couple.open(SECOND)
    couple.services.rituals.end(ritual)
    assert (standings(couple), week(couple)) == ([], ())
    couple.open(FIRST)
    assert (standings(couple), week(couple)) == ([], ())
    with pytest.raises(UserError) as refused:
        couple.services.rituals.suggest(words("  tea WITHOUT  screens "))
    assert refused.value.code == "ritual.not_now"
    couple.open(SECOND)
    again = couple.services.rituals.suggest(words()).value
    couple.open(FIRST)
    couple.services.rituals.say_yes(again)
    assert standings(couple) == [Standing.PLANNED]


def test_after_ninety_days_without_a_review_it_may_be_suggested_again(couple: Home) -> None:
    ritual = suggested(couple)
    couple.open(SECOND)
    couple.services.rituals.end(ritual)
    couple.clock.on(days=89)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"ritual\.not_now"):
        couple.services.rituals.suggest(words())
    couple.clock.on(days=1)
    couple.open(FIRST)
    assert couple.services.rituals.suggest(words()).value


def test_a_template_that_rests_rests_under_any_name(couple: Home) -> None:
    ritual = suggested(couple, words(template="ritual.tea"))
    couple.open(SECOND)
    couple.services.rituals.end(ritual)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"ritual\.not_now"):
        couple.services.rituals.suggest(words("Something else", template="ritual.tea"))


def test_suggestions_that_wait_do_not_become_a_heap_and_those_that_went_today_count(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.rituals
    made = [service.suggest(words(f"Tea {number}")).value for number in range(MOST_SUGGESTED)]
    service.end(made[0])
    couple.open(SECOND)
    service.end(made[1])
    service.say_yes(made[2])
    couple.open(FIRST)
    service.suggest(words("Walk"))
    with pytest.raises(UserError, match=r"ritual\.enough"):
        service.suggest(words("Walk, if you love me"))
    couple.open(SECOND)
    assert service.suggest(words("Music")).value, "the other is not held back by it"
    couple.clock.on(days=1)
    couple.open(FIRST)
    for number in range(2):
        service.suggest(words(f"Soup {number}"))
    with pytest.raises(UserError, match=r"ritual\.enough"):
        service.suggest(words("Soup"))


def test_taking_ones_own_suggestion_back_keeps_nobody_from_it(couple: Home) -> None:
    ritual = suggested(couple)
    couple.services.rituals.end(ritual)
    couple.open(SECOND)
    assert standings(couple) == []
    assert couple.services.rituals.suggest(words()).value


@pytest.mark.parametrize("ender", [FIRST, SECOND])
def test_either_ends_a_ritual_at_once(couple: Home, ender: str) -> None:
    ritual = planned(couple)
    couple.open(ender)  # type: ignore[arg-type]
    couple.services.rituals.end(ritual)
    assert week(couple) == ()
    couple.open(SECOND if ender == FIRST else FIRST)
    assert (week(couple), standings(couple)) == ((), [])
    with pytest.raises(UserError, match=r"ritual\.gone"):
        couple.services.rituals.say_yes(ritual)


def test_other_words_stand_beside_the_ritual_until_both_said_yes_to_them(couple: Home) -> None:
    before = planned(couple)
    couple.open(FIRST)
    plan = replace(DAILY, time="20:30")
    after = couple.services.rituals.suggest(words(plan=plan, replaces=before)).value
    assert {one.time for one in week(couple) if one.standing is Standing.PLANNED} == {"19:10"}
    couple.open(SECOND)
    couple.services.rituals.say_yes(after)
    assert {one.time for one in week(couple)} == {"20:30"}
    assert [one.words.id for one in couple.services.rituals.view().value.rituals] == [after]


def test_in_together_nobody_suggests_or_says_yes_and_anybody_ends(couple: Home) -> None:
    ritual, other = planned(couple), suggested(couple, words("Walk"))
    couple.together()
    service = couple.services.rituals
    for refused in (lambda: service.suggest(words("Music")), lambda: service.say_yes(other)):
        with pytest.raises(UserError, match=r"sitting\.not_own"):
            refused()
    assert [one.words.id for one in service.view().value.rituals if one.standing is Standing.PLANNED] == [
        ritual
    ]
    service.end(ritual)
    assert week(couple) == ()
    assert [one.by for one in said(couple) if isinstance(one, RitualEnd)] == [""]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "ritual.empty"),
        ({"does": ""}, "ritual.empty"),
        ({"name": "x" * 61}, "ritual.too_long"),
        ({"why": "x" * 401}, "ritual.too_long"),
        ({"minutes": -1}, "ritual.minutes"),
        ({"does": "You give me the passwords to your phone."}, "line.demands"),
        ({"why": "Sex is your duty."}, "line.demands"),
        ({"smaller": "You give me the passwords to your phone."}, "line.demands"),
        ({"step": 1, "plan": DAILY}, "ritual.series"),
        ({"step": 1, "plan": Plan(TODAY)}, "closeness.first"),
        ({"plan": Plan(TODAY, rule="FREQ=NEVER")}, "plan.rule"),
        ({"plan": Plan(TODAY, "25:00")}, "plan.time"),
        ({"replaces": RitualId("0" * 32)}, "ritual.gone"),
    ],
)
def test_what_cannot_be_suggested_is_refused_with_its_reason(
    couple: Home, changed: dict[str, object], code: str
) -> None:
    couple.open(FIRST)
    with pytest.raises(UserError) as refused:
        couple.services.rituals.suggest(replace(words(), **changed))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not any(isinstance(one, RitualYes) for one in said(couple))


# -- what lets a ritual rest ---------------------------------------------------------------------------


def limit_on(item: str) -> NewLimit:
    return NewLimit(CategoryId("touch"), "Not this", "Not this, for now.", Kind.OURS, ItemId(item))


def test_a_limit_on_something_in_it_lets_it_rest_at_once_for_both(couple: Home) -> None:
    ritual = planned(couple, words(items=(ItemId("touch.ask_first"),), touch=True))
    couple.open(FIRST)
    limit = couple.services.agreements.state_limit(limit_on("touch.ask_first"))
    for member in (FIRST, SECOND):
        couple.open(member)
        detail = couple.services.rituals.detail(ritual).value
        assert (detail.standing, detail.rests) == (Standing.RESTS, "limit")
        with pytest.raises(UserError, match=r"ritual\.rests"):
            couple.services.rituals.begin(ritual, TODAY, smaller=False)
    assert limit.value
    with pytest.raises(UserError, match=r"ritual\.limited"):
        couple.services.rituals.suggest(words("New", items=(ItemId("touch.ask_first"),)))


def test_a_template_that_a_limit_stands_on_is_not_offered(couple: Home) -> None:
    couple.open(FIRST)
    template = next(one for one in couple.services.rituals.templates().value if one.items)
    assert template.id not in couple.services.rituals.view().value.limited
    couple.services.agreements.state_limit(limit_on(template.items[0]))
    couple.open(SECOND)
    assert template.id in couple.services.rituals.view().value.limited


def test_a_suspension_lets_everything_rest_and_nothing_is_suggested_meanwhile(couple: Home) -> None:
    ritual = planned(couple)
    other = suggested(couple, words("Walk"))
    couple.services.agreements.suspend()
    view = couple.services.rituals.view().value
    assert view.suspended
    assert {one.standing for one in view.rituals} == {Standing.RESTS}
    assert {one.standing for one in week(couple)} == {Standing.RESTS}
    for refused in (
        lambda: couple.services.rituals.suggest(words("Music")),
        lambda: couple.services.rituals.begin(ritual, TODAY, smaller=True),
    ):
        with pytest.raises(UserError, match=r"ritual\.rests"):
            refused()
    couple.open(SECOND)
    with pytest.raises(UserError, match=r"ritual\.rests"):
        couple.services.rituals.say_yes(other)


def test_after_a_leaving_there_is_no_ritual_of_both(couple: Home) -> None:
    planned(couple)
    couple.open(FIRST)
    couple.services.leaving.leave(WORDS[FIRST])
    couple.open(SECOND)
    with pytest.raises(UserError):
        couple.services.rituals.suggest(words("Walk"))
    assert couple.services.rituals.rituals() == ()


# -- each time -----------------------------------------------------------------------------------------


def test_what_is_left_out_disappears_for_both_and_no_file_keeps_who_or_that(couple: Home) -> None:
    ritual = planned(couple)
    before = len(said(couple))
    couple.services.rituals.leave_out(ritual, TODAY)
    assert TODAY not in [one.day for one in week(couple)]
    couple.open(FIRST)
    assert TODAY not in [one.day for one in week(couple)]
    assert len(said(couple)) == before, "leaving out is never in the ledger"
    house = couple.services.rituals._household
    with house.shared.transaction() as tables:
        assert [(row.id, row.data) for row in tables.slips.passing()] == [(f"out/{ritual}/{TODAY}", b"")]
    couple.clock.on(days=1)
    for member in (FIRST, SECOND):
        couple.open(member)
        with house.shared.transaction() as tables:
            assert tables.slips.passing() == []
        with house.private.transaction() as own:
            assert own.own_rituals.times().out == ()


def test_who_left_it_out_brings_it_back_and_nobody_else(couple: Home) -> None:
    ritual = planned(couple)
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.services.rituals.bring_back(ritual, TODAY)
    assert TODAY in [one.day for one in week(couple)]
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.open(FIRST)
    with pytest.raises(UserError, match=r"ritual\.gone"):
        couple.services.rituals.bring_back(ritual, TODAY)
    couple.together()
    with pytest.raises(UserError, match=r"ritual\.gone"):
        couple.services.rituals.bring_back(ritual, TODAY)
    couple.services.rituals.leave_out(ritual, TODAY + DAY)
    couple.services.rituals.bring_back(ritual, TODAY + DAY)
    assert TODAY + DAY in [one.day for one in week(couple)]


def test_a_left_out_time_that_somebody_takes_out_of_the_file_stays_left_out(couple: Home) -> None:
    ritual = planned(couple)
    couple.services.rituals.leave_out(ritual, TODAY)
    couple.open(FIRST)
    house = couple.services.rituals._household
    with house.shared.transaction() as tables:
        tables.slips.delete(f"out/{ritual}/{TODAY}")
    couple.open(SECOND)
    assert TODAY not in [one.day for one in week(couple)]
    couple.open(FIRST)
    assert TODAY not in [one.day for one in week(couple)], "the opening of who left it out put it back"


def test_days_that_are_over_show_nothing_neither_done_nor_left_out(couple: Home) -> None:
    ritual = planned(couple)
    couple.services.rituals.leave_out(ritual, TODAY + DAY)
    couple.clock.on(days=3)
    couple.open(FIRST)
    shown = {one.day for one in week(couple)}
    assert shown == {TODAY + step * DAY for step in range(3, 7)}


def test_another_time_counts_when_both_said_so(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "12:00")
    (moving,) = [one for one in week(couple) if one.moving]
    assert (moving.day, moving.time, moving.standing) == (TODAY + 2 * DAY, "12:00", Standing.ASKED_THEM)
    assert [one for one in week(couple) if one.day == TODAY + DAY] == []
    couple.open(FIRST)
    (moving,) = [one for one in week(couple) if one.moving]
    assert moving.standing is Standing.ASKED_ME
    service.agree_move(ritual, TODAY + DAY)
    moved = [one for one in week(couple) if one.day == TODAY + 2 * DAY]
    assert [(one.time, one.standing, one.moving) for one in moved] == [
        ("12:00", Standing.PLANNED, False),
        ("19:10", Standing.PLANNED, False),
    ]
    couple.together()
    assert [(one.time, one.standing) for one in week(couple) if one.original == TODAY + DAY] == [
        ("12:00", Standing.PLANNED)
    ]


def test_a_no_to_another_time_keeps_it_where_it_was_and_it_is_not_asked_about_again(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.move(ritual, TODAY, TODAY + DAY, "12:00")
    couple.open(FIRST)
    service.keep_time(ritual, TODAY)
    for member in (SECOND, FIRST):
        couple.open(member)
        (kept,) = [one for one in week(couple) if one.original == TODAY]
        assert (kept.day, kept.time, kept.standing, kept.moving) == (
            TODAY, "19:10", Standing.PLANNED, False
        )  # fmt: skip
        assert kept.movable == (member == FIRST), "only who said no may suggest another time now"
    couple.open(SECOND)
    with pytest.raises(UserError, match=r"ritual\.single"):
        service.move(ritual, TODAY, TODAY + 2 * DAY, "12:00")
    couple.open(FIRST)
    service.move(ritual, TODAY, TODAY + 2 * DAY, "")
    couple.open(SECOND)
    (moving,) = [one for one in week(couple) if one.original == TODAY]
    assert (moving.day, moving.standing, moving.moving) == (TODAY + 2 * DAY, Standing.ASKED_ME, True)


def test_what_was_carried_away_and_back_says_no_to_nothing(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.move(ritual, TODAY, TODAY + DAY, "12:00")
    service.move(ritual, TODAY, TODAY, "19:10")
    with pytest.raises(UserError, match=r"ritual\.gone"):
        service.keep_time(ritual, TODAY)
    couple.open(FIRST)
    service.move(ritual, TODAY, TODAY + DAY, "12:00")
    couple.open(SECOND)
    (moving,) = [one for one in week(couple) if one.original == TODAY]
    assert (moving.day, moving.standing) == (TODAY + DAY, Standing.ASKED_ME)


def test_a_suggested_time_is_taken_back_to_where_it_was(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    service.move(ritual, TODAY, TODAY + DAY, "")
    service.take_move_back(ritual, TODAY)
    assert [one.day for one in week(couple) if one.original == TODAY] == [TODAY]
    with pytest.raises(UserError, match=r"ritual\.past"):
        service.move(ritual, TODAY, TODAY - DAY, "")
    with pytest.raises(UserError, match=r"plan\.time"):
        service.move(ritual, TODAY, TODAY, "26:00")
    with pytest.raises(UserError, match=r"ritual\.gone"):
        service.move(ritual, TODAY - DAY, TODAY, "")


def test_a_single_time_that_was_moved_past_its_day_is_still_there(couple: Home) -> None:
    ritual = planned(couple, words(plan=Plan(TODAY, "19:10")))
    service = couple.services.rituals
    service.move(ritual, TODAY, TODAY + 3 * DAY, "")
    couple.open(FIRST)
    service.agree_move(ritual, TODAY)
    couple.clock.on(days=2)
    for member in (FIRST, SECOND):
        couple.open(member)
        assert [(one.day, one.standing) for one in week(couple)] == [(TODAY + 3 * DAY, Standing.PLANNED)]
    couple.clock.on(days=2)
    couple.open(FIRST)
    assert (week(couple), standings(couple)) == ((), [])


def test_nobody_moves_a_time_in_the_others_name(couple: Home) -> None:
    """A row made with the other's name and one's own key counts for nothing."""
    ritual = planned(couple)
    couple.services.rituals.move(ritual, TODAY + DAY, TODAY + 2 * DAY, "12:00")
    house = couple.services.rituals._household
    with house.shared.transaction() as tables:
        (row,) = tables.slips.passing()
        tables.slips.put(f"moved/{FIRST}/{ritual}/{TODAY + DAY}", TODAY + 2 * DAY, row.data)
        forged = row.data.replace(b'"by":"p2"', b'"by":"p1"')
        tables.slips.put(f"moved/{FIRST}/{ritual}/{TODAY}", TODAY + 2 * DAY, forged)
    assert {one.standing for one in week(couple) if one.moving} == {Standing.ASKED_THEM}
    couple.together()
    assert not any(one.standing is Standing.PLANNED and one.time == "12:00" for one in week(couple))


def test_the_companion_shows_all_parts_or_the_small_form_and_keeps_nothing(couple: Home) -> None:
    whole = words(starts="Kettle on.", ends="Cups away.", smaller="One cup.", minutes=15, who="turns")
    ritual = planned(couple, whole)
    before = (couple.folder / "shared.db").read_bytes()
    begun = couple.services.rituals.begin(ritual, TODAY, smaller=False).value
    assert begun.parts == ("Kettle on.", "Tea, and nothing else.", "Cups away.")
    assert (begun.minutes, begun.begins) == (15, "Robin begins")
    small = couple.services.rituals.begin(ritual, TODAY + DAY, smaller=True).value
    assert (small.parts, small.minutes, small.begins) == (("One cup.",), 0, "Sasha begins")
    assert (couple.folder / "shared.db").read_bytes() == before


def test_the_page_of_a_ritual_with_touch_carries_the_limits_of_both(couple: Home) -> None:
    ritual = planned(couple, words(touch=True))
    for member in (FIRST, SECOND):
        couple.open(member)
        couple.services.agreements.state_limit(
            NewLimit(CategoryId("touch"), "Hair", f"Not my hair, says {member}.", Kind.MINE)
        )
    shown = couple.services.rituals.begin(ritual, TODAY, smaller=False).value
    assert shown.limits == ("Robin: Not my hair, says p1.", "Sasha: Not my hair, says p2.")
    assert shown.touch


# -- reminders -----------------------------------------------------------------------------------------


def test_reminders_are_off_until_asked_for_and_never_about_touch(couple: Home) -> None:
    planned(couple)
    planned(couple, words("Hands only", replace(DAILY, time="20:00"), touch=True))
    assert couple.services.rituals.reminder_times().value == ()
    with couple.services.rituals._household.private.transaction() as tables:
        tables.preferences.set(RITUAL_REMINDERS, True)
    times = couple.services.rituals.reminder_times().value
    assert [one.strftime("%d %H:%M") for one in times] == ["04 19:10"]
    couple.services.rituals.leave_out(couple.services.rituals.view().value.rituals[0].words.id, TODAY)
    assert couple.services.rituals.reminder_times().value == ()
    couple.together()
    assert couple.services.rituals.reminder_times().value == ()


# -- notes ---------------------------------------------------------------------------------------------


def test_a_note_is_private_until_a_copy_is_shared_and_taken_back(couple: Home) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    note = service.write_note(ritual, "Tea", "  Quiet, and good.  ").value
    couple.open(FIRST)
    assert service.detail(ritual).value.notes == ()
    couple.open(SECOND)
    service.share_note(note)
    couple.open(FIRST)
    (shown,) = service.detail(ritual).value.notes
    assert (shown.text, shown.by, shown.mine) == ("Quiet, and good.", SECOND, False)
    couple.open(SECOND)
    service.take_note_back(note)
    couple.open(FIRST)
    assert service.detail(ritual).value.notes == ()
    couple.open(SECOND)
    service.delete_note(note)
    assert service.detail(ritual).value.notes == ()
    for text, code in ((" ", "note.empty"), ("x" * 4001, "note.too_long")):
        with pytest.raises(UserError) as refused:
            service.write_note(ritual, "Tea", text)
        assert refused.value.code == code


def test_a_row_that_holds_no_note_is_left_out(couple: Home) -> None:
    planned(couple)
    house = couple.services.rituals._household
    with house.shared.transaction() as tables:
        for number, data in enumerate((b"", b"{}", b'{"by":"p9"}', b"\xff" * 40, b"[" * 5000)):
            tables.slips.put(f"note/{number:032x}", None, data)
    assert couple.services.rituals.notes() == ()


def test_the_shared_file_tells_no_word_in_clear(couple: Home, tmp_path: Path) -> None:
    ritual = planned(couple, words("Marmalade evening"))
    couple.services.rituals.share_note(
        couple.services.rituals.write_note(ritual, "Marmalade evening", "Marmalade note").value
    )
    couple.services.vault.lock()
    assert not [one for one in couple.folder.rglob("*") if one.is_file() and b"Marmalade" in one.read_bytes()]
