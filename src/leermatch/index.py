"""The inverted index: from a term to the places that hold it and how much it says about them.

What a posting adds to a score was worked out when the index was built (`leermatch.indexing`), so that a question
only adds numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leermatch.arrays import F32, F64, I32, I64, U32, freeze
from leermatch.wordlist import WordList

#: Before a word that is kept as it is written (names of employers).
AS_WRITTEN: Final = "="


@dataclass(frozen=True, slots=True, eq=False)
class TextIndex:
    """Terms with their postings, and the words as they are written.

    `terms`    stems, and names with AS_WRITTEN before them; `starts` (terms + 1,) int64
    `places`   (postings,) int32 rows of the market, ascending within a term; `impacts` (postings,) float32
    `spoken`   words as written; `letters` (words,) uint32 and `counts` (words,) int64 for finding near ones
    `parts`    words that may be a part of a compound
    `basis`    (2,) float64: number of places, and mean words in a description (1 or more), that impacts go by
    """

    terms: WordList
    starts: I64
    places: I32
    impacts: F32
    spoken: WordList
    letters: U32
    counts: I64
    parts: WordList
    basis: F64

    def postings(self, term: str) -> tuple[I32, F32]:
        """Places and impacts of a term; empty when no place holds it."""
        row = self.terms.row_of(term)
        if row < 0:
            return self.places[:0], self.impacts[:0]
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.places[span], self.impacts[span]

    def frequency(self, term: str) -> int:
        """How many places hold a term."""
        row = self.terms.row_of(term)
        return int(self.starts[row + 1] - self.starts[row]) if row >= 0 else 0


def pack(
    *,
    terms: WordList,
    starts: I64,
    rows: I32,
    impacts: F32,
    spoken: WordList,
    letters: U32,
    counts: I64,
    parts: WordList,
    basis: F64,
) -> TextIndex:
    """The index of postings sorted by (term, row): `starts` (terms + 1,) int64, `rows` int32, `impacts` float32."""
    return TextIndex(
        terms=terms,
        starts=freeze(starts),
        places=freeze(rows),
        impacts=freeze(impacts),
        spoken=spoken,
        letters=freeze(letters),
        counts=freeze(counts),
        parts=parts,
        basis=freeze(basis),
    )
