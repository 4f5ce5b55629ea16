"""Ways into one's own answers: intensity, search and a quiet evening, in the private space alone."""

from __future__ import annotations

import pytest

from tests.homes import Home
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId, ItemId
from trustapp.services.answers import OwnItem

TOUCH = CategoryId("touch")
SENSITIVE = {1: "touch.ask_first", 2: "touch.while_asleep", 3: ""}


def shown(home: Home, category: CategoryId = TOUCH) -> list[ItemId]:
    return [one.item.id for one in home.services.answers.category(category).value.items]


def found(home: Home, words: str) -> list[ItemId]:
    return [one.item for one in home.services.finding.search(words).value]


def everything(home: Home) -> dict[ItemId, int]:
    return {
        one.id: one.sensitivity for found in home.services.answers.categories().value for one in found.items
    }


# -- intensity -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_lies_above_the_intensity_is_shown_nowhere(alone: Home, level: int) -> None:
    services, items = alone.services, everything(alone)
    assert services.finding.intensity().value == 3, "nothing is hidden unasked"
    services.finding.set_intensity(level)
    above = {item for item, sensitivity in items.items() if sensitivity > level}
    for category in services.finding.categories().value:
        answers = services.answers.category(category.id).value
        assert not above & {one.item.id for one in answers.items}
        assert not above & {one.id for one in answers.category.items}
    for letter in "aeiou":
        assert not above & set(found(alone, letter))
    assert set(found(alone, "e")) | set(found(alone, "o")) | set(found(alone, "a")) == set(items) - above
    for _evening in range(20):
        assert not above & set(services.finding.quiet().value)


def test_what_was_answered_before_is_kept_below_a_lower_intensity(alone: Home) -> None:
    services = alone.services
    asleep = Answer(ItemId("touch.while_asleep"), Choice.NO, note="since then")
    services.answers.keep(asleep)
    services.finding.set_intensity(1)
    assert asleep.item not in shown(alone)
    alone.clock.on(days=1)
    alone.open(FIRST)
    assert asleep.item not in shown(alone), "the level is kept"
    services.finding.set_intensity(3)
    kept = next(one for one in services.answers.category(TOUCH).value.items if one.item.id == asleep.item)
    assert kept.answer == asleep


def test_ones_own_words_are_shown_at_every_intensity_and_so_is_what_one_came_to(alone: Home) -> None:
    services = alone.services
    own = services.answers.add_own(
        OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "My neck")
    ).value
    services.finding.set_intensity(1)
    assert own.id in shown(alone)
    assert found(alone, "neck") == [own.id]
    asleep = ItemId("touch.while_asleep")
    came = services.answers.category(TOUCH, asleep).value
    assert asleep in [one.item.id for one in came.items]


def test_an_intensity_is_ones_own_and_one_of_three(couple: Home) -> None:
    couple.open(FIRST)
    couple.services.finding.set_intensity(1)
    couple.open(SECOND)
    assert couple.services.finding.intensity().value == 3
    for wrong in (0, 4):
        with pytest.raises(UserError, match=r"settings\.out_of_range"):
            couple.services.finding.set_intensity(wrong)
    couple.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        couple.services.finding.intensity()


def test_a_limit_that_stands_is_shown_whatever_the_intensity(couple: Home) -> None:
    """So is what the sheet would tell the other, and what protects nowhere yet."""
    services = couple.services
    couple.together()
    services.rounds.choose(TOUCH)
    couple.open(FIRST)
    asleep, places = ItemId("touch.while_asleep"), ItemId("touch.from_behind")
    services.answers.keep(Answer(asleep, Choice.NO))
    services.answers.keep(Answer(places, Choice.NO, release=Release.OPEN))
    services.kept_back.state(asleep)
    services.answers.keep(Answer(ItemId("touch.places"), Choice.NO))

    def seen() -> tuple[object, ...]:
        view = services.agreements.view().value
        return (
            [line.text for line in view.agreement.lines],
            services.rounds.preview(True).value,
            services.kept_back.all().value,
        )

    before = seen()
    services.finding.set_intensity(1)
    assert asleep not in shown(couple)
    assert seen() == before


# -- search --------------------------------------------------------------------------------------------


def test_titles_come_before_texts_and_conditions(alone: Home) -> None:
    services = alone.services
    services.answers.add_own(
        OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "Ferns", "by the pond")
    )
    services.answers.keep(Answer(ItemId("touch.massage"), Choice.YES_IF, ("we sat among ferns",)))
    [first, second] = services.finding.search("FERNS").value
    assert (first.title, first.category) == ("Ferns", TOUCH)
    assert (second.item, second.where) == (ItemId("touch.massage"), "Touch: asking, places, pace")
    assert [one.title for one in services.finding.search("pond").value] == ["Ferns"]
    suggested = services.answers.category(TOUCH).value.items[0].conditions[0]
    assert services.finding.search(suggested).value


def test_ones_notes_are_not_searched_and_nothing_is_found_by_what_is_nowhere(alone: Home) -> None:
    alone.services.answers.keep(Answer(ItemId("touch.massage"), Choice.NO, note="quagga"))
    assert found(alone, "quagga") == []


# -- five quiet questions ------------------------------------------------------------------------------


def test_five_are_given_and_they_are_others_another_time(alone: Home) -> None:
    evenings = [alone.services.finding.quiet().value for _ in range(30)]
    assert {len(set(one)) for one in evenings} == {5}
    assert len(set(evenings)) > 20
    light = everything(alone)
    assert {light[item] for one in evenings for item in one} == {1}


def test_what_was_answered_gives_its_place_to_what_is_open(alone: Home) -> None:
    services = alone.services
    light = [item for item, sensitivity in everything(alone).items() if sensitivity == 1]
    for item in light[1:]:
        entry = services.finding.some((item,)).value.items[0].item
        services.answers.keep(Answer(item, Choice.UNKNOWN if entry else None))
    given = services.finding.quiet().value
    assert given[0] == light[0]
    assert len(given) == 5, "their number tells nothing of what is left"


def test_the_five_are_answered_like_any_other(alone: Home) -> None:
    services = alone.services
    items = services.finding.quiet().value
    evening = services.finding.some(items).value
    assert evening.quiet
    assert [one.item.id for one in evening.items] == list(items)
    services.answers.keep(Answer(items[2], Choice.UNKNOWN))
    kept = services.finding.some(items).value.items[2].answer
    assert kept is not None
    assert kept.choice is Choice.UNKNOWN
    assert services.finding.some((ItemId("own.gone"), items[0])).value.items[0].item.id == items[0]
