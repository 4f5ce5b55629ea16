"""Import-linter reads what is written; this runs it: the core and every presenter live without Qt."""

from __future__ import annotations

import subprocess
import sys

from tests.policing.source import ROOT, Source, imports, sources

IMPORT_WITHOUT_QT = """
import importlib, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None      # importing it raises ImportError
for name in sys.argv[1:]:
    importlib.import_module(name)
loaded = [name for name in sys.modules if name.startswith(("PySide6.", "ui.widgets", "ui.shell"))]
assert not loaded, loaded
print(len(sys.argv) - 1)
"""


def module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def presenters_of(folder: str) -> list[Source]:
    return [one for one in sources(folder) if one.name.endswith("presenter.py")]


def run_without_qt(names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", IMPORT_WITHOUT_QT, *names]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_core_and_every_presenter_import_without_qt() -> None:
    core = [module(source.name) for source in sources("trustapp")]
    presenters = ["ui.ports", *(module(one.name) for one in presenters_of("ui/features"))]
    assert "trustapp.domain.merge" in core
    assert "ui.features.agreement.presenter" in presenters
    outcome = run_without_qt(core + presenters)
    assert outcome.returncode == 0, outcome.stderr
    assert int(outcome.stdout) == len(core + presenters)


def test_the_check_notices_qt() -> None:
    outcome = run_without_qt(["ui.widgets.text"])
    assert outcome.returncode != 0
    assert "PySide6" in outcome.stderr


def test_presenters_of_the_shell_know_no_widget() -> None:
    """They share a package with their pages, so what counts is what they themselves import."""
    for source in presenters_of("ui/shell"):
        assert [name for name in imports(source) if name.startswith(("PySide6", "ui.widgets"))] == [], (
            source.name
        )
