"""Pairs in the order that both allocations read: those of a seeker together, the best choice first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from leermatch.arrays import I32, I64, AnyArray, freeze
from leermatch.compiled import CORES, share_out
from leermatch.edges import Edges, EdgesRefused, Given, checked, seed_bits
from leermatch.kernels import choosing
from leermatch.policy import Policy

_LEAST_ROWS = 4096  # for a thread of its own
_INT32 = np.iinfo(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The pairs of `Edges` by seeker, best choice first (score descending, then the ticket of the seed ascending).

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
    given = checked(edges, policy or Policy(), lift)
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


def _in_order(
    given: Given, seed: int, by_locality: bool, places_in_order: bool, threads: int
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
    given: Given, source: tuple[I64, I32], order: I32, starts: I64, extremes: I64, seed: int, threads: int
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
                seed_bits(seed),
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
