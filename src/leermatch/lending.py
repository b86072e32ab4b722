"""Arrays of one process, read by another on the same machine, without a socket between them.

A process lends arrays and tells where they lie. The reader has the kernel of the system copy them
(process_vm_readv(2), Linux), which it allows to an ancestor and to a process of the same user, and refuses to others.
A loan ends when its owner lets go of the arrays: it wipes the seal first, so that a reader who finds the seal
unbroken after the last byte has read nothing else.
"""

from __future__ import annotations

import ctypes
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from leermatch.arrays import AnyArray

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_SEAL: Final = 16


class _Span(ctypes.Structure):
    _fields_ = (("start", ctypes.c_void_p), ("size", ctypes.c_size_t))


class Place(NamedTuple):
    """Where lent arrays lie: the process, its seal and where that lies, and (address, bytes) of each array."""

    process: int
    seal: bytes
    sealed_at: int
    arrays: dict[str, tuple[int, int]]


class Loan:
    """Arrays that others may read for as long as this object lives. Pickled, only where they lie is told."""

    def __init__(self, arrays: Mapping[str, AnyArray]) -> None:
        self.arrays = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
        self._seal = np.frombuffer(secrets.token_bytes(_SEAL), np.uint8).copy()

    @property
    def place(self) -> Place:
        """Good until the loan ends."""
        return Place(
            os.getpid(),
            self._seal.tobytes(),
            self._seal.ctypes.data,
            {name: (array.ctypes.data, array.nbytes) for name, array in self.arrays.items()},
        )

    def __del__(self) -> None:
        self._seal[:] = 0  # before the arrays go

    def __reduce__(self) -> tuple[type[Place], Place]:
        return Place, self.place

    def __sizeof__(self) -> int:
        """What Dask goes by when it decides where to bring what."""
        return sum(array.nbytes for array in self.arrays.values())


def machine() -> str | None:
    """The same for all processes that may be able to read each other; None where memory cannot be lent."""
    return _BOOT.read_text() if _read_remote is not None and _BOOT.exists() else None


def read_lent(place: Place, into: Mapping[str, AnyArray]) -> bool:
    """Copy lent arrays into equally large ones of our own; False, and who knows what in them, when the loan has ended
    or may not be read."""
    return (
        all(_copied(place.process, *place.arrays[name], array) for name, array in into.items())
        and _copied(place.process, place.sealed_at, _SEAL, seal := np.empty(_SEAL, np.uint8))
        and seal.tobytes() == place.seal
    )


def _copied(process: int, start: int, size: int, into: AnyArray) -> bool:
    if into.nbytes != size or _read_remote is None:
        return False
    ours, theirs = _Span(into.ctypes.data, size), _Span(start, size)
    return size == 0 or _read_remote(process, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0) == size


def _system_call() -> ctypes._NamedFuncPointer | None:
    call = getattr(ctypes.CDLL(None), "process_vm_readv", None)
    if call is not None:
        many, spans = ctypes.c_ulong, ctypes.POINTER(_Span)
        call.argtypes = (ctypes.c_int, spans, many, spans, many, many)
        call.restype = ctypes.c_ssize_t
    return call


_read_remote: Final = _system_call()
