"""Shortest paths that make an allocation exactly the best: from a seeker to a seat, and from an empty seat to a seeker.

All of it in whole numbers. The invariant, before and after each path: nobody who sits would gain more elsewhere at
these prices, and prices are not below 0. A path changes prices just enough to keep it. Names and shapes as in
`leermatch.kernels.bidding`.

`work` is (7, m) int32 for the search: distance (`FAR` when not seen), place in the heap (or -1 unseen, -2 closed), the
heap, the pair and the seeker by which a place was reached, places seen, places closed. It is left as it was found.
"""

from __future__ import annotations

from typing import Final

from leermatch.arrays import I32, I64
from leermatch.compiled import inlined, kernel

Pairs = tuple[I64, I64, I32, I32]
State = tuple[I32, I64, I32, I32, I32, I32, I32, I32, I32]
ByPlace = tuple[I64, I32, I32, I32, I32, I32, I32]
FAR: Final = 2**31 - 1
_UNSEEN, _CLOSED = -1, -2
_DISTANCE, _WHERE, _HEAP, _PAIR, _SEEKER, _SEEN, _DONE = 0, 1, 2, 3, 4, 5, 6


@kernel
def seat_all(pairs: Pairs, seekers: I32, state: State, work: I32) -> int:
    """Seat each of `seekers` (k,), who hold nothing, along the path on which all together lose least; returns how many
    places were searched. The path ends at an empty seat or with somebody, perhaps the same, who goes without.
    """
    first, past, place, score = pairs
    price, seat_at, room, taken, sitting, _, _, own, _ = state
    closed = 0
    for each in seekers:
        origin = int(each)
        nearest, last_place, last_seeker = 0, -1, origin
        for pair in range(first[origin], past[origin]):
            if score[pair] <= nearest:
                break
            nearest = max(nearest, score[pair] - price[place[pair]])
        if nearest == 0:
            continue
        seen, done, size = 0, 0, 0
        walker, here, distance, gain, at = origin, -1, 0, nearest, 0
        while True:
            # Where could the walker go instead, and what would that lose?
            least = gain + distance - nearest
            for pair in range(first[walker], past[walker]):
                if score[pair] <= least:
                    break
                there = int(place[pair])
                length = distance + gain - (score[pair] - price[there])
                if length >= nearest or length >= work[_DISTANCE, there]:
                    continue
                if work[_WHERE, there] == _UNSEEN:
                    work[_SEEN, seen] = there
                    seen += 1
                work[_PAIR, there], work[_SEEKER, there] = pair, walker
                if taken[there] < room[there]:
                    work[_DISTANCE, there], work[_WHERE, there] = length, _CLOSED
                    nearest, last_place, last_seeker = length, there, -1
                    least = gain + distance - nearest
                else:
                    size = _reach(work, size, there, length)
            # The next walker: another one who sits here, or one of the nearest place.
            if here >= 0:
                at += 1
            while here < 0 or at >= seat_at[here] + taken[here]:
                if size == 0 or work[_DISTANCE, work[_HEAP, 0]] >= nearest:
                    here = -2
                    break
                here = int(work[_HEAP, 0])
                size = _leave(work, size)
                work[_DONE, done] = here
                done += 1
                distance, at = int(work[_DISTANCE, here]), int(seat_at[here])
            if here == -2:
                break
            walker = int(sitting[at])
            gain = own[walker] - price[here]
            if distance + gain < nearest:
                nearest, last_place, last_seeker = distance + gain, -1, walker
        for at in range(done):
            price[work[_DONE, at]] += nearest - work[_DISTANCE, work[_DONE, at]]
        closed += done
        _shift(score, origin, last_place, last_seeker, state, work)
        _forget(work, seen)
    return closed


@inlined
def _shift(score: I32, origin: int, last_place: int, last_seeker: int, state: State, work: I32) -> None:
    """Everybody on the path takes the seat of the next one."""
    _, seat_at, _, taken, sitting, held, slot, own, site = state
    if last_place >= 0:
        there, seat = last_place, taken[last_place]
        taken[there] += 1
    elif last_seeker == origin:
        return
    else:
        there, seat = site[last_seeker], slot[last_seeker]
        held[last_seeker] = -1
    while True:
        walker = work[_SEEKER, there]
        left, left_seat = site[walker], slot[walker]
        held[walker], slot[walker] = work[_PAIR, there], seat
        own[walker], site[walker] = score[held[walker]], there
        sitting[seat_at[there] + seat] = walker
        if walker == origin:
            return
        there, seat = left, left_seat


@kernel
def count(place: I32, begins: I64) -> None:
    """`begins` (m + 1,) int64, all 0: where the pairs of each place would begin."""
    for pair in range(place.size):
        begins[place[pair] + 1] += 1
    for at in range(begins.size - 1):
        begins[at + 1] += begins[at]


@kernel
def columns(pairs: Pairs, following: I64, pair_of: I32, seeker_of: I32) -> None:
    """The same pairs by place: pair and seeker (e,) int32. `following` (m,): where each place begins, and past that."""
    first, past, place, _ = pairs
    for seeker in range(first.size):
        for pair in range(first[seeker], past[seeker]):
            to = following[place[pair]]
            pair_of[to], seeker_of[to] = pair, seeker
            following[place[pair]] = to + 1


