"""The mails that go with referrals; no name of a client travels by mail, only a link to the portal."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from leerwerk.casework.models import Referral
from leerwerk.kernel.outbox import send_mail


def mail_referral_to_employer(referral: Referral, now: datetime) -> None:
    """Tell the employer that there is a candidate, and by when an answer is hoped for."""
    _mail(
        referral.place.employer.email,
        _("Een kandidaat voor: %(place)s") % {"place": referral.place.title},
        "referral_to_employer",
        referral,
        reverse("partner:referral", args=[referral.pk]),
        now,
    )


def mail_answer_to_adviser(referral: Referral, now: datetime) -> None:
    """Tell the adviser what the employer answered, or that no answer came."""
    adviser = referral.case.adviser
    _mail(
        adviser.email if adviser else "",
        _("%(answer)s: %(place)s")
        % {"answer": referral.get_status_display().capitalize(), "place": referral.place.title},
        "answer_to_adviser",
        referral,
        reverse("desk:referral", args=[referral.pk]),
        now,
    )


def _mail(to: str, subject: str, template: str, referral: Referral, path: str, now: datetime) -> None:
    """Queue a mail in text and HTML; without an address nothing is sent (the portal shows it all the same)."""
    if not to:
        return
    context = {"referral": referral, "subject": subject, "url": f"{settings.BASE_URL}{path}"}
    send_mail(
        to=to,
        subject=subject,
        text=render_to_string(f"casework/mail/{template}.txt", context),
        html=render_to_string(f"casework/mail/{template}.html", context),
        now=now,
    )
