"""Dutch compounds: arbeidsmarktregio is arbeid + s + markt + regio.

A word is split into words of the market itself, so that no list from elsewhere is needed. Fewest parts win, then
the longest last part, which in Dutch carries the meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Final

import numpy as np

from leermatch.arrays import I32
from leermatch.compiled import share_out
from leermatch.kernels.words import split_words
from leermatch.wordlist import WordList

_LINKS: Final = ("", "s", "en", "e", "n")
SPLIT_FROM: Final = 7
PART_FROM: Final = 3
_MOST_PARTS: Final = 4
_END_FROM: Final = 4
#: Endings that look like a word: brouwe-rij, cate-ring.
_ENDINGS: Final = frozenset(["end", "rij", "ring", "ren", "sel"])


def split(word: str, is_part: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of a compound, () when it is none. `is_part` knows the words that may be a part.

    At most length² / 2 questions are asked of `is_part`.

    >>> split("metaalbewerker", {"metaal", "bewerker", "werker"}.__contains__)
    ('metaal', 'bewerker')
    """
    if len(word) < SPLIT_FROM:
        return ()
    best: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - PART_FROM, -1, -1):
        found = _best_from(word, start, best, is_part)
        if found:
            best[start] = found
    parts = best.get(0, ())
    return parts if len(parts) > 1 else ()


def known_end(word: str, is_part: Callable[[str], bool]) -> str:
    """The longest known beginning of a word that cannot be split, else its longest known end, else "".

    >>> known_end("friettent", {"friet"}.__contains__)
    'friet'
    """
    sizes = range(len(word) - 1, _END_FROM - 1, -1)
    ends = chain((word[:size] for size in sizes), (word[-size:] for size in sizes))
    return next(filter(is_part, ends), "")


def _best_from(
    word: str, start: int, best: dict[int, tuple[str, ...]], is_part: Callable[[str], bool]
) -> tuple[str, ...]:
    """The best parts of word[start:], () when there are none."""
    found: tuple[str, ...] = ()
    for end in range(start + PART_FROM, len(word) + 1):
        if start == 0 and end == len(word):
            continue  # the word itself is no split
        if end == len(word) and word[start:] in _ENDINGS:
            continue
        rests = [best[end + len(link)] for link in _LINKS if _links(word, end, link, best)]
        if not rests or not is_part(word[start:end]):
            continue
        parts = (word[start:end], *min(rests, key=_preference))
        if len(parts) <= _MOST_PARTS and (not found or _preference(parts) < _preference(found)):
            found = parts
    return found


def _links(word: str, end: int, link: str, best: dict[int, tuple[str, ...]]) -> bool:
    if not link:
        return end in best
    after = end + len(link)
    return after < len(word) and after in best and word.startswith(link, end)


def _preference(parts: tuple[str, ...]) -> tuple[int, int]:
    return len(parts), -len(parts[-1]) if parts else 0


def split_by(word: str, parts: WordList) -> tuple[str, ...]:
    """`split` with the parts of a list, compiled: a hundredth of a millisecond."""
    if len(word) < SPLIT_FROM:
        return ()
    pieces = split_all(WordList.in_order((word,)), parts)
    return tuple(parts[row] for row in pieces[0].tolist() if row >= 0)


def split_all(words: WordList, parts: WordList, *, threads: int = 0) -> I32:
    """(words, 4) int32 rows of `parts` that each word is made of, in order; -1 where there are no more, or none."""
    pieces = np.empty((len(words), _MOST_PARTS), np.int32)
    links, endings = _LINK_LIST, _ENDING_LIST

    def work(first: int, past: int) -> None:
        split_words(
            words.letters, words.starts, first, past, parts.letters, parts.starts,
            links.letters, links.starts, endings.letters, endings.starts,
            SPLIT_FROM, PART_FROM, pieces[first:past],
        )  # fmt: skip

    share_out(work, len(words), chunk=4_096, threads=threads)
    return pieces


#: In the order of _LINKS: the first of equals wins.
_LINK_LIST: Final = WordList.in_order(_LINKS)
_ENDING_LIST: Final = WordList.of(_ENDINGS)
