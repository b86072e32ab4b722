"""Reading one value."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from leerwerk.exchange.fields import (
    AMSTERDAM,
    read_date,
    read_integer,
    read_kvk_number,
    read_moment,
    read_number,
    read_postcode,
    read_truth,
)

pytestmark = pytest.mark.unit


def refuses(read: Callable[[str], object], text: str) -> bool:
    """Whether a reader finds that a text is nothing of its kind."""
    try:
        read(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-01", "2027-2-1", "01-02-2027", "1-2-2027", "1/2/2027", "01.02.2027", "20270201", "1 februari 2027",
        "maandag 1 februari 2027", "1 feb 2027", "2027-02-01T09:30:00", "2027-02-01T09:30:00+01:00",
        "2027-02-01T08:30:00Z", "2027-01-31T23:30:00Z", "01-02-2027 09:30", "2027-02-01T",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_common_form(text: str) -> None:
    assert read_date(text) == date(2027, 2, 1)


@pytest.mark.parametrize(
    "text", ["", "morgen", "31-02-2027", "01-02-27", "0000-00-00", "1927-01-01", "2027-13-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refuses(read_date, text)


def test_march_may_be_shortened_the_dutch_way() -> None:
    assert read_date("3 mrt 2027") == date(2027, 3, 3)


def test_a_moment_without_zone_is_dutch_time() -> None:
    assert read_moment("2027-02-01T09:30") == datetime(2027, 2, 1, 9, 30, tzinfo=AMSTERDAM)
    assert read_moment("01-02-2027") == datetime(2027, 2, 1, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("52,2215", "52.2215"),
        ("6.89", "6.89"),
        ("1.234,5", "1234.5"),
        ("-3", "-3"),
        (" 12 ", "12"),
        ("1e1", "10"),
    ],
)
def test_a_number_has_a_comma_or_a_point(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "drie", "1.2.3", "12 stuks", "1e999", "Infinity"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert refuses(read_number, text)


def test_a_whole_number_may_be_written_with_decimals() -> None:
    assert read_integer("2,0") == 2
    assert refuses(read_integer, "2,5")


@pytest.mark.parametrize(
    ("text", "truth"), [("ja", True), ("TRUE", True), ("Yes", True), ("1", True), ("nee", False)]
)
def test_yes_and_no_come_in_words(text: str, truth: bool) -> None:
    assert read_truth(text) is truth


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert refuses(read_truth, "misschien")


@pytest.mark.parametrize("text", ["7511", "7511JE", "7511 je", " 7511 JE ", "NL-7511JE", "7511 JE Enschede"])
def test_a_postcode_is_read_glued_or_split(text: str) -> None:
    assert read_postcode(text) == "7511"


@pytest.mark.parametrize("text", ["", "0511", "75111", "Enschede", "751"])
def test_what_is_no_postcode_is_refused(text: str) -> None:
    assert refuses(read_postcode, text)


@pytest.mark.parametrize("text", ["08123456", "0812 3456", "KVK: 08123456", "kvk-nummer 08.12.34.56"])
def test_a_kvk_number_is_eight_digits_however_written(text: str) -> None:
    assert read_kvk_number(text) == "08123456"


@pytest.mark.parametrize("text", ["8123456", "081234567890", "00000000", "onbekend"])
def test_what_is_no_kvk_number_is_refused(text: str) -> None:
    assert refuses(read_kvk_number, text)
