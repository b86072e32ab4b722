"""Amounts of money in euros, exact to the cent."""

import re
from decimal import ROUND_HALF_UP, Decimal

from leerwerk.kernel.written import is_english, number

CENT = Decimal("0.01")
_DUTCH = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|-?\d+(?:,\d{1,2})?")
_PLAIN = re.compile(r"-?\d+\.\d{1,2}")


def euro(amount: Decimal) -> str:
    """Write an amount in the language of the reader, rounded half up to cents: "€ 2.700,00", in English "€2,700.00"."""
    rounded = amount.quantize(CENT, ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    written = number(abs(rounded), 2)
    return f"{sign}€{written}" if is_english() else f"€ {sign}{written}"


def parse_amount(text: str) -> Decimal:
    """Read an amount as it is typed: "€ 2.700,00", "2700", "2.700", "12,5", "1.250,-" or "2700.00".

    One point with three digits after it is a Dutch thousand; with one or two it is a decimal point.
    Raises ValueError for everything else, among which "1,250.00": that may be meant in two ways.
    """
    cleaned = text.replace("\u2212", "-").replace("€", "").replace("EUR", "").replace("\xa0", " ").strip()
    cleaned = re.sub(r",[-–—]{1,2}$", "", cleaned)
    if _DUTCH.fullmatch(cleaned):
        return Decimal(cleaned.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(cleaned):
        return Decimal(cleaned)
    message = f"not an amount: {text!r}"
    raise ValueError(message)
