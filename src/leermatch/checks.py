"""Judges any allocation. Knows no solver: only pairs, capacities and what both sides prefer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leermatch.arrays import I64, AnyArray, Bool
from leermatch.policy import Policy

_LOWEST, _HIGHEST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class Pairs(Protocol):
    """The shape of `leermatch.Edges`, so that no solver has to be known here."""

    @property
    def seeker(self) -> I64: ...
    @property
    def place(self) -> I64: ...
    @property
    def score(self) -> I64: ...
    @property
    def priority(self) -> I64: ...
    @property
    def seekers(self) -> int: ...
    @property
    def place_ids(self) -> I64: ...
    @property
    def capacities(self) -> I64: ...
    @property
    def groups(self) -> I64 | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What a check saw.

    `faults` names every promise that is broken; `blocking_pairs` (b,) int64 are edges whose seeker and whose place
    would both strictly prefer each other. Lawful: no faults. Stable: no faults and no blocking pair.
    `worst_score` is the lowest score among those who got a place.
    """

    faults: tuple[str, ...]
    blocking_pairs: I64
    placed: int
    total_score: int
    worst_score: int | None

    @property
    def is_stable(self) -> bool:
        """Whether nothing is wrong and nobody would rather swap."""
        return not self.faults and not self.blocking_pairs.size


def check_allocation(
    edges: Pairs, edge_of: I64, *, policy: Policy | None = None, ties: I64 | None = None
) -> Verdict:
    """Judge an allocation: one edge of its own (or -1) for each seeker, no place beyond its capacity.

    `policy` says how places choose; without one by priority alone. `ties` (e,) int64 orders what is equal, as
    `leermatch.tickets` gives them: seekers prefer the lower, places the higher. Without ties, who is equal blocks
    nothing; give them when a policy has groups that overlap, where it can matter which of two equals fills a seat.
    """
    faults = _shape_faults(edges, edge_of)
    if faults:
        return Verdict(faults, np.empty(0, np.int64), 0, 0, None)
    held = edge_of[edge_of >= 0]
    taken = np.bincount(edges.place[held], minlength=edges.capacities.size)
    over = np.flatnonzero(taken > edges.capacities)
    faults = tuple(f"OVER_CAPACITY place {place}" for place in over.tolist())
    scores = edges.score[held]
    return Verdict(
        faults=faults,
        blocking_pairs=_blocking(edges, edge_of, policy, ties),
        placed=int(held.size),
        total_score=int(scores.sum()),
        worst_score=int(scores.min()) if held.size else None,
    )


def _shape_faults(edges: Pairs, edge_of: I64) -> tuple[str, ...]:
    if edge_of.shape != (edges.seekers,):
        return (f"NOT_ONE_FOR_EACH_SEEKER shape {edge_of.shape}",)
    unknown = (edge_of < -1) | (edge_of >= edges.seeker.size)
    if unknown.any():
        return tuple(f"NO_SUCH_PAIR seeker {seeker}" for seeker in np.flatnonzero(unknown).tolist())
    seekers = np.flatnonzero(edge_of >= 0)
    others = seekers[edges.seeker[edge_of[seekers]] != seekers]
    return tuple(f"PAIR_OF_ANOTHER seeker {seeker}" for seeker in others.tolist())


def _blocking(edges: Pairs, edge_of: I64, policy: Policy | None, ties: I64 | None) -> I64:
    """Edges whose seeker wants the place more than what they have, and whom the place would choose."""
    groups = np.zeros(edges.seekers, np.int64) if edges.groups is None else edges.groups
    score, priority = edges.score, edges.priority
    if policy is not None:
        priority = priority + policy.points(edges.seeker, edges.place, groups, edges.place_ids)
    if ties is not None:
        score, priority = _strict(score, -ties), _strict(priority, ties)
    own = np.where(edge_of >= 0, score[edge_of] if score.size else 0, _LOWEST)
    wanted = np.flatnonzero(score > own[edges.seeker])
    place, asker = edges.place[wanted], edges.seeker[wanted]
    bars = _bars(edges, edge_of[edge_of >= 0], priority, groups, policy or Policy())
    welcome = priority[wanted] > bars.everybody[place]
    for members, bar in bars.of_rules:
        welcome |= members[asker] & (priority[wanted] > bar[place])
    return wanted[welcome]


@dataclass(frozen=True, slots=True, eq=False)
class _Bars:
    """What somebody must be above to get a seat, at each place (m,): an open seat, and a seat of each rule (with who
    may have it). Lowest where a seat is free, highest where there is none of that kind."""

    everybody: I64
    of_rules: tuple[tuple[Bool, I64], ...]


def _bars(edges: Pairs, held: I64, priority: I64, groups: I64, policy: Policy) -> _Bars:
    """Seat everybody as the policy says, the strongest first, and see who is the weakest on each kind of seat."""
    held = held[np.lexsort((-priority[held], edges.place[held]))]
    many = edges.capacities.size
    full = np.bincount(edges.place[held], minlength=many) >= edges.capacities
    of_rules = []
    for rule, seats in zip(policy.reserving, policy.reserved(edges.place_ids, edges.capacities), strict=True):
        members = rule.members(groups)
        theirs = np.flatnonzero(members[edges.seeker[held]])
        place = edges.place[held[theirs]]
        seated = theirs[_position_in_run(place) < seats[place]]
        bar = _weakest(edges.place[held[seated]], priority[held[seated]], many)
        free = np.bincount(edges.place[held[seated]], minlength=many) < seats
        bar[free] = _LOWEST
        of_rules.append((members, bar))
        held = np.delete(held, seated)
    everybody = _weakest(edges.place[held], priority[held], many)
    everybody[~full] = _LOWEST
    return _Bars(everybody, tuple(of_rules))


def _weakest(place: I64, priority: I64, many: int) -> I64:
    weakest = np.full(many, _HIGHEST)
    np.minimum.at(weakest, place, priority)
    return weakest


def _position_in_run(values: I64) -> I64:
    """0, 1, 2 … within each run of equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
    return np.asarray(np.arange(values.size) - np.repeat(starts, np.diff(starts, append=values.size)))


def _strict(values: AnyArray, ties: AnyArray) -> I64:
    """The place of each in the order by value, then ties: no two the same."""
    rank = np.empty(values.size, np.int64)
    rank[np.lexsort((ties, values))] = np.arange(values.size)
    return rank
