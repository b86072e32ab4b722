"""Writes postings in their compact form (see `leermatch.index`)."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8, U16
from leermatch.compiled import inlined, kernel

#: Rows of a block: the lower 16 bits of a row stand in a posting, the upper ones with the block.
BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
#: A block has a byte for every row when more than one row in this many holds the term: three bytes list a row.
DENSE_FROM = 3


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


@kernel
def measure(starts: I64, rows: I32, n: int) -> tuple[int, int, int]:
    """How many blocks, listed rows and impacts the postings of n rows take. `starts` (terms + 1,), `rows` ascending
    within a term."""
    blocks = listed = impacts = 0
    for term in range(starts.size - 1):
        at = starts[term]
        while at < starts[term + 1]:
            first, at = at, _past_block(at, starts[term + 1], rows)
            wide = _wide(np.int64(rows[first]), n)
            blocks += 1
            if (at - first) * DENSE_FROM > wide:
                impacts += wide
            else:
                listed += at - first
                impacts += at - first
    return blocks, listed, impacts


@kernel
def write(
    starts: I64, rows: I32, added: U8, n: int,
    firsts: I64, blocks: U16, offsets: I64, lows_at: I64, lows: U16, impacts: U8,
) -> None:  # fmt: skip
    """Fill the arrays that `measure` gave the sizes of. `added` (postings,) as in `impacts`, which must be zero."""
    block_at = low_at = impact_at = 0
    for term in range(starts.size - 1):
        firsts[term] = block_at
        at = starts[term]
        while at < starts[term + 1]:
            first, at = at, _past_block(at, starts[term + 1], rows)
            wide = _wide(np.int64(rows[first]), n)
            is_dense = (at - first) * DENSE_FROM > wide
            blocks[block_at], offsets[block_at] = rows[first] >> BLOCK_BITS, impact_at
            lows_at[block_at] = -1 if is_dense else low_at
            for posting in range(first, at):
                low = rows[posting] & (BLOCK - 1)
                if is_dense:
                    impacts[impact_at + low] = added[posting]
                else:
                    impacts[impact_at + posting - first] = added[posting]
                    lows[low_at] = low
                    low_at += 1
            impact_at += wide if is_dense else at - first
            block_at += 1
    firsts[starts.size - 1] = block_at
    offsets[block_at] = impact_at