@kernel
def fill_all(pairs: Pairs, by_place: ByPlace, ranked: bool, places: I32, state: State, work: I32) -> int:
    """Fill every empty seat of `places` (k,) that has a price, or lower prices until it has none; returns how many
    places were searched. The path ends with somebody who had nothing, or at a place that may as well stay empty.

    `by_place`: `begins` (m + 1,), and what `columns` made of the e pairs there were at first; `score_of` (e,), what
    they score; `newest` (m,) is the last pair that came later, or -1; `older` and `owner` (spare,) the one before it
    and its seeker, for pair e and further. A pair before the first of its seeker is one that the seeker has no more.
    `ranked`: the pairs of a place stand best first; only then is `score_of` there.
    """
    first, _, place, score = pairs
    begins, pair_of, seeker_of, score_of, newest, older, owner = by_place
    price, _, room, taken, _, held, _, own, site = state
    closed = 0
    for which in places:
        origin = int(which)
        while price[origin] > 0 and taken[origin] < room[origin]:
            nearest, last_place, newcomer, first_pair = price[origin], origin, -1, -1
            work[_SEEN, 0] = origin
            seen, done, size = 1, 0, _reach(work, 0, origin, 0)
            while size > 0 and work[_DISTANCE, work[_HEAP, 0]] < nearest:
                here = int(work[_HEAP, 0])
                size = _leave(work, size)
                work[_DONE, done] = here
                done += 1
                base = work[_DISTANCE, here] + price[here]
                at, later = int(begins[here]), int(newest[here])
                while at < begins[here + 1] or later >= 0:
                    if at < begins[here + 1]:
                        pair, seeker = int(pair_of[at]), int(seeker_of[at])
                        length = base - (score_of[at] if ranked else score[pair])
                        at += 1
                        if length >= nearest and ranked:  # so are all that follow
                            at = int(begins[here + 1])
                    else:
                        pair, seeker = later, int(owner[later - pair_of.size])
                        later = int(older[later - pair_of.size])
                        length = base - score[pair]
                    # Too far, whatever the seeker gains now; or not a pair any more.
                    if length >= nearest or pair < first[seeker]:
                        continue
                    if held[seeker] < 0:
                        nearest, last_place, newcomer, first_pair = length, here, seeker, pair
                        continue
                    there = int(site[seeker])
                    length += own[seeker] - price[there]
                    if there == here or length >= nearest or length >= work[_DISTANCE, there]:
                        continue
                    if work[_WHERE, there] == _UNSEEN:
                        work[_SEEN, seen] = there
                        seen += 1
                    size = _reach(work, size, there, length)
                    work[_PAIR, there], work[_SEEKER, there] = pair, seeker
                    if length + price[there] < nearest:
                        nearest, last_place, newcomer = length + price[there], there, -1
            for each in range(done):
                price[work[_DONE, each]] -= nearest - work[_DISTANCE, work[_DONE, each]]
            closed += done
            comer, taking, here = newcomer, first_pair, last_place
            while True:
                mover, onward = int(work[_SEEKER, here]), int(work[_PAIR, here])
                if here != origin:
                    _stand(mover, here, state)
                if comer >= 0:
                    _sit(comer, taking, score[taking], here, state)
                if here == origin:
                    break
                comer, taking, here = mover, onward, int(place[onward])
            _forget(work, seen)
    return closed


@inlined
def _sit(seeker: int, pair: int, worth: int, there: int, state: State) -> None:
    """Take the first empty seat."""
    _, seat_at, _, taken, sitting, held, slot, own, site = state
    held[seeker], slot[seeker] = pair, taken[there]
    own[seeker], site[seeker] = worth, there
    sitting[seat_at[there] + taken[there]] = seeker
    taken[there] += 1


@inlined
def _stand(seeker: int, here: int, state: State) -> None:
    """Leave the seat; whoever sits on the last one takes it. What the seeker holds is left as it is."""
    _, seat_at, _, taken, sitting, _, slot, _, _ = state
    taken[here] -= 1
    mover = sitting[seat_at[here] + taken[here]]
    sitting[seat_at[here] + slot[seeker]] = mover
    slot[mover] = slot[seeker]


@inlined
def _reach(work: I32, size: int, there: int, length: int) -> int:
    """Put a place on the heap, or nearer to its top; returns the size of the heap."""
    at = work[_WHERE, there]
    if at < 0:
        at = size
        size += 1
    work[_DISTANCE, there] = length
    while at > 0:
        above = (at - 1) >> 1
        other = work[_HEAP, above]
        if work[_DISTANCE, other] <= length:
            break
        work[_HEAP, at], work[_WHERE, other] = other, at
        at = above
    work[_HEAP, at], work[_WHERE, there] = there, at
    return size


@inlined
def _leave(work: I32, size: int) -> int:
    """Close the nearest place; returns the size of the heap."""
    size -= 1
    work[_WHERE, work[_HEAP, 0]] = _CLOSED
    moved = work[_HEAP, size]
    length, at = work[_DISTANCE, moved], 0
    if size == 0:
        return size
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and work[_DISTANCE, work[_HEAP, below + 1]] < work[_DISTANCE, work[_HEAP, below]]:
            below += 1
        other = work[_HEAP, below]
        if work[_DISTANCE, other] >= length:
            break
        work[_HEAP, at], work[_WHERE, other] = other, at
        at = below
    work[_HEAP, at], work[_WHERE, moved] = moved, at
    return size


@inlined
def _forget(work: I32, seen: int) -> None:
    for at in range(seen):
        there = work[_SEEN, at]
        work[_DISTANCE, there], work[_WHERE, there] = FAR, _UNSEEN
