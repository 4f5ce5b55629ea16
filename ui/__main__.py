"""Where the program starts: ``trustapp``, or ``python -m ui``.

``trustapp vault …`` is handed to the second front end before anything of Qt is imported.
"""

from __future__ import annotations

import gc
import getopt
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from trustapp.domain.errors import UserError
from trustapp.services import process
from trustapp.words import _

VAULT_VERB = "vault"


class Options(NamedTuple):
    """What was asked for on the command line."""

    vault: Path | None = None
    demo: bool = False
    measure_start: bool = False
    self_test: bool = False
    join: bool = False
    stay_hidden: bool = False
    handed_over: bool = False


_SWITCHES: Final = {name.replace("_", "-"): name for name in Options._fields if name != "vault"}
"""Options without a value, by their words; the last three the program gives to itself after a lock."""

_HELP: Final = _(
    "usage: trustapp [--vault DIR] [--demo | --self-test | --measure-start]\n"
    "       trustapp vault --help\n"
    "\n"
    "Opens the window. “trustapp vault” looks after the files without one.\n"
    "\n"
    "  --vault DIR      the folder that holds the spaces\n"
    "  --demo           open throw-away spaces with invented answers\n"
    "  --self-test      try the whole program once, and end\n"
    "  --measure-start  say how long the start takes, and end\n"
    "  -h, --help       show this, and end"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code."""
    if argv is None:
        replaced = process.without_foreign_settings(sys.argv[1:])
        if replaced is not None:
            return replaced
        process.begin()
    arguments = [one for one in (sys.argv[1:] if argv is None else argv) if one != process.CLEANED]
    if arguments[:1] == [VAULT_VERB]:
        from trustapp import cli

        return cli.main(arguments[1:])
    # Loading makes much and drops nothing; from the first job on the window's thread collects.
    gc.disable()
    options = parse(arguments)
    if argv is None and not (options.demo or options.measure_start or options.self_test):
        _own(options.vault)
    plain_imports()
    if options.demo or options.measure_start or options.self_test:
        return _try_out(options, arguments)
    from ui import app

    handed = None
    if options.handed_over:
        from ui.shell import handover

        handed = handover.read()
    return app.run(options.vault, arguments, hidden=options.stay_hidden, join=options.join, handed=handed)


def _own(vault: Path | None) -> None:
    """Take the vault before anything of Qt is loaded. What keeps it from that is told in the window."""
    from trustapp import places

    with suppress(UserError):
        process.own(vault or places.vault_folder())


def plain_imports() -> None:
    """Take the binding's hook off the ``import`` statement.

    For its ``__feature__`` switch, which nothing here uses, PySide reads the source of every module that is
    imported after it: a tenth of the whole start. What it put in place of Python's own import it keeps
    beside it; where it does not, nothing is changed.
    """
    import builtins

    import PySide6.QtCore  # noqa: F401 - brings the hook

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _try_out(options: Options, arguments: list[str]) -> int:
    """Run with throw-away spaces, or once and end."""
    from ui import start

    if options.self_test:
        return start.self_test(options.vault)
    if options.measure_start:
        return start.measure_start(options.vault)
    return start.demo(arguments)


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line; an unknown option ends the program with a word about it.

    By ``getopt``: ``argparse`` asks for the language of its messages, which a start should not wait for.
    """
    try:
        found, rest = getopt.gnu_getopt(list(arguments), "h", ["help", "vault=", *_SWITCHES])
    except getopt.GetoptError as error:
        _refuse(str(error))
    if rest:
        _refuse(_("“{word}” is no option.").format(word=rest[0]))
    given = dict(found)
    if "-h" in given or "--help" in given:
        print(_HELP)
        sys.exit(0)
    vault = Path(given.pop("--vault")) if "--vault" in given else None
    return Options(vault, **{_SWITCHES[name[2:]]: True for name in given})


def _refuse(why: str) -> NoReturn:
    print(f"{why}\n\n{_HELP}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())
