"""Paper: what may be printed today, as HTML for the front end's typesetter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from trustapp.domain.agreement import Version
from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId
from trustapp.services.household import Household
from trustapp.vault import signing
from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.documents.choosing import Rules
    from trustapp.documents.context import PaperAgreement
    from trustapp.documents.lines import PaperGroup
    from trustapp.documents.render import RenderedPaper


class NameStyle(StrEnum):
    """How the two are called on paper."""

    INITIALS = "initials"
    NAMES = "names"
    NONE = "none"


class Layout(StrEnum):
    """The papers that the agreement can become; the values are the keys of ``documents.layouts``."""

    FULL = "full"
    ONE_PAGE = "one_page"
    CARD = "card"
    LIMITS = "limits"
    SESSION = "session"


class Form(StrEnum):
    """As what the agreement is taken along; the values are the ends of the files' names."""

    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True)
class PaperOptions:
    """How the sheet is to look. ``kept_at`` is the foot line: where the paper will be kept.

    ``only_mine`` leaves the other's limits and needs off the sheet that holds nothing else. ``chosen`` are
    the lines for a session, by the keys that its document offers: none by default.
    """

    layout: Layout = Layout.FULL
    only_mine: bool = False
    chosen: frozenset[str] = frozenset()
    names: NameStyle = NameStyle.INITIALS
    without_sensitive: bool = False
    large: bool = False
    kept_at: str = ""
    head_words: bool = False
    """Whether five words of the record stand in the foot line, to compare with later."""


@dataclass(frozen=True)
class LineChoice:
    """A line that may be picked for a session. ``brings``: limits and needs that belong to it come along."""

    key: str
    group: str
    text: str
    whose: str
    brings: bool


@dataclass(frozen=True)
class PaperDocument:
    """A document ready to be typeset.

    ``html`` is for QTextDocument; ``foot`` stands at the foot of every page beside the page number;
    ``head`` is the running head from the second page on. ``title`` is the neutral document title and
    print job name. ``left_out`` counts nothing: it is True where lines stayed off the paper. ``smaller``
    are styles with smaller type, to try in turn where ``one_page`` asks for a single page. ``choices``
    are the lines that may be picked for a session; they are for the screen alone. ``shorter`` is the same
    paper with fewer words, which says how much it leaves out, where no style makes it a single page.
    """

    title: str
    html: str
    head: str
    foot: str
    css: str
    large: bool = False
    left_out: bool = False
    layout: Layout = Layout.FULL
    one_page: bool = False
    smaller: tuple[str, ...] = ()
    choices: tuple[LineChoice, ...] = ()
    shorter: tuple[str, ...] = ()


