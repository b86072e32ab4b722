"""Building the inverted index of a market's texts.

Weights follow BM25F (Robertson, Zaragoza, Taylor 2004: fields are summed before saturation). What a posting adds
to a score is worked out here, so that a question only adds numbers. A place is read once; what is kept of it are
numbers of words (`leermatch.tokens`), which two passes turn into postings: one counts them, one writes each where it
belongs. Nothing is sorted but the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypedDict

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U32, Bool, freeze
from leermatch.compiled import CORES, share_out
from leermatch.compounds import PART_FROM, split_all
from leermatch.index import AS_WRITTEN, TextIndex, pack
from leermatch.kernels.postings import count_words, weigh
from leermatch.text import DOMAIN_WORDS, STOP_WORDS, WEIGHTLESS, has_weight, stems, words
from leermatch.texts import TextColumn, Texts
from leermatch.tokens import FIELDS, TokenReader, Tokens
from leermatch.typos import letters_of
from leermatch.vocabulary import Occupation
from leermatch.wordlist import WordList

#: What one word adds, by where it stands. Names of the occupation say most, the running text least.
OCCUPATION_WEIGHT: Final = 5.0
FIELD_WEIGHTS: Final = {
    "title": 3.0,
    "employer_name": 2.0,
    "keywords": 1.5,
    "locality": 1.5,
    "description": 1.0,
}
#: What a part of a compound weighs against the whole word.
PART_WEIGHT: Final = 0.4
#: A word of at least this many places may be a part of a compound.
_PART_PLACES: Final = 3
_SHORT_PART: Final = 4

#: What a listed misspelling weighs against the name.
_MISSPELLING: Final = 0.7

_K1: Final = 1.2
_B: Final = 0.4

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

    Postings of term t are [starts[t]:starts[t + 1]] of `rows` (int32, ascending) and `impacts` (float32), of which
    none is above `most[t]`; the rest as in `leermatch.index.TextIndex`.
    """

    n: int
    terms: WordList
    starts: I64
    rows: I32
    impacts: F32
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
        used = {
            row: _occupation_words(occupations[row]) for row in np.unique(occupation).tolist() if row >= 0
        }
        tokens = self._reader.finish({word for weights in used.values() for word in weights})
        named = _named_words(used, len(occupations), tokens.words)
        counts = self._counts(tokens, order, occupation, named)
        weighty = ~_among(tokens.words, WEIGHTLESS)
        plain = weighty & (counts[:, 0] > 0)
        counts[_rows(tokens.words, _misspelled(tuple(occupations))), 0] = 0
        parts = like.parts if like else _parts(tokens.words, counts[:, 0], tuple(occupations))
        listed = WordList.in_order(tokens.words)
        terms = _terms(tokens.words, listed, plain, counts[:, 1] > 0, parts, self._threads)
        basis = like.basis if like else _basis(tokens.lengths)
        starts, rows, impacts, most = self._postings(tokens, order, occupation, named, terms, basis, like)
        counts[~weighty] = 0
        spoken, letters, totals = _spoken(tokens.words, counts.sum(axis=1))
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

    def _counts(self, tokens: Tokens, order: I64, occupation: I32, named: _Named) -> I64:
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
        named: _Named,
        terms: _Terms,
        basis: F64,
        like: TextIndex | None,
    ) -> tuple[I64, I32, F32, F32]:
        """Where the postings of each term begin, their rows, what they add, and the most that each term can add."""
        n, many = order.size, len(terms.listed)
        fields = freeze(np.array([FIELD_WEIGHTS[field] for field in FIELDS]))
        lengths = tokens.lengths[order]
        room = freeze(_K1 * (1 - _B + _B * lengths / basis[1]))
        cursors: dict[int, I64] = {}
        rows, impacts, rarity = np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0)
        filling = False

        def work(first: int, past: int) -> None:
            at = cursors.setdefault(first, np.zeros(many, np.int64))
            weigh(
                tokens.stream, tokens.ends, order, first, past, occupation,
                named.words, named.weights, named.ends, fields,
                terms.rows, terms.factors, terms.ends, terms.written,
                np.full(many, -1, np.int32), np.empty(many), np.empty(many, np.int32), at,
                filling, rarity, room, _K1, rows, impacts,
            )  # fmt: skip

        self._share(work, n)
        starts = np.zeros(many + 1, np.int64)
        np.cumsum(sum(cursors.values(), np.zeros(many, np.int64)), out=starts[1:])
        at = starts[:-1].copy()
        for first in sorted(cursors):  # each thread writes after those with lower rows
            at, cursors[first] = at + cursors[first], at
        known = np.diff(starts) if like is None else like.frequencies(terms.listed)
        rarity = np.log1p((basis[0] - known + 0.5) / (known + 0.5))
        rows, impacts = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
        filling = True
        self._share(work, n)
        return starts, rows, impacts, np.asarray(rarity * (_K1 + 1), dtype=np.float32)

    def _share(self, work: Callable[[int, int], None], n: int) -> None:
        """One run of rows for each thread, the same runs every time."""
        chunk = max(-(-n // self._threads), _ROWS_A_THREAD)
        share_out(work, n, chunk=chunk, threads=self._threads)


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """The words with weight in the names of occupation o: [ends[o]:ends[o + 1]] of rows of words and their weights."""

    words: I32
    weights: F64
    ends: I64


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """Word w stands for the terms [ends[w]:ends[w + 1]] of `rows` in `listed`, each times its factor.

    `written` (words,) int32: the term of the word as it is written, -1 when no employer has it in its name
    """

    listed: WordList
    rows: I32
    factors: F64
    ends: I64
    written: I32


@lru_cache(maxsize=16_384)
def _occupation_words(occupation: Occupation) -> dict[str, float]:
    """Each word with weight in the names with its greatest weight: ten names with "medewerker" say it once."""
    found: dict[str, float] = {}
    slips = ((text, _MISSPELLING) for text in occupation.misspellings)
    for name, weight in ((occupation.name, 1.0), *occupation.terms, *slips):
        for word in words(name):
            if has_weight(word):
                found[word] = max(found.get(word, 0.0), weight * OCCUPATION_WEIGHT)
    return found


@lru_cache(maxsize=4)
def _named(occupations: tuple[Occupation, ...]) -> frozenset[str]:
    """All words of the names of occupations."""
    texts = (text for o in occupations for text in (o.name, *(text for text, _ in o.terms)))
    return frozenset(word for text in texts for word in words(text))


@lru_cache(maxsize=4)
def _misspelled(occupations: tuple[Occupation, ...]) -> frozenset[str]:
    """Single words that are only known as misspellings: no part of a compound, no word to suggest."""
    listed = [words(text) for o in occupations for text in o.misspellings]
    return frozenset(spelled[0] for spelled in listed if len(spelled) == 1) - _named(occupations)


def _named_words(used: Mapping[int, Mapping[str, float]], many: int, spelled: Sequence[str]) -> _Named:
    row_of = {word: row for row, word in enumerate(spelled)} if used else {}
    sizes = np.zeros(many + 1, np.int64)
    for row, weights in used.items():
        sizes[row + 1] = len(weights)
    return _Named(
        freeze(np.array([row_of[word] for row in sorted(used) for word in used[row]], np.int32)),
        freeze(np.array([weight for row in sorted(used) for weight in used[row].values()], np.float64)),
        freeze(np.cumsum(sizes)),
    )


def _rows(spelled: Sequence[str], wanted: frozenset[str]) -> list[int]:
    return [row for row, word in enumerate(spelled) if word in wanted] if wanted else []


def _parts(spelled: Sequence[str], counts: I64, occupations: tuple[Occupation, ...]) -> WordList:
    """Words that may be a part: usual ones of four letters or more, and all from names of occupations."""
    usual = (spelled[row] for row in np.flatnonzero(counts >= _PART_PLACES).tolist())
    known = {word for word in usual if len(word) >= _SHORT_PART} | _named(occupations) | DOMAIN_WORDS
    known = {w for w in known if len(w) >= PART_FROM and w not in STOP_WORDS and w.isalpha()}
    return WordList.of(
        known | {s for s in stems(list(known)) if len(s) >= _SHORT_PART and s not in STOP_WORDS}
    )


def _terms(
    spelled: Sequence[str], listed: WordList, plain: Bool, by_employers: Bool, parts: WordList, threads: int
) -> _Terms:
    """Words become terms: the stem at full weight and the parts of a compound at less."""
    own = np.flatnonzero(plain)
    pieces = split_all(listed, parts, threads=threads)
    pieces[~plain] = -1
    whole = stems([spelled[row] for row in own.tolist()])
    used = np.unique(pieces[pieces >= 0]).astype(np.int64)
    telling = {
        row: word for row, word in zip(used.tolist(), parts.some(used), strict=True) if has_weight(word)
    }
    of_part = dict(zip(telling, stems(list(telling.values())), strict=True))
    written = {row: AS_WRITTEN + spelled[row] for row in np.flatnonzero(by_employers).tolist()}
    terms = sorted({*whole, *of_part.values(), *written.values()})
    row_of = {term: row for row, term in enumerate(terms)}
    table = np.full((len(spelled), 1 + pieces.shape[1]), -1, np.int32)
    table[own, 0] = [row_of[term] for term in whole]
    of_pieces = np.full(len(parts) + 1, -1, np.int32)  # the last one for no piece
    of_pieces[list(of_part)] = [row_of[term] for term in of_part.values()]
    table[:, 1:] = of_pieces[pieces]
    as_written = np.full(len(spelled), -1, np.int32)
    as_written[list(written)] = [row_of[term] for term in written.values()]
    there = table >= 0
    ends = np.zeros(len(spelled) + 1, np.int64)
    np.cumsum(there.sum(axis=1), out=ends[1:])
    factors = np.array([1.0] + [PART_WEIGHT] * pieces.shape[1])
    return _Terms(
        WordList.in_order(terms),
        freeze(table[there]),
        freeze(np.broadcast_to(factors, table.shape)[there]),
        freeze(ends),
        freeze(as_written),
    )


def _among(spelled: Sequence[str], some: frozenset[str]) -> Bool:
    return np.fromiter((word in some for word in spelled), np.bool_, len(spelled))


def _basis(lengths: I32) -> F64:
    """Number of places, and mean words in a description."""
    return np.array([lengths.size, max(float(lengths.mean()), 1.0) if lengths.size else 1.0])


def _spoken(spelled: Sequence[str], counts: I64) -> tuple[WordList, U32, I64]:
    """The words that somebody uses as they are written, their letters, and the places that hold them."""
    kept = np.flatnonzero(counts)
    spoken = WordList.in_order([spelled[row] for row in kept.tolist()])
    bits = np.array([letters_of(chr(byte)) for byte in range(256)], np.uint32)[spoken.letters]
    letters = np.bitwise_or.reduceat(bits, spoken.starts[:-1]) if len(spoken) else np.empty(0, np.uint32)
    return spoken, letters, counts[kept]
