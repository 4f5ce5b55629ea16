"""The tree: a file's place can be guessed, and its size lets a stranger find their way."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch

from tests.policing.source import ROOT, sources

ROOMS = {
    "trustapp", "ui", "resources", "tests", "build", "docs", ".ci",
    "pyproject.toml", "requirements.lock", "README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md",
    ".gitignore", ".gitattributes", ".git",
}  # fmt: skip
MOST_LINES = 500


def ignored() -> list[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.strip("/") for line in lines if line and not line.startswith("#")]


def test_nothing_new_at_the_top() -> None:
    there = {path.name for path in ROOT.iterdir()}
    left_behind = {name for name in there for pattern in ignored() if fnmatch(name, pattern)}
    assert sorted(there - left_behind - ROOMS) == []


def test_what_belongs_at_the_top_is_there() -> None:
    assert sorted(name for name in ROOMS - {".git"} if not (ROOT / name).exists()) == []


def test_nothing_hides_the_build_folder() -> None:
    hidden = [pattern for pattern in ignored() if fnmatch("build", pattern) or pattern.startswith("build")]
    assert hidden == []
    assert not (ROOT / "build" / "__init__.py").exists()


def test_no_module_outgrows_its_reader() -> None:
    long = {one.name: one.text.count("\n") for one in sources("trustapp", "ui", "build")}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_every_folder_of_the_packages_is_a_package() -> None:
    for package in ("trustapp", "ui"):
        folders = {path.parent for path in (ROOT / package).rglob("*.py")}
        assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert names
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(rf"{number:03}-[a-z0-9.-]+\.md", name), name
        text = (ROOT / "docs" / "decisions" / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {number:03} "), name
        for part in ("## What was to be settled", "## What we do", "## Why", "## What follows"):
            assert part in text, f"{name}: {part}"


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / "build" / "dev.py").read_text(encoding="utf-8")
    made = [
        node
        for node in ast.walk(ast.parse(script))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add_parser"
    ]
    commands = [node.args[0].value for node in made if isinstance(node.args[0], ast.Constant)]
    assert len(commands) == len(made) == script.count("add_parser("), "every command has its name there"
    assert {"run", "test", "drill"} <= set(commands)
    for command in commands:
        assert re.search(rf"python3 build/dev\.py {command}\b", readme), command


def test_links_between_our_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
