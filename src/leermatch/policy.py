"""What a region wants for groups of seekers, as data: points that lift them, and seats that are kept for them first.

A seeker belongs to groups by the bits of a mask. A rule names one group, and says what it gets at all places or at
some. Both allocations read the same policy:

* `priority`: points (1/SCALE of a point) that a member gets on top: in `stable` of what the place prefers by, in
  `best` of the score.
* `reserve`: a minimum share of the seats. In `stable` the place fills those seats with members first, and gives
  what they leave to anybody (a soft reserve: no seat stays empty for it). In `best` at least that many members are
  placed, or as many as can be.

How a place chooses: the rules in their order each take the best members, not taken yet, for the seats that they
reserve; all other seats, and what was left of the reserved ones, go to the best of whoever is left. Somebody in two
groups fills one seat, of the first rule that takes them. Choosing so is substitutable and leaves no seat empty that
somebody asks for; therefore a stable allocation exists, and one of them is best for every seeker.

Sources: Kominers and Sönmez 2016 (slot-specific priorities), Abdulkadiroğlu and Sönmez 2003 (controlled choice),
Hafalir, Yenmez and Yildirim 2013 (soft reserves), Dur, Kominers, Pathak and Sönmez 2018 (the order of the seats
matters: reserved seats first makes the reserve a minimum and not an addition), Westkamp 2013 (seats that move on).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I32, I64, Bool

#: Groups are bits 0 … 62 of an int64.
GROUPS = 63
#: Shares are counted in millionths, so that rounding is the same everywhere.
_WHOLE = 1_000_000
#: Seats of one place that a share is taken of.
_MOST_SEATS = 1_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What one group gets. Raises ValueError for a group, points or a share that cannot be.

    `group`     number of the bit, 0 … 62
    `priority`  points in 1/SCALE, may be negative
    `reserve`   share of the seats, 0 … 1
    `places`    ids of the places to which all this applies; None: all
    `together`  True: the share is of the seats of those places together. They are walked by id, and each keeps whole
                seats as the sum passes them, so a share of 0.25 reserves one seat in four of places with one seat.
                False: each place keeps its own share, rounded down.
    """

    group: int
    priority: int = 0
    reserve: float = 0.0
    places: frozenset[int] | None = None
    together: bool = True

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        _refuse_no_group(self.group)
        if not 0 <= self.reserve <= 1:
            message = f"reserve: {self.reserve} is not in 0 … 1"
            raise ValueError(message)
        if abs(self.priority) > 2**40:
            message = f"priority: {self.priority} is beyond 2**40"
            raise ValueError(message)

    def members(self, groups: I64) -> Bool:
        """(n,) whether each seeker is in the group."""
        return np.asarray((groups >> np.int64(self.group)) & 1 == 1)

    def covers(self, place_ids: I64) -> Bool:
        """(m,) whether each place is one of those to which the rule applies."""
        if self.places is None:
            return np.ones(place_ids.size, np.bool_)
        return np.isin(place_ids, np.fromiter(self.places, np.int64, len(self.places)))


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules in the order in which they take seats, with a version: store it with every result."""

    rules: tuple[Rule, ...] = ()
    version: str = ""

    @property
    def reserving(self) -> tuple[Rule, ...]:
        """The rules that keep seats, in order."""
        return tuple(rule for rule in self.rules if rule.reserve > 0)

    def points(self, seeker: I64, place: I64, groups: I64, place_ids: I64) -> I64:
        """(e,) points in 1/SCALE that each pair gets on top.

        `seeker`, `place` (e,) positions; `groups` (n,) masks; `place_ids` (m,).
        """
        total = np.zeros(seeker.size, np.int64)
        for rule in self.rules:
            if rule.priority:
                lifted = rule.members(groups)[seeker]
                if rule.places is not None:
                    lifted &= rule.covers(place_ids)[place]
                total += rule.priority * lifted
        return total

    def reserved(self, place_ids: I64, capacities: I64) -> I32:
        """(reserving rules, m) seats that each rule keeps at each place; no place keeps more than it has.

        What an earlier rule has taken is not there for a later one, which then gets it at the next place.
        """
        kept = np.zeros((len(self.reserving), place_ids.size), np.int32)
        order = np.argsort(place_ids, kind="stable")
        seats_of = np.minimum(capacities[order], _MOST_SEATS)
        room = seats_of.copy()
        for at, rule in enumerate(self.reserving):
            covered = rule.covers(place_ids)[order]
            asked = seats_of * covered * round(rule.reserve * _WHOLE)
            open_to = room * covered
            seats = _passed(asked, open_to) if rule.together else np.minimum(asked // _WHOLE, open_to)
            room -= seats
            kept[at, order] = seats
        return kept


def group_mask(groups: Sequence[int]) -> int:
    """The mask of somebody in these groups. Raises ValueError for a group that cannot be."""
    mask = 0
    for group in groups:
        _refuse_no_group(group)
        mask |= 1 << group
    return mask


def _refuse_no_group(group: int) -> None:
    if not 0 <= group < GROUPS:
        message = f"group: {group} is not in 0 … {GROUPS - 1}"
        raise ValueError(message)


def _passed(asked: I64, room: I64) -> I64:
    """Whole seats as the sum of what is asked (in millionths) passes them, no more than there is room for.

    Where the room falls short, the seats wait for the next place with room: taken_i = min(sum_i, most_i), where
    most_i = room_i + taken_(i-1).
    """
    whole = np.cumsum(asked) // _WHOLE
    through = np.cumsum(room)
    # The recurrence t_i = min(whole_i, room_i + t_(i-1)) unrolls to through_i + min over j <= i of
    # (whole_j - through_j).
    taken = through + np.minimum(np.minimum.accumulate(whole - through), 0)
    return np.asarray(np.diff(taken, prepend=0))
