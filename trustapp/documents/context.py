"""What stands on paper today, as plain values for the templates.

A paper leaves the program and can be found. So only what counts on its day and what everyone whose
words it holds allows on paper is here; where a limit or a need stays off, its openings stay off too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from trustapp.documents.choosing import USUAL, Chosen, Rules
from trustapp.documents.layouts import LAYOUTS, Layout, Subject
from trustapp.documents.lines import PaperChoice, PaperGroup, Writer, choices
from trustapp.documents.naming import Naming
from trustapp.documents.writing import long_day, plain
from trustapp.domain.agreement import Agreement, Version
from trustapp.domain.answers import Category
from trustapp.domain.ids import MemberId
from trustapp.domain.partners import Member
from trustapp.words import _

CODE_GROUPS: Final = 7
CODE_SYMBOLS: Final = 5
"""The shape of a recovery code, for a sheet that it is copied into by hand."""

_FIRST_ROW: Final = 4


@dataclass(frozen=True)
class PaperAgreement:
    """The agreement as it goes onto paper. ``left_out`` says that lines stayed off, never which.

    ``layout`` is a key of ``LAYOUTS``. ``choices`` is what may be picked, where lines are picked by hand;
    it is for the screen and never reaches the paper.
    """

    summary: str
    groups: tuple[PaperGroup, ...]
    head: str
    kept_at: str
    large: bool
    left_out: bool
    layout: str = "full"
    choices: tuple[PaperChoice, ...] = ()


@dataclass(frozen=True)
class CodeGroup:
    """One group of the recovery code and its place in it."""

    number: int
    symbols: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The group as it is read."""
        return "".join(self.symbols)


@dataclass(frozen=True)
class PaperRecovery:
    """The recovery sheet: the code in rows, or boxes to copy it into by hand."""

    summary: str
    rows: tuple[tuple[CodeGroup, ...], ...]
    blank: bool


def agreement_context(
    agreement: Agreement,
    members: Sequence[Member],
    categories: Sequence[Category],
    version: Version | None,
    today: date,
    names: str = "initials",
    *,
    layout: str = "full",
    rules: Rules = USUAL,
    of: MemberId | None = None,
    kept_at: str = "",
    large: bool = False,
) -> PaperAgreement:
    """One of the layouts. ``names`` is "initials", "names" or "none": how the two are called on it.

    ``of`` is the one person whose limits and needs are wanted, where a layout can be of one person.
    """
    laid = LAYOUTS[layout]
    chosen = Chosen(agreement, today, rules, laid.fits(of))
    naming = Naming(members, laid.names(names))
    writer = Writer(chosen, naming, today)
    picking = rules.keys is not None
    return PaperAgreement(
        summary=_summary(laid, naming, of, version, today, chosen.review),
        groups=tuple(laid.groups(chosen, writer, categories)),
        head=_head(laid, version),
        kept_at=plain(kept_at),
        large=large,
        # Of what was picked by hand nothing says that there was more.
        left_out=chosen.left_out and not picking,
        layout=layout,
        choices=tuple(choices(chosen, naming, categories, today)) if picking else (),
    )


def recovery_context(groups: Sequence[str], label: str, made: date, *, blank: bool = False) -> PaperRecovery:
    """The recovery sheet; ``blank`` keeps the code off it and leaves boxes of its shape instead."""
    symbols = [("",) * CODE_SYMBOLS] * CODE_GROUPS if blank else [tuple(plain(group)) for group in groups]
    shown = [CodeGroup(number, group) for number, group in enumerate(symbols, start=1)]
    rows = (tuple(shown[:_FIRST_ROW]), tuple(shown[_FIRST_ROW:]))
    summary = _("{label}. Made on {day}.").format(label=plain(label), day=long_day(made))
    return PaperRecovery(summary, tuple(row for row in rows if row), blank)


def _summary(
    laid: Layout,
    naming: Naming,
    of: MemberId | None,
    version: Version | None,
    today: date,
    review: date | None,
) -> str:
    """Who, which version, which day, and when it is read again."""
    who = naming.everyone()
    if of is not None:
        who = naming.label(of) if naming.named else ""
    dated = _("As on {day}.").format(day=long_day(today))
    if version and laid.subject is Subject.AGREEMENT:
        dated = _("Version {number}, as on {day}.").format(number=version.number, day=long_day(today))
    if laid.subject is Subject.SESSION and who:
        who = _("Chosen by {who}").format(who=who)
    parts = [_("{who}.").format(who=who) if who else "", dated]
    if review and laid.subject is Subject.AGREEMENT:
        parts.append(_("To be read again together on {day}.").format(day=long_day(review)))
    return " ".join(part for part in parts if part)


def _head(laid: Layout, version: Version | None) -> str:
    """What runs on top from the second page on."""
    if laid.subject is Subject.LIMITS:
        return _("Limits and needs")
    if laid.subject is Subject.SESSION:
        return _("For a session")
    if version is None:
        return _("Our agreement")
    return _("Our agreement, version {number}").format(number=version.number)
