"""One question in words, a circle and filters → a page of places, the total and exact facets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import index
from typing import Final

import numpy as np

from leermatch.arrays import F32, I64
from leermatch.asking import SORTS, Query, Sort, refuse_impossible
from leermatch.cards import card_day
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.facets import DEFAULT_FACETS, FACETS
from leermatch.geometry import spot_on_plane
from leermatch.kernels.cards import SHOWN, WAGE, Limits
from leermatch.kernels.finding import search
from leermatch.market import Market
from leermatch.question import Question
from leermatch.squares import NO_SQUARES

__all__ = ["DEFAULT_FACETS", "FACETS", "Found", "Query", "Sort", "find"]

_ROW_OF_SORT: Final[dict[str, int]] = {sort: row for row, sort in enumerate(SORTS)}
_ANY: Final = 0xFF
#: Facets that are counted beforehand.
_IN_SQUARES: Final = frozenset(DEFAULT_FACETS)


@dataclass(slots=True, eq=False)  # frozen would take 5 µs for each answer
class Found:
    """One page of answers.

    `total`             places that match, over all pages
    `ids`               (n,) int64, n ≤ page_size; `scores` (n,) float32
    `distances_km`      (n,) float32, NaN unknown
    `facets`            facet → code → how many places this choice alone would give, the other filters kept;
                        code "" counts those whose value is unknown
    `without_location`  places that match all but the circle because nobody knows where they are
    `matched`           words of the question that occur, as they occur (a forgiven slip appears corrected)
    `ignored`           words that carry no weight (de, bbl, leerbaan, …)
    `suggestions`       (word, better word) for words that do not occur
    `wider`             hardly any place holds all words that count, so that places with fewer were looked for
    `question`          what was made of the words, for `Highlighter`
    """

    total: int
    ids: I64
    scores: F32
    distances_km: F32
    facets: dict[str, dict[str, int]]
    without_location: int
    matched: tuple[str, ...]
    ignored: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]
    question: Question

    @property
    def wider(self) -> bool:
        return self.question.wider


def find(market: Market, query: Query) -> Found:
    """Answer one question. Raises ValueError or TypeError naming field and value of what cannot be."""
    refuse_impossible(query)
    question, programs = market.reader.read(query.text)
    limits = _limits(query, question)
    filters = {name: codes for name, codes in query.filters.items() if codes} if query.filters else {}
    names = query.facets
    is_plain = not (question.asked or filters or _has_conditions(query)) and _IN_SQUARES.issuperset(names)
    employers, hours = (
        ("employer" in names or "employer" in filters),
        ("hours" in names or "hours" in filters),
    )
    best, size = _heap(market, query)
    facets: dict[str, dict[str, int]] = {}
    last = len(programs) - 1
    for number, asked in enumerate(programs):
        all_employers = market.segments[number][0].employers if employers else None
        chosen = market.facet_codes.choice(names, filters, all_employers, limits.day)
        squares = market.squares(number, limits) if is_plain else NO_SQUARES
        tally = np.zeros(chosen.size, np.int32)
        search(
            market.handed(number, employers=employers, hours=hours).table, asked, limits, chosen.table,
            chosen.passing, squares.table, best, tally, number == last,
        )  # fmt: skip
        more = market.facet_codes.counts(names, chosen, tally, all_employers)
        facets = {name: _added(facets[name], more[name]) for name in names} if facets else more
    total, lost, held = best[:3].tolist()
    first = min((query.page - 1) * query.page_size, held)
    ids, halves = 3 + 3 * size, best[3 + 4 * size :].view(np.float32)
    return Found(
        total=total,
        ids=best[ids + first : ids + held],
        scores=halves[size + first : size + held],
        distances_km=halves[first:held],
        facets=facets,
        without_location=lost,
        matched=tuple([one.meant for one in question.asked if one.meant]),
        ignored=question.ignored,
        suggestions=tuple([(one.word, one.better) for one in question.asked if one.better]),
        question=question,
    )


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The counts of two segments together, those of unknown value last."""
    codes = sorted({**one, **other}, key=lambda code: code == "")
    return {code: one.get(code, 0) + other.get(code, 0) for code in codes}


def _heap(market: Market, query: Query) -> tuple[I64, int]:
    """Room for all rows up to the last of the page, for none when the page lies beyond the end (see `kernels.heap`)."""
    n = market.rows
    size = 0 if (query.page - 1) * query.page_size >= n else min(query.page * query.page_size, n)
    best = np.empty(3 + 5 * size, np.int64)
    best[:3] = 0
    return best, size


def _has_conditions(query: Query) -> bool:
    return (
        query.no_diploma
        or query.wage_known
        or not (query.language_max is query.start_from is query.start_until is None)
    )


def _limits(query: Query, question: Question) -> Limits:
    """The conditions of a question, as a kernel reads them."""
    x = y = math.nan
    if query.lat is not None and query.lon is not None:
        x, y = spot_on_plane(query.lat, query.lon)
    today, most, sort = index(query.today), query.language_max, query.sort
    # Without words everything is as relevant, so that the newest comes first.
    if sort == "relevance" and not question.asked:
        sort = "newest"
    return Limits(
        SHOWN | WAGE if query.wage_known else SHOWN,
        card_day(today),
        0b11 if query.no_diploma else _ANY,
        _ANY if most is None else (1 << min(max(index(most), -1), 7) + 1) - 1,
        NO_DAY if query.start_from is None else index(query.start_from),
        FLEXIBLE if query.start_until is None else index(query.start_until),
        today,
        _ROW_OF_SORT[sort],
        question.level,
        query.radius_km is not None and not math.isnan(x),
        x,
        y,
        float(query.radius_km or 0.0),
    )
