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
from leermatch.kernels.gathering import WINDOW, gather, leading, points_of
from leermatch.kernels.handing import COLUMNS_KINDS, asked_at, choice_at, columns_at, postings_at, squares_at
from leermatch.kernels.heap import Best, heap_at, settle
from leermatch.kernels.laying import add_up, is_full, lay_out
from leermatch.kernels.meeting import is_simple, meet_terms
from leermatch.kernels.rows import Batch, judge, walk_rows
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
        anywhere = is_lost or not limits.has_circle
        walk_rows(
            runs[run, 0], runs[run, 1], anywhere, is_lost, columns, limits, choice, best, tally, counts, batch
        )


@kernel
def _search_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice,
    best: Best, tally: I32, counts: I64, batch: Batch,
) -> None:  # fmt: skip
    words, terms = asked.words.size - 1, asked.terms.size
    leads = words - asked.needed + 1
    lead_of = leading(postings, asked, leads)
    slot_of = np.zeros((words, WINDOW), np.int32)
    marked = np.zeros(WINDOW, np.uint8)
    eights = marked.view(np.int64)
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    _walk_words(
        runs, columns, postings, asked, limits, choice, best, tally, counts, batch, cursors, lead_of,
        np.empty(words, np.int64), slot_of, marked, eights,
    )  # fmt: skip


@bare
def _walk_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice, best: Best,
    tally: I32, counts: I64, batch: Batch, cursors: Cursors, lead_of: I64, term_of: I64, slot_of: I32, marked: U8,
    eights: I64,
) -> None:  # fmt: skip
    """With words: window by window, the rows that hold one of the leading words."""
    words, terms = asked.words.size - 1, asked.terms.size
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    block, simple, full = -1, False, False
    for run in range(runs.shape[0]):
        row, past = runs[run, 0], runs[run, 1]
        is_lost = limits.has_circle and run == runs.shape[0] - 1
        anywhere = is_lost or not limits.has_circle
        while row < past:
            until = min(past, (row // WINDOW + 1) * WINDOW)
            if row >> BLOCK_BITS != block:
                block = row >> BLOCK_BITS
                for term in range(terms):
                    enter(term, block, postings, asked, cursors)
                simple = is_simple(asked, cursors, term_of)
                full = not simple and is_full(asked, cursors, lead_of)
            if simple:
                many = meet_terms(row, until, postings, asked, cursors, term_of, batch)
            elif full:
                for word in range(words):
                    lay_out(word, row, until, postings, asked, cursors, slot_of, marked)
                many = add_up(row, until, asked, slot_of, batch.row, batch.points, marked)
                eights[:] = 0
            else:
                many = _by_leads(
                    row, until, postings, asked, cursors, lead_of, slot_of, marked, eights, batch
                )
            judge(many, anywhere, is_lost, columns, limits, choice, best, tally, counts, batch)
            row = until


@bare
def _by_leads(
    row: int, until: int, postings: Postings, asked: Asked, cursors: Cursors, lead_of: I64, slot_of: I32,
    marked: U8, eights: I64, batch: Batch,
) -> int:  # fmt: skip
    """Put the rows of a window that hold enough words in a batch, found by the rarest words; how many."""
    for word in range(asked.words.size - 1):
        if lead_of[word] >= 0:
            for option in range(asked.words[word], asked.words[word + 1]):
                gather(option, row, until, postings, asked, cursors, slot_of, lead_of[word], marked)
    origin, held, many = (row // WINDOW) * WINDOW, np.int64(0), np.int64(0)
    for eight in range((row - origin) >> 3, (until - origin + 7) >> 3):
        if eights[eight]:
            for slot in range(eight << 3, (eight << 3) + 8):
                batch.row[held] = slot
                held += np.int64(marked[slot])
            eights[eight] = 0
    for at in range(held):
        slot = np.int64(batch.row[at])
        points = points_of(slot, origin, postings, asked, cursors, lead_of, slot_of)
        batch.row[many], batch.points[many] = origin + slot, points
        many += points > 0
    return many
