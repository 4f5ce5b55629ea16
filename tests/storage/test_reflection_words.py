"""Words of reflections: nothing typed goes wrong, and no word stays when its text goes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.conftest import KEY, Raw
from trustapp.domain.errors import UserError
from trustapp.domain.reflections import Piece, Query, Reflection
from trustapp.storage import rekeying, searching, snippets
from trustapp.storage.connection import integrity
from trustapp.storage.space import PrivateSpace, SharedSpace

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
DAY = date(2026, 5, 12)


def a_reflection(number: int, text: str, title: str = "", **more: object) -> Reflection:
    fields: dict[str, object] = {"day": DAY + timedelta(days=number), "made": NOON, "changed": NOON, **more}
    return Reflection(id=f"{number}", title=title, text=text, **fields)  # type: ignore[arg-type]


def keep(space: PrivateSpace, *texts: str) -> None:
    with space.transaction() as tables:
        tables.reflections.add([a_reflection(number, text) for number, text in enumerate(texts)])


def found(space: PrivateSpace, typed: str) -> list[str]:
    with space.transaction() as tables:
        rows = tables.reflection_lists.rows(Query(typed), 0, 100)
        assert len(rows) == tables.reflection_lists.count(Query(typed))
    return [row.id for row in rows]


def shown(pieces: Sequence[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


# -- what is typed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ()),
        ("  ", ()),
        ("kett", ('"kett" *',)),
        ("kettle ", ('"kettle"',)),
        ("the kett", ('"the"', '"kett" *')),
        ('"the kettle" sang', ('"the kettle"', '"sang" *')),
        ("„the kettle“ ", ('"the kettle"',)),
        ("“the kett", ('"the kett" *',)),
        ('"the kettle"', ('"the kettle"',)),
        ("!!", ()),
        ('"" "!" a', ('"a" *',)),
        ("kettle !", ('"kettle"',)),
        ("NEAR(a b) OR -c*", ('"NEAR(a"', '"b)"', '"OR"', '"-c*" *')),
        ("title:x", ('"title:x" *',)),
        ("a\0b\ud800c", ('"a"', '"b"', '"c" *')),
    ],
)
def test_what_is_typed_is_quoted_word_by_word(typed: str, wanted: tuple[str, ...]) -> None:
    assert searching.phrases(typed) == wanted


def test_of_much_typed_the_beginning_counts() -> None:
    assert len(searching.phrases("a " * 10_000)) == searching.MOST_WORDS
    assert sum(map(len, searching.phrases("a" * 10_000))) < searching.MOST_LETTERS + 10


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("naive cafe", ["0"]),
        ("NAÏVE", ["0"]),
        ("caf", ["0"]),
        ("caf ", []),
        ('"big kettle"', ["1"]),
        ('"kettle big"', []),
        ("kettle big", ["1"]),
        ("big", ["2", "1"]),
        ("don't", ["2"]),
        ("don’t", ["2"]),
        ("--", ["3", "2", "1", "0"]),
        ("heading", ["3"]),
        ("*", ["3", "2", "1", "0"]),
        ("über", ["3"]),
    ],
)
def test_words_are_found(private: PrivateSpace, typed: str, ids: list[str]) -> None:
    keep(private, "A naïve café.", "The big **kettle**.", "Don't be big.", "# Heading\n\n*Über* u\u0308ber")
    assert found(private, typed) == ids


HOSTILE = [
    '"', '""', '"""', "'", "' OR 1=1 --", "*", "^a", "a^", "+", "a + b", "NOT", "AND", "OR a", "NEAR",
    "NEAR(", "{title}: a", "- a", "(", ")", "a AND", ":", "reflection_word", "a*b", "%", "\\", ";", "\0",
    "\ud83d", "🙂", '"🙂', "\u200b", "\u0301", "a\u0301", "؟", "日本語", "x" * 5_000, '"' * 5_000,
    "a " * 5_000, "“”„‟«»＂", '"a"b"c"', 'a"b', "\x02\x03", "\ufffd", "\ufffe",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_goes_wrong(private: PrivateSpace, typed: str) -> None:
    keep(private, "a b c", "\x02\x03 marks \x02", "🙂")
    found(private, typed)
    found(private, f"{typed} ")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_typed_the_engine_takes_it(typed: str, text: str) -> None:
    wanted = searching.phrases(typed)
    text = text.encode("utf-8", "replace").decode()
    pieces = snippets.around({1: text}, wanted) if wanted else {}
    if 1 in pieces:
        assert any(piece.hit for piece in pieces[1])


