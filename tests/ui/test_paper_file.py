"""The file that is saved: its sizes, what it tells about itself, and whose it is."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QFile, QIODevice, QLocale

from tests.golden.papers import CODE, the_agreement, the_recovery_sheet
from tests.ui.papers import a_line, an_agreement, rendered, text_of, words_in
from trustapp.documents.context import PaperAgreement
from trustapp.documents.lines import PaperGroup, PaperLine
from trustapp.documents.render import render_agreement
from trustapp.domain.errors import UserError
from ui.widgets.paper import typeset, usual_size

pytestmark = pytest.mark.usefixtures("qapp")

HOSTILE = '<img src="file:///etc/passwd"> <b>x</b> & &amp; </td> {{ 7*7 }} <!-- c -->'


def told_about(pdf: Path) -> dict[str, str]:
    run = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, timeout=60)
    lines = [line.split(":", 1) for line in run.stdout.decode().splitlines()]
    return {name.strip(): value.strip() for name, value in lines}


@pytest.mark.parametrize(
    ("size", "told"), [("A4", "595 x 842 pts (A4)"), ("Letter", "612 x 792 pts (letter)")]
)
def test_sheets_have_the_size_that_was_asked_for(size: str, told: str, tmp_path: Path) -> None:
    typeset(rendered([a_line(n) for n in range(1, 40)]), size).to_pdf(tmp_path / "a.pdf")
    assert told_about(tmp_path / "a.pdf")["Page size"] == told


@pytest.mark.parametrize(
    ("place", "size"), [("en_US", "Letter"), ("es_MX", "Letter"), ("nl_BE", "A4"), ("en_GB", "A4")]
)
def test_usual_size_follows_the_country(place: str, size: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(place))
    try:
        assert usual_size() == size
        assert typeset(rendered([]), None).qt_size.name().startswith(size)
    finally:
        QLocale.setDefault(before)


def test_file_tells_neither_time_nor_program(tmp_path: Path) -> None:
    typeset(the_agreement("initials"), "A4").to_pdf(tmp_path / "a.pdf")
    told = told_about(tmp_path / "a.pdf")
    assert told["Title"] == "Notes"
    assert told["Creator"] == told["Author"] == ""
    assert not {"CreationDate", "ModDate"} & told.keys()
    data = (tmp_path / "a.pdf").read_bytes()
    assert b"trustapp" not in data.lower()
    assert not re.search(rb"D:\d{8}|\d{4}-\d\d-\d\dT|uuid:", data)


def test_blanked_metadata_leaves_a_sound_file(tmp_path: Path) -> None:
    typeset(the_agreement("initials"), "A4").to_pdf(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    table = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    assert data[table:].startswith(b"xref")
    run = subprocess.run(
        ["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True, timeout=60
    )
    assert not run.stderr


def test_words_in_every_field_are_printed_as_they_are(tmp_path: Path) -> None:
    line = PaperLine(1, HOSTILE, (HOSTILE,), "<i>whose</i>", "<u>until</u>")
    paper = PaperAgreement(HOSTILE, (PaperGroup(HOSTILE, (line,)),), "<b>head</b>", HOSTILE, False, False)
    typeset(render_agreement(paper), "A4").to_pdf(tmp_path / "a.pdf")
    text = " ".join(text_of(tmp_path / "a.pdf"))
    assert text.count(HOSTILE) == 5  # summary, group, line, condition, foot
    assert "<i>whose</i> <u>until</u>" in text


def test_words_can_be_searched_letter_by_letter(tmp_path: Path) -> None:
    line = PaperLine(1, "office fjord flow affair waffle", (), "offered by F", "")
    paper = an_agreement([line], kept_at="first office")
    typeset(render_agreement(paper), "A4").to_pdf(tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf")[0]
    for words in ("specific", "office fjord flow affair waffle", "offered by F", "first office"):
        assert words in text


def test_large_print_is_large(tmp_path: Path) -> None:
    lines = [a_line(n, 200) for n in range(1, 20)]
    usual, large = typeset(rendered(lines), "A4"), typeset(rendered(lines, large=True), "A4")
    assert large.page_count > usual.page_count


def test_a_long_place_stays_within_two_lines_of_the_foot(tmp_path: Path) -> None:
    paper = an_agreement([a_line(1)], kept_at="In the blue folder on the shelf. " * 20)
    typeset(render_agreement(paper), "A4").to_pdf(tmp_path / "a.pdf")
    words = [word for word in words_in(tmp_path / "a.pdf") if word.top > 780]
    number = [word for word in words if word.left > 480]
    place = [word for word in words if word not in number]
    assert [word.text for word in number] == ["1", "of", "1"]
    assert len({word.top for word in place}) == 2
    assert place[-1].text.endswith("…")


def test_recovery_sheet_is_one_page_with_the_code_in_order(tmp_path: Path) -> None:
    for size in ("A4", "Letter"):
        typeset(the_recovery_sheet(blank=False), size).to_pdf(tmp_path / "a.pdf")
        (text,) = text_of(tmp_path / "a.pdf")
        assert "1 7K3MX 2 Q0R2T 3 9ZB4C 4 HW8N1 5 5DY6P 6 JEVG0 7 1A2S3" in text
        typeset(the_recovery_sheet(blank=True), size).to_pdf(tmp_path / "a.pdf")
        (text,) = text_of(tmp_path / "a.pdf")
        assert not any(group in text for group in CODE)
        assert "1 2 3 4 5 6 7" in text


def test_file_is_for_its_owner_alone_and_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o644)
    typeset(the_agreement("initials"), "A4").to_pdf(target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    paper = typeset(the_agreement("initials"), "A4")
    with pytest.raises(UserError) as refusal:
        paper.to_pdf(tmp_path / "missing" / "a.pdf")
    assert refusal.value.code == "paper.not_saved"
    assert refusal.value.values == {}


def test_file_can_be_written_into_a_device() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    typeset(the_agreement("initials"), "A4").to_pdf(buffer)
    assert bytes(buffer.data().data()).startswith(b"%PDF-")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_device_that_takes_nothing_is_refused() -> None:
    device = QFile("/dev/full")
    assert device.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Unbuffered)
    with pytest.raises(UserError, match=r"paper\.not_saved"):
        typeset(rendered([]), "A4").to_pdf(device)


def test_pictures_have_a_white_ground_and_dark_words() -> None:
    images = typeset(rendered([a_line(n) for n in range(1, 40)]), "A4").to_images(50)
    assert len(images) > 1
    for image in images:
        assert (image.width(), image.height()) == (413, 585)
        assert image.pixelColor(0, 0).lightness() == 255
        dark = sum(
            image.pixelColor(x, y).lightness() < 120 for x in range(0, 413, 2) for y in range(0, 585, 2)
        )
        assert dark > 50
