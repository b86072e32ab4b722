"""A row that can be found: conditions, facets and its offer to the heap."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import bare
from leermatch.kernels.cards import (
    CODE_BITS,
    LEVEL_AT,
    REGION_AT,
    SECTOR_AT,
    TRIPLE_BITS,
    Columns,
    Limits,
    can_be_found,
)
from leermatch.kernels.facets import HELD, LOST, TOTAL, Choice, cell_of
from leermatch.kernels.heap import Best, first_of, offer


@bare
def walk_rows(
    first: int, past: int, anywhere: bool, columns: Columns, limits: Limits, choice: Choice, best: Best, tally: I32,
    counts: I64,
) -> None:  # fmt: skip
    for row in range(first, past):
        if can_be_found(row, anywhere, columns, limits):
            count_row(row, 0, columns, limits, choice, best, tally, counts)


@bare
def count_row(
    row: int,
    points: int,
    columns: Columns,
    limits: Limits,
    choice: Choice,
    best: Best,
    tally: I32,
    counts: I64,
) -> None:
    """Count a row that is open and lies in the circle or nowhere, and offer it to the heap."""
    if columns.gone.size > 0 and columns.gone[row]:
        return
    card = columns.cards[row, 1]
    if limits.from_day != NO_DAY or limits.until_day != FLEXIBLE:
        start = columns.start[row]
        if start not in (NO_DAY, FLEXIBLE) and (start < limits.from_day or start > limits.until_day):
            return
    failed = -1
    for at in range(choice.chosen.size):
        facet = choice.chosen[at]
        if not choice.passing[cell_of(facet, row, card, columns, choice)]:
            if failed >= 0:
                return
            failed = facet
    east, north = columns.spots[row, 0] - np.float32(limits.x), columns.spots[row, 1] - np.float32(limits.y)
    if limits.has_circle and np.isnan(east):
        counts[LOST] += failed < 0
        return
    if failed >= 0:
        tally[cell_of(failed, row, card, columns, choice)] += 1
        return
    counts[TOTAL] += 1
    tally[choice.triple + ((card >> LEVEL_AT) & TRIPLE_BITS)] += 1
    tally[choice.sector + ((card >> SECTOR_AT) & CODE_BITS)] += 1
    tally[choice.region + ((card >> REGION_AT) & CODE_BITS)] += 1
    for at in range(choice.also.size):
        tally[cell_of(choice.also[at], row, card, columns, choice)] += 1
    first = first_of(row, points, east, north, columns, limits)
    if counts[HELD] < best.first.size or first <= best.first[0]:
        km = np.sqrt(east * east + north * north)
        offer(first, points, -np.int64(columns.published[row]), columns.id[row], km, best, counts)
