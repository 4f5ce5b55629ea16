"""The papers whose HTML is kept beside this file; run it to write them anew, then read what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import (
    NAMES,
    TOUCH,
    Story,
    a_limit,
    a_need,
    a_shared_way,
    a_yes,
    an_offer,
    an_opening,
)
from trustapp.documents.choosing import STOPPING, Rules, key_of
from trustapp.documents.context import agreement_context, recovery_context
from trustapp.documents.naming import Naming
from trustapp.documents.own_sheet import own_sheet_context
from trustapp.documents.planner import PlannedTime, PlannerStyle, month_context, week_context
from trustapp.documents.render import (
    RenderedPaper,
    render_agreement,
    render_own_sheet,
    render_planner,
    render_recovery,
)
from trustapp.domain.agreement import Agreement, Version, compute, versions
from trustapp.domain.answers import Category
from trustapp.domain.ids import FIRST, SECOND, ItemId
from trustapp.domain.own_sheet import OwnLine, Part
from trustapp.domain.partners import Hue, Member
from trustapp.domain.statements import Given

FOLDER = Path(__file__).parent
TODAY = date(2026, 5, 20)

MEMBERS = (Member(FIRST, NAMES[FIRST], Hue.LAKE), Member(SECOND, NAMES[SECOND], Hue.CLAY))
CATEGORIES = (
    Category(TOUCH, "Touch and pace", "", ()),
    Category(STOPPING, "Saying no and stopping", "", ()),
)
CODE = ("7K3MX", "Q0R2T", "9ZB4C", "HW8N1", "5DY6P", "JEVG0", "1A2S3")


def a_story() -> Story:
    """What two people said and allow on paper: limits, needs, an opening, a way to stop, an offer."""
    sitting = an_opening(
        "sitting",
        text="Sitting close in the evening.",
        item=ItemId("touch.evening"),
        conditions=(Given(FIRST, "only if you ask first"), Given(SECOND, "not after a quarrel")),
    )
    palm = a_shared_way("palm", category=STOPPING, text="A raised palm means stop at once.")
    told = an_offer(
        SECOND, "told", text="I tell Robin within a day, unasked, if we meet.", until=date(2027, 1, 3)
    )
    story = Story().say(
        a_limit(FIRST, text="Coming up behind Robin: only if you speak first.", paper=True),
        a_limit(SECOND, text="Touch while I sleep: no.", paper=True),
        a_need(FIRST, text="I need you to ask in words.", item=ItemId("touch.evening"), paper=True),
        a_need(SECOND, text="I need a day between talking and deciding.", paper=True),
    )
    story.wait(days=2)
    return story.say(
        *(a_yes(member, words, paper=True) for words in (sitting, palm) for member in (FIRST, SECOND)),
        a_yes(SECOND, told, paper=True),
    ).wait(days=1)


def agreed(story: Story) -> tuple[Agreement, Version | None]:
    """The agreement that follows, and its version."""
    view = story.view()
    history = versions(story.said, view)
    return compute(story.said, (), view), history[-1] if history else None


def the_agreement(names: str, *, large: bool = False) -> RenderedPaper:
    """The full sheet of that story."""
    agreement, version = agreed(a_story())
    kept_at = "One copy, kept at home."
    return render_agreement(
        agreement_context(agreement, MEMBERS, CATEGORIES, version, TODAY, names, kept_at=kept_at, large=large)
    )


def the_layout(
    layout: str, names: str = "initials", *, picked: tuple[str, ...] | None = None, **more: Any
) -> RenderedPaper:
    """The same story in another layout; ``picked`` is how the words begin that the first person picked."""
    agreement, version = agreed(a_story())
    if picked is not None:
        keys = frozenset(key_of(line) for line in agreement.lines if line.text.startswith(picked))
        more = {"rules": Rules(taken_by=FIRST, keys=keys), "of": FIRST}
    told = agreement_context(
        agreement, MEMBERS, CATEGORIES, version, TODAY, names, layout=layout, kept_at="In my bag.", **more
    )
    return render_agreement(told)


def the_empty_agreement() -> RenderedPaper:
    """A sheet of two people who said nothing that may be printed."""
    return render_agreement(
        agreement_context(compute([], (), Story().view()), MEMBERS, CATEGORIES, None, TODAY, "initials")
    )


def the_recovery_sheet(*, blank: bool) -> RenderedPaper:
    """The recovery sheet with a code, or with boxes to copy one into."""
    return render_recovery(recovery_context(CODE, "Notebook R", date(2026, 4, 14), blank=blank))


BOUNDARIES = (
    OwnLine("1", Part.WILL, "I will rest when I am tired."),
    OwnLine("2", Part.WILL_NOT, "I will not be touched while we quarrel."),
    OwnLine("3", Part.WILL_SAY, "“I need a break. <b>Nine</b> & not before.”"),
)


def the_own_sheet(label: str = "R", *, large: bool = False) -> RenderedPaper:
    """One person's boundaries, which nobody else reads."""
    return render_own_sheet(own_sheet_context(BOUNDARIES, label, TODAY, kept_at="In my bag.", large=large))


