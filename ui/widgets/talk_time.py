"""A title to talk about first, with a time to talk where somebody names one: nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from trustapp.domain.statements import TalkFirst
from trustapp.words import _
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import Flow, vbox
from ui.widgets.text import PlainLabel, Prose


class TalkRow(QWidget):
    """The title and its time; the field for another time is closed until it is asked for."""

    closed = Signal(str)
    time_named = Signal(str, str)

    def __init__(self, title: TalkFirst, *, can_close: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        when = Prose(_("When: {time}").format(time=title.when), "small", tone="2")
        when.setVisible(bool(title.when))
        self._name = Button(_("Another time") if title.when else _("Name a time to talk"), "quiet")
        self._name.setAccessibleName(f"{self._name.text()}: {title.title}")
        self._name.clicked.connect(self._open)
        buttons = QWidget(self)
        row = Flow(buttons, gap=4)
        row.addWidget(self._name)
        if can_close:
            close = Button(_("Put it away"), "quiet")
            close.setAccessibleName(f"{close.text()}: {title.title}")
            close.clicked.connect(self._close)
            row.addWidget(close)
        self._form = self._build_form()
        vbox(
            PlainLabel(_("To talk about first"), "small", tone="2"),
            Prose(title.title, "body"),
            when,
            buttons,
            self._form,
            gap=2,
            margins=(0, 8, 0, 4),
            parent=self,
        )

    def _build_form(self) -> QWidget:
        form = QWidget(self)
        self._field = Field(
            _("A time to talk, in your words"),
            placeholder=_("for example: Sunday after breakfast, half an hour"),
            hint=_("Both of you see it. It can be changed or left; nothing reminds of it."),
        )
        self._field.setText(self._title.when)
        self._field.submitted.connect(self._keep)
        keep, leave = Button(_("Keep this time"), "secondary"), Button(_("Leave it"), "quiet")
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self._leave)
        choices = QWidget(form)
        row = Flow(choices, gap=4)
        row.addWidget(keep)
        row.addWidget(leave)
        vbox(self._field, choices, gap=6, margins=(0, 6, 0, 6), parent=form)
        form.hide()
        return form

    def _open(self) -> None:
        self._form.show()
        self._field.edit.setFocus()

    def _leave(self) -> None:
        with QSignalBlocker(self._field):
            self._field.setText(self._title.when)
        self._form.hide()
        self._name.setFocus()

    def _keep(self) -> None:
        self.time_named.emit(self._title.id, self._field.text())

    def _close(self) -> None:
        self.closed.emit(self._title.id)
