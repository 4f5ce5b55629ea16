"""The path of one person: kept in their private space, and nowhere that the other could look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from trustapp.domain import paths
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.paths import Chosen
from trustapp.services.household import Household
from trustapp.services.reading import Card, card
from trustapp.storage.space import PrivateTables

PATH: Final = "path"
"""The fact that holds what was chosen."""

CHANGED: Final = frozenset({Topic.PATH})


@dataclass(frozen=True)
class Named:
    """A path or a stage, with a sentence on what it is."""

    id: str
    title: str
    gist: str


@dataclass(frozen=True)
class Stage:
    """What a stage of a path holds; ``hurt`` and ``broke`` are empty for whom they are not meant."""

    about: str
    belongs: tuple[str, ...]
    not_yet: tuple[str, ...]
    tell: tuple[str, ...]
    hurt: tuple[str, ...] = ()
    broke: tuple[str, ...] = ()


@dataclass(frozen=True)
class PathView:
    """What the page shows. ``stage`` is None where no path is chosen.

    ``near`` are cards for where the person is, ``others`` the rest of them.
    """

    chosen: Chosen
    paths: tuple[Named, ...]
    stages: tuple[Named, ...]
    stage: Stage | None
    near: tuple[Card, ...]
    others: tuple[Card, ...]


class PathService:
    """A person's own word about themselves; nothing of it is shared, shown to the other or asked by them."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def chosen(self) -> Outcome[Chosen]:
        """Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            return Outcome(read(tables))

    def view(self) -> Outcome[PathView]:
        """What was chosen, what there is to choose, and what belongs to it. Codes: as ``chosen``."""
        mine, texts = self.chosen().value, self._household.catalogues.paths
        text = texts.texts.get((mine.path, mine.stage))
        stage = None
        if text is not None:
            stage = Stage(
                text.about, text.belongs, text.not_yet, text.tell,
                text.hurt if mine.role in (paths.HURT, paths.BOTH) else (),
                text.broke if mine.role in (paths.BROKE, paths.BOTH) else (),
            )  # fmt: skip
        cards = [
            (card(one), paths.fits(mine, fit.stage, fit.path, fit.role))
            for one, fit in self._household.catalogues.learning
        ]
        return Outcome(
            PathView(
                mine,
                tuple(Named(one.id, one.title, one.gist) for one in texts.paths),
                tuple(Named(one.id, one.title, one.gist) for one in texts.stages),
                stage,
                tuple(one for one, near in cards if near),
                tuple(one for one, near in cards if not near),
            )
        )

    def choose(self, path: str, role: str) -> Outcome[Chosen]:
        """Another path or role, with the stage as it was; "" chooses none.

        Codes: path.unknown, sitting.not_own, storage.*.
        """
        with self._household.private.transaction() as tables:
            return _keep(tables, paths.chosen(read(tables), path, role))

    def move(self, stage: str) -> Outcome[Chosen]:
        """To another stage, forward or back. Codes: path.unknown, sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            return _keep(tables, paths.moved(read(tables), stage))

    def leave(self) -> Outcome[Chosen]:
        """No path any more, and nothing kept of it. Codes: sitting.not_own, storage.*."""
        with self._household.private.transaction() as tables:
            return _keep(tables, Chosen())


def read(tables: PrivateTables) -> Chosen:
    """What is kept; none where nothing is, or where it says nothing that is known here."""
    try:
        found = json.loads(tables.facts.get(PATH) or b"{}")
        made = Chosen(str(found["path"]), str(found["role"]), str(found["stage"]))
    except (ValueError, KeyError, TypeError):
        return Chosen()
    known = made.path in paths.PATHS and made.role in paths.ROLES and made.stage in paths.STAGES
    return made if known else Chosen()


def _keep(tables: PrivateTables, made: Chosen) -> Outcome[Chosen]:
    if made.path:
        tables.facts.set(PATH, json.dumps(vars(made), sort_keys=True).encode())
    else:
        tables.facts.delete(PATH)
    return Outcome(made, CHANGED)
