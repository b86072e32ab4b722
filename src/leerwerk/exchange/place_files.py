"""A file of learn-work places → claims, whatever its format."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import structlog

from leerwerk.exchange import csv_rows, files
from leerwerk.exchange.claims import Claim
from leerwerk.exchange.csv_rows import CsvLayout
from leerwerk.exchange.faults import Fault, FileRefused
from leerwerk.exchange.jobposting import lines
from leerwerk.exchange.jobposting.posting import read_posting
from leerwerk.exchange.parallel import in_parallel
from leerwerk.exchange.table.columns import PLACES, REQUIRED
from leerwerk.exchange.table.places import read_place
from leerwerk.kernel.formulas import restore

Value = TypeVar("Value")
BATCH = 2000
PARALLEL_FROM = 8_000_000  # bytes; starting processes takes a second
log = structlog.get_logger(__name__)
# What a value of an unforeseen shape can raise; it costs its own row and no other.
SURPRISES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class PlaceFile:
    """A file and how it is built. `layout` is None for JSON."""

    path: Path
    facts: files.FileFacts
    layout: CsvLayout | None
    has_lines: bool = False

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
            stream.seek(0)
            return PlaceFile(path, facts, None, lines.are_lines(stream))
    with files.open_text(path, facts.encoding) as stream:
        layout = csv_rows.read_layout(stream, PLACES, REQUIRED)
    if mends is not None and "rij" not in layout.columns:
        raise FileRefused("MISSING_ROW_NUMBERS", run=mends)
    return PlaceFile(path, facts, layout)


def claim_batches(file: PlaceFile, today: date, *, is_mending: bool) -> Iterator[list[Claim]]:
    """The claims of a file, some thousands at a time, in the order of the file.

    Lines of JSON in a large file are read by as many processes as there are processors: that takes most of the time.
    """
    read = partial(_claims_of_lines, today=today, is_mending=is_mending)
    with files.open_text(file.path, file.facts.encoding) as stream:
        if file.layout is not None:
            csv_rows.read_layout(stream, PLACES, REQUIRED)  # passes over the headings
            yield from _batches(_claims_of_table(csv_rows.rows(stream, file.layout), today, is_mending))
        elif not file.has_lines:
            rows = lines.rows(stream)
            yield from _batches(_safely(partial(_posting, row, today, is_mending), row) for row in rows)
        elif file.facts.size >= PARALLEL_FROM:
            yield from in_parallel(read, _batches(lines.numbered_lines(stream)))
        else:
            yield from map(read, _batches(lines.numbered_lines(stream)))


def _batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    iterator = iter(values)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _claims_of_table(rows: Iterable[csv_rows.CsvRow], today: date, is_mending: bool) -> Iterator[Claim]:
    for row in map(_restored, rows) if is_mending else rows:
        yield _safely(partial(read_place, row, today, is_mending=is_mending), row)


def _restored(row: csv_rows.CsvRow) -> csv_rows.CsvRow:
    """A row of an export, without what keeps spreadsheet programs from taking it for a formula."""
    return row._replace(
        cells={name: restore(cell) for name, cell in row.cells.items()},
        raw={name: restore(cell) for name, cell in row.raw.items()},
    )


def _claims_of_lines(batch: list[tuple[int, str]], today: date, is_mending: bool) -> list[Claim]:
    return [
        _safely(partial(_posting, row, today, is_mending), row)
        for number, told in batch
        for row in lines.row_of(number, told)
    ]


def _posting(row: lines.JsonRow, today: date, is_mending: bool) -> Claim:
    if row.fault is not None:
        return Claim(row.number, row.raw, faults=[row.fault])
    return read_posting(row.number, row.posting, today, is_mending=is_mending)


def _safely(read: Callable[[], Claim], row: csv_rows.CsvRow | lines.JsonRow) -> Claim:
    """A claim, with the row itself only when it is refused: only then is that kept."""
    try:
        claim = read()
    except SURPRISES as error:
        log.warning("row could not be read", row=row.number, error=repr(error))
        return Claim(row.number, row.raw, faults=[Fault("UNREADABLE_ROW", "", repr(error)[:200])])
    if not claim.is_refused:
        claim.raw = {}
    return claim
