"""The mails by which advisers hear what others do in their agenda. No name and no answers travel by mail."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from leerwerk.accounts.models import User
from leerwerk.casework.models import Appointment
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.outbox import send_mail
from leerwerk.network.sites import plain_path

SUBJECTS: dict[str, str | Promise] = {
    "booked": gettext_lazy("Nieuwe afspraak: %(when)s"),
    "moved": gettext_lazy("Je afspraak is verzet naar %(when)s"),
    "passed_on": gettext_lazy("Je afspraak van %(when)s gaat naar een collega"),
    "cancelled": gettext_lazy("Je afspraak van %(when)s gaat niet door"),
}


def tell_of_booking(appointment: Appointment, actor: Actor, now: datetime) -> None:
    """Say that there is a new appointment."""
    _mail("booked", appointment.adviser, appointment, appointment.begins_at, actor, now)


def tell_of_move(
    appointment: Appointment, adviser: User, begins_at: datetime, actor: Actor, now: datetime
) -> None:
    """Say to when an appointment moved; `adviser` and `begins_at` as they were before."""
    if adviser.pk == appointment.adviser_id:
        _mail("moved", adviser, appointment, appointment.begins_at, actor, now)
        return
    _mail("passed_on", adviser, appointment, begins_at, actor, now)
    tell_of_booking(appointment, actor, now)


def tell_of_cancelling(appointment: Appointment, actor: Actor, now: datetime) -> None:
    """Say that an appointment is off, so that the time can be used."""
    _mail("cancelled", appointment.adviser, appointment, appointment.begins_at, actor, now)


def _mail(
    kind: str, adviser: User, appointment: Appointment, moment: datetime, actor: Actor, now: datetime
) -> None:
    """Queue a mail in the language of staff; who did it themselves knows."""
    if actor.user_id == adviser.pk or not adviser.is_active:
        return
    with override(settings.LANGUAGE_CODE):
        begins = localtime(moment)
        when = _("%(day)s om %(time)s uur") % {
            "day": date_format(begins, "l j F"),
            "time": date_format(begins, "G.i"),
        }
        subject = str(SUBJECTS[kind]) % {"when": when}
        context = {
            "kind": kind,
            "appointment": appointment,
            "when": when,
            "subject": subject,
            "url": f"{settings.BASE_URL}{plain_path(reverse('desk:appointment', args=[appointment.pk]))}",
        }
        send_mail(
            to=adviser.email,
            subject=subject,
            text=render_to_string("casework/mail/adviser.txt", context),
            html=render_to_string("casework/mail/adviser.html", context),
            now=now,
        )
