"""Interest at the employer: the list, who it is, and an answer."""

import pytest
from django.test import Client
from django.urls import reverse

from leerwerk.kernel.models import OutboxMail
from leerwerk.network.models import Organisation
from tests.factories.contact import InterestFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_employer_answers_once(partner: Client, organisation: Organisation) -> None:
    interest = InterestFactory(place__employer=organisation, person__phone="06 12345678")
    address = reverse("partner:answer_interest", args=[interest.pk])
    assert interest.person.name in partner.get("/partner/interesse").content.decode()
    page = partner.get(reverse("partner:interest", args=[interest.pk])).content.decode()
    assert interest.message in page
    assert "06 12345678" in page

    assert partner.post(address, {"answer": ""}).status_code == 422
    assert partner.post(address, {"answer": "INVITED", "text": "Ik bel je."}).status_code == 302
    assert "Ik bel je." in OutboxMail.objects.get(to=interest.person.email).text
    assert partner.post(address, {"answer": "DECLINED"}).status_code == 409


def test_withdrawn_interest_is_gone(partner: Client, organisation: Organisation) -> None:
    interest = InterestFactory(place__employer=organisation, status="WITHDRAWN")
    assert partner.get(reverse("partner:interest", args=[interest.pk])).status_code == 404
    assert "Nog geen interesse" in partner.get("/partner/interesse").content.decode()
