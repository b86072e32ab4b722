"""How a kernel is handed many arrays at once: as a table of where they lie in memory.

numba looks at every array of a call one by one, which takes longer than many questions do. A table is looked at as one
array. The arrays themselves are kept by who made the table (see `leermatch.handing`), and are only read.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.numpy_support import carray

from leermatch.arrays import I64, U8, AnyArray
from leermatch.compiled import inlined
from leermatch.kernels.cards import Columns
from leermatch.kernels.cursors import Asked, Postings
from leermatch.kernels.facets import Choice
from leermatch.kernels.squares import Squares

#: What the arrays of each table hold. In that of a segment postings stand after columns.
COLUMNS_KINDS = ("i8", "f4", "i4", "i4", "i8", "i4", "i4", "f4", "i4", "i4", "u1", "b1", "f8", "i8")
POSTINGS_KINDS = ("i4", "i8", "u2", "i8", "i8", "u2", "u1", "i8", "u2")
SEGMENT_KINDS = COLUMNS_KINDS + POSTINGS_KINDS
SQUARES_KINDS = ("i4", "f8", "i8", "i8")
#: Numbers at the beginning of a `Choice` in a table: where facets are counted, and the day.
_NUMBERS = 14


def _pointer_of(typing: Any, address: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return builder.inttoptr(values[0], cgutils.voidptr_t)

    return types.voidptr(types.int64), write


#: An address as a pointer.
_pointer: Any = intrinsic(_pointer_of)


@inlined
def _row(table: I64, at: int, kind: Any) -> AnyArray:
    """An array of one dimension."""
    return carray(_pointer(table[at, 0]), (table[at, 1],), kind)


@inlined
def _matrix(table: I64, at: int, kind: Any) -> AnyArray:
    return carray(_pointer(table[at, 0]), (table[at, 1], table[at, 2]), kind)


@inlined
def columns_at(table: I64) -> Columns:
    """The columns of a segment."""
    return Columns(
        _row(table, 0, np.int64),
        _matrix(table, 1, np.float32),
        _row(table, 2, np.int32),
        _row(table, 3, np.int32),
        _row(table, 4, np.int64),
        _row(table, 5, np.int32),
        _row(table, 6, np.int32),
        _row(table, 7, np.float32),
        _row(table, 8, np.int32),
        _row(table, 9, np.int32),
        _row(table, 10, np.uint8),
        _row(table, 11, np.bool_),
        _row(table, 12, np.float64),
        _row(table, 13, np.int64),
    )


@inlined
def postings_at(table: I64, at: int) -> Postings:
    """The postings that stand in a table from a row on."""
    return Postings(
        _row(table, at, np.int32),
        _row(table, at + 1, np.int64),
        _row(table, at + 2, np.uint16),
        _row(table, at + 3, np.int64),
        _row(table, at + 4, np.int64),
        _row(table, at + 5, np.uint16),
        _row(table, at + 6, np.uint8),
        _row(table, at + 7, np.int64),
        _row(table, at + 8, np.uint16),
    )


@inlined
def squares_at(table: I64) -> Squares:
    """What is known of squares beforehand."""
    return Squares(
        _matrix(table, 0, np.int32),
        _row(table, 1, np.float64),
        _row(table, 2, np.int64),
        _row(table, 3, np.int64),
    )


@inlined
def asked_at(packed: I64) -> Asked:
    """The words of a question, as `leermatch.question.program` packs them."""
    words = 4 + packed[1]
    options = words + packed[2]
    terms = options + packed[3]
    return Asked(packed[4:words], packed[words:options], packed[options:terms], packed[terms:], packed[0])


@inlined
def choice_at(table: I64, passing: U8) -> Choice:
    """Where facets are counted, as `leermatch.facets.FacetCodes.choice` packs it."""
    also = _NUMBERS + 1 + table[_NUMBERS]
    return Choice(
        table[0], table[1], table[2], table[3], table[4], table[5], table[6], table[7], table[8], table[9],
        table[10], table[11], table[12], table[_NUMBERS + 1 : also], table[also:], passing, table[13],
    )  # fmt: skip
