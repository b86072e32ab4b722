"""A row of a table."""

from datetime import date
from decimal import Decimal

import pytest

from leerwerk.exchange.claims import Claim
from leerwerk.exchange.csv_rows import CsvRow
from leerwerk.exchange.table.places import read_place
from tests.exchange.conftest import TODAY

pytestmark = pytest.mark.unit


def read(**cells: str) -> Claim:
    told = {"titel": "Leerling lasser", "werkgever": "Staal BV", "plaats": "Enschede"} | cells
    known = {name: cell for name, cell in told.items() if cell}
    return read_place(CsvRow(2, known, dict(told), None), TODAY)


def codes(claim: Claim) -> list[str]:
    return [fault.code for fault in claim.faults]


def test_a_full_row_is_read_without_remarks() -> None:
    claim = read(
        kvk_nummer="08123456", crebo="25290", niveau="2", leerweg="bbl", postcode="7511 JE", breedtegraad="52,22",
        lengtegraad="6,89", uren_min="32", uren_max="40", dagen_werk="4", dagen_school="1", werkdagen="ma di wo do",
        start="01-02-2027", eind="2029-02-01", loon_min="2.000,00", loon_max="2.200,50", leeftijd_min="16",
        taalniveau="B1", rijbewijs="nee", aantal_plekken="3", geplaatst="01-11-2026", sluit="31-01-2027",
        uitkomst="diploma", sector="metaal", beroep="LW-0001", id="17", erkenning="E1", loon_per="maand",
    )  # fmt: skip

    assert claim.faults == []
    values = claim.values
    assert values["starts_on"] == date(2027, 2, 1)
    assert (values["wage_min"], values["wage_max"]) == (Decimal("2000.00"), Decimal("2200.50"))
    assert (values["level"], values["pathway"], values["outcome"], values["sector"]) == (
        2,
        "BBL",
        "DIPLOMA",
        "METAAL",
    )
    assert (values["work_days"], values["language_level"], values["capacity"]) == (0b1111, 3, 3)
    assert values["is_driving_licence_needed"] is False
    assert claim.address == ("7511", "Enschede", "", 52.22, 6.89)
    assert claim.employer == {"name": "Staal BV", "kvk_number": "08123456"}


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"titel": ""}, "MISSING_TITLE", "titel"),
        ({"titel": "x" * 161}, "TEXT_TOO_LONG", "titel"),
        ({"werkgever": ""}, "MISSING_EMPLOYER", "werkgever"),
        ({"kvk_nummer": "8123456"}, "BAD_KVK_NUMBER", "kvk_nummer"),
        ({"start": "binnenkort"}, "BAD_DATE", "start"),
        ({"geplaatst": "31-02-2026"}, "BAD_DATE", "geplaatst"),
        ({"start": "2027-02-01", "eind": "2027-01-01"}, "CONTRADICTORY_PERIOD", "start"),
        ({"geplaatst": "2026-11-01", "sluit": "2026-10-01"}, "CONTRADICTORY_PERIOD", "sluit"),
        ({"loon_min": "2500", "loon_max": "2000"}, "WAGE_ORDER", "loon_min"),
        ({"loon_min": "25000"}, "ABSURD_WAGE", "loon_min"),
        ({"loon_min": "veel"}, "BAD_NUMBER", "loon_min"),
        ({"aantal_plekken": "0"}, "BAD_CAPACITY", "aantal_plekken"),
        ({"aantal_plekken": "-2"}, "BAD_CAPACITY", "aantal_plekken"),
        ({"aantal_plekken": "501"}, "BAD_CAPACITY", "aantal_plekken"),
        ({"niveau": "5"}, "LEVEL_OUT_OF_RANGE", "niveau"),
        ({"niveau": "hoog"}, "LEVEL_OUT_OF_RANGE", "niveau"),
        ({"leerweg": "avondschool"}, "UNKNOWN_PATHWAY", "leerweg"),
        ({"uitkomst": "medaille"}, "UNKNOWN_OUTCOME", "uitkomst"),
        ({"breedtegraad": "48,8", "lengtegraad": "2,3"}, "OUTSIDE_NETHERLANDS", "breedtegraad"),
        ({"breedtegraad": "noord"}, "BAD_NUMBER", "breedtegraad"),
        ({"land": "België"}, "ABROAD", "land"),
        ({"crebo": "2529"}, "BAD_CREBO", "crebo"),
        ({"uren_min": "40", "uren_max": "32"}, "HOURS_ORDER", "uren_min"),
        ({"uren_max": "80"}, "BAD_HOURS", "uren_max"),
        ({"dagen_werk": "8"}, "BAD_DAYS", "dagen_werk"),
        ({"leeftijd_min": "8"}, "BAD_AGE", "leeftijd_min"),
        ({"taalniveau": "goed"}, "BAD_LANGUAGE_LEVEL", "taalniveau"),
        ({"rijbewijs": "misschien"}, "BAD_TRUTH", "rijbewijs"),
    ],
)
def test_what_is_wrong_refuses_the_row_and_names_the_column(
    cells: dict[str, str], code: str, field: str
) -> None:
    claim = read(**cells)
    assert [(fault.code, fault.field) for fault in claim.faults] == [(code, field)]
    assert claim.is_refused


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"postcode": "75"}, "UNKNOWN_POSTCODE"),
        ({"sector": "ruimtevaart"}, "UNKNOWN_SECTOR"),
        ({"loon_min": "1800", "loon_tekst": "netto"}, "NET_WAGE"),
        ({"loon_min": "15", "loon_per": "uur"}, "WAGE_AS_TEXT"),
        ({"sluit": "2026-11-01"}, "ALREADY_EXPIRED"),
        ({"werkdagen": "vaak"}, "UNREADABLE_VALUE"),
        ({"breedtegraad": "6,89", "lengtegraad": "52,22"}, "COORDINATES_SWAPPED"),
    ],
)
def test_what_is_doubtful_is_taken_with_a_remark(cells: dict[str, str], code: str) -> None:
    claim = read(**cells)
    assert codes(claim) == [code]
    assert not claim.is_refused


def test_all_faults_of_a_row_are_named_at_once() -> None:
    assert codes(read(titel="", niveau="9", start="ooit")) == [
        "BAD_DATE",
        "MISSING_TITLE",
        "LEVEL_OUT_OF_RANGE",
    ]


def test_a_start_may_be_told_in_words() -> None:
    assert read(start="per direct").values["is_start_flexible"] is True


def test_hours_may_be_told_in_one_column() -> None:
    values = read(uren_min="32-40").values
    assert (values["hours_min"], values["hours_max"]) == (32, 40)


def test_an_hourly_wage_counts_with_the_hours() -> None:
    assert read(loon_min="15", loon_per="uur", uren_max="36").values["wage_min"] == Decimal("2340.00")
