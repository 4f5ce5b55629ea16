"""Every line of the catalogue reads as a sentence, whoever reads it and whatever was filled in."""

from __future__ import annotations

import re
from itertools import product

import pytest

from trustapp import places
from trustapp.documents.catalogue import load
from trustapp.documents.naming import STYLES, Naming
from trustapp.domain.answers import Answer, BlankType, Choice, Item, Kind, Merge, Release, Shape, scale_of
from trustapp.domain.demands import demanded
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.domain.preview import shown_for
from trustapp.domain.sheet import Effect, effects_of
from trustapp.domain.wording import full_text, line_text
from trustapp.services import first_words

FOUND = load(places.resource("catalogues", "en"))
ITEMS = [item for category in FOUND.categories for item in category.items]
LINES = [(item, choice) for item in ITEMS for choice in item.wording]
NAMES = {FIRST: "Robin", SECOND: "Sasha"}
CONDITIONAL = (Choice.YES_IF, Choice.ONLY_WHEN, Choice.OFFER_IF)
UNWANTED = re.compile(
    r"\b(just|should|must|ought|overdue|missed|failed|streaks?|score|points?|safe enough|of course"
    r"|your turn comes|always be|never again)\b|!",
    re.IGNORECASE,
)
DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
ODD = ("", "   ", "{name}", "{", "“quoted”", "ends with a stop.", "x" * 300, "שלום", "a\tb")


def of_item(value: object) -> str:
    return value.id if isinstance(value, Item) else str(value)


def each_text() -> list[tuple[str, str]]:
    items = [(item.id, text) for item in ITEMS for text in (item.title, item.text, *item.wording.values())]
    categories = [(one.id, text) for one in FOUND.categories for text in (one.title, one.intro)]
    cards = (*FOUND.cards.values(), *first_words.cards(), *FOUND.help)
    read = [(card.id, text) for card in cards for text in (card.title, *card.body)]
    steps = [(one.id, text) for one in FOUND.exercises for text in (one.title, *one.steps)]
    beside = [(one.id, f"“{one.rule}” {one.boundary}") for one in FOUND.repairs]
    said = [(one.id, one.text) for one in FOUND.phrases]
    return [*items, *categories, *read, *steps, *FOUND.conditions.items(), *beside, *said]


@pytest.mark.parametrize(("where", "text"), each_text())
def test_a_text_keeps_the_tone(where: str, text: str) -> None:
    own = re.sub(r"“[^”]*”", "", text)
    assert not UNWANTED.search(own), where
    assert not DOUBLED.search(own), where
    assert not re.search(r"  | [,.;:?]|\.\.", text), where
    assert not re.search(r"[\"\']", text), "typographic quotes"


@pytest.mark.parametrize("item", ITEMS, ids=of_item)
def test_an_item_reads_well(item: Item) -> None:
    for text in (item.title, item.text):
        assert text[0].isupper() or text[0] in "“…"
    assert item.text.endswith((".", "?"))
    assert not item.title.endswith(".")
    assert set(item.wording) <= set(scale_of(item))


@pytest.mark.parametrize("item", [one for one in ITEMS if one.shape is Shape.OPENING], ids=of_item)
def test_the_title_of_an_opening_says_what_may_happen(item: Item) -> None:
    """A "No" to "No names" would say the opposite of what is meant."""
    assert not re.match(r"(no|not|never|without)\b", item.title, re.IGNORECASE)
    assert " not " not in item.title


def test_what_an_opening_asks_to_fill_in_can_be_the_same_for_both() -> None:
    """Free text of two people is never the same, and then nothing would be drafted."""
    openings = [one for one in ITEMS if one.shape is Shape.OPENING and one.kind is Kind.OURS]
    for blank in (blank for item in openings for blank in item.blanks):
        assert blank.type is not BlankType.TEXT
        assert blank.default


@pytest.mark.parametrize(("item", "choice"), LINES, ids=of_item)
def test_a_line_reads_well(item: Item, choice: Choice) -> None:
    conditions = ("you ask first", "it is not late") if choice in CONDITIONAL else ()
    text = full_text(item, choice, {}, conditions, "", "Robin", "Sasha")
    assert text[0].isupper()
    assert text.endswith((".", "?", "”"))
    assert not re.search(r"[{}]|  |[.?]:|…", text)
    assert all(condition in text for condition in conditions) or item.shape is Shape.OFFER
    assert text.count("“") == text.count("”")


@pytest.mark.parametrize("item", ITEMS, ids=of_item)
def test_every_answer_that_does_something_has_its_own_words(item: Item) -> None:
    for choice in scale_of(item):
        effects = effects_of(item, choice, True)
        # A wish reads the same with an "if": its conditions stand beneath it.
        wish_with_an_if = item.merge is Merge.MUTUAL and choice is Choice.YES_IF
        assert (choice in item.wording) == (bool(effects) and not wish_with_an_if)
        if Effect.YES in effects:
            assert (Choice.LIKE if item.shape is Shape.SAFEGUARD else Choice.YES) in item.wording


