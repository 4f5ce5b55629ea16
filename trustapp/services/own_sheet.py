"""One's own sheet of boundaries: private, for a person alone and for one of two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustapp.domain import own_sheet
from trustapp.domain.changes import Outcome, Topic
from trustapp.domain.own_sheet import OwnLine, Part, Sheet
from trustapp.domain.statements import Limit
from trustapp.services.household import Household
from trustapp.services.kept_back import standing_words
from trustapp.words import _

_CHANGED = frozenset({Topic.OWN_SHEET})


@dataclass(frozen=True)
class OwnSheetView:
    """The sheet, and sentences of one's own answers that could stand on it.

    ``shares``: there is a shared space in which a line can be stated as a limit. ``stated`` are the lines
    that stand there now in the same words: a limit that was lifted since is none.
    """

    lines: Sheet
    offered: tuple[tuple[Part, str], ...]
    shares: bool
    stated: frozenset[str]


class OwnSheetService:
    """Everything here is done in one's own sitting and stays in one's own space."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def view(self) -> Outcome[OwnSheetView]:
        """Codes: sitting.not_own."""
        house = self._household
        me = house.me()
        with house.private.transaction() as tables:
            sheet = tables.own_sheet.get()
            own, answers = tables.own_items.all(), tables.answers.get_all()
        partner = house.sitting.partner if house.sitting is not None else None
        names = me.name, partner.name if partner is not None else _("the other")
        offered = own_sheet.from_answers(house.catalogues.categories, own, answers, sheet, names)
        limits = {text for kind, _item, text in standing_words(house) if kind == Limit.type}
        stated = frozenset(one.id for one in sheet if one.text in limits)
        return Outcome(OwnSheetView(sheet, tuple(offered), house.has_shared, stated))

    def put(self, part: Part, text: str) -> Outcome[OwnLine]:
        """Codes: sheet.empty, sheet.too_long, sheet.full, sitting.not_own, storage.*."""
        line = OwnLine(self._household.new_id(), part, own_sheet.checked(text))
        return Outcome(line, self._keep(lambda sheet: own_sheet.put(sheet, line)))

    def change(self, line: str, text: str) -> Outcome[None]:
        """Codes: sheet.empty, sheet.too_long, sheet.gone, sitting.not_own, storage.*."""
        words = own_sheet.checked(text)
        return Outcome(None, self._keep(lambda sheet: own_sheet.changed(sheet, line, words)))

    def move(self, line: str, by: int) -> Outcome[None]:
        """Further up (-1) or down within its part. Codes: sheet.gone, sitting.not_own, storage.*."""
        return Outcome(None, self._keep(lambda sheet: own_sheet.moved(sheet, line, by)))

    def remove(self, line: str) -> Outcome[None]:
        """Codes: sitting.not_own, storage.*."""
        return Outcome(None, self._keep(lambda sheet: own_sheet.removed(sheet, line)))

    def _keep(self, change: Callable[[Sheet], Sheet]) -> frozenset[Topic]:
        house = self._household
        house.me()
        with house.private.transaction() as tables:
            tables.own_sheet.save(change(tables.own_sheet.get()))
        return _CHANGED
