"""The market: places as columns, with the vocabularies they use and the index of their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from leermatch.arrays import F32, I8, I32, I64, U8, AnyArray, Bool, freeze
from leermatch.closeness import closeness_table
from leermatch.codes import FLEXIBLE, NO_DAY, Language, Need, Pathway, Recognition
from leermatch.columns import Column, Columns, MarketRefused, Problem
from leermatch.geometry import NETHERLANDS, Bounds, to_plane
from leermatch.index import TextIndex
from leermatch.indexing import Texts, build_index
from leermatch.vocabulary import Vocabularies

__all__ = ["Column", "Market", "MarketRefused", "Places", "Problem", "build_market"]

TEXTS = ("title", "employer_name", "keywords", "locality", "description")


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Columns of n places, sorted by id. Arrays are read-only and may be memory-mapped.

    `id`              int64, unique
    `x`, `y`          float32 km in the plane of `leermatch.geometry`; NaN where the location is unknown
    `occupation`      int32 row in the vocabulary, -1 unknown; `qualification`, `sector`, `region` likewise
    `level`           int8 1 … 4, 0 unknown
    `pathway`         int8 `Pathway`
    `hours_min/max`   float32 hours a week, NaN unknown
    `days`            uint8 bits of `Days`, 0 unknown: the days that are worked
    `start`           int32 day number, NO_DAY unknown, FLEXIBLE to be agreed
    `end`             int32 first day after the period of the place, NO_DAY none
    `open_until`      int32 last day on which the place is offered, NO_DAY none; `is_open` bool
    `min_age`         int8 years, 0 none
    `language`        int8 `Language`; `recognition` int8 `Recognition`
    `driving_licence` int8 `Need`; `work_permit` likewise
    `capacity_left`   int32 learners that still fit
    `wage`            float32 euros gross a month, NaN unknown
    `outcomes`        uint8 bits of `Outcome`, 0 unknown
    `employer`        int64 number of the employer, -1 unknown
    `published`       int32 day number, NO_DAY unknown
    `candidates`      int32 people proposed to the place at this moment
    `answer_rate`     float32 share of proposals that the employer answers, 0 … 1, NaN unknown
    """

    id: I64
    x: F32
    y: F32
    occupation: I32
    qualification: I32
    sector: I32
    region: I32
    level: I8
    pathway: I8
    hours_min: F32
    hours_max: F32
    days: U8
    start: I32
    end: I32
    open_until: I32
    is_open: Bool
    min_age: I8
    language: I8
    driving_licence: I8
    work_permit: I8
    recognition: I8
    capacity_left: I32
    wage: F32
    outcomes: U8
    employer: I64
    published: I32
    candidates: I32
    answer_rate: F32

    def take(self, rows: I64) -> Places:
        """The same columns for some rows."""
        return Places(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, eq=False, repr=False)
class Market:
    """A frozen snapshot of places. Build with `build_market`, read with `open_market`.

    `closeness` is the table of `leermatch.closeness`; `version` and `created_at` are set by `open_market`.
    """

    places: Places
    vocabularies: Vocabularies
    index: TextIndex
    closeness: U8
    version: str = ""
    created_at: str = ""

    def __repr__(self) -> str:
        """How many places, of which version."""
        return f"<Market of {len(self)} places {self.version}>"

    def __len__(self) -> int:
        """Number of places."""
        return int(self.places.id.size)

    def row_of(self, place_id: int) -> int:
        """Row of a place; raises KeyError when the market does not hold it."""
        row = int(np.searchsorted(self.places.id, place_id))
        if row == len(self) or self.places.id[row] != place_id:
            raise KeyError(place_id)
        return row

    @cached_property
    def entity_of(self) -> dict[tuple[str, str], int]:
        """("occupation" or "qualification", code) → row in the closeness table."""
        occupations = self.vocabularies.occupations
        found = {("occupation", o.code): row for row, o in enumerate(occupations)}
        for row, qualification in enumerate(self.vocabularies.qualifications):
            found["qualification", qualification.code] = len(occupations) + row
        return found

    @cached_property
    def compound_parts(self) -> frozenset[str]:
        """The words that may be a part of a compound, for who splits many words of running text."""
        return frozenset(self.index.parts)


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
    given = Columns(columns, _INPUT)
    places = _read(given, vocabularies, bounds)
    texts = {name: given.texts(name) for name in TEXTS}
    given.refuse()
    order = np.argsort(places["id"], kind="stable")
    sorted_places = Places(**{name: freeze(column[order]) for name, column in places.items()})
    rows = order.tolist()
    sorted_texts = Texts(**{name: [column[row] for row in rows] for name, column in texts.items()})
    index = build_index(sorted_texts, sorted_places.occupation, vocabularies.occupations)
    return Market(sorted_places, vocabularies, index, freeze(closeness_table(vocabularies)))


