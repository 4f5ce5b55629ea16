"""device.toml: in clear, forgiving, replaced whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.storage.preferences import DeviceFile, DeviceValues

CHANGED = DeviceValues("de", "dark", 150, reduced_motion=True)


@pytest.fixture
def device(tmp_path: Path) -> DeviceFile:
    return DeviceFile(tmp_path / "vault" / "device.toml")


def _lay(device: DeviceFile, text: str | bytes) -> None:
    device._path.parent.mkdir(exist_ok=True)
    device._path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_without_a_file_the_defaults_hold(device: DeviceFile) -> None:
    assert device.read() == DeviceValues("en", "system", 100, reduced_motion=False)


def test_values_come_back(device: DeviceFile) -> None:
    device.write(CHANGED)
    device.write(DeviceValues())
    device.write(CHANGED)
    assert device.read() == CHANGED
    assert [path.name for path in device._path.parent.iterdir()] == ["device.toml"]


def test_the_folder_is_made_for_its_owner_alone(device: DeviceFile) -> None:
    mask = os.umask(0)
    try:
        device.write(CHANGED)
    finally:
        os.umask(mask)
    assert device._path.parent.stat().st_mode & 0o777 == 0o700
    assert device._path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", DeviceValues()),
        ("no toml at all", DeviceValues()),
        (b"\xff\xfe\x00", DeviceValues()),
        ('language = "de"\nlanguage = "fr"', DeviceValues()),
        ('language = "de"\nother = 3', DeviceValues(language="de")),
        ('language = 4\ntheme = "dark"', DeviceValues(theme="dark")),
        ("text_percent = true\nreduced_motion = 1", DeviceValues()),
        ('text_percent = "150"\nreduced_motion = true', DeviceValues(reduced_motion=True)),
        ("text_percent = 150.0", DeviceValues()),
        ('language = "../../etc"', DeviceValues()),
        ('theme = ""', DeviceValues()),
        (f'theme = "{"x" * 33}"', DeviceValues()),
        ("language = [" + "[" * 3000, DeviceValues()),
        ("#" * 5000 + '\nlanguage = "de"', DeviceValues()),
    ],
)
def test_what_is_damaged_is_passed_over(device: DeviceFile, text: str | bytes, values: DeviceValues) -> None:
    _lay(device, text)
    assert device.read() == values
    device.write(CHANGED)
    assert device.read() == CHANGED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=100))
def test_no_content_of_the_file_stops_the_program(device: DeviceFile, content: str | bytes) -> None:
    _lay(device, content.encode("utf-8", "replace") if isinstance(content, str) else content)
    assert isinstance(device.read(), DeviceValues)


def test_nothing_but_a_file_is_read(device: DeviceFile, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('language = "de"')
    device._path.parent.mkdir()
    device._path.symlink_to(other)
    assert device.read() == DeviceValues()
    device._path.unlink()
    os.mkfifo(device._path)
    assert device.read() == DeviceValues()
    device._path.unlink()
    device._path.mkdir()
    assert device.read() == DeviceValues()
    with pytest.raises(UserError) as refused:
        device.write(CHANGED)
    assert refused.value.code == "storage.refused"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("")
    device = DeviceFile(tmp_path / "vault" / "device.toml")
    assert device.read() == DeviceValues()
    with pytest.raises(UserError) as refused:
        device.write(CHANGED)
    assert refused.value.code == "storage.refused"


@pytest.mark.parametrize("language", ["", 'de"\nx = "1', "de fr", "é"])
def test_only_plain_names_are_written(device: DeviceFile, language: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        device.write(DeviceValues(language=language))
    assert not device._path.exists()
