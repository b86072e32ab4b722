"""The allocation with the highest total score, and the proof that there is no higher one.

An auction sets prices (Bertsekas 1988), shortest paths make them exact (Jonker and Volgenant 1987), all in whole
numbers. The prices are the proof: whatever anybody is given, no allocation is worth more than all seats at these
prices plus what every seeker would gain at best (linear programming duality).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64
from leermatch.edges import Choices, Edges, EdgesRefused, prepare
from leermatch.kernels import augmenting, bidding
from leermatch.policy import Policy

#: Scores above this are refused: prices and paths are counted in 32 bits.
HIGHEST: Final = 2**30 - 1
#: Each bid goes this much above what makes the second choice as good, as a part of the highest score.
_STEPS: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Why no allocation is worth more than `bound`: anybody can count it again from `prices`.

    `prices` (places,) int64, not below 0, for each seat of the places of the `Edges`. `total` is what the allocation
    is worth, `bound` the sum of all seats at these prices and of what each seeker would gain at best.
    """

    prices: I64
    total: int
    bound: int

    @property
    def gap(self) -> float:
        """What could be left to win at most, as a part of the bound; 0 when the allocation is proven the best."""
        return (self.bound - self.total) / self.bound if self.bound else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """`edge_of` (seekers,) int64: the pair of the `Edges` that each seeker holds, -1 for none."""

    edge_of: I64
    seed: int
    certificate: Certificate


def allocate_best(
    edges: Edges | Choices, *, seed: int | None = None, policy: Policy | None = None, gap: float = 1e-5
) -> Best:
    """The highest total score; the seed decides among allocations that are worth the same.

    Whoever scores 0 or less with a place never gets it. `gap`: stop as soon as the certificate proves that no more
    than this part of the bound could be won; 0 for the proven best. The same pairs, seed and policy give the same
    bytes. Raises EdgesRefused for pairs that cannot be, and ValueError for a gap below 0.
    """
    if not gap >= 0:
        message = f"gap: {gap} is below 0"
        raise ValueError(message)
    if isinstance(edges, Edges):
        choices = prepare(edges, seed=seed or 0, policy=policy, lift="score")
    elif seed is None and policy is None:
        choices = edges
    else:
        message = "seed, policy: give them to prepare()"
        raise ValueError(message)
    market = _Seats.of(choices)
    market.auction()
    market.settle(gap)
    return market.best()


@dataclass(slots=True, eq=False)
class _Seats:
    """Who sits where at which prices, while it is being worked out. Shapes: `leermatch.kernels.bidding`."""

    choices: Choices
    pairs: tuple[I64, I32, I32]
    by_place: tuple[I64, I32, I32]
    first_seat: I64
    price: I32
    taken: I32
    sitting: I32
    held: I32
    slot: I32
    work: I32
    highest: int

    @classmethod
    def of(cls, choices: Choices) -> _Seats:
        """Everybody waits, everything is free."""
        n, m, many = choices.seekers, choices.capacities.size, choices.place.size
        begins = np.zeros(m + 1, np.int64)
        augmenting.count(choices.place, begins)
        first_seat = np.zeros(m + 1, np.int64)
        np.cumsum(np.minimum(choices.capacities, np.diff(begins)), out=first_seat[1:])
        scores = _scores(choices)
        highest = int(scores.max(initial=0))  # the price where there is no seat: nobody would gain there
        work = np.empty((7, m), np.int32)
        work[0], work[1] = augmenting.FAR, -1
        return cls(
            choices=choices,
            pairs=(choices.starts, choices.place, scores),
            by_place=(begins, np.empty(many, np.int32), np.empty(many, np.int32)),
            first_seat=first_seat,
            price=np.where(np.diff(first_seat) > 0, 0, highest).astype(np.int32),
            taken=np.zeros(m, np.int32),
            sitting=np.zeros(first_seat[-1], np.int32),
            held=np.full(n, -1, np.int32),
            slot=np.zeros(n, np.int32),
            work=work,
            highest=highest,
        )

    def auction(self) -> None:
        """Prices and seats that are nearly right; the pairs by place are laid out meanwhile."""
        everybody = np.arange(self.held.size, dtype=np.int32)
        with ThreadPoolExecutor(1) as beside:
            laid_out = beside.submit(
                augmenting.columns, self.pairs, self.by_place[0][:-1].copy(), *self.by_place[1:]
            )
            seats = (self.sitting, np.zeros(self.sitting.size, np.int32))
            step = max(self.highest // _STEPS, 1)
            if everybody.size:
                bidding.bid(
                    self.pairs,
                    everybody.size,
                    step,
                    everybody,
                    self.price,
                    self.first_seat,
                    self.taken,
                    seats,
                    self.held,
                )
            laid_out.result()

    def settle(self, gap: float) -> None:
        """Exact prices: whoever would gain more elsewhere moves, then empty seats find takers or lose their price."""
        freed = np.empty(self.held.size, np.int32)
        sitting = (self.price, self.first_seat, self.taken, self.sitting, self.held, self.slot)
        many = bidding.release(self.pairs, *sitting, freed)
        augmenting.seat_all(self.pairs, freed[:many], *sitting, self.work)
        priced = np.flatnonzero((self.price > 0) & (self.taken < np.diff(self.first_seat))).astype(np.int32)
        augmenting.fill_all(self.pairs, self.by_place, priced, *sitting, self.work)

    def best(self) -> Best:
        """In the order of the `Edges`, with its proof."""
        choices = self.choices
        held = self.held[self.held >= 0]
        seats = np.diff(self.first_seat)
        bound = int((seats * self.price).sum()) + int(
            bidding.gains(self.pairs, self.price, 0, self.held.size)
        )
        prices = np.zeros(choices.capacities.size, np.int64)
        prices[choices.place_of] = self.price
        total = int(self.pairs[2][held].sum(dtype=np.int64))
        return Best(choices.edge_of(self.held), choices.seed, Certificate(prices, total, bound))


def _scores(choices: Choices) -> I32:
    """Scores in 32 bits; what is below 0 counts as 0."""
    if choices.score.dtype == np.int32 and (not choices.score.size or choices.score.max() <= HIGHEST):
        return choices.score
    if choices.score.size and choices.score.max() > HIGHEST:
        row = int(np.argmax(choices.score))
        raise EdgesRefused("TOO_HIGH", "score", int(choices.edge[row]), int(choices.score[row]))
    scores = np.maximum(choices.score, 0).astype(np.int32)
    scores.flags.writeable = False
    return scores
