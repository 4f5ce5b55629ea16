"""Papers and the agreement as text, from a real vault: what each may take, and nothing else."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.homes import ROBIN, WORDS, Home
from trustapp import places
from trustapp.documents.exporters import folder
from trustapp.domain.answers import Kind
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.statements import LineKind
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.papers import Form, Layout, NameStyle, PaperOptions

TOUCH = CategoryId("touch")
UNTIL = date(2027, 1, 1)
HOSTILE = "# Not [x](y) *so* <b>b</b> 1. `c`"


@pytest.fixture
def told(couple: Home) -> Home:
    """Each stated a limit for paper and one that stays off it; each offers something; both opened a line."""
    say = couple.services.agreements
    for member in (FIRST, SECOND):
        couple.open(member)
        say.state_limit(NewLimit(TOUCH, f"{member} open", f"{member} on paper", Kind.MINE, paper=True))
        say.state_limit(NewLimit(TOUCH, f"{member} kept", f"{member} off paper", Kind.MINE))
        say.draft(NewDraft(LineKind.COMMITMENT, TOUCH, f"{member} cooks", f"{member} will cook", UNTIL))
    for text in ("both open", "one open"):
        say.draft(NewDraft(LineKind.OPENING, TOUCH, text, f"we may, {text}", UNTIL))
    for member in (FIRST, SECOND):
        couple.open(member)
        say.mark_seen(tuple(words.id for words in _drafts(couple)))
    couple.clock.on(hours=25)
    for member in (FIRST, SECOND):
        couple.open(member)
        for words in _drafts(couple):
            paper = "one open" not in words.text or member == FIRST
            if words.owner in (None, member):
                say.still_yes(words.id, WORDS[member], paper=paper and words.owner is None)
    couple.open(FIRST)
    return couple


def _drafts(home: Home) -> list[Any]:
    lines = home.services.agreements.view().value.agreement.lines
    return [line.words for line in lines if line.words is not None and line.state.value == "draft"]


def take(home: Home, place: Path, form: Form, names: NameStyle = NameStyle.INITIALS) -> str:
    home.services.papers.take_along(str(place), form, names, ROBIN)
    return place.read_text(encoding="utf-8")


# -- for a session -------------------------------------------------------------------------------------


def test_only_what_one_may_take_can_be_chosen(told: Home) -> None:
    papers = told.services.papers
    nothing = papers.agreement(PaperOptions(layout=Layout.SESSION)).value
    assert "No line stands on this paper." in nothing.html
    assert not nothing.left_out
    offered = {one.text: one for one in nothing.choices}
    assert set(offered) == {"p1 on paper", "p1 off paper", "p1 will cook", "we may, both open"}
    chosen = frozenset({offered["p1 off paper"].key, offered["we may, both open"].key})
    paper = papers.agreement(PaperOptions(layout=Layout.SESSION, chosen=chosen)).value
    assert "p1 off paper" in paper.html
    assert "we may, both open" in paper.html
    assert "p1 on paper" not in paper.html


def test_the_key_of_another_line_takes_nothing(told: Home) -> None:
    told.open(SECOND)
    theirs = told.services.papers.agreement(PaperOptions(layout=Layout.SESSION)).value.choices
    told.open(FIRST)
    keys = frozenset(one.key for one in theirs)
    paper = told.services.papers.agreement(PaperOptions(layout=Layout.SESSION, chosen=keys)).value
    assert "p2" not in paper.html
    assert "we may, both open" in paper.html


def test_lines_that_are_picked_by_hand_are_not_sorted_out_again(told: Home) -> None:
    options = PaperOptions(layout=Layout.SESSION, without_sensitive=True)
    plain = told.services.papers.agreement(PaperOptions(layout=Layout.SESSION)).value
    assert told.services.papers.agreement(options).value.choices == plain.choices


@pytest.mark.parametrize("layout", list(Layout))
def test_no_paper_is_made_together(told: Home, layout: Layout) -> None:
    told.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        told.services.papers.agreement(PaperOptions(layout=layout))


@pytest.mark.parametrize("layout", [one for one in Layout if one is not Layout.SESSION])
def test_no_other_paper_has_ones_own_words_without_permission(told: Home, layout: Layout) -> None:
    html = told.services.papers.agreement(PaperOptions(layout=layout, only_mine=True)).value.html
    assert "p1 on paper" in html
    assert "off paper" not in html
    assert ("p2 on paper" in html) is (layout is not Layout.LIMITS)


def test_only_mine_is_asked_of_limits_alone(told: Home) -> None:
    papers = told.services.papers
    for layout in (Layout.FULL, Layout.ONE_PAGE, Layout.CARD):
        mine = papers.agreement(PaperOptions(layout=layout, only_mine=True)).value
        assert mine == papers.agreement(PaperOptions(layout=layout)).value


@pytest.mark.parametrize("layout", list(Layout))
def test_who_stays_has_every_paper_with_the_limits_as_last_stated(told: Home, layout: Layout) -> None:
    told.open(SECOND)
    told.services.leaving.leave(WORDS[SECOND])
    told.open(FIRST)
    papers = told.services.papers
    choices = papers.agreement(PaperOptions(layout=layout)).value.choices
    paper = papers.agreement(PaperOptions(layout=layout, chosen=frozenset(one.key for one in choices))).value
    assert "p1 on paper" in paper.html
    assert ("p2 on paper" in paper.html) is (layout is not Layout.SESSION)
    assert "we may" not in paper.html
    assert "p2 off paper" not in paper.html


# -- as text -------------------------------------------------------------------------------------------


def sound(told: Any) -> Iterator[str]:
    """What is wrong with a file, by the shape that docs/export-format.md gives."""
    shapes = {
        "format": str, "version": int, "made": str, "number": int | None, "review": str | None,
        "groups": list,
    }  # fmt: skip
    yield from _wrong("file", told, shapes)
    days = [told["made"], told["review"]]
    for group in told["groups"]:
        yield from _wrong("group", group, {"title": str, "lines": list})
        for line in group["lines"]:
            line_shapes = {
                "kind": str, "text": str, "conditions": list, "whose": str, "until": str | None,
            }  # fmt: skip
            yield from _wrong("line", line, line_shapes)
            if line["kind"] not in {"limit", "need", "opening", "shared_way", "commitment"}:
                yield f"a line of kind {line['kind']}"
            if not all(isinstance(one, str) for one in line["conditions"]):
                yield "conditions that are no words"
            days.append(line["until"])
    for day in days:
        if day is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            yield f"{day} is no day"
    if (told["format"], told["version"]) != ("trustapp-agreement", 1):
        yield "another format"


def _wrong(what: str, value: Any, shapes: dict[str, Any]) -> Iterator[str]:
    if set(value) != set(shapes):
        yield f"a {what} has {sorted(value)}"
    for key, shape in shapes.items():
        if key in value and not isinstance(value[key], shape):
            yield f"{key} of a {what} is {value[key]!r}"


def test_json_has_the_shape_that_is_documented(told: Home, tmp_path: Path) -> None:
    data = json.loads(take(told, tmp_path / "a.json", Form.JSON))
    assert list(sound(data)) == []
    lines = {line["text"]: line for group in data["groups"] for line in group["lines"]}
    assert lines["p1 off paper"] == {
        "kind": "limit", "text": "p1 off paper", "conditions": [], "whose": "R’s", "until": None
    }  # fmt: skip
    assert lines["we may, both open"]["until"] == data["review"] == "2027-01-01"
    assert lines["p1 will cook"]["kind"] == "commitment"


def test_the_page_on_the_format_names_every_key(told: Home, tmp_path: Path) -> None:
    page = (places.resource().parent / "docs" / "export-format.md").read_text(encoding="utf-8")
    section = page.split("## The agreement by itself")[1].split("\n## ")[0]
    data = json.loads(take(told, tmp_path / "a.json", Form.JSON))
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(data)
    group = re.search(r"list of `\{(.*?)\}`", section)
    line = re.search(r"A line is `\{(.*?)\}`", section)
    assert group is not None
    assert line is not None
    assert set(re.findall(r"\w+", group[1])) == set(data["groups"][0])
    assert set(re.findall(r"\w+", line[1])) == set(data["groups"][0]["lines"][0])


@pytest.mark.parametrize("change", [{"version": "1"}, {"made": "today"}, {"extra": 1}, {"number": "2"}])
def test_another_shape_is_noticed(told: Home, tmp_path: Path, change: dict[str, Any]) -> None:
    data = json.loads(take(told, tmp_path / "a.json", Form.JSON))
    assert list(sound({**data, **change}))


@pytest.mark.parametrize("form", list(Form))
def test_all_of_ones_own_is_in_it_and_of_the_other_what_paper_shows(
    told: Home, tmp_path: Path, form: Form
) -> None:
    text = take(told, tmp_path / "a", form)
    for words in ("p1 on paper", "p1 off paper", "p1 will cook", "p2 on paper", "we may, both open"):
        assert words in text
    for words in ("p2 off paper", "p2 will cook", "we may, one open", "not here", "Robin", "Sasha"):
        assert words not in text


@pytest.mark.parametrize("form", list(Form))
def test_there_is_no_signature_no_id_and_no_time_of_day(told: Home, tmp_path: Path, form: Form) -> None:
    text = take(told, tmp_path / "a", form)
    house = told.services.papers._household
    assert not [one for one in house.said() if one.statement.id in text]
    assert not re.search(r"[0-9a-f]{16}|\d\d:\d\d|[A-Za-z0-9+/]{40}", text)
    assert house.vault_id not in text
    assert "sign" not in text.replace("signs", "").replace("no signature", "")


def test_names_are_as_on_the_paper(told: Home, tmp_path: Path) -> None:
    assert "Robin" in take(told, tmp_path / "a", Form.MARKDOWN, NameStyle.NAMES)
    nobody = take(told, tmp_path / "b", Form.JSON, NameStyle.NONE)
    assert "R’s" not in nobody
    assert "one of us" in nobody


def test_nothing_is_written_without_the_passphrase(told: Home, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        told.services.papers.take_along(str(tmp_path / "a"), Form.JSON, NameStyle.INITIALS, "another")
    assert list(tmp_path.glob("a*")) == []


def test_nothing_is_written_together(told: Home, tmp_path: Path) -> None:
    told.together()
    with pytest.raises(UserError, match=r"sitting\.not_own"):
        told.services.papers.take_along(str(tmp_path / "a"), Form.JSON, NameStyle.INITIALS, ROBIN)
    assert not (tmp_path / "a").exists()


def test_a_file_that_is_there_stays_as_it_is(told: Home, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("a", "link"):
        with pytest.raises(UserError, match=r"export\.exists"):
            take(told, tmp_path / name, Form.MARKDOWN)
    assert (tmp_path / "a").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_the_file_is_for_its_owner_alone(told: Home, tmp_path: Path) -> None:
    take(told, tmp_path / "a", Form.MARKDOWN)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_place_that_takes_nothing_is_refused(told: Home, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"export\.not_written"):
        take(told, tmp_path / "missing" / "a", Form.MARKDOWN)


def test_half_a_file_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(UserError, match=r"storage\.full"):
        folder.write_alone(tmp_path / "a", "words")
    assert list(tmp_path.iterdir()) == []


def test_markdown_takes_no_words_for_markup(couple: Home, tmp_path: Path) -> None:
    couple.open(FIRST)
    couple.services.agreements.state_limit(NewLimit(TOUCH, "x", HOSTILE, Kind.MINE))
    text = take(couple, tmp_path / "a", Form.MARKDOWN)
    assert r"- \# Not \[x\](y) \*so\* \<b\>b\</b\> 1. \`c\` (R’s)" in text
