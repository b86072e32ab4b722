"""Memory is read from real processes; what has ended, died or is not what it says is never taken for an answer."""

import os
import pickle
import signal
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np
import pytest

from leermatch.arrays import AnyArray
from leermatch.lending import Loan, Place, machine, read_lent

pytestmark = [
    pytest.mark.unit,
    pytest.mark.skipif(machine() is None, reason="only Linux lets a process read another"),
]


def lend(to: Connection) -> None:
    """A process of its own: lends, and ends the loan when told."""
    loan = Loan({"ids": np.arange(1_000_000), "far": np.full(3, np.nan, np.float32), "none": np.empty(0)})
    to.send((os.getpid(), machine(), loan.place))
    to.recv()
    keep = loan.arrays  # the bytes stay where they are: it is the seal that tells
    del loan
    to.send(len(keep))
    to.recv()


def room() -> dict[str, AnyArray]:
    return {"ids": np.empty(1_000_000, int), "far": np.empty(3, np.float32), "none": np.empty(0)}


@pytest.fixture
def lender() -> Iterator[tuple[Connection, Place]]:
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=lend, args=(there,), daemon=True)
    process.start()
    pid, their_machine, place = here.recv()
    assert (pid, their_machine) == (process.pid, machine())
    yield here, place
    process.kill()
    process.join()


def test_lent_arrays_are_read_whole(lender: tuple[Connection, Place]) -> None:
    _, place = lender
    assert read_lent(place, into := room())
    assert (into["ids"] == np.arange(1_000_000)).all()
    assert np.isnan(into["far"]).all()


def test_loan_that_ended_is_not_read(lender: tuple[Connection, Place]) -> None:
    owner, place = lender
    owner.send("end it")
    assert owner.recv() == 3
    assert not read_lent(place, room())


def test_dead_process_is_not_read(lender: tuple[Connection, Place]) -> None:
    _, place = lender
    os.kill(place.process, signal.SIGKILL)
    os.waitid(os.P_PID, place.process, os.WEXITED | os.WNOWAIT)
    assert not read_lent(place, room())


def test_another_process_or_seal_or_size_is_not_read(lender: tuple[Connection, Place]) -> None:
    _, place = lender
    assert not read_lent(place._replace(process=os.getpid()), room())
    assert not read_lent(place._replace(seal=bytes(16)), room())
    assert not read_lent(place, {"ids": np.empty(999_999, int)})
    assert not read_lent(place._replace(arrays={"ids": (0, 8_000_000)}), {"ids": room()["ids"]})


def test_only_where_a_loan_lies_is_sent() -> None:
    loan = Loan({"ids": np.arange(4)})
    assert pickle.loads(pickle.dumps(loan)) == loan.place
