"""Which rows of a window hold enough words of a question: 64 rows at a time, as bits of a number.

The rows of a term are bits already where it is frequent, else they are made so. An option is the rows that all of its
terms share, a word the rows of any of its options. How many words a row holds is added up in columns of bits. Only for
the rows that are left is asked what their words are worth.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import I32, I64, U8
from leermatch.compiled import bare, inlined
from leermatch.kernels.bits import lowest, ones
from leermatch.kernels.blocks import WORD, WORD_BITS
from leermatch.kernels.cursors import LOW_BITS, Asked, Cursors, Postings, from_row

#: Rows that are looked at together when words are asked; a divisor of the rows of a block.
WINDOW = 8192
#: Numbers of 64 rows in a window.
NUMBERS = WINDOW // WORD
#: Columns that can count to the most words of a question.
COLUMNS = 4


class Sieve(NamedTuple):
    """Room to work in. `rows` (terms, NUMBERS) int64 the rows of listed terms as bits; `option`, `word`, `held`
    (NUMBERS,) int64 those of an option, of a word, and those that hold enough words; `before` (NUMBERS,) how many of
    these stand before each number; `columns` (COLUMNS, NUMBERS) int64 how many words a row holds, its lowest digit
    first. For each row that is left: `most` (WINDOW,) int32 what a word is worth, `lacking` (WINDOW,) uint8 the words
    that are not there; of an option `added` (WINDOW + 1,) int32 what its terms give, `has` (WINDOW + 1,) uint8 how many
    of them it holds; the last is for rows that are not left."""

    rows: I64
    option: I64
    word: I64
    held: I64
    before: I64
    columns: I64
    most: I32
    lacking: U8
    added: I32
    has: U8


@inlined
def sieve_for(terms: int) -> Sieve:
    """Room for a question of so many terms."""
    return Sieve(
        np.empty((terms, NUMBERS), np.int64),
        np.empty(NUMBERS, np.int64),
        np.empty(NUMBERS, np.int64),
        np.empty(NUMBERS, np.int64),
        np.empty(NUMBERS, np.int64),
        np.empty((COLUMNS, NUMBERS), np.int64),
        np.empty(WINDOW, np.int32),
        np.empty(WINDOW, np.uint8),
        np.empty(WINDOW + 1, np.int32),
        np.empty(WINDOW + 1, np.uint8),
    )


@bare
def are_here(asked: Asked, cursors: Cursors) -> bool:
    """Whether enough words occur in the block in hand for some row to be an answer."""
    many = 0
    for word in range(asked.words.size - 1):
        is_here = False
        for option in range(asked.words[word], asked.words[word + 1]):
            is_here |= _is_here(option, asked, cursors)
        many += is_here
    return many >= asked.needed


@bare
def sift(row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, sieve: Sieve) -> int:
    """Put the rows of a window of a block that hold enough words in `sieve.held`; how many."""
    low, past = row & LOW_BITS, ((until - 1) & LOW_BITS) + 1
    first, size = low >> WORD_BITS, ((past + WORD - 1) >> WORD_BITS) - (low >> WORD_BITS)
    for term in range(asked.terms.size):
        _put_rows(term, low, past, size, postings, cursors, sieve)
    # A row that holds enough words makes its columns run over.
    digits, held, word = 0, sieve.held[:size], sieve.word[:size]
    while 1 << digits < asked.needed:
        digits += 1
    for digit in range(digits):
        filled = np.int64(-(((1 << digits) - asked.needed) >> digit & 1))
        sieve.columns[digit, :size] = filled
    held[:] = 0
    for one in range(asked.words.size - 1):
        word[:] = 0
        for option in range(asked.words[one], asked.words[one + 1]):
            if _is_here(option, asked, cursors):
                _put_option(option, first, size, postings, asked, cursors, sieve)
                for at in range(size):
                    word[at] |= sieve.option[at]
        for digit in range(digits):
            column = sieve.columns[digit, :size]
            for at in range(size):
                both = column[at] & word[at]
                column[at] ^= word[at]
                word[at] = both
        for at in range(size):
            held[at] |= word[at]
    held[0] &= np.int64(-1) << (low & (WORD - 1))
    if past & (WORD - 1):
        held[size - 1] &= (np.int64(1) << (past & (WORD - 1))) - 1
    many = np.int64(0)
    for at in range(size):
        sieve.before[at] = many
        many += ones(held[at])
    return many


@bare
def list_held(
    many: int, row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, sieve: Sieve, rows: I32,
    points: I32,
) -> None:  # fmt: skip
    """The rows that a window was sifted to, and their points: as large a part of them as they hold of the words."""
    low, past = row & LOW_BITS, ((until - 1) & LOW_BITS) + 1
    first, size = low >> WORD_BITS, ((past + WORD - 1) >> WORD_BITS) - (low >> WORD_BITS)
    origin, found, words = (row - low) + (first << WORD_BITS), np.int64(0), asked.words.size - 1
    for at in range(size):
        bits = sieve.held[at]
        while bits:
            rows[found] = origin + (at << WORD_BITS) + lowest(bits)
            bits &= bits - 1
            found += 1
    points[:many] = 0
    sieve.lacking[:many] = 0
    for word in range(words):
        sieve.most[:many] = 0
        for option in range(asked.words[word], asked.words[word + 1]):
            if _is_here(option, asked, cursors):
                _weigh(option, many, low, past, postings, asked, cursors, sieve, rows)
        for at in range(many):
            points[at] += sieve.most[at]
            sieve.lacking[at] += sieve.most[at] == 0
    if asked.needed < words:
        for at in range(many):
            points[at] = np.int64(points[at]) * (words - np.int64(sieve.lacking[at])) // words


@bare
def _is_here(option: int, asked: Asked, cursors: Cursors) -> bool:
    """Whether all terms of an option occur in the block in hand."""
    is_here = True
    for term in range(asked.options[option], asked.options[option + 1]):
        is_here &= cursors.mode[term] != 0
    return is_here


@bare
def _put_rows(
    term: int, low: int, past: int, size: int, postings: Postings, cursors: Cursors, sieve: Sieve
) -> None:
    """The rows of a term in a window as bits, unless the postings hold them so. Its cursor stands there then."""
    first, rows = low >> WORD_BITS, sieve.rows[term, :size]
    if cursors.mode[term] == 1:
        rows[:] = 0
        at, stop = from_row(low, term, postings, cursors), cursors.stop[term]
        while at < stop and postings.lows[at] < past:
            own = np.int64(postings.lows[at])
            rows[(own >> WORD_BITS) - first] |= np.int64(1) << (own & (WORD - 1))
            at += 1
    elif cursors.mode[term] == 2:
        rows[:] = 0
        for own in range(low, past):
            holds = np.int64(postings.impacts[cursors.shift[term] + own] > 0)
            rows[(own >> WORD_BITS) - first] |= holds << (own & (WORD - 1))


@bare
def _put_option(
    option: int, first: int, size: int, postings: Postings, asked: Asked, cursors: Cursors, sieve: Sieve
) -> None:
    """The rows of a window that all terms of an option share."""
    shared = sieve.option[:size]
    shared[:] = -1
    for term in range(asked.options[option], asked.options[option + 1]):
        if cursors.mode[term] == 3:
            begin = cursors.at[term] + first
            bits = postings.bits[begin : begin + size]
            for at in range(size):
                shared[at] &= bits[at]
        else:
            rows = sieve.rows[term, :size]
            for at in range(size):
                shared[at] &= rows[at]


@bare
def _weigh(
    option: int, many: int, low: int, past: int, postings: Postings, asked: Asked, cursors: Cursors, sieve: Sieve,
    rows: I32,
) -> None:  # fmt: skip
    """Raise `sieve.most` of the rows that hold all terms of an option to what it gives them."""
    added, terms = sieve.added[:many], asked.options[option + 1] - asked.options[option]
    sieve.added[:many] = 0
    sieve.has[:many] = 0
    for term in range(asked.options[option], asked.options[option + 1]):
        _add_term(term, many, low, past, postings, np.int32(asked.weights[term]), cursors, sieve, rows)
    for at in range(many):
        points = added[at] if sieve.has[at] == terms else np.int32(0)
        sieve.most[at] = max(sieve.most[at], points)


@bare
def _add_term(
    term: int, many: int, low: int, past: int, postings: Postings, weight: int, cursors: Cursors, sieve: Sieve,
    rows: I32,
) -> None:  # fmt: skip
    """Add what a term gives the rows that hold it; where it is listed, to the rows that are left of those listed."""
    shift, added, has = cursors.shift[term], sieve.added, sieve.has
    if cursors.mode[term] == 1:
        first, at, stop = low >> WORD_BITS, cursors.at[term], cursors.stop[term]
        while at < stop and postings.lows[at] < past:
            own = np.int64(postings.lows[at])
            number, bit = (own >> WORD_BITS) - first, own & (WORD - 1)
            bits = sieve.held[number]
            rank = sieve.before[number] + ones(bits & ((np.int64(1) << bit) - 1))
            slot = rank if (bits >> bit) & 1 else np.int64(WINDOW)
            added[slot] += np.int32(postings.impacts[at + shift]) * weight
            has[slot] += 1
            at += 1
    elif cursors.mode[term] == 2:
        for at in range(many):
            impact = np.int32(postings.impacts[shift + (np.int64(rows[at]) & LOW_BITS)])
            added[at] += impact * weight
            has[at] += impact > 0
    else:
        begin = cursors.at[term]
        for at in range(many):
            own = np.int64(rows[at]) & LOW_BITS
            number, bit = begin + (own >> WORD_BITS), own & (WORD - 1)
            bits = postings.bits[number]
            holds = (bits >> bit) & 1
            rank = np.int64(postings.ranks[number]) + ones(bits & ((np.int64(1) << bit) - 1))
            added[at] += np.int32(np.int64(postings.impacts[shift + rank * holds]) * holds) * weight
            has[at] += holds
