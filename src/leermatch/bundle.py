"""One file of named arrays: written in one go, mapped into memory, and refused when a single byte is not as written.

    "LEERMATCH bundle" | arrays, each on a multiple of 64 bytes | header (JSON) | tail of 32 bytes

The header says what the file is and where each array stands; the tail says where the header stands and holds two
CRC-32 sums, of the header and of everything before the sums. One file, because each one that must be on the disk
before it is named costs milliseconds.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Literal

import numpy as np

from leermatch.arrays import AnyArray

#: Raised by one whenever an older reader could misread what is written.
FORMAT: Final = 5

SnapshotCode = Literal["MISSING", "FOREIGN", "OLD_VERSION", "TORN", "OTHER_BASE"]
_MAGIC: Final = b"LEERMATCH bundle"
_ALIGNED: Final = 64
#: Where the header begins, bytes in it, its checksum, the checksum of all before, and the end.
_TAIL: Final = struct.Struct("<QQII8s")
_END: Final = b"LEERMEND"
_KINDS: Final = frozenset("biuf")
_BLOCK: Final = 1 << 22


class SnapshotRefused(Exception):  # noqa: N818 (a refusal, as everywhere in this house)
    """A snapshot that must not be read: nothing there, not ours, of another format, or damaged. Build it anew."""

    def __init__(self, code: SnapshotCode, detail: str) -> None:
        self.code: SnapshotCode = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """What a file holds: its header, its arrays (read-only, mapped) and `seal`, the checksum of all of it."""

    about: dict[str, Any]
    arrays: dict[str, AnyArray]
    seal: int


def write_bundle(file: IO[bytes], about: Mapping[str, Any], arrays: Mapping[str, AnyArray]) -> int:
    """Write a bundle to an empty file and on to the disk; returns its seal. `about` is plain JSON."""
    writer = _Writer(file)
    writer.put(_MAGIC)
    places = {}
    for name, array in arrays.items():
        writer.align()
        places[name] = {"dtype": array.dtype.str, "shape": array.shape, "at": writer.at}
        writer.put(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    writer.align()
    begin = writer.at
    header = json.dumps({**about, "format": FORMAT, "arrays": places}).encode()
    writer.put(header)
    seal = writer.crc
    writer.put(_TAIL.pack(begin, len(header), zlib.crc32(header), seal, _END))
    file.flush()
    os.fsync(file.fileno())
    return seal


def read_bundle(path: Path, *, verify: bool = True) -> Bundle:
    """Map a bundle; with `verify` every byte is read first. Raises SnapshotRefused, naming the path."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except IsADirectoryError as fault:  # what format 1 and 2 were
        raise SnapshotRefused("OLD_VERSION", str(path)) from fault
    except (OSError, ValueError) as fault:  # ValueError: an empty file
        raise SnapshotRefused("TORN", str(path)) from fault
    if mapped[: len(_MAGIC)] != _MAGIC:
        raise SnapshotRefused("FOREIGN", str(path))
    try:
        return _parsed(mapped, path, verify=verify)
    except (struct.error, ValueError, KeyError, TypeError, AttributeError, OverflowError) as fault:
        raise SnapshotRefused("TORN", f"{path}: {fault!r}") from fault


def _parsed(mapped: mmap.mmap, path: Path, *, verify: bool) -> Bundle:
    end = len(mapped) - _TAIL.size
    begin, size, header_sum, seal, word = _TAIL.unpack_from(mapped, end)
    if word != _END or begin + size != end or zlib.crc32(mapped[begin:end]) != header_sum:
        raise SnapshotRefused("TORN", str(path))
    about = json.loads(mapped[begin:end])
    if about["format"] != FORMAT:
        raise SnapshotRefused("OLD_VERSION", f"{path}: format {about['format']}, not {FORMAT}")
    with memoryview(mapped) as whole:
        if verify and zlib.crc32(whole[:end]) != seal:
            raise SnapshotRefused("TORN", str(path))
    arrays = {name: _array(mapped, begin, **place) for name, place in about["arrays"].items()}
    return Bundle(about, arrays, seal)


def _array(mapped: mmap.mmap, end: int, dtype: str, shape: list[int], at: int) -> AnyArray:
    kind = np.dtype(dtype)
    count = int(np.prod(shape, dtype=np.int64))
    if kind.kind not in _KINDS or at % _ALIGNED or not 0 <= at <= at + count * kind.itemsize <= end:
        raise ValueError(dtype)
    return np.frombuffer(mapped, kind, count, at).reshape(shape)


class _Writer:
    """Counts and sums what is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.at = 0
        self.crc = 0

    def put(self, content: bytes | memoryview) -> None:
        """Write in blocks, so that a checksum and a write meet in the cache."""
        view = memoryview(content)
        for first in range(0, len(view), _BLOCK):
            block = view[first : first + _BLOCK]
            self.crc = zlib.crc32(block, self.crc)
            self._file.write(block)
        self.at += len(view)

    def align(self) -> None:
        """Go on to the next multiple of 64 bytes."""
        self.put(bytes(-self.at % _ALIGNED))
