from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.sealing import conceal
from leerwerk.network.models import Region
from leerwerk.people.actions import (
    ERASED,
    ClientRefused,
    change_profile,
    erase_client,
    give_consent,
    open_client_file,
    register_client,
    withdraw_consent,
)
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent, Profile
from leerwerk.people.queries import clients_for, open_purposes
from tests.factories.actors import adviser_of
from tests.factories.network import RegionFactory
from tests.factories.people import ClientFactory, ConsentFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
PERSON = {"first_name": "Noor", "last_name": "Bakker", "postcode": "7511AA"}


@pytest.fixture
def region(db: None) -> Region:
    return RegionFactory()


@pytest.fixture
def adviser(region: Region) -> Actor:
    return adviser_of(region)


@pytest.fixture
def stranger(db: None) -> Actor:
    return adviser_of(RegionFactory())


@pytest.fixture
def client(region: Region) -> Client:
    return ClientFactory(region=region)


def test_open_client_file_logs_who_saw_whom_and_why(adviser: Actor, client: Client) -> None:
    opened = open_client_file(number=str(client.number), actor=adviser, now=NOW, purpose="advies")

    entry = AuditEntry.objects.get()
    assert opened == client
    assert (entry.action, entry.actor_id, entry.purpose) == ("read", adviser.user_id, "advies")
    assert entry.data_subject == conceal(str(client.number))


def test_open_client_file_of_another_region_is_logged_as_refused(stranger: Actor, client: Client) -> None:
    with pytest.raises(Client.DoesNotExist):
        open_client_file(number=str(client.number), actor=stranger, now=NOW, purpose="advies")

    assert AuditEntry.objects.get().action == "client.read_refused"


def test_open_client_file_that_does_not_exist_leaves_no_trace(adviser: Actor) -> None:
    with pytest.raises(Client.DoesNotExist):
        open_client_file(
            number="00000000-0000-4000-8000-000000000000", actor=adviser, now=NOW, purpose="advies"
        )

    assert not AuditEntry.objects.exists()


def test_register_client_makes_client_and_profile(adviser: Actor, region: Region) -> None:
    made = register_client(
        region=region, person=PERSON, profile={"max_distance_km": 30}, actor=adviser, now=NOW
    )

    assert (str(made), made.profile.max_distance_km) == ("Noor Bakker", 30)


def test_register_client_refuses_another_region(stranger: Actor, region: Region) -> None:
    with pytest.raises(ClientRefused, match="NOT_YOUR_REGION"):
        register_client(region=region, person=PERSON, profile={}, actor=stranger, now=NOW)


def test_register_client_with_an_impossible_profile_makes_nothing(adviser: Actor, region: Region) -> None:
    with pytest.raises(ClientRefused, match="HOURS_REVERSED"):
        register_client(
            region=region,
            person=PERSON,
            profile={"hours_min": 40, "hours_max": 20},
            actor=adviser,
            now=NOW,
        )

    assert not Client.objects.exists()


def test_change_profile_keeps_field_names_but_no_values_in_the_log(adviser: Actor, client: Client) -> None:
    change_profile(
        client=client, profile={"max_distance_km": 77, "language_level": 2}, actor=adviser, now=NOW
    )

    entry = AuditEntry.objects.get()
    client.profile.refresh_from_db()
    assert (client.profile.max_distance_km, client.profile.language_level) == (77, 2)
    assert entry.details == {"fields": ["language_level", "max_distance_km"]}


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"hours_min": 40, "hours_max": 20}, "HOURS_REVERSED"),
        (
            {"waiting_since": datetime(2026, 11, 23).date()},  # noqa: DTZ001
            "WAITS_FROM_LATER",
        ),
        (
            {"available_from": datetime(2027, 5, 1).date(), "available_until": datetime(2027, 4, 1).date()},  # noqa: DTZ001
            "AVAILABILITY_REVERSED",
        ),
    ],
)
def test_change_profile_refuses_what_cannot_be(
    adviser: Actor, client: Client, profile: dict[str, object], code: str
) -> None:
    with pytest.raises(ClientRefused, match=code):
        change_profile(client=client, profile=profile, actor=adviser, now=NOW)


