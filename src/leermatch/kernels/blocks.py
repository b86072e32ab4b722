"""Writes postings in their compact form (see `leermatch.index`)."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8, U16
from leermatch.compiled import inlined, kernel
from leermatch.kernels.bits import ones

#: Rows of a block: the lower 16 bits of a row stand in a posting, the upper ones with the block.
BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
#: Rows of a number in `bits`, and what such a number takes with its rank.
WORD_BITS, WORD = 6, 64
_WORD_BYTES = 10
#: How a block says which rows hold the term: listed, by a byte for every row, or by a bit for every row.
LISTED, FULL, BITS = range(3)


@inlined
def _past_block(at: int, past: int, rows: I32) -> int:
    """The first posting of the next block, or the end of the term."""
    block = rows[at] >> BLOCK_BITS
    while at < past and rows[at] >> BLOCK_BITS == block:
        at += 1
    return at


@inlined
def _wide(row: int, n: int) -> int:
    """Rows in the block of a row; the last block may be narrow."""
    return min(BLOCK, n - (row >> BLOCK_BITS) * BLOCK)


@inlined
def _form(many: int, wide: int) -> int:
    """The form in which a block with so many of its rows takes least: three bytes a row that is listed, one for every
    row, or one bit for every row and a byte for each that holds the term."""
    by_bits = many + _WORD_BYTES * ((wide + WORD - 1) >> WORD_BITS)
    if wide <= min(3 * many, by_bits):
        return FULL
    return LISTED if 3 * many <= by_bits else BITS


@kernel
def measure(starts: I64, rows: I32, n: int) -> tuple[int, int, int, int]:
    """How many blocks, listed rows, impacts and numbers of bits the postings of n rows take. `starts` (terms + 1,),
    `rows` ascending within a term."""
    blocks = listed = impacts = words = 0
    for term in range(starts.size - 1):
        at = starts[term]
        while at < starts[term + 1]:
            first, at = at, _past_block(at, starts[term + 1], rows)
            wide = _wide(np.int64(rows[first]), n)
            form = _form(at - first, wide)
            blocks += 1
            listed += at - first if form == LISTED else 0
            impacts += wide if form == FULL else at - first
            words += (wide + WORD - 1) >> WORD_BITS if form == BITS else 0
    return blocks, listed, impacts, words


@kernel
def write(
    starts: I64, rows: I32, added: U8, n: int,
    firsts: I64, blocks: U16, offsets: I64, lows_at: I64, lows: U16, impacts: U8, bits: I64, ranks: U16,
) -> None:  # fmt: skip
    """Fill the arrays that `measure` gave the sizes of. `added` (postings,) as in `impacts`, which must be zero, as
    `bits` must."""
    block_at = low_at = impact_at = word_at = 0
    for term in range(starts.size - 1):
        firsts[term] = block_at
        at = starts[term]
        while at < starts[term + 1]:
            first, at = at, _past_block(at, starts[term + 1], rows)
            wide = _wide(np.int64(rows[first]), n)
            form = _form(at - first, wide)
            blocks[block_at], offsets[block_at] = rows[first] >> BLOCK_BITS, impact_at
            lows_at[block_at] = low_at if form == LISTED else -1 if form == FULL else -2 - word_at
            for posting in range(first, at):
                low = np.int64(rows[posting]) & (BLOCK - 1)
                if form == FULL:
                    impacts[impact_at + low] = added[posting]
                else:
                    impacts[impact_at + posting - first] = added[posting]
                if form == LISTED:
                    lows[low_at] = low
                    low_at += 1
                elif form == BITS:
                    bits[word_at + (low >> WORD_BITS)] |= np.int64(1) << (low & (WORD - 1))
            if form == BITS:
                rank = np.int64(0)
                for word in range((wide + WORD - 1) >> WORD_BITS):
                    ranks[word_at + word] = rank
                    rank += ones(bits[word_at + word])
                word_at += (wide + WORD - 1) >> WORD_BITS
            impact_at += wide if form == FULL else at - first
            block_at += 1
    firsts[starts.size - 1] = block_at
    offsets[block_at] = impact_at
