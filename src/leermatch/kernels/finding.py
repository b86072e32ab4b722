"""One walk over the rows that can answer a question: words, circle, conditions, facets and the best k in one pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import F32, F64, I32, I64, U8, U16, Bool
from leermatch.compiled import bare, kernel

#: Rows that are looked at together when words are asked; a divisor of the rows of a block.
WINDOW = 8192
BLOCK_BITS = 16
LOW_BITS = (1 << BLOCK_BITS) - 1

RELEVANCE, DISTANCE, NEWEST, START, FAIRNESS = range(5)
TOTAL, LOST, HELD = range(3)
NO_DAY = -(2**31)
FLEXIBLE = 2**31 - 1
NOTHING = 2**62

# A card is 63 bits: what conditions and facets ask of a place, so that one look is enough.
SHOWN, WAGE = 1, 2
LEVEL_AT, PATHWAY_AT, OUTCOME_AT, LANGUAGE_AT, SECTOR_AT, REGION_AT, LAST_DAY_AT = 2, 5, 8, 11, 14, 30, 46
THREE_BITS, CODE_BITS, DAY_BITS = 7, (1 << 16) - 1, (1 << 17) - 1
#: Level, pathway and outcomes are counted together: nine bits of the card.
TRIPLE_BITS = 511

SECTOR, LEVEL, PATHWAY, REGION, OUTCOME, LANGUAGE, EMPLOYER, OCCUPATION = range(8)
FACETS = 8


class Columns(NamedTuple):
    """What is asked of the n rows of a segment. `employer` counts from 0 (unknown), `occupation` from -1; both, and
    `gone`, may be empty when they are not asked for.

    `cards` (n, 2) int64: the spot (two float32), and the card; `spots` (n, 4) float32 is the same memory.
    `gone` (n,): rows that do not count; `frame` and `squares` are those of `leermatch.grid.Grid`.
    """

    cards: I64
    spots: F32
    published: I32
    start: I32
    id: I64
    capacity_left: I32
    candidates: I32
    answer_rate: F32
    employer: I32
    occupation: I32
    gone: Bool
    frame: F64
    squares: I64


class Postings(NamedTuple):
    """The postings of `leermatch.index.TextIndex`."""

    frequencies: I32
    firsts: I64
    blocks: U16
    offsets: I64
    lows_at: I64
    lows: U16
    impacts: U8


class Asked(NamedTuple):
    """The words of a question: word w has the options words[w] … words[w + 1] - 1, option o the terms
    options[o] … options[o + 1] - 1; `terms` are rows of the index, `weights` what a unit of impact adds."""

    words: I64
    options: I64
    terms: I64
    weights: I64
    needed: int


class Limits(NamedTuple):
    """`must` bits of the card, `today` as a card says days, `levels` and `languages` as sets of bits; `level` the one
    that the words speak of, 0 for none."""

    must: int
    today: int
    levels: int
    languages: int
    from_day: int
    until_day: int
    day: int
    sort: int
    level: int
    has_circle: bool
    x: float
    y: float
    radius: float


class Choice(NamedTuple):
    """Where the codes of each facet begin in a tally and in `passing`; -1 for those that are not asked for.

    `triple` where level, pathway and outcomes are counted together; `chosen` facets with a choice, whose codes that
    pass are 1 in `passing`.
    """

    sector: int
    level: int
    pathway: int
    region: int
    outcome: int
    language: int
    employer: int
    occupation: int
    triple: int
    chosen: I64
    passing: U8


class Best(NamedTuple):
    """A heap of the best k rows, the worst on top: smallest `first`, most `points`, least `age`, lowest `id`."""

    first: F64
    points: I64
    age: I64
    id: I64
    km: F32


class Squares(NamedTuple):
    """What is known beforehand of each square of the grid, without words and conditions, on one day; or empty.

    `counts` (squares, cells) as in a tally from `Choice.level` on; `first`, `age` and `id` (squares,) of the place that
    comes first, `first` infinite where there is none.
    """

    counts: I32
    first: F64
    age: I64
    id: I64


class Batch(NamedTuple):
    """Rows that are judged together, with their points, and whether they can be found at all."""

    row: I32
    points: I32
    is_open: U8


@kernel
def search(
    columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice, squares: Squares,
    best: Best, tally: I32, counts: I64,
) -> None:  # fmt: skip
    """Offer all rows of a segment that answer to `best`, add them to `tally` and `counts` (total, lost, held)."""
    if squares.first.size:
        _walk_squares(columns, limits, choice, squares, best, tally, counts)
    elif asked.words.size == 1:
        _walk(_runs(columns, limits), columns, limits, choice, best, tally, counts)
    else:
        runs = _runs(columns, limits)
        batch = Batch(np.empty(WINDOW, np.int32), np.empty(WINDOW, np.int32), np.empty(WINDOW, np.uint8))
        _search_words(runs, columns, postings, asked, limits, choice, best, tally, counts, batch)
    _untie(choice, tally)


@bare
def _walk(
    runs: I64, columns: Columns, limits: Limits, choice: Choice, best: Best, tally: I32, counts: I64
) -> None:
    """Without words: every row of the runs."""
    for run in range(runs.shape[0]):
        anywhere = run == runs.shape[0] - 1 or not limits.has_circle
        _walk_rows(runs[run, 0], runs[run, 1], anywhere, columns, limits, choice, best, tally, counts)


@bare
def _walk_rows(
    first: int, past: int, anywhere: bool, columns: Columns, limits: Limits, choice: Choice, best: Best, tally: I32,
    counts: I64,
) -> None:  # fmt: skip
    for row in range(first, past):
        if _is_open(row, anywhere, columns, limits):
            _count(row, 0, columns, limits, choice, best, tally, counts)


@bare
def _walk_squares(
    columns: Columns, limits: Limits, choice: Choice, squares: Squares, best: Best, tally: I32, counts: I64
) -> None:
    """Without words and conditions: a square that lies in the circle whole, and in which nothing comes before what was
    found already, is counted at once."""
    frame, starts, x, y = columns.frame, columns.squares, limits.x, limits.y
    side, west, south, across, high = frame[0], frame[1], frame[2], np.int64(frame[3]), np.int64(frame[4])
    outer, inner = _reach(limits)
    low, top = _strip(south, side, high, y, outer, limits)
    for j in range(low, top + 1):
        edge = south + j * side
        away = max(edge - y, y - (edge + side), 0.0)
        left, right = _strip(west, side, across, x, np.sqrt(max(outer * outer - away * away, 0.0)), limits)
        far_y = max(abs(edge - y), abs(edge + side - y))
        for i in range(left, right + 1):
            square = j * across + i
            far_x = max(abs(west + i * side - x), abs(west + (i + 1) * side - x))
            near_x = max(west + i * side - x, x - (west + (i + 1) * side), 0.0)
            is_whole = not limits.has_circle or (inner > 0 and far_x * far_x + far_y * far_y <= inner * inner)
            near = np.sqrt(near_x * near_x + away * away) * 0.99999 - 0.001
            if is_whole and not _may_lead(square, near, squares, limits, best, counts):
                counts[TOTAL] += _add_square(square, squares, choice, tally)
            else:
                first, past = starts[square], starts[square + 1]
                _walk_rows(first, past, is_whole, columns, limits, choice, best, tally, counts)
    nowhere = across * high
    if limits.has_circle:
        for level in range(THREE_BITS + 1):
            counts[LOST] += squares.counts[nowhere, level]
    elif _may_lead(nowhere, np.inf, squares, limits, best, counts):
        first, past = starts[nowhere], starts[nowhere + 1]
        _walk_rows(first, past, True, columns, limits, choice, best, tally, counts)
    else:
        counts[TOTAL] += _add_square(nowhere, squares, choice, tally)


@bare
def _may_lead(square: int, near: float, squares: Squares, limits: Limits, best: Best, counts: I64) -> bool:
    """Whether some place of a square, which lies `near` km away or further, could belong in the heap."""
    if best.first.size == 0 or (squares.first[square] == np.inf and squares.age[square] == NOTHING):
        return False
    if counts[HELD] < best.first.size:
        return True
    if limits.sort == DISTANCE:
        return not near > best.first[0]
    return not _worse(squares.first[square], 0, squares.age[square], squares.id[square], 0, best)


@bare
def _add_square(square: int, squares: Squares, choice: Choice, tally: I32) -> int:
    """Count a whole square; how many places it holds."""
    for cell in range(squares.counts.shape[1]):
        tally[choice.level + cell] += squares.counts[square, cell]
    many = 0
    for level in range(THREE_BITS + 1):
        many += squares.counts[square, level]
    return many


@kernel
def count_squares(columns: Columns, limits: Limits, choice: Choice, squares: Squares) -> None:
    """Fill `squares`, whose counts are 0. Of `limits` only the day and the sort matter; a place that is sorted by
    distance has no first of its own."""
    _count_squares(columns, limits, choice, squares)


@bare
def _count_squares(columns: Columns, limits: Limits, choice: Choice, squares: Squares) -> None:
    for square in range(columns.squares.size - 1):
        squares.first[square], squares.age[square], squares.id[square] = np.inf, NOTHING, NOTHING
        for row in range(columns.squares[square], columns.squares[square + 1]):
            if not _is_open(row, True, columns, limits) or (columns.gone.size > 0 and columns.gone[row]):
                continue
            card = columns.cards[row, 1]
            for facet in range(LANGUAGE):
                squares.counts[square, _cell(facet, row, card, columns, choice) - choice.level] += 1
            first = np.inf if limits.sort == DISTANCE else _first(row, 0, 0.0, 0.0, columns, limits)
            age, number = -np.int64(columns.published[row]), columns.id[row]
            if first < squares.first[square] or (
                first == squares.first[square]
                and (
                    age < squares.age[square] or (age == squares.age[square] and number < squares.id[square])
                )
            ):
                squares.first[square], squares.age[square], squares.id[square] = first, age, number


@bare
def _reach(limits: Limits) -> tuple[float, float]:
    """The radius a little wider and a little narrower: distances are rounded to float32."""
    return limits.radius * 1.00001 + 0.001, limits.radius * 0.99999 - 0.001


@bare
def _strip(
    edge: float, side: float, many: int, middle: float, half: float, limits: Limits
) -> tuple[int, int]:
    """The first and last of `many` strips that a stretch around a middle touches; all without a circle."""
    if not limits.has_circle:
        return 0, many - 1
    low = np.int64(np.floor(min(max((middle - half - edge) / side, -1.0), many + 1.0)))
    top = np.int64(np.floor(max(min((middle + half - edge) / side, many + 0.0), -1.0)))
    return max(low, 0), min(top, many - 1)


@bare
def _untie(choice: Choice, tally: I32) -> None:
    """What was counted together goes to level, pathway and outcomes."""
    for three in range(TRIPLE_BITS + 1):
        many = tally[choice.triple + three]
        if many:
            tally[choice.level + (three & THREE_BITS)] += many
            tally[choice.pathway + ((three >> 3) & THREE_BITS)] += many
            tally[choice.outcome + (three >> 6)] += many
            tally[choice.triple + three] = 0


@kernel
def _runs(columns: Columns, limits: Limits) -> I64:
    """(runs, 2) the first and past row of each run of rows that holds the circle; the last one has no location."""
    n, frame, squares = columns.id.size, columns.frame, columns.squares
    side, west, south, across, high = frame[0], frame[1], frame[2], np.int64(frame[3]), np.int64(frame[4])
    if not limits.has_circle:
        return np.array([[0, n]], dtype=np.int64)
    x, y, many = limits.x, limits.y, 0
    outer, _ = _reach(limits)
    low, top = _strip(south, side, high, y, outer, limits)
    runs = np.empty((max(top - low, -1) + 2, 2), np.int64)
    for j in range(low, top + 1):
        edge = south + j * side
        away = max(edge - y, y - (edge + side), 0.0)
        left, right = _strip(west, side, across, x, np.sqrt(max(outer * outer - away * away, 0.0)), limits)
        if left <= right:
            first, past = squares[j * across + left], squares[j * across + right + 1]
            if first < past:
                runs[many, 0], runs[many, 1] = first, past
                many += 1
    runs[many, 0], runs[many, 1] = squares[across * high], n
    return runs[: many + 1]


@bare
def _is_open(row: int, anywhere: bool, columns: Columns, limits: Limits) -> int:
    """1 when a row can be found on the day, at the level and in the language that are asked, in the circle or
    `anywhere`; else 0. Without a branch, so that the cards of many rows are fetched at once."""
    card = columns.cards[row, 1]
    east = columns.spots[row, 0] - np.float32(limits.x)
    north = columns.spots[row, 1] - np.float32(limits.y)
    return (
        np.int64(card & limits.must == limits.must)
        & np.int64((card >> LAST_DAY_AT) & DAY_BITS >= limits.today)
        & (limits.levels >> ((card >> LEVEL_AT) & THREE_BITS))
        & (limits.languages >> ((card >> LANGUAGE_AT) & THREE_BITS))
        & (np.int64(np.sqrt(east * east + north * north) <= np.float32(limits.radius)) | np.int64(anywhere))
        & 1
    )


@bare
def _count(
    row: int,
    points: int,
    columns: Columns,
    limits: Limits,
    choice: Choice,
    best: Best,
    tally: I32,
    counts: I64,
) -> None:
    """Count a row that is open and lies in the circle or nowhere, and offer it to the heap."""
    if columns.gone.size > 0 and columns.gone[row]:
        return
    card = columns.cards[row, 1]
    if limits.from_day != NO_DAY or limits.until_day != FLEXIBLE:
        start = columns.start[row]
        if start not in (NO_DAY, FLEXIBLE) and (start < limits.from_day or start > limits.until_day):
            return
    failed = -1
    for at in range(choice.chosen.size):
        facet = choice.chosen[at]
        if not choice.passing[_cell(facet, row, card, columns, choice)]:
            if failed >= 0:
                return
            failed = facet
    east, north = columns.spots[row, 0] - np.float32(limits.x), columns.spots[row, 1] - np.float32(limits.y)
    if limits.has_circle and np.isnan(east):
        counts[LOST] += failed < 0
        return
    if failed >= 0:
        tally[_cell(failed, row, card, columns, choice)] += 1
        return
    counts[TOTAL] += 1
    tally[choice.triple + ((card >> LEVEL_AT) & TRIPLE_BITS)] += 1
    tally[choice.sector + ((card >> SECTOR_AT) & CODE_BITS)] += 1
    tally[choice.region + ((card >> REGION_AT) & CODE_BITS)] += 1
    if choice.language >= 0:
        tally[_cell(LANGUAGE, row, card, columns, choice)] += 1
    if choice.employer >= 0:
        tally[_cell(EMPLOYER, row, card, columns, choice)] += 1
    if choice.occupation >= 0:
        tally[_cell(OCCUPATION, row, card, columns, choice)] += 1
    first = _first(row, points, east, north, columns, limits)
    if counts[HELD] < best.first.size or first <= best.first[0]:
        km = np.sqrt(east * east + north * north)
        _offer(first, points, -np.int64(columns.published[row]), columns.id[row], km, best, counts)


@bare
def _cell(facet: int, row: int, card: int, columns: Columns, choice: Choice) -> int:
    """Where the code of a row in a facet is counted."""
    if facet == SECTOR:
        return choice.sector + ((card >> SECTOR_AT) & CODE_BITS)
    if facet == REGION:
        return choice.region + ((card >> REGION_AT) & CODE_BITS)
    if facet == LEVEL:
        return choice.level + ((card >> LEVEL_AT) & THREE_BITS)
    if facet == PATHWAY:
        return choice.pathway + ((card >> PATHWAY_AT) & THREE_BITS)
    if facet == OUTCOME:
        return choice.outcome + ((card >> OUTCOME_AT) & THREE_BITS)
    if facet == LANGUAGE:
        return choice.language + ((card >> LANGUAGE_AT) & THREE_BITS)
    if facet == EMPLOYER:
        return choice.employer + np.int64(columns.employer[row])
    return choice.occupation + np.int64(columns.occupation[row]) + 1


@bare
def _first(row: int, points: int, east: float, north: float, columns: Columns, limits: Limits) -> float:
    """What is sorted by before anything else, smallest first."""
    if limits.sort == RELEVANCE:
        return np.float64(-points)
    if limits.sort == DISTANCE:
        km = np.sqrt(east * east + north * north)
        return np.inf if np.isnan(km) else np.float64(km)
    if limits.sort == NEWEST:
        return -np.float64(columns.published[row])
    if limits.sort == START:
        start = columns.start[row]
        if start == NO_DAY:
            return np.inf
        return np.float64(limits.day if start == FLEXIBLE else max(np.int64(start), limits.day))
    room = np.float64(max(columns.capacity_left[row], 1))
    rate = np.float64(columns.answer_rate[row])
    few = room / (room + np.float64(columns.candidates[row]))
    return -((few + (0.5 if np.isnan(rate) else rate)) / 2)


@bare
def _worse(first: float, points: int, age: int, number: int, at: int, best: Best) -> bool:
    """Whether a row comes after the one that stands at a place of the heap."""
    if first != best.first[at]:
        return first > best.first[at]
    if points != best.points[at]:
        return points < best.points[at]
    if age != best.age[at]:
        return age > best.age[at]
    return number > best.id[at]


@bare
def _offer(first: float, points: int, age: int, number: int, km: float, best: Best, counts: I64) -> None:
    """Put a row in the heap when it belongs there."""
    size, at = best.first.size, counts[HELD]
    if at < size:
        counts[HELD] += 1
        while at > 0:
            above = (at - 1) >> 1
            if not _worse(first, points, age, number, above, best):
                break
            _move(above, at, best)
            at = above
    else:
        if size == 0 or _worse(first, points, age, number, 0, best):
            return
        at = _sunk(first, points, age, number, size, best)
    best.first[at], best.points[at], best.age[at], best.id[at], best.km[at] = first, points, age, number, km


@kernel
def settle(best: Best, held: int) -> None:
    """Put a heap in order, the best first."""
    for last in range(held - 1, 0, -1):
        first, points, age = best.first[last], best.points[last], best.age[last]
        number, km = best.id[last], best.km[last]
        _move(0, last, best)
        at = _sunk(first, points, age, number, last, best)
        best.first[at], best.points[at], best.age[at], best.id[at], best.km[at] = (
            first,
            points,
            age,
            number,
            km,
        )


@bare
def _sunk(first: float, points: int, age: int, number: int, size: int, best: Best) -> int:
    """Where a row belongs that takes the place of the top of a heap; what lies in its way moves up."""
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and _worse(
            best.first[below + 1],
            best.points[below + 1],
            best.age[below + 1],
            best.id[below + 1],
            below,
            best,
        ):
            below += 1
        if _worse(first, points, age, number, below, best):
            break
        _move(below, at, best)
        at = below
    return at


@bare
def _move(origin: int, to: int, best: Best) -> None:
    best.first[to], best.points[to], best.age[to] = best.first[origin], best.points[origin], best.age[origin]
    best.id[to], best.km[to] = best.id[origin], best.km[origin]


class Cursors(NamedTuple):
    """Where each term of a question stands: its block, and there the next posting at or after the row in hand.

    `mode` 0 nothing in this block, 1 listed, 2 a byte for every row; impact of listed posting p: impacts[p + shift].
    """

    block: I64
    mode: I64
    at: I64
    stop: I64
    shift: I64


@kernel
def _search_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice,
    best: Best, tally: I32, counts: I64, batch: Batch,
) -> None:  # fmt: skip
    words, terms = asked.words.size - 1, asked.terms.size
    leads = words - asked.needed + 1
    lead_of = _leading(postings, asked, leads)
    slot_of = np.zeros((leads, WINDOW), np.int32)
    marked = np.zeros(WINDOW, np.uint8)
    eights = marked.view(np.int64)
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    _walk_words(
        runs, columns, postings, asked, limits, choice, best, tally, counts, batch, cursors, lead_of, slot_of,
        marked, eights,
    )  # fmt: skip


@bare
def _walk_words(
    runs: I64, columns: Columns, postings: Postings, asked: Asked, limits: Limits, choice: Choice, best: Best,
    tally: I32, counts: I64, batch: Batch, cursors: Cursors, lead_of: I64, slot_of: I32, marked: U8, eights: I64,
) -> None:  # fmt: skip
    """With words: window by window, the rows that hold one of the leading words."""
    words, terms = asked.words.size - 1, asked.terms.size
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    block = -1
    for run in range(runs.shape[0]):
        row, past = runs[run, 0], runs[run, 1]
        while row < past:
            until = min(past, (row // WINDOW + 1) * WINDOW)
            if row >> BLOCK_BITS != block:
                block = row >> BLOCK_BITS
                for term in range(terms):
                    _enter(term, block, postings, asked, cursors)
            for word in range(words):
                if lead_of[word] >= 0:
                    for option in range(asked.words[word], asked.words[word + 1]):
                        _gather(option, row, until, postings, asked, cursors, slot_of, lead_of[word], marked)
            origin, many = (row // WINDOW) * WINDOW, 0
            for eight in range((row - origin) >> 3, (until - origin + 7) >> 3):
                if eights[eight] == 0:
                    continue
                eights[eight] = 0
                for slot in range(eight << 3, (eight << 3) + 8):
                    points = _points(slot, origin, postings, asked, cursors, lead_of, slot_of)
                    if points > 0:
                        batch.row[many], batch.points[many] = origin + slot, points
                        many += 1
            anywhere = run == runs.shape[0] - 1 or not limits.has_circle
            for at in range(many):
                batch.is_open[at] = _is_open(np.int64(batch.row[at]), anywhere, columns, limits)
            for at in range(many):
                if batch.is_open[at]:
                    points = np.int64(batch.points[at])
                    if limits.level:
                        points = _at_level(points, np.int64(batch.row[at]), columns, limits)
                    _count(np.int64(batch.row[at]), points, columns, limits, choice, best, tally, counts)
            row = until


@bare
def _at_level(points: int, row: int, columns: Columns, limits: Limits) -> int:
    """Half of the points for a place at another level than the one asked, three quarters when it is not known."""
    level = (columns.cards[row, 1] >> LEVEL_AT) & THREE_BITS
    return points if level == limits.level else (points * 3) >> 2 if level == 0 else points >> 1


@kernel
def _leading(postings: Postings, asked: Asked, leads: int) -> I64:
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
def _enter(term: int, block: int, postings: Postings, asked: Asked, cursors: Cursors) -> None:
    """Bring a cursor to a block, which lies after the one it stands in."""
    at, past = cursors.block[term], postings.firsts[asked.terms[term] + 1]
    while at < past and postings.blocks[at] < block:
        at += 1
    cursors.block[term], cursors.mode[term] = at, 0
    if at < past and postings.blocks[at] == block:
        low_at, impact_at = postings.lows_at[at], postings.offsets[at]
        if low_at < 0:
            cursors.mode[term], cursors.shift[term] = 2, impact_at
        else:
            cursors.mode[term], cursors.at[term] = 1, low_at
            cursors.stop[term] = low_at + postings.offsets[at + 1] - impact_at
            cursors.shift[term] = impact_at - low_at


@bare
def _from(low: int, term: int, postings: Postings, cursors: Cursors) -> int:
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
def _impact(low: int, term: int, postings: Postings, cursors: Cursors) -> int:
    """What a term says about a row, 0 when it does not hold the term. Rows must not come in descending order."""
    if cursors.mode[term] == 2:
        return np.int64(postings.impacts[cursors.shift[term] + low])
    if cursors.mode[term] == 1:
        at = _from(low, term, postings, cursors)
        if at < cursors.stop[term] and postings.lows[at] == low:
            return np.int64(postings.impacts[at + cursors.shift[term]])
    return np.int64(0)


@bare
def _others(option: int, but: int, low: int, postings: Postings, asked: Asked, cursors: Cursors) -> int:
    """What the other terms of an option add to a row, -1 when one of them is not there."""
    added = np.int64(0)
    for term in range(asked.options[option], asked.options[option + 1]):
        if term != but:
            impact = _impact(low, term, postings, cursors)
            if impact == 0:
                return np.int64(-1)
            added += impact * asked.weights[term]
    return added


@bare
def _gather(
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
                added = _others(option, lead, at, postings, asked, cursors)
                if added >= 0:
                    slot = at & (WINDOW - 1)
                    slot_of[word, slot] = max(np.int64(slot_of[word, slot]), added + impact * weight)
                    marked[slot] = 1
        return
    at = _from(low, lead, postings, cursors)
    stop, shift = cursors.stop[lead], cursors.shift[lead]
    while at < stop and postings.lows[at] < past:
        added = _others(option, lead, np.int64(postings.lows[at]), postings, asked, cursors)
        if added >= 0:
            slot = np.int64(postings.lows[at]) & (WINDOW - 1)
            slot_of[word, slot] = max(
                np.int64(slot_of[word, slot]), added + np.int64(postings.impacts[at + shift]) * weight
            )
            marked[slot] = 1
        at += 1
    cursors.at[lead] = at


@bare
def _points(
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
                most = max(most, _others(option, -1, low, postings, asked, cursors))
            missing += most <= 0
            if missing > words - asked.needed:
                return np.int64(0)
            points += most
    return points * (words - missing) // words if missing else points


@kernel
def meet(postings: Postings, terms: I64) -> bool:
    """Whether some row holds all of the terms. Stops at the first."""
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
            _enter(term, np.int64(postings.blocks[entry]), postings, asked, cursors)
        if cursors.mode[lead] == 1:
            for at in range(cursors.at[lead], cursors.stop[lead]):
                if _others(0, lead, np.int64(postings.lows[at]), postings, asked, cursors) >= 0:
                    return True
        else:
            for low in range(postings.offsets[entry + 1] - postings.offsets[entry]):
                holds = postings.impacts[cursors.shift[lead] + low] > 0
                if holds and _others(0, lead, low, postings, asked, cursors) >= 0:
                    return True
    return False


@kernel
def holding(postings: Postings, asked: Asked, gone: Bool, enough: int) -> int:
    """How many rows that are not gone hold enough words of a question, counted up to `enough`."""
    words, terms, past, found = asked.words.size - 1, asked.terms.size, np.int64(0), np.int64(0)
    for term in range(terms):
        last = postings.firsts[asked.terms[term] + 1] - 1
        many = postings.offsets[last + 1] - postings.offsets[last]
        if postings.lows_at[last] >= 0:
            many = np.int64(postings.lows[postings.lows_at[last] + many - 1]) + 1
        past = max(past, (np.int64(postings.blocks[last]) << BLOCK_BITS) + many)
    leads = words - asked.needed + 1
    lead_of = _leading(postings, asked, leads)
    slot_of = np.zeros((leads, WINDOW), np.int32)
    marked = np.zeros(WINDOW, np.uint8)
    eights = marked.view(np.int64)
    cursors = Cursors(
        np.empty(terms, np.int64), np.zeros(terms, np.int64), np.zeros(terms, np.int64),
        np.zeros(terms, np.int64), np.zeros(terms, np.int64),
    )  # fmt: skip
    for term in range(terms):
        cursors.block[term] = postings.firsts[asked.terms[term]]
    for row in range(0, past, WINDOW):
        if row & LOW_BITS == 0:
            for term in range(terms):
                _enter(term, row >> BLOCK_BITS, postings, asked, cursors)
        for word in range(words):
            if lead_of[word] >= 0:
                for option in range(asked.words[word], asked.words[word + 1]):
                    until = min(row + WINDOW, past)
                    _gather(option, row, until, postings, asked, cursors, slot_of, lead_of[word], marked)
        for eight in range(WINDOW >> 3):
            if eights[eight] == 0:
                continue
            eights[eight] = 0
            for slot in range(eight << 3, (eight << 3) + 8):
                points = _points(slot, row, postings, asked, cursors, lead_of, slot_of)
                found += points > 0 and not gone[row + slot]
        if found >= enough:
            return enough
    return found
