"""Taking rituals along: what is planned and still to come, and one's own notes; nothing of a single time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.homes import ROBIN, WORDS, Home
from tests.services.test_closeness import choose, say_steps
from tests.services.test_closeness import plan as plan_evening
from tests.services.test_exports import HOSTILE, export
from tests.services.test_rituals import DAILY, DAY, TODAY, limit_on, planned, suggested, words
from trustapp.domain.ids import FIRST, SECOND, ItemId, RitualId
from trustapp.domain.rituals import Plan, RitualWords

OWN = RitualWords(
    RitualId(""), "Six slow breaths", "I breathe.", plan=Plan(TODAY, "07:10", "UTC", "FREQ=DAILY")
)


def told(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["things.json"])["rituals"]
    return found


def test_ones_own_rituals_and_notes_go_along_and_what_both_planned_in_its_words(
    couple: Home, tmp_path: Path
) -> None:
    whole = words(
        why="For us.", starts="Kettle on.", ends="Cups away.", cannot="We say so.", smaller="One cup."
    )
    ritual = planned(couple, replace(whole, minutes=15, who=SECOND))
    couple.open(FIRST)
    service = couple.services.rituals
    couple.services.own_rituals.put(OWN)
    service.write_note(ritual, "Tea", "kept for me")
    service.share_note(service.write_note(ritual, "Tea", "shown to both").value)
    found = export(couple, tmp_path)
    for line in (
        "## Planned by both of us",
        "### Tea without screens",
        "> Tea, and nothing else.",
        "- When: Every day at 19:10",
        "- Begins: S",
        "- Minutes: 15",
        "- What it may be good for: For us.",
        "- If one of us cannot: We say so.",
        "## Planned by me alone",
        "### Six slow breaths",
        "- When: Every day at 07:10",
        "> kept for me",
    ):
        assert line in found["rituals.md"].splitlines()
    assert found["rituals.md"].endswith("> shown to both\n\n- Both of us read a copy of it.\n")
    (both,) = told(found)["both"]
    assert (both["smaller"], both["begins"], both["minutes"], both["touch"]) == (
        "One cup.",
        "other",
        15,
        False,
    )
    plan = {"day": "2026-05-04", "time": "19:10", "zone": "UTC", "rule": "FREQ=DAILY", "without": []}
    assert both["plan"] == plan
    assert [(one["name"], one["begins"]) for one in told(found)["own"]] == [("Six slow breaths", "me")]
    notes = [(one["ritual"], one["day"], one["text"], one["shared"]) for one in told(found)["notes"]]
    assert notes == [
        ("Tea", "2026-05-04", "kept for me", False),
        ("Tea", "2026-05-04", "shown to both", True),
    ]


def test_a_note_of_which_only_the_shared_copy_is_left_is_there_once_and_none_of_the_others(
    couple: Home, tmp_path: Path
) -> None:
    ritual = planned(couple)
    service = couple.services.rituals
    for member in (SECOND, FIRST):
        couple.open(member)
        note = service.write_note(ritual, "Tea", f"written by {member}").value
        service.share_note(note)
        service.delete_note(note)
        service.write_note(ritual, "Tea", f"private to {member}")
    notes = told(export(couple, tmp_path))["notes"]
    assert {(one["text"], one["shared"]) for one in notes} == {
        ("written by p1", True),
        ("private to p1", False),
    }


def test_nothing_that_is_suggested_ended_or_over_goes_along(couple: Home, tmp_path: Path) -> None:
    ended = planned(couple, words("Walk"))
    couple.services.rituals.end(ended)
    planned(couple, words("Picnic", Plan(TODAY, "12:00")))
    planned(couple, words("Ten times", replace(DAILY, rule="FREQ=DAILY;COUNT=3")))
    planned(couple, words("Until then", replace(DAILY, rule="FREQ=DAILY;UNTIL=20260505")))
    couple.services.own_rituals.put(replace(OWN, name="Once, alone", plan=Plan(TODAY)))
    couple.clock.on(days=3)
    suggested(couple, words("Music"))
    couple.open(SECOND)
    suggested(couple, words("Dance"))
    couple.open(SECOND)
    found = export(couple, tmp_path, WORDS[SECOND])
    assert told(found) == {"both": [], "own": [], "notes": []}
    everything = "\n".join(found.values())
    for name in ("Walk", "Picnic", "Ten times", "Until then", "Once, alone", "Music", "Dance"):
        assert name not in everything
    assert "Nothing is planned." in found["rituals.md"]


def test_of_a_plan_there_is_only_what_is_still_to_come(couple: Home, tmp_path: Path) -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4"
    planned(couple, words("Bath", Plan(TODAY, "", "UTC", rule, (TODAY + 14 * DAY, TODAY + 28 * DAY))))
    couple.clock.on(days=15)
    couple.open(FIRST)
    found = export(couple, tmp_path)
    (both,) = told(found)["both"]
    assert both["plan"] == {
        "day": "2026-06-15",
        "time": "",
        "zone": "UTC",
        "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20260615",
        "without": [],
    }
    assert both["when"] == "Every second Monday, until 15 June 2026"
    everything = "\n".join(found.values())
    for day in ("2026-05-04", "2026-05-18", "2026-06-01", "4 May", "18 May", "1 June"):
        assert day not in found["rituals.md"] + json.dumps(both), day
    assert "COUNT" not in everything


@pytest.mark.parametrize("change", ["leave out", "move"])
def test_nothing_tells_of_a_single_time_that_was_left_out_or_moved(
    couple: Home, tmp_path: Path, change: str
) -> None:
    ritual, own = planned(couple), ""
    couple.open(FIRST)
    own = couple.services.own_rituals.put(OWN).value
    before = export(couple, tmp_path)
    for service, which in ((couple.services.rituals, ritual), (couple.services.own_rituals, own)):
        if change == "leave out":
            service.leave_out(which, TODAY)
        else:
            service.move(which, TODAY + DAY, TODAY + 2 * DAY, "12:00")
    after = export(couple, tmp_path)
    assert after == before


def test_what_comes_once_and_was_left_out_is_not_there(couple: Home, tmp_path: Path) -> None:
    ritual = planned(couple, words("Picnic", Plan(TODAY + DAY, "12:00")))
    couple.services.rituals.leave_out(ritual, TODAY + DAY)
    couple.open(FIRST)
    assert told(export(couple, tmp_path))["both"] == []


def test_nothing_of_graded_closeness_goes_along(couple: Home, tmp_path: Path) -> None:
    say_steps(couple, 1)
    couple.clock.on(days=1)
    ritual = plan_evening(couple, 1, days=1)
    choose(couple, ritual, 1, 0)
    couple.open(FIRST)
    found = export(couple, tmp_path)
    assert told(found)["both"] == []
    everything = "\n".join(found.values()).casefold()
    for word in ("step_up", "step_down", "ceiling", "closeness: "):
        assert word not in everything


def test_what_rests_is_not_there(couple: Home, tmp_path: Path) -> None:
    planned(couple, words("Feet", items=(ItemId("touch.ask_first"),), touch=True))
    couple.open(FIRST)
    couple.services.agreements.state_limit(limit_on("touch.ask_first"))
    assert told(export(couple, tmp_path))["both"] == []


def test_no_day_on_which_anything_was_said_of_rituals_is_told(couple: Home, tmp_path: Path) -> None:
    planned(couple)
    house = couple.services.exports._household
    couple.clock.on(days=1)
    couple.open(FIRST)
    found = export(couple, tmp_path)
    assert {one["type"] for one in json.loads(found["things.json"])["statements"]}.isdisjoint(
        {"ritual_yes", "ritual_end", "step_up", "step_down"}
    )
    assert "2026-05-04" not in json.dumps(told(found))
    everything = "\n".join(found.values())
    for one in house.said():
        assert one.statement.id not in everything


def test_after_leaving_ones_own_rituals_and_notes_are_there_and_nothing_of_both(
    couple: Home, tmp_path: Path
) -> None:
    ritual = planned(couple)
    couple.open(FIRST)
    couple.services.own_rituals.put(OWN)
    couple.services.rituals.write_note(ritual, "Tea", "kept for me")
    couple.services.leaving.leave(ROBIN)
    found = told(export(couple, tmp_path))
    assert found["both"] == []
    assert [one["name"] for one in found["own"]] == ["Six slow breaths"]
    assert [(one["text"], one["shared"]) for one in found["notes"]] == [("kept for me", False)]


def test_the_same_day_gives_the_same_files(couple: Home, tmp_path: Path) -> None:
    for name in ("Tea", "Walk", "Music"):
        planned(couple, words(name))
    couple.open(FIRST)
    couple.services.own_rituals.put(OWN)
    first = export(couple, tmp_path)
    couple.clock.on(minutes=5)
    couple.open(FIRST)
    assert export(couple, tmp_path) == first


def test_nothing_in_the_words_of_a_ritual_or_a_note_is_markup(alone: Home, tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    service = alone.services.own_rituals
    own = service.put(replace(OWN, name="<b>n</b> *x*", does=HOSTILE, cannot=HOSTILE)).value
    service.write_note(own, "[n](http://a.b)", HOSTILE)
    html = MarkdownIt().render(export(alone, tmp_path)["rituals.md"])
    for tag in ("<script", "<a ", "<img", "<strong>", "<code>", "<b>", "<em>", "<!--", "<ol>"):
        assert tag not in html, tag
    assert not re.search(r"<h1>(?!Rituals)", html)


def test_names_are_as_on_the_paper_of_the_agreement(couple: Home, tmp_path: Path) -> None:
    planned(couple, replace(words(), does="Sasha pours, Robin carries."))
    couple.open(FIRST)
    found = export(couple, tmp_path)
    assert "> S pours, R carries." in found["rituals.md"]
    assert "Sasha" not in found["rituals.md"] + json.dumps(told(found))


def test_a_plan_that_begins_later_begins_on_its_first_day(alone: Home, tmp_path: Path) -> None:
    alone.services.own_rituals.put(
        replace(OWN, plan=Plan(TODAY + timedelta(days=9), "", "UTC", "FREQ=DAILY"))
    )
    alone.services.own_rituals.put(replace(OWN, name="When it rains", plan=None))
    later, rain = told(export(alone, tmp_path))["own"]
    assert later["plan"]["day"] == "2026-05-13"
    assert (rain["plan"], rain["when"]) == (None, "When it fits")
