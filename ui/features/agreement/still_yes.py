"""Still yes: the exact words once more, one question that is never stored, and the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.partners import Member
from trustapp.domain.statements import LineKind, LineWords
from trustapp.words import _
from ui.widgets.boxes import Tint
from ui.widgets.buttons import Tick
from ui.widgets.dates import day
from ui.widgets.dialogs import PassphraseDialog
from ui.widgets.text import Prose
from ui.widgets.whose import name_of


class StillYesDialog(PassphraseDialog):
    """Gives the passphrase and whether the line may stand on paper."""

    confirmed = Signal(str, bool)

    def __init__(
        self,
        parent: QWidget,
        words: LineWords,
        members: tuple[Member, ...],
        replaced: LineWords | None = None,
    ) -> None:
        self._paper = Tick(_("This may stand on paper"), space="s", note=_("you can change it at any time"))
        text = _(
            "Is there something the other needs to know to say yes freely? Then leave this line as it is "
            "for now, "
            "and find help to say it. Nobody learns that you were asked."
        )
        box = QWidget()
        super().__init__(parent, _("Still yes to these words?"), text, _("Still yes"), extra=box)
        _fill(box, words, members, replaced, self._paper)
        self.given.connect(self._give)

    def _give(self, passphrase: str) -> None:
        self.confirmed.emit(passphrase, self._paper.isChecked())


def _fill(
    box: QWidget, words: LineWords, members: tuple[Member, ...], replaced: LineWords | None, paper: Tick
) -> None:
    from ui.widgets.layouts import vbox

    quoted = Tint("s")
    quoted.body.addWidget(Prose(words.text, "read"))
    for one in words.conditions:
        given = _("{name}: {condition}").format(name=name_of(members, one.by), condition=one.text)
        quoted.body.addWidget(Prose(given, "body", tone="2"))
    if words.until is not None:
        quoted.body.addWidget(Prose(_("Until {day}.").format(day=day(words.until)), "small", tone="2"))
    elif words.kind is LineKind.SHARED_WAY:
        quoted.body.addWidget(Prose(_("It protects, and no suspension rests it."), "small", tone="2"))
    if replaced is not None:
        # Whoever wrote the draft chose what it takes the place of: nothing ends that was not read here.
        ends = _("Once these words count, this line ends: “{text}”").format(text=replaced.text)
        quoted.body.addWidget(Prose(ends, "body", bold=True))
    vbox(quoted, 8, paper, parent=box)