def test_nothing_is_added_to_an_erased_client(adviser: Actor, client: Client) -> None:
    erase_client(client=client, actor=adviser, now=NOW)

    with pytest.raises(ClientRefused, match="ALREADY_ERASED"):
        change_profile(client=client, profile={"max_distance_km": 5}, actor=adviser, now=NOW)
    with pytest.raises(ClientRefused, match="ALREADY_ERASED"):
        give_consent(client=client, purpose=ConsentPurpose.CONTACT, how="", actor=adviser, now=NOW)


def test_change_profile_refuses_another_region(stranger: Actor, client: Client) -> None:
    with pytest.raises(ClientRefused, match="NOT_YOUR_REGION"):
        change_profile(client=client, profile={}, actor=stranger, now=NOW)


def test_give_consent_twice_keeps_the_first(adviser: Actor, client: Client) -> None:
    for how in ("gesprek", "formulier"):
        give_consent(client=client, purpose=ConsentPurpose.CONTACT, how=how, actor=adviser, now=NOW)

    assert Consent.objects.get().how == "gesprek"
    assert AuditEntry.objects.count() == 1


def test_give_consent_again_after_withdrawing_keeps_both(adviser: Actor, client: Client) -> None:
    asked = {"client": client, "purpose": ConsentPurpose.CONTACT, "actor": adviser, "now": NOW}
    give_consent(how="gesprek", **asked)
    for _ in range(2):
        withdraw_consent(**asked)
    assert open_purposes(client) == frozenset()

    give_consent(how="formulier", **asked)

    assert open_purposes(client) == {ConsentPurpose.CONTACT}
    assert Consent.objects.count() == 2
    assert AuditEntry.objects.filter(action="client.withdraw_consent").count() == 1


def test_give_consent_refuses_an_unknown_purpose(adviser: Actor, client: Client) -> None:
    with pytest.raises(ClientRefused, match="UNKNOWN_PURPOSE"):
        give_consent(client=client, purpose="SELL", how="", actor=adviser, now=NOW)


def test_consents_refuse_another_region(stranger: Actor, client: Client) -> None:
    asked = {"client": client, "purpose": ConsentPurpose.CONTACT, "actor": stranger, "now": NOW}
    with pytest.raises(ClientRefused, match="NOT_YOUR_REGION"):
        give_consent(how="gesprek", **asked)
    with pytest.raises(ClientRefused, match="NOT_YOUR_REGION"):
        withdraw_consent(**asked)


def test_erase_client_wipes_who_it_was(adviser: Actor, client: Client) -> None:
    ConsentFactory(client=client)
    client.email, client.phone = "noor@voorbeeld.nl", "0612345678"
    client.save()

    erase_client(client=client, actor=adviser, now=NOW)

    client.refresh_from_db()
    assert (client.first_name, client.last_name, client.postcode) == (ERASED, ERASED, "7511")
    assert (client.email, client.phone, client.birth_date) == ("", "", None)
    assert not Profile.objects.exists()
    assert open_purposes(client) == frozenset()
    assert not Client.objects.visible_to(adviser).exists()


def test_erase_client_refuses_twice_and_another_region(
    adviser: Actor, stranger: Actor, client: Client
) -> None:
    with pytest.raises(ClientRefused, match="NOT_YOUR_REGION"):
        erase_client(client=client, actor=stranger, now=NOW)
    erase_client(client=client, actor=adviser, now=NOW)

    with pytest.raises(ClientRefused, match="ALREADY_ERASED"):
        erase_client(client=client, actor=adviser, now=NOW)


def test_clients_for_finds_by_the_beginning_of_both_names(adviser: Actor, region: Region) -> None:
    sanne = ClientFactory(region=region, first_name="Sanne", last_name="Veldkamp")
    ClientFactory(region=region, first_name="Bo", last_name="Sanders")
    ClientFactory(first_name="Sanne", last_name="Veldkamp")

    assert list(clients_for(adviser, search="san vel")) == [sanne]
    assert clients_for(adviser, search="san").count() == 2


def test_database_keeps_one_open_consent_per_purpose(client: Client) -> None:
    ConsentFactory(client=client)

    with pytest.raises(IntegrityError, match="one_open_consent"), transaction.atomic():
        ConsentFactory(client=client)
