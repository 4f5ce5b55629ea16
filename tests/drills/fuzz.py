"""Readers of files that anybody can alter are fed nonsense: never a traceback, and little memory."""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import shutil
import sys
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.drills import mutate
from tests.drills.damage import Patient
from tests.drills.ground import CHEAP, House, fresh, scratch
from tests.drills.plan import Drill, Portion, Tally, split
from trustapp import cli, places
from trustapp.demonstration import PASSPHRASES
from trustapp.documents import catalogue
from trustapp.documents.importers.journal import reading
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST
from trustapp.services.backups import make_set
from trustapp.storage import archive
from trustapp.storage.preferences import DeviceFile
from trustapp.storage.space import SharedSpace
from trustapp.vault import codec, headers, keyfile, ledger, stopfile, stopseal

NAME: Final = "fuzz"
JOURNALS: Final = Path(__file__).parent.parent / "data" / "journals"
CONTROL: Final = "control"
MEMORY: Final = 512 * 1024 * 1024
TARGETS: Final = {
    "keys": 20, "header": 20, "sheet": 20, "stop": 4, "outbox": 20, "ledger": 10, "backup": 4, "device": 4,
    "catalogues": 1, "check": 1, "opening": 1, "journals": 10,
}  # fmt: skip
"""Readers, and how many of their inputs make one unit: a quick reader gets more."""
UNITS, ALL_UNITS = 40, 5_000


def portions(full: bool) -> Sequence[Portion]:
    """The same time for each reader, roughly."""
    if not full:
        return [Portion("all", 0, UNITS), Portion(CONTROL, 0, 200)]
    return [
        *(one for name, each in TARGETS.items() for one in split(name, ALL_UNITS * each, 500 * each)),
        Portion(CONTROL, 0, 2_000),
    ]


class _Reader(NamedTuple):
    """Something that is read, the inputs that are altered, and what it may raise."""

    read: Callable[[bytes], object]
    inputs: Sequence[bytes]
    alter: Callable[[bytes, random.Random], bytes]
    refuses: tuple[type[Exception], ...] = (UserError,)


def run(portion: Portion) -> Tally:
    """Feed one reader, or all of them a little; memory is bounded by the system meanwhile."""
    tally, chance = Tally(), portion.chance(NAME)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with scratch() as place:
        readers = _Readers(Patient(place / "vault"), place)
        if portion.part == CONTROL:
            for _number in range(portion.count):
                tally.control(_naive_fails(mutate.json_of(chance.choice(readers.events), chance)))
            return tally
        names = list(TARGETS) if portion.part == "all" else [portion.part]
        for name in names:
            count = portion.count * TARGETS[name] if portion.part == "all" else portion.count
            _feed(tally, readers.of(name), chance, name, count)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if peak > MEMORY:
            tally.lose(f"{portion.name} took {peak:,} bytes")
        tally.detail[f"at most {1 + peak // 64_000_000 * 64:,} MB"] += 1
    return tally


def _feed(tally: Tally, reader: _Reader, chance: random.Random, name: str, count: int) -> None:
    for number in range(count):
        data = reader.alter(chance.choice(reader.inputs), chance)
        problems = []
        try:
            reader.read(data)
        except reader.refuses:
            tally.detail[f"{name}: refused"] += 1
        except (Exception, RecursionError) as bug:  # the drill goes on and counts it
            problems = [f"{type(bug).__name__} {str(bug)[:200]}"]
        else:
            tally.detail[f"{name}: read"] += 1
        tally.case(problems, f"{name}, input {number}")


