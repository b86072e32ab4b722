"""The national site as data: its name, colours, logo and texts, and who keeps them."""

from typing import Any

import pytest
from django.test import Client

from leerwerk.kernel import clock
from leerwerk.network.actions.sites import (
    SiteRefused,
    change_brand,
    change_contact,
    change_logo,
    change_texts,
)
from leerwerk.network.models import NationalSite
from leerwerk.network.national import forget_national_site, national_site
from leerwerk.network.queries import national_row
from leerwerk.network.theme import ThemeRefused
from tests.factories.actors import PROGRAMME, coordinator_of
from tests.factories.network import DeskFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


@pytest.fixture
def given() -> dict[str, Any]:
    forget_national_site()
    return {"desk": national_row(), "actor": PROGRAMME, "now": clock.now()}


def test_without_a_row_the_national_site_is_as_we_ship_it(client: Client) -> None:
    forget_national_site()

    page = client.get("/").content.decode()

    assert "<title>Open Leerwerk: leren en werken tegelijk</title>" in page
    assert "Wat wil je leren, en waar?" in page
    assert "/thema/" not in page


def test_what_is_changed_stands_on_every_page_at_once(client: Client, given: dict[str, Any]) -> None:
    DeskFactory(region__slug="twente")
    change_contact(name="Leren in Nederland", phone="088 123", email="info@landelijk.example", **given)
    change_brand(tokens={"action": "#4a2c6b"}, **given)
    change_logo(content=DRAWING, **given)
    change_texts(texts={"QUESTION": "Wat word jij?", "FOOTER": "Samen leren."}, **given)
    change_texts(texts={"QUESTION": "What will you become?", "ABOUT": ""}, language="en", **given)

    page, english = (client.get(path).content.decode() for path in ("/", "/en/"))
    region = client.get("/r/twente/").content.decode()

    assert "<title>Leren in Nederland: leren en werken tegelijk</title>" in page
    assert "Wat word jij?</h1>" in page
    assert 'href="tel:088123"' in page
    assert "<h1>What will you become?</h1>" in english
    assert '<p lang="nl" dir="ltr">Samen leren.</p>' in english
    assert "/thema/landelijk.css?v=" in page
    assert "/thema/landelijk.css?v=" in region  # this region has no colours of its own
    assert '<span class="lw-logo__place">Leren in Nederland</span>' in region
    assert "--lw-action:#4a2c6b" in client.get("/thema/landelijk.css").content.decode()
    logo = client.get(f"/loketten/landelijk/logo-{national_site().logo}")
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert client.get("/loketten/landelijk/logo-0000").status_code == 404


def test_national_site_costs_no_query_once_it_is_known(
    given: dict[str, Any], django_assert_num_queries: Any
) -> None:
    change_texts(texts={"FOOTER": "Samen leren."}, **given)

    with django_assert_num_queries(3):
        national_site()
    with django_assert_num_queries(0):
        assert national_site().text("FOOTER", "ar").language == "nl"


def test_only_the_programme_office_and_administrators_keep_the_national_site(given: dict[str, Any]) -> None:
    given["actor"] = coordinator_of(DeskFactory().region)

    with pytest.raises(SiteRefused) as refused:
        change_texts(texts={"FOOTER": "Van mij."}, **given)

    assert refused.value.code == "NOT_ALLOWED"
    assert not NationalSite.objects.exists()


def test_colours_of_the_nation_are_checked_too(given: dict[str, Any]) -> None:
    with pytest.raises(ThemeRefused):
        change_brand(tokens={"action": "#f4a300"}, **given)
