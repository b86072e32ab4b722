from datetime import date

import pytest
from django.test import Client

from leerwerk.casework.models import Case
from leerwerk.catalogue.models import OccupationTerm
from leerwerk.network.models import Region
from leerwerk.people.models import Client as Person
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import OccupationFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FILLED_IN = {
    "wish_1": "lassen",
    "prior_education": "0",
    "language_level": "2",
    "has_driving_licence": "False",
    "transport": "BIKE",
    "max_distance_km": "20",
    "hours_min": "24",
    "hours_max": "32",
    "available_days": ["1", "2", "16"],
    "available_from": "2027-01-04",
}


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(client__region=region)


@pytest.fixture(autouse=True)
def _welder(db: None) -> None:
    welder = OccupationFactory(code="lasser", name="Lasser")
    OccupationTerm.objects.create(occupation=welder, text="lassen", kind="EVERYDAY")


def test_profile_is_saved_as_it_was_meant(desk: Client, case: Case) -> None:
    assert desk.post(f"/desk/clienten/{case.pk}/profiel", FILLED_IN).status_code == 302

    profile = case.client.profile
    profile.refresh_from_db()
    assert profile.wished_occupations == ["lasser"]
    assert (profile.prior_education, profile.language_level, profile.has_driving_licence) == (0, 2, False)
    assert (profile.has_work_permit, profile.available_days) == (None, 1 + 2 + 16)
    assert (profile.hours_min, profile.hours_max) == (24, 32)
    assert profile.available_from == date(2027, 1, 4)


def test_profile_form_shows_what_is_known(desk: Client, case: Case) -> None:
    desk.post(f"/desk/clienten/{case.pk}/profiel", FILLED_IN)

    page = desk.get(f"/desk/clienten/{case.pk}/profiel").content.decode()

    assert 'value="Lasser"' in page
    assert 'value="2027-01-04"' in page


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"wish_1": "tovenaar"}, "tovenaar"),
        ({"max_distance_km": "duizend"}, "kilometer"),
        ({"available_from": "32-13-2027"}, "datum"),
    ],
)
def test_profile_keeps_what_was_typed_and_says_what_is_wrong(
    desk: Client, case: Case, mistake: dict[str, str], told: str
) -> None:
    answer = desk.post(f"/desk/clienten/{case.pk}/profiel", {**FILLED_IN, **mistake})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in page
    assert told in page
    assert next(iter(mistake.values())) in page


def test_profile_that_cannot_be_is_refused_in_words(desk: Client, case: Case) -> None:
    answer = desk.post(f"/desk/clienten/{case.pk}/profiel", {**FILLED_IN, "hours_min": "40"})

    assert answer.status_code == 409
    assert "Draai ze om" in answer.content.decode()
    assert 'value="40"' in answer.content.decode()


def test_new_client_gets_a_case(desk: Client, region: Region) -> None:
    person = {"first_name": "Noor", "last_name": "Bakker", "postcode": "7511 aa", "region": region.pk}

    answer = desk.post("/desk/clienten/nieuw", {**FILLED_IN, **person, "goal": "Wil lassen"})

    case = Case.objects.get()
    assert answer.headers["Location"] == f"/desk/clienten/{case.pk}"
    assert (case.client.postcode, case.goal, case.region) == ("7511AA", "Wil lassen", region)
    assert case.adviser is not None
    assert case.client.profile.wished_occupations == ["lasser"]


def test_new_client_keeps_what_was_typed(desk: Client, region: Region) -> None:
    answer = desk.post(
        "/desk/clienten/nieuw", {**FILLED_IN, "first_name": "Noor", "postcode": "12", "region": region.pk}
    )

    assert answer.status_code == 422
    assert 'value="Noor"' in answer.content.decode()
    assert not Person.objects.exists()


def test_new_client_goes_only_to_a_region_of_the_adviser(
    desk: Client, elsewhere: Client, region: Region
) -> None:
    person = {"first_name": "Noor", "last_name": "Bakker", "postcode": "7511AA", "region": region.pk}

    assert elsewhere.post("/desk/clienten/nieuw", {**FILLED_IN, **person}).status_code == 422
    assert not Person.objects.exists()


def test_new_client_form_is_there(desk: Client) -> None:
    assert desk.get("/desk/clienten/nieuw").status_code == 200


def test_profile_that_a_colleague_changed_is_not_overwritten_unseen(desk: Client, case: Case) -> None:
    seen = case.client.profile.version
    address = f"/desk/clienten/{case.pk}/profiel"
    desk.post(address, {**FILLED_IN, "seen": seen, "max_distance_km": "30"})

    late = desk.post(address, {**FILLED_IN, "seen": seen, "max_distance_km": "50"})
    page = late.content.decode()

    assert late.status_code == 409
    assert "Een collega heeft dit intussen gewijzigd" in page
    assert 'value="50"' in page
    case.client.profile.refresh_from_db()
    assert case.client.profile.max_distance_km == 30
    assert f'name="seen" value="{case.client.profile.version}"' in page


def test_new_client_sent_twice_is_one_client(desk: Client, region: Region) -> None:
    page = desk.get("/desk/clienten/nieuw").content.decode()
    number = page.partition('name="number" value="')[2].partition('"')[0]
    filled_in = {
        **FILLED_IN, "first_name": "Noor", "last_name": "Bakker", "postcode": "7511 aa", "region": region.pk,
        "number": number,
    }  # fmt: skip

    answers = [desk.post("/desk/clienten/nieuw", filled_in) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Person.objects.count() == 1
