"""One's own things as Markdown, to read with any program; nothing in people's words is markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from trustapp.documents.context import PaperAgreement
from trustapp.documents.exporters.things import OwnThings, ToldAnswer, ToldPast, ToldStatement
from trustapp.documents.exporters.told_rituals import ToldNote, ToldRitual
from trustapp.documents.own_sheet import part_title
from trustapp.documents.writing import long_day, month_and_day, plain
from trustapp.domain import passages
from trustapp.domain.letters import Letter, is_closed, title_of
from trustapp.domain.reflections import Reflection
from trustapp.domain.triggers import Part
from trustapp.words import _

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&|~#])")
_BEGINS: Final = re.compile(r"^([-+=]|\d+[.)])", re.ASCII)


def words(text: str) -> str:
    """A person's words on one line, with every sign that Markdown would read as its own taken literally."""
    escaped = _MARKUP.sub(r"\\\1", plain(text))
    return _BEGINS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped)


def _quoted(text: str) -> Iterator[str]:
    """Words of several lines, as a quotation."""
    for line in text.splitlines() or [""]:
        yield f"> {words(line)}".rstrip()


def about(things: OwnThings) -> str:
    """What the folder holds, and what to keep in mind about it."""
    return _page(
        _("About these files"),
        [
            _("{label}. Made on {day}.").format(label=things.label, day=long_day(things.made)),
            "",
            _("These files are not sealed. Whoever can open this folder can read them."),
            _(
                "A copy may stay where the folder is deleted: in the wastebasket, in copies that the "
                "computer makes by itself, on a disk that keeps old blocks, and wherever it was carried."
            ),
            "",
            _("- answers.md: your answers, notes and items of your own, and what you answered before"),
            _("- boundaries.md: your own sheet of boundaries"),
            _("- reflections.md: what you wrote for yourself; its pictures are not here"),
            _("- letters.md: your letters"),
            _("- letters_closed.md: letters to yourself whose day has not come; leave it closed if you like"),
            _("- more.md: what you gathered for a session, passages that the other can read, and your path"),
            _("- triggers.md: your map of triggers, and your hard days"),
            _("- statements.md: what you said in the shared space, by day"),
            _("- rituals.md: the rituals that are planned, your own and those of both, and your notes"),
            _("- agreement.md: what may stand on paper of the agreement, where there is one"),
            _("- things.json: the same for another program"),
            "",
            _(
                "Of the other person there is nothing here but what a paper would show, and the words of "
                "what you planned together. There are no signatures, and no times of day at which anything "
                "was said: this is no proof of anything."
            ),
        ],
    )


def answers(things: OwnThings) -> str:
    """Answers, notes and own items, by category."""
    lines: list[str] = []
    for category, told in groupby(things.answers, attrgetter("category")):
        lines += [f"## {words(category)}", ""]
        for one in told:
            lines += [*_answer(one), ""]
    return _page(_("My answers"), lines or [_("Nothing was answered.")])


def _answer(one: ToldAnswer) -> Iterator[str]:
    yield f"### {words(one.title)}"
    yield ""
    if one.own:
        yield _("An item of my own.")
        if one.text:
            yield from _quoted(one.text)
        yield ""
    yield _("- Answer: {answer}").format(answer=_choices().get(one.choice, one.choice) or _("none"))
    if one.said_on is not None:
        yield _("- Said on: {day}").format(day=long_day(one.said_on))
    yield from _details(one)
    yield _("- Release: {release}").format(release=_releases()[one.release])
    if one.paper:
        yield _("- Allowed on paper")
    for before in one.earlier:
        answer = _choices().get(before.choice, before.choice) or _("none")
        day = long_day(before.day) if before.day is not None else _("on a day that was not kept")
        yield _("- Before, {day}: {answer}").format(day=day, answer=answer)
        yield from (f"  {line}" for line in _details(before))
    for title, text in ((_("My note"), one.note), (_("What the other may read with it"), one.released_note)):
        if text:
            yield from ("", f"{title}:", "", *_quoted(text))


def _details(one: ToldAnswer | ToldPast) -> Iterator[str]:
    """The conditions of an answer, and what was filled in."""
    for condition in one.conditions:
        yield _("- If: {condition}").format(condition=words(condition))
    for label, value in one.blanks.items():
        yield f"- {words(label)}: {words(value)}"


def statements(things: OwnThings) -> str:
    """What the person said, by day."""
    lines: list[str] = []
    for day, told in groupby(things.statements, attrgetter("day")):
        lines += [f"## {long_day(day)}", ""]
        for one in told:
            lines += [*_statement(one), ""]
    return _page(_("What I said in the shared space"), lines or [_("Nothing was said.")])


