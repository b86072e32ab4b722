from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.network.models import Region
from leerwerk.programme.enums import AgreementStatus, Counting
from leerwerk.programme.models import Agreement
from leerwerk.programme.queries import ListedCounts
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory, RegionFactory
from tests.factories.programme import (
    AgreementFactory,
    CommitmentFactory,
    MeasureFactory,
    PartyFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/akkoorden"


@pytest.fixture
def twente() -> Region:
    region: Region = RegionFactory(code="AM05", name="Twente", slug="twente")
    return region


def agreement_with_target(**target: object) -> Agreement:
    agreement: Agreement = AgreementFactory()
    found = TargetFactory(measure=MeasureFactory(agreement=agreement), **target)
    CommitmentFactory(target=found, number=7)
    PartyFactory(agreement=agreement)
    return agreement


def signed_placements(number: int, region: Region) -> None:
    place = PlaceFactory(region=region, capacity=10, pathway="BBL")
    for _ in range(number):
        PlacementFactory(status="AGREED", place=place, case__client__region=region)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_for_any_number_of_agreements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        agreement_with_target()

    with django_assert_num_queries(10):
        response = client.get(URL)

    assert len(response.context["cards"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_parts(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    agreement = agreement_with_target()
    for _ in range(number):
        part = agreement_with_target()
        part.parent = agreement
        part.save()

    with django_assert_num_queries(10):
        response = client.get(agreement.get_absolute_url())

    assert len(response.context["page"].parts) == number


def test_list_tells_apart_what_holds_now_and_history(client: Client) -> None:
    running = AgreementFactory()
    over = AgreementFactory(ends_on=date(2007, 3, 1))
    ended = AgreementFactory(status=AgreementStatus.ENDED)

    now, then = client.get(URL).context, client.get(URL, {"wanneer": "vroeger"}).context

    assert [card.agreement for card in now["cards"]] == [running]
    assert {card.agreement for card in then["cards"]} == {over, ended}
    assert now["counts"] == ListedCounts(current=1, history=2)


def test_list_shows_history_where_nothing_holds_now(client: Client) -> None:
    ended = AgreementFactory(status=AgreementStatus.ENDED)

    assert [card.agreement for card in client.get(URL).context["cards"]] == [ended]
    assert client.get(URL, {"wanneer": "nu"}).context["cards"] == []


def test_list_of_a_region_has_agreements_of_which_a_part_names_it(client: Client, twente: Region) -> None:
    whole, other = AgreementFactory(), AgreementFactory()
    AgreementFactory(parent=whole).regions.add(twente)

    context = client.get(URL, {"regio": "twente"}).context

    assert [card.agreement for card in context["cards"]] == [whole]
    assert other not in [card.agreement for card in context["cards"]]


def test_draft_is_hidden(client: Client) -> None:
    draft = AgreementFactory(status=AgreementStatus.DRAFT)

    assert client.get(URL).context["cards"] == []
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(f"{draft.get_absolute_url()}/plaatsingen?doel=1").status_code == 404


def test_what_nobody_recorded_is_said_and_never_a_number(client: Client) -> None:
    agreement = agreement_with_target(number=15_000, counting=Counting.NOT_RECORDED)

    page = client.get(agreement.get_absolute_url()).content.decode()

    assert "Doel: 15.000 leerwerkplekken. Toegezegd: 7. Wat ervan kwam, is niet geregistreerd." in page
    assert "plaatsingen?" not in page


def test_what_a_source_reports_is_said_to_be_so(client: Client) -> None:
    agreement = agreement_with_target(
        number=300, unit="EMPLOYERS", counting=Counting.REPORTED, reported_number=70, reported_note="in 2016"
    )

    page = client.get(agreement.get_absolute_url()).content.decode()

    assert "Gerealiseerd: 70 (volgens de bron, in 2016)." in page


def test_figure_counts_placements_and_opens_to_its_rows(client: Client, twente: Region) -> None:
    agreement = agreement_with_target(region=twente)
    target = agreement.measures.get().targets.get()
    signed_placements(6, twente)

    page = client.get(agreement.get_absolute_url()).content.decode()
    rows_url = f"{agreement.get_absolute_url()}/plaatsingen?doel={target.pk}"
    rows = client.get(rows_url)

    assert "Nog 4 te gaan tot het doel van 10 leerwerkplekken." in page
    assert rows_url in page
    assert len(rows.context["rows"]) == 6
    text = rows.content.decode().partition("<main")[2].partition("</main")[0]
    assert "november 2026" in text
    for secret in ("Sanne", "Veldkamp", "Werkgever", "Leerling lasser", "2 november"):
        assert secret not in text


def test_rows_of_a_small_group_are_not_shown(client: Client, twente: Region) -> None:
    agreement = agreement_with_target(region=twente)
    target = agreement.measures.get().targets.get()
    signed_placements(4, twente)

    response = client.get(
        f"{agreement.get_absolute_url()}/plaatsingen", {"inzet": target.commitments.get().pk}
    )

    assert response.context["rows"] == []
    assert "4 getekende plaatsingen" in response.content.decode()
    assert "Bij minder dan vijf plaatsingen" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?doel=", "?doel=x", "?doel=0", "?inzet=999999999999999999"])
def test_rows_of_nothing_are_not_found(client: Client, query: str) -> None:
    agreement = agreement_with_target()

    assert client.get(f"{agreement.get_absolute_url()}/plaatsingen{query}").status_code == 404


def test_rows_of_another_agreement_are_not_found(client: Client) -> None:
    agreement, other = agreement_with_target(), agreement_with_target()
    target = other.measures.get().targets.get()

    assert client.get(f"{agreement.get_absolute_url()}/plaatsingen?doel={target.pk}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("pagina=", 200), ("pagina=99", 404), ("regio=atlantis", 200), ("pagina=-1", 400), ("pagina=x", 400),
     ("regio=%00", 400)],
)  # fmt: skip
def test_list_reads_past_what_was_and_refuses_what_cannot_be(client: Client, query: str, status: int) -> None:
    assert client.get(f"{URL}?{query}").status_code == status


def test_site_of_a_region_shows_its_own_agreements_first(client: Client) -> None:
    twente = DeskFactory(region=RegionFactory(name="Twente", slug="twente")).region
    own, other = AgreementFactory(name="Akkoord van hier"), AgreementFactory(name="Akkoord van elders")
    own.regions.add(twente)
    other.regions.add(RegionFactory())

    page = client.get("/r/twente/akkoorden").content.decode()

    assert own.name in page
    assert other.name not in page
    assert other.name in client.get("/r/twente/akkoorden?regio=").content.decode()
