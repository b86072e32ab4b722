"""Rows of a CSV file, of which one broken row never takes another with it."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from leerwerk.exchange.columns import ColumnNames, column_of
from leerwerk.exchange.faults import Fault, FileRefused
from leerwerk.exchange.files import UNREADABLE

SEPARATORS = ";,\t|"
LONGEST_FIELD = 1 << 20
# A text of more lines than this in one field is a quotation mark that was never closed.
MOST_LINES = 400
csv.field_size_limit(LONGEST_FIELD)


@dataclass(frozen=True)
class CsvLayout:
    """How a CSV file is built. `columns`: our name for each heading, "" for one that we do not know."""

    separator: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...] = field(default=())


class CsvRow(NamedTuple):
    """A row by the number of its first line (the headings are line 1): its cells, or what is wrong with it."""

    number: int
    cells: dict[str, str]
    raw: dict[str, str]
    fault: Fault | None


def read_layout(stream: TextIO, names: ColumnNames, required: Iterable[str]) -> CsvLayout:
    """Read the headings. Raises FileRefused MISSING_COLUMNS, naming those found and those expected."""
    line = stream.readline()
    if line.lower().startswith("sep="):  # Excel's own first line
        line = stream.readline()
    layouts = [_layout(line, separator, names) for separator in SEPARATORS]
    best = max(layouts, key=lambda layout: (sum(map(bool, layout.columns)), len(layout.headings)))
    missing = [name for name in required if name not in best.columns]
    if missing:
        raise FileRefused(
            "MISSING_COLUMNS",
            missing=", ".join(missing),
            found=", ".join(best.headings)[:300],
            expected=", ".join(names),
        )
    return best


def rows(stream: TextIO, layout: CsvLayout) -> Iterator[CsvRow]:
    """The rows after the headings; empty ones are passed over."""
    lines = _Lines(stream)
    while (record := lines.next_record()) is not None:
        number, parts = record
        cells, fault = _cells("".join(parts), layout)
        if fault is not None and len(parts) > 1:  # a stray quotation mark: it concerns its own line only
            lines.put_back(number, parts[1:])
            parts = parts[:1]
            cells, fault = _cells(parts[0], layout)
        if fault is None and not any(cells):
            continue
        if fault is not None:
            yield CsvRow(number, {}, {"line": "".join(parts).rstrip("\r\n")}, fault)
            continue
        raw = dict(zip(layout.headings, cells, strict=True))
        if not all(map(str.isascii, cells)) and (found := UNREADABLE.search("\n".join(cells))):
            heading = next(name for name, cell in raw.items() if found.group() in cell)
            yield CsvRow(number, {}, raw, Fault("BAD_ENCODING", heading, raw[heading]))
            continue
        known = {name: cell for name, cell in zip(layout.columns, cells, strict=True) if name and cell}
        yield CsvRow(number, known, raw, None)


def _layout(line: str, separator: str, names: ColumnNames) -> CsvLayout:
    headings = [
        heading.strip().lstrip("\ufeff") for heading in next(csv.reader([line], delimiter=separator), [])
    ]
    while headings and not headings[-1]:
        headings.pop()
    columns: list[str] = []
    for heading in headings:
        name = column_of(heading, names)
        columns.append("" if name in columns else name)  # the first of two columns with one meaning counts
    unknown = [heading for heading, name in zip(headings, columns, strict=True) if not name]
    return CsvLayout(separator, tuple(headings), tuple(columns), tuple(unknown))


def _cells(text: str, layout: CsvLayout) -> tuple[list[str], Fault | None]:
    try:
        cells = next(csv.reader([text], delimiter=layout.separator, strict=True), [])
    except csv.Error:
        return [], Fault("BROKEN_QUOTING", "", text.strip())
    width = len(layout.headings)
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]  # separators too many at the end of the line
    if cells and len(cells) != width and any(cells):
        return [], Fault("WRONG_COLUMN_COUNT", "", f"{len(cells)} / {width}")
    return [cell.strip() for cell in cells] or [""] * width, None


class _Lines:
    """Lines put together into records while a quotation mark is open, and put back when that went wrong."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._number = 2
        self._waiting: deque[str] = deque()

    def next_record(self) -> tuple[int, Sequence[str]] | None:
        """The number of the first line and the lines of one record, or None at the end."""
        number, parts = self._number, [self._line()]
        if not parts[0]:
            return None
        is_open = parts[0].count('"') % 2
        while is_open and len(parts) < MOST_LINES and (line := self._line()):
            parts.append(line)
            is_open ^= line.count('"') % 2
        return number, parts

    def put_back(self, number: int, lines: Sequence[str]) -> None:
        self._waiting.extendleft(reversed(lines))
        self._number = number + 1

    def _line(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._stream.readline()
        self._number += bool(line)
        return line
