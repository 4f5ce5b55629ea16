"""What each paper has on it, and that nothing is on any of them that its giver did not allow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Story, a_limit, a_need, a_shared_way, a_yes, an_offer, an_opening
from tests.golden.papers import CATEGORIES, MEMBERS, TODAY, a_story, agreed
from trustapp import places
from trustapp.documents.catalogue import library
from trustapp.documents.choosing import STOPPING, Rules, key_of
from trustapp.documents.context import PaperAgreement, agreement_context
from trustapp.documents.layouts import LAYOUTS
from trustapp.documents.render import render_agreement
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId, MemberId
from trustapp.domain.statements import LineWords

TOUCHED = ItemId("touch.evening")


def paper_of(story: Story, layout: str, **options: Any) -> PaperAgreement:
    agreement, version = agreed(story)
    names = options.pop("names", "initials")
    return agreement_context(agreement, MEMBERS, CATEGORIES, version, TODAY, names, layout=layout, **options)


def session(story: Story, me: MemberId, *picked: str) -> PaperAgreement:
    """What this person picked, by how the words begin; with no words nothing."""
    agreement, _version = agreed(story)
    keys = frozenset(key_of(line) for line in agreement.lines if picked and line.text.startswith(picked))
    return paper_of(story, "session", rules=Rules(taken_by=me, keys=keys), of=me)


def texts(paper: PaperAgreement) -> list[str]:
    return [line.text for group in paper.groups for line in group.lines]


def both_say(story: Story, *lines: LineWords, paper: bool = True) -> Story:
    story.wait(days=2)
    for words in lines:
        story.say(a_yes(FIRST, words, paper), a_yes(SECOND, words, paper))
    return story.wait(days=1)


# -- what each has -------------------------------------------------------------------------------------


def test_one_page_has_the_lines_of_the_full_sheet() -> None:
    assert paper_of(a_story(), "one_page").groups == paper_of(a_story(), "full").groups


def test_limits_only_has_limits_and_every_need_by_itself() -> None:
    paper = paper_of(a_story(), "limits")
    assert [group.title for group in paper.groups] == ["Limits that stand", "Needs that stand"]
    assert texts(paper) == [
        "Coming up behind R: only if you speak first.",
        "Touch while I sleep: no.",
        "I need you to ask in words.",
        "I need a day between talking and deciding.",
    ]


@pytest.mark.parametrize(
    ("member", "who", "limit", "need"),
    [(FIRST, "R", "Coming up", "ask in words"), (SECOND, "S", "Touch while", "a day between")],
)
def test_limits_of_one_person_are_theirs_alone(member: MemberId, who: str, limit: str, need: str) -> None:
    paper = paper_of(a_story(), "limits", of=member)
    assert paper.summary == f"{who}. As on 20 May 2026."
    assert len(texts(paper)) == 2
    assert limit in texts(paper)[0]
    assert need in texts(paper)[1]


def test_card_has_limits_and_how_to_stop_and_nothing_that_opens() -> None:
    story = a_story().say(a_need(FIRST, text="I need our word to end all.", category=STOPPING, paper=True))
    both_say(story, an_opening("after", category=STOPPING, text="After a stop we may sit."))
    paper = paper_of(story, "card")
    assert [group.title for group in paper.groups] == ["Limits that stand", "To stop, and to pause"]
    assert texts(paper)[2:] == ["I need our word to end all.", "A raised palm means stop at once."]


def test_a_need_that_stays_off_takes_the_stop_word_off_the_card() -> None:
    story = Story().say(a_need(FIRST, text="quiet", item=TOUCHED))
    both_say(story, a_shared_way(category=STOPPING, item=TOUCHED, text="word"))
    assert texts(paper_of(story, "card")) == []


def test_a_need_stands_under_the_stop_word_that_it_narrows() -> None:
    story = Story().say(a_need(FIRST, text="need", item=TOUCHED, paper=True))
    both_say(story, a_shared_way(category=STOPPING, item=TOUCHED, text="word"))
    (line,) = paper_of(story, "card").groups[0].lines
    assert (line.text, line.conditions) == ("word", ("Not without R’s need: need",))


def test_whole_names_are_never_on_a_card() -> None:
    paper = paper_of(a_story(), "card", names="names")
    told = render_agreement(paper).html
    assert "Robin" not in told
    assert "Sasha" not in told
    assert "Robin" in render_agreement(paper_of(a_story(), "limits", names="names")).html


def test_stopping_is_a_category_of_the_catalogue_whose_ways_a_card_has() -> None:
    (category,) = [
        one for one in library.load(places.resource("catalogues", "en")).categories if one.id == STOPPING
    ]
    assert {"saying_no.stop_word", "saying_no.stop_sign", "saying_no.pause_means"} <= {
        item.id for item in category.items
    }


def test_only_the_agreement_has_a_version_and_a_day_to_read_it_again() -> None:
    assert "Version 2" in paper_of(a_story(), "one_page").summary
    for layout in ("card", "limits"):
        assert paper_of(a_story(), layout).summary == "R and S. As on 20 May 2026."
        assert paper_of(a_story(), layout).head == "Limits and needs"


# -- for a session -------------------------------------------------------------------------------------


def test_nothing_is_chosen_at_first_and_nothing_tells_of_more() -> None:
    paper = session(a_story(), FIRST)
    assert paper.groups == ()
    assert not paper.left_out
    assert paper.summary == "Chosen by R. As on 20 May 2026."


def test_what_is_not_chosen_changes_nothing_of_the_paper() -> None:
    alone = Story().say(a_limit(FIRST, text="mine", paper=True))
    more = Story().say(a_limit(FIRST, text="mine", paper=True))
    more.say(a_limit(FIRST, text="kept"), a_limit(SECOND, text="other", paper=True))
    one, two = session(alone, FIRST, "mine"), session(more, FIRST, "mine")
    assert render_agreement(one).html == render_agreement(two).html
    assert (one.head, one.kept_at, one.left_out) == (two.head, two.kept_at, two.left_out)


def test_each_may_choose_their_own_words_and_lines_of_both() -> None:
    story = a_story().say(a_limit(FIRST, text="kept off paper"))
    offered = {one.line.text for one in session(story, FIRST).choices}
    assert offered == {
        "Coming up behind R: only if you speak first.",
        "kept off paper",
        "I need you to ask in words.",
        "Sitting close in the evening.",
        "A raised palm means stop at once.",
    }
    assert "kept off paper" not in {one.line.text for one in session(story, SECOND).choices}
    assert texts(session(story, FIRST, "kept")) == ["kept off paper"]
    assert texts(session(story, SECOND, "kept")) == []


def test_what_the_other_does_not_allow_cannot_be_chosen() -> None:
    story = both_say(Story(), an_opening("a", text="open"), paper=False)
    story.say(a_limit(SECOND, text="theirs"), a_need(SECOND, text="quiet", item=TOUCHED))
    both_say(story, an_opening("b", item=TOUCHED, text="narrowed"))
    for words in ("open", "theirs", "quiet", "narrowed"):
        assert texts(session(story, FIRST, words)) == []


def test_a_line_brings_the_limits_and_needs_that_belong_to_it() -> None:
    story = Story().say(
        a_need(SECOND, text="need", item=TOUCHED, paper=True),
        a_limit(SECOND, text="limit", item=TOUCHED, paper=True),
        a_limit(SECOND, text="another", paper=True),
    )
    both_say(story, a_shared_way(item=TOUCHED, text="way"))
    paper = session(story, FIRST, "way")
    assert texts(paper) == ["limit", "way"]
    assert paper.groups[1].lines[0].conditions == ("Not without S’s need: need",)
    assert [one.brings for one in paper.choices] == [True]


def test_an_unsigned_limit_in_ones_own_name_cannot_be_chosen() -> None:
    story = Story().say(a_limit(FIRST, text="said together", paper=True), signed=False)
    assert session(story, FIRST).choices == ()


def test_choices_stand_in_the_order_of_the_sheet() -> None:
    story = Story().say(
        a_need(FIRST, text="stop", category=STOPPING), a_need(FIRST, text="touch"), a_limit(FIRST, text="no")
    )
    story.say(a_need(FIRST, text="old", category=CategoryId("gone")))
    heads = [(one.group, one.line.text) for one in session(story, FIRST).choices]
    assert heads == [
        ("Limits that stand", "no"),
        ("Touch and pace", "touch"),
        ("Saying no and stopping", "stop"),
        ("And further", "old"),
    ]


# -- nothing without permission ------------------------------------------------------------------------


class Drawn:
    """A story in which everything has a word of its own, and what allows what."""

    def __init__(self, flags: list[bool]) -> None:
        self._flags = iter(flags)
        self.allowed: dict[str, set[MemberId]] = {}
        self.givers: dict[str, set[MemberId]] = {}
        self.sensitive: set[str] = set()
        self.needs_of: dict[str, set[str]] = {}
        self.items: dict[str, str] = {}
        self.story = Story()
        for place in range(6):
            self._state(place)
        self.story.wait(days=2)
        for place in range(6):
            self._agree(place)
        self.story.wait(days=1)

    def _flag(self) -> bool:
        return next(self._flags)

    def _name(self, kind: str, place: int, *givers: MemberId) -> str:
        word = f"{kind}{place}word"
        self.allowed[word], self.givers[word] = set(), set(givers)
        return word

    def _state(self, place: int) -> None:
        by = FIRST if self._flag() else SECOND
        need = self._flag()
        word = self._name("need" if need else "limit", place, by)
        paper, sensitive = self._flag(), self._flag()
        if paper:
            self.allowed[word] = {by}
        if sensitive:
            self.sensitive.add(word)
        category = STOPPING if self._flag() else CategoryId("touch")
        item = ItemId(f"touch.thing_{place % 3}")
        self.items[word] = item
        make = a_need if need else a_limit
        self.story.say(
            make(by, text=word, paper=paper, item=item, sensitivity=3 if sensitive else 1, category=category)
        )

    def _agree(self, place: int) -> None:
        category = STOPPING if self._flag() else CategoryId("touch")
        item = ItemId(f"touch.thing_{place % 3}")
        if self._flag():
            words = a_shared_way(f"way{place}", text=f"line{place}word", item=item, category=category)
            givers = (FIRST, SECOND)
        elif self._flag():
            words = an_opening(f"opening{place}", text=f"line{place}word", item=item, category=category)
            givers = (FIRST, SECOND)
        else:
            owner = FIRST if self._flag() else SECOND
            words = an_offer(owner, f"offer{place}", text=f"line{place}word", item=item, category=category)
            givers = (owner,)  # type: ignore[assignment]
        word = self._name("line", place, *givers)
        self.items[word] = item
        for giver in givers:
            paper = self._flag()
            if paper:
                self.allowed[word].add(giver)
            self.story.say(a_yes(giver, words, paper=paper))

    def may(self, word: str, taken_by: MemberId | None = None, *, without_sensitive: bool = False) -> bool:
        """Whether this word may stand on a paper: everyone allows it who gave it, and what belongs to it."""
        own = self.givers[word] == {taken_by}
        if without_sensitive and word in self.sensitive:
            return False
        if not own and self.allowed[word] != self.givers[word]:
            return False
        if not word.startswith("line"):
            return True
        beside = [
            one for one in self.items if not one.startswith("line") and self.items[one] == self.items[word]
        ]
        return all(self.may(one, taken_by, without_sensitive=without_sensitive) for one in beside)


WORD = re.compile(r"\b(?:need|limit|line)\d+word\b")
FLAGS = st.lists(st.booleans(), min_size=80, max_size=80)


@given(FLAGS, st.sampled_from(sorted(set(LAYOUTS) - {"session"})), st.booleans(), st.booleans())
def test_no_layout_shows_what_its_givers_do_not_allow(
    flags: list[bool], layout: str, without_sensitive: bool, one: bool
) -> None:
    drawn = Drawn(flags)
    paper = paper_of(
        drawn.story,
        layout,
        rules=Rules(without_sensitive=without_sensitive),
        of=FIRST if one and layout == "limits" else None,
    )
    html = render_agreement(paper).html
    shown = set(WORD.findall(html))
    assert all(drawn.may(word, without_sensitive=without_sensitive) for word in shown)
    stands = _standing(drawn)
    if layout in ("full", "one_page"):
        assert shown == {word for word in stands if drawn.may(word, without_sensitive=without_sensitive)}
    if layout in ("card", "limits"):
        limits = {word for word in stands if word.startswith("limit") and drawn.may(word)}
        assert one or without_sensitive or limits <= shown


def _standing(drawn: Drawn) -> set[str]:
    agreement, _version = agreed(drawn.story)
    return {line.text for line in agreement.counting}


@given(FLAGS, st.sampled_from((FIRST, SECOND)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_session_shows_what_was_picked_and_what_belongs_to_it(
    flags: list[bool], me: MemberId, picks: list[bool]
) -> None:
    drawn = Drawn(flags)
    agreement, _version = agreed(drawn.story)
    picked = [line for line, pick in zip(agreement.counting, picks, strict=False) if pick]
    keys = frozenset(map(key_of, picked))
    paper = paper_of(drawn.story, "session", rules=Rules(taken_by=me, keys=keys), of=me)
    shown = set(WORD.findall(render_agreement(paper).html))
    assert all(drawn.may(word, me) for word in shown)
    offered = {one.line.text for one in paper.choices}
    assert all(drawn.givers[word] in ({me}, {FIRST, SECOND}) for word in offered)
    chosen = {line.text for line in picked} & offered
    assert chosen <= shown
    belongs = {drawn.items[word] for word in chosen if word.startswith("line")}
    assert all(drawn.items[word] in belongs for word in shown - chosen)
    standing = {word for word in _standing(drawn) if not word.startswith("line")}
    assert {word for word in standing if drawn.items[word] in belongs} <= shown


@given(FLAGS, st.sampled_from((FIRST, SECOND)))
def test_what_is_taken_along_is_ones_own_and_what_the_other_allows(flags: list[bool], me: MemberId) -> None:
    drawn = Drawn(flags)
    paper = paper_of(drawn.story, "full", rules=Rules(taken_by=me))
    shown = set(WORD.findall(render_agreement(paper).html))
    assert all(drawn.may(word, me) for word in shown)
    own = {word for word in _standing(drawn) if drawn.givers[word] == {me} and not word.startswith("line")}
    assert own <= shown


def test_what_the_property_draws_is_every_layout() -> None:
    assert set(LAYOUTS) == {"full", "one_page", "card", "limits", "session"}
