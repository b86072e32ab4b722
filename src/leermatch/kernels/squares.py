"""Squares of the grid that lie in the circle whole, and what is known of them beforehand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import F64, I32, I64
from leermatch.compiled import bare
from leermatch.kernels.cards import THREE_BITS, Columns, Limits, is_open
from leermatch.kernels.circle import reach, strip, whole_squares
from leermatch.kernels.facets import HELD, LANGUAGE, LOST, TOTAL, Choice, cell_of
from leermatch.kernels.heap import DISTANCE, NEWEST, Best, first_of, worse
from leermatch.kernels.rows import Batch, offer_row, walk_rows

NOTHING = 2**62


class Squares(NamedTuple):
    """What is known beforehand of each square of the grid, without words and conditions, on one day; or empty.

    `counts` (squares + 1, cells) of all squares before each, as in a tally from `Choice.level` on; `first`, `age` and
    `id` (squares,) of the place that comes first, `first` infinite where there is none.
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
    """Without words and conditions: the squares of a row of the grid that lie in the circle whole are counted at once,
    and only those looked at in which something may come before what was found already. From the middle outwards, so
    that the nearest are found first."""
    starts, x, y = columns.squares, limits.x, limits.y
    side, west, south = columns.frame[0], columns.frame[1], columns.frame[2]
    across, high = np.int64(columns.frame[3]), np.int64(columns.frame[4])
    outer, inner = reach(limits)
    low, top = strip(south, side, high, y, outer, limits)
    for turn in range(2 * (top - low + 1)):
        j = _outwards(turn, _middle(y, south, side, low, top))
        if j < low or j > top:
            continue
        edge = south + j * side
        away = max(edge - y, y - (edge + side), 0.0)
        left, right = strip(west, side, across, x, np.sqrt(max(outer * outer - away * away, 0.0)), limits)
        if left > right:
            continue
        begin, end = whole_squares(left, right, edge, inner, columns, limits)
        origin = j * across
        for beyond in range(2):
            first, past = starts[origin + left], starts[origin + begin]
            if beyond:
                first, past = starts[origin + end], starts[origin + right + 1]
            walk_rows(first, past, past, past, False, columns, limits, choice, best, tally, counts, batch)
        counts[TOTAL] += _add_squares(origin + begin, origin + end, squares, choice, tally)
        for step in range(2 * (end - begin)):
            i = _outwards(step, _middle(x, west, side, begin, end - 1))
            if begin <= i < end:
                near_x = max(west + i * side - x, x - (west + (i + 1) * side), 0.0)
                near = np.sqrt(near_x * near_x + away * away) * 0.99999 - 0.001
                if _may_lead(origin + i, near, squares, limits, best, counts):
                    _offer_square(origin + i, columns, limits, best, counts)
    nowhere = across * high
    if limits.has_circle:
        for level in range(THREE_BITS + 1):
            counts[LOST] += squares.counts[nowhere + 1, level] - squares.counts[nowhere, level]
    else:
        counts[TOTAL] += _add_squares(nowhere, nowhere + 1, squares, choice, tally)
        if _may_lead(nowhere, np.inf, squares, limits, best, counts):
            _offer_square(nowhere, columns, limits, best, counts)


@bare
def _middle(spot: float, edge: float, side: float, low: int, top: int) -> int:
    """The strip from low to top that is nearest to a spot; the first when there is none."""
    if np.isnan(spot):
        return low
    return np.int64(np.floor(min(max((spot - edge) / side, np.float64(low)), np.float64(top))))


@bare
def _outwards(turn: int, middle: int) -> int:
    """The middle, then one after and one before it by turns."""
    step = (turn + 1) >> 1
    return middle + step if turn & 1 else middle - step


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
def _offer_square(square: int, columns: Columns, limits: Limits, best: Best, counts: I64) -> None:
    """Offer the rows of a square, which stand the newest first."""
    is_dated, size = limits.sort == NEWEST, best.first.size
    for row in range(columns.squares[square], columns.squares[square + 1]):
        if is_dated and counts[HELD] == size and -np.float64(columns.published[row]) > best.first[0]:
            return
        if is_open(row, columns, limits) and not (columns.gone.size > 0 and columns.gone[row]):
            offer_row(row, 0, columns, limits, best, counts)


@bare
def _add_squares(first: int, past: int, squares: Squares, choice: Choice, tally: I32) -> int:
    """Count squares whole; how many places they hold."""
    for cell in range(squares.counts.shape[1]):
        tally[choice.level + cell] += squares.counts[past, cell] - squares.counts[first, cell]
    many = 0
    for level in range(THREE_BITS + 1):
        many += squares.counts[past, level] - squares.counts[first, level]
    return many


@bare
def fill_squares(columns: Columns, limits: Limits, choice: Choice, squares: Squares) -> None:
    """Fill `squares`, whose counts are 0. Of `limits` only the day and the sort matter; a place that is sorted by
    distance has no first of its own."""
    for square in range(columns.squares.size - 1):
        squares.first[square], squares.age[square], squares.id[square] = np.inf, NOTHING, NOTHING
        for cell in range(squares.counts.shape[1]):
            squares.counts[square + 1, cell] = squares.counts[square, cell]
        for row in range(columns.squares[square], columns.squares[square + 1]):
            if not is_open(row, columns, limits) or (columns.gone.size > 0 and columns.gone[row]):
                continue
            card = columns.cards[row]
            for facet in range(LANGUAGE):
                squares.counts[square + 1, cell_of(facet, row, card, columns, choice) - choice.level] += 1
            first = np.inf if limits.sort == DISTANCE else first_of(row, 0, 0.0, 0.0, columns, limits)
            age, number = -np.int64(columns.published[row]), columns.id[row]
            if first < squares.first[square] or (
                first == squares.first[square]
                and (
                    age < squares.age[square] or (age == squares.age[square] and number < squares.id[square])
                )
            ):
                squares.first[square], squares.age[square], squares.id[square] = first, age, number
