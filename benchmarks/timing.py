"""Measuring: medians of whole runs, percentiles of single questions, the highest memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Generic, TypeVar

import numpy as np

T = TypeVar("T")
Item = TypeVar("Item")

#: Of so many runs the median counts, however long they take.
RUNS = 5


@dataclass(frozen=True, slots=True)
class Timed(Generic[T]):
    """The answer of the last run; the median of `runs` runs, in seconds."""

    answer: T
    median_s: float
    runs: int


def timed(work: Callable[[], T]) -> Timed[T]:
    """Run five times. Call the work once before to warm it up."""
    seconds: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - start)
    return Timed(answer, median(seconds), RUNS)


def in_turns(one: Callable[[], T], other: Callable[[], T]) -> tuple[Timed[T], Timed[T]]:
    """Two ways, five times each and by turns, so that a machine that slows down does so for both.

    One round before does not count.
    """
    answers = [one(), other()]
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for way, work in enumerate((one, other)):
            start = time.perf_counter()
            answers[way] = work()
            seconds[way].append(time.perf_counter() - start)
    return Timed(answers[0], median(seconds[0]), RUNS), Timed(answers[1], median(seconds[1]), RUNS)


def how_many(work: Callable[[int], object], *, most: int, budget_s: float, first: int = 50) -> int:
    """How many items fit in one run of `budget_s`, judged by a small run that also warms up; at most `most`."""
    first = min(first, most)
    work(first)
    start = time.perf_counter()
    work(first)
    each = (time.perf_counter() - start) / max(first, 1)
    return max(first, min(most, int(budget_s / max(each, 1e-9))))


def each_timed(
    work: Callable[[Item], T], items: Sequence[Item], rounds: int = 5
) -> tuple[list[T], list[float]]:
    """The answers, and the milliseconds of every call in every round. One round before does not count."""
    answers = [work(item) for item in items]
    milliseconds = []
    for _ in range(rounds):
        for item in items:
            start = time.perf_counter_ns()
            work(item)
            milliseconds.append((time.perf_counter_ns() - start) / 1e6)
    return answers, milliseconds


def one_by_one(work: Callable[[Item], T], items: Sequence[Item]) -> tuple[list[T], list[float]]:
    """The answers, and the milliseconds of every call; nothing is asked before, so that nothing is remembered."""
    answers, milliseconds = [], []
    for item in items:
        start = time.perf_counter_ns()
        answers.append(work(item))
        milliseconds.append((time.perf_counter_ns() - start) / 1e6)
    return answers, milliseconds


def percentiles(milliseconds: Sequence[float]) -> dict[str, Any]:
    """Mean and percentiles in milliseconds."""
    p50, p95, p99 = np.percentile(milliseconds, [50, 95, 99]).tolist()
    return {"mean_ms": float(np.mean(milliseconds)), "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}


class PeakMemory:
    """The highest resident memory of this process since it was made, the data included; Linux only."""

    def __init__(self) -> None:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")

    def megabytes(self) -> float | None:
        """None where the system does not tell."""
        return peak_of("self")


def peak_of(process: int | str) -> float | None:
    """The highest resident memory of a process in megabytes; None where the system does not tell."""
    with suppress(OSError):
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        for line in told.splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1e3
    return None
