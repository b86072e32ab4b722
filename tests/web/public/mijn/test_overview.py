"""What the citizen sees: what is of the proven address and nothing else, at a fixed number of queries."""

from datetime import timedelta

import pytest
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.casework.enums import PlacementStatus, ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.sealing import reveal
from leerwerk.people.models import Client as Person
from leerwerk.people.models import Consent
from tests.factories.appointments import AppointmentFactory, VisitorFactory
from tests.factories.casework import CaseFactory, PlacementFactory, PlanStepFactory, ReferralFactory
from tests.factories.contact import CorrespondentFactory, InterestFactory, QuestionFactory
from tests.factories.people import ConsentFactory
from tests.factories.search import SavedSearchFactory
from tests.web.public.mijn.conftest import ADDRESS

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def everything(number: int, address: str = ADDRESS) -> None:
    """So many of each thing that can be under an address, written as somebody types it."""
    typed = address.title()
    begins = clock.now() + timedelta(days=3)
    for each in range(number):
        visitor = VisitorFactory(email=typed)
        AppointmentFactory(
            region=visitor.region,
            visitor=visitor,
            begins_at=begins + timedelta(days=each),
            notes="Geheim: eigenwijs",
        )
        QuestionFactory(person=CorrespondentFactory(email=typed))
        InterestFactory(person=CorrespondentFactory(email=typed))
        SavedSearchFactory(person__email=address, parameters="q=lasser&waar=Enschede")
        case = CaseFactory(client__email=typed)
        ConsentFactory(client=case.client, purpose="CONTACT")
        PlanStepFactory.create_batch(number, case=case)
        ReferralFactory(case=case, status=ReferralStatus.REFUSED, refusal_note="Geheim: te laat")
        ReferralFactory(case=case, status=ReferralStatus.PROPOSED)
        PlacementFactory(case=case, status=PlacementStatus.COMPLETED)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_with_one_and_three_of_everything(
    browser: Client, django_assert_num_queries: object, number: int
) -> None:
    everything(number)

    with django_assert_num_queries(9):  # type: ignore[operator]
        overview = browser.get("/mijn")
    with django_assert_num_queries(9 + number):  # type: ignore[operator]  # one to log each file that is read
        files = browser.get("/mijn/traject")

    assert [each.name for each in overview.context["saved"]] == ["lasser bij Enschede"] * number
    text = overview.content.decode() + files.content.decode()
    assert overview.content.decode().count("lw-mine") == number
    assert len(files.context["files"]) == number
    assert "Geheim" not in text
    assert "klaargezet" not in text


def test_nothing_of_another_address_is_shown(browser: Client) -> None:
    everything(1, "samira@voorbeeld.nl.example")
    everything(1, "")

    overview, files = browser.get("/mijn"), browser.get("/mijn/traject")

    empty = {
        name: list(overview.context[name])
        for name in ("coming", "past", "files", "questions", "interests", "saved")
    }
    assert all(rows == [] for rows in empty.values())
    assert files.context["files"] == []


def test_reading_of_the_own_file_is_logged_for_whom_it_is_about(browser: Client, citizen: User) -> None:
    everything(1)
    browser.get("/mijn")
    assert not AuditEntry.objects.filter(action="read").exists()

    browser.get("/mijn/traject")

    entry = AuditEntry.objects.get(action="read")
    person = Person.objects.get(email__iexact=ADDRESS)
    assert (entry.actor_id, entry.actor_name, reveal(entry.data_subject)) == (
        citizen.pk,
        "",
        str(person.number),
    )
    assert entry.purpose == "inzage door de cliënt zelf"


def test_consent_is_withdrawn_after_its_consequence_was_told(
    browser: Client, django_capture_on_commit_callbacks: object
) -> None:
    case = CaseFactory(client__email=ADDRESS)
    referral = ReferralFactory(case=case)
    consent = Consent.objects.get(client=case.client)
    foreign = ConsentFactory()
    address = f"/mijn/toestemming/{consent.pk}/intrekken"
    assert "Werkgevers zien je naam" in browser.get(address).content.decode()
    assert Consent.objects.get(pk=consent.pk).withdrawn_at is None

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        browser.post(address)

    assert Consent.objects.get(pk=consent.pk).withdrawn_at is not None
    assert Referral.objects.get(pk=referral.pk).status == ReferralStatus.WITHDRAWN
    assert browser.post(address).status_code == 404
    assert browser.post(f"/mijn/toestemming/{foreign.pk}/intrekken").status_code == 404
