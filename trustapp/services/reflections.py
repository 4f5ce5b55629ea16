"""What one person writes for themselves alone: kept, found again, thrown away and brought back."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.errors import UserError
from trustapp.domain.pictures import LARGEST_SOURCE, Picture, Remake
from trustapp.domain.reflections import BIN_DAYS, Facets, Query, Reflection, Row, checked, is_empty
from trustapp.services.household import Household
from trustapp.storage.space import PrivateTables

CHANGED: Final = frozenset({Topic.REFLECTIONS})


class ReflectionService:
    """Everything here is done in one's own sitting, and nothing of it ever leaves the private space.

    Every call can raise sitting.not_own and storage.*; a reflection that is not there any more is
    reflection.gone.
    """

    def __init__(self, household: Household, remake: Remake | None = None) -> None:
        """``remake`` makes a picture anew; without it no picture is taken in."""
        self._household = household
        self._remake = remake

    def local_now(self) -> datetime:
        """The present where this computer is, for what begins now."""
        return self._household.now().astimezone()

    # -- lists -------------------------------------------------------------------------------------

    def rows(self, query: Query, offset: int, count: int) -> Outcome[tuple[Row, ...]]:
        """A part of the list: pinned first, then the newest day; with words the newest day first."""
        with self._household.private.transaction() as tables:
            return Outcome(tuple(tables.reflection_lists.rows(query, offset, count)))

    def count(self, query: Query) -> Outcome[int]:
        """How many the whole list has."""
        with self._household.private.transaction() as tables:
            return Outcome(tables.reflection_lists.count(query))

    def facets(self) -> Outcome[Facets]:
        """What there is to filter by."""
        with self._household.private.transaction() as tables:
            return Outcome(tables.reflection_lists.facets())

    def days(self, year: int, month: int) -> Outcome[frozenset[date]]:
        """The days of a month that something was written about."""
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        with self._household.private.transaction() as tables:
            return Outcome(tables.reflection_lists.days(first, last))

    def recent(self, count: int) -> Outcome[tuple[Row, ...]]:
        """The newest days, whether pinned or not."""
        with self._household.private.transaction() as tables:
            return Outcome(tuple(tables.reflection_lists.recent(count)))

    # -- one of them -------------------------------------------------------------------------------

    def get(self, reflection: str) -> Outcome[Reflection]:
        """The whole of one, be it in the bin. Codes: reflection.gone."""
        with self._household.private.transaction() as tables:
            return Outcome(_get(tables, reflection))

    def put(self, reflection: Reflection) -> Outcome[Reflection]:
        """Keep what was written, and give it as it is kept: a new one with its id.

        A new one without anything in it is not kept, and its id stays "". Whether one that is there is
        pinned, and which pictures it has, is changed by the other calls alone.
        Codes: reflection.too_long, reflection.time, reflection.too_many_tags, reflection.gone (one in the bin
        is not written to either).
        """
        house = self._household
        made = checked(replace(reflection, changed=house.now()))
        if made.id:
            return self._change(made)
        if is_empty(replace(made, pictures=())):
            return Outcome(replace(made, pictures=()))
        made = replace(made, id=house.new_id(), made=house.now(), pictures=(), binned=None)
        with house.private.transaction() as tables:
            tables.reflections.add([made])
            return Outcome(_get(tables, made.id), CHANGED)

    def _change(self, made: Reflection) -> Outcome[Reflection]:
        with self._household.private.transaction() as tables:
            before = _get(tables, made.id)
            if before.binned is not None:
                raise UserError("reflection.gone")
            kept = replace(
                made, made=before.made, pinned=before.pinned, binned=None, pictures=before.pictures
            )
            if replace(kept, changed=before.changed) == before:
                return Outcome(before)
            tables.reflections.change(kept)
            return Outcome(_get(tables, made.id), CHANGED)

    def pin(self, reflection: str, on: bool) -> Outcome[None]:
        """Let it stand before all others, or no more. Codes: reflection.gone."""
        with self._household.private.transaction() as tables:
            tables.reflections.pin(reflection, on)
        return Outcome(None, CHANGED)

    # -- the bin -----------------------------------------------------------------------------------

    def throw_away(self, reflection: str) -> Outcome[None]:
        """Into the bin, where it stays for 30 days. Codes: reflection.gone."""
        return self._move(reflection, self._household.today())

    def bring_back(self, reflection: str) -> Outcome[None]:
        """Out of the bin, as it was. Codes: reflection.gone."""
        return self._move(reflection, None)

    def _move(self, reflection: str, binned: date | None) -> Outcome[None]:
        with self._household.private.transaction() as tables:
            tables.reflections.change(replace(_get(tables, reflection), binned=binned))
        return Outcome(None, CHANGED)

    def delete(self, reflection: str) -> Outcome[None]:
        """For good, with its pictures. Codes: reflection.gone."""
        with self._household.private.transaction() as tables:
            tables.reflections.delete(reflection)
        return Outcome(None, CHANGED)

    def binned(self) -> Outcome[tuple[Row, ...]]:
        """What is in the bin, the last thrown away first."""
        with self._household.private.transaction() as tables:
            return Outcome(tuple(tables.reflection_lists.binned()))

    def empty_bin(self) -> Outcome[None]:
        """Delete for good what is in the bin."""
        with self._household.private.transaction() as tables:
            tables.reflections.empty_bin()
        return Outcome(None, CHANGED)

    # -- pictures ----------------------------------------------------------------------------------

    def add_picture(self, reflection: str, path: str) -> Outcome[Reflection]:
        """Take a picture in, made anew; the file stays as it is. With "" it begins a reflection of today.

        Codes: picture.not_read, picture.too_large, picture.full, picture.too_many, reflection.gone.
        """
        house = self._household
        house.me()
        picture = self._made_anew(path)
        with house.private.transaction() as tables:
            if not reflection:
                now = house.now()
                made = Reflection(house.new_id(), house.today(), made=now, changed=now)
                tables.reflections.add([made])
                reflection = made.id
            if _get(tables, reflection).binned is not None:
                raise UserError("reflection.gone")
            tables.pictures.add(tables.reflections.number_of(reflection), house.new_id(), picture)
            return Outcome(_get(tables, reflection), CHANGED)

    def _made_anew(self, path: str) -> Picture:
        if self._remake is None:
            raise UserError("picture.not_read")
        return self._remake(_bytes_of(Path(path)))

    def picture(self, picture: str) -> Outcome[Picture]:
        """One picture. Codes: picture.gone."""
        with self._household.private.transaction() as tables:
            found = tables.pictures.get(picture)
        if found is None:
            raise UserError("picture.gone")
        return Outcome(found)

    def remove_picture(self, reflection: str, picture: str) -> Outcome[Reflection]:
        """Take a picture out for good. Codes: reflection.gone."""
        with self._household.private.transaction() as tables:
            tables.pictures.delete(tables.reflections.number_of(reflection), picture)
            return Outcome(_get(tables, reflection), CHANGED)

    # -- in and out --------------------------------------------------------------------------------

    def known_sources(self) -> frozenset[str]:
        """Where everything that was taken in came from, what is in the bin included."""
        with self._household.private.transaction() as tables:
            return tables.reflections.sources()

    def put_many(self, many: Sequence[tuple[Reflection, tuple[Picture, ...]]]) -> Outcome[tuple[str, ...]]:
        """Keep new reflections with their pictures, which were made anew already: all of them or none.

        ``made`` and ``changed`` stay as they are where they are given; gives the new ids in this order.
        Codes: as ``put``, picture.full, picture.too_many.
        """
        house, now = self._household, self._household.now()
        made = [
            checked(
                replace(
                    one,
                    id=house.new_id(),
                    made=one.made or now,
                    changed=one.changed or one.made or now,
                    pictures=(),
                )
            )
            for one, _pictures in many
        ]
        with house.private.transaction() as tables:
            numbers = tables.reflections.add(made)
            for number, (_one, pictures) in zip(numbers, many, strict=True):
                for picture in pictures:
                    tables.pictures.add(number, house.new_id(), picture)
        return Outcome(tuple(one.id for one in made), CHANGED)

    def room_for_pictures(self) -> int:
        """How many more pictures this space takes."""
        with self._household.private.transaction() as tables:
            return tables.pictures.left()

    def all_ids(self) -> tuple[str, ...]:
        """Every reflection that is not in the bin, the oldest day first."""
        with self._household.private.transaction() as tables:
            return tuple(tables.reflections.all_ids())


def settle(house: Household) -> None:
    """At an own opening: what was in the bin for 30 days is gone for good.

    A disk that takes nothing delays it until the next opening, and keeps nobody out.
    """
    with suppress(UserError), house.private.transaction() as tables:
        tables.reflections.empty_bin(house.today() - BIN_DAYS)


def _get(tables: PrivateTables, reflection: str) -> Reflection:
    found = tables.reflections.get(reflection)
    if found is None:
        raise UserError("reflection.gone")
    return found


def _bytes_of(path: Path) -> bytes:
    """A file that a person chose, where it is one. Codes: picture.not_read, picture.too_large."""
    try:
        if not path.is_file():
            raise UserError("picture.not_read")
        with path.open("rb") as file:
            data = file.read(LARGEST_SOURCE + 1)
    except OSError:
        raise UserError("picture.not_read") from None
    if len(data) > LARGEST_SOURCE:
        raise UserError("picture.too_large", megabytes=LARGEST_SOURCE // 1024**2)
    return data
