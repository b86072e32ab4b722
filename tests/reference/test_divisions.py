"""Regions and municipalities of 2015 and 2025."""

import pytest

from tests.reference.files import Row, listed, region_of_municipality, rows

pytestmark = pytest.mark.unit


def regions(scheme: str) -> dict[str, Row]:
    return {row["code"]: row for row in rows("regions") if row["scheme"] == scheme}


def current() -> set[str]:
    return {row["code"] for row in rows("municipalities") if not row["valid_until"]}


def test_regions_are_35_in_both_divisions() -> None:
    assert len(regions("CBS-AM")) == 35
    assert len(regions("UWV-2015")) == 35


def test_municipalities_of_2025_are_342() -> None:
    assert len(current()) == 342
    assert set(region_of_municipality()) == current()


def test_tile_map_gives_each_region_its_own_cell() -> None:
    cells = {(row["tile_column"], row["tile_row"]) for row in regions("CBS-AM").values()}
    assert len(cells) == 35
    assert all(1 <= int(column) <= 6 and 1 <= int(row) <= 9 for column, row in cells)


def test_tile_map_keeps_north_above_south_and_west_left_of_east() -> None:
    tiles = {code: (int(row["tile_column"]), int(row["tile_row"])) for code, row in regions("CBS-AM").items()}
    groningen, zuid_limburg, zeeland, twente = tiles["AM01"], tiles["AM30"], tiles["AM24"], tiles["AM05"]
    assert groningen[1] == min(row for _column, row in tiles.values())
    assert zuid_limburg[1] == max(row for _column, row in tiles.values())
    assert zeeland[0] == 1
    assert twente[0] == 6


def test_region_of_2015_has_a_successor_in_2025() -> None:
    heirs = [listed(row["successors"]) for row in regions("UWV-2015").values()]
    assert all(len(heir) == 1 for heir in heirs)
    assert {heir[0] for heir in heirs} == {f"CBS-AM:{code}" for code in regions("CBS-AM")}


def test_municipality_of_2015_resolves_to_municipalities_of_2025() -> None:
    by_code = {row["code"]: row for row in rows("municipalities")}
    members = [row for row in rows("municipality_in_region") if row["region_scheme"] == "UWV-2015"]
    assert len(members) == 397
    for member in members:
        municipality = by_code[member["municipality"]]
        heirs = listed(municipality["successors"]) if municipality["valid_until"] else [municipality["code"]]
        assert heirs
        assert set(heirs) <= current()


def test_municipality_of_2025_descends_from_2015() -> None:
    members = {r["municipality"] for r in rows("municipality_in_region") if r["region_scheme"] == "UWV-2015"}
    heirs = {code for row in rows("municipalities") for code in listed(row["successors"])}
    assert current() <= members | heirs


def test_successor_exists_when_the_municipality_ends() -> None:
    starts = {row["code"]: row["valid_from"] for row in rows("municipalities")}
    for row in rows("municipalities"):
        for heir in listed(row["successors"]):
            assert starts[heir] <= row["valid_until"]


def test_membership_refers_to_known_codes() -> None:
    known = {(row["scheme"], row["code"]) for row in rows("regions")}
    municipalities = {(row["scheme"], row["code"]) for row in rows("municipalities")}
    for row in rows("municipality_in_region"):
        assert (row["region_scheme"], row["region"]) in known
        assert (row["municipality_scheme"], row["municipality"]) in municipalities


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Groesbeek", "1945"),
        ("Weesp", "0363"),
        ("Uden", "1991"),
        ("Haaren", "0824"),
        ("De Friese Meren", "1940"),
    ],
)
def test_ended_municipality_goes_to_its_heir(name: str, code: str) -> None:
    row = next(row for row in rows("municipalities") if row["name"] == name and row["valid_until"])
    assert listed(row["successors"])[0] == code
