"""What every reader asks of the files of a journal: text within a budget, pictures by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from trustapp.documents.importers.journal.decoding import decoded
from trustapp.documents.importers.journal.found import Reading
from trustapp.documents.importers.journal.trees import MAX_TEXT_BYTES, Tree
from trustapp.domain.errors import UserError

PICTURES: Final = frozenset(
    (
        "jpg",
        "jpeg",
        "jpe",
        "jfif",
        "png",
        "webp",
        "gif",
        "bmp",
        "tif",
        "tiff",
        "heic",
        "heif",
        "avif",
        "svg",
        "jp2",
        "dng",
    )
)
"""Endings of pictures; whether one can be read is seen when it is."""
VIDEOS: Final = frozenset(("mp4", "mov", "m4v", "avi", "mkv", "webm", "3gp", "mpg", "mpeg"))
SOUNDS: Final = frozenset(("m4a", "mp3", "wav", "aac", "ogg", "opus", "flac", "caf", "aiff"))
_MOST_NAMED: Final = 50


def ending(name: str) -> str:
    """What a name ends with: "jpg"."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


class Files:
    """A tree as one reader reads it: what it read is remembered, and how much."""

    def __init__(self, tree: Tree, reading: Reading) -> None:
        self._tree, self._reading = tree, reading
        self._left = MAX_TEXT_BYTES
        self._known = frozenset(tree.names)
        self._used: set[str] = set()
        self._alike: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for name in tree.names:
            path = PurePosixPath(name)
            self._alike.setdefault(path.name, []).append(name)
            self._stems.setdefault(path.stem, []).append(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every file."""
        return self._tree.names

    def ending_with(self, *endings: str) -> list[str]:
        """The files with these endings, in their order."""
        return [name for name in self._tree.names if ending(name) in endings]

    def bytes_of(self, name: str) -> bytes:
        """A file of text, whole. Codes: journal.not_read, journal.too_large, journal.damaged."""
        self._used.add(name)
        data = self._tree.read(name, self._left)
        self._left -= len(data)
        return data

    def text(self, name: str, day: date | None = None) -> str:
        """A file of text; what is odd about its signs is noted. Codes: as ``bytes_of``."""
        text, odd = decoded(self.bytes_of(name))
        for code in sorted(odd):
            self._reading.note(code, day, name)
        return text

    def texts(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The texts of these files; one that cannot be read is noted and passed over.

        Codes: journal.too_large.
        """
        for name in names:
            try:
                yield name, self.text(name)
            except UserError as error:
                if error.code == "journal.too_large":
                    raise
                self._reading.note("file", None, name)

    def with_stem(self, stem: str) -> list[str]:
        """The files of this name whatever they end with; they belong to what was read."""
        found = self._stems.get(stem, []) if stem else []
        self._used.update(found)
        return found

    def picture(self, source: str, beside: str, day: date) -> str | None:
        """The name of the picture that a text calls so, looked for beside that text and from the top.

        Only ever a file of this journal; otherwise a note says what became of it.
        """
        place = unquote(source.split("?")[0].split("#")[0]) if "%" in source or "?" in source else source
        if "://" in place and not place.startswith("file://"):
            self._reading.note("elsewhere", day, source)
            return None
        if ending(place) in VIDEOS | SOUNDS:
            self._reading.note(
                "video" if ending(place) in VIDEOS else "sound", day, PurePosixPath(place).name
            )
            return None
        for one in self._places(place.removeprefix("file://"), beside):
            if one in self._known:
                self._used.add(one)
                return one
        self._reading.note("missing", day, source)
        return None

    def _places(self, place: str, beside: str) -> Iterator[str]:
        place = place.replace("\\", "/")
        folder = PurePosixPath(beside).parent
        for start in (folder, PurePosixPath()):
            if (found := _plain(start / place.lstrip("/"))) is not None:
                yield found
        # Obsidian and absolute paths: the same name anywhere in this journal, where there is only one.
        same = self._alike.get(PurePosixPath(place).name, ())
        if len(same) == 1:
            yield same[0]

    def note_the_rest(self) -> None:
        """Files that nothing was read of are told by name."""
        rest = [name for name in self._tree.names if name not in self._used]
        rest += self._tree.unread
        for name in rest[:_MOST_NAMED]:
            self._reading.note(_code_of(name), None, name)
        if len(rest) > _MOST_NAMED:
            self._reading.note("files", None, str(len(rest) - _MOST_NAMED))

    def day_of(self, name: str) -> float | None:
        """When it was changed last, where that is known."""
        return self._tree.day_of(name)


def _code_of(name: str) -> str:
    for endings, code in ((VIDEOS, "video"), (SOUNDS, "sound"), (PICTURES, "unused")):
        if ending(name) in endings:
            return code
    return "file"


def _plain(path: PurePosixPath) -> str | None:
    """Without "." and ".."; None where it leads out."""
    made: list[str] = []
    for part in path.parts:
        if part == "..":
            if not made:
                return None
            made.pop()
        elif part not in (".", "/"):
            made.append(part)
    return "/".join(made)
