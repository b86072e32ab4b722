"""Columns from Arrow tables and Parquet files, for `build_market` and `Market.changed`. Needs the extra `arrow`.

Nothing is turned into Python objects: numbers and dates become arrays, texts stay in Arrow's buffers, and of codes
only the distinct ones are looked up. So a million places with their texts need little more than what they are.
"""

from __future__ import annotations

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
    names = table.column_names
    for at, name in enumerate(names):
        if name in names[:at]:
            raise _refused("DUPLICATE_COLUMN", name, 0, at)
    return {name: _column(name, table.column(name)) for name in names}


def columns_of_parquet(path: Path) -> dict[str, Column]:
    """The columns of a Parquet file; those that a market does not know are refused by name, not passed over.

    Strings are read as dictionaries where the file holds them so. Raises what `columns_of_table` raises, and
    OSError or pyarrow.ArrowInvalid for a file that is not there or not Parquet.
    """
    coded = [name for name in pq.read_schema(path).names if name in _CODED]
    return columns_of_table(pq.read_table(path, read_dictionary=coded))


def _column(name: str, values: Any) -> Column:
    try:
        if name in TEXTS:
            return _texts(name, values)
        if name in _CODED:
            return _coded(values)
        if name in INPUT:
            return _numbers(name, values)
    except (pa.ArrowNotImplementedError, pa.ArrowTypeError, pa.ArrowInvalid, pa.ArrowKeyError) as fault:
        raise _refused("WRONG_TYPE", name, 0, values.type) from fault
    return np.zeros(len(values))  # refused by its name


def _texts(name: str, values: Any) -> TextColumn:
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if not _is_text(values.type):
        raise _refused("WRONG_TYPE", name, 0, values.type)
    # Wide offsets first: all texts together may be more than 2 GB.
    column = _one(values.cast(pa.large_string()))
    if column.null_count:
        lengths = np.diff(_starts(column))
        if lengths[
            column.is_null().to_numpy(zero_copy_only=False)
        ].any():  # Arrow allows leftovers under a null
            column = column.fill_null("")
    letters = column.buffers()[2]
    found = TextColumn(
        freeze(np.frombuffer(letters, np.uint8) if letters is not None else np.empty(0, np.uint8)),
        freeze(_starts(column)),
    )
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as fault:
        row = next(row for row in range(len(found)) if not _is_utf8(found, row))
        raise _refused("NOT_A_TEXT", name, row, found[row]) from fault
    return found


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
