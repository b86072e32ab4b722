"""Texts of many places in two arrays: no Python object for each, so that a million of them stay small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I64, U8, freeze

#: The texts of a place; only their words are kept.
TEXTS: Final = ("title", "employer_name", "keywords", "locality", "description")
_PIECE: Final = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """n texts as Arrow keeps them: row r is `letters[starts[r]:starts[r + 1]]`, valid UTF-8; empty is unknown.

    `letters` (bytes,) uint8; `starts` (n + 1,) int64, ascending, not always from 0.
    """

    letters: U8
    starts: I64

    @classmethod
    def of(cls, texts: list[str]) -> TextColumn:
        """The column of some texts. Raises UnicodeEncodeError for half a surrogate pair."""
        starts = np.zeros(len(texts) + 1, np.int64)
        sizes = (len(text) if text.isascii() else len(text.encode()) for text in texts)
        np.cumsum(np.fromiter(sizes, np.int64, len(texts)), out=starts[1:])
        letters = np.empty(starts[-1], np.uint8)
        for first in range(0, len(texts), _PIECE):  # never all of them a third time
            piece = "".join(texts[first : first + _PIECE]).encode()
            letters[starts[first] : starts[first] + len(piece)] = np.frombuffer(piece, np.uint8)
        return cls(freeze(letters), freeze(starts))

    @classmethod
    def empty(cls, n: int) -> TextColumn:
        """n texts that nobody knows."""
        return cls(freeze(np.empty(0, np.uint8)), freeze(np.zeros(n + 1, np.int64)))

    def __len__(self) -> int:
        """Number of texts."""
        return int(self.starts.size) - 1

    def __getitem__(self, row: int) -> str:
        """One text."""
        return self.letters[self.starts[row] : self.starts[row + 1]].tobytes().decode(errors="replace")

    def __iter__(self) -> Iterator[str]:
        """The texts, one by one."""
        return (self[row] for row in range(len(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The texts of n places. `order` (n,) int64: row r of the market is row `order[r]` of every column."""

    title: TextColumn
    employer_name: TextColumn
    keywords: TextColumn
    locality: TextColumn
    description: TextColumn
    order: I64
