"""The basket for a session on real spaces: gathered alone, printed on one sheet, told to nobody."""

from __future__ import annotations

import re

import pytest

from tests.homes import Home
from tests.services.test_leaving import limit
from tests.traces import contents
from trustapp.domain.basket import MAX_TEXT, MOST, Kind, Thing, put
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.baskets import BasketService

QUESTION = "Marmalade <b>mornings</b> & why?"
PASSAGE = "First line.\n\nSecond <i>line</i>."


def gathered(home: Home) -> BasketService:
    home.open(FIRST)
    service = home.services.baskets
    service.put(Kind.QUESTION, f" {QUESTION} ")
    service.put(Kind.PASSAGE, PASSAGE)
    return service


def sheet(service: BasketService, **look: object) -> str:
    wanted = {"initials": True, "large": False, "kept_at": "In my bag", **look}
    return service.paper(**wanted).value.html  # type: ignore[arg-type]


def test_what_was_gathered_is_there_in_the_next_sitting_and_for_nobody_else(couple: Home) -> None:
    service = gathered(couple)
    couple.open(SECOND)
    assert service.view().value.things == ()
    couple.open(FIRST)
    things = service.view().value.things
    assert [(one.kind, one.text) for one in things] == [
        (Kind.QUESTION, QUESTION), (Kind.PASSAGE, PASSAGE),
    ]  # fmt: skip
    service.remove(things[0].id)
    assert [one.text for one in service.view().value.things] == [PASSAGE]
    service.clear()
    assert service.view().value.things == ()


def test_nothing_of_it_reaches_the_shared_space_or_a_file_in_clear(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.vault.lock()
    before = {path.name: data for path, data in contents(couple.folder) if "shared" in path.name}
    gathered(couple)
    couple.services.vault.lock()
    after = {path.name: data for path, data in contents(couple.folder) if "shared" in path.name}
    assert set(after) == set(before)
    assert not [one for one, data in contents(couple.folder) if b"armalade" in data]


def test_the_sheet_has_questions_first_and_every_word_as_it_was_written(couple: Home) -> None:
    service = gathered(couple)
    html = sheet(service)
    found = (
        "What I would like to ask", "Marmalade &lt;b&gt;mornings&lt;/b&gt; &amp; why?",
        "What I wrote", "First line.", "Second &lt;i&gt;line&lt;/i&gt;.", "What comes up besides",
    )  # fmt: skip
    for part in found:
        assert part in html, part
    assert html.index("What I would like to ask") < html.index("What I wrote")
    assert "R., " in html or "R, " in html
    assert "R." not in re.sub("<[^>]+>", "", sheet(service, initials=False))
    assert service.paper(initials=False, large=True, kept_at="In my bag").value.large


def test_an_empty_basket_makes_an_honest_sheet(alone: Home) -> None:
    service = alone.services.baskets
    view = service.view().value
    assert (view.things, view.lines) == ((), ())
    assert "Nothing is gathered yet." in sheet(service)


def test_a_line_is_picked_by_key_and_goes_when_it_does_not_count_any_more(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.baskets
    couple.services.agreements.state_limit(limit("No talks after ten."))
    (line,) = [one for one in service.view().value.lines if one.text.startswith("No talks")]
    assert "No talks" not in sheet(service)
    service.pick({line.key, "nobody limit gone"})
    assert service.view().value.picked == {line.key}, "what there is not is not picked"
    html = sheet(service)
    assert "No talks after ten." in html
    assert "Lines as they count today." in html
    assert "R’s" in html
    assert "R’s" not in sheet(service, initials=False), "nobody's name is nobody's, in the lines too"
    service.pick(())
    assert "No talks" not in sheet(service)


def test_the_other_sees_nothing_of_a_picked_line(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.baskets.put(Kind.QUESTION, QUESTION)
    couple.open(SECOND)
    assert "armalade" not in sheet(couple.services.baskets)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "basket.empty"), (" \0\n", "basket.empty"), ("x" * (MAX_TEXT + 1), "basket.too_long")],
)
def test_what_is_nothing_or_too_much_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError, match=code.replace(".", r"\.")):
        put((), Thing("a", Kind.QUESTION, text))


def test_the_same_words_are_in_once_and_there_is_room_for_so_many() -> None:
    made = put((), Thing("a", Kind.QUESTION, "Why?"))
    assert put(made, Thing("b", Kind.QUESTION, " Why? ")) == made
    assert len(put(made, Thing("b", Kind.PASSAGE, "Why?"))) == 2
    full = tuple(Thing(str(number), Kind.QUESTION, f"{number}?") for number in range(MOST))
    with pytest.raises(UserError, match=r"basket\.full"):
        put(full, Thing("z", Kind.QUESTION, "One more?"))
    assert put(full, Thing("z", Kind.QUESTION, "0?")) == full


def test_together_there_is_none(couple: Home) -> None:
    gathered(couple)
    couple.together()
    with pytest.raises(UserError):
        couple.services.baskets.view()
