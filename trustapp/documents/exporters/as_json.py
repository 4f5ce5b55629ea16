"""One's own things as JSON, for another program (docs/export-format.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from trustapp.documents.context import PaperAgreement
from trustapp.documents.exporters.things import VERSION, OwnThings


def as_json(things: OwnThings) -> str:
    """The whole, indented, keys in order."""
    told = {
        "format": "trustapp-export",
        "version": VERSION,
        "label": things.label,
        "made": things.made,
        "answers": [asdict(one) for one in things.answers],
        "statements": [asdict(one) for one in things.statements],
        "boundaries": [{"part": one.part.value, "text": one.text} for one in things.boundaries],
        "agreement": _agreement(things.agreement) if things.agreement is not None else None,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True, default=_day) + "\n"


def _agreement(paper: PaperAgreement) -> dict[str, Any]:
    return {
        "summary": paper.summary,
        "left_out": paper.left_out,
        "groups": [
            {
                "title": group.title,
                "lines": [
                    {
                        "text": line.text,
                        "conditions": list(line.conditions),
                        "whose": line.whose,
                        "until": line.until,
                    }
                    for line in group.lines
                ],
            }
            for group in paper.groups
        ],
    }


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError("nothing else than days needs words of its own")
