"""The ways out: a printer and a file, without a trace that nobody chose."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.papers import a_line, rendered, text_of, words_in
from trustapp.domain.errors import UserError
from ui.widgets import printing
from ui.widgets.dialogs import AskDialog
from ui.widgets.paper import Paper, typeset


class Answers:
    """Hears how it went."""

    def __init__(self) -> None:
        self.done_times = 0
        self.codes: list[str] = []

    def done(self) -> None:
        self.done_times += 1

    def refused(self, error: UserError) -> None:
        self.codes.append(error.code)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.fixture
def paper(qapp: object) -> Paper:
    return typeset(rendered([a_line(n, 200) for n in range(1, 40)]), "A4")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CUPS_SERVER", "TMPDIR"):
        monkeypatch.setenv(name, "")


def save(parent: QWidget, paper: Paper, answers: Answers, target: Path) -> None:
    printing.save_as_pdf(parent, paper, answers.done, answers.refused)
    dialog = parent.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(target.parent))
    dialog.selectFile(target.name)
    dialog.accept()


def test_file_is_saved_where_the_person_says(
    parent: QWidget, paper: Paper, answers: Answers, tmp_path: Path
) -> None:
    save(parent, paper, answers, tmp_path / "mine")
    assert answers.done_times == 1
    assert len(text_of(tmp_path / "mine.pdf")) == paper.page_count


def test_name_that_is_offered_is_neutral(parent: QWidget, paper: Paper, answers: Answers) -> None:
    printing.save_as_pdf(parent, paper, answers.done, answers.refused)
    dialog = parent.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Notes.pdf"]
    dialog.reject()
    assert (answers.done_times, answers.codes) == (0, [])


@pytest.mark.parametrize("over", [True, False])
def test_a_file_of_this_name_is_kept_until_the_person_says_so(
    over: bool, parent: QWidget, paper: Paper, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"mine")
    save(parent, paper, answers, tmp_path / "a.pdf")
    question = parent.findChild(AskDialog)
    assert question is not None
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"
    (question.act_button if over else question.safe_button).click()
    assert ((tmp_path / "a.pdf").read_bytes() == b"mine") is not over
    assert answers.done_times == over


def test_refusal_is_told(parent: QWidget, paper: Paper, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    job = printing._SaveJob(parent, paper, answers.done, answers.refused)
    job._path = tmp_path / "a.pdf"
    job._write()
    assert (answers.done_times, answers.codes) == (0, ["paper.not_saved"])


_CHOOSE = """
import os, sys
sys.path.insert(0, {root!r})
from PySide6.QtWidgets import QApplication, QFileDialog
app = QApplication([])
from ui.widgets import printing
if {quiet}: printing.leave_no_history()
dialog = QFileDialog(None, "", {folder!r})
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
dialog.selectFile("a.pdf")
dialog.accept()
del dialog
"""


@pytest.mark.parametrize("quiet", [True, False])
def test_chosen_folders_are_written_down_nowhere(quiet: bool, tmp_path: Path) -> None:
    """Without the precaution Qt does write them down: the second case proves that the first one looks."""
    home = tmp_path / "home"
    home.mkdir()
    root = str(Path(__file__).parents[2])
    script = _CHOOSE.format(root=root, quiet=quiet, folder=str(tmp_path))
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=60)
    written = [path for path in home.rglob("*") if path.is_file() and b"FileDialog" in path.read_bytes()]
    assert bool(written) is not quiet


# -- printers ------------------------------------------------------------------------------------------


def file_printer(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFullPage(True)
    return printer


def test_printer_gets_the_same_pages(paper: Paper, tmp_path: Path) -> None:
    printing.stay_on_this_computer()
    assert printing.paint_on(file_printer(tmp_path / "out.pdf"), paper, range(paper.page_count))
    paper.to_pdf(tmp_path / "own.pdf")
    assert text_of(tmp_path / "out.pdf") == text_of(tmp_path / "own.pdf")


def test_printer_gets_cards_of_the_same_size(qapp: object, tmp_path: Path) -> None:
    printing.stay_on_this_computer()
    cards = typeset(rendered([a_line(1), a_line(2)], layout="card"), "A4")
    printer = file_printer(tmp_path / "out.pdf")
    printer.setPageLayout(QPageLayout(cards.qt_size, QPageLayout.Orientation.Portrait, QMarginsF()))
    assert printing.paint_on(printer, cards, range(cards.page_count))
    cards.to_pdf(tmp_path / "own.pdf")
    assert text_of(tmp_path / "out.pdf") == text_of(tmp_path / "own.pdf")
    printed, saved = words_in(tmp_path / "out.pdf"), words_in(tmp_path / "own.pdf")
    for one, other in zip(printed, saved, strict=True):
        assert one.left == pytest.approx(other.left, abs=0.5)
        assert one.top == pytest.approx(other.top, abs=0.5)


def test_only_the_chosen_pages_are_printed(
    parent: QWidget, paper: Paper, answers: Answers, tmp_path: Path
) -> None:
    printing.stay_on_this_computer()
    printer = file_printer(tmp_path / "out.pdf")
    printer.setFromTo(2, 2)
    dialog = QPrintDialog(printer, parent)
    printing._PrintJob(dialog, printer, paper, answers.done, answers.refused).print()
    assert answers.done_times == 1
    assert len(text_of(tmp_path / "out.pdf")) == 1
    assert f"2 of {paper.page_count}" in text_of(tmp_path / "out.pdf")[0]


def test_without_a_printer_the_person_is_told(
    parent: QWidget, paper: Paper, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printer_names", list)
    printing.print_with_dialog(parent, paper, answers.done, answers.refused)
    assert answers.codes == ["paper.no_printer"]
    assert parent.findChild(QPrintDialog) is None


def test_print_window_opens_with_a_neutral_name(
    parent: QWidget, paper: Paper, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printer_names", lambda: ["a printer"])
    printing.print_with_dialog(parent, paper, answers.done, answers.refused)
    dialog = parent.findChild(QPrintDialog)
    assert dialog is not None
    printer = dialog.printer()
    assert isinstance(printer, QPrinter)
    assert printer.docName() == "Notes"
    assert printer.creator() == ""
    dialog.reject()
    assert (answers.done_times, answers.codes) == (0, [])


def test_printing_stays_on_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    printing.stay_on_this_computer()
    assert os.environ["CUPS_SERVER"] == printing.PRINT_SOCKET
    assert os.environ["CUPS_SERVER"].startswith("/")
    assert os.environ["TMPDIR"] == str(tmp_path)


def test_nothing_of_printing_is_loaded_before_somebody_prints() -> None:
    script = (
        "import sys; import ui.widgets.printing, ui.widgets.paper, ui.widgets.print_preview;"
        "assert 'PySide6.QtPrintSupport' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, timeout=60)


def test_without_a_page_somebody_has_to_hear_of_refusals(
    parent: QWidget, paper: Paper, answers: Answers
) -> None:
    with pytest.raises(TypeError):
        printing.save_as_pdf(parent, paper, answers.done)
