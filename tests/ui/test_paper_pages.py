"""Pages end between lines of the agreement, never inside one; headings stay with what they head."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from tests.ui.papers import a_line, rendered, text_of, words_in
from trustapp.documents.lines import PaperLine
from ui.widgets.paper import Paper, typeset
from ui.widgets.sheets import BOTTOM, SIDE, TOP
from ui.widgets.typesetting import UNITS, Piece, SealedDocument, paginate, parts_of

pytestmark = pytest.mark.usefixtures("qapp")

MIXED = [a_line(n, length=(40, 400, 90, 600)[n % 4], conditions=(0, 0, 3, 12)[n % 4]) for n in range(1, 31)]
CONTENTS = {
    "nothing": [],
    "one": [a_line(1)],
    "nine": [a_line(n) for n in range(1, 10)],
    "sixty": [a_line(n) for n in range(1, 61)],
    "sixty long": [a_line(n, length=400) for n in range(1, 61)],
    "many conditions": [a_line(n, length=400, conditions=12) for n in range(1, 13)],
    "mixed": MIXED,
}


@pytest.fixture(params=CONTENTS)
def lines(request: pytest.FixtureRequest) -> list[PaperLine]:
    return CONTENTS[request.param]


@pytest.fixture(params=["A4", "Letter"])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["usual", "large"])
def paper(request: pytest.FixtureRequest, lines: list[PaperLine], size: str) -> Paper:
    return typeset(rendered(lines, large=request.param), size)


def text_height(paper: Paper) -> float:
    return (paper.size.height() - TOP - BOTTOM) * UNITS


def pages_of(paper: Paper, line: PaperLine) -> list[int]:
    """The pages on which something of this line stands."""
    found = []
    for index, page in enumerate(paper.pages):
        if any(piece.part.lines[0].text == str(line.number) for piece in page if piece.part.kind == "line"):
            found.append(index)
    return found


def is_too_long(paper: Paper, index: int, piece: Piece) -> bool:
    """Whether a part, with the heading that must stand over it, is longer than any page."""
    page = paper.pages[index]
    place = page.index(piece)
    heading = page[place - 1].part.height if place and page[place - 1].part.keep else 0
    return heading + piece.part.height > text_height(paper)


def test_no_part_is_cut_that_fits_on_a_page(paper: Paper) -> None:
    cut = set()
    for index, page in enumerate(paper.pages):
        for piece in page:
            if not piece.whole and piece.begin == 0:
                assert is_too_long(paper, index, piece)
                cut.add(id(piece.part))
    pieces = [piece for page in paper.pages for piece in page]
    assert all(piece.whole or id(piece.part) in cut for piece in pieces)
    whole = [id(piece.part) for piece in pieces if piece.whole]
    assert len(set(whole)) == len(whole)


def test_in_usual_print_no_line_is_cut_at_all(lines: list[PaperLine], size: str) -> None:
    paper = typeset(rendered(lines), size)
    assert all(piece.whole for page in paper.pages for piece in page)


def test_parts_stand_below_one_another_inside_the_page(paper: Paper) -> None:
    for page in paper.pages:
        assert page[0].top == 0
        assert page[-1].bottom <= text_height(paper) + 0.01
        for above, below in pairwise(page):
            assert below.top >= above.bottom - 0.01


def test_no_heading_ends_a_page(paper: Paper) -> None:
    assert not any(page[-1].part.keep for page in paper.pages)


def test_no_page_breaks_earlier_than_it_must(paper: Paper) -> None:
    for page, following in pairwise(paper.pages):
        run = 0.0
        for piece in following:
            run += piece.part.before + piece.part.height
            if not piece.part.keep:
                break
        assert page[-1].bottom + run > text_height(paper)


def test_file_has_each_line_on_one_page_where_it_was_laid(
    paper: Paper, lines: list[PaperLine], tmp_path: Path
) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    words = {word.text: word for word in words_in(tmp_path / "a.pdf")}
    laid = [
        (index, piece)
        for index, page in enumerate(paper.pages)
        for piece in page
        if piece.part.kind == "line" and piece.begin == 0
    ]
    assert len(laid) == len(lines)
    for line, (index, piece) in zip(lines, laid, strict=True):
        if not piece.whole:
            continue
        n = line.number
        names = [f"begin{n}", f"end{n}", f"owner{n}", f"until{n}"]
        names += [f"condition{n}x{place}" for place in range(len(line.conditions))]
        here = [words[name] for name in names]
        assert {word.page for word in here} == {index}
        assert min(word.top for word in here) >= TOP + piece.top / UNITS
        assert max(word.bottom for word in here) <= TOP + piece.bottom / UNITS


def test_file_keeps_margins_and_page_numbers(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    words = words_in(tmp_path / "a.pdf")
    width, height = paper.size.width(), paper.size.height()
    for word in words:
        assert SIDE - 1 <= word.left < word.right <= width - SIDE + 1
        assert 0 < word.top < word.bottom < height - 20
    pages = text_of(tmp_path / "a.pdf")
    assert len(pages) == paper.page_count
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"At home. {number} of {len(pages)}")
        assert text.startswith("Our agreement" if number == 1 else "Running head")


def test_text_of_the_file_is_in_reading_order(paper: Paper, lines: list[PaperLine], tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    text = " ".join(text_of(tmp_path / "a.pdf"))
    wanted: list[str] = []
    for line in lines:
        wanted += [str(line.number), f"begin{line.number}", f"end{line.number}"]
        wanted += [f"condition{line.number}x{place}" for place in range(len(line.conditions))]
        wanted += [f"owner{line.number}", f"until{line.number}"]
    cut = {line.number for line in lines if len(pages_of(paper, line)) > 1}
    wanted = [word for word in wanted if not word.isdigit() and int(re.findall(r"\d+", word)[0]) not in cut]
    assert [word for word in text.split() if word in set(wanted)] == wanted
    assert text.index("It is not consent to any act") < text.index("What stands in any case")


def test_page_text_says_what_the_file_says(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    for index, text in enumerate(text_of(tmp_path / "a.pdf")):
        assert " ".join(paper.page_text(index).split()) == text


# -- what is longer than a page ------------------------------------------------------------------------


def test_a_line_longer_than_a_page_is_parted_between_lines_of_text(tmp_path: Path) -> None:
    endless = a_line(1, length=600, conditions=60)
    paper = typeset(rendered([endless, a_line(2)]), "A4")
    slices = [(index, piece) for index, page in enumerate(paper.pages) for piece in page if not piece.whole]
    assert [index for index, _piece in slices] == [0, 1]
    for _index, piece in slices:
        inside = [line for line in piece.part.lines if line.bottom > piece.begin and line.top < piece.end]
        assert all(piece.begin <= line.top and line.bottom <= piece.end for line in inside)
    assert [piece.begin for _index, piece in slices[1:]] == [piece.end for _index, piece in slices[:-1]]
    paper.to_pdf(tmp_path / "a.pdf")
    text = " ".join(text_of(tmp_path / "a.pdf"))
    for place in range(60):
        assert text.split().count(f"condition1x{place}") == 1
    assert text.count("begin2") == 1


def test_a_heading_stays_with_a_line_longer_than_a_page() -> None:
    lines = [a_line(n) for n in range(1, 15)]
    paper = typeset(rendered([*lines, a_line(15, 600, 60)], per_group=14), "A4")
    for page in paper.pages:
        assert not page[-1].part.keep


def test_pages_of_any_height_hold_every_part_once() -> None:
    source = rendered([a_line(n, 200, 2) for n in range(1, 9)])
    parts = parts_of(source.html, source.css, 4470)
    for height in range(700, 9000, 310):
        pages = paginate(parts, height)
        shown = [piece for page in pages for piece in page]
        for part in parts:
            mine = [piece for piece in shown if piece.part is part]
            assert mine[0].begin == 0
            assert mine[-1].end == part.height
            assert all(one.end == two.begin for one, two in pairwise(mine))
        assert all(page[-1].bottom <= height + 0.01 for page in pages)


def test_nothing_at_all_is_one_empty_page() -> None:
    assert paginate([], 100) == ((),)


# -- sealed --------------------------------------------------------------------------------------------


def test_no_file_is_ever_opened_for_a_paper(tmp_path: Path, qtbot: QtBot) -> None:
    picture = tmp_path / "picture.png"
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(picture))
    url = QUrl.fromLocalFile(str(picture))
    kind = int(QTextDocument.ResourceType.ImageResource.value)
    assert QTextDocument().resource(kind, url) is not None
    assert SealedDocument().resource(kind, url) is None
    style = tmp_path / "style.css"
    style.write_text("p { font-size: 900px }")
    link = f'<link rel="stylesheet" href="{style}"/>'
    html = f"<html><body><p>words</p><div>{link}<p>words</p></div></body></html>"
    plain, linked = parts_of(html, "", 4000)
    assert linked.height == plain.height


@pytest.mark.parametrize("large", [False, True])
def test_words_without_end_stay_within_their_column(large: bool, tmp_path: Path) -> None:
    endless = PaperLine(1, "m" * 400, ("w" * 300,), "offered by " + "M" * 60, "until 30 September 2027")
    typeset(rendered([endless], large=large), "Letter").to_pdf(tmp_path / "a.pdf")
    words = words_in(tmp_path / "a.pdf")
    number = next(word for word in words if word.text == "1" and word.left < SIDE + 1)
    columns = [[word for word in words if set(word.text) == {letter}] for letter in "mwM"]
    assert all(len(column) > 1 for column in columns)
    for word in (*columns[0], *columns[1]):
        assert number.right < word.left < word.right < min(other.left for other in columns[2])
    for word in columns[2]:
        assert word.right <= 612 - SIDE + 1


def test_words_from_right_to_left_are_printed(tmp_path: Path) -> None:
    typeset(rendered([PaperLine(1, "לא בלילה", (), "R’s", "")]), "A4").to_pdf(tmp_path / "a.pdf")
    letters = [sign for sign in text_of(tmp_path / "a.pdf")[0] if "א" <= sign <= "ת"]
    assert "".join(letters) == "לאבלילה"
