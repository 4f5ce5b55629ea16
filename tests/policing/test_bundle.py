"""The list of a bundle's parts: it names every file, at the version of the lock, and nothing that dials."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from tests.policing.source import ROOT


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The script, and a bundle of three files: the program, a package's library and one of the system."""
    monkeypatch.syspath_prepend(ROOT / "build")
    made = importlib.import_module("bundle")
    monkeypatch.setattr(made, "DIST", tmp_path)
    (tmp_path / "parts" / "nacl").mkdir(parents=True)
    for name in ("trustapp", "parts/nacl/_sodium.abi3.so", "parts/libz.so.1"):
        (tmp_path / name).write_bytes(name.encode())
    yield made
    sys.modules.pop("bundle", None)


def installed(package: str, ending: str) -> str:
    """Where a file of an installed package lies."""
    files = metadata.distribution(package).files or []
    return str(next(file.locate() for file in files if str(file).endswith(ending)))


def content() -> list[dict[str, str]]:
    return [
        {"name": "ui.__main__", "source": str(ROOT / "ui" / "__main__.py"), "kind": "PYSOURCE"},
        {"name": "json", "source": str(Path(sys.modules["json"].__file__ or "")), "kind": "PYMODULE"},
        {
            "name": "nacl/_sodium.abi3.so",
            "source": installed("PyNaCl", "_sodium.abi3.so"),
            "kind": "EXTENSION",
        },
        {"name": "libz.so.1", "source": "/usr/lib/libz.so.1", "kind": "BINARY"},
    ]


def test_every_file_of_a_bundle_belongs_to_a_part(bundle: ModuleType, tmp_path: Path) -> None:
    parts = bundle.parts_of(content())
    assert parts["pynacl"].files == {"parts/nacl/_sodium.abi3.so"}
    assert parts["trustapp"].files == {"module ui.__main__"}
    assert {"python", "system", "pyinstaller"} <= parts.keys()
    assert list(bundle.unaccounted(parts)) == []
    (tmp_path / "parts" / "stray.so").write_bytes(b"")
    (tmp_path / "parts" / "libz.so.1").unlink()
    assert list(bundle.unaccounted(parts)) == [
        "No part accounts for parts/stray.so.",
        "parts/libz.so.1 is listed and not there.",
    ]


def test_a_part_has_the_version_of_the_lock(bundle: ModuleType) -> None:
    parts = bundle.parts_of(content())
    assert list(bundle.off_the_lock(parts)) == []
    parts["pynacl"].version = "0.1"
    assert list(bundle.off_the_lock(parts)) == ["pynacl 0.1 is not what the lock names."]


@pytest.mark.parametrize("name", ["libQt6Network.so.6", "QtNetwork.abi3.so", "libqopensslbackend.so"])
def test_what_dials_is_found(bundle: ModuleType, tmp_path: Path, name: str) -> None:
    assert list(bundle.what_dials()) == []
    (tmp_path / "parts" / name).write_bytes(b"")
    assert list(bundle.what_dials()) == [f"parts/{name} speaks over a network."]


def test_the_list_has_a_digest_for_every_file(bundle: ModuleType) -> None:
    listed = bundle.sbom(bundle.parts_of(content()))
    [nacl] = [one for one in listed["components"] if one["name"] == "pynacl"]
    assert nacl["version"] == metadata.version("PyNaCl")
    assert [len(file["hashes"][0]["content"]) for file in nacl["components"]] == [64]
