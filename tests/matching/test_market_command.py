"""`leerwerk market`: build, look and check, from the terminal."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from leermatch import current_version
from leerwerk.config.cli import app
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "market"


def invoke(verb: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["market", verb])
    return told.exit_code, told.output


def test_market_build_builds_once() -> None:
    PlaceFactory()
    code, first = invoke("build")
    assert (code, "De markt is bijgewerkt." in first, "1 plekken" in first) == (0, True, True)
    assert "De markt was al bij." in invoke("build")[1]


def test_market_status_of_none_says_how_to_build() -> None:
    assert invoke("status") == (1, "Er is geen markt. Bouw die met: leerwerk market build\n")


def test_market_status_tells_that_the_tables_changed() -> None:
    invoke("build")
    PlaceFactory()
    code, told = invoke("status")
    assert (code, "zijn sindsdien veranderd" in told) == (1, True)


def test_market_status_names_places_left_out() -> None:
    place = PlaceFactory(hours_min=200, hours_max=200)
    assert f"Niet opgenomen: plek {place.pk}, hours_min 200" in invoke("build")[1]


def test_market_verify_finds_a_changed_byte(folder: Path) -> None:
    PlaceFactory()
    invoke("build")
    assert invoke("verify") == (0, "De markt is gaaf.\n")
    path = folder / (current_version(folder) or "")
    path.write_bytes(path.read_bytes()[:200] + b"\xff" + path.read_bytes()[201:])
    code, told = invoke("verify")
    assert (code, "TORN" in told) == (1, True)
