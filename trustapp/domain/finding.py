"""Finding items by words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from trustapp.domain.answers import Item


def found_by(words: str, item: Item, also: Iterable[str]) -> int | None:
    """How near an item is to these words: 0 by its title, 1 by the rest, None where they are not all there.

    ``also`` is what else belongs to the item: its category, and its conditions in words.
    """
    wanted = plain(words).split()
    title = plain(item.title)
    if all(word in title for word in wanted):
        return 0
    everything = " ".join((title, plain(item.text), *map(plain, also)))
    return 1 if all(word in everything for word in wanted) else None


def plain(text: str) -> str:
    """Words as they are compared: without case and accents, quotation marks as they are typed."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
