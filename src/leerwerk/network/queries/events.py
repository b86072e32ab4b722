"""Events to be, of a site or of the whole country."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from leerwerk.network.models import Event


def events_on(region_id: int | None, now: datetime) -> QuerySet[Event]:
    """What has not ended, the first to come first: of a region and the nation, on the national site of everybody."""
    return _of_site(region_id).filter(ends_at__gt=now).order_by("starts_at", "pk")


def event_on(region_id: int | None, pk: int) -> Event:
    """One event, past or cancelled too, on a site that shows it. Raises Event.DoesNotExist."""
    found: Event = _of_site(region_id).get(pk=pk)
    return found


def events_of(region_id: int | None) -> QuerySet[Event]:
    """What a region, or the nation, announces itself: for who keeps its site. What is to come first, then the past."""
    return Event.objects.filter(region=region_id).order_by("-starts_at", "pk")


def regions_with_events(now: datetime) -> list[tuple[str, str]]:
    """Slug and name of the regions that announce something now, by name."""
    rows: Any = Event.objects.filter(ends_at__gt=now, region__isnull=False).order_by("region__name")
    return list(rows.values_list("region__slug", "region__name").distinct())


def _of_site(region_id: int | None) -> QuerySet[Event]:
    shown = Event.objects.select_related("region")
    return shown if region_id is None else shown.filter(Q(region=None) | Q(region=region_id))
