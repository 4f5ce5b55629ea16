"""The second front end: ``trustapp vault check``, ``backup``, ``restore`` and ``share-folder``. No window."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services import backups, process, restoring
from trustapp.services.checkups import CheckupService, Report
from trustapp.services.restoring import Secret, Wish
from trustapp.services.sharing import share_folder
from trustapp.storage import exchange
from trustapp.storage.archive import Progress
from trustapp.vault import recovery
from trustapp.vault.session import Vault, utc_now
from trustapp.words import _

WELL, NOT_WELL, REFUSED = 0, 1, 2

BROKEN = frozenset(
    {"backup.damaged", "backup.not_a_backup", "keys.damaged", "vault.damaged", "storage.damaged"}
)
"""What was looked at and is not well; everything else could not be done."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0: all is well, 1: something is not, 2: it could not be done."""
    parsed = _parser().parse_args(arguments)
    commands = {"check": _check, "backup": _backup, "restore": _restore, "share-folder": _share}
    try:
        return commands[parsed.command](parsed)
    except UserError as error:
        _say_error(error, as_json=parsed.json)
        return NOT_WELL if error.code in BROKEN and parsed.command != "check" else REFUSED
    except KeyboardInterrupt:
        _say_error(UserError("command.stopped"), as_json=parsed.json)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trustapp vault", description=_("Look after a vault without a window.")
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help=_("verify a vault; nothing in it is changed"))
    check.add_argument("folder", type=Path, metavar="DIR", help=_("the folder of the vault"))
    backup = commands.add_parser("backup", help=_("copy a vault into one file, encrypted as it is"))
    backup.add_argument("folder", type=Path, metavar="DIR", help=_("the folder of the vault"))
    backup.add_argument("file", type=Path, metavar="FILE", help=_("the new file, best on another disk"))
    restore = commands.add_parser("restore", help=_("bring a copy back"))
    restore.add_argument("file", type=Path, metavar="FILE", help=_("the file with the copy"))
    restore.add_argument("folder", type=Path, metavar="DIR", help=_("the vault, or a new folder"))
    restore.add_argument("--code", action="store_true", help=_("give the recovery code, not the passphrase"))
    restore.add_argument(
        "--keys-lost",
        action="store_true",
        help=_("the present key file is of no use any more: bring the one of the copy back"),
    )
    for command in (check, restore):
        command.add_argument("--member", help=_("whose passphrase is given: their name, or p1 or p2"))
        command.add_argument(
            "--passphrase-stdin",
            action="store_true",
            help=_("read the passphrase or code from standard input, one line"),
        )
    share = commands.add_parser(
        "share-folder", help=_("open the folder to a group: each of two people uses an account of their own")
    )
    share.add_argument("folder", type=Path, metavar="DIR", help=_("the folder of the vault"))
    share.add_argument("--group", required=True, help=_("a group of this computer that both accounts are in"))
    for command in (check, backup, restore, share):
        command.add_argument("--json", action="store_true", help=_("answer in JSON"))
    return parser


# -- checking ----------------------------------------------------------------------------------------


def _check(parsed: argparse.Namespace) -> int:
    report = _report(parsed.folder, parsed.member, stdin=parsed.passphrase_stdin)
    _say_report(report, as_json=parsed.json)
    return WELL if report.well else NOT_WELL


def _report(folder: Path, wanted: str | None, *, stdin: bool) -> Report:
    if not folder.is_dir():
        raise UserError("vault.not_a_vault")
    if exchange.is_begun(folder):
        raise UserError("vault.half_restored")
    service = CheckupService(Vault(folder))
    members = service.members()
    if wanted is None and not stdin:
        return service.files()
    return service.spaces(_member(members, wanted), _passphrase(stdin=stdin))


def _member(members: Sequence[tuple[MemberId, str]], wanted: str | None) -> MemberId:
    if wanted is None and len(members) == 1:
        return members[0][0]
    member = next((one for one, name in members if wanted in (one, name)), None)
    if member is None:
        raise UserError("member.unknown")
    return member


def _passphrase(*, stdin: bool, code: bool = False) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\n")
    try:
        return getpass.getpass(_("Recovery code: ") if code else _("Passphrase: "))
    except EOFError:
        raise UserError("command.stopped") from None


# -- copying and bringing back -----------------------------------------------------------------------


def _backup(parsed: argparse.Namespace) -> int:
    folder, target = parsed.folder, parsed.file
    if not folder.is_dir():
        raise UserError("vault.not_a_vault")
    if not target.parent.is_dir():
        raise UserError("file.no_folder")
    process.own(folder)
    _go(backups.copy_vault(Vault(folder), target, utc_now().astimezone().date()))
    _say(_("Copied and compared. It opens with the passphrases and codes of today."), target, parsed.json)
    return WELL