@pytest.mark.parametrize("names", [("May", "Will"), ("Hope", "Grace"), ("Art", "Rose"), ("Mark", "Dawn")])
def test_a_line_of_the_catalogue_keeps_its_words_whatever_the_two_are_called(names: tuple[str, str]) -> None:
    members = [Member(one, name, Hue.LAKE) for one, name in zip((FIRST, SECOND), names, strict=True)]
    for item, choice in LINES:
        text = full_text(item, choice, {}, ("you ask first",), "", *names)
        for style in STYLES:
            assert Naming(members, style).inside(text, FIRST) == text, (item.id, choice)


@pytest.mark.parametrize(("item", "choice"), LINES, ids=of_item)
def test_a_wording_leads_to_its_conditions(item: Item, choice: Choice) -> None:
    wording = item.wording[choice]
    if choice in (Choice.YES_IF, Choice.ONLY_WHEN):
        assert wording.endswith("only if" if choice is Choice.YES_IF else "when")
    else:
        assert wording.endswith((".", "?"))


@pytest.mark.parametrize(("item", "choice"), LINES, ids=of_item)
def test_a_line_can_be_filled_in_anyhow(item: Item, choice: Choice) -> None:
    used = set(re.findall(r"\{([a-z_]+)\}", item.wording[choice]))
    for odd in ODD:
        filled = {blank.name: odd for blank in item.blanks}
        text = line_text(item, choice, filled, "Robin", "Sasha")
        assert text == text.strip() != ""
        assert odd in text or not odd.strip() or not used
        if not odd.strip():
            assert text == line_text(item, choice, {}, "Robin", "Sasha")


@pytest.mark.parametrize("item", [one for one in ITEMS if one.blanks], ids=of_item)
def test_each_choice_and_bound_reads_as_the_suggestion_does(item: Item) -> None:
    for blank in item.blanks:
        assert blank.default, "a line reads whole before anything is filled in"
        assert blank.type is not BlankType.DATE, "a date in a limit would end it"
        if blank.type in (BlankType.NUMBER, BlankType.DURATION):
            assert blank.minimum > 1, "“1 hours”"
            assert any(f"{{{blank.name}}} {blank.unit}" in text for text in item.wording.values())


@pytest.mark.parametrize("item", ITEMS, ids=of_item)
@pytest.mark.parametrize("member", [FIRST, SECOND])
def test_what_the_other_will_see_is_whole_sentences(item: Item, member: MemberId) -> None:
    other = NAMES[SECOND if member == FIRST else FIRST]
    suggested = tuple(FOUND.conditions[one] for one in item.conditions)
    shown = 0
    for choice, count, wishes in product(scale_of(item), (0, 2), (True, False)):
        conditions = suggested[:count] if choice in CONDITIONAL else ()
        answer = Answer(item.id, choice, conditions, note="PRIVATE", release=Release.OPEN)
        for line in shown_for(item, answer, member, NAMES, wishes):
            shown += 1
            assert not re.search(r"[{}]|  |PRIVATE|\?:|:\.|\.\.", line)
            assert NAMES[member] in line or other in line
            assert line[0].isupper()
    assert shown


@pytest.mark.parametrize("text", FOUND.conditions.values())
def test_a_condition_reads_on_after_only_if_and_after_when(text: str) -> None:
    assert re.match(r"(I|you|we|it|either|both|some|the|there|our|something|nothing|a) ?\b", text)
    assert not re.match(r"(only|if|when|not)\b", text)
    assert text[-1].isalnum()


def test_every_condition_is_suggested_somewhere() -> None:
    assert set(FOUND.conditions) == {one for item in ITEMS for one in item.conditions}


def test_stopping_has_no_condition() -> None:
    """What stands without being a line is not made to depend on anything."""
    for item in ITEMS:
        for choice in CONDITIONAL:
            wording = item.wording.get(choice, "")
            assert not re.search(r"\b(end everything|stop at once)\b", wording), item.id


@pytest.mark.parametrize(("item", "choice"), LINES, ids=of_item)
def test_no_line_demands_what_none_may(item: Item, choice: Choice) -> None:
    assert demanded(full_text(item, choice, {}, (), "", "Robin", "Sasha")) is None


STANDS = (Choice.NO, Choice.NOT_NOW, Choice.YES_IF, Choice.NEED, Choice.ONLY_WHEN)
"""Answers that stand as a limit or a need, by one person's word alone."""

