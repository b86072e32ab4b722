"""A file of learn-work places → claims, whatever its format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from leerwerk.exchange import csv_rows, files
from leerwerk.exchange.claims import Claim
from leerwerk.exchange.csv_rows import CsvLayout
from leerwerk.exchange.faults import Fault, FileRefused
from leerwerk.exchange.jobposting import lines
from leerwerk.exchange.jobposting.posting import read_posting
from leerwerk.exchange.table.columns import PLACES, REQUIRED
from leerwerk.exchange.table.places import read_place

log = structlog.get_logger(__name__)
# What a value of an unforeseen shape can raise; it costs its own row and no other.
SURPRISES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class PlaceFile:
    """A file and how it is built. `layout` is None for JSON."""

    path: Path
    facts: files.FileFacts
    layout: CsvLayout | None

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        return self.layout.unknown if self.layout else ()

    @property
    def description(self) -> dict[str, Any]:
        """What an export of refused rows needs, to be built alike."""
        if self.layout is None:
            return {"format": "json"}
        return {
            "format": "csv",
            "separator": self.layout.separator,
            "columns": list(self.layout.headings),
        }


def open_places(path: Path, facts: files.FileFacts, *, mends: int | None = None) -> PlaceFile:
    """See how a file is built. Raises FileRefused when it is no table or JSON of places.

    `mends`: the run of which it mends rows; these must say which.
    """
    with files.open_text(path, facts.encoding) as stream:
        if lines.looks_like_json(stream.read(4096)):
            return PlaceFile(path, facts, None)
    with files.open_text(path, facts.encoding) as stream:
        layout = csv_rows.read_layout(stream, PLACES, REQUIRED)
    if mends is not None and "rij" not in layout.columns:
        raise FileRefused("MISSING_ROW_NUMBERS", run=mends)
    return PlaceFile(path, facts, layout)


def claims(file: PlaceFile, today: date, *, is_mending: bool) -> Iterator[Claim]:
    """The claims of a file, one row at a time."""
    with files.open_text(file.path, file.facts.encoding) as stream:
        if file.layout is None:
            for row in lines.rows(stream):
                read = partial(_posting, row, today, is_mending)
                yield _safely(read, row.number, row.raw)
        else:
            csv_rows.read_layout(stream, PLACES, REQUIRED)  # passes over the headings
            for cells in csv_rows.rows(stream, file.layout):
                read = partial(read_place, cells, today, is_mending=is_mending)
                yield _safely(read, cells.number, cells.raw)


def _posting(row: lines.JsonRow, today: date, is_mending: bool) -> Claim:
    if row.fault is not None:
        return Claim(row.number, row.raw, faults=[row.fault])
    return read_posting(row.number, row.posting, today, is_mending=is_mending)


def _safely(read: Callable[[], Claim], number: int, raw: dict[str, Any]) -> Claim:
    try:
        return read()
    except SURPRISES as error:
        log.warning("row could not be read", row=number, error=repr(error))
        return Claim(number, raw, faults=[Fault("UNREADABLE_ROW", "", repr(error)[:200])])
