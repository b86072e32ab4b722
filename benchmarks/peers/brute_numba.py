"""Brute force, compiled with numba: every seeker with every open place, on all cores.

The strongest plain form: what a place asks is one mask, tests without branches over blocks that fit the cache, points
only for what passes, a heap of the best. No cells, no groups, no order.
"""

from __future__ import annotations

import numpy as np

from benchmarks.rank_task import BEST, DISTANCE_POINTS, HALF_KM, LEVEL_POINTS, RankTask, closeness_points
from leermatch.arrays import F32, I16, I32, I64, U8, U32
from leermatch.compiled import inlined, kernel, share_out

_BLOCK = 1024
_DAYS, _LICENCE, _LEVEL, _LANGUAGE = 0, 7, 8, 13


class BruteNumba:
    """The open places as columns in the order of their ids."""

    name = "brute-force numba"
    first = 64

    def __init__(self, task: RankTask) -> None:
        shown = task.places["is_open"] == 1
        places = {name: column[shown] for name, column in task.places.items()}
        self.seekers = task.seekers
        self.ids = places["id"].astype(np.int64)
        self.places = (
            places["x"], places["y"], _asked(places), places["domain"], places["dossier"], places["qualification"],
            places["level"], places["lift"],
        )  # fmt: skip

    def rank(self, n: int) -> tuple[I64, I64]:
        """Ids and scores (n, BEST) for the first n seekers."""
        people = {name: column[:n] for name, column in self.seekers.items()}
        wishes = tuple(
            np.stack([people[f"{kind}{at}"] for at in range(3)], axis=1)
            for kind in ("domain", "dossier", "qualification")
        )
        rows, scores = np.full((n, BEST), -1, np.int64), np.zeros((n, BEST), np.int64)
        points, levels = np.array(closeness_points(), np.int32), np.array(LEVEL_POINTS, np.int32)

        def work(first: int, past: int) -> None:
            _rank(
                first, past, people["x"], people["y"], people["max_km"], _denied(people), people["level"], *wishes,
                *self.places, points, levels, rows, scores,
            )  # fmt: skip

        share_out(work, n, chunk=256)
        return np.where(rows < 0, -1, self.ids[rows]), scores


def _asked(places: dict[str, I16]) -> U32:
    one = np.uint32(1)
    mask = places["days"].astype(np.uint32) | (places["licence"].astype(np.uint32) << np.uint32(_LICENCE))
    mask |= one << (places["level"].astype(np.uint32) + np.uint32(_LEVEL))
    return mask | (one << (places["language"].astype(np.uint32) + np.uint32(_LANGUAGE)))


def _denied(people: dict[str, I16]) -> U32:
    deny = ~people["days"].astype(np.uint32) & np.uint32(127)
    deny |= (people["licence"] == 0) * np.uint32(1 << _LICENCE)
    for level in range(2, 5):
        deny |= (people["level"] < level - 1) * np.uint32(1 << (_LEVEL + level))
    for language in range(1, 7):
        deny |= (people["language"] < language) * np.uint32(1 << (_LANGUAGE + language))
    return deny


@kernel
def _rank(
    first: int, past: int, own_x: F32, own_y: F32, reach: F32, denied: U32, own_level: I16, domains: I16, dossiers: I16,
    wishes: I16, x: F32, y: F32, mask: U32, domain: I16, dossier: I16, qualification: I16, level: I16, lift: I32,
    points: I32, level_points: I32, rows: I64, scores: I64,
) -> None:  # fmt: skip
    passes = np.empty(_BLOCK, np.uint8)
    heap = np.empty(BEST, np.int64)
    for s in range(first, past):
        held = 0
        for start in range(0, x.size, _BLOCK):
            many = min(_BLOCK, x.size - start)
            _test(
                start, many, own_x[s], own_y[s], reach[s], denied[s], domains[s, 0], domains[s, 1], domains[s, 2], x, y,
                mask, domain, passes,
            )  # fmt: skip
            for t in range(many):
                if passes[t]:
                    j = start + t
                    near = np.int64(0)
                    for w in range(3):
                        if qualification[j] == wishes[s, w]:
                            near = max(near, np.int64(points[w, 0]))
                        elif dossier[j] == dossiers[s, w]:
                            near = max(near, np.int64(points[w, 1]))
                        elif domain[j] == domains[s, w]:
                            near = max(near, np.int64(points[w, 2]))
                    dx, dy = x[j] - own_x[s], y[j] - own_y[s]
                    km = np.float64(np.sqrt(dx * dx + dy * dy))
                    step = level[j] - own_level[s]
                    score = near + np.int64(np.floor(HALF_KM / (HALF_KM + km) * DISTANCE_POINTS + 0.5))
                    score += level_points[0 if step == 1 else 1 if step == 0 else 2] + lift[j]
                    held = _push(heap, held, (score << 32) | (0xFFFFFFFF - j))
        heap[:held].sort()
        for rank in range(held):
            key = heap[held - 1 - rank]
            rows[s, rank], scores[s, rank] = 0xFFFFFFFF - (key & 0xFFFFFFFF), key >> 32


@inlined
def _test(
    start: int, many: int, own_x: float, own_y: float, reach: float, deny: int, first: int, second: int, third: int,
    x: F32, y: F32, mask: U32, domain: I16, passes: U8,
) -> None:  # fmt: skip
    for t in range(many):
        at = np.uint64(start + t)
        dx, dy = x[at] - own_x, y[at] - own_y
        wished = (domain[at] == first) | (domain[at] == second) | (domain[at] == third)
        passes[t] = (np.sqrt(dx * dx + dy * dy) <= reach) & ((mask[at] & deny) == 0) & wished


@inlined
def _push(heap: I64, held: int, key: int) -> int:
    """Keep the highest keys; the lowest of them is on top."""
    if held < heap.size:
        at = held
        while at > 0 and heap[(at - 1) >> 1] > key:
            heap[at] = heap[(at - 1) >> 1]
            at = (at - 1) >> 1
        heap[at] = key
        return held + 1
    if key <= heap[0]:
        return held
    at = 0
    while 2 * at + 1 < held:
        child = 2 * at + 1
        if child + 1 < held and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = key
    return held
