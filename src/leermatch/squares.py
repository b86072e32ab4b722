"""What is known beforehand of each square of the grid, so that a circle without words need not visit every place."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import freeze
from leermatch.facets import FacetCodes
from leermatch.kernels.cards import Columns, Limits
from leermatch.kernels.squares import Squares, count_squares


def _empty(squares: int, cells: int) -> Squares:
    return Squares(
        counts=np.zeros((squares, cells), np.int32),
        first=np.empty(squares),
        age=np.empty(squares, np.int64),
        id=np.empty(squares, np.int64),
    )


#: For questions that must look at the places themselves.
NO_SQUARES: Final = Squares(*(freeze(array) for array in _empty(0, 0)))


def squares_of(columns: Columns, codes: FacetCodes, limits: Limits) -> Squares:
    """The squares of a segment for the day and the sort of a question: one pass over its rows."""
    choice, tally = codes.choice((), {}, None)
    made = _empty(columns.squares.size - 1, tally.size - choice.level)
    count_squares(columns, limits, choice, made)
    return Squares(*(freeze(array) for array in made))
