"""The column beside the preview: which paper, how it looks, where it will be kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from trustapp.services.papers import Layout, NameStyle, PaperOptions
from trustapp.words import _
from ui.features.printing.tiles import LayoutTile
from ui.features.printing.words import kept_hint, layouts
from ui.widgets.boxes import Card, Rule
from ui.widgets.buttons import Button, Tick
from ui.widgets.layouts import grid_of, hbox, vbox
from ui.widgets.paper_look import PaperLook, leaving_note, pills
from ui.widgets.text import PlainLabel, Prose

_STYLES = (NameStyle.INITIALS, NameStyle.NAMES, NameStyle.NONE)


class Options(Card):
    """What the person asks of their paper. Nothing of it is kept when the page goes."""

    changed = Signal()
    choosing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: frozenset[str] = frozenset()
        self._build_layouts()
        self._build_names()
        self._build_look()
        self._build_ends()

    # -- building ----------------------------------------------------------------------------------

    def _build_layouts(self) -> None:
        self._layouts = QButtonGroup(self)
        tiles = []
        for layout, words, said in layouts():
            tile = LayoutTile(words, layout, said)
            tile.setChecked(layout is Layout.FULL)
            tile.clicked.connect(self._laid_out)
            self._layouts.addButton(tile)
            tiles.append(tile)
        self._said = Prose(layouts()[0][2], "small", tone="2")
        self._whose = QWidget(self)
        self._owners, owners = pills((_("Of both"), _("Only mine")), self._whose)
        for pill in owners:
            pill.clicked.connect(self.changed)
        self._choose = Button(_("Choose lines…"), "secondary")
        self._choose.clicked.connect(self.choosing_requested)
        self._whose.hide()
        self._choose.hide()
        self.body.addWidget(PlainLabel(_("Layout"), "body", bold=True))
        self.body.addSpacing(8)
        self.body.addLayout(grid_of(tiles, columns=3, gap=8))
        self.body.addSpacing(8)
        self.body.addWidget(self._said)
        self.body.addLayout(vbox(8, self._whose, hbox(self._choose, None)))
        self.body.addSpacing(16)

    def _build_names(self) -> None:
        row = QWidget(self)
        self._names, (_initials, self._whole, _none) = pills((_("Initials"), _("Names"), _("None")), row)
        for pill in self._names.buttons():
            pill.clicked.connect(self.changed)
        self.body.addWidget(PlainLabel(_("Names"), "body", bold=True))
        self.body.addSpacing(4)
        self.body.addWidget(row)
        self.body.addSpacing(12)

    def _build_look(self) -> None:
        self._sensitive = Tick(_("Leave out the most personal lines"), space="s")
        self._record = Tick(
            _("Five words of the record"), space="s", note=_("at the foot, to compare with later")
        )
        self.look = PaperLook("s", before=(self._sensitive,), after=(self._record,))
        self.look.changed.connect(self.changed)
        self.body.addWidget(self.look)

    def _build_ends(self) -> None:
        self._left_out = Prose(
            _(
                "Only what its giver allows on paper is here. On “Our agreement” each of you allows your "
                "own words."
            ),
            "small",
            tone="2",
        )
        note = Prose(leaving_note(), "small", tone="2")
        self.body.addSpacing(12)
        self.body.addWidget(Rule())
        self.body.addSpacing(12)
        self.body.addLayout(vbox(self._left_out, 8, note))

    # -- what is asked for -------------------------------------------------------------------------

    @property
    def layout_wanted(self) -> Layout:
        """Which paper."""
        tile = self._layouts.checkedButton()
        return tile.layout_value if isinstance(tile, LayoutTile) else Layout.FULL

    def values(self, before: PaperOptions) -> PaperOptions:
        """Everything that is asked for now."""
        return replace(
            before,
            layout=self.layout_wanted,
            only_mine=self._owners.checkedId() == 1,
            chosen=self._chosen,
            names=_STYLES[self._names.checkedId()],
            without_sensitive=self._sensitive.isChecked(),
            large=self.look.large,
            kept_at=self.look.kept_at,
            head_words=self._record.isChecked() and self.layout_wanted is not Layout.CARD,
        )

    def set_chosen(self, keys: frozenset[str]) -> None:
        """The lines for a session."""
        if keys != self._chosen:
            self._chosen = keys
            self.changed.emit()

    def pick(self, layout: Layout) -> None:
        """Choose a paper, as its tile does."""
        for tile in self._layouts.buttons():
            if isinstance(tile, LayoutTile) and tile.layout_value is layout:
                tile.click()

    def show_left_out(self, left_out: bool) -> None:
        """Whether lines stayed off the paper that is shown."""
        self._left_out.setVisible(left_out)

    def show_choosing(self, choosing: bool) -> None:
        """Whether the lines lie on the desk, or the paper."""
        self._choose.setText(_("Show the paper") if choosing else _("Choose lines…"))

    def _laid_out(self) -> None:
        """Other papers ask other things."""
        layout = self.layout_wanted
        self._said.setText(next(said for one, _words, said in layouts() if one is layout))
        self._whose.setVisible(layout is Layout.LIMITS)
        self._choose.setVisible(layout is Layout.SESSION)
        self._sensitive.setVisible(layout is not Layout.SESSION)
        self._whole.setVisible(layout is not Layout.CARD)
        self._record.setVisible(layout is not Layout.CARD)
        self.look.kept.set_hint(kept_hint(layout))
        if layout is Layout.CARD and self._whole.isChecked():
            self._names.button(0).setChecked(True)
        self.changed.emit()
