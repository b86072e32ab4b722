"""Whether some row holds all of some terms, and whether enough rows hold enough words of a question."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I64, Bool
from leermatch.compiled import kernel
from leermatch.kernels.bits import lowest
from leermatch.kernels.blocks import BLOCK, BLOCK_BITS, WORD, WORD_BITS
from leermatch.kernels.cursors import LOW_BITS, Asked, Cursors, bits_of, enter, others
from leermatch.kernels.handing import asked_at, postings_at
from leermatch.kernels.sieving import WINDOW, are_here, sieve_for, sift

#: Rows that are looked at first when answers are only counted up to a few.
_FIRST_STEP = 256


@kernel
def meet(table: I64, terms: I64) -> bool:
    """Whether some row holds all of the terms, of a table of postings. Stops at the first."""
    postings = postings_at(table, 0)
    options, weights = np.array([0, terms.size]), np.zeros(terms.size, np.int64)
    asked = Asked(np.array([0, 1]), options, terms, weights, 1)
    lead = 0
    for term in range(terms.size):
        if postings.frequencies[terms[term]] < postings.frequencies[terms[lead]]:
            lead = term
    many = terms.size
    cursors = Cursors(
        np.empty(many, np.int64), np.zeros(many, np.int64), np.zeros(many, np.int64),
        np.zeros(many, np.int64), np.zeros(many, np.int64),
    )  # fmt: skip
    for term in range(many):
        cursors.block[term] = postings.firsts[terms[term]]
    for entry in range(postings.firsts[terms[lead]], postings.firsts[terms[lead] + 1]):
        for term in range(many):
            enter(term, np.int64(postings.blocks[entry]), postings, asked, cursors)
        if cursors.mode[lead] == 1:
            for at in range(cursors.at[lead], cursors.stop[lead]):
                if others(0, lead, np.int64(postings.lows[at]), postings, asked, cursors) >= 0:
                    return True
        elif cursors.mode[lead] == 3:
            seen, group = 0, 0
            while seen < cursors.stop[lead]:
                bits, _ = bits_of(group, 0, BLOCK, lead, postings, cursors)
                while bits:
                    low = (group << WORD_BITS) + lowest(bits)
                    bits &= bits - 1
                    seen += 1
                    if others(0, lead, low, postings, asked, cursors) >= 0:
                        return True
                group += 1
        else:
            for low in range(postings.offsets[entry + 1] - postings.offsets[entry]):
                holds = postings.impacts[cursors.shift[lead] + low] > 0
                if holds and others(0, lead, low, postings, asked, cursors) >= 0:
                    return True
    return False


@kernel
def holding(table: I64, packed: I64, gone: Bool, enough: int) -> int:
    """How many rows that are not gone hold enough words of a question, counted up to `enough`. `table` of postings,
    `packed` a program."""
    postings, asked = postings_at(table, 0), asked_at(packed)
    terms, past, found = asked.terms.size, np.int64(0), np.int64(0)
    for term in range(terms):
        last = postings.firsts[asked.terms[term] + 1] - 1
        past = max(past, min((np.int64(postings.blocks[last]) + 1) << BLOCK_BITS, gone.size))
    sieve = sieve_for(terms)
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    row = np.int64(0)
    while row < past and found < enough:
        if row & LOW_BITS == 0:
            for term in range(terms):
                enter(term, row >> BLOCK_BITS, postings, asked, cursors)
            if not are_here(asked, cursors):
                row += BLOCK
                continue
        # Small steps at first: frequent words are found enough at once.
        until = min(max(2 * row, _FIRST_STEP), (row // WINDOW + 1) * WINDOW, past)
        if sift(row, until, postings, asked, cursors, sieve):
            origin = row >> WORD_BITS << WORD_BITS
            for at in range((until - origin + WORD - 1) >> WORD_BITS):
                bits = sieve.held[at]
                while bits:
                    found += not gone[origin + (at << WORD_BITS) + lowest(bits)]
                    bits &= bits - 1
        row = until
    return min(found, enough)
