"""The best places for a seeker, for many seekers, and the best seekers for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index

import numpy as np

from leermatch.arrays import F32, I64, U32
from leermatch.board import boards_of
from leermatch.codes import Reason, known_day
from leermatch.eligibility import to_check
from leermatch.geometry import distance_km
from leermatch.judging import counted, counts_of, judged, judged_for_place
from leermatch.market import Market
from leermatch.places import Places
from leermatch.ranking import Rankings, merged, ranked
from leermatch.scoring import contributions
from leermatch.seekers import Seeker, Seekers, seekers_of
from leermatch.weights import Weights
from leermatch.wishes import nearness

#: Places or seekers that are listed at most: a list is room that is filled, also where there is nothing.
_MOST = 100_000

__all__ = [
    "Ranking",
    "Rankings",
    "SeekerRanking",
    "exclusions",
    "near_misses",
    "rank_many",
    "rank_places",
    "rank_seekers",
]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The best places for one seeker, best first (ties: lower id).

    `ids` (n,) int64; `scores` (n,) int64 in 1/SCALE points; `contributions` (n, len(FEATURES)) int64, whose rows
    sum to the scores; `distances_km` (n,) float32, NaN unknown; `to_check` (n,) uint32 bits of ToCheck;
    `eligible_total` all eligible places. Why the others are not: `exclusions`.
    """

    ids: I64
    scores: I64
    contributions: I64
    distances_km: F32
    to_check: U32
    eligible_total: int


@dataclass(frozen=True, slots=True, eq=False)
class SeekerRanking:
    """The best seekers for one place, best first (ties: lower Seeker.id, then earlier position).

    `positions` (n,) int64 in the given sequence; `excluded` reason → seekers (a seeker counts under each reason);
    the rest as in Ranking.
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
    """The k best eligible places for a seeker on day `today`.

    Time is linear in the places of the wished kinds in the cells that the seeker can reach. Raises ValueError for a
    seeker with values that cannot be.
    """
    today, weights = known_day(today), weights or Weights()
    one = seekers_of([seeker], market.vocabularies)
    found = rank_many(market, one, today=today, k=k, weights=weights, threads=1)
    ids = found.ids[0][found.ids[0] >= 0]
    matrix, distances, questions = _told(market, market.take(ids), one, today, weights)
    return Ranking(
        ids=ids,
        scores=found.scores[0, : ids.size].astype(np.int64),
        contributions=matrix,
        distances_km=distances,
        to_check=questions,
        eligible_total=int(found.eligible_total[0]),
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
    _refuse_impossible(k)
    k, today, weights = index(k), known_day(today), weights or Weights()
    columns = _columns(market, seekers)
    boards = boards_of(market, today, weights)
    return merged([ranked(board, columns, today, k, weights, threads) for board in boards])


def rank_seekers(
    market: Market,
    place_id: int,
    seekers: Sequence[Seeker] | Seekers,
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
) -> SeekerRanking:
    """The k best eligible seekers for one place. Raises KeyError for a place that the market does not hold.

    Time is linear in the seekers.
    """
    _refuse_impossible(k)
    k, today, weights = index(k), known_day(today), weights or Weights()
    columns = _columns(market, seekers)
    place = market.place(place_id)
    reasons, scores = judged_for_place(boards_of(market, today, weights), place_id, columns, today, weights)
    eligible = np.flatnonzero(reasons == 0)
    order = np.lexsort((eligible, columns.facts.id[eligible], -scores[eligible]))[:k]
    best = eligible[order]
    matrix, distances, questions = _told(market, place, columns.take(best), today, weights)
    return SeekerRanking(
        positions=best,
        scores=scores[best].astype(np.int64),
        contributions=matrix,
        distances_km=distances,
        to_check=questions,
        eligible_total=int(eligible.size),
        excluded=counted(counts_of(reasons)),
    )


def exclusions(market: Market, seeker: Seeker, *, today: int) -> dict[Reason, int]:
    """Reason → places of the market that are not for this seeker; a place counts under each of its reasons.

    Time is linear in the places of the market.
    """
    today, weights = known_day(today), Weights()
    one = seekers_of([seeker], market.vocabularies)
    verdicts = [judged(board, one, today, weights) for board in boards_of(market, today, weights)]
    return counted(np.sum([verdict.counts for verdict in verdicts], axis=0))


def near_misses(
    market: Market, seeker: Seeker, *, today: int, k: int = 3, weights: Weights | None = None
) -> tuple[tuple[int, Reason], ...]:
    """The best places that one single rule keeps out, as (id, that reason): at most one for each reason.

    Only reasons about which a seeker or a desk can do something; best first. Time is linear in the places.
    """
    today, weights = known_day(today), weights or Weights()
    one = seekers_of([seeker], market.vocabularies)
    found: list[tuple[int, int, int]] = []
    for board in boards_of(market, today, weights):
        verdict = judged(board, one, today, weights)
        pairs = zip(verdict.best_scores.tolist(), verdict.best_ids.tolist(), strict=True)
        found += [(-score, place_id, bit) for bit, (score, place_id) in enumerate(pairs) if place_id >= 0]
    best: dict[int, int] = {}
    for _, place_id, bit in sorted(found):
        best.setdefault(bit, place_id)
    return tuple((place_id, Reason(1 << bit)) for bit, place_id in list(best.items())[:k])


def _refuse_impossible(k: int) -> None:
    if not 1 <= k <= _MOST:
        message = f"k: {k} is not in 1 … {_MOST}"
        raise ValueError(message)


def _columns(market: Market, seekers: Sequence[Seeker] | Seekers) -> Seekers:
    if not isinstance(seekers, Seekers):
        return seekers_of(seekers, market.vocabularies)
    known = market.vocabularies
    if seekers.entities != len(known.occupations) + len(known.qualifications) + len(known.sectors):
        raise ValueError("seekers of other vocabularies")
    return seekers


def _told(
    market: Market, places: Places, seekers: Seekers, today: int, weights: Weights
) -> tuple[I64, F32, U32]:
    """Contributions, distances and open questions of some places for one seeker, or of one place for some seekers."""
    facts = seekers.facts
    near = nearness(market, places, seekers, weights)
    distances = distance_km(places.x, places.y, facts.x, facts.y)
    matrix = contributions(places, facts, near, distances, today, weights)
    return matrix, distances, to_check(places, facts, near, distances)
