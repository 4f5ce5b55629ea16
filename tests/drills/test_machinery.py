"""The drills themselves: what their model of a disk keeps, what a line says, what a run goes on with."""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform == "win32":
    pytest.skip("the drills are for Linux", allow_module_level=True)

from tests.drills.disk_model import KEPT, LOST, SECTOR, SOME, TORN, Cut, File, Folder, Write
from tests.drills.mutate import bytes_of, json_of
from tests.drills.plan import Drill, Portion, Tally, split
from tests.drills.registry import DRILLS
from tests.drills.strace import Call, Replay, UnknownCallError, _parse

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = b"o" * 4 * SECTOR, b"n" * 4 * SECTOR


def states(folder: Folder, mode: str) -> list[dict[str, bytes]]:
    """What may be there, as often as it takes to see every kind."""
    return [folder.after(mode, random.Random(seed)) for seed in range(200)]


def a_folder() -> Folder:
    return Folder({"keys": OLD})


# -- the model of a disk ---------------------------------------------------------------------------------


def test_what_was_not_flushed_may_be_lost_and_what_was_flushed_may_not() -> None:
    folder = a_folder()
    file = folder.find("keys")
    assert file is not None
    file.pending.append(Write(0, NEW))
    assert folder.live() == {"keys": NEW}
    assert folder.after(LOST, random.Random(1)) == {"keys": OLD}
    assert folder.after(KEPT, random.Random(1)) == {"keys": NEW}
    file.flush()
    for mode in (LOST, KEPT, SOME, TORN):
        assert all(state == {"keys": NEW} for state in states(folder, mode))


def test_sectors_are_kept_one_by_one_in_any_order() -> None:
    folder = a_folder()
    file = folder.find("keys")
    assert file is not None
    file.pending.append(Write(0, NEW))
    found = {state["keys"][::SECTOR] for state in states(folder, SOME)}
    assert {b"onoo", b"ooon", b"nnnn", b"oooo"} <= found


def test_a_torn_write_is_new_at_its_beginning_and_old_behind_it() -> None:
    folder = a_folder()
    file = folder.find("keys")
    assert file is not None
    file.pending.append(Write(0, NEW))
    found = {state["keys"] for state in states(folder, TORN)}
    assert len(found) > 100
    assert all(state.lstrip(b"n").rstrip(b"o") == b"" for state in found)


def test_a_file_that_grew_may_have_its_length_without_its_content() -> None:
    file = File(bytearray(b"old"))
    file.pending.append(Write(3, b"new" * SECTOR))
    found = [file.after(SOME, random.Random(seed)) for seed in range(200)]
    assert any(len(state) == 3 + 3 * SECTOR and state[3:].strip(b"\0") == b"" for state in found)


def test_a_cut_may_come_without_what_was_written_before_it() -> None:
    file = File(bytearray(OLD))
    file.pending += [Write(0, NEW), Cut(SECTOR)]
    found = {file.after(SOME, random.Random(seed)) for seed in range(200)}
    assert {b"o" * SECTOR, b"n" * SECTOR} <= found
    assert any(len(state) == len(OLD) for state in found)


def test_a_rename_that_was_not_flushed_is_there_wholly_or_not_at_all() -> None:
    folder = a_folder()
    made = folder.create("keys.new")
    made.pending.append(Write(0, NEW))
    made.flush()
    folder.rename("keys.new", "keys")
    found = states(folder, SOME)
    assert {tuple(sorted(state)) for state in found} == {("keys",), ("keys", "keys.new")}
    assert {state["keys"] for state in found} == {OLD, NEW}
    folder.flush()
    assert all(state == {"keys": NEW} for state in states(folder, LOST))


def test_a_new_name_is_lost_with_its_flushed_content_while_its_folder_was_not_flushed() -> None:
    folder = a_folder()
    folder.create("journal").flush()
    assert folder.after(LOST, random.Random(1)) == {"keys": OLD}
    folder.flush()
    assert folder.after(LOST, random.Random(1)) == {"keys": OLD, "journal": b""}


