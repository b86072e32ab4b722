from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.catalogue import PlaceFactory, TrainingFactory
from tests.factories.network import DeskFactory, EventFactory, SiteHostFactory
from tests.factories.programme import AgreementFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_sitemap_lists_what_is_public_on_the_public_address(client: Client, settings: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    place, draft = PlaceFactory(), PlaceFactory(status="DRAFT")
    desk, agreement = DeskFactory(), AgreementFactory()

    index = client.get("/sitemap.xml").content.decode()
    pages = "".join(
        client.get(f"/sitemap-{section}.xml").content.decode()
        for section in ("paginas", "leerwerkplekken", "akkoorden", "loketten")
    )

    assert "https://leerwerk.example/sitemap-leerwerkplekken.xml" in index
    for path in (
        "/over",
        place.get_absolute_url(),
        agreement.get_absolute_url(),
        f"/r/{desk.region.slug}/loketten/{desk.slug}",
    ):
        assert f"<loc>https://leerwerk.example{path}</loc>" in pages
    assert draft.get_absolute_url() not in pages


def test_sitemap_lists_what_a_region_tells_unless_its_own_host_does(client: Client) -> None:
    here, elsewhere = DeskFactory(), DeskFactory()
    SiteHostFactory(desk=elsewhere)
    old = DeskFactory(region=here.region, phase="MERGED", successor=here)
    SiteHostFactory(desk=old)  # its visitors are led to the successor, which has no host
    shown, other = EventFactory(region=here.region), EventFactory(region=elsewhere.region)
    training, past = TrainingFactory(), TrainingFactory(valid_until=timezone.now().date())

    agenda = client.get("/sitemap-agenda.xml").content.decode()
    trainings = client.get("/sitemap-opleidingen.xml").content.decode()

    assert f"/r/{here.region.slug}{shown.get_absolute_url()}<" in agenda
    assert other.get_absolute_url() not in agenda
    assert f"-{training.pk}<" in trainings
    assert f"-{past.pk}<" not in trainings


@pytest.mark.parametrize(
    "path", ["/sitemap-geheim.xml", "/sitemap-paginas.xml?p=99", "/sitemap-paginas.xml?p=x"]
)
def test_unknown_sitemap_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_robots_are_kept_out_of_a_demo(client: Client, settings: Any) -> None:
    settings.MODE = "demo"

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_robots_may_read_what_is_public(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /desk/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_security_text_names_a_contact_and_expires_within_a_year(client: Client, settings: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example"

    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@leerwerk.example"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid"])
def test_text_pages_need_no_database(client: Client, django_assert_num_queries: Any, path: str) -> None:
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200
