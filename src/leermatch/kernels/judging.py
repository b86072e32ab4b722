"""All reasons that keep a place from a seeker, for every place and one seeker, or every seeker and one place.

Arrays as in `leermatch.kernels.ranking`; `first` (groups,) int32 the number of the first trade of each group.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import F32, I32, I64, U8, U32, AnyArray
from leermatch.codes import FLEXIBLE, Reason
from leermatch.compiled import inlined, kernel
from leermatch.kernels.packing import (
    AGE,
    CLOSED,
    FULL,
    GONE,
    LANGUAGE_1,
    LEVEL_2,
    LICENCE,
    NOT_RECOGNISED,
    PERMIT,
)
from leermatch.kernels.points import (
    DAYS,
    WISHED,
    add_worth,
    begin_points,
    distance_points,
    entity_of,
    hours_points,
    level_table,
    worth_of_one,
)

_LEVELS: Final = 0b111 << LEVEL_2
_LANGUAGES: Final = 0b111111 << LANGUAGE_1
_IN_MASK: Final = (
    (1 << CLOSED, Reason.CLOSED),
    (1 << FULL, Reason.FULL),
    (1 << NOT_RECOGNISED, Reason.NOT_RECOGNISED),
    (_LEVELS, Reason.LEVEL_TOO_HIGH),
    (1 << LICENCE, Reason.NO_LICENCE),
    (_LANGUAGES, Reason.LANGUAGE_TOO_LOW),
    (DAYS, Reason.DAYS_DO_NOT_FIT),
    (1 << PERMIT, Reason.NO_WORK_PERMIT),
)
#: The mask is translated by two tables, eleven bits at a time.
_HALF: Final = 11
_PART: Final = (1 << _HALF) - 1
_LOW, _HIGH = (
    np.array(
        [
            sum(int(reason) for bits, reason in _IN_MASK if bits & (half << shift))
            for half in range(1 << _HALF)
        ],
        np.int32,
    )
    for shift in (0, _HALF)
)
_TOO_FAR, _OTHER = int(Reason.TOO_FAR), int(Reason.OTHER_OCCUPATION)
_TOO_YOUNG, _HOURS = int(Reason.TOO_YOUNG), int(Reason.HOURS_DO_NOT_FIT)
_EARLY, _LATE = int(Reason.STARTS_TOO_EARLY), int(Reason.STARTS_TOO_LATE)
#: Reasons about which a seeker or a desk can do something, and that do not say that it is another kind of work.
_SOFT: Final = sum(Reason) - int(
    Reason.CLOSED | Reason.FULL | Reason.NOT_RECOGNISED | Reason.OTHER_OCCUPATION
)
#: Beside all reasons: a row that is no place any more.
_GONE: Final = 1 << len(Reason)
_TURNS: Final = 2


@kernel
def judge_places(
    packed: AnyArray, wished: I32, rows_of: I32, points: I32, start_points: I32, rules: AnyArray, x: F32, y: F32,
    mask: U32, brief: AnyArray, detail: AnyArray, ids: I64, reach_of: I32, touched: AnyArray, kinds: U8, sizes: I32,
    first: I32, trade: I32, counts: I64, best_scores: I64, best_ids: I64,
) -> None:  # fmt: skip
    """One seeker and every place: how many have each reason (14,), and for each reason the best place that it alone
    keeps out (14,): score and id, -1 for none and for final reasons.
    """
    seeker, rule = packed[0], rules[0]
    level_points = np.empty(5, np.int32)
    level_table(seeker, rule, level_points)
    worth = np.empty(sizes.sum(), np.int64)
    _worth_of_all(wished[0], rows_of, rule, reach_of, touched, kinds, points, sizes, first, worth)
    reasons = np.empty(ids.size, np.uint16)
    # Neighbours have the same reasons: in turns, so that no count waits for the one before.
    combinations = np.zeros((_TURNS, _GONE + 1), np.int32)
    for j in range(ids.size):
        found = _reasons(seeker, x[j], y[j], mask[j], worth[trade[j]])
        if seeker.slow:
            found |= _slow_reasons(seeker, detail[j])
        if mask[j] & np.uint32(1 << GONE):
            found = _GONE
        reasons[j] = found
        combinations[np.uint64(j) % np.uint64(_TURNS), np.uint64(found)] += 1
    for found in range(_GONE):
        many = 0
        for turn in range(_TURNS):
            many += combinations[turn, found]
        if many:
            for at in range(counts.size):
                counts[at] += many if found >> at & 1 else 0
    for j in range(ids.size):
        found = np.int64(reasons[j])
        if found & (found - 1) == 0 and found & _SOFT != 0:
            km = _km(seeker, x[j], y[j])
            score = _score(
                seeker, rule, level_points, start_points, mask[j], brief[j], detail[j], km, worth[trade[j]]
            )
            at = 0
            while found >> at != 1:
                at += 1
            if score > best_scores[at] or (score == best_scores[at] and ids[j] < best_ids[at]):
                best_scores[at], best_ids[at] = score, ids[j]


@kernel
def judge_seekers(
    packed: AnyArray, wished: I32, rows_of: I32, points: I32, start_points: I32, rules: AnyArray, x: F32, y: F32,
    mask: U32, brief: AnyArray, detail: AnyArray, j: int, group: int, number: int, reach_of: I32, touched: AnyArray,
    kinds: U8, reasons: U32, scores: I32,
) -> None:  # fmt: skip
    """One place (row j) and every packed seeker: reasons and score, written to the position of the seeker."""
    rule = rules[0]
    level_points = np.empty(5, np.int32)
    for s in range(packed.size):
        seeker = packed[s]
        level_table(seeker, rule, level_points)
        own = worth_of_one(wished[s], rows_of, rule, reach_of, touched, kinds, points, group, number)
        km = _km(seeker, x[j], y[j])
        reasons[seeker.position] = _reasons(seeker, x[j], y[j], mask[j], own) | _slow_reasons(
            seeker, detail[j]
        )
        scores[seeker.position] = _score(
            seeker, rule, level_points, start_points, mask[j], brief[j], detail[j], km, own
        )


@inlined
def _worth_of_all(
    wishes: I32,
    rows_of: I32,
    rule: Any,
    reach_of: I32,
    touched: AnyArray,
    kinds: U8,
    points: I32,
    sizes: I32,
    first: I32,
    worth: I64,
) -> None:
    """Points of every trade for closeness; -1 for what is not wished."""
    worth[:] = -1
    for w in range(wishes.size + 1):
        entity, row = entity_of(w, wishes, rows_of, rule)
        if entity == -2:
            worth[:] = 0
        elif entity >= 0:
            for t in range(reach_of[entity], reach_of[entity + 1]):
                group = touched[t].group
                for trade in range(sizes[group]):
                    at = first[group] + trade
                    worth[at] = add_worth(touched[t], row, trade, kinds, points, worth[at])


@inlined
def _km(seeker: Any, x: Any, y: Any) -> Any:
    dx, dy = x - seeker.x, y - seeker.y
    return np.sqrt(dx * dx + dy * dy)


@inlined
def _reasons(seeker: Any, x: Any, y: Any, mask: Any, worth: int) -> int:
    """The bits of Reason that mask, distance and wishes tell."""
    failing = mask & seeker.deny
    found = np.int64(
        _LOW[failing & np.uint32(_PART)] | _HIGH[(failing >> np.uint32(_HALF)) & np.uint32(_PART)]
    )
    dx, dy = x - seeker.x, y - seeker.y
    found |= _TOO_FAR if dx * dx + dy * dy > seeker.limit else 0
    found |= _TOO_YOUNG if failing >> np.uint32(AGE) != 0 else 0
    return found | (_OTHER if worth < 0 else 0)


@inlined
def _slow_reasons(seeker: Any, place: Any) -> int:
    """The bits of Reason that dates, hours and rare ages tell."""
    found = _TOO_YOUNG if seeker.age < place.min_age else 0
    found |= _EARLY if seeker.from_day > place.last_from else 0
    found |= _LATE if (place.start > seeker.until_day) & (place.start != FLEXIBLE) else 0
    return found | (
        _HOURS if (place.hours_min > seeker.hours_max) | (place.hours_max < seeker.hours_min) else 0
    )


@inlined
def _score(
    seeker: Any,
    rule: Any,
    level_points: I32,
    start_points: I32,
    mask: Any,
    brief: Any,
    place: Any,
    km: Any,
    worth: int,
) -> int:
    """The sum of all contributions, whether the place is eligible or not."""
    near = max(worth, 0)
    wish = np.int64(rule.sector) if near & WISHED else np.int64(0)
    return (
        (near & (WISHED - 1)) + wish + distance_points(rule, km) + level_points[brief.level]
        + hours_points(seeker, rule, place, mask) + begin_points(seeker.first, rule, start_points, place)
        + brief.fairness + seeker.waiting
    )  # fmt: skip
