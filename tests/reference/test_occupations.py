"""Qualifications, occupations and which occupations are close."""

import re

import pytest

from leerwerk.catalogue.enums import Sector
from tests.reference.files import Row, listed, rows

pytestmark = pytest.mark.unit

# Occupations for which the regulation of 2015 has no qualification that we carry.
WITHOUT_QUALIFICATION = {
    "Matroos binnenvaart",
    "Schipper binnenvaart",
    "Ongediertebestrijder",
    "Uitvaartverzorger",
    "Rijinstructeur",
}


def occupation(name: str) -> Row:
    return next(row for row in rows("occupations") if row["name"] == name)


def test_qualifications_are_the_470_of_2015() -> None:
    assert len(rows("qualifications")) == 470
    assert {row["level"] for row in rows("qualifications")} == {"1", "2", "3", "4"}
    assert {row["valid_from"] for row in rows("qualifications")} == {"2015-08-01"}


def test_namesakes_among_qualifications_point_at_each_other() -> None:
    by_code = {row["code"]: row for row in rows("qualifications")}
    twins = {code: listed(row["same_name"]) for code, row in by_code.items() if row["same_name"]}
    assert len(twins) == 10
    for code, others in twins.items():
        assert all(
            code in twins[other] and by_code[other]["name"] == by_code[code]["name"] for other in others
        )


def test_occupations_are_at_least_260_over_all_sectors() -> None:
    assert len(rows("occupations")) >= 260
    assert {row["sector"] for row in rows("occupations")} == set(Sector.values)


def test_occupation_names_are_unique() -> None:
    names = [row["name"].casefold() for row in rows("occupations")]
    assert len(names) == len(set(names))


def test_occupation_is_complete() -> None:
    for row in rows("occupations"):
        assert re.fullmatch(r"LW-\d{4}", row["code"])
        assert re.fullmatch(r"\d{4}", row["isco08"])
        assert row["name_male"]
        assert row["name_female"]
        assert row["name_english"]
        assert listed(row["words"])


def test_occupation_repeats_no_word() -> None:
    for row in rows("occupations"):
        terms = [row["name"].casefold(), *listed(row["words"]), *listed(row["misspellings"])]
        assert len(terms) == len(set(terms)), row["name"]


def test_misspelling_is_no_good_word_of_another_occupation() -> None:
    good = {
        term: row["code"]
        for row in rows("occupations")
        for term in [row["name"].casefold(), row["name_male"]]
    }
    for row in rows("occupations"):
        for wrong in listed(row["misspellings"]):
            assert good.get(wrong, row["code"]) == row["code"]


def test_qualifications_of_an_occupation_exist() -> None:
    known = {row["code"] for row in rows("qualifications")}
    for row in rows("occupations"):
        codes = listed(row["qualifications"])
        assert set(codes) <= known
        assert bool(codes) != (row["name"] in WITHOUT_QUALIFICATION), row["name"]


def test_welder_is_found_by_what_people_say() -> None:
    welder = occupation("Lasser")
    assert "lassen" in listed(welder["words"])
    assert {"25290", "25287"} <= set(listed(welder["qualifications"]))
    assert welder["isco08"] == "7212"
    assert welder["sector"] == "METAAL"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("metselen", "Metselaar"),
        ("knippen", "Kapper"),
        ("vrachtwagen rijden", "Vrachtwagenchauffeur"),
        ("loodgieten", "Loodgieter"),
        ("koken", "Kok"),
        ("timmeren", "Timmerman"),
    ],
)
def test_verb_leads_to_its_occupation(word: str, name: str) -> None:
    assert word in listed(occupation(name)["words"])


def test_related_occupations_exist_and_stand_once() -> None:
    known = {row["code"] for row in rows("occupations")}
    pairs = [(row["code"], row["related_code"]) for row in rows("related_occupations")]
    assert len(pairs) == len(set(pairs))
    assert all(one < other and {one, other} <= known for one, other in pairs)
    assert all(row["reason"] for row in rows("related_occupations"))