class PaperService:
    """Makes paper of this moment. The renderer is loaded when a paper is first asked for."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def agreement(self, options: PaperOptions) -> Outcome[PaperDocument]:
        """The agreement in a layout: only what counts today, and only what its giver allows on paper.

        For a session each picks by hand, and their own words need no other permission than that.
        Codes: vault.alone, sitting.not_own (a permission to print is never given in Together).
        """
        from trustapp.documents.render import render_agreement

        paper = self._paper(options)
        return Outcome(replace(document_of(render_agreement(paper)), choices=_choices(paper)))

    def session_lines(
        self, picked: frozenset[str], names: NameStyle = NameStyle.INITIALS
    ) -> tuple[tuple[LineChoice, ...], tuple[PaperGroup, ...]]:
        """What may be picked for a session, and what was picked, with the limits that belong to it.

        Codes: as ``agreement``.
        """
        paper = self._paper(PaperOptions(layout=Layout.SESSION, chosen=picked, names=names))
        return _choices(paper), paper.groups

    def take_along(self, path: str, form: Form, names: NameStyle, passphrase: str) -> Outcome[None]:
        """The agreement as a file for another program: all that this person may take.

        Every word of their own is in it, and of the other what paper may show. Own sitting.
        Codes: passphrase.wrong, sitting.not_own, vault.alone, export.exists, export.not_written,
        storage.full.
        """
        from trustapp.documents.choosing import Rules
        from trustapp.documents.exporters import agreement, folder

        house = self._household
        house.vault.prove(house.keys(), passphrase)
        rules = Rules(taken_by=house.me().id)
        paper, version = self._made(rules, names, Layout.FULL)
        taken = agreement.TakenAgreement(paper, house.today(), version.number if version else None)
        made = agreement.markdown if form is Form.MARKDOWN else agreement.as_json
        folder.write_alone(Path(path), made(taken))
        return Outcome(None)

    def _paper(self, options: PaperOptions) -> PaperAgreement:
        from trustapp.documents.choosing import Rules

        house = self._household
        me = house.me().id
        session = options.layout is Layout.SESSION
        mine = session or (options.only_mine and options.layout is Layout.LIMITS)
        rules = Rules(
            # What is picked by hand is not sorted out a second time.
            without_sensitive=options.without_sensitive and not session,
            taken_by=me if session else None,
            keys=options.chosen if session else None,
        )
        of = me if mine else None
        paper, _version = self._made(
            rules, options.names, options.layout, of=of, kept_at=_foot(house, options), large=options.large
        )
        return paper

    def _made(
        self,
        rules: Rules,
        names: NameStyle,
        layout: Layout,
        *,
        of: MemberId | None = None,
        kept_at: str = "",
        large: bool = False,
    ) -> tuple[PaperAgreement, Version | None]:
        """The agreement of this moment, and its version."""
        from trustapp.documents.context import agreement_context

        house = self._household
        house.stopping.take_in()
        history = house.versions()
        version = history[-1] if history else None
        paper = agreement_context(
            house.agreement(),
            house.members,
            tuple(house.catalogues.categories),
            version,
            house.today(),
            names.value,
            layout=layout.value,
            rules=rules,
            of=of,
            kept_at=kept_at,
            large=large,
        )
        return paper, version

    def own_sheet(self, *, initials: bool, large: bool, kept_at: str) -> Outcome[PaperDocument]:
        """One's own boundaries, for their owner alone; ``initials`` or nothing that leads to anybody.

        Codes: sitting.not_own.
        """
        from trustapp.documents.own_sheet import own_sheet_context
        from trustapp.documents.render import render_own_sheet

        house = self._household
        me = house.me()
        with house.private.transaction() as tables:
            lines = tables.own_sheet.get()
        label = me.initials if initials else ""
        paper = own_sheet_context(lines, label, house.today(), kept_at=kept_at, large=large)
        return Outcome(document_of(render_own_sheet(paper)))

    def recovery(
        self, groups: tuple[str, ...], label: str, made: date, *, blank: bool = False
    ) -> Outcome[PaperDocument]:
        """The recovery sheet, for one person alone; ``blank`` has boxes to copy the code into by hand."""
        from trustapp.documents.context import recovery_context
        from trustapp.documents.render import render_recovery

        if not groups and not blank:
            raise UserError("paper.nothing")
        return Outcome(document_of(render_recovery(recovery_context(groups, label, made, blank=blank))))


def _choices(paper: PaperAgreement) -> tuple[LineChoice, ...]:
    return tuple(
        LineChoice(one.key, one.group, one.line.text, one.line.whose, one.brings) for one in paper.choices
    )


def _foot(house: Household, options: PaperOptions) -> str:
    """Where the paper is kept, and the words of the record where they were asked for."""
    if not options.head_words:
        return options.kept_at
    words = _("Record: {words}").format(words=" ".join(signing.head_words(house.reading().head)))
    return " · ".join(part for part in (options.kept_at, words) if part)


def document_of(paper: RenderedPaper) -> PaperDocument:
    """What was rendered, as front ends take it."""
    return PaperDocument(
        paper.title,
        paper.html,
        paper.head,
        paper.foot,
        paper.css,
        large=paper.large,
        left_out=paper.left_out,
        layout=Layout(paper.layout),
        one_page=paper.one_page,
        smaller=paper.smaller,
        shorter=paper.shorter,
    )
