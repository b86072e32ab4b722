"""The whole public site in English, the main pages in Arabic: not one text is missing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.translation import override

from leerwerk.accounts.actions import admit_citizen
from leerwerk.casework.mails import appointments as appointment_mails
from leerwerk.casework.models import Appointment
from leerwerk.contact import mails as contact_mails
from leerwerk.contact.links import interest_path, question_path
from leerwerk.contact.models import Interest, Question
from leerwerk.demo.citizen import CITIZEN
from leerwerk.programme.models import Agreement
from leerwerk.search import mails as search_mails
from leerwerk.search.links import confirm_path, manage_path, stop_path
from leerwerk.search.models import SavedSearch
from leerwerk.web.language import ARABIC_PAGES
from tests.languages import crawl, untranslated, walk_to_an_appointment

pytestmark = [pytest.mark.db, pytest.mark.django_db]
# Pages that take a post only, and files.
NOT_PAGES = {
    "mijn_sign_out", "mijn_elsewhere", "mijn_download", "mijn_fetch", "mijn_address_codes", "mijn_code", "mijn_gone",
    "mijn_back", "mijn_arrive", "mijn_step_done", "mijn_step_open",
    "suggested_words", "suggested_spots", "nearest_postcode", "search_rss", "search_atom",
}  # fmt: skip
PERSON = {
    "first_name": "Samira",
    "last_name": "Haddad",
    "email": "samira@voorbeeld.nl",
    "phone": "0612345678",
}
QUERIES = (
    "", "?q=lasser&waar=Enschede&km=25", "?q=xqzzwv", "?q=zrog", "?waar=nergenshuizen", "?weergave=kaart",
    "?weergave=kaart&waar=Utrecht", "?niveau=2&q=zorg&sorteer=dichtbij",
)  # fmt: skip


def seeds(language: str) -> list[str]:
    """Where nobody comes by a link on the site: pages behind mails, and questions that are typed."""
    with override(language):
        search = reverse("public:search")
        found = [reverse("public:home"), *(f"{search}{query}" for query in QUERIES)]
        found += [f"{reverse('public:trainings')}?q=xqzz", f"{reverse('public:desks')}?waar=Enschede"]
        appointment = Appointment.objects.order_by("pk").first()
        if appointment is not None:
            token = appointment_mails.own_token(appointment)
            found += [
                reverse(f"public:{name}", args=[token])
                for name in (
                    "own_appointment",
                    "own_calendar",
                    "move_own_appointment",
                    "cancel_own_appointment",
                )
            ]
        question, interest = Question.objects.order_by("pk").first(), Interest.objects.order_by("pk").first()
        found += [question_path(question)] if question else []
        found += [interest_path(interest)] if interest else []
        saved = SavedSearch.objects.order_by("pk").first()
        found += [each(saved) for each in (confirm_path, manage_path, stop_path)] if saved else []
        found += [reverse(f"public:mijn{page}") for page in ("", "_data", "_address", "_files", "_leave")]
        agreement = Agreement.objects.filter(is_demo=True).order_by("pk").first()
        found += [reverse("public:agreement_placements", args=[agreement.slug])] if agreement else []
        return found


def names_of_pages() -> set[str]:
    patterns = get_resolver("leerwerk.web.public.urls").url_patterns
    return {str(each.name) for each in patterns} - NOT_PAGES


def test_english_has_every_text_of_every_page(now: Any) -> None:
    client, visitor = Client(), Client()
    visitor.force_login(admit_citizen(email=CITIZEN, language="en", now=now))

    with untranslated("en") as missing:
        seen = crawl(client, "en", seeds("en"))
        mine = crawl(visitor, "en", seeds("en"))
        crawl(client, "en", ["/r/twente/en/"])
        walked = walk_to_an_appointment(Client(), "en", PERSON)
        send_every_mail("en", now)

    assert sorted(missing) == []
    assert sorted(names_of_pages() - set(seen) - set(mine) - walked) == []


def test_arabic_has_every_text_of_the_main_pages(now: Any) -> None:
    with untranslated("ar") as missing:
        seen = crawl(Client(), "ar", seeds("ar"))
        walked = walk_to_an_appointment(Client(), "ar", PERSON)

    assert sorted(missing) == []
    assert sorted(ARABIC_PAGES - NOT_PAGES - set(seen) - walked) == []


def send_every_mail(language: str, now: Any) -> None:
    """Each mail to a visitor, to somebody who used the site in this language."""
    appointment = (
        Appointment.objects.select_related("visitor").exclude(visitor__email="").order_by("pk").first()
    )
    assert appointment is not None
    appointment.visitor.language = language
    for kind in ("booked", "moved", "cancelled", "reminder", "link"):
        getattr(appointment_mails, f"mail_{kind}")(appointment, now)
    question = Question.objects.select_related("person").exclude(person__email="").order_by("pk").first()
    assert question is not None
    question.person.language = language
    contact_mails.mail_receipt(question, now)
    contact_mails.mail_answer(question, "!", "Ada", now)
    for interest in Interest.objects.select_related("person").exclude(person__email="").order_by("pk")[:5]:
        interest.person.language = language
        contact_mails.mail_interest_receipt(interest, now)
        contact_mails.mail_interest_answer(interest, now)
    saved = SavedSearch.objects.select_related("person").order_by("pk").first()
    if saved is not None:
        saved.person.language = language
        search_mails.mail_confirmation(saved, now)
