"""Seekers from a Parquet file, their best places to another: batches outside any program. Needs `leermatch[arrow]`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leermatch.arrays import I32, AnyArray
from leermatch.codes import Need
from leermatch.columns import Problem
from leermatch.ranking import Rankings
from leermatch.refusing import LISTS, NEEDS, SeekersRefused
from leermatch.seekers import Seekers, read_seekers
from leermatch.vocabulary import Vocabularies

_FLAGS = (*NEEDS, "level_waived")


def seekers_from_parquet(path: Path, vocabularies: Vocabularies) -> Seekers:
    """Seekers whose columns are named as the fields of `Seeker`, null for what is not known.

    `occupations`, `qualifications` and `sectors` are lists of codes, most wanted first; no place is near a code that
    the vocabularies do not hold. `licence`, `work_permit` and `level_waived` are booleans; `from_day` and `until_day`
    dates or day numbers. Raises SeekersRefused, naming column and row of what cannot be, and OSError or
    pyarrow.ArrowInvalid for a file that is not there or not Parquet.
    """
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        for at, name in enumerate(names):
            if name in names[:at]:
                raise _refused("DUPLICATE_COLUMN", name, at)
        table = file.read()
    codes = {
        "occupations": [o.code for o in vocabularies.occupations],
        "qualifications": [q.code for q in vocabularies.qualifications],
        "sectors": list(vocabularies.sectors),
    }
    columns: dict[str, Any] = {}
    for name in names:
        column = table[name].combine_chunks()
        column = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        columns[name] = _rows(name, column, codes[name]) if name in LISTS else _values(name, column)
    return read_seekers(columns, vocabularies)


def rankings_to_parquet(ranked: Rankings, seeker_ids: AnyArray, path: Path) -> None:
    """A row for each seeker and place: `seeker`, `rank` (from 1), `place`, `score` in 1/SCALE points, `distance_km`."""
    at, rank = np.nonzero(ranked.ids >= 0)
    distance = ranked.distances_km[at, rank]
    pq.write_table(
        pa.table(
            {
                "seeker": seeker_ids[at],
                "rank": (rank + 1).astype(np.int32),
                "place": ranked.ids[at, rank],
                "score": ranked.scores[at, rank],
                "distance_km": pa.array(distance, mask=np.isnan(distance)),
            }
        ),
        path,
    )


def _values(name: str, column: Any) -> Any:
    """What `read_seekers` takes: an array where nothing is null, else NaN, NaT or None for null."""
    kind = column.type
    if pa.types.is_null(kind) and name != "id":
        return np.full(len(column), np.nan)
    if pa.types.is_boolean(kind) and name in NEEDS:
        column = pc.if_else(column, int(Need.NEEDED), int(Need.NOT_NEEDED))
    elif name in _FLAGS and not pa.types.is_boolean(kind):
        raise _refused("WRONG_TYPE", name, kind)
    elif pa.types.is_decimal(kind):
        column = column.cast(pa.float64())
    if name == "id" and column.null_count:
        return column.to_pylist()  # refused row by row
    readable = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_date)
    if not any(test(column.type) for test in readable) and not pa.types.is_timestamp(column.type):
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return column.to_pylist()  # refused row by row: text is no number
        raise _refused("WRONG_TYPE", name, kind)
    return column.to_numpy(zero_copy_only=False)


def _rows(name: str, column: Any, codes: Sequence[str]) -> I32:
    """(n, longest list) rows of the codes, -1 for none, -2 for what the vocabularies do not hold."""
    kind = column.type
    if pa.types.is_null(kind):
        return np.empty((len(column), 0), np.int32)
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        raise _refused("WRONG_TYPE", name, kind)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0)).astype(np.int64)
    wished = column.flatten()
    if pa.types.is_dictionary(wished.type):
        wished = wished.cast(wished.type.value_type)
    if pa.types.is_null(wished.type):
        wished = wished.cast(pa.string())
    if not (pa.types.is_string(wished.type) or pa.types.is_large_string(wished.type)):
        raise _refused("WRONG_TYPE", name, kind)
    row_of = np.asarray(pc.fill_null(pc.index_in(wished, pa.array(codes, wished.type)), -2))
    found = np.full((lengths.size, int(lengths.max(initial=0))), -1, np.int32)
    found[np.arange(found.shape[1]) < lengths[:, None]] = row_of
    return found


def _refused(code: str, column: str, value: object) -> SeekersRefused:
    return SeekersRefused([Problem(code, column, 0, str(value)[:80])])