class _Readers:
    """The readers of one vault."""

    def __init__(self, patient: Patient, place: Path) -> None:
        self._patient, self._place = patient, place
        self._keys = patient.keys
        self.events = self._ledger_events()
        self._folder = place / "opened"

    def _ledger_events(self) -> list[bytes]:
        assert self._keys.shared_key is not None
        space = SharedSpace.open(self._patient.folder / "shared.db", self._keys.shared_key.view())
        with space.transaction() as tables:
            found = list(tables.events.all())
        space.close()
        return found

    def of(self, name: str) -> _Reader:
        """The reader of this name."""
        made: dict[str, Callable[[], _Reader]] = {
            "keys": self._key_file, "header": self._header, "sheet": self._sheet, "stop": self._stop,
            "outbox": self._outbox, "ledger": self._ledger, "backup": self._backup, "device": self._device,
            "catalogues": self._catalogues, "check": self._check, "opening": self._opening,
            "journals": self._journals,
        }  # fmt: skip
        return made[name]()

    def _key_file(self) -> _Reader:
        good = [self._patient.good["p1.keys"], self._patient.good["p2.keys"]]
        read = partial(keyfile.parse, vault_id=self._keys.vault_id, member=FIRST, policy=CHEAP)
        return _Reader(read, good, _mended, (UserError, keyfile.Damaged))

    def _header(self) -> _Reader:
        return _Reader(
            headers.parse, [self._patient.good["VAULT"]], _mended_header, (UserError, headers.Damaged)
        )

    def _sheet(self) -> _Reader:
        opened = self._patient.open_sheet()
        return _Reader(codec.decode_sheet, [opened], mutate.json_of)

    def _outbox(self) -> _Reader:
        return _Reader(
            codec.from_outbox, [_as_outbox(one) for one in self.events], mutate.json_of, (codec.Refused,)
        )

    def _stop(self) -> _Reader:
        seal, folder = stopseal.Seal(self._keys), self._patient.folder
        for event in self.events[:6]:
            with contextlib.suppress(codec.Refused):
                stopseal.keep(folder, seal, codec.from_outbox(_as_outbox(event)))
        good = [(folder / "p1.stop").read_bytes()]

        def read(data: bytes) -> object:
            (folder / "p1.stop").write_bytes(data)
            found = stopfile.suspensions(self._patient.vault), stopseal.entries(folder, seal)
            (folder / "p1.stop").write_bytes(good[0])
            return found

        return _Reader(read, good, mutate.bytes_of)

    def _ledger(self) -> _Reader:
        def read(data: bytes) -> object:
            events = [
                data if place == len(data) % len(self.events) else one
                for place, one in enumerate(self.events)
            ]
            ledger.tightenings(events, self._keys.vault_id, self._keys.pins)
            return ledger.read(events, self._keys.vault_id, self._keys.pins)

        return _Reader(read, self.events, mutate.json_of)

    def _backup(self) -> _Reader:
        made = make_set(self._patient.vault, House.on(self._patient.folder).clock().date())
        assert made is not None
        good, path = made.path.read_bytes(), self._place / "altered.backup"

        def read(data: bytes) -> object:
            path.write_bytes(data)
            found = archive.manifest(path)
            for _step in archive.prove(path):
                pass
            return [archive.content(path, one) for one in found.entries if one.size < 10_000]

        return _Reader(read, [good], _early)

    def _device(self) -> _Reader:
        path = self._place / "device.toml"

        def read(data: bytes) -> object:
            path.write_bytes(data)
            return DeviceFile(path).read()

        return _Reader(
            read,
            [b'language = "en"\ntheme = "dark"\ntext_percent = 125\nreduced_motion = true\n'],
            mutate.bytes_of,
        )

    def _catalogues(self) -> _Reader:
        folder = self._place / "catalogues"
        shutil.copytree(places.resource("catalogues", "en"), folder)
        files = sorted(folder.rglob("*.toml"))
        chance = random.Random(1)

        def read(data: bytes) -> object:
            path = chance.choice(files)
            good = path.read_bytes()
            path.write_bytes(mutate.bytes_of(good, random.Random(data)))
            try:
                return catalogue.load(folder)
            finally:
                path.write_bytes(good)

        return _Reader(read, [b"seed"], lambda _data, given: given.randbytes(8), (catalogue.CatalogueError,))

    def _check(self) -> _Reader:
        return _Reader(self._run_check, [b"seed"], lambda _data, given: given.randbytes(8))

    def _run_check(self, seed: bytes) -> object:
        folder = self._altered(seed)
        with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.redirect_stderr(io.StringIO()):
            code = cli.main(["check", str(folder), "--json"])
        json.loads(told.getvalue())
        if code not in (cli.WELL, cli.NOT_WELL, cli.REFUSED):
            raise ValueError(f"ended with {code}")
        return code

    def _altered(self, seed: bytes) -> Path:
        """A copy of the vault with one to three altered files."""
        given = random.Random(seed)
        folder = fresh(self._patient.folder, self._folder)
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        for path in given.sample(paths, given.randint(1, 3)):
            data = path.read_bytes()
            head = mutate.bytes_of(data[:70_000], given) + data[70_000:]
            path.write_bytes(head if given.random() < 0.9 else given.randbytes(len(data) % 5_000))
        return folder

    def _journals(self) -> _Reader:
        """A journal of another program, altered; the name of its file goes before its bytes."""
        samples = [
            path.name.encode() + b"\n" + path.read_bytes()
            for path in sorted(JOURNALS.rglob("*"))
            if path.suffix in (".txt", ".json", ".md")
        ]
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(JOURNALS / "dayone-json-1.0" / "Journal.json", "Journal.json")
        samples.append(b"x.zip\n" + made.getvalue())
        folder = self._place / "journal"
        folder.mkdir()

        def read(data: bytes) -> object:
            name, _newline, content = data.partition(b"\n")
            path = folder / name.decode()
            path.write_bytes(content)
            try:
                return reading.read(folder if len(content) % 2 else path)
            finally:
                path.unlink()

        return _Reader(read, samples, _altered_journal)

    def _opening(self) -> _Reader:
        def read(seed: bytes) -> object:
            house = House.on(self._altered(seed), 48)
            house.services.vault.look()
            house.services.vault.unlock(FIRST, PASSPHRASES[FIRST])
            view = house.services.agreements.view()
            house.services.vault.lock()
            return view

        return _Reader(read, [b"seed"], lambda _data, given: given.randbytes(8))


