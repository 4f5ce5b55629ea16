"""The source of the project as the policing tests read it: files, syntax trees and calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One file of Python."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def at(self, node: ast.expr | ast.stmt) -> str:
        """Where a node stands, as a person looks it up."""
        return f"{self.name}:{node.lineno}"


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def sources(*packages: str) -> tuple[Source, ...]:
    """The files of whole packages, or of a part of one: ``sources("trustapp", "ui")``."""
    paths = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    assert paths, f"no source in {packages}"
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths
    )


def called(call: ast.Call) -> str:
    """The last name of what is called: ``connect`` of ``button.clicked.connect(…)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def constant(node: ast.AST) -> str | None:
    """The text of a plain string literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def imports(source: Source) -> Iterator[str]:
    """Every module that a file imports, at once or later, and the full name of what is taken from one."""
    for node in ast.walk(source.tree):
        yield from imported(node)


def imported(node: ast.AST) -> Iterator[str]:
    """What one statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
