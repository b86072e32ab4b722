"""The inverted index: from a term to the places that hold it and how much it says about them.

What a posting adds to a score was worked out when the index was built (`leermatch.indexing`), so that a question
only adds numbers. Postings are kept in blocks of 65,536 rows, in the form that takes least: two bytes for the row
within the block and one for what it adds; where one row in thirteen holds the term, a bit for every row instead of the
two bytes, with how many stand before each 64 rows; where nearly every row does, one byte for every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U16, U32, AnyArray, freeze
from leermatch.handing import Handed
from leermatch.kernels.blocks import measure, write
from leermatch.kernels.cursors import Postings
from leermatch.kernels.handing import POSTINGS_KINDS
from leermatch.wordlist import WordList

#: Before a word that is kept as it is written (names of employers).
AS_WRITTEN: Final = "="
#: What a posting adds is written as a part of the most that its term can add.
IMPACT_STEPS: Final = 255


@dataclass(frozen=True, eq=False)
class TextIndex:
    """Terms with their postings, and the words as they are written.

    `terms`        stems, and names with AS_WRITTEN before them
    `places`       (terms,) int32 places that hold each term; `most` (terms,) float32 the most that it can add
    `firsts`       (terms + 1,) int64: term t has the blocks firsts[t] … firsts[t + 1] - 1
    `blocks`       (blocks,) uint16: the upper bits of the rows in a block, ascending within a term
    `offsets`      (blocks + 1,) int64: where the impacts of a block begin
    `lows_at`      (blocks,) int64: where its rows begin in `lows`; -1 when there is an impact for every row; -2 - b
                   when they are bits from b on
    `lows`         (listed,) uint16: the lower 16 bits of the rows
    `impacts`      (impacts,) uint8 in steps of most / 255; 0 only where a row of a full block lacks the term
    `bits`         (numbers,) int64: 64 rows each, the first the lowest bit; `ranks` (numbers,) uint16: bits before it
    `spoken`       words as written; `letters` (words,) uint32 and `counts` (words,) int64 for finding near ones
    `parts`        words that may be a part of a compound
    `basis`        (2,) float64: number of places, and mean words in a description (1 or more), that impacts go by
    """

    terms: WordList
    places: I32
    most: F32
    firsts: I64
    blocks: U16
    offsets: I64
    lows_at: I64
    lows: U16
    impacts: U8
    bits: I64
    ranks: U16
    spoken: WordList
    letters: U32
    counts: I64
    parts: WordList
    basis: F64

    def frequency(self, term: str) -> int:
        """How many places hold a term."""
        row = self.terms.row_of(term)
        return int(self.places[row]) if row >= 0 else 0

    def frequencies(self, terms: WordList) -> I64:
        """How many places hold each of some terms."""
        return np.append(self.places, 0)[self.terms.rows_of(terms)].astype(np.int64)

    def postings(self) -> Postings:
        """The arrays that a kernel reads."""
        return Postings(
            self.places,
            self.firsts,
            self.blocks,
            self.offsets,
            self.lows_at,
            self.lows,
            self.impacts,
            self.bits,
            self.ranks,
        )

    @cached_property
    def handed(self) -> Handed:
        """The same as one table."""
        return Handed.of(self.postings(), POSTINGS_KINDS)

    @property
    def nbytes(self) -> int:
        """Bytes of the postings, where they are found, and the words."""
        lists = (self.terms, self.spoken, self.parts)
        arrays = (*self.postings(), self.most, self.letters, self.counts)
        return sum(array.nbytes for array in arrays) + sum(w.letters.nbytes + w.starts.nbytes for w in lists)


def pack(
    *,
    terms: WordList,
    starts: I64,
    rows: I32,
    impacts: U8,
    most: F32,
    n: int,
    spoken: WordList,
    letters: U32,
    counts: I64,
    parts: WordList,
    basis: F64,
) -> TextIndex:
    """The index of n rows. `starts` (terms + 1,) int64; `rows` int32 ascending within a term and `impacts` uint8
    in steps of most / 255 (postings,); `most` (terms,) float32 the most that each term can add to a score."""
    blocks, listed, written, numbers = measure(starts, rows, n)
    made: dict[str, AnyArray] = {
        "firsts": np.zeros(len(terms) + 1, np.int64),
        "blocks": np.empty(blocks, np.uint16),
        "offsets": np.zeros(blocks + 1, np.int64),
        "lows_at": np.empty(blocks, np.int64),
        "lows": np.empty(listed, np.uint16),
        "impacts": np.zeros(written, np.uint8),
        "bits": np.zeros(numbers, np.int64),
        "ranks": np.empty(numbers, np.uint16),
    }
    write(starts, rows, impacts, n, **made)
    return TextIndex(
        terms=terms,
        places=freeze(np.diff(starts).astype(np.int32)),
        most=freeze(most),
        spoken=spoken,
        letters=freeze(letters),
        counts=freeze(counts),
        parts=parts,
        basis=freeze(basis),
        **{name: freeze(array) for name, array in made.items()},
    )
