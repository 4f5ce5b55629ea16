"""Paper as HTML for the front end's typesetter: fixed templates, everything of a person's escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from trustapp import places, words
from trustapp.documents.basket import PaperBasket
from trustapp.documents.context import PaperAgreement, PaperRecovery
from trustapp.documents.layouts import LAYOUTS
from trustapp.documents.own_sheet import PaperOwnSheet
from trustapp.documents.planner import PaperPlanner, shorter
from trustapp.words import _

ONE_PAGE_TYPE: Final = ((105, 150), (95, 135), (90, 126), (85, 116))
"""Type and leading of the one page in tenths of a point, largest first; smaller could not be read."""

LARGE_TYPE: Final = ((140, 200),)
"""Large print stays large: what does not fit then is said, not made smaller."""

ROOM: Final = (*range(1140, 400, -50), *range(400, 100, -60))
"""How high a day is at least, in tenths of a point, so that there is room to write; the most that fits."""

SHORTER: Final = (
    (12, 60), (9, 60), (7, 60), (5, 60), (4, 60), (4, 30), (3, 60), (3, 30), (2, 60), (2, 30), (1, 60),
    (1, 22), (0, 0),
)  # fmt: skip
"""How much of a day stands in a square where not all has room: so many times, so many letters of a name."""


@dataclass(frozen=True)
class RenderedPaper:
    """A document ready to be typeset; ``docs/paper.md`` says what its HTML may hold.

    ``title`` is the neutral name of the file and of the print job. ``head`` runs on top from the
    second page on, ``foot`` stands at the foot of each; both are plain text. ``smaller`` are other looks
    to try in turn for a single page, which ``one_page`` insists on. Where none of them makes it one,
    ``shorter`` is the same paper with fewer words, which says how much it leaves out.
    """

    title: str
    html: str = field(repr=False)
    css: str = field(repr=False)
    head: str
    foot: str = field(repr=False)
    large: bool = False
    left_out: bool = False
    layout: str = "full"
    one_page: bool = False
    smaller: tuple[str, ...] = field(default=(), repr=False)
    shorter: tuple[str, ...] = field(default=(), repr=False)


def render_agreement(paper: PaperAgreement) -> RenderedPaper:
    """The agreement in its layout."""
    laid = LAYOUTS[paper.layout]
    name = "agreement" if paper.layout == "full" else paper.layout
    first, *smaller = _looks(paper)
    return RenderedPaper(
        title=_("Notes"),
        html=rendered(f"{name}.html.j2", paper=paper),
        css=first,
        head=paper.head,
        foot=paper.kept_at,
        large=paper.large,
        left_out=paper.left_out,
        layout=paper.layout,
        one_page=laid.one_page,
        smaller=tuple(smaller),
    )


def _looks(paper: PaperAgreement) -> list[str]:
    """The style of a paper, and where it has to be one page, the styles with smaller type after it."""
    if LAYOUTS[paper.layout].carried:
        return [rendered("card.css.j2", large=paper.large)]
    usual = rendered("print.css.j2", large=paper.large)
    if not LAYOUTS[paper.layout].one_page:
        return [usual]
    return [
        usual + rendered("one_page.css.j2", text=text, leading=leading, large=paper.large)
        for text, leading in (LARGE_TYPE if paper.large else ONE_PAGE_TYPE)
    ]


def render_recovery(paper: PaperRecovery) -> RenderedPaper:
    """The recovery sheet."""
    return RenderedPaper(
        title=_("Notes"),
        html=rendered("recovery.html.j2", paper=paper),
        css=rendered("print.css.j2", large=False),
        head="",
        foot="",
    )


def render_own_sheet(paper: PaperOwnSheet) -> RenderedPaper:
    """One's own boundaries."""
    return RenderedPaper(
        title=_("Notes"),
        html=rendered("own_sheet.html.j2", paper=paper),
        css=rendered("print.css.j2", large=paper.large),
        head=_("My own boundaries"),
        foot=paper.kept_at,
        large=paper.large,
    )


def render_basket(paper: PaperBasket) -> RenderedPaper:
    """What was gathered for a session."""
    return RenderedPaper(
        title=_("Notes"),
        html=rendered("basket.html.j2", paper=paper),
        css=rendered("print.css.j2", large=paper.large),
        head=_("For the session"),
        foot=paper.kept_at,
        large=paper.large,
    )


def render_planner(paper: PaperPlanner) -> RenderedPaper:
    """A week or a month, with room to write. A month in squares is one page whatever it holds."""
    usual = rendered("print.css.j2", large=paper.large)
    looks = [usual + rendered("planner.css.j2", large=paper.large, room=room) for room in ROOM]
    first, *fewer = _months(paper) if paper.grid else (rendered("planner_week.html.j2", paper=paper),)
    return RenderedPaper(
        title=_("Notes"),
        html=first,
        css=looks[0],
        head=paper.title,
        foot=paper.kept_at,
        large=paper.large,
        one_page=paper.grid,
        smaller=tuple(looks[1:]),
        shorter=tuple(fewer),
    )


def _months(paper: PaperPlanner) -> Iterator[str]:
    """The squares with less and less in them, each only where that is less than before."""
    before = None
    for most, longest in SHORTER:
        made = shorter(paper, most, longest)
        if made != before:
            before = made
            yield rendered("planner_month.html.j2", paper=made)


def rendered(template: str, **values: object) -> str:
    """A template of ours with these values; everything that a person wrote is escaped."""
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
