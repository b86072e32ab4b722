"""Dutch compounds: arbeidsmarktregio is arbeid + s + markt + regio.

A word is split into words of the market itself, so that no list from elsewhere is needed. Fewest parts win, then
the longest last part, which in Dutch carries the meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U8, freeze
from leermatch.compiled import share_out
from leermatch.kernels.compounds import split_words
from leermatch.wordlist import WordList

_LINKS: Final = ("", "s", "en", "e", "n")
SPLIT_FROM: Final = 7
PART_FROM: Final = 3
_MOST_PARTS: Final = 4
_END_FROM: Final = 4
#: Endings that look like a word: brouwe-rij, cate-ring.
_ENDINGS: Final = frozenset(["end", "rij", "ring", "ren", "sel"])


def split(word: str, parts: WordList) -> tuple[str, ...]:
    """The parts of a compound, () when it is none. A hundredth of a millisecond; for many words see `split_all`.

    >>> split("metaalbewerker", WordList.of(["metaal", "bewerker", "werker"]))
    ('metaal', 'bewerker')
    """
    if len(word) < SPLIT_FROM:
        return ()
    letters, pieces = word.encode(), np.empty((1, _MOST_PARTS), np.int32)
    _split(np.frombuffer(letters, np.uint8), freeze(np.array([0, len(letters)])), 0, 1, parts, pieces)
    return tuple(parts[row] for row in pieces[0].tolist() if row >= 0)


def known_end(word: str, is_part: Callable[[str], bool]) -> str:
    """The longest known beginning of a word that cannot be split, else its longest known end, else "".

    >>> known_end("friettent", {"friet"}.__contains__)
    'friet'
    """
    sizes = range(len(word) - 1, _END_FROM - 1, -1)
    ends = chain((word[:size] for size in sizes), (word[-size:] for size in sizes))
    return next(filter(is_part, ends), "")


def split_all(words: WordList, parts: WordList, *, threads: int = 0) -> I32:
    """(words, 4) int32 rows of `parts` that each word is made of, in order; -1 where there are no more, or none.

    About a microsecond a word: beginnings of parts are followed letter by letter through the sorted list.
    """
    pieces = np.empty((len(words), _MOST_PARTS), np.int32)

    def work(first: int, past: int) -> None:
        _split(words.letters, words.starts, first, past, parts, pieces[first:past])

    share_out(work, len(words), chunk=16_384, threads=threads)
    return pieces


def _split(letters: U8, starts: I64, first: int, past: int, parts: WordList, pieces: I32) -> None:
    split_words(
        letters, starts, first, past, parts.letters, parts.starts,
        _LINK_LIST.letters, _LINK_LIST.starts, _ENDING_LIST.letters, _ENDING_LIST.starts,
        SPLIT_FROM, PART_FROM, pieces,
    )  # fmt: skip


#: In the order of _LINKS: the first of equals wins.
_LINK_LIST: Final = WordList.in_order(_LINKS)
_ENDING_LIST: Final = WordList.of(_ENDINGS)