def test_a_snippet_shows_the_hits_whatever_else_is_in_the_text() -> None:
    text = "one \x02 two\n\x03three <b>four</b> five"
    assert shown(snippets.around({7: text}, searching.phrases("three fo"))[7]) == (
        "one \x02 two \x03[three] <b>[four]</b> five"
    )
    assert snippets.around({7: text}, searching.phrases("six")) == {}


def test_a_hit_far_down_in_a_long_text_is_shown() -> None:
    text = "word and word " * 10_000 + "kettle at last"
    pieces = snippets.around({1: text}, searching.phrases("kettle"))[1]
    assert "[kettle] at last" in shown(pieces)
    assert len(shown(pieces)) < 400


def test_with_a_common_word_the_newest_day_comes_first(private: PrivateSpace) -> None:
    chance = random.Random(1)
    days = chance.sample(range(1_000), 500)
    with private.transaction() as tables:
        tables.reflections.add([a_reflection(day, "the same") for day in days])
        tables.reflections.pin(str(days[3]), True)
        rows = tables.reflection_lists.rows(Query("the"), 100, 50)
    assert [row.id for row in rows] == [str(day) for day in sorted(days, reverse=True)[100:150]]


def test_what_is_written_meanwhile_is_found(private: PrivateSpace) -> None:
    keep(private, "kettle")
    assert found(private, "kettle") == ["0"]
    with private.transaction() as tables:
        tables.reflections.add([a_reflection(5, "kettle")])
    assert found(private, "kettle") == ["5", "0"]
    with private.transaction() as tables:
        tables.reflections.delete("0")
    assert found(private, "kettle") == ["5"]


# -- nothing stays -------------------------------------------------------------------------------------


def blocks(space: PrivateSpace) -> bytes:
    return b"".join(row[0] for row in space._database.execute("SELECT block FROM reflection_word_data"))


@pytest.mark.parametrize("how", ["changed", "binned", "deleted", "emptied"])
def test_a_word_that_is_taken_out_is_out_of_the_index_at_once(private: PrivateSpace, how: str) -> None:
    keep(private, *["common words here"] * 200, "marmalade secret")
    assert b"marmalade" in blocks(private)
    one = a_reflection(200, "marmalade secret")
    with private.transaction() as tables:
        if how == "changed":
            tables.reflections.change(a_reflection(200, "other"))
        elif how == "binned":
            tables.reflections.change(a_reflection(200, one.text, binned=DAY))
        else:
            if how == "emptied":
                tables.reflections.change(a_reflection(200, one.text, binned=DAY))
                tables.reflections.empty_bin(DAY)
            else:
                tables.reflections.delete("200")
    assert b"marmalade" not in blocks(private)
    assert found(private, "marmalade") == []
    private._database._connection.set_authorizer(None)
    private._database.execute("INSERT INTO reflection_word (reflection_word) VALUES ('integrity-check')")


