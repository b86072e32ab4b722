"""Names for the array types of the engine."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bool: TypeAlias = NDArray[np.bool_]
U8: TypeAlias = NDArray[np.uint8]
I8: TypeAlias = NDArray[np.int8]
U16: TypeAlias = NDArray[np.uint16]
U32: TypeAlias = NDArray[np.uint32]
U64: TypeAlias = NDArray[np.uint64]
I16: TypeAlias = NDArray[np.int16]
I32: TypeAlias = NDArray[np.int32]
I64: TypeAlias = NDArray[np.int64]
F32: TypeAlias = NDArray[np.float32]
F64: TypeAlias = NDArray[np.float64]
AnyArray: TypeAlias = NDArray[Any]


def freeze(array: AnyArray) -> AnyArray:
    """The array, contiguous and closed for writing."""
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array
