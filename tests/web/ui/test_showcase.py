"""All components on one page, and the pages around them, without a variable that does not exist."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from leerwerk.kernel.actor import Actor, Grant
from leerwerk.network.models import Desk, Region
from leerwerk.network.sites import Site
from leerwerk.web.ui import showcase, views

pytestmark = pytest.mark.unit


@pytest.fixture
def request_of_a_visitor() -> HttpRequest:
    request = RequestFactory().get("/leerwerkplekken?pagina=2&q=lassen")
    request.user = AnonymousUser()
    return request


def test_showcase_shows_every_component(request_of_a_visitor: HttpRequest) -> None:
    page = render_to_string("ui/showcase.html", showcase.examples(), request_of_a_visitor)
    for part in (
        "nl-button",
        "utrecht-alert",
        "utrecht-data-list",
        "lw-timeline",
        "lw-tiles",
        "lw-progress",
        "lw-confirm",
    ):
        assert part in page
    assert "style=" not in page
    assert "<c-" not in page
    assert "?q=lassen&amp;pagina=3" in page


def test_showcase_is_not_for_production(request_of_a_visitor: HttpRequest, settings: Any) -> None:
    settings.MODE = "production"
    with pytest.raises(Http404):
        views.components(request_of_a_visitor)


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_error_page_stands_without_a_view(page: str, request_of_a_visitor: HttpRequest) -> None:
    assert "<h1>" in render_to_string(page, {}, request_of_a_visitor)


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_page_for_a_broken_site_needs_no_request(page: str) -> None:
    assert "<h1>" in render_to_string(page)


@pytest.mark.parametrize("base", ["public", "desk", "partner", "steering"])
def test_each_audience_has_its_frame(base: str, request_of_a_visitor: HttpRequest) -> None:
    actor = Actor(1, "Fatima Yılmaz", frozenset({Grant("ADVISER", "region:AM05")}))
    request_of_a_visitor.actor = actor  # type: ignore[attr-defined]
    page = render_to_string(f"ui/{base}.html", {}, request_of_a_visitor)
    assert "Fatima Yılmaz" in page
    assert ("lw-header--staff" in page) == (base != "public")


def test_desk_with_a_house_style_wears_it(request_of_a_visitor: HttpRequest) -> None:
    desk = Desk(name="Leerwerkloket Twente", slug="twente", brand={"action": "#7a1fa2"})
    site = Site(name=desk.name, desk=desk, region=Region(name="Twente", slug="twente"), theme="twente")
    request_of_a_visitor.site = site  # type: ignore[attr-defined]
    page = render_to_string("ui/public.html", {}, request_of_a_visitor)
    assert "thema-twente" in page
    assert "/thema/twente.css" in page


def test_mistakes_are_named_and_linked(request_of_a_visitor: HttpRequest) -> None:
    page = render_to_string("ui/showcase.html", showcase.examples(), request_of_a_visitor)
    assert '<a href="#id_postcode">Vul in: Postcode.</a>' in page
    assert '<a href="#id_level_0">Maak een keuze bij: Welk diploma heb je.</a>' in page
    assert 'aria-describedby="id_postcode_helptext id_postcode_error"' in page
