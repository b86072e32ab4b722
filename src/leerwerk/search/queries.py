"""Find learn-work places: words and a circle from a visitor, a page of rows with exact facets back."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from leermatch import Found, Highlighter, Query, day_number, find
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.network.queries import Location, find_location

PAGE_SIZE = 20
RADII_KM = (5, 10, 15, 25, 50, 100)
DEFAULT_RADIUS_KM = 25
FACETS = ("sector", "level", "pathway", "region", "outcome")
Sort = Literal["relevance", "distance", "newest", "start"]
SORTS: tuple[Sort, ...] = ("relevance", "distance", "newest", "start")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a visitor asks. `where` is a place name or postcode; `filters` maps a facet to the codes chosen.

    `radius_km` None: however far.
    """

    what: str = ""
    where: str = ""
    radius_km: int | None = DEFAULT_RADIUS_KM
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_diploma: bool = False
    wage_known: bool = False
    sort: Sort = "relevance"
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """A place found, with its distance from the visitor in km, or None when one of both is not on the map.

    `marks` are spans (first, one past the last character) of the words in the title that answer the question.
    """

    place: Place
    distance_km: float | None
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Results:
    """A page of hits. `location` is None when nothing was asked; `is_unknown_location` when it was not found.

    `facets` maps facet to code to the number of places that this choice alone would give; `without_location`
    counts places that match but that nobody knows the whereabouts of; `suggestions` are (word, better word).
    `is_wider`: hardly any place holds all words, so that places that hold some of them are among the hits.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, dict[str, int]]
    location: Location | None
    is_unknown_location: bool
    without_location: int
    suggestions: tuple[tuple[str, str], ...]
    is_wider: bool

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.total / PAGE_SIZE))


def find_places(question: Question, *, now: datetime) -> Results:
    """Answer a question in a fixed number of queries. Raises ValueError for a page below 1 or an unknown sort.

    A place that closed after the snapshot was made is left out of the page: rows are read as they are now.
    """
    location = find_location(question.where) if question.where.strip() else None
    market = current_market(now)
    found = find(market, _engine_query(question, location, now))
    rows = _open_places(found.ids.tolist())
    words = Highlighter(market, found.question)
    hits = [replace(hit, marks=_marks(words, hit.place)) for hit in _hits(found, rows)]
    return Results(
        question=question,
        hits=tuple(hits),
        total=found.total,
        facets=found.facets,
        location=location,
        is_unknown_location=bool(question.where.strip()) and location is None,
        without_location=found.without_location,
        suggestions=found.suggestions,
        is_wider=found.wider,
    )


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
    rows = _open_places(found.ids.tolist())
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


def _engine_query(question: Question, location: Location | None, now: datetime) -> Query:
    sort = "newest" if question.sort == "relevance" and not question.what.strip() else question.sort
    return Query(
        today=day_number(now.date()),
        text=question.what,
        lat=location.lat if location else None,
        lon=location.lon if location else None,
        radius_km=float(question.radius_km) if location and question.radius_km else None,
        filters={name: codes for name, codes in question.filters.items() if codes},
        no_diploma=question.no_diploma,
        wage_known=question.wage_known,
        sort=sort,
        page=question.page,
        page_size=PAGE_SIZE,
        facets=FACETS,
    )


def _open_places(place_ids: list[int]) -> dict[int, Place]:
    rows = Place.objects.filter(pk__in=place_ids, status=PlaceStatus.PUBLISHED)
    return {row.pk: row for row in rows.select_related("employer", "occupation", "qualification", "region")}
