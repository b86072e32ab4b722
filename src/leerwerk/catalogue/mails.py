"""The mail about a place that is about to go offline; it names places, never people."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from leerwerk.catalogue.models import Place
from leerwerk.kernel.outbox import send_mail
from leerwerk.network.models import Organisation


def mail_notice_to_employer(employer: Organisation, places: Sequence[Place], now: datetime) -> None:
    """Tell which places go offline when, and where the employer says that they are still right."""
    subject = ngettext(
        "Klopt je plek nog? %(place)s gaat bijna offline", "Kloppen je %(count)s plekken nog?", len(places)
    ) % {"place": places[0].title, "count": len(places)}
    context = {
        "subject": subject,
        "places": sorted(places, key=lambda place: (place.withdrawn_on, place.title)),
        "url": f"{settings.BASE_URL}{reverse('partner:places')}",
    }
    send_mail(
        to=employer.email,
        subject=subject,
        text=render_to_string("catalogue/mail/place_notice.txt", context),
        html=render_to_string("catalogue/mail/place_notice.html", context),
        now=now,
    )
