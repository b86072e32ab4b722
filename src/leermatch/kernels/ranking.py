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

from typing import Final

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U32, AnyArray
from leermatch.compiled import kernel
from leermatch.kernels.keeping import FEW, choose, edge_of, only_good, put_in_order
from leermatch.kernels.lanes import POSITIONS, WIDTH, listed, passing
from leermatch.kernels.points import (
    WISHED,
    begin_points,
    distance_points,
    hours_points,
    level_table,
    worth_of_one,
)
from leermatch.kernels.reaching import is_whole, reached_bands, touch
from leermatch.kernels.scoring import (
    add_distances,
    add_scores,
    fill_worth,
    keep_suitable,
    refine,
    wishes_sector,
)

#: Places that are scored together, at least.
_BATCH: Final = 192
#: The best are chosen from so many, at least.
_CROWD: Final = 96


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
    most = max(k, min(2 * k, FEW))
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
        many = touch(wished[s], rows_of, rule, reach_of, touched, head, order, nodes)
        own_x, own_y, deny, limit = seeker.x, seeker.y, seeker.deny, seeker.limit
        choosy = many >= 0
        if not choosy:
            many = groups
        by_wish = choosy and (rule.but_closeness or (rule.but_wishes and wishes_sector(wished[s], rows_of)))
        level_table(seeker, rule, level_points)
        reached = reached_bands(seeker, frame, bands)
        total, visited, held, least = 0, 0, 0, -1
        for turn in range(many):
            group = order[turn] if choosy else turn
            whole = not choosy or is_whole(group, head, nodes, touched)
            ranges = 0
            for band in range(reached):
                begin = starts[group * cells + bands[band, 0]]
                end = starts[group * cells + bands[band, 1]]
                if end > begin:
                    spans[ranges, 0], spans[ranges, 1] = begin, end
                    ranges += 1
            if ranges > 0:
                fill_worth(sizes[group], choosy, head[group], nodes, touched, kinds, points, rule, worth)
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
                    waiting = keep_suitable(seeker, detail, near, held, waiting)
                add_scores(seeker, rule, level_points, worth, mask, brief, near, score, held, waiting)
                if not whole:
                    waiting = only_good(near, score, held, waiting, 0)
                total += waiting - held
                if seeker.slow:
                    refine(seeker, rule, start_points, mask, detail, near, score, held, waiting)
                if least >= 0:
                    waiting = only_good(near, score, held, waiting, least - most_far)
                add_distances(seeker, rule, x, y, near, km, score, held, waiting)
                if least >= 0:
                    waiting = only_good(near, score, held, waiting, least)
                held = waiting
                if held > crowd:
                    least = edge_of(score, held, k, most)
                    held = choose(near, score, brief, chosen, held, k, most, least)
                    for t in range(held):
                        one = np.uint64(chosen[t])
                        near[t], score[t] = near[one], score[one]
        for turn in range(many if choosy else 0):
            head[order[turn]] = -1
        held = choose(
            near, score, brief, chosen, held, k, most, edge_of(score, held, k, most) if held > most else -1
        )
        put_in_order(near, score, brief, chosen, keys, held)
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
