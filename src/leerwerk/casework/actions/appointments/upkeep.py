"""What is done about appointments by itself: remind the day before, and forget visitors after their time."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from leerwerk.casework.enums import AppointmentStatus, CancelledBy
from leerwerk.casework.mails.advisers import tell_of_cancelling
from leerwerk.casework.mails.appointments import mail_reminder
from leerwerk.casework.models import Appointment
from leerwerk.casework.rules.availability import DAY, day_span
from leerwerk.kernel.actor import Actor
from leerwerk.people.actions import forget_visitor
from leerwerk.people.models import Visitor
from leerwerk.people.purposes import APPOINTMENT, kept_from

log = structlog.get_logger("leerwerk.retention")


def remind_visitors(*, now: datetime) -> int:
    """Mail everybody who comes tomorrow, each once and in a transaction of its own; how many."""
    begins, ends = day_span(localdate(now) + DAY)
    waiting = Appointment.objects.filter(
        status=AppointmentStatus.BOOKED, begins_at__gte=begins, begins_at__lt=ends, reminded_at__isnull=True
    )
    return sum(_remind(pk, now) for pk in waiting.order_by("begins_at", "pk").values_list("pk", flat=True))


def forget_visitors(*, actor: Actor, now: datetime) -> int:
    """Wipe who came for an appointment whose time for that is over, by the register in people; how many.

    One who cannot be forgotten keeps none of the others from it, and is tried again the next night.
    """
    expired = Visitor.objects.filter(forgotten_at__isnull=True).annotate(last=Max("appointments__ends_at"))
    done = 0
    for visitor in expired.filter(last__lt=kept_from(APPOINTMENT, now)).select_related("region"):
        try:
            let_go(visitor=visitor, actor=actor, now=now)
        except Exception as failure:  # noqa: BLE001  (whatever it is, the next visitor has a right too)
            log.error("visitor not forgotten", visitor=visitor.pk, error=type(failure).__name__)
        else:
            done += 1
    return done


@transaction.atomic
def let_go(*, visitor: Visitor, actor: Actor, now: datetime) -> None:
    """Forget a visitor, and what was written about the appointments; of those to come only the adviser hears."""
    rows = Appointment.objects.filter(visitor=visitor)
    coming = rows.filter(status=AppointmentStatus.BOOKED, begins_at__gt=now)
    freed = list(coming.select_related("adviser", "topic").order_by("pk"))
    coming.update(status=AppointmentStatus.CANCELLED, cancelled_by=CancelledBy.DESK, changed_at=now)
    for each in freed:
        tell_of_cancelling(each, actor, now)
    rows.update(notes="", link="")
    forget_visitor(visitor=visitor, actor=actor, now=now)


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    row = (
        rows.select_related("region", "topic", "adviser", "visitor")
        .filter(pk=pk, status=AppointmentStatus.BOOKED, reminded_at__isnull=True)
        .first()
    )
    if row is None:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    mail_reminder(row, now)
    return True
