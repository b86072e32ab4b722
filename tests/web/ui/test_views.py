"""The style sheet of a desk."""

import pytest
from django.test import Client

from tests.factories.network import DeskFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_house_style_of_a_desk_is_served(client: Client) -> None:
    DeskFactory(slug="twente", brand={"action": "#7a1fa2"})
    response = client.get("/thema/twente.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode().startswith(".leerwerk-theme.thema-twente{--lw-action:#7a1fa2;")


@pytest.mark.parametrize("brand", [{}, {"action": "#ffff00"}, {"action": "red;}"}, {"logo": "x.svg"}])
def test_house_style_that_cannot_be_read_gives_our_own_colours(client: Client, brand: dict[str, str]) -> None:
    DeskFactory(slug="twente", brand=brand)
    assert client.get("/thema/twente.css").content == b""


def test_desk_that_does_not_exist_has_no_house_style(client: Client) -> None:
    assert client.get("/thema/nergens.css").status_code == 404
