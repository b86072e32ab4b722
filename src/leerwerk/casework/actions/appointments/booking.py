"""A visitor takes a free time. The advisers of the region are locked first, so that nobody is booked twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from leerwerk.accounts.models import User
from leerwerk.casework.actions.guards import must_advise
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.mails.advisers import tell_of_booking
from leerwerk.casework.mails.appointments import mail_booked
from leerwerk.casework.models import Appointment, Case, Topic
from leerwerk.casework.queries.availability import Office, Way, free_times, in_week, office_of
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.casework.rules.appointments import contact_verdict
from leerwerk.casework.rules.availability import Slot, fairest
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import is_own
from leerwerk.people.actions import receive_visitor
from leerwerk.people.models import Client


@dataclass(frozen=True)
class Wanted:
    """What a visitor chose: what about, how, and when."""

    topic: Topic
    way: Way
    begins_at: datetime


@transaction.atomic
def book_appointment(
    *,
    region: Region,
    wanted: Wanted,
    person: dict[str, Any],
    answers: dict[str, Any],
    actor: Actor,
    now: datetime,
    client: Client | None = None,
) -> Appointment:
    """Book the time with the adviser who has the fewest that week, and mail both.

    `person` and `answers` are fields of Visitor and Intake; `client` when the visitor is known to be one: the
    appointment is in the open file then. Only the client, who proved the address, and the desk may say so.
    Raises AppointmentRefused NOT_YOUR_REGION, NO_AGENDA, TOPIC_CLOSED, EMAIL_MISSING, PHONE_MISSING or SLOT_TAKEN, and
    ClientRefused ALREADY_ERASED.
    """
    if client is not None:
        _may_book_for(client, region, actor)
    office = office_of(region, localdate(now))
    if office is None:
        raise AppointmentRefused("NO_AGENDA", region=region.name)
    if wanted.topic not in office.topics or wanted.way not in office.ways(wanted.topic):
        raise AppointmentRefused("TOPIC_CLOSED", topic=wanted.topic.name)
    missing = contact_verdict(
        channel=wanted.way.channel, email=person.get("email", ""), phone=person.get("phone", "")
    )
    if missing:
        raise AppointmentRefused(missing)
    slot = claim(office, wanted, now)
    case = _planned_case(client, actor, now)
    visitor = receive_visitor(region=region, person=person, answers=answers, client=client, now=now)
    row = Appointment(
        region=region,
        topic=wanted.topic,
        visitor=visitor,
        case=case,
        channel=wanted.way.channel,
        place=wanted.way.place,
        booked_at=now,
    )
    put_at(row, slot, office, now)
    save_or_refuse(row.save)
    record("appointment.book", row, actor, now)
    tell_of_booking(row, actor, now)
    mail_booked(row, now)
    return row


def claim(
    office: Office,
    wanted: Wanted,
    now: datetime,
    *,
    moving: Appointment | None = None,
    has_notice: bool = True,
) -> Slot:
    """The slot at the wanted moment, with everybody who could have it locked. Raises SLOT_TAKEN.

    Whoever wants a time of the same advisers waits here until the end of the transaction.
    """
    advisers = {shift.adviser_id for shift in office.shifts(wanted.way)}
    advisers |= {moving.adviser_id} if moving else set()
    # In one order, so that two who want the same never wait for each other.
    list(User.objects.select_for_update(no_key=True).filter(pk__in=advisers).order_by("pk").values_list("pk"))
    slots = free_times(
        office,
        wanted.topic,
        wanted.way,
        now=now,
        only_on=localdate(wanted.begins_at),
        has_notice=has_notice,
        moving=moving,
    )
    found = next((slot for slot in slots if slot.is_at(wanted.begins_at)), None)
    if found is None:
        raise AppointmentRefused("SLOT_TAKEN")
    return found


def put_at(row: Appointment, slot: Slot, office: Office, now: datetime) -> None:
    """Give an appointment its time; the adviser that it had keeps it when free, otherwise who has the fewest."""
    if row.adviser_id not in slot.adviser_ids:
        row.adviser_id = fairest(slot.adviser_ids, in_week(slot.adviser_ids, slot.begins_at))
    row.begins_at, row.ends_at = slot.begins_at, slot.ends_at
    # By the clock of UTC: what is added to a moment of the second hour that is the same ends in the first.
    row.held_until = slot.ends_at.astimezone(UTC) + timedelta(minutes=office.agenda.buffer_minutes)
    row.changed_at = now


def save_or_refuse(save: Callable[[], object]) -> None:
    """Save; what the database itself refuses is a time that was taken."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as clash:
        raise AppointmentRefused("SLOT_TAKEN") from clash


def record(action: str, row: Appointment, actor: Actor, now: datetime, **details: object) -> None:
    """Write down what was done to an appointment."""
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.appointment:{row.pk}",
        now=now,
        details={"status": row.status, "begins_at": row.begins_at.isoformat(), **details},
        data_subject=str(row.visitor.number),
    )


def _may_book_for(client: Client, region: Region, actor: Actor) -> None:
    if client.region_id != region.pk:
        raise AppointmentRefused("NOT_YOUR_REGION", region=region.name)
    if not is_own(actor, client.email):
        must_advise(actor, region, AppointmentRefused)


def _planned_case(client: Client | None, actor: Actor, now: datetime) -> Case | None:
    """The open case of a client, which is planned from now on when it only was asked for."""
    open_ones = Case.objects.open().filter(client=client).select_for_update(no_key=True)
    case = open_ones.first() if client else None
    if client is not None and case is not None and case.status == CaseStatus.ASKED:
        case.status, case.changed_at = CaseStatus.PLANNED, now
        case.save(update_fields=["status", "changed_at"])
        audit.record(
            actor=actor,
            action="case.move",
            subject=f"casework.case:{case.pk}",
            now=now,
            details={"status": case.status},
            data_subject=str(client.number),
        )
    return case
