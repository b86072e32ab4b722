"""Bits of a 64-bit number, counted and found in one instruction each."""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import intrinsic


def _ones_of(typing: Any, number: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return builder.ctpop(values[0])

    return types.int64(types.int64), write


def _lowest_of(typing: Any, number: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return builder.cttz(values[0], context.get_constant(types.boolean, False))

    return types.int64(types.int64), write


#: How many bits of an int64 are 1.
ones: Any = intrinsic(_ones_of)
#: Which bit of an int64 is the lowest that is 1; 64 when there is none.
lowest: Any = intrinsic(_lowest_of)
