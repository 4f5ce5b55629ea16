"""The command that everything starts with: what it runs, when, and what it says where it cannot."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.policing.source import ROOT

Commands = list[list[str]]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a script of ``build/``, fresh, and takes it away again."""
    monkeypatch.syspath_prepend(ROOT / "build")
    yield importlib.import_module
    for name in ("dev", "environment", "bench"):
        sys.modules.pop(name, None)


@pytest.fixture
def environment(
    build: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> ModuleType:
    """The set-up in an empty folder, on a Debian where nothing is missing."""
    script = build("environment")
    (tmp_path / "requirements.lock").write_text("lock\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("project\n", encoding="utf-8")
    for name, path in (
        ("ROOT", ""), ("VENV", ".venv"), ("LOCK", "requirements.lock"), ("PROJECT", "pyproject.toml"),
        ("STAMP", ".venv/installed-from"),
    ):  # fmt: skip
        monkeypatch.setattr(script, name, tmp_path / path)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(script, "_loads", lambda library: True)
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(script, "FONT_FOLDERS", (str(tmp_path / "fonts"),))
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "NotoSerif-Regular.ttf").touch()
    monkeypatch.setattr(script.sys, "platform", "linux")
    return script


@pytest.fixture
def ran(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands that would have been run; all of them succeed."""
    commands: Commands = []

    def note(command: list[str | Path], environment: dict[str, str] | None = None) -> int:
        commands.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(environment, "run", note)
    return commands


# -- .venv ---------------------------------------------------------------------------------------------


def test_the_environment_is_made_from_the_lock(environment: ModuleType, ran: Commands) -> None:
    environment.ensure_environment()
    made, locked, own = ran
    assert made[1:3] == ["-m", "venv"]
    assert "--require-hashes" in locked
    assert "requirements.lock" in locked
    assert {"--no-deps", "--no-build-isolation"} <= set(own)


def test_nothing_is_done_twice(
    environment: ModuleType, ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_answers", lambda program, *arguments: True)
    environment.ensure_environment()
    ran.clear()
    environment.ensure_environment()
    assert ran == []


def test_another_lock_is_installed(
    environment: ModuleType, ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_answers", lambda program, *arguments: True)
    environment.ensure_environment()
    ran.clear()
    environment.LOCK.write_text("another\n", encoding="utf-8")
    environment.ensure_environment()
    assert [command[1:4] for command in ran] == [["-m", "pip", "--disable-pip-version-check"]] * 2


def test_what_failed_is_tried_again(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_answers", lambda program, *arguments: True)
    monkeypatch.setattr(environment, "run", lambda command, environment=None: 1)
    with pytest.raises(environment.MissingError, match=r"requirements\.lock"):
        environment.ensure_environment()
    assert not environment.STAMP.exists()


def test_a_python_without_venv_is_told_plainly(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(environment.MissingError, match="apt-get install python3-venv"):
        environment.ensure_environment()


# -- the system ----------------------------------------------------------------------------------------


def lacking_cursor(environment: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(environment, "_loads", lambda library: library != "libxcb-cursor.so.0")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)


def test_nothing_missing_says_nothing(
    environment: ModuleType, ran: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.ensure_system(papers=True)
    assert (ran, capsys.readouterr().out) == ([], "")


def test_root_on_debian_gets_what_is_missing(
    environment: ModuleType, ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking_cursor(environment, monkeypatch, user=0)
    with pytest.raises(environment.MissingError):  # it is still missing: nothing was really installed
        environment.ensure_system(papers=False)
    assert [command[:2] for command in ran] == [["apt-get", "update"], ["apt-get", "install"]]
    assert ran[1][-1] == "libxcb-cursor0"


def test_anybody_else_is_told_the_one_command(
    environment: ModuleType, ran: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking_cursor(environment, monkeypatch, user=1000)
    with pytest.raises(environment.MissingError, match="sudo apt-get install libxcb-cursor0"):
        environment.ensure_system(papers=False)
    assert ran == []


def test_other_systems_are_told_the_names(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking_cursor(environment, monkeypatch, user=0)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(environment.MissingError, match="Debian's names: libxcb-cursor0"):
        environment.ensure_system(papers=False)


def test_fonts_are_a_wish_and_no_condition(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(environment, "FONT_FOLDERS", ())
    environment.ensure_system(papers=False)
    assert "fonts-noto-core" in capsys.readouterr().out
    with pytest.raises(environment.MissingError, match="fonts-noto-core"):
        environment.ensure_system(papers=True)


# -- the commands --------------------------------------------------------------------------------------


@pytest.fixture
def dev(
    build: Callable[[str], ModuleType], environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> ModuleType:
    """The command line, on a ground that is ready."""
    script = build("dev")
    monkeypatch.setattr(environment, "ensure_system", lambda papers: None)
    monkeypatch.setattr(environment, "ensure_environment", lambda: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return script


@pytest.fixture
def steps(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands that the command line would have run; pytest fails."""
    commands: Commands = []

    def note(command: list[str | Path], environment: dict[str, str] | None = None) -> int:
        commands.append([str(word) for word in command[1:]])
        return 3 if "pytest" in commands[-1] else 0

    monkeypatch.setattr(dev, "run", note)
    return commands


def test_run_starts_the_program(dev: ModuleType, steps: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.main(["run", "--", "--demo"]) == 0
    assert steps == [["-m", "ui", "--demo"]]


def test_run_without_a_screen_makes_the_tour(
    dev: ModuleType, steps: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["run"]) == 0
    assert steps == [["build/tour.py", "--out", str(dev.TOUR)]]
    assert "no screen" in capsys.readouterr().out


def test_what_needs_no_screen_runs_without_one(dev: ModuleType, steps: Commands) -> None:
    assert dev.main(["run", "--", "vault", "check", "somewhere"]) == 0
    assert steps == [["-m", "ui", "vault", "check", "somewhere"]]


def test_the_tests_stop_at_the_first_that_fails(dev: ModuleType, steps: Commands) -> None:
    assert dev.main(["test"]) == 3
    assert "pytest" in steps[-1]
    assert [step for step in steps if "--self-test" in step] == []
    assert len(steps) == 6


def test_the_drills_run_behind_the_tests(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: Commands = []

    def note(command: list[str | Path], environment: dict[str, str] | None = None) -> int:
        commands.append([str(word) for word in command[1:]])
        return 0

    monkeypatch.setattr(dev, "run", note)
    assert dev.main(["test"]) == 0
    assert [command[:3] for command in commands[-3:-1]] == [["-m", "pytest", "-q"], ["build/drill.py"]]
    commands.clear()
    assert dev.main(["test", "--", "tests/domain"]) == 0
    assert ["build/drill.py"] not in commands


def test_a_drill_is_asked_for_by_name_and_part(dev: ModuleType, steps: Commands) -> None:
    assert dev.main(["drill", "--full", "--only", "kill", "--shard", "1/4"]) == 0
    assert steps == [["build/drill.py", "--full", "--only", "kill", "--shard", "1/4"]]


def test_check_leaves_the_tests_out(
    dev: ModuleType, steps: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["check"]) == 0
    assert len(steps) == 5
    assert [step for step in steps if "pytest" in step] == []
    assert capsys.readouterr().out.endswith("hold.\n")


def test_what_is_missing_is_said_without_a_traceback(
    dev: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse() -> None:
        raise environment.MissingError("Something is missing.")

    monkeypatch.setattr(environment, "ensure_environment", refuse)
    assert dev.main(["check"]) == 1
    assert capsys.readouterr().out == "Something is missing.\n"


def test_a_measurement_compares_medians(build: Callable[[str], ModuleType]) -> None:
    row = build("bench").Row("start", ours=(0.30, 0.28, 9.0), other=(0.2, 0.2, 0.1), target=1.5)
    assert row.ratio == pytest.approx(1.5)
    assert row.met
    assert str(row).endswith("met")
    slow = build("bench").Row("start", ours=(0.4,), other=(0.2,), target=1.5)
    assert str(slow).endswith("not met")


def test_what_it_took_is_told_for_information_and_fails_nothing(build: Callable[[str], ModuleType]) -> None:
    row = build("bench").Row("cover", ours=(0.010, 0.012, 0.090), other=(0.2,), target=1.5, within=50)
    assert row.absolute.split() == ["cover", "12", "ms", "90", "ms", "50", "ms"]
    assert row.met
