"""A slash at the end that does not belong there."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.network import DeskFactory, RegionFactory, SiteHostFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def twente() -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"), slug="twente")
    SiteHostFactory(host="leerwerktwente.nl", desk=desk)


@pytest.mark.parametrize("site", ["", "/en", "/ar", "/r/twente", "/r/twente/en", "/r/twente/ar"])
@pytest.mark.parametrize("page", ["/loketten", "/leerwerkplekken", "/loketten/twente", "/afspraak/gegevens"])
@pytest.mark.parametrize("host", ["", "leerwerktwente.nl"])
def test_page_is_found_with_a_slash_too_many(client: Client, site: str, page: str, host: str) -> None:
    if host and "/r/" in site:
        return
    for slashes, method in (("/", client.get), ("//", client.head)):
        answer = method(f"{site}{page}{slashes}?q=las%20sen&km=5", headers={"host": host} if host else {})
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{site}{page}?q=las%20sen&km=5")


@pytest.mark.parametrize("address", ["/agenda/rss/", "/robots.txt/", "/leerwerkplekken/lasser-1/", "/start/"])
def test_machines_and_staff_are_led_too(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "//evil.example/loketten/", "/%2Fevil.example/", "/\\\\evil.example/", "/bestaat-niet/",
     "/r/nergens/loketten/", "/loketten/%2F%2Fevil.example/", "/en/nl/loketten/"],
)  # fmt: skip
def test_nobody_is_led_elsewhere_or_to_nothing(client: Client, address: str) -> None:
    answer = client.get(f"http://testserver{address}")
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/en/", "/r/twente/", "/r/twente/en/"])
def test_front_pages_keep_their_slash(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_what_is_posted_is_not_sent_on_and_hostile_text_is_refused(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert client.post("/vraag/", {"text": "x"}).status_code == 404
    with django_assert_num_queries(0):
        assert client.get("/loketten/?q=%00").status_code == 400
        assert client.get("/loketten/").status_code == 301
