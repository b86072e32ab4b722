"""The statements: privacy tells each purpose of the register, accessibility how to complain; per site."""

import pytest
from django.test import Client

from leerwerk.people.purposes import ADMINISTRATION, FIELD_PURPOSES
from leerwerk.web.public.purpose_words import DATA, PURPOSES, STARTS, purpose_rows
from tests.factories.network import DeskFactory, RegionFactory


@pytest.mark.unit
def test_every_field_of_the_register_has_its_words() -> None:
    personal = {
        (model, field, purpose)
        for model, fields in FIELD_PURPOSES.items()
        for field, purpose in fields.items()
        if purpose is not ADMINISTRATION
    }

    assert {model for model, _field, _purpose in personal} - set(STARTS) == set()
    assert {field for _model, field, _purpose in personal} - set(DATA) == set()
    assert {purpose for _model, _field, purpose in personal} - set(PURPOSES) == set()


@pytest.mark.unit
def test_retention_is_told_in_years_or_months() -> None:
    kept = {row.kept for row in purpose_rows()}

    assert {"2 jaar na het einde van je traject", "3 maanden na je laatste afspraak"} <= kept
    assert "1 jaar na de laatste keer dat je zei dat je mail wilt" in kept


@pytest.mark.db
@pytest.mark.django_db
def test_statements_name_the_site_and_its_desk(client: Client) -> None:
    DeskFactory(
        region=RegionFactory(name="Twente", slug="twente"),
        name="Leerwerkloket Twente",
        email="info@twente.example",
        phone="053 123 45 67",
    )

    for path in ("privacy", "toegankelijkheid"):
        regional = client.get(f"/r/twente/{path}").content.decode()
        assert "mailto:info@twente.example" in regional
        assert "Leerwerkloket Twente" in regional
        assert "twente.example" not in client.get(f"/{path}").content.decode()
    privacy = client.get("/privacy").content.decode()
    assert "5 jaar na het einde van je traject" in privacy
    assert "Na 400 dagen wissen we dat; woorden die bijna niemand zoekt al na 30 dagen." in privacy
    accessible = client.get("/toegankelijkheid").content.decode()
    for part in ("voldoet gedeeltelijk", "WCAG 2.2", "Nationale ombudsman", "320"):
        assert part in accessible
