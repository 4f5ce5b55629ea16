"""Where files lie: in the source tree, in an installed wheel, and in a frozen bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from trustapp import places


def test_the_source_tree_has_its_resources_beside_the_package() -> None:
    assert places.resource("icons").is_dir()
    assert places.resources_folder() == Path(places.__file__).resolve().parent.parent / "resources"


def test_a_frozen_bundle_has_them_where_it_was_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert places.resource("themes", "day.toml") == tmp_path / "resources" / "themes" / "day.toml"


def test_a_wheel_carries_them_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "trustapp" / "resources").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "trustapp" / "places.py"))
    assert places.resources_folder() == tmp_path / "trustapp" / "resources"


def test_a_broken_installation_is_said_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(FileNotFoundError):
        places.resources_folder()


def test_the_vault_lies_under_the_persons_own_data() -> None:
    assert places.vault_folder().parent == places.data_folder()
    assert places.data_folder().is_relative_to(Path.home())
