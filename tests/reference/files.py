"""Reading the reference files as they lie in the repository."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "reference"

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of ``reference/<name>.csv``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def listed(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [value for value in cell.split(";") if value]


@cache
def region_of_municipality() -> dict[str, str]:
    """Region of 2025 by municipality code."""
    return {
        r["municipality"]: r["region"]
        for r in rows("municipality_in_region")
        if r["region_scheme"] == "CBS-AM"
    }
