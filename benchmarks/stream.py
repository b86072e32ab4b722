"""What the machine can do: bytes a second that stream past, and what a step to somewhere else in memory costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np

from benchmarks.report import Figures
from leermatch.arrays import F64, I64
from leermatch.compiled import CORES, kernel, share_out

#: Eight times the largest cache that was met (32 MB), so that nothing is left of the round before.
_LARGE: Final = 32_000_000
_ROUNDS: Final = 5
_STEPS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Machine:
    """`threads` share the work. GB/s of reading, copying (read and written) and triad (two read, one written), from
    memory; `step_ns` to follow one pointer to a place that no cache holds, `apart_ns` for steps that do not wait
    for each other."""

    threads: int
    read_gb_s: float
    copy_gb_s: float
    triad_gb_s: float
    step_ns: float
    apart_ns: float


def measure_machine(threads: int = CORES, n: int = _LARGE) -> Machine:
    """About three seconds and 0.8 GB with the usual n. The best of five rounds counts: whatever came in between
    is not the machine's limit."""
    a, b, c = np.ones(n), np.zeros(n), np.full(n, 2.0)
    whole = a.view(np.int64)
    sums = np.zeros(CORES * 64, np.int64)
    each = -(-n // threads)
    size = 1 << (n.bit_length() - 1)
    ring = np.empty(size, np.int64)
    _fill_ring(ring)
    steps = min(_STEPS, size)

    def shared(work: Callable[[int, int], None]) -> Callable[[], object]:
        return lambda: share_out(work, n, chunk=each, threads=threads)

    return Machine(
        threads,
        read_gb_s=_rate(shared(lambda first, past: _read(whole, sums, first, past)), 8 * n),
        copy_gb_s=_rate(shared(lambda first, past: _copy(a, b, first, past)), 16 * n),
        triad_gb_s=_rate(shared(lambda first, past: _triad(a, c, b, first, past)), 24 * n),
        step_ns=_fastest(lambda: _follow(ring, steps)) / steps * 1e9,
        apart_ns=_fastest(lambda: _gather(ring, steps)) / steps * 1e9,
    )


def machine_figures(n: int = _LARGE) -> dict[str, Figures]:
    """One thread, and all cores."""
    return {
        f"{threads} threads": asdict(measure_machine(threads, n)) for threads in dict.fromkeys((1, CORES))
    }


def _rate(work: Callable[[], object], many: int) -> float:
    return many / _fastest(work) / 1e9


def _fastest(work: Callable[[], object]) -> float:
    work()
    seconds = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


@kernel
def _read(a: I64, sums: I64, first: int, past: int) -> None:
    total = 0
    for i in range(first, past):
        total += a[i]
    sums[first % sums.size] = total


@kernel
def _copy(a: F64, b: F64, first: int, past: int) -> None:
    for i in range(first, past):
        b[i] = a[i]


@kernel
def _triad(a: F64, c: F64, b: F64, first: int, past: int) -> None:
    for i in range(first, past):
        b[i] = a[i] + 3.0 * c[i]


@kernel
def _fill_ring(ring: I64) -> None:
    """Each place names the next: a full cycle (Hull and Dobell 1962) with no stride to guess."""
    mask = ring.size - 1
    for i in range(ring.size):
        ring[i] = (i * 1_664_525 + 1_013_904_223) & mask


@kernel
def _follow(ring: I64, steps: int) -> int:
    at = 0
    for _ in range(steps):
        at = ring[at]
    return at


@kernel
def _gather(ring: I64, steps: int) -> int:
    mask, total, at = ring.size - 1, 0, 1
    for _ in range(steps):
        at = (at * 1_664_525 + 1_013_904_223) & mask
        total += ring[at]
    return total
