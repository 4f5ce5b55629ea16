"""Print the week or the month: the paper as it will come out, in one's own sitting alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from trustapp.services.planner_papers import PlannerPaper
from trustapp.words import _
from ui.features.planner_print.options import PlannerOptions
from ui.features.planner_print.presenter import PlannerPrintPresenter
from ui.widgets.announce import announce
from ui.widgets.paper_page import PaperPage


class PlannerPrintPage(PaperPage):
    """Place: ``planner`` "shared" or "own", ``kind`` "week" or "month", ``first`` an ISO day in it."""

    KEY = "planner_print"
    TITLE = _("Print the planner")

    def __init__(self, presenter: PlannerPrintPresenter, parent: QWidget | None = None) -> None:
        space = _space(presenter)
        super().__init__(
            presenter, _("Print the planner"), _("Back to the planner"), space=space, parent=parent
        )
        self._presenter = presenter
        self.options = PlannerOptions(space, self)
        self.options.changed.connect(self._changed)
        self.options.earlier_requested.connect(presenter.earlier)
        self.options.later_requested.connect(presenter.later)
        self._said = ""
        self.lay_out(self.options, self.options.look)
        self._show_space()
        presenter.attach(self)

    def open_at(self, **place: Any) -> None:
        """The days that a planner showed."""
        self._presenter.open(
            str(place.get("planner", "")), str(place.get("kind", "")), str(place.get("first", ""))
        )
        self._show_space()

    def _show_space(self) -> None:
        space = _space(self._presenter)
        self.set_space(space)
        self.print_button.set_space(space)
        self.options.show_space(space, shared=self._presenter.options.shared)

    def show_planner(self, paper: PlannerPaper) -> None:
        """The paper as of now."""
        self.options.show_days(paper, self._presenter.options)
        self.show_paper(paper.document)
        if self._said and self._said != paper.days:
            announce(self, paper.days)
        self._said = paper.days

    def _changed(self) -> None:
        self._presenter.set_options(self.options.values(self._presenter.options))


def _space(presenter: PlannerPrintPresenter) -> str:
    return "s" if presenter.options.shared else "own"
