"""Who could go where: the pairs as they are brought, in any order, and what is refused in them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index

import numpy as np

from leermatch.arrays import I64, AnyArray, freeze
from leermatch.columns import Problem
from leermatch.kernels import choosing
from leermatch.policy import Policy

_BEYOND = 2**62  # so that the points of a policy still fit
_MOST = np.iinfo(np.int32).max


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


def tickets(edges: Edges, seed: int = 0) -> I64:
    """(e,) int64 what decides between equals: the lower for seekers, the higher for places. For `check_allocation`."""
    ids = np.arange(edges.seekers) if edges.seeker_ids is None else np.asarray(edges.seeker_ids, np.int64)
    out = np.empty(edges.seeker.size, np.int64)
    pairs = (
        freeze(whole_numbers(edges.seeker, "seeker", out.size)),
        freeze(whole_numbers(edges.place, "place", out.size)),
    )
    place_ids = whole_numbers(edges.place_ids, "place_ids", len(edges.place_ids))
    choosing.write_tickets(pairs, (freeze(ids.view()), freeze(place_ids)), seed_bits(seed), out)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """The fields of `Edges`, all of them int64, closed for writing, and of the right length."""

    seeker: I64
    place: I64
    score: I64
    priority: I64
    place_ids: I64
    capacities: I64
    groups: I64
    seeker_ids: I64


def checked(edges: Edges, policy: Policy, lift: str) -> Given:
    """The fields of `Edges`, with the points of a policy. Raises EdgesRefused for everything but positions out of range
    and pairs that are there twice, which the kernels see."""
    n, many = edges.seekers, len(edges.seeker)
    if n < 0 or n > _MOST or many > _MOST:
        raise EdgesRefused("TOO_MANY" if n >= 0 else "NEGATIVE", "seekers", 0, n)
    pairs = {
        name: whole_numbers(getattr(edges, name), name, many)
        for name in ("seeker", "place", "score", "priority")
    }
    place_ids = whole_numbers(edges.place_ids, "place_ids", len(edges.place_ids))
    capacities = whole_numbers(edges.capacities, "capacities", place_ids.size)
    groups = np.zeros(n, np.int64) if edges.groups is None else whole_numbers(edges.groups, "groups", n)
    seeker_ids = (
        np.arange(n) if edges.seeker_ids is None else whole_numbers(edges.seeker_ids, "seeker_ids", n)
    )
    for name, values in (("capacities", capacities), ("groups", groups)):
        _refuse(name, values, values < 0, "NEGATIVE")
    for name, values in (("place_ids", place_ids), ("seeker_ids", seeker_ids)):
        _refuse_twice(name, values)
    if any(rule.priority for rule in policy.rules):
        in_range = _in_range(pairs["seeker"], n) & _in_range(pairs["place"], place_ids.size)
        at = np.where(in_range, pairs["seeker"], 0), np.where(in_range, pairs["place"], 0)
        if n and place_ids.size:
            pairs[lift] = pairs[lift] + policy.points(*at, groups, place_ids)
    return Given(
        **{name: freeze(values) for name, values in pairs.items()},
        place_ids=freeze(place_ids),
        capacities=freeze(capacities),
        groups=freeze(groups),
        seeker_ids=freeze(seeker_ids),
    )


def seed_bits(seed: int) -> np.uint64:
    """A seed of any size as kernels take it. Raises TypeError for what is not a whole number."""
    return np.uint64(index(seed) % 2**64)


def whole_numbers(values: AnyArray, field: str, many: int) -> I64:
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
