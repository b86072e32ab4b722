"""Places and postcodes: where they lie and to which region they belong."""

import pytest

from tests.reference.files import FOLDER, region_of_municipality, rows

pytestmark = pytest.mark.unit

SOUTH, NORTH, WEST, EAST = 50.74, 53.56, 3.35, 7.23


@pytest.mark.parametrize("name", ["localities", "postcodes"])
def test_coordinate_lies_within_the_netherlands(name: str) -> None:
    for row in rows(name):
        assert SOUTH <= float(row["lat"]) <= NORTH
        assert WEST <= float(row["lon"]) <= EAST


@pytest.mark.parametrize("name", ["localities", "postcodes"])
def test_municipality_is_one_of_2025(name: str) -> None:
    assert {row["municipality_code"] for row in rows(name)} <= set(region_of_municipality())


def test_localities_are_those_of_the_source_and_some_by_hand() -> None:
    assert sum(row["scheme"] == "geonames" for row in rows("localities")) == 1966
    assert len({(row["name"], row["lat"], row["lon"]) for row in rows("localities")}) == len(
        rows("localities")
    )


def test_postcodes_are_all_4072() -> None:
    codes = [row["code"] for row in rows("postcodes")]
    assert len(codes) == 4072
    assert all(len(code) == 4 and code.isdigit() and code >= "1000" for code in codes)


def test_postcode_says_how_its_coordinate_was_found() -> None:
    assert {row["exactness"] for row in rows("postcodes")} == {"EXACT", "NEIGHBOUR", "MUNICIPALITY"}
    assert all(row["method"] and len(row["method"]) <= 120 for row in rows("postcodes"))


def test_interpolated_postcode_names_postcodes_whose_place_is_known() -> None:
    exact = {row["code"] for row in rows("postcodes") if row["exactness"] == "EXACT"}
    for row in rows("postcodes"):
        if row["exactness"] == "NEIGHBOUR":
            named = [word for word in row["method"].split() if word.isdigit()]
            assert named
            assert set(named) <= exact


@pytest.mark.parametrize(
    ("pc4", "region"),
    [
        ("7511", "Twente"),
        ("1012", "Groot Amsterdam"),
        ("6211", "Zuid-Limburg"),
        ("3011", "Rijnmond"),
        ("2511", "Haaglanden"),
        ("9711", "Groningen"),
        ("8911", "Friesland"),
        ("4331", "Zeeland"),
        ("5611", "Zuidoost-Brabant"),
        ("5038", "Midden-Brabant"),
        ("7001", "Achterhoek"),
        ("4001", "Rivierenland"),
        ("8232", "Flevoland"),
        ("7411", "Veluwe Stedendriehoek"),
        ("7255", "Achterhoek"),
        ("8896", "Friesland"),
    ],
)
def test_region_of_a_postcode(pc4: str, region: str) -> None:
    names = {row["code"]: row["name"] for row in rows("regions") if row["scheme"] == "CBS-AM"}
    row = next(row for row in rows("postcodes") if row["code"] == pc4)
    assert names[region_of_municipality()[row["municipality_code"]]] == region


def test_every_municipality_has_a_place_or_a_postcode() -> None:
    placed = {row["municipality_code"] for name in ("localities", "postcodes") for row in rows(name)}
    assert placed == set(region_of_municipality())


def test_postcodes_carry_their_own_licence() -> None:
    assert "Open Database License" in (FOLDER / "postcodes.LICENSE.md").read_text(encoding="utf-8")
