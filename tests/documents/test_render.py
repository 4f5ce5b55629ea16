"""The HTML of every paper, compared with the kept page; and that people's words stay words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from tests.golden.papers import CODE, PAPERS, golden, the_agreement, the_recovery_sheet
from trustapp.documents import render
from trustapp.documents.context import PaperAgreement, recovery_context
from trustapp.documents.lines import PaperGroup, PaperLine
from trustapp.documents.render import render_agreement, render_recovery

HOSTILE = (
    '</td></table><img src="file:///etc/passwd"><script>x</script> & "q" \'s {{ 7*7 }} {% x %} <!-- c -->'
)


class Tags(HTMLParser):
    """Collects the tags and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def a_paper(words: str, layout: str = "full") -> PaperAgreement:
    line = PaperLine(1, words, (words, words), words, words, words)
    return PaperAgreement(words, (PaperGroup(words, (line,)),), words, words, False, False, layout)


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_the_kept_page(name: str) -> None:
    assert PAPERS[name]().html == golden(name)


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_well_formed_and_names_nothing_to_load(name: str) -> None:
    paper = PAPERS[name]()
    ElementTree.fromstring(paper.html)
    assert Tags(paper.html).tags <= {"html", "body", "p", "table", "tr", "td"}
    for name_of_a_place in ("src", "href", "url(", "@import", "://"):
        assert name_of_a_place not in paper.html + paper.css


def test_words_in_every_field_stay_words() -> None:
    html = render_agreement(a_paper(HOSTILE)).html
    page = Tags(html)
    assert page.tags <= {"html", "body", "p", "table", "tr", "td"}
    assert page.words.count(HOSTILE) == 7  # summary, group, line, two conditions, whose, until
    ElementTree.fromstring(html)


@pytest.mark.parametrize("layout", ["one_page", "limits", "session", "card"])
def test_words_in_every_field_stay_words_in_every_layout(layout: str) -> None:
    html = render_agreement(a_paper(HOSTILE, layout)).html
    page = Tags(html)
    assert page.tags <= {"html", "body", "p", "table", "tr", "td"}
    # Summary, group, line, two conditions; and owner and end, or on a card owner and place.
    assert "".join(page.words).count(HOSTILE) == 7
    ElementTree.fromstring(html)


def test_label_of_the_recovery_sheet_stays_words() -> None:
    page = Tags(render_recovery(recovery_context(CODE, "<b>N</b>", date(2026, 4, 14))).html)
    assert "b" not in page.tags
    assert page.words[1].startswith("<b>N</b>. Made on")


def test_paper_says_neither_what_made_it_nor_when_in_the_day() -> None:
    for paper in (the_agreement("names"), the_recovery_sheet(blank=False)):
        assert paper.title == "Notes"
        told = (paper.html + paper.css + paper.head + paper.foot).lower()
        assert "trustapp" not in told
        assert ":00" not in told


def test_head_and_foot_are_plain_text() -> None:
    paper = render_agreement(a_paper("a <b>"))
    assert (paper.head, paper.foot) == ("a <b>", "a <b>")


def test_large_print_has_larger_letters() -> None:
    assert "font-size: 105px" in the_agreement("names").css
    large = the_agreement("names", large=True)
    assert large.large
    assert "font-size: 140px; line-height: 200px" in large.css


def test_blank_sheet_holds_nothing_of_the_code() -> None:
    html = the_recovery_sheet(blank=True).html
    assert not any(group in html for group in CODE)
    assert html.count('class="box"') == 35


def test_code_stands_in_two_rows() -> None:
    html = the_recovery_sheet(blank=False).html
    assert html.count('class="code"') == 2
    assert [html.index(group) for group in CODE] == sorted(html.index(group) for group in CODE)


def test_nothing_private_is_in_what_python_shows_of_a_paper() -> None:
    context = recovery_context(CODE, "Notebook R", date(2026, 4, 14))
    shown = repr(context) + repr(render_recovery(context)) + repr(the_agreement("names"))
    assert not any(group in shown for group in CODE)
    assert "'7', 'K'" not in shown
    assert "speak first" not in shown


def test_templates_are_sealed() -> None:
    environment = render._environment()
    escaped = environment.from_string("{{ words }}")
    assert escaped.render(words="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        escaped.render()
    with pytest.raises(SecurityError):
        environment.from_string("{{ words.__class__.__mro__ }}").render(words="x")


def test_left_out_travels_with_the_paper() -> None:
    paper = a_paper("x")
    assert not render_agreement(paper).left_out
    assert render_agreement(replace(paper, left_out=True)).left_out
