"""Papers of every length, and what poppler reads in the files that are made of them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from PySide6.QtGui import QTextCursor

from trustapp.documents.context import PaperAgreement
from trustapp.documents.lines import PaperGroup, PaperLine
from trustapp.documents.render import RenderedPaper, render_agreement
from ui.widgets.typesetting import UNITS, Part

WORDS = "and so it goes on in quiet words that say what may be and what may not "


def a_line(number: int, length: int = 60, conditions: int = 0) -> PaperLine:
    """A line whose first and last word, owner and conditions can be found again."""
    text = (WORDS * 40)[:length].strip()
    told = tuple(f"condition{number}x{place} {WORDS[:50]}" for place in range(conditions))
    words = f"begin{number} {text} end{number}"
    return PaperLine(number, words, told, f"owner{number}", f"until{number}", f"label{number}")


def an_agreement(
    lines: list[PaperLine],
    *,
    large: bool = False,
    per_group: int = 4,
    kept_at: str = "At home.",
    layout: str = "full",
) -> PaperAgreement:
    """These lines in groups."""
    groups = [
        PaperGroup(f"Group{place // per_group}", tuple(lines[place : place + per_group]))
        for place in range(0, len(lines), per_group)
    ]
    return PaperAgreement(
        "R and S. As on 1 May.", tuple(groups), "Running head", kept_at, large, False, layout
    )


def rendered(
    lines: list[PaperLine], *, large: bool = False, per_group: int = 4, layout: str = "full"
) -> RenderedPaper:
    """The same, ready to be typeset."""
    return render_agreement(an_agreement(lines, large=large, per_group=per_group, layout=layout))


def sizes(parts: Iterable[Part]) -> Iterator[float]:
    """The sizes of the letters of every paragraph, in points."""
    for part in parts:
        block = part.document.begin()
        while block.isValid():
            if block.text().strip():
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
                yield cursor.charFormat().font().pixelSize() / UNITS
            block = block.next()


@dataclass(frozen=True)
class Word:
    """A word in a file: on which page, and where, in points from the top."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def words_in(pdf: Path) -> list[Word]:
    """Every word of the file with its place."""
    found = []
    pages = _poppler("-bbox", pdf).split("<page ")[1:]
    for page, told in enumerate(pages):
        for left, top, right, bottom, text in _WORD.findall(told):
            found.append(Word(unescape(text), page, float(left), float(top), float(right), float(bottom)))
    return found


def text_of(pdf: Path) -> list[str]:
    """The words of each page in the order in which the file holds them."""
    return [" ".join(page.split()) for page in _poppler("-raw", pdf).split("\f")[:-1]]


def lines_drawn_in(pdf: Path, page: int) -> list[tuple[float, float, float, float]]:
    """The strokes of a page that are thin as marks for scissors are, each from one point to another."""
    number = str(page + 1)
    command = ["pdftocairo", "-svg", "-f", number, "-l", number, str(pdf), "-"]
    drawing = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    found = []
    for path, moved in _STROKE.findall(drawing):
        # Stretched or turned, a length would not be what it says.
        assert re.fullmatch(r"matrix\(1,0,0,1,[\d.]+,[\d.]+\)", moved)
        left, top = map(float, moved[:-1].split(",")[4:])
        for x, y, other_x, other_y in _LINE.findall(path):
            found.append((float(x) + left, float(y) + top, float(other_x) + left, float(other_y) + top))
    return found


_STROKE = re.compile(r'stroke-width:0\.3;[^>]*? d="([^"]*)" transform="([^"]*)"')
_LINE = re.compile(r"M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+)")


def _poppler(how: str, pdf: Path) -> str:
    run = subprocess.run(["pdftotext", how, str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return run.stdout.decode()