_INPUT = frozenset({f.name for f in fields(Places)} - {"x", "y"} | {"lat", "lon", *TEXTS})


def _read(given: Columns, vocabularies: Vocabularies, bounds: Bounds) -> dict[str, AnyArray]:
    occupations = [o.code for o in vocabularies.occupations]
    qualifications = [q.code for q in vocabularies.qualifications]
    ids = given.identifiers("id", required=True)
    _refuse_duplicates(given, "id", ids)
    x, y = _locations(given, bounds)
    qualification = given.codes("qualification", qualifications)
    level = given.wholes("level", 0, 4, unknown=0)
    levels = np.array([*(q.level for q in vocabularies.qualifications), 0])
    start, end = given.days("start", flexible=True), given.days("end")
    given.note_rows("ENDS_BEFORE_START", "end", (end != NO_DAY) & (start != FLEXIBLE) & (end < start))
    hours_min, hours_max = given.numbers("hours_min", 0, 80), given.numbers("hours_max", 0, 80)
    given.note_rows("LESS_THAN_MINIMUM", "hours_max", hours_max < hours_min)
    return {
        "id": ids,
        "x": x,
        "y": y,
        "occupation": given.codes("occupation", occupations).astype(np.int32),
        "qualification": qualification.astype(np.int32),
        "sector": given.codes("sector", vocabularies.sectors).astype(np.int32),
        "region": given.codes("region", vocabularies.regions).astype(np.int32),
        "level": np.where(level == 0, levels[qualification], level).astype(np.int8),
        "pathway": given.members("pathway", Pathway).astype(np.int8),
        "hours_min": hours_min.astype(np.float32),
        "hours_max": hours_max.astype(np.float32),
        "days": given.wholes("days", 0, 127, unknown=0).astype(np.uint8),
        "start": start.astype(np.int32),
        "end": end.astype(np.int32),
        "open_until": given.days("open_until").astype(np.int32),
        "is_open": given.flags("is_open", default=True),
        "min_age": given.wholes("min_age", 0, 99, unknown=0).astype(np.int8),
        "language": given.members("language", Language).astype(np.int8),
        "driving_licence": given.members("driving_licence", Need).astype(np.int8),
        "work_permit": given.members("work_permit", Need).astype(np.int8),
        "recognition": given.members("recognition", Recognition).astype(np.int8),
        "capacity_left": given.wholes("capacity_left", 0, 100_000, unknown=1).astype(np.int32),
        "wage": given.numbers("wage", 0, 1_000_000).astype(np.float32),
        "outcomes": given.wholes("outcomes", 0, 7, unknown=0).astype(np.uint8),
        "employer": given.identifiers("employer", required=False),
        "published": given.days("published").astype(np.int32),
        "candidates": given.wholes("candidates", 0, 1_000_000, unknown=0).astype(np.int32),
        "answer_rate": given.numbers("answer_rate", 0, 1).astype(np.float32),
    }


def _refuse_duplicates(given: Columns, name: str, ids: I64) -> None:
    first = np.zeros(ids.size, np.bool_)
    first[np.unique(ids, return_index=True)[1]] = True
    given.note_rows("DUPLICATE", name, ~first)


def _locations(given: Columns, bounds: Bounds) -> tuple[F32, F32]:
    lat, lon = given.numbers("lat", -90, 90), given.numbers("lon", -180, 180)
    given.note_rows("HALF_A_LOCATION", "lat" if given.has("lat") else "lon", np.isnan(lat) != np.isnan(lon))
    given.note_rows("OUT_OF_COUNTRY", "lat", (lat < bounds.south) | (lat > bounds.north))
    given.note_rows("OUT_OF_COUNTRY", "lon", (lon < bounds.west) | (lon > bounds.east))
    wrong = ~(np.isfinite(lat) & np.isfinite(lon))
    return to_plane(np.where(wrong, np.nan, lat), np.where(wrong, np.nan, lon))
