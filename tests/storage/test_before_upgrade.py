"""A set before a migration, one that was interrupted, and a newer vault under this program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest

from trustapp.bootstrap import Services, build
from trustapp.domain.answers import Answer, Choice
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, MemberId
from trustapp.domain.reflections import Query, Reflection
from trustapp.services import backups
from trustapp.services.checkups import CheckupService
from trustapp.storage import archive, backup, schema
from trustapp.storage.connection import Database
from trustapp.storage.schema import PRIVATE, SHARED, Kind
from trustapp.storage.space import PrivateSpace, SharedSpace
from trustapp.vault.kdf import KdfPolicy
from trustapp.vault.session import Vault

DATA = Path(__file__).parents[1] / "data"
WORDS = {FIRST: "lantern oak seventh river calm", SECOND: "copper violin eleven meadow frost"}

SCHEMAS = {"released_1": (1, 1), "released_2": (1, 2), "released_3": (2, 2)}
"""Of every kept vault the versions of its private spaces and of the shared one."""

Unpack = Callable[[str], Path]


def released() -> list[Path]:
    return sorted(DATA.glob("released_*.backup"))


@pytest.fixture
def unpack(tmp_path: Path) -> Unpack:
    """A vault as a released program left it, in a folder of its own."""

    def unpacked(name: str) -> Path:
        folder = tmp_path / "vault"
        folder.mkdir(mode=0o700)
        source = DATA / name
        for entry in archive.manifest(source).entries:
            archive.extract(source, entry, folder / entry.name)
        return folder

    return unpacked


@pytest.fixture
def services(cheap_policy: KdfPolicy) -> Callable[[Path], Services]:
    return lambda folder: build(folder, policy=cheap_policy)


def _colours(database: Database) -> None:
    database.execute("ALTER TABLE fact ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def _places(database: Database) -> None:
    database.execute("ALTER TABLE round ADD COLUMN place_of TEXT NOT NULL DEFAULT ''")


def newer(monkeypatch: pytest.MonkeyPatch, *, private: bool = True, shared: bool = True) -> None:
    """A program whose schemas are one version ahead."""
    if private:
        later = Kind(PRIVATE.name, PRIVATE.application_id, (*PRIVATE.migrations, _colours))
        monkeypatch.setattr(PrivateSpace, "KIND", later)
    if shared:
        later = Kind(SHARED.name, SHARED.application_id, (*SHARED.migrations, _places))
        monkeypatch.setattr(SharedSpace, "KIND", later)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: blake2b(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and path.name != "lock"
    }


def in_set(one: backup.KeptSet) -> dict[str, str]:
    return {entry.name: entry.digest for entry in archive.manifest(one.path).entries}


def now(folder: Path, *names: str) -> dict[str, str]:
    return {name: blake2b((folder / name).read_bytes(), digest_size=32).hexdigest() for name in names}


def test_there_is_a_vault_of_every_released_schema(
    unpack: Unpack, services: Callable[[Path], Services]
) -> None:
    """A migration comes with a vault that the program before it left: ``tests/data/released_N.backup``."""
    assert [path.name for path in released()] == [f"{name}.backup" for name in SCHEMAS]
    assert [max(numbers) for numbers in zip(*SCHEMAS.values(), strict=True)] == [
        PRIVATE.version,
        SHARED.version,
    ]


@pytest.mark.parametrize("source", released(), ids=lambda path: path.stem)
def test_a_released_vault_opens_for_both_with_everything_in_it(
    unpack: Unpack, services: Callable[[Path], Services], source: Path
) -> None:
    made = services(unpack(source.name))
    for member, words in WORDS.items():
        made.vault.unlock(member, words)
        lines = made.agreements.view().value.agreement.lines
        assert "Not in the mornings." in [line.text for line in lines]
        category = made.answers.categories().value[0].id
        notes = [one.answer.note for one in made.answers.category(category).value.items if one.answer]
        assert notes == [f"kept by {member}"]
        made.vault.lock()


def test_a_mind_changed_in_a_vault_of_the_first_version_keeps_the_answer_that_was_there(
    unpack: Unpack, services: Callable[[Path], Services]
) -> None:
    made = services(unpack("released_1.backup"))
    made.vault.unlock(FIRST, WORDS[FIRST])
    category = made.answers.categories().value[0].id
    before = next(one for one in made.answers.category(category).value.items if one.answer)
    assert before.answer is not None
    assert (before.earlier, before.said_on) == ((), None)
    made.answers.keep(Answer(before.item.id, Choice.UNKNOWN))
    after = next(one for one in made.answers.category(category).value.items if one.answer)
    assert [(one.choice, one.day) for one in after.earlier] == [(before.answer.choice, None)]
    made.vault.lock()


def test_a_vault_from_before_the_planner_gets_an_empty_one(
    unpack: Unpack, services: Callable[[Path], Services]
) -> None:
    made = services(unpack("released_1.backup"))
    made.vault.unlock(FIRST, WORDS[FIRST])
    assert made.rituals.view().value.rituals == ()
    made.vault.lock()


def test_a_vault_of_the_second_version_has_its_rituals_and_the_note(
    unpack: Unpack, services: Callable[[Path], Services]
) -> None:
    made = services(unpack("released_2.backup"))
    for member, own in ((FIRST, ["A walk of my own"]), (SECOND, [])):
        made.vault.unlock(member, WORDS[member])
        (ritual,) = made.rituals.rituals()
        assert (ritual.words.name, ritual.planned) == ("Tea without screens", True)
        assert [one.text for one in made.rituals.notes() if one.by == SECOND] == ["A kept note."]
        assert [one.words.name for one in made.own_rituals.view().value.rituals] == own
        made.vault.lock()


@pytest.mark.parametrize("name", ["released_1.backup", "released_2.backup"])
def test_a_vault_from_before_reflections_takes_them_and_the_set_before_is_the_old_one(
    unpack: Unpack, services: Callable[[Path], Services], name: str
) -> None:
    folder = unpack(name)
    before = now(folder, "p1.db", "p2.db")
    made = services(folder)
    made.vault.unlock(FIRST, WORDS[FIRST])
    assert made.reflections.count(Query()).value == 0
    made.reflections.put(Reflection("", date(2026, 5, 3), text="A kettle."))
    made.vault.lock()
    kept = in_set(backup.sets(folder)[0])
    assert {file: kept[file] for file in before} == before
    made.vault.unlock(FIRST, WORDS[FIRST])
    assert made.reflections.count(Query("kett")).value == 1
    made.vault.lock()


def test_a_vault_of_the_third_version_has_its_reflections_and_pictures(
    unpack: Unpack, services: Callable[[Path], Services]
) -> None:
    made = services(unpack("released_3.backup"))
    for member in (FIRST, SECOND):
        made.vault.unlock(member, WORDS[member])
        service = made.reflections
        (row,) = service.rows(Query("naive kett", tag="Home", kind="day", mood="calm"), 0, 5).value
        one = service.get(row.id).value
        assert (one.title, one.time, one.prompt) == (f"Written by {member}", "21:30", "What was good?")
        assert one.text == "## Evening\n\nA *quiet* hour with a naïve kettle."
        picture = service.picture(one.pictures[0]).value
        assert (picture.width, picture.height, picture.data[:3]) == (8, 6, b"\xff\xd8\xff")
        assert [said.name for said in made.triggers.told().value] == ["A door of p1", "A door of p2"]
        made.vault.lock()


@pytest.mark.parametrize("which", ["both", "private", "shared"])
def test_before_anything_is_brought_to_a_newer_version_a_set_is_made(
    unpack: Unpack, services: Callable[[Path], Services], monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    folder = unpack("released_3.backup")
    names = ("p1.db", "p2.db", "shared.db")
    before = now(folder, *names)
    newer(monkeypatch, private=which != "shared", shared=which != "private")
    made = services(folder)
    made.vault.unlock(FIRST, WORDS[FIRST])
    first = backup.sets(folder)[0]
    if which != "shared":
        assert {name: in_set(first)[name] for name in names} == before
    else:
        assert in_set(first)["shared.db"] == before["shared.db"]
    assert "Not in the mornings." in [one.text for one in made.agreements.view().value.agreement.lines]
    made.vault.lock()
    made.vault.unlock(SECOND, WORDS[SECOND])
    made.vault.lock()
    assert not list(folder.glob("*.aside"))


def test_a_second_opening_makes_no_other_set(
    unpack: Unpack, services: Callable[[Path], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack("released_3.backup")
    newer(monkeypatch, shared=False)
    made = services(folder)
    for _times in range(3):
        made.vault.unlock(FIRST, WORDS[FIRST])
        made.vault.lock()
    assert len(backup.sets(folder)) == 1, "the set before it is that of the day"


def test_where_no_set_can_be_made_the_old_file_stays_as_it_is(
    unpack: Unpack, services: Callable[[Path], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack("released_3.backup")
    before = now(folder, "p1.db", "p2.db", "shared.db")

    def full(*_args: object, **_words: object) -> None:
        raise UserError("storage.full")

    with monkeypatch.context() as patch:
        newer(patch)
        patch.setattr(backup, "make", full)
        with pytest.raises(UserError, match=r"storage\.full"):
            services(folder).vault.unlock(FIRST, WORDS[FIRST])
    assert now(folder, "p1.db", "p2.db", "shared.db") == before
    services(folder).vault.unlock(FIRST, WORDS[FIRST])


def test_an_interrupted_migration_leaves_the_old_file_openable(
    unpack: Unpack, services: Callable[[Path], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process ended here."""

    folder = unpack("released_3.backup")

    def halfway(database: Database) -> None:
        _colours(database)
        raise Killed

    with monkeypatch.context() as patch:
        kind = Kind(PRIVATE.name, PRIVATE.application_id, (*PRIVATE.migrations, halfway))
        patch.setattr(PrivateSpace, "KIND", kind)
        with pytest.raises(Killed):
            services(folder).vault.unlock(FIRST, WORDS[FIRST])
    made = services(folder)
    made.vault.unlock(FIRST, WORDS[FIRST])
    category = made.answers.categories().value[0].id
    assert [one.answer.note for one in made.answers.category(category).value.items if one.answer]
    made.vault.lock()