def _restore(parsed: argparse.Namespace) -> int:
    members = restoring.members_of(parsed.file)
    member = _member(members, parsed.member)
    given = _passphrase(stdin=parsed.passphrase_stdin, code=parsed.code)
    secret: Secret = recovery.groups_of(given) if parsed.code else given
    process.own(parsed.folder)
    wish = Wish(parsed.file, member, secret, parsed.keys_lost)
    _go(restoring.restore(Vault(parsed.folder), wish, utc_now()))
    words = _(
        "Brought back. Every limit stands; what was opened counts only when it is said again. "
        "What lay there before is in the folder “backups”."
    )
    _say(words, parsed.folder, parsed.json)
    return WELL


def _share(parsed: argparse.Namespace) -> int:
    if not parsed.folder.is_dir():
        raise UserError("vault.not_a_vault")
    closed = share_folder(parsed.folder, parsed.group)
    words = [
        _(
            "Done. Both accounts can open this folder; each space still opens with its own passphrase only. "
            "Either account can copy or delete the files: keep a copy elsewhere."
        )
    ]
    kept_out = _("One of the accounts may be kept out by the folder {path}: it needs leave to pass it.")
    words += [kept_out.format(path=one) for one in closed]
    _say("\n".join(words), parsed.folder, parsed.json)
    return NOT_WELL if closed else WELL


def _go(progress: Progress) -> None:
    """Do the work, with a line about it on standard error where somebody sits there."""
    shown = -1
    for done, total in progress:
        percent = 100 * done // total if total else 100
        if percent != shown and sys.stderr.isatty():
            shown = percent
            print("\r" + _("{percent} %").format(percent=percent), end="", file=sys.stderr, flush=True)
    if shown >= 0:
        print(file=sys.stderr)


# -- saying it ---------------------------------------------------------------------------------------


def _say(words: str, path: Path, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"well": True, "path": str(path), "words": words}))
    else:
        print(words)


def _say_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        findings = [{"what": one.what, "well": one.well, "code": one.code} for one in report.findings]
        head = {"head_words": list(report.head_words)} if report.head_words else {}
        print(json.dumps({"well": report.well, "reached": report.reached, "findings": findings, **head}))
        return
    for one in report.findings:
        state = _("well") if one.well else words_for(one.code)
        print(_("{what}: {state}").format(what=one.what, state=state))
    if report.reached == "files":
        print(_("Looked at from outside. With a passphrase (--member NAME) the contents are verified too."))
    if report.head_words:
        words = _("The shared record in five words, to compare with the other: {words}")
        print(words.format(words=" ".join(report.head_words)))
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
        "vault.older": _("an older version wrote it; the program brings it to the present one when it opens"),
        "vault.half_restored": _(
            "A copy was being brought back here and was interrupted. Open the program, or bring it back "
            "again: that finishes it."
        ),
        "command.stopped": _("Stopped. Nothing was changed."),
        "code.wrong": _("These groups do not open the space."),
        "code.group": _("One of the groups does not fit. Compare them with the sheet."),
        "backup.not_a_backup": _("This file is not a copy that the program made."),
        "backup.damaged": _("This copy is damaged and brings nothing back. Nothing was changed."),
        "backup.newer": _("A newer version of the program made this copy. Nothing was changed."),
        "backup.exists": _("There is a file of this name already. Nothing was changed."),
        "backup.other_vault": _(
            "This copy is of other spaces than those in this folder. Nothing was changed."
        ),
        "backup.other_files": _("Other files lie in this folder. Choose an empty one."),
        "backup.without_you": _("This copy does not hold a space of this person."),
        "backup.keys_too_old": _(
            "The keys in this copy do not fit this vault any more. Nothing was changed. Take a newer copy."
        ),
        "file.no_folder": _("The folder for the file is not there."),
        "memory.short": _("There is too little free memory to check the passphrase."),
        "group.unknown": _("There is no group of this name on this computer."),
        "sharing.not_allowed": _(
            "This account may not do that: the folder and everything in it has to be its own, and it has to "
            "be in the group. The administrator of the computer may."
        ),
        "sharing.not_here": _("This system has no such groups; the folder stays as it is."),
        "storage.damaged": _("damaged"),
        "storage.refused": _("not an ordinary file: refused"),
        "storage.read_only": _("cannot be written"),
        "storage.busy": _("in use by another program"),
        "storage.full": _("the disk is full"),
        "storage.missing": _("The file is not there."),
        "storage.failed": _("The disk did not answer."),
        "file.missing": _("missing"),
        "file.wrong_size": _("not of the size that it has to have"),
        "ledger.not_verified": _("does not verify: openings rest, limits stand"),
        "slip.unread": _(
            "holds rows that say nothing: another program wrote them, and they count for nothing"
        ),
        "ledger.put_back": _("not as this person last saw it: changed or put back"),
    }.get(code, _("could not be read ({code})").format(code=code))
