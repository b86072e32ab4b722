"""Seekers from a Parquet file, their best places to another: batches outside any program. Needs `leermatch[arrow]`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leermatch.arrays import I32, AnyArray
from leermatch.codes import FLEXIBLE, NO_DAY, Need
from leermatch.ranking import Rankings
from leermatch.seekers import Seekers, read_seekers
from leermatch.vocabulary import Vocabularies

_FLAGS: Final = ("licence", "work_permit")
_DAYS: Final = {"from_day": NO_DAY, "until_day": FLEXIBLE}
#: What a missing number becomes where NaN cannot stand.
_WHOLES: Final = {"id": 0, "days": 0, "waiting_days": 0, "level_waived": 0, **_DAYS}


def seekers_from_parquet(path: Path, vocabularies: Vocabularies) -> Seekers:
    """Seekers whose columns are named as the fields of `Seeker`, null for what is not known.

    `occupations`, `qualifications` and `sectors` are lists of codes, most wanted first; `licence` and `work_permit`
    booleans; `from_day` and `until_day` dates or day numbers. Raises ValueError naming the column (and the row) of
    what cannot be.
    """
    table = pq.read_table(path)
    codes = {
        "occupations": [o.code for o in vocabularies.occupations],
        "qualifications": [q.code for q in vocabularies.qualifications],
        "sectors": list(vocabularies.sectors),
    }
    columns: dict[str, AnyArray] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        columns[name] = _rows(column, codes[name]) if name in codes else _numbers(name, column)
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


def _numbers(name: str, column: Any) -> AnyArray:
    if name in _FLAGS:
        has = pc.if_else(column, int(Need.NEEDED), int(Need.NOT_NEEDED))
        return np.asarray(pc.fill_null(has, 0))
    if name in _DAYS and pa.types.is_date(column.type):
        column = column.cast(pa.date32()).cast(pa.int32())
    if name in _WHOLES:
        return np.asarray(
            pc.fill_null(column, bool(_WHOLES[name]) if column.type == pa.bool_() else _WHOLES[name])
        )
    try:
        return np.asarray(pc.fill_null(column.cast(pa.float64()), float("nan")))
    except pa.ArrowInvalid as fault:
        raise ValueError(name) from fault


def _rows(column: Any, codes: Sequence[str]) -> I32:
    """(n, longest list) rows of the codes, -1 for none and for what the vocabularies do not hold."""
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0)).astype(np.int64)
    row_of = np.asarray(
        pc.fill_null(pc.index_in(column.flatten(), pa.array(codes, column.type.value_type)), -1)
    )
    found = np.full((lengths.size, int(lengths.max(initial=0))), -1, np.int32)
    found[np.arange(found.shape[1]) < lengths[:, None]] = row_of
    return found
