"""The agreement as Markdown, read by a real reader of Markdown: people's words are what they typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from tests.ui.papers import an_agreement
from trustapp.documents.exporters.agreement import TakenAgreement, markdown
from trustapp.documents.lines import PaperLine
from trustapp.documents.writing import plain

pytestmark = pytest.mark.usefixtures("qapp")

HOSTILE = (
    "# not a heading", "[x](y)", "![x](file:///etc/passwd)", "*so* and _so_ and __so__", "`code`", "<b>b</b>",
    "1. first", "12) twelfth", "- item", "+ item", "---", "===",
    "> said", "| a | b |", "&amp; &lt;", "a\\b\\",
    "~~gone~~", "<http://a.b>", "[x]: y", "```", "* * *", "#", "1.", "(a) [b] {c}", "\\# \\* \\[",
)  # fmt: skip


def read(text: str) -> list[str]:
    """What a reader shows of a line and its condition."""
    paper = an_agreement([PaperLine(1, text, (text,), "R’s", "")])
    document = QTextDocument()
    document.setMarkdown(markdown(TakenAgreement(paper, date(2026, 5, 20), 2)))
    return document.toPlainText().split("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_read_as_they_were_typed(text: str) -> None:
    shown = read(text)
    assert f"{text} (R’s)" in shown
    assert text in shown


@given(st.text("#*_[]()<>`~|!-+=.\\ 1a\n&;:", min_size=1, max_size=20).filter(lambda one: plain(one)))
def test_no_signs_make_anything_else(text: str) -> None:
    wanted = " ".join(plain(text).split())
    shown = [" ".join(line.split()) for line in read(text)]
    assert f"{wanted} (R’s)" in shown
    assert wanted in shown
