"""The best places for a seeker, for many seekers, and the best seekers for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from leermatch.arrays import F32, I64, U32
from leermatch.board import boards_of
from leermatch.codes import Reason
from leermatch.eligibility import excluding, to_check
from leermatch.geometry import distance_km
from leermatch.market import Market, Places
from leermatch.ranking import Rankings, merged, ranked
from leermatch.scoring import contributions
from leermatch.seekers import Facts, Seeker, Seekers, facts_of, seekers_of
from leermatch.weights import FEATURES, Weights
from leermatch.wishes import Nearness, nearness

#: Reasons that no seeker can do anything about, or that say that it is another kind of work.
_FINAL: Final = Reason.CLOSED | Reason.FULL | Reason.NOT_RECOGNISED | Reason.OTHER_OCCUPATION


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The best places for one seeker, best first (ties: lower id).

    `ids` (n,) int64; `scores` (n,) int64 in 1/SCALE points; `contributions` (n, len(FEATURES)) int64, whose rows
    sum to the scores; `distances_km` (n,) float32, NaN unknown; `to_check` (n,) uint32 bits of ToCheck;
    `eligible_total` all eligible places; `excluded` reason → places (a place counts under each of its reasons).
    """

    ids: I64
    scores: I64
    contributions: I64
    distances_km: F32
    to_check: U32
    eligible_total: int
    excluded: dict[Reason, int]


@dataclass(frozen=True, slots=True, eq=False)
class SeekerRanking:
    """The best seekers for one place, best first (ties: lower Seeker.id, then earlier position).

    `positions` (n,) int64 in the given sequence; the rest as in Ranking.
    """

    positions: I64
    scores: I64
    contributions: I64
    distances_km: F32
    to_check: U32
    eligible_total: int
    excluded: dict[Reason, int]


def rank_places(
    market: Market, seeker: Seeker, *, today: int, k: int = 20, weights: Weights | None = None
) -> Ranking:
    """The k best eligible places for a seeker on day `today`. Time is linear in the places of the market.

    Raises ValueError for a seeker with values that cannot be.
    """
    pairs = _places_for(market, seeker, today, weights or Weights())
    eligible = np.flatnonzero(pairs.reasons == 0)
    matrix = pairs.of_places(eligible).scored(today)
    scores = matrix.sum(axis=1)
    best = _best(scores, market.living.id[eligible], k)
    rows = eligible[best]
    return Ranking(
        ids=market.living.id[rows],
        scores=scores[best],
        contributions=matrix[best],
        distances_km=pairs.distances[rows],
        to_check=pairs.of_places(rows).open_questions(),
        eligible_total=int(eligible.size),
        excluded=_counted(pairs.reasons),
    )


def rank_many(
    market: Market,
    seekers: Sequence[Seeker] | Seekers,
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
    threads: int = 0,
) -> Rankings:
    """The k best eligible places for each seeker: the same as `rank_places` gives one by one.

    Time is linear in the places of the wished kinds in the cells that each seeker can reach. The work is shared among
    `threads` (0: one for each core); the answer is the same for any number of them.
    """
    if k < 1:
        raise ValueError("k")
    weights = weights or Weights()
    columns = seekers if isinstance(seekers, Seekers) else seekers_of(seekers, market.vocabularies)
    boards = boards_of(market, today, weights)
    return merged([ranked(board, columns, today, k, weights, threads) for board in boards])


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
    place = market.place(place_id)
    pairs = _pairs(market, place, seekers, today, weights or Weights())
    eligible = np.flatnonzero(pairs.reasons == 0)
    matrix = pairs.scored(today)[eligible]
    scores = matrix.sum(axis=1)
    order = np.lexsort((eligible, pairs.facts.id[eligible], -scores))[:k]
    return SeekerRanking(
        positions=eligible[order],
        scores=scores[order],
        contributions=matrix[order],
        distances_km=pairs.distances[eligible[order]],
        to_check=pairs.open_questions()[eligible[order]],
        eligible_total=int(eligible.size),
        excluded=_counted(pairs.reasons),
    )


def near_misses(
    market: Market, seeker: Seeker, *, today: int, k: int = 3, weights: Weights | None = None
) -> tuple[tuple[int, Reason], ...]:
    """The best places that one single rule keeps out, as (id, that reason): at most one for each reason.

    Only reasons about which a seeker or a desk can do something; best first.
    """
    pairs = _places_for(market, seeker, today, weights or Weights())
    alone = (pairs.reasons & (pairs.reasons - np.uint32(1))) == 0
    rows = np.flatnonzero(alone & (pairs.reasons != 0) & ((pairs.reasons & np.uint32(_FINAL)) == 0))
    scores = pairs.of_places(rows).scored(today).sum(axis=1)
    found: dict[Reason, int] = {}
    for at in np.lexsort((market.living.id[rows], -scores)).tolist():
        found.setdefault(Reason(int(pairs.reasons[rows[at]])), int(market.living.id[rows[at]]))
        if len(found) == k:
            break
    return tuple((place_id, reason) for reason, place_id in found.items())


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Many places with one seeker, or one place with many seekers, judged."""

    places: Places
    facts: Facts
    near: Nearness
    distances: F32
    reasons: U32
    weights: Weights

    def scored(self, today: int) -> I64:
        """(pairs, features) contributions."""
        return contributions(self.places, self.facts, self.near, self.distances, today, self.weights)

    def open_questions(self) -> U32:
        """(pairs,) bits of ToCheck."""
        return to_check(self.places, self.facts, self.near, self.distances)

    def of_places(self, rows: I64) -> _Pairs:
        """Only some of the places (with the one seeker)."""
        return replace(
            self,
            places=self.places.take(rows),
            near=self.near.take(rows),
            distances=self.distances[rows],
            reasons=self.reasons[rows],
        )


def _places_for(market: Market, seeker: Seeker, today: int, weights: Weights) -> _Pairs:
    return _pairs(market, market.living, [seeker], today, weights)


def _pairs(market: Market, places: Places, seekers: Sequence[Seeker], today: int, weights: Weights) -> _Pairs:
    facts = facts_of(seekers)
    near = nearness(market, places, seekers, weights)
    distances = distance_km(places.x, places.y, facts.x, facts.y)
    return _Pairs(places, facts, near, distances, excluding(places, facts, near, distances, today), weights)


def _best(scores: I64, ids: I64, k: int) -> I64:
    """Positions of the k highest scores, best first; ties go to the lower id."""
    if k < 1:
        raise ValueError("k")
    if scores.size > k:
        edge = np.partition(scores, scores.size - k)[scores.size - k]
        keep = np.flatnonzero(scores >= edge)
    else:
        keep = np.arange(scores.size)
    return keep[np.lexsort((ids[keep], -scores[keep]))[:k]]


def _counted(reasons: U32) -> dict[Reason, int]:
    counts = {reason: int(np.count_nonzero(reasons & np.uint32(reason))) for reason in Reason}
    return {reason: count for reason, count in counts.items() if count}
