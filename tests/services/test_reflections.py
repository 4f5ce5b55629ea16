"""Reflections on real spaces: kept, found, thrown away, brought back, and nobody else's to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.homes import Home
from trustapp.bootstrap import build
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.domain.pictures import LARGEST_SOURCE, MOST, MOST_EACH, Picture
from trustapp.domain.reflections import MAX_TEXT, Facets, Query, Reflection
from trustapp.services.reflections import ReflectionService
from trustapp.vault.kdf import KdfPolicy

DAY = date(2026, 5, 3)
EVERYTHING = Query()
WRITTEN = Reflection("", DAY, "21:30", "Kettle", "It *was* loud.\n\nThen quiet.", "day", "calm", ("Home",))


@pytest.fixture
def service(alone: Home) -> ReflectionService:
    return alone.services.reflections


def titles(service: ReflectionService, query: Query = EVERYTHING) -> list[str]:
    found = [row.title for row in service.rows(query, 0, 100).value]
    assert service.count(query).value == len(found)
    return found


def code(refused: pytest.ExceptionInfo[UserError]) -> str:
    return refused.value.code


def test_what_was_written_comes_back_as_it_was_at_the_next_opening(alone: Home) -> None:
    service = alone.services.reflections
    made = service.put(WRITTEN).value
    assert made.id
    assert replace(made, id="", made=None, changed=None) == WRITTEN
    alone.open(FIRST)
    assert service.get(made.id).value == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a line",
        "a\n\nb",
        "a\nb",
        "# a\n\n- b\n- c",
        "a\\*b",
        "\\# no heading",
        "a\n\n\n\nb",
        "ß\u2028ü\0x",
    ],
)
def test_a_text_comes_back_to_the_letter(service: ReflectionService, text: str) -> None:
    made = service.put(Reflection("", DAY, title="t", text=text)).value
    assert service.get(made.id).value.text == text.strip("\n")


def test_a_new_one_without_anything_in_it_is_not_kept(service: ReflectionService) -> None:
    for empty in (Reflection("", DAY), Reflection("", DAY, title=" ", text="\n \n", kind="day", tags=("x",))):
        outcome = service.put(empty)
        assert outcome.value.id == ""
        assert not outcome.changed
    assert titles(service) == []


def test_one_that_was_emptied_stays_until_it_is_deleted(service: ReflectionService) -> None:
    made = service.put(WRITTEN).value
    emptied = service.put(replace(made, title="", text="")).value
    assert emptied.id == made.id
    assert titles(service) == [""]
    assert titles(service, Query("loud")) == []


def test_what_is_kept_again_unchanged_changes_nothing(service: ReflectionService, alone: Home) -> None:
    made = service.put(WRITTEN).value
    alone.clock.on(minutes=1)
    again = service.put(made)
    assert again.value == made
    assert not again.changed


def test_a_later_version_takes_the_place_of_the_one_before(service: ReflectionService, alone: Home) -> None:
    made = service.put(WRITTEN).value
    service.pin(made.id, True)
    alone.clock.on(minutes=1)
    later = service.put(replace(made, text="Marmalade.", tags=("home", "Work"), day=date(2026, 5, 4))).value
    assert (later.made, later.pinned) == (made.made, True)
    assert later.changed is not None
    assert made.changed is not None
    assert later.changed > made.changed
    assert titles(service, Query("marmal")) == ["Kettle"]
    assert titles(service, Query("loud")) == []
    assert titles(service, Query(tag="Work")) == ["Kettle"]
    assert service.days(2026, 5).value == {date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": "x" * (MAX_TEXT + 1)}, "reflection.too_long"),
        ({"time": "25:00"}, "reflection.time"),
        ({"tags": tuple(map(str, range(21)))}, "reflection.too_many_tags"),
        ({"id": "gone"}, "reflection.gone"),
    ],
)
def test_what_does_not_fit_is_refused(
    service: ReflectionService, change: dict[str, object], expected: str
) -> None:
    with pytest.raises(UserError) as refused:
        service.put(replace(WRITTEN, **change))  # type: ignore[arg-type]
    assert code(refused) == expected
    assert titles(service) == []


def test_the_list_has_the_pinned_first_and_then_the_newest_day(service: ReflectionService) -> None:
    for title, day, time in (
        ("old", DAY, ""),
        ("new", date(2026, 5, 9), ""),
        ("noon", date(2026, 5, 6), "12:00"),
        ("dawn", date(2026, 5, 6), "05:00"),
    ):
        service.put(Reflection("", day, time, title, "words"))
    old = service.rows(Query(until=DAY), 0, 1).value[0]
    service.pin(old.id, True)
    assert titles(service) == ["old", "new", "noon", "dawn"]
    assert titles(service, Query("words")) == ["new", "noon", "dawn", "old"]
    assert [row.title for row in service.recent(2).value] == ["new", "noon"]
    assert [row.title for row in service.rows(Query(), 1, 2).value] == ["new", "noon"]
    assert titles(service, Query(pinned=True)) == ["old"]
    service.pin(old.id, False)
    assert titles(service)[-1] == "old"


def test_filters_narrow_alone_and_together(service: ReflectionService) -> None:
    for title, tags, kind, mood, day in (
        ("a", ("Home", "Work"), "day", "calm", 1),
        ("b", ("home",), "dream", "calm", 2),
        ("c", (), "day", "sad", 3),
    ):
        service.put(Reflection("", date(2026, 5, day), "", title, "words", kind, mood, tags))
    assert service.facets().value == Facets(("Home", "Work"), ("day", "dream"), ("calm", "sad"))
    assert titles(service, Query(tag="Home")) == ["b", "a"]
    assert titles(service, Query(tag="Home", kind="day")) == ["a"]
    assert titles(service, Query(mood="calm", since=date(2026, 5, 2))) == ["b"]
    assert titles(service, Query("word", until=date(2026, 5, 2), kind="day")) == ["a"]
    assert titles(service, Query("word", tag="Work", mood="sad")) == []


def test_the_days_written_are_told_month_by_month(service: ReflectionService) -> None:
    for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1), date(9999, 12, 31)):
        service.put(replace(WRITTEN, day=day))
    assert service.days(2026, 5).value == {date(2026, 5, 1), date(2026, 5, 31)}
    assert service.days(9999, 12).value == {date(9999, 12, 31)}
    assert service.days(1, 1).value == frozenset()


# -- the bin -------------------------------------------------------------------------------------------


def test_what_is_in_the_bin_is_found_nowhere_else_and_comes_back_whole(service: ReflectionService) -> None:
    made = service.put(WRITTEN).value
    service.throw_away(made.id)
    assert titles(service) == titles(service, Query("loud")) == titles(service, Query(tag="Home")) == []
    assert service.facets().value == Facets()
    assert service.days(2026, 5).value == frozenset()
    assert service.recent(5).value == service.all_ids() == ()
    assert [row.title for row in service.binned().value] == ["Kettle"]
    assert service.get(made.id).value.binned is not None
    with pytest.raises(UserError) as refused:
        service.put(replace(made, text="late"))
    assert code(refused) == "reflection.gone"
    service.bring_back(made.id)
    assert service.get(made.id).value == made
    assert titles(service, Query("loud")) == titles(service, Query(tag="Home")) == ["Kettle"]
    assert service.binned().value == ()


def test_after_thirty_days_the_next_opening_empties_the_bin(alone: Home) -> None:
    service = alone.services.reflections
    made = service.put(WRITTEN).value
    service.throw_away(made.id)
    alone.clock.on(days=29)
    alone.open(FIRST)
    later = service.put(WRITTEN).value
    service.throw_away(later.id)
    assert len(service.binned().value) == 2
    alone.clock.on(days=1)
    alone.open(FIRST)
    assert [row.id for row in service.binned().value] == [later.id]
    with pytest.raises(UserError) as refused:
        service.get(made.id)
    assert code(refused) == "reflection.gone"


def test_what_is_deleted_is_gone_from_the_list_or_from_the_bin(service: ReflectionService) -> None:
    for thrown in (False, True):
        made = service.put(WRITTEN).value
        if thrown:
            service.throw_away(made.id)
        service.delete(made.id)
        for call in (service.get, service.bring_back, service.delete, service.throw_away):
            with pytest.raises(UserError) as refused:
                call(made.id)
            assert code(refused) == "reflection.gone"
    service.throw_away(service.put(WRITTEN).value.id)
    service.empty_bin()
    assert service.binned().value == ()
    assert titles(service, Query("loud")) == []


# -- pictures ------------------------------------------------------------------------------------------


def remade(data: bytes) -> Picture:
    if data == b"broken":
        raise UserError("picture.not_read")
    return Picture(b"made of " + data, 4, 3)


@pytest.fixture
def with_pictures(alone: Home, cheap_policy: KdfPolicy) -> ReflectionService:
    """The service of a program that can make pictures anew."""
    alone.services.vault.lock()
    alone.services = build(alone.folder, clock=alone.clock, policy=cheap_policy, remake=remade)
    alone.open(FIRST)
    return alone.services.reflections


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "photo.jpg"
    made.write_bytes(b"a photo")
    return made


def test_a_picture_is_kept_as_it_was_made_anew(with_pictures: ReflectionService, file: Path) -> None:
    made = with_pictures.put(WRITTEN).value
    first = with_pictures.add_picture(made.id, str(file)).value
    second = with_pictures.add_picture(made.id, str(file)).value
    assert second.pictures[:1] == first.pictures
    assert with_pictures.picture(first.pictures[0]).value == Picture(b"made of a photo", 4, 3)
    assert [row.pictures for row in with_pictures.rows(Query(), 0, 5).value] == [2]
    kept = with_pictures.put(replace(made, text="Other words.")).value
    assert kept.pictures == second.pictures
    left = with_pictures.remove_picture(made.id, first.pictures[0]).value
    assert left.pictures == second.pictures[1:]
    with pytest.raises(UserError) as refused:
        with_pictures.picture(first.pictures[0])
    assert code(refused) == "picture.gone"


def test_a_picture_can_be_where_a_reflection_begins(with_pictures: ReflectionService, file: Path) -> None:
    made = with_pictures.add_picture("", str(file)).value
    assert len(made.pictures) == 1
    assert made.id in with_pictures.all_ids()


def test_pictures_go_with_their_reflection(with_pictures: ReflectionService, file: Path) -> None:
    made = with_pictures.add_picture("", str(file)).value
    with_pictures.throw_away(made.id)
    assert with_pictures.picture(made.pictures[0]).value.width == 4
    with_pictures.empty_bin()
    with pytest.raises(UserError) as refused:
        with_pictures.picture(made.pictures[0])
    assert code(refused) == "picture.gone"
    assert with_pictures.room_for_pictures() == MOST


def test_what_is_no_picture_is_refused_and_begins_nothing(
    with_pictures: ReflectionService, file: Path, tmp_path: Path
) -> None:
    file.write_bytes(b"broken")
    large = tmp_path / "large.jpg"
    with large.open("wb") as made:
        made.truncate(LARGEST_SOURCE + 1)
    for path, expected in (
        (file, "picture.not_read"),
        (tmp_path, "picture.not_read"),
        (tmp_path / "none", "picture.not_read"),
        (large, "picture.too_large"),
    ):
        with pytest.raises(UserError) as refused:
            with_pictures.add_picture("", str(path))
        assert code(refused) == expected
    assert titles(with_pictures) == []


def test_there_is_room_for_so_many_pictures_and_not_one_more(
    with_pictures: ReflectionService, file: Path
) -> None:
    many = [(WRITTEN, (Picture(b"x", 1, 1),) * MOST_EACH)] * (MOST // MOST_EACH)
    ids = with_pictures.put_many(many).value
    assert with_pictures.room_for_pictures() == 0
    with pytest.raises(UserError) as refused:
        with_pictures.add_picture("", str(file))
    assert code(refused) == "picture.full"
    one = with_pictures.get(ids[0]).value
    with_pictures.delete(ids[1])
    with pytest.raises(UserError) as refused:
        with_pictures.add_picture(one.id, str(file))
    assert code(refused) == "picture.too_many"


# -- many at once --------------------------------------------------------------------------------------


def test_many_are_taken_in_at_once_with_their_source(service: ReflectionService) -> None:
    many = [(replace(WRITTEN, title=str(n), source=f"file/{n}"), ()) for n in range(30)]
    ids = service.put_many(many).value
    assert len(set(ids)) == 30
    assert service.known_sources() == {f"file/{n}" for n in range(30)}
    assert len(titles(service, Query("loud"))) == 30
    service.throw_away(ids[3])
    assert len(service.all_ids()) == 29
    assert "file/3" in service.known_sources(), "what was thrown away does not come again"


def test_of_many_all_are_taken_in_or_none(service: ReflectionService) -> None:
    with pytest.raises(UserError):
        service.put_many([(WRITTEN, ()), (replace(WRITTEN, time="noon"), ())])
    with pytest.raises(UserError):
        service.put_many([(WRITTEN, (Picture(b"x", 1, 1),) * (MOST_EACH + 1))])
    assert titles(service) == []


# -- whose it is ---------------------------------------------------------------------------------------


def test_reflections_are_there_in_ones_own_sitting_alone(couple: Home) -> None:
    couple.open(FIRST)
    service = couple.services.reflections
    made = service.put(WRITTEN).value
    couple.open(SECOND)
    assert titles(service) == []
    with pytest.raises(UserError) as refused:
        service.get(made.id)
    assert code(refused) == "reflection.gone"
    couple.together()
    for call in (service.facets, service.binned, service.all_ids, lambda: service.put(WRITTEN)):
        with pytest.raises(UserError) as refused:
            call()
        assert code(refused) == "sitting.not_own"
