"""Judges any allocation. Knows no solver: only pairs, capacities and what both sides prefer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from leermatch.arrays import I64, Bool
from leermatch.policy import Policy

_FREE, _NO_SEAT = np.int64(-1), np.int64(-2)


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


@dataclass(frozen=True, slots=True)
class Proof:
    """What prices prove: no allocation is worth more than `bound`. `faults` names what is wrong with them."""

    faults: tuple[str, ...]
    total: int
    bound: int

    @property
    def gap(self) -> float:
        """What could be left to win at most, as a part of the bound."""
        return (self.bound - self.total) / self.bound if self.bound else 0.0


def check_certificate(
    edges: Pairs,
    edge_of: I64,
    prices: I64,
    *,
    policy: Policy | None = None,
    rewards: Sequence[int] = (),
    promised: Sequence[int] = (),
) -> Proof:
    """Count the bound of an allocation again from its prices (m,): seats at these prices, and each seeker's best gain.

    Any prices that are not below 0 bound the total of every lawful allocation (duality of linear programmes). A place
    has no more seats to count than it has pairs. Points of the policy count as score; `rewards` and
    `promised` hold, for each reserving rule, the reward and the seats that members had to get.
    """
    score, seeker, place = edges.score, edges.seeker, edges.place
    groups = np.zeros(edges.seekers, np.int64) if edges.groups is None else edges.groups
    if policy is not None:
        score = score + policy.points(seeker, place, groups, edges.place_ids)
    rules = policy.reserving if policy is not None and rewards else ()
    counting = [rule.members(groups)[seeker] & rule.covers(edges.place_ids)[place] for rule in rules]
    faults = _shape_faults(edges, edge_of) + tuple(
        f"PRICE_BELOW_0 place {at}" for at in np.flatnonzero(prices < 0).tolist()
    )
    if faults:
        return Proof(faults, 0, 0)
    held = edge_of[edge_of >= 0]
    faults = tuple(
        f"PROMISE_NOT_KEPT rule {at}"
        for at, (counts, seats) in enumerate(zip(counting, promised, strict=True))
        if counts[held].sum() < seats
    )
    scoring = score > 0
    net = np.where(scoring, score - prices[place], 0)
    for counts, reward in zip(counting, rewards, strict=True):
        net += reward * (counts & scoring)
    gain = np.zeros(edges.seekers, np.int64)
    np.maximum.at(gain, seeker, net)
    seats_of = np.minimum(edges.capacities, np.bincount(place, minlength=prices.size))
    owed = sum(reward * seats for reward, seats in zip(rewards, promised, strict=True))
    bound = int((seats_of * prices).sum()) + int(gain.sum()) - owed
    return Proof(faults, int(score[held].sum()), bound)


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
    order = np.zeros(edges.seeker.size, np.int64) if ties is None else ties
    priority = edges.priority
    if policy is not None:
        priority = priority + policy.points(edges.seeker, edges.place, groups, edges.place_ids)
    own = edge_of[edges.seeker]
    better = (own < 0) | (edges.score > edges.score[own])
    better |= (edges.score == edges.score[own]) & (order < order[own])
    wanted = np.flatnonzero(better)
    strength = _Strength(priority, order)
    bars = _bars(edges, edge_of[edge_of >= 0], strength, groups, policy or Policy())
    welcome = np.zeros(wanted.size, np.bool_)
    for members, weakest in bars:
        above = strength.above(wanted, weakest[edges.place[wanted]])
        welcome |= above if members is None else above & members[edges.seeker[wanted]]
    return wanted[welcome]


@dataclass(frozen=True, slots=True, eq=False)
class _Strength:
    """By what places compare pairs: priority (e,), then the higher of `ties` (e,)."""

    priority: I64
    ties: I64

    def sorted(self, held: I64, place: I64) -> I64:
        """The pairs by place, the strongest first."""
        return held[np.lexsort((-self.ties[held], -self.priority[held], place[held]))]

    def above(self, pairs: I64, weakest: I64) -> Bool:
        """Whether each pair is stronger than another; everybody is stronger than _FREE, nobody than _NO_SEAT."""
        other = np.maximum(weakest, 0)
        first, second = self.priority[pairs], self.priority[other]
        stronger = (first > second) | ((first == second) & (self.ties[pairs] > self.ties[other]))
        return np.asarray(np.where(weakest < 0, weakest == _FREE, stronger))


def _bars(
    edges: Pairs, held: I64, strength: _Strength, groups: I64, policy: Policy
) -> list[tuple[Bool | None, I64]]:
    """For each kind of seat: who may have it (None: everybody), and the weakest pair (m,) that has one.

    Everybody is seated as the policy says: each rule takes its strongest for the seats that it keeps.
    """
    held = strength.sorted(held, edges.place)
    many = edges.capacities.size
    full = np.bincount(edges.place[held], minlength=many) >= edges.capacities
    bars: list[tuple[Bool | None, I64]] = []
    for rule, seats in zip(policy.reserving, policy.reserved(edges.place_ids, edges.capacities), strict=True):
        members = rule.members(groups)
        theirs = np.flatnonzero(members[edges.seeker[held]])
        place = edges.place[held[theirs]]
        seated = theirs[_position_in_run(place) < seats[place]]
        taken = np.bincount(edges.place[held[seated]], minlength=many)
        bars.append((members, _weakest(edges, held[seated], taken < seats)))
        held = np.delete(held, seated)
    return [*bars, (None, _weakest(edges, held, ~full))]


def _weakest(edges: Pairs, held: I64, free: Bool) -> I64:
    """(m,) the last of each place among pairs by place, the strongest first; _FREE where a seat is free."""
    weakest = np.full(free.size, _NO_SEAT)
    weakest[edges.place[held]] = held
    weakest[free] = _FREE
    return weakest


def _position_in_run(values: I64) -> I64:
    """0, 1, 2 … within each run of equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
    return np.asarray(np.arange(values.size) - np.repeat(starts, np.diff(starts, append=values.size)))
