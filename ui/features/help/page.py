"""Help and safety: the same place and the same words for everyone."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from trustapp.services.reading import Card as Guidance
from trustapp.services.reading import HelpLine, HelpPage
from trustapp.words import _
from ui.features.help.presenter import HelpPresenter
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button
from ui.widgets.dates import day
from ui.widgets.fields import Choice
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.page import Page
from ui.widgets.text import PlainLabel, Prose

OTHER = "other"
"""The choice for a country that is not in the list."""


class HelpAndSafetyPage(Page):
    """Sections to read, and help lines by country with the date they were checked."""

    KEY = "help"
    TITLE = _("Help and safety")

    def __init__(self, presenter: HelpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, _("Help and safety"), space="n", parent=parent)
        self.set_subtitle(
            _("If someone may look at this computer, use a safer device: one that nobody else opens.")
        )
        self._help: HelpPage | None = None
        self._country = Choice(_("Country"), [])
        self._country.changed.connect(self._show_lines)
        self._lines = vbox(gap=0)
        self._first = vbox(gap=20)
        self._sections = vbox(gap=20)
        directory = Card(self)
        directory.body.addWidget(PlainLabel(_("People to talk to"), "read"))
        directory.body.addSpacing(12)
        directory.body.addWidget(self._country)
        directory.body.addSpacing(8)
        directory.body.addLayout(self._lines)
        self._checked = Prose("", "small", tone="2")
        directory.body.addSpacing(8)
        directory.body.addWidget(self._checked)
        self.content.addLayout(self._first)
        self.content.addSpacing(20)
        if presenter.in_sitting:
            self.content.addWidget(self._crossed_card(presenter))
            self.content.addSpacing(20)
        self.content.addWidget(directory)
        self.content.addSpacing(20)
        self.content.addLayout(self._sections)
        self.content.addStretch(1)
        presenter.attach(self)

    def show_help(self, page: HelpPage) -> None:
        """All sections, what to do in danger first, and the countries to choose from."""
        self._help = page
        countries = [(one, one) for one in page.countries]
        self._country.set_choices([("", _("Choose a country")), *countries, (OTHER, _("Another country"))])
        self._checked.setText(
            _(
                "Checked on {day}. Numbers can change; in danger, the emergency number of your country "
                "comes first."
            ).format(day=day(date.fromisoformat(page.checked)))
        )
        clear(self._first)
        clear(self._sections)
        for place, section in enumerate(page.sections):
            (self._sections if place else self._first).addWidget(_section(section, self))
        if page.to_read:
            self._sections.addWidget(PlainLabel(_("To read"), "read"))
        for card in page.to_read:
            self._sections.addWidget(_section(card, self))
        self._show_lines()

    def _crossed_card(self, presenter: HelpPresenter) -> Card:
        """Between what is done in danger and who can be called: a page for two, or for one of them."""
        card = Card(self)
        card.body.addWidget(PlainLabel(_("When a line was crossed"), "read", wrap=True))
        text = _(
            "What comes first, what can wait, and what each of you can do now. Nothing there is kept "
            "by itself."
        )
        button = Button(_("Open that page"), "secondary", icon="right")
        button.setAccessibleName(_("Open the page “When a line was crossed”"))
        button.clicked.connect(presenter.crossed)
        card.body.addSpacing(8)
        card.body.addWidget(Prose(text, "body"))
        card.body.addSpacing(12)
        card.body.addLayout(hbox(button, None))
        return card

    def _show_lines(self) -> None:
        clear(self._lines)
        if self._help is None:
            return
        if self._country.text() == OTHER:
            words = _(
                "The emergency number of your country is the first step in danger. A doctor, a hospital or a "
                "shelter near you knows the lines that there are."
            )
            self._lines.addWidget(Prose(words, "body"))
        for line in self._help.lines:
            if line.country == self._country.text():
                self._lines.addWidget(Rule())
                self._lines.addWidget(_help_line(line, self))


def _section(section: Guidance, parent: QWidget) -> Card:
    card = Card(parent)
    card.body.addWidget(PlainLabel(section.title, "read", wrap=True))
    for paragraph in section.body:
        card.body.addSpacing(8)
        card.body.addWidget(Prose(paragraph, "body"))
    return card


def _help_line(line: HelpLine, parent: QWidget) -> QWidget:
    row = QWidget(parent)
    contact = PlainLabel(line.contact, "body", bold=True, selectable=True)
    contact.setAccessibleName(_("{name}: {contact}").format(name=line.name, contact=line.contact))
    words = vbox(
        Prose(line.name, "body"),
        Prose(" · ".join(one for one in (line.what_for, line.hours) if one), "small", tone="2"),
        gap=2,
    )
    hbox((words, 1), contact, gap=16, margins=(0, 10, 0, 10), parent=row)
    return row
