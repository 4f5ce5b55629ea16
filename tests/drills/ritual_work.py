"""Rituals: what both say of them, and what is said of single times, evenings and afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from tests.drills.ground import BOTH, House, begin_couple, unsound
from tests.drills.operation import LATER, Ack, Facts, Operation, visit
from trustapp.demonstration import PASSPHRASES
from trustapp.domain.ids import FIRST, SECOND, RitualId
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services import ritual_slips, slip_rows
from trustapp.services.ritual_views import Standing

DAY: Final = timedelta(days=1)


def _suggest(house: House, name: str, *, step: int = 0, days: int = 0) -> RitualId:
    """A ritual of every day, or an evening of closeness so many days later."""
    day = house.clock().date() + days * DAY
    plan = Plan(day, "20:00", "UTC", "" if step else "FREQ=DAILY")
    words = RitualWords(RitualId(""), name, "We do it.", step=step, plan=plan)
    return house.services.rituals.suggest(words).value


def _plan(house: House, name: str, *, step: int = 0, days: int = 0) -> RitualId:
    """Suggested by the second person, and agreed to by the first."""
    house.open(SECOND)
    ritual = _suggest(house, name, step=step, days=days)
    house.open(FIRST)
    house.services.rituals.say_yes(ritual)
    return ritual


def _seen(house: House) -> None:
    for member in BOTH:
        house.open(member)
    house.services.vault.lock()


# -- what is said in the ledger: suggestion, yes, end, steps --------------------------------------------


def _prepare_said(folder: Path) -> Facts:
    house = begin_couple(folder)
    tea = _plan(house, "tea")
    house.open(SECOND)
    walk = _suggest(house, "walk")
    _seen(house)
    return {"tea": tea, "walk": walk}


def _work_said(folder: Path, facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    rituals, closeness = house.services.rituals, house.services.closeness
    _suggest(house, "music")
    ack("music")
    rituals.say_yes(RitualId(facts["walk"]))
    ack("walk")
    rituals.end(RitualId(facts["tea"]))
    ack("tea ended")
    closeness.step_up(1, PASSPHRASES[FIRST])
    ack("up")
    closeness.step_down(0)
    ack("down")


class _Said(NamedTuple):
    standing: dict[str, Standing]
    mine: int | None
    both: int


def _said(house: House) -> _Said:
    found = {one.words.name: one.standing for one in house.services.rituals.view().value.rituals}
    closeness = house.services.closeness.view().value
    return _Said(found, closeness.mine, closeness.both)


def _look_said(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, _said)
    for member in BOTH:
        standing = found[member].standing
        asked = Standing.ASKED_THEM if member == FIRST else Standing.ASKED_ME
        if standing.get("music", None if "music" not in acks else "lost") not in (None, asked):
            problems.append(f"for {member} the suggestion is {standing.get('music')} after {list(acks)}")
        if "walk" in acks and standing.get("walk") is not Standing.PLANNED:
            problems.append(f"for {member} what was agreed to is {standing.get('walk')}")
        if "tea ended" in acks and "tea" in standing:
            problems.append(f"for {member} what was ended is {standing['tea']}")
        if found[member].both:
            problems.append(f"for {member} a step counts that one alone has said")
    if found[FIRST].mine not in {"down": (0,), "up": (0, 1)}.get(acks[-1] if acks else "", (0, 1)):
        problems.append(f"the step is {found[FIRST].mine} after {list(acks)}")
    if found[FIRST].standing.keys() != found[SECOND].standing.keys():
        problems.append("the two see different rituals")
    return problems + unsound(folder)


# -- what is erased again: single times, ceilings, notes; and one's own rituals --------------------------


def _prepare_times(folder: Path) -> Facts:
    house = begin_couple(folder)
    for member in BOTH:
        house.open(member)
        house.services.closeness.step_up(1, PASSPHRASES[member])
    tea = _plan(house, "tea")
    evening = _plan(house, "evening", step=1, days=int(LATER // 24))
    house.open(SECOND)
    house.services.closeness.choose_ceiling(evening, 1)
    _seen(house)
    return {"tea": tea, "evening": evening}


def _work_times(folder: Path, facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    rituals, closeness, own = house.services.rituals, house.services.closeness, house.services.own_rituals
    tea, evening, today = RitualId(facts["tea"]), RitualId(facts["evening"]), house.clock().date()
    rituals.leave_out(tea, today)
    ack("out")
    rituals.move(tea, today + DAY, today + 2 * DAY, "12:00")
    ack("moved")
    closeness.choose_ceiling(evening, 1)
    ack("ceiling 1")
    note = rituals.write_note(tea, "tea", "quiet").value
    ack("note")
    rituals.share_note(note)
    ack("shared")
    own.put(RitualWords(RitualId(""), "alone", "I do it.", plan=Plan(today)))
    ack("alone")
    closeness.choose_ceiling(evening, 0)
    ack("ceiling 0")
    rituals.bring_back(tea, today)
    ack("back")
    rituals.take_note_back(note)
    ack("taken back")


class _Kept(NamedTuple):
    out: bool
    moved: bool
    ceiling: int | None
    private: int
    shared: int
    alone: int
    rows: frozenset[str]
    """The rows of single times and ceilings that lie in the shared space."""
    own: frozenset[str]
    """Those that follow from one's own word."""


