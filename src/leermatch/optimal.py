"""The allocation with the highest total score, and the proof that there is no higher one.

An auction sets prices (Bertsekas 1988), shortest paths make them exact (Jonker and Volgenant 1987), all in whole
numbers. The prices are the proof: whatever anybody is given, no allocation is worth more than all seats at these
prices plus what every seeker would gain at best (linear programming duality).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

import numpy as np

from leermatch.arrays import I32, I64, freeze
from leermatch.choices import Choices, prepare
from leermatch.compiled import CORES, share_out
from leermatch.edges import Edges, EdgesRefused
from leermatch.kernels import augmenting, bidding, mending
from leermatch.policy import Policy

#: Scores above this are refused.
HIGHEST: Final = bidding.HIGHEST
#: Each bid goes above what makes the second choice as good by the highest score over this number: by how many seats
#: there are for each seeker, up to that many. Where seats are scarce, shortest paths are cheap and mend large steps;
#: where they are about enough, one empty seat moves the prices of a whole country, so there should be few (measured).
_STEPS: Final = ((0.7, 6), (0.95, 20), (float("inf"), 300))
#: Seekers for a thread of its own.
_LEAST_ROWS: Final = 8192


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


@dataclass(frozen=True, slots=True)
class Share:
    """What became of a reserve of the policy, in seats that members hold at the places of the rule.

    `asked` by the policy; `possible` when nothing else counted; `placed`. `reward` is the price of the promise: what
    one seat less for the group would have been worth to all, in 1/SCALE points. The certificate is about
    all allocations that place as many as the least of these three: its bound is that with `reward` for each such seat,
    less the rewards of those promised.
    """

    asked: int
    possible: int
    placed: int
    reward: int


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """`edge_of` (seekers,) int64: the pair of the `Edges` that each seeker holds, -1 for none.

    `shares`: one for each reserving rule of the policy, in order.
    """

    edge_of: I64
    seed: int
    certificate: Certificate
    shares: tuple[Share, ...] = ()


class SharesRefused(ValueError):  # noqa: N818 (a refusal, as everywhere in this house)
    """The reserves cannot be kept. `shares` says of each what was asked and what can be."""

    def __init__(self, shares: tuple[Share, ...]) -> None:
        self.shares = shares
        short = "; ".join(
            f"rule {at}: {share.asked} asked, {share.possible} possible alone, {share.placed} with the others"
            for at, share in enumerate(shares)
            if share.placed < share.asked
        )
        super().__init__(f"IMPOSSIBLE_SHARE: {short}")


def allocate_best(
    edges: Edges | Choices,
    *,
    seed: int | None = None,
    policy: Policy | None = None,
    gap: float = 1e-5,
    strict: bool = False,
) -> Best:
    """The highest total score; the seed decides among allocations that are worth the same.

    Whoever scores 0 or less with a place never gets it. `gap`: stop as soon as the certificate proves that no more
    than this part of the bound could be won; 0 for the proven best. The same pairs, seed and policy give the same
    bytes. Points of the policy are part of the score; its reserves are kept as far as can be (`leermatch.shares`), or
    when `strict` refused with SharesRefused. Raises EdgesRefused for pairs that cannot be, and ValueError for a gap
    below 0 or `Choices` with a seed, a policy or reserves.
    """
    if isinstance(edges, Edges):
        choices = prepare(edges, seed=seed or 0, policy=policy, lift="score")
        if policy and policy.reserving:
            best = import_module("leermatch.shares").meet(choices, policy, gap)
            if strict and any(share.placed < share.asked for share in best.shares):
                raise SharesRefused(best.shares)
            return cast("Best", best)
    elif seed is None and policy is None and not edges.reserved.any():
        choices = edges
    else:
        message = "seed, policy: give them to prepare(); pairs with reserves as Edges with the policy"
        raise ValueError(message)
    seats = allot(choices, gap)
    return Best(choices.edge_of(seats.held), choices.seed, seats.certificate(choices.place_of))


State = tuple[I32, I64, I32, I32, I32, I32, I32, I32, I32]


@dataclass(slots=True, eq=False)
class Seats:
    """Who sits where at which prices, while it is being worked out. Shapes: `leermatch.kernels.bidding`, `fill_all`."""

    pairs: tuple[I64, I64, I32, I32]
    by_place: tuple[I64, I32, I32, I32, I32, I32, I32]
    state: State
    work: I32
    highest: int
    ranked: bool = False

    @classmethod
    def of(cls, choices: Choices) -> Seats:
        """Everybody waits, everything is free; where there is no seat the price is such that nobody would gain."""
        n, m, many = choices.seekers, choices.capacities.size, choices.place.size
        begins = np.zeros(m + 1, np.int64)
        augmenting.count(choices.place, begins)
        room = np.minimum(choices.capacities, np.diff(begins)).astype(np.int32)
        seat_at = np.zeros(m + 1, np.int64)
        np.cumsum(room, out=seat_at[1:])
        scores = _scores(choices)
        highest = int(scores.max(initial=0))
        state = (
            np.where(room > 0, 0, highest).astype(np.int32),
            seat_at[:-1].copy(),
            room,
            np.zeros(m, np.int32),
            np.zeros(seat_at[-1], np.int32),
            np.full(n, -1, np.int32),
            np.zeros(n, np.int32),
            np.zeros(n, np.int32),
            np.zeros(n, np.int32),
        )
        columns = (np.empty(many, np.int32), np.empty(many, np.int32))
        none = np.empty(0, np.int32)
        later = (none, np.full(m, -1, np.int32), none, none)
        pairs = (freeze(choices.starts[:-1]), freeze(choices.starts[1:]), choices.place, scores)
        return cls(pairs, (begins, *columns, *later), state, workspace(m), highest)

    @property
    def held(self) -> I32:
        """(n,) the pair that each holds, or -1."""
        return self.state[5]

    @property
    def price(self) -> I32:
        """(m,) for a seat."""
        return self.state[0]

    def auction(self) -> None:
        """Prices and seats that are nearly right; the pairs by place are laid out meanwhile."""
        everybody = np.arange(self.held.size, dtype=np.int32)
        begins, pair_of, seeker_of, *_ = self.by_place
        with ThreadPoolExecutor(1) as beside:
            laid_out = beside.submit(augmenting.columns, self.pairs, begins[:-1].copy(), pair_of, seeker_of)
            if everybody.size:
                step, offer = self._step(), np.zeros(self.state[4].size, np.int32)
                bidding.bid(self.pairs, everybody.size, step, everybody, self.state, offer)
            laid_out.result()

    def begin_from(self, prices: I64, pairs: I64) -> None:
        """Prices (m,) of before, and `pairs` (k,) that seekers held, as far as there still is room; no auction."""
        begins, pair_of, seeker_of, *_ = self.by_place
        augmenting.columns(self.pairs, begins[:-1].copy(), pair_of, seeker_of)
        price, seat_at, room, taken, sitting, held, *_ = self.state
        price[:] = np.where(room > 0, prices, np.maximum(prices, price))
        place = self.pairs[2][pairs]
        order = np.argsort(place, kind="stable")
        pairs, place = pairs[order], place[order]
        seat = np.arange(place.size) - np.searchsorted(place, place)
        fits = seat < room[place]
        pairs, place, seat = pairs[fits], place[fits], seat[fits]
        seekers = np.searchsorted(self.pairs[1], pairs, side="right")
        sitting[seat_at[place] + seat] = seekers
        held[seekers] = pairs
        taken[:] = np.bincount(place, minlength=taken.size)

    def _step(self) -> int:
        supply = self.state[4].size / self.held.size
        return max(self.highest // next(steps for most, steps in _STEPS if supply < most), 1)

    def rank(self) -> None:
        """The pairs of each place best first: not worth it for one allocation, but for mending one again and again."""
        begins, pair_of, seeker_of, _, *later = self.by_place
        key = self.pairs[2].astype(np.int64) * (HIGHEST + 1) - np.maximum(self.pairs[3], 0)
        order = np.argsort(key, kind="stable")
        pair_of[:] = order
        seeker_of[:] = np.repeat(np.arange(self.held.size, dtype=np.int32), self.pairs[1] - self.pairs[0])[
            order
        ]
        newest, older, owner = later
        self.by_place = (begins, pair_of, seeker_of, self.pairs[3][order], newest, older, owner)
        self.ranked = True

    def settle(self, gap: float) -> None:
        """Exact prices: whoever would gain more elsewhere moves, then empty seats find takers or lose their price."""
        freed = np.empty(self.held.size, np.int32)
        many = bidding.release(self.pairs, self.state, freed)
        self._seat(freed[:many], gap)

    def settle_some(self, seekers: I64, gap: float) -> None:
        """The same when it was so before, and since then only pairs of `seekers` became worth more or less."""
        freed = np.empty(seekers.size, np.int32)
        many = mending.let_go(seekers, self.pairs, self.state, freed)
        self._seat(freed[:many], gap)

    def _seat(self, freed: I32, gap: float) -> None:
        self.place(freed)
        self.fill(int(gap * self._worth()) if gap else 0)

    def place(self, seekers: I32) -> None:
        """Seat seekers who have nothing."""
        augmenting.seat_all(self.pairs, seekers, self.state, self.work)

    def fill(self, bearable: int) -> None:
        """Fill seats that are empty and have a price, but for some that have prices of `bearable` together at most.

        All else is exact by now, so those seats are the whole gap between the bound and the total.
        """
        price, _, room, taken, *_ = self.state
        empty = np.flatnonzero((price > 0) & (taken < room))
        worth = price[empty].astype(np.int64) * (room - taken)[empty]
        # Paths only lower prices and what is empty, so leaving the cheapest for what they are worth now is safe.
        order = np.argsort(worth, kind="stable")
        left = int(np.searchsorted(np.cumsum(worth[order]), bearable, side="right"))
        augmenting.fill_all(
            self.pairs,
            self.by_place,
            self.ranked,
            np.sort(empty[order[left:]]).astype(np.int32),
            self.state,
            self.work,
        )

    def _worth(self) -> int:
        held = self.held
        return int(self.pairs[3][held[held >= 0]].sum(dtype=np.int64))

    def certificate(self, place_of: I32) -> Certificate:
        """The proof, counted over all pairs; `place_of` (m,) numbers of the places as they were given."""
        found: list[tuple[int, int]] = []

        def work(begin: int, end: int) -> None:
            found.append(bidding.appraise(self.pairs, self.state, begin, end))

        share_out(work, self.held.size, chunk=max(_LEAST_ROWS, -(-self.held.size // CORES)))
        gained, total = (int(sum(each)) for each in zip((0, 0), *found, strict=True))
        return self.certified(place_of, gained, total)

    def certified(self, place_of: I32, gained: int, total: int) -> Certificate:
        """The proof, when it is known what all seekers would gain at best, and what they score."""
        price, _, room, *_ = self.state
        prices = np.zeros(price.size, np.int64)
        prices[place_of] = price
        return Certificate(prices, total, gained + int(room.astype(np.int64) @ price))


def allot(choices: Choices, gap: float) -> Seats:
    """Seats and prices of the highest total, as `allocate_best` gives them."""
    if not gap >= 0:
        message = f"gap: {gap} is below 0"
        raise ValueError(message)
    seats = Seats.of(choices)
    seats.auction()
    seats.settle(gap)
    return seats


def workspace(places: int) -> I32:
    """What the searches of `leermatch.kernels.augmenting` need."""
    work = np.empty((7, places), np.int32)
    work[0], work[1] = augmenting.FAR, -1
    return work


def _scores(choices: Choices) -> I32:
    """Scores in 32 bits; what is below 0 counts as 0."""
    highest = int(choices.score.max(initial=0))
    if highest > HIGHEST:
        row = int(np.argmax(choices.score))
        raise EdgesRefused("TOO_HIGH", "score", int(choices.edge[row]), highest)
    if choices.score.dtype == np.int32:
        return choices.score
    return np.asarray(freeze(np.maximum(choices.score, 0).astype(np.int32)))
