"""The one command of this project: ``python3 build/dev.py run`` or ``test``.

Standard library only; Linux, Windows and macOS; Python 3.11 or newer. Everything it makes lies in
``.venv`` and ``.work``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import environment
from environment import ROOT, MissingError, python, run, say

TOUR = ROOT / ".work" / "tour"
WINDOWLESS = {"vault", "--self-test", "--measure-start", "--help", "-h", "--version"}
"""First words of what the program does without a screen."""

DRILL = "build/drill.py"
SOURCES = ["trustapp", "ui", "build", "tests"]


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    own, passed_on = _split(arguments)
    parsed = _parser().parse_args(own)
    try:
        environment.ensure_system(papers=parsed.command in {"test", "tour"} or not _has_screen())
        environment.ensure_environment()
        return _COMMANDS[parsed.command](parsed, passed_on)
    except MissingError as missing:
        say(str(missing))
        return 1
    except KeyboardInterrupt:
        return 130


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before ``--`` is ours, what stands behind it is for the program or for pytest."""
    words = list(arguments)
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build/dev.py", description="Set up, start and check TrustApp.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="start the program; words after -- are for it: run -- --demo")
    commands.add_parser("test", help="every check that CI runs; words after -- are for pytest")
    commands.add_parser("check", help="the checks without the tests: format, lint, types, borders, words")
    tour = commands.add_parser("tour", help="a picture of every page and paper")
    tour.add_argument("--out", type=Path, default=TOUR, metavar="DIR", help="where to (.work/tour)")
    drill = commands.add_parser(
        "drill", help="kill it, cut its power, fill its disk: what must never be lost"
    )
    drill.add_argument("--full", action="store_true", help="all of it; goes on where it was interrupted")
    drill.add_argument("--only", action="append", default=[], metavar="NAME", help="one drill, by its name")
    drill.add_argument("--shard", default="1/1", metavar="1/4", help="one part, shared between computers")
    commands.add_parser("bench", help="how long the program takes to start, beside a bare window")
    commands.add_parser("bundle", help="one folder that runs without Python, and a list of every part of it")
    commands.add_parser("strings", help="collect the program's words for translators")
    return parser


# -- the commands --------------------------------------------------------------------------------------


def _run(_parsed: argparse.Namespace, passed_on: list[str]) -> int:
    if _has_screen():
        return run([python(), "-m", "ui", *passed_on])
    if passed_on and passed_on[0] in WINDOWLESS:
        return run([python(), "-m", "ui", *passed_on], _offscreen())
    say("There is no screen here for a window, so here is the tour instead: every page, as a picture.")
    return _make_tour(TOUR)


def _test(_parsed: argparse.Namespace, passed_on: list[str]) -> int:
    workers = ["-n", "2"] if (os.cpu_count() or 1) > 1 and not passed_on else []
    pytest: list[str | Path] = [python(), "-m", "pytest", "-q", *workers, *passed_on]
    self_test: list[str | Path] = [python(), "-m", "ui", "--self-test"]
    drills: list[list[str | Path]] = [] if passed_on else [[python(), DRILL]]
    return _one_after_another([*_checks(), pytest, *drills, self_test], "Everything holds.")


def _check(_parsed: argparse.Namespace, _passed_on: list[str]) -> int:
    return _one_after_another(_checks(), "Format, lint, types, borders and words hold.")


def _tour(parsed: argparse.Namespace, _passed_on: list[str]) -> int:
    return _make_tour(parsed.out.resolve())


def _bench(_parsed: argparse.Namespace, passed_on: list[str]) -> int:
    return run([python(), "build/bench.py", *passed_on], None if _has_screen() else _offscreen())


def _drill(parsed: argparse.Namespace, passed_on: list[str]) -> int:
    only = [word for name in parsed.only for word in ("--only", name)]
    full = ["--full"] if parsed.full else []
    return run([python(), DRILL, *full, *only, "--shard", parsed.shard, *passed_on], _offscreen())


def _bundle(_parsed: argparse.Namespace, passed_on: list[str]) -> int:
    return run([python(), "build/bundle.py", *passed_on], _offscreen())


def _strings(_parsed: argparse.Namespace, passed_on: list[str]) -> int:
    return run([python(), "build/strings.py", *passed_on])


_COMMANDS = {
    "run": _run, "test": _test, "check": _check, "tour": _tour, "bench": _bench, "drill": _drill,
    "bundle": _bundle, "strings": _strings,
}  # fmt: skip


# -- what they share -----------------------------------------------------------------------------------


def _checks() -> list[list[str | Path]]:
    return [
        [python(), "-m", "ruff", "format", "--check", "--quiet", *SOURCES],
        [python(), "-m", "ruff", "check", "--quiet", *SOURCES],
        [python(), "-m", "mypy"],
        [python().with_name("lint-imports"), "--no-logo", "--cache-dir", ".work/importlinter"],
        [python(), "build/strings.py", "--check"],
    ]


def _one_after_another(steps: list[list[str | Path]], well: str) -> int:
    """Run the steps and stop at the first that fails."""
    for step in steps:
        code = run(step, _offscreen())
        if code != 0:
            say(f"Stopped: the last command ended with {code}.")
            return code
    say(well)
    return 0


def _make_tour(out: Path) -> int:
    code = run([python(), "build/tour.py", "--out", out], _offscreen())
    if code == 0:
        say(f"The tour is in {out / 'index.html'}")
    return code


def _offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _has_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - it is the system's Python that starts this
        sys.exit(f"TrustApp needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    sys.exit(main(sys.argv[1:]))
