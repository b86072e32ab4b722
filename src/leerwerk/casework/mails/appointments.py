"""The mails that go with an appointment, each with the calendar file as it stands then."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from leerwerk.casework.mails.calendar import calendar_file, where
from leerwerk.casework.models import Appointment
from leerwerk.kernel.links import make_token
from leerwerk.kernel.outbox import send_mail
from leerwerk.kernel.written import clock_time
from leerwerk.network.national import national_site
from leerwerk.network.queries import site_of_region
from leerwerk.network.sites import Site, absolute

OWN_APPOINTMENT = "appointment"  # the purpose of the signed link

SUBJECTS: dict[str, str | Promise] = {
    "booked": gettext_lazy("Je afspraak staat: %(when)s"),
    "moved": gettext_lazy("Je afspraak is verzet naar %(when)s"),
    "reminder": gettext_lazy("Morgen heb je een afspraak om %(time)s uur"),
    "link": gettext_lazy("De link voor je afspraak van %(when)s"),
    "cancelled": gettext_lazy("Je afspraak van %(when)s gaat niet door"),
}


def mail_booked(appointment: Appointment, now: datetime) -> None:
    """Confirm an appointment."""
    _mail("booked", appointment, now)


def mail_moved(appointment: Appointment, now: datetime) -> None:
    """Say to when an appointment moved."""
    _mail("moved", appointment, now)


def mail_cancelled(appointment: Appointment, now: datetime) -> None:
    """Say that an appointment is off."""
    _mail("cancelled", appointment, now)


def mail_reminder(appointment: Appointment, now: datetime) -> None:
    """Say, the day before, that there is an appointment."""
    _mail("reminder", appointment, now)


def mail_link(appointment: Appointment, now: datetime) -> None:
    """Say where an online conversation is held."""
    _mail("link", appointment, now)


def own_token(appointment: Appointment) -> str:
    """What the address of the visitor's own page of the appointment is made of."""
    return make_token(OWN_APPOINTMENT, str(appointment.number))


def calendar_of(appointment: Appointment, now: datetime) -> str:
    """The calendar file of an appointment, as it stands now."""
    site = _site_of(appointment, now)
    desk_email = site.desk.email if site.desk else ""
    return calendar_file(
        appointment,
        organiser=site.name,
        organiser_email=desk_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        url=_address_of(appointment, site),
        now=now,
    )


def _mail(kind: str, appointment: Appointment, now: datetime) -> None:
    """Queue a mail in the language of the visitor; nobody is mailed who was forgotten."""
    visitor = appointment.visitor
    if not visitor.email:
        return
    with override(visitor.language):
        site = _site_of(appointment, now)
        begins = localtime(appointment.begins_at)
        subject = str(SUBJECTS[kind]) % {
            "when": _when(begins),
            "time": clock_time(begins),
        }
        context = {
            "kind": kind,
            "appointment": appointment,
            "begins": begins,
            "ends": localtime(appointment.ends_at),
            "where": where(appointment),
            "site": site,
            "subject": subject,
            "url": _address_of(appointment, site),
        }
        send_mail(
            to=visitor.email,
            subject=subject,
            text=render_to_string("casework/mail/appointment.txt", context),
            html=render_to_string("casework/mail/appointment.html", context),
            calendar=calendar_of(appointment, now),
            now=now,
        )


def _when(begins: datetime) -> str:
    return _("%(day)s om %(time)s uur") % {"day": date_format(begins, "l j F"), "time": clock_time(begins)}


def _site_of(appointment: Appointment, now: datetime) -> Site:
    return site_of_region(appointment.region.slug, localdate(now)) or national_site()


def _address_of(appointment: Appointment, site: Site) -> str:
    return absolute(site, reverse("public:own_appointment", args=[own_token(appointment)]))
