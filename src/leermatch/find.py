"""One question in words, a circle and filters → a page of places, the total and exact facets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leermatch.market import Market

Sort = Literal["relevance", "distance", "newest", "start", "fairness"]
FACETS = ("sector", "level", "pathway", "region", "outcome", "language", "employer", "occupation")
DEFAULT_FACETS = ("sector", "level", "pathway", "region", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody asks. Only open places with room are found.

    `text`        words in Dutch; at most 200 characters are read
    `lat`, `lon`  degrees; `radius_km` circle around it (ignored without lat and lon)
    `filters`     facet name (see FACETS) → codes of which one must hold, all as text: sector and region codes,
                  level "1" … "4", pathway "BBL" "BOL" "OTHER", outcome "DIPLOMA" "CERTIFICATE" "PRAKTIJKVERKLARING",
                  language "A1" … "C2", employer number, occupation code. Codes that do not exist find nothing.
                  A place of unknown level, pathway or language passes (unknown is not no)
    `language_max` the place asks at most this level of Dutch (1 … 6), or does not say
    `no_diploma`  level 1 or unknown: no earlier diploma needed
    `wage_known`  only places that state a wage
    `start_from`, `start_until`  day numbers, both included; flexible and unknown starts pass
    `sort`        ties: score, then newest, then number of the place; unknown distance or start comes last
    `page`        from 1; `page_size` 1 … 200
    `today`       day number; decides what is closed
    `facets`      which facets to count
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


@dataclass(frozen=True, slots=True)
class Found:
    """One page of answers.

    `total`             places that match, over all pages
    `ids`               (n,) int64, n ≤ page_size; `scores` (n,) float32; `distances_km` (n,) float32, NaN unknown
    `facets`            facet → code → how many places this choice alone would give, the other filters kept.
                        Code "" counts matching places whose value is unknown
    `without_location`  places that match all but the circle because nobody knows where they are
    `matched`           words of the question that occur, as found (a forgiven typo appears corrected)
    `ignored`           words that carry no weight here (de, bbl, leerbaan, …)
    `suggestions`       (word, better word) for words that do not occur
    """

    total: int
    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    distances_km: NDArray[np.float32]
    facets: dict[str, dict[str, int]]
    without_location: int
    matched: tuple[str, ...]
    ignored: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]


def find(market: Market, query: Query) -> Found:
    """Answer one question. Raises ValueError for an impossible page, size, sort or facet name."""
    raise NotImplementedError
