"""Reads of learn-work places and occupations, for the public pages, the desk and the employer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as CaseWhen
from django.db.models import Count, When
from django.utils.translation import get_language

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Occupation, Place, PlaceQuerySet, Run, Training
from leerwerk.catalogue.rules import PUBLIC_STATES
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import organisations_represented, regions_advised
from leerwerk.network.told import ENGLISH


@dataclass(frozen=True)
class Offer:
    """What is on offer now: published places, the employers behind them, and the regions they lie in."""

    places: int
    employers: int
    regions: int


def current_offer(region_id: int | None = None) -> Offer:
    """Count what is published now, in the whole country or in one region; one query."""
    counted = _published_in(region_id).aggregate(
        places=Count("pk"),
        employers=Count("employer", distinct=True),
        regions=Count("region", distinct=True),
    )
    return Offer(**counted)


def places_by_region() -> dict[str, int]:
    """Published places per region code; a region without any is not in it. One query."""
    rows = Place.objects.published().filter(region__isnull=False).order_by().values_list("region__code")
    return dict(rows.annotate(places=Count("pk")))


def latest_places(limit: int, region_id: int | None = None) -> PlaceQuerySet:
    """The places published last, of the whole country or of one region, with what a card shows."""
    return _published_in(region_id).select_related("employer").order_by("-published_at", "-pk")[:limit]


def _published_in(region_id: int | None) -> PlaceQuerySet:
    published = Place.objects.published()
    return published.filter(region=region_id) if region_id else published


def place_with_context(place_id: int) -> Place:
    """One place in whatever state, with what its page shows. Raises Place.DoesNotExist.

    Who may see it is for the caller: a place that was public and is gone has a page that says so.
    """
    return Place.objects.select_related(
        "employer", "occupation", "qualification", "region", "training__provider"
    ).get(pk=place_id)


def public_place(place_id: int) -> Place | None:
    """One place that visitors may see, with its employer and region; None for any other."""
    places = Place.objects.select_related("employer", "region")
    return places.filter(pk=place_id, status__in=PUBLIC_STATES).first()


def coming_runs(training: Training | None, today: date, limit: int = 3) -> list[Run]:
    """The next starts of a training, soonest first; no query without a training."""
    if training is None:
        return []
    return list(training.runs.filter(starts_on__gte=today).order_by("starts_on", "pk")[:limit])


def once_public(place: Place) -> bool:
    """True for a place that was online and no longer is: it expired or was withdrawn after publication."""
    return place.published_at is not None and place.status in {PlaceStatus.EXPIRED, PlaceStatus.WITHDRAWN}


def occupation_names(codes: Collection[str]) -> dict[str, str]:
    """Names of occupations by code; one query, none when nothing is asked."""
    if not codes:
        return {}
    return dict(Occupation.objects.filter(code__in=codes).values_list("code", "name"))


def foreign_occupation_names() -> dict[str, str]:
    """English names of occupations by code, for who reads English: one query. For anybody else none, without one."""
    if get_language() != ENGLISH:
        return {}
    return dict(Occupation.objects.exclude(name_en="").values_list("code", "name_en"))


def occupation_choices() -> list[str]:
    """The names of all occupations in alphabetical order: suggestions while typing."""
    return list(Occupation.objects.order_by("name").values_list("name", flat=True))


def occupation_called(text: str) -> Occupation | None:
    """The occupation that people mean by a word: its name first, else one of its other words."""
    word = text.strip()
    named = Occupation.objects.filter(name__iexact=word).order_by("pk").first()
    return named or Occupation.objects.filter(terms__text__iexact=word).order_by("pk").first()


def places_of_region(actor: Actor, *, status: str = "") -> PlaceQuerySet:
    """Places in the regions where the actor advises, drafts first; a state narrows."""
    places = Place.objects.filter(region__code__in=regions_advised(actor))
    if status:
        places = places.filter(status=status)
    return places.select_related("employer", "region").order_by(
        CaseWhen(When(status=PlaceStatus.DRAFT, then=0), default=1), "-touched_at", "-pk"
    )


def places_of_employer(actor: Actor) -> PlaceQuerySet:
    """Places of the organisations that the actor speaks for, the last touched first."""
    places = Place.objects.filter(employer_id__in=organisations_represented(actor))
    return places.select_related("employer", "region").order_by("-touched_at", "-pk")
