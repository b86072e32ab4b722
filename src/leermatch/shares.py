"""The highest total when groups are to get at least so many seats: a reward for each member who is placed, no more.

Such a promise is one more condition on the whole allocation. Its price is the reward for a member at which just enough
are placed (Lagrange multipliers; Everett 1963); it is found between one that is too low and one that is high enough,
in whole numbers. Where one step of the reward places too many at once, the first members get one more than the others.
The bound is that of the rewarded problem less the rewards of those who had to be placed, so the certificate says how
much the last step may have cost. Each try begins with the prices and seats of the one before, and looks again at
members only: for all others nothing changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from leermatch.arrays import I32, I64, Bool, freeze
from leermatch.choices import Choices
from leermatch.kernels import lifting
from leermatch.optimal import HIGHEST, Best, Certificate, Seats, Share, allot
from leermatch.policy import Policy

_SWEEPS = 8
_FIRST_STEP = 1024
#: Steps grow so many times at most, and each so many-th try halves.
_LONGEST, _HALVING = 32, 3


@dataclass(slots=True)
class _Rule:
    """`members` how many there are; `at` what their reward is: `members` times the reward, and as many as get one
    more."""

    members: int
    asked: int
    possible: int
    at: int = 0

    @property
    def needed(self) -> int:
        return min(self.asked, self.possible)

    @property
    def reward(self) -> int:
        return self.at // self.members

    @property
    def more(self) -> int:
        return self.at % self.members


def meet(
    choices: Choices, policy: Policy, gap: float, warm: tuple[int, ...] = (), seats: Seats | None = None
) -> Best:
    """The best allocation of `choices`, prepared with this policy, that keeps its reserves as far as can be.

    `warm` rewards to begin with, one for each reserving rule, and `seats` of before (`Seats.begin_from`).
    """
    search = _Search.of(choices, policy, gap, seats)
    for rule, reward in zip(search.rules, warm, strict=False):
        rule.at = reward * rule.members
    search.solve(anew=seats is not None)
    for sweep in range(_SWEEPS):
        short = [at for at, rule in enumerate(search.rules) if search.counts[at] < rule.needed]
        if sweep == 0:  # rewards of before may be higher than they have to be
            short += [at for at, rule in enumerate(search.rules) if rule.at and at not in short]
        if not short:
            break
        for at in short:
            search.just_enough(at)
    return search.best()


@dataclass(slots=True, eq=False)
class _Search:
    """`base`, `columns`, `rank`, `spot` as in `leermatch.kernels.lifting`; `rows` of all members, `counts` placed."""

    choices: Choices
    rules: list[_Rule]
    gap: float
    seats: Seats
    base: lifting.Base
    columns: tuple[I32, I32, I32]
    rank: I64
    rows: I64
    spot: I32
    counts: list[int]

    @classmethod
    def of(cls, choices: Choices, policy: Policy, gap: float, seats: Seats | None) -> _Search:
        rows = np.repeat(np.arange(choices.seekers, dtype=np.int32), np.diff(choices.starts))
        counting = np.zeros(rows.size, np.int64)
        rank = np.full((len(policy.reserving), choices.seekers), HIGHEST, np.int64)
        rules = []
        for at, rule in enumerate(policy.reserving):
            member = (choices.member >> np.int64(at)) & 1 == 1
            covered = rule.covers(choices.place_ids)
            counts = np.asarray(member[rows] & covered[choices.place] & (choices.score > 0))
            counting |= counts.astype(np.int64) << at
            rank[at, member] = np.arange(np.count_nonzero(member))
            possible = _possible(choices, rows, counts)
            asked = int(choices.reserved[at].sum())
            rules.append(_Rule(max(int(np.count_nonzero(member)), 1), asked, possible))
        seats = seats or allot(choices, gap)
        first, past, place, score = seats.pairs
        order = np.arange(rows.size, dtype=np.int32)
        spot = np.empty_like(order)
        spot[seats.by_place[1]] = order
        columns = (place.copy(), score.copy(), order)
        seats.pairs = (first, past, freeze(columns[0].view()), freeze(columns[1].view()))
        base = (choices.starts, place, score, freeze(counting))
        members = np.flatnonzero(choices.member)
        return cls(choices, rules, gap, seats, base, columns, freeze(rank), freeze(members), freeze(spot), [])

    def solve(self, *, anew: bool = False) -> None:
        """Seats at the rewards as they are, from the prices and seats as they were, and the counts. `anew`: those were
        of another problem."""
        rewards, more = (
            np.array([getattr(rule, name) for rule in self.rules], np.int64) for name in ("reward", "more")
        )
        by_place = (self.seats.by_place[1], self.spot)
        lifting.lift(self.rows, self.base, rewards, more, self.rank, self.columns, by_place, self.seats.state)
        if anew:
            self.seats.settle(self.gap)
        else:
            self.seats.settle_some(self.rows, self.gap)
        held = self.seats.held[self.rows]
        taken = self.base[3][self.columns[2][held[held >= 0]]]
        self.counts = [int(np.count_nonzero(taken >> at & 1)) for at in range(len(self.rules))]

    def just_enough(self, at: int) -> None:
        """A reward of one rule at which just enough of its members are placed, or the least at which more are; the
        others as they are. The count never falls when the reward rises.
        """
        rule = self.rules[at]
        others = sum(other.reward + 1 for other in self.rules)
        limit = (HIGHEST - 1 - int(self.choices.score.max(initial=0)) - others) * rule.members
        low, under, high, over = self._between(at, limit)
        turn = 0
        while high - low > 1 and under < 0 < over:
            ahead = (high - low) // 2
            if turn % _HALVING:  # where it would be if the count rose evenly
                ahead = (high - low) * -under // (over - under)
            middle = low + min(max(ahead, 1), high - low - 1)
            count = self._beyond_needed(at, middle)
            if count < 0:
                low, under = middle, count
            else:
                high, over = middle, count
            turn += 1
        self._beyond_needed(at, high)

    def _between(self, at: int, limit: int) -> tuple[int, int, int, int]:
        """A reward that is too low and one that is enough, each with how many more than needed it places; the same
        twice when that is just enough, 0, or all that can be given."""
        rule = self.rules[at]
        step = _FIRST_STEP * rule.members
        here = rule.at
        count = self._beyond_needed(at, here)
        up = count < 0
        low, under, high, over = here, count, here, count
        while (count < 0 and here < limit) if up else (count > 0 and here > 0):
            before, been = here, count
            here = min(here + step, limit) if up else max(here - step, 0)
            count = self._beyond_needed(at, here)
            low, under, high, over = (before, been, here, count) if up else (here, count, before, been)
            least, change = 2 * step, abs(count - been)
            far = abs(count) * abs(here - before) * 5 // (4 * change) if change else 0
            step = min(max(far, least), _LONGEST * step)
        return (low, under, high, over) if under < 0 <= over else (here, count, here, count)

    def _beyond_needed(self, at: int, where: int) -> int:
        """How many more than needed are placed at this reward; fewer: below 0."""
        rule = self.rules[at]
        if rule.at != where:
            rule.at = where
            self.solve()
        return self.counts[at] - rule.needed

    def best(self) -> Best:
        """What was found, in terms of the pairs and scores as they were given."""
        choices, price, room = self.choices, self.seats.price, self.seats.state[2]
        held = self.seats.held.astype(np.int64)
        held[held >= 0] = self.columns[2][held[held >= 0]]
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
        gain = lifting.gained(self.base, self.seats.price, np.array(rewards, np.int64))
        placed = zip(self.rules, rewards, self.counts, strict=True)
        return int(gain) - sum(reward * min(rule.needed, count) for rule, reward, count in placed)


def _possible(choices: Choices, rows: I32, counts: Bool) -> int:
    """How many members could be placed if nothing else counted."""
    pairs = np.flatnonzero(counts)
    some, many = np.unique(rows[pairs], return_counts=True)
    members = replace(
        choices,
        starts=freeze(np.append(0, np.cumsum(many))),
        place=freeze(choices.place[pairs]),
        score=freeze(np.ones(pairs.size, np.int32)),
        seeker_of=freeze(choices.seeker_of[some]),
    )
    return int(np.count_nonzero(allot(members, 0.0).held >= 0))
