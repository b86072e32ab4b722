"""Wages as they are told."""

from decimal import Decimal

import pytest

from leerwerk.exchange.wages import amounts_in, is_net, monthly, period_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("€ 2.700,00", ["2700.00"]),
        ("€2.700,-", ["2700"]),
        ("2500-3000", ["2500", "3000"]),
        ("tussen 13,68 en 16,05 per uur bij 36 uur", ["13.68", "16.05"]),
        ("2,345.50", ["2345.50"]),
        ("1 850 per 4 weken", ["1850"]),
        ("conform cao", []),
        ("100% van het minimumloon", []),
    ],
)
def test_amounts_are_found_in_words(text: str, amounts: list[str]) -> None:
    assert amounts_in(text) == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("per uur", "HOUR"), ("HOUR", "HOUR"), ("HUR", "HOUR"), ("per week", "WEEK"), ("4 weken", "FOUR_WEEKS"),
        ("per vier weken", "FOUR_WEEKS"), ("MONTH", "MONTH"), ("bruto p/m", "MONTH"), ("YEAR", "YEAR"),
        ("per jaar", "YEAR"), ("DAY", "DAY"), ("", ""),
    ],
)  # fmt: skip
def test_the_period_is_told_in_words_or_codes(text: str, period: str) -> None:
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("amount", "period", "hours", "expected"),
    [
        ("2700", "MONTH", None, "2700.00"),
        ("15", "HOUR", 36, "2340.00"),
        ("500", "WEEK", None, "2166.67"),
        ("2000", "FOUR_WEEKS", None, "2166.67"),
        ("30000", "YEAR", None, "2500.00"),
    ],
)
def test_a_wage_is_brought_to_a_month(amount: str, period: str, hours: int | None, expected: str) -> None:
    assert monthly([Decimal(amount)], period, "", hours).low == Decimal(expected)


def test_an_hourly_wage_without_hours_stays_text() -> None:
    wage = monthly([Decimal(15)], "HOUR", "€ 15 per uur", None)
    assert (wage.low, wage.text, wage.remark) == (None, "€ 15 per uur", "WAGE_AS_TEXT")


def test_a_wage_without_period_is_judged_by_its_size_and_says_so() -> None:
    assert monthly([Decimal(2100)], "", "", None) == (Decimal("2100.00"), None, "", "WAGE_PERIOD_ASSUMED")
    assert monthly([Decimal(26000)], "", "", None).low == Decimal("2166.67")
    assert monthly([Decimal(200)], "", "", None).remark == "WAGE_AS_TEXT"


def test_a_wage_of_nothing_is_unknown() -> None:
    assert monthly([Decimal(0), Decimal(0)], "MONTH", "", None).low is None


def test_net_is_heard_unless_gross_is_named_too() -> None:
    assert is_net("1800 netto per maand")
    assert not is_net("2500 bruto, dat is 2100 netto")
