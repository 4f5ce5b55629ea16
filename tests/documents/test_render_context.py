"""What goes onto paper, and what stays off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders import (
    TOUCH,
    Story,
    a_limit,
    a_need,
    a_shared_way,
    a_suspension,
    a_yes,
    an_offer,
    an_opening,
)
from tests.golden.papers import CATEGORIES, MEMBERS, STOPPING, TODAY, a_story, agreed
from trustapp.documents.choosing import Rules
from trustapp.documents.context import PaperAgreement, agreement_context
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, MemberId
from trustapp.domain.partners import Hue, Member
from trustapp.domain.statements import Given, LineWords, PaperNo, StatementId

ITEM = ItemId("touch.evening")


def both_say(story: Story, *lines: LineWords, paper: bool = True) -> Story:
    story.wait(days=2)
    for words in lines:
        story.say(a_yes(FIRST, words, paper), a_yes(SECOND, words, paper))
    return story.wait(days=1)


def paper_of(story: Story, **options: Any) -> PaperAgreement:
    agreement, version = agreed(story)
    members = options.pop("members", MEMBERS)
    rules = Rules(without_sensitive=options.pop("without_sensitive", False))
    return agreement_context(
        agreement, members, CATEGORIES, version, options.pop("today", TODAY), rules=rules, **options
    )


def texts(paper: PaperAgreement) -> list[str]:
    return [line.text for group in paper.groups for line in group.lines]


def test_limits_come_first_then_categories_in_their_order_numbered_through() -> None:
    paper = paper_of(a_story())
    assert [group.title for group in paper.groups] == [
        "Limits that stand",
        "Touch and pace",
        "Saying no and stopping",
    ]
    assert [line.number for group in paper.groups for line in group.lines] == [1, 2, 3, 4, 5, 6]


def test_within_a_category_needs_then_ways_then_openings_then_offers() -> None:
    story = Story().say(a_need(FIRST, text="need", paper=True))
    story.wait(days=2).say(a_yes(SECOND, an_offer(SECOND, text="offer"), paper=True))
    both_say(story, an_opening(text="opening"), a_shared_way(text="way"))
    assert texts(paper_of(story)) == ["need", "way", "opening", "offer"]


def test_a_category_that_the_catalogue_lacks_is_printed_last() -> None:
    old = CategoryId("gone")
    story = both_say(Story(), an_opening("a", category=old, text="old"), an_opening("b", text="known"))
    assert texts(paper_of(story)) == ["known", "old"]


def test_drafts_resting_and_passed_lines_stay_off() -> None:
    said_by_one = an_opening("half", text="half")
    over = an_opening("over", text="over", until=date(2026, 5, 10))
    story = both_say(Story().say(a_limit(FIRST, text="limit", paper=True)), an_opening(text="kept"), over)
    story.say(a_yes(FIRST, said_by_one, paper=True)).wait(days=14)
    assert texts(paper_of(story)) == ["limit", "kept"]
    story.say(a_suspension(FIRST))
    assert texts(paper_of(story)) == ["limit"]


def test_a_line_whose_day_has_passed_on_the_day_of_the_paper_stays_off() -> None:
    story = both_say(Story(), an_opening(text="kept"))
    assert texts(paper_of(story, today=date(2026, 8, 1))) == ["kept"]
    assert texts(paper_of(story, today=date(2026, 8, 2))) == []


def test_what_its_giver_does_not_allow_stays_off() -> None:
    story = Story().say(a_limit(FIRST, text="quiet"), a_limit(SECOND, text="told", paper=True))
    paper = paper_of(story)
    assert texts(paper) == ["told"]
    assert paper.left_out


def test_one_who_takes_paper_back_takes_the_line_off() -> None:
    limit = a_limit(FIRST, text="limit", paper=True)
    story = Story().say(limit)
    assert texts(paper_of(story)) == ["limit"]
    story.say(PaperNo(StatementId("e" * 32), FIRST, limit.id))
    assert texts(paper_of(story)) == []


def test_unsigned_limit_stays_off() -> None:
    story = Story().say(a_limit(FIRST, text="limit", paper=True), signed=False)
    assert texts(paper_of(story)) == []


def test_a_need_that_stays_off_takes_its_opening_off() -> None:
    story = Story().say(a_need(FIRST, text="need", item=ITEM))
    both_say(story, an_opening("on", item=ITEM, text="closeness"), an_opening("other", text="other"))
    assert texts(paper_of(story)) == ["other"]


def test_a_sensitive_need_that_is_left_out_takes_its_opening_off() -> None:
    story = Story().say(a_need(FIRST, text="need", item=ITEM, sensitivity=3, paper=True))
    both_say(story, an_opening("on", item=ITEM, text="closeness"))
    assert texts(paper_of(story)) == ["closeness"]
    paper = paper_of(story, without_sensitive=True)
    assert texts(paper) == []
    assert paper.left_out


def test_a_limit_that_stays_off_takes_what_stands_beside_it_off() -> None:
    story = both_say(Story().say(a_limit(FIRST, text="no", item=ITEM)), a_shared_way(item=ITEM, text="way"))
    assert texts(paper_of(story)) == []


@pytest.mark.parametrize(("sensitivity", "left"), [(1, ["limit"]), (2, ["limit"]), (3, [])])
def test_sensitive_lines_can_be_left_out(sensitivity: int, left: list[str]) -> None:
    story = Story().say(a_limit(FIRST, text="limit", paper=True, sensitivity=sensitivity))
    assert texts(paper_of(story)) == ["limit"]
    assert texts(paper_of(story, without_sensitive=True)) == left


def test_a_need_stands_under_its_line_and_not_a_second_time() -> None:
    paper = paper_of(a_story())
    sitting = next(line for group in paper.groups for line in group.lines if "Sitting" in line.text)
    assert sitting.conditions == (
        "R: only if you ask first",
        "S: not after a quarrel",
        "Not without R’s need: I need you to ask in words.",
    )
    assert "I need you to ask in words." not in texts(paper)


def test_the_review_date_tells_nothing_of_what_stays_off() -> None:
    hidden = an_opening("hidden", until=date(2026, 6, 1))
    story = both_say(Story(), an_opening("shown"))
    both_say(story, hidden, paper=False)
    assert "1 August 2026" in paper_of(story).summary
    assert "June" not in paper_of(story).summary


def test_summary_without_version_or_review() -> None:
    agreement, _version = agreed(Story().say(a_limit(FIRST, paper=True)))
    paper = agreement_context(agreement, MEMBERS, CATEGORIES, None, TODAY)
    assert paper.summary == "R and S. As on 20 May 2026."
    assert paper.head == "Our agreement"


# -- names ---------------------------------------------------------------------------------------------


def named(first: str, second: str) -> tuple[Member, Member]:
    return Member(FIRST, first, Hue.LAKE), Member(SECOND, second, Hue.CLAY)


def one_limit(
    text: str, members: tuple[Member, ...] = MEMBERS, names: str = "initials"
) -> tuple[str, str, str]:
    paper = paper_of(Story().say(a_limit(FIRST, text=text, paper=True)), members=members, names=names)
    line = paper.groups[0].lines[0]
    return paper.summary.split(". ")[0], line.text, line.whose


@pytest.mark.parametrize(
    ("names", "who", "text", "whose"),
    [
        ("names", "Robin and Sasha", "Robin asks Sasha.", "Robin’s"),
        ("initials", "R and S", "R asks S.", "R’s"),
        ("none", "Version 1, as on 20 May 2026.", "One of us asks the other of us.", "one of us"),
    ],
)
def test_names_initials_or_none_everywhere(names: str, who: str, text: str, whose: str) -> None:
    assert one_limit("Robin asks Sasha.", names=names) == (who, text, whose)


def test_two_with_the_same_initials_are_told_apart() -> None:
    who, text, whose = one_limit("Rae asks Robin.", named("Robin", "Rae"))
    assert (who, text, whose) == ("R1 and R2", "R2 asks R1.", "R1’s")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Robinson and robin stay", "Robinson and robin stay"),
        ("Robin's room, Robin’s things", "R's room, R’s things"),
        ("(Robin)", "(R)"),
        ("Not with Robin.", "Not with R."),
    ],
)
def test_only_whole_names_become_initials(said: str, shown: str) -> None:
    assert one_limit(said)[1] == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Will you tell me first? May we sit?", "Will you tell me first? May we sit?"),
        ("Will tells me first. May waits.", "W tells me first. M waits."),
        ("Will's room, and Will the neighbour", "W's room, and W the neighbour"),
        ("From 3 May on, or on May 12, or the 3rd of May", "From 3 May on, or on May 12, or the 3rd of May"),
        ("A hug for May, with Will", "A hug for M, with W"),
        ("I will, and you may.", "I will, and you may."),
    ],
)
def test_a_name_that_is_a_word_as_well_is_told_from_the_word(said: str, shown: str) -> None:
    assert one_limit(said, named("Will", "May"))[1] == shown


def test_a_name_that_is_no_word_goes_wherever_it_stands() -> None:
    assert one_limit("Sasha the kind. At 8 Sasha comes.")[1] == "S the kind. At 8 S comes."


def test_a_first_name_alone_becomes_initials_as_well() -> None:
    members = named("Robin de Vries", "Sasha")
    assert one_limit("Robin de Vries or Robin asks.", members)[1] == "RDV or RDV asks."


def test_a_name_of_one_letter_tears_no_words_apart() -> None:
    assert one_limit("A hug, and I ask.", named("A", "I"), "none")[1] == "A hug, and I ask."


def test_a_name_with_signs_of_patterns_is_taken_as_it_is() -> None:
    assert one_limit("Call R(x)+ or Rxx.", named("R(x)+", "Sasha"))[1] == "Call R or Rxx."


def test_unnamed_owner_is_one_of_us_in_their_own_line() -> None:
    story = Story().say(a_limit(SECOND, text="Sasha sleeps. Robin waits.", paper=True))
    line = paper_of(story, names="none").groups[0].lines[0]
    assert line.text == "One of us sleeps. The other of us waits."


def test_the_words_of_one_who_left_are_theirs() -> None:
    story = Story().say(a_limit(MemberId("p1"), text="limit", paper=True))
    paper = paper_of(story, members=MEMBERS[1:])
    assert paper.groups[0].lines[0].whose == "as last stated"


def test_an_unknown_way_of_naming_is_refused() -> None:
    with pytest.raises(ValueError, match="call people"):
        paper_of(Story(), names="nicknames")


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("one\ntwo\t three", "one two three"),
        ("not\u202eon tsuj", "noton tsuj"),
        ("a\u0000b\u001bc\ufdd0d\ufdd1e\ufffcf\u2066g", "abcdefg"),
        ("touch\u00ading", "touching"),
        ("\u0645\u0631\u062d\u0628\u0627 \u200f!", "\u0645\u0631\u062d\u0628\u0627 \u200f!"),
        ("e\u0301", "\u00e9"),
        ("family \U0001f469\u200d\U0001f467", "family \U0001f469\u200d\U0001f467"),
    ],
)
def test_signs_that_could_deceive_are_left_out(typed: str, printed: str) -> None:
    assert one_limit(typed)[1] == printed


def test_place_where_it_is_kept_is_plain() -> None:
    paper = paper_of(Story(), kept_at="  In the\nblue\u202e folder ")
    assert paper.kept_at == "In the blue folder"


def test_a_date_has_its_year_when_it_is_another_year() -> None:
    story = both_say(
        Story(), an_opening("a", until=date(2026, 12, 31)), an_opening("b", until=date(2027, 1, 1))
    )
    assert [line.until for line in paper_of(story).groups[0].lines] == [
        "until 31 December",
        "until 1 January 2027",
    ]


def test_conditions_of_a_way_are_called_by_its_givers() -> None:
    way = a_shared_way(category=STOPPING, text="way", conditions=(Given(SECOND, "Robin says so"),))
    line = paper_of(both_say(Story(), way)).groups[0].lines[0]
    assert line.conditions == ("S: R says so",)


def test_nothing_is_left_out_of_a_whole_paper() -> None:
    assert not paper_of(a_story()).left_out
    assert TOUCH in {category.id for category in CATEGORIES}
