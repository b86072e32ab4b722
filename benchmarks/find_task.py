"""What every side of `find` gets: the open places as columns, their texts on disk, and the same cells of 10 km."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from benchmarks.country import PlaceRows
from benchmarks.reference import postcodes, sector_of_occupation, vocabularies
from benchmarks.text_files import TextFiles
from leermatch import Query
from leermatch.arrays import F32, F64, I64
from leermatch.geometry import to_plane

#: What can be chosen; counted for every question.
FACETS: Final = ("sector", "level", "pathway", "region")
#: Distances are rounded differently by who counts in single and in double precision.
_EDGE_KM: Final = 1e-3
_CELL_KM: Final = 10
_ROW: Final = 1_000
_MIDDLE: Final = 500


class Peer(Protocol):
    """Another search engine, in one or more forms of which the fastest counts."""

    name: str
    forms: tuple[str, ...]
    #: The form that the figures were set on, as people would write it first; "" when there is none of that kind.
    named: str

    def prepare_named(self) -> str:
        """Make what only the named form needs; the form itself."""

    def find(self, query: Query, form: str) -> tuple[int, list[int]]:
        """The total and the ids of the page; all facets are counted too."""

    def index_mb(self) -> float:
        """What the indexes take."""


@dataclass(frozen=True, slots=True, eq=False)
class FindTask:
    """n open places. `columns` id, x, y (km, float32), the FACETS (-1 or 0 unknown), published and cell; `lat` and
    `lon` in degrees; `rows` (n,) where their texts are; in order of cells."""

    columns: Mapping[str, Any]
    lat: F64
    lon: F64
    rows: I64
    texts: TextFiles

    def documents(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Row of the columns and texts of each place, in the order of the texts."""
        row_of = np.full(int(self.rows.max()) + 1, -1)
        row_of[self.rows] = np.arange(self.rows.size)
        for row, texts in zip(row_of.tolist(), self.texts.rows(), strict=False):
            if row >= 0:
                yield row, texts

    def sectors(self, query: Query) -> list[int]:
        """The chosen sectors as numbers."""
        known = vocabularies().sectors
        return [known.index(code) for code in query.filters.get("sector", ())]

    def on_the_edge(self, query: Query, apart: float = 0.0) -> int:
        """Places so near to the circle that rounding decides, or that distances which are a share `apart` do."""
        x, y = point(query)
        km = np.hypot(self.columns["x"].astype(float) - x, self.columns["y"].astype(float) - y)
        radius = query.radius_km or 0.0
        return int(np.count_nonzero(np.abs(km - radius) < _EDGE_KM + apart * radius))


def make_task(rows: PlaceRows, texts: TextFiles) -> FindTask:
    """The columns of open places, with cells."""
    x, y = to_plane(rows.lat, rows.lon)
    levels = np.array([qualification.level for qualification in vocabularies().qualifications])
    columns = {
        "id": np.arange(1, rows.lat.size + 1, dtype=np.int32),
        "x": x,
        "y": y,
        "sector": sector_of_occupation()[rows.occupation].astype(np.int16),
        "level": levels[rows.qualification].astype(np.int16),
        "pathway": rows.pathway.astype(np.int16),
        "region": postcodes().region[rows.postcode].astype(np.int16),
        "published": rows.published.astype(np.int32),
        "cell": cell_of(x, y).astype(np.int32),
    }
    shown = np.flatnonzero(rows.is_open & (rows.capacity > 0))
    order = shown[np.argsort(columns["cell"][shown], kind="stable")]
    ordered = {name: column[order] for name, column in columns.items()}
    return FindTask(ordered, rows.lat[order], rows.lon[order], order, texts)


def cell_of(x: F32, y: F32) -> I64:
    """The cell of a point: columns of cells from west to east, cells of a column next to each other."""
    column = np.floor(x / _CELL_KM).astype(np.int64) + _MIDDLE
    return np.asarray(column * _ROW + np.floor(y / _CELL_KM).astype(np.int64) + _MIDDLE)


def slices(query: Query) -> list[tuple[int, int]]:
    """First and last cell of each column of cells that the circle touches."""
    x, y = point(query)
    reach = (query.radius_km or 0) + 0.01
    edges = np.array([[x - reach, y - reach], [x + reach, y + reach]], np.float32)
    low, high = cell_of(edges[:, 0], edges[:, 1]).tolist()
    return [
        (column * _ROW + low % _ROW, column * _ROW + high % _ROW)
        for column in range(low // _ROW, high // _ROW + 1)
    ]


def point(query: Query) -> tuple[float, float]:
    """The middle of the circle on the plane."""
    x, y = to_plane(query.lat or 0.0, query.lon or 0.0)
    return float(x), float(y)
