"""What each objective costs whom: several allocations of the same pairs, side by side.

A stable allocation and the one with the highest total are different promises. Which of them a region wants is for
people to decide; these are the figures to decide by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I64, Bool
from leermatch.checks import Verdict, check_allocation
from leermatch.edges import Edges
from leermatch.policy import Policy


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """How one group fares. `mean_score` in 1/SCALE over its placed members, None when nobody is."""

    members: int
    placed: int
    mean_score: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How everybody fares under one allocation. Scores are in 1/SCALE.

    `placed` seekers, `share_placed` of all seekers; `mean_score` and `worst_score` over the placed, None when nobody
    is; `first_choice` how many got their best pair (or its equal), `mean_choice` 1 for the best pair, 2 for the next …,
    over the placed; `blocking_pairs` and `blocked_seekers` who would rather have something that they could get.
    Over everybody who has a pair at all, nothing counting as score 0: `lowest_decile`, the score that nine in ten
    reach, and `gini`, 0 when all get the same and towards 1 when one gets everything (Gini 1912); None for nobody.
    """

    placed: int
    share_placed: float
    total_score: int
    mean_score: float | None
    worst_score: int | None
    first_choice: int
    mean_choice: float | None
    blocking_pairs: int
    blocked_seekers: int
    lowest_decile: float | None
    gini: float | None
    groups: Mapping[str, GroupFigures]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Figures by name, in the given order; all judged by `check_allocation`. `without_choice` have no pair at all."""

    seekers: int
    without_choice: int
    seats: int
    allocations: Mapping[str, Figures]


def compare_allocations(
    edges: Edges,
    allocations: Mapping[str, I64],
    *,
    groups: Mapping[str, int] | None = None,
    policy: Policy | None = None,
    ties: I64 | None = None,
) -> TradeOff:
    """Allocations of the same pairs by name, each as `edge_of` (seekers,): the edge that everyone holds or -1.

    `groups` names bits of `Edges.groups`. `policy` and `ties` as in `check_allocation`. Raises ValueError for an
    allocation that breaks a promise: of an unlawful one nothing is worth knowing.
    """
    with_choice = np.bincount(edges.seeker, minlength=edges.seekers) > 0
    return TradeOff(
        seekers=edges.seekers,
        without_choice=edges.seekers - int(np.count_nonzero(with_choice)),
        seats=int(edges.capacities.sum()),
        allocations={
            name: _figures(
                edges, edge_of, groups or {}, with_choice, _lawful(name, edges, edge_of, policy, ties)
            )
            for name, edge_of in allocations.items()
        },
    )


def _lawful(name: str, edges: Edges, edge_of: I64, policy: Policy | None, ties: I64 | None) -> Verdict:
    verdict = check_allocation(edges, edge_of, policy=policy, ties=ties)
    if verdict.faults:
        message = f"{name}: {'; '.join(verdict.faults[:3])}"
        raise ValueError(message)
    return verdict


def _figures(
    edges: Edges, edge_of: I64, groups: Mapping[str, int], with_choice: Bool, verdict: Verdict
) -> Figures:
    seekers = np.flatnonzero(edge_of >= 0)
    scores = edges.score[edge_of[seekers]]
    choice = _choices_above(edges, edge_of)[seekers]
    worth = np.zeros(edges.seekers, np.int64)
    worth[seekers] = scores
    everybody = np.sort(worth[with_choice])
    return Figures(
        placed=verdict.placed,
        share_placed=verdict.placed / edges.seekers if edges.seekers else 0.0,
        total_score=verdict.total_score,
        mean_score=_mean(scores),
        worst_score=verdict.worst_score,
        first_choice=int(np.count_nonzero(choice == 0)),
        mean_choice=float(choice.mean()) + 1 if choice.size else None,
        blocking_pairs=int(verdict.blocking_pairs.size),
        blocked_seekers=int(np.unique(edges.seeker[verdict.blocking_pairs]).size),
        lowest_decile=float(everybody[everybody.size // 10]) if everybody.size else None,
        gini=_gini(everybody),
        groups={name: _of_group(edges, bit, seekers, scores) for name, bit in groups.items()},
        verdict=verdict,
    )


def _choices_above(edges: Edges, edge_of: I64) -> I64:
    """(n,) how many pairs of everyone have a higher score than the one they hold."""
    if not edges.seeker.size:
        return np.zeros(edges.seekers, np.int64)
    own = edges.score[edge_of]
    return np.bincount(edges.seeker[edges.score > own[edges.seeker]], minlength=edges.seekers)


def _of_group(edges: Edges, bit: int, seekers: I64, scores: I64) -> GroupFigures:
    masks = np.zeros(edges.seekers, np.int64) if edges.groups is None else edges.groups
    members = (masks >> np.int64(bit)) & 1 == 1
    theirs = members[seekers]
    return GroupFigures(
        members=int(np.count_nonzero(members)),
        placed=int(np.count_nonzero(theirs)),
        mean_score=_mean(scores[theirs]),
    )


def _mean(scores: I64) -> float | None:
    return float(scores.mean()) if scores.size else None


def _gini(ascending: I64) -> float | None:
    """Of values sorted upwards and not below 0; None when there is nothing to share."""
    total = float(ascending.sum())
    if total <= 0 or (ascending[0] < 0):
        return None
    n = ascending.size
    place = np.arange(1, n + 1)
    return float(2 * (place * ascending).sum(dtype=np.float64) / (n * total) - (n + 1) / n)
