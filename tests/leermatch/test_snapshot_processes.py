"""A snapshot under fire: writers that are killed at any moment, a disk that is full, readers in many processes."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from leermatch import current_delta, current_version, open_market
from tests.leermatch import snapshot_processes as work

pytestmark = pytest.mark.unit
#: Children take over the kernels that are loaded here; no thread of ours is running then.
_FORK = multiprocessing.get_context("fork")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writer_that_is_killed_at_any_moment_leaves_a_whole_market(tmp_path: Path) -> None:
    work.write_once(tmp_path, 0)
    seen = set()
    for kill in range(24):
        writer = _FORK.Process(target=work.write, args=(tmp_path, kill))
        writer.start()
        before = (current_version(tmp_path), current_delta(tmp_path))
        while (current_version(tmp_path), current_delta(tmp_path)) == before and writer.is_alive():
            time.sleep(0.001)  # it is writing now, and goes on
        time.sleep(0.0017 * kill)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        seen.add(work.check(open_market(tmp_path)))
    assert len(seen) > 10
    work.write_once(tmp_path, 0)
    work.write_once(tmp_path, 0)
    leftovers = [name for name in _names(tmp_path) if name.startswith(".building-")]
    assert leftovers == []


def test_readers_get_answers_of_one_state_during_hundreds_of_swaps(tmp_path: Path) -> None:
    work.write_once(tmp_path, 0)
    writers = [_FORK.Process(target=work.write, args=(tmp_path, first)) for first in (1, 100_001)]
    ends = [_FORK.Pipe(duplex=False) for _ in range(3)]
    readers = [_FORK.Process(target=work.read, args=(tmp_path, told, 120)) for _, told in ends]
    for process in (*writers, *readers):
        process.start()
    for _, told in ends:
        told.close()
    answers = [heard.recv() for heard, _ in ends]  # EOFError when a reader failed
    for reader in readers:
        reader.join()
    assert [reader.exitcode for reader in readers] == [0, 0, 0]
    assert all(writer.is_alive() for writer in writers)
    for writer in writers:
        writer.kill()
        writer.join()
    assert min(seen for seen, _ in answers) >= 120


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("most", [0, 100, 5_000])
def test_full_disk_leaves_what_was_current_and_nothing_else(tmp_path: Path, turn: int, most: int) -> None:
    work.write_once(tmp_path, 0)
    work.write_once(tmp_path, 1)
    before = _names(tmp_path)
    writer = _FORK.Process(target=work.write_on_a_full_disk, args=(tmp_path, most, turn))
    writer.start()
    writer.join()
    assert writer.exitcode == work.FULL_DISK
    assert _names(tmp_path) == before
    assert work.check(open_market(tmp_path)) == "delta000001"
