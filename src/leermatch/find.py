"""One question in words, a circle and filters → a page of places, the total and exact facets."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

import numpy as np

from leermatch.arrays import F32, I64
from leermatch.cards import card_day
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.facets import DEFAULT_FACETS, FACETS
from leermatch.geometry import spot_on_plane
from leermatch.kernels.cards import SHOWN, WAGE, Limits
from leermatch.kernels.finding import search
from leermatch.kernels.heap import Best, settle
from leermatch.market import Market
from leermatch.question import POINTS, Question
from leermatch.squares import NO_SQUARES

__all__ = ["DEFAULT_FACETS", "FACETS", "Found", "Query", "Sort", "find"]

Sort = Literal["relevance", "distance", "newest", "start", "fairness"]
_LARGEST_PAGE: Final = 200
_SORTS: Final[tuple[str, ...]] = get_args(Sort)
_ANY: Final = 0xFF
#: Facets that are not counted beforehand.
_NOT_IN_SQUARES: Final = frozenset(FACETS) - frozenset(DEFAULT_FACETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody asks. Only open places with room are found. Days are day numbers.

    `text`         words in Dutch; at most 200 characters are read. Words without weight do not narrow
    `lat`, `lon`   degrees; `radius_km` the circle around it (not used without lat and lon)
    `filters`      facet (see FACETS) → codes of which one must hold, all as text: sector, region and occupation
                   codes, level "1" … "4", pathway a name of `Pathway`, language "A1" … "C2", employer number,
                   outcome "DIPLOMA" "CERTIFICATE" "PRAKTIJKVERKLARING", hours a code of `leermatch.bands.BANDS`, start
                   "NOW" "SOON" (within three months) "LATER" "FLEXIBLE", wage "KNOWN", diploma "NOT_NEEDED". An
                   empty choice does not filter; codes that do not exist find nothing. Unknown level, pathway,
                   language, hours or start passes: it is not no
    `language_max` the place asks at most this level of Dutch (1 … 6), or does not say
    `no_diploma`   level 1 or unknown: no earlier diploma is needed
    `wage_known`   only places that state a wage
    `start_from`, `start_until`  both included; flexible and unknown starts pass
    `sort`         start: flexible or already begun counts as today. Unknown comes last. Ties: higher score, then
                   newest, then lower id
    `page`         from 1; `page_size` 1 … 200
    `today`        decides what is closed
    `facets`       which facets to count
    """

    today: int
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    language_max: int | None = None
    no_diploma: bool = False
    wage_known: bool = False
    start_from: int | None = None
    start_until: int | None = None
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    facets: tuple[str, ...] = DEFAULT_FACETS


@dataclass(frozen=True, slots=True, eq=False)
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
    """Answer one question. Raises ValueError for an impossible page, size, sort, facet, coordinate or radius."""
    _refuse_impossible(query)
    question, programs = market.reader.read(query.text)
    limits = _limits(query, question)
    best, counts = _heap(market, query), np.zeros(3, np.int64)
    facets: dict[str, dict[str, int]] = {name: {} for name in query.facets}
    filters = {name: codes for name, codes in query.filters.items() if codes}
    asked = {*query.facets, *filters}
    is_plain = not (question.asked or filters or asked & _NOT_IN_SQUARES or _has_conditions(query))
    for number, ((segment, _), columns, words) in enumerate(
        zip(market.segments, market.columns, programs, strict=True)
    ):
        employers = segment.employers if "employer" in asked else None
        if employers is not None:
            columns = columns._replace(employer=employers.rows)  # noqa: PLW2901
        if "hours" in asked:
            columns = columns._replace(hours=segment.hours)  # noqa: PLW2901
        choice, tally = market.facet_codes.choice(asked, filters, employers, query.today)
        postings, squares = (
            segment.index.postings(),
            market.squares(number, limits) if is_plain else NO_SQUARES,
        )
        search(columns, postings, words, limits, choice, squares, best, tally, counts)
        for name in query.facets:
            more = market.facet_codes.counts(name, choice, tally, employers)
            facets[name] = _added(facets[name], more) if facets[name] else more
    total, lost, held = counts.tolist()
    settle(best, held)
    page = slice((query.page - 1) * query.page_size, held)
    return Found(
        total=total,
        ids=best.id[page],
        scores=(best.points[page] / POINTS).astype(np.float32),
        distances_km=best.km[page],
        facets=facets,
        without_location=lost,
        matched=tuple(asked.meant for asked in question.asked if asked.meant),
        ignored=question.ignored,
        suggestions=tuple((asked.word, asked.better) for asked in question.asked if asked.better),
        question=question,
    )


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The counts of two segments together, those of unknown value last."""
    codes = sorted({**one, **other}, key=lambda code: code == "")
    return {code: one.get(code, 0) + other.get(code, 0) for code in codes}


def _heap(market: Market, query: Query) -> Best:
    """Room for all rows up to the last of the page, for none when the page lies beyond the end."""
    n = sum(len(segment) for segment, _ in market.segments)
    size = 0 if (query.page - 1) * query.page_size >= n else min(query.page * query.page_size, n)
    return Best(
        first=np.empty(size),
        points=np.empty(size, np.int64),
        age=np.empty(size, np.int64),
        id=np.empty(size, np.int64),
        km=np.empty(size, np.float32),
    )


def _has_conditions(query: Query) -> bool:
    return (
        query.no_diploma
        or query.wage_known
        or not (query.language_max is query.start_from is query.start_until is None)
    )


def _limits(query: Query, question: Question) -> Limits:
    """The conditions of a question, as a kernel reads them."""
    x, y = math.nan, math.nan
    if query.lat is not None and query.lon is not None:
        x, y = spot_on_plane(query.lat, query.lon)
    has_circle = query.radius_km is not None and not math.isnan(x)
    most = -1 if query.language_max is None else min(max(query.language_max, -1), 7)
    return Limits(
        must=SHOWN | (WAGE if query.wage_known else 0),
        today=card_day(query.today),
        levels=0b11 if query.no_diploma else _ANY,
        languages=_ANY if query.language_max is None else (1 << most + 1) - 1,
        from_day=NO_DAY if query.start_from is None else query.start_from,
        until_day=FLEXIBLE if query.start_until is None else query.start_until,
        day=query.today,
        # Without words everything is as relevant, so that the newest comes first.
        sort=_SORTS.index("newest" if query.sort == "relevance" and not question.asked else query.sort),
        level=question.level,
        has_circle=has_circle,
        x=x,
        y=y,
        radius=float(query.radius_km or 0.0),
    )


def _refuse_impossible(query: Query) -> None:
    numbers = [v for v in (query.lat, query.lon, query.radius_km) if v is not None]
    wrong = {
        "page": query.page < 1,
        "page_size": not 1 <= query.page_size <= _LARGEST_PAGE,
        "sort": query.sort not in _SORTS,
        "facets": not set(query.facets) <= set(FACETS),
        "filters": not set(query.filters) <= set(FACETS),
        "coordinates": not all(map(math.isfinite, numbers)),
        "lat": abs(query.lat or 0) > 90,  # noqa: PLR2004
        "lon": abs(query.lon or 0) > 180,  # noqa: PLR2004
        "radius_km": (query.radius_km or 0) < 0,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise ValueError(name)
