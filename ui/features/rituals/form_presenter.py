"""The form of a ritual: from nothing, from a template, or beside one that stands. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

from trustapp.domain.changes import Topic
from trustapp.domain.errors import UserError
from trustapp.domain.ids import MemberId, RitualId
from trustapp.domain.ritual_texts import RitualText
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.services.own_rituals import OwnRitualService
from trustapp.services.ritual_views import PlannerView, RitualDetail
from trustapp.services.rituals import RitualService
from trustapp.services.rule_words import plan_words
from trustapp.services.zones import zone_name
from ui.ports import Attached, Jobs, Navigator


@dataclass(frozen=True)
class FormView:
    """What the form begins with. ``words`` have no plan where none is suggested; ``others`` can begin too.

    ``beside``: these words are suggested beside a ritual that goes on until both said yes to them.
    """

    words: RitualWords
    shared: bool
    today: date
    others: tuple[tuple[MemberId, str], ...] = ()
    partner: str = ""
    beside: bool = False
    from_template: bool = False


class FormPageView(Protocol):
    """What the presenter needs of the page."""

    def show_form(self, view: FormView) -> None: ...
    def show_when(self, words: str) -> None: ...
    def show_error(self, error: UserError) -> None: ...


class RitualFormPresenter(Attached[FormPageView]):
    """Fills the form in, and suggests or plans what it says."""

    TOPICS: frozenset[Topic] = frozenset()

    def __init__(
        self, shared: RitualService | None, own: OwnRitualService, jobs: Jobs, navigator: Navigator
    ) -> None:
        self._shared, self._own = shared, own
        self._jobs, self._navigator = jobs, navigator
        self._planner = "own"
        self._place: dict[str, object] = {}
        self._known: PlannerView | None = None
        self._base = RitualWords(RitualId(""), "", "")

    @property
    def _service(self) -> RitualService | OwnRitualService:
        return self._shared if self._planner == "shared" and self._shared is not None else self._own

    def refresh(self) -> None:
        """What is being typed is not asked for again."""

    # -- filling in --------------------------------------------------------------------------------

    def open_at(
        self,
        planner: str,
        *,
        template: str | None = None,
        ritual: RitualId | None = None,
        day: date | None = None,
    ) -> None:
        """From a template, from a ritual that stands, or from nothing."""
        self._planner = planner
        self._place = {"template": template, "ritual": ritual, "day": day}
        self._jobs.run(self._service.view, self._got_planner, self._refused)

    def _got_planner(self, view: PlannerView) -> None:
        self._known = view
        ritual = self._place.get("ritual")
        if isinstance(ritual, str):
            self._jobs.run(partial(self._service.detail, RitualId(ritual)), self._got_ritual, self._refused)
        elif self._place.get("template"):
            self._jobs.run(self._service.templates, self._got_templates, self._refused)
        else:
            self._show(RitualWords(RitualId(""), "", ""))

    def _got_ritual(self, detail: RitualDetail) -> None:
        words = detail.words
        if self._service.shared:
            words = replace(words, id=RitualId(""), replaces=words.id)
        self._show(words, beside=self._service.shared)

    def _got_templates(self, templates: tuple[RitualText, ...]) -> None:
        found = next((one for one in templates if one.id == self._place["template"]), None)
        if found is None or self._known is None:
            return
        plan = None
        if found.rule or found.time or found.step:
            plan = Plan(self._day(), found.time, zone=zone_name(), rule=found.rule)
        self._show(found.words(RitualId(""), plan, alone=not self._service.shared), from_template=True)

    def _day(self) -> date:
        day = self._place.get("day")
        assert self._known is not None
        return day if isinstance(day, date) else self._known.today

    def _show(self, words: RitualWords, *, beside: bool = False, from_template: bool = False) -> None:
        known = self._known
        assert known is not None
        self._base = words
        if words.plan is None and self._place.get("day") is not None:
            words = replace(words, plan=Plan(self._day(), zone=zone_name()))
        others = tuple(known.names.items()) if self._service.shared else ()
        self.view.show_form(
            FormView(words, self._service.shared, known.today, others, self._partner(), beside, from_template)
        )

    def _partner(self) -> str:
        known = self._known
        if not self._service.shared or known is None:
            return ""
        return next((name for member, name in known.names.items() if member != known.me), "")

    # -- what is typed -----------------------------------------------------------------------------

    def say_when(self, plan: Plan | None) -> None:
        """When it comes, in words, while it is being chosen."""
        self.view.show_when(plan_words(plan))

    def zone(self) -> str:
        """The zone in which a time that is typed here is meant: the one that a plan had, or that of here."""
        plan = self._base.plan
        return plan.zone if plan is not None else zone_name()

    def send(self, words: RitualWords) -> None:
        """Suggest it to the other, or plan it for oneself."""
        base = self._base
        made = replace(
            words,
            id=base.id,
            step=base.step,
            items=base.items,
            template=base.template,
            replaces=base.replaces,
        )
        service = self._service
        if isinstance(service, RitualService):
            self._jobs.run(partial(service.suggest, made), self._sent, self._refused)
        else:
            self._jobs.run(partial(service.put, made), self._sent, self._refused)

    def _sent(self, _ritual: RitualId) -> None:
        self.leave()

    def leave(self) -> None:
        """Back to where it was opened from."""
        step = self._base.step
        planner = "rituals" if self._planner == "shared" else "own_rituals"
        self._navigator.go_to("closeness" if step else planner)

    def _refused(self, error: UserError) -> None:
        self.view.show_error(error)
