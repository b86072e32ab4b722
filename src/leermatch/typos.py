"""How many slips of the pen lie between two words."""

from __future__ import annotations

from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U32
from leermatch.kernels import spelling
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
    return int(spelling.slips_between(_code_points(a), _code_points(b), most))


def letters_of(word: str) -> int:
    """A set of letters as 27 bits (a … z, anything else), to compare many words at once."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) - 97 if "a" <= letter <= "z" else 26)
    return bits


def near_words(
    word: str, known: WordList, letters: U32, counts: I64, most: int, *, same_begin: bool = True
) -> list[tuple[int, int]]:
    """Words of the list within `most` slips, as pairs (slips, row), best first: fewest slips, then most places.

    `letters` and `counts` belong to the rows of the list; `same_begin`: only words with the same first two letters.
    """
    low, high = known.range_of(word[:_PREFIX] if same_begin else "") if most >= 1 else (0, 0)
    if low == high:
        return []
    rows, apart = spelling.near(
        known.letters, known.starts, letters, low, high, _code_points(word), letters_of(word), most
    )
    return sorted(
        zip(apart.tolist(), rows.tolist(), strict=True), key=lambda pair: (pair[0], -counts[pair[1]], pair[1])
    )


def _code_points(word: str) -> I32:
    return np.array([ord(letter) for letter in word], dtype=np.int32)
