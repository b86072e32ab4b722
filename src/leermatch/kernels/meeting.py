"""Questions whose words stand for one term each that must occur: the rows of the rarest, asked of the others."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I64
from leermatch.compiled import bare
from leermatch.kernels.bits import lowest, ones
from leermatch.kernels.blocks import WORD, WORD_BITS
from leermatch.kernels.cursors import (
    LOW_BITS,
    Asked,
    Cursors,
    Postings,
    bits_of,
    from_row,
    held_by,
    impact_of,
)
from leermatch.kernels.rows import Batch


@bare
def is_simple(asked: Asked, cursors: Cursors, term_of: I64) -> bool:
    """Whether all words must occur, each has one term only in the block in hand, where enough occur, and the rarest is
    listed or the only one: `term_of` (words,), the rarest first."""
    words = asked.words.size - 1
    if asked.needed < words:
        return False
    for word in range(words):
        term_of[word] = -1
        for option in range(asked.words[word], asked.words[word + 1]):
            first, past = asked.options[option], asked.options[option + 1]
            is_here = True
            for term in range(first, past):
                is_here &= cursors.mode[term] != 0
            if is_here:
                if term_of[word] >= 0 or past - first > 1:
                    return False
                term_of[word] = first
    for word in range(1, words):
        if held_by(term_of[word], cursors) < held_by(term_of[0], cursors):
            term_of[0], term_of[word] = term_of[word], term_of[0]
    return words == 1 or cursors.mode[term_of[0]] == 1


@bare
def meet_terms(
    row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, term_of: I64, batch: Batch
) -> int:
    """Put the rows of a window that hold all words in a batch, with their points; how many."""
    low, past = row & LOW_BITS, ((until - 1) & LOW_BITS) + 1
    many = _rows_of(term_of[0], low, past, postings, asked, cursors, batch)
    for word in range(1, term_of.size):
        many = _sifted(term_of[word], many, postings, asked, cursors, batch)
    origin = np.int32(row - low)
    for at in range(many):
        batch.row[at] += origin
    return many


@bare
def _rows_of(
    term: int, low: int, past: int, postings: Postings, asked: Asked, cursors: Cursors, batch: Batch
) -> int:
    """The rows of a window that hold a term."""
    many, weight, shift = np.int64(0), np.int32(asked.weights[term]), cursors.shift[term]
    if cursors.mode[term] == 1:
        at, stop = from_row(low, term, postings, cursors), cursors.stop[term]
        while at < stop and postings.lows[at] < past:
            batch.row[many] = postings.lows[at]
            batch.points[many] = np.int32(postings.impacts[at + shift]) * weight
            many, at = many + 1, at + 1
        cursors.at[term] = at
    elif cursors.mode[term] == 2:
        for at in range(low, past):
            impact = np.int32(postings.impacts[shift + at])
            batch.row[many], batch.points[many] = at, impact * weight
            many += impact > 0
    else:
        for group in range(low >> WORD_BITS, (past + WORD - 1) >> WORD_BITS):
            bits, impact_at = bits_of(group, low, past, term, postings, cursors)
            while bits:
                batch.row[many] = (group << WORD_BITS) + lowest(bits)
                batch.points[many] = np.int32(postings.impacts[impact_at]) * weight
                bits &= bits - 1
                many, impact_at = many + 1, impact_at + 1
    return many


@bare
def _sifted(term: int, many: int, postings: Postings, asked: Asked, cursors: Cursors, batch: Batch) -> int:
    """Keep the rows of a batch that hold a term too, and add its points; without a branch where rows are bits."""
    kept, weight, shift = np.int64(0), np.int32(asked.weights[term]), cursors.shift[term]
    if cursors.mode[term] == 3:
        first = cursors.at[term]
        for at in range(many):
            low, points = np.int64(batch.row[at]), batch.points[at]
            word, bit = first + (low >> WORD_BITS), low & (WORD - 1)
            bits = postings.bits[word]
            has = (bits >> bit) & 1
            rank = np.int64(postings.ranks[word]) + ones(bits & ((np.int64(1) << bit) - 1))
            impact = np.int32(postings.impacts[shift + rank * has])
            batch.row[kept], batch.points[kept] = low, points + impact * weight
            kept += has
    elif cursors.mode[term] == 2:
        for at in range(many):
            low, points = np.int64(batch.row[at]), batch.points[at]
            impact = np.int32(postings.impacts[shift + low])
            batch.row[kept], batch.points[kept] = low, points + impact * weight
            kept += impact > 0
    else:
        for at in range(many):
            low, points = np.int64(batch.row[at]), batch.points[at]
            impact = np.int32(impact_of(low, term, postings, cursors))
            batch.row[kept], batch.points[kept] = low, points + impact * weight
            kept += impact > 0
    return kept
