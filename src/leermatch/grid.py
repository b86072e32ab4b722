"""Squares on the plane, so that a circle is a few runs of neighbouring rows.

Squares are numbered row by row, from west to east and from south to north; rows of a segment stand in the order of
their squares. The squares of one row of the grid that a circle touches are then one run of rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import F32, F64, I64, freeze

#: The side of a square in km, doubled until the whole grid has at most `_MOST` squares.
SIDE_KM: Final = 2.5
_MOST: Final = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Square (column, row) has number row * columns + column; the last one, past the grid, is for unknown locations.

    `frame`   (5,) float64: km of a side, west and south edge in km on the plane, columns, rows (whole numbers)
    `starts`  (columns * rows + 2,) int64: square c holds the rows starts[c] … starts[c + 1] - 1 of its segment

    A place in square (i, j) has west + i * side <= x < west + (i + 1) * side, in float64; likewise for y.
    """

    frame: F64
    starts: I64

    @property
    def columns(self) -> int:
        """Squares from west to east."""
        return int(self.frame[3])

    @property
    def rows(self) -> int:
        """Squares from south to north."""
        return int(self.frame[4])


def squares(x: F32, y: F32) -> tuple[F64, I64]:
    """A frame that fits n points, and (n,) the square of each."""
    known = ~(np.isnan(x) | np.isnan(y))
    if not known.any():
        return freeze(np.array([SIDE_KM, 0.0, 0.0, 0.0, 0.0])), np.zeros(x.size, np.int64)
    wide, high = x[known].astype(np.float64), y[known].astype(np.float64)
    side = SIDE_KM
    while True:
        west, south = (math.floor(edge / side) * side for edge in (wide.min(), high.min()))
        columns = int((wide.max() - west) // side) + 1
        rows = int((high.max() - south) // side) + 1
        if columns * rows <= _MOST:
            break
        side *= 2
    found = np.full(x.size, columns * rows, np.int64)
    across = np.floor((wide - west) / side).astype(np.int64)
    found[known] = np.floor((high - south) / side).astype(np.int64) * columns + across
    return freeze(np.array([side, west, south, columns, rows], dtype=np.float64)), found


def grid_of(frame: F64, square: I64) -> Grid:
    """The grid of rows that stand in the order of their squares."""
    many = int(frame[3]) * int(frame[4]) + 1
    return Grid(frame, freeze(np.searchsorted(square, np.arange(many + 1)).astype(np.int64)))
