"""Where the program starts: ``trustapp``, or ``python -m ui``.

``trustapp vault …`` is handed to the second front end before anything of Qt is imported.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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
    """Read the command line; an unknown option ends the program with a word about it."""
    parser = argparse.ArgumentParser(
        prog="trustapp",
        description=_("Opens the window. “trustapp vault” looks after the files without one."),
    )
    parser.add_argument("--vault", type=Path, metavar="DIR", help=_("the folder that holds the spaces"))
    parser.add_argument("--demo", action="store_true", help=_("open throw-away spaces with invented answers"))
    parser.add_argument(
        "--measure-start", action="store_true", help=_("say how long the start takes, and end")
    )
    parser.add_argument("--self-test", action="store_true", help=_("try the whole program once, and end"))
    # Given by the program to itself when it begins anew after a lock.
    parser.add_argument("--join", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--stay-hidden", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--handed-over", action="store_true", help=argparse.SUPPRESS)
    return Options(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
