"""The highest total with minimum shares, after changes: the promises are met again, from where things stood.

A change can make a promise dearer or cheaper for everybody, so rewards are looked for again, but not from nothing: who
sits stays, and prices and rewards are those of before. The pairs are put in order again, which takes most of the time.
"""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I64
from leermatch.changing import Changes, checked
from leermatch.choices import Choices, prepare
from leermatch.edges import Edges
from leermatch.optimal import HIGHEST, Best, Certificate, Seats, Share, allocate_best
from leermatch.policy import Policy
from leermatch.shares import meet


class Restored:
    """An allocation that keeps the shares of a policy, and takes changes in."""

    def __init__(self, edges: Edges, seed: int, policy: Policy, gap: float) -> None:
        self._edges, self._seed, self._policy, self._gap = edges, seed, policy, gap
        self._best: Best = allocate_best(edges, seed=seed, policy=policy, gap=gap)

    @property
    def certificate(self) -> Certificate:
        """With the rewards of `shares`."""
        return self._best.certificate

    @property
    def shares(self) -> tuple[Share, ...]:
        """What became of each."""
        return self._best.shares

    def held(self) -> tuple[I64, I64]:
        """(seekers,) the position of the place that each has, or -1, and what each scores there (points of the policy
        with it), or 0."""
        edges, edge_of = self._edges, self._best.edge_of
        has = edge_of >= 0
        place, score = np.full(edge_of.size, -1, np.int64), np.zeros(edge_of.size, np.int64)
        pairs = edge_of[has]
        place[has] = edges.place[pairs]
        score[has] = edges.score[pairs]
        groups = np.zeros(edges.seekers, np.int64) if edges.groups is None else edges.groups
        score[has] += self._policy.points(edges.seeker[pairs], place[has], groups, edges.place_ids)
        return place, score

    def repair(self, changes: Changes) -> None:
        """Take the changes in. Raises EdgesRefused, with nothing changed, for bad ones."""
        checked(changes, self._edges.seekers, self._edges.capacities.size, HIGHEST)
        edges = changes.applied(self._edges)
        choices = prepare(edges, seed=self._seed, policy=self._policy, lift="score")
        was = np.full(edges.seekers, -1, np.int64)
        was[: self._edges.seekers] = self.held()[0]
        was[changes.withdrawn] = -1
        seats = Seats.of(choices)
        seats.begin_from(self.certificate.prices[choices.place_of], _pairs_held(choices, was))
        rewards = tuple(share.reward for share in self.shares)
        self._best = meet(choices, self._policy, self._gap, rewards, seats)
        self._edges = edges

    def recounted(self) -> Certificate:
        """It is counted over all pairs each time."""
        return self.certificate


def _pairs_held(choices: Choices, place_of: I64) -> I64:
    """The choices that rows hold when seekers have the places (n,) that they had; in order of the row."""
    column = np.full(choices.place_of.size + 1, -1, np.int64)
    column[choices.place_of] = np.arange(choices.place_of.size)
    wanted = np.repeat(column[place_of[choices.seeker_of]].astype(np.int32), np.diff(choices.starts))
    return np.flatnonzero((wanted == choices.place) & (choices.score > 0))
