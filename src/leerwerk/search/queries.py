"""Find learn-work places: words and a circle from a visitor, a page of rows with exact facets back."""

import math
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nlargest

from leermatch import Found, Highlighter, Market, Query, day_number, find
from leerwerk.casework.queries import with_seats_left
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.network.models import Organisation
from leerwerk.network.queries import Location
from leerwerk.search.fitting import Fit, fits_of, unknowns_of
from leerwerk.search.questions import (
    DEFAULT_RADIUS_KM,
    FACETS,
    PAGE_SIZE,
    RADII_KM,
    SORTS,
    SWITCHES,
    Question,
    Sort,
    engine_filters,
    visitor_counts,
)
from leerwerk.search.spots import Spot, find_spot

__all__ = [
    "DEFAULT_RADIUS_KM",
    "FACETS",
    "PAGE_SIZE",
    "RADII_KM",
    "SORTS",
    "Hit",
    "Question",
    "Results",
    "Sort",
    "Spot",
    "find_places",
    "find_spot",
    "similar_places",
]

#: So many employers are counted by name, besides those that were chosen.
EMPLOYERS = 8
#: What a card, a feed or a mail tells of a place: an eighth of what its row, its employer and its occupation hold.
_TOLD = (
    "title", "sector", "level", "pathway", "outcome", "region", "locality_name", "hours_min", "hours_max",
    "starts_on", "is_start_flexible", "wage_min", "wage_max", "wage_text", "language_level", "capacity",
    "published_at", "touched_at",
    "employer__name", "occupation__code", "occupation__name", "occupation__name_en",
)  # fmt: skip
_ENGINE_FACETS = (*FACETS, *(facet for facet, _code in SWITCHES.values()))


@dataclass(frozen=True)
class Hit:
    """A place found, with its distance from the visitor in km, or None when one of both is not on the map.

    `marks` are spans (first, one past the last character) of the words in the title that answer the question;
    `fits` says what speaks for it, `unknowns` names facets that were chosen and of which it says nothing.
    """

    place: Place
    distance_km: float | None
    marks: tuple[tuple[int, int], ...] = ()
    fits: tuple[Fit, ...] = ()
    unknowns: tuple[str, ...] = ()

    @property
    def seats_left(self) -> int:
        """How many learners still fit, as the database counted when the row was read."""
        return int(self.place.seats_left)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Results:
    """A page of hits. `spot` is empty when nothing was asked; `is_unknown_location` when it was not found.

    `facets` maps facet to code to the number of places that this choice alone would give; `without_location`
    counts places that match but that nobody knows the whereabouts of; `suggestions` are (word, better word).
    `is_wider`: hardly any place holds all words, so that places that hold some of them are among the hits.
    `employers` names those that are counted; `switches` counts what each of SWITCHES would give.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, dict[str, int]]
    switches: dict[str, int]
    employers: dict[str, str]
    spot: Spot
    is_unknown_location: bool
    without_location: int
    suggestions: tuple[tuple[str, str], ...]
    is_wider: bool

    @property
    def location(self) -> Location | None:
        """The middle of the circle, if there is one."""
        return self.spot.location

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.total / PAGE_SIZE))


def find_places(question: Question, *, now: datetime) -> Results:
    """Answer a question in a fixed number of queries. Raises ValueError for a page below 1 or an unknown sort.

    A place that closed or filled after the snapshot was made is left out of the page: rows are read as they are now.
    """
    spot = find_spot(question.where)
    market = current_market(now)
    found = find(market, engine_query(question, spot, now))
    counts = visitor_counts(found.facets)
    employers = _most_employers(counts.pop("employer"), question)
    return Results(
        question=question,
        hits=hits_of(question, found, market, now),
        total=found.total,
        facets={**counts, "employer": employers},
        switches={name: counts[facet].get(code, 0) for name, (facet, code) in SWITCHES.items()},
        employers=_names(employers),
        spot=spot,
        is_unknown_location=bool(question.where.strip()) and spot == Spot(),
        without_location=found.without_location,
        suggestions=found.suggestions,
        is_wider=found.wider,
    )


def engine_query(question: Question, spot: Spot, now: datetime) -> Query:
    """The question as the engine reads it, with all facets."""
    location, filters = spot.location, engine_filters(question)
    if spot.region is not None:
        filters.setdefault("region", (spot.region.code,))
    sort = "newest" if question.sort == "relevance" and not question.what.strip() else question.sort
    return Query(
        today=day_number(now.date()),
        text=question.what,
        lat=location.lat if location else None,
        lon=location.lon if location else None,
        radius_km=float(question.radius_km) if location and question.radius_km else None,
        filters=filters,
        sort=sort,
        page=question.page,
        page_size=PAGE_SIZE,
        facets=_ENGINE_FACETS,
    )


def hits_of(question: Question, found: Found, market: Market, now: datetime) -> tuple[Hit, ...]:
    """The places that were found, as they are now, each with why it fits. One query."""
    words, today = Highlighter(market, found.question), now.date()
    return tuple(
        replace(
            hit,
            marks=_marks(words, hit.place),
            fits=fits_of(question, hit.place, words, today),
            unknowns=unknowns_of(question, hit.place),
        )
        for hit in _hits(found, open_places(found.ids.tolist()))
    )


def _most_employers(counts: dict[str, int], question: Question) -> dict[str, int]:
    """The employers with the most places, and those that were chosen."""
    chosen = {code: counts.get(code, 0) for code in question.filters.get("employer", ())}
    known = ((code, count) for code, count in counts.items() if code)
    return dict(nlargest(EMPLOYERS, known, key=lambda pair: (pair[1], pair[0]))) | chosen


def _names(employers: dict[str, int]) -> dict[str, str]:
    rows = (
        Organisation.objects.filter(pk__in=map(int, employers)).values_list("pk", "name") if employers else ()
    )
    return {str(pk): name for pk, name in rows}


def similar_places(place: Place, *, now: datetime, limit: int) -> list[Hit]:
    """Open places with the same work (else the same words in the title), the nearest first; never the place itself."""
    has_occupation = place.occupation is not None
    found = find(
        current_market(now),
        Query(
            today=day_number(now.date()),
            text="" if has_occupation else place.title,
            filters={"occupation": (place.occupation.code,)} if place.occupation is not None else {},
            lat=place.lat,
            lon=place.lon,
            sort="newest" if place.lat is None else "distance",
            page_size=limit + 1,
            facets=(),
        ),
    )
    rows = open_places(found.ids.tolist())
    hits = [hit for hit in _hits(found, rows) if hit.place.pk != place.pk]
    return hits[:limit]


def _hits(found: Found, rows: dict[int, Place]) -> list[Hit]:
    """The rows in the order of the engine; a place that closed after the snapshot is left out."""
    return [
        Hit(rows[place_id], None if math.isnan(distance) else distance)
        for place_id, distance in zip(found.ids.tolist(), found.distances_km.tolist(), strict=True)
        if place_id in rows
    ]


def _marks(words: Highlighter, place: Place) -> tuple[tuple[int, int], ...]:
    return words.spans(place.title, occupation=place.occupation.code if place.occupation else "")


def open_places(place_ids: list[int]) -> dict[int, Place]:
    """The rows as they are now, with what is told of a place in a list: only what is published and has room."""
    rows = with_seats_left(Place.objects.published().filter(pk__in=place_ids))
    shown = rows.select_related("employer", "occupation").only(*_TOLD)
    return {row.pk: row for row in shown if row.seats_left > 0}
