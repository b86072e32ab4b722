"""How kernels are compiled and run: one decorator, and threads that share the work.

A kernel is compiled once and kept on disk, so that only the first process after an installation waits for it. It lets
go of the interpreter's lock; many seekers are shared among plain threads, because numba's own thread layers either
cannot be entered by two threads at once or do not survive a fork (both seen with numba 0.68).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar, cast

import numba

from leermatch.kernel_cache import keep_compiled

P = ParamSpec("P")
R = TypeVar("R")

#: Cores that this process may use.
CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, or take what was compiled before. Floats keep the order in which they are written,
    so that every machine gets the same bits; dividing by zero gives infinity, as in numpy."""
    return _compiled(function)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """For a small step inside a kernel: pasted into its caller by LLVM."""
    return _compiled(function, inline="never", forceinline=True)


def bare(function: Callable[P, R]) -> Callable[P, R]:
    """For a step inside a kernel that takes tuples of arrays and makes none: it counts no references to them, which
    would cost more than the step (measured with numba 0.68: 200 ns a row)."""
    return _compiled(function, inline="never", forceinline=True, _nrt=False)


def _compiled(function: Callable[P, R], **options: Any) -> Callable[P, R]:
    njit: Any = numba.njit
    dispatcher = njit(nogil=True, error_model="numpy", **options)(function)
    keep_compiled(dispatcher)
    return cast("Callable[P, R]", dispatcher)


def share_out(work: Callable[[int, int], None], n: int, *, chunk: int, threads: int = 0) -> None:
    """Call work(first, past) for all of range(n) in chunks, on `threads` threads (0: one for each core)."""
    threads = min(threads or CORES, -(-n // chunk))
    if threads <= 1:
        if n:
            work(0, n)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, first, min(first + chunk, n)) for first in range(0, n, chunk)]:
            done.result()
