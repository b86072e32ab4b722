"""Frequent words: all words of a question laid out row by row, so that no step depends on what a row holds."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8
from leermatch.compiled import bare
from leermatch.kernels.bits import lowest
from leermatch.kernels.blocks import BLOCK, WORD, WORD_BITS
from leermatch.kernels.cursors import LOW_BITS, Asked, Cursors, Postings, bits_of, from_row, held_by
from leermatch.kernels.gathering import WINDOW, gather

#: When the rarest words stand in more than one row of so many, all words are laid out row by row.
FULL_FROM = 10


@bare
def is_full(asked: Asked, cursors: Cursors, lead_of: I64) -> bool:
    """Whether the rarest words stand in so many rows of the block in hand that looking at every row is less work."""
    many = 0
    for word in range(asked.words.size - 1):
        if lead_of[word] >= 0:
            for option in range(asked.words[word], asked.words[word + 1]):
                least = BLOCK
                for term in range(asked.options[option], asked.options[option + 1]):
                    least = min(least, held_by(term, cursors))
                many += least
    return many * FULL_FROM > BLOCK


@bare
def lay_out(
    word: int, row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, slot_of: I32, marked: U8
) -> None:  # fmt: skip
    """The most that an option of a word gives to each row of a window."""
    for option in range(asked.words[word], asked.words[word + 1]):
        term = asked.options[option]
        if asked.options[option + 1] - term > 1:
            gather(option, row, until, postings, asked, cursors, slot_of, word, marked)
        elif cursors.mode[term] == 2:
            low, size, weight = row & LOW_BITS, until - row, np.int32(asked.weights[term])
            first = np.int64(cursors.shift[term]) + low
            impacts = postings.impacts[first : first + size]
            slots = slot_of[word, low & (WINDOW - 1) : (low & (WINDOW - 1)) + size]
            for at in range(size):
                slots[at] = max(slots[at], np.int32(np.int32(impacts[at]) * weight))
        elif cursors.mode[term] == 3:
            low, past, weight = row & LOW_BITS, ((until - 1) & LOW_BITS) + 1, np.int32(asked.weights[term])
            for group in range(low >> WORD_BITS, (past + WORD - 1) >> WORD_BITS):
                bits, impact_at = bits_of(group, low, past, term, postings, cursors)
                while bits:
                    slot = ((group << WORD_BITS) + lowest(bits)) & (WINDOW - 1)
                    bits &= bits - 1
                    points = np.int32(np.int32(postings.impacts[impact_at]) * weight)
                    slot_of[word, slot] = max(slot_of[word, slot], points)
                    impact_at += 1
        elif cursors.mode[term] == 1:
            past, weight = ((until - 1) & LOW_BITS) + 1, np.int32(asked.weights[term])
            posting = from_row(row & LOW_BITS, term, postings, cursors)
            stop, shift = cursors.stop[term], cursors.shift[term]
            while posting < stop and postings.lows[posting] < past:
                slot = np.int64(postings.lows[posting]) & (WINDOW - 1)
                points = np.int32(np.int32(postings.impacts[posting + shift]) * weight)
                slot_of[word, slot] = max(slot_of[word, slot], points)
                posting += 1
            cursors.at[term] = posting


@bare
def add_up(row: int, until: int, asked: Asked, slot_of: I32, rows: I32, points: I32, missing: U8) -> int:
    """From all words laid out: the rows that hold enough of them, and their points; how many. Forgets what was laid
    out. Without a branch for each row."""
    words, size, low = asked.words.size - 1, until - row, row & (WINDOW - 1)
    for word in range(words):
        slots = slot_of[word, low : low + size]
        if word == 0:
            for at in range(size):
                points[at], missing[at] = slots[at], slots[at] == 0
        else:
            for at in range(size):
                points[at] += slots[at]
                missing[at] += slots[at] == 0
        slots[:] = 0
    may_miss, many = words - asked.needed, np.int64(0)
    for at in range(size):
        lacks, sum_of = np.int64(missing[at]), points[at]
        rows[many], points[many], missing[many] = row + at, sum_of, lacks
        many += lacks <= may_miss
    if may_miss:
        for at in range(many):
            points[at] = np.int64(points[at]) * (words - np.int64(missing[at])) // words
    return many
