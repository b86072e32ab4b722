"""Texts of many places on disk: written batch by batch, read without a Python object for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.country import PlaceRows
from benchmarks.texts import BATCH, text_batches
from leermatch.texts import TextColumn

FIELDS = ("title", "employer_name", "locality", "description")


@dataclass(frozen=True, slots=True)
class TextFiles:
    """A folder with two files for each field: its letters, and where each text starts."""

    folder: Path

    def columns(self) -> dict[str, TextColumn]:
        """The texts of all places, mapped into memory."""
        return {
            field: TextColumn(
                np.memmap(self.folder / f"{field}.letters", np.uint8, "r"),
                np.memmap(self.folder / f"{field}.starts", np.int64, "r"),
            )
            for field in FIELDS
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The texts of each place in the order of FIELDS."""
        columns = list(self.columns().values())
        for first in range(0, len(columns[0]), BATCH):
            yield from zip(*(_texts(column, first) for column in columns), strict=True)

    def megabytes(self) -> float:
        """What the texts take."""
        return sum(path.stat().st_size for path in self.folder.glob("*.letters")) / 1e6


def write_texts(folder: Path, rows: PlaceRows) -> TextFiles:
    """Write the texts of some places to a folder; memory for one batch."""
    letters = {field: (folder / f"{field}.letters").open("wb") for field in FIELDS}
    starts = {field: (folder / f"{field}.starts").open("wb") for field in FIELDS}
    ends = dict.fromkeys(FIELDS, 0)
    for file in starts.values():
        file.write(np.zeros(1, np.int64).tobytes())
    for batch in text_batches(rows):
        for field in FIELDS:
            column = TextColumn.of(batch[field])
            letters[field].write(column.letters.tobytes())
            starts[field].write((column.starts[1:] + ends[field]).tobytes())
            ends[field] += int(column.starts[-1])
    for file in (*letters.values(), *starts.values()):
        file.close()
    return TextFiles(folder)


def _texts(column: TextColumn, first: int) -> list[str]:
    starts = column.starts[first : first + BATCH + 1].tolist()
    letters = column.letters[starts[0] : starts[-1]].tobytes()
    return [letters[begin - starts[0] : end - starts[0]].decode() for begin, end in pairwise(starts)]
