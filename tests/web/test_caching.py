import gzip
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.web.caching import SHARED_PAGES
from leerwerk.web.public.urls import urlpatterns
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import DeskFactory
from tests.web.public.conftest import BuildMarket, build_market  # noqa: F401  a fixture

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SEARCH = "/leerwerkplekken?q=lasser"


@pytest.fixture
def place(build_market: BuildMarket) -> Place:  # noqa: F811
    made: Place = PlaceFactory(title="Leerling lasser")
    DeskFactory(region=made.region)
    build_market()
    return made


def again(client: Client, address: str, **headers: str) -> tuple[Any, Any]:
    """What a browser gets, and what it gets when it asks again with the validator of that."""
    first = client.get(address, headers=headers)
    return first, client.get(address, headers={**headers, "If-None-Match": first.headers["ETag"]})


@pytest.mark.parametrize("address", ["/", SEARCH, "/loketten", "/en/leerwerkplekken", "/privacy"])
def test_who_has_a_page_gets_it_once(client: Client, place: Place, address: str) -> None:
    first, second = again(client, address)

    assert (first.status_code, second.status_code, second.content) == (200, 304, b"")
    assert set(first.headers["Cache-Control"].split(", ")) == {"public", "no-cache"}
    assert {"Cookie", "Accept-Encoding"} <= set(first.headers["Vary"].split(", "))


def test_a_place_that_closes_is_gone_at_once_for_who_has_the_page(client: Client, place: Place) -> None:
    addresses = ["/", SEARCH, place.get_absolute_url()]
    validators = {address: client.get(address).headers["ETag"] for address in addresses}
    Place.objects.filter(pk=place.pk).update(status=PlaceStatus.EXPIRED)  # the market still has it

    answers = [client.get(each, headers={"If-None-Match": validators[each]}) for each in addresses]

    assert [answer.status_code for answer in answers] == [200, 200, 410]
    assert not any(place.get_absolute_url() in answer.content.decode() for answer in answers[:2])


def test_a_fragment_and_a_page_are_kept_apart(client: Client, place: Place) -> None:
    page = client.get(SEARCH).headers["ETag"]
    fragment, kept = again(client, SEARCH, **{"HX-Target": "resultaten", "HX-Request": "true"})

    assert "HX-Target" in fragment.headers["Vary"]
    assert (kept.status_code, fragment.headers["ETag"] == page) == (304, False)


def test_who_is_signed_in_gets_pages_that_are_kept_nowhere(client: Client, place: Place) -> None:
    kept = client.get(SEARCH).headers["ETag"]
    client.force_login(UserFactory())

    answer = client.get(SEARCH, headers={"If-None-Match": kept, "Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert not {"ETag", "Content-Encoding"} & set(answer.headers)


def test_pages_for_everybody_are_compressed_and_forms_are_not(client: Client, place: Place) -> None:
    page = client.get(SEARCH, headers={"Accept-Encoding": "gzip"})
    form = client.get("/vraag", headers={"Accept-Encoding": "gzip"})

    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["ETag"].startswith("W/")
    assert "Leerling" in gzip.decompress(page.content).decode()
    assert "csrfmiddlewaretoken" in form.content.decode()
    assert not {"ETag", "Content-Encoding"} & set(form.headers)


def test_no_page_of_one_person_is_shared() -> None:
    routes = {each.name: str(each.pattern) for each in urlpatterns if isinstance(each, URLPattern)}

    assert set(routes) >= SHARED_PAGES
    assert not [name for name in SHARED_PAGES if "token" in routes[name] or "mijn" in routes[name]]
