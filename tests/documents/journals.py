"""Journals to read: those that other programs wrote, and small ones made on the spot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from trustapp.documents.importers.journal.found import Journal, Kind
from trustapp.documents.importers.journal.reading import read

DATA = Path(__file__).parent.parent / "data" / "journals"
JRNL, RED, DAYONE, MARKDOWN = (
    DATA / name for name in ("jrnl-4.6", "rednotebook-2.29.3", "dayone-json-1.0", "markdown")
)


def a_file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(folder: Path, target: Path, before: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, before + path.relative_to(folder).as_posix())
    return target


def a_zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def of_text(folder: Path, text: str | bytes, name: str = "x.txt", kind: Kind | None = None) -> Journal:
    return read(a_file(folder, name, text), kind)


def told(journal: Journal) -> list[str]:
    """The codes of what was not understood."""
    return [note.code for note in journal.notes]
