"""What every test rests on: a screen that nobody sees, a cheap key derivation, a clock that can be set.

The environment is settled here, before anything imports Qt.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".work"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(WORK / "hypothesis"))
for _name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "LANGUAGE"):
    os.environ.pop(_name, None)

import pytest  # noqa: E402 - after the environment is settled
from hypothesis import HealthCheck, settings  # noqa: E402

from tests.clocks import Clock  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from trustapp.vault.kdf import KdfPolicy

# Two shared cores make deadlines lie; a failure is found by what is wrong, not by how long it took.
settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("everyday"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

_failed = pytest.StashKey[bool]()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


@pytest.fixture(scope="session")
def cheap_policy() -> KdfPolicy:
    """Argon2id at next to no cost; only tests and throw-away vaults are ever given such a policy."""
    from trustapp.vault.kdf import KdfParameters, KdfPolicy

    tiny = KdfParameters(memory_kib=256, passes=1)
    return KdfPolicy(default=tiny, floor=tiny, cap=KdfParameters(memory_kib=64 * 1024, passes=8))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """One style on every system, so that sizes and focus behave alike."""
    return ["trustapp", "-style", "fusion"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure: its traceback keeps widgets alive, and they are not its fault."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


@pytest.fixture(autouse=True)
def _no_leftover_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Deliver deferred deletes after each test with Qt, and fail when a window outlives the test."""
    before = set(_windows())
    yield
    if not set(_windows()) - before:
        return
    _deliver_deletes()
    left = {address: widget for address, widget in _windows().items() if address not in before}
    if not left:
        return
    names = ", ".join(f"{type(widget).__name__} {widget.objectName()!r}" for widget in left.values())
    for widget in left.values():
        widget.hide()
        widget.deleteLater()
    left.clear()
    _deliver_deletes()
    if not request.node.stash.get(_failed, False):
        pytest.fail(f"windows outlived the test: {names}")


def _windows() -> dict[int, QWidget]:
    """The top-level widgets by address; none, and no import of Qt, in a test without Qt."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if QApplication.instance() is None:
        return {}
    return {getCppPointer(widget)[0]: widget for widget in QApplication.topLevelWidgets()}


def _deliver_deletes() -> None:
    """Destroy what ``deleteLater`` put off, and what only a cycle of references still holds."""
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
