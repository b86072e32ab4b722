"""The best places for a seeker, for many seekers, and the best seekers for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leermatch.codes import Reason
from leermatch.market import Market
from leermatch.scoring import Weights
from leermatch.seekers import Seeker


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best places for one seeker, best first (ties: lower id).

    `ids` (n,) int64; `scores` (n,) int64 in 1/SCALE points; `contributions` (n, len(FEATURES)) int64, rows sum to
    the scores; `distances_km` (n,) float32, NaN unknown; `to_check` (n,) uint32 bits of ToCheck;
    `eligible_total` all eligible places; `excluded` reason → places (a place counts under each of its reasons).
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.int64]
    contributions: NDArray[np.int64]
    distances_km: NDArray[np.float32]
    to_check: NDArray[np.uint32]
    eligible_total: int
    excluded: dict[Reason, int]


@dataclass(frozen=True, slots=True)
class Rankings:
    """The best places for n seekers: `ids` (n, k) int64 padded with -1, `scores` (n, k) int64, `priorities` (n, k)
    int64 the part of the score that counts for the place, `distances_km` (n, k) float32, `eligible_total` (n,) int64."""

    ids: NDArray[np.int64]
    scores: NDArray[np.int64]
    priorities: NDArray[np.int64]
    distances_km: NDArray[np.float32]
    eligible_total: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SeekerRanking:
    """The best seekers for one place: `positions` (n,) int64 in the given sequence, best first (ties: lower
    Seeker.id); `scores` (n,) int64; `contributions` (n, len(FEATURES)) int64; `distances_km` (n,) float32; totals as in Ranking."""

    positions: NDArray[np.int64]
    scores: NDArray[np.int64]
    contributions: NDArray[np.int64]
    distances_km: NDArray[np.float32]
    eligible_total: int
    excluded: dict[Reason, int]


def rank_places(
    market: Market, seeker: Seeker, *, today: int, k: int = 20, weights: Weights | None = None
) -> Ranking:
    """The k best eligible places for a seeker on day `today`."""
    raise NotImplementedError


def rank_many(
    market: Market, seekers: Sequence[Seeker], *, today: int, k: int = 20, weights: Weights | None = None
) -> Rankings:
    """The k best eligible places for each seeker."""
    raise NotImplementedError


def rank_seekers(
    market: Market,
    place_id: int,
    seekers: Sequence[Seeker],
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
) -> SeekerRanking:
    """The k best eligible seekers for one place. Raises KeyError for a place that the market does not hold."""
    raise NotImplementedError
