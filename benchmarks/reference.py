"""The Netherlands of the benchmarks: vocabularies and postcodes from `reference/`, nothing else."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from leermatch import Occupation, Qualification, Vocabularies
from leermatch.arrays import F64, I64
from leerwerk.demo.chance import inhabitants
from leerwerk.demo.crafts import Craft

FOLDER = Path(__file__).resolve().parents[1] / "reference"


@dataclass(frozen=True, slots=True, eq=False)
class Postcodes:
    """Postcode areas with a known location. `weight` sums to 1: inhabitants of the place, shared evenly among its
    postcodes. `region` row in the regions of the vocabularies, -1 unknown."""

    lat: F64
    lon: F64
    weight: F64
    region: I64
    locality: tuple[str, ...]


def read(name: str) -> list[dict[str, str]]:
    """The rows of one file of `reference/`."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def vocabularies() -> Vocabularies:
    """Occupations that lead somewhere, qualifications, sectors and the present regions."""
    qualifications = {row["code"]: row for row in read("qualifications.csv")}
    related: dict[str, list[str]] = {}
    for row in read("related_occupations.csv"):
        related.setdefault(row["code"], []).append(row["related_code"])
    occupations = [row for row in read("occupations.csv") if leads(row, qualifications)]
    return Vocabularies(
        occupations=tuple(_occupation(row, qualifications, related) for row in occupations),
        qualifications=tuple(
            Qualification(code, row["name"], int(row["level"] or 0), row["dossier"], row["domain"])
            for code, row in qualifications.items()
        ),
        sectors=tuple(sorted({row["sector"] for row in occupations})),
        regions=tuple(row["code"] for row in read("regions.csv") if row["scheme"] == "CBS-AM"),
    )


@cache
def sector_of_occupation() -> I64:
    """(occupations,) row in the sectors of the vocabularies."""
    known = {row["code"]: row["sector"] for row in read("occupations.csv")}
    rows = {code: row for row, code in enumerate(vocabularies().sectors)}
    return np.array([rows[known[occupation.code]] for occupation in vocabularies().occupations])


@cache
def crafts() -> tuple[Craft, ...]:
    """The occupations of the vocabularies, as the texts of the demo country want them."""
    sectors = vocabularies().sectors
    return tuple(
        Craft(one.code, one.name, sectors[sector], ())
        for one, sector in zip(vocabularies().occupations, sector_of_occupation().tolist(), strict=True)
    )


@cache
def postcodes() -> Postcodes:
    """All postcode areas, with how many people live in each."""
    rows = read("postcodes.csv")
    people = {row["name"]: float(row["population"] or 0) for row in read("localities.csv")}
    weight = inhabitants([row["locality"] for row in rows], people)
    row_of_region = {code: row for row, code in enumerate(vocabularies().regions)}
    region_of = {
        row["municipality"]: row_of_region[row["region"]]
        for row in read("municipality_in_region.csv")
        if row["region"] in row_of_region
    }
    return Postcodes(
        lat=np.array([float(row["lat"]) for row in rows]),
        lon=np.array([float(row["lon"]) for row in rows]),
        weight=weight / weight.sum(),
        region=np.array([region_of.get(row["municipality_code"], -1) for row in rows]),
        locality=tuple(row["locality"] for row in rows),
    )


def leads(row: dict[str, str], qualifications: dict[str, dict[str, str]]) -> list[str]:
    """The qualifications that lead to an occupation."""
    return [code for code in row["qualifications"].split(";") if code in qualifications]


def _occupation(
    row: dict[str, str], qualifications: dict[str, dict[str, str]], related: dict[str, list[str]]
) -> Occupation:
    codes = leads(row, qualifications)
    names = [(name, 1.0) for name in {row["name_male"], row["name_female"]} - {row["name"].lower(), ""}]
    first = qualifications[codes[0]]
    return Occupation(
        code=row["code"],
        name=row["name"],
        terms=(*sorted(names), *((word, 0.7) for word in row["words"].split(";") if word)),
        qualifications=tuple(codes),
        dossier=first["dossier"],
        domain=first["domain"],
        related=tuple(related.get(row["code"], ())),
        misspellings=tuple(word for word in row["misspellings"].split(";") if word),
    )
