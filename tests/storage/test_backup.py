"""Which sets stay: by the order in which they were made, so that no clock takes the last good ones away."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustapp.domain.errors import UserError
from trustapp.storage import archive, backup

ROOT = Path(__file__).resolve().parents[2]
VAULT = "0123456789abcdef" * 2
START = date(2026, 5, 12)
DAYS = st.dates(date(1970, 1, 1), date(2090, 12, 31))


def make(folder: Path, day: date) -> backup.KeptSet | None:
    return backup.make(folder, day, VAULT, {"VAULT": b"header", "p1.keys": b"old keys"})


def days_of(folder: Path) -> list[date]:
    return [one.day for one in backup.sets(folder)]


def live(days: list[date]) -> tuple[list[int], list[date]]:
    """Numbers and days of what is there after sets of these days: the rule of ``make`` without a disk."""
    there: list[tuple[int, date]] = []
    for number, day in enumerate(days):
        doubt = backup.in_doubt([one for _number, one in there], day)
        if any(one == day for _number, one in there) or (doubt and len(there) >= backup.MOST):
            continue
        there.append((number, day))
        if not doubt:
            stay = backup.kept([one for _number, one in there])
            there = [one for place, one in enumerate(there) if place in stay]
    return [number for number, _day in there], [day for _number, day in there]


def test_a_year_of_days_leaves_seven_days_four_weeks_and_six_months() -> None:
    _numbers, days = live([START + timedelta(days=one) for one in range(365)])
    last = START + timedelta(days=364)
    assert days[-7:] == [last - timedelta(days=one) for one in range(6, -1, -1)]
    assert len({one.isocalendar()[:2] for one in days}) >= backup.WEEKLY
    assert len({(one.year, one.month) for one in days}) == backup.MONTHLY
    assert len(days) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY


def test_somebody_who_comes_once_a_month_keeps_their_last_seven_times() -> None:
    _numbers, days = live([START + timedelta(days=30 * one) for one in range(20)])
    assert days == [START + timedelta(days=30 * one) for one in range(13, 20)]


def test_one_start_far_in_the_future_takes_nothing_away() -> None:
    real = [START + timedelta(days=one) for one in range(100)]
    odd = [*real[:50], date(2090, 1, 1), *real[50:]]
    assert set(live(real)[1]) <= set(live(odd)[1])


@given(st.lists(DAYS, max_size=60))
def test_whatever_the_clock_says_the_last_seven_made_stay(days: list[date]) -> None:
    there: list[tuple[int, date]] = []
    made: list[int] = []
    for number, day in enumerate(days):
        before = [one for _number, one in there]
        doubt = backup.in_doubt(before, day)
        if day in before or (doubt and len(there) >= backup.MOST):
            continue
        made.append(number)
        fresh = [*there, (number, day)]
        stay = backup.kept([one for _number, one in fresh])
        there = fresh if doubt else [one for place, one in enumerate(fresh) if place in stay]
        assert set(made[-backup.DAILY :]) <= {one for one, _day in there}
        assert len(there) <= backup.MOST


@given(st.lists(st.integers(0, 62), min_size=1, max_size=150), DAYS)
def test_while_the_clock_is_right_odd_days_before_it_take_at_most_their_own_places(
    steps: list[int], odd: date
) -> None:
    days, day = [], START
    for step in steps:
        day += timedelta(days=step)
        days.append(day)
    _numbers, there = live([odd, *days])
    assert set(live(days)[1]) - {odd} <= set(there)
    assert len(there) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY + 1


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_nothing_is_let_go_while_the_clock_is_in_doubt(days: list[date]) -> None:
    for place in range(1, len(days)):
        _numbers, before = live(days[:place])
        if backup.in_doubt(before, days[place]):
            assert set(before) <= set(live(days[: place + 1])[1])


def test_the_rule_holds_on_the_disk_as_well(tmp_path: Path) -> None:
    days = [START + timedelta(days=one) for one in range(40)]
    for day in days:
        assert make(tmp_path, day) is not None
    assert days_of(tmp_path) == live(days)[1]
    assert backup.sets(tmp_path)[-1].number == 40
    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700


def test_what_is_no_set_of_ours_is_neither_counted_nor_removed(tmp_path: Path) -> None:
    make(tmp_path, START)
    folder = tmp_path / "backups"
    for name in ("notes.txt", "000009-2026-05-01.backup.old", "000010-2026-99-01.backup"):
        (folder / name).write_bytes(b"mine")
    (folder / "000011-2026-05-01.backup").symlink_to(folder / "notes.txt")
    for one in range(1, 30):
        make(tmp_path, START + timedelta(days=one))
    assert (folder / "notes.txt").read_bytes() == b"mine"
    assert len(list(folder.iterdir())) == len(backup.sets(tmp_path)) + 4


def test_a_half_written_set_does_not_count_and_goes_with_the_next(tmp_path: Path) -> None:
    make(tmp_path, START)
    half = tmp_path / "backups" / "000002-2026-05-13.backup.new"
    half.write_bytes(b"TABACK\r\n half")
    assert days_of(tmp_path) == [START]
    make(tmp_path, START + timedelta(days=1))
    assert not half.exists()
    assert len(days_of(tmp_path)) == 2


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "backups").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError) as refused:
        make(tmp_path, START)
    assert refused.value.code == "storage.refused"
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_flapping_clock_does_not_fill_the_disk(tmp_path: Path) -> None:
    for one in range(60):
        make(tmp_path, START - timedelta(days=one))
    assert len(days_of(tmp_path)) == backup.MOST


def test_a_set_made_again_holds_the_new_file_and_all_others_as_they_were(tmp_path: Path) -> None:
    one = make(tmp_path, START)
    assert one is not None
    backup.make_again(one, {"p1.keys": b"newer and longer keys", "p2.keys": b"not there before"})
    found = archive.manifest(one.path)
    assert [(entry.name, archive.content(one.path, entry)) for entry in found.entries] == [
        ("VAULT", b"header"),
        ("p1.keys", b"newer and longer keys"),
    ]
    assert found.day == START
    assert os.listdir(tmp_path / "backups") == [one.path.name]


_MAKING = """
import sys
from datetime import date, timedelta
from pathlib import Path
from trustapp.storage import backup
folder, day = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
print("ready", flush=True)
while True:
    day += timedelta(days=1)
    backup.make(folder, day, "0" * 32, {"p1.db": folder / "p1.db", "p1.keys": b"keys"})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="killed with SIGKILL")
def test_every_set_that_counts_after_a_kill_is_whole(tmp_path: Path) -> None:
    (tmp_path / "p1.db").write_bytes(os.urandom(4 * 1024 * 1024))
    choose, day, halves = random.Random(5), START, 0
    for _kill in range(15):
        worker = subprocess.Popen(
            [sys.executable, "-c", _MAKING, str(tmp_path), day.isoformat()],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        with worker:
            assert worker.stdout is not None
            worker.stdout.readline()
            time.sleep(choose.uniform(0, 0.3))  # the moment is what is drawn here, not something to wait for
            worker.kill()
        halves += any(path.suffix == ".new" for path in (tmp_path / "backups").glob("*"))
        for one in backup.sets(tmp_path):
            for _step in archive.prove(one.path):
                pass
        day = max([day, *days_of(tmp_path)])
    assert backup.sets(tmp_path)
    assert halves, "at least one kill met a set that was not finished"