def test_a_file_that_was_removed_comes_back_while_its_folder_was_not_flushed() -> None:
    folder = a_folder()
    folder.remove("keys")
    assert folder.live() == {}
    assert folder.after(LOST, random.Random(1)) == {"keys": OLD}
    folder.flush()
    assert folder.after(LOST, random.Random(1)) == {}


# -- reading a recording ---------------------------------------------------------------------------------


def hexed(text: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in text.encode()) + '"'


def test_a_recorded_call_is_read_with_its_bytes() -> None:
    assert _parse(f"pwrite64(5, {hexed('a, b)')}, 5, 4096) = 5\n") == Call(
        "pwrite64", (b"a, b)",), ("5", "@", "5", "4096"), 5
    )
    assert _parse(f"openat(AT_FDCWD, {hexed('/v/x')}, O_RDONLY) = -1 ENOENT (No such file)\n") is None


def test_a_recording_is_replayed_call_by_call() -> None:
    lines = [
        f"openat(AT_FDCWD, {hexed('/v/keys.new')}, O_WRONLY|O_CREAT|O_EXCL, 0600) = 3",
        f"write(3, {hexed('new')}, 3) = 3",
        "fsync(3) = 0",
        "close(3) = 0",
        f"rename({hexed('/v/keys.new')}, {hexed('/v/keys')}) = 0",
        f"write(2, {hexed('ack written')}, 11) = 11",
        f"openat(AT_FDCWD, {hexed('/v')}, O_RDONLY|O_DIRECTORY) = 3",
        "fsync(3) = 0",
    ]
    replay = Replay(Path("/v"), {"keys": OLD})
    calls = [call for line in lines if (call := _parse(line)) is not None]
    lost = []
    for _number in replay.steps(calls):
        lost.append((replay.model.after(LOST, random.Random(1)), list(replay.acks)))
    assert lost[:-1] == [({"keys": OLD}, [])] * 4
    assert lost[-1] == ({"keys": b"new"}, ["written"])


def test_a_folder_takes_its_files_along_in_one_step_and_flushing_it_keeps_no_later_change() -> None:
    folder = a_folder()
    made = folder.create("new/keys")
    made.pending.append(Write(0, NEW))
    made.flush()
    folder.create("new/other")
    folder.flush("new")
    folder.rename("new", "begun")
    assert set(folder.after(LOST, random.Random(1))) == {"keys", "new/keys", "new/other"}
    folder.flush("new")
    assert set(folder.after(LOST, random.Random(1))) == {"keys", "new/keys", "new/other"}, (
        "its name is its parent's"
    )
    assert set(folder.after(KEPT, random.Random(1))) == {"keys", "begun/keys", "begun/other"}
    folder.rename("begun/keys", "keys")
    assert folder.after(LOST, random.Random(1))["keys"] == OLD
    folder.flush("begun")
    assert folder.after(LOST, random.Random(1)) == {"keys": NEW, "begun/other": b""}
    folder.remove("begun/other")
    assert "begun/other" in folder.after(LOST, random.Random(1))
    folder.flush("elsewhere")
    assert "begun/other" in folder.after(LOST, random.Random(1))


def test_a_call_that_the_model_does_not_know_ends_the_drill() -> None:
    replay = Replay(Path("/v"), {"keys": OLD})
    opened = Call("openat", (b"/v/keys",), ("AT_FDCWD", "@", "O_RDWR"), 3)
    with pytest.raises(UnknownCallError):
        list(replay.steps([opened, Call("fallocate", (), ("3", "0", "0", "10"), 0)]))


# -- lines, controls, portions -----------------------------------------------------------------------------


def a_drill(least: float = 0.5) -> Drill:
    return Drill("kill", "killed", lambda full: [], lambda portion: Tally(), "careless", least)


def test_a_line_tells_operation_tried_lost_and_the_figures_of_the_control() -> None:
    tally = Tally(tried=1_200, lost=1, control_tried=20, control_lost=19)
    assert a_drill().line(tally) == "kill       killed: tried 1,200, lost 1; control: 19 of 20 lost, careless"


