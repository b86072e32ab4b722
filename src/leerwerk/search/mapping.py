"""Where the places that answer a question lie: a dot for each town, towns that touch taken together."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
from django.utils.text import slugify

from leermatch import Found, find
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.search.queries import PAGE_SIZE, Hit, engine_query, hits_of
from leerwerk.search.questions import Question
from leerwerk.search.spots import Spot

#: So many places are put on a map: those that come first, by distance the nearest.
MOST: Final = 1_000
_AT_ONCE: Final = 200
#: The map is so many units wide, with a margin in which the dots at the edge fit.
WIDTH: Final = 640
_MARGIN: Final = 40
_SMALLEST, _LARGEST = 17.0, 36.0
_LEAST_KM: Final = 4.0
_KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True)
class Dot:
    """Places in one town, or in a few that lie together. `x` and `y` from the upper left corner.

    `where` finds the town again: its commonest postcode, because names of towns return. `towns` are the words by which
    an address may name this dot, its own first; `rows` say which places of `DotMap.found` it stands for.
    """

    name: str
    where: str
    towns: tuple[str, ...]
    rows: tuple[int, ...]
    x: float
    y: float
    radius: float

    @property
    def count(self) -> int:
        """How many places it stands for."""
        return len(self.rows)

    @property
    def others(self) -> int:
        """How many towns besides that whose name it has."""
        return len(self.towns) - 1


@dataclass(frozen=True)
class DotMap:
    """A map of places that answer, which are `found`. `ring` is the circle that was searched in (x, y, radius).

    `height` in units of which there are WIDTH across; `scale` units a km.
    """

    dots: tuple[Dot, ...]
    found: Found
    height: float
    scale: float
    ring: tuple[float, float, float] | None

    @property
    def shown(self) -> int:
        """How many places are on it."""
        return sum(dot.count for dot in self.dots)

    def dot_of(self, town: str) -> Dot | None:
        """The dot in which a town is, by its word in an address."""
        return next((dot for dot in self.dots if town in dot.towns), None)


def dot_map(question: Question, spot: Spot, *, now: datetime) -> DotMap:
    """The towns of the first thousand places that answer and whose whereabouts are known, in one query."""
    found = _found(question, spot, now)
    towns = _towns(found)
    middle = (spot.location.lon, spot.location.lat) if spot.location else None
    if not towns:
        return DotMap((), found, 0.0, 0.0, None)
    narrower = math.cos(math.radians(sum(town.y for town in towns) / len(towns)))
    flat = [replace(town, x=town.x * narrower * _KM_PER_DEGREE, y=-town.y * _KM_PER_DEGREE) for town in towns]
    reach = float(question.radius_km or 0) if middle else 0.0
    here = (middle[0] * narrower * _KM_PER_DEGREE, -middle[1] * _KM_PER_DEGREE) if middle and reach else None
    xs = [dot.x for dot in flat] + ([here[0] - reach, here[0] + reach] if here else [])
    ys = [dot.y for dot in flat] + ([here[1] - reach, here[1] + reach] if here else [])
    side = max(max(xs) - min(xs), max(ys) - min(ys), _LEAST_KM)
    scale = (WIDTH - 2 * _MARGIN) / side
    west = (min(xs) + max(xs) - side) / 2
    north = (min(ys) + max(ys)) / 2 - max((max(ys) - min(ys)) / 2, _LEAST_KM / 2)

    def spot_of(x: float, y: float) -> tuple[float, float]:
        return _MARGIN + (x - west) * scale, _MARGIN + (y - north) * scale

    most = max(town.count for town in flat)
    dots = [
        replace(dot, x=at[0], y=at[1], radius=_radius(dot.count, most))
        for dot in flat
        for at in [spot_of(dot.x, dot.y)]
    ]
    return DotMap(
        dots=tuple(_together(dots, most)),
        found=found,
        height=2 * _MARGIN + 2 * ((min(ys) + max(ys)) / 2 - north) * scale,
        scale=scale,
        ring=(*spot_of(*here), reach * scale) if here else None,
    )


def places_at(dot: Dot, on: DotMap, question: Question, *, now: datetime) -> tuple[Hit, ...]:
    """The places that a dot stands for, the page of them that the question asks for."""
    rows = np.array(dot.rows[(question.page - 1) * PAGE_SIZE : question.page * PAGE_SIZE], dtype=np.intp)
    page = replace(on.found, ids=on.found.ids[rows], distances_km=on.found.distances_km[rows])
    return hits_of(question, page, current_market(now), now)


def _found(question: Question, spot: Spot, now: datetime) -> Found:
    """All that is put on a map as one page."""
    sort = "distance" if spot.location else question.sort
    query = replace(engine_query(replace(question, sort=sort), spot, now), facets=(), page_size=_AT_ONCE)
    pages: list[Found] = []
    while not pages or (len(pages) * _AT_ONCE < min(pages[0].total, MOST)):
        pages.append(find(current_market(now), replace(query, page=len(pages) + 1)))
    return replace(
        pages[0],
        ids=np.concatenate([page.ids for page in pages]),
        distances_km=np.concatenate([page.distances_km for page in pages]),
    )


def _towns(found: Found) -> list[Dot]:
    """One dot a town, in the middle of its places, in degrees (x east, y north)."""
    row_of = {place_id: row for row, place_id in enumerate(found.ids.tolist())}
    shown = Place.objects.published().filter(pk__in=list(row_of), lat__isnull=False).exclude(locality_name="")
    of_town: dict[tuple[str, str], list[tuple[int, str, float, float]]] = defaultdict(list)
    for pk, name, pc4, lat, lon in shown.order_by("pk").values_list(
        "pk", "locality_name", "pc4", "lat", "lon"
    ):
        of_town[name, pc4[:2]].append((row_of[pk], pc4, lon or 0.0, lat or 0.0))  # both are there, or neither
    return [
        Dot(
            name=name,
            where=Counter(pc4 for _, pc4, _, _ in at).most_common(1)[0][0] or name,
            towns=(slugify(f"{name} {area}"),),
            rows=tuple(sorted(row for row, _, _, _ in at)),
            x=sum(x for _, _, x, _ in at) / len(at),
            y=sum(y for _, _, _, y in at) / len(at),
            radius=0.0,
        )
        for (name, area), at in of_town.items()
    ]


def _radius(count: int, most: int) -> float:
    """The area of a dot grows with its number."""
    return max(_SMALLEST, _LARGEST * math.sqrt(count / most))


def _together(dots: list[Dot], most: int) -> list[Dot]:
    """Dots that would lie over a larger one are taken into it. The largest comes first."""
    kept: list[Dot] = []
    for dot in sorted(dots, key=lambda each: (-each.count, each.name)):
        for at, larger in enumerate(kept):
            if math.hypot(dot.x - larger.x, dot.y - larger.y) < larger.radius + dot.radius:
                rows = tuple(sorted(larger.rows + dot.rows))
                kept[at] = replace(larger, rows=rows, towns=larger.towns + dot.towns)
                break
        else:
            kept.append(dot)
    top = max(dot.count for dot in kept)
    return sorted(
        (replace(dot, radius=_radius(dot.count, max(top, most))) for dot in kept),
        key=lambda each: -each.count,
    )
