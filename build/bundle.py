"""Puts the program into one folder that runs without Python, and lists every part of it.

The list (CycloneDX, JSON) is made from what went in, then compared with what lies there: a file that no part
accounts for, or a part whose version is not the one of the lock, ends the command with 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".work" / "bundle"
DIST = WORK / "dist" / "trustapp"
LISTED = WORK / "content.json"
SBOM = WORK / "trustapp.cdx.json"

OWN, INTERPRETER, SYSTEM, TOOL = "trustapp", "python", "system", "pyinstaller"

FORBIDDEN = re.compile(r"Qt6?Network|libqopensslbackend|libqcertonlybackend")
"""What dials must not lie in a bundle."""


@dataclass
class Part:
    """A piece of software in the bundle and its files there."""

    name: str
    version: str
    files: set[str] = field(default_factory=set)


def main() -> int:
    """Build, list, compare, try; 0 when everything fits."""
    if _build() != 0:
        return 1
    parts = parts_of(json.loads(LISTED.read_text(encoding="utf-8")))
    SBOM.write_text(json.dumps(sbom(parts), indent=1, sort_keys=True), encoding="utf-8")
    troubles = [*unaccounted(parts), *off_the_lock(parts), *what_dials()]
    for one in troubles:
        print(one)
    size = sum(file.stat().st_size for file in _files())
    print(f"{sum(1 for _ in _files())} files, {size / 1e6:.0f} MB, {len(parts)} parts; listed in {SBOM}")
    return 1 if troubles else _try()


def _build() -> int:
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--workpath", str(WORK / "work"), "--distpath", str(WORK / "dist"),
        str(ROOT / "build" / "trustapp.spec"),
    ]  # fmt: skip
    return subprocess.call(command, cwd=ROOT)


def _try() -> int:
    """The bundle goes the whole way once, with nothing of this environment, not even its time zones."""
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    bare["PYTHONTZPATH"] = ""
    program = DIST / ("trustapp.exe" if os.name == "nt" else "trustapp")
    return subprocess.call([str(program), "--self-test"], cwd=DIST, env=bare)


# -- what it consists of -------------------------------------------------------------------------------


def parts_of(content: list[dict[str, str]]) -> dict[str, Part]:
    """The parts by name, each with its files in the bundle; modules lie within the program itself."""
    owners = dict(_owners())
    parts: dict[str, Part] = {}
    for entry in content:
        name, version = _owner(Path(entry["source"]), owners)
        part = parts.setdefault(name, Part(name, version))
        if entry["kind"] in ("PYMODULE", "PYSOURCE"):
            part.files.add(f"module {entry['name']}")
        else:
            part.files.add(Path("parts", entry["name"]).as_posix())
    tool = parts.setdefault(TOOL, Part(TOOL, metadata.version("pyinstaller")))
    tool.files |= {"trustapp", "trustapp.exe", "parts/base_library.zip"}
    return parts


def _owners() -> Iterator[tuple[Path, tuple[str, str]]]:
    """Every installed file, and the distribution that it belongs to."""
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"].lower().replace("_", "-")
        for file in distribution.files or ():
            yield Path(str(distribution.locate_file(file))).resolve(), (name, distribution.version)


def _owner(source: Path, owners: Mapping[Path, tuple[str, str]]) -> tuple[str, str]:
    found = source.resolve()
    if found in owners:
        name, version = owners[found]
        return (OWN, version) if name == OWN else (name, version)
    if found.is_relative_to(ROOT) and not found.is_relative_to(Path(sys.prefix).resolve()):
        return OWN, metadata.version("trustapp")
    interpreter = (Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("stdlib")).resolve())
    if any(found.is_relative_to(folder) for folder in interpreter) and "site-packages" not in found.parts:
        return INTERPRETER, sys.version.split()[0]
    if "PyInstaller" in found.parts or "_pyinstaller_hooks_contrib" in found.parts:
        return TOOL, metadata.version("pyinstaller")
    return SYSTEM, ""


def sbom(parts: Mapping[str, Part]) -> dict[str, Any]:
    """The list, as CycloneDX 1.5 has it."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": OWN, "version": metadata.version(OWN)}},
        "components": [
            {
                "type": "library",
                "name": part.name,
                **({"version": part.version} if part.version else {}),
                "components": [
                    {"type": "file", "name": name, **_hash(name)}
                    for name in sorted(part.files)
                    if _is_there(name)
                ],
            }
            for part in sorted(parts.values(), key=lambda one: one.name)
        ],
    }


def _is_there(name: str) -> bool:
    return name.startswith("module ") or (DIST / name).exists()


def _hash(name: str) -> dict[str, Any]:
    if name.startswith("module "):
        return {}
    digest = hashlib.sha256((DIST / name).read_bytes()).hexdigest()
    return {"hashes": [{"alg": "SHA-256", "content": digest}]}


# -- what must hold ------------------------------------------------------------------------------------


def _files() -> Iterator[Path]:
    return (file for file in DIST.rglob("*") if file.is_file())


def unaccounted(parts: Mapping[str, Part]) -> Iterator[str]:
    """Files of the bundle that the list does not name, and named ones that are not there."""
    named = {name for part in parts.values() for name in part.files if not name.startswith("module ")}
    for file in sorted(_files()):
        name = file.relative_to(DIST).as_posix()
        if name not in named and not file.is_symlink():
            yield f"No part accounts for {name}."
    optional = {"trustapp", "trustapp.exe", "parts/base_library.zip"}
    for name in sorted(named - optional):
        if not (DIST / name).exists():
            yield f"{name} is listed and not there."


def off_the_lock(parts: Mapping[str, Part]) -> Iterator[str]:
    """Parts that the lock does not name at this version; the interpreter and the system are not in it."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for part in parts.values():
        if part.name in (OWN, INTERPRETER, SYSTEM):
            continue
        if not re.search(
            rf"^{re.escape(part.name)}=={re.escape(part.version)}( |$)", lock, re.MULTILINE | re.I
        ):
            yield f"{part.name} {part.version} is not what the lock names."


def what_dials() -> Iterator[str]:
    """Files of Qt that speak over a network."""
    for file in sorted(_files()):
        if FORBIDDEN.search(file.name):
            yield f"{file.relative_to(DIST).as_posix()} speaks over a network."


if __name__ == "__main__":
    sys.exit(main())
