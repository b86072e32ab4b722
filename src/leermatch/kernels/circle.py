"""Which rows the circle of a question can hold: stretches of squares of the grid."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I64
from leermatch.compiled import bare, kernel
from leermatch.kernels.cards import Columns, Limits


@bare
def reach(limits: Limits) -> tuple[float, float]:
    """The radius a little wider and a little narrower: distances are rounded to float32."""
    return limits.radius * 1.00001 + 0.001, limits.radius * 0.99999 - 0.001


@bare
def strip(edge: float, side: float, many: int, middle: float, half: float, limits: Limits) -> tuple[int, int]:
    """The first and last of `many` strips that a stretch around a middle touches; all without a circle."""
    if not limits.has_circle:
        return 0, many - 1
    low = np.int64(np.floor(min(max((middle - half - edge) / side, -1.0), many + 1.0)))
    top = np.int64(np.floor(max(min((middle + half - edge) / side, many + 0.0), -1.0)))
    return max(low, 0), min(top, many - 1)


@bare
def whole_squares(
    left: int, right: int, edge: float, inner: float, columns: Columns, limits: Limits
) -> tuple[int, int]:
    """The first and past of the squares left … right of a row of the grid, of which the southern side is `edge`, that
    lie in the circle whole; right + 1 twice when none does."""
    side, west = columns.frame[0], columns.frame[1]
    far = max(abs(edge - limits.y), abs(edge + side - limits.y))
    if not limits.has_circle:
        return left, right + 1
    if left > right or not inner > far:
        return right + 1, right + 1
    half = np.sqrt(inner * inner - far * far)
    first = max(np.int64(np.ceil((limits.x - half - west) / side)), left)
    past = min(np.int64(np.floor((limits.x + half - west) / side)), right + 1)
    return (first, past) if first < past else (right + 1, right + 1)


@kernel
def runs_of(columns: Columns, limits: Limits) -> I64:
    """(runs, 4) the first and past row of each run of rows that holds the circle, and of those of its rows for which
    the circle need not be asked. The rows of the last one have no location."""
    n, frame, squares = columns.id.size, columns.frame, columns.squares
    side, west, south, across, high = frame[0], frame[1], frame[2], np.int64(frame[3]), np.int64(frame[4])
    if not limits.has_circle:
        return np.array([[0, n, 0, n]], dtype=np.int64)
    x, y, many = limits.x, limits.y, 0
    outer, inner = reach(limits)
    low, top = strip(south, side, high, y, outer, limits)
    runs = np.empty((max(top - low, -1) + 2, 4), np.int64)
    for j in range(low, top + 1):
        edge = south + j * side
        away = max(edge - y, y - (edge + side), 0.0)
        left, right = strip(west, side, across, x, np.sqrt(max(outer * outer - away * away, 0.0)), limits)
        if left <= right:
            first, past = squares[j * across + left], squares[j * across + right + 1]
            if first < past:
                begin, end = whole_squares(left, right, edge, inner, columns, limits)
                runs[many, 0], runs[many, 1] = first, past
                runs[many, 2], runs[many, 3] = squares[j * across + begin], squares[j * across + end]
                many += 1
    runs[many, 0::2], runs[many, 1::2] = squares[across * high], n
    return runs[: many + 1]
