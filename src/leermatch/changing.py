"""What changes in a problem that is allocated already, checked, and the problem as it is after that."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

import numpy as np

from leermatch.arrays import I64, AnyArray, freeze
from leermatch.edges import Edges, EdgesRefused, whole_numbers
from leermatch.kernels import mending
from leermatch.kernels.bidding import HIGHEST
from leermatch.policy import Policy

_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What is different now. Seekers and places by their positions in the `Edges` of the beginning.

    `withdrawn` (w,) leave. `seeker`, `place`, `score`, `priority` (p,): all pairs, from now on, of the seekers named
    there; those from the number of seekers on are newcomers, without a number left out. `priority` None: all 0.
    `member`, `groups` (g,): masks of the groups of some who are named in `seeker`; whoever was there before keeps
    theirs, and a newcomer who is not told is in none. `ids` (newcomers,): by which ties are broken (None: positions).
    `resized` (c,) places that get `capacities` (c,) seats. Somebody who is withdrawn and named in `seeker` has the new
    pairs.
    """

    withdrawn: I64 = field(default_factory=lambda: _NONE)
    seeker: I64 = field(default_factory=lambda: _NONE)
    place: I64 = field(default_factory=lambda: _NONE)
    score: I64 = field(default_factory=lambda: _NONE)
    resized: I64 = field(default_factory=lambda: _NONE)
    capacities: I64 = field(default_factory=lambda: _NONE)
    priority: I64 | None = None
    member: I64 = field(default_factory=lambda: _NONE)
    groups: I64 = field(default_factory=lambda: _NONE)
    ids: I64 | None = None

    def __post_init__(self) -> None:
        """Make whole numbers of everything. Raises EdgesRefused, naming field and row, for what is none."""
        for given in fields(self):
            values = getattr(self, given.name)
            if values is not None:
                array = np.atleast_1d(np.asarray(values))
                object.__setattr__(self, given.name, whole_numbers(array, given.name, len(array)))

    def applied(self, edges: Edges) -> Edges:
        """The problem after the changes: pairs that stay in their order, then the new ones. The changes are fit for it
        (`checked`)."""
        past = max(edges.seekers, int(self.seeker.max(initial=-1)) + 1)
        gone = np.zeros(past, np.bool_)
        gone[self.withdrawn] = gone[self.seeker] = True
        stays = np.flatnonzero(~gone[edges.seeker])
        priority = np.zeros(self.seeker.size, np.int64) if self.priority is None else self.priority
        capacities = np.array(edges.capacities, np.int64)
        capacities[self.resized] = self.capacities
        coming = np.arange(edges.seekers, past) if self.ids is None else self.ids
        groups = np.zeros(past, np.int64)
        if edges.groups is not None:
            groups[: edges.seekers] = edges.groups
        groups[self.member] = self.groups
        return replace(
            edges,
            seeker=np.concatenate([edges.seeker[stays], self.seeker]),
            place=np.concatenate([edges.place[stays], self.place]),
            score=np.concatenate([edges.score[stays], self.score]),
            priority=np.concatenate([edges.priority[stays], priority]),
            seekers=past,
            capacities=capacities,
            groups=groups if edges.groups is not None or self.member.size else None,
            seeker_ids=None if edges.seeker_ids is None else np.append(edges.seeker_ids, coming),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """Changes that can be. `place`, `score`, `priority` (p,) in order of the seeker; `seekers` (k,) who those are, and
    `bounds` (k + 1,) where the pairs of each begin; `coming` newcomers among them."""

    seekers: I64
    bounds: I64
    place: I64
    score: I64
    priority: I64
    coming: int


def checked(changes: Changes, n: int, m: int, highest: int = HIGHEST) -> Checked:
    """For `n` seekers and `m` places. Raises EdgesRefused naming field and row."""
    seeker, place, score = (
        freeze(np.ascontiguousarray(values).view())
        for values in (changes.seeker, changes.place, changes.score)
    )
    priority = np.zeros(seeker.size, np.int64) if changes.priority is None else changes.priority
    for name, one, other in (
        ("place", place, seeker),
        ("score", score, seeker),
        ("priority", priority, seeker),
        ("capacities", changes.capacities, changes.resized),
        ("groups", changes.groups, changes.member),
    ):
        if one.shape != other.shape:
            raise EdgesRefused("NOT_THE_SAME_LENGTH", name, min(one.size, other.size), one.shape)
    in_order = bool((seeker[1:] >= seeker[:-1]).all())
    order = np.arange(seeker.size) if in_order else np.argsort(seeker, kind="stable")
    ordered = seeker[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    known = ordered[begins]
    coming = int(np.count_nonzero(known >= n))
    stamp = np.full(m, -1, np.int64)
    if not mending.are_fine((seeker, place, score), freeze(order), n, coming, highest, stamp):
        _name_what_is_wrong(seeker, place, score, n + coming, m, highest)
    _refuse("withdrawn", changes.withdrawn, (changes.withdrawn < 0) | (changes.withdrawn >= n))
    _refuse("resized", changes.resized, (changes.resized < 0) | (changes.resized >= m))
    _refuse("capacities", changes.capacities, changes.capacities < 0)
    if changes.member.size:
        _refuse("member", changes.member, ~np.isin(changes.member, known))
    _refuse("groups", changes.groups, changes.groups < 0)
    if changes.ids is not None and changes.ids.shape != (coming,):
        raise EdgesRefused("NOT_THE_SAME_LENGTH", "ids", coming, changes.ids.shape)
    sizes = np.zeros(m, np.bool_)
    sizes[changes.resized] = True
    if np.count_nonzero(sizes) != changes.resized.size:
        raise EdgesRefused("TWICE", "resized", 0, changes.resized[0])
    return Checked(
        known, np.append(begins, order.size), place[order], score[order], np.asarray(priority)[order], coming
    )


def points(changes: Changes, policy: Policy, groups: I64, place_ids: I64) -> Changes:
    """The same with the points of a policy on top of the scores. `groups` masks of all seekers there are by now."""
    more = policy.points(changes.seeker, changes.place, groups, place_ids)
    return replace(changes, score=changes.score + more)


def _name_what_is_wrong(seeker: I64, place: I64, score: I64, past: int, m: int, highest: int) -> None:
    _refuse("seeker", seeker, (seeker < 0) | (seeker >= past))
    _refuse("place", place, (place < 0) | (place >= m))
    _refuse("score", score, score > highest)
    pair = np.sort(seeker * m + place)
    at = int(np.argmax(pair[1:] == pair[:-1]))
    raise EdgesRefused("TWICE", "pair", at, f"seeker {pair[at] // m}, place {pair[at] % m}")


def _refuse(field_name: str, values: AnyArray, wrong: AnyArray) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise EdgesRefused("OUT_OF_RANGE", field_name, row, values[row])
