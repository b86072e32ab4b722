"""Assignment problems of the kinds that solvers are judged by, made by seed (after the OR-Library, Beasley 1990)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leermatch.arrays import I64, Bool
from leermatch.edges import Edges


def _edges(table: I64, known: Bool | None = None, capacities: I64 | None = None) -> Edges:
    """Scores from a table of seekers by places."""
    n, m = table.shape
    seeker, place = np.nonzero(np.ones(table.shape, np.bool_) if known is None else known)
    return Edges(
        seeker=seeker,
        place=place,
        score=table[seeker, place],
        priority=np.zeros(seeker.size, np.int64),
        seekers=n,
        place_ids=np.arange(m),
        capacities=np.ones(m, np.int64) if capacities is None else capacities,
    )


def _uniform(rng: np.random.Generator, n: int) -> Edges:
    """Dense, costs 1 … 100: ties everywhere, everybody is placed."""
    return _edges(101 - rng.integers(1, 101, (n, n)))


def _wide(rng: np.random.Generator, n: int) -> Edges:
    return _edges(1_000_001 - rng.integers(1, 1_000_001, (n, n)))


def _machol_wien(_: np.random.Generator, n: int) -> Edges:
    """Cost i times j, which is hard for shortest paths (Machol and Wien 1976)."""
    steps = np.arange(1, n + 1)
    return _edges(n * n + 1 - np.outer(steps, steps))


def _geometric(rng: np.random.Generator, n: int) -> Edges:
    """Points in a square, cost is the distance."""
    here, there = rng.random((n, 1, 2)), rng.random((1, n, 2))
    return _edges(15_000 - np.hypot(*np.moveaxis(10_000 * (here - there), 2, 0)).astype(np.int64))


def _sparse(rng: np.random.Generator, n: int) -> Edges:
    return _edges(rng.integers(1, 10_000, (n, n)), rng.random((n, n)) < 0.04)


def _same(_: np.random.Generator, n: int) -> Edges:
    """Everything is worth the same."""
    return _edges(np.full((n, n // 2), 7))


def _crowded(rng: np.random.Generator, n: int) -> Edges:
    """More seekers than seats, several seats in a place."""
    m = n // 8
    scores = 400_000 * (rng.random((n, m)) < 0.2) + rng.integers(0, 200_000, (n, m))
    return _edges(scores, rng.random((n, m)) < 0.5, rng.integers(0, 9, m))


def _roomy(rng: np.random.Generator, n: int) -> Edges:
    """A few seats more than seekers: nearly every price is 0, but not all."""
    m = n // 3
    return _edges(
        rng.integers(1, 100_000, (n, m)), rng.random((n, m)) < 0.3, np.full(m, 3) + (np.arange(m) < 9)
    )


def _star(rng: np.random.Generator, n: int) -> Edges:
    """One place that all want most, and one bad place each."""
    table = np.zeros((n, n + 1), np.int64)
    table[:, 0] = rng.integers(900, 1000, n)
    table[np.arange(n), np.arange(1, n + 1)] = rng.integers(1, 5, n)
    return _edges(table, table > 0, np.where(np.arange(n + 1) == 0, n // 3, 1))


_KINDS: dict[str, Callable[[np.random.Generator, int], Edges]] = {
    "uniform": _uniform,
    "wide": _wide,
    "machol_wien": _machol_wien,
    "geometric": _geometric,
    "sparse": _sparse,
    "same": _same,
    "crowded": _crowded,
    "roomy": _roomy,
    "star": _star,
}
_SIZES = (100, 200, 400)
NAMES = tuple(f"{kind} {size}" for kind in _KINDS for size in _SIZES)


def make(name: str, seed: int = 1) -> Edges:
    """One of `NAMES`."""
    kind, size = name.split()
    return _KINDS[kind](np.random.default_rng([seed, int(size)]), int(size))
