"""An allocation that is kept and mended: a few people come, go or choose otherwise, places grow or shrink.

Prices and seats stay as they are; only what the changes touch is worked out again, along shortest paths, so the result
is worth exactly as much as a new allocation would be. The auction is not held again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from leermatch.arrays import I32, I64, AnyArray, freeze
from leermatch.choices import prepare
from leermatch.edges import Edges, EdgesRefused
from leermatch.kernels import mending
from leermatch.optimal import HIGHEST, Certificate, allot
from leermatch.policy import Policy

_NONE = np.empty(0, np.int64)
_LEAST_SPARE = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What is different now. Seekers and places by their positions in the `Edges` of the beginning.

    `withdrawn` (w,) leave. `seeker`, `place`, `score` (p,): all pairs, from now on, of the seekers named there; those
    from the number of seekers on are newcomers, without a number left out. `resized` (c,) places that get `capacities`
    (c,) seats. Somebody who is withdrawn and named in `seeker` has the new pairs.
    """

    withdrawn: I64 = field(default_factory=lambda: _NONE)
    seeker: I64 = field(default_factory=lambda: _NONE)
    place: I64 = field(default_factory=lambda: _NONE)
    score: I64 = field(default_factory=lambda: _NONE)
    resized: I64 = field(default_factory=lambda: _NONE)
    capacities: I64 = field(default_factory=lambda: _NONE)


