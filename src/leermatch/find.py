"""One question in words, a circle and filters → a page of places, the total and exact facets."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

import numpy as np

from leermatch.arrays import F32, F64, I64, AnyArray, Bool
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.eligibility import is_open
from leermatch.facets import DEFAULT_FACETS, FACETS, counts, passes
from leermatch.geometry import distance_km, to_plane
from leermatch.market import Market, Places
from leermatch.question import Question, answers, understand
from leermatch.scoring import fairness

__all__ = ["DEFAULT_FACETS", "FACETS", "Found", "Query", "Sort", "find"]

Sort = Literal["relevance", "distance", "newest", "start", "fairness"]
_LARGEST_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody asks. Only open places with room are found. Days are day numbers.

    `text`         words in Dutch; at most 200 characters are read. Words without weight do not narrow
    `lat`, `lon`   degrees; `radius_km` the circle around it (not used without lat and lon)
    `filters`      facet (see FACETS) → codes of which one must hold, all as text: sector, region and occupation
                   codes, level "1" … "4", pathway a name of `Pathway`, language "A1" … "C2", employer number,
                   outcome "DIPLOMA" "CERTIFICATE" "PRAKTIJKVERKLARING". An empty choice does not filter; codes
                   that do not exist find nothing. Unknown level, pathway or language passes: it is not no
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


def find(market: Market, query: Query) -> Found:
    """Answer one question. Raises ValueError for an impossible page, size, sort, facet, coordinate or radius."""
    _refuse_impossible(query)
    question = understand(market.indexes, query.text)
    matching, scores = _answers(market, question)
    matching &= _conditions(market.living, query)
    distances = _distances(market.living, query)
    chosen = {name: passes(market, name, codes) for name, codes in query.filters.items() if codes}
    circle = _circle(distances, query)
    inside = matching & circle
    everything = _all_of(inside, chosen)
    rows = np.flatnonzero(everything)
    page = _page(market.living, rows, scores, distances, question, query)
    lost = np.count_nonzero(_all_of(matching & ~circle & np.isnan(distances), chosen))
    return Found(
        total=int(rows.size),
        ids=market.living.id[page],
        scores=scores[page],
        distances_km=distances[page],
        facets={name: counts(market, name, _all_of(inside, chosen, but=name)) for name in query.facets},
        without_location=int(lost),
        matched=tuple(asked.meant for asked in question.asked if asked.meant),
        ignored=question.ignored,
        suggestions=tuple((asked.word, asked.better) for asked in question.asked if asked.better),
    )


def _answers(market: Market, question: Question) -> tuple[Bool, F32]:
    """`answers` for the living rows of all segments."""
    found = [answers(segment.index, question, len(segment)) for segment, _ in market.segments]
    alive = [~gone for _, gone in market.segments]
    enough, scores = zip(*found, strict=True)
    living = np.concatenate(alive)
    return np.concatenate(enough)[living], np.concatenate(scores)[living]


def _refuse_impossible(query: Query) -> None:
    numbers = [v for v in (query.lat, query.lon, query.radius_km) if v is not None]
    wrong = {
        "page": query.page < 1,
        "page_size": not 1 <= query.page_size <= _LARGEST_PAGE,
        "sort": query.sort not in get_args(Sort),
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


def _conditions(places: Places, query: Query) -> Bool:
    met = is_open(places, query.today) & (places.capacity_left > 0)
    if query.language_max is not None:
        met &= places.language <= query.language_max
    if query.no_diploma:
        met &= places.level <= 1
    if query.wage_known:
        met &= ~np.isnan(places.wage)
    dated = (places.start != NO_DAY) & (places.start != FLEXIBLE)
    if query.start_from is not None:
        met &= ~dated | (places.start >= query.start_from)
    if query.start_until is not None:
        met &= ~dated | (places.start <= query.start_until)
    return met


def _distances(places: Places, query: Query) -> F32:
    if query.lat is None or query.lon is None:
        return np.full(places.id.size, np.nan, np.float32)
    return distance_km(places.x, places.y, *to_plane(query.lat, query.lon))


def _circle(distances: F32, query: Query) -> Bool:
    if query.lat is None or query.lon is None or query.radius_km is None:
        return np.ones(distances.size, np.bool_)
    return distances <= np.float32(query.radius_km)


def _all_of(among: Bool, chosen: Mapping[str, Bool], but: str = "") -> Bool:
    """Those that pass every choice, leaving out one facet: a facet does not narrow itself."""
    for name, passing in chosen.items():
        if name != but:
            among = among & passing
    return among


def _page(
    places: Places, rows: I64, scores: F32, distances: F32, question: Question, query: Query
) -> AnyArray:
    """The rows of the asked page, in order."""
    keys: list[AnyArray] = [-places.published[rows].astype(np.float64), places.id[rows]]
    if question.asked:
        keys.insert(0, -scores[rows].astype(np.float64))
    first = _sort_key(places, rows, distances, query)
    if first is not None:
        keys.insert(0, first)
    last = query.page * query.page_size
    if rows.size > 2 * last:  # only those that can come on the page are put in order
        edge = np.partition(keys[0], last - 1)[last - 1]
        near = np.flatnonzero(keys[0] <= edge)
        rows, keys = rows[near], [key[near] for key in keys]
    return rows[np.lexsort(keys[::-1])[last - query.page_size : last]]


def _sort_key(places: Places, rows: I64, distances: F32, query: Query) -> F64 | None:
    """What is sorted by first, smallest first; None for relevance and newest (whose keys are there already)."""
    if query.sort == "distance":
        return np.nan_to_num(distances[rows].astype(np.float64), nan=np.inf)
    if query.sort == "start":
        start = places.start[rows].astype(np.float64)
        soonest = np.maximum(np.where(start == FLEXIBLE, query.today, start), query.today)
        return np.where(start == NO_DAY, np.inf, soonest)
    if query.sort == "fairness":
        return -fairness(places)[rows]
    if query.sort == "newest":
        return -places.published[rows].astype(np.float64)
    return None
