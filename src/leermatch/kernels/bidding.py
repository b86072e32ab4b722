"""Seekers bid for seats: the forward auction, who holds less than the best there is, and what prices prove.

Pairs come by seeker, best score first; `starts` (n + 1,) int64, `place` and `score` (e,) int32. The seats of place j
are `first_seat[j] : first_seat[j + 1]` (m + 1,) int64; the first `taken[j]` (m,) int32 are sat on by `sitting` (seats,)
int32 seekers. `price` (m,) int32 per seat. `held` (n,) int32 is the pair that a seeker holds, or -1.
"""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64
from leermatch.compiled import inlined, kernel

Pairs = tuple[I64, I32, I32]


@kernel
def bid(
    pairs: Pairs,
    waiting: int,
    step: int,
    queue: I32,
    price: I32,
    first_seat: I64,
    taken: I32,
    seats: tuple[I32, I32],
    held: I32,
) -> int:
    """The first `waiting` of `queue` bid in turn until nobody wants to; returns how often. The queue is written.

    Each bids what makes the second choice as good, plus `step`; a full place lets the lowest bid go, and its price is
    the lowest bid that it holds. `seats` are the seekers sitting and their bids (seats,) int32, a heap for each place,
    lowest first. Prices only rise, and no bid is above the score, so that who is left out would gain nothing anywhere.
    """
    starts, place, score = pairs
    sitting, offer = seats
    head, tail, bids = 0, waiting % queue.size, 0
    while waiting > 0:
        seeker = queue[head]
        head = head + 1 if head + 1 < queue.size else 0
        waiting -= 1
        best, second, chosen = 0, 0, np.int64(-1)
        for pair in range(starts[seeker], starts[seeker + 1]):
            if score[pair] <= second:
                break  # no later pair scores more, and no price is below 0
            gain = score[pair] - price[place[pair]]
            if gain > best:
                second, best, chosen = best, gain, pair
            elif gain > second:
                second = gain
        if chosen < 0:
            continue
        bids += 1
        wanted = place[chosen]
        amount = min(score[chosen] - second + step, score[chosen])
        base, count = first_seat[wanted], taken[wanted]
        room = first_seat[wanted + 1] - base
        held[seeker] = chosen
        if count < room:
            _enter(offer, sitting, base, count, amount, seeker)
            taken[wanted] = count + 1
            if count + 1 == room:
                price[wanted] = offer[base]
            continue
        loser = sitting[base]
        held[loser] = -1
        _replace(offer, sitting, base, count, amount, seeker)
        price[wanted] = offer[base]
        queue[tail] = loser
        tail = tail + 1 if tail + 1 < queue.size else 0
        waiting += 1
    return bids


@inlined
def _enter(offer: I32, sitting: I32, base: int, count: int, amount: int, seeker: int) -> None:
    """Put a bid on the heap of `count` bids that begins at `base`."""
    at = count
    while at > 0:
        above = (at - 1) >> 1
        if offer[base + above] <= amount:
            break
        offer[base + at], sitting[base + at] = offer[base + above], sitting[base + above]
        at = above
    offer[base + at], sitting[base + at] = amount, seeker


@inlined
def _replace(offer: I32, sitting: I32, base: int, count: int, amount: int, seeker: int) -> None:
    """Put a bid in the place of the lowest one."""
    at = 0
    while 2 * at + 1 < count:
        below = 2 * at + 1
        if below + 1 < count and offer[base + below + 1] < offer[base + below]:
            below += 1
        if offer[base + below] >= amount:
            break
        offer[base + at], sitting[base + at] = offer[base + below], sitting[base + below]
        at = below
    offer[base + at], sitting[base + at] = amount, seeker


@inlined
def best_gain(pairs: Pairs, price: I32, seeker: int) -> int:
    """What the seeker would gain at the best of all places at these prices; 0 for nowhere."""
    starts, place, score = pairs
    best = 0
    for pair in range(starts[seeker], starts[seeker + 1]):
        if score[pair] <= best:
            break
        best = max(best, score[pair] - price[place[pair]])
    return best


@kernel
def release(
    pairs: Pairs, price: I32, first_seat: I64, taken: I32, sitting: I32, held: I32, slot: I32, freed: I32
) -> int:
    """Let go whoever would gain more elsewhere at these prices; returns how many, and puts them in `freed` (n,).

    `slot` (n,) int32 gets the seat, counted within the place, of everybody who stays.
    """
    many = 0
    for at in range(taken.size):
        base, kept = first_seat[at], 0
        for seat in range(base, base + taken[at]):
            seeker = sitting[seat]
            if best_gain(pairs, price, seeker) > pairs[2][held[seeker]] - price[at]:
                held[seeker] = -1
                freed[many] = seeker
                many += 1
            else:
                sitting[base + kept], slot[seeker] = seeker, kept
                kept += 1
        taken[at] = kept
    return many


@kernel
def gains(pairs: Pairs, price: I32, first: int, past: int) -> int:
    """The sum of what seekers `first` … `past` would gain at best at these prices."""
    total = np.int64(0)
    for seeker in range(first, past):
        total += best_gain(pairs, price, seeker)
    return total
