"""The pairs of a market: the best places of everybody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leermatch.arrays import I64
from leermatch.edges import Edges
from leermatch.market import Market
from leermatch.rank import rank_many
from leermatch.seekers import Seeker
from leermatch.weights import Weights

_SMALL_TABLE = 1_000_000


def edges_of(
    market: Market,
    seekers: Sequence[Seeker],
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
    groups: I64 | None = None,
) -> Edges:
    """The k best eligible places of every seeker, as edges in order, with the capacities that are left.

    `groups` (n,) masks for a `Policy`. Ties go by `Seeker.id` when those are all different, else by position.
    """
    ranked = rank_many(market, seekers, today=today, k=k, weights=weights)
    known = ranked.ids >= 0
    place_ids, place = _numbered(ranked.ids[known])
    along = np.argsort(_rows(market, place_ids))
    number = np.empty_like(along)
    number[along] = np.arange(along.size)
    place, place_ids = number[place], place_ids[along]
    numbers = np.array([seeker.id for seeker in seekers], np.int64)
    return Edges(
        seeker=np.repeat(np.arange(len(seekers)), known.sum(axis=1)),
        place=place,
        score=ranked.scores[known].astype(np.int64),
        priority=ranked.priorities[known].astype(np.int64),
        seekers=len(seekers),
        place_ids=place_ids,
        capacities=market.take(place_ids).capacity_left.astype(np.int64),
        groups=groups,
        seeker_ids=numbers if np.unique(numbers).size == numbers.size else None,
        in_order=True,
    )


def _rows(market: Market, place_ids: I64) -> I64:
    """Where each place lies in the market, whose rows follow trades and cells of a grid."""
    found, before = np.full(place_ids.size, -1, np.int64), 0
    for segment, _ in market.segments:
        rows = segment.rows_of(place_ids)
        found = np.where(rows >= 0, rows + before, found)
        before += len(segment)
    return found


def _numbered(ids: I64) -> tuple[I64, I64]:
    """The different ids in order, and the position of each: by a table when they are small enough for one."""
    if not ids.size or ids.min() < 0 or ids.max() > 8 * ids.size + _SMALL_TABLE:
        place_ids, place = np.unique(ids, return_inverse=True)
        return place_ids, place.astype(np.int64)
    table = np.zeros(int(ids.max()) + 1, np.int64)
    table[ids] = 1
    place_ids = np.flatnonzero(table)
    table[place_ids] = np.arange(place_ids.size)
    return place_ids, table[ids]