def test_a_long_life_keeps_the_index_in_step(private: PrivateSpace, private_path: Path) -> None:
    """Written, changed, thrown away and brought back in any order, the index is what a new one would be."""
    chance = random.Random(3)
    words = [f"w{number}" for number in range(60)]
    texts: dict[str, tuple[str, bool]] = {}
    for step in range(400):
        with private.transaction() as tables:
            if not texts or chance.random() < 0.3:
                text = " ".join(chance.choices(words, k=8))
                tables.reflections.add([a_reflection(step, text)])
                texts[str(step)] = (text, False)
                continue
            number = chance.choice(sorted(texts))
            text, binned = texts[number]
            match chance.randrange(4):
                case 0:
                    tables.reflections.delete(number)
                    del texts[number]
                    continue
                case 1:
                    binned = not binned
                case _:
                    text = " ".join(chance.choices(words, k=8))
            one = a_reflection(int(number), text, binned=DAY if binned else None)
            tables.reflections.change(one)
            texts[number] = (text, binned)
    for word in words:
        expected = [n for n, (text, binned) in texts.items() if word in text.split() and not binned]
        assert found(private, f"{word} ") == sorted(expected, key=int, reverse=True)
    private.close()
    assert integrity(private_path, KEY) == ()


# -- the file as a whole -------------------------------------------------------------------------------


def test_ten_thousand_are_kept_and_found_under_another_key_too(
    private: PrivateSpace, private_path: Path, other_key: memoryview
) -> None:
    chance = random.Random(5)
    words = [f"word{number}" for number in range(3_000)]
    many = [
        a_reflection(n, " ".join(chance.choices(words, k=20)), tags=(f"t{n % 7}",)) for n in range(10_000)
    ]
    with private.transaction() as tables:
        tables.reflections.add(many)
        tables.reflections.change(a_reflection(17, "gone", binned=DAY))
    expected = found(private, "word77 ")
    assert len(expected) > 30
    private.seal_at_rest()
    private.close()
    assert integrity(private_path, KEY) == ()
    made = rekeying.copy(PrivateSpace, private_path, KEY, other_key)
    rekeying.put_in_place(made, private_path)
    space = PrivateSpace.open(private_path, other_key)
    assert found(space, "word77 ") == expected
    with space.transaction() as tables:
        assert tables.reflection_lists.count(Query()) == 9_999
        assert len(tables.reflection_lists.facets().tags) == 7
        tables.reflections.change(a_reflection(18, "kettle"))
    assert found(space, "kettle") == ["18"]
    space.close()


def test_in_the_shared_space_no_index_of_words_is_let_in(closed_shared: Path, attack: Raw) -> None:
    connection = attack(closed_shared)
    connection.execute("CREATE VIRTUAL TABLE hidden USING fts5 (text)")
    connection.close()
    with pytest.raises(UserError, match=r"storage\.damaged"):
        SharedSpace.open(closed_shared, KEY)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT rowid FROM draft WHERE words MATCH 'a'",
        "SELECT substr(words, 1, 2) FROM draft",
        "PRAGMA data_version",
    ],
)
def test_the_shared_space_is_asked_nothing_more_than_before(shared: SharedSpace, statement: str) -> None:
    with pytest.raises(RuntimeError):
        shared._database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT load_extension('x')",
        "SELECT fts5(NULL)",
        "SELECT bm25(reflection_word) FROM reflection_word WHERE reflection_word MATCH 'a'",
        "CREATE TABLE other (x)",
        "CREATE TRIGGER t AFTER INSERT ON fact BEGIN SELECT 1; END",
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA trusted_schema = ON",
        "PRAGMA data_version = 3",
        "DROP TABLE reflection_word",
    ],
)
def test_a_private_space_is_searched_and_nothing_more(private: PrivateSpace, statement: str) -> None:
    with pytest.raises((RuntimeError, UserError)):
        private._database.execute(statement)


def test_a_damaged_index_is_told_and_the_texts_can_still_be_read(private: PrivateSpace) -> None:
    keep(private, "kettle")
    private._database._connection.set_authorizer(None)
    private._database.execute("UPDATE reflection_word_data SET block = zeroblob(40) WHERE id > 10")
    private._database.trust(search=True)
    with pytest.raises(UserError, match=r"storage\.damaged"):
        found(private, "kettle")
    with private.transaction() as tables:
        assert [row.id for row in tables.reflection_lists.rows(Query(), 0, 5)] == ["0"]
        assert tables.reflections.get("0") is not None
