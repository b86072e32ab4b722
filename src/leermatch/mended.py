"""The highest total, mended: prices and seats stay as they are, and only what changes touch is worked out again.

People who lost their pair get up, newcomers are seated along shortest paths, seats that came free are filled along
others, so the result is worth exactly as much as a new allocation would be. The proof is counted again where prices,
seats or pairs changed. The auction is not held again.
"""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, AnyArray, freeze
from leermatch.changing import Changes, checked, points
from leermatch.choices import prepare
from leermatch.edges import Edges
from leermatch.kernels import mending, proving
from leermatch.optimal import Certificate, Share, allot
from leermatch.policy import Policy

#: Room for so many rows, pairs and seats more, and for an eighth of those there are.
_LEAST_SPARE = 4096
#: Columns by row: where its pairs begin and end, what it holds, its seat, and what the last count of the proof found.
_NOTHING = {
    "first": 0,
    "past": 0,
    "held": -1,
    "slot": 0,
    "own": 0,
    "site": 0,
    "gain": 0,
    "scored": 0,
    "was_held": -1,
    "again": 0,
}


class Mended:
    """An allocation of the highest total, and how it is mended. Takes 24 bytes a pair, besides what `prepare` does."""

    shares: tuple[Share, ...] = ()

    def __init__(self, edges: Edges, seed: int, policy: Policy, gap: float) -> None:
        choices = prepare(edges, seed=seed, policy=policy, lift="score")
        self._gap, self._policy, self._place_ids = gap, policy, np.asarray(edges.place_ids)
        self._groups = np.zeros(edges.seekers, np.int64) if edges.groups is None else np.asarray(edges.groups)
        self._place_of = choices.place_of
        self._row_of = np.argsort(choices.seeker_of).astype(np.int64)
        self._column_of = np.argsort(choices.place_of).astype(np.int64)
        self._seats = allot(choices, gap)
        self._seats.rank()
        first, past, place, score = self._seats.pairs
        price, _, room, _, sitting, held, *own = self._seats.state
        self._base = self._end = place.size
        self._seats_end = sitting.size
        self._capacity = np.asarray(edges.capacities, np.int64)[choices.place_of]
        self._pairs_of = np.diff(self._seats.by_place[0])  # ever: no place needs more seats
        self._span = room.astype(np.int64)
        self._pool = (place, score)
        n = held.size
        given: dict[str, AnyArray] = {"first": first, "past": past, "held": held}
        given |= dict(zip(("slot", "own", "site"), own, strict=True))
        self._rows: dict[str, AnyArray] = {
            name: np.array(given.get(name, np.full(n, nothing, np.int32)))
            for name, nothing in _NOTHING.items()
        }
        self._was_price = price.copy()
        self._room_for_rows(n)
        self._room_for_pairs(0)
        self._gained = self._total = 0
        self.certificate = self._prove(np.arange(n))

    def held(self) -> tuple[I64, I64]:
        """(seekers,) the position of the place that each has, or -1, and what each scores there, or 0."""
        held = self._seats.held[self._row_of]
        place, score = np.full(held.size, -1, np.int64), np.zeros(held.size, np.int64)
        has = held >= 0
        place[has] = self._place_of[self._pool[0][held[has]]]
        score[has] = self._pool[1][held[has]]
        return place, score

    def repair(self, changes: Changes) -> None:
        """Take the changes in. Raises EdgesRefused, with nothing changed, for bad ones."""
        new = checked(self._pointed(changes), self._row_of.size, self._column_of.size)
        self._welcome(new.coming)
        self._groups[changes.member] = changes.groups
        rows = self._row_of[new.seekers]
        gone = _either(self._row_of[changes.withdrawn], rows, self._row_of.size)
        self._room_for_pairs(new.place.size)
        n, state = self._row_of.size, self._seats.state
        first, past, pool = self._rows["first"][:n], self._rows["past"][:n], self._pool
        mending.withdraw(gone, first, past, state)
        places = self._column_of[new.place]
        later = self._seats.by_place[4:]
        columns = (first, past, *pool)
        self._end = int(
            mending.append(rows, new.bounds, places, new.score, self._end, columns, later, self._base)
        )
        self._pairs_of += np.bincount(places, minlength=self._capacity.size)
        resized = self._column_of[changes.resized]
        self._capacity[resized] = changes.capacities
        moved = self._resize(_either(resized, places, self._capacity.size))
        self._seats.place(np.concatenate([rows.astype(np.int32), moved]))
        self._seats.fill(int(self._gap * self.certificate.total))
        self.certificate = self._prove(gone)

    def recounted(self) -> Certificate:
        """The proof, counted again over all pairs."""
        return self._seats.certificate(self._place_of)

    def _pointed(self, changes: Changes) -> Changes:
        """With the points of the policy for new pairs that can be looked up; the others are refused later."""
        if not any(rule.priority for rule in self._policy.rules) or changes.seeker.size == 0:
            return changes
        checked(changes, self._row_of.size, self._column_of.size)
        groups = np.zeros(max(self._groups.size, int(changes.seeker.max()) + 1), np.int64)
        groups[: self._groups.size] = self._groups
        groups[changes.member] = changes.groups
        return points(changes, self._policy, groups, self._place_ids)

    def _prove(self, renewed: I64) -> Certificate:
        n = self._row_of.size
        gain, scored, was_held, again = (
            self._rows[name][:n] for name in ("gain", "scored", "was_held", "again")
        )
        seats = self._seats
        known = (gain, scored, was_held, self._was_price)
        gained, total = proving.recount(seats.pairs, seats.by_place, seats.state, renewed, known, again)
        self._gained, self._total = self._gained + int(gained), self._total + int(total)
        return seats.certified(self._place_of, self._gained, self._total)

    def _welcome(self, coming: int) -> None:
        """Rows for newcomers."""
        n = self._row_of.size
        if not coming:
            return
        self._row_of = np.append(self._row_of, np.arange(n, n + coming))
        self._groups = np.append(self._groups, np.zeros(coming, np.int64))
        self._room_for_rows(n + coming)

    def _room_for_rows(self, past: int) -> None:
        if past > self._rows["held"].size or self._rows["held"].size == 0:
            more = past // 8 + _LEAST_SPARE
            self._rows = {
                name: np.append(column, np.full(past + more - column.size, _NOTHING[name], column.dtype))
                for name, column in self._rows.items()
            }
        price, seat_at, room, taken, sitting, *_ = self._seats.state
        held, slot, own, site = (self._rows[name][:past] for name in ("held", "slot", "own", "site"))
        self._seats.state = (price, seat_at, room, taken, sitting, held, slot, own, site)
        self._show()

    def _room_for_pairs(self, many: int) -> None:
        place, score = self._pool
        if self._end + many > place.size or self._end == self._base:
            more = np.zeros(self._end + self._end // 8 + many + _LEAST_SPARE - place.size, np.int32)
            self._pool = (np.append(place, more), np.append(score, more))
            begins, pair_of, seeker_of, score_of, newest, older, owner = self._seats.by_place
            older, owner = np.append(older, more), np.append(owner, more)
            self._seats.by_place = (begins, pair_of, seeker_of, score_of, newest, older, owner)
        self._show()

    def _show(self) -> None:
        """The searches read the same memory, closed for writing, so that they are compiled for one kind of array."""
        n = self._row_of.size
        columns = (self._rows["first"][:n], self._rows["past"][:n], *self._pool)
        first, past, place, score = (freeze(column.view()) for column in columns)
        self._seats.pairs = (first, past, place, score)

    def _resize(self, places: I64) -> I32:
        """Give places the seats that they can have now; whoever has to get up, by row."""
        price, seat_at, room, taken, sitting, *of_seekers = self._seats.state
        wanted = np.minimum(self._capacity, self._pairs_of)[places]
        end = self._seats_end + int(wanted[wanted > self._span[places]].sum())
        if end > sitting.size:
            sitting = np.append(sitting, np.zeros(end - sitting.size + end // 8 + _LEAST_SPARE, np.int32))
            held, slot, own, site = of_seekers
            self._seats.state = (price, seat_at, room, taken, sitting, held, slot, own, site)
        out = np.empty(int(taken[places].sum()), np.int32)
        self._seats_end, many = mending.resize(
            places, wanted, self._span, self._seats_end, self._seats.state, out
        )
        return out[: int(many)]


def _either(one: I64, other: I64, past: int) -> I64:
    """The numbers below `past` that are in either, in order."""
    marked = np.zeros(past, np.bool_)
    marked[one] = marked[other] = True
    return np.flatnonzero(marked)
