"""Building the inverted index of a market's texts.

Weights follow BM25F (Robertson, Zaragoza, Taylor 2004: fields are summed before saturation). What a posting adds
to a score is worked out here, so that a question only adds numbers. A place is read once; what is kept of it are
numbers of words (`leermatch.tokens`), which two passes turn into postings: one counts them, one writes each where it
belongs. Nothing is sorted but the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypedDict

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U32, freeze
from leermatch.compiled import CORES, share_out
from leermatch.index import IMPACT_STEPS, TextIndex, pack
from leermatch.kernels.postings import count_words, weigh
from leermatch.terms import NamedWords, Terms, named_words, names_of, parts_of, spoken_of, terms_of
from leermatch.text import WEIGHTLESS
from leermatch.texts import TextColumn, Texts
from leermatch.tokens import FIELDS, TokenReader, Tokens
from leermatch.vocabulary import Occupation
from leermatch.wordlist import WordList

#: What one word adds, by where it stands. Names of the occupation say most (`leermatch.terms`), running text least.
FIELD_WEIGHTS: Final = {
    "title": 3.0,
    "employer_name": 2.0,
    "keywords": 1.5,
    "locality": 1.5,
    "description": 1.0,
}
_K1: Final = 2.4
_B: Final = 0.3

#: Rows for which another thread is worth its start.
_ROWS_A_THREAD: Final = 4_096


def build_index(
    texts: Texts, occupation: I32, occupations: Sequence[Occupation], *, like: TextIndex | None = None
) -> TextIndex:
    """The index of n places. `occupation` (n,) rows in `occupations`, -1 unknown. Time is linear in the words.

    `like`: an index whose parts of compounds, rarity of words and usual length of a description are taken over, so
    that a text says the same in both. A word that it does not hold is as rare as can be.
    """
    builder = IndexBuilder()
    builder.read({field: getattr(texts, field) for field in FIELDS})
    return pack(**builder.inverted(texts.order, occupation, occupations, like=like))


class Inverted(TypedDict):
    """An index of n rows in plain arrays, for `leermatch.index.pack`.

    Postings of term t are [starts[t]:starts[t + 1]] of `rows` (int32, ascending) and `impacts` (uint8, 1 … 255), in
    steps of most[t] / 255; the rest as in `leermatch.index.TextIndex`.
    """

    n: int
    terms: WordList
    starts: I64
    rows: I32
    impacts: U8
    most: F32
    spoken: WordList
    letters: U32
    counts: I64
    parts: WordList
    basis: F64


class IndexBuilder:
    """Inverts from batches of texts, so that they need not be in memory together."""

    def __init__(self, *, threads: int = 0) -> None:
        """On `threads` threads (0: one for each core); the index is the same for any number."""
        self._threads = threads or CORES
        self._reader = TokenReader(threads=self._threads)

    def read(self, texts: Mapping[str, TextColumn]) -> None:
        """The next batch: title, keywords, locality, description and employer_name, of equal length."""
        self._reader.read(texts)

    def inverted(
        self,
        order: I64,
        occupation: I32,
        occupations: Sequence[Occupation],
        *,
        like: TextIndex | None = None,
    ) -> Inverted:
        """The index of everything that was read; see `build_index`. Row r of the market was read as row `order[r]`.

        The builder is empty afterwards.
        """
        order = freeze(order.astype(np.int64))
        occupation = freeze(occupation.astype(np.int32))
        names = names_of(occupations)
        used = [row for row in np.unique(occupation).tolist() if row >= 0]
        tokens = self._reader.finish({word for row in used for word in names.weights(row)})
        named = named_words(names, used, len(occupations), tokens)
        counts = self._counts(tokens, order, occupation, named)
        by_employers = counts[:, 1] > 0
        counts[_rows(tokens, WEIGHTLESS), 0] = 0
        plain = counts[:, 0] > 0
        counts[_rows(tokens, names.misspelled), 0] = 0
        parts = like.parts if like else parts_of(tokens.words, counts[:, 0], names)
        terms = terms_of(tokens.words, plain, by_employers, parts, self._threads)
        basis = like.basis if like else _basis(tokens.lengths)
        starts, rows, impacts, most = self._postings(tokens, order, occupation, named, terms, basis, like)
        counts[_rows(tokens, WEIGHTLESS)] = 0
        spoken, letters, totals = spoken_of(tokens.words, counts.sum(axis=1))
        return Inverted(
            terms=terms.listed,
            starts=starts,
            rows=rows,
            impacts=impacts,
            most=most,
            n=order.size,
            spoken=spoken,
            letters=letters,
            counts=totals,
            parts=parts,
            basis=basis,
        )

    def _counts(self, tokens: Tokens, order: I64, occupation: I32, named: NamedWords) -> I64:
        """(words, 2) places that hold each word: anywhere but in the name of the employer, and there."""
        n = order.size
        given = np.empty(n, np.int32)
        given[order] = occupation
        found: list[I64] = []

        def work(first: int, past: int) -> None:
            counts = np.zeros((len(tokens.words), 2), np.int64)
            seen = np.full(counts.shape, -1, np.int32)
            count_words(
                tokens.stream, tokens.ends, first, past, freeze(given), named.words, named.ends, seen, counts
            )
            found.append(counts)

        self._share(work, n)
        return sum(found, np.zeros((len(tokens.words), 2), np.int64))

    def _postings(
        self,
        tokens: Tokens,
        order: I64,
        occupation: I32,
        named: NamedWords,
        terms: Terms,
        basis: F64,
        like: TextIndex | None,
    ) -> tuple[I64, I32, U8, F32]:
        """Where the postings of each term begin, their rows, what they add, and the most that each term can add."""
        n, many = order.size, len(terms.listed)
        fields = freeze(np.array([FIELD_WEIGHTS[field] for field in FIELDS]))
        lengths = tokens.lengths[order]
        room = freeze(_K1 * (1 - _B + _B * lengths / basis[1]))
        cursors: dict[int, I64] = {}
        rows, impacts, rarity = np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0)
        steps = rarity
        filling = False

        def work(first: int, past: int) -> None:
            at = cursors.setdefault(first, np.zeros(many, np.int64))
            weigh(
                tokens.stream, tokens.ends, order, first, past, occupation,
                named.words, named.weights, named.ends, fields,
                terms.rows, terms.factors, terms.ends, terms.written,
                np.full(many, -1, np.int32), np.empty(many), np.empty(many, np.int32), at,
                filling, rarity, room, _K1, steps, rows, impacts,
            )  # fmt: skip

        self._share(work, n)
        starts = np.zeros(many + 1, np.int64)
        np.cumsum(sum(cursors.values(), np.zeros(many, np.int64)), out=starts[1:])
        at = starts[:-1].copy()
        for first in sorted(cursors):  # each thread writes after those with lower rows
            at, cursors[first] = at + cursors[first], at
        known = np.diff(starts) if like is None else like.frequencies(terms.listed)
        rarity = np.log1p((basis[0] - known + 0.5) / (known + 0.5))
        most = np.asarray(rarity * (_K1 + 1), dtype=np.float32)
        steps = IMPACT_STEPS / most.astype(np.float64)
        rows, impacts = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint8)
        filling = True
        self._share(work, n)
        return starts, rows, impacts, most

    def _share(self, work: Callable[[int, int], None], n: int) -> None:
        """One run of rows for each thread, the same runs every time."""
        chunk = max(-(-n // self._threads), _ROWS_A_THREAD)
        share_out(work, n, chunk=chunk, threads=self._threads)


def _rows(tokens: Tokens, wanted: frozenset[str]) -> list[int]:
    return [tokens.row_of[word] for word in wanted if word in tokens.row_of]


def _basis(lengths: I32) -> F64:
    """Number of places, and mean words in a description."""
    return np.array([lengths.size, max(float(lengths.mean()), 1.0) if lengths.size else 1.0])
