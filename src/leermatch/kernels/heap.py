"""The best k rows of a question: what they are sorted by, and a heap of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import F32, F64, I64
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import bare, inlined
from leermatch.kernels.cards import Columns, Limits
from leermatch.kernels.facets import HELD

#: Scores are counted in whole parts of this, so that sums are exact in any order.
POINTS = 1 << 16
RELEVANCE, DISTANCE, NEWEST, START, FAIRNESS = range(5)


class Best(NamedTuple):
    """A heap of the best k rows, the worst on top: smallest `first`, most `points`, least `age`, lowest `id`.
    `score` is filled when it is put in order."""

    first: F64
    points: I64
    age: I64
    id: I64
    km: F32
    score: F32


@inlined
def heap_at(packed: I64) -> tuple[Best, I64]:
    """The heap and the counts (total, lost, held) in one array of 3 + 5 k numbers: counts, first, points, age, id,
    and in the halves of the last ones km and scores."""
    k = (packed.size - 3) // 5
    best = Best(
        packed[3 : 3 + k].view(np.float64),
        packed[3 + k : 3 + 2 * k],
        packed[3 + 2 * k : 3 + 3 * k],
        packed[3 + 3 * k : 3 + 4 * k],
        packed[3 + 4 * k :].view(np.float32)[:k],
        packed[3 + 4 * k :].view(np.float32)[k:],
    )
    return best, packed[:3]


@bare
def first_of(row: int, points: int, east: float, north: float, columns: Columns, limits: Limits) -> float:
    """What is sorted by before anything else, smallest first."""
    if limits.sort == RELEVANCE:
        return np.float64(-points)
    if limits.sort == DISTANCE:
        km = np.sqrt(east * east + north * north)
        return np.inf if np.isnan(km) else np.float64(km)
    if limits.sort == NEWEST:
        return -np.float64(columns.published[row])
    if limits.sort == START:
        start = columns.start[row]
        if start == NO_DAY:
            return np.inf
        return np.float64(limits.day if start == FLEXIBLE else max(np.int64(start), limits.day))
    room = np.float64(max(columns.capacity_left[row], 1))
    rate = np.float64(columns.answer_rate[row])
    few = room / (room + np.float64(columns.candidates[row]))
    return -((few + (0.5 if np.isnan(rate) else rate)) / 2)


@bare
def worse(first: float, points: int, age: int, number: int, at: int, best: Best) -> bool:
    """Whether a row comes after the one that stands at a place of the heap."""
    if first != best.first[at]:
        return first > best.first[at]
    if points != best.points[at]:
        return points < best.points[at]
    if age != best.age[at]:
        return age > best.age[at]
    return number > best.id[at]


@bare
def offer(first: float, points: int, age: int, number: int, km: float, best: Best, counts: I64) -> None:
    """Put a row in the heap when it belongs there."""
    size, at = best.first.size, counts[HELD]
    if at < size:
        counts[HELD] += 1
        while at > 0:
            above = (at - 1) >> 1
            if not worse(first, points, age, number, above, best):
                break
            _move(above, at, best)
            at = above
    else:
        if size == 0 or worse(first, points, age, number, 0, best):
            return
        at = _sunk(first, points, age, number, size, best)
    best.first[at], best.points[at], best.age[at], best.id[at], best.km[at] = first, points, age, number, km


@bare
def settle(best: Best, held: int) -> None:
    """Put a heap in order, the best first, and say what the points are worth."""
    for last in range(held - 1, 0, -1):
        first, points, age = best.first[last], best.points[last], best.age[last]
        number, km = best.id[last], best.km[last]
        _move(0, last, best)
        at = _sunk(first, points, age, number, last, best)
        best.first[at], best.points[at], best.age[at], best.id[at], best.km[at] = (
            first,
            points,
            age,
            number,
            km,
        )
    for at in range(held):
        best.score[at] = np.float32(best.points[at] / POINTS)


@bare
def _sunk(first: float, points: int, age: int, number: int, size: int, best: Best) -> int:
    """Where a row belongs that takes the place of the top of a heap; what lies in its way moves up."""
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and worse(
            best.first[below + 1],
            best.points[below + 1],
            best.age[below + 1],
            best.id[below + 1],
            below,
            best,
        ):
            below += 1
        if worse(first, points, age, number, below, best):
            break
        _move(below, at, best)
        at = below
    return at


@bare
def _move(origin: int, to: int, best: Best) -> None:
    best.first[to], best.points[to], best.age[to] = best.first[origin], best.points[origin], best.age[origin]
    best.id[to], best.km[to] = best.id[origin], best.km[origin]
