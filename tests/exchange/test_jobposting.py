"""JobPosting as it is found in the wild."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.exchange.claims import Claim
from leerwerk.exchange.jobposting.posting import read_posting
from leerwerk.exchange.place_files import SURPRISES
from tests.exchange.conftest import TODAY, posting

pytestmark = pytest.mark.unit


def read(**changes: Any) -> Claim:
    return read_posting(1, posting(**changes), TODAY)


def codes(claim: Claim) -> list[str]:
    return [fault.code for fault in claim.faults]


def salary(**value: Any) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


def test_a_sound_posting_is_read_without_remarks() -> None:
    claim = read(
        workHours="32-40 uur", baseSalary=salary(minValue=2000, maxValue="2.200,50", unitText="MONTH")
    )

    assert claim.faults == []
    assert claim.values["title"] == "Leerling lasser"
    assert claim.values["description"] == "Je leert lassen."
    assert claim.values["source_id"] == "vac-1"
    assert (claim.values["hours_min"], claim.values["hours_max"]) == (32, 40)
    assert (claim.values["wage_min"], claim.values["wage_max"]) == (Decimal("2000.00"), Decimal("2200.50"))
    assert claim.employer == {"name": "Staal BV", "kvk_number": ""}
    assert (claim.address.pc4, claim.address.locality) == ("7511", "Enschede")


@pytest.mark.parametrize("nothing", [None, "", [], {}, "null", [None, ""]])
@pytest.mark.parametrize(
    "name",
    [
        "description", "identifier", "datePosted", "validThrough", "jobLocation", "employmentType", "baseSalary",
        "workHours", "totalJobOpenings", "jobImmediateStart", "occupationalCategory", "educationRequirements",
        "qualifications", "skills", "jobStartDate",
    ],
)  # fmt: skip
def test_nothing_comes_in_many_shapes(name: str, nothing: Any) -> None:
    assert not read(**{name: nothing}).is_refused


@pytest.mark.parametrize("name", ["title", "hiringOrganization"])
def test_a_title_and_an_employer_are_needed(name: str) -> None:
    for nothing in (None, "", [], {}, {"name": ""}):
        assert read(**{name: nothing}).is_refused


def test_one_value_may_come_as_a_list() -> None:
    alone, listed = (
        posting(),
        {name: value if name.startswith("@") else [value] for name, value in posting().items()},
    )
    assert read_posting(1, listed, TODAY).values == read_posting(1, alone, TODAY).values


@pytest.mark.parametrize("truth", ["true", "True", True, "ja", "Yes", "1"])
def test_an_immediate_start_is_a_boolean_or_a_word(truth: Any) -> None:
    assert read(jobImmediateStart=truth).values["is_start_flexible"] is True


@pytest.mark.parametrize("truth", ["false", False, "nee", "", None])
def test_no_immediate_start_leaves_the_start_unknown(truth: Any) -> None:
    assert "is_start_flexible" not in read(jobImmediateStart=truth).values


@pytest.mark.parametrize(
    ("told", "name", "kvk"),
    [
        ("Staal BV", "Staal BV", ""),
        ({"name": "Staal &amp; Zn"}, "Staal & Zn", ""),
        ([{"legalName": "Staal BV"}], "Staal BV", ""),
        ({"name": "Staal", "identifier": {"propertyID": "KVK", "value": "0812 3456"}}, "Staal", "08123456"),
        ({"name": "Staal", "identifier": "KVK 08123456"}, "Staal", "08123456"),
        ({"name": "Staal", "identifier": {"name": "Intern", "value": "17"}}, "Staal", ""),
        ({"name": "Staal", "kvkNumber": 12345678}, "Staal", "12345678"),
    ],
)
def test_an_employer_is_told_in_many_shapes(told: Any, name: str, kvk: str) -> None:
    claim = read(hiringOrganization=told)
    assert (claim.employer["name"], claim.employer["kvk_number"]) == (name, kvk)
    assert claim.faults == []


@pytest.mark.parametrize(
    ("told", "pc4", "locality"),
    [
        ("7511 JE Enschede", "7511", "Enschede"),
        ("Dorpsstraat 1, 7511JE Enschede, Nederland", "7511", "Enschede"),
        ("Dorpsstraat 1, Enschede, 7511 JE", "7511", "Enschede"),
        ("Enschede", "", "Enschede"),
        ("Enschede, Overijssel, Nederland", "", "Enschede, Overijssel"),
        ({"address": "7511 JE Enschede"}, "7511", "Enschede"),
        ({"address": {"addressLocality": "7511JE Enschede"}}, "7511", "Enschede"),
        ({"address": {"postalCode": "7511je"}}, "7511", ""),
        ({"address": {"postalCode": 7511, "addressLocality": ["Enschede"]}}, "7511", "Enschede"),
        ({"address": [{"addressLocality": {"@value": "Enschede"}}]}, "", "Enschede"),
        ({"name": "7511 JE Enschede", "address": {}}, "7511", "Enschede"),
        (None, "", ""),
    ],
)  # fmt: skip
def test_a_location_is_told_in_many_shapes(told: Any, pc4: str, locality: str) -> None:
    address = read(jobLocation=told).address
    assert (address.pc4, address.locality) == (pc4, locality)


@pytest.mark.parametrize(
    "country",
    ["NL", "NLD", "nl", "Nederland", "The Netherlands", {"@type": "Country", "name": "NL"}, ["NL"], "", None],
)
def test_the_netherlands_has_many_names(country: Any) -> None:
    claim = read(jobLocation={"address": {"addressLocality": "Enschede", "addressCountry": country}})
    assert claim.faults == []


@pytest.mark.parametrize("country", ["BE", "Deutschland", {"@type": "Country", "name": "Belgium"}])
def test_abroad_is_refused(country: Any) -> None:
    claim = read(jobLocation={"address": {"addressLocality": "Gronau", "addressCountry": country}})
    assert codes(claim) == ["ABROAD"]


def test_of_several_locations_the_first_at_home_counts() -> None:
    abroad = {"address": {"addressLocality": "Gronau", "addressCountry": "DE"}}
    claim = read(jobLocation=[abroad, "Enschede", "Hengelo"])
    assert claim.address.locality == "Enschede"
    assert codes(claim) == ["SEVERAL_LOCATIONS"]


@pytest.mark.parametrize(
    ("geo", "expected", "remarks"),
    [
        ({"latitude": "52,2215", "longitude": "6,8937"}, (52.2215, 6.8937), []),
        ({"latitude": 6.8937, "longitude": 52.2215}, (52.2215, 6.8937), ["COORDINATES_SWAPPED"]),
        ({"latitude": 0, "longitude": 0}, (None, None), []),
        ({"latitude": "", "longitude": None}, (None, None), []),
        ({"latitude": 48.85, "longitude": 2.35}, (None, None), ["OUTSIDE_NETHERLANDS"]),
        ({"latitude": "noord", "longitude": "oost"}, (None, None), ["UNREADABLE_VALUE"]),
    ],
)
def test_coordinates_come_in_many_shapes(geo: Any, expected: Any, remarks: list[str]) -> None:
    claim = read(jobLocation={"address": {"addressLocality": "Enschede"}, "geo": geo})
    assert (claim.address.lat, claim.address.lon) == expected
    assert codes(claim) == remarks


@pytest.mark.parametrize(
    ("told", "low", "high", "remarks"),
    [
        (salary(minValue=2000, maxValue=2500, unitText="MONTH"), "2000.00", "2500.00", []),
        (salary(value="2000", unitText="per 4 weken"), "2166.67", None, []),
        (salary(value=30000.0, unitText="YEAR"), "2500.00", None, []),
        (salary(maxValue=2500, unitText="MONTH"), None, "2500.00", []),
        ({"currency": "EUR", "value": "2.100,00", "unitText": "maand"}, "2100.00", None, []),
        ({"currency": "EUR", "value": 2100}, "2100.00", None, ["WAGE_PERIOD_ASSUMED"]),
        (2100, "2100.00", None, ["WAGE_PERIOD_ASSUMED"]),
        ("€ 2.700,00 bruto per maand", "2700.00", None, []),
        ("€ 2.000 tot € 2.500 per maand", "2000.00", "2500.00", []),
        ("conform cao", None, None, []),
        ("schaal 6: 2.345 - 3.123 per maand", None, None, ["WAGE_AS_TEXT"]),
        ("1800 netto per maand", None, None, ["NET_WAGE"]),
        (salary(value=1800, unitText="netto per maand"), None, None, ["NET_WAGE"]),
        (salary(value=15, unitText="HOUR"), None, None, ["WAGE_AS_TEXT"]),
        (salary(minValue=0, maxValue=0, unitText="MONTH"), None, None, []),
        (
            {"currency": "GBP", "value": {"value": 2000, "unitText": "MONTH"}},
            None,
            None,
            ["FOREIGN_CURRENCY"],
        ),
        (salary(minValue=2700, maxValue=1900, unitText="MONTH"), None, None, ["WAGE_ORDER"]),
        (salary(value=2700, unitText="YEAR"), "225.00", None, []),
        (salary(value=270000, unitText="MONTH"), "270000.00", None, ["ABSURD_WAGE"]),
        (salary(value=-5, unitText="MONTH"), "-5.00", None, ["ABSURD_WAGE"]),
        ([None, salary(value=2000, unitText="MONTH")], "2000.00", None, []),
    ],
)
def test_wages_come_in_many_shapes(told: Any, low: str | None, high: str | None, remarks: list[str]) -> None:
    claim = read(baseSalary=told)
    found = claim.values.get("wage_min"), claim.values.get("wage_max")
    assert found == (low and Decimal(low), high and Decimal(high))
    assert codes(claim) == remarks


def test_an_hourly_wage_counts_with_the_hours_told() -> None:
    claim = read(baseSalary=salary(value="14,71", unitText="HOUR"), workHours=["32", "40 uur"])
    assert claim.values["wage_min"] == Decimal("2549.73")


def test_a_wage_in_words_is_kept_as_told() -> None:
    assert read(baseSalary="1800 netto per maand").values["wage_text"] == "1800 netto per maand"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"datePosted": "morgen"}, "BAD_DATE"),
        ({"validThrough": "2026-10-01"}, "CONTRADICTORY_PERIOD"),
        ({"jobStartDate": "2027-03-01", "jobEndDate": "2027-02-01"}, "CONTRADICTORY_PERIOD"),
        ({"totalJobOpenings": "-1"}, "BAD_CAPACITY"),
        ({"totalJobOpenings": 0}, "BAD_CAPACITY"),
        ({"totalJobOpenings": "veel"}, "BAD_CAPACITY"),
        ({"title": "x" * 161}, "TEXT_TOO_LONG"),
        ({"hiringOrganization": {"name": "Staal", "kvkNumber": "123"}}, "BAD_KVK_NUMBER"),
    ],
)
def test_what_is_wrong_refuses_the_row(changes: dict[str, Any], code: str) -> None:
    claim = read(**changes)
    assert codes(claim) == [code]
    assert claim.is_refused


def test_a_posting_past_its_last_day_is_taken_as_expired() -> None:
    claim = read(validThrough="2026-11-21")
    assert codes(claim) == ["ALREADY_EXPIRED"]
    assert not claim.is_refused


def test_a_long_description_is_shortened() -> None:
    claim = read(description="a" * 30_000)
    assert len(claim.values["description"]) == 20_000
    assert codes(claim) == ["TEXT_SHORTENED"]


def test_pathway_level_and_crebo_are_read_from_words() -> None:
    claim = read(
        title="Leerling lasser BBL",
        educationRequirements={"credentialCategory": "mbo niveau 2", "name": "Basislasser (crebo 25290)"},
    )
    assert claim.values["pathway"] == "BBL"
    assert claim.values["level"] == 2
    assert claim.values["qualification_code"] == "25290"


def test_an_identifier_may_be_an_object_or_an_address() -> None:
    assert read(identifier={"@type": "PropertyValue", "name": "x", "value": 17}).values["source_id"] == "17"
    assert read(identifier=None, url="https://voorbeeld.nl/1").values["source_id"] == "https://voorbeeld.nl/1"
    assert len(read(identifier="x" * 500).values["source_id"]) == 64


def test_a_category_is_a_code_or_a_name() -> None:
    coded = read(occupationalCategory={"@type": "CategoryCode", "codeValue": "7212", "name": "Lassers"})
    assert list(coded.occupation_codes) == ["7212"]
    assert list(read(occupationalCategory=["Lasser"]).occupation_words) == ["Lasser"]
    assert list(read(occupationalCategory="ISCO-08: 7212").occupation_codes) == ["7212"]


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(
        [
            "2027-01-01",
            "7511 JE",
            "€ 2.000",
            "BE",
            "crebo 25289",
            "\ud800",
            "\x00",
            "52,2",
            "-1",
            "NaN",
            "1e99",
        ]
    )
)
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([
            "@type", "@value", "name", "value", "minValue", "maxValue", "unitText", "currency", "address", "geo",
            "latitude", "longitude", "addressCountry", "postalCode", "addressLocality", "identifier", "codeValue",
        ]),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip
_PROPERTIES = st.sampled_from(sorted({*posting(), "baseSalary", "workHours", "totalJobOpenings", "employmentType",
    "occupationalCategory", "educationRequirements", "qualifications", "jobStartDate", "jobEndDate", "skills",
    "jobImmediateStart", "url"}))  # fmt: skip


@given(st.dictionaries(_PROPERTIES, _ANYTHING, max_size=6))
def test_no_shape_of_value_breaks_the_reading(changes: dict[str, Any]) -> None:
    try:
        claim = read_posting(1, {**posting(), **changes}, TODAY)
    except SURPRISES as error:
        pytest.fail(f"{error!r} for {changes!r}")
    if claim.is_refused:
        return
    values = claim.values
    assert 1 <= (values.get("capacity") or 1) <= 500
    assert values.get("level") in {None, 1, 2, 3, 4}
    for low, high in (("hours_min", "hours_max"), ("wage_min", "wage_max"), ("starts_on", "ends_on")):
        if values.get(low) is not None and values.get(high) is not None:
            assert values[low] <= values[high]
    for text in (values["title"], values["description"], values["source_id"], values.get("wage_text", "")):
        assert "\x00" not in text
        text.encode()
