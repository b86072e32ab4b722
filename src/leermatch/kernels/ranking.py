"""The best places for seekers: ranges of cells are visited, sixteen places at a time; what passes is scored.

Arrays of a *board* (see `leermatch.board`), n places in the order (group, cell, id), those that are shut behind them:

`x`, `y`     (n + 16,) float32 km; `mask` (n + 16,) uint32 what a place asks, one bit for each thing
`detail`     (n,) records `board.DETAIL`: the rest; `ids` (n,) int64
`starts`     (groups * cells + 1,) int32: where each cell of each group begins; the last cell has no location
`frame`      (6,) float64: west, south, width and height of a cell, columns, rows
`reach_of`   (entities + 1,) int32: entity e touches the groups `touched[reach_of[e] : reach_of[e + 1]]`
`touched`    (t,) records `trades.TOUCHED`: group, where its bytes begin in `kinds`, whether all of it is near
`kinds`      (b,) uint8: how near each trade of a touched group lies to the entity

Seekers: `packed` (m,) records `packing.PACKED`; `wished` (m, w) int32 entities, -1 none; `rows_of` (w,) int32 the row of
`points` (wishes, kinds) int32 that a column of `wished` counts by, -1 for sectors. `rules` one record `packing.RULES`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U32, AnyArray
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import inlined, kernel
from leermatch.kernels.lanes import WIDTH, lowest, ones, passing

#: Kilometres by which a reach is widened before cells are chosen, so that rounding loses nobody.
_HAIR: Final = 0.01
_KINDS: Final = 6
_ORDERS: Final = 2**31 - 1
#: Places that wait to be scored, and scored ones among which the best are chosen, at least.
_ROOM: Final = 1024
#: Up to here every key is compared with every other, which is quicker than sorting.
_FEW: Final = 64


@kernel
def rank_block(
    first: int, past: int, k: int, packed: AnyArray, wished: I32, rows_of: I32, points: I32, start_points: I32,
    rules: AnyArray, x: F32, y: F32, mask: U32, detail: AnyArray, ids: I64, starts: I32, frame: F64, reach_of: I32,
    touched: AnyArray, kinds: U8, out_ids: I64, out_scores: I32, out_priorities: I32, out_km: F32, out_total: I64,
    out_visited: I64,
) -> None:  # fmt: skip
    """The k best places for the packed seekers first … past - 1, written to row `position` of each output (m, k)."""
    rule = rules[0]
    cells = np.int64(frame[4]) * np.int64(frame[5]) + 1
    groups = (starts.size - 1) // cells
    room = _ROOM + 2 * k
    near = np.empty(room + WIDTH, np.int32)
    closeness = np.empty(room + WIDTH, np.int32)
    score = np.empty(room + WIDTH, np.int32)
    priority = np.empty(room + WIDTH, np.int32)
    km = np.empty(room + WIDTH, np.float32)
    keys = np.empty(room + WIDTH, np.int64)
    level_points = np.empty(5, np.int32)
    head = np.full(groups, -1, np.int32)
    order = np.empty(groups, np.int32)
    nodes = np.empty(((wished.shape[1] + 1) * groups, 3), np.int32)
    spans = np.empty((np.int64(frame[5]) + 1, 2), np.int64)
    for s in range(first, past):
        seeker = packed[s]
        many = _touch(wished[s], rows_of, rule, reach_of, touched, head, order, nodes)
        choosy = many >= 0
        if not choosy:
            many = groups
        _levels(seeker, rule, level_points)
        total, visited, held, least = 0, 0, 0, -1
        for turn in range(many):
            group = order[turn] if choosy else turn
            whole = not choosy or _whole(group, head, nodes, touched)
            ranges = _spans(seeker, group * cells, starts, frame, spans)
            at = 0
            while at < ranges:
                waiting = held
                while at < ranges and waiting + WIDTH <= room:
                    j, end = spans[at, 0], spans[at, 1]
                    while j < end and waiting + WIDTH <= room:
                        bits = passing(x, y, mask, j, seeker.x, seeker.y, seeker.deny, seeker.limit)
                        if end - j < WIDTH:
                            bits &= (np.uint32(1) << np.uint32(end - j)) - np.uint32(1)
                            visited += end - j
                        else:
                            visited += WIDTH
                        while bits != 0:
                            near[waiting] = j + lowest(bits)
                            waiting += 1
                            bits &= bits - np.uint32(1)
                        j += WIDTH
                    spans[at, 0] = j
                    if j >= end:
                        at += 1
                if seeker.slow:
                    waiting = _really(seeker, detail, near, held, waiting)
                _closeness(group, choosy, head, nodes, touched, kinds, points, rule, detail, near, closeness, priority, held, waiting)
                if not whole:
                    waiting = _only_near(near, closeness, priority, held, waiting)
                total += waiting - held
                _score(seeker, rule, level_points, start_points, x, y, mask, detail, near, closeness, score, priority, km, held, waiting)
                held = _only_good(near, score, priority, km, held, waiting, least)
                if held > room // 2:
                    least = _edge(score, held, k)
                    held = _best(near, score, priority, km, detail, held, k, least)
        for turn in range(many if choosy else 0):
            head[order[turn]] = -1
        if held > k:
            held = _best(near, score, priority, km, detail, held, k, _edge(score, held, k))
        _write(seeker.position, near, score, priority, km, detail, ids, keys, held, k, out_ids, out_scores, out_priorities, out_km)
        out_total[seeker.position] = total
        out_visited[seeker.position] = visited


@inlined
def _touch(wishes: I32, rows_of: I32, rule: Any, reach_of: I32, touched: AnyArray, head: I32, order: I32, nodes: I32) -> int:
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
def _levels(seeker: Any, rule: Any, level_points: I32) -> None:
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
def _spans(seeker: Any, base: int, starts: I32, frame: F64, spans: I64) -> int:
    """The ranges of rows of a group that a seeker can reach, nearest row of cells first; unknown locations last."""
    columns, rows = np.int64(frame[4]), np.int64(frame[5])
    cells = columns * rows
    reach = np.float64(seeker.reach)
    if np.isnan(reach) or np.isnan(seeker.x):
        spans[0, 0], spans[0, 1] = starts[base], starts[base + cells + 1]
        return 1 if spans[0, 1] > spans[0, 0] else 0
    reach = reach * (1 + 1e-6) + _HAIR
    west, south, width, height = frame[0], frame[1], frame[2], frame[3]
    own_x, own_y = np.float64(seeker.x) - west, np.float64(seeker.y) - south
    low = _cell((own_y - reach) / height, rows)
    high = _cell((own_y + reach) / height, rows)
    middle = min(max(_cell(own_y / height, rows), low), high)
    found = 0
    for step in range(2 * max(middle - low, high - middle) + 1):
        row = middle + (step + 1) // 2 * (1 if step % 2 else -1)
        if row < low or row > high:
            continue
        up = max(max(row * height - own_y, own_y - (row + 1) * height), 0.0)
        half = reach * reach - up * up
        if half <= 0:
            continue
        half = np.sqrt(half)
        begin = starts[base + row * columns + _cell((own_x - half) / width, columns)]
        end = starts[base + row * columns + _cell((own_x + half) / width, columns) + 1]
        if end > begin:
            spans[found, 0], spans[found, 1] = begin, end
            found += 1
    if starts[base + cells + 1] > starts[base + cells]:
        spans[found, 0], spans[found, 1] = starts[base + cells], starts[base + cells + 1]
        found += 1
    return found


@inlined
def _cell(away: float, many: int) -> int:
    """The number of a cell, held inside the grid."""
    return np.int64(min(max(np.floor(away), 0.0), many - 1.0))


@inlined
def _really(seeker: Any, detail: AnyArray, near: I32, held: int, waiting: int) -> int:
    """Keep what also suits by day, hours and age."""
    kept = held
    for t in range(held, waiting):
        place = detail[near[t]]
        early = seeker.from_day > place.last_from
        late = (place.start > seeker.until_day) & (place.start != FLEXIBLE)
        hours = (place.hours_min > seeker.hours_max) | (place.hours_max < seeker.hours_min)
        young = seeker.age < place.min_age
        near[kept] = near[t]
        kept += 0 if early | late | hours | young else 1
    return kept


@inlined
def _closeness(group: int, choosy: bool, head: I32, nodes: I32, touched: AnyArray, kinds: U8, points: I32, rule: Any, detail: AnyArray, near: I32, closeness: I32, wishes: I32, held: int, waiting: int) -> None:
    """Points for closeness and for a wished sector; -1 for a place that is none of what is wished."""
    start = -1 if choosy else 0
    for t in range(held, waiting):
        closeness[t] = start
        wishes[t] = 0
    node = head[group] if choosy else -1
    while node >= 0:
        at, row = touched[nodes[node, 1]].at, nodes[node, 2]
        if row >= 0:
            for t in range(held, waiting):
                closeness[t] = max(closeness[t], points[row, kinds[at + detail[near[t]].trade]])
        else:
            for t in range(held, waiting):
                if kinds[at + detail[near[t]].trade] != 0:
                    closeness[t] = max(closeness[t], 0)
                    wishes[t] = rule.sector
        node = nodes[node, 0]


@inlined
def _only_near(near: I32, closeness: I32, wishes: I32, held: int, waiting: int) -> int:
    """Keep what lies near a wish."""
    kept = held
    for t in range(held, waiting):
        near[kept], closeness[kept], wishes[kept] = near[t], closeness[t], wishes[t]
        kept += 1 if closeness[t] >= 0 else 0
    return kept


@inlined
def _score(seeker: Any, rule: Any, level_points: I32, start_points: I32, x: F32, y: F32, mask: U32, detail: AnyArray, near: I32, closeness: I32, score: I32, priority: I32, km: F32, held: int, waiting: int) -> None:
    """The scores, the part of them that counts for the place, and the distances. `priority` brings points for wishes."""
    for t in range(held, waiting):
        j = near[t]
        place = detail[j]
        dx, dy = x[j] - seeker.x, y[j] - seeker.y
        away = np.sqrt(dx * dx + dy * dy)
        far = rule.distance_unknown
        if not np.isnan(away):
            far = np.int32(np.floor(rule.half_km / (rule.half_km + np.float64(away)) * rule.distance_full + 0.5))
        hours = _hours(seeker, rule, place, mask[j])
        begin = rule.start_unknown
        if place.start == FLEXIBLE:
            begin = rule.start_full
        elif place.start != NO_DAY:
            days = abs(np.int64(place.start) - np.int64(seeker.first))
            begin = start_points[min(days, start_points.size - 1)]
        level = level_points[place.level]
        wish = priority[t]
        km[t] = away
        score[t] = closeness[t] + far + level + hours + begin + wish + place.fairness + seeker.waiting
        priority[t] = (
            (closeness[t] & rule.of_closeness) + (far & rule.of_distance) + (level & rule.of_level)
            + (hours & rule.of_hours) + (begin & rule.of_start) + (wish & rule.of_wishes)
            + (place.fairness & rule.of_fairness) + (seeker.waiting & rule.of_waiting)
        )  # fmt: skip


@inlined
def _hours(seeker: Any, rule: Any, place: Any, mask: Any) -> int:
    """Points for hours and days of a place whose days suit."""
    sure = seeker.days_known and (mask & 127) != 0
    if np.isnan(seeker.hours) or (np.isnan(place.hours_min) and np.isnan(place.hours_max)):
        return rule.hours_sure if sure else rule.hours_unsure
    low, high = np.float64(place.hours_min), np.float64(place.hours_max)
    if np.isnan(low):
        low = high
    if np.isnan(high):
        high = low
    gap = max(max(low - seeker.hours, seeker.hours - high), 0.0)
    fit = max(1 - gap / rule.hours_span, 0.0)
    return np.int32(np.floor((fit + (1.0 if sure else rule.unknown)) / 2 * rule.hours_full + 0.5))


@inlined
def _only_good(near: I32, score: I32, priority: I32, km: F32, held: int, waiting: int, least: int) -> int:
    """Keep what can still be among the best."""
    if least < 0:
        return waiting
    kept = held
    for t in range(held, waiting):
        near[kept], score[kept], priority[kept], km[kept] = near[t], score[t], priority[t], km[t]
        kept += 1 if score[t] >= least else 0
    return kept


@inlined
def _edge(score: I32, held: int, k: int) -> int:
    """The highest score that at least k of the first `held` places reach."""
    low, high = np.int64(score[0]), np.int64(score[0])
    for t in range(held):
        low, high = min(low, np.int64(score[t])), max(high, np.int64(score[t]))
    high += 1
    while high - low > 1:
        middle = np.int32((low + high) // 2)
        reached = np.int32(0)
        for t in range(held):
            reached += np.int32(score[t] >= middle)
        if reached >= k:
            low = np.int64(middle)
            if reached == k:
                break
        else:
            high = np.int64(middle)
    return low


@inlined
def _best(near: I32, score: I32, priority: I32, km: F32, detail: AnyArray, held: int, k: int, least: int) -> int:
    """Keep the k best: who reaches `least`; of those exactly at it, who comes first by id."""
    kept = _only_good(near, score, priority, km, 0, held, least)
    if kept == k:
        return k
    above = 0
    for t in range(kept):
        above += score[t] > least
    low, high = -1, _ORDERS
    while high - low > 1:
        middle = (low + high) // 2
        reached = above
        for t in range(kept):
            reached += (score[t] == least) & (detail[near[t]].order <= middle)
        if reached >= k:
            high = middle
        else:
            low = middle
    best = 0
    for t in range(kept):
        near[best], score[best], priority[best], km[best] = near[t], score[t], priority[t], km[t]
        best += 1 if score[t] > least or detail[near[t]].order <= high else 0
    return best


@inlined
def _write(position: int, near: I32, score: I32, priority: I32, km: F32, detail: AnyArray, ids: I64, keys: I64, held: int, k: int, out_ids: I64, out_scores: I32, out_priorities: I32, out_km: F32) -> None:
    """The held places in their order, and what pads them."""
    for t in range(held):
        keys[t] = (np.int64(score[t]) << 31) | (_ORDERS - detail[near[t]].order)
    if held <= _FEW:
        for t in range(held):
            own, rank = keys[t], 0
            for other in range(held):
                rank += keys[other] > own
            j = near[t]
            out_ids[position, rank] = ids[j]
            out_scores[position, rank] = score[t]
            out_priorities[position, rank] = priority[t]
            out_km[position, rank] = km[t]
    else:
        ascending = np.argsort(keys[:held])
        for rank in range(held):
            t = ascending[held - 1 - rank]
            j = near[t]
            out_ids[position, rank] = ids[j]
            out_scores[position, rank] = score[t]
            out_priorities[position, rank] = priority[t]
            out_km[position, rank] = km[t]
    for rank in range(held, k):
        out_ids[position, rank] = -1
        out_scores[position, rank] = 0
        out_priorities[position, rank] = 0
        out_km[position, rank] = np.nan
