"""The question before a limit or a need is stated: exactly what the other will see."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from trustapp.services.kept_back import KeptAnswer
from trustapp.words import _
from ui.widgets.dialogs import AskDialog, ask


def ask_to_state(
    parent: QWidget, kept: KeptAnswer, on_act: Callable[[], object], on_help: Callable[[], object]
) -> AskDialog:
    """Ask before it is stated; both are bound methods."""
    effect = (
        _("It stands at once, and what is open of it ends. Only you can lift it.")
        if kept.is_limit
        else _("It stands at once, and narrows what is open of it. Only you can lift it.")
    )
    paper = _("It stays off paper until you allow it. A no needs no reason.")
    seen = _("The other will see exactly this in “Our agreement”:")
    text = f"{seen}\n\n{kept.shown}\n\n{effect} {paper}"
    title = _("State “{title}” now?").format(title=kept.title)
    return ask(parent, title, text, _("State it"), space="s", on_act=on_act, on_help=on_help)
