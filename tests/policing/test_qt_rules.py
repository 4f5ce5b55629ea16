"""Rules of working with Qt that were learned by measuring; each is shown to notice what it forbids."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.policing.source import ROOT, Source, called, imported, sources

Rule = Callable[[Source], Iterator[str]]

APPLICATION_LOOP = ("ui/shell/ending.py",)
LABELS = ("ui/widgets/text.py",)
SHEETS = ("ui/widgets/typesetting.py",)
APPLICATION_SHEET = ("ui/shell/theme.py",)
WORKER_THREAD = ("ui/shell/jobs.py",)
DEAF_CALLBACKS = "a lambda, partial or local function"


def captures(source: Source) -> Iterator[str]:
    """A connection that captures keeps its dialog alive for ever; a job's callback, held weakly, is gone."""
    local = {id(node): set(_local_functions(node)) for node in ast.walk(source.tree) if _is_function(node)}
    for function in (node for node in ast.walk(source.tree) if _is_function(node)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if any(_captures(argument, local[id(function)]) for argument in _callbacks(call)):
                yield f"{source.at(call)}: {DEAF_CALLBACKS} as a callback of {called(call)}()"


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _local_functions(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if node is not function and isinstance(node, ast.FunctionDef):
            yield node.name


def _callbacks(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that something else will call later."""
    name = called(call)
    named = [word.value for word in call.keywords if word.arg in {"done", "refused", "on_act", "slot"}]
    if name in {"connect", "singleShot", "callOnTimeout"}:
        return [*call.args, *named]
    if name == "run" and isinstance(call.func, ast.Attribute) and "jobs" in ast.unparse(call.func.value):
        return [*call.args[1:], *named]  # the work itself is plain data and a service: it may be a partial
    return named


def _captures(argument: ast.expr, local: set[str]) -> bool:
    if isinstance(argument, ast.Lambda):
        return True
    if isinstance(argument, ast.Call):
        return called(argument) in {"partial", "partialmethod", "methodcaller"}
    return isinstance(argument, ast.Name) and argument.id in local


def nested_loops(source: Source) -> Iterator[str]:
    """A nested loop lets somebody click, lock or quit in the middle of a function."""
    for call in source.calls():
        name = called(call)
        own_loop = source.name in APPLICATION_LOOP and _is_application(call)
        if (
            name in {"exec", "exec_", "processEvents"}
            and isinstance(call.func, ast.Attribute)
            and not own_loop
        ):
            yield f"{source.at(call)}: .{name}()"
        if name == "QEventLoop":
            yield f"{source.at(call)}: QEventLoop()"


def _is_application(call: ast.Call) -> bool:
    owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    return owner.rsplit(".")[-1].lstrip("_").lower() in {"app", "application", "qapp", "qapplication"}


def other_threads(source: Source) -> Iterator[str]:
    """There is one worker thread, and it belongs to the job runner."""
    for call in source.calls():
        name = called(call)
        if (
            name in {"QThread", "Thread", "QThreadPool", "ThreadPoolExecutor"}
            and source.name not in WORKER_THREAD
        ):
            yield f"{source.at(call)}: {name}()"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).endswith(("QThread", "QRunnable")) for base in node.bases
        ):
            yield f"{source.at(node)}: a thread of its own"


def guessing_labels(source: Source) -> Iterator[str]:
    """What guesses rich text shows somebody's words as markup and loads files that they name."""
    for call in source.calls():
        if called(call) == "QLabel" and source.name not in LABELS:
            yield f"{source.at(call)}: QLabel() instead of PlainLabel or Prose"
        if called(call) in {"setToolTip", "setWhatsThis", "showText"} and source.name not in LABELS:
            yield f"{source.at(call)}: .{called(call)}() instead of set_tip()"
        if (
            called(call) in {"QTextEdit", "setHtml", "setMarkdown", "insertHtml"}
            and source.name not in SHEETS
        ):
            yield f"{source.at(call)}: .{called(call)}()"
        if called(call) in {"QMessageBox", "QErrorMessage", "QInputDialog", "QTextBrowser"}:
            yield f"{source.at(call)}: {called(call)}()"
        if ast.unparse(call.func) in {
            "QMessageBox.information",
            "QMessageBox.question",
            "QMessageBox.warning",
        }:
            yield f"{source.at(call)}: {ast.unparse(call.func)}()"


def single_sheets(source: Source) -> Iterator[str]:
    """One sheet for the application; a sheet on a widget is slow and outlives a change of theme."""
    for call in source.calls():
        if called(call) == "setStyleSheet" and source.name not in APPLICATION_SHEET:
            yield f"{source.at(call)}: .setStyleSheet()"


RULES: tuple[Rule, ...] = (captures, nested_loops, other_threads, guessing_labels, single_sheets)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_ui_keeps_the_rule(rule: Rule) -> None:
    assert [fault for source in sources("ui") for fault in rule(source)] == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (captures, "button.clicked.connect(lambda: self.go())"),
        (captures, "button.clicked.connect(partial(self.go, 1))"),
        (captures, "button.clicked.connect(functools.partial(self.go, 1))"),
        (captures, "def local(): self.go()\n    button.clicked.connect(local)"),
        (captures, "QTimer.singleShot(0, lambda: self.go())"),
        (captures, "self._jobs.run(work, lambda value: self.go())"),
        (captures, "self._jobs.run(work, refused=partial(self.go, 1))"),
        (captures, "ask(self, title, text, act, on_act=lambda: self.go())"),
        (nested_loops, "dialog.exec()"),
        (nested_loops, "QApplication.processEvents()"),
        (nested_loops, "loop = QEventLoop()"),
        (other_threads, "thread = QThread(self)"),
        (other_threads, "class Worker(QThread): pass"),
        (other_threads, "threading.Thread(target=work).start()"),
        (guessing_labels, "label = QLabel(words)"),
        (guessing_labels, "QMessageBox.question(self, title, text)"),
        (guessing_labels, "box = QMessageBox(self)"),
        (guessing_labels, "mark.setToolTip(member.name)"),
        (guessing_labels, "area = QTextEdit(self)"),
        (guessing_labels, "document.setHtml(words)"),
        (single_sheets, "self.setStyleSheet(sheet)"),
    ],
)
def test_the_rule_notices(rule: Rule, line: str) -> None:
    assert len(list(rule(Source("ui/page.py", f"def build(self):\n    {line}\n")))) == 1


@pytest.mark.parametrize(
    ("rule", "name", "line"),
    [
        (captures, "ui/page.py", "button.clicked.connect(self.go)"),
        (
            captures,
            "ui/page.py",
            "self._jobs.run(partial(self._service.keep, answer), self._kept, self._refused)",
        ),
        (nested_loops, "ui/shell/ending.py", "return app.exec()"),
        (other_threads, "ui/shell/jobs.py", "thread = QThread(self)"),
        (guessing_labels, "ui/widgets/text.py", "label = QLabel()"),
        (single_sheets, "ui/shell/theme.py", "app.setStyleSheet(sheet)"),
    ],
)
def test_the_rule_lets_pass(rule: Rule, name: str, line: str) -> None:
    assert list(rule(Source(name, f"def build(self):\n    {line}\n"))) == []


def test_style_sheets_set_no_fonts() -> None:
    """A font in a style sheet would cut off later changes of the system's text size."""
    sheets = sorted((ROOT / "resources" / "themes").glob("*.qss*"))
    assert sheets
    for sheet in sheets:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\bfont(-\w+)?\s*:", rules), sheet.name


def test_starting_loads_nothing_slow() -> None:
    """What few pages need is imported where it is first used: a start pays for it every time."""
    early = ("ui/__main__.py", "ui/start.py", "ui/app.py", "ui/shell/", "ui/widgets/")
    slow = {"zxcvbn", "diceware", "PySide6.QtPrintSupport", "jinja2"}
    for source in sources("ui", "trustapp"):
        if not source.name.startswith(("trustapp/", *early)):
            continue
        at_once = {name for node in source.tree.body for name in imported(node)}
        outside_core = slow if source.name.startswith("ui/") else slow - {"jinja2"}
        assert not at_once & outside_core, source.name
