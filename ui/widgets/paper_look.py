"""How a paper is to look: large print, which sheets the printer has, and where it will be kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.words import _
from ui.widgets.choices import Pick, Tick
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, vbox
from ui.widgets.paper import A4, LETTER, usual_size


class PaperLook(QWidget):
    """Ticks of a page of a paper, with its own among them, and the field for the place."""

    changed = Signal()
    size_changed = Signal()
    """The same paper on other sheets."""

    def __init__(
        self,
        space: str,
        *,
        before: Sequence[Tick] = (),
        after: Sequence[Tick] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.large_tick = Tick(_("Large print"), space=space)
        self.letter_tick = Tick(_("Letter paper instead of A4"), space=space)
        self.letter_tick.setChecked(usual_size() == LETTER)
        for tick in (*before, self.large_tick, *after):
            tick.toggled.connect(self.changed)
        self.letter_tick.toggled.connect(self.size_changed)
        self.kept = Field(_("Where will this paper be kept?"), hint=hint or kept_hint())
        self.kept.submitted.connect(self.changed)
        self.kept.edit.editingFinished.connect(self.changed)
        vbox(*before, self.large_tick, self.letter_tick, *after, 12, self.kept, parent=self)

    @property
    def large(self) -> bool:
        """Whether it is in large print."""
        return self.large_tick.isChecked()

    @property
    def kept_at(self) -> str:
        """Where it will be kept."""
        return self.kept.text().strip()

    @property
    def paper_size(self) -> str:
        """Which sheets the printer has."""
        return LETTER if self.letter_tick.isChecked() else A4


def kept_hint() -> str:
    """Where the place is printed, and who may read it."""
    return _("This is printed at the foot of each page. Anyone who finds the paper can read it.")


def leaving_note() -> str:
    """What becomes of a paper outside of the program."""
    return _(
        "A printer may keep a copy of what it prints. A file that you save is not sealed: "
        "whoever finds it can "
        "read it."
    )


def pills(words: Sequence[str], parent: QWidget, space: str = "s") -> tuple[QButtonGroup, list[Pick]]:
    """Pills in a row of which one is chosen, at first the first."""
    group = QButtonGroup(parent)
    flow = Flow(parent, gap=8)
    made = []
    for place, text in enumerate(words):
        pill = Pick(text, space)
        pill.setChecked(place == 0)
        group.addButton(pill, place)
        flow.addWidget(pill)
        made.append(pill)
    return group, made
