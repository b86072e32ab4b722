"""What places score for a seeker, for the rows of a board that wait: near[held:waiting]. Arrays as in
`leermatch.kernels.ranking`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from leermatch.arrays import F32, I32, U8, U32, AnyArray
from leermatch.codes import FLEXIBLE
from leermatch.compiled import inlined
from leermatch.kernels.points import (
    DAYS,
    WISHED,
    add_worth,
    begin_points,
    days_points,
    hours_points,
)


@inlined
def keep_suitable(seeker: Any, detail: AnyArray, near: U32, held: int, waiting: int) -> int:
    """Keep what also suits by day, hours and age."""
    kept = np.uint64(held)
    for t in range(np.uint64(held), np.uint64(waiting)):
        place = detail[np.uint64(near[t])]
        early = seeker.from_day > place.last_from
        late = (place.start > seeker.until_day) & (place.start != FLEXIBLE)
        hours = (place.hours_min > seeker.hours_max) | (place.hours_max < seeker.hours_min)
        young = seeker.age < place.min_age
        near[kept] = near[t]
        kept += np.uint64(not (early | late | hours | young))
    return np.int64(kept)


@inlined
def fill_worth(
    many: int,
    choosy: bool,
    node: int,
    nodes: I32,
    touched: AnyArray,
    kinds: U8,
    points: I32,
    rule: Any,
    worth: I32,
) -> None:
    """Points of each trade of a group for closeness and for a wished sector; -1 for what is not wished."""
    for trade in range(many):
        worth[trade] = -1 if choosy else 0
    while choosy and node >= 0:
        touch, row = touched[nodes[node, 1]], nodes[node, 2]
        for trade in range(many):
            worth[trade] = add_worth(touch, row, trade, kinds, points, worth[trade])
        node = nodes[node, 0]
    for trade in range(many):
        if worth[trade] >= WISHED:
            worth[trade] += rule.sector - WISHED


@inlined
def add_scores(
    seeker: Any, rule: Any, level_points: I32, worth: I32, mask: U32, brief: AnyArray, near: U32, score: I32,
    held: int, waiting: int,
) -> None:  # fmt: skip
    """The sum of the contributions but for the distance, as if the seeker said nothing of hours and could begin today;
    -1 for a place that is none of what is wished."""
    waits, days_known = seeker.waiting, seeker.days_known
    less = rule.hours_sure - rule.hours_unsure
    for t in range(np.uint64(held), np.uint64(waiting)):
        j = np.uint64(near[t])
        place = brief[j]
        own = worth[place.trade]
        some = own + level_points[place.level] + place.lift + waits
        if not days_known:
            some -= less if (mask[j] & np.uint32(DAYS)) != 0 else 0
        score[t] = some if own >= 0 else -1


@inlined
def add_distances(
    seeker: Any, rule: Any, x: F32, y: F32, near: U32, km: F32, score: I32, held: int, waiting: int
) -> None:
    """Points for the distance, added to the scores. Two loops, so that the second divides several at once."""
    own_x, own_y, half, full = seeker.x, seeker.y, rule.half_km, rule.distance_full
    unknown = rule.distance_unknown
    for t in range(np.uint64(held), np.uint64(waiting)):
        j = np.uint64(near[t])
        dx, dy = x[j] - own_x, y[j] - own_y
        km[t] = dx * dx + dy * dy
    for t in range(np.uint64(held), np.uint64(waiting)):
        away = np.sqrt(km[t])
        points = np.int32(np.floor(half / (half + np.float64(away)) * full + 0.5))
        score[t] += unknown if np.isnan(away) else points


@inlined
def refine(
    seeker: Any,
    rule: Any,
    start_points: I32,
    mask: U32,
    detail: AnyArray,
    near: U32,
    score: I32,
    held: int,
    waiting: int,
) -> None:
    """Put right what `add_scores` takes for granted."""
    for t in range(np.uint64(held), np.uint64(waiting)):
        j = np.uint64(near[t])
        place = detail[j]
        score[t] += hours_points(seeker, rule, place, mask[j]) - days_points(seeker, rule, mask[j])
        score[t] += begin_points(seeker.first, rule, start_points, place) - begin_points(
            rule.today, rule, start_points, place
        )


@inlined
def wishes_sector(wishes: I32, rows_of: I32) -> bool:
    """Whether a sector is among the wishes."""
    for w in range(wishes.size):
        if wishes[w] >= 0 and rows_of[w] < 0:
            return True
    return False