def test_a_newer_vault_stays_as_it_is_to_the_byte_under_this_program(
    unpack: Unpack,
    services: Callable[[Path], Services],
    monkeypatch: pytest.MonkeyPatch,
    cheap_policy: KdfPolicy,
) -> None:
    folder = unpack("released_3.backup")
    with monkeypatch.context() as patch:
        newer(patch)
        made = services(folder)
        for member, words in WORDS.items():
            made.vault.unlock(member, words)
            made.vault.lock()
    before = now(folder, "p1.db", "p2.db", "shared.db", "p1.keys", "p2.keys", "VAULT", "p1.stop", "p2.stop")
    for member, words in WORDS.items():
        with pytest.raises(UserError, match=r"vault\.newer"):
            services(folder).vault.unlock(member, words)
    report = CheckupService(Vault(folder, cheap_policy)).spaces(FIRST, WORDS[FIRST])
    assert not report.well
    assert now(folder, *before) == before


def test_a_check_brings_nothing_to_a_newer_version(
    unpack: Unpack, monkeypatch: pytest.MonkeyPatch, cheap_policy: KdfPolicy
) -> None:
    folder = unpack("released_3.backup")
    before = digests(folder)
    newer(monkeypatch)
    report = CheckupService(Vault(folder, cheap_policy)).spaces(FIRST, WORDS[FIRST])
    assert [one.code for one in report.findings if one.what == "ledger"] == ["vault.older"]
    changed = {name for name, digest in digests(folder).items() if before.get(name) != digest}
    assert not {name for name in changed if name.endswith(".db")}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_of_the_kept_vaults_are_the_released_ones(
    unpack: Unpack, cheap_policy: KdfPolicy, name: str
) -> None:
    folder = unpack(f"{name}.backup")
    private, shared = SCHEMAS[name]
    keys = Vault(folder, cheap_policy).unlock(MemberId("p1"), WORDS[FIRST])
    assert keys.shared_key is not None
    files = ((PRIVATE, "p1.db", keys.database_key, private), (SHARED, "shared.db", keys.shared_key, shared))
    for kind, file, key, version in files:
        shutil.copyfile(folder / file, folder / "copy.db")
        database = Database.open(folder / "copy.db", key.view())
        try:
            assert schema.version_of(database, kind) == version
        finally:
            database.close()
    assert backups.contents_of(Vault(folder, cheap_policy))[0] == keys.vault_id
