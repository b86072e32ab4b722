"""Stable allocation of scarce places: nobody and no place prefer each other to what they got.

Deferred acceptance (Gale and Shapley 1962, the side of the seekers proposing), over sparse eligible pairs; with a
policy, places choose as `leermatch.policy` says (Kominers and Sönmez 2016), and the outcome is stable for that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I32, I64
from leermatch.choices import Choices, prepare
from leermatch.edges import Edges, seed_bits
from leermatch.kernels import deferring
from leermatch.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """`edge_of` (seekers,) int64: the edge each seeker holds, -1 for none. `seed` decided the ties.

    `proposals` is how often somebody asked a place.
    """

    edge_of: I64
    seed: int
    proposals: int = 0


def allocate_stable(
    edges: Edges | Choices, *, seed: int | None = None, policy: Policy | None = None
) -> Allocation:
    """The allocation that is stable and, among those, best for every seeker (ties broken by the seed, none: 0).

    The same pairs, seed and policy give the same allocation, in whatever order the pairs come. Each pair is asked
    once at most, which takes log(capacity); with reserved seats capacity x rules. Raises EdgesRefused for pairs that
    cannot be, and ValueError for a seed or a policy beside `Choices`, which have theirs already.
    """
    if isinstance(edges, Edges):
        # For one time the order of neighbours does not earn back what it costs.
        return _deferred(prepare(edges, seed=seed or 0, policy=policy, by_locality=False))
    if seed is not None or policy is not None:
        message = "seed, policy: give them to prepare()"
        raise ValueError(message)
    return _deferred(edges)


def _deferred(choices: Choices) -> Allocation:
    first, past = choices.starts[:-1], choices.starts[1:]
    columns = (choices.place, choices.priority)
    ids = (choices.seeker_ids, choices.place_ids)
    reserve = (choices.reserved, choices.member)
    held, asked = defer((first, past, *columns), ids, choices.seed, choices.capacities, reserve)
    return Allocation(choices.edge_of(held), choices.seed, asked)


def defer(
    choices: tuple[I64, I64, I32, I32],
    ids: tuple[I64, I64],
    seed: int,
    capacities: I32,
    reserve: tuple[I32, I64],
) -> tuple[I32, int]:
    """The choice that each row holds (n,), -1 for none, and how often somebody asked.

    `choices` where those of each row begin and end (n,), place and priority; `ids` of rows and places; `reserve` the
    seats (rules, m) and the members (n,), as in `Choices`.
    """
    first, past, place, priority = choices
    reserved, member = reserve
    m = capacities.size
    at, count = first.astype(np.int32), np.zeros(m, np.int32)
    lists, mixed = (past, place, priority), seed_bits(seed)
    if reserved.any():
        slots = _slots(capacities, 1)
        held = (np.empty(slots[-1], np.int32), np.empty(slots[-1], np.int32))
        deferring.ask_reserving(lists, ids, mixed, reserved, member, slots, at, count, held)
    else:
        slots = _slots(capacities, 0)
        heap = (np.empty(slots[-1], np.int32), np.empty(slots[-1], np.int32))
        bar = np.full(m, np.iinfo(np.int32).min, np.int32)
        deferring.ask(lists, ids, mixed, slots, at, bar, count, heap)
    placed = at < past
    asked = int(at.sum(dtype=np.int64)) - int(first.sum()) + int(np.count_nonzero(placed))
    return np.where(placed, at, np.int32(-1)), asked


def _slots(capacities: I32, more: int) -> I64:
    """(m + 1,) where the seats of each place begin, with `more` beside them."""
    slots = np.zeros(capacities.size + 1, np.int64)
    np.cumsum(capacities + np.int64(more), out=slots[1:])
    return slots
