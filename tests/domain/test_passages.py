"""Text with a little shape: what is written is read back the same, and other programs read it too."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from trustapp.domain.passages import Block, Shape, Span, blocks_of, paragraphs, plain, text_of

P = Shape.PARAGRAPH


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((Block((Span("One"),)), Block((Span("Two"),))), "One\n\nTwo"),
        ((Block((Span("Head"),), Shape.HEADING, 2), Block((Span("Words"),))), "## Head\n\nWords"),
        ((Block((Span("a"),), Shape.BULLET), Block((Span("b"),), Shape.BULLET)), "- a\n- b"),
        ((Block((Span("a"),), Shape.NUMBER), Block((Span("b"),), Shape.NUMBER)), "1. a\n2. b"),
        ((Block((Span("said"),), Shape.QUOTE),), "> said"),
        ((Block((Span("so "), Span("very", bold=True), Span(" much", italic=True))),), "so **very** *much*"),
        ((Block((Span("a\nb"),)),), "a\\\nb"),
        ((Block((Span("a\nb"),), Shape.QUOTE),), "> a\\\n> b"),
        ((Block((Span("a\nb"),), Shape.BULLET),), "- a\\\n  b"),
        ((Block((Span("# no heading"),)),), "\\# no heading"),
        ((Block((Span("1. no list"),)),), "1\\. no list"),
        ((Block((Span("- no list"),)),), "\\- no list"),
        ((Block((Span("2 * 3 and snake_case <b> & [x]"),)),), "2 \\* 3 and snake\\_case \\<b> \\& \\[x\\]"),
    ],
)
def test_each_shape_has_its_marks(blocks: tuple[Block, ...], text: str) -> None:
    assert text_of(blocks) == text


def test_space_at_the_edge_of_a_mark_moves_outside() -> None:
    assert (
        text_of(
            [
                Block((Span("now", bold=True), Span(" and ", bold=True), Span("then"))),
            ]
        )
        == "**now and** then"
    )


def test_a_block_without_words_is_left_out() -> None:
    assert text_of([Block((Span("  "),)), Block((Span("a"),)), Block(())]) == "a"


def test_plain_words_have_no_marks() -> None:
    assert plain("## Head\n\n- **a** \\* b\n\n> said") == "Head\na * b\nsaid"


def test_plain_text_reads_the_same_as_markdown() -> None:
    assert plain(paragraphs("# one\n\n* two\nthree_")) == "# one\n* two\nthree_"


_letters = st.text(st.sampled_from("ab é*_#->`[]<&\\1.)+~|=!\u2028"), max_size=12)
_spans = st.builds(Span, _letters, st.booleans(), st.booleans())
_blocks = st.builds(
    lambda spans, shape, level: Block(tuple(spans), shape, level if shape is Shape.HEADING else 0),
    st.lists(_spans, max_size=5),
    st.sampled_from(Shape),
    st.integers(1, 3),
)


@example([Block((Span("\\\n1"),))])
@given(st.lists(_blocks, max_size=6))
def test_what_is_written_is_read_back_and_written_the_same(blocks: list[Block]) -> None:
    text = text_of(blocks)
    assert text_of(blocks_of(text)) == text
    words = [" ".join(block.text.split()) for block in blocks]
    assert [" ".join(block.text.split()) for block in blocks_of(text)] == [one for one in words if one]
    kept = [block for block in blocks if block.text.strip()]
    assert [(one.shape, one.level) for one in blocks_of(text)] == [(one.shape, one.level) for one in kept]


@given(st.text(max_size=60))
def test_any_text_reads_as_blocks(text: str) -> None:
    assert text_of(blocks_of(text_of(blocks_of(text)))) == text_of(blocks_of(text))


@given(st.lists(_blocks, max_size=4))
def test_another_program_reads_the_same_words(blocks: list[Block]) -> None:
    """Of the marks CommonMark leaves some adjacent ones standing; the words are there, in order."""
    found = "".join(
        child.content if child.type == "text" else " "
        for token in MarkdownIt("commonmark").parse(text_of(blocks))
        for child in token.children or ()
    )
    wanted = "".join(block.text for block in blocks)
    assert "".join(found.replace("*", "").split()) == "".join(wanted.replace("*", "").split())
