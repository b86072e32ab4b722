from decimal import Decimal

import pytest

from leerwerk.kernel.money import euro, parse_amount

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "€ 0,00"),
        ("2700", "€ 2.700,00"),
        ("1234567.885", "€ 1.234.567,89"),
        ("-12.5", "€ -12,50"),
    ],
)
def test_euro_writes_as_dutch_people_do(amount: str, written: str) -> None:
    assert euro(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2.700,00", "2700.00"),
        ("€ 2.700", "2700"),
        ("2700", "2700"),
        ("12,5", "12.5"),
        ("1.250,-", "1250"),
        ("2700.00", "2700.00"),
        ("-3,10", "-3.10"),
        ("EUR 10", "10"),
    ],
)
def test_parse_amount_reads_what_people_type(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "veel", "1,250.00", "12,345", "1.25.0", "1 000"])
def test_parse_amount_refuses_what_is_unclear(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(text)
