"""The highest total when groups are to get at least so many seats: a reward for each member who is placed, no more.

Such a promise is one more condition on the whole allocation. Its price is the reward for a member at which just enough
are placed (Lagrange multipliers; Everett 1963); halving finds it, in whole numbers. Where one step of the reward places
too many at once, the first members get one more than the others. The bound is that of the rewarded problem less the
rewards of those who had to be placed, so the certificate says how much the last step may have cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from leermatch.arrays import I64, AnyArray, Bool, freeze
from leermatch.choices import Choices
from leermatch.optimal import HIGHEST, Best, Certificate, Seats, Share, allot
from leermatch.policy import Policy

_SWEEPS = 8
_FIRST_STEP = 1024


@dataclass(slots=True)
class _Rule:
    """`pairs` (e,) whether a pair counts; `rank` (n,) the number of each member among the members, -1 for others."""

    pairs: Bool
    rank: I64
    asked: int
    possible: int
    reward: int = 0
    more: int = 0  # so many members get one more

    @property
    def needed(self) -> int:
        return min(self.asked, self.possible)

    @property
    def members(self) -> int:
        return max(int(self.rank.max(initial=-1)) + 1, 1)

    def lift(self, row: I64) -> I64:
        """(e,) what each pair gets on top."""
        extra = (self.rank >= 0) & (self.rank < self.more)
        return np.asarray(self.pairs * (self.reward + extra[row]).astype(np.int64))


def meet(choices: Choices, policy: Policy, gap: float) -> Best:
    """The best allocation of `choices`, prepared with this policy, that keeps its reserves as far as can be.

    About thirty allocations for each rule, each beginning with the prices of the one before.
    """
    search = _Search.of(choices, policy, gap)
    search.solve()
    for _ in range(_SWEEPS):
        short = [at for at, rule in enumerate(search.rules) if search.counts[at] < rule.needed]
        if not short:
            break
        for at in short:
            if search.counts[at] < search.rules[at].needed:
                search.just_enough(at)
    return search.best()


@dataclass(slots=True, eq=False)
class _Search:
    """`row` (e,) of each pair; `order` (e,) where each pair of `seats` stands in `choices`; `counts` of members."""

    choices: Choices
    row: I64
    rules: list[_Rule]
    gap: float
    seats: Seats
    order: AnyArray
    counts: list[int]

    @classmethod
    def of(cls, choices: Choices, policy: Policy, gap: float) -> _Search:
        row = np.repeat(np.arange(choices.seekers), np.diff(choices.starts))
        covered = [rule.covers(choices.place_ids) for rule in policy.reserving]
        rules = [_rule(choices, row, at, covers) for at, covers in enumerate(covered)]
        return cls(choices, row, rules, gap, allot(choices, gap), np.arange(row.size), [])

    def solve(self) -> None:
        """Seats at the rewards as they are, from the prices and seats as they were, and the counts."""
        lift = reduce(np.add, (rule.lift(self.row) for rule in self.rules), np.zeros(self.row.size, np.int64))
        lift[self.choices.score <= 0] = 0
        lifted, order = _in_order(self.choices, self.row, self.choices.score + lift)
        if np.array_equal(order, self.order):
            first, past, place, _ = self.seats.pairs
            self.seats.pairs = (first, past, place, lifted.score)
        else:
            number = np.empty(order.size, np.int32)
            number[order] = np.arange(order.size, dtype=np.int32)
            held = self.seats.held
            held[held >= 0] = number[self.order[held[held >= 0]]]
            self.seats = self.seats.renumbered(lifted)
        self.order = order
        self.seats.settle(self.gap)
        taken = order[self.seats.held[self.seats.held >= 0]]
        self.counts = [int(np.count_nonzero(rule.pairs[taken])) for rule in self.rules]

    def just_enough(self, at: int) -> None:
        """The least reward of one rule at which enough of its members are placed, the others as they are."""
        rule, many = self.rules[at], self.rules[at].members
        others = sum(other.reward + 1 for other in self.rules)
        limit = HIGHEST - 1 - int(self.choices.score.max(initial=0)) - others
        low, step = rule.reward * many + rule.more, _FIRST_STEP
        while True:
            rule.reward, rule.more = min(rule.reward + step, limit), 0
            self.solve()
            if self.counts[at] >= rule.needed or rule.reward >= limit:
                break
            low, step = rule.reward * many, 2 * step
        high = rule.reward * many
        while high - low > 1:
            middle = (low + high) // 2
            rule.reward, rule.more = divmod(middle, many)
            self.solve()
            low, high = (low, middle) if self.counts[at] >= rule.needed else (middle, high)
        if (rule.reward, rule.more) != divmod(high, many):
            rule.reward, rule.more = divmod(high, many)
            self.solve()

    def best(self) -> Best:
        """What was found, in terms of the pairs and scores as they were given."""
        choices, price, room = self.choices, self.seats.price, self.seats.state[2]
        held = self.seats.held.astype(np.int64)
        held[held >= 0] = self.order[held[held >= 0]]
        total = int(choices.score[held[held >= 0]].sum(dtype=np.int64))
        prices = np.zeros(choices.place_of.size, np.int64)
        prices[choices.place_of] = price
        seats = int(room.astype(np.int64) @ price)
        bound, rewards = min((seats + self._beyond(more), more) for more in self._rewards())
        shares = tuple(
            Share(rule.asked, rule.possible, count, reward)
            for rule, count, reward in zip(self.rules, self.counts, rewards, strict=True)
        )
        return Best(choices.edge_of(held), choices.seed, Certificate(prices, total, bound), shares)

    def _rewards(self) -> set[tuple[int, ...]]:
        """The same reward for all members: the lower one and the higher one. Either bounds; one bounds better."""
        return {tuple(rule.reward + more * (rule.more > 0) for rule in self.rules) for more in (0, 1)}

    def _beyond(self, rewards: tuple[int, ...]) -> int:
        """What seekers would gain at best at these rewards, less the rewards of those who had to be placed."""
        net = self.choices.score.astype(np.int64) - self.seats.price[self.choices.place]
        for rule, reward in zip(self.rules, rewards, strict=True):
            net += reward * rule.pairs
        gain = np.zeros(self.choices.seekers, np.int64)
        np.maximum.at(gain, self.row, np.where(self.choices.score > 0, net, 0))
        placed = zip(self.rules, rewards, self.counts, strict=True)
        return int(gain.sum()) - sum(reward * min(rule.needed, count) for rule, reward, count in placed)


def _rule(choices: Choices, row: I64, at: int, covered: Bool) -> _Rule:
    member = (choices.member >> np.int64(at)) & 1 == 1
    pairs = np.asarray(member[row] & covered[choices.place] & (choices.score > 0))
    ones, _ = _in_order(choices, row, pairs.astype(np.int64))
    return _Rule(
        pairs=pairs,
        rank=np.where(member, np.cumsum(member) - 1, -1),
        asked=int(choices.reserved[at].sum()),
        possible=int(np.count_nonzero(allot(ones, 0.0).held >= 0)),
    )


def _in_order(choices: Choices, row: I64, score: I64) -> tuple[Choices, AnyArray]:
    """The choices with other scores, and where each stood before; equal ones stay in their order."""
    order = np.arange(row.size)
    if ((row[1:] == row[:-1]) & (score[1:] > score[:-1])).any():
        order = np.lexsort((-score, row))
    ordered = replace(
        choices,
        place=freeze(choices.place[order]),
        score=freeze(np.maximum(score[order], 0).astype(np.int32)),
        edge=freeze(choices.edge[order]),
    )
    return ordered, order
