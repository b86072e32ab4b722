"""Reading sources and writing reference files: UTF-8, comma, LF, a fixed order of columns."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file with a header line."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, columns: list[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Write rows under exactly these columns and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def listed(codes: Iterable[str]) -> str:
    """Join codes with the separator that every reference file uses."""
    return ";".join(codes)