@pytest.mark.parametrize(
    ("tally", "holds"),
    [
        (Tally(tried=10, control_tried=4, control_lost=2), True),
        (Tally(tried=10, lost=1, control_tried=4, control_lost=4), False),
        (Tally(tried=10, control_tried=4, control_lost=1), False),
        (Tally(tried=10), False),
        (Tally(control_tried=4, control_lost=4), False),
        (Tally(skipped="no strace"), True),
    ],
)
def test_a_drill_holds_when_nothing_is_lost_and_its_control_loses(tally: Tally, holds: bool) -> None:
    assert a_drill().holds(tally) is holds


@pytest.mark.parametrize("drill", DRILLS, ids=lambda one: one.name)
@pytest.mark.parametrize("full", [False, True])
def test_no_two_portions_of_a_drill_have_one_name(drill: Drill, full: bool) -> None:
    names = [portion.name for portion in drill.portions(full)]
    assert names
    assert len(set(names)) == len(names)


def test_portions_make_the_whole_without_a_gap() -> None:
    made = split("commit", 1_250, 500)
    assert [(one.first, one.count) for one in made] == [(0, 500), (500, 500), (1_000, 250)]


def test_full_drills_reach_the_numbers_of_the_table() -> None:
    planned = {one.name: sum(p.count for p in one.portions(True) if p.part != "control") for one in DRILLS}
    assert planned["kill"] == 10_000
    assert planned["power"] == 15 * 20_000
    assert planned["old"] == 1_000


def test_altered_input_differs_from_what_was_good() -> None:
    good = b'{"body":{"id":"1"},"seq":3}'
    for alter in (bytes_of, json_of):
        found = {alter(good, random.Random(seed)) for seed in range(200)}
        assert len(found - {good}) > 100


# -- a run -------------------------------------------------------------------------------------------------


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(ROOT / "build")
    module = importlib.import_module("drill")
    monkeypatch.setattr(module, "STATE", tmp_path)
    yield module
    sys.modules.pop("drill", None)


def test_what_a_full_run_has_done_is_not_done_again(script: ModuleType) -> None:
    state, portion = script.State.of_this_program(), Portion("commit", 0, 10)
    assert state.get(a_drill(), portion) is None
    done = Tally(tried=10, problems=["one"])
    done.detail["commit"] += 10
    state.set(a_drill(), portion, done)
    assert script.State.of_this_program().get(a_drill(), portion) == done


def test_a_short_run_keeps_nothing(script: ModuleType, tmp_path: Path) -> None:
    script.State(None).set(a_drill(), Portion("commit", 0, 10), Tally(tried=10))
    assert list(tmp_path.iterdir()) == []


def test_shards_share_every_portion_out_once(script: ModuleType) -> None:
    shards = [script.Shard.read(f"{number}/4") for number in range(1, 5)]
    for place in range(20):
        assert sum(shard.has(place) for shard in shards) == 1
    for wrong in ("0/4", "5/4", "x"):
        with pytest.raises(ValueError, match=r"."):
            script.Shard.read(wrong)


def run_with(script: ModuleType, monkeypatch: pytest.MonkeyPatch, tallies: Sequence[Tally]) -> int:
    left = iter(tallies)
    monkeypatch.setattr(script, "_portion", lambda drill, portion, state: next(left))
    return int(script.main(["--only", "starts", "--jobs", "1"]))


def test_a_run_ends_with_1_when_anything_is_lost(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    control = Tally(control_tried=2, control_lost=2)
    assert run_with(script, monkeypatch, [Tally(tried=3), control]) == 0
    assert "1 drills, 3 cases" in capsys.readouterr().out
    lost = Tally(tried=3)
    lost.lose("round 2: two opened the vault")
    assert run_with(script, monkeypatch, [lost, control]) == 1
    assert "round 2: two opened the vault" in capsys.readouterr().out


def test_a_portion_that_crashes_is_lost_and_tried_again_another_time(script: ModuleType) -> None:
    state = script.State.of_this_program()
    portion = Portion("no such part", 0, 1)
    found = script._portion(next(one for one in DRILLS if one.name == "kill"), portion, state)
    assert found.lost == 1
    assert state.get(a_drill(), portion) is None
