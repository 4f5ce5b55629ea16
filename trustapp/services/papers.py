"""Paper: what may be printed today, as HTML for the front end's typesetter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from trustapp.domain.changes import Outcome
from trustapp.domain.errors import UserError
from trustapp.services.household import Household
from trustapp.vault import signing
from trustapp.words import _

if TYPE_CHECKING:
    from trustapp.documents.render import RenderedPaper


class NameStyle(StrEnum):
    """How the two are called on paper."""

    INITIALS = "initials"
    NAMES = "names"
    NONE = "none"


@dataclass(frozen=True)
class PaperOptions:
    """How the sheet is to look. ``kept_at`` is the foot line: where the paper will be kept."""

    names: NameStyle = NameStyle.INITIALS
    without_sensitive: bool = False
    large: bool = False
    kept_at: str = ""
    head_words: bool = False
    """Whether five words of the record stand in the foot line, to compare with later."""


@dataclass(frozen=True)
class PaperDocument:
    """A document ready to be typeset.

    ``html`` is for QTextDocument; ``foot`` stands at the foot of every page beside the page number;
    ``head`` is the running head from the second page on. ``title`` is the neutral document title and
    print job name. ``left_out`` counts nothing: it is True where lines stayed off the paper.
    """

    title: str
    html: str
    head: str
    foot: str
    css: str
    large: bool = False
    left_out: bool = False


class PaperService:
    """Makes paper of this moment. The renderer is loaded when a paper is first asked for."""

    def __init__(self, household: Household) -> None:
        self._household = household

    def agreement(self, options: PaperOptions) -> Outcome[PaperDocument]:
        """The full sheet: only what counts today, and only what its giver allows on paper.

        Codes: vault.alone, sitting.not_own (a permission to print is never given in Together).
        """
        from trustapp.documents.context import agreement_context
        from trustapp.documents.render import render_agreement

        house = self._household
        house.me()
        house.stopping.take_in()
        history = house.versions()
        paper = agreement_context(
            house.agreement(),
            house.members,
            tuple(house.catalogues.categories),
            history[-1] if history else None,
            house.today(),
            names=options.names.value,
            without_sensitive=options.without_sensitive,
            kept_at=_foot(house, options),
            large=options.large,
        )
        return Outcome(_document(render_agreement(paper)))

    def recovery(
        self, groups: tuple[str, ...], label: str, made: date, *, blank: bool = False
    ) -> Outcome[PaperDocument]:
        """The recovery sheet, for one person alone; ``blank`` has boxes to copy the code into by hand."""
        from trustapp.documents.context import recovery_context
        from trustapp.documents.render import render_recovery

        if not groups and not blank:
            raise UserError("paper.nothing")
        return Outcome(_document(render_recovery(recovery_context(groups, label, made, blank=blank))))


def _foot(house: Household, options: PaperOptions) -> str:
    """Where the paper is kept, and the words of the record where they were asked for."""
    if not options.head_words:
        return options.kept_at
    words = _("Record: {words}").format(words=" ".join(signing.head_words(house.reading().head)))
    return " · ".join(part for part in (options.kept_at, words) if part)


def _document(paper: RenderedPaper) -> PaperDocument:
    return PaperDocument(
        paper.title, paper.html, paper.head, paper.foot, paper.css, large=paper.large, left_out=paper.left_out
    )
