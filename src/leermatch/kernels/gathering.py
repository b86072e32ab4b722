"""Which rows of a window hold enough words of a question, and their points."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8, Bool
from leermatch.compiled import bare, kernel
from leermatch.kernels.bits import lowest
from leermatch.kernels.blocks import BLOCK, BLOCK_BITS, WORD, WORD_BITS
from leermatch.kernels.cursors import LOW_BITS, Asked, Cursors, Postings, bits_of, enter, from_row, others
from leermatch.kernels.handing import asked_at, postings_at

#: Rows that are looked at together when words are asked; a divisor of the rows of a block.
WINDOW = 8192
#: Rows that are looked at first when answers are only counted up to a few.
_FIRST_STEP = 256


@kernel
def leading(postings: Postings, asked: Asked, leads: int) -> I64:
    """(words,) 0 … leads - 1 for the rarest words, -1 for the others: a row that answers holds one of the rarest."""
    words = asked.words.size - 1
    cost = np.zeros(words, np.int64)
    for word in range(words):
        for option in range(asked.words[word], asked.words[word + 1]):
            least = np.int64(1) << 60
            for term in range(asked.options[option], asked.options[option + 1]):
                least = min(least, np.int64(postings.frequencies[asked.terms[term]]))
            cost[word] += least
    lead_of = np.full(words, -1, np.int64)
    order = np.argsort(cost, kind="mergesort")
    for lead in range(leads):
        lead_of[order[lead]] = lead
    return lead_of


@bare
def gather(
    option: int, row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, slot_of: I32, word: int,
    marked: U8,
) -> None:  # fmt: skip
    """Mark the rows of a window that hold all terms of an option, with the most that an option gives them."""
    lead = asked.options[option]
    for term in range(asked.options[option], asked.options[option + 1]):
        if cursors.mode[term] == 0:
            return
        if postings.frequencies[asked.terms[term]] < postings.frequencies[asked.terms[lead]]:
            lead = term
    low, past = row & LOW_BITS, ((until - 1) & LOW_BITS) + 1
    weight = asked.weights[lead]
    if cursors.mode[lead] == 2:
        for at in range(low, past):
            impact = np.int64(postings.impacts[cursors.shift[lead] + at])
            if impact:
                added = others(option, lead, at, postings, asked, cursors)
                if added >= 0:
                    slot = at & (WINDOW - 1)
                    slot_of[word, slot] = max(np.int64(slot_of[word, slot]), added + impact * weight)
                    marked[slot] = 1
        return
    if cursors.mode[lead] == 3:
        for group in range(low >> WORD_BITS, (past + WORD - 1) >> WORD_BITS):
            bits, impact_at = bits_of(group, low, past, lead, postings, cursors)
            while bits:
                at = (group << WORD_BITS) + lowest(bits)
                bits &= bits - 1
                added = others(option, lead, at, postings, asked, cursors)
                if added >= 0:
                    slot = at & (WINDOW - 1)
                    points = added + np.int64(postings.impacts[impact_at]) * weight
                    slot_of[word, slot] = max(np.int64(slot_of[word, slot]), points)
                    marked[slot] = 1
                impact_at += 1
        return
    at = from_row(low, lead, postings, cursors)
    stop, shift = cursors.stop[lead], cursors.shift[lead]
    while at < stop and postings.lows[at] < past:
        added = others(option, lead, np.int64(postings.lows[at]), postings, asked, cursors)
        if added >= 0:
            slot = np.int64(postings.lows[at]) & (WINDOW - 1)
            slot_of[word, slot] = max(
                np.int64(slot_of[word, slot]), added + np.int64(postings.impacts[at + shift]) * weight
            )
            marked[slot] = 1
        at += 1
    cursors.at[lead] = at


@bare
def points_of(
    slot: int, origin: int, postings: Postings, asked: Asked, cursors: Cursors, lead_of: I64, slot_of: I32
) -> int:
    """The points of a row, 0 when it does not hold enough words; as large a part of them as it holds of the words.
    Forgets what was gathered for it."""
    words = asked.words.size - 1
    missing, points, low = 0, np.int64(0), (origin + slot) & LOW_BITS
    for word in range(words):
        lead = lead_of[word]
        if lead >= 0:
            most = np.int64(slot_of[lead, slot])
            slot_of[lead, slot] = 0
            missing += most == 0
            points += most
    if points == 0 or missing > words - asked.needed:
        return np.int64(0)
    for word in range(words):
        if lead_of[word] < 0:
            most = np.int64(0)
            for option in range(asked.words[word], asked.words[word + 1]):
                most = max(most, others(option, -1, low, postings, asked, cursors))
            missing += most <= 0
            if missing > words - asked.needed:
                return np.int64(0)
            points += most
    return points * (words - missing) // words if missing else points


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
    words, terms, past, found = asked.words.size - 1, asked.terms.size, np.int64(0), np.int64(0)
    for term in range(terms):
        last = postings.firsts[asked.terms[term] + 1] - 1
        many = postings.offsets[last + 1] - postings.offsets[last]
        if postings.lows_at[last] >= 0:
            many = np.int64(postings.lows[postings.lows_at[last] + many - 1]) + 1
        elif postings.lows_at[last] < -1:
            many = np.int64(BLOCK)
        past = max(past, min((np.int64(postings.blocks[last]) << BLOCK_BITS) + many, gone.size))
    leads = words - asked.needed + 1
    lead_of = leading(postings, asked, leads)
    slot_of = np.zeros((leads, WINDOW), np.int32)
    marked = np.zeros(WINDOW, np.uint8)
    eights = marked.view(np.int64)
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    row = np.int64(0)
    while row < past and found < enough:
        # Small steps at first: frequent words are found enough at once.
        until = min(max(2 * row, _FIRST_STEP), (row // WINDOW + 1) * WINDOW, past)
        if row & LOW_BITS == 0:
            for term in range(terms):
                enter(term, row >> BLOCK_BITS, postings, asked, cursors)
        for word in range(words):
            if lead_of[word] >= 0:
                for option in range(asked.words[word], asked.words[word + 1]):
                    gather(option, row, until, postings, asked, cursors, slot_of, lead_of[word], marked)
        origin = (row // WINDOW) * WINDOW
        for eight in range((row - origin) >> 3, (until - origin + 7) >> 3):
            if eights[eight] == 0:
                continue
            eights[eight] = 0
            for slot in range(eight << 3, (eight << 3) + 8):
                points = points_of(slot, origin, postings, asked, cursors, lead_of, slot_of)
                found += points > 0 and not gone[origin + slot]
        row = until
    return min(found, enough)
