"""What may be asked of `find`, and what cannot be, told with field, value and what it may be."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from operator import index
from typing import Final, Literal, get_args

from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.facets import DEFAULT_FACETS, FACETS

Sort = Literal["relevance", "distance", "newest", "start", "fairness"]
SORTS: Final[tuple[str, ...]] = get_args(Sort)
_LARGEST_PAGE: Final = 200
_ALL_FACETS: Final = frozenset(FACETS)


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


def refuse_impossible(query: Query) -> None:
    """Raises ValueError for what cannot be and TypeError for what is of another kind, naming field and value."""
    if not isinstance(query.text, str):
        raise TypeError(_told("text", query.text, "text"))
    _whole("page", query.page, 1, FLEXIBLE)
    _whole("page_size", query.page_size, 1, _LARGEST_PAGE)
    _whole("today", query.today, NO_DAY + 1, FLEXIBLE - 1)
    for name in ("language_max", "start_from", "start_until"):
        if (value := getattr(query, name)) is not None:
            _whole(name, value, NO_DAY, FLEXIBLE)
    if query.sort not in SORTS:
        raise ValueError(_told("sort", query.sort, "one of " + ", ".join(SORTS)))
    _refuse_facets("facets", query.facets)
    if query.filters:
        _refuse_facets("filters", query.filters)
        for name, codes in query.filters.items():
            if isinstance(codes, str):
                raise TypeError(_told(f"filters[{name!r}]", codes, "a collection of codes"))
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        if (value := getattr(query, name)) is not None and not -most <= value <= most:
            raise ValueError(_told(name, value, f"degrees from {-most:g} to {most:g}"))
    if query.radius_km is not None and not 0 <= query.radius_km < math.inf:
        raise ValueError(_told("radius_km", query.radius_km, "a number of kilometres from 0"))


def _whole(name: str, value: object, low: int, high: int) -> None:
    try:
        fits = low <= index(value) <= high  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(_told(name, value, "a whole number")) from None
    if not fits:
        raise ValueError(_told(name, value, f"a whole number from {low} to {high}"))


def _refuse_facets(name: str, facets: Collection[str]) -> None:
    if isinstance(facets, str):
        raise TypeError(_told(name, facets, "a collection of facets"))
    if not _ALL_FACETS.issuperset(facets):
        unknown = next(iter(set(facets) - _ALL_FACETS))
        raise ValueError(_told(name, unknown, "some of " + ", ".join(FACETS)))


def _told(name: str, value: object, remedy: str) -> str:
    return f"{name}: {str(value)[:60]!r} cannot be, give {remedy}"