_DENIED = r"\b(?:no|not|never|nobody|nothing|without|only if|stops?)\b[^,]{0,50}"
_NOT_FOR_NOW = r"[^,.]{0,50}: not for now"
_FREEDOMS = "|".join(
    (
        r"sleep\w* (?:apart|alone|elsewhere)",
        r"(?:bed|room) of (?:my|your|our|one’s) own",
        r"time alone|be alone|time for (?:my|your|one)self",
        r"(?:clos|lock|shut)\w* (?:a |the |my |your |any )?doors?",
        r"leav\w+|walk\w* (?:out|away)|(?:go|goes|going) (?:out|away|elsewhere|home)",
        r"stay\w* elsewhere|nights? elsewhere",
        r"doctors?|therap\w+|counsell\w+|help ?lines?|trusted person",
        r"(?:see|sees|seeing|meet\w*|talk\w*|call\w*|contact|visit\w*|confid\w+)\b.{0,30}"
        r"\b(?:friends?|famil\w+|relatives?|mother|father|sisters?|brothers?)",
        r"ask|asks|asking|questions?",
    )
)
TAKES_A_FREEDOM = re.compile(
    rf"{_DENIED}\b(?:{_FREEDOMS})\b|\b(?:{_FREEDOMS})\b{_NOT_FOR_NOW}"
    r"|\bdoors? (?:stays?|are|is|may|remains?) (?:not|never|open|unlocked)\b",
    re.IGNORECASE,
)
"""What no limit and no need may take: rule 5 of consent. A condition to be asked takes nothing."""


def takes_a_freedom(text: str) -> bool:
    return any(
        TAKES_A_FREEDOM.search(clause) and not re.search(r"\b(?:is|are|stays?) free\b", clause)
        for clause in re.split(r"(?<=[.;])\s+", text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "No sleeping apart.", "I am not left for time alone.", "No closed doors between us.",
        "The door stays open.", "Nobody leaves the house during a quarrel.",
        "A night elsewhere: not for now.", "No night elsewhere.", "Closing the door: not for now.",
        "No going out in the evening.",
        "What is private about me is told to no doctor.", "No therapist hears of it.",
        "No calls to a help line.", "Nothing is told to a trusted person.", "No talking to your family.",
        "Visits only if nobody meets my friends.", "No questions about that night.",
        "I am not asked about it again; no asking.",
    ],
)  # fmt: skip
def test_a_limit_on_a_freedom_is_noticed(text: str) -> None:
    assert takes_a_freedom(text)


@pytest.mark.parametrize(("item", "choice"), [one for one in LINES if one[1] in STANDS], ids=of_item)
def test_no_limit_and_no_need_takes_a_freedom(item: Item, choice: Choice) -> None:
    if item.kind is not Kind.ASK:
        assert not takes_a_freedom(item.wording[choice])
        assert demanded(item.wording[choice]) is None


def test_what_others_may_know_leaves_help_and_a_trusted_person_free() -> None:
    found = next(one for one in FOUND.categories if one.id == "who_knows")
    told = [one for one in found.items if one.shape is Shape.OPENING]
    assert told
    for item in told:
        for text in item.wording.values():
            assert re.search(r"(trusted person|Help lines).* free", text), item.id


def test_what_belongs_to_one_person_alone_is_mostly_mine_or_a_question() -> None:
    for name in ("other_people", "home", "who_knows"):
        items = next(one for one in FOUND.categories if one.id == name).items
        own = [one for one in items if one.kind in (Kind.MINE, Kind.ASK)]
        assert 2 * len(own) > len(items), name


def test_transparency_is_offered_and_never_asked_for() -> None:
    items = next(one for one in FOUND.categories if one.id == "transparency").items
    assert sum(one.shape is Shape.OFFER for one in items) == 11
    assert not any(one.kind is Kind.ASK for one in items)
    for item in items:
        for text in (item.title, *item.wording.values()):
            assert not re.search(r"\b(password|passphrase|code|track|location|log|check)\w*", text), item.id


STANDING = re.compile(
    r"\b(?:no needs? no reason|silence (?:is|means) (?:a )?(?:stop|no)|changed mind (?:always )?wins"
    r"|(?:colour|cue) means)\b",
    re.IGNORECASE,
)


def test_what_stands_without_being_a_line_is_no_item() -> None:
    for item in ITEMS:
        assert not any(STANDING.search(text) for text in (item.title, *item.wording.values())), item.id


@pytest.mark.parametrize("item", ITEMS, ids=of_item)
def test_the_conditions_that_an_item_suggests_fit_its_words(item: Item) -> None:
    assert len(set(item.conditions)) == len(item.conditions) <= 6


def test_each_kind_speaks_in_its_own_voice() -> None:
    for item in ITEMS:
        words = item.wording
        if item.kind is Kind.ASK:
            assert all("?" in text for text in words.values()), item.id
        elif item.shape is Shape.OFFER:
            assert all("I will" in text for text in words.values()), item.id
        elif item.kind is Kind.MINE:
            assert all(re.search(r"\b(I|my|me)\b", text, re.IGNORECASE) for text in words.values()) or (
                item.id in PLAIN
            ), item.id
            assert not any(re.search(r"\byou\b", text, re.IGNORECASE) for text in words.values()), item.id
        elif item.merge is Merge.MUTUAL:
            assert " may " in words[Choice.YES], item.id


PLAIN = {"touch.from_behind", "touch.grabbing"}
"""Short limits that stand beside their owner's name."""


def test_nothing_of_mine_limits_the_other() -> None:
    for item in ITEMS:
        for choice in (Choice.NO, Choice.NOT_NOW):
            assert not re.search(r"\byou\b", item.wording.get(choice, ""), re.IGNORECASE), item.id
