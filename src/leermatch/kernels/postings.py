"""Compiled loops that turn the words of places into postings, sorted by (term, row) without sorting."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import F64, I32, I64, U8, U32
from leermatch.compiled import inlined, kernel
from leermatch.kernels.tokens import EMPLOYER, FIELD_SHIFT, WORD_MASK


@kernel
def rename(stream: U32, names: U32, out: U32) -> None:
    """Copy tokens, with the numbers of one book replaced by `names` (words of the book,)."""
    for i in range(stream.size):
        token = np.int64(stream[i])
        out[i] = names[token & WORD_MASK] | (token >> FIELD_SHIFT << FIELD_SHIFT)


@kernel
def count_words(
    stream: U32,
    ends: I64,
    first: int,
    past: int,
    occupation: I32,
    named: I32,
    named_ends: I64,
    seen: I32,
    counts: I64,
) -> None:
    """Add to `counts` (words, 2) the places that hold each word, among rows first … past - 1: [:, 0] anywhere but in
    the name of the employer, [:, 1] there.

    `stream`, `ends` tokens of row r are stream[ends[r]:ends[r + 1]]; `occupation` (rows,); the words of occupation o
    are named[named_ends[o]:named_ends[o + 1]]; `seen` (words, 2) starts as -1: the last row that held the word.
    """
    for row in range(first, past):
        for i in range(ends[row], ends[row + 1]):
            token = np.int64(stream[i])
            word, side = token & WORD_MASK, np.int64(token >> FIELD_SHIFT == EMPLOYER)
            if seen[word, side] != row:
                seen[word, side] = row
                counts[word, side] += 1
        if occupation[row] >= 0:
            for i in range(named_ends[occupation[row]], named_ends[occupation[row] + 1]):
                word = np.int64(named[i])
                if seen[word, 0] != row:
                    seen[word, 0] = row
                    counts[word, 0] += 1


@inlined
def _add(
    word: int | np.int64,
    weight: float,
    row: int,
    terms: I32,
    factors: F64,
    term_ends: I64,
    seen: I32,
    total: F64,
    met: I32,
    many: int,
) -> int:
    """Add the weight of a word to its terms; how many terms the row holds now."""
    for i in range(term_ends[word], term_ends[word + 1]):
        term = terms[i]
        if seen[term] != row:
            seen[term] = row
            total[term] = 0.0
            met[many] = term
            many += 1
        total[term] += weight * factors[i]
    return many


@kernel
def weigh(
    stream: U32,
    ends: I64,
    order: I64,
    first: int,
    past: int,
    occupation: I32,
    named: I32,
    named_weights: F64,
    named_ends: I64,
    fields: F64,
    terms: I32,
    factors: F64,
    term_ends: I64,
    written: I32,
    seen: I32,
    total: F64,
    met: I32,
    cursors: I64,
    filling: bool,
    rarity: F64,
    room: F64,
    k1: float,
    steps: F64,
    rows: I32,
    impacts: U8,
) -> None:
    """Postings of rows first … past - 1 of the market: counted when not `filling`, else written.

    `order` (rows,) where the tokens of a row are; `fields` (5,) the weight of each field; the terms of word w are
    terms[term_ends[w]:term_ends[w + 1]] with their `factors`, and `written[w]` is its term as it is written. Weights
    are added in the order title, keywords, locality, description, occupation, employer.
    `seen` (terms,) starts as -1; `total` (terms,) and `met` (terms,) are room to work in.
    `cursors` (terms,): counting adds one for each place; filling writes at them and moves them on.
    `rarity` (terms,), `room` (rows,) k1 times the relative length: impact = rarity * w * (k1 + 1) / (w + room), rounded
    to float32 and then to one of its `steps` (terms,), from 1 to 255 of them.
    """
    for row in range(first, past):
        many = 0
        place = order[row]
        at, end = ends[place], ends[place + 1]
        while at < end:
            token = np.int64(stream[at])
            field = token >> FIELD_SHIFT
            if field == EMPLOYER:
                break
            many = _add(
                token & WORD_MASK, fields[field], row, terms, factors, term_ends, seen, total, met, many
            )
            at += 1
        if occupation[row] >= 0:
            for i in range(named_ends[occupation[row]], named_ends[occupation[row] + 1]):
                many = _add(
                    np.int64(named[i]),
                    named_weights[i],
                    row,
                    terms,
                    factors,
                    term_ends,
                    seen,
                    total,
                    met,
                    many,
                )
        while at < end:
            term = written[np.int64(stream[at]) & WORD_MASK]
            if seen[term] != row:
                seen[term] = row
                total[term] = 0.0
                met[many] = term
                many += 1
            total[term] += fields[EMPLOYER]
            at += 1
        if filling:
            for i in range(many):
                term = met[i]
                weight = total[term]
                cursor = cursors[term]
                rows[cursor] = row
                impact = np.float32(rarity[term] * weight * (k1 + 1) / (weight + room[row]))
                impacts[cursor] = min(max(int(np.floor(impact * steps[term] + 0.5)), 1), 255)
                cursors[term] = cursor + 1
        else:
            for i in range(many):
                cursors[met[i]] += 1
