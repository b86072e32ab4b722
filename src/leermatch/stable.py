"""Stable allocation of scarce places: nobody and no place prefer each other to what they got.

Deferred acceptance (Gale and Shapley 1962, the side of the seekers proposing), over sparse eligible pairs.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I64, AnyArray
from leermatch.edges import Edges


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """`edge_of` (seekers,) int64: the edge each seeker holds, -1 for none. `seed` decided the ties."""

    edge_of: I64
    seed: int


def allocate_stable(edges: Edges, *, seed: int = 0) -> Allocation:
    """The allocation that is stable and, among those, best for every seeker (ties broken by the seed).

    The same edges and seed give the same allocation. Time e log(capacity), after sorting the edges.
    """
    ties = _tickets(edges, seed)
    order = np.lexsort((ties, -edges.score, edges.seeker))
    starts = np.searchsorted(edges.seeker[order], np.arange(edges.seekers + 1)).tolist()
    wanted = order.tolist()
    place, priority, ticket = edges.place.tolist(), edges.priority.tolist(), ties.tolist()
    room = edges.capacities.tolist()
    held: list[list[tuple[int, int, int]]] = [[] for _ in room]
    edge_of = np.full(edges.seekers, -1, np.int64)
    following = starts[:-1].copy()
    for first in range(edges.seekers):
        seeker = first
        while following[seeker] < starts[seeker + 1]:
            edge = wanted[following[seeker]]
            following[seeker] += 1
            heap = held[place[edge]]
            bid = (priority[edge], ticket[edge], edge)
            if len(heap) < room[place[edge]]:
                heapq.heappush(heap, bid)
                edge_of[seeker] = edge
                break
            if not heap or heap[0] > bid:
                continue
            loser = heapq.heapreplace(heap, bid)[2]
            edge_of[seeker] = edge
            seeker = int(edges.seeker[loser])
            edge_of[seeker] = -1
    return Allocation(edge_of, seed)


def _tickets(edges: Edges, seed: int) -> AnyArray:
    """A number for each pair that depends on the seed and on who it is, not on the order of the edges."""
    mixed = (
        np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
        + edges.seeker.astype(np.uint64) * np.uint64(0xBF58476D1CE4E5B9)
        + edges.place_ids[edges.place].astype(np.uint64) * np.uint64(0x94D049BB133111EB)
    )
    for shift in (30, 27):  # the finaliser of SplitMix64 (Steele, Lea, Flood 2014)
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(1))
