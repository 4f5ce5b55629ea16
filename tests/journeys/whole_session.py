"""A whole session of the real window as a process of its own: ``python -m tests.journeys.whole_session DIR``.

Two people set up, answer, release, open together, say still yes, read the paper, save it, look for a printer,
copy words, pause, read help and lock. What they keep to themselves carries ``CANARY``, and everything that
they type carries ``TRAP``. It prints ``done``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.homes import WORDS
from tests.journeys.door import Door
from trustapp.bootstrap import build
from trustapp.demonstration import DEMO_POLICY, MovableClock
from trustapp.domain.answers import Choice, Release
from trustapp.domain.ids import FIRST, SECOND, MemberId
from ui.features.agreement.page import AgreementPage
from ui.features.answers.page import AnswersPage
from ui.features.meeting.page import MeetingPage
from ui.features.printing.page import PrintPage

CANARY = "kingfisher-over-still-water-7391"
TRAP = "<img src=/trap/7391.png>"
"""A file that nobody may open because somebody typed its name as markup."""

NAMES = (f"Robin{TRAP}", f"Sasha{TRAP}")
PAPER = "Notes.pdf"
YES_TO = "affection.hands_at_home"
KEPT = "affection.kiss_hello"


def answer(door: Door, item: str, choice: Choice, release: Release) -> None:
    """Through the page: what is kept carries the canary."""
    door.go("answers")
    page = door.page
    assert isinstance(page, AnswersPage)
    page.open_at(category="affection", item=item)
    page._presenter.choose(choice)
    page._panel._card._set_release(release)
    page._panel._card._set_paper(release is Release.OPEN)
    if release is Release.KEEP:
        page._panel._card._note.setText(f"{TRAP} {CANARY}")
        page._panel._card._note.edit.selectAll()
        page._panel._card._note.edit.copy()
        assert QGuiApplication.clipboard().text() == f"{TRAP} {CANARY}"
    door.press("Keep and go on")


def release(door: Door, member: MemberId) -> str:
    """Alone: answer, release, copy the ticket."""
    door.unlock(member)
    answer(door, YES_TO, Choice.YES, Release.OPEN)
    answer(door, KEPT, Choice.NO, Release.KEEP)
    door.go("release")
    door.press("Release this sheet")
    door.press("Release it")
    ticket = next(line for line in door.words().splitlines() if len(line.split()) == 4 and "   " in line)
    door.press("I have copied them")
    return " ".join(ticket.split())


def state_and_draft(door: Door) -> None:
    """A limit and a draft in one's own words."""
    door.go("agreement")
    page = door.page
    assert isinstance(page, AgreementPage)
    for words, form, keep in (
        ("State a limit", page._limit_form, "State it"),
        ("Draft a line", page._draft_form, "Keep as a draft"),
    ):
        door.press(words)
        form._title.setText(TRAP)
        form._text.setText(f"{words} {TRAP}")
        door.press(keep)
        assert f"{words} {TRAP}" in door.words()


def print_and_save(door: Door, folder: Path) -> None:
    """The preview, a file by Qt's own window, and a printer that is not there."""
    door.go("agreement")
    door.press("Print…")
    page = door.page
    assert isinstance(page, PrintPage)
    page._options._names.button(1).click()
    page._options.look.kept.setText(TRAP)
    page._options.look.kept.submitted.emit()
    door.settle()
    assert page._paper is not None
    assert TRAP in page._paper.page_text(0)
    door.press("Save as a file…")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(folder))
    dialog.accept()
    door.settle()
    assert (folder / PAPER).read_bytes().startswith(b"%PDF-")
    door.press("Print…")
    door.settle()


def pause_help_and_hide(door: Door) -> None:
    """The ways out of the moment, and the last lock."""
    door.app.pause()
    door.settle()
    door.app.window.end_pause()
    door.app.show_help()
    door.settle()
    door.app.hide_and_lock()
    door.settle()


def live(folder: Path) -> None:
    """All of it, in order."""
    clock = MovableClock(datetime.now(UTC) - timedelta(days=3))
    door = Door(partial(build, folder / "vault", clock=clock, policy=DEMO_POLICY))
    door.set_up(NAMES)
    door.unlock(FIRST)
    door.together()
    door.press("We choose this")
    tickets = (release(door, FIRST), release(door, SECOND))
    door.unlock(SECOND)
    door.together()
    meeting = door.page
    assert isinstance(meeting, MeetingPage)
    meeting.open_with(tickets)
    door.settle()
    assert "We may hold hands at home" in door.words()
    for member in (FIRST, SECOND):
        door.unlock(member)
        door.go("agreement")
    clock.move(timedelta(hours=25))
    for member, passphrase in WORDS.items():
        door.unlock(member)
        state_and_draft(door)
        door.press("Still yes…")
        door.give_passphrase(passphrase)
    print_and_save(door, folder)
    pause_help_and_hide(door)
    door.close()
    print("done", flush=True)


def main() -> None:
    """Run in the folder that is named."""
    app = QApplication([sys.argv[0], "-style", "fusion"])
    live(Path(sys.argv[1]))
    del app


if __name__ == "__main__":
    main()
