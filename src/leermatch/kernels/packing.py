"""Seekers as the kernels of ranking read them: one record each, in an order in which neighbours want the same."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import F32, F64, I8, I32, U8, AnyArray, Bool
from leermatch.compiled import inlined, kernel

#: Bits of the mask of a place, as `leermatch.board` sets them. Days are bits 0 … 6.
LICENCE, PERMIT, LEVEL_2, LANGUAGE_1, GONE, CLOSED, FULL, NOT_RECOGNISED, AGE = (
    7,
    8,
    9,
    12,
    18,
    19,
    20,
    21,
    22,
)
_DENIED: Final = (1 << GONE) | (1 << CLOSED) | (1 << FULL) | (1 << NOT_RECOGNISED)
_NOT_NEEDED: Final = 1
#: Strips of the country, from west to east, in which seekers of one row of cells are kept together.
_STRIPS: Final = 8


@kernel
def pack_block(
    first: int, past: int, x: F32, y: F32, max_km: F32, prior_level: F32, level_waived: Bool, age: F32, licence: I8,
    work_permit: I8, language: F32, days: U8, hours_min: F32, hours_max: F32, from_day: I32, until_day: I32,
    waiting_days: F32, wishes: I32, ages: F32, all_ages: bool, today: int, waiting_full: float, waiting_span: float,
    reach_of: I32, touched: AnyArray, frame: F64, groups: int, packed: AnyArray, wished: I32,
) -> None:  # fmt: skip
    """Pack seekers first … past - 1 into the first records of `packed` and rows of `wished`, sorted by place."""
    n = past - first
    rows = np.int64(frame[5])
    slot = np.empty(n, np.int32)
    begins = np.zeros((groups + 1) * rows * _STRIPS + 1, np.int32)
    for i in range(n):
        s = first + i
        slot[i] = _slot(s, x, y, wishes, reach_of, touched, frame, groups)
        begins[slot[i] + 1] += 1
    for b in range(1, begins.size):
        begins[b] += begins[b - 1]
    for i in range(n):
        s = first + i
        at = begins[slot[i]]
        begins[slot[i]] += 1
        for w in range(wishes.shape[1]):
            wished[at, w] = wishes[s, w]
        one = packed[at]
        one.position = s
        one.x, one.y, one.reach = x[s], y[s], max_km[s]
        one.limit = _limit(max_km[s])
        deny = np.uint32(_DENIED)
        if days[s] != 0:
            deny |= ~np.uint32(days[s]) & np.uint32(127)
        if licence[s] == _NOT_NEEDED:
            deny |= np.uint32(1 << LICENCE)
        if work_permit[s] == _NOT_NEEDED:
            deny |= np.uint32(1 << PERMIT)
        for level in range(2, 5):
            if not level_waived[s] and prior_level[s] < level - 1:
                deny |= np.uint32(1) << np.uint32(LEVEL_2 + level - 2)
        for asked in range(1, 7):
            if language[s] < asked:
                deny |= np.uint32(1) << np.uint32(LANGUAGE_1 + asked - 1)
        for bit in range(ages.size):
            if age[s] < ages[bit]:
                deny |= np.uint32(1) << np.uint32(AGE + bit)
        one.deny = deny
        one.prior_level, one.age = prior_level[s], age[s]
        one.hours_min, one.hours_max = hours_min[s], hours_max[s]
        one.hours = _middle(hours_min[s], hours_max[s])
        one.from_day, one.until_day = from_day[s], until_day[s]
        one.first = max(np.int64(from_day[s]), today)
        one.days_known = days[s] != 0
        dated = from_day[s] != -(2**31) or until_day[s] != 2**31 - 1
        one.slow = dated or not np.isnan(one.hours) or (not all_ages and not np.isnan(age[s]))
        waited = min(np.float64(waiting_days[s]) / waiting_span, 1.0)
        one.waiting = np.int32(np.floor(waited * waiting_full + 0.5))


@inlined
def _slot(
    s: int, x: F32, y: F32, wishes: I32, reach_of: I32, touched: AnyArray, frame: F64, groups: int
) -> int:
    """A number that neighbours with the same first wish share."""
    group = groups
    for w in range(wishes.shape[1]):
        entity = wishes[s, w]
        if entity >= 0 and reach_of[entity + 1] > reach_of[entity]:
            group = np.int64(touched[reach_of[entity]].group)
            break
    columns, rows = np.int64(frame[4]), np.int64(frame[5])
    row, strip = np.int64(0), np.int64(0)
    if not np.isnan(x[s]):
        row = np.int64(min(max((np.float64(y[s]) - frame[1]) / frame[3], 0.0), rows - 1.0))
        across = min(max((np.float64(x[s]) - frame[0]) / frame[2], 0.0), columns - 1.0)
        strip = np.int64(across) * _STRIPS // columns
    return (group * rows + row) * _STRIPS + strip


@inlined
def _limit(reach: Any) -> Any:
    """The greatest float32 whose root, rounded to float32, does not exceed the reach; infinite where it is not known.

    The root is rounded to the reach or below exactly when the square lies under that of the middle between the reach
    and the next float32: 25 bits, so that its square is exact in float64 and no float32 itself.
    """
    if np.isnan(reach):
        return np.float32(np.inf)
    middle = (np.float64(reach) + np.float64(np.nextafter(reach, np.float32(np.inf)))) / 2
    edge = middle * middle
    limit = np.float32(edge)
    return np.nextafter(limit, np.float32(0)) if np.float64(limit) >= edge else limit


@inlined
def _middle(low: Any, high: Any) -> float:
    """The middle of a range; the one end that is known when the other is not."""
    if np.isnan(low):
        return np.float64(high)
    if np.isnan(high):
        return np.float64(low)
    return (np.float64(low) + np.float64(high)) / 2
