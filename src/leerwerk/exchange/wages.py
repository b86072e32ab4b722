"""Wages as they are told → gross euros a month. Pure."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from leerwerk.kernel.money import CENT, parse_amount

_AMOUNT = re.compile(
    r"(?:(?<!\d)-)?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)"  # 1,250.00
    r"|\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?(?!\d)"  # 1.250,00
    r"|\d+(?:[.,]\d{1,2})?(?!\d))"
)
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_NET = re.compile(r"\bnett?o\b|\bnet (?:per|a|salary|wage|pay)\b", re.IGNORECASE)
_PERIODS = (  # the first that fits counts: "4 weken" before "week"
    (
        "FOUR_WEEKS",
        re.compile(r"(?:\b4|\bvier|\bfour)[ -]?(?:weken|wekelijks|weeks?)|\bper periode\b", re.IGNORECASE),
    ),
    ("HOUR", re.compile(r"\buur(?:loon)?\b|\bhour|\bhr\b|\bhur\b|\bp/?u\b", re.IGNORECASE)),
    ("DAY", re.compile(r"\bdag\b|\bday\b|\bdaily\b", re.IGNORECASE)),
    ("WEEK", re.compile(r"week|\bwee\b", re.IGNORECASE)),
    ("MONTH", re.compile(r"maand|month|\bmon\b|\bp/?m\b", re.IGNORECASE)),
    ("YEAR", re.compile(r"jaar|year|annual|annum|\bann\b", re.IGNORECASE)),
)
_TO_MONTH = {
    "WEEK": Decimal(52) / 12,
    "FOUR_WEEKS": Decimal(13) / 12,
    "MONTH": Decimal(1),
    "YEAR": Decimal(1) / 12,
}
# Without a period: what is too little for a week is an hour, what is too much for a month a year.
MOST_AMOUNT = Decimal(10**7)  # more is absurd in any period, and would not fit
MOST_PER_HOUR, LEAST_PER_MONTH, MOST_PER_MONTH = 75, 300, 9_000


class Wage(NamedTuple):
    """Gross euros a month, or only text. `remark`: code of what there is to say about it."""

    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    remark: str = ""


def amounts_in(text: str) -> list[Decimal]:
    """The amounts that a text tells: "€ 2.700,00 - 3.000" → 2700 and 3000; hours and percentages are none."""
    bare = re.sub(
        r"\d+(?:[.,]\d+)?\s*(?:%|uur\b|uren\b|dagen\b)|\b(?:4|13) ?(?:weken|wekelijks|e maand)", " ", text
    )
    return [_amount(found.group()) for found in _AMOUNT.finditer(bare)][:4]


def _amount(text: str) -> Decimal:
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return parse_amount(text.replace(" ", "."))


def period_in(text: str) -> str:
    """HOUR, DAY, WEEK, FOUR_WEEKS, MONTH, YEAR or "" as told in words or by a unit code."""
    return next((name for name, pattern in _PERIODS if pattern.search(text.replace("_", " "))), "")


def is_net(text: str) -> bool:
    """Whether the text speaks of a net wage."""
    return bool(_NET.search(text)) and not re.search(r"\bbruto\b", text, re.IGNORECASE)


def monthly(amounts: Sequence[Decimal], period: str, text: str, hours: int | None) -> Wage:
    """Amounts per period → a month. `hours` a week are needed for an hourly wage; without them it stays text.

    A week is 12/52 of a month, four weeks 12/13. Zero is unknown. No period: taken from the size, with a remark.
    """
    told = [max(-MOST_AMOUNT, min(MOST_AMOUNT, amount)) for amount in amounts if amount]
    if not told:
        return Wage(text=text)
    remark = ""
    if not period:
        period, remark = _period_of(max(told)), "WAGE_PERIOD_ASSUMED"
    if period == "HOUR" and hours:
        factor = Decimal(hours) * 52 / 12
    elif period in _TO_MONTH:
        factor = _TO_MONTH[period]
    else:
        return Wage(text=text, remark="WAGE_AS_TEXT")
    per_month = [(amount * factor).quantize(CENT, ROUND_HALF_UP) for amount in told]
    return Wage(per_month[0], per_month[-1] if len(per_month) > 1 else None, text, remark)


def _period_of(amount: Decimal) -> str:
    if amount <= MOST_PER_HOUR:
        return "HOUR"
    if amount < LEAST_PER_MONTH:
        return "UNCLEAR"
    return "MONTH" if amount <= MOST_PER_MONTH else "YEAR"
