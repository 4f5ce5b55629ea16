"""YAML as maps, lists and words: nothing is made of a tag, no alias is followed, and depth is bounded."""

from __future__ import annotations

from typing import Final

import yaml

from trustapp.domain.errors import UserError

MAX_DEPTH: Final = 8
MAX_EVENTS: Final = 500_000

Value = str | list["Value"] | dict[str, "Value"] | None
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Value:
    """The first document of a text. Every scalar is words; an empty or "null" one is None.

    Of a key that comes twice all values are kept, as a list. Codes: journal.damaged (no YAML, an alias, too
    deep, too much).
    """
    try:
        return _Building().of(text)
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeError):
        raise UserError("journal.damaged") from None


class _Map:
    def __init__(self) -> None:
        self.made: dict[str, Value] = {}
        self.key: str | None = None

    def put(self, value: Value) -> None:
        if self.key is None:
            # A key that is a list or a map itself is kept as its look.
            self.key = value if isinstance(value, str) else str(value or "")
            return
        key, self.key = self.key, None
        before = self.made.get(key)
        if isinstance(before, str) and isinstance(value, str):
            value = f"{before}\n{value}"
        elif isinstance(before, dict) and isinstance(value, dict):
            value = {**before, **value}
        self.made[key] = value


class _List:
    def __init__(self) -> None:
        self.made: list[Value] = []

    def put(self, value: Value) -> None:
        self.made.append(value)


class _Building:
    def __init__(self) -> None:
        self._open: list[_Map | _List] = []
        self._root: Value = None

    def of(self, text: str) -> Value:
        for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if number > MAX_EVENTS or isinstance(event, yaml.AliasEvent):
                raise UserError("journal.damaged")
            if isinstance(event, yaml.DocumentEndEvent):
                break
            self._take(event)
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            empty = event.value in ("", "null", "~") and event.implicit[0]  # without quotation marks
            self._put(None if empty else event.value)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self._open) >= MAX_DEPTH:
                raise UserError("journal.damaged")
            self._open.append(_Map() if isinstance(event, yaml.MappingStartEvent) else _List())
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._put(self._open.pop().made)

    def _put(self, value: Value) -> None:
        if self._open:
            self._open[-1].put(value)
        else:
            self._root = value
