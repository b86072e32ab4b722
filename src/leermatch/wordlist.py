"""A sorted list of words in two arrays, so that it can be mapped into memory and shared by many processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from leermatch.arrays import I64, U8, freeze


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """`letters` (bytes,) uint8 is the UTF-8 of all words in order of their bytes; `starts` (n + 1,) int64."""

    letters: U8
    starts: I64

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """The list of some words, each once."""
        spelled = sorted({word.encode() for word in words})
        starts = np.zeros(len(spelled) + 1, np.int64)
        np.cumsum([len(word) for word in spelled], out=starts[1:])
        return cls(freeze(np.frombuffer(b"".join(spelled), np.uint8)), freeze(starts))

    def __len__(self) -> int:
        """Number of words."""
        return int(self.starts.size) - 1

    def __getitem__(self, row: int) -> str:
        """The word of a row."""
        return self._spelled(row).decode()

    def __iter__(self) -> Iterator[str]:
        """All words in order, read in one go."""
        letters, starts = self.letters.tobytes(), self.starts.tolist()
        return (letters[first:last].decode() for first, last in pairwise(starts))

    def row_of(self, word: str) -> int:
        """The row of a word, -1 when the list does not hold it. About log2(n) steps."""
        spelled = word.encode()
        row = self._first_from(spelled)
        return row if row < len(self) and self._spelled(row) == spelled else -1

    def range_of(self, prefix: str) -> tuple[int, int]:
        """The rows (low, high) of the words that begin with a prefix."""
        spelled = prefix.encode()
        return self._first_from(spelled), self._first_from(spelled + b"\xff")

    def sizes(self, low: int, high: int) -> I64:
        """(high - low,) bytes in each word of a range."""
        return self.starts[low + 1 : high + 1] - self.starts[low:high]

    def _first_from(self, spelled: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._spelled(middle) < spelled:
                low = middle + 1
            else:
                high = middle
        return low

    def _spelled(self, row: int) -> bytes:
        return self.letters[self.starts[row] : self.starts[row + 1]].tobytes()
