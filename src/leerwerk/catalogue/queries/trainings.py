"""Reads of trainings for the public pages: what can be learnt, where, and from when."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians
from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Power, Sqrt

from leerwerk.catalogue.models import Occupation, Place, Run, Training
from leerwerk.network.queries import Location

TO_SCHOOL_KM = 50
KM_PER_DEGREE = 111.2  # of latitude, on a globe of 6,371 km


@dataclass(frozen=True, kw_only=True)
class TrainingQuestion:
    """What a visitor asks. Empty is anything; `within_days`: a start no later than that many days from now."""

    words: str = ""
    location: Location | None = None
    radius_km: int | None = None
    region_id: int | None = None
    kind: str = ""
    pathway: str = ""
    level: int | None = None
    within_days: int | None = None
    is_free: bool = False


def trainings_for(question: TrainingQuestion, *, today: date) -> QuerySet[Training]:
    """Trainings of today with `next_start` (a day or None) and, from a location, `km` to the provider (or None).

    The nearest first from a location, else the soonest start. Each word must occur in the name, the provider, or
    the occupations that it leads to. A provider that nobody knows the whereabouts of is not left out.
    """
    starts = Run.objects.filter(training=OuterRef("pk"), starts_on__gte=today).order_by("starts_on")
    rows: QuerySet[Training] = (
        Training.objects.valid_on(today)
        .select_related("provider", "qualification")
        .annotate(next_start=Subquery(starts.values("starts_on")[:1]))
    )
    for word in question.words.split():
        rows = rows.filter(_has(word))
    if question.region_id:
        rows = rows.filter(provider__region=question.region_id)
    if question.kind:
        rows = rows.filter(kind=question.kind)
    if question.pathway:
        rows = rows.filter(pathway=question.pathway)
    if question.level:
        rows = rows.filter(qualification__level=question.level)
    if question.is_free:
        rows = rows.filter(cost=0)
    if question.within_days:
        rows = rows.filter(Q(next_start__lte=today + timedelta(days=question.within_days)))
    soonest = (F("next_start").asc(nulls_last=True), "name", "pk")
    if question.location is None:
        return rows.order_by(*soonest)
    rows = rows.annotate(km=_distance(question.location.lat, question.location.lon))
    if question.radius_km:
        rows = rows.filter(Q(km__lte=question.radius_km) | Q(km__isnull=True))
    return rows.order_by(F("km").asc(nulls_last=True), *soonest)


def trainings_beside(place: Place, *, today: date, limit: int = 3) -> list[Training]:
    """Trainings of today for the qualification of a place that names no school, in its pathway; the nearest first.

    With `km` from the place to the provider, or None where nobody knows it; not further than somebody travels to
    school. One query; none where nothing is to be learnt at a school.
    """
    if place.training_id or not place.qualification_id:
        return []
    rows: QuerySet[Training] = Training.objects.valid_on(today).filter(
        qualification=place.qualification_id, pathway__in=("", place.pathway)
    )
    near = rows.select_related("provider").annotate(km=_distance(place.lat, place.lon))
    near = near.filter(Q(km__lte=TO_SCHOOL_KM) | Q(km__isnull=True))
    return list(near.order_by(F("km").asc(nulls_last=True), "name", "pk")[:limit])


def training_with_context(training_id: int, today: date) -> Training:
    """A training that holds today, with its provider and qualification. Raises Training.DoesNotExist."""
    rows: QuerySet[Training] = Training.objects.valid_on(today).select_related("provider", "qualification")
    return rows.get(pk=training_id)


def _has(word: str) -> Q:
    learnt_for = Occupation.objects.filter(qualifications=OuterRef("qualification"))
    return (
        Q(name__icontains=word)
        | Q(provider__name__icontains=word)
        | Q(Exists(learnt_for.filter(Q(name__icontains=word) | Q(terms__text__icontains=word))))
    )


def _distance(lat: float | None, lon: float | None) -> Any:
    """Kilometres as the crow flies, on a flat map around the point: a few metres off within the country.

    None where nobody knows the whereabouts of one of both.
    """
    if lat is None or lon is None:
        return Value(None, output_field=FloatField())
    north = (F("provider__lat") - Value(lat)) * Value(KM_PER_DEGREE)
    east = (F("provider__lon") - Value(lon)) * Value(KM_PER_DEGREE * cos(radians(lat)))
    return Sqrt(Power(north, 2.0) + Power(east, 2.0), output_field=FloatField())
