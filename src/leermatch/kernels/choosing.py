"""Pairs in any order become, for every seeker, a list of choices: best first, neighbours beside each other."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, AnyArray
from leermatch.compiled import kernel
from leermatch.kernels.ticket import ticket

#: Pairs of a seeker by which neighbours are found.
_LOOK = 3


@kernel
def count_pairs(
    seeker: I64, place: I64, score: I64, priority: I64, m: int, starts: I64, extremes: I64
) -> tuple[int, bool]:
    """Count the pairs of each seeker and look at every value once.

    `seeker`, `place`, `score`, `priority` (e,); `starts` (n + 1,) zeros, becomes where each seeker's pairs begin;
    `extremes` (5,) becomes lowest and highest score, lowest and highest priority, most pairs of one seeker.
    Gives the first pair with a position out of range (-1: none), and whether the pairs are grouped by seeker already.
    """
    n = starts.size - 1
    grouped = True
    before = -1
    low, high = np.iinfo(np.int64).max, np.iinfo(np.int64).min
    least, most = low, high
    for e in range(seeker.size):
        s = seeker[e]
        if s < 0 or s >= n or place[e] < 0 or place[e] >= m:
            return e, False
        starts[s + 1] += 1
        grouped = grouped and s >= before
        before = s
        low, high = min(low, score[e]), max(high, score[e])
        least, most = min(least, priority[e]), max(most, priority[e])
    extremes[0], extremes[1], extremes[2], extremes[3] = low, high, least, most
    widest = 0
    for s in range(n):
        widest = max(widest, starts[s + 1])
        starts[s + 1] += starts[s]
    extremes[4] = widest
    return -1, grouped


@kernel
def group_pairs(seeker: I64, free: I64, edge: I32) -> None:
    """Put the numbers of the pairs (e,) in the room of their seeker; `free` (n + 1,) starts, moved along."""
    for e in range(seeker.size):
        s = seeker[e]
        edge[free[s]] = e
        free[s] += 1


@kernel
def along_places(starts: I64, edge: I32, place: I64, m: int, order: I32) -> None:
    """Order (n,) the seekers along the places that they name first. Who names nothing comes last."""
    n = starts.size - 1
    free = np.zeros(m + 2, np.int32)
    for s in range(n):
        free[(place[edge[starts[s]]] if starts[s] < starts[s + 1] else m) + 1] += 1
    for p in range(m + 1):
        free[p + 1] += free[p]
    for s in range(n):
        p = place[edge[starts[s]]] if starts[s] < starts[s + 1] else m
        order[free[p]] = s
        free[p] += 1


@kernel
def walk(starts: I64, edge: I32, place: I64, m: int, order: I32) -> None:
    """Order (n,) the seekers so that those who want the same places stand near each other.

    Breadth first over seekers and the first places they name (Cuthill and McKee 1969): linear in n. Who names
    nothing comes last.
    """
    n = starts.size - 1
    first, names = _named(starts, edge, place, m)
    seen = np.zeros(n, np.bool_)
    spread = np.zeros(m, np.bool_)
    tail = 0
    for begin in range(n):
        if seen[begin] or starts[begin] == starts[begin + 1]:
            continue
        seen[begin] = True
        head = tail
        order[tail] = begin
        tail += 1
        while head < tail:
            s = order[head]
            head += 1
            for t in range(starts[s], min(starts[s + 1], starts[s] + _LOOK)):
                p = place[edge[t]]
                if spread[p]:
                    continue
                spread[p] = True
                for at in range(first[p], first[p + 1]):
                    other = names[at]
                    if not seen[other]:
                        seen[other] = True
                        order[tail] = other
                        tail += 1
    for s in range(n):
        if not seen[s]:
            order[tail] = s
            tail += 1


@kernel
def _named(starts: I64, edge: I32, place: I64, m: int) -> tuple[I32, I32]:
    """For each place the seekers that name it among their first: where they begin (m + 1,), and who they are."""
    n = starts.size - 1
    first = np.zeros(m + 1, np.int32)
    for s in range(n):
        for t in range(starts[s], min(starts[s + 1], starts[s] + _LOOK)):
            first[place[edge[t]] + 1] += 1
    for p in range(m):
        first[p + 1] += first[p]
    free = first.copy()
    names = np.empty(first[m], np.int32)
    for s in range(n):
        for t in range(starts[s], min(starts[s + 1], starts[s] + _LOOK)):
            p = place[edge[t]]
            names[free[p]] = s
            free[p] += 1
    return first, names


@kernel
def row_starts(starts: I64, order: I32, out: I64) -> None:
    """Where the pairs of each row begin (n + 1,), when the rows are the seekers in `order` (n,)."""
    out[0] = 0
    for r in range(order.size):
        out[r + 1] = out[r] + starts[order[r] + 1] - starts[order[r]]


@kernel
def sort_rows(
    some: tuple[int, int],
    source: tuple[I64, I32],
    row_of: I32,
    starts: I64,
    pairs: tuple[I64, I64, I64],
    keys: tuple[I64, int, int],
    ids: tuple[I64, I64],
    seed: np.uint64,
    out: tuple[I32, AnyArray, I32, I32],
) -> np.int64:
    """Write the choices of the seekers some[0] … some[1]: highest score first, ties by the lower ticket.

    `source` where the pairs of each seeker begin (n + 1,) and which they are (e,); `row_of` (n,) where the choices of
    a seeker go: `starts` (n + 1,) of the rows; `pairs` place, score, priority (e,); `keys` what to sort by (e,), the
    highest of it, and the bits that number the pairs of one seeker; `ids` of seekers (n,) and places (m,); `out`
    place, score, priority, pair (e,). Gives the second of two pairs that are the same, or -1.
    """
    begins, edge = source
    place, score, priority = pairs
    worth, high, bits = keys
    seeker_ids, place_ids = ids
    out_place, out_score, out_priority, out_edge = out
    packed = np.empty(np.int64(1) << bits, np.int64)
    tickets = np.empty_like(packed)
    last = (np.int64(1) << bits) - 1
    stamp = np.full(place_ids.size, -1, np.int32)
    for s in range(some[0], some[1]):
        begin = begins[s]
        many = begins[s + 1] - begin
        for t in range(many):
            e = edge[begin + t]
            p = place[e]
            if stamp[p] == s:
                return np.int64(e)
            stamp[p] = s
            packed[t] = ((high - worth[e]) << bits) | t
        _sort(packed, packed, 0, many)
        first = 0
        for t in range(1, many + 1):
            if t < many and packed[t] >> bits == packed[first] >> bits:
                continue
            if t > first + 1:
                for at in range(first, t):
                    p = place[edge[begin + (packed[at] & last)]]
                    tickets[at] = ticket(seed, seeker_ids[s], place_ids[p])
                _sort(tickets, packed, first, t)
            first = t
        to = starts[row_of[s]]
        for t in range(many):
            e = edge[begin + (packed[t] & last)]
            out_place[to + t] = place[e]
            out_score[to + t] = score[e]
            out_priority[to + t] = priority[e]
            out_edge[to + t] = e
    return np.int64(-1)


@kernel
def _sort(keys: I64, beside: I64, first: int, past: int) -> None:
    """Shell's sort upwards of keys[first:past], with what lies beside; what is in order already takes one look."""
    gap = 1
    while gap < (past - first) // 3:
        gap = gap * 9 // 4 + 1
    while gap > 0:
        for t in range(first + gap, past):
            key, other = keys[t], beside[t]
            at = t
            while at >= first + gap and keys[at - gap] > key:
                keys[at], beside[at] = keys[at - gap], beside[at - gap]
                at -= gap
            keys[at], beside[at] = key, other
        gap = gap * 4 // 9 if gap > 1 else 0


@kernel
def number_places(place: I32, number: I32, order: I32) -> None:
    """Number the places as they are met in the choices (e,): `number` (m,) of each, `order` (m,) its inverse."""
    number[:] = -1
    many = 0
    for e in range(place.size):
        p = place[e]
        if number[p] < 0:
            number[p] = many
            order[many] = p
            many += 1
    for p in range(number.size):
        if number[p] < 0:
            number[p] = many
            order[many] = p
            many += 1


@kernel
def renumber(first: int, past: int, place: I32, number: I32) -> None:
    """Replace the places (e,) from `first` to `past` by their numbers (m,)."""
    for e in range(first, past):
        place[e] = number[place[e]]


@kernel
def write_tickets(pairs: tuple[I64, I64], ids: tuple[I64, I64], seed: np.uint64, out: I64) -> None:
    """The ticket of each pair (e,): `pairs` seeker and place (e,), `ids` of seekers (n,) and places (m,)."""
    for e in range(out.size):
        out[e] = ticket(seed, ids[0][pairs[0][e]], ids[1][pairs[1][e]])
