"""When advisers can: weekly hours and leave; and what a region offers: topics and limits."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from leerwerk.casework.models import Absence, Agenda, Topic, WeeklyHours
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.casework.rules.appointments import (
    absence_verdict,
    hours_verdict,
    may_arrange_region,
    may_set_hours,
)
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Membership, Region


@transaction.atomic
def add_hours(*, membership: Membership, hours: dict[str, Any], actor: Actor, now: datetime) -> WeeklyHours:
    """Add weekly hours; `hours` are fields of WeeklyHours. Booked appointments stay as they are.

    Raises AppointmentRefused NOT_YOUR_HOURS, HOURS_IN_WRONG_ORDER, CHANNEL_MISSING or PLACE_MISSING.
    """
    _must_set_hours(membership, actor)
    verdict = hours_verdict(
        begins=hours["begins"], ends=hours["ends"], channels=hours["channels"], place=hours.get("place", "")
    )
    _must_be(verdict)
    row = WeeklyHours.objects.create(membership=membership, **hours)
    _record("hours.add", f"network.membership:{membership.pk}", actor, now)
    return row


@transaction.atomic
def remove_hours(*, hours: WeeklyHours, actor: Actor, now: datetime) -> None:
    """Take weekly hours away; booked appointments stay. Raises AppointmentRefused NOT_YOUR_HOURS."""
    _must_set_hours(hours.membership, actor)
    WeeklyHours.objects.filter(pk=hours.pk).delete()
    _record("hours.remove", f"network.membership:{hours.membership_id}", actor, now)


@transaction.atomic
def add_absence(
    *, membership: Membership, begins_at: datetime, ends_at: datetime, actor: Actor, now: datetime
) -> Absence:
    """Note that an adviser is away; booked appointments stay, and the page says how many there are.

    Raises AppointmentRefused NOT_YOUR_HOURS, ABSENCE_REVERSED or ABSENCE_TOO_LONG.
    """
    _must_set_hours(membership, actor)
    _must_be(absence_verdict(begins_at=begins_at, ends_at=ends_at))
    row = Absence.objects.create(adviser=membership.user, begins_at=begins_at, ends_at=ends_at)
    _record("absence.add", f"network.membership:{membership.pk}", actor, now)
    return row


@transaction.atomic
def remove_absence(*, absence: Absence, membership: Membership, actor: Actor, now: datetime) -> None:
    """The adviser is there after all. Raises AppointmentRefused NOT_YOUR_HOURS."""
    _must_set_hours(membership, actor)
    Absence.objects.filter(pk=absence.pk, adviser=membership.user_id).delete()
    _record("absence.remove", f"network.membership:{membership.pk}", actor, now)


@transaction.atomic
def store_topic(
    *, region: Region, topic: dict[str, Any], actor: Actor, now: datetime, row: Topic | None = None
) -> Topic:
    """Make a topic, or change `row`; `topic` are fields of Topic.

    Raises AppointmentRefused NOT_ALLOWED, CHANNEL_MISSING or TOPIC_EXISTS.
    """
    _must_arrange(region, actor)
    if not topic["channels"]:
        raise AppointmentRefused("CHANNEL_MISSING")
    stored = row or Topic(region=region)
    for name, value in topic.items():
        setattr(stored, name, value)
    try:
        with transaction.atomic():
            stored.save()
    except IntegrityError as clash:
        raise AppointmentRefused("TOPIC_EXISTS", topic=stored.name) from clash
    _record("topic.store", f"casework.topic:{stored.pk}", actor, now)
    return stored


@transaction.atomic
def store_agenda(*, region: Region, limits: dict[str, Any], actor: Actor, now: datetime) -> Agenda:
    """Set how a region takes appointments; `limits` are fields of Agenda. Raises AppointmentRefused NOT_ALLOWED."""
    _must_arrange(region, actor)
    row, _is_new = Agenda.objects.update_or_create(region=region, defaults=limits)
    _record("agenda.store", f"network.region:{region.pk}", actor, now, **limits)
    return row


def _must_set_hours(membership: Membership, actor: Actor) -> None:
    region = membership.region
    if region is None or not may_set_hours(actor, region_code=region.code, adviser_id=membership.user_id):
        raise AppointmentRefused("NOT_YOUR_HOURS")


def _must_arrange(region: Region, actor: Actor) -> None:
    if not may_arrange_region(actor, region_code=region.code):
        raise AppointmentRefused("NOT_ALLOWED")


def _must_be(verdict: str) -> None:
    if verdict:
        raise AppointmentRefused(verdict)


def _record(action: str, subject: str, actor: Actor, now: datetime, **details: object) -> None:
    audit.record(actor=actor, action=action, subject=subject, now=now, details=details)
