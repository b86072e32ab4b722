"""Reads plain columns into places: what cannot be is noted with its column and row."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from leermatch.arrays import F32, I64, AnyArray
from leermatch.codes import FLEXIBLE, NO_DAY, Language, Need, Pathway, Recognition
from leermatch.columns import Columns
from leermatch.geometry import Bounds, to_plane
from leermatch.places import Places
from leermatch.texts import TEXTS
from leermatch.vocabulary import Vocabularies

#: The columns that may be given.
INPUT = frozenset({f.name for f in fields(Places)} - {"x", "y"} | {"lat", "lon", *TEXTS})


def read_places(given: Columns, vocabularies: Vocabularies, bounds: Bounds) -> dict[str, AnyArray]:
    """Every column of `Places`, in the order of the input; problems are noted in `given`."""
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
