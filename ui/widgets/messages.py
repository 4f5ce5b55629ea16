"""Words for every error that a person can act on, and the bar in the page that shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from trustapp.domain.errors import UserError
from trustapp.words import _
from ui.widgets.announce import announce
from ui.widgets.boxes import IconLabel
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox
from ui.widgets.text import Prose, set_property


def N_(message: str) -> str:
    """Mark a message for translation where it is kept, not where it is shown."""
    return message


MESSAGES: Final[Mapping[str, str]] = {
    # passphrases, keys, codes
    "passphrase.wrong": N_("That does not open it. Perhaps a word or a space is different."),
    "passphrase.weak": N_(
        "Four or more words that do not belong together. Avoid names, dates and lines of songs."
    ),
    "keys.damaged": N_(
        "The key file of this space is damaged, and its second copy too. A backup can put it back."
    ),
    "memory.short": N_(
        "This computer has too little free memory to open the space; about {megabytes} MB are needed. "
        "Close another program and try again."
    ),
    "passphrase.same": N_("This is the passphrase that you have now. New keys need another one."),
    "rekey.not_confirmed": N_("First copy the new sheet and type two of its groups back."),
    "rekey.unfinished": N_(
        "The last time is not finished: some files still wait for their new key. Lock your space and open it "
        "again, so that it can go on; then this can be done anew."
    ),
    "rekey.waits": N_("Some files still wait for their new key. It goes on by itself when you next open."),
    "rekey.uncertain": N_(
        "The disk did not answer while the new keys were written, so your space was closed. Open it with the "
        "new passphrase; where that does not open it, the one from before still does."
    ),
    "lock.not_written": N_(
        "Your space is locked. The disk took no more writing at the end, so what was changed last may be "
        "missing: the display, today’s copy, or an answer that was half given. What was kept before is kept."
    ),
    "code.wrong": N_("These groups do not open the space. Compare each of them with your sheet."),
    "code.group": N_("Group {group} does not fit. Compare it with your sheet."),
    # when something comes
    "plan.rule": N_("This way of coming again is not one that the program can keep. Choose another."),
    "plan.time": N_("This is no time of day. Write it as 07:10, or leave it empty for any time."),
    "plan.zone": N_("This time zone is not known here. Choose another."),
    "plan.never": N_("With these choices it would come on no day. Change one of them."),
    "plan.too_often": N_("A ritual comes once a day at most. Choose days, weeks, months or years."),
    "calendar.not_a_calendar": N_(
        "This file is not a calendar file, or not one that can be read. Nothing was changed."
    ),
    "calendar.not_read": N_("This file could not be opened. Nothing was changed."),
    "calendar.none_chosen": N_("Choose what goes into the file first."),
    "calendar.in_vault": N_(
        "The file would lie among what the program keeps encrypted, and it is not encrypted. Choose another "
        "folder."
    ),
    "calendar.too_large": N_(
        "This calendar file is larger than the program reads: up to 1 MB and {events} events. "
        "Nothing was changed."
    ),
    # the vault
    "vault.exists": N_("Something is kept in this folder already. Choose another folder."),
    "vault.damaged": N_("The description of this folder is damaged. A backup can put it back."),
    "vault.newer": N_("A newer version of the program wrote this folder. Open it with that version."),
    "vault.not_a_vault": N_("Other files lie in this folder. Choose an empty one."),
    "vault.in_use": N_("This folder is open in another window. Close that one first."),
    "vault.alone": N_("There is one space here. The shared space begins when your partner has joined."),
    "vault.two_already": N_("Two people have their spaces here already. Open your own with your passphrase."),
    "vault.left": N_(
        "You left the shared space here. To share again, both of you begin anew in a place of its own."
    ),
    "vault.not_invited": N_(
        "There is no open invitation. The person whose space is here opens one in the settings."
    ),
    "vault.join_refused": N_(
        "The invitation in this folder was not made by the space that is here. Nobody was added. "
        "Close the invitation and open a new one."
    ),
    "vault.keys_changed": N_(
        "Somebody put other keys in your partner’s place, and nothing in the shared record says that it was "
        "your partner. The shared space stays closed; limits stand."
    ),
    "vault.awaits_partner": N_(
        "The shared space opens to you when the person who invited you has opened their own space once."
    ),
    "vault.full": N_("Nine people have had a place here, and there is no room for another."),
    "vault.anew_open": N_(
        "An invitation to begin anew is open. Close it in the settings before you make your keys anew."
    ),
    "name.empty": N_("A name or initials, so that both of you know whose space it is."),
    "name.too_long": N_("A shorter name, up to {limit} characters."),
    "basket.empty": N_("There are no words to put in yet."),
    "basket.too_long": N_("This is longer than what goes in at once: {most} characters are the most."),
    "basket.full": N_("The basket holds {most} things. Take one out that can wait."),
    "passage.empty": N_("Choose some words in the text first. Only these are shown."),
    "passage.too_long": N_("This is longer than a passage: {most} characters are the most."),
    "passage.full": N_("You let the other read {most} passages. Take one back that is not needed any more."),
    "letter.too_long": N_(
        "This is longer than a letter can be: {title} characters for its title, {text} for its words."
    ),
    "letter.gone": N_("This letter is not here any more."),
    "letter.is_closed": N_("This letter is closed until its day."),
    "letter.is_out": N_("This letter is out. Take it back first, then you can change it."),
    "letter.full": N_("There is room for {most} letters. Delete one that you do not need any more."),
    "letter.not_to_close": N_("Only a letter to yourself can be closed until a day."),
    "letter.empty": N_("Nothing is written in this letter yet."),
    "letter.day": N_("A day between one month and ten years ahead."),
    "letter.not_to_send": N_("A letter of this kind stays with you. It is not sent from here."),
    "letter.no_room": N_(
        "This letter is longer than one that can be sent: about 30,000 characters, in some scripts 10,000."
    ),
    "name.taken": N_("Somebody has or had this name here. Add a letter, so that each can be told apart."),
    "hue.taken": N_("The other person has this colour. Choose the other one."),
    "stop.not_written": N_(
        "It could not be written down here. You can still say it, stop, and go; "
        "nothing on this screen is needed for that."
    ),
    "group.unknown": N_("There is no group of this name on this computer."),
    "sharing.not_allowed": N_(
        "This account may not open the folder to others. The administrator of the computer may."
    ),
    "sharing.not_here": N_("This system has no such groups; the folder stays as it is."),
    "settings.out_of_range": N_("That is outside of what can be set. Choose one from the list."),
    # storage
    "storage.full": N_(
        "The disk is full. What was kept before is safe; the last change is not kept yet. Make some room, "
        "then keep it again."
    ),
    "storage.read_only": N_(
        "Nothing can be written in this folder. The last change is not kept yet. Look whether the folder is "
        "write-protected, then keep it again."
    ),
    "storage.damaged": N_(
        "A file in this folder is damaged. Openings rest, limits stand. A backup can put it back."
    ),
    "storage.busy": N_("Another program holds one of the files. Try again in a moment."),
    "storage.refused": N_(
        "Something in this folder is not what it was made as, and is left alone: "
        "a link or a folder in place of a file."
    ),
    "storage.missing": N_(
        "A file of this folder is missing. Look for it where the folder was copied or moved; "
        "a backup can put it back."
    ),
    "storage.failed": N_("The disk did not answer. Check that it is connected, then try again."),
    "engine.old": N_("The encryption library of this system is older than the program needs."),
    # backups
    "backup.not_a_backup": N_("This file is not a copy that the program made."),
    "backup.damaged": N_("This copy is damaged and brings nothing back. Try another one."),
    "backup.newer": N_("A newer version of the program made this copy. Bring it back with that version."),
    "backup.other_vault": N_("This copy is of other spaces than those that are here. Nothing was changed."),
    "backup.other_files": N_("Other files lie in this folder. Choose an empty one."),
    "backup.without_you": N_("This copy does not hold a space of yours."),
    "backup.keys_too_old": N_(
        "The keys in this copy do not fit any more: your partner joined later, or keys were made anew. "
        "Nothing was changed. Take a newer copy."
    ),
    "vault.older": N_(
        "An older version of the program wrote this. It is brought to the present when it opens."
    ),
    "backup.exists": N_("There is a file of this name already. Choose another name."),
    # sittings
    "sitting.locked": N_("The space is locked. Open it with your passphrase."),
    "sitting.not_own": N_("This is done alone, in your own space."),
    "sitting.not_together": N_("This is done together, with only the shared space open."),
    # own answers
    "category.unknown": N_("This category is not here any more."),
    "item.unknown": N_("This is not here any more."),
    "answer.not_on_scale": N_("This answer does not belong to the question."),
    "answer.blank_invalid": N_("“{label}” needs something else: look at the note under the field."),
    "answer.too_long": N_("These words are longer than fits on a sheet. Fewer words will do."),
    "own_item.empty": N_("A few words, so that you find it again."),
    "own_item.too_long": N_("Up to {title} characters for the title and {text} for the rest."),
    # rounds
    "round.none": N_("No category is chosen at the moment."),
    "round.open_already": N_("A category is chosen already. Open it, or put it away first."),
    "round.too_soon": N_("This category was opened not long ago. It can be chosen again from {day}."),
    "round.sheet_too_large": N_("The sheet holds more than fits. Shorter notes make room."),
    "round.nothing_to_open": N_(
        "Nothing to open today. The words may be mistyped, or there may be no sheet; the two look the same."
    ),
    # lines of the agreement
    "line.unknown": N_("This line is not here any more."),
    "line.ended": N_("This line has ended. The same wish can begin as a new draft."),
    "line.changed": N_("These words have changed. Read them again; the day begins anew."),
    "line.passed": N_("The date of this line has passed. A new draft can take another one."),
    "line.not_yours": N_("This is the other person’s to say."),
    "line.needs_date": N_("A last day, so that this yes ends by itself."),
    "line.date_passed": N_("A day that is still to come."),
    "line.same": N_("Nothing is different yet: neither the words nor the day."),
    "line.not_counting": N_("This line does not count now, so there is no day to change."),
    "line.no_date": N_("This line has no end date. It protects, and either of you ends their own part."),
    "line.not_earlier": N_("An earlier day than the one it has. A later one is a draft beside the line."),
    "line.not_later": N_("A later day than the one it has. An earlier one counts at once."),
    "line.closed_by_limit": N_("A limit stands on this, so it does not open. No reason is needed."),
    "line.sleep_on_it": N_("Sleep on it first. You can say still yes from {when}."),
    "line.demands": N_(
        "This asks for something that no line may ask for. Other wording can help: "
        "“I will…”, “I ask…”, “we agree…”."
    ),
    "lift.not_asked": N_(
        "First think about lifting it; a day later, once you have opened your space again, you can confirm."
    ),
    "lift.same_sitting": N_("This is confirmed another day: lock your space, and open it again then."),
    "lift.sleep_on_it": N_("Sleep on it first. You can confirm from {when}."),
    "statement.unknown": N_("This is not here any more."),
    "statement.other_words": N_(
        "Somebody has changed this in the files since it was said together, so a signature would not say "
        "what you mean. It stands as it is. State what you mean as a limit or need of your own: that stands "
        "at once, signed."
    ),
    "statement.not_kept": N_(
        "What you said could not be written anywhere in this folder. It is yours all the same: say it, write "
        "it on paper, or save it in another folder."
    ),
    "statement.not_ours": N_("This file holds nothing that one of you said here, so nothing was taken in."),
    "statement.not_yours": N_("Only the person who said this can change it."),
    "wait.not_longer": N_("The wait is as long as that already, or longer."),
    "wait.too_long": N_("Up to 30 days."),
    "ask.unknown": N_("This question is not here any more."),
    "ask.your_own": N_("This is your own question. The other may answer it, or not at all."),
    "ask.not_yours": N_("Only the person who asked can take the question back."),
    "sheet.empty": N_("A few words are needed here."),
    "sheet.too_long": N_("Up to {limit} characters for a line."),
    "sheet.full": N_("A sheet holds up to {limit} lines. Take one off first, or put two into one."),
    "sheet.gone": N_("This line is not on your sheet any more."),
    "title.gone": N_("This is not there to talk about any more."),
    "title.time_too_long": N_("Up to {limit} characters for a time to talk."),
    "stating.nothing": N_(
        "There is nothing here to state: it stands already, or this answer neither closes nor needs anything."
    ),
    "words.empty": N_("A few words are needed here."),
    "path.unknown": N_("This path or stage is not one that is known here. Choose another."),
    "trigger.empty": N_("A few words for its name, so that you find it again."),
    "trigger.too_long": N_(
        "Up to {name} characters for the name, {line} for a line, and {lines} lines in a part."
    ),
    "trigger.full": N_("There is room for {most}. Take one out first."),
    "hard_day.no_day": N_("A day of the year that there is."),
    "journal.not_looked": N_("Choose a journal first."),
    "journal.not_read": N_("This file or folder cannot be read here."),
    "journal.not_known": N_("This is no journal of a kind that the program knows."),
    "journal.locked": N_(
        "This journal is encrypted by its own program. Save it there without encryption first."
    ),
    "journal.damaged": N_("This journal is damaged, or was not written to its end."),
    "journal.newer": N_("This journal was written by a newer TrustApp."),
    "journal.too_large": N_(
        "This is more than the program takes in at once. Split it, and bring in the parts."
    ),
    "reflection.gone": N_("This reflection is not here any more."),
    "reflection.too_long": N_("Up to {title} characters for the title and {text} for the text."),
    "reflection.time": N_("A time of day, like 21:30, or none."),
    "reflection.too_many_tags": N_("Up to {most} tags, each of up to {each} characters."),
    "picture.not_read": N_("This file is not a picture that can be read here: JPEG, PNG, GIF and WebP are."),
    "picture.too_large": N_("This picture is too large to read. Files of up to {megabytes} MB are."),
    "picture.full": N_("Your space holds up to {most} pictures. Take one out first."),
    "picture.too_many": N_("A reflection holds up to {most} pictures."),
    "picture.gone": N_("This picture is not here any more."),
    # rituals
    "ritual.empty": N_("A name, and what you do: a few words for each are enough."),
    "ritual.too_long": N_("Up to {name} characters for the name and {text} for each of the other parts."),
    "ritual.minutes": N_("A number of minutes up to one day, or nothing for no set length."),
    "ritual.series": N_("An evening of closeness is planned for one day, and never as a series."),
    "ritual.gone": N_("This is not on the page any more. Look at what is there now."),
    "ritual.not_now": N_(
        "For now only the other suggests this one; you can again from {until}. No reason is needed, and "
        "nothing has to be said about it."
    ),
    "ritual.enough": N_(
        "There is room for {most} of your suggestions at a time, and those that went today still count. None "
        "of them needs an answer. Take back what can wait; from tomorrow on there is room again."
    ),
    "ritual.limited": N_("A limit stands on something in this, so it is not suggested."),
    "ritual.rests": N_("Rituals rest at the moment, and nothing has to be done about that."),
    "ritual.past": N_("Choose a day that is still to come."),
    "ritual.single": N_("This one stays where it is. It can be left out, or suggested anew for another day."),
    "ritual.full": N_("There is room for {most} rituals. End one first."),
    "note.empty": N_("A few words are needed here."),
    "note.too_long": N_("Up to {length} characters for a note."),
    "note.gone": N_("This note is not here any more."),
    "closeness.one": N_(
        "One evening is suggested or planned already. Another can be suggested when that one is over, or "
        "gone from the page."
    ),
    "closeness.step": N_("This is not the next step from where you both are."),
    "closeness.first": N_(
        "This goes further than both of you have said. A next step is said by each alone, or never."
    ),
    "closeness.another_day": N_(
        "Not today: a next step is said on a day of its own. Nothing is lost by waiting."
    ),
    "closeness.lower": N_(
        "Both of you have chosen for this evening. From then on it only goes down, whoever asks."
    ),
    "closeness.began": N_("For this evening that is settled. Nothing is taken up again tonight."),
    "closeness.not_yet": N_("An evening begins on its day, when both have chosen how far it goes at most."),
    "closeness.tonight": N_("An evening of closeness begins on its own page."),
    "condition.too_long": N_("A condition of up to {length} characters."),
    "words.too_long": N_("Up to {title} characters for the title and {text} for the rest."),
    "agreement.nobody_there": N_(
        "Nobody else is in the shared space any more, so nothing can be opened. Limits can be stated."
    ),
    "agreement.suspended": N_(
        "The agreement rests. Limits can be stated; everything else waits until both say go on."
    ),
    "agreement.not_suspended": N_("The agreement is not suspended."),
    "agreement.not_verified": N_(
        "The shared record does not fit together. Limits stand; until it does, nothing is opened."
    ),
    "agreement.clock_in_doubt": N_(
        "The clock of this computer is behind. Each of you confirms the date first."
    ),
    # taking things along
    "export.not_written": N_(
        "It could not be written there, and nothing was left there. Choose another folder."
    ),
    "export.exists": N_("There is a file of this name, and it stays as it is. Choose another name."),
    "export.not_begun": N_("The saving was stopped before. Begin it again."),
    # papers
    "paper.nothing": N_("Nothing may stand on paper yet. “Allow on paper” is beside each line of your own."),
    "paper.no_printer": N_("No printer is set up on this computer. The paper can be saved as a file."),
    "paper.not_printed": N_(
        "The printer did not take it. Nothing was printed. Try again, or save it as a file."
    ),
    "paper.not_saved": N_("The file could not be written there. Choose another folder."),
}
"""Every code that a service raises; a test compares the two."""


def text_for(error: UserError) -> str:
    """The words of an error, in the language in use."""
    words = MESSAGES.get(error.code)
    if words is None:
        return _("That did not work, and nothing was changed.")
    return _(words).format(**error.values)


class MessageBar(QFrame):
    """One message inside the page, above its content; it stays until it is put away or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._icon: IconLabel | None = None
        self._words: Prose | None = None
        self.hide()

    def _build(self) -> tuple[IconLabel, Prose]:
        """Its parts, made for the first message: most pages never show one."""
        icon, words = IconLabel("info", "ink", 20), Prose("")
        close = Button(_("Close"), "quiet")
        close.setAccessibleName(_("Put the message away"))
        close.clicked.connect(self.clear)
        said = QWidget(self)
        hbox(icon, (words, 1), gap=12, parent=said)
        row = hbox((said, 1), close, gap=12, margins=(16, 6, 6, 6), parent=self)
        row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        return icon, words

    @property
    def text(self) -> str:
        """What the bar says now, "" while it is hidden."""
        return "" if self.isHidden() else self._text

    def inform(self, text: str) -> None:
        """Say what has happened."""
        self._show(text, "tint", "info", "ink")

    def warn(self, text: str) -> None:
        """Say what needs a look."""
        self._show(text, "tint", "shield", "ink")

    def refuse(self, error: UserError) -> None:
        """Say why something was not done, and what helps."""
        self._show(text_for(error), "error", "info", "error")

    def clear(self) -> None:
        """Put the message away."""
        self.hide()

    def _show(self, text: str, box: str, icon: str, colour: str) -> None:
        if self._icon is None or self._words is None:
            self._icon, self._words = self._build()
        self._text = text
        self._words.setText(text)
        self._icon.set_icon(icon, colour)
        set_property(self, "space", "n")
        set_property(self, "box", box)
        self.show()
        announce(self, text)