class Kept:
    """An allocation of the highest total that can be mended. `certificate` always is that of how it stands.

    Takes, beside the pairs, 8 bytes a pair and what `allocate_best` takes. Not for two threads at once.
    """

    def __init__(
        self, edges: Edges, *, seed: int = 0, policy: Policy | None = None, gap: float = 1e-5
    ) -> None:
        """Allocate as `allocate_best` does. Raises the same. Points of the policy are not given to later pairs."""
        choices = prepare(edges, seed=seed, policy=policy, lift="score")
        self._gap = gap
        self._place_of = choices.place_of
        self._row_of = np.argsort(choices.seeker_of).astype(np.int64)
        self._column_of = np.argsort(choices.place_of).astype(np.int64)
        self._seats = allot(choices, gap)
        self._seats.rank()
        first, past, place, score = self._seats.pairs
        self._base = self._end = place.size
        self._capacity = np.asarray(edges.capacities)[choices.place_of].astype(np.int64)
        self._pairs_of = np.diff(self._seats.by_place[0])  # ever: no place needs more seats
        self._columns: tuple[I64, I64, I32, I32] = (first.copy(), past.copy(), place, score)
        self._grow(place.size // 4 + _LEAST_SPARE)
        self.certificate = self._seats.certificate(self._place_of)

    def places(self) -> I64:
        """(seekers and newcomers,) the position of the place that each has, or -1."""
        held = self._seats.held[self._row_of]
        found = np.full(held.size, -1, np.int64)
        found[held >= 0] = self._place_of[self._columns[2][held[held >= 0]]]
        return found

    def scores(self) -> I64:
        """(seekers and newcomers,) what each scores with the place that they have, or 0."""
        held = self._seats.held[self._row_of]
        found = np.zeros(held.size, np.int64)
        found[held >= 0] = self._columns[3][held[held >= 0]]
        return found

    def repair(self, changes: Changes) -> Certificate:
        """Take the changes in, and prove what stands now. Raises EdgesRefused, with nothing changed, for bad ones."""
        order, seekers, bounds = self._checked(changes)
        self._welcome(int(seekers[-1]) + 1 if seekers.size else 0)
        rows = self._row_of[seekers]
        gone = _either(self._row_of[changes.withdrawn], rows, self._row_of.size)
        if self._end + order.size > self._columns[2].size:
            self._grow(self._end // 4 + order.size)
        state = self._seats.state
        mending.withdraw(gone, *self._columns, state)
        later = self._seats.by_place[3:]
        places, scores = self._column_of[changes.place[order]], changes.score[order]
        pool = self._columns
        self._end = int(mending.append(rows, bounds, places, scores, self._end, pool, later, self._base))
        self._pairs_of += np.bincount(places, minlength=self._capacity.size)
        resized = self._column_of[changes.resized]
        self._capacity[resized] = changes.capacities
        moved = self._resize(_either(resized, places, self._capacity.size))
        self._seats.place(np.concatenate([rows.astype(np.int32), moved]))
        self._seats.fill(int(self._gap * self.certificate.total))
        self.certificate = self._seats.certificate(self._place_of)
        return self.certificate

    def _checked(self, changes: Changes) -> tuple[I64, I64, I64]:
        """The new pairs in order of the seeker, who those are, and where the pairs of each begin."""
        n, m = self._row_of.size, self._column_of.size
        order = np.argsort(changes.seeker, kind="stable")
        ordered = changes.seeker[order]
        known = ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]
        coming = known[known >= n]
        past = n + coming.size
        _refuse("withdrawn", changes.withdrawn, (changes.withdrawn < 0) | (changes.withdrawn >= n))
        _refuse("seeker", changes.seeker, (changes.seeker < 0) | (changes.seeker >= past))
        _refuse("place", changes.place, (changes.place < 0) | (changes.place >= m))
        _refuse("score", changes.score, changes.score > HIGHEST)
        _refuse("resized", changes.resized, (changes.resized < 0) | (changes.resized >= m))
        _refuse("capacities", changes.capacities, changes.capacities < 0)
        for name, one, other in (
            ("place", changes.place, changes.seeker),
            ("score", changes.score, changes.seeker),
            ("capacities", changes.capacities, changes.resized),
        ):
            if one.shape != other.shape:
                raise EdgesRefused("NOT_THE_SAME_LENGTH", name, min(one.size, other.size), one.shape)
        pair = np.sort(changes.seeker * m + changes.place)
        if (pair[1:] == pair[:-1]).any():
            at = int(np.argmax(pair[1:] == pair[:-1]))
            raise EdgesRefused("TWICE", "pair", at, f"seeker {pair[at] // m}, place {pair[at] % m}")
        if np.unique(changes.resized).size != changes.resized.size:
            raise EdgesRefused("TWICE", "resized", 0, changes.resized[0])
        bounds = np.append(np.searchsorted(ordered, known), order.size)
        return order, known, bounds

    def _welcome(self, past: int) -> None:
        """Rows for newcomers up to number `past`."""
        n = self._row_of.size
        more = past - n
        if more <= 0:
            return
        first, past_of, place, score = self._columns
        self._row_of = np.append(self._row_of, np.arange(n, n + more))
        nothing = np.zeros(more, np.int64)
        self._columns = (np.append(first, nothing), np.append(past_of, nothing), place, score)
        price, seat_at, room, taken, sitting, held, slot = self._seats.state
        held = np.append(held, np.full(more, -1, np.int32))
        self._seats.state = (
            price,
            seat_at,
            room,
            taken,
            sitting,
            held,
            np.append(slot, nothing.astype(np.int32)),
        )
        self._show()

    def _grow(self, spare: int) -> None:
        """Room for `spare` pairs more."""
        first, past, place, score = self._columns
        more = np.zeros(self._end + spare - place.size, np.int32)
        self._columns = (first, past, np.append(place, more), np.append(score, more))
        begins, pair_of, seeker_of, newest, older, owner = self._seats.by_place
        older, owner = np.append(older, more), np.append(owner, more)
        self._seats.by_place = (begins, pair_of, seeker_of, newest, older, owner)
        self._show()

    def _show(self) -> None:
        """The searches read the same memory, closed for writing, so that they are compiled for one kind of array."""
        first, past, place, score = (freeze(column.view()) for column in self._columns)
        self._seats.pairs = (first, past, place, score)

    def _resize(self, places: I64) -> I32:
        """Give places the seats that they can have now; whoever has to get up, by row."""
        price, seat_at, room, taken, sitting, held, slot = self._seats.state
        wanted = np.minimum(self._capacity, self._pairs_of)[places]
        larger = wanted > room[places]
        moving, seats = places[larger], wanted[larger]
        if moving.size:  # to the end, where there is room
            begins = sitting.size + np.cumsum(seats) - seats
            sitting = np.append(sitting, np.zeros(int(seats.sum()), np.int32))
            for here, begin in zip(moving.tolist(), begins.tolist(), strict=True):
                old, many = int(seat_at[here]), int(taken[here])
                sitting[begin : begin + many] = sitting[old : old + many]
            seat_at[moving] = begins
        room[places] = wanted
        self._seats.state = (price, seat_at, room, taken, sitting, held, slot)
        out = np.empty(int(taken[places].sum()), np.int32)
        return out[: int(mending.shrink(places, self._seats.state, out))]


def _either(one: I64, other: I64, past: int) -> I64:
    """The numbers below `past` that are in either, in order."""
    marked = np.zeros(past, np.bool_)
    marked[one] = marked[other] = True
    return np.flatnonzero(marked)


def _refuse(field_name: str, values: AnyArray, wrong: AnyArray) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise EdgesRefused("OUT_OF_RANGE", field_name, row, values[row])
