"""How many slips of the pen lie between two words."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import I64, U32
from leermatch.wordlist import WordList

#: Words shorter than this are taken as written; longer ones may hold one slip, and two from LONG letters on.
FORGIVEN_FROM: Final = 8
LONG: Final = 12
_PREFIX: Final = 2


def slips_forgiven(word: str) -> int:
    """How many slips a word of this length may hold and still be understood."""
    return 0 if len(word) < FORGIVEN_FROM else 1 if len(word) < LONG else 2


def slips(a: str, b: str, most: int) -> int:
    """Letters to add, drop, change, or swap with their neighbour to get from a to b; `most` + 1 when it is more.

    Optimal string alignment (Damerau 1964), row by row, given up as soon as no row can still stay within `most`.

    >>> slips("verpleegkundgie", "verpleegkundige", 2)
    1
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def letters_of(word: str) -> int:
    """A set of letters as 27 bits (a … z, anything else), to compare many words at once."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) - 97 if "a" <= letter <= "z" else 26)
    return bits


def near_words(word: str, known: WordList, letters: U32, counts: I64, most: int) -> list[tuple[int, int]]:
    """Words of the list within `most` slips that begin with the same two letters, as pairs (slips, row), best
    first: fewest slips, then most places. `letters` and `counts` belong to the rows of the list."""
    low, high = known.range_of(word[:_PREFIX])
    if most < 1 or low == high:
        return []
    sizes = known.sizes(low, high)
    # A slip changes the length by one and the set of letters by two at most.
    apart = np.bitwise_count(letters[low:high] ^ np.uint32(letters_of(word)))
    size = len(word.encode())
    hopeful = (
        np.flatnonzero((np.abs(sizes - size) <= most + (not word.isascii())) & (apart <= 2 * most)) + low
    )
    near = [(slips(word, known[row], most), row) for row in hopeful.tolist()]
    return sorted(
        ((d, row) for d, row in near if d <= most), key=lambda pair: (pair[0], -counts[pair[1]], pair[1])
    )
