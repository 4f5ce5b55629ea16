"""The templates of rituals: all there, kind to either of the two, and out of reach of no limit."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.test_catalogue_words import DOUBLED, UNWANTED
from trustapp import places
from trustapp.documents.catalogue import CatalogueError, load
from trustapp.documents.catalogue.library import CLOSENESS
from trustapp.domain.answers import Shape
from trustapp.domain.demands import demanded
from trustapp.domain.errors import UserError
from trustapp.domain.ids import RitualId
from trustapp.domain.ritual_texts import AloneText, Place, RitualText, Stage, Voice
from trustapp.domain.rituals import EITHER, MAX_NAME, MAX_WORDS, STEPS, TURNS, Often, Plan, checked

FOLDER = places.resource("catalogues", "en")
FOUND = load(FOLDER)
RITUALS = FOUND.rituals
BY_ID = {one.id: one for one in RITUALS}
ITEMS = {item.id: item for category in FOUND.categories for item in category.items}
TOUCH = [one for one in RITUALS if one.touch]
STEPS_OF_CLOSENESS = [one for one in RITUALS if one.step]
WITH_ALONE = [one for one in RITUALS if one.alone is not None]
ABOUT_THE_BREACH = ("ritual.question_hour", "ritual.transparency_checkup", "ritual.after_a_slip")
PARTS = ("name", "why", "starts", "does", "ends", "cannot", "smaller")
ID = RitualId("0" * 32)
SUNDAY = Plan(date(2026, 5, 17), "17:00", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=SU")

NAMED_IN_THE_PLAN = (
    "Know one thing about your day", "Six slow breaths together", "Home-coming hug with asking",
    "Stress talk, not about us", "One thing I noticed", "Good-night check: green, amber or red",
    "Tea without screens", "Hand on heart", "Weekly meeting", "Walk without the subject",
    "Question hour, with an end", "Cook something new", "Hands only", "Music and lying still", "Read aloud",
    "Review our agreement", "A new place", "Look at what got easier", "A letter each", "Memory page",
    "Talk on desires, in general", "Check-up of transparency lines", "The hard date: a plan",
    "First night in one bed again", "Return from travel", "After a therapy session", "After a slip",
    "New beginning evening",
)  # fmt: skip


def of_ritual(value: object) -> str:
    return value.id if isinstance(value, RitualText) else str(value)


def words_of(one: RitualText | AloneText) -> list[str]:
    return [getattr(one, part) for part in PARTS]


def whole(one: RitualText) -> str:
    return " ".join([*words_of(one), one.when])


def each_text() -> list[tuple[str, str]]:
    """Every text that somebody reads, with where it stands."""
    both = [(one.id, text) for one in RITUALS for text in (*words_of(one), one.when)]
    alone = [(f"{one.id}, alone", text) for one in RITUALS if one.alone for text in words_of(one.alone)]
    page = [(card.id, text) for card in FOUND.closeness.values() for text in (card.title, *card.body)]
    return [*both, *alone, *page]


# -- what is there --------------------------------------------------------------------------------------


def test_there_are_forty_eight_rituals_in_four_groups() -> None:
    counts = Counter(one.often for one in RITUALS)
    assert counts == {Often.DAILY: 14, Often.WEEKLY: 14, Often.MONTHLY: 10, Often.OCCASION: 10}
    assert [one.often for one in RITUALS] == sorted((one.often for one in RITUALS), key=list(Often).index)


def test_an_id_is_never_lost_or_reused() -> None:
    """Rituals keep the id of their template: a new one adds a line to this file, none is taken out."""
    known = (Path(__file__).parent / "data" / "ritual_ids.txt").read_text().split()
    assert [one.id for one in RITUALS] == known


def test_no_id_is_that_of_an_item() -> None:
    assert not set(BY_ID) & set(ITEMS)


def test_each_ritual_that_was_planned_is_there_under_its_name() -> None:
    names = [one.name for one in RITUALS]
    assert set(NAMED_IN_THE_PLAN) <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("ritual", RITUALS, ids=of_ritual)
def test_a_ritual_has_all_its_parts(ritual: RitualText) -> None:
    assert 0 < len(ritual.name) <= MAX_NAME
    assert all(0 < len(text) <= MAX_WORDS for text in (*words_of(ritual), ritual.when))
    assert ritual.article
    assert ritual.who in (EITHER, TURNS)
    assert 0 < ritual.minutes <= 480


def test_each_way_of_choosing_finds_something_in_every_group_that_has_it() -> None:
    assert {one.stage for one in RITUALS} == set(Stage)
    assert {one.place for one in RITUALS} == set(Place)
    assert {one.voice for one in RITUALS} == set(Voice)
    for often in Often:
        group = [one for one in RITUALS if one.often is often]
        assert {one.voice for one in group} == set(Voice)
        assert Stage.STEADY in {one.stage for one in group}
        assert sum(not one.touch for one in group) >= 6
        assert sum(one.minutes <= 20 for one in group) >= 2


def test_somebody_alone_finds_a_whole_library() -> None:
    assert len(WITH_ALONE) >= 18
    for often in Often:
        assert sum(one.often is often for one in WITH_ALONE) >= 6


# -- how it reads ---------------------------------------------------------------------------------------

PRESSURE = re.compile(
    r"\b(duty|duties|debts?|regularly|reward\w*|earn\w*|deserve\w*|homework|success\w*|progress|achiev\w*"
    r"|improv\w*|times a|at least (?:once|twice)|every (?:day|night|week|month)"
    r"|need to|has to|prove to|make it up|makes? up for|well done|good job|proud of you|skipp\w*|fail\w*)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(nothing|nobody|not|no|never|neither|none|need not|without)\b", re.IGNORECASE)
GENDER = re.compile(
    r"\b(he|she|him|her|hers|his|himself|herself|husband|wife|spouse|girlfriend|boyfriend|m[ae]n|wom[ae]n"
    r"|penetrat\w*|orgasm\w*|intercourse|erect\w*|naked)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("where", "text"), each_text())
def test_a_text_keeps_the_tone(where: str, text: str) -> None:
    own = re.sub(r"“[^”]*”", "", text)
    assert not UNWANTED.search(own), where
    assert not DOUBLED.search(own), where
    assert not GENDER.search(text), where
    assert not re.search(r"  | [,.;:?]|\.\.", text), where
    assert not re.search(r"[\"\']", text), "typographic quotes"
    assert text.count("“") == text.count("”"), where
    for sentence in re.split(r"(?<=[.?;:])\s+", own):
        assert not PRESSURE.search(sentence) or DENIED.search(sentence), sentence


@pytest.mark.parametrize(("where", "text"), each_text())
def test_no_text_asks_for_what_no_line_may_demand(where: str, text: str) -> None:
    assert demanded(text) is None, where


@pytest.mark.parametrize("ritual", RITUALS, ids=of_ritual)
def test_each_part_is_whole_sentences(ritual: RitualText) -> None:
    for one in (ritual, *([ritual.alone] if ritual.alone else [])):
        assert one.name[0].isupper()
        assert not one.name.endswith(".")
        for text in words_of(one)[1:]:
            assert text[0].isupper() or text[0] == "“"
            assert text.endswith((".", "?", "”"))
    assert ritual.when[0].isupper()
    assert ritual.when.endswith(".")


@pytest.mark.parametrize("ritual", WITH_ALONE, ids=of_ritual)
def test_the_form_for_one_speaks_of_one(ritual: RitualText) -> None:
    assert ritual.alone is not None
    own = re.sub(r"“[^”]*”", "", " ".join(words_of(ritual.alone)))
    assert not re.search(r"\b(we|us|our|ours|both of|each other|turns)\b", own, re.IGNORECASE)
    assert re.search(r"\b(I|my|me|myself)\b", own)


@pytest.mark.parametrize("ritual", RITUALS, ids=of_ritual)
def test_whoever_cannot_is_asked_for_no_reason_and_for_no_other_time(ritual: RitualText) -> None:
    own = re.sub(r"“[^”]*”", "", ritual.cannot)
    assert not re.search(r"\b(because|instead of it another|makes? up|explain why|next time|catch up)\b", own)
    assert "sorry" not in ritual.cannot


def test_no_ritual_names_how_often_there_is_touch() -> None:
    for one in TOUCH:
        assert not re.search(r"\b(daily|weekly|monthly|once a|twice|often|every)\b", whole(one)), one.id


# -- touch ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ritual", TOUCH, ids=of_ritual)
def test_where_there_is_touch_it_says_what_makes_it_free(ritual: RitualText) -> None:
    text = whole(ritual)
    assert re.search(r"\b[Ee]ither may (?:\w+ )?stop at once", text)
    assert re.search(r"\bno (?:needs no reason|at the last minute)", text)
    assert re.search(r"\b(?:in|for|with) (?:\w+ )?words\b", text)
    assert "othing has to be felt" in text
    assert re.search(r"\b[Aa]sks?\b|\basked\b", text)


@pytest.mark.parametrize("ritual", TOUCH, ids=of_ritual)
def test_a_limit_on_what_it_does_reaches_every_ritual_with_touch(ritual: RitualText) -> None:
    named = {str(one) for one in ritual.items}
    assert named <= set(ITEMS)
    assert "when_crossed.closeness_rests" in named
    assert any(ITEMS[one].shape is Shape.OPENING for one in named)
    assert ritual.time < "20:30" or "timing.late_evening" in named
    assert not ritual.time or ritual.time > "10:00" or "timing.morning" in named


def test_what_a_ritual_names_may_be_limited_or_makes_it_unfit_when_it_is_needed() -> None:
    """A need that a ritual keeps anyway ("ask in words first") would let it rest for nothing."""
    unfit = {"when_crossed.closeness_rests", "home.sleeping_apart", "health.testing"}
    for one in RITUALS:
        for name in one.items:
            assert ITEMS[name].shape is Shape.OPENING or name in unfit, (one.id, name)


@pytest.mark.parametrize(
    ("ritual", "item"),
    [
        ("ritual.homecoming_hug", "affection.hug_coming_in"),
        ("ritual.hands_only", "affection.hands_at_home"),
        ("ritual.music_lying_still", "touch.lying_still"),
        ("ritual.first_night_same_bed", "intimacy.same_bed"),
        ("ritual.first_night_same_bed", "home.sleeping_apart"),
        ("ritual.first_night_same_bed", "timing.late_evening"),
        ("ritual.talk_on_desires", "intimacy.at_all"),
        ("ritual.weekly_meeting", "communication.weekly_talk"),
        ("ritual.transparency_checkup", "transparency.monthly_look"),
        ("ritual.hard_date", "triggers.plan_for_date"),
        ("ritual.tea_no_screens", "privacy.meals"),
        ("ritual.before_appointment", "health.going_together"),
        ("ritual.closeness_1", "affection.sitting_close"),
        ("ritual.closeness_2", "affection.hands_at_home"),
        ("ritual.closeness_3", "touch.massage"),
        ("ritual.closeness_3", "touch.places"),
        ("ritual.closeness_4", "touch.grabbing"),
        ("ritual.closeness_5", "intimacy.at_all"),
        ("ritual.closeness_6", "intimacy.kissing"),
    ],
)
def test_a_ritual_names_the_item_that_it_is(ritual: str, item: str) -> None:
    assert item in BY_ID[ritual].items


def test_words_of_touch_stand_only_where_touch_is_marked() -> None:
    for one in RITUALS:
        if not one.touch:
            found = re.findall(
                r"[^.;:]*\b(?:hugs?|kiss\w*|caress\w*|embrac\w*|hold hands|in arms|touch\w*)\b[^.;:]*",
                " ".join(words_of(one)),
            )
            assert all(DENIED.search(text) for text in found), (one.id, found)


def test_a_colour_is_no_yes() -> None:
    text = BY_ID["ritual.goodnight_check"].does
    assert "Green is not a yes to touch" in text
    assert "Silence is heard as red" in BY_ID["ritual.goodnight_check"].starts


# -- closeness ------------------------------------------------------------------------------------------


def test_there_are_six_steps_of_closeness_without_a_rule_and_on_a_shelf_of_their_own() -> None:
    assert [one.step for one in STEPS_OF_CLOSENESS] == list(range(1, STEPS + 1))
    for one in RITUALS:
        assert (one.shelf == "closeness") == bool(one.step)
        assert one.step == 0 or (one.rule == "" and one.touch and one.alone is None and one.items)
        assert one.step or one.shelf == one.often.value


@pytest.mark.parametrize("ritual", STEPS_OF_CLOSENESS, ids=of_ritual)
def test_a_step_of_closeness_says_how_it_stops(ritual: RitualText) -> None:
    assert "stop sign" in ritual.starts
    assert re.search(r"\b(?:[Ss]tillness|going still|[Ss]tiffness)\b.* and no answer are a stop", ritual.ends)
    assert "After a stop nothing is taken up again that evening." in ritual.ends
    assert "no limit speaks against" in ritual.when
    assert "both chose" in ritual.when
    assert ritual.stage is Stage.RECONNECT


def test_a_limit_that_rules_out_a_step_rules_out_each_further_one() -> None:
    for one, further in pairwise(STEPS_OF_CLOSENESS):
        assert set(one.items) <= set(further.items), further.id


@pytest.mark.parametrize("ritual", STEPS_OF_CLOSENESS, ids=of_ritual)
def test_a_step_is_planned_singly_or_not_at_all(ritual: RitualText) -> None:
    once = Plan(date(2026, 5, 17), "16:00", "Europe/Berlin")
    assert checked(ritual.words(ID, once)).step == ritual.step
    for plan in (SUNDAY, None):
        with pytest.raises(UserError, match=r"ritual\.series"):
            checked(ritual.words(ID, plan))


def test_the_page_about_closeness_has_its_texts_and_the_words_for_afterwards() -> None:
    assert tuple(FOUND.closeness) == CLOSENESS
    first = FOUND.closeness["closeness_after"].body[0]
    assert first.startswith("If you could not stop, it was not a yes.")
    stop = " ".join(FOUND.closeness["closeness_stop"].body)
    for sign in ("Silence", "stillness", "stiffness", "tears"):
        assert sign in stop
    assert "a no needs no reason" in stop
    assert "no silence and no colour is a yes to touch" in " ".join(FOUND.closeness["closeness_ceiling"].body)


# -- what is about the breach ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ABOUT_THE_BREACH)
def test_what_is_about_the_breach_is_finite_and_guarded(name: str) -> None:
    ritual = BY_ID[name]
    text = whole(ritual)
    assert "afraid of the other" in ritual.when
    assert "therapist" in text
    assert re.search(r"minutes|half an hour", ritual.ends)
    assert ritual.minutes <= 30
    assert not ritual.touch
    assert not re.search(r"\b(password|passphrase|code|tracker?|location)s?\b", text)
    assert re.search(r"no pictures|not of what happened", text)


# -- when it comes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ritual", [one for one in RITUALS if one.rule], ids=of_ritual)
def test_a_suggested_rule_is_read_by_the_library_and_comes_at_most_once_a_day(ritual: RitualText) -> None:
    begin = datetime(2026, 1, 5)
    found = rrulestr(ritual.rule, dtstart=begin).between(begin, begin + timedelta(days=363), inc=True)
    assert len({one.date() for one in found}) == len(found)
    least, most = {Often.DAILY: (100, 364), Often.WEEKLY: (52, 52), Often.MONTHLY: (12, 12)}[ritual.often]
    assert least <= len(found) <= most
    assert not ritual.touch or len(found) <= 120, "nothing suggests touch for every day"


def test_an_occasion_and_a_step_suggest_no_rule_and_everything_else_one() -> None:
    for one in RITUALS:
        assert (one.rule == "") == (one.often is Often.OCCASION or one.step > 0), one.id


# -- from a template to the words of a ritual -----------------------------------------------------------


@pytest.mark.parametrize("ritual", RITUALS, ids=of_ritual)
def test_a_template_becomes_the_words_that_a_yes_covers(ritual: RitualText) -> None:
    plan = replace(SUNDAY, rule=ritual.rule)
    words = checked(ritual.words(ID, plan))
    assert [getattr(words, part) for part in PARTS] == words_of(ritual)
    assert (words.id, words.template, words.plan) == (ID, ritual.id, plan)
    assert (words.who, words.minutes, words.touch, words.step, words.items) == (
        ritual.who, ritual.minutes, ritual.touch, ritual.step, ritual.items,
    )  # fmt: skip


@pytest.mark.parametrize("ritual", WITH_ALONE, ids=of_ritual)
def test_for_one_person_alone_nothing_of_the_other_is_in_it(ritual: RitualText) -> None:
    words = checked(ritual.words(ID, None, alone=True))
    assert ritual.alone is not None
    assert [getattr(words, part) for part in PARTS] == words_of(ritual.alone)
    assert (words.who, words.touch, words.step, words.items) == (EITHER, False, 0, ())
    assert words.template == ritual.id


def test_a_ritual_that_has_no_form_for_one_is_not_made_into_one() -> None:
    door = BY_ID["ritual.word_at_the_door"]
    with pytest.raises(ValueError, match="alone"):
        door.words(ID, None, alone=True)


# -- what is refused ------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "en"))


DAILY, WEEKLY, OCCASION = "rituals/daily.toml", "rituals/weekly.toml", "rituals/occasion.toml"
MONTHLY, PAGE = "rituals/monthly.toml", "closeness.toml"
FIRST_ONE = 'id = "ritual.one_thing_ahead"'
HUG = 'items = ["affection.hug_coming_in", "touch.places", "touch.grabbing", "when_crossed.closeness_rests"]'
DAMAGES: dict[str, tuple[str, str, str, str, str]] = {
    # what is wrong: file, what stood there, what stands there now, the id named, what is said of it
    "an unknown key": (DAILY, FIRST_ONE, f"{FIRST_ONE}\nstreak = 3", "ritual.one_thing_ahead", "streak"),
    "a missing field": (DAILY, 'who = "either"\n', "", "ritual.one_thing_ahead", "who"),
    "no TOML": (DAILY, FIRST_ONE, 'id = "ritual', "", ""),
    "a doubled id": (DAILY, 'id = "ritual.six_breaths"', FIRST_ONE, "ritual.one_thing_ahead", "twice"),
    "an id of another file": (WEEKLY, 'id = "ritual.weekly_meeting"', FIRST_ONE, "daily.toml", "twice"),
    "an id of an item": (DAILY, FIRST_ONE, 'id = "touch.pace"', "touch.pace", "begin"),
    "no id at all": (DAILY, FIRST_ONE, 'id = "One Thing"', "One Thing", "not an id"),
    "an empty part": (DAILY, '"One sentence each at the door, or one line on paper."', '""',
                      "ritual.one_thing_ahead, smaller", "empty"),
    "space around a part": (DAILY, '"One breath, in the doorway."', '"One breath, in the doorway. "',
                            "ritual.six_breaths, smaller", "space"),
    "a name that is too long": (DAILY, '"Know one thing about your day"', f'"{"x" * 61}"',
                                "ritual.one_thing_ahead, name", "longer than 60"),
    "a part that is too long": (DAILY, '"One breath, in the doorway."', f'"{"x" * 401}"',
                                "ritual.six_breaths, smaller", "longer than 400"),
    "an empty suggestion of when": (DAILY, '"In the evening, at the table or on the way to bed."', '""',
                                    "ritual.one_thing_noticed, when", "empty"),
    "an empty part for one alone": (DAILY, '"One breath, wherever I am."', '""',
                                    "ritual.six_breaths, alone, smaller", "empty"),
    "a part for one alone that is missing": (DAILY, 'smaller = "One breath, wherever I am."\n', "",
                                             "ritual.six_breaths", "smaller"),
    "a name for one alone that is too long": (DAILY, '"Six slow breaths"', f'"{"x" * 61}"',
                                              "ritual.six_breaths, alone, name", "longer than 60"),
    "a key for one alone that nobody knows": (DAILY, "[ritual.alone]", "[ritual.alone]\nitems = []",
                                              "ritual.one_thing_ahead", "items"),
    "no sentence of the article": (DAILY, '["S10", "S27", "S33"]', '["S34"]',
                                   "ritual.one_thing_ahead", "S34"),
    "no article": (DAILY, '["S10", "S27", "S33"]', "[]", "ritual.one_thing_ahead", "article"),
    "an unknown item": (DAILY, '"affection.hug_coming_in"', '"affection.hug"', "ritual.homecoming_hug",
                        "affection.hug"),
    "an item twice": (DAILY, '"touch.places", "touch.grabbing"', '"touch.places", "touch.places"',
                      "ritual.homecoming_hug", "twice"),
    "touch that no limit reaches": (DAILY, HUG, "items = []", "ritual.homecoming_hug", "no limit"),
    "a time that is none": (DAILY, '"07:10"', '"24:10"', "ritual.one_thing_ahead", "no time"),
    "a rule that is none": (DAILY, '"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"', '"now and then"',
                            "ritual.one_thing_ahead", "rule"),
    "a rule that comes every hour": (DAILY, 'rule = "FREQ=DAILY"', 'rule = "FREQ=HOURLY"',
                                     "ritual.six_breaths", "rule"),
    "a rule with a line break": (DAILY, 'rule = "FREQ=DAILY"', 'rule = "FREQ=DAILY\\n"',
                                 "ritual.six_breaths", "rule"),
    "a rule of another group": (WEEKLY, '"FREQ=WEEKLY;BYDAY=SU"', '"FREQ=DAILY"', "ritual.weekly_meeting",
                                "rule"),
    "a week without a rule": (WEEKLY, '"FREQ=WEEKLY;BYDAY=SU"', '""', "ritual.weekly_meeting", "rule"),
    "an occasion with a rule": (OCCASION, 'time = "17:00", rule = ""', 'time = "17:00", rule = "FREQ=DAILY"',
                                "ritual.hard_date", "rule"),
    "closeness as a series": (WEEKLY, 'time = "16:00", rule = ""',
                              'time = "16:00", rule = "FREQ=WEEKLY;BYDAY=SA"', "ritual.closeness_1", "rule"),
    "somebody who cannot begin": (DAILY, 'who = "either"', 'who = "p1"', "ritual.one_thing_ahead", "begin"),
    "no minutes": (DAILY, "minutes = 3", "minutes = 0", "ritual.one_thing_ahead", "0 minutes"),
    "more minutes than a day has": (DAILY, "minutes = 3", "minutes = 1441", "ritual.one_thing_ahead", "1441"),
    "a stage that there is not": (DAILY, 'stage = "steady"', 'stage = "healed"', "ritual.one_thing_ahead",
                                  "healed"),
    "a place that there is not": (DAILY, 'place = "any"', 'place = "bed"', "ritual.one_thing_ahead", "bed"),
    "a voice that there is not": (DAILY, 'voice = "words"', 'voice = "loud"', "ritual.one_thing_ahead",
                                  "loud"),
    "a seventh step": (WEEKLY, "step = 6", "step = 7", "ritual.closeness_6", "step 7"),
    "a step twice": (WEEKLY, "step = 6", "step = 5", "", "[1, 2, 3, 4, 5, 5]"),
    "a step that is missing": (WEEKLY, "step = 6", "step = 0", "ritual.closeness_6", "rule"),
    "a step without touch": (WEEKLY, "touch = true\nstep = 1", "touch = false\nstep = 1",
                             "ritual.closeness_1", "touch"),
    "one ritual too few": (MONTHLY, "[[ritual]]", "[[ritual_no_more]]", "", ""),
    "a closeness text that is missing": (PAGE, 'id = "closeness_stop"', 'id = "closeness_go"',
                                         "closeness_stop", "missing"),
    "a closeness text without the article": (PAGE, '["S12", "S24", "S28"]', "[]", "closeness_after",
                                             "article"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalogue_is_refused_by_file_and_id(copy: Path, damage: str) -> None:
    name, old, new, named, told = DAMAGES[damage]
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert text.replace(old, new, 1) != text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(copy)
    said = str(refused.value)
    assert named in said
    assert told in said
    assert path.name in said or "a step twice" in damage


@pytest.mark.parametrize("often", Often)
def test_a_group_with_one_ritual_fewer_or_more_is_refused(copy: Path, often: Often) -> None:
    path = copy / "rituals" / f"{often}.toml"
    tables = path.read_text(encoding="utf-8").split("[[ritual]]\n")
    extra = re.sub(r'id = "ritual\.\w+"', 'id = "ritual.once_more"', tables[1])
    for changed in (tables[:-1], [*tables[:1], extra, *tables[1:]]):
        path.write_text("[[ritual]]\n".join(changed), encoding="utf-8")
        with pytest.raises(CatalogueError, match=rf"{often}\.toml: \d+ rituals in the place of"):
            load(copy)


@pytest.mark.parametrize("name", [DAILY, WEEKLY, MONTHLY, OCCASION, PAGE])
def test_a_missing_file_is_refused_by_name(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(CatalogueError, match=re.escape(name.split("/")[-1])):
        load(copy)


@settings(max_examples=60)
@given(
    junk=st.binary(max_size=60),
    place=st.integers(0, 12000),
    gone=st.integers(0, 40),
    name=st.sampled_from([DAILY, WEEKLY, MONTHLY, OCCASION, PAGE]),
)
def test_any_bytes_in_a_catalogue_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int, gone: int, name: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("junk") / "en"))
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:place] + junk + data[place + gone :])
    with suppress(CatalogueError):
        load(folder)
