"""The program that is recorded: one operation on one folder, acknowledging on standard error."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.drills.operations import named
from trustapp.storage import engine


def main(arguments: list[str]) -> int:
    """Do it once."""
    name, folder, facts, careless = arguments
    if careless == "1":
        _flush_nothing()
    named(name).work(Path(folder), json.loads(Path(facts).read_text(encoding="utf-8")), _tell)
    return 0


def _flush_nothing() -> None:
    """The control: the engine is told never to flush."""
    off = tuple(("synchronous", "OFF", 0) if one[0] == "synchronous" else one for one in engine.SETTINGS)
    vars(engine)["SETTINGS"] = off


def _tell(line: str) -> None:
    os.write(2, f"ack {line}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
