"""The market: what all places are like now, as a large part that is mapped and a small one of what changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from leermatch.arrays import I64, U8, Bool, freeze
from leermatch.cards import columns_of
from leermatch.closeness import closeness_table
from leermatch.columns import Column, MarketRefused, Problem
from leermatch.facets import FacetCodes
from leermatch.geometry import NETHERLANDS, Bounds
from leermatch.handing import Handed
from leermatch.index import TextIndex
from leermatch.kernels.cards import Columns, Limits
from leermatch.kernels.handing import SEGMENT_KINDS
from leermatch.places import Places, stacked
from leermatch.question import Reader
from leermatch.segment import Segment, build_segment
from leermatch.squares import squares_of
from leermatch.vocabulary import Vocabularies

__all__ = ["Column", "Market", "MarketRefused", "Places", "Problem", "Segment", "build_market"]

#: Days, sorts and segments of which the squares are kept.
_SQUARES = 16


@dataclass(frozen=True, eq=False, repr=False)
class Market:
    """A frozen snapshot of places. Build with `build_market`, change with `changed`, read with `open_market`.

    `base`       what was there when the market was built
    `fresh`      places that were added or changed since; None when there are none
    `gone`       (rows of base,) bool: closed since, or changed and therefore in `fresh`
    `closeness`  the table of `leermatch.closeness`
    `version`, `delta`, `created_at` and `seal` (a checksum of base) are set by `open_market`; `delta` is "" without
    changes.
    """

    base: Segment
    fresh: Segment | None
    gone: Bool
    vocabularies: Vocabularies
    closeness: U8
    version: str = ""
    delta: str = ""
    created_at: str = ""
    seal: int = 0

    def __repr__(self) -> str:
        """How many places, of which version."""
        return f"<Market of {len(self)} places {self.version} {self.delta}>"

    def __len__(self) -> int:
        """Number of places."""
        return len(self.base) - int(np.count_nonzero(self.gone)) + (len(self.fresh) if self.fresh else 0)

    @cached_property
    def segments(self) -> tuple[tuple[Segment, Bool], ...]:
        """Each segment with (rows,) bool: rows that do not count any more. One or two."""
        if self.fresh is None:
            return ((self.base, self.gone),)
        return ((self.base, self.gone), (self.fresh, freeze(np.zeros(len(self.fresh), np.bool_))))

    @cached_property
    def indexes(self) -> tuple[TextIndex, ...]:
        """The index of each segment. Words of places that are gone are known until the market is built anew."""
        return tuple(segment.index for segment, _ in self.segments)

    @cached_property
    def reader(self) -> Reader:
        """Understands questions."""
        return Reader(self.indexes, tuple(gone for _, gone in self.segments))

    @cached_property
    def facet_codes(self) -> FacetCodes:
        """The numbers that facets give to codes."""
        return FacetCodes(self.vocabularies)

    @cached_property
    def columns(self) -> tuple[Columns, ...]:
        """What a question asks of each segment."""
        return tuple(
            columns_of(segment.places, segment.cards, gone, segment.grid) for segment, gone in self.segments
        )

    @cached_property
    def rows(self) -> int:
        """Rows of all segments, also of places that are gone."""
        return sum(len(segment) for segment, _ in self.segments)

    def handed(self, number: int, *, employers: bool, hours: bool) -> Handed:
        """Columns and postings of a segment as a kernel is handed them, with what is asked of them made."""
        key = number, employers, hours
        made = self._handed.get(key)
        if made is None:
            segment, columns = self.segments[number][0], self.columns[number]
            if employers:
                columns = columns._replace(employer=segment.employers.rows)
            if hours:
                columns = columns._replace(hours=segment.hours)
            made = self._handed[key] = Handed.of((*columns, *segment.index.postings()), SEGMENT_KINDS)
        return made

    def squares(self, number: int, limits: Limits) -> Handed:
        """What is known beforehand of the squares of a segment; made once for each day and sort."""
        key = number, limits.today, limits.day, limits.sort
        made = self._squares.get(key)
        if made is None:
            segment = self.handed(number, employers=False, hours=False)
            made = squares_of(segment, self.columns[number].squares.size - 1, self.facet_codes, limits)
            if len(self._squares) >= _SQUARES:
                self._squares.clear()
            self._squares[key] = made
        return made

    @cached_property
    def _squares(self) -> dict[tuple[int, int, int, int], Handed]:
        return {}

    @cached_property
    def _handed(self) -> dict[tuple[int, bool, bool], Handed]:
        return {}

    @cached_property
    def living(self) -> Places:
        """All places of this moment: those of base in the order of its rows, then those of fresh.

        Made anew for each delta, from all columns: not for what must be quick.
        """
        if self.fresh is None and not self.gone.any():
            return self.base.places
        return stacked(tuple(s.places.take(np.flatnonzero(~gone)) for s, gone in self.segments))

    def place(self, place_id: int) -> Places:
        """The columns of one place. Raises KeyError when the market does not hold it."""
        return self.take(np.array([place_id], np.int64))

    def take(self, ids: I64) -> Places:
        """The columns of some places, in the order of the ids. Raises KeyError when the market lacks one."""
        pieces, order, lost = [], [], np.ones(ids.shape, np.bool_)
        for segment, gone in self.segments:
            rows = segment.rows_of(ids)
            here = np.flatnonzero((rows >= 0) & ~np.append(gone, True)[rows])
            if here.size == ids.size:
                return segment.places.take(rows)
            pieces.append(segment.places.take(rows[here]))
            order.append(here)
            lost[here] = False
        if lost.any():
            raise KeyError(int(ids[np.argmax(lost)]))
        return stacked(tuple(pieces)).take(np.argsort(np.concatenate(order)))

    @cached_property
    def entity_of(self) -> dict[tuple[str, str], int]:
        """("occupation" or "qualification", code) → row in the closeness table."""
        occupations = self.vocabularies.occupations
        found = {("occupation", o.code): row for row, o in enumerate(occupations)}
        for row, qualification in enumerate(self.vocabularies.qualifications):
            found["qualification", qualification.code] = len(occupations) + row
        return found

    def changed(
        self, columns: Mapping[str, Column], *, closed: Collection[int] = (), bounds: Bounds = NETHERLANDS
    ) -> Market:
        """The market after everything that changed since `base` was built: not since this one.

        `columns` holds the places that were added or changed, whole, as `build_market` takes them; `closed` the ids
        that must not be found any more (a place that base does not hold may be among them). Words weigh what they
        weigh in base, so that a place whose texts are the same keeps its scores. Raises MarketRefused like
        `build_market`; a code that the vocabularies of the base lack asks for a market built anew. Time is linear
        in what changed, and in the rows of base for `gone`.
        """
        fresh = build_segment(columns, self.vocabularies, bounds, like=self.base.index)
        away = np.array(sorted(closed), np.int64)
        for place_id in fresh.places.id[np.isin(fresh.places.id, away)][:1].tolist():
            row = list(columns["id"]).index(place_id)
            raise MarketRefused([Problem("CHANGED_AND_CLOSED", "id", row, str(place_id))])
        return self.with_changes(fresh, away)

    def with_changes(self, fresh: Segment | None, closed: I64) -> Market:
        """The same base with other changes: `fresh` and the ids that are closed."""
        gone = np.zeros(len(self.base), np.bool_)
        for ids in (closed, *([fresh.places.id] if fresh else [])):
            rows = self.base.rows_of(ids)
            gone[rows[rows >= 0]] = True
        return replace(self, fresh=fresh or None, gone=freeze(gone), delta="")


def build_market(
    columns: Mapping[str, Column], vocabularies: Vocabularies, *, bounds: Bounds = NETHERLANDS
) -> Market:
    """Make a market from plain columns of equal length (lists with None for unknown, or numpy arrays).

    Required: `id`. All others may be left out (unknown). Names as in `Places`, except: `lat` and `lon` in
    degrees (instead of x, y); `occupation`, `qualification`, `sector`, `region` as codes of the vocabularies;
    `pathway`, `language`, `driving_licence`, `work_permit`, `recognition` as members, their numbers or names;
    days as day numbers or dates; and the texts `title`, `employer_name`, `keywords`, `locality`, `description`
    (only their words are kept). A missing `level` is taken from the qualification; a missing `capacity_left`
    is 1. Raises MarketRefused, naming column and row of what is wrong.
    """
    base = build_segment(columns, vocabularies, bounds)
    table = freeze(closeness_table(vocabularies))
    return Market(base, None, freeze(np.zeros(len(base), np.bool_)), vocabularies, table)
