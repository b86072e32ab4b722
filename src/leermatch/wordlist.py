"""A sorted list of words in two arrays, so that it can be mapped into memory and shared by many processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from leermatch.arrays import I64, U8, freeze
from leermatch.kernels import spelling
from leermatch.kernels.wordlist import rows_of

#: Words of which the row is remembered.
_REMEMBERED: Final = 16_384


@dataclass(frozen=True, eq=False)
class WordList:
    """`letters` (bytes,) uint8 is the UTF-8 of all words in order of their bytes; `starts` (n + 1,) int64."""

    letters: U8
    starts: I64

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """The list of some words, each once."""
        return cls.in_order(sorted(set(words)))

    @classmethod
    def in_order(cls, words: Sequence[str]) -> WordList:
        """The list of words that are in order already, each once. Code points and UTF-8 have the same order."""
        letters = "".join(words).encode()
        starts = np.zeros(len(words) + 1, np.int64)
        sizes = map(len, words) if len(letters) == sum(map(len, words)) else (len(w.encode()) for w in words)
        np.cumsum(np.fromiter(sizes, np.int64, len(words)), out=starts[1:])
        return cls(freeze(np.frombuffer(letters, np.uint8)), freeze(starts))

    def __len__(self) -> int:
        """Number of words."""
        return int(self.starts.size) - 1

    def __getitem__(self, row: int) -> str:
        """The word of a row."""
        return self._spelled(row).decode()

    def __iter__(self) -> Iterator[str]:
        """All words in order, read in one go."""
        return iter(spelled(self.letters, self.starts))

    def some(self, rows: I64) -> list[str]:
        """The words of some rows."""
        letters = self.letters.tobytes()
        cuts = zip(self.starts[rows].tolist(), self.starts[rows + 1].tolist(), strict=True)
        return [letters[first:last].decode() for first, last in cuts]

    def row_of(self, word: str) -> int:
        """The row of a word, -1 when the list does not hold it. About log2(n) steps, compiled; remembered, because
        words come back."""
        row = self._rows.get(word)
        if row is None:
            row = int(spelling.row_of(self.letters, self.starts, np.frombuffer(word.encode(), np.uint8)))
            if len(self._rows) >= _REMEMBERED:
                self._rows.clear()
            self._rows[word] = row
        return row

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {}

    def rows_of(self, words: WordList) -> I64:
        """The rows of some words, -1 for those that the list does not hold."""
        rows = np.empty(len(words), np.int64)
        rows_of(words.letters, words.starts, self.letters, self.starts, rows)
        return rows

    def range_of(self, prefix: str) -> tuple[int, int]:
        """The rows (low, high) of the words that begin with a prefix."""
        spelled = prefix.encode()
        low, high = (
            spelling.first_from(self.letters, self.starts, np.frombuffer(edge, np.uint8))
            for edge in (spelled, spelled + b"\xff")
        )
        return int(low), int(high)

    def sizes(self, low: int, high: int) -> I64:
        """(high - low,) bytes in each word of a range."""
        return self.starts[low + 1 : high + 1] - self.starts[low:high]

    def _spelled(self, row: int) -> bytes:
        return self.letters[self.starts[row] : self.starts[row + 1]].tobytes()


def spelled(letters: U8, starts: I64) -> list[str]:
    """The words that stand one after another in UTF-8, from `starts[w]` to `starts[w + 1]`."""
    text = letters[: starts[-1]].tobytes().decode()
    if len(text) < starts[-1]:  # count signs, not bytes
        starts = np.append(0, np.cumsum(letters[: starts[-1]] & 0xC0 != 0x80))[starts]  # noqa: PLR2004
    return [text[first:last] for first, last in pairwise(starts.tolist())]
