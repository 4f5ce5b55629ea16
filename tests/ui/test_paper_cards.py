"""Cards for a wallet: their size in the file, and that no word is cut off, lost, or outside of a face."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.papers import Word, a_line, lines_drawn_in, rendered, sizes, text_of, words_in
from trustapp.documents.lines import PaperLine
from ui.widgets.cards import CARDS_ON_A_SHEET, FACE, FACES, INSIDE, MM, share_out, text_height, text_width
from ui.widgets.paper import Paper, typeset
from ui.widgets.sheets import Area
from ui.widgets.typesetting import parts_of

pytestmark = pytest.mark.usefixtures("qapp")

WITHIN = 0.02
"""Points: what numbers in a file are rounded to."""

CONTENTS = {
    "nothing": [],
    "one": [a_line(1)],
    "nine": [a_line(n) for n in range(1, 10)],
    "sixty": [a_line(n) for n in range(1, 61)],
    "sixty long": [a_line(n, length=400) for n in range(1, 61)],
    "longer than a face": [a_line(n, length=900, conditions=3) for n in range(1, 4)],
    "mixed": [a_line(n, (40, 400, 90, 600)[n % 4], (0, 0, 3, 12)[n % 4]) for n in range(1, 16)],
}


@pytest.fixture(params=CONTENTS)
def lines(request: pytest.FixtureRequest) -> list[PaperLine]:
    return CONTENTS[request.param]


@pytest.fixture(params=["A4", "Letter"])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["usual", "large"])
def paper(request: pytest.FixtureRequest, lines: list[PaperLine], size: str) -> Paper:
    return typeset(rendered(lines, large=request.param, layout="card"), size)


def corners(paper: Paper, index: int) -> list[tuple[float, float]]:
    """Where each face of a sheet begins, its edge and not its words."""
    return [(area.left - INSIDE, area.top - INSIDE) for area in paper.sheets[index].areas]


def inside(word: Word, area: Area) -> bool:
    left, top = area.left - WITHIN, area.top - WITHIN
    right = left + FACE.width() - 2 * INSIDE + 2 * WITHIN
    bottom = top + FACE.height() - 2 * INSIDE + 2 * WITHIN
    return left <= word.left < word.right <= right and top <= word.top < word.bottom <= bottom


def test_a_face_is_as_large_as_a_card_of_a_bank() -> None:
    assert FACE.width() / MM == pytest.approx(85.6)
    assert FACE.height() / MM == pytest.approx(54)


def test_marks_in_the_file_are_a_card_apart_and_outside_of_it(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    for index in range(paper.page_count):
        drawn = lines_drawn_in(tmp_path / "a.pdf", index)
        tops = sorted({top for _left, top in corners(paper, index)})
        left = min(left for left, _top in corners(paper, index))
        assert len(drawn) == 10 * len(tops)
        for top in tops:
            near = [one for one in drawn if top - 7 * MM < one[1] < top + FACE.height() + 7 * MM]
            lying = sorted({one[1] for one in near if one[1] == one[3]})
            standing = sorted({one[0] for one in near if one[0] == one[2]})
            assert len(near) == 10
            assert lying[-1] - lying[0] == pytest.approx(54 * MM, abs=WITHIN)
            widths = [two - one for one, two in pairwise(standing)]
            assert widths == [pytest.approx(85.6 * MM, abs=WITHIN)] * FACES
            assert standing[0] == pytest.approx(left, abs=WITHIN)
            assert lying[0] == pytest.approx(top, abs=WITHIN)
            for x, y, other_x, other_y in near:
                right, bottom = left + FACES * FACE.width(), top + FACE.height()
                beside = max(x, other_x) < left - 1 or min(x, other_x) > right + 1
                assert beside or max(y, other_y) < top - 1 or min(y, other_y) > bottom + 1


def test_every_word_is_inside_a_face_or_beside_all_cards(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    height = paper.size.height()
    for word in words_in(tmp_path / "a.pdf"):
        if 12 * MM < word.top < 28 * MM or word.top > height - 50:
            assert not word.text.startswith(("begin", "end", "label", "condition"))
            continue
        assert sum(inside(word, area) for area in paper.sheets[word.page].areas) == 1, word


def test_no_line_is_cut_that_fits_on_a_face(paper: Paper) -> None:
    for area in (area for sheet in paper.sheets for area in sheet.areas):
        assert area.pieces[-1].bottom <= text_height() + 0.01
        for above, below in pairwise(area.pieces):
            assert below.top >= above.bottom - 0.01
        for place, piece in enumerate(area.pieces):
            heading = area.pieces[place - 1].part.height if place and area.pieces[place - 1].part.keep else 0
            assert piece.whole or heading + piece.part.height > text_height() or piece.begin > 0
            for text in piece.part.lines:
                begins, ends = text.top >= piece.end - 0.01, text.bottom <= piece.begin + 0.01
                assert begins or ends or (piece.begin <= text.top and text.bottom <= piece.end)


def test_every_card_begins_with_a_heading_unless_a_line_would_be_cut_for_it(paper: Paper) -> None:
    areas = [area for sheet in paper.sheets for area in sheet.areas]
    heads = [piece.part.height for area in areas for piece in area.pieces if piece.part.kind == "head"]
    for place, area in enumerate(areas):
        first = area.pieces[0]
        rest = first.part.height - first.begin
        if place % FACES == 0 and first.part.kind == "line":
            assert rest <= text_height() < rest + max(heads)
        assert not first.again or place % FACES == 0
        assert not any(piece.again for piece in area.pieces[1:])


def test_a_heading_stands_again_on_the_card_that_goes_on() -> None:
    lines = [a_line(n) for n in range(1, 20)]
    paper = typeset(rendered(lines, layout="card", per_group=19), "A4")
    firsts = [area.pieces[0] for area in paper.sheets[0].areas[::FACES]]
    assert [(one.text, one.again) for one in firsts] == [
        ("Group0", False),
        ("Group0", True),
        ("Group0", True),
    ]


def test_no_heading_is_the_last_of_a_face(paper: Paper) -> None:
    assert not any(area.pieces[-1].part.keep for sheet in paper.sheets for area in sheet.areas)


def test_every_line_is_there_once_and_in_reading_order(
    paper: Paper, lines: list[PaperLine], tmp_path: Path
) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    text = " ".join(text_of(tmp_path / "a.pdf"))
    wanted: list[str] = []
    for line in lines:
        wanted += [f"label{line.number}:", f"begin{line.number}", f"end{line.number}"]
        wanted += [f"condition{line.number}x{place}" for place in range(len(line.conditions))]
    assert [word for word in text.split() if word in set(wanted)] == wanted
    assert text.count("A no needs no reason.") == 1
    assert "owner1 " not in text


def test_page_text_says_what_the_file_says(paper: Paper, tmp_path: Path) -> None:
    paper.to_pdf(tmp_path / "a.pdf")
    for index, text in enumerate(text_of(tmp_path / "a.pdf")):
        assert " ".join(paper.page_text(index).split()) == text


def test_sheets_hold_three_cards_and_more_cards_are_set_where_there_is_more(paper: Paper) -> None:
    for sheet in paper.sheets[:-1]:
        assert len(sheet.areas) == FACES * CARDS_ON_A_SHEET
    assert 1 <= len(paper.sheets[-1].areas) <= FACES * CARDS_ON_A_SHEET
    lowest = max(area.top for sheet in paper.sheets for area in sheet.areas)
    assert lowest + FACE.height() < paper.size.height() - 50


def test_letters_are_never_tiny() -> None:
    for large, least in ((False, 8.5), (True, 11)):
        source = rendered([a_line(n, 400) for n in range(1, 30)], large=large, layout="card")
        found = set(sizes(parts_of(source.html, source.css, text_width())))
        assert len(found) > 1
        assert min(found) >= least


@pytest.mark.parametrize("number", range(12))
def test_the_last_card_has_two_faces_with_words(number: int) -> None:
    source = rendered([a_line(n) for n in range(1, number + 1)], layout="card")
    faces = share_out(parts_of(source.html, source.css, text_width()))
    assert len(faces) % FACES == 0
    assert all(faces)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 4)), max_size=14), st.booleans())
@settings(deadline=None, max_examples=40)
def test_whatever_is_written_every_part_is_on_the_faces_once(
    shapes: list[tuple[int, int]], large: bool
) -> None:
    lines = [a_line(n, length, conditions) for n, (length, conditions) in enumerate(shapes, start=1)]
    source = rendered(lines, large=large, layout="card", per_group=3)
    parts = parts_of(source.html, source.css, text_width())
    faces = share_out(parts)
    shown = [piece for face in faces for piece in face if not piece.again]
    assert [text for part in parts for text in part.lines] == [
        text for piece in shown for text in piece.lines
    ]
    assert all(face and face[-1].bottom <= text_height() + 0.01 for face in faces)
    assert all(not face[-1].part.keep for face in faces)
    assert all(one.end == two.begin for one, two in pairwise(shown) if one.part.document is two.part.document)


def test_place_stands_on_the_card_and_not_on_what_is_cut_off(tmp_path: Path) -> None:
    paper = typeset(rendered([a_line(1)], layout="card"), "A4")
    paper.to_pdf(tmp_path / "a.pdf")
    (place,) = [word for word in words_in(tmp_path / "a.pdf") if word.text == "home."]
    assert any(inside(place, area) for area in paper.sheets[0].areas)


def test_words_without_end_stay_on_their_face(tmp_path: Path) -> None:
    endless = PaperLine(1, "m" * 900, ("w" * 300,), "R’s", "", "M" * 60)
    paper = typeset(rendered([endless], layout="card"), "Letter")
    paper.to_pdf(tmp_path / "a.pdf")
    words = [word for word in words_in(tmp_path / "a.pdf") if set(word.text) <= set("mwM:")]
    assert sum(word.text.count("m") for word in words) == 900
    assert all(any(inside(word, area) for area in paper.sheets[word.page].areas) for word in words)
