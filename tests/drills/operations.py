"""The operations that are interrupted: each prepares a vault, works and acknowledges, and is looked at after.

``work`` may be stopped at any moment. ``check`` then opens what lies there as the program would and gives
what is wrong: whatever was acknowledged has to be there, and what was not is there wholly or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.drills.ground import (
    BOTH,
    CHEAP,
    NAMES,
    House,
    begin_alone,
    begin_couple,
    unsound,
)
from tests.drills.operation import LATER, Ack, Facts, Operation, alarms, keep_note, missing, notes, visit
from tests.drills.private_work import PRIVATE
from tests.drills.renewals import RENEWALS
from tests.drills.ritual_work import RITUALS
from trustapp.demonstration import PASSPHRASES, answer_again
from trustapp.domain.agreement import State
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND
from trustapp.services.openings import Setup
from trustapp.storage.files import JOURNAL
from trustapp.vault.session import Vault

# -- commit: limits, private answers and drafts, one after the other ------------------------------------


def _prepare_couple(folder: Path) -> Facts:
    begin_couple(folder)
    return {}


def _work_commit(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    ack("open")
    for number in range(6):
        house.limit(f"limit {number}")
        ack(f"limit {number}")
        ack(keep_note(house, number))
        house.draft(f"draft {number}")
        ack(f"draft {number}")


def _work_careless(folder: Path, _facts: Facts, ack: Ack) -> None:
    """The control: what is to be written is acknowledged first."""
    house = House.on(folder, LATER)
    house.open(FIRST)
    for number in range(6):
        ack(f"limit {number}")
        house.limit(f"limit {number}")


def _look_commit(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, _said_and_noted)
    problems += missing(acks, ["open", *found[FIRST]])
    problems += missing([one for one in acks if one[:5] in ("limit", "draft")], found[SECOND])
    return problems + unsound(folder)


def _said_and_noted(house: House) -> list[str]:
    return [*house.texts(State.STANDS, State.DRAFT), *notes(house)]


# -- lock: the private space is padded, every page rewritten, and sealed --------------------------------


def _work_lock(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    for number in range(3):
        house.open(FIRST)
        ack(keep_note(house, number))
        house.services.vault.lock()
        ack(f"locked {number}")


def _look_lock(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, notes)
    problems += missing([one for one in acks if one.startswith("note")], found[FIRST])
    left = [path.name for path in folder.iterdir() if path.name.endswith(JOURNAL)]
    return [*problems, *(f"{name} was left after a clean lock" for name in left), *unsound(folder)]


# -- keys: three new passphrases, and a recovery ---------------------------------------------------------

_PHRASES: Final = (
    PASSPHRASES[FIRST],
    "velvet anchor ninety harbor plum",
    "gravel tunic outpost ladle swan",
    "marble ferry dusk onion trellis",
)


def _prepare_keys(folder: Path) -> Facts:
    house = begin_couple(folder)
    house.open(FIRST)
    groups = house.services.vault.new_recovery_code(PASSPHRASES[FIRST]).value.groups
    house.services.vault.finish_setup()
    house.services.vault.lock()
    return {"code": list(groups), "umk": Vault(folder, CHEAP).unlock(FIRST, _PHRASES[0]).umk().hex()}


def _work_passphrase(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    ack("0")
    for number in range(1, len(_PHRASES)):
        house.services.vault.change_passphrase(_PHRASES[number - 1], _PHRASES[number])
        ack(str(number))


def _opening_phrases(folder: Path, facts: Facts) -> tuple[list[int], list[str]]:
    """Which of the passphrases open, and whether one gives other keys."""
    opening, problems = [], []
    for number, phrase in enumerate(_PHRASES):
        try:
            keys = Vault(folder, CHEAP).unlock(FIRST, phrase)
        except UserError as error:
            if error.code != "passphrase.wrong":
                problems.append(f"passphrase {number}: {error.code}")
            continue
        opening.append(number)
        if keys.umk().hex() != facts["umk"]:
            problems.append(f"passphrase {number} gives other keys")
    return opening, problems


def _look_passphrase(folder: Path, facts: Facts, acks: Sequence[str]) -> list[str]:
    opening, problems = _opening_phrases(folder, facts)
    last = int(acks[-1]) if acks else 0
    if len(opening) != 1 or opening[0] not in (last, last + 1):
        return [*problems, f"passphrases {opening} open after {last} was acknowledged"]
    known = {**PASSPHRASES, FIRST: _PHRASES[opening[0]]}
    house = House.on(folder, LATER + 1)
    problems += alarms(house.open(FIRST, known[FIRST]))
    house.services.vault.lock()
    if (folder / "p1.keys").read_bytes() != (folder / "p1.keys.bak").read_bytes():
        problems.append("the copy of the key file is another one")
    return problems + unsound(folder, known)


def _work_recover(folder: Path, facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    fresh = house.services.vault.recover(FIRST, tuple(facts["code"]), _PHRASES[1]).value.groups
    ack(json.dumps(fresh))
    house.services.vault.lock()
    ack("locked")


def _look_recover(folder: Path, facts: Facts, acks: Sequence[str]) -> list[str]:
    opening, problems = _opening_phrases(folder, facts)
    if opening not in ([1], [] if acks else [0], [0] if not acks else [1]):
        problems.append(f"passphrases {opening} open, {len(acks)} acknowledged")
    code = tuple(json.loads(acks[0])) if acks else tuple(facts["code"])
    house = House.on(folder, LATER + 1)
    if opening == [0] or acks:
        house.services.vault.recover(FIRST, code, _PHRASES[2])
    else:  # the new key file was written and nobody saw the new code: the new passphrase opens
        problems += alarms(house.open(FIRST, _PHRASES[1]))
    house.services.vault.lock()
    known = {**PASSPHRASES, FIRST: _PHRASES[2] if opening == [0] or acks else _PHRASES[1]}
    return problems + unsound(folder, known)


# -- pairing: the second person joins, the first one meets them ------------------------------------------


def _prepare_invited(folder: Path) -> Facts:
    house = begin_alone(folder)
    house.services.vault.invite()
    house.services.vault.lock()
    return {}


def _join(house: House) -> None:
    name, hue = NAMES[SECOND]
    house.services.vault.join(Setup(name, hue, PASSPHRASES[SECOND]))
    house.services.vault.finish_setup()


def _work_pairing(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    _join(house)
    ack("joined")
    house.open(FIRST)
    ack("met")
    house.services.vault.lock()
    ack("locked")


def _look_pairing(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    house = House.on(folder, LATER + 1)
    if len(house.services.vault.look().value.members) == 1:
        if acks:
            return ["somebody joined and is not listed"]
        _join(house)
        house.services.vault.lock()
    problems, words = visit(folder, _fingerprint)
    if not acks:  # both files of an interrupted joining are made anew, and that is said
        problems = [one for one in problems if one.split()[-1] not in ("file_put_back", "ledger_rebuilt")]
    if len(set(words.values())) != 1:
        problems.append("the two see different fingerprints")
    return problems + unsound(folder)


def _fingerprint(house: House) -> tuple[str, ...]:
    return house.services.vault.fingerprint().value


# -- reveal: both sheets open at once ---------------------------------------------------------------------


def _prepare_released(folder: Path) -> Facts:
    house = begin_couple(folder)
    house.together()
    house.services.rounds.choose(house.category())
    tickets = []
    for member in BOTH:
        house.open(member)
        answer_again(house.services, member)
        tickets.append(" ".join(house.services.rounds.release(wishes=True).value))
    house.services.vault.lock()
    return {"tickets": tickets}


def _reveal(house: House, facts: Facts) -> None:
    house.together()
    first, second = facts["tickets"]
    house.services.rounds.open((first, second))


def _work_reveal(folder: Path, facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    _reveal(house, facts)
    ack("revealed")
    house.services.vault.lock()
    ack("locked")


def _shown(house: House) -> tuple[tuple[int, int, int], bool]:
    """What a reveal leaves: limits and needs, drafts, questions and titles; and whether the round is open."""
    asks, titles = house.services.rounds.questions().value
    left = len(house.texts(State.STANDS)), len(house.texts(State.DRAFT)), len(asks) + len(titles)
    return left, house.services.rounds.state().value.round is not None


def _look_reveal(folder: Path, facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, found = visit(folder, _shown)
    shown, is_open = found[FIRST]
    house = House.on(folder, LATER + 1)
    if is_open and shown != (0, 0, 0):
        problems.append(f"a part of the reveal was written: {shown}")
    if is_open and acks:
        problems.append("the reveal was acknowledged and is gone")
    if is_open:
        _reveal(house, facts)
        shown, _open = _shown(house)
        house.services.vault.lock()
    if not all(shown):
        problems.append(f"a part of the reveal is missing: {shown}")
    return problems + unsound(folder)


# -- suspending and ending ---------------------------------------------------------------------------------


def _prepare_agreed(folder: Path) -> Facts:
    house = begin_couple(folder)
    house.agree("one", "two")
    for member in BOTH:  # each has seen the other's yes
        house.open(member)
    house.services.vault.lock()
    return {}


def _work_suspend(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.services.vault.suspend_without_key()
    ack("suspended")
    house.open(FIRST)
    ack("taken over")
    house.services.vault.lock()
    ack("locked")


def _look_suspend(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, counting = visit(folder, _counting)
    if acks:
        problems += [f"for {one} an opening counts after a suspension" for one in BOTH if counting[one]]
    return problems + unsound(folder)


def _work_end(folder: Path, _facts: Facts, ack: Ack) -> None:
    house = House.on(folder, LATER)
    house.open(FIRST)
    ack("open")
    for line in _counting(house):
        house.services.agreements.end_line(line[1])
        ack(line[0])


def _counting(house: House) -> list[tuple[str, Any]]:
    lines = house.services.agreements.view().value.agreement.lines
    return [(one.text, one.words.id) for one in lines if one.state is State.COUNTS and one.words is not None]


def _look_end(folder: Path, _facts: Facts, acks: Sequence[str]) -> list[str]:
    problems, counting = visit(folder, _counting)
    for member in BOTH:
        back = set(acks) & {text for text, _line in counting[member]}
        problems += [f"for {member} {text!r} counts after it was ended" for text in sorted(back)]
    return problems + unsound(folder)


OPERATIONS: Final = (
    Operation("commit", _prepare_couple, _work_commit, _look_commit),
    Operation("lock", _prepare_couple, _work_lock, _look_lock),
    Operation("passphrase", _prepare_keys, _work_passphrase, _look_passphrase),
    Operation("recovery", _prepare_keys, _work_recover, _look_recover),
    Operation("pairing", _prepare_invited, _work_pairing, _look_pairing),
    Operation("reveal", _prepare_released, _work_reveal, _look_reveal),
    Operation("suspend", _prepare_agreed, _work_suspend, _look_suspend),
    Operation("end", _prepare_agreed, _work_end, _look_end),
    *RITUALS,
    *PRIVATE,
    *RENEWALS,
)

CARELESS: Final = Operation("careless", _prepare_couple, _work_careless, _look_commit)


def named(name: str) -> Operation:
    """The operation of this name."""
    return next(one for one in OPERATIONS if one.name == name)


__all__ = ["CARELESS", "OPERATIONS", "Facts", "Operation", "named"]
