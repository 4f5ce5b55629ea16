"""What the program says: in the tone that was agreed, and where translators find it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.policing.source import ROOT, Source, called, constant, sources

CATALOGUES = ROOT / "resources" / "catalogues"
TEMPLATES = ROOT / "resources" / "templates"

UNWELCOME = re.compile(
    r"!|\b(just|should|shouldn[’']t|overdue|missed|failed|streaks?|safe enough|your turn comes)\b",
    re.IGNORECASE,
)
"""No pressing, no blaming, no counting, no raised voice."""

SPEAKING = {
    "PlainLabel", "Prose", "Button", "Pick", "Tick", "OneOf", "LinkRow",
    "Field", "TextArea", "PassphraseEdit",
    "setText", "setAccessibleName", "setAccessibleDescription", "setWindowTitle", "setPlaceholderText",
    "setToolTip", "set_title", "set_subtitle", "inform", "warn",
}  # fmt: skip
"""What shows its first argument to a person."""


def strings_script() -> ModuleType:
    """``build/strings.py``, which is no part of a package."""
    spec = spec_from_file_location("build_strings", ROOT / "build" / "strings.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def marked_words() -> Iterator[tuple[str, str]]:
    for place, message in strings_script().messages():
        yield from ((place, part) for part in ([message] if isinstance(message, str) else message))


def catalogue_words() -> Iterator[tuple[str, str]]:
    for path in sorted(CATALOGUES.rglob("*.toml")):
        with path.open("rb") as file:
            yield from ((path.relative_to(ROOT).as_posix(), text) for text in _texts(tomllib.load(file)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def test_marked_words_keep_the_tone() -> None:
    words = list(marked_words())
    assert len(words) > 300
    assert [(place, text) for place, text in words if UNWELCOME.search(text)] == []


def test_catalogues_keep_the_tone() -> None:
    words = list(catalogue_words())
    assert len(words) > 300
    assert [(place, text) for place, text in words if UNWELCOME.search(text)] == []


@pytest.mark.parametrize(
    "text", ["It is just a step.", "You should answer.", "Well done!", "Overdue since May"]
)
def test_an_unwelcome_word_is_noticed(text: str) -> None:
    assert UNWELCOME.search(text)


@pytest.mark.parametrize("text", ["Adjust it", "It is a justice", "Both of you see this."])
def test_other_words_are_let_pass(text: str) -> None:
    assert not UNWELCOME.search(text)


# -- where translators find them -----------------------------------------------------------------------


def test_marked_words_are_plain_literals() -> None:
    assert list(strings_script().marking_faults()) == []


@pytest.mark.parametrize("line", ['_(f"Hello {name}")', '_("Hello " + name)', '_("Hello {}".format(name))'])
def test_built_words_are_noticed(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = strings_script()
    (tmp_path / "page.py").write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "python_files", lambda: [tmp_path / "page.py"])
    assert list(script.marking_faults()) == ["page.py:1: _() wants a plain literal"]


def bare_words(source: Source) -> Iterator[str]:
    for call in source.calls():
        text = constant(call.args[0]) if call.args and called(call) in SPEAKING else None
        if text is not None and re.search(r"[^\W\d_]{2}", text):
            yield f"{source.at(call)}: {text!r}"


def test_words_for_a_person_are_marked() -> None:
    assert [fault for source in sources("ui") for fault in bare_words(source)] == []


def test_bare_words_are_noticed() -> None:
    assert len(list(bare_words(Source("ui/page.py", 'Button("Lock now", "quiet")\n')))) == 1
    assert (
        list(bare_words(Source("ui/page.py", 'Button(_("Lock now"), "quiet")\nlabel.setText("–")\n'))) == []
    )


def test_templates_say_nothing_by_themselves() -> None:
    templates = sorted(TEMPLATES.rglob("*.html.j2"))
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        for pattern in (
            r"{#.*?#}",
            r"{%.*?%}",
            r"{{.*?}}",
            r"<style.*?</style>",
            r"<!--.*?-->",
            r"<[^>]*>",
            r"&\w+;",
        ):
            text = re.sub(pattern, " ", text, flags=re.DOTALL)
        assert not re.search(r"[^\W\d_]{2}", text), f"{template.name}: {text.split()}"


def test_the_file_of_words_is_current() -> None:
    command = [sys.executable, str(ROOT / "build" / "strings.py"), "--check"]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert outcome.returncode == 0, outcome.stdout
