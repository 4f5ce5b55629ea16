"""One portion of one drill, in a process of its own: ``python -m tests.drills.lot NAME PART FIRST COUNT``.

It prints what it found as one line of JSON.
"""

from __future__ import annotations

import json
import sys

from tests.drills.plan import Portion
from tests.drills.registry import named


def main(arguments: list[str]) -> int:
    """Do it; 0 whatever was found."""
    name, part, first, count = arguments
    tally = named(name).run(Portion(part, int(first), int(count)))
    print(json.dumps(tally.as_json()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
