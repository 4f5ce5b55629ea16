"""One's own things as JSON, for another program (docs/export-format.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from trustapp.documents.context import PaperAgreement
from trustapp.documents.exporters.things import VERSION, OwnThings
from trustapp.documents.exporters.told_rituals import PARTS, ToldNote, ToldRitual
from trustapp.domain.letters import Letter
from trustapp.domain.reflections import Reflection
from trustapp.domain.triggers import Trigger


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
        "rituals": {
            "both": [_ritual(one) for one in things.rituals.both],
            "own": [_ritual(one) for one in things.rituals.own],
            "notes": [_note(one) for one in things.rituals.notes],
        },
        "triggers": [_trigger(one) for one in things.triggers],
        "hard_days": [
            {"name": one.name, "month": one.month, "day": one.day, "plan": one.plan}
            for one in things.hard_days
        ],
        "letters": [_letter(one) for one in things.letters],
        "path": {"path": things.path.path, "role": things.path.role, "stage": things.path.stage}
        if things.path.path
        else None,
        "session": [{"kind": one.kind.value, "text": one.text} for one in things.gathered],
        "shown": [{"day": one.day, "text": one.text} for one in things.shown],
        "reflections": [_reflection(one) for one in things.reflections],
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


def _trigger(one: Trigger) -> dict[str, Any]:
    told = asdict(one)
    del told["id"]
    return {**told, "shared": [part.value for part in one.shared]}


def _letter(one: Letter) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "title": one.title,
        "text": one.text,
        "changed": one.changed.astimezone().date() if one.changed is not None else None,
        "opens": one.opens,
        "sent": one.sent.day if one.sent is not None else None,
    }


def _reflection(one: Reflection) -> dict[str, Any]:
    return {
        "day": one.day,
        "time": one.time,
        "title": one.title,
        "text": one.text,
        "prompt": one.prompt,
        "kind": one.kind,
        "mood": one.mood,
        "tags": list(one.tags),
        "pinned": one.pinned,
        "pictures": len(one.pictures),
    }


def _ritual(told: ToldRitual) -> dict[str, Any]:
    words = told.words
    return {
        **{part: getattr(words, part) for part in PARTS},
        "begins": told.begins,
        "minutes": words.minutes,
        "touch": words.touch,
        "when": told.when,
        "plan": asdict(told.plan) if told.plan is not None else None,
    }


def _note(told: ToldNote) -> dict[str, Any]:
    note = told.note
    return {"ritual": note.name, "day": note.day, "text": note.text, "shared": told.shared}


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError("nothing else than days needs words of its own")
