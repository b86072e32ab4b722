"""Arrays that are handed to a kernel again and again, as one table of where they lie in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from leermatch.arrays import I64, AnyArray, freeze


@dataclass(frozen=True, slots=True, eq=False)
class Handed:
    """`table` (arrays, 3) int64: the address, rows and columns of each of `arrays`, which live as long as this does."""

    table: I64
    arrays: tuple[AnyArray, ...]

    @classmethod
    def of(cls, arrays: Iterable[AnyArray], kinds: Sequence[str]) -> Handed:
        """Arrays of one or two dimensions, of the kinds that the kernel takes them for. Raises ValueError for others
        and for arrays with gaps: a kernel would read what is not there."""
        kept = tuple(arrays)
        for array, kind in zip(kept, kinds, strict=True):
            if array.dtype != kind or not (array.flags.c_contiguous and array.flags.aligned):
                raise ValueError(kind)
        rows = [(array.ctypes.data, array.shape[0], array.size // max(array.shape[0], 1)) for array in kept]
        return cls(freeze(np.array(rows, np.int64)), kept)
