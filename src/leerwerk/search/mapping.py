"""Where the places that answer a question lie: a dot for each town, towns that touch taken together."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from leermatch import find
from leerwerk.catalogue.models import Place
from leerwerk.matching.market import current_market
from leerwerk.search.queries import engine_query
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
    """Places in one town, or in a few that lie together (`others`). `x` and `y` from the upper left corner.

    `where` finds the town again: its commonest postcode, because names of towns return.
    """

    name: str
    where: str
    others: int
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class DotMap:
    """A map of places that answer: so many are `shown`. `ring` is the circle that was searched in (x, y, radius).

    `height` in units of which there are WIDTH across; `scale` units a km.
    """

    dots: tuple[Dot, ...]
    shown: int
    height: float
    scale: float
    ring: tuple[float, float, float] | None


def dot_map(question: Question, spot: Spot, *, now: datetime) -> DotMap:
    """The towns of the first thousand places that answer and whose whereabouts are known, in one query."""
    towns = _towns(_ids(question, spot, now))
    middle = (spot.location.lon, spot.location.lat) if spot.location else None
    if not towns:
        return DotMap((), 0, 0.0, 0.0, None)
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
        shown=sum(town.count for town in towns),
        height=2 * _MARGIN + 2 * ((min(ys) + max(ys)) / 2 - north) * scale,
        scale=scale,
        ring=(*spot_of(*here), reach * scale) if here else None,
    )


def _ids(question: Question, spot: Spot, now: datetime) -> list[int]:
    sort = "distance" if spot.location else question.sort
    query = replace(engine_query(replace(question, sort=sort), spot, now), facets=(), page_size=_AT_ONCE)
    ids: list[int] = []
    for page in range(1, MOST // _AT_ONCE + 1):
        found = find(current_market(now), replace(query, page=page))
        ids += found.ids.tolist()
        if found.total <= len(ids):
            break
    return ids


def _towns(place_ids: list[int]) -> list[Dot]:
    """One dot a town, in the middle of its places, in degrees (x east, y north)."""
    rows = Place.objects.published().filter(pk__in=place_ids, lat__isnull=False).exclude(locality_name="")
    of_town: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
    for name, pc4, lat, lon in rows.order_by("pk").values_list("locality_name", "pc4", "lat", "lon"):
        of_town[name, pc4[:2]].append((pc4, lon or 0.0, lat or 0.0))  # both are there, or neither
    return [
        Dot(
            name=name,
            where=Counter(pc4 for pc4, _, _ in at).most_common(1)[0][0] or name,
            others=0,
            count=len(at),
            x=sum(x for _, x, _ in at) / len(at),
            y=sum(y for _, _, y in at) / len(at),
            radius=0.0,
        )
        for (name, _), at in of_town.items()
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
                count = larger.count + dot.count
                kept[at] = replace(larger, count=count, others=larger.others + 1)
                break
        else:
            kept.append(dot)
    top = max(dot.count for dot in kept)
    return sorted(
        (replace(dot, radius=_radius(dot.count, max(top, most))) for dot in kept),
        key=lambda each: -each.count,
    )
