"""A segment: places in the order of the grid, with the index of their words. Frozen, and mapped when it is large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from leermatch.arrays import F32, I64, U8, AnyArray, freeze
from leermatch.bands import bands_of
from leermatch.cards import cards_of
from leermatch.columns import Column, Columns
from leermatch.facets import Employers
from leermatch.geometry import Bounds
from leermatch.grid import Grid, grid_of, squares
from leermatch.index import TextIndex
from leermatch.indexing import build_index
from leermatch.places import Places
from leermatch.reading import INPUT, read_places
from leermatch.texts import TEXTS, Texts
from leermatch.vocabulary import Vocabularies


@dataclass(frozen=True, eq=False)
class Segment:
    """n places: rows in the order of `grid` (unknown locations last), within a square the newest first, then by id.

    `by_id` (n,) int64: the rows in ascending order of id. A segment lives as long as its version, through all the
    deltas on it: what a verb prepares from it is worth keeping with it.
    """

    places: Places
    index: TextIndex
    grid: Grid
    by_id: I64

    @cached_property
    def cards(self) -> tuple[I64, F32]:
        """What a question asks of each row, packed (see `leermatch.cards`)."""
        return cards_of(self.places)

    @cached_property
    def employers(self) -> Employers:
        """The employers, for the facet that counts them."""
        return Employers.of(self.places.employer)

    @cached_property
    def hours(self) -> U8:
        """The bands of hours of each row, for the facet that counts them."""
        return bands_of(self.places)

    def __len__(self) -> int:
        """Number of rows, also of places that are gone."""
        return len(self.places)

    def rows_of(self, ids: I64) -> I64:
        """(m,) the rows of some ids; -1 where the segment does not hold it."""
        if not len(self):
            return np.full(ids.shape, -1, np.int64)
        at = np.searchsorted(self.places.id, ids, sorter=self.by_id)
        rows = self.by_id[np.minimum(at, len(self) - 1)]
        return np.where(self.places.id[rows] == ids, rows, -1)


def build_segment(
    columns: Mapping[str, Column],
    vocabularies: Vocabularies,
    bounds: Bounds,
    *,
    like: TextIndex | None = None,
) -> Segment:
    """A segment of plain columns; see `leermatch.build_market`. `like`: weigh words as that index does."""
    given = Columns(columns, INPUT)
    found = read_places(given, vocabularies, bounds)
    texts = {name: given.texts(name) for name in TEXTS}
    given.refuse()
    frame, square = squares(found["x"], found["y"])
    order = np.lexsort((found["id"], -found["published"].astype(np.int64), square))
    # Each column is let go when it is sorted: building an index needs the memory.
    places = Places(**{name: _sorted(found.pop(name), order) for name in list(found)})
    index = build_index(Texts(**texts, order=order), places.occupation, vocabularies.occupations, like=like)
    by_id = freeze(np.argsort(places.id, kind="stable").astype(np.int64))
    return Segment(places, index, grid_of(frame, square[order]), by_id)


def _sorted(column: AnyArray, order: I64) -> AnyArray:
    return freeze(column[order])
