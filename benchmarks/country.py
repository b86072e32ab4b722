"""Seeded places and seekers as columns: the same seed gives the same country on every machine.

People and places live where people live (postcodes weighted by inhabitants, moved by some hundreds of metres).
Occupations are wanted and offered by a power law, so that a few are very common. All shares are made up; they
follow what desks tell: half of the places have one seat, half of the seekers travel 25 km at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.reference import postcodes, sector_of_occupation, vocabularies
from leermatch import FLEXIBLE, Need, Pathway, Seeker
from leermatch.arrays import F64, I64, AnyArray, Bool
from leermatch.columns import Column
from leerwerk.demo.chance import falling

#: The day on which every benchmark takes place.
TODAY = 20_779
_WORKING_DAYS = 5
#: Power of the popularity of occupations: the twentieth is wanted a tenth as often as the first.
_POPULARITY = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class PlaceRows:
    """n places. Rows point into the vocabularies; `postcode` into `postcodes()`; days as bits of `Days`."""

    lat: F64
    lon: F64
    postcode: I64
    occupation: I64
    qualification: I64
    capacity: I64
    language: I64
    licence_needed: Bool
    days: I64
    is_open: Bool
    candidates: I64
    answer_rate: F64
    start: I64
    published: I64
    employer: I64
    pathway: I64


@dataclass(frozen=True, slots=True, eq=False)
class SeekerRows:
    """n seekers. `wishes` (n, 3) rows of qualifications, -1 for none; the first is always there."""

    lat: F64
    lon: F64
    max_km: F64
    prior_level: I64
    language: I64
    licence: Bool
    days: I64
    wishes: I64


def make_places(n: int, seed: int = 7) -> PlaceRows:
    """n places; nine of ten are open."""
    chance = np.random.default_rng([seed, 1])
    lat, lon, postcode = _somewhere(chance, n)
    occupation = chance.choice(len(vocabularies().occupations), n, p=popularity(seed))
    worked = chance.choice([2, 3, 4, 5], n, p=[0.1, 0.25, 0.55, 0.1])
    order = chance.random((n, _WORKING_DAYS)).argsort(axis=1)
    return PlaceRows(
        lat=lat,
        lon=lon,
        postcode=postcode,
        occupation=occupation,
        qualification=_one_of_its_qualifications(chance, occupation),
        capacity=chance.choice([1, 2, 3, 4, 5], n, p=[0.55, 0.22, 0.12, 0.06, 0.05]),
        language=chance.choice([0, 1, 2, 3, 4], n, p=[0.1, 0.15, 0.35, 0.3, 0.1]),
        licence_needed=chance.random(n) < 0.2,
        days=_bits(order < worked[:, None]),
        is_open=chance.random(n) < 0.9,
        candidates=chance.poisson(1.5, n),
        answer_rate=chance.integers(0, 21, n) / 20,
        start=np.where(chance.random(n) < 0.3, FLEXIBLE, TODAY + chance.integers(-60, 200, n)),
        published=TODAY - chance.integers(0, 90, n),
        employer=chance.integers(0, max(n // 6, 50), n),
        pathway=chance.choice([Pathway.BBL, Pathway.BOL, Pathway.DERDE_LEERWEG], n, p=[0.7, 0.2, 0.1]),
    )


def make_seekers(n: int, seed: int = 7) -> SeekerRows:
    """n seekers with one to three wishes; half of the later wishes lead to the occupation of the first."""
    chance = np.random.default_rng([seed, 2])
    lat, lon, _ = _somewhere(chance, n)
    return SeekerRows(
        lat=lat,
        lon=lon,
        max_km=chance.choice(
            [10.0, 15, 20, 25, 30, 40, 50, 75], n, p=[0.1, 0.15, 0.2, 0.2, 0.15, 0.1, 0.07, 0.03]
        ),
        prior_level=chance.choice([0, 1, 2, 3, 4], n, p=[0.1, 0.25, 0.3, 0.25, 0.1]),
        language=chance.choice([1, 2, 3, 4, 5], n, p=[0.03, 0.1, 0.27, 0.35, 0.25]),
        licence=chance.random(n) < 0.45,
        days=np.maximum(_bits(chance.random((n, _WORKING_DAYS)) < 0.85), 1),
        wishes=_wishes(chance, n, seed),
    )


def place_columns(rows: PlaceRows) -> dict[str, Column]:
    """The columns for `build_market`, without texts; ids are 1 … n."""
    words = vocabularies()
    occupations = np.array([o.code for o in words.occupations])
    qualifications = np.array([q.code for q in words.qualifications])
    regions = np.array([*words.regions, ""])
    return {
        "id": np.arange(1, rows.lat.size + 1),
        "lat": rows.lat,
        "lon": rows.lon,
        "occupation": occupations[rows.occupation],
        "qualification": qualifications[rows.qualification],
        "sector": np.array(words.sectors)[sector_of_occupation()[rows.occupation]],
        "region": regions[postcodes().region[rows.postcode]],
        "capacity_left": rows.capacity,
        "language": rows.language,
        "driving_licence": np.where(rows.licence_needed, Need.NEEDED, Need.NOT_NEEDED),
        "days": rows.days,
        "is_open": rows.is_open,
        "candidates": rows.candidates,
        "answer_rate": rows.answer_rate,
        "start": rows.start,
        "published": rows.published,
        "employer": rows.employer,
        "pathway": rows.pathway,
    }


def seekers_of(rows: SeekerRows) -> list[Seeker]:
    """The same people as the engine wants them, numbered from 0."""
    codes = [q.code for q in vocabularies().qualifications]
    columns: list[list[Any]] = [
        rows.lat.tolist(), rows.lon.tolist(), rows.max_km.tolist(), rows.prior_level.tolist(),
        rows.language.tolist(), rows.licence.tolist(), rows.days.tolist(), rows.wishes.tolist(),
    ]  # fmt: skip
    return [
        Seeker(
            id=number, lat=lat, lon=lon, max_km=reach, prior_level=level, language=language, licence=licence,
            days=days, qualifications=tuple(codes[wish] for wish in wishes if wish >= 0),
        )
        for number, (lat, lon, reach, level, language, licence, days, wishes)
        in enumerate(zip(*columns, strict=True))
    ]  # fmt: skip


def seeker_columns(rows: SeekerRows) -> dict[str, AnyArray]:
    """The columns for `read_seekers`: the same people, numbered from 0, without an object for each."""
    return {
        "lat": rows.lat,
        "lon": rows.lon,
        "max_km": rows.max_km,
        "prior_level": rows.prior_level,
        "language": rows.language,
        "licence": np.where(rows.licence, Need.NEEDED, Need.NOT_NEEDED),
        "days": rows.days,
        "qualifications": rows.wishes,
    }


def _somewhere(chance: np.random.Generator, n: int) -> tuple[F64, F64, I64]:
    areas = postcodes()
    postcode = chance.choice(areas.lat.size, n, p=areas.weight)
    lat = areas.lat[postcode] + chance.normal(0, 0.006, n)
    lon = areas.lon[postcode] + chance.normal(0, 0.0096, n)
    return np.clip(lat, 50.72, 53.68), np.clip(lon, 3.22, 7.28), postcode


def popularity(seed: int) -> F64:
    """(occupations,) the share of each; the same for places and seekers of one seed."""
    many = len(vocabularies().occupations)
    share = falling(many, _POPULARITY)[np.random.default_rng([seed, 0]).permutation(many)]
    return np.asarray(share / share.sum())


def _one_of_its_qualifications(chance: np.random.Generator, occupation: I64) -> I64:
    words = vocabularies()
    row_of = {q.code: row for row, q in enumerate(words.qualifications)}
    leads = [[row_of[code] for code in o.qualifications] for o in words.occupations]
    many = np.array([len(rows) for rows in leads])
    table = np.array([rows + [rows[0]] * (int(many.max()) - len(rows)) for rows in leads])
    chosen = (chance.random(occupation.size) * many[occupation]).astype(np.int64)
    return np.asarray(table[occupation, chosen])


def _wishes(chance: np.random.Generator, n: int, seed: int) -> I64:
    occupations = chance.choice(len(vocabularies().occupations), (n, 3), p=popularity(seed))
    again = chance.random((n, 3)) < 0.5
    again[:, 0] = False
    occupations = np.where(again, occupations[:, :1], occupations)
    wishes = np.stack([_one_of_its_qualifications(chance, column) for column in occupations.T], axis=1)
    many = chance.choice([1, 2, 3], n, p=[0.3, 0.35, 0.35])
    wishes[np.arange(3)[None] >= many[:, None]] = -1
    # The same wish twice is one wish: what is left moves up, as a desk would write it down.
    wishes[wishes[:, 1] == wishes[:, 0], 1] = -1
    wishes[(wishes[:, 2] == wishes[:, 0]) | (wishes[:, 2] == wishes[:, 1]), 2] = -1
    gap = wishes[:, 1] < 0
    wishes[gap, 1], wishes[gap, 2] = wishes[gap, 2], -1
    return np.asarray(wishes)


def _bits(chosen: Bool) -> I64:
    return np.asarray((chosen * (1 << np.arange(chosen.shape[1]))).sum(axis=1), dtype=np.int64)
