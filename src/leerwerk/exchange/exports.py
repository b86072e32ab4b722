"""Refused rows as a file in the format in which they came, to be mended and imported again with ``--mends``."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from leerwerk.exchange.jobposting.lines import BROKEN_LINE
from leerwerk.exchange.jobposting.posting import REASON, REMEDY, ROW
from leerwerk.exchange.queries import RefusedRow
from leerwerk.kernel.formulas import disarm

ADDED = ("rij", "reden", "oplossing")


def export_rows(rows: Iterable[RefusedRow], *, layout: dict[str, Any], path: Path) -> int:
    """Write rows to a new file; how many. Raises FileExistsError rather than overwrite."""
    if layout.get("format") == "csv":
        return _write_table(rows, layout["columns"], layout["separator"], path)
    return _write_lines(rows, path)


def _write_table(rows: Iterable[RefusedRow], columns: Sequence[str], separator: str, path: Path) -> int:
    own = [column for column in columns if column.lower() not in ADDED]
    count = 0
    # The mark makes Excel read the file as UTF-8.
    with path.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
        writer.writerow([*map(disarm, own), *ADDED])
        for row in rows:
            cells = _cells(row.raw, own, separator)
            writer.writerow([*map(disarm, cells), row.number, disarm(row.reason), row.remedy])
            count += 1
    return count


def _cells(raw: dict[str, Any], columns: Sequence[str], separator: str) -> list[str]:
    """A line that could not be read is cut up as well as can be; what is too much ends up in the last column."""
    if set(raw) != {"line"} or "line" in columns:
        return [str(raw.get(column, "")) for column in columns]
    parts = next(csv.reader([raw["line"].replace('"', "").replace("\n", " ")], delimiter=separator), [])
    parts += [""] * (len(columns) - len(parts))
    last = len(columns) - 1
    return [*parts[:last], separator.join(parts[last:]).rstrip(separator)]


def _write_lines(rows: Iterable[RefusedRow], path: Path) -> int:
    count = 0
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        for row in rows:
            told = {BROKEN_LINE: row.raw["line"]} if set(row.raw) == {"line"} else row.raw
            added = {ROW: row.number, REASON: row.reason, REMEDY: row.remedy}
            stream.write(json.dumps({**told, **added}, ensure_ascii=False) + "\n")
            count += 1
    return count
