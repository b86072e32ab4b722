"""A stable allocation that is kept: changes are put into the pairs as they lie in order, and everybody asks again.

Whoever leaves gives a seat free, and from there on anybody may have been refused who would not be now; following that
by hand gives another stable allocation than the one that is best for every seeker. Asking again takes less than
putting the pairs in order did, and gives what solving from nothing would give.
"""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, AnyArray, freeze
from leermatch.changing import Changes, checked
from leermatch.choices import prepare
from leermatch.edges import Edges, EdgesRefused
from leermatch.policy import Policy
from leermatch.stable import defer

_LEAST_SPARE = 4096
_INT32 = np.iinfo(np.int32)


class Settled:
    """The pairs of each row in order, and who has what. `proposals` of the last time."""

    def __init__(self, edges: Edges, seed: int, policy: Policy) -> None:
        _refuse_beyond("score", edges.score)
        _refuse_beyond("priority", edges.priority)
        choices = prepare(edges, seed=seed, policy=policy)
        self._seed, self._policy, self._own_ids = seed, policy, edges.seeker_ids is not None
        self._row_of = np.argsort(choices.seeker_of).astype(np.int64)
        self._column_of = np.argsort(choices.place_of).astype(np.int64)
        self._place_of, self._place_ids = choices.place_of, choices.place_ids
        self._capacity = np.asarray(edges.capacities, np.int64)[choices.place_of]
        self._rows: tuple[I64, ...] = (choices.starts[:-1].copy(), choices.starts[1:].copy())
        self._people: tuple[I64, I64, I64] = (choices.seeker_ids, choices.groups, choices.member)
        self._pool: tuple[AnyArray, I32, I32] = (choices.place, choices.score, choices.priority)
        self._end = choices.place.size
        self._ask()

    def held(self) -> tuple[I64, I64]:
        """(seekers,) the position of the place that each has, or -1, and what each scores there, or 0."""
        held = self._held[self._row_of]
        place, score = np.full(held.size, -1, np.int64), np.zeros(held.size, np.int64)
        has = held >= 0
        place[has] = self._place_of[self._pool[0][held[has]]]
        score[has] = self._pool[1][held[has]]
        return place, score

    def repair(self, changes: Changes) -> None:
        """Take the changes in, and ask again. Raises EdgesRefused, with nothing changed, for bad ones."""
        n = self._row_of.size
        new = checked(changes, n, self._column_of.size, _INT32.max)
        _refuse_beyond("score", new.score)
        _refuse_beyond("priority", new.priority)
        ids, groups, member = self._coming(changes, new.coming)
        row_of = np.append(self._row_of, np.arange(n, n + new.coming))
        rows, many = row_of[new.seekers], np.diff(new.bounds)
        groups[row_of[changes.member]] = changes.groups
        later = prepare(
            Edges(
                seeker=np.repeat(np.arange(rows.size), many),
                place=self._column_of[new.place],
                score=new.score,
                priority=new.priority,
                seekers=rows.size,
                place_ids=self._place_ids,
                capacities=np.zeros_like(self._place_ids),
                groups=groups[rows],
                seeker_ids=ids[rows],
            ),
            seed=self._seed,
            policy=self._policy,
            by_locality=False,
            threads=1,
        )
        member[rows] = later.member
        self._row_of, self._people = row_of, (ids, groups, member)
        nothing = np.zeros(new.coming, np.int64)
        first, past = (np.append(each, nothing) for each in self._rows)
        gone = row_of[changes.withdrawn]
        past[gone] = first[gone]
        first[rows], past[rows] = self._end + later.starts[:-1], self._end + later.starts[1:]
        self._rows = (first, past)
        self._append((later.place, later.score, later.priority))
        self._capacity[self._column_of[changes.resized]] = changes.capacities
        self._ask()

    def _coming(self, changes: Changes, coming: int) -> tuple[I64, I64, I64]:
        """Ids, groups and memberships, those of newcomers behind them."""
        ids, groups, member = self._people
        own = changes.ids
        if own is None:
            own = np.arange(ids.size, ids.size + coming)
            if coming and self._own_ids:
                raise EdgesRefused("MISSING", "ids", 0, None)
        ids, order = np.append(ids, own), np.sort(np.append(ids, own))
        if (order[1:] == order[:-1]).any():
            raise EdgesRefused("TWICE", "ids", 0, order[1:][order[1:] == order[:-1]][0])
        nothing = np.zeros(coming, np.int64)
        return ids, np.append(groups, nothing), np.append(member, nothing)

    def _append(self, columns: tuple[AnyArray, ...]) -> None:
        many = columns[0].size
        if not many:
            return
        if self._end + many > self._pool[0].size:
            more = self._end + self._end // 8 + many + _LEAST_SPARE - self._pool[0].size
            place, score, priority = (np.append(each, np.zeros(more, each.dtype)) for each in self._pool)
            self._pool = (place, score, priority)
        for pool, column in zip(self._pool, columns, strict=True):
            pool[self._end : self._end + many] = column
        self._end += many

    def _ask(self) -> None:
        first, past = (freeze(each.view()) for each in self._rows)
        place, priority = (freeze(each.view()) for each in (self._pool[0], self._pool[2]))
        ids, _, member = self._people
        n = first.size
        room = np.minimum(self._capacity, n)
        if room.sum() > place.size:
            living = np.repeat(first, past - first)
            wanted = place[living + _positions(past - first)]
            room = np.minimum(room, np.bincount(wanted, minlength=room.size))
        reserved = np.minimum(self._policy.reserved(self._place_ids, self._capacity), room).astype(np.int32)
        self._held, self.proposals = defer(
            (first, past, place, priority),
            (freeze(ids.view()), self._place_ids),
            self._seed,
            freeze(room.astype(np.int32)),
            (freeze(reserved), freeze(member.view())),
        )


def _positions(many: I64) -> I64:
    """0, 1, 2 … for each, as many as told."""
    return np.asarray(np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many))


def _refuse_beyond(field: str, values: I64) -> None:
    """Later pairs must compare with those that are there, so what is compared is kept as it is given."""
    wrong = (values > _INT32.max) | (values <= _INT32.min)
    if np.any(wrong):
        row = int(np.argmax(wrong))
        raise EdgesRefused("OUT_OF_RANGE", field, row, values[row])
