"""The life of a learn-work place: draft, check, publish, fill, free, expire, withdraw."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.rules import PUBLIC_STATES, UNTOUCHED_LIMIT, can_become, hours_are_reversed
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Organisation, Region
from leerwerk.network.queries import find_location
from leerwerk.network.rules import advises_region, represents


class PlaceRefused(Refusal):
    """A place did not change; `code` says why."""


@transaction.atomic
def draft_place(
    *,
    employer: Organisation,
    facts: dict[str, Any],
    actor: Actor,
    now: datetime,
    number: UUID | None = None,
) -> Place:
    """A new place of an employer, not yet visible. `facts` holds model fields.

    Where only `pc4` is given, region, place name and coordinate follow from it. Raises PlaceRefused
    NOT_YOUR_ORGANISATION, UNKNOWN_POSTCODE or HOURS_REVERSED. With `number`, drawn when the form was shown, the
    same form sent twice is one place.
    """
    if not (actor.is_system or represents(actor, employer.pk)):
        raise PlaceRefused("NOT_YOUR_ORGANISATION", employer=employer.name)
    if hours_are_reversed(facts.get("hours_min"), facts.get("hours_max")):
        raise PlaceRefused("HOURS_REVERSED")
    place, is_new = Place.objects.get_or_create(
        employer=employer,
        source="",
        source_id=f"form:{number or uuid4()}",
        defaults={**facts, **_location(facts), "created_at": now, "touched_at": now},
    )
    if is_new:
        _record("place.draft", place, actor, now)
    return place


@transaction.atomic
def check_place(*, place: Place, actor: Actor, now: datetime) -> Place:
    """The desk looked at a draft and found it in order; its own employer can't say so."""
    region_code = place.region.code if place.region else ""
    if not (actor.is_system or advises_region(actor, region_code)):
        raise PlaceRefused("NOT_YOUR_REGION")
    return _move(place, PlaceStatus.CHECKED, actor, now)


@transaction.atomic
def publish_place(*, place: Place, actor: Actor, now: datetime) -> Place:
    """Put a place online."""
    return _move(place, PlaceStatus.PUBLISHED, actor, now)


@transaction.atomic
def withdraw_place(*, place: Place, actor: Actor, now: datetime) -> Place:
    """Take a place offline."""
    return _move(place, PlaceStatus.WITHDRAWN, actor, now)


@transaction.atomic
def redraft_place(*, place: Place, actor: Actor, now: datetime) -> Place:
    """Take a withdrawn place up again, as a draft."""
    return _move(place, PlaceStatus.DRAFT, actor, now)


@transaction.atomic
def confirm_place(*, place: Place, actor: Actor, now: datetime) -> Place:
    """Say that a place online is still right: the 90 days after which it goes offline begin anew.

    Raises PlaceRefused NOT_YOUR_ORGANISATION or, for a place that is not online, WRONG_STATE.
    """
    row = _lock(place, actor)
    if row.status not in PUBLIC_STATES:
        raise PlaceRefused("WRONG_STATE", status=row.status)
    row.touched_at = now
    row.save(update_fields=["touched_at"])
    _record("place.confirm", row, actor, now)
    return row


def fill_place(*, place: Place, actor: Actor, now: datetime) -> None:
    """Mark a published place full. The caller holds its lock and has counted its seats."""
    if place.status == PlaceStatus.PUBLISHED:
        _write(place, PlaceStatus.FILLED, actor, now)


def free_place(*, place: Place, actor: Actor, now: datetime) -> None:
    """Put a full place online again now that a seat came free. The caller holds its lock."""
    if place.status == PlaceStatus.FILLED:
        _write(place, PlaceStatus.PUBLISHED, actor, now)


@transaction.atomic
def close_overdue_places(*, today: date, actor: Actor, now: datetime) -> dict[str, int]:
    """Expire places past their last day and withdraw those untouched for 90 days; returns both counts."""
    online = Place.objects.select_for_update(no_key=True, skip_locked=True).filter(
        status__in=[PlaceStatus.PUBLISHED, PlaceStatus.FILLED]
    )
    expired = list(online.filter(expires_on__lt=today).order_by("pk"))
    for place in expired:
        _write(place, PlaceStatus.EXPIRED, actor, now)
    untouched = list(online.filter(touched_at__date__lte=today - UNTOUCHED_LIMIT).order_by("pk"))
    for place in untouched:
        _write(place, PlaceStatus.WITHDRAWN, actor, now)
    return {"expired": len(expired), "withdrawn": len(untouched)}


def _location(facts: dict[str, Any]) -> dict[str, Any]:
    """Where a place lies that names nothing but its postcode."""
    if not facts.get("pc4") or facts.get("lat") is not None:
        return {}
    spot = find_location(facts["pc4"])
    if spot is None:
        raise PlaceRefused("UNKNOWN_POSTCODE", pc4=facts["pc4"])
    region = Region.objects.current().filter(code=spot.region_code).first()
    locality = facts.get("locality_name") or spot.name.removeprefix(facts["pc4"]).strip()
    return {"lat": spot.lat, "lon": spot.lon, "region": region, "locality_name": locality}


def _lock(place: Place, actor: Actor) -> Place:
    row = Place.objects.select_for_update(no_key=True, of=("self",)).select_related("region").get(pk=place.pk)
    region_code = row.region.code if row.region else ""
    may = actor.is_system or represents(actor, row.employer_id) or advises_region(actor, region_code)
    if not may:
        raise PlaceRefused("NOT_YOUR_ORGANISATION", employer=row.employer.name)
    return row


def _move(place: Place, status: PlaceStatus, actor: Actor, now: datetime) -> Place:
    row = _lock(place, actor)
    if row.status == status:
        return row
    if not can_become(row.status, status):
        raise PlaceRefused("WRONG_STATE", status=row.status, following=status)
    return _write(row, status, actor, now)


def _write(place: Place, status: PlaceStatus, actor: Actor, now: datetime) -> Place:
    place.status, place.touched_at = status, now
    if status == PlaceStatus.PUBLISHED and place.published_at is None:
        place.published_at = now
    place.save(update_fields=["status", "touched_at", "published_at"])
    _record(f"place.{status.lower()}", place, actor, now)
    return place


def _record(action: str, place: Place, actor: Actor, now: datetime) -> None:
    audit.record(actor=actor, action=action, subject=f"catalogue.place:{place.pk}", now=now)
