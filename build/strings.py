"""Collects the program's own words for translators: ``resources/translations/trustapp.pot``.

``--check`` writes nothing and fails when that file is not what the source says. Words are marked with
``_("…")``, ``N_("…")`` (kept here, translated where they are shown) and ``ngettext("…", "…", n)``, in
Python and in templates. The file names no lines, so that moving code does not change it.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "resources" / "translations" / "trustapp.pot"
TEMPLATES = ROOT / "resources" / "templates"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LITERAL_ARGUMENTS = {"_": 1, "N_": 1, "ngettext": 2}
HEADER = """\
# The words of TrustApp.
# Made by `python3 build/dev.py strings`; do not edit.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main() -> int:
    """Write the file of words, or compare it."""
    parser = argparse.ArgumentParser(description="Collect the program's words.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file is not current")
    check = parser.parse_args().check
    faults = list(marking_faults())
    for fault in faults:
        print(fault)
    if faults:
        return 1
    text = template_text()
    place = OUTPUT.relative_to(ROOT)
    if not check:
        OUTPUT.parent.mkdir(parents=True, exist_ok=True)
        OUTPUT.write_text(text, encoding="utf-8", newline="\n")
        print(f"{place}: {text.count('msgid ') - 1} messages")
        return 0
    if not OUTPUT.is_file() or OUTPUT.read_text(encoding="utf-8") != text:
        print(f"{place} is not current: run `python3 build/dev.py strings`")
        return 1
    return 0


# -- collecting ----------------------------------------------------------------------------------------


def template_text() -> str:
    """What the file of words says when it is current."""
    catalogue = Catalog(charset="utf-8")
    for place, message in messages():
        catalogue.add(message, locations=[(place, 0)])
    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + out.getvalue().decode("utf-8")


def messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every marked message and the file it stands in; a tuple is a singular with its plural."""
    for path in (*python_files(), *template_files()):
        method = "jinja2.ext:babel_extract" if path.suffix == ".j2" else "python"
        with path.open("rb") as file:
            for _line, message, _comments, _context in extract(method, file, KEYWORDS, options=_OPTIONS):
                yield path.relative_to(ROOT).as_posix(), message


_OPTIONS = {"encoding": "utf-8", "extensions": "jinja2.ext.i18n", "silent": "false"}


def python_files() -> list[Path]:
    """The source of both packages."""
    return sorted(path for package in ("trustapp", "ui") for path in (ROOT / package).rglob("*.py"))


def template_files() -> list[Path]:
    """The templates of documents."""
    return sorted(TEMPLATES.rglob("*.j2"))


# -- marking -------------------------------------------------------------------------------------------


def marking_faults() -> Iterator[str]:
    """Marked words that translators would never see: built, formatted or joined before they are looked up."""
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _is_badly_marked(node):
                place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                yield f"{place}: {node.func.id}() wants a plain literal"


def _is_badly_marked(call: ast.Call) -> bool:
    """Not a literal, and for ``_`` not the name of something that ``N_`` marked where it is kept either."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    wanted = LITERAL_ARGUMENTS.get(name, 0)
    kept_elsewhere = (ast.Name, ast.Attribute, ast.Subscript) if name == "_" else ()
    return len(call.args) < wanted or not all(
        (isinstance(word, ast.Constant) and isinstance(word.value, str)) or isinstance(word, kept_elsewhere)
        for word in call.args[:wanted]
    )


if __name__ == "__main__":
    sys.exit(main())
