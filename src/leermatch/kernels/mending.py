"""Changes to an allocation that is kept: who leaves, who comes or has other pairs, and places that grow or shrink.

Names and shapes as in `leermatch.kernels.bidding` and `fill_all`. Here `score` and the others can be written.
"""

from __future__ import annotations

from leermatch.arrays import I32, I64
from leermatch.compiled import inlined, kernel
from leermatch.kernels.bidding import best_gain

State = tuple[I32, I64, I32, I32, I32, I32, I32, I32, I32]


@inlined
def _stand(seeker: int, here: int, state: State) -> None:
    """Leave the seat; whoever sits on the last one takes it."""
    _, seat_at, _, taken, sitting, held, slot, _, _ = state
    held[seeker] = -1
    taken[here] -= 1
    mover = sitting[seat_at[here] + taken[here]]
    sitting[seat_at[here] + slot[seeker]] = mover
    slot[mover] = slot[seeker]


@kernel
def withdraw(seekers: I64, first: I64, past: I64, state: State) -> None:
    """Each of `seekers` (k,) leaves the seat and loses all pairs; pairs before the first are never taken again."""
    held, site = state[5], state[8]
    for seeker in seekers:
        if held[seeker] >= 0:
            _stand(seeker, site[seeker], state)
        first[seeker] = past[seeker]


@kernel
def let_go(seekers: I64, pairs: tuple[I64, I64, I32, I32], state: State, freed: I32) -> int:
    """Let go whoever of `seekers` (k,) would gain more elsewhere at these prices, and put them in `freed` (k,) with
    those who have nothing and would gain somewhere; returns how many."""
    price, _, _, _, _, held, _, own, site = state
    many = 0
    for seeker in seekers:
        gain = own[seeker] - price[site[seeker]] if held[seeker] >= 0 else 0
        if best_gain(pairs, price, seeker, gain) == gain:
            continue
        if held[seeker] >= 0:
            _stand(seeker, site[seeker], state)
        freed[many] = seeker
        many += 1
    return many


@kernel
def append(
    seekers: I64,
    bounds: I64,
    places: I64,
    scores: I64,
    at: int,
    columns: tuple[I64, I64, I32, I32],
    later: tuple[I32, I32, I32],
    base: int,
) -> int:
    """Give each of `seekers` (k,), who have none, the pairs `bounds[i]` … `bounds[i + 1]` of `places` and `scores`,
    from `at` on, best first, places in order where scores are the same; returns where the next one goes. `base` is the
    number of the first pair that is not in the columns.
    """
    first, past, place, score = columns
    newest, older, owner = later
    for row in range(seekers.size):
        seeker = seekers[row]
        first[seeker] = at
        for given in range(bounds[row], bounds[row + 1]):
            if scores[given] <= 0:
                continue
            to = at
            while to > first[seeker] and (
                score[to - 1] < scores[given]
                or (score[to - 1] == scores[given] and place[to - 1] > places[given])
            ):
                place[to], score[to] = place[to - 1], score[to - 1]
                to -= 1
            place[to], score[to] = places[given], scores[given]
            at += 1
        past[seeker] = at
        for pair in range(first[seeker], at):
            older[pair - base], owner[pair - base] = newest[place[pair]], seeker
            newest[place[pair]] = pair
    return at


@kernel
def resize(places: I64, wanted: I64, span: I64, end: int, state: State, out: I32) -> tuple[int, int]:
    """Give each of `places` (k,) the seats that are `wanted` (k,); whoever sits beyond them gets up, the last seats
    first. `span` (m,) are the seats that a place has room for in `sitting`; who needs more moves to `end`, where there
    must be enough. Returns the new end, and how many got up, their rows in `out`, which has room for all who sit there.
    """
    _, seat_at, room, taken, sitting, _, _, _, _ = state
    many = 0
    for which in range(places.size):
        here = places[which]
        room[here] = wanted[which]
        if wanted[which] > span[here]:
            for seat in range(taken[here]):
                sitting[end + seat] = sitting[seat_at[here] + seat]
            seat_at[here], span[here] = end, wanted[which]
            end += wanted[which]
        while taken[here] > room[here]:
            seeker = sitting[seat_at[here] + taken[here] - 1]
            _stand(seeker, here, state)
            out[many] = seeker
            many += 1
    return end, many


@kernel
def are_fine(
    columns: tuple[I64, I64, I64], order: I64, seekers: int, coming: int, highest: int, stamp: I64
) -> bool:
    """Whether pairs `seeker`, `place` and `score` (p,), walked in `order` of the seeker, are such as can be: seekers
    below `seekers` or newcomers, of whom there are `coming`; places of `stamp` (m,), all -1 before; no score above
    `highest`; no pair twice.
    """
    seeker, place, score = columns
    for at in order:
        who, where = seeker[at], place[at]
        if who < 0 or who >= seekers + coming or where < 0 or where >= stamp.size or score[at] > highest:
            return False
        if stamp[where] == who:
            return False
        stamp[where] = who
    return True
