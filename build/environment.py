"""The ground the program stands on: ``.venv`` from the lock, and the system libraries that Qt needs.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "installed-from"

# Shared library -> Debian package. It is what Qt's libraries and its xcb and wayland plugins ask for
# (`readelf -d` on PySide6-Essentials 6.11.3) less what every Debian system has anyway.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FONTS = "fonts-noto-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
PDF_TOOLS = "poppler-utils"


class MissingError(Exception):
    """Something that this script cannot bring by itself; its text tells the person what to do."""


def say(text: str) -> None:
    """One line to the person, before whatever the next command prints."""
    print(text, flush=True)


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> int:
    """Show a command and run it in the project's folder; its exit code."""
    words = [str(word) for word in command]
    shown = [Path(words[0]).name, *words[1:]]
    say("$ " + " ".join(shown))
    return subprocess.call(words, cwd=ROOT, env=environment)


# -- the system ----------------------------------------------------------------------------------------


def ensure_system(*, papers: bool) -> None:
    """Install what the system lacks on Debian as root; elsewhere say the one command that does.

    ``papers``: whether printed pages will be read back and looked at, by the tests or the tour.
    """
    if not sys.platform.startswith("linux"):
        return
    needed, wished = _lacking(papers=papers)
    if (needed or wished) and _may_install():
        _apt_install([*needed, *wished])
        needed, wished = _lacking(papers=papers)
    if needed:
        raise MissingError(f"The system lacks {', '.join(needed)}.\n{_advice(needed + wished)}")
    if wished:
        say(f"The fonts of the pages ({FONTS}) are missing; others take their place. {_advice(wished)}")


def _lacking(*, papers: bool) -> tuple[list[str], list[str]]:
    """Debian's packages that are lacking: those that nothing works without, and those that only help."""
    importlib.invalidate_caches()
    needed = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not VENV.is_dir() and importlib.util.find_spec("ensurepip") is None:
        needed.append("python3-venv")
    if papers and not (shutil.which("pdftotext") and shutil.which("pdftoppm")):
        needed.append(PDF_TOOLS)
    fonts = any(next(Path(folder).expanduser().rglob("NotoSerif-Regular*"), None) for folder in FONT_FOLDERS)
    if fonts:
        return needed, []
    return ([*needed, FONTS], []) if papers else (needed, [FONTS])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _apt_install(packages: Sequence[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    run(["apt-get", "update", "--quiet"], quiet)
    if run(install, quiet) != 0:
        raise MissingError("The packages could not be installed; the lines above say why.")


def _advice(packages: Sequence[str]) -> str:
    if shutil.which("apt-get") is None:
        return f"Install them with your system's package manager (Debian's names: {' '.join(packages)})."
    return f"Install them with:\n    sudo apt-get install {' '.join(packages)}"


# -- .venv ---------------------------------------------------------------------------------------------


def ensure_environment() -> None:
    """Make ``.venv`` and install exactly what the lock names; nothing where that was done before."""
    wanted = _fingerprint()
    if _stamp() == wanted and _answers(python()):
        return
    STAMP.unlink(missing_ok=True)
    if not _answers(python(), "-m", "pip", "--version"):
        _make_venv()
    pip: list[str | Path] = [python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if run([*pip, "--require-hashes", "-r", LOCK.name]) != 0:
        raise MissingError(
            "The packages of requirements.lock could not be installed; the lines above say why."
        )
    if run([*pip, "--no-deps", "--no-build-isolation", "-e", "."]) != 0:
        raise MissingError("The program itself could not be installed into .venv; the lines above say why.")
    STAMP.write_text(wanted, encoding="ascii")


def python() -> Path:
    """The Python of ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make_venv() -> None:
    say(f"Making .venv with Python {sys.version.split()[0]}; this takes a minute, once.")
    if Path(sys.prefix) == VENV:
        raise MissingError(
            "Run this with the system's Python, not with the one in .venv, which is not complete."
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise MissingError("This Python has no venv module. On Debian: sudo apt-get install python3-venv")
    if run([sys.executable, "-m", "venv", "--clear", VENV.name]) != 0:
        raise MissingError(".venv could not be made; the lines above say why.")


def _fingerprint() -> str:
    """What the environment is made from; another lock, project file or place makes it anew."""
    digest = hashlib.sha256()
    for part in (LOCK.read_bytes(), PROJECT.read_bytes(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _stamp() -> str:
    return STAMP.read_text(encoding="ascii") if STAMP.is_file() else ""


def _answers(program: Path, *arguments: str) -> bool:
    """Whether a program starts at all: a moved folder or an upgraded system breaks a virtual environment."""
    if not program.exists():
        return False
    outcome = subprocess.run([program, *(arguments or ("--version",))], capture_output=True, check=False)
    return outcome.returncode == 0
