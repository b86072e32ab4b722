from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.utils import IntegrityError
from django.test import Client
from django.urls import get_script_prefix, reverse
from pytest_django import DjangoAssertNumQueries

from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import SiteHost
from leerwerk.network.sites import NATIONAL, Site, absolute, plain_path
from leerwerk.web.site import site_of
from tests.factories.network import DeskFactory, RegionFactory, SiteHostFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def twente() -> Any:
    return DeskFactory(region=RegionFactory(name="Twente", slug="twente"), name="Leerwerkloket Twente")


def site_in(response: Any) -> Site:
    return site_of(response.wsgi_request)


def test_prefix_gives_the_site_of_the_region_in_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, twente: Any
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/r/twente/over")

    assert site_in(response) == Site(
        name="Leerwerkloket Twente", desk=twente, region=twente.region, slug="twente", prefix="/r/twente"
    )
    page = response.content.decode()
    assert 'href="/r/twente/leerwerkplekken"' in page
    assert 'href="/static/ui/dist/ui.css"' in page
    assert response.wsgi_request.path == "/r/twente/over"
    assert get_script_prefix() == "/"
    assert 'href="/leerwerkplekken"' in client.get("/over").content.decode()


def test_national_site_needs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/over")

    assert site_in(response) == NATIONAL


def test_host_gives_the_site_of_its_desk_in_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, twente: Any
) -> None:
    SiteHostFactory(host="leerwerktwente.nl", desk=twente)

    with django_assert_num_queries(1):
        response = client.get("/over", headers={"host": "LeerwerkTwente.nl:8443"})

    assert site_in(response).slug == "twente"
    assert site_in(response).prefix == ""
    assert 'href="/leerwerkplekken"' in response.content.decode()
    assert response.wsgi_request.build_absolute_uri("/x") == "http://leerwerktwente.nl:8443/x"


@pytest.mark.parametrize(
    "host",
    ["kwaad.example", "leerwerktwente.nl.kwaad.example", "leerwerktwente.nl@kwaad", "\x00", "", "a" * 3000],
)
def test_unknown_host_is_refused(client: Client, twente: Any, host: str) -> None:
    SiteHostFactory(host="leerwerktwente.nl", desk=twente)

    response = client.get("/over", headers={"host": host})

    assert response.status_code == 400
    assert "twente" not in response.content.decode().lower()


@pytest.mark.parametrize(
    "path",
    [
        "/r/bestaat-niet/",
        "/r/",
        "/r",
        "/r/../over",
        "/r/TWENTE/",
        "/r/twente//over",
        "/r/twente/r/twente/",
    ],
)
def test_address_of_no_site_is_a_friendly_404(client: Client, twente: Any, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "Content-Security-Policy" in response.headers
    assert "Deze pagina vinden we niet" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/desk/", "/account/login/", "/beheer/", "/static/x.css", "/health/live", "/start"]
)
def test_what_belongs_to_no_site_is_sent_to_its_plain_address(client: Client, twente: Any, path: str) -> None:
    got = client.get(f"/r/twente{path}?a=1")
    posted = client.post(f"/r/twente{path}")

    assert (got.status_code, got.headers["Location"]) == (302, f"{path}?a=1")
    assert (posted.status_code, posted.headers["Location"]) == (307, path)


@pytest.mark.parametrize("path", ["/desk/", "/account/login/", "/r/rijnmond/over"])
def test_staff_signs_in_on_the_national_host_only(
    client: Client, settings: Any, twente: Any, path: str
) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    SiteHostFactory(host="leerwerktwente.nl", desk=twente)

    response = client.get(path, headers={"host": "leerwerktwente.nl"})

    assert response.headers["Location"] == f"https://leerwerk.example{path}"


def test_prefix_without_a_slash_gets_one(client: Client, twente: Any) -> None:
    assert client.get("/r/twente?waar=7511").headers["Location"] == "/r/twente/?waar=7511"


def test_region_without_a_desk_has_a_site_too(client: Client) -> None:
    RegionFactory(name="Drenthe", slug="drenthe")

    site = site_in(client.get("/r/drenthe/over"))

    assert (site.name, site.desk) == ("Drenthe", None)


def test_site_of_a_merged_desk_leads_to_its_successor(client: Client, settings: Any, twente: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    merged = DeskFactory(
        region=RegionFactory(slug="oost"), slug="loket-oost", phase=DeskPhase.MERGED, successor=twente
    )
    SiteHostFactory(host="leerwerkoost.nl", desk=merged)

    by_prefix = client.get("/r/oost/over?van=zelf&a=1")
    by_host = client.get("/over", headers={"host": "leerwerkoost.nl"})

    assert by_prefix.status_code == by_host.status_code == 301
    assert by_prefix.headers["Location"] == "https://leerwerk.example/r/twente/over?a=1&van=loket-oost"
    assert by_host.headers["Location"] == "https://leerwerk.example/r/twente/over?van=loket-oost"


def test_desks_that_succeed_each_other_in_a_ring_stay_where_they_are(client: Client, twente: Any) -> None:
    other = DeskFactory(region=RegionFactory(slug="oost"), phase=DeskPhase.MERGED, successor=twente)
    twente.successor, twente.phase = other, DeskPhase.MERGED
    twente.save()

    assert client.get("/r/twente/over").status_code == 200


def test_region_of_an_earlier_division_leads_to_the_one_after_it(client: Client, twente: Any) -> None:
    old = RegionFactory(scheme="2015", code="05", slug="twente-oud")
    old.successors.add(twente.region)

    response = client.get("/r/twente-oud/over")

    assert response.headers["Location"].endswith("/r/twente/over")


def test_host_of_a_desk_that_ended_shows_the_desk_of_its_region(client: Client, twente: Any) -> None:
    ended = DeskFactory(region=twente.region, valid_until="2025-01-01")
    SiteHostFactory(host="oud.example", desk=ended)

    assert site_in(client.get("/over", headers={"host": "oud.example"})).desk == twente


@pytest.mark.unit
def test_whole_address_is_the_same_from_a_request_and_from_a_task(settings: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example:8443"
    region: Any = object()
    by_prefix = Site(name="x", region=region, slug="twente", prefix="/r/twente")
    by_host = Site(name="x", region=region, slug="twente", host="leerwerktwente.nl")

    assert absolute(by_prefix, "/over") == "https://leerwerk.example:8443/r/twente/over"
    assert absolute(by_prefix, "/r/twente/over") == "https://leerwerk.example:8443/r/twente/over"
    assert absolute(by_host, "/r/twente/over") == "https://leerwerktwente.nl:8443/over"
    assert absolute(NATIONAL, "/r/twente/over") == "https://leerwerk.example:8443/over"
    assert plain_path("/r/twente") == "/"
    assert plain_path("/recht") == "/recht"
    assert reverse("public:about") == "/over"


@pytest.mark.parametrize(
    "host",
    ["localhost", "10.0.0.1", "Twente.nl", "twente.nl:80", "twente.nl/", "-x.nl", "*.nl", "", "testserver"],
)
def test_host_that_is_no_name_of_a_region_is_refused(twente: Any, host: str) -> None:
    with pytest.raises(ValidationError):
        SiteHost(host=host, desk=twente).full_clean()
    with pytest.raises(IntegrityError):
        SiteHost.objects.create(host=host, desk=twente)
