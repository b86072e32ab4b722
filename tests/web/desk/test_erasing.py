"""Erase a client, and what else hangs under the same address as far as the adviser says so."""

from typing import Any

import pytest
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.casework.actions.farewells import forget_visitors_at
from leerwerk.casework.enums import PlacementStatus
from leerwerk.casework.models import Appointment, Case
from leerwerk.contact.actions.forgetting import forget_at
from leerwerk.contact.models import Message
from leerwerk.kernel import clock
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.people.models import Client as Person
from leerwerk.people.models import Correspondent, Subscriber, Visitor
from leerwerk.search.actions.saved import delete_searches_at
from leerwerk.search.models import SavedSearch
from tests.factories.accounts import UserFactory
from tests.factories.actors import adviser_of
from tests.factories.appointments import AppointmentFactory
from tests.factories.casework import CaseFactory, PlacementFactory
from tests.factories.contact import InterestFactory, QuestionFactory
from tests.factories.network import RegionFactory
from tests.factories.search import SavedSearchFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ADDRESS = "thuis@voorbeeld.nl"
ALL = ["afspraken", "vragen", "interesse", "zoekopdrachten"]


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(
        client__region=region,
        client__first_name="Sanne",
        client__last_name="Veldkamp",
        client__email=ADDRESS,
    )


def hang(region: Region, case: Case) -> None:
    """One of each kind under the address of the client, and two appointments of which one is in the file."""
    shared = {"region": region, "visitor__region": region, "visitor__email": ADDRESS.upper()}
    AppointmentFactory(**shared, visitor__client=case.client)
    AppointmentFactory(**shared, visitor__first_name="sanne", visitor__last_name="Veldkamp ")
    QuestionFactory(region=region, person__email=ADDRESS, person__name="Bo Veldkamp")
    InterestFactory(place__region=region, person__email=ADDRESS, person__name="Sanne Veldkamp")
    SavedSearchFactory(person__email=ADDRESS, region=None)


def test_erase_takes_the_client_from_the_desk(desk: Client, case: Case) -> None:
    address = f"/desk/clienten/{case.pk}/wissen"
    assert "Ook bekend" not in desk.get(address).content.decode()

    answer = desk.post(address)

    assert answer.headers["Location"] == "/desk/clienten"
    assert desk.get(f"/desk/clienten/{case.pk}").status_code == 404
    assert desk.post(address).status_code == 404
    case.client.refresh_from_db()
    assert case.client.last_name == "(gewist)"


def test_erase_while_a_placement_runs_is_refused_in_words_and_nothing_goes(
    desk: Client, region: Region, case: Case
) -> None:
    hang(region, case)
    PlacementFactory(case=case, status=PlacementStatus.STARTED)

    answer = desk.post(f"/desk/clienten/{case.pk}/wissen", {"too": ALL})

    assert answer.status_code == 409
    assert "Er loopt nog een plaatsing" in answer.content.decode()
    case.client.refresh_from_db()
    assert case.client.last_name == "Veldkamp"
    assert Subscriber.objects.count() == Message.objects.count() == 1


def test_what_hangs_under_the_address_is_told_in_numbers_and_stays_unless_chosen(
    desk: Client, region: Region, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    hang(region, case)
    CaseFactory(client__region=region, client__email=ADDRESS)
    UserFactory(email=ADDRESS, is_citizen=True)

    page = desk.get(f"/desk/clienten/{case.pk}/wissen").content.decode()
    for told in (
        "1 keer een afspraak gemaakt, los van dit dossier",
        "1 vraag aan het loket (1 onder een andere naam)",
        "1 keer interesse in een plek",
        "1 bewaarde zoekopdracht",
        "Nog 1 ander dossier",
    ):
        assert told in page
    assert "Bo Veldkamp" not in page
    assert " checked" not in page

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/desk/clienten/{case.pk}/wissen", {"too": ["afspraken"]})

    assert not Visitor.objects.filter(email__iexact=ADDRESS).exists()
    assert {row.status for row in Appointment.objects.all()} == {"CANCELLED"}
    assert Correspondent.objects.filter(email=ADDRESS).count() == 2
    assert SavedSearch.objects.count() == User.objects.filter(email=ADDRESS).count() == 1
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_all_that_is_chosen_goes_with_who_did_it_in_the_log(
    desk: Client, region: Region, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    hang(region, case)
    UserFactory(email=ADDRESS, is_citizen=True)
    long_ago = {"created_at": clock.now(), "due_at": clock.now()}
    OutboxMail.objects.create(to=ADDRESS, subject="Oud", status=MailStatus.SENT, **long_ago)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/desk/clienten/{case.pk}/wissen", {"too": ALL})

    for model in (Person, Visitor, Correspondent, Subscriber, User):
        assert not model._default_manager.filter(email__iexact=ADDRESS).exists()
    assert not OutboxMail.objects.filter(to=ADDRESS).exists()
    adviser = User.objects.get(pk=desk.session["_auth_user_id"])
    done = AuditEntry.objects.filter(actor_id=adviser.pk).values_list("action", flat=True)
    assert sorted(set(done)) == [
        "client.erase",
        "correspondent.forget",
        "read",
        "saved_search.delete",
        "visitor.forget",
    ]


def test_what_is_of_another_desk_is_neither_counted_nor_erased(
    desk: Client, region: Region, case: Case
) -> None:
    other = RegionFactory()
    AppointmentFactory(region=other, visitor__region=other, visitor__email=ADDRESS)
    QuestionFactory(region=other, person__email=ADDRESS)
    InterestFactory(place__region=other, person__email=ADDRESS)
    SavedSearchFactory(region=other, person__email=ADDRESS)

    assert "Ook bekend" not in desk.get(f"/desk/clienten/{case.pk}/wissen").content.decode()
    assert desk.post(f"/desk/clienten/{case.pk}/wissen", {"too": ALL}).status_code == 422
    desk.post(f"/desk/clienten/{case.pk}/wissen")

    assert Visitor.objects.filter(email=ADDRESS).count() == SavedSearch.objects.count() == 1
    assert Correspondent.objects.filter(email=ADDRESS).count() == 2


@pytest.mark.parametrize(
    "forget", [forget_visitors_at, lambda **asked: forget_at(interested=False, **asked), delete_searches_at]
)
def test_only_the_desk_of_the_region_forgets_by_address(region: Region, forget: Any) -> None:
    stranger = adviser_of(RegionFactory())
    with pytest.raises(Refusal, match="NOT_YOUR_REGION"):
        forget(address=ADDRESS, region=region, actor=stranger, now=clock.now())
    assert forget(address="", region=region, actor=adviser_of(region), now=clock.now()) == 0
