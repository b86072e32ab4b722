"""Rows that hold the words: which can be found, what they add to the facets, and which come on the page.

Rows are judged by hundreds together, one condition after another: each loop does one thing, so that no branch depends
on a row, and the cards of many rows come from memory at the same time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import I32, I64
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import bare
from leermatch.kernels.cards import (
    CODE_BITS,
    LEVEL_AT,
    REGION_AT,
    SECTOR_AT,
    THREE_BITS,
    TRIPLE_BITS,
    Columns,
    Limits,
    is_near,
    is_open,
)
from leermatch.kernels.facets import HELD, LOST, TOTAL, Choice, cell_of
from leermatch.kernels.heap import DISTANCE, NEWEST, RELEVANCE, Best, first_of, offer

#: Rows that are looked at together when no words are asked.
TOGETHER = 2048


class Batch(NamedTuple):
    """Rows that are judged together, with their points."""

    row: I32
    points: I32


@bare
def walk_rows(
    first: int, past: int, begin: int, end: int, is_lost: bool, columns: Columns, limits: Limits, choice: Choice,
    best: Best, tally: I32, counts: I64, batch: Batch,
) -> None:  # fmt: skip
    """Judge all rows of a run, without words."""
    while first < past:
        many = min(past - first, np.int64(TOGETHER))
        for at in range(many):
            batch.row[at], batch.points[at] = first + at, 0
        judge(many, begin, end, is_lost, columns, limits, choice, best, tally, counts, batch)
        first += many


@bare
def judge(
    many: int, begin: int, end: int, is_lost: bool, columns: Columns, limits: Limits, choice: Choice, best: Best,
    tally: I32, counts: I64, batch: Batch,
) -> None:  # fmt: skip
    """Judge the rows of a batch, which hold the words, in ascending order. For rows begin … end - 1 the circle need not
    be asked; `is_lost` when there is one and nobody knows where they are."""
    found, first, is_plain = np.int64(0), np.int64(0), not is_lost and _is_plain(columns, limits, choice)
    for part in range(3):
        past = many if part == 2 else _from(end if part else begin, first, many, batch)
        if is_plain:
            found = _open_and_counted(first, past, found, part == 1, columns, limits, choice, tally, batch)
        else:
            found = _open(first, past, found, part == 1, columns, limits, batch)
        first = past
    if limits.level:
        for at in range(found):
            batch.points[at] = _at_level(np.int64(batch.points[at]), np.int64(batch.row[at]), columns, limits)
    if is_plain:
        counts[TOTAL] += found
        _offer_rows(found, columns, limits, best, counts, batch)
    else:
        _count_rows(found, is_lost, columns, limits, choice, best, tally, counts, batch)


@bare
def _from(row: int, first: int, past: int, batch: Batch) -> int:
    """Where in a batch, from `first` on, the rows from a row on begin."""
    while first < past:
        middle = (first + past) >> 1
        if batch.row[middle] < row:
            first = middle + 1
        else:
            past = middle
    return first


@bare
def _open(
    first: int, past: int, found: int, anywhere: bool, columns: Columns, limits: Limits, batch: Batch
) -> int:
    """Keep the rows of a part of a batch that are open and near, behind those `found` before; how many that makes."""
    if anywhere:
        for at in range(first, past):
            row, points = batch.row[at], batch.points[at]
            batch.row[found], batch.points[found] = row, points
            found += is_open(np.int64(row), columns, limits)
    else:
        for at in range(first, past):
            row, points = batch.row[at], batch.points[at]
            batch.row[found], batch.points[found] = row, points
            found += is_open(np.int64(row), columns, limits) & is_near(np.int64(row), columns, limits)
    return found


@bare
def _open_and_counted(
    first: int, past: int, found: int, anywhere: bool, columns: Columns, limits: Limits, choice: Choice, tally: I32,
    batch: Batch,
) -> int:  # fmt: skip
    """The same, and added to the facets."""
    if anywhere:
        for at in range(first, past):
            row, points = batch.row[at], batch.points[at]
            batch.row[found], batch.points[found] = row, points
            one = is_open(np.int64(row), columns, limits)
            _count(np.int64(row), one, columns, choice, tally)
            found += one
    else:
        for at in range(first, past):
            row, points = batch.row[at], batch.points[at]
            batch.row[found], batch.points[found] = row, points
            one = is_open(np.int64(row), columns, limits) & is_near(np.int64(row), columns, limits)
            _count(np.int64(row), one, columns, choice, tally)
            found += one
    return found


@bare
def _is_plain(columns: Columns, limits: Limits, choice: Choice) -> bool:
    """Whether a row that can be found is an answer, and counts in the usual facets only."""
    dated = limits.from_day != NO_DAY or limits.until_day != FLEXIBLE
    return not dated and columns.gone.size == 0 and choice.chosen.size == 0 and choice.also.size == 0


@bare
def _count(row: int, one: int, columns: Columns, choice: Choice, tally: I32) -> None:
    """Add a row to the facets once, or not at all."""
    card = columns.cards[row]
    tally[choice.triple + ((card >> LEVEL_AT) & TRIPLE_BITS)] += one
    tally[choice.sector + ((card >> SECTOR_AT) & CODE_BITS)] += one
    tally[choice.region + ((card >> REGION_AT) & CODE_BITS)] += one


@bare
def _count_rows(
    found: int, is_lost: bool, columns: Columns, limits: Limits, choice: Choice, best: Best, tally: I32, counts: I64,
    batch: Batch,
) -> None:  # fmt: skip
    """Count rows of a batch that are open and lie in the circle or nowhere, and offer them to the heap."""
    if columns.gone.size > 0 or limits.from_day != NO_DAY or limits.until_day != FLEXIBLE:
        found = _still_there(found, columns, limits, batch)
    if choice.chosen.size:
        found = _chosen(found, is_lost, columns, choice, tally, batch)
    if is_lost:
        counts[LOST] += found
        return
    counts[TOTAL] += found
    for at in range(found):
        _count(np.int64(batch.row[at]), 1, columns, choice, tally)
    for also in range(choice.also.size):
        facet = choice.also[also]
        for at in range(found):
            row = np.int64(batch.row[at])
            tally[cell_of(facet, row, columns.cards[row], columns, choice)] += 1
    _offer_rows(found, columns, limits, best, counts, batch)


@bare
def _still_there(found: int, columns: Columns, limits: Limits, batch: Batch) -> int:
    """Keep the rows that are not gone and that begin when it suits."""
    kept, has_gone = np.int64(0), columns.gone.size > 0
    for at in range(found):
        row, points, start = batch.row[at], batch.points[at], columns.start[batch.row[at]]
        batch.row[kept], batch.points[kept] = row, points
        suits = start in (NO_DAY, FLEXIBLE) or limits.from_day <= start <= limits.until_day
        kept += suits and not (has_gone and columns.gone[row])
    return kept


@bare
def _chosen(found: int, is_lost: bool, columns: Columns, choice: Choice, tally: I32, batch: Batch) -> int:
    """Keep the rows that fail no choice; count those that fail exactly one in its facet, unless they are nowhere."""
    kept = np.int64(0)
    for at in range(found):
        row, points, failed, many = np.int64(batch.row[at]), batch.points[at], np.int64(0), np.int64(0)
        card = columns.cards[row]
        for one in range(choice.chosen.size):
            facet = choice.chosen[one]
            if not choice.passing[cell_of(facet, row, card, columns, choice)]:
                failed, many = facet, many + 1
        batch.row[kept], batch.points[kept] = row, points
        kept += many == 0
        if many == 1 and not is_lost:
            tally[cell_of(failed, row, card, columns, choice)] += 1
    return kept


@bare
def _offer_rows(found: int, columns: Columns, limits: Limits, best: Best, counts: I64, batch: Batch) -> None:
    """Offer rows to the heap. When it is full, only those that do not come after its last one: most do."""
    size = best.first.size
    if size == 0:
        return
    if counts[HELD] == size:
        last, kept = best.first[0], np.int64(0)
        if limits.sort == RELEVANCE:
            least = np.int64(-last)
            for at in range(found):
                row, points = batch.row[at], batch.points[at]
                batch.row[kept], batch.points[kept] = row, points
                kept += points >= least
            found = kept
        elif limits.sort == NEWEST:
            for at in range(found):
                row, points = batch.row[at], batch.points[at]
                batch.row[kept], batch.points[kept] = row, points
                kept += -np.float64(columns.published[row]) <= last
            found = kept
        elif limits.sort == DISTANCE:
            # A little more than the square of the last: rounding must not lose a row.
            x, y, most = np.float32(limits.x), np.float32(limits.y), np.float32(last * last * 1.00001 + 1e-6)
            if not np.isnan(x):
                for at in range(found):
                    row, points = batch.row[at], batch.points[at]
                    batch.row[kept], batch.points[kept] = row, points
                    east, north = columns.spots[row, 0] - x, columns.spots[row, 1] - y
                    kept += not east * east + north * north > most
                found = kept
    for at in range(found):
        offer_row(np.int64(batch.row[at]), np.int64(batch.points[at]), columns, limits, best, counts)


@bare
def offer_row(row: int, points: int, columns: Columns, limits: Limits, best: Best, counts: I64) -> None:
    """Offer a row to a heap that has room for some."""
    east = columns.spots[row, 0] - np.float32(limits.x)
    north = columns.spots[row, 1] - np.float32(limits.y)
    first = first_of(row, points, east, north, columns, limits)
    if counts[HELD] < best.first.size or first <= best.first[0]:
        km = np.sqrt(east * east + north * north)
        offer(first, points, -np.int64(columns.published[row]), columns.id[row], km, best, counts)


@bare
def _at_level(points: int, row: int, columns: Columns, limits: Limits) -> int:
    """Half of the points for a place at another level than the one asked, three quarters when it is not known."""
    level = (columns.cards[row] >> LEVEL_AT) & THREE_BITS
    return points if level == limits.level else (points * 3) >> 2 if level == 0 else points >> 1