def some_times(month: int = 5, year: int = 2026) -> list[PlannedTime]:
    """A month in which something comes on every third day, and a walk once a week."""
    days = [date(year, month, day) for day in range(1, 29)]
    found = [PlannedTime(day, "21:30", "Six slow breaths", 2, "Either begins") for day in days[::3]]
    found += [PlannedTime(day, "", "Robin’s walk", 40, "Robin begins") for day in days[5::7]]
    return sorted(found, key=_when)


def _when(one: PlannedTime) -> tuple[date, str]:
    return one.day, one.time


def the_week(names: str = "initials", **style: Any) -> RenderedPaper:
    """The week of that story's day: two days of it are over."""
    who = {"initials": "R and S", "names": "Robin and Sasha", "none": ""}[names]
    told = PlannerStyle(who, **{"kept_at": "On the fridge.", **style})
    return render_planner(week_context(date(2026, 5, 18), some_times(), TODAY, Naming(MEMBERS, names), told))


def the_month(*, starts: int = 0, **style: Any) -> RenderedPaper:
    """The month of that day."""
    told = PlannerStyle("R and S", **style)
    made = month_context(TODAY, some_times(), TODAY, Naming(MEMBERS, "initials"), told, starts=starts)
    return render_planner(made)


PAPERS: dict[str, Callable[[], RenderedPaper]] = {
    "own_sheet": the_own_sheet,
    "own_sheet_of_nobody_large": lambda: the_own_sheet("", large=True),
    "agreement_initials": lambda: the_agreement("initials"),
    "agreement_names_large": lambda: the_agreement("names", large=True),
    "agreement_no_names": lambda: the_agreement("none"),
    "agreement_empty": the_empty_agreement,
    "one_page": lambda: the_layout("one_page"),
    "card": lambda: the_layout("card", "names"),
    "limits": lambda: the_layout("limits"),
    "limits_of_one": lambda: the_layout("limits", of=SECOND),
    "session": lambda: the_layout("session", picked=("Sitting", "Coming")),
    "session_empty": lambda: the_layout("session", picked=("Nobody",)),
    "planner_week": the_week,
    "planner_week_neutral": lambda: the_week("none", neutral=True, times=False),
    "planner_week_alone": lambda: the_week("names", alone=True),
    "planner_month": the_month,
    "planner_month_from_sunday": lambda: the_month(starts=6, neutral=True),
    "planner_month_large": lambda: the_month(large=True, times=False),
    "recovery": lambda: the_recovery_sheet(blank=False),
    "recovery_by_hand": lambda: the_recovery_sheet(blank=True),
}


def golden(name: str) -> str:
    """The kept page of this name."""
    return (FOLDER / f"{name}.html").read_text("utf-8")


def renew() -> None:
    """Keep every paper as it is rendered now."""
    for name, paper in PAPERS.items():
        (FOLDER / f"{name}.html").write_text(paper().html, "utf-8")


if __name__ == "__main__":
    renew()
