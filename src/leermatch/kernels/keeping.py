"""Which of the places that were scored are kept: those that can still be among the best k, and these in order."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U32, AnyArray
from leermatch.compiled import inlined

_ORDERS: Final = 2**31 - 1
#: Up to here every key is compared with every other, which is quicker than sorting.
FEW: Final = 64


@inlined
def only_good(near: U32, score: I32, held: int, waiting: int, least: int) -> int:
    """Keep what reaches `least`."""
    kept = np.uint64(held)
    for t in range(np.uint64(held), np.uint64(waiting)):
        row, points = near[t], score[t]
        near[kept], score[kept] = row, points
        kept += np.uint64(points >= least)
    return np.int64(kept)


@inlined
def edge_of(score: I32, held: int, k: int, most: int) -> int:
    """A score that at least k of the first `held` places reach, and not more than `most` unless they tie.

    Looks where it should lie if scores were spread evenly, and in the middle every second time.
    """
    low, high = score[0], score[0]
    for t in range(held):
        low, high = min(low, score[t]), max(high, score[t])
    high = np.int32(high + 1)
    at_low, at_high, aim, turn = np.int64(held), np.int64(0), (k + most) // 2, 0
    while high - low > 1:
        width = np.int64(high) - np.int64(low)
        ahead = width // 2 if turn % 2 else width * max(at_low - aim, 0) // (at_low - at_high)
        middle = np.int32(low + min(max(ahead, 1), width - 1))
        reached = np.int32(0)
        for t in range(held):
            reached = np.int32(reached + np.int32(score[t] >= middle))
        if reached >= k:
            low, at_low = middle, np.int64(reached)
            if reached <= most:
                break
        else:
            high, at_high = middle, np.int64(reached)
        turn += 1
    return low


@inlined
def choose(
    near: U32, score: I32, brief: AnyArray, chosen: U32, held: int, k: int, most: int, least: int
) -> int:
    """Where those stand that reach `least`; when more than `most` do, k of them: those at the edge by their id."""
    past = np.uint64(0)
    for t in range(held):
        chosen[past] = t
        past += np.uint64(score[t] >= least)
    kept = np.int64(past)
    if kept <= most:
        return kept
    above = 0
    for t in range(held):
        above += 1 if score[t] > least else 0
    low, high = -1, _ORDERS
    while high - low > 1:
        middle = (low + high) // 2
        reached = above
        for c in range(kept):
            t = np.uint64(chosen[c])
            reached += 1 if score[t] == least and brief[np.uint64(near[t])].order <= middle else 0
        if reached >= k:
            high = middle
        else:
            low = middle
    best = 0
    for c in range(kept):
        t = np.uint64(chosen[c])
        chosen[best] = t
        best += 1 if score[t] > least or brief[np.uint64(near[t])].order <= high else 0
    return best


@inlined
def put_in_order(near: U32, score: I32, brief: AnyArray, chosen: U32, keys: I64, held: int) -> None:
    """Put the chosen ones in their order: best score first, ties by id."""
    for c in range(held):
        t = np.uint64(chosen[c])
        keys[c] = (np.int64(score[t]) << 31) | (_ORDERS - brief[np.uint64(near[t])].order)
    if held <= FEW:
        copy = chosen[held : 2 * held]
        copy[:] = chosen[:held]
        for c in range(held):
            own, rank = keys[c], np.int64(0)
            for other in range(held):
                rank += np.int64(keys[other] > own)
            chosen[np.uint64(rank)] = copy[c]
    else:
        ascending = np.argsort(keys[:held])
        copy = chosen[:held].copy()
        for rank in range(held):
            chosen[rank] = copy[ascending[held - 1 - rank]]
