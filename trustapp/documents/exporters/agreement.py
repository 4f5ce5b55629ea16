"""The agreement itself as text, for one person: Markdown to read, JSON for another program.

Of the other person it holds what a paper may show, and nothing that says that there was more
(docs/export-format.md). No signature, no id, no time of day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from trustapp.documents.context import PaperAgreement
from trustapp.documents.exporters import as_markdown
from trustapp.documents.lines import PaperLine
from trustapp.words import _

FORMAT: Final = "trustapp-agreement"
VERSION: Final = 1


@dataclass(frozen=True)
class TakenAgreement:
    """What one person takes along, and on which day; ``number`` is that of the version, None without one."""

    paper: PaperAgreement
    made: date
    number: int | None


def markdown(taken: TakenAgreement) -> str:
    """To be read with any program; nothing in people's words is markup."""
    page = as_markdown.agreement_page(replace(taken.paper, left_out=False))
    note = _("One of us took this along: every word of their own, and of the other what may stand on paper.")
    return f"{page}\n{note}\n"


def as_json(taken: TakenAgreement) -> str:
    """For another program: indented, keys in order."""
    ends = [line.ends for group in taken.paper.groups for line in group.lines if line.ends is not None]
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made": taken.made.isoformat(),
        "number": taken.number,
        "review": min(ends).isoformat() if ends else None,
        "groups": [
            {"title": group.title, "lines": [_line(line) for line in group.lines]}
            for group in taken.paper.groups
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _line(line: PaperLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text": line.text,
        "conditions": list(line.conditions),
        "whose": line.whose,
        "until": line.ends.isoformat() if line.ends is not None else None,
    }
