"""A visitor becomes a client: one button on the page of the appointment."""

from datetime import datetime

from django.db import transaction

from leerwerk.casework.actions.appointments.booking import record
from leerwerk.casework.actions.cases import move_case
from leerwerk.casework.actions.guards import must_advise
from leerwerk.casework.actions.intake import take_in_client
from leerwerk.casework.enums import AppointmentStatus, CaseStatus
from leerwerk.casework.models import Appointment, Case
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.catalogue.queries import occupation_called
from leerwerk.kernel.actor import Actor
from leerwerk.people.actions import link_visitor
from leerwerk.people.models import Client, Visitor


@transaction.atomic
def take_in_visitor(*, appointment: Appointment, postcode: str, actor: Actor, now: datetime) -> Case:
    """Make a client file of the visitor, with the answers where they fit; doing it twice makes one.

    Raises AppointmentRefused NOT_YOUR_REGION or VISITOR_FORGOTTEN, and what take_in_client raises.
    """
    visitor = _visitor_of(appointment, actor)
    if visitor.client is not None:
        return _case_for(visitor.client, appointment, actor, now)
    intake = getattr(visitor, "intake", None)
    wish = intake.wishes.strip() if intake else ""
    occupation = occupation_called(wish) if wish else None
    case = take_in_client(
        region=appointment.region,
        person={
            "first_name": visitor.first_name,
            "last_name": visitor.last_name,
            "email": visitor.email,
            "phone": visitor.phone,
            "postcode": postcode,
            "is_demo": visitor.is_demo,
        },
        profile={
            "wished_occupations": [occupation.code] if occupation else [],
            "prior_education": intake.prior_education if intake else None,
            "waiting_since": now.date(),
        },
        goal=wish,
        adviser_id=appointment.adviser_id,
        actor=actor,
        now=now,
        number=visitor.number,  # the same visitor is the same client
    )
    link_visitor(visitor=visitor, client=case.client, actor=actor, now=now)
    return _in_file(case, appointment, actor, now)


@transaction.atomic
def link_to_client(*, appointment: Appointment, client: Client, actor: Actor, now: datetime) -> Case:
    """The visitor turns out to be a client: the appointment goes to the open file.

    Raises AppointmentRefused NOT_YOUR_REGION, VISITOR_FORGOTTEN or NO_OPEN_CASE, ClientRefused NOT_YOUR_REGION.
    """
    visitor = _visitor_of(appointment, actor)
    link_visitor(visitor=visitor, client=client, actor=actor, now=now)
    return _case_for(client, appointment, actor, now)


def _visitor_of(appointment: Appointment, actor: Actor) -> Visitor:
    must_advise(actor, appointment.region, AppointmentRefused)
    visitor = Visitor.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.visitor_id)
    if visitor.forgotten_at is not None:
        raise AppointmentRefused("VISITOR_FORGOTTEN")
    return visitor


def _case_for(client: Client, appointment: Appointment, actor: Actor, now: datetime) -> Case:
    case = Case.objects.open().filter(client=client).select_related("client").first()
    if case is None:
        raise AppointmentRefused("NO_OPEN_CASE")
    return _in_file(case, appointment, actor, now)


def _in_file(case: Case, appointment: Appointment, actor: Actor, now: datetime) -> Case:
    """All appointments of the visitor belong to the case, which is at least planned from now on."""
    Appointment.objects.filter(visitor=appointment.visitor_id, case__isnull=True).update(case=case)
    if case.status == CaseStatus.ASKED:
        took_place = appointment.status == AppointmentStatus.DONE
        following = CaseStatus.IN_ADVICE if took_place else CaseStatus.PLANNED
        case = move_case(case=case, status=following, actor=actor, now=now)
    record("appointment.take_in", appointment, actor, now, case=case.pk)
    return case
