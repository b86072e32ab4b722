"""Compiled loops over a sorted list of words, as in `leermatch.wordlist.WordList`."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I64, U8
from leermatch.compiled import inlined, kernel


@inlined
def narrowed(letters: U8, starts: I64, low: int, high: int, depth: int, byte: int | np.int64) -> int:
    """The first word of low … high - 1, which have `depth` bytes in common, whose next byte is `byte` or more."""
    while low < high:
        middle = (low + high) >> 1
        at = starts[middle] + depth
        if at == starts[middle + 1] or letters[at] < byte:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def rows_of(spelled: U8, ends: I64, letters: U8, starts: I64, rows: I64) -> None:
    """For each of some words, sorted or not, its row in a sorted list; -1 when the list does not hold it.

    `spelled`, `ends` the words; `letters`, `starts` the list, as in `leermatch.wordlist.WordList`; `rows` (words,) out.
    """
    for word in range(ends.size - 1):
        low, high = 0, starts.size - 1
        size = ends[word + 1] - ends[word]
        for depth in range(size):
            byte = np.int64(spelled[ends[word] + depth])
            low = narrowed(letters, starts, low, high, depth, byte)
            high = narrowed(letters, starts, low, high, depth, byte + 1)
        rows[word] = low if low < high and starts[low + 1] - starts[low] == size else -1
