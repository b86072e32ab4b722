"""Stable allocation of scarce places: nobody and no place prefer each other to what they got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leermatch.market import Market
from leermatch.scoring import Weights
from leermatch.seekers import Seeker


@dataclass(frozen=True, slots=True)
class Edges:
    """Eligible pairs: `seeker` (e,) int64 positions, `place` (e,) int64 positions in `place_ids`,
    `score` (e,) int64 for the seeker, `priority` (e,) int64 for the place; more is better.
    `seekers` is their number, `place_ids` (m,) int64 and `capacities` (m,) int64 describe the places."""

    seeker: NDArray[np.int64]
    place: NDArray[np.int64]
    score: NDArray[np.int64]
    priority: NDArray[np.int64]
    seekers: int
    place_ids: NDArray[np.int64]
    capacities: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Allocation:
    """`edge_of` (seekers,) int64: the edge each seeker holds, -1 for none; `seed` decides ties."""

    edge_of: NDArray[np.int64]
    seed: int


def edges_of(
    market: Market, seekers: Sequence[Seeker], *, today: int, k: int = 20, weights: Weights | None = None
) -> Edges:
    """The k best eligible places of every seeker, as edges with the capacities that are left."""
    raise NotImplementedError


def allocate_stable(edges: Edges, *, seed: int = 0) -> Allocation:
    """Deferred acceptance, seekers propose. The same edges and seed give the same allocation."""
    raise NotImplementedError
