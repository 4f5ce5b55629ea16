"""The second front end: ``trustapp vault check DIR``. It needs no window and never imports one."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from trustapp.domain.errors import UserError
from trustapp.services.checkups import CheckupService, Report
from trustapp.vault.session import Vault
from trustapp.words import _

WELL, NOT_WELL, REFUSED = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0: all is well, 1: something is not, 2: it could not be looked at."""
    parsed = _parser().parse_args(arguments)
    try:
        report = _check(parsed.folder, parsed.member, stdin=parsed.passphrase_stdin)
    except UserError as error:
        _say_error(error, as_json=parsed.json)
        return REFUSED
    _say_report(report, as_json=parsed.json)
    return WELL if report.well else NOT_WELL


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trustapp vault", description=_("Look after a vault without a window.")
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help=_("verify a vault; nothing in it is changed"))
    check.add_argument("folder", type=Path, help=_("the folder of the vault"))
    check.add_argument("--json", action="store_true", help=_("answer in JSON"))
    check.add_argument("--member", help=_("verify with this person's passphrase: their name, or p1 or p2"))
    check.add_argument(
        "--passphrase-stdin", action="store_true", help=_("read the passphrase from standard input, one line")
    )
    return parser


def _check(folder: Path, wanted: str | None, *, stdin: bool) -> Report:
    if not folder.is_dir():
        raise UserError("vault.not_a_vault")
    service = CheckupService(Vault(folder))
    members = service.members()
    if wanted is None and not stdin:
        return service.files()
    member = next((one for one, name in members if wanted in (one, name)), None)
    if wanted is None and len(members) == 1:
        member = members[0][0]
    if member is None:
        raise UserError("member.unknown")
    return service.spaces(member, _passphrase(stdin=stdin))


def _passphrase(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass(_("Passphrase: "))


# -- saying it ---------------------------------------------------------------------------------------


def _say_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        findings = [{"what": one.what, "well": one.well, "code": one.code} for one in report.findings]
        print(json.dumps({"well": report.well, "reached": report.reached, "findings": findings}))
        return
    for one in report.findings:
        state = _("well") if one.well else words_for(one.code)
        print(_("{what}: {state}").format(what=one.what, state=state))
    if report.reached == "files":
        print(_("Looked at from outside. With a passphrase (--member NAME) the contents are verified too."))
    print(_("All is well.") if report.well else _("Something is not as it was left. Nothing was changed."))


def _say_error(error: UserError, *, as_json: bool) -> None:
    words = words_for(error.code)
    if as_json:
        print(json.dumps({"well": False, "error": error.code, "words": words}))
    else:
        print(words, file=sys.stderr)


def words_for(code: str) -> str:
    """A sentence for everything that a check can find."""
    return {
        "vault.not_a_vault": _("There is no vault in this folder."),
        "vault.damaged": _("The file VAULT is damaged. A backup of the folder can bring it back."),
        "vault.newer": _("This vault was written by a newer version of the program. Nothing was changed."),
        "vault.in_use": _("The program has this vault open. Close it and try again."),
        "member.unknown": _("Nobody of that name belongs to this vault."),
        "passphrase.wrong": _("This passphrase does not open the space."),
        "keys.damaged": _("The key file is damaged, and so is its copy. A backup can bring it back."),
        "memory.short": _("There is too little free memory to check the passphrase."),
        "storage.damaged": _("damaged"),
        "storage.refused": _("not an ordinary file: refused"),
        "storage.read_only": _("cannot be written"),
        "storage.busy": _("in use by another program"),
        "storage.full": _("the disk is full"),
        "file.missing": _("missing"),
        "file.wrong_size": _("not of the size that it has to have"),
        "ledger.not_verified": _("does not verify: openings rest, limits stand"),
        "ledger.put_back": _("not as this person last saw it: changed or put back"),
    }.get(code, _("could not be read ({code})").format(code=code))
