"""One walk over the rows that can answer a question: words, circle, conditions, facets and the best k in one pass."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8
from leermatch.compiled import bare, inlined, kernel
from leermatch.kernels.blocks import BLOCK_BITS
from leermatch.kernels.cards import Columns, Limits
from leermatch.kernels.circle import runs_of
from leermatch.kernels.cursors import Asked, Cursors, Postings, enter
from leermatch.kernels.facets import HELD, Choice, untie
from leermatch.kernels.handing import COLUMNS_KINDS, asked_at, choice_at, columns_at, postings_at, squares_at
from leermatch.kernels.heap import Best, heap_at, settle
from leermatch.kernels.meeting import is_simple, meet_terms
from leermatch.kernels.rows import Batch, judge, walk_rows
from leermatch.kernels.sieving import WINDOW, Sieve, are_here, list_held, sieve_for, sift
from leermatch.kernels.squares import Squares, fill_squares, walk_squares


@kernel
def search(
    segment: I64, asked: I64, limits: Limits, choice: I64, passing: U8, squares: I64, best: I64, tally: I32,
    is_last: bool,
) -> None:  # fmt: skip
    """Offer all rows of a segment that answer to `best` (see `kernels.heap`), and add them to its counts and to
    `tally`. `segment` and `squares` are tables of `leermatch.handing`; a segment that is the last puts `best` in
    order."""
    heap, counts = heap_at(best)
    _search(
        columns_at(segment), postings_at(segment, len(COLUMNS_KINDS)), asked_at(asked), limits,
        choice_at(choice, passing), squares_at(squares), heap, tally, counts,
    )  # fmt: skip
    if is_last:
        settle(heap, counts[HELD])


@kernel
def count_squares(segment: I64, limits: Limits, choice: I64, squares: I64) -> None:
    """Fill the squares of a segment, whose counts are 0 (see `kernels.squares`)."""
    fill_squares(columns_at(segment), limits, choice_at(choice, np.empty(0, np.uint8)), squares_at(squares))


@inlined
def _search(
    columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice, squares: Squares,
    best: Best, tally: I32, counts: I64,
) -> None:  # fmt: skip
    batch = Batch(np.empty(WINDOW + 8, np.int32), np.empty(WINDOW + 8, np.int32))
    if squares.first.size:
        walk_squares(columns, limits, choice, squares, best, tally, counts, batch)
    elif asked.words.size == 1:
        _walk(runs_of(columns, limits), columns, limits, choice, best, tally, counts, batch)
    else:
        runs = runs_of(columns, limits)
        _search_words(runs, columns, postings, asked, limits, choice, best, tally, counts, batch)
    untie(choice, tally)


@bare
def _walk(
    runs: I64,
    columns: Columns,
    limits: Limits,
    choice: Choice,
    best: Best,
    tally: I32,
    counts: I64,
    batch: Batch,
) -> None:
    """Without words: every row of the runs."""
    for run in range(runs.shape[0]):
        is_lost = limits.has_circle and run == runs.shape[0] - 1
        walk_rows(
            runs[run, 0], runs[run, 1], runs[run, 2], runs[run, 3], is_lost, columns, limits, choice, best, tally,
            counts, batch,
        )  # fmt: skip


@kernel
def _search_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice,
    best: Best, tally: I32, counts: I64, batch: Batch,
) -> None:  # fmt: skip
    terms = asked.terms.size
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    _walk_words(
        runs, columns, postings, asked, limits, choice, best, tally, counts, batch, cursors,
        np.empty(asked.words.size - 1, np.int64), sieve_for(terms),
    )  # fmt: skip


@bare
def _walk_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice, best: Best,
    tally: I32, counts: I64, batch: Batch, cursors: Cursors, term_of: I64, sieve: Sieve,
) -> None:  # fmt: skip
    """With words: window by window, the rows that hold enough of them."""
    terms = asked.terms.size
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    block, here, simple = -1, False, False
    for run in range(runs.shape[0]):
        row, past = runs[run, 0], runs[run, 1]
        is_lost = limits.has_circle and run == runs.shape[0] - 1
        while row < past:
            if row >> BLOCK_BITS != block:
                block = row >> BLOCK_BITS
                for term in range(terms):
                    enter(term, block, postings, asked, cursors)
                here = are_here(asked, cursors)
                simple = here and is_simple(asked, cursors, term_of)
            if not here:
                row = (block + 1) << BLOCK_BITS
                continue
            until = min(past, (row // WINDOW + 1) * WINDOW)
            if simple:
                many = meet_terms(row, until, postings, asked, cursors, term_of, batch)
            else:
                many = sift(row, until, postings, asked, cursors, sieve)
                if many:
                    list_held(many, row, until, postings, asked, cursors, sieve, batch.row, batch.points)
            judge(
                many, runs[run, 2], runs[run, 3], is_lost, columns, limits, choice, best, tally, counts, batch
            )
            row = until
