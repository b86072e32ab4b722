"""Where the terms of a question stand in their postings, row by row upwards."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import I32, I64, U8, U16
from leermatch.compiled import bare
from leermatch.kernels.bits import ones
from leermatch.kernels.blocks import BLOCK, BLOCK_BITS, WORD, WORD_BITS

LOW_BITS = (1 << BLOCK_BITS) - 1


class Postings(NamedTuple):
    """The postings of `leermatch.index.TextIndex`."""

    frequencies: I32
    firsts: I64
    blocks: U16
    offsets: I64
    lows_at: I64
    lows: U16
    impacts: U8
    bits: I64
    ranks: U16


class Asked(NamedTuple):
    """The words of a question: word w has the options words[w] … words[w + 1] - 1, option o the terms
    options[o] … options[o + 1] - 1; `terms` are rows of the index, `weights` what a unit of impact adds."""

    words: I64
    options: I64
    terms: I64
    weights: I64
    needed: int


class Cursors(NamedTuple):
    """Where each term of a question stands: its block, and there the next posting at or after the row in hand.

    `mode` 0 nothing in this block, 1 listed, 2 a byte for every row, 3 a bit for every row; impact of listed posting p:
    impacts[p + shift]. With bits `at` is where they begin, and `stop` how many are 1.
    """

    block: I64
    mode: I64
    at: I64
    stop: I64
    shift: I64


@bare
def enter(term: int, block: int, postings: Postings, asked: Asked, cursors: Cursors) -> None:
    """Bring a cursor to a block, which lies after the one it stands in."""
    at, past = cursors.block[term], postings.firsts[asked.terms[term] + 1]
    while at < past and postings.blocks[at] < block:
        at += 1
    cursors.block[term], cursors.mode[term] = at, 0
    if at < past and postings.blocks[at] == block:
        low_at, impact_at = postings.lows_at[at], postings.offsets[at]
        if low_at == -1:
            cursors.mode[term], cursors.shift[term] = 2, impact_at
        elif low_at < -1:
            cursors.mode[term], cursors.at[term], cursors.shift[term] = 3, -2 - low_at, impact_at
            cursors.stop[term] = postings.offsets[at + 1] - impact_at
        else:
            cursors.mode[term], cursors.at[term] = 1, low_at
            cursors.stop[term] = low_at + postings.offsets[at + 1] - impact_at
            cursors.shift[term] = impact_at - low_at


@bare
def held_by(term: int, cursors: Cursors) -> int:
    """About how many rows of the block in hand hold a term, from where its cursor stands."""
    if cursors.mode[term] == 1:
        return cursors.stop[term] - cursors.at[term]
    if cursors.mode[term] == 3:
        return cursors.stop[term]
    return BLOCK if cursors.mode[term] == 2 else 0


@bare
def from_row(low: int, term: int, postings: Postings, cursors: Cursors) -> int:
    """The first listed posting at or after a row, found by doubling steps."""
    at, stop, step = cursors.at[term], cursors.stop[term], 1
    if at < stop and postings.lows[at] < low:
        while at + step < stop and postings.lows[at + step] < low:
            at += step
            step <<= 1
        past = min(at + step, stop)
        at += 1
        while at < past:
            middle = (at + past) >> 1
            if postings.lows[middle] < low:
                at = middle + 1
            else:
                past = middle
    cursors.at[term] = at
    return at


@bare
def impact_of(low: int, term: int, postings: Postings, cursors: Cursors) -> int:
    """What a term says about a row, 0 when it does not hold the term. Rows must not come in descending order."""
    if cursors.mode[term] == 2:
        return np.int64(postings.impacts[cursors.shift[term] + low])
    if cursors.mode[term] == 1:
        at = from_row(low, term, postings, cursors)
        if at < cursors.stop[term] and postings.lows[at] == low:
            return np.int64(postings.impacts[at + cursors.shift[term]])
    if cursors.mode[term] == 3:
        word, bit = cursors.at[term] + (low >> WORD_BITS), low & (WORD - 1)
        bits = postings.bits[word]
        if (bits >> bit) & 1:
            rank = np.int64(postings.ranks[word]) + ones(bits & ((np.int64(1) << bit) - 1))
            return np.int64(postings.impacts[cursors.shift[term] + rank])
    return np.int64(0)


@bare
def bits_of(
    word: int, low: int, past: int, term: int, postings: Postings, cursors: Cursors
) -> tuple[int, int]:
    """The rows from low to past among 64 of a block, as bits; where the impact of the first of them stands."""
    at = cursors.at[term] + word
    bits, first = postings.bits[at], cursors.shift[term] + np.int64(postings.ranks[at])
    if low > word << WORD_BITS:
        before = bits & ((np.int64(1) << (low & (WORD - 1))) - 1)
        first += ones(before)
        bits ^= before
    if past < (word + 1) << WORD_BITS:
        bits &= (np.int64(1) << (past & (WORD - 1))) - 1
    return bits, first


@bare
def others(option: int, but: int, low: int, postings: Postings, asked: Asked, cursors: Cursors) -> int:
    """What the other terms of an option add to a row, -1 when one of them is not there."""
    added = np.int64(0)
    for term in range(asked.options[option], asked.options[option + 1]):
        if term != but:
            impact = impact_of(low, term, postings, cursors)
            if impact == 0:
                return np.int64(-1)
            added += impact * asked.weights[term]
    return added