def _statement(one: ToldStatement) -> Iterator[str]:
    kind = _types().get(one.type, one.type)
    yield f"### {kind}: {words(one.title)}" if one.title else f"### {kind}"
    yield ""
    if one.text:
        yield from (*_quoted(one.text), "")
    elif one.type == "still_yes":
        yield _("To a line that is both of yours. Its words are in agreement.md where paper may show them.")
    notes = [
        words(one.category),
        _("until {day}").format(day=long_day(one.until)) if one.until else "",
        {"stands": _("stands"), "lifted": _("lifted since")}.get(one.state, ""),
        "" if one.signed else _("said together, not signed"),
        {True: _("allowed on paper"), False: _("not on paper"), None: ""}[one.paper],
    ]
    if told := "; ".join(note for note in notes if note):
        yield f"- {told}"


def agreement(things: OwnThings) -> str:
    """What a paper of this day would show."""
    paper = things.agreement
    if paper is None:
        return _page(_("Our agreement"), [_("There is none.")])
    return agreement_page(paper)


def agreement_page(paper: PaperAgreement) -> str:
    """The agreement as a paper shows it."""
    return _page(_("Our agreement"), list(_paper(paper)))


def _paper(paper: PaperAgreement) -> Iterator[str]:
    yield words(paper.summary)
    yield ""
    yield _(
        "This is how we feel today. It is not consent to any act, and not a contract. A changed mind wins."
    )
    yield ""
    for group in paper.groups:
        yield from (f"## {words(group.title)}", "")
        for line in group.lines:
            yield f"- {words(line.text)} ({words('; '.join(one for one in (line.whose, line.until) if one))})"
            yield from (f"  - {words(condition)}" for condition in line.conditions)
        yield ""
    if paper.left_out:
        yield _("Lines that may not stand on paper are not here.")
    yield _("This page cannot know what changed since. If one of us says it changed, it changed.")


def boundaries(things: OwnThings) -> str:
    """One's own sheet, part by part."""
    lines: list[str] = []
    for part, told in groupby(things.boundaries, attrgetter("part")):
        lines += [f"## {part_title(part)}", "", *(f"- {words(one.text)}" for one in told), ""]
    return _page(_("My own boundaries"), lines or [_("Nothing is written there.")])


def triggers(things: OwnThings) -> str:
    """One's own map of triggers, and the hard days of the year with their plans."""
    lines: list[str] = []
    for one in things.triggers:
        lines += [f"## {words(one.name)}", "", *(_quoted(one.story) if one.story else ())]
        if one.state:
            lines += ["", _("- Too much") if one.state == "too_high" else _("- Too little")]
        for part, title in _trigger_parts():
            told = getattr(one, part.value)
            if told:
                read = _("{part} (the other can read it)") if part in one.shared else "{part}"
                lines += ["", read.format(part=title), "", *(f"- {words(line)}" for line in told)]
        lines.append("")
    if things.hard_days:
        lines += [f"## {_('Hard days of the year')}", ""]
        for hard in things.hard_days:
            lines += [f"### {words(hard.name)}: {month_and_day(hard.month, hard.day)}", ""]
            lines += [*_quoted(hard.plan), ""] if hard.plan else []
    return _page(_("My triggers"), lines or [_("Nothing is written there.")])


def letters(things: OwnThings) -> str:
    """One's own letters, but for those that are closed."""
    told = [one for one in things.letters if not is_closed(one, things.made)]
    return _page(_("My letters"), _letters(told))


def letters_closed(things: OwnThings) -> str:
    """Letters to oneself whose day has not come: a file of its own, so that they can stay unread."""
    told = [one for one in things.letters if is_closed(one, things.made)]
    return _page(_("Letters for later"), _letters(told))


def _letters(told: Sequence[Letter]) -> list[str]:
    lines: list[str] = []
    for one in told:
        kind = title_of(one.kind)
        lines += [f"## {words(one.title) if one.title else kind}", "", *([kind] if one.title else [])]
        if one.opens is not None:
            lines.append(_("Opens on {day}.").format(day=long_day(one.opens)))
        if one.sent is not None:
            lines.append(_("Out since {day}.").format(day=long_day(one.sent.day)))
        lines += ["", *_quoted(passages.plain(one.text)), ""]
    return lines or [_("Nothing is written there.")]


def more(things: OwnThings) -> str:
    """What was gathered for a session, what the other can read, and the path."""
    lines: list[str] = []
    for head, texts in (
        (_("For a session"), [one.text for one in things.gathered]),
        (_("Passages that the other can read"), [one.text for one in things.shown]),
    ):
        if texts:
            lines += [f"## {head}", ""]
        for text in texts:
            lines += [*_quoted(text), ""]
    if things.path_words:
        lines += [f"## {_('My path')}", "", words(things.path_words)]
    return _page(_("More of mine"), lines or [_("Nothing is written there.")])


