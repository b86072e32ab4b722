"""The mails about questions and interest: to visitors in their language, to staff and employers in Dutch.

To staff and employers no name travels by mail, only a link.
"""

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from leerwerk.contact.links import interest_path, question_path
from leerwerk.contact.models import Interest, Question
from leerwerk.kernel.outbox import send_mail
from leerwerk.network.models import Region
from leerwerk.network.national import national_site
from leerwerk.network.queries import desk_of_region, site_of_desk
from leerwerk.network.sites import Site, absolute, plain_path

STAFF_LANGUAGE = settings.LANGUAGE_CODE


def mail_receipt(question: Question, now: datetime) -> None:
    """Tell the visitor that the question came in, and where to follow it.

    Nobody showed yet that the address is theirs: what was typed stays out, or anybody could mail anything by us.
    """
    with override(question.person.language):
        site = _site(question.region, now.date())
        context = {"question": question, "site": site}
        url = absolute(site, question_path(question))
        _mail(question.person.email, _("We hebben je vraag"), "question_receipt", context, url, now)


def mail_question_to_desk(question: Question, now: datetime, *, is_new: bool = True) -> None:
    """Tell the desk that there is a question, or that the visitor asked on."""
    desk = desk_of_region(question.region.code, now.date()) if question.region else None
    with override(STAFF_LANGUAGE):
        subject = _("Een nieuwe vraag voor het loket") if is_new else _("Iemand reageerde op jullie antwoord")
        context = {"question": question, "is_new": is_new}
        url = _staff(reverse("desk:question", args=[question.pk]))
        _mail(desk.email if desk else "", subject, "question_to_desk", context, url, now)


def mail_answer(question: Question, text: str, adviser: str, now: datetime) -> None:
    """Bring the visitor the answer of the desk."""
    with override(question.person.language):
        site = _site(question.region, now.date())
        context = {"question": question, "text": text, "adviser": adviser, "site": site}
        url = absolute(site, question_path(question))
        _mail(question.person.email, _("Antwoord op je vraag"), "question_answer", context, url, now)


def mail_interest_receipt(interest: Interest, now: datetime) -> None:
    """Tell the visitor what was sent to whom, and how to take it back."""
    with override(interest.person.language):
        _to_visitor(interest, _("Je interesse is verstuurd"), "interest_receipt", now)


def mail_interest_to_employer(interest: Interest, now: datetime) -> None:
    """Tell the employer that somebody is interested."""
    with override(STAFF_LANGUAGE):
        subject = _("Iemand heeft interesse in: %(place)s") % {"place": interest.place.title}
        url = _staff(reverse("partner:interest", args=[interest.pk]))
        context: dict[str, object] = {"interest": interest}
        _mail(interest.place.employer.email, subject, "interest_to_employer", context, url, now)


def mail_interest_answer(interest: Interest, now: datetime) -> None:
    """Bring the visitor the answer of the employer."""
    with override(interest.person.language):
        subject = _("%(employer)s heeft geantwoord") % {"employer": interest.place.employer.name}
        _to_visitor(interest, subject, "interest_answer", now)


def _to_visitor(interest: Interest, subject: str, template: str, now: datetime) -> None:
    site = _site(interest.place.region, now.date())
    url = absolute(site, interest_path(interest))
    _mail(interest.person.email, subject, template, {"interest": interest, "site": site}, url, now)


def _site(region: Region | None, today: date) -> Site:
    desk = desk_of_region(region.code, today) if region else None
    return site_of_desk(desk) if desk else national_site()


def _staff(path: str) -> str:
    """Staff and employers sign in on the national site, whichever site the visitor was on."""
    return f"{settings.BASE_URL}{plain_path(path)}"


def _mail(to: str, subject: str, template: str, context: dict[str, object], url: str, now: datetime) -> None:
    """Queue a mail in text and HTML, in the language of now; without an address nothing is sent."""
    if not to:
        return
    context = {**context, "subject": subject, "url": url}
    text = render_to_string(f"contact/mail/{template}.txt", context)
    html = render_to_string(f"contact/mail/{template}.html", context)
    send_mail(to=to, subject=subject, text=text, html=html, now=now)
