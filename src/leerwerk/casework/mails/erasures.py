"""The mails about the wish to be erased."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from leerwerk.kernel.outbox import send_mail
from leerwerk.network.queries import desk_of_region
from leerwerk.network.sites import plain_path
from leerwerk.people.models import Client


def mail_erasure_to_desk(client: Client, now: datetime) -> None:
    """Tell the desk that a client wants to be erased while a placement runs; no name travels by mail."""
    desk = desk_of_region(client.region.code, now.date())
    if desk is None or not desk.email:
        return
    url = f"{settings.BASE_URL}{plain_path(reverse('desk:today'))}"
    _mail(desk.email, _("Een cliënt wil gewist worden"), "erasure_to_desk", url, now)


def mail_erased(address: str, now: datetime, *, is_waiting: bool = False) -> None:
    """Tell somebody, once and for the last time, that all is wiped; or what waits for a desk."""
    if not address:
        return
    subject = _("Je verzoek om te wissen") if is_waiting else _("Je gegevens zijn gewist")
    _mail(address, subject, "erasure_waits" if is_waiting else "erased", "", now)


def _mail(to: str, subject: str, template: str, url: str, now: datetime) -> None:
    context = {"subject": subject, "url": url}
    send_mail(
        to=to,
        subject=subject,
        text=render_to_string(f"casework/mail/{template}.txt", context),
        html=render_to_string(f"casework/mail/{template}.html", context),
        now=now,
    )
