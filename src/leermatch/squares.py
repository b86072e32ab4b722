"""What is known beforehand of each square of the grid, so that a circle without words need not visit every place."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.facets import FacetCodes
from leermatch.handing import Handed
from leermatch.kernels.cards import Limits
from leermatch.kernels.finding import count_squares
from leermatch.kernels.handing import SQUARES_KINDS
from leermatch.kernels.squares import Squares


def _empty(squares: int, cells: int) -> Squares:
    return Squares(
        counts=np.zeros((squares + 1, cells), np.int32),
        first=np.empty(squares),
        age=np.empty(squares, np.int64),
        id=np.empty(squares, np.int64),
    )


#: For questions that must look at the places themselves.
NO_SQUARES: Final = Handed.of(_empty(0, 0), SQUARES_KINDS)


def squares_of(segment: Handed, squares: int, codes: FacetCodes, limits: Limits) -> Handed:
    """The squares of a segment for the day and the sort of a question: one pass over its rows."""
    choice = codes.choice((), {}, None)
    made = Handed.of(_empty(squares, codes.cells), SQUARES_KINDS)
    count_squares(segment.table, limits, choice.table, made.table)
    return made
