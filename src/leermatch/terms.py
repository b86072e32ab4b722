"""From words to terms: what the words of a place stand for in the index, and what they weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from leermatch.arrays import F64, I32, I64, U32, Bool, freeze
from leermatch.compounds import PART_FROM, split_all
from leermatch.index import AS_WRITTEN
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, WEIGHTLESS, has_weight, stems, words
from leermatch.tokens import Tokens
from leermatch.typos import letters_of
from leermatch.vocabulary import Occupation
from leermatch.wordlist import WordList

#: What a name of the occupation adds, shared among its words: "elektromonteur" says all of one name, half of
#: "industrieel elektromonteur". Compare `leermatch.indexing.FIELD_WEIGHTS`.
OCCUPATION_WEIGHT: Final = 10.0
#: What a part of a compound weighs against the whole word.
PART_WEIGHT: Final = 0.25
#: A word of at least this many places may be a part of a compound.
_PART_PLACES: Final = 3
_SHORT_PART: Final = 4
#: What a listed misspelling weighs against the name.
_MISSPELLING: Final = 0.7

#: The letters of each byte of a word, as in `letters_of`.
_LETTERS: Final = np.array([letters_of(chr(byte)) for byte in range(256)], np.uint32)


class Names:
    """The words in the names of occupations: ten names with "medewerker" say it once."""

    def __init__(self, occupations: Sequence[Occupation]) -> None:
        """Read when needed."""
        self._occupations = occupations
        self._weights: dict[int, dict[str, float]] = {}

    def weights(self, row: int) -> dict[str, float]:
        """Each word with weight in the names of an occupation, with its greatest weight."""
        if row not in self._weights:
            one = self._occupations[row]
            found: dict[str, float] = {}
            slips = ((text, _MISSPELLING) for text in one.misspellings)
            for name, weight in ((one.name, 1.0), *one.terms, *slips):
                weighty = list(filter(has_weight, words(name)))
                for word in weighty:
                    found[word] = max(found.get(word, 0.0), weight * OCCUPATION_WEIGHT / len(weighty))
            self._weights[row] = found
        return self._weights[row]

    @cached_property
    def all_words(self) -> frozenset[str]:
        """All words, misspellings left out."""
        texts = (text for o in self._occupations for text in (o.name, *(text for text, _ in o.terms)))
        return frozenset(word for text in texts for word in words(text))

    @cached_property
    def misspelled(self) -> frozenset[str]:
        """Single words that are only known as misspellings: no part of a compound, no word to suggest."""
        listed = [words(text) for o in self._occupations for text in o.misspellings]
        return frozenset(spelled[0] for spelled in listed if len(spelled) == 1) - self.all_words


_latest: list[tuple[Sequence[Occupation], Names]] = []


def names_of(occupations: Sequence[Occupation]) -> Names:
    """The names of occupations; those that were asked for last are kept, for one small change after another."""
    if not _latest or _latest[0][0] is not occupations:
        _latest[:] = [(occupations, Names(occupations))]
    return _latest[0][1]


@dataclass(frozen=True, slots=True, eq=False)
class NamedWords:
    """The words with weight in the names of occupation o: [ends[o]:ends[o + 1]] of rows of words and their weights."""

    words: I32
    weights: F64
    ends: I64


def named_words(names: Names, used: Sequence[int], many: int, tokens: Tokens) -> NamedWords:
    """The words of some of `many` occupations, ascending; those of the others are left out."""
    weights = [names.weights(row) for row in used]
    sizes = np.zeros(many + 1, np.int64)
    for row, one in zip(used, weights, strict=True):
        sizes[row + 1] = len(one)
    return NamedWords(
        freeze(np.array([tokens.row_of[word] for one in weights for word in one], np.int32)),
        freeze(np.array([weight for one in weights for weight in one.values()], np.float64)),
        freeze(np.cumsum(sizes)),
    )


def parts_of(spelled: Sequence[str], counts: I64, names: Names) -> WordList:
    """Words that may be a part: usual ones of four letters or more, and all from names of occupations."""
    usual = (spelled[row] for row in np.flatnonzero(counts >= _PART_PLACES).tolist())
    known = {word for word in usual if len(word) >= _SHORT_PART} | names.all_words | DOMAIN_WORDS
    known = {w for w in known if len(w) >= PART_FROM and w not in STOP_WORDS and w.isalpha()}
    stemmed = {s for s in stems(list(known)) if len(s) >= _SHORT_PART and s not in STOP_WORDS}
    return WordList.of(known | stemmed)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Word w stands for the terms [ends[w]:ends[w + 1]] of `rows` in `listed`, each times its factor.

    `written` (words,) int32: the term of the word as it is written, -1 when no employer has it in its name
    """

    listed: WordList
    rows: I32
    factors: F64
    ends: I64
    written: I32


def terms_of(spelled: Sequence[str], plain: Bool, by_employers: Bool, parts: WordList, threads: int) -> Terms:
    """Words become terms: those of `plain` the stem at full weight and the parts of a compound at less, those
    `by_employers` the word as it is written."""
    own = np.flatnonzero(plain)
    chosen = [spelled[row] for row in own.tolist()]
    whole = stems(chosen)
    pieces = split_all(WordList.in_order(chosen), parts, threads=threads)
    of_part = _stems_of_parts(pieces, parts)
    written = {row: AS_WRITTEN + spelled[row] for row in np.flatnonzero(by_employers).tolist()}
    terms = sorted({*whole, *of_part.values(), *written.values()})
    row_of = {term: row for row, term in enumerate(terms)}
    table = np.full((len(spelled), 1 + pieces.shape[1]), -1, np.int32)
    table[own, 0] = [row_of[term] for term in whole]
    of_pieces = np.full(len(parts) + 1, -1, np.int32)  # the last one for no piece
    of_pieces[list(of_part)] = [row_of[term] for term in of_part.values()]
    table[own, 1:] = of_pieces[pieces]
    as_written = np.full(len(spelled), -1, np.int32)
    as_written[list(written)] = [row_of[term] for term in written.values()]
    there = table >= 0
    ends = np.zeros(len(spelled) + 1, np.int64)
    np.cumsum(there.sum(axis=1), out=ends[1:])
    factors = np.array([1.0] + [PART_WEIGHT] * pieces.shape[1])
    return Terms(
        WordList.in_order(terms),
        freeze(table[there]),
        freeze(np.broadcast_to(factors, table.shape)[there]),
        freeze(ends),
        freeze(as_written),
    )


def _stems_of_parts(pieces: I32, parts: WordList) -> dict[int, str]:
    """Row of a part → its stem, for the parts that were used and carry weight."""
    used = np.unique(pieces[pieces >= 0]).astype(np.int64)
    telling = {r: w for r, w in zip(used.tolist(), parts.some(used), strict=True) if w not in WEIGHTLESS}
    return dict(zip(telling, stems(list(telling.values())), strict=True))


def spoken_of(spelled: Sequence[str], counts: I64) -> tuple[WordList, U32, I64]:
    """The words that somebody uses as they are written, their letters, and the places that hold them."""
    kept = np.flatnonzero(counts)
    spoken = WordList.in_order([spelled[row] for row in kept.tolist()])
    some = len(spoken) > 0
    letters = np.bitwise_or.reduceat(_LETTERS[spoken.letters], spoken.starts[:-1]) if some else _LETTERS[:0]
    return spoken, letters, counts[kept]