def _mended(data: bytes, chance: random.Random) -> bytes:
    altered = mutate.bytes_of(data, chance)
    return mutate.with_checksum(altered) if chance.random() < 0.8 else altered


def _mended_header(data: bytes, chance: random.Random) -> bytes:
    """Mostly the JSON is altered, with lengths and checksum put right, so that it is reached."""
    if chance.random() < 0.3:
        return _mended(data, chance)
    body = mutate.json_of(data[16:-64], chance)
    return mutate.with_checksum(data[:12] + len(body).to_bytes(4, "big") + body + data[-64:])


def _altered_journal(data: bytes, chance: random.Random) -> bytes:
    name, newline, content = data.partition(b"\n")
    alter = mutate.json_of if name.endswith(b"json") and chance.random() < 0.7 else mutate.bytes_of
    return name + newline + alter(content, chance)


def _early(data: bytes, chance: random.Random) -> bytes:
    """Altered where a set tells what it holds."""
    return mutate.bytes_of(data[:3_000], chance) + data[3_000:]


def _as_outbox(event: bytes) -> bytes:
    found = json.loads(event)
    kept = {name: found[name] for name in ("type", "by", "body", "sig")}
    return json.dumps(
        {**kept, "prev": None, "time": None}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _naive_fails(data: bytes) -> bool:
    """The control: the same inputs for a reader that looks at nothing before it takes it."""
    try:
        event: dict[str, Any] = json.loads(data)
        bytes.fromhex(event["prev"] + event["vault"] + event["body"]["id"] + event["sig"])
        int(event["seq"]) + len(event["time"])
    except Exception:
        return True
    return False


DRILL: Final = Drill(
    NAME,
    "nonsense for " + ", ".join(TARGETS) + ", within 512 MB",
    portions,
    run,
    "by a reader without checks",
    wrong="broken",
)