def _kept(house: House) -> _Kept:
    rituals, home = house.services.rituals, house.services.rituals._household
    today = house.clock().date()
    week = rituals.span(today, today + 6 * DAY).value.occurrences
    night = next((one for one in house.services.closeness.view().value.nights), None)
    with home.shared.transaction() as tables:
        rows = frozenset(row.id for row in tables.slips.passing())
    return _Kept(
        not any(_is_tea(one.name, one.original, today) for one in week),
        any(one.moving for one in week),
        night.ceiling if night is not None else None,
        len(rituals.private_notes()),
        len(rituals.shared_notes()),
        len(house.services.own_rituals.rituals()),
        rows,
        _follows(house),
    )


def _is_tea(name: str, original: date, day: date) -> bool:
    return name == "tea" and original == day


def _follows(house: House) -> frozenset[str]:
    home = house.services.rituals._household
    own, me = ritual_slips.own_times(home), home.me().id
    return frozenset([
        *(slip_rows.out_id(one.ritual, one.original) for one in own.out),
        *(slip_rows.moved_id(me, one.ritual, one.original) for one in own.moved),
        *(slip_rows.ceiling_id(me, one.ritual, one.day) for one in own.ceilings),
    ])  # fmt: skip


def _look_times(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, _kept)
    mine = found[FIRST]
    if mine.own != frozenset(row for row in mine.rows if "/p2/" not in row):
        problems.append(f"the rows {sorted(mine.rows)} are not what was said: {sorted(mine.own)}")
    for member in BOTH:
        one = found[member]
        if one.out != mine.out or one.moved != mine.moved or one.ceiling != mine.ceiling:
            problems.append(f"{member} sees {one}, the other {mine}")
        if ("out" in acks and "back" not in acks and not one.out and acks[-1] != "ceiling 0") or (
            "back" in acks and one.out
        ):
            problems.append(f"for {member} a time is {'' if one.out else 'not '}left out after {list(acks)}")
        if "moved" in acks and not one.moved:
            problems.append(f"for {member} a moved time is lost")
        if "ceiling 0" in acks and one.ceiling != 0:
            problems.append(f"for {member} the ceiling is {one.ceiling} and was told as 0")
        if "ceiling 1" in acks and one.ceiling is None:
            problems.append(f"for {member} a ceiling is lost")
    if found[SECOND].private or found[SECOND].alone:
        problems.append("something private is where the other sees it")
    shared = {"taken back": (0,), "back": (0, 1)}.get(acks[-1] if acks else "", (1,))
    if "shared" in acks and found[SECOND].shared not in shared:
        problems.append(f"{found[SECOND].shared} notes are shared after {list(acks)}")
    if mine.private < ("note" in acks) or mine.alone < ("alone" in acks):
        problems.append(f"{mine.private} notes and {mine.alone} rituals of one's own after {list(acks)}")
    return problems + unsound(folder)


RITUALS: Final = (
    Operation("rituals", _prepare_said, _work_said, _look_said),
    Operation("times", _prepare_times, _work_times, _look_times),
)
