"""Reading on all processors."""

import os
import signal
import subprocess
import sys
import time

import pytest

from leerwerk.catalogue.models import Place
from leerwerk.exchange import place_files
from leerwerk.exchange.parallel import in_parallel
from tests.exchange.conftest import Writer, bring, posting

# Starts workers that have nothing to do, tells their process ids and waits.
PARENT = """
import os, time
from leerwerk.exchange.parallel import in_parallel
def main():
    told = in_parallel(worker, range(20))
    print(next(told), flush=True)
    time.sleep(60)
if __name__ == "__main__":
    from os import getppid
    from tests.exchange.workers import worker
    main()
"""


@pytest.mark.unit
def test_outcomes_come_in_the_order_of_the_tasks() -> None:
    assert list(in_parallel(abs, range(-20, 0))) == list(range(20, 0, -1))


@pytest.mark.unit
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor has no workers")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not is_alive(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        with open(f"/proc/{pid}/stat") as stream:
            return stream.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_a_large_file_comes_in_as_a_small_one(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_files, "PARALLEL_FROM", 1)
    monkeypatch.setattr(place_files, "BATCH", 10)
    report = bring(
        write(*(posting(identifier=f"v{n}", title=f"Lasser {n}" if n % 7 else "") for n in range(70)))
    )

    assert (report.read, report.refused, report.outcomes["CREATED"]) == (70, 10, 60)
    assert Place.objects.order_by("pk").values_list("source_id", flat=True)[0] == "v1"
