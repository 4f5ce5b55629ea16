"""Taking one's own things along, as files that any program can read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trustapp.domain.agreement import View, compute, versions
from trustapp.domain.basket import Kind
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.paths import Chosen
from trustapp.domain.statements import Said
from trustapp.services import baskets, paths, showing
from trustapp.services.household import Household
from trustapp.services.ritual_exports import told_rituals
from trustapp.services.told import too_long_for_versions
from trustapp.vault import erasing, ledger
from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.documents.context import PaperAgreement


class Export(NamedTuple):
    """An export under way: its folder, and the names of the files that it will hold."""

    folder: str
    names: tuple[str, ...]


class ExportService:
    """Writes one file at a time, so that a page can show how far it is and stop it."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._folder: Path | None = None
        self._texts: dict[str, str] = {}
        self._written: list[str] = []

    def begin(self, place: str, passphrase: str) -> Outcome[Export]:
        """Gather everything and make the folder; nothing is in it yet.

        Own sitting. Codes: passphrase.wrong, sitting.not_own, export.not_written, storage.*.
        """
        from trustapp.documents.exporters import folder

        house = self._household
        house.vault.prove(house.keys(), passphrase)
        texts = self._gather()
        name = f"{self._label()} {house.today().isoformat()}"
        self._folder = folder.make_folder(Path(place), name)
        self._texts, self._written = texts, []
        return Outcome(Export(str(self._folder), tuple(texts)))

    def write(self, name: str) -> Outcome[None]:
        """Write one of the files. Codes: export.not_begun, export.not_written, storage.full."""
        from trustapp.documents.exporters import folder

        if self._folder is None or name not in self._texts:
            raise UserError("export.not_begun")
        self._written.append(name)
        folder.write(self._folder / name, self._texts[name])
        return Outcome(None)

    def finish(self) -> Outcome[None]:
        """Everything is written: nothing of it is kept here."""
        self._folder, self._texts, self._written = None, {}, []
        return Outcome(None)

    def cancel(self) -> Outcome[None]:
        """Overwrite and remove what was written, and the folder where nothing else is in it."""
        if self._folder is not None:
            for name in self._written:
                with suppress(UserError):
                    erasing.erase(self._folder / name)
            with suppress(OSError):
                self._folder.rmdir()
        return self.finish()

    # -- gathering ---------------------------------------------------------------------------------

    def _label(self) -> str:
        return _("Notebook {initials}").format(initials=self._household.me().initials)

    def _gather(self) -> dict[str, str]:
        from trustapp.documents.exporters import as_json, as_markdown, things

        house = self._household
        me = house.me().id
        with house.private.transaction() as tables:
            answers, own, past = tables.answers.get_all(), tables.own_items.all(), tables.past.all()
            sheet = tables.own_sheet.get()
            triggers, hard_days = tables.triggers.triggers(), tables.triggers.hard_days()
            reflections = tuple(tables.reflections.all())
            letters = tables.letters.all()[::-1]
            mine, gathered, shown = paths.read(tables), baskets.kept(tables), showing.mine(tables)
        categories = tuple(house.catalogues.categories)
        titles = {one.id: one.title for one in categories}
        said, view = self._said()
        found = things.OwnThings(
            self._label(),
            house.today(),
            tuple(things.told_answers(categories, own, answers, past)),
            tuple(things.told_statements(said, me, titles, house.now().astimezone().tzinfo)),
            self._agreement(said, view) if view is not None else None,
            sheet,
            told_rituals(house),
            triggers,
            hard_days,
            reflections,
            letters,
            mine,
            self._path_words(mine),
            tuple(one for one in gathered if one.kind is not Kind.LINE),
            shown,
        )
        texts = {name: made(found) for name, made in as_markdown.PAGES.items()}
        texts["things.json"] = as_json.as_json(found)
        return texts

    def _path_words(self, mine: Chosen) -> str:
        found = self._household.catalogues.paths
        titles = {one.id: one.title for one in (*found.paths, *found.stages)}
        return f"{titles[mine.path]}: {titles[mine.stage]}" if mine.path else ""

    def _said(self) -> tuple[Sequence[Said], View | None]:
        """What was said: of the shared space, or of this person's own copy after they left it."""
        house = self._household
        if house.has_shared or house.is_shut:
            return house.said(), house.view()
        keys = house.keys()
        with house.private.transaction() as tables:
            events = list(tables.witness.events())
        if not events:
            return (), None
        found = ledger.read(events, keys.vault_id, keys.pins)
        everyone = tuple(sorted(keys.pins))
        now = house.now().astimezone()
        # They are away, be it that somebody began anew in their place: nothing that they opened counts.
        gone = frozenset({keys.member})
        return found.said, View(everyone, now, house.latest(), found.verified, gone)

    def _agreement(self, said: Sequence[Said], view: View) -> PaperAgreement:
        from trustapp.documents.context import agreement_context

        house = self._household
        history = () if too_long_for_versions(said) else versions(said, view)
        return agreement_context(
            compute(said, (), view),
            house.members,
            tuple(house.catalogues.categories),
            history[-1] if history else None,
            house.today(),
        )
