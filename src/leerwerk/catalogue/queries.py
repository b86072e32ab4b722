"""Reads of learn-work places for the public pages."""

from dataclasses import dataclass

from django.db.models import Count

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place, PlaceQuerySet


@dataclass(frozen=True)
class Offer:
    """What is on offer now: published places, the employers behind them, and the regions they lie in."""

    places: int
    employers: int
    regions: int


def current_offer() -> Offer:
    """Count what is published now; one query."""
    counted = Place.objects.published().aggregate(
        places=Count("pk"),
        employers=Count("employer", distinct=True),
        regions=Count("region", distinct=True),
    )
    return Offer(**counted)


def places_by_region() -> dict[str, int]:
    """Published places per region code; a region without any is not in it. One query."""
    rows = Place.objects.published().filter(region__isnull=False).order_by().values_list("region__code")
    return dict(rows.annotate(places=Count("pk")))


def latest_places(limit: int) -> PlaceQuerySet:
    """The places published last, with what a card shows."""
    return Place.objects.published().select_related("employer").order_by("-published_at", "-pk")[:limit]


def place_with_context(place_id: int) -> Place:
    """One place in whatever state, with what its page shows. Raises Place.DoesNotExist.

    Who may see it is for the caller: a place that was public and is gone has a page that says so.
    """
    return Place.objects.select_related(
        "employer", "occupation", "qualification", "region", "training__provider"
    ).get(pk=place_id)


def once_public(place: Place) -> bool:
    """True for a place that was online and no longer is: it expired or was withdrawn after publication."""
    return place.published_at is not None and place.status in {PlaceStatus.EXPIRED, PlaceStatus.WITHDRAWN}
