"""Reads of appointments for the desk. Who reads an intake is logged by actions.reading."""

from datetime import datetime

from django.db.models import QuerySet

from leerwerk.casework.models import Absence, Agenda, Appointment, AppointmentQuerySet, Topic
from leerwerk.kernel.actor import Actor
from leerwerk.network.enums import REGIONAL_ROLES
from leerwerk.network.models import Membership, Region
from leerwerk.network.rules import regions_advised
from leerwerk.people.models import Client, Visitor


def appointments_between(
    actor: Actor, begins: datetime, ends: datetime, *, adviser_id: int | None = None
) -> AppointmentQuerySet:
    """Appointments that the actor may see, from a moment up to another, in order; of one adviser when told."""
    rows = Appointment.objects.visible_to(actor).filter(begins_at__gte=begins, begins_at__lt=ends)
    if adviser_id is not None:
        rows = rows.filter(adviser=adviser_id)
    return rows.select_related("visitor", "topic", "adviser", "region").order_by("begins_at", "pk")


def appointment_pages(actor: Actor) -> AppointmentQuerySet:
    """The appointments that the actor may see, each with everything on its page."""
    seen = Appointment.objects.visible_to(actor)
    return seen.select_related("visitor__intake", "visitor__client", "topic", "adviser", "region", "case")


def own_appointment(number: str) -> Appointment:
    """The appointment behind a link by mail. Raises Appointment.DoesNotExist, also when the visitor is forgotten."""
    return Appointment.objects.select_related("topic", "adviser", "region", "visitor").get(
        number=number, visitor__forgotten_at__isnull=True
    )


def clients_like(visitor: Visitor, actor: Actor) -> list[Client]:
    """Clients of the region with the mail address of the visitor; at most three."""
    clients = Client.objects.visible_to(actor).filter(region=visitor.region_id, email__iexact=visitor.email)
    return list(clients.order_by("last_name", "pk")[:3]) if visitor.email else []


def memberships_of(actor: Actor, today: datetime) -> QuerySet[Membership]:
    """The memberships of everybody who advises where the actor does, by region and name."""
    return (
        Membership.objects.valid_on(today.date())
        .filter(region__code__in=regions_advised(actor), role__in=REGIONAL_ROLES, user__is_active=True)
        .select_related("user", "region")
        .order_by("region__name", "user__name", "pk")
    )


def coming_absences(adviser_id: int, now: datetime) -> QuerySet[Absence]:
    """The leave of an adviser that has not ended."""
    return Absence.objects.filter(adviser=adviser_id, ends_at__gt=now).order_by("begins_at", "pk")


def within(absence: Absence) -> int:
    """How many standing appointments lie in somebody's leave."""
    rows = Appointment.objects.standing().filter(
        adviser=absence.adviser_id, begins_at__lt=absence.ends_at, ends_at__gt=absence.begins_at
    )
    return rows.count()


def topics_of(region: Region) -> QuerySet[Topic]:
    """All topics of a region, also those that cannot be chosen now."""
    return Topic.objects.filter(region=region).order_by("-is_active", "name")


def agenda_of(region: Region) -> Agenda:
    """The agenda of a region, not stored yet where it never took appointments."""
    return Agenda.objects.filter(region=region).first() or Agenda(region=region, is_open=False)
