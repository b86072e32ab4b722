"""Points of single features, for kernels that rank and for those that judge."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import I32, U8, AnyArray
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import inlined

#: Bits of the mask that are days.
DAYS: Final = 127
#: Bit of the closeness of a trade in a wished sector.
WISHED: Final = 1 << 30


@inlined
def level_table(seeker: Any, rule: Any, level_points: I32) -> None:
    """Points for a place of level 0 … 4."""
    for level in range(5):
        step = np.float32(level) - seeker.prior_level
        if level == 0 or np.isnan(step):
            level_points[level] = rule.level_unknown
        elif step == 1:
            level_points[level] = rule.level_up
        elif step == 0:
            level_points[level] = rule.level_same
        else:
            level_points[level] = rule.level_else


@inlined
def begin_points(first: int, rule: Any, start_points: I32, place: Any) -> int:
    """Points for the start, for somebody who can begin on day `first`."""
    start = np.int64(place.start)
    points = start_points[np.uint64(min(abs(start - first), start_points.size - 1))]
    points = rule.start_full if start == FLEXIBLE else points
    return rule.start_unknown if start == NO_DAY else points


@inlined
def days_points(seeker: Any, rule: Any, mask: Any) -> int:
    """Points for hours and days when the hours are not known and the days suit."""
    return rule.hours_sure if seeker.days_known and (mask & np.uint32(DAYS)) != 0 else rule.hours_unsure


@inlined
def hours_points(seeker: Any, rule: Any, place: Any, mask: Any) -> int:
    """Points for hours and days, whether the days suit or not."""
    missing = (mask & seeker.deny & np.uint32(DAYS)) != 0
    low, high = np.float64(place.hours_min), np.float64(place.hours_max)
    low = high if np.isnan(low) else low
    high = low if np.isnan(high) else high
    if np.isnan(seeker.hours) or np.isnan(low):
        return rule.hours_missing if missing else days_points(seeker, rule, mask)
    gap = max(low - seeker.hours, seeker.hours - high, 0.0)
    fit = max(1 - gap / rule.hours_span, 0.0)
    days = 1.0 if seeker.days_known and (mask & np.uint32(DAYS)) != 0 else rule.unknown
    return np.int32(np.floor((fit + (0.0 if missing else days)) / 2 * rule.hours_full + 0.5))


@inlined
def distance_points(rule: Any, km: Any) -> int:
    """Points for a distance in km (float32)."""
    if np.isnan(km):
        return rule.distance_unknown
    return np.int32(np.floor(rule.half_km / (rule.half_km + np.float64(km)) * rule.distance_full + 0.5))


@inlined
def add_worth(touch: Any, row: int, trade: int, kinds: U8, points: I32, before: int) -> int:
    """Points of a trade of a touched group for closeness, by one wish more: `row` of `points`, -1 for a sector.

    -1 is not near; WISHED is the bit of a wished sector.
    """
    kind = kinds[np.uint64(touch.at) + np.uint64(trade)]
    if row < 0:
        return max(before, 0) | WISHED if kind != 0 else before
    own = np.int64(points[row, kind])
    return own if before < 0 else (before & WISHED) | max(before & (WISHED - 1), own)


@inlined
def entity_of(w: int, wishes: I32, rows_of: I32, rule: Any) -> Any:
    """What wish w is, and the row of `points` that it counts by; after the last one, what says nothing."""
    if w < wishes.size:
        return np.int64(wishes[w]), np.int64(rows_of[w])
    by_work, by_sector = False, False
    for other in range(wishes.size):
        if wishes[other] >= 0:
            by_work |= rows_of[other] >= 0
            by_sector |= rows_of[other] < 0
    if by_work or by_sector:
        return np.int64(rule.silent if by_work else rule.silent + 1), np.int64(rule.silent_row)
    return np.int64(-2), np.int64(0)


@inlined
def worth_of_one(
    wishes: I32,
    rows_of: I32,
    rule: Any,
    reach_of: I32,
    touched: AnyArray,
    kinds: U8,
    points: I32,
    group: int,
    trade: int,
) -> int:
    """Points of one trade for closeness; -1 when it is not wished."""
    worth = np.int64(-1)
    for w in range(wishes.size + 1):
        entity, row = entity_of(w, wishes, rows_of, rule)
        if entity == -2:
            return np.int64(0)
        if entity >= 0:
            for t in range(reach_of[entity], reach_of[entity + 1]):
                if touched[t].group == group:
                    worth = add_worth(touched[t], row, trade, kinds, points, worth)
    return worth
