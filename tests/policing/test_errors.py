"""Every error that a person can act on has words, and no words wait for an error that nobody raises."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.policing.source import Source, called, constant, sources
from trustapp.cli import words_for
from trustapp.domain.errors import UserError
from ui.widgets.messages import MESSAGES, text_for

CODE = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
NO_CODES = re.compile(r".*\.(db|toml|keys|seal|sheet|stop|tries|bak|json|py|exe)")
CLI = "trustapp/cli.py"


def codes(source: Source) -> Iterator[str]:
    """The codes that a file raises; where one is computed, every code that stands in the file counts."""
    raised = [call for call in source.calls() if called(call) == "UserError" and call.args]
    told = [constant(call.args[0]) for call in raised]
    yield from (code for code in told if code is not None)
    if None in told:
        yield from _codes_in(source.tree)


def _codes_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        text = constant(node)
        if text is not None and CODE.fullmatch(text) and not NO_CODES.fullmatch(text):
            yield text


def raised_for_the_window() -> set[str]:
    return {code for source in sources("trustapp", "ui") if source.name != CLI for code in codes(source)}


def test_every_error_has_words() -> None:
    assert sorted(raised_for_the_window() - set(MESSAGES)) == []


def test_no_words_without_an_error() -> None:
    assert sorted(set(MESSAGES) - raised_for_the_window()) == []


def test_the_command_line_has_words_for_what_it_raises() -> None:
    unknown = words_for("nobody.raises_this").replace("nobody.raises_this", "{}")
    for source in sources("trustapp"):
        if source.name == CLI:
            for code in codes(source):
                assert words_for(code) != unknown.format(code), code


def test_a_code_names_a_thing_and_what_is_wrong() -> None:
    for source in sources("trustapp", "ui"):
        for code in codes(source):
            assert CODE.fullmatch(code), f"{source.name}: {code}"


def test_the_words_ask_only_for_values_that_the_error_carries() -> None:
    for source in sources("trustapp", "ui"):
        for call in source.calls():
            code = constant(call.args[0]) if called(call) == "UserError" and call.args else None
            given = {word.arg for word in call.keywords}
            wanted = set(re.findall(r"{(\w+)}", MESSAGES.get(code or "", "")))
            assert None in given or wanted <= given, f"{source.at(call)}: the words want {wanted}"


def test_words_are_filled_with_the_values() -> None:
    assert "256" in text_for(UserError("memory.short", megabytes=256))


def test_computed_codes_are_found() -> None:
    computed = Source("x.py", 'for code in ("disk.full", "shared.db"):\n    raise UserError(code)\n')
    assert set(codes(computed)) == {"disk.full"}
    assert set(codes(Source("x.py", 'raise UserError("disk.full", size=3)\n'))) == {"disk.full"}
