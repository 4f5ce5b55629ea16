"""Paper as HTML for the front end's typesetter: fixed templates, everything of a person's escaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from trustapp import places, words
from trustapp.documents.context import PaperAgreement, PaperRecovery
from trustapp.words import _


@dataclass(frozen=True)
class RenderedPaper:
    """A document ready to be typeset; ``docs/paper.md`` says what its HTML may hold.

    ``title`` is the neutral name of the file and of the print job. ``head`` runs on top from the
    second page on, ``foot`` stands at the foot of each; both are plain text.
    """

    title: str
    html: str = field(repr=False)
    css: str = field(repr=False)
    head: str
    foot: str = field(repr=False)
    large: bool = False
    left_out: bool = False


def render_agreement(paper: PaperAgreement) -> RenderedPaper:
    """The full sheet of the agreement."""
    return RenderedPaper(
        title=_("Notes"),
        html=_rendered("agreement.html.j2", paper=paper),
        css=_rendered("print.css.j2", large=paper.large),
        head=paper.head,
        foot=paper.kept_at,
        large=paper.large,
        left_out=paper.left_out,
    )


def render_recovery(paper: PaperRecovery) -> RenderedPaper:
    """The recovery sheet."""
    return RenderedPaper(
        title=_("Notes"),
        html=_rendered("recovery.html.j2", paper=paper),
        css=_rendered("print.css.j2", large=False),
        head="",
        foot="",
    )


def _rendered(template: str, **values: object) -> str:
    return _environment().get_template(template).render(values)


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    """Every template escapes what it is given; a misspelt name is an error, never an empty place."""
    environment = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(places.resource("templates")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(_=words._, ngettext=words.ngettext)
    return environment
