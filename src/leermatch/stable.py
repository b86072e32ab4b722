"""Stable allocation of scarce places: nobody and no place prefer each other to what they got.

Deferred acceptance (Gale and Shapley 1962, the side of the seekers proposing), over sparse eligible pairs.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I64, AnyArray
from leermatch.market import Market
from leermatch.rank import rank_many
from leermatch.seekers import Seeker
from leermatch.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Eligible pairs of n seekers and m places.

    `seeker` (e,) int64 positions; `place` (e,) int64 positions in `place_ids`; each pair at most once;
    `score` (e,) int64 what the seeker prefers by; `priority` (e,) int64 what the place prefers by: more is better.
    `seekers` is n; `place_ids` (m,) int64 and `capacities` (m,) int64 describe the places.
    """

    seeker: I64
    place: I64
    score: I64
    priority: I64
    seekers: int
    place_ids: I64
    capacities: I64


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """`edge_of` (seekers,) int64: the edge each seeker holds, -1 for none. `seed` decided the ties."""

    edge_of: I64
    seed: int


def edges_of(
    market: Market, seekers: Sequence[Seeker], *, today: int, k: int = 20, weights: Weights | None = None
) -> Edges:
    """The k best eligible places of every seeker, as edges, with the capacities that are left."""
    ranked = rank_many(market, seekers, today=today, k=k, weights=weights)
    seeker, column = np.nonzero(ranked.ids >= 0)
    place_ids, place = np.unique(ranked.ids[seeker, column], return_inverse=True)
    rows = np.searchsorted(market.places.id, place_ids)
    return Edges(
        seeker=seeker.astype(np.int64),
        place=place.astype(np.int64),
        score=ranked.scores[seeker, column],
        priority=ranked.priorities[seeker, column],
        seekers=len(seekers),
        place_ids=place_ids,
        capacities=market.places.capacity_left[rows].astype(np.int64),
    )


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
