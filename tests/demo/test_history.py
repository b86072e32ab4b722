"""The history reads as the sources tell it: the real figures, and nothing where there is none."""

import json

import pytest
from typer.testing import CliRunner

from leerwerk.config.cli import app
from leerwerk.demo.history import record_history
from leerwerk.insight.queries import AgreementProgress, agreement_progress
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.models import Desk
from leerwerk.programme.models import Agreement
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def progress_of(slug: str) -> AgreementProgress:
    (found,) = agreement_progress(Agreement.objects.filter(slug=slug), SYSTEM)
    return found


def figures_of(slug: str) -> list[tuple[str, int, int | None, int | None]]:
    return [
        (each.target.label, each.target.number, each.promised, each.realised)
        for each in progress_of(slug).targets()
    ]


def test_history_of_2006_promises_15100_places_against_15000() -> None:
    (target,) = progress_of("leerwerkafspraken-2006").targets()
    promised = {each.commitment.label: each.commitment.number for each in target.commitments}
    assert promised == {
        "Al vastgelegd in contracten": 12350,
        "Voedingsindustrie": 1250,
        "Groene sectoren, waaronder hoveniers": 1000,
        "Carrosseriebouw": 200,
        "UWV met Borea, voor mensen met een uitkering: pilots in Maastricht, Eindhoven en Tilburg": 300,
    }
    assert (target.promised, target.target.number, target.realised) == (15100, 15000, None)
    assert target.target.ends_on.isoformat() == "2007-03-01"


def test_history_of_2006_is_signed_by_eleven_sectors_and_regions() -> None:
    parties = progress_of("leerwerkafspraken-2006").agreement.parties.order_by("pk")
    assert list(parties.values_list("name", flat=True)) == [
        "Amsterdam",
        "Rotterdam",
        "Den Haag",
        "Eindhoven",
        "Achterhoek",
        "Groningen",
        "Rivierenland",
        "West-Brabant",
        "De bouwsector",
        "Kenniscentrum Handel",
        "Het Rijk",
    ]


def test_history_of_the_desks_of_2016_names_figures_not_desks() -> None:
    assert figures_of("leerwerkloketten-2016") == [
        ("Regio's met een loket", 35, None, 32),
        ("Regionale sites online", 32, None, 20),
        ("Bijdrage van SZW, 2009 tot en met 2016", 4_500_000, 4_500_000, None),
        ("Basisbedrag per loket", 100_000, None, None),
    ]


def test_history_of_the_taalakkoord_goes_from_70_to_300_and_has_ended() -> None:
    assert figures_of("taalakkoord") == [("Ondertekenaars eind 2017", 300, None, 70)]
    assert progress_of("taalakkoord").agreement.status == "ENDED"


def test_history_of_plus_has_three_pilots_with_their_accents() -> None:
    parts = [part.agreement.name for part in progress_of("leerwerkloket-plus-2019").parts]
    assert parts == [
        "Actieplan Leerwerkloket Plus Fryslân",
        "Actieplan Leerwerkloket Plus Rijnmond",
        "Actieplan Leerwerkloket Plus Twente",
    ]
    desks = Desk.objects.filter(is_demo=False).order_by("slug").values_list("region__name", "accent")
    assert list(desks) == [
        (
            "Friesland",
            "Werkenden sturen hun eigen loopbaan: informatiebijeenkomsten, loopbaangesprekken en "
            "scholingsarrangementen.",
        ),
        ("Rijnmond", "Publiek en privaat werken samen in een grote stad."),
        ("Twente", "Samen met een regionaal opleidingsfonds."),
    ]


def test_history_of_perspectief_op_werk_links_24_regions() -> None:
    agreement = progress_of("perspectief-op-werk").agreement
    assert (agreement.parties.count(), agreement.regions.count()) == (24, 24)


def test_history_of_rotterdam_keeps_its_five_outcomes() -> None:
    agreement = progress_of("leerwerkakkoord-rotterdam-rijnmond-2019-2024").agreement
    assert len(agreement.outcomes.splitlines()) == 5
    assert (agreement.starts_on.year, agreement.ends_on.isoformat()) == (2019, "2025-01-01")


def test_history_of_the_twente_fund_has_no_invented_figure() -> None:
    assert progress_of("twents-fonds-voor-vakmanschap").agreement.kind == "FUND"
    assert figures_of("twents-fonds-voor-vakmanschap") == []


def test_history_names_a_source_everywhere_and_is_never_demo() -> None:
    history = Agreement.objects.filter(is_demo=False)
    assert history.count() == 10
    assert not history.filter(source="").exists()
    assert not Desk.objects.filter(is_demo=False, source="").exists()


def test_history_recorded_again_changes_nothing() -> None:
    before = AuditEntry.objects.count()
    record_history(now=NOW)
    assert (AuditEntry.objects.count(), Agreement.objects.count(), Desk.objects.count()) == (before, 10, 3)


def test_agreements_command_prints_2006_for_machines() -> None:
    told = CliRunner().invoke(app, ["agreements", "--json"])
    found = {each["slug"]: each for each in json.loads(told.stdout)["agreements"]}
    of_2006 = found["leerwerkafspraken-2006"]
    wanted = ("promised", "target", "realised", "realised_note", "unit", "period")
    assert {name: of_2006[name] for name in wanted} == {
        "promised": 15100,
        "target": 15000,
        "realised": None,
        "realised_note": "niet geregistreerd",
        "unit": "PLACES",
        "period": {"starts_on": None, "ends_before": "2007-03-01"},
    }
    (target,) = of_2006["targets"]
    assert [each["promised"] for each in target["commitments"]] == [12350, 1250, 1000, 200, 300]
    assert found["taalakkoord"]["realised_note"] == "volgens de bron: ongeveer, in 2016"


def test_agreements_command_says_niet_geregistreerd_to_people() -> None:
    told = CliRunner().invoke(app, ["agreements"]).stdout
    (line,) = (line for line in told.splitlines() if "Plekken vóór maart 2007" in line)
    assert line.split()[-4:] == ["15.000", "15.100", "niet", "geregistreerd"]
