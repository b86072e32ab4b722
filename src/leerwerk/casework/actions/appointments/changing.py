"""An appointment moves, is cancelled, or took place. A visitor does so by a signed link, the desk by permission."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from leerwerk.accounts.models import User
from leerwerk.casework.actions.appointments.booking import Wanted, claim, put_at, record, save_or_refuse
from leerwerk.casework.actions.cases import move_case
from leerwerk.casework.actions.guards import must_advise
from leerwerk.casework.enums import AppointmentStatus, CancelledBy, CaseStatus
from leerwerk.casework.mails.advisers import tell_of_cancelling, tell_of_move
from leerwerk.casework.mails.appointments import mail_cancelled, mail_link, mail_moved
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.availability import Way, office_of
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.casework.rules.appointments import change_verdict, ending_verdict
from leerwerk.kernel.actor import Actor


@transaction.atomic
def move_appointment(
    *, appointment: Appointment, begins_at: datetime, by: str, actor: Actor, now: datetime
) -> Appointment:
    """Bring an appointment to another free time, and mail those who meet. `by` VISITOR: the signed link was shown.

    Raises AppointmentRefused NOT_YOUR_REGION, NOT_BOOKED, ALREADY_BEGUN, NO_AGENDA or SLOT_TAKEN.
    """
    _may_change(appointment, by, actor)
    office = office_of(appointment.region, localdate(now))
    if office is None:
        raise AppointmentRefused("NO_AGENDA", region=appointment.region.name)
    way = Way(appointment.channel, appointment.place)
    wanted = Wanted(appointment.topic, way, begins_at)
    if begins_at.timestamp() == appointment.begins_at.timestamp():
        return appointment
    slot = claim(office, wanted, now, moving=appointment, has_notice=by == CancelledBy.VISITOR)
    row = _lock(appointment)
    _must_be(change_verdict(status=row.status, begins_at=row.begins_at, now=now))
    before = row.adviser, row.begins_at
    put_at(row, slot, office, now)
    row.sequence += 1
    row.reminded_at = None
    save_or_refuse(row.save)
    row.adviser = User.objects.get(pk=row.adviser_id)
    record("appointment.move", row, actor, now, by=by)
    tell_of_move(row, *before, actor, now)
    mail_moved(row, now)
    return row


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, by: str, actor: Actor, now: datetime) -> Appointment:
    """Cancel an appointment and mail those who would meet; cancelling twice does it once.

    Raises AppointmentRefused NOT_YOUR_REGION, NOT_BOOKED or ALREADY_BEGUN.
    """
    _may_change(appointment, by, actor)
    row = _lock(appointment)
    if row.status == AppointmentStatus.CANCELLED:
        return row
    _must_be(change_verdict(status=row.status, begins_at=row.begins_at, now=now))
    row.status, row.cancelled_by, row.changed_at = AppointmentStatus.CANCELLED, by, now
    row.sequence += 1
    row.save()
    record("appointment.cancel", row, actor, now, by=by)
    tell_of_cancelling(row, actor, now)
    mail_cancelled(row, now)
    return row


@transaction.atomic
def end_appointment(*, appointment: Appointment, status: str, actor: Actor, now: datetime) -> Appointment:
    """Note that the visitor came (DONE) or did not (NO_SHOW). A planned case is in advice after a talk.

    Raises AppointmentRefused NOT_YOUR_REGION, NOT_BOOKED or NOT_YET_BEGUN.
    """
    must_advise(actor, appointment.region, AppointmentRefused)
    row = _lock(appointment)
    if row.status == status:
        return row
    _must_be(ending_verdict(status=row.status, begins_at=row.begins_at, now=now))
    row.status, row.changed_at = AppointmentStatus(status), now
    row.save(update_fields=["status", "changed_at"])
    if row.case is not None and status == AppointmentStatus.DONE and row.case.status == CaseStatus.PLANNED:
        move_case(case=row.case, status=CaseStatus.IN_ADVICE, actor=actor, now=now)
    record("appointment.end", row, actor, now)
    return row


@transaction.atomic
def set_link(*, appointment: Appointment, link: str, actor: Actor, now: datetime) -> Appointment:
    """Say where an online conversation is held, and mail the visitor the address."""
    must_advise(actor, appointment.region, AppointmentRefused)
    row = _lock(appointment)
    if row.link == link:
        return row
    _must_be(change_verdict(status=row.status, begins_at=row.begins_at, now=now))
    row.link, row.changed_at = link, now
    row.sequence += 1
    row.save(update_fields=["link", "changed_at", "sequence"])
    record("appointment.set_link", row, actor, now)
    if link:
        mail_link(row, now)
    return row


@transaction.atomic
def write_notes(*, appointment: Appointment, notes: str, actor: Actor, now: datetime) -> Appointment:
    """Keep what the adviser noted; it goes when the visitor is forgotten."""
    must_advise(actor, appointment.region, AppointmentRefused)
    row = _lock(appointment)
    row.notes = notes
    row.save(update_fields=["notes"])
    record("appointment.write_notes", row, actor, now)
    return row


def _lock(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("region", "topic", "adviser", "visitor", "case").get(pk=appointment.pk)


def _may_change(appointment: Appointment, by: str, actor: Actor) -> None:
    if by != CancelledBy.VISITOR:
        must_advise(actor, appointment.region, AppointmentRefused)


def _must_be(verdict: str) -> None:
    if verdict:
        raise AppointmentRefused(verdict)
