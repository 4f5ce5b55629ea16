"""A vault on a disk that cannot be written: it opens and says so, and refuses to write in clear words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.drills.disks import may_mount, read_only, small_disk
from tests.drills.ground import BOTH, House, begin_couple, fresh, scratch
from tests.drills.plan import Drill, Portion, Tally
from trustapp.demonstration import PASSPHRASES
from trustapp.domain.agreement import State
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId

NAME: Final = "read-only"
ROUNDS, ALL_ROUNDS = 2, 50

TOLD: Final = frozenset({"disk_read_only", "shared_read_only"})
"""The notices that make the banner."""


def portions(full: bool) -> Sequence[Portion]:
    """One portion; the rounds differ in what the vault holds."""
    return [Portion("rounds", 0, ALL_ROUNDS if full else ROUNDS)]


def run(portion: Portion) -> Tally:
    """Look, open, read, write and suspend on a disk that cannot be written, then on one that can."""
    tally = Tally()
    with scratch() as place:
        if not may_mount():
            tally.skipped = "no disk of one's own without root"
            return tally
        house = begin_couple(place / "template")
        house.agree("one", "two")
        house.services.vault.lock()
        with small_disk(place / "disk") as disk:
            for number in range(portion.count):
                house.open(BOTH[number % 2])
                house.limit(f"limit {number}")
                house.services.vault.lock()  # the other has not opened since
                limits = [f"limit {one}" for one in range(number + 1)]
                for member in BOTH:
                    folder = fresh(place / "template", disk / "vault")
                    _each(tally, folder, member, limits, partial(read_only, disk), control=False)
                    _each(tally, folder, member, limits, _writable, control=True)
    return tally


@contextmanager
def _writable() -> Iterator[None]:
    yield


def _each(
    tally: Tally,
    folder: Path,
    member: MemberId,
    limits: list[str],
    disk: Callable[[], AbstractContextManager[None]],
    *,
    control: bool,
) -> None:
    """Every act in turn; on a disk that can be written each of them is what a read-only one must not show."""
    before = _content(folder)
    with disk():
        house = House.on(folder, 48)
        found = {
            "the banner": _opens(house, member),
            "limits": _reads(house, limits),
            "a limit": _code(lambda: house.limit("another")),
            "a draft": _code(lambda: house.draft("another")),
            "a passphrase": _code(
                lambda: house.services.vault.change_passphrase(PASSPHRASES[member], _OTHER)
            ),
            "locking": _locks(house),
            "suspending": _code(house.services.vault.suspend_without_key),
        }
    found["nothing changed"] = "" if _content(folder) == before else "changed"
    wanted = {
        "the banner": "", "limits": "", "a limit": "statement.not_kept", "a draft": "storage.read_only",
        "a passphrase": "storage.read_only", "locking": "", "suspending": "stop.not_written",
        "nothing changed": "",
    }  # fmt: skip
    for what, expected in wanted.items():
        if not control:
            wrong = (
                []
                if found[what] == expected
                else [f"{found[what] or 'done'} instead of {expected or 'done'}"]
            )
            tally.case(wrong, f"{member}, {what}")
        elif what in ("the banner", "a limit", "a draft", "suspending", "nothing changed"):
            tally.control(found[what] != expected)


_OTHER: Final = "velvet anchor ninety harbor plum"


def _opens(house: House, member: MemberId) -> str:
    notices = set(house.open(member))
    return "" if notices & TOLD else f"opened and told {sorted(notices)}"


def _reads(house: House, limits: list[str]) -> str:
    """Every limit is seen, and no opening counts that cannot be verified."""
    return "" if house.texts(State.STANDS) == sorted(limits) else "limits are not seen"


def _locks(house: House) -> str:
    """Nothing can be kept, which is told or not; the keys are gone all the same."""
    told = _code(house.services.vault.lock)
    return (
        ""
        if told in ("", "storage.read_only") and house.services.vault.sitting() is None
        else told or "still open"
    )


def _code(act: Callable[[], object]) -> str:
    try:
        act()
    except UserError as error:
        return error.code
    return ""


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


DRILL: Final = Drill(
    NAME,
    "read-only media: banner, limits seen, clear refusals, nothing changed",
    portions,
    run,
    "on a disk that can be written",
    least=1.0,
)
