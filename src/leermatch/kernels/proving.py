"""The proof of an allocation that is mended, counted again where something changed, and nowhere else.

Names and shapes as in `leermatch.kernels.bidding` and `fill_all`. `known` is what the last count found: `gain` (n,) of
each seeker at best, `scored` (n,) with what was held, `was_held` (n,), `was_price` (m,), all int32.
"""

from __future__ import annotations

from typing import Final

from leermatch.arrays import I32, I64
from leermatch.compiled import inlined, kernel
from leermatch.kernels.bidding import Pairs, State, best_gain

ByPlace = tuple[I64, I32, I32, I32, I32, I32, I32]
Known = tuple[I32, I32, I32, I32]
_AGAIN: Final = -1


@kernel
def recount(
    pairs: Pairs, by_place: ByPlace, state: State, renewed: I64, known: Known, again: I32
) -> tuple[int, int]:
    """How much more all gain at best, and how much more they score, than at the last count, which this becomes.

    `renewed` (k,) have other pairs than they had. Where a price rose, whoever gained most there looks at all places
    again; where it fell, whoever gains more there than they did does. The pairs of places must be ranked. `again` (n,)
    is for the kernel.
    """
    price, held = state[0], state[5]
    place, score = pairs[2], pairs[3]
    gain, _, _, was_price = known
    before, many = 0, 0
    for seeker in renewed:
        before += gain[seeker]
        gain[seeker] = _AGAIN
        again[many] = seeker
        many += 1
    for here in range(price.size):
        if price[here] > was_price[here]:
            less, many = _risen(here, pairs, by_place, known, again, many)
            before += less
    after = 0
    for here in range(price.size):
        if price[here] < was_price[here]:
            after += _fallen(here, price[here], pairs, by_place, gain)
        was_price[here] = price[here]
    for at in range(many):
        seeker = again[at]
        own = score[held[seeker]] - price[place[held[seeker]]] if held[seeker] >= 0 else 0
        gain[seeker] = best_gain(pairs, price, seeker, own)
        after += gain[seeker]
    return after - before, _scored(score, held, known)


@inlined
def _risen(
    here: int, pairs: Pairs, by_place: ByPlace, known: Known, again: I32, many: int
) -> tuple[int, int]:
    """Mark whoever gained most at this place; returns what they gained, and how many are marked by now."""
    first, _, _, score = pairs
    begins, pair_of, seeker_of, score_of, newest, older, owner = by_place
    gain, was = known[0], known[3][here]
    gained = 0
    for at in range(begins[here], begins[here + 1]):
        worth, seeker = score_of[at] - was, seeker_of[at]
        if worth <= 0:
            break
        if gain[seeker] == worth and pair_of[at] >= first[seeker]:
            gained += worth
            gain[seeker], again[many] = _AGAIN, seeker
            many += 1
    later = newest[here]
    while later >= 0:
        worth, seeker = score[later] - was, owner[later - pair_of.size]
        if worth > 0 and gain[seeker] == worth and later >= first[seeker]:
            gained += worth
            gain[seeker], again[many] = _AGAIN, seeker
            many += 1
        later = older[later - pair_of.size]
    return gained, many


@inlined
def _fallen(here: int, price: int, pairs: Pairs, by_place: ByPlace, gain: I32) -> int:
    """Whoever gains more at this place now than anywhere before, does; returns how much more all of them do."""
    first, _, _, score = pairs
    begins, pair_of, seeker_of, score_of, newest, older, owner = by_place
    more = 0
    for at in range(begins[here], begins[here + 1]):
        worth, seeker = score_of[at] - price, seeker_of[at]
        if worth <= 0:
            break
        if _AGAIN != gain[seeker] < worth and pair_of[at] >= first[seeker]:
            more += worth - gain[seeker]
            gain[seeker] = worth
    later = newest[here]
    while later >= 0:
        worth, seeker = score[later] - price, owner[later - pair_of.size]
        if _AGAIN != gain[seeker] < worth and later >= first[seeker]:
            more += worth - gain[seeker]
            gain[seeker] = worth
        later = older[later - pair_of.size]
    return more


@inlined
def _scored(score: I32, held: I32, known: Known) -> int:
    """How much more whoever holds another pair than before scores with it."""
    _, scored, was_held, _ = known
    more = 0
    for seeker in range(held.size):
        if held[seeker] != was_held[seeker]:
            own = score[held[seeker]] if held[seeker] >= 0 else 0
            more += own - scored[seeker]
            scored[seeker], was_held[seeker] = own, held[seeker]
    return more
