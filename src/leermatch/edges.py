"""Who could go where: pairs in any order for those who bring them, and the ordered form that both allocations read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from leermatch.arrays import I32, I64, AnyArray, freeze
from leermatch.columns import Problem
from leermatch.compiled import CORES, share_out
from leermatch.kernels import choosing
from leermatch.market import Market
from leermatch.policy import Policy
from leermatch.rank import rank_many
from leermatch.seekers import Seeker
from leermatch.weights import Weights

_LEAST_ROWS = 4096  # for a thread of its own
_SMALL_TABLE = 1_000_000
_BEYOND = 2**62  # so that the points of a policy still fit
_INT32 = np.iinfo(np.int32)


class EdgesRefused(ValueError):  # noqa: N818 (a refusal, as everywhere in this house)
    """The pairs cannot be allocated. `problem` names the field, the row (from 0) and the value."""

    def __init__(self, code: str, field: str, row: int, value: object) -> None:
        self.problem = Problem(code, field, row, str(value))
        super().__init__(f"{code}: {field}, row {row}, value {value}")


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Eligible pairs of n seekers and m places, in any order.

    `seeker` (e,) int64 positions; `place` (e,) int64 positions in `place_ids`; each pair at most once;
    `score` (e,) int64 what the seeker prefers by; `priority` (e,) int64 what the place prefers by: more is better.
    `seekers` is n; `place_ids` (m,) int64 and `capacities` (m,) int64 describe the places.
    `groups` (n,) int64 masks of the groups of each seeker (none: nobody is in any), for a `Policy`.
    `seeker_ids` (n,) int64, all different, by which ties are broken (none: by position).
    `in_order` says that places with neighbouring positions are wanted by the same seekers, as in the order of a grid:
    it changes no outcome, only how fast `prepare` and what follows are.
    """

    seeker: I64
    place: I64
    score: I64
    priority: I64
    seekers: int
    place_ids: I64
    capacities: I64
    groups: I64 | None = None
    seeker_ids: I64 | None = None
    in_order: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The same pairs by seeker, best choice first (score descending, then the ticket of the seed ascending).

    Seekers and places have numbers of their own here, so that who wants the same lies together in memory.

    `starts` (n + 1,) int64 where the choices of each row begin; `place` (e,) int32; `score` (e,) int32, or int64 when
    they do not fit; `priority` (e,) int32 in the order of the given ones (the same values when they fit);
    `edge` (e,) int32 the pair that it is in the `Edges`. `seeker_of` (n,) and `place_of` (m,) int32 positions in the
    `Edges`; `seeker_ids` (n,), `place_ids` (m,) int64; `capacities` (m,) int32, where
    seats that nobody could ask for may be left out.
    `reserved` (rules, m) int32 and `member` (n,) int64, bit r for the r-th reserving rule, come from the policy;
    `groups` (n,) int64 are the masks. `seed` decides ties: among equal scores a seeker prefers the lower ticket,
    among equal priorities a place the higher one (`leermatch.kernels.ticket`).
    """

    starts: I64
    place: I32
    score: AnyArray
    priority: I32
    edge: I32
    seeker_of: I32
    place_of: I32
    seeker_ids: I64
    place_ids: I64
    capacities: I32
    groups: I64
    reserved: I32
    member: I64
    seed: int

    @property
    def seekers(self) -> int:
        """How many there are."""
        return self.seeker_of.size

    def edge_of(self, held: AnyArray) -> I64:
        """(n,) the pair of the `Edges` for each seeker of the `Edges`, -1 for none.

        `held` (n,): the choice (position in `place`) that each row holds, or -1.
        """
        found = np.full(self.seekers, -1, np.int64)
        rows = np.flatnonzero(held >= 0)
        found[self.seeker_of[rows]] = self.edge[held[rows]]
        return found


def edges_of(
    market: Market,
    seekers: Sequence[Seeker],
    *,
    today: int,
    k: int = 20,
    weights: Weights | None = None,
    groups: I64 | None = None,
) -> Edges:
    """The k best eligible places of every seeker, as edges in order, with the capacities that are left.

    `groups` (n,) masks for a `Policy`. Ties go by `Seeker.id` when those are all different, else by position.
    """
    ranked = rank_many(market, seekers, today=today, k=k, weights=weights)
    known = ranked.ids >= 0
    place_ids, place = _numbered(ranked.ids[known])
    along = np.argsort(_rows(market, place_ids))
    number = np.empty_like(along)
    number[along] = np.arange(along.size)
    place, place_ids = number[place], place_ids[along]
    numbers = np.array([seeker.id for seeker in seekers], np.int64)
    return Edges(
        seeker=np.repeat(np.arange(len(seekers)), known.sum(axis=1)),
        place=place,
        score=ranked.scores[known].astype(np.int64),
        priority=ranked.priorities[known].astype(np.int64),
        seekers=len(seekers),
        place_ids=place_ids,
        capacities=market.take(place_ids).capacity_left.astype(np.int64),
        groups=groups,
        seeker_ids=numbers if np.unique(numbers).size == numbers.size else None,
        in_order=True,
    )


def _rows(market: Market, place_ids: I64) -> I64:
    """Where each place lies in the market, whose rows follow trades and cells of a grid."""
    found, before = np.full(place_ids.size, -1, np.int64), 0
    for segment, _ in market.segments:
        rows = segment.rows_of(place_ids)
        found = np.where(rows >= 0, rows + before, found)
        before += len(segment)
    return found


def tickets(edges: Edges, seed: int = 0) -> I64:
    """(e,) int64 what decides between equals: the lower for seekers, the higher for places. For `check_allocation`."""
    ids = np.arange(edges.seekers) if edges.seeker_ids is None else np.asarray(edges.seeker_ids, np.int64)
    out = np.empty(edges.seeker.size, np.int64)
    pairs = (freeze(_whole(edges.seeker, "seeker", out.size)), freeze(_whole(edges.place, "place", out.size)))
    place_ids = _whole(edges.place_ids, "place_ids", len(edges.place_ids))
    choosing.write_tickets(pairs, (freeze(ids.view()), freeze(place_ids)), np.uint64(seed % 2**64), out)
    return out


def prepare(
    edges: Edges,
    *,
    seed: int = 0,
    policy: Policy | None = None,
    lift: Literal["priority", "score"] = "priority",
    by_locality: bool = True,
    threads: int = 0,
) -> Choices:
    """The pairs in order, checked. Raises EdgesRefused for what cannot be, naming field and row.

    `policy` adds its points to the priority or to the score (`lift`) and reserves seats. `by_locality` renumbers
    seekers and places so that kernels find neighbours in the cache; the outcome is the same without. Linear in the
    pairs but for sorting those of one seeker; 16 bytes a pair.
    """
    given = _checked(edges, policy or Policy(), lift)
    order, starts, columns, place_of = _in_order(given, seed, by_locality, edges.in_order, threads)
    rules = policy.reserving if policy else ()
    members = sum(
        (rule.members(given.groups).astype(np.int64) << at for at, rule in enumerate(rules)), start=0
    )
    kept = (policy or Policy()).reserved(given.place_ids, given.capacities)
    room = np.minimum(given.capacities, edges.seekers)
    if (
        room.sum() > given.place.size
    ):  # no more seats than who could ask for them: memory stays that of the pairs
        room = np.minimum(room, np.bincount(given.place, minlength=room.size))
    return Choices(
        starts=freeze(starts),
        place=freeze(columns[0]),
        score=freeze(columns[1]),
        priority=freeze(columns[2]),
        edge=freeze(columns[3]),
        seeker_of=freeze(order),
        place_of=freeze(place_of),
        seeker_ids=freeze(given.seeker_ids[order]),
        place_ids=freeze(given.place_ids[place_of]),
        capacities=freeze(room[place_of].astype(np.int32)),
        groups=freeze(given.groups[order]),
        reserved=freeze(np.minimum(kept, room)[:, place_of].astype(np.int32)),
        member=freeze(np.broadcast_to(members, order.shape)[order].astype(np.int64)),
        seed=seed,
    )


def _numbered(ids: I64) -> tuple[I64, I64]:
    """The different ids in order, and the position of each: by a table when they are small enough for one."""
    if not ids.size or ids.min() < 0 or ids.max() > 8 * ids.size + _SMALL_TABLE:
        place_ids, place = np.unique(ids, return_inverse=True)
        return place_ids, place.astype(np.int64)
    table = np.zeros(int(ids.max()) + 1, np.int64)
    table[ids] = 1
    place_ids = np.flatnonzero(table)
    table[place_ids] = np.arange(place_ids.size)
    return place_ids, table[ids]


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """The fields of `Edges`, all of them int64, closed for writing, and of the right length."""

    seeker: I64
    place: I64
    score: I64
    priority: I64
    place_ids: I64
    capacities: I64
    groups: I64
    seeker_ids: I64


def _checked(edges: Edges, policy: Policy, lift: str) -> _Given:
    """Everything but the positions and the pairs that are there twice, which the kernels see."""
    n, many = edges.seekers, len(edges.seeker)
    if n < 0 or n > _INT32.max or many > _INT32.max:
        raise EdgesRefused("TOO_MANY" if n >= 0 else "NEGATIVE", "seekers", 0, n)
    pairs = {
        name: _whole(getattr(edges, name), name, many) for name in ("seeker", "place", "score", "priority")
    }
    place_ids = _whole(edges.place_ids, "place_ids", len(edges.place_ids))
    capacities = _whole(edges.capacities, "capacities", place_ids.size)
    groups = np.zeros(n, np.int64) if edges.groups is None else _whole(edges.groups, "groups", n)
    seeker_ids = np.arange(n) if edges.seeker_ids is None else _whole(edges.seeker_ids, "seeker_ids", n)
    for name, values in (("capacities", capacities), ("groups", groups)):
        _refuse(name, values, values < 0, "NEGATIVE")
    for name, values in (("place_ids", place_ids), ("seeker_ids", seeker_ids)):
        _refuse_twice(name, values)
    if any(rule.priority for rule in policy.rules):
        in_range = _in_range(pairs["seeker"], n) & _in_range(pairs["place"], place_ids.size)
        at = np.where(in_range, pairs["seeker"], 0), np.where(in_range, pairs["place"], 0)
        if n and place_ids.size:
            pairs[lift] = pairs[lift] + policy.points(*at, groups, place_ids)
    return _Given(
        **{name: freeze(values) for name, values in pairs.items()},
        place_ids=freeze(place_ids),
        capacities=freeze(capacities),
        groups=freeze(groups),
        seeker_ids=freeze(seeker_ids),
    )


def _whole(values: AnyArray, field: str, many: int) -> I64:
    """As int64, in an array that may be closed; refuses other lengths and what is not a whole number."""
    array = np.asarray(values)
    if array.shape != (many,):
        raise EdgesRefused("NOT_THE_SAME_LENGTH", field, min(len(array), many), array.shape)
    if array.dtype.kind == "f":
        _refuse(field, array, ~np.isfinite(array), "NOT_A_NUMBER")
        _refuse(field, array, array != np.floor(array), "NOT_WHOLE")
        _refuse(field, array, np.abs(array) >= _BEYOND, "TOO_LARGE")
    elif array.dtype == np.uint64:
        _refuse(field, array, array >= np.uint64(_BEYOND), "TOO_LARGE")
    elif array.dtype.kind not in "iu" and many:
        raise EdgesRefused("NOT_A_NUMBER", field, 0, array[0])
    return array.astype(np.int64, copy=False).view()


def _refuse(field: str, values: AnyArray, wrong: AnyArray, code: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise EdgesRefused(code, field, row, values[row])


def _refuse_twice(field: str, values: I64) -> None:
    if not (values[1:] > values[:-1]).all():
        ordered = np.sort(values)
        if (ordered[1:] == ordered[:-1]).any():
            order = np.argsort(values, kind="stable")
            again = np.flatnonzero(values[order][1:] == values[order][:-1])
            row = int(order[again + 1].min())
            raise EdgesRefused("TWICE", field, row, values[row])


def _in_range(values: I64, past: int) -> AnyArray:
    return np.asarray((values >= 0) & (values < past))


def _in_order(
    given: _Given, seed: int, by_locality: bool, places_in_order: bool, threads: int
) -> tuple[I32, I64, tuple[I32, AnyArray, I32, I32], I32]:
    """The seeker of each row, where its choices begin, place, score, priority and pair of each, the place of each."""
    n, m = given.seeker_ids.size, given.place_ids.size
    begins, extremes = np.zeros(n + 1, np.int64), np.zeros(5, np.int64)
    bad, grouped = choosing.count_pairs(
        given.seeker, given.place, given.score, given.priority, m, begins, extremes
    )
    if bad >= 0:
        field = "place" if 0 <= given.seeker[bad] < n else "seeker"
        raise EdgesRefused("OUT_OF_RANGE", field, bad, getattr(given, field)[bad])
    edge = np.arange(given.seeker.size, dtype=np.int32)
    if not grouped:
        choosing.group_pairs(given.seeker, begins.copy(), edge)
    order, place_of = np.arange(n, dtype=np.int32), np.arange(m, dtype=np.int32)
    starts = begins
    if by_locality:
        starts = np.empty(n + 1, np.int64)
        if places_in_order:
            choosing.along_places(begins, edge, given.place, m, order)
        else:
            choosing.walk(begins, edge, given.place, m, order)
        choosing.row_starts(begins, order, starts)
    columns = _sorted_rows(given, (begins, edge), order, starts, extremes, seed, threads)
    if by_locality and not places_in_order:
        number = np.empty(m, np.int32)
        choosing.number_places(columns[0], number, place_of)
        share_out(
            lambda first, past: choosing.renumber(first, past, columns[0], number),
            edge.size,
            chunk=_chunk(edge.size, threads),
            threads=threads,
        )
    return order, starts, columns, place_of


def _sorted_rows(
    given: _Given, source: tuple[I64, I32], order: I32, starts: I64, extremes: I64, seed: int, threads: int
) -> tuple[I32, AnyArray, I32, I32]:
    many = source[1].size
    low, high, least, most, widest = extremes.tolist()
    if not many:
        return (np.empty(0, np.int32),) * 4
    score_type = np.int32 if _INT32.min < low and high <= _INT32.max else np.int64
    priority = given.priority if _INT32.min < least and most <= _INT32.max else _ranks(given.priority)
    bits = int(widest).bit_length()
    worth = given.score
    if high - low >= 1 << (62 - bits):
        worth = _ranks(given.score)
        high = int(worth.max())
    out = (
        np.empty(many, np.int32),
        np.empty(many, score_type),
        np.empty(many, np.int32),
        np.empty(many, np.int32),
    )
    row_of = np.empty_like(order)
    row_of[order] = np.arange(order.size, dtype=np.int32)
    pairs = (given.place, given.score, priority)
    ids = (given.seeker_ids, given.place_ids)

    def work(first: int, past: int) -> None:
        again = int(
            choosing.sort_rows(
                (first, past),
                source,
                row_of,
                starts,
                pairs,
                (worth, high, bits),
                ids,
                np.uint64(seed % 2**64),
                out,
            )
        )
        if again >= 0:
            value = f"seeker {given.seeker[again]}, place {given.place[again]}"
            raise EdgesRefused("TWICE", "pair", again, value)

    share_out(work, order.size, chunk=_chunk(order.size, threads), threads=threads)
    return out


def _ranks(values: I64) -> I64:
    """The same order in small numbers."""
    return freeze(np.unique(values, return_inverse=True)[1].astype(np.int64))


def _chunk(many: int, threads: int) -> int:
    return max(_LEAST_ROWS, -(-many // (threads or CORES)))
