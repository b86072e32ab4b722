"""What people look for and hardly find: words and places of many searches and few learn-work places."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count
from django.db.models.functions import Round

from leerwerk.kernel.actor import Actor
from leerwerk.search.models import Search
from leerwerk.search.rules import FEW_PLACES, LEAST_SHOWN

MOST = 50


@dataclass(frozen=True)
class Wanted:
    """Words searched so many `times`, in a `place` or anywhere (""), and how many places that gave on average."""

    words: str
    place: str
    times: int
    places: int


@dataclass(frozen=True)
class Demand:
    """What was looked for in a period and hardly found; `searches` counts all of them, also those that found much."""

    searches: int
    by_words: tuple[Wanted, ...]
    by_place: tuple[Wanted, ...]
    together: tuple[Wanted, ...]


def unmet_demand(actor: Actor, *, since: date, until: date, region_code: str = "") -> Demand:
    """Of the searches that the actor may see. Nothing is told of fewer than five searches. Four queries."""
    searches = Search.objects.visible_to(actor).filter(made_on__range=(since, until))
    if region_code:
        searches = searches.filter(region_code=region_code)
    total = searches.count()

    def grouped(*names: str) -> tuple[Wanted, ...]:
        rows = searches
        for name in names:
            rows = rows.exclude(**{name: ""})
        counted = rows.values(*names).annotate(times=Count("pk"), places=Round(Avg("results")))
        few = counted.filter(times__gte=LEAST_SHOWN, places__lt=FEW_PLACES).order_by("-times", *names)
        return tuple(
            Wanted(row.get("words", ""), row.get("place", ""), row["times"], int(row["places"]))
            for row in few[:MOST]
        )

    return Demand(
        searches=total if total >= LEAST_SHOWN else 0,
        by_words=grouped("words"),
        by_place=grouped("place"),
        together=grouped("words", "place"),
    )
