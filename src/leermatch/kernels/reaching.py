"""Where a seeker looks: the groups that wishes touch, and the cells that lie within reach. Arrays as in
`leermatch.kernels.ranking`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from leermatch.arrays import F64, I32, AnyArray
from leermatch.compiled import inlined

#: Kilometres by which a reach is widened before cells are chosen, so that rounding loses nobody.
_HAIR: Final = 0.01


@inlined
def touch(
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
def is_whole(group: int, head: I32, nodes: I32, touched: AnyArray) -> bool:
    """Whether every trade of a group is near."""
    node = head[group]
    while node >= 0:
        if touched[nodes[node, 1]].whole == 1:
            return True
        node = nodes[node, 0]
    return False


@inlined
def reached_bands(seeker: Any, frame: F64, bands: I32) -> int:
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
