"""The stream test measures something, and each kernel is told as shares of its time."""

import pytest

from benchmarks.limits import Work, run_limits
from benchmarks.stream import Machine, measure_machine

pytestmark = pytest.mark.unit

SMALL = 4_096
MACHINE = Machine(threads=1, read_gb_s=10.0, copy_gb_s=10.0, triad_gb_s=10.0, step_ns=100.0, apart_ns=10.0)


def test_the_machine_is_measured_for_any_number_of_threads():
    for threads in (1, 2):
        measured = measure_machine(threads, SMALL)
        assert measured.threads == threads
        assert min(measured.read_gb_s, measured.copy_gb_s, measured.triad_gb_s) > 0
        assert min(measured.step_ns, measured.apart_ns) > 0


def test_shares_are_what_the_machine_would_need_and_the_largest_loss_is_named():
    told = Work(seconds=1.0, done=5_000_000, streamed=2_000_000_000, steps=30_000_000, calling_s=0.1).beside(
        MACHINE
    )
    assert told["shares"]["streaming"] == told["of_stream"] == pytest.approx(0.2)
    assert told["shares"]["stepping"] == pytest.approx(0.3)
    assert told["shares"]["calling"] == pytest.approx(0.1)
    assert sum(told["shares"].values()) == pytest.approx(1)
    assert told["largest_loss"] == "instructions, branches, waiting"
    assert told["m_a_second"] == 5


def test_every_kernel_is_in_the_report():
    told = run_limits(60, 400, stream=SMALL).as_dict()
    assert set(told["ours"]) == {"rank", "find", "stable", "best"}
    assert all(kernel["of_stream"] >= 0 for kernel in told["ours"].values())
    assert any(name.startswith("machine") for name in told["limits"])
