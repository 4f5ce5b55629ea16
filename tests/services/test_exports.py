"""Taking one's own things along: everything of one's own, nothing of the other beyond what paper shows."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.homes import ROBIN, SASHA, WORDS, Home
from trustapp.domain.answers import Answer, Choice, Kind, Merge, Release, Shape
from trustapp.domain.basket import Kind as Gathered
from trustapp.domain.errors import UserError
from trustapp.domain.ids import FIRST, SECOND, CategoryId
from trustapp.domain.letters import Kind as LetterKind
from trustapp.domain.letters import Letter, usual_day
from trustapp.domain.reflections import Reflection
from trustapp.domain.statements import LineKind
from trustapp.domain.triggers import HardDay, Part, Trigger
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.answers import OwnItem

TOUCH = CategoryId("touch")


def export(home: Home, place: Path, passphrase: str = ROBIN) -> dict[str, str]:
    """All steps; gives the files."""
    found = home.services.exports.begin(str(place), passphrase).value
    for name in found.names:
        home.services.exports.write(name)
    home.services.exports.finish()
    return {path.name: path.read_text(encoding="utf-8") for path in Path(found.folder).iterdir()}


def test_alone_ones_answers_notes_and_own_items_are_in_the_export(alone: Home, tmp_path: Path) -> None:
    services = alone.services
    item = services.answers.categories().value[0].items[0]
    services.answers.keep(
        Answer(item.id, Choice.YES_IF, ("when it is quiet",), note="a first line\na second line")
    )
    own = OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "Snow angels", "in the garden")
    services.answers.add_own(own)
    found = export(alone, tmp_path)
    assert set(found) == {
        "about.md",
        "answers.md",
        "boundaries.md",
        "statements.md",
        "reflections.md",
        "letters.md",
        "letters_closed.md",
        "more.md",
        "triggers.md",
        "rituals.md",
        "agreement.md",
        "things.json",
    }
    for told in (
        item.title,
        "when it is quiet",
        "> a first line\n> a second line",
        "Snow angels",
        "Yes, if…",
    ):
        assert told in found["answers.md"]
    data = json.loads(found["things.json"])
    assert (data["format"], data["version"], data["agreement"]) == ("trustapp-export", 1, None)
    answer = next(one for one in data["answers"] if one["title"] == item.title)
    assert (answer["choice"], answer["note"]) == ("yes_if", "a first line\na second line")
    assert [one["title"] for one in data["answers"] if one["own"]] == ["Snow angels"]


@pytest.fixture
def told(couple: Home) -> Home:
    """Each stated one limit for paper and one that stays off it, and drafted an offer."""
    for member in (FIRST, SECOND):
        couple.open(member)
        say = couple.services.agreements
        say.state_limit(NewLimit(TOUCH, f"{member} open", f"{member} on paper", Kind.MINE, paper=True))
        say.state_limit(NewLimit(TOUCH, f"{member} kept", f"{member} off paper", Kind.MINE))
        words = say.draft(
            NewDraft(LineKind.COMMITMENT, TOUCH, f"{member} cooks", f"{member} will cook", date(2027, 1, 1))
        ).value
        say.mark_seen((words.id,))
        couple.clock.on(hours=25)
        couple.open(member)
        say.still_yes(words.id, WORDS[member], paper=member == FIRST)
    couple.open(FIRST)
    return couple


@pytest.mark.parametrize("away", [False, True])
def test_of_the_other_there_is_only_what_paper_shows(told: Home, tmp_path: Path, away: bool) -> None:
    if away:
        told.services.leaving.leave(ROBIN)
    found = export(told, tmp_path)
    everything = "\n".join(found.values())
    for mine in ("p1 on paper", "p1 off paper", "p1 will cook"):
        assert mine in found["statements.md"]
        assert mine in found["things.json"]
    assert "p2 on paper" in found["agreement.md"]
    assert "p2 off paper" not in everything
    assert "p2 will cook" not in everything
    assert "p2 on paper" not in found["statements.md"]


def test_there_are_no_signatures_ids_or_times_of_day(told: Home, tmp_path: Path) -> None:
    house = told.services.exports._household
    kept = [one.statement.id for one in house.said()]
    everything = "\n".join(export(told, tmp_path).values())
    assert not [one for one in kept if one in everything]
    assert "sig" not in json.loads((tmp_path / _folder(tmp_path) / "things.json").read_text())
    assert f"{house.now():%H:%M}" not in everything
    assert house.vault_id not in everything
    for event in house.events():
        signature = json.loads(event)["sig"]
        assert signature is None or signature not in everything


def _folder(place: Path) -> str:
    return next(path.name for path in place.iterdir() if path.name.startswith("Notebook"))


def test_a_yes_to_a_line_of_both_is_told_without_its_words(couple: Home, tmp_path: Path) -> None:
    couple.open(SECOND)
    say = couple.services.agreements
    words = say.draft(
        NewDraft(LineKind.OPENING, TOUCH, "Theirs to word", "what the other wrote", date(2027, 1, 1))
    ).value
    couple.open(FIRST)
    say.mark_seen((words.id,))
    couple.clock.on(hours=25)
    couple.open(FIRST)
    say.still_yes(words.id, ROBIN, paper=True)
    found = export(couple, tmp_path)
    assert "Still yes" in found["statements.md"]
    assert "what the other wrote" not in "\n".join(found.values())
    assert "Theirs to word" not in "\n".join(found.values())


HOSTILE = (
    "<script>alert(1)</script> [a](file:///etc/passwd) ![x](http://a.b) **b** `c` # h\n- d\n1. e\n<!-- f"
)


def test_nothing_in_peoples_words_is_markup(alone: Home, tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    item = alone.services.answers.categories().value[0].items[0]
    alone.services.answers.keep(Answer(item.id, Choice.NO, note=HOSTILE))
    alone.services.answers.add_own(
        OwnItem(TOUCH, Kind.MINE, Shape.OPENING, Merge.PROTECTIVE, "<b>t</b> *x*", HOSTILE[:300])
    )
    for name, text in export(alone, tmp_path).items():
        if name.endswith(".md"):
            html = MarkdownIt().render(text)
            for tag in ("<script", "<a ", "<img", "<strong>", "<code>", "<b>", "<em>", "<!--", "<ol>"):
                assert tag not in html, (name, tag)
    assert json.loads((tmp_path / _folder(tmp_path) / "things.json").read_text())


def test_an_export_goes_over_nothing_and_is_for_its_owner_alone(alone: Home, tmp_path: Path) -> None:
    first = Path(alone.services.exports.begin(str(tmp_path), ROBIN).value.folder)
    second = Path(alone.services.exports.begin(str(tmp_path), ROBIN).value.folder)
    assert first != second
    assert second.name == f"{first.name} 2"
    alone.services.exports.write("about.md")
    assert stat.S_IMODE(second.stat().st_mode) == 0o700
    assert stat.S_IMODE((second / "about.md").stat().st_mode) == 0o600
    with pytest.raises(UserError, match=r"export\.not_written"):
        alone.services.exports.write("about.md")


def test_half_an_export_is_none(alone: Home, tmp_path: Path) -> None:
    found = alone.services.exports.begin(str(tmp_path), ROBIN).value
    alone.services.exports.write(found.names[0])
    assert Path(found.folder).exists()
    alone.services.exports.cancel()
    assert not Path(found.folder).exists()
    with pytest.raises(UserError, match=r"export\.not_begun"):
        alone.services.exports.write(found.names[1])


def test_stopping_takes_nothing_else_with_it(alone: Home, tmp_path: Path) -> None:
    found = alone.services.exports.begin(str(tmp_path), ROBIN).value
    alone.services.exports.write(found.names[0])
    other = Path(found.folder) / "somebody elses"
    other.write_text("stays")
    alone.services.exports.cancel()
    assert [path.name for path in Path(found.folder).iterdir()] == ["somebody elses"]


def test_an_export_takes_ones_own_passphrase_and_a_place_that_can_be_written(
    alone: Home, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        alone.services.exports.begin(str(tmp_path), SASHA)
    with pytest.raises(UserError, match=r"export\.not_written"):
        alone.services.exports.begin(str(tmp_path / "nowhere"), ROBIN)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


def test_what_is_released_is_told_as_it_is(alone: Home, tmp_path: Path) -> None:
    item = alone.services.answers.categories().value[0].items[0]
    answer = Answer(item.id, Choice.NO, released_note="for the other", release=Release.OPEN)
    alone.services.answers.keep(replace(answer, paper=True))
    text = export(alone, tmp_path)["answers.md"]
    for told in ("Open it with the other’s", "Allowed on paper", "> for the other"):
        assert told in text


def test_the_map_of_triggers_goes_along_with_its_stories_and_what_the_other_told_does_not(
    couple: Home, tmp_path: Path
) -> None:
    couple.open(SECOND)
    couple.services.triggers.put(Trigger("", "Theirs", helps=("Their own help",), shared=(Part.HELPS,)))
    couple.open(FIRST)
    couple.services.triggers.put(
        Trigger("", "A *loud* door", "At night.", "too_high", helps=("The window",), shared=(Part.HELPS,))
    )
    couple.services.triggers.put_day(HardDay("", "The day", 8, 14, "Walk early."))
    found = export(couple, tmp_path)
    page = found["triggers.md"]
    for told in ("## A \\*loud\\* door", "> At night.", "What helps (the other can read it)", "14 August"):
        assert told in page
    assert not [name for name, text in found.items() if "Theirs" in text or "Their own help" in text]
    data = json.loads(found["things.json"])
    assert data["triggers"][0]["shared"] == ["helps"]
    assert data["hard_days"] == [{"name": "The day", "month": 8, "day": 14, "plan": "Walk early."}]


def test_reflections_go_along_and_what_is_in_the_bin_does_not(alone: Home, tmp_path: Path) -> None:
    service = alone.services.reflections
    text = "# A heading\n\n- one\n- **two**\n\n\\# not <b>\\<b>"
    made = service.put(
        Reflection(
            "", date(2026, 5, 2), "21:30", "A [kettle]", text, "day", "calm", ("home",), prompt="What now?"
        )
    ).value
    service.put(Reflection("", date(2026, 5, 1), title="Earlier"))
    thrown = service.put(Reflection("", date(2026, 5, 3), title="Thrown away")).value
    service.throw_away(thrown.id)
    found = export(alone, tmp_path)
    page = found["reflections.md"]
    assert page.index("Earlier") < page.index("A \\[kettle\\]")
    assert "Thrown away" not in page
    for line in ("### A heading", "- one", "- **two**", "\\# not \\<b>\\<b>", "> What now?", "- Tags: home"):
        assert line in page.split("\n"), line
    _earlier, told = json.loads(found["things.json"])["reflections"]
    assert (told["text"], told["kind"], told["tags"], told["pictures"]) == (text, "day", ["home"], 0)
    assert made.id not in found["things.json"]


def test_what_was_gathered_shown_and_chosen_goes_along(couple: Home, tmp_path: Path) -> None:
    couple.open(SECOND)
    couple.services.baskets.put(Gathered.QUESTION, "Theirs?")
    couple.services.showing.show("Their words.")
    couple.open(FIRST)
    couple.services.baskets.put(Gathered.QUESTION, "Why *Sundays*?")
    couple.services.baskets.put(Gathered.PASSAGE, "One line.\nAnother line.")
    couple.services.showing.show("I was afraid.")
    couple.services.paths.choose("betrayal", "hurt")
    found = export(couple, tmp_path)
    assert "> Why \\*Sundays\\*?" in found["more.md"]
    assert "> One line.\n> Another line." in found["more.md"]
    assert "> I was afraid." in found["more.md"]
    assert "After betrayal: Steady" in found["more.md"]
    assert not [name for name, text in found.items() if "Their" in text]
    told = json.loads(found["things.json"])
    assert told["path"] == {"path": "betrayal", "role": "hurt", "stage": "steady"}
    assert [one["kind"] for one in told["session"]] == ["question", "passage"]
    assert [one["text"] for one in told["shown"]] == ["I was afraid."]


def test_ones_own_letters_go_along_the_closed_ones_apart_and_none_of_the_other(
    couple: Home, tmp_path: Path
) -> None:
    couple.open(SECOND)
    theirs = couple.services.letters.put(Letter("", LetterKind.THANKS, "Theirs", "Their words.")).value
    couple.services.letters.send(theirs.id)
    couple.open(FIRST)
    service = couple.services.letters
    service.allow(on=True)
    service.put(Letter("", LetterKind.UNSENT, "Mine", "One line.\n\nAnother *line*."))
    later = service.put(Letter("", LetterKind.MYSELF, "Later", "Marmalade.")).value
    opens = usual_day(service.view().value.today)
    service.close(later.id, opens)
    found = export(couple, tmp_path)
    assert "## Mine\n\nNot to be sent" in found["letters.md"]
    assert "> One line.\n> Another line." in found["letters.md"]
    assert "Marmalade" not in found["letters.md"]
    assert "> Marmalade." in found["letters_closed.md"]
    assert not [name for name, text in found.items() if "Theirs" in text or "Their words" in text]
    told = json.loads(found["things.json"])["letters"]
    assert [(one["kind"], one["opens"], one["sent"]) for one in told] == [
        ("unsent", None, None),
        ("myself", opens.isoformat(), None),
    ]
