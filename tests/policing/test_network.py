"""The program never speaks to another computer, and its files name none."""

from __future__ import annotations

import re

from tests.policing.source import ROOT, Source, imports, sources

DOCUMENTED_HOSTS = {
    "www.w3.org",  # names of XML vocabularies in SVG and PDF; nothing is fetched
}
TEXT = {".py", ".toml", ".j2", ".qss", ".svg", ".pot"}
REACHING_OUT = {
    "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "socketserver", "webbrowser",
    "requests", "httpx", "aiohttp", "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
}  # fmt: skip


def reaches_out(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in REACHING_OUT)


def test_nothing_imports_the_network() -> None:
    found = [
        (one.name, name) for one in sources("trustapp", "ui") for name in imports(one) if reaches_out(name)
    ]
    assert found == []


def test_an_import_of_the_network_is_noticed() -> None:
    source = Source("x.py", "def f():\n    from PySide6 import QtNetwork\n    import urllib.request\n")
    assert {name for name in imports(source) if reaches_out(name)} == {"PySide6.QtNetwork", "urllib.request"}


def test_the_source_names_no_other_computer() -> None:
    folders = [ROOT / name for name in ("trustapp", "ui", "resources", "build")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in TEXT]
    files += [ROOT / ".ci" / "run", ROOT / "pyproject.toml", ROOT / "requirements.lock"]
    assert len(files) > 200
    for path in files:
        hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8")))
        assert hosts <= DOCUMENTED_HOSTS, f"{path.relative_to(ROOT)}: {hosts - DOCUMENTED_HOSTS}"


def test_the_lock_names_no_place_to_fetch_from() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if re.match(r"[\w.-]+==", line)]
    options = [line for line in lines if line.startswith("-")]
    assert len(pins) > 30
    assert options == []
    assert not [line for line in lines if "://" in line or " @ " in line]