def _trigger_parts() -> tuple[tuple[Part, str], ...]:
    return (
        (Part.SIGNS, _("Early signs")),
        (Part.HELPS, _("What helps")),
        (Part.HELPS_NOT, _("What does not help")),
        (Part.PLEASE, _("What I would like you to do, or not to do")),
    )


def reflections(things: OwnThings) -> str:
    """What the person wrote for themselves, the oldest day first."""
    lines = [line for one in things.reflections for line in _reflection(one)]
    return _page(_("My reflections"), lines or [_("Nothing is written there.")])


def _reflection(one: Reflection) -> Iterator[str]:
    when = f"{long_day(one.day)}, {one.time}" if one.time else long_day(one.day)
    yield f"## {when}: {words(one.title)}" if one.title else f"## {when}"
    yield ""
    if one.prompt:
        yield from (*_quoted(one.prompt), "")
    for block in passages.blocks_of(one.text):
        # What the writer made a heading stands below the day.
        below = "##" if block.shape is passages.Shape.HEADING else ""
        yield from (below + passages.text_of([block]), "")
    if one.tags:
        yield from (_("- Tags: {tags}").format(tags=", ".join(map(words, one.tags))), "")
    if one.pictures:
        yield from (_("- Pictures: {number}").format(number=len(one.pictures)), "")


def rituals(things: OwnThings) -> str:
    """What is planned and still to come, and this person's notes."""
    found = things.rituals
    lines: list[str] = []
    if found.both:
        lines += [f"## {_('Planned by both of us')}", ""]
        lines += (line for one in found.both for line in _ritual(one, cannot=_("If one of us cannot")))
    if found.own:
        lines += [f"## {_('Planned by me alone')}", ""]
        lines += (line for one in found.own for line in _ritual(one, cannot=_("If I cannot")))
    if found.notes:
        lines += [f"## {_('What I wrote after them')}", ""]
        lines += (line for one in found.notes for line in _note(one))
    return _page(_("Rituals"), lines or [_("Nothing is planned.")])


def _ritual(told: ToldRitual, *, cannot: str) -> Iterator[str]:
    one = told.words
    yield from (f"### {words(one.name)}", "", *_quoted(one.does), "")
    yield _("- When: {when}").format(when=words(told.when))
    who = {"either": _("either"), "turns": _("each in turn")}.get(told.begins, told.who)
    if who:
        yield _("- Begins: {who}").format(who=words(who))
    if one.minutes:
        yield _("- Minutes: {minutes}").format(minutes=one.minutes)
    for label, text in (
        (_("What it may be good for"), one.why), (_("How it starts"), one.starts),
        (_("How it ends"), one.ends), (cannot, one.cannot), (_("A small form of it"), one.smaller),
    ):  # fmt: skip
        if text:
            yield f"- {label}: {words(text)}"
    yield ""


def _note(told: ToldNote) -> Iterator[str]:
    note = told.note
    yield f"### {words(note.name)}, {long_day(note.day)}"
    yield ""
    yield from _quoted(note.text)
    if told.shared:
        yield ""
        yield _("- Both of us read a copy of it.")
    yield ""


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", *lines]).rstrip() + "\n"


def _choices() -> dict[str, str]:
    return {
        "yes": _("Yes, freely"), "yes_if": _("Yes, if…"), "not_now": _("Not now"), "no": _("No"),
        "need": _("I need this"), "like": _("I would like this"), "only_when": _("Only when…"),
        "not_needed": _("Not needed"), "offer": _("I offer"), "offer_if": _("I offer, if…"),
        "unknown": _("I don’t know yet"),
    }  # fmt: skip


def _releases() -> dict[str, str]:
    return {
        "keep": _("For me only, not yet"), "open": _("Open it with the other’s"), "talk": _("Talk first"),
    }  # fmt: skip


def _types() -> dict[str, str]:
    return {
        "limit": _("A limit"),
        "need": _("A need"),
        "still_yes": _("Still yes"),
        "lift": _("A limit or need lifted"),
        "end": _("An end"),
        "shorten": _("An earlier last day"),
        "suspend": _("A suspension"),
        "go_on": _("Go on"),
        "paper_no": _("Not on paper any more"),
        "paper_yes": _("Allowed on paper"),
        "wait": _("A longer wait"),
        "date_confirmed": _("The date confirmed"),
        "joined": _("Joined"),
        "new_key": _("A new key"),
        "left": _("Left the shared space"),
        "restored": _("Put back from a backup"),
    }


PAGES: Final[dict[str, Callable[[OwnThings], str]]] = {
    "about.md": about, "answers.md": answers, "boundaries.md": boundaries,
    "reflections.md": reflections,
    "letters.md": letters, "letters_closed.md": letters_closed, "more.md": more, "triggers.md": triggers,
    "statements.md": statements,
    "rituals.md": rituals, "agreement.md": agreement,
}  # fmt: skip
"""The files of an export, in the order in which they are written, and what writes each."""
