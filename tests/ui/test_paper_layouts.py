"""One page, limits only, and the sheet for a session: what is typeset, read in the real file."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ui.papers import a_line, rendered, sizes, text_of, words_in
from trustapp.documents.lines import PaperLine
from trustapp.documents.render import RenderedPaper
from ui.widgets import paper as paper_module
from ui.widgets.paper import Paper, typeset
from ui.widgets.sheets import BOTTOM, NARROW_BOTTOM
from ui.widgets.typesetting import UNITS, Part, parts_of

pytestmark = pytest.mark.usefixtures("qapp")

CONTENTS = {
    "nothing": [],
    "one": [a_line(1)],
    "nine": [a_line(n) for n in range(1, 10)],
    "sixty": [a_line(n) for n in range(1, 61)],
    "sixty long": [a_line(n, length=400) for n in range(1, 61)],
    "mixed": [a_line(n, (40, 400, 90, 600)[n % 4], (0, 0, 3, 12)[n % 4]) for n in range(1, 31)],
}
LAYOUTS = ("one_page", "limits", "session")


@pytest.fixture(params=CONTENTS)
def lines(request: pytest.FixtureRequest) -> list[PaperLine]:
    return CONTENTS[request.param]


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[("A4", False), ("Letter", False), ("A4", True)], ids=["A4", "Letter", "large"])
def paper(request: pytest.FixtureRequest, lines: list[PaperLine], layout: str) -> Paper:
    size, large = request.param
    return typeset(rendered(lines, large=large, layout=layout), size)


def test_no_line_is_cut_by_the_end_of_a_page(paper: Paper) -> None:
    for sheet in paper.sheets:
        (area,) = sheet.areas
        room = paper.size.height() - area.top - (NARROW_BOTTOM if paper._source.one_page else BOTTOM)
        assert area.pieces[-1].bottom <= room * UNITS + 0.01
        assert not area.pieces[-1].part.keep
        for above, below in pairwise(area.pieces):
            assert below.top >= above.bottom - 0.01
        for piece in area.pieces:
            # In large print a line with a dozen conditions is longer than a page by itself.
            assert piece.whole or (paper._source.large and piece.part.height > 0.6 * room * UNITS)


@pytest.mark.parametrize("layout", ["full", "limits", "session"])
def test_no_sentence_of_the_end_is_alone_on_a_page(lines: list[PaperLine], layout: str) -> None:
    for large in (False, True):
        paper = typeset(rendered(lines, large=large, layout=layout), "A4")
        for kinds in (("sentence",), ("subhead", "write")):
            ends = [
                index
                for index, page in enumerate(paper.pages)
                for piece in page
                if piece.part.kind in kinds and not piece.text.startswith("No line stands")
            ]
            assert len(set(ends)) == 1
            assert len(ends) > 1 or kinds != ("sentence",)


def test_words_stay_within_the_margins(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    edge = paper.sheets[0].edge
    for word in words_in(tmp_path / "a.pdf"):
        assert edge - 1 <= word.left < word.right <= paper.size.width() - edge + 1
        assert 0 < word.top < word.bottom < paper.size.height() - 20


def test_every_line_is_there_in_reading_order(paper: Paper, lines: list[PaperLine], tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    pages = text_of(tmp_path / "a.pdf")
    assert len(pages) == paper.page_count
    found = re.findall(r"\b(?:begin|end|condition)\d+(?:x\d+)?\b", " ".join(pages))
    wanted: list[str] = []
    for line in lines:
        wanted += [f"begin{line.number}", f"end{line.number}"]
        wanted += [f"condition{line.number}x{place}" for place in range(len(line.conditions))]
    assert sorted(found) == sorted(wanted)
    if all(piece.whole for page in paper.pages for piece in page):
        assert found == wanted
    for index, text in enumerate(pages):
        assert " ".join(paper.page_text(index).split()) == text
        assert text.endswith(f"At home. {index + 1} of {len(pages)}")


def test_each_line_stands_with_its_owner(paper: Paper, lines: list[PaperLine], tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    words = {word.text.rstrip(","): word for word in words_in(tmp_path / "a.pdf")}
    for line in lines:
        first, owner = words[f"begin{line.number}"], words[f"owner{line.number}"]
        assert first.page == owner.page
        assert abs(first.top - owner.top) < 8
        assert first.right < owner.left


def test_file_tells_nothing_of_itself(layout: str, tmp_path: Path) -> None:
    typeset(rendered([a_line(1)], layout=layout), "A4").to_pdf(tmp_path / "a.pdf")
    told = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], capture_output=True, check=True, timeout=60)
    lines = dict(line.split(":", 1) for line in told.stdout.decode().splitlines())
    assert lines["Title"].strip() == "Notes"
    assert lines["Creator"].strip() == lines["Author"].strip() == ""
    assert not {"CreationDate", "ModDate"} & lines.keys()
    assert b"trustapp" not in (tmp_path / "a.pdf").read_bytes().lower()


# -- one page ------------------------------------------------------------------------------------------


def styles(source: RenderedPaper) -> list[str]:
    return [source.css, *source.smaller]


def test_no_letter_of_the_one_page_is_too_small_to_read() -> None:
    source = rendered(CONTENTS["mixed"], layout="one_page")
    for css in styles(source):
        found = list(sizes(parts_of(source.html, css, 4800)))
        assert found
        assert min(found) >= 8.5


def test_each_try_is_smaller_than_the_one_before() -> None:
    source = rendered(CONTENTS["nine"], layout="one_page")
    heights = [sum(part.height for part in parts_of(source.html, css, 4800)) for css in styles(source)]
    assert len(heights) == 4
    assert heights == sorted(set(heights), reverse=True)


def test_the_one_page_takes_the_largest_type_that_fits() -> None:
    fitting = []
    for number in range(1, 70):
        source = rendered([a_line(n) for n in range(1, number + 1)], layout="one_page")
        chosen = typeset(source, "A4")
        if not chosen.fits:
            break
        height = chosen.pages[0][-1].bottom
        tried = [typeset(replace(source, css=css, smaller=()), "A4") for css in styles(source)]
        first = next(one for one in tried if one.fits)
        assert height == first.pages[0][-1].bottom
        fitting.append(tried.index(first))
    assert fitting == sorted(fitting)
    assert set(fitting) == {0, 1, 2, 3}
    assert len(fitting) >= 25, "two dozen lines and more are read on one page"


def test_a_paper_that_cannot_fit_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[str] = []

    def count(html: str, css: str, width: float) -> tuple[Part, ...]:
        laid.append(css)
        return parts_of(html, css, width)

    monkeypatch.setattr(paper_module, "parts_of", count)
    source = rendered(CONTENTS["sixty long"], layout="one_page")
    assert not typeset(source, "A4").fits
    assert laid == [source.smaller[-1]]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_what_does_not_fit_says_so_and_the_full_sheet_holds_it(size: str) -> None:
    lines = CONTENTS["sixty long"]
    assert not typeset(rendered(lines, layout="one_page"), size).fits
    full = typeset(rendered(lines), size)
    assert full.fits
    text = " ".join(full.page_text(index) for index in range(full.page_count))
    assert all(f"begin{line.number} " in text for line in lines)


def test_large_print_is_never_made_smaller() -> None:
    source = rendered(CONTENTS["nine"], layout="one_page", large=True)
    assert source.smaller == ()
    found = set(sizes(parts_of(source.html, source.css, 4800)))
    assert min(found) >= 12


@pytest.mark.parametrize("layout", ["full", "limits", "session", "card"])
def test_other_papers_may_have_any_number_of_pages(layout: str) -> None:
    assert typeset(rendered(CONTENTS["sixty long"], layout=layout), "A4").fits
