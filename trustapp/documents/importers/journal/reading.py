"""Which program a journal is of, and reading it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from trustapp.documents.importers.journal import (
    dayone,
    jrnl,
    markdown_folder,
    own,
    plain_text,
    rednotebook,
)
from trustapp.documents.importers.journal.decoding import decoded
from trustapp.documents.importers.journal.files import ending
from trustapp.documents.importers.journal.found import Journal, Kind
from trustapp.documents.importers.journal.trees import MAX_TEXT_BYTES, Tree, opened
from trustapp.domain.errors import UserError

_READERS: Final[Mapping[Kind, Callable[[Tree], Journal]]] = {
    Kind.DAYONE: dayone.read,
    Kind.JRNL: jrnl.read_text,
    Kind.JRNL_JSON: jrnl.read_json,
    Kind.REDNOTEBOOK: rednotebook.read,
    Kind.MARKDOWN: markdown_folder.read,
    Kind.TEXT: plain_text.read,
    Kind.OWN: own.read,
}


def read(path: Path, kind: Kind | None = None) -> Journal:
    """What lies at a path, by the reader of ``kind``, or of what it looks like.

    Codes: journal.not_read (not there, no file and no folder, not allowed), journal.not_known, journal.locked
    (encrypted by its program), journal.damaged, journal.newer (ours, of a later program), journal.too_large.
    """
    with opened(path) as tree:
        return _READERS[kind or kind_of(tree)](tree)


def kind_of(tree: Tree) -> Kind:
    """What the files look like. Codes: journal.not_known, journal.locked, and those of reading."""
    jsons = [name for name in tree.names if ending(name) == "json"]
    for name in jsons[:20]:
        if (found := _kind_of_json(tree.read(name, MAX_TEXT_BYTES))) is not None:
            return found
    if any(rednotebook.MONTH.search(name) and _is_month(tree, name) for name in tree.names):
        return Kind.REDNOTEBOOK
    if any(ending(name) in markdown_folder.ENDINGS for name in tree.names):
        return Kind.MARKDOWN
    texts = [name for name in tree.names if ending(name) in plain_text.ENDINGS]
    if not texts:
        raise UserError("journal.not_known")
    return _kind_of_text(tree, texts[0])


def _kind_of_json(data: bytes) -> Kind | None:
    if own.file_of(data) is not None:
        return Kind.OWN
    found = dayone.file_of(data)
    if found is None:
        return None
    return Kind.JRNL_JSON if isinstance(found.tags, dict) and found.metadata is None else Kind.DAYONE


def _is_month(tree: Tree, name: str) -> bool:
    """RedNotebook's files begin with the number of a day; an empty one is as good."""
    text = decoded(tree.read(name, MAX_TEXT_BYTES))[0].lstrip()
    return not text or text[0] == "{" or text.split(":", 1)[0].strip().strip("'\"").isdigit()


def _kind_of_text(tree: Tree, name: str) -> Kind:
    data = tree.read(name, MAX_TEXT_BYTES)
    if data.startswith((b"gAAAAA", b"JRNLv3")):
        raise UserError("journal.locked")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError("journal.not_known")
    text = decoded(data)[0]
    return Kind.JRNL if jrnl.is_jrnl(text) else Kind.TEXT
