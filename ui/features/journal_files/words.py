"""The words about journals that come in and reflections that are taken along."""

from __future__ import annotations

from collections.abc import Iterable

from trustapp.services.journal_files import Note, Preview
from trustapp.words import _, ngettext
from ui.widgets import dates


def kinds() -> dict[str, str]:
    """The programs that a journal can be of."""
    return {
        "dayone": _("Day One"),
        "jrnl": _("jrnl"),
        "jrnl_json": _("jrnl, as JSON"),
        "rednotebook": _("RedNotebook"),
        "markdown": _("pages of Markdown"),
        "text": _("plain text"),
        "own": _("reflections from here"),
    }


def found(view: Preview) -> str:
    """What a journal holds, and how much of it is new."""
    if view.first is None or view.last is None:
        return _("Nothing that could be read is in it.")
    told = ngettext(
        "{kind}: {number} entry, of {first}.",
        "{kind}: {number} entries, from {first} to {last}.",
        view.entries,
    ).format(
        kind=kinds().get(view.kind, view.kind),
        number=view.entries,
        first=dates.day(view.first),
        last=dates.day(view.last),
    )
    if view.fresh == view.entries:
        return told + " " + _("None of it is here yet.")
    if not view.fresh:
        return told + " " + _("All of it is here already.")
    return (
        told
        + " "
        + _("{number} of them are not here yet; the others stay as they are.").format(number=view.fresh)
    )


def notes(found: Iterable[Note]) -> tuple[str, ...]:
    """A sentence for each thing that was not understood, not taken, or taken otherwise."""
    known = _sentences()
    made = []
    for one in found:
        sentence = known.get(one.code, known["file"]).format(what=one.what)
        made.append(f"{dates.day(one.day)}: {sentence}" if one.day is not None else sentence)
    return tuple(dict.fromkeys(made))


def _sentences() -> dict[str, str]:
    return {
        "table": _("A table became lines of text."),
        "nested": _("A list within a list became one list."),
        "code": _("Program text became ordinary text."),
        "plain": _("Its marks could not be read, so the text is here as it stands in the file."),
        "encoding": _("{what} is not in Unicode; it was read as Western European."),
        "signs": _("Signs that cannot be shown were left out."),
        "date": _(
            "The date “{what}” is none; the day of the file or of the entry before stands in its place."
        ),
        "zone": _("The time zone “{what}” is not known; the time stands as in the file."),
        "no_day": _("Words before the first date have no day: {what}"),
        "file_day": _("{what} names no day; the day on which the file was changed stands for it."),
        "front": _("Not taken from the head of the page: {what}"),
        "tags": _("There were more tags than fit; the others stand at the end of the text."),
        "long": _("The entry was too long for one, and became several."),
        "entry": _("One entry could not be read."),
        "file": _("{what} could not be read."),
        "files": _("{what} more files could not be read."),
        "asides": _("Not taken from each entry: {what}"),
        "missing": _("The picture {what} is not in the journal."),
        "elsewhere": _("{what} lies elsewhere; nothing is fetched."),
        "video": _("The video {what} was left out."),
        "sound": _("The sound {what} was left out."),
        "unused": _("The picture {what} belongs to no entry and was left out."),
        "picture": _("The picture {what} could not be read and was left out."),
        "no_room": _("There was no room for the picture {what}."),
        "more": _("There was more of this than is listed."),
    }
