"""Seekers bid for seats: the forward auction, who holds less than the best there is, and what prices prove.

`pairs`: those of seeker i are `first[i]` … `past[i]` (n,) int64, best score first, of `place` and `score` (e,) int32;
scores are 0 or more behind the first that is not. `state`: `price` (m,) int32 for a seat; the seats of place j begin
at `seat_at[j]` (m,) int64, there are `room[j]`, and the first `taken[j]` (m,) int32 are sat on by `sitting` (seats,)
int32; `held` (n,) int32 is the pair that a seeker holds, or -1. Of who sits, `slot` (n,) int32 is the seat within the
place, `own` (n,) int32 the score there, and `site` (n,) int32 the place; the auction leaves these three to `release`.
"""

from __future__ import annotations

from typing import Final

from leermatch.arrays import I32, I64
from leermatch.compiled import inlined, kernel

Pairs = tuple[I64, I64, I32, I32]
State = tuple[I32, I64, I32, I32, I32, I32, I32, I32, I32]
#: Scores above this are refused: prices and paths are counted in 32 bits.
HIGHEST: Final = 2**30 - 1


@kernel
def bid(
    pairs: Pairs,
    waiting: int,
    step: int,
    queue: I32,
    state: State,
    offer: I32,
) -> int:
    """The first `waiting` of `queue` bid in turn until nobody wants to; returns how often. The queue is written.

    Each bids what makes the second choice as good, plus `step`; a full place lets the lowest bid go, and its price is
    the lowest bid that it holds. `offer` (seats,) int32 are the bids of those who sit, a heap for each place, lowest
    first. Prices only rise, and no bid is above the score, so that who is left out would gain nothing anywhere.
    """
    first, past, place, score = pairs
    price, seat_at, room, taken, sitting, held, _, _, _ = state
    head, tail, bids = 0, waiting % queue.size, 0
    while waiting > 0:
        seeker = queue[head]
        head = head + 1 if head + 1 < queue.size else 0
        waiting -= 1
        best, second, chosen = 0, 0, -1
        for pair in range(first[seeker], past[seeker]):
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
        base, count = seat_at[wanted], taken[wanted]
        held[seeker] = chosen
        if count < room[wanted]:
            _enter(offer, sitting, base, count, amount, seeker)
            taken[wanted] = count + 1
            if count + 1 == room[wanted]:
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
def best_gain(pairs: Pairs, price: I32, seeker: int, least: int) -> int:
    """What the seeker would gain at the best of all places at these prices; `least`, and not below 0, where none is
    better."""
    first, past, place, score = pairs
    best = max(least, 0)
    for pair in range(first[seeker], past[seeker]):
        if score[pair] <= best:
            break
        best = max(best, score[pair] - price[place[pair]])
    return best


@kernel
def release(pairs: Pairs, state: State, freed: I32) -> int:
    """Let go whoever would gain more elsewhere at these prices, and put them in `freed` (n,) with those who have
    nothing and would gain somewhere; returns how many. Writes slot, own and site of everybody who stays.
    """
    price, seat_at, _, taken, sitting, held, slot, own, site = state
    score = pairs[3]
    many = 0
    for at in range(taken.size):
        base, kept = seat_at[at], 0
        for seat in range(base, base + taken[at]):
            seeker = sitting[seat]
            gain = score[held[seeker]] - price[at]
            if best_gain(pairs, price, seeker, gain) > gain:
                held[seeker] = -2
            else:
                sitting[base + kept], slot[seeker] = seeker, kept
                own[seeker], site[seeker] = score[held[seeker]], at
                kept += 1
        taken[at] = kept
    for seeker in range(held.size):
        if held[seeker] == -2 or (held[seeker] == -1 and best_gain(pairs, price, seeker, 0) > 0):
            held[seeker] = -1
            freed[many] = seeker
            many += 1
    return many


@kernel
def appraise(pairs: Pairs, state: State, begin: int, end: int) -> tuple[int, int]:
    """What seekers `begin` … `end` would gain at best at these prices, and what they score with what they hold."""
    place, score = pairs[2], pairs[3]
    price, held = state[0], state[5]
    gained, scored = 0, 0
    for seeker in range(begin, end):
        gain, own = 0, held[seeker]
        if own >= 0:
            scored += score[own]
            gain = score[own] - price[place[own]]
        gained += best_gain(pairs, price, seeker, gain)
    return gained, scored
