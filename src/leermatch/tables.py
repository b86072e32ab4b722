"""Columns from Arrow tables and Parquet files, for `build_market` and `Market.changed`. Needs the extra `arrow`.

Nothing is turned into Python objects: numbers and dates become arrays, texts stay in Arrow's buffers, and of codes
only the distinct ones are looked up. So a million places with their texts need little more than what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leermatch.arrays import I64, freeze
from leermatch.columns import Coded, Column, MarketRefused, Problem
from leermatch.reading import INPUT
from leermatch.texts import TEXTS, TextColumn

#: Columns of few distinct values.
_CODED: Final = frozenset(
    {
        "occupation",
        "qualification",
        "sector",
        "region",
        "pathway",
        "language",
        "driving_licence",
        "work_permit",
        "recognition",
    }
)
#: Rows of text that are read at once.
_BATCH: Final = 1 << 16
#: Columns of numbers that are too large for a float.
_NUMBERS_OF_THINGS: Final = frozenset({"id", "employer"})


def columns_of_table(table: Any) -> dict[str, Column]:
    """The columns of a pyarrow Table or RecordBatch, or of an iterable of batches with one schema.

    Names and meanings as in `build_market`. Texts are strings of any width, also dictionary-encoded; codes are
    strings or numbers, best dictionary-encoded; days are dates or whole numbers; nulls are unknown. Raises
    MarketRefused, naming the column, for a type that cannot be read (WRONG_TYPE), a name that occurs twice
    (DUPLICATE_COLUMN) and text that is not UTF-8 (NOT_A_TEXT).

    >>> import pyarrow as pa
    >>> from leermatch import Vocabularies, build_market
    >>> rows = pa.table({"id": [7, 8], "title": ["Leerling kok", None], "sector": ["HORECA", "HORECA"]})
    >>> len(build_market(columns_of_table(rows), Vocabularies(sectors=("HORECA",))))
    2
    """
    if isinstance(table, pa.RecordBatch):
        table = pa.table(table)
    elif not isinstance(table, pa.Table):
        table = pa.Table.from_batches(list(table))
    _refuse_twice(table.column_names)
    return {name: _column(name, _chunks(name, table.column(name))) for name in table.column_names}


def _chunks(name: str, values: Any) -> Any:
    return values.chunks if name in TEXTS else values


def _refuse_twice(names: list[str]) -> None:
    for at, name in enumerate(names):
        if name in names[:at]:
            raise _refused("DUPLICATE_COLUMN", name, 0, at)


def columns_of_parquet(path: Path) -> dict[str, Column]:
    """The columns of a Parquet file; those that a market does not know are refused by name, not passed over.

    Strings are read as dictionaries where the file holds them so. Raises what `columns_of_table` raises, and
    OSError or pyarrow.ArrowInvalid for a file that is not there or not Parquet.
    """
    names = pq.read_schema(path).names
    _refuse_twice(names)
    with pq.ParquetFile(path, read_dictionary=[name for name in names if name in _CODED]) as file:
        columns = {name: _column(name, _read(file, name)) for name in names}
    pa.default_memory_pool().release_unused()
    return columns


def _read(file: Any, name: str) -> Any:
    """One column at a time; texts batch by batch, because what was read and what is made of it can be half a GB."""
    if name in TEXTS:
        return (batch.column(0) for batch in file.iter_batches(_BATCH, columns=[name]))
    return file.read(columns=[name]).column(0)


def _column(name: str, values: Any) -> Column:
    """`values`: a chunked array, or the chunks themselves where these are texts."""
    if name in TEXTS:
        return _texts(name, values)
    try:
        if name in _CODED:
            return _coded(values)
        if name in INPUT:
            return _numbers(name, values)
    except (pa.ArrowNotImplementedError, pa.ArrowTypeError, pa.ArrowInvalid, pa.ArrowKeyError) as fault:
        raise _refused("WRONG_TYPE", name, 0, values.type) from fault
    return np.zeros(len(values))  # refused by its name


def _texts(name: str, chunks: Iterable[Any]) -> TextColumn:
    """All texts one after the other. A single chunk stays where it is."""
    pieces = (_piece(name, chunk) for chunk in chunks)
    first = next(pieces, TextColumn.empty(0))
    letters, starts, row = first.letters, [first.starts], len(first)
    _refuse_other_letters(name, first, 0)
    grown: bytearray | None = None
    for piece in pieces:
        _refuse_other_letters(name, piece, row)
        begin, end = int(piece.starts[0]), int(piece.starts[-1])
        if grown is None:
            starts[0] = first.starts - first.starts[0]
            grown = bytearray(first.letters[first.starts[0] : first.starts[-1]].data)
        starts.append(piece.starts[1:] + (len(grown) - begin))
        grown += piece.letters[begin:end].data
        row += len(piece)
    if grown is not None:
        letters = np.frombuffer(grown, np.uint8)
    return TextColumn(freeze(letters), freeze(np.concatenate(starts)))


def _piece(name: str, chunk: Any) -> TextColumn:
    if pa.types.is_dictionary(chunk.type):
        chunk = chunk.cast(chunk.type.value_type)
    if not _is_text(chunk.type):
        raise _refused("WRONG_TYPE", name, 0, chunk.type)
    column = chunk.cast(pa.large_string())
    if column.null_count:
        lengths = np.diff(_starts(column))
        if lengths[
            column.is_null().to_numpy(zero_copy_only=False)
        ].any():  # Arrow allows leftovers under a null
            column = column.fill_null("")
    letters = column.buffers()[2]
    found = np.frombuffer(letters, np.uint8) if letters is not None else np.empty(0, np.uint8)
    return TextColumn(freeze(found), freeze(_starts(column)))


def _refuse_other_letters(name: str, piece: TextColumn, row: int) -> None:
    """Arrow does not look whether texts are UTF-8."""
    buffers = [None, pa.py_buffer(piece.starts), pa.py_buffer(piece.letters)]
    try:
        pa.Array.from_buffers(pa.large_string(), len(piece), buffers).validate(full=True)
    except pa.ArrowInvalid as fault:
        at = next(at for at in range(len(piece)) if not _is_utf8(piece, at))
        raise _refused("NOT_A_TEXT", name, row + at, piece[at]) from fault


def _starts(column: Any) -> I64:
    offsets = column.buffers()[1]
    if offsets is None:
        return np.zeros(len(column) + 1, np.int64)
    return np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]


def _is_utf8(found: TextColumn, row: int) -> bool:
    try:
        found.letters[found.starts[row] : found.starts[row + 1]].tobytes().decode()
    except UnicodeDecodeError:
        return False
    return True


def _coded(values: Any) -> Coded:
    if pa.types.is_null(values.type):
        return Coded((), np.full(len(values), -1))
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    column = _one(values.unify_dictionaries())
    return Coded(column.dictionary.to_pylist(), column.indices.fill_null(-1).to_numpy(zero_copy_only=False))


def _numbers(name: str, values: Any) -> Column:
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    kind = values.type
    if pa.types.is_null(kind):
        values = values.cast(pa.int64())
    elif _is_text(kind):
        return _coded(values)  # refused row by row: text is no number
    elif pa.types.is_boolean(kind):
        values = values.cast(pa.uint8())
    elif pa.types.is_decimal(kind):
        values = values.cast(pa.float64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_temporal(kind)):
        raise _refused("WRONG_TYPE", name, 0, kind)
    if name in _NUMBERS_OF_THINGS and values.null_count:
        if name == "id":
            return list(values.to_pylist())  # refused row by row
        values = values.fill_null(-1)
    return freeze(values.to_numpy())


def _one(values: Any) -> Any:
    """The chunks of a column as one array."""
    whole = values.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _is_text(kind: Any) -> bool:
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(test(kind) for test in tests)


def _refused(code: str, column: str, row: int, value: object) -> MarketRefused:
    return MarketRefused([Problem(code, column, row, str(value)[:80])])
