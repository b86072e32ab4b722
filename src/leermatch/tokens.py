"""Reads texts in compiled code and keeps only which words stand where: a number of four bytes for each.

Threads read slices of the texts, each with a book of its own in which a word gets a number at first sight. At the end
the books become one list of words in the order of their letters, so that it does not matter who read what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U32, freeze
from leermatch.compiled import share_out
from leermatch.kernels.postings import rename
from leermatch.kernels.tokens import BOOK_FULL, DONE, SIGN_UNKNOWN, STREAM_FULL, fill_slots, read_words
from leermatch.letters import known_letters
from leermatch.text import TEXT_LENGTH, WEIGHTLESS, WORD_LENGTH
from leermatch.texts import TextColumn
from leermatch.wordlist import spelled

#: In this order a text is read; a token says which of them it stands in.
FIELDS: Final = ("title", "keywords", "locality", "description", "employer_name")
_SLICE: Final = 8_192
#: Slots of a new book: too few for the words without weight, so that whoever reads anything has seen a book grow,
#: and its kernel is compiled.
_SLOTS: Final = 256
_STREAM: Final = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of n rows of texts.

    `words`    sorted, each once; also words without weight, and those that were asked for; `row_of` tells where
    `stream`   (tokens,) uint32: row in `words`, and above it (`FIELD_SHIFT`) the field; those of row r are
               stream[ends[r]:ends[r + 1]], in the order of FIELDS. Words without weight only occur in employer_name
    `ends`     (n + 1,) int64; `lengths` (n,) int32 the words in each description, those without weight included
    """

    words: list[str]
    row_of: dict[str, int]
    stream: U32
    ends: I64
    lengths: I32


class Wordbook:
    """Numbers for words, given out at first sight by `read_words`; the words without weight come first.

    `slots` is an open table: 32 bits of hash and the number plus one; the words are written one after another in
    `spelled`, word w ending at `ends[w + 1]`.
    """

    def __init__(self) -> None:
        """A book that knows the words without weight."""
        self.slots = np.zeros(_SLOTS, np.uint64)
        self.spelled = np.empty(8 * _SLOTS, np.uint8)
        self.ends = np.zeros(_SLOTS // 2 + 1, np.int64)
        self.many = self.weightless = 0
        self.stream = np.empty(_STREAM, np.uint32)
        column, none = TextColumn.of([" ".join(sorted(WEIGHTLESS))]), TextColumn.empty(1)
        self.read((column, none, none, none, none), 0, 1, np.empty(1, np.int32), np.empty(1, np.int32))
        self.weightless = self.many

    def words(self) -> list[str]:
        """The words in the order of their numbers."""
        return spelled(self.spelled, self.ends[: self.many + 1])

    def read(self, texts: Sequence[TextColumn], first: int, past: int, sizes: I32, lengths: I32) -> U32:
        """The tokens of rows first … past - 1, numbered by this book. `sizes`, `lengths` (past - first,) are filled."""
        letters = tuple(freeze(column.letters.view(np.ndarray)) for column in texts)
        starts = tuple(freeze(column.starts.view(np.ndarray)) for column in texts)
        state = np.array([first, 0, self.many, 0], np.int64)
        known, why = known_letters(), -1
        while why != DONE:
            why = read_words(
                letters, starts, first, past, TEXT_LENGTH, WORD_LENGTH,
                known.ascii, known.pages, known.cells, known.forms,
                self.slots, self.spelled, self.ends, self.weightless,
                self.stream, sizes, lengths, state,
            )  # fmt: skip
            if why == SIGN_UNKNOWN:
                known = known_letters(int(state[3]))
            elif why == BOOK_FULL:
                self._grow()
            elif why == STREAM_FULL:
                more = np.empty(2 * self.stream.size, np.uint32)
                more[: state[1]] = self.stream[: state[1]]
                self.stream = more
        self.many = int(state[2])
        return self.stream[: state[1]].copy()

    def _grow(self) -> None:
        slots = np.zeros(4 * self.slots.size, np.uint64)
        fill_slots(self.slots, slots)
        self.slots = slots
        self.spelled = np.append(self.spelled, np.empty(3 * self.spelled.size, np.uint8))
        self.ends = np.append(self.ends, np.empty(slots.size // 2 + 1 - self.ends.size, np.int64))


class TokenReader:
    """Reads columns of texts, one batch after another; afterwards the texts are not needed any more."""

    def __init__(self, *, threads: int = 0) -> None:
        """On `threads` threads (0: one for each core)."""
        self._threads = threads
        self._books: list[Wordbook] = []
        self._idle: list[Wordbook] = []
        self._pieces: list[tuple[U32, Wordbook]] = []
        self._sizes: list[I32] = []
        self._lengths: list[I32] = []

    def read(self, texts: Mapping[str, TextColumn]) -> None:
        """The next batch: FIELDS of equal length."""
        columns = [texts[field] for field in FIELDS]
        n = len(columns[0])
        cuts = [*range(0, n, _SLICE), n]
        sizes, lengths = np.empty(n, np.int32), np.empty(n, np.int32)
        pieces: dict[int, tuple[U32, Wordbook]] = {}

        def work(begin: int, end: int) -> None:
            book = self._book()
            for at in range(begin, end):
                rows = slice(cuts[at], cuts[at + 1])
                pieces[at] = book.read(columns, rows.start, rows.stop, sizes[rows], lengths[rows]), book
            self._idle.append(book)

        share_out(work, len(cuts) - 1, chunk=1, threads=self._threads)
        self._pieces += [pieces[at] for at in range(len(cuts) - 1)]
        self._sizes.append(sizes)
        self._lengths.append(lengths)

    def finish(self, also: set[str]) -> Tokens:
        """Everything that was read, and room in the list of words for some more. The reader is empty afterwards."""
        listed = {id(book): book.words() for book in self._books}
        words = sorted(also.union(*listed.values()))
        row_of = {word: row for row, word in enumerate(words)}
        names = {
            book: np.fromiter(map(row_of.__getitem__, its), np.uint32, len(its))
            for book, its in listed.items()
        }
        stream = np.empty(sum(piece.size for piece, _ in self._pieces), np.uint32)
        at = 0
        self._pieces.reverse()
        while self._pieces:  # each piece goes as soon as it is copied, so that they are never all there twice
            piece, book = self._pieces.pop()
            rename(piece, names[id(book)], stream[at : at + piece.size])
            at += piece.size
        none = np.empty(0, np.int32)
        ends = np.zeros(sum(sizes.size for sizes in self._sizes) + 1, np.int64)
        np.cumsum(np.concatenate([none, *self._sizes]), out=ends[1:])
        lengths = np.concatenate([none, *self._lengths])
        self._books, self._idle, self._sizes, self._lengths = [], [], [], []
        return Tokens(words, row_of, freeze(stream), freeze(ends), freeze(lengths))

    def _book(self) -> Wordbook:
        try:
            return self._idle.pop()
        except IndexError:
            self._books.append(book := Wordbook())
            return book
