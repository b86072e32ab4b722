"""The best places for seekers: ranges of cells are visited, sixteen places at a time; what passes is scored.

Arrays of a *board* (see `leermatch.board`), n places in the order (group, cell, id), those that are shut behind them:

`x`, `y`     (n + 16,) float32 km; `mask` (n + 16,) uint32 what a place asks, one bit for each thing
`detail`     (n,) records `board.DETAIL`: the rest; `ids` (n,) int64
`starts`     (groups * cells + 1,) int32: where each cell of each group begins; the last cell has no location
`frame`      (6,) float64: west, south, width and height of a cell, columns, rows
`reach_of`   (entities + 1,) int32: entity e touches the groups `touched[reach_of[e] : reach_of[e + 1]]`
`touched`    (t,) records `trades.TOUCHED`: group, where its bytes begin in `kinds`, whether all of it is near
`kinds`      (b,) uint8: how near each trade of a touched group lies to the entity

Seekers: `packed` (m,) records `packing.PACKED`; `wished` (m, w) int32 entities, -1 none; `rows_of` (w,) int32 the row
of `points` (wishes, kinds) int32 that a column of `wished` counts by, -1 for sectors. `rules` one record `RULES`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U32, AnyArray
from leermatch.codes import FLEXIBLE
from leermatch.compiled import inlined, kernel
from leermatch.kernels.lanes import POSITIONS, WIDTH, listed, passing
from leermatch.kernels.points import (
    DAYS,
    WISHED,
    add_worth,
    begin_points,
    days_points,
    distance_points,
    hours_points,
    level_table,
    worth_of_one,
)

#: Kilometres by which a reach is widened before cells are chosen, so that rounding loses nobody.
_HAIR: Final = 0.01
_ORDERS: Final = 2**31 - 1
#: Places that are scored together, at least.
_BATCH: Final = 192
#: The best are chosen from so many, at least.
_CROWD: Final = 96
#: Up to here every key is compared with every other, which is quicker than sorting.
_FEW: Final = 64


@kernel
def rank_block(
    k: int, packed: AnyArray, wished: I32, rows_of: I32, points: I32, start_points: I32, rules: AnyArray, x: F32,
    y: F32, mask: U32, brief: AnyArray, detail: AnyArray, ids: I64, starts: I32, frame: F64, reach_of: I32,
    touched: AnyArray, kinds: U8, sizes: I32, out_ids: I64, out_scores: I32, out_priorities: I32, out_km: F32,
    out_total: I64, out_visited: I64,
) -> None:  # fmt: skip
    """The k best places for every packed seeker, written to row `position` of each output (m, k)."""
    rule = rules[0]
    cells = np.int64(frame[4]) * np.int64(frame[5]) + 1
    groups = (starts.size - 1) // cells
    most = max(k, min(2 * k, _FEW))
    crowd = max(3 * k, _CROWD)
    room = crowd + _BATCH + WIDTH
    most_far = np.int64(max(np.floor(rule.distance_full + 0.5), rule.distance_unknown))
    near = np.empty(room + WIDTH, np.uint32)
    score = np.empty(room + WIDTH, np.int32)
    km = np.empty(room + WIDTH, np.float32)
    keys = np.empty(room + WIDTH, np.int64)
    chosen = np.empty(room + WIDTH, np.uint32)
    level_points = np.empty(5, np.int32)
    worth = np.empty(sizes.max() if groups else 0, np.int32)
    head = np.full(groups, -1, np.int32)
    order = np.empty(groups, np.int32)
    nodes = np.empty(((wished.shape[1] + 1) * groups, 3), np.int32)
    bands = np.empty((np.int64(frame[5]) + 1, 2), np.int32)
    spans = np.empty((np.int64(frame[5]) + 1, 2), np.int64)
    for s in range(packed.size):
        seeker = packed[s]
        many = _touch(wished[s], rows_of, rule, reach_of, touched, head, order, nodes)
        own_x, own_y, deny, limit = seeker.x, seeker.y, seeker.deny, seeker.limit
        choosy = many >= 0
        if not choosy:
            many = groups
        by_wish = choosy and (rule.but_closeness or (rule.but_wishes and _wishes_sector(wished[s], rows_of)))
        level_table(seeker, rule, level_points)
        reached = _bands(seeker, frame, bands)
        total, visited, held, least = 0, 0, 0, -1
        for turn in range(many):
            group = order[turn] if choosy else turn
            whole = not choosy or _whole(group, head, nodes, touched)
            ranges = 0
            for band in range(reached):
                begin = starts[group * cells + bands[band, 0]]
                end = starts[group * cells + bands[band, 1]]
                if end > begin:
                    spans[ranges, 0], spans[ranges, 1] = begin, end
                    ranges += 1
            if ranges > 0:
                _worth(sizes[group], choosy, head[group], nodes, touched, kinds, points, rule, worth)
            at = 0
            while at < ranges:
                waiting = held
                full = held + _BATCH
                while at < ranges and waiting < full:
                    j, end = spans[at, 0], spans[at, 1]
                    while j < end and waiting < full:
                        bits = passing(x, y, mask, j, own_x, own_y, deny, limit)
                        inside = min(end - j, WIDTH)
                        bits &= np.uint32((np.uint64(1) << np.uint64(inside)) - np.uint64(1))
                        waiting = listed(near, waiting, j, bits, POSITIONS)
                        visited += inside
                        j += WIDTH
                    spans[at, 0] = j
                    if j >= end:
                        at += 1
                if seeker.slow:
                    waiting = _really(seeker, detail, near, held, waiting)
                _score(seeker, rule, level_points, worth, mask, brief, near, score, held, waiting)
                if not whole:
                    waiting = _only_good(near, score, held, waiting, 0)
                total += waiting - held
                if seeker.slow:
                    _refine(seeker, rule, start_points, mask, detail, near, score, held, waiting)
                if least >= 0:
                    waiting = _only_good(near, score, held, waiting, least - most_far)
                _distances(seeker, rule, x, y, near, km, score, held, waiting)
                if least >= 0:
                    waiting = _only_good(near, score, held, waiting, least)
                held = waiting
                if held > crowd:
                    least = _edge(score, held, k, most)
                    held = _choose(near, score, brief, chosen, held, k, most, least)
                    for t in range(held):
                        one = np.uint64(chosen[t])
                        near[t], score[t] = near[one], score[one]
        for turn in range(many if choosy else 0):
            head[order[turn]] = -1
        held = _choose(
            near, score, brief, chosen, held, k, most, _edge(score, held, k, most) if held > most else -1
        )
        _sort(near, score, brief, chosen, keys, held)
        held = min(held, k)
        position = seeker.position
        for rank in range(held):
            t = np.uint64(chosen[rank])
            j = np.uint64(near[t])
            dx, dy = x[j] - own_x, y[j] - own_y
            away = np.sqrt(dx * dx + dy * dy)
            out_ids[position, rank] = ids[j]
            out_scores[position, rank] = score[t]
            out_km[position, rank] = away
            rest = distance_points(rule, away) & rule.but_distance
            rest += (level_points[brief[j].level] & rule.but_level) + (seeker.waiting & rule.but_waiting)
            rest += brief[j].fairness & rule.but_fairness
            if by_wish:
                wished_work = worth_of_one(
                    wished[s],
                    rows_of,
                    rule,
                    reach_of,
                    touched,
                    kinds,
                    points,
                    detail[j].group,
                    brief[j].trade,
                )
                rest += wished_work & (WISHED - 1) & rule.but_closeness
                rest += rule.sector & rule.but_wishes if wished_work & WISHED else 0
            if rule.but_hours:
                rest += hours_points(seeker, rule, detail[j], mask[j])
            if rule.but_start:
                rest += begin_points(seeker.first, rule, start_points, detail[j])
            out_priorities[position, rank] = score[t] - rest
        for rank in range(held, k):
            out_ids[position, rank] = -1
            out_scores[position, rank] = 0
            out_priorities[position, rank] = 0
            out_km[position, rank] = np.nan
        out_total[position] = total
        out_visited[position] = visited


@inlined
def _touch(
    wishes: I32, rows_of: I32, rule: Any, reach_of: I32, touched: AnyArray, head: I32, order: I32, nodes: I32
) -> int:
    """List the groups that the wishes touch, best wish first, each with a chain of what touches it: nodes of (next,
    row of `touched`, row of `points` or -1 for a sector). Returns how many groups; -1 for somebody without wishes."""
    groups, used, by_work, by_sector = 0, 0, False, False
    for w in range(wishes.size + 1):
        if w < wishes.size:
            entity, row = wishes[w], rows_of[w]
            if entity < 0:
                continue
            by_work |= row >= 0
            by_sector |= row < 0
        elif by_work or by_sector:
            entity, row = rule.silent if by_work else rule.silent + 1, rule.silent_row
        else:
            return -1
        for t in range(reach_of[entity], reach_of[entity + 1]):
            group = touched[t].group
            if head[group] < 0:
                order[groups] = group
                groups += 1
            nodes[used, 0] = head[group]
            nodes[used, 1] = t
            nodes[used, 2] = row
            head[group] = used
            used += 1
    return groups


@inlined
def _whole(group: int, head: I32, nodes: I32, touched: AnyArray) -> bool:
    """Whether every trade of a group is near."""
    node = head[group]
    while node >= 0:
        if touched[nodes[node, 1]].whole == 1:
            return True
        node = nodes[node, 0]
    return False


@inlined
def _bands(seeker: Any, frame: F64, bands: I32) -> int:
    """The cells of a group that a seeker can reach: pairs (first, past), one for each row of cells that the circle
    touches; the last one is for unknown locations."""
    columns, rows = np.int64(frame[4]), np.int64(frame[5])
    cells = columns * rows
    bands[0, 0], bands[0, 1] = 0, cells + 1
    reach = np.float64(seeker.reach)
    if np.isnan(reach) or np.isnan(seeker.x):
        return 1
    reach = reach * (1 + 1e-6) + _HAIR
    west, south, height = frame[0], frame[1], frame[3]
    per_width, per_height = 1 / frame[2], 1 / height
    own_x, own_y = np.float64(seeker.x) - west, np.float64(seeker.y) - south
    found = 0
    for row in range(
        _cell((own_y - reach) * per_height, rows), _cell((own_y + reach) * per_height, rows) + 1
    ):
        up = max(row * height - own_y, own_y - (row + 1) * height, 0.0)
        half = reach * reach - up * up
        if half > 0:
            half = np.sqrt(half)
            bands[found, 0] = row * columns + _cell((own_x - half) * per_width, columns)
            bands[found, 1] = row * columns + _cell((own_x + half) * per_width, columns) + 1
            found += 1
    bands[found, 0], bands[found, 1] = cells, cells + 1
    return found + 1


@inlined
def _cell(away: float, many: int) -> int:
    """The number of a cell, held inside the grid."""
    return np.int64(min(max(np.floor(away), 0.0), many - 1.0))


@inlined
def _really(seeker: Any, detail: AnyArray, near: U32, held: int, waiting: int) -> int:
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
def _worth(
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
def _distances(
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
def _score(
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
def _refine(
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
    """Put right what `_score` takes for granted."""
    for t in range(np.uint64(held), np.uint64(waiting)):
        j = np.uint64(near[t])
        place = detail[j]
        score[t] += hours_points(seeker, rule, place, mask[j]) - days_points(seeker, rule, mask[j])
        score[t] += begin_points(seeker.first, rule, start_points, place) - begin_points(
            rule.today, rule, start_points, place
        )


@inlined
def _only_good(near: U32, score: I32, held: int, waiting: int, least: int) -> int:
    """Keep what reaches `least`."""
    kept = np.uint64(held)
    for t in range(np.uint64(held), np.uint64(waiting)):
        row, points = near[t], score[t]
        near[kept], score[kept] = row, points
        kept += np.uint64(points >= least)
    return np.int64(kept)


@inlined
def _wishes_sector(wishes: I32, rows_of: I32) -> bool:
    """Whether a sector is among the wishes."""
    for w in range(wishes.size):
        if wishes[w] >= 0 and rows_of[w] < 0:
            return True
    return False


@inlined
def _edge(score: I32, held: int, k: int, most: int) -> int:
    """A score that at least k of the first `held` places reach, and not more than `most` unless they tie.

    Looks where it should lie if scores were spread evenly, and in the middle every second time.
    """
    low, high = score[0], score[0]
    for t in range(held):
        low, high = min(low, score[t]), max(high, score[t])
    high = np.int32(high + 1)
    at_low, at_high, aim, turn = np.int64(held), np.int64(0), (k + most) // 2, 0
    while high - low > 1:
        width = np.int64(high) - np.int64(low)
        ahead = width // 2 if turn % 2 else width * max(at_low - aim, 0) // (at_low - at_high)
        middle = np.int32(low + min(max(ahead, 1), width - 1))
        reached = np.int32(0)
        for t in range(held):
            reached = np.int32(reached + np.int32(score[t] >= middle))
        if reached >= k:
            low, at_low = middle, np.int64(reached)
            if reached <= most:
                break
        else:
            high, at_high = middle, np.int64(reached)
        turn += 1
    return low


@inlined
def _choose(
    near: U32, score: I32, brief: AnyArray, chosen: U32, held: int, k: int, most: int, least: int
) -> int:
    """Where those stand that reach `least`; when more than `most` do, k of them: those at the edge by their id."""
    past = np.uint64(0)
    for t in range(held):
        chosen[past] = t
        past += np.uint64(score[t] >= least)
    kept = np.int64(past)
    if kept <= most:
        return kept
    above = 0
    for t in range(held):
        above += 1 if score[t] > least else 0
    low, high = -1, _ORDERS
    while high - low > 1:
        middle = (low + high) // 2
        reached = above
        for c in range(kept):
            t = np.uint64(chosen[c])
            reached += 1 if score[t] == least and brief[np.uint64(near[t])].order <= middle else 0
        if reached >= k:
            high = middle
        else:
            low = middle
    best = 0
    for c in range(kept):
        t = np.uint64(chosen[c])
        chosen[best] = t
        best += 1 if score[t] > least or brief[np.uint64(near[t])].order <= high else 0
    return best


@inlined
def _sort(near: U32, score: I32, brief: AnyArray, chosen: U32, keys: I64, held: int) -> None:
    """Put the chosen ones in their order: best score first, ties by id."""
    for c in range(held):
        t = np.uint64(chosen[c])
        keys[c] = (np.int64(score[t]) << 31) | (_ORDERS - brief[np.uint64(near[t])].order)
    if held <= _FEW:
        copy = chosen[held : 2 * held]
        copy[:] = chosen[:held]
        for c in range(held):
            own, rank = keys[c], np.int64(0)
            for other in range(held):
                rank += np.int64(keys[other] > own)
            chosen[np.uint64(rank)] = copy[c]
    else:
        ascending = np.argsort(keys[:held])
        copy = chosen[:held].copy()
        for rank in range(held):
            chosen[rank] = copy[ascending[held - 1 - rank]]
