"""Squares of the grid that lie in the circle whole, and what is known of them beforehand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import F64, I32, I64
from leermatch.compiled import bare
from leermatch.kernels.cards import THREE_BITS, Columns, Limits, can_be_found
from leermatch.kernels.circle import reach, strip
from leermatch.kernels.facets import HELD, LANGUAGE, LOST, TOTAL, Choice, cell_of
from leermatch.kernels.heap import DISTANCE, Best, first_of, worse
from leermatch.kernels.rows import Batch, walk_rows

NOTHING = 2**62


class Squares(NamedTuple):
    """What is known beforehand of each square of the grid, without words and conditions, on one day; or empty.

    `counts` (squares, cells) as in a tally from `Choice.level` on; `first`, `age` and `id` (squares,) of the place that
    comes first, `first` infinite where there is none.
    """

    counts: I32
    first: F64
    age: I64
    id: I64


@bare
def walk_squares(
    columns: Columns,
    limits: Limits,
    choice: Choice,
    squares: Squares,
    best: Best,
    tally: I32,
    counts: I64,
    batch: Batch,
) -> None:
    """Without words and conditions: a square that lies in the circle whole, and in which nothing comes before what was
    found already, is counted at once."""
    frame, starts, x, y = columns.frame, columns.squares, limits.x, limits.y
    side, west, south, across, high = frame[0], frame[1], frame[2], np.int64(frame[3]), np.int64(frame[4])
    outer, inner = reach(limits)
    low, top = strip(south, side, high, y, outer, limits)
    for j in range(low, top + 1):
        edge = south + j * side
        away = max(edge - y, y - (edge + side), 0.0)
        left, right = strip(west, side, across, x, np.sqrt(max(outer * outer - away * away, 0.0)), limits)
        far_y = max(abs(edge - y), abs(edge + side - y))
        for i in range(left, right + 1):
            square = j * across + i
            far_x = max(abs(west + i * side - x), abs(west + (i + 1) * side - x))
            near_x = max(west + i * side - x, x - (west + (i + 1) * side), 0.0)
            is_whole = not limits.has_circle or (inner > 0 and far_x * far_x + far_y * far_y <= inner * inner)
            near = np.sqrt(near_x * near_x + away * away) * 0.99999 - 0.001
            if is_whole and not _may_lead(square, near, squares, limits, best, counts):
                counts[TOTAL] += _add_square(square, squares, choice, tally)
            else:
                first, past = starts[square], starts[square + 1]
                walk_rows(first, past, is_whole, False, columns, limits, choice, best, tally, counts, batch)
    nowhere = across * high
    if limits.has_circle:
        for level in range(THREE_BITS + 1):
            counts[LOST] += squares.counts[nowhere, level]
    elif _may_lead(nowhere, np.inf, squares, limits, best, counts):
        first, past = starts[nowhere], starts[nowhere + 1]
        walk_rows(first, past, True, False, columns, limits, choice, best, tally, counts, batch)
    else:
        counts[TOTAL] += _add_square(nowhere, squares, choice, tally)


@bare
def _may_lead(square: int, near: float, squares: Squares, limits: Limits, best: Best, counts: I64) -> bool:
    """Whether some place of a square, which lies `near` km away or further, could belong in the heap."""
    if best.first.size == 0 or (squares.first[square] == np.inf and squares.age[square] == NOTHING):
        return False
    if counts[HELD] < best.first.size:
        return True
    if limits.sort == DISTANCE:
        return not near > best.first[0]
    return not worse(squares.first[square], 0, squares.age[square], squares.id[square], 0, best)


@bare
def _add_square(square: int, squares: Squares, choice: Choice, tally: I32) -> int:
    """Count a whole square; how many places it holds."""
    for cell in range(squares.counts.shape[1]):
        tally[choice.level + cell] += squares.counts[square, cell]
    many = 0
    for level in range(THREE_BITS + 1):
        many += squares.counts[square, level]
    return many


@bare
def fill_squares(columns: Columns, limits: Limits, choice: Choice, squares: Squares) -> None:
    """Fill `squares`, whose counts are 0. Of `limits` only the day and the sort matter; a place that is sorted by
    distance has no first of its own."""
    for square in range(columns.squares.size - 1):
        squares.first[square], squares.age[square], squares.id[square] = np.inf, NOTHING, NOTHING
        for row in range(columns.squares[square], columns.squares[square + 1]):
            if not can_be_found(row, True, columns, limits) or (columns.gone.size > 0 and columns.gone[row]):
                continue
            card = columns.cards[row, 1]
            for facet in range(LANGUAGE):
                squares.counts[square, cell_of(facet, row, card, columns, choice) - choice.level] += 1
            first = np.inf if limits.sort == DISTANCE else first_of(row, 0, 0.0, 0.0, columns, limits)
            age, number = -np.int64(columns.published[row]), columns.id[row]
            if first < squares.first[square] or (
                first == squares.first[square]
                and (
                    age < squares.age[square] or (age == squares.age[square] and number < squares.id[square])
                )
            ):
                squares.first[square], squares.age[square], squares.id[square] = first, age, number
